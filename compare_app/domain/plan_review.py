"""What taking a returned plan back would do, line by line, and what it does once a person has decided.

A line is one cell that differs, or one row that came, went or is not known. Nothing is lost silently: the counts of the
rows add up to the rows that were read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from compare_app.domain.edit import Edit
from compare_app.domain.loop import Action, Verification
from compare_app.domain.model import ImportBatch, new_id
from compare_app.domain.plan_cells import with_cells, with_line
from compare_app.domain.terms import ActionStatus
from compare_app.errors import Issue, Place
from compare_app.text.message import M, Message


class Fate(StrEnum):
    """What a line is."""

    CHANGED = "changed"  # only the workbook changed it
    CONFLICT = "conflict"  # both sides did, differently
    UNPROVEN = "unproven"  # it says 已验证, and nothing here proves it
    ADDED = "added"
    UNKNOWN = "unknown"  # the plan has no such row any more
    MISSING = "missing"  # of the export, and not in the workbook


class Decision(StrEnum):
    """What happens to a line."""

    TAKE = "take"
    KEEP = "keep"
    CANCEL = "cancel"  # of a missing row: it stays and is cancelled


POSSIBLE: Final[Mapping[Fate, tuple[Decision, ...]]] = {
    Fate.CHANGED: (Decision.TAKE, Decision.KEEP),
    Fate.CONFLICT: (Decision.KEEP, Decision.TAKE),
    Fate.UNPROVEN: (Decision.KEEP,),
    Fate.ADDED: (Decision.TAKE, Decision.KEEP),
    Fate.UNKNOWN: (Decision.KEEP, Decision.TAKE),
    Fate.MISSING: (Decision.KEEP, Decision.CANCEL),
}
"""What a person can decide; the first is what happens where nobody does."""

Choices = Mapping[str, Decision]
"""What a person decided, by the key of the line."""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One cell or row of the review."""

    key: str
    fate: Fate
    place: Place  # in the workbook; of a missing row only the file
    action: Action  # as it stands here; of an added or unknown row as it would become
    column: str = ""  # key of the plan column; "" for a whole row
    base: str = ""  # canonical texts
    ours: str = ""
    theirs: str = ""
    head: str = ""  # of a column that is none of ours: its text goes to the notes
    result: str = ""  # a re-test that came with an added row


@dataclass(frozen=True, slots=True)
class RowCounts:
    """What became of every row that was read."""

    read: int = 0
    changed: int = 0
    added: int = 0
    unchanged: int = 0
    unknown: int = 0
    empty: int = 0


@dataclass(frozen=True, slots=True)
class PlanMerge:
    """What merging would store, and what it leaves to a person."""

    file: str
    product_id: str
    lines: Sequence[PlanLine] = ()
    counts: RowCounts = RowCounts()
    issues: Sequence[Issue] = ()
    notices: Sequence[Message] = ()
    export_id: str = ""
    digest: str = ""

    def of(self, *fates: Fate) -> tuple[PlanLine, ...]:
        """The lines of some kinds."""
        return tuple(line for line in self.lines if line.fate in fates)

    @property
    def conflicts(self) -> tuple[PlanLine, ...]:
        """The cells that both sides changed."""
        return self.of(Fate.CONFLICT)

    def decision(self, line: PlanLine, choices: Choices) -> Decision:
        """What happens to a line; a choice that it does not allow is none."""
        possible = POSSIBLE[line.fate]
        chosen = choices.get(line.key, possible[0])
        return chosen if chosen in possible else possible[0]

    def outcome(self, choices: Choices | None = None) -> PlanOutcome:
        """What is stored once these choices are made."""
        chosen = choices or {}
        now: dict[str, Action] = {}
        added: dict[str, Action] = {}
        tests: list[Verification] = []
        for line in self.lines:
            decision = self.decision(line, chosen)
            action = now.get(line.action.id, line.action)
            if decision is Decision.CANCEL:
                now[action.id] = replace(action, status=ActionStatus.CANCELLED)
            elif decision is not Decision.TAKE:
                continue
            elif not line.column:
                added[action.id] = line.action
                tests += _test(action.id, line.result)
            elif line.column == "result":
                tests += _test(action.id, line.theirs)
            elif line.head:
                now[action.id] = replace(action, note=with_line(action.note, line.theirs))
            else:
                now[action.id] = with_cells(action, {line.column: line.theirs})
        return PlanOutcome(tuple(now.values()), tuple(added.values()), tuple(tests))


@dataclass(frozen=True, slots=True)
class PlanOutcome:
    """The records that a review ends in."""

    changed: tuple[Action, ...] = ()
    added: tuple[Action, ...] = ()
    verifications: tuple[Verification, ...] = ()

    @property
    def records(self) -> tuple[Action | Verification, ...]:
        """All of them, owners first."""
        return (*self.changed, *self.added, *self.verifications)


def edits_of(found: PlanMerge, choices: Choices, user: str) -> tuple[Edit, ...]:
    """What taking a reviewed plan over stores: nothing, the plan as one step of undo, and before it the re-tests.

    A re-test is never undone and settles what lies before it (rulings 21); in one edit with the plan it would take the
    way back from the plan too. The record of the return goes with the last edit.
    """
    outcome = found.outcome(choices)
    if not outcome.records:
        return ()
    at = datetime.now(UTC)
    tests = tuple(replace(one, author=user, at=at) for one in outcome.verifications)
    tested = {one.action_id for one in tests}
    owners = tuple(one for one in outcome.added if one.id in tested)
    rest = (*outcome.changed, *(one for one in outcome.added if one.id not in tested))
    label = M("Take back {file}", file=found.file)
    batch = _batch(found, outcome, at)
    if not rest:
        return (Edit(label, (*owners, *tests, batch)),)
    first = (Edit(M("Re-tests from {file}", file=found.file), (*owners, *tests)),) if tests else ()
    return (*first, Edit(label, (*rest, batch)))


def _batch(found: PlanMerge, outcome: PlanOutcome, at: datetime) -> ImportBatch:
    """The record that this content came in: returned a second time it is recognised."""
    return ImportBatch(
        id=new_id(),
        file_name=found.file,
        sha256=found.digest,
        mapping="",
        at=at,
        taken=len(outcome.changed) + len(outcome.added),
        held=len(found.issues),
        ignored=found.counts.unknown + found.counts.empty,
    )


FATES: Final[Mapping[Fate, Message]] = {
    Fate.CHANGED: M("≠ changed"),
    Fate.CONFLICT: M("⚠ conflict"),
    Fate.UNPROVEN: M("⚠ not proven"),
    Fate.ADDED: M("＋ added"),
    Fate.UNKNOWN: M("? unknown row"),
    Fate.MISSING: M("− missing"),
}
"""Sign and word of each kind; ▲ ● ▼ are for better and worse."""


def _test(action_id: str, raw: str) -> list[Verification]:
    """A re-test as typed; whether it meets the target is judged when it is released, not here."""
    return [Verification(new_id(), action_id, raw=raw)] if raw else []
