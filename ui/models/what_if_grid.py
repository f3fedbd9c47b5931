"""The indicators of a product with what is, what the plan aims at and what is supposed: one row an indicator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from compare_app.domain.comparison import Comparison, IndicatorRow
from compare_app.domain.model import Indicator
from compare_app.domain.project import Project
from compare_app.domain.supposed_digest import rank_said
from compare_app.domain.tone import Tone
from compare_app.text.wording import Wording
from ui.models.cell import Cell, Column, Grid, ReadyRows
from ui.wording import named, value_in_words

SUPPOSED: Final = "supposed"


@dataclass(frozen=True, slots=True)
class Suppositions:
    """What the table is about: the present comparison, the supposed one where it is there, and the texts."""

    now: Comparison
    then: Comparison | None = None
    planned: Mapping[str, str] = field(default_factory=dict)  # target of the plan by indicator id
    typed: Mapping[str, str] = field(default_factory=dict)  # supposed value by indicator id


def what_if_columns(words: Wording) -> tuple[Column, ...]:
    """Indicator, now, target of the plan, supposed, unit, rank."""
    return (
        Column("indicator", words("Indicator"), width=16),
        Column("now", words("Now"), align="right", width=14),
        Column("planned", words("Plan's target"), align="right", width=14),
        Column(
            SUPPOSED,
            words("Supposed"),
            tip=words("Type a value, as in a spreadsheet; nothing is stored"),
            align="right",
            width=14,
        ),
        Column("unit", words("Unit"), width=10),
        Column("rank", words("Rank"), tip=words("Now, and supposed"), align="right", width=16),
    )


def what_if_grid(shown: Suppositions, project: Project, words: Wording) -> Grid:
    """Every indicator; what is supposed stands out and is marked by its column."""
    then = {row.indicator_id: row for row in shown.then.indicators} if shown.then is not None else {}
    rows = [
        (row.indicator_id, _cells(row, then.get(row.indicator_id), shown, project, words))
        for row in shown.now.indicators
    ]
    return Grid(what_if_columns(words), ReadyRows(rows))


def _cells(
    row: IndicatorRow, then: IndicatorRow | None, shown: Suppositions, project: Project, words: Wording
) -> tuple[Cell, ...]:
    indicator = project.all(Indicator)[row.indicator_id]
    typed = shown.typed.get(row.indicator_id, "")
    follows = not typed and then is not None and then.ours.value != row.ours.value  # a formula
    now, rank = value_in_words(row.ours, words), rank_said(row.pool)
    after = rank_said(then.pool) if then is not None else rank
    return (
        Cell(named(indicator, words), bold=True),
        Cell(now, align="right"),
        Cell(shown.planned.get(row.indicator_id, ""), align="right", quiet=True),
        Cell(
            typed or (value_in_words(then.ours, words) if follows and then is not None else ""),
            tip=words("It follows from the other values by its formula") if follows else "",
            align="right",
            tone=Tone.OURS if typed else Tone.NEUTRAL,
            bold=bool(typed),
            quiet=follows,
            edit=typed,
        ),
        Cell(indicator.unit or "—", quiet=not indicator.unit),
        Cell(rank if after == rank else f"{rank} → {after}", align="right", bold=after != rank),
    )
