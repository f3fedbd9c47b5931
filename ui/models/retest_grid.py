"""A re-test as a table to type in: one row an indicator, what its target says, what becomes of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from compare_app.domain.improvement_words import target_said
from compare_app.domain.loop import Action
from compare_app.domain.model import Indicator
from compare_app.domain.project import Project
from compare_app.domain.retest import Judged
from compare_app.domain.retest_entry import Entry
from compare_app.domain.tone import Tone
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording
from ui.models.cell import Cell, Column, Grid, ReadyRows
from ui.wording import named, sign, spoken, tone

VALUES: Final = "values"
UNIT: Final = "unit"
UNCERTAINTY: Final = "uncertainty"
EDITABLE: Final = (VALUES, UNIT, UNCERTAINTY)
_MET: Final[dict[bool | None, tuple[str, Message | None, Tone]]] = {
    True: ("▲", M("meets the target"), Tone.BETTER),
    False: ("▼", M("misses the target"), Tone.WORSE),
    None: ("○", None, Tone.UNKNOWN),  # said with its reason
}


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator: its rows of the plan, what was typed, and what that would do."""

    indicator: Indicator
    actions: tuple[Action, ...]
    entry: Entry
    count: int = 0  # values that were read
    trouble: Message | None = None  # what cannot be read in the line
    judged: tuple[Judged, ...] = ()


def retest_columns(words: Wording) -> tuple[Column, ...]:
    """Indicator, target, values, unit, U, what is judged, what becomes of the row."""
    return (
        Column("indicator", words("Indicator"), width=16),
        Column("target", words("Target"), align="right", width=14),
        Column(VALUES, words("Values of the report"), tip=words("Several, e.g. 5.1, 5.2, 5.0"), width=22),
        Column(UNIT, words("Unit"), tip=words("Empty: the unit of the indicator"), width=9),
        Column(UNCERTAINTY, "U", tip=words("Expanded uncertainty (k = 2), where stated"), width=8),
        Column("judged", words("Preview"), width=26),
        Column("row", words("Row of the plan"), width=24),
    )


def retest_grid(lines: Sequence[Line], project: Project, words: Wording) -> Grid:
    """One row an indicator; what a formula gives cannot be typed."""
    rows = [(one.indicator.id, _cells(one, project, words)) for one in lines]
    return Grid(retest_columns(words), ReadyRows(rows))


def _cells(line: Line, project: Project, words: Wording) -> tuple[Cell, ...]:
    indicator, entry = line.indicator, line.entry
    target = "; ".join(dict.fromkeys(text for one in line.actions if (text := target_said(one))))
    typed = not indicator.formula
    return (
        Cell(named(indicator, words), bold=True),
        Cell(target or "—", align="right", quiet=not target),
        Cell(
            entry.text if typed else words("by its formula"),
            quiet=not typed,
            edit=entry.text if typed else None,
        ),
        Cell(
            entry.unit or indicator.unit,
            quiet=not entry.unit,
            edit=entry.unit if typed else None,
        ),
        Cell(entry.uncertainty, edit=entry.uncertainty if typed else None),
        _judged_cell(line, words),
        _row_cell(line, project, words),
    )


def _judged_cell(line: Line, words: Wording) -> Cell:
    """What the targets say; the worst answer gives the tone."""
    if line.trouble is not None:
        text = words(line.trouble)
        return Cell(f"! {text}", tip=text, tone=Tone.WORSE)
    count = f"n = {line.count}" if line.count else ""
    if not line.judged:
        said = words("no target to judge by") if line.count and not line.actions else ""
        text = " · ".join(part for part in (count, said) if part)
        return Cell(text, tip=text, quiet=True)
    said = " / ".join(dict.fromkeys(_answer(one, words) for one in line.judged))
    tip = "\n".join(dict.fromkeys(words(one.reason) for one in line.judged))
    text = f"{said} · {count}" if count else said
    answers = {one.met for one in line.judged}
    shown = False if False in answers else None if None in answers else True
    return Cell(text, tip=f"{text}\n{tip}", tone=_MET[shown][2], bold=shown is not None)


def _answer(one: Judged, words: Wording) -> str:
    mark, said, _ = _MET[one.met]
    if said is None:
        return f"{mark} {words('cannot be judged: {why}', why=words(one.reason))}"
    return f"{mark} {words(said)}"


def _row_cell(line: Line, project: Project, words: Wording) -> Cell:
    """Each row with the status it gets."""
    if not line.judged:
        numbers = [str(one.position) for one in line.actions]
        return Cell(
            words("no. {numbers}", numbers=words("; ").join(numbers)) if numbers else "—",
            quiet=True,
        )
    said: list[str] = []
    last = Tone.NEUTRAL
    for one in line.judged:
        before = project.get(Action, one.action.id)
        status = one.action.status
        stays = before is not None and before.status is status
        number = words("no. {numbers}", numbers=str(one.action.position))
        said.append(
            words("{row} stays {status}", row=number, status=spoken(status, words))
            if stays
            else words("{row} → {status}", row=number, status=spoken(status, words))
        )
        last = Tone.NEUTRAL if stays or not sign(status) else tone(status)
    text = words("; ").join(said)
    return Cell(text, tip=text, tone=last)
