"""The columns of the plan sheet (form F7): their keys in the contract, their heads, and which of them come back.

docs/plan-workbook.md is the contract; the writer gives them widths, the reader finds them again by these heads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from compare_app.text.message import M, Message


@dataclass(frozen=True, slots=True)
class PlanColumn:
    """One column; what is typed into an editable one comes back."""

    key: str
    title: Message
    editable: bool = True


PLAN_COLUMNS: Final = (
    PlanColumn("position", M("No."), editable=False),
    PlanColumn("indicator", M("Indicator"), editable=False),
    PlanColumn("gap", M("Gap"), editable=False),
    PlanColumn("cause", M("Cause")),
    PlanColumn("measure", M("Measure")),
    PlanColumn("action_type", M("Type of measure")),
    PlanColumn("owner", M("Owner")),
    PlanColumn("support", M("Support from")),
    PlanColumn("budget", M("Budget")),
    PlanColumn("start", M("Start date")),
    PlanColumn("due", M("Due date")),
    PlanColumn("baseline", M("Value at the start"), editable=False),
    PlanColumn("target", M("Target value")),
    PlanColumn("unit", M("Unit"), editable=False),
    PlanColumn("verification", M("Method of verification")),
    PlanColumn("result", M("Result of verification")),
    PlanColumn("evidence", M("Evidence")),
    PlanColumn("status", M("Status")),
    PlanColumn("note", M("Note")),
    PlanColumn("remark", M("Overdue"), editable=False),
    PlanColumn("id", M("Row id"), editable=False),
)
"""In the order of the sheet."""

PLAN_TITLES: Final[Mapping[str, Message]] = {column.key: column.title for column in PLAN_COLUMNS}
EDITABLE: Final = tuple(column.key for column in PLAN_COLUMNS if column.editable)
