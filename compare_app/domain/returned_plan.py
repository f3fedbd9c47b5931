"""A plan workbook that comes back, and what merging it would do: shown before anything is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from compare_app.domain.model import Action, Verification
from compare_app.errors import Issue, Place


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """One row of the plan sheet. Texts are canonical (dates ISO, codes for words, plain decimals); "" is empty."""

    place: Place
    action_id: str  # "" for an added row
    cells: Mapping[str, str]  # by column key: the editable columns that could be read


@dataclass(frozen=True, slots=True)
class ReturnedPlan:
    """A plan workbook as read: which project and product it was made for, and its rows."""

    file: str
    project_id: str
    product_id: str
    bases: Mapping[str, Mapping[str, str | None]]  # what each row held when it left, by action id
    rows: Sequence[ReturnedRow]
    issues: Sequence[Issue] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell that was changed on both sides since the plan left: ours stays, a person decides."""

    place: Place
    action: Action
    column: str  # key of the plan column
    base: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class PlanMerge:
    """What merging would store, and what it leaves to a person."""

    changed: Sequence[Action] = ()
    added: Sequence[Action] = ()
    verifications: Sequence[Verification] = ()
    conflicts: Sequence[Conflict] = ()
    issues: Sequence[Issue] = ()
    unknown: Sequence[Place] = ()  # rows whose id is in no plan of this product any more
    gone: Sequence[Action] = ()  # actions of the export whose row is not in the workbook; they stay

    @property
    def records(self) -> tuple[Action | Verification, ...]:
        """Everything to store, as one step of undo."""
        return (*self.changed, *self.added, *self.verifications)
