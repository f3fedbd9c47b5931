"""What a command says and to whom: sentences to people on stderr, data to programs on stdout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TextIO

from compare_app.errors import AppError, Issue, RefusedFile
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording

SHOWN_ISSUES: Final = 20


@dataclass(frozen=True, slots=True)
class Console:
    """The reader's language and the two streams."""

    words: Wording
    out: TextIO
    err: TextIO

    def say(self, message: Message) -> None:
        """A sentence to the person."""
        self.err.write(self.words(message) + "\n")

    def data(self, text: str) -> None:
        """A line of data."""
        self.out.write(text + "\n")

    def trouble(self, error: AppError) -> None:
        """What happened, where, and what to do; then what was found on the way."""
        place = str(error.place)
        what = self.words(error.what)
        self.err.write((f"{place}: {what}" if place and place not in what else what) + "\n")
        if remedy := self.words(error.remedy):
            self.err.write(remedy + "\n")
        if isinstance(error, RefusedFile):
            self.issues(error.issues)

    def issues(self, issues: Sequence[Issue]) -> None:
        """The first issues, one line each with the address of the cell, and how many more there are."""
        for issue in issues[:SHOWN_ISSUES]:
            self.err.write("  " + self.issue(issue) + "\n")
        if len(issues) > SHOWN_ISSUES:
            self.say(
                M(
                    "  … and {count} more; --issues FILE.json writes all of them",
                    count=len(issues) - SHOWN_ISSUES,
                )
            )

    def issue(self, issue: Issue) -> str:
        """One issue as a line: where, what stood there, what was expected, what happens to it, what to do."""
        first = M(
            "{place}: found “{found}”, expected {expected}",
            place=str(issue.place),
            found=issue.found,
            expected=issue.expected,
        )
        parts = (self.words(part) for part in (first, issue.effect, issue.remedy))
        return self.words("; ").join(part for part in parts if part)
