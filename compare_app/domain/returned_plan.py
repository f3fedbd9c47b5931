"""A plan workbook that comes back, as read: nothing is compared yet and nothing stored (`domain.plan_review`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from compare_app.errors import Issue, Place
from compare_app.text.message import Message

Bases = Mapping[str, Mapping[str, str | None]]
"""What each row of a plan held when it left: action id → column key → canonical text."""


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """One row of the plan sheet. Texts are canonical (dates ISO, codes for words, plain decimals); "" is empty."""

    place: Place
    action_id: str  # "" for an added row
    cells: Mapping[str, str]  # by column key: the editable columns that could be read
    facts: Mapping[str, str] = field(default_factory=dict)  # of the columns that do not come back, as typed
    extras: Mapping[str, str] = field(default_factory=dict)  # head of a column that is none of ours → text
    cell_of: Mapping[str, str] = field(default_factory=dict)  # column key or foreign head → A1 address

    def place_of(self, column: str) -> Place:
        """Where a cell of the row stands."""
        return replace(self.place, cell=self.cell_of.get(column, self.place.cell))

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all stands in it."""
        return not self.action_id and not any(
            (*self.cells.values(), *self.facts.values(), *self.extras.values())
        )


@dataclass(frozen=True, slots=True)
class ReturnedPlan:
    """A plan workbook as read: which export of which project and product it is, and its rows."""

    file: str
    project_id: str
    product_id: str
    bases: Bases | None  # the workbook's own copy; None: damaged
    rows: Sequence[ReturnedRow]  # every row below the heads, empty ones too
    issues: Sequence[Issue] = ()
    export_id: str = ""
    exported_at: datetime | None = None
    project: str = ""  # name, as it was
    product: str = ""
    notices: Sequence[Message] = ()  # what was found out about the sheet
    digest: str = ""  # of what the rows say: the same content again has the same digest
