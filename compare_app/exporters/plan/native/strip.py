"""Values as marks on one axis in their own unit, each on a lane of its own, with limits as lines across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from compare_app.domain.tone import Mark, Tone
from compare_app.domain.value_charts import LimitEnd, ValueMark
from compare_app.exporters.cells import chart_text
from compare_app.exporters.plan.look import INK, QUIET, SERIES
from compare_app.exporters.plan.native.cells import (
    GRID,
    NO_LINE,
    NO_MARK,
    Cells,
    axis,
    ends,
    error_bars,
    labels,
    marker,
    number,
    plain,
)
from compare_app.exporters.plan.native.desk import Desk
from compare_app.exporters.plan.page import Content
from compare_app.text.message import M

PLACE, LANE, BELOW, ABOVE = 3, 4, 5, 6
"""Columns of the table that the series point at; the first is the place on the axis."""

SPANS: Final = (1, 1, 1, 1, 1, 1, 1, 5)
"""The note at the end takes the rest of the sheet."""

_SHARE: Final = 0.14  # of the axis: marks nearer than this stand on lanes of their own


@dataclass(frozen=True, slots=True)
class Spot:
    """One mark with the words of its row in the table."""

    subject: str
    whose: str
    value: ValueMark
    lane: int
    note: str = ""

    @property
    def place(self) -> float | None:
        """Where it stands; of a span its lower end."""
        if self.value.value is not None:
            return self.value.value
        return self.value.error[0] if self.value.error is not None else None

    @property
    def reach(self) -> tuple[float, float] | None:
        """How far the error bar, or the span, reaches to the left and to the right."""
        if self.value.error is None or self.place is None:
            return None
        low, high = self.value.error
        return max(0.0, self.place - low), max(0.0, high - self.place)


@dataclass(frozen=True, slots=True)
class Strip:
    """Marks and limits of one axis."""

    spots: tuple[Spot, ...]
    limits: tuple[LimitEnd, ...] = ()
    subject: str = ""
    unit: str = ""  # stands in the title or the name of the axis, not at every mark

    def short(self, text: str) -> str:
        """The words at a mark, without the unit."""
        return text.replace(f" {self.unit}", "", 1) if self.unit else text

    @property
    def figures(self) -> list[float]:
        """Everything that the axis has to hold."""
        found = [spot.place for spot in self.spots] + [limit.value for limit in self.limits]
        found += [end for spot in self.spots for end in spot.value.error or ()]
        return [one for one in found if one is not None]

    @property
    def top(self) -> int:
        """Where the lines of limits end, one lane above the highest mark."""
        return max((spot.lane for spot in self.spots), default=0) + 1


def heads(desk: Desk) -> tuple[str, ...]:
    """Heads of the table."""
    words = desk.material.words
    return (
        words(M("Indicator")),
        words(M("Product")),
        words(M("Value")),
        words(M("Place on the axis")),
        words(M("Lane")),
        "−",
        "+",
        words(M("Note")),
    )


def rows(desk: Desk, strip: Strip) -> list[tuple[Content, ...]]:
    """The table of one axis: a row a mark, then a row an end of a limit."""
    found: list[tuple[Content, ...]] = []
    for spot in strip.spots:
        below, above = spot.reach or (None, None)
        words = (spot.subject, spot.whose, spot.value.label)
        found.append((*words, number(spot.place), spot.lane, number(below), number(above), spot.note))
    for limit in strip.limits:
        words = (strip.subject, desk.material.words(M("Limit")), limit.label)
        found.append((*words, number(limit.value), strip.top, None, None, ""))
    return found


def draw(
    desk: Desk, strip: Strip, cells: Cells, first: int, width: int, height: int, *, bar: int | None = None
) -> Any:
    """The chart of one axis whose table begins `first` rows below that of `cells`; `bar` is a spot drawn from zero."""
    drawn = desk.chart("scatter")
    for at, spot in enumerate(strip.spots):
        if at == bar:
            drawn.add_series(_bar(spot, cells.part(first + at, first + at + 1)))
        drawn.add_series(_mark(spot, strip.short(spot.value.label), cells.part(first + at, first + at + 1)))
    for at, limit in enumerate(strip.limits, first + len(strip.spots)):
        drawn.add_series(_limit(limit, strip.short(limit.label), cells.part(at, at + 1)))
    drawn.set_x_axis(
        axis(**ends(strip.figures, zero=bar is not None), major_gridlines=GRID, line={"color": QUIET})
    )
    drawn.set_y_axis(
        {"visible": False, "min": 0, "max": strip.top + 0.6, "major_gridlines": {"visible": False}}
    )
    drawn.set_legend({"none": True})
    return plain(drawn, width, height)


def _mark(spot: Spot, label: str, cells: Cells) -> dict[str, object]:
    value = spot.value
    bound = value.mark in (Mark.ARROW_LEFT, Mark.ARROW_RIGHT)
    series: dict[str, object] = {
        "name": chart_text(spot.whose or spot.subject),
        **cells.bound(LANE, PLACE),
        "marker": NO_MARK if value.value is None else marker(value.tone, value.mark, size=7),
        "line": NO_LINE,
        "data_labels": labels(
            [f"{'◁' if value.mark is Mark.ARROW_LEFT else '▷'} {label}" if bound else label],
            "above",
            bold=value.tone is Tone.OURS,
        ),
    }
    if spot.reach is not None:
        series["x_error_bars"] = error_bars(
            cells.reach(BELOW),
            cells.reach(ABOVE),
            {"color": SERIES[value.tone], "width": 1.25 if value.value is not None else 3},
            cap=True,
        )
    return series


def _bar(spot: Spot, cells: Cells) -> dict[str, object]:
    """The way from zero to the mark as a thick line: an error bar as long as the value itself."""
    return {
        "name": chart_text(spot.whose),
        **cells.bound(LANE, PLACE),
        "marker": NO_MARK,
        "line": NO_LINE,
        "x_error_bars": error_bars(
            cells.reach(PLACE),
            cells.reach(PLACE),
            {"color": SERIES[spot.value.tone], "width": 5, "transparency": 45},
            "minus",
        ),
    }


def _limit(limit: LimitEnd, label: str, cells: Cells) -> dict[str, object]:
    """A line down from its words; what is accepted the words say."""
    return {
        "name": chart_text(limit.label or "|"),
        **cells.bound(LANE, PLACE),
        "marker": NO_MARK,
        "line": NO_LINE,
        "data_labels": labels([label], "above", bold=True) if label else {},
        "y_error_bars": error_bars(
            cells.reach(LANE),
            cells.reach(LANE),
            {"color": INK, "width": 1.75},
            "minus",
        ),
    }


def lanes(values: Sequence[float], most: int = 4) -> list[int]:
    """A lane for each value from 1, so that the words of near ones do not meet; `values` go up."""
    span = (max(values) - min(values)) or 1.0
    last: dict[int, float] = {}
    found = []
    for value in values:
        free = [lane for lane in range(1, most + 1) if value - last.get(lane, -1e300) > _SHARE * span]
        lane = free[0] if free else min(last, key=lambda one: last[one])
        last[lane] = value
        found.append(lane)
    return found
