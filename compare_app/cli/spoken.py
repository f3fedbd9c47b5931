"""argparse in the reader's language."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

from compare_app.text.wording import Wording


class SpokenParser(argparse.ArgumentParser):
    """argparse in the reader's language, where it lets itself be told."""

    def __init__(self, words: Wording, **options: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_formatter(words), **options)
        self._words = words

    late = ""  # the name of an optional file that may stand behind options: argparse itself has given it up by then

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        found, rest = super().parse_known_args(args, namespace)
        if self.late and getattr(found, self.late) is None and len(rest) == 1 and not rest[0].startswith("-"):
            setattr(found, self.late, Path(rest.pop()))
        return found, rest

    def error(self, message: str) -> NoReturn:
        self.print_usage()
        detail = self._said(message)
        said = self._words("Wrong usage: {detail}. See: {program} --help", detail=detail, program=self.prog)
        self.exit(2, said + "\n")

    def _said(self, message: str) -> str:
        """What argparse found wrong, in the reader's language; what it says otherwise stays as it is."""
        words = self._words
        if found := re.fullmatch(r"argument (.+?): (.+)", message, re.DOTALL):
            return words("{argument}: {trouble}", argument=found[1], trouble=self._said(found[2]))
        if found := re.fullmatch(r"invalid choice: (.+?) \(choose from (.+)\)", message, re.DOTALL):
            choices = found[2].replace("'", "")
            return words(
                "{text} is not possible; choose one of: {choices}", text=found[1].strip("'"), choices=choices
            )
        if found := re.fullmatch(r"the following arguments are required: (.+)", message):
            return words("missing: {names}", names=found[1])
        if found := re.fullmatch(r"unrecognized arguments: (.+)", message, re.DOTALL):
            return words("unknown: {names}", names=found[1])
        if message.startswith("expected "):
            return words("a value is missing behind it")
        return message

    def print_usage(self, file: Any = None) -> None:
        import sys

        super().print_usage(file or sys.stderr)


def _formatter(words: Wording) -> type[argparse.HelpFormatter]:
    class Spoken(argparse.HelpFormatter):
        """Says `usage` and the headings in the reader's language."""

        def add_usage(
            self,
            usage: str | None,
            actions: Iterable[argparse.Action],
            groups: Iterable[Any],
            prefix: str | None = None,
        ) -> None:
            super().add_usage(usage, actions, groups, words("usage: ") if prefix is None else prefix)

        def start_section(self, heading: str | None) -> None:
            super().start_section(words(heading) if heading else heading)

    return Spoken
