"""The review of a returned plan as a table: a row a cell or row that differs, and one a cell not understood."""

from __future__ import annotations

from typing import Any, Final

from compare_app.domain.plan_report import OUTCOMES, column_name, outcome_of, row_name, texts_of
from compare_app.domain.plan_review import FATES, POSSIBLE, Choices, Decision, Fate, PlanLine, PlanMerge
from compare_app.domain.project import Project
from compare_app.domain.tone import Tone
from compare_app.errors import Issue
from compare_app.text.wording import Wording
from ui.models.cell import Cell, Column, Grid, ReadyRows
from ui.models.cell_edits import CellChange
from ui.models.grid_model import GridModel, Index
from ui.widgets.roles import CHOICES

ISSUE: Final = "!"  # what keys of cells that were not understood begin with
_TONES: Final = {
    Fate.CONFLICT: Tone.WORSE,
    Fate.UNPROVEN: Tone.WORSE,
    Fate.UNKNOWN: Tone.UNKNOWN,
    Fate.MISSING: Tone.UNKNOWN,
}


class PlanReturnModel(GridModel):
    """A table whose drop-downs offer what the kind of the row allows."""

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words
        self._fates: dict[str, Fate] = {}

    def show_review(self, project: Project, found: PlanMerge, choices: Choices) -> None:
        """Show a review as these choices leave it."""
        self._fates = {line.key: line.fate for line in found.lines}
        self.show(plan_return_grid(project, found, choices, self._words))

    def change(self, index: Index, text: str) -> CellChange | None:
        """A choice that the kind of the row does not allow changes nothing."""
        change = super().change(index, text)
        return change if change is None or self._allows(str(change.row), change.text) else None

    def _allows(self, key: str, text: str) -> bool:
        fate = self._fates.get(key)
        return fate is not None and text in {one.value for one in POSSIBLE[fate]}

    def _own_role(self, index: Index, cell: Cell, role: int) -> Any:
        fate = self._fates.get(str(self.key_at(index.row())))
        if role == CHOICES and fate is not None and self.column(index).choices:
            return tuple((one.value, _outcome(fate, one, self._words)) for one in POSSIBLE[fate])
        return super()._own_role(index, cell, role)


def plan_return_grid(project: Project, found: PlanMerge, choices: Choices, words: Wording) -> Grid:
    """Lines first in the order of the workbook, then what was not understood."""
    columns = (
        Column("kind", words("What it is"), width=12),
        Column(
            "happens",
            words("What happens"),
            width=14,
            choices=tuple((one.value, _outcome(fate, one, words)) for fate, one in OUTCOMES),
        ),
        Column("row", words("Row of the plan"), width=26),
        Column("column", words("Column"), width=16),
        Column("base", words("As exported"), width=22),
        Column("ours", words("In the project"), width=22),
        Column("theirs", words("In the workbook"), width=30),
        Column("cell", words("Cell"), width=8),
    )
    rows = [(line.key, _line(project, found, line, choices, words)) for line in found.lines]
    rows += [
        (f"{ISSUE}{at}", _issue(issue, words))
        for at, issue in enumerate(found.issues)
        if issue.code != "PLAN-PROOF"
    ]
    return Grid(columns, ReadyRows(rows))


def _outcome(fate: Fate, decision: Decision, words: Wording) -> str:
    sign = {Decision.TAKE: "✓", Decision.KEEP: "–", Decision.CANCEL: "×"}[decision]
    return f"{sign} {words(OUTCOMES[fate, decision])}"


def _line(
    project: Project, found: PlanMerge, line: PlanLine, choices: Choices, words: Wording
) -> tuple[Cell, ...]:
    decision = found.decision(line, choices)
    taken = decision is not Decision.KEEP
    base, ours, theirs = texts_of(line, words)
    name = row_name(project, line.action) or words("New row")
    position = f"{line.action.position} · {name}"
    said = words(outcome_of(found, line, choices))
    return (
        Cell(words(FATES[line.fate]), tone=_TONES.get(line.fate, Tone.NEUTRAL)),
        Cell(
            _outcome(line.fate, decision, words),
            tip=said,
            edit=decision.value if len(POSSIBLE[line.fate]) > 1 else None,
            bold=taken,
            quiet=not taken,
        ),
        Cell(position, tip=name, sort=(0, line.action.position)),
        Cell(words(column_name(line)), quiet=not line.column),
        Cell(base, tip=base, quiet=True),
        Cell(ours, tip=ours, bold=not taken and bool(ours)),
        Cell(theirs, tip=theirs, bold=taken),
        Cell(line.place.cell, quiet=True),
    )


def _issue(issue: Issue, words: Wording) -> tuple[Cell, ...]:
    why = words("not understood; expected {what}", what=issue.expected)
    return (
        Cell(words("! not read"), tone=Tone.WORSE),
        Cell(words("– not taken"), tip=words(issue.effect), quiet=True),
        Cell(why, tip=why),
        Cell(""),
        Cell(""),
        Cell(""),
        Cell(issue.found, tip=issue.found),
        Cell(issue.place.cell, quiet=True),
    )
