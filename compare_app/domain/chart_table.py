"""The data behind a chart as a table, in the reader's language: what the marks say, as texts with their units.

It is what a chart says to those who copy it into a spreadsheet or have it read to them, so nothing stands in it that
the chart does not know, and what has no value keeps its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from compare_app.domain.charts import (
    ChartSpec,
    Diverging,
    Dumbbell,
    Heatmap,
    LadderChart,
    LadderStepSpec,
    NoChart,
    Pareto,
    Point,
    QuadrantChart,
    Radar,
    Scores,
    Trend,
)
from compare_app.domain.quality_charts import Control, Fishbone, Gantt, Histogram
from compare_app.domain.report import Table, TableCell
from compare_app.domain.tone import Mark, Tone
from compare_app.domain.value_chart_tables import bullet_rows, distribution_rows, parallel_rows
from compare_app.domain.value_charts import Bullet, Distribution, Parallel
from compare_app.text.wording import Wording

Rows = Iterable[Sequence[str]]


def table_of(spec: ChartSpec, words: Wording) -> Table:
    """The table of a chart of any kind; the caption is the chart's title. A chart that is none gives its reason."""
    match spec:
        case Dumbbell():
            return _dumbbell(spec, words)
        case Diverging():
            rows: Rows = [(one.label, one.text, one.note) for one in spec.bars]
            return _table(spec.title, (words("Indicator"), spec.axis, words("Note")), rows)
        case Heatmap():
            return _table(
                spec.title,
                (words("Indicator"), *spec.columns),
                (
                    (name, *(cell.text for cell in cells))
                    for name, cells in zip(spec.rows, spec.cells, strict=False)
                ),
            )
        case LadderChart():
            return _ladder(spec, words)
        case QuadrantChart():
            return _quadrant(spec, words)
        case Radar():
            return _radar(spec, words)
        case Pareto():
            return _table(
                spec.title,
                (words("Indicator"), words("Share"), words("Cumulated share")),
                ((one.label, one.text, f"{one.cumulated:.1f} %") for one in spec.bars),
            )
        case Trend():
            return _trend(spec, words)
        case Scores():
            return _table(
                spec.title,
                (words("Node"), spec.axis, words("Note")),
                ((one.label, one.text, one.note) for one in spec.bars),
            )
        case Bullet():
            return _table(spec.title, *bullet_rows(spec, words))
        case Distribution():
            return _table(spec.title, *distribution_rows(spec, words))
        case Parallel():
            return _table(spec.title, *parallel_rows(spec, words))
        case Control():
            return _control(spec, words)
        case Histogram():
            return _histogram(spec, words)
        case Gantt():
            return _gantt(spec, words)
        case Fishbone():
            return _fishbone(spec, words)
        case NoChart():
            return _table(spec.title, (words("No chart"), words("What to do")), [(spec.reason, spec.remedy)])
        case _:
            assert_never(spec)


def _table(title: str, header: Sequence[str], rows: Rows) -> Table:
    return Table(tuple(header), tuple(tuple(map(TableCell, row)) for row in rows), caption=title)


def _dumbbell(spec: Dumbbell, words: Wording) -> Table:
    """One row a mark, because several products may stand on one row of the chart; one of words where there is none.

    Whose a mark is the legend says by its tone, what it rests on by its filling.
    """
    products: dict[Tone, str] = {tone: label for label, tone, _ in spec.legend if tone is not Tone.NEUTRAL}
    bases = {mark: label for label, tone, mark in spec.legend if tone is Tone.NEUTRAL}
    rows: list[Sequence[str]] = []
    for row in spec.rows:
        for point in row.points:
            bound = {Mark.ARROW_RIGHT: "≥", Mark.ARROW_LEFT: "≤"}.get(point.mark, "")
            place = f"{bound}{point.x:.1f} %"
            product, basis = products.get(point.tone, ""), bases.get(point.mark, "")
            rows.append((row.label, product, point.label, basis, place, _ends(point), row.note))
        if not row.points:
            rows.append((row.label, "", "", "", "", "", row.note))
    header = [
        words("Indicator"),
        words("Product"),
        words("Value"),
        words("Basis"),
        spec.axis,
        words("Interval"),
    ]
    return _table(spec.title, [*header, words("Note")], rows)


def _ends(point: Point) -> str:
    return "" if point.error is None else f"{point.error[0]:.1f} … {point.error[1]:.1f} %"


def _ladder(spec: LadderChart, words: Wording) -> Table:
    def state(step: LadderStepSpec) -> str:
        match step.state:
            case "reached":
                return words("reached")
            case "current":
                return words("stands here")
            case "blocked":
                return words("held back")
            case "unknown":
                return words("not assessed")

    rows: list[Sequence[str]] = []
    for step in spec.steps:
        rows += [(step.code, step.name, state(step), line) for line in step.lines or ("",)]
    return _table(spec.title, (words("Step"), words("Name"), words("State"), words("Reason")), rows)


def _quadrant(spec: QuadrantChart, words: Wording) -> Table:
    rows: list[Sequence[str]] = [(one.label, spec.names[one.row * 2 + one.column]) for one in spec.items]
    rows += [(name, words("not assessed")) for name in spec.unassessed]
    return _table(spec.title, (words("Indicator"), words("Field")), rows)


def _radar(spec: Radar, words: Wording) -> Table:
    def figure(value: float | None) -> str:
        return words("no value") if value is None else f"{value:.1f} %"

    rows = (
        (axis, *(figure(one.values[at] if at < len(one.values) else None) for one in spec.series))
        for at, axis in enumerate(spec.axes)
    )
    return _table(spec.title, (words("Indicator"), *(one.name for one in spec.series)), rows)


def _trend(spec: Trend, words: Wording) -> Table:
    """A row for each year or state; the second figure stands under its name in the legend."""
    second = any(one.second_text for one in spec.points)
    ranged = any(one.interval is not None for one in spec.points)
    noted = not spec.states or any(one.note for one in spec.points)
    header = [words("Released state") if spec.states else words("Year"), spec.axis]
    if ranged:
        header.append(words("95 % interval"))
    if noted:
        header.append(words("Note") if spec.states else words("passed / tested"))
    if second:
        header.append(spec.legend[-1][0] if spec.states else words("weighted by output"))
    unit, figure = ("", ".4g") if spec.span else (" %", ".1f")
    rows: list[Sequence[str]] = []
    for one in spec.points:
        row = [one.label, one.text]
        if ranged:
            ends = one.interval
            row.append("—" if ends is None else f"{ends[0]:{figure}} … {ends[1]:{figure}}{unit}")
        if noted:
            row.append(one.note)
        rows.append((*row, one.second_text) if second else row)
    return _table(spec.title, header, rows)


def _control(spec: Control, words: Wording) -> Table:
    """Every place with both figures and the tests that gave a signal; the lines of both charts stand below."""
    rows: list[Sequence[str]] = []
    for place, above, below in zip(spec.places, spec.location.points, spec.spread.points, strict=True):
        said = [
            f"{track.name}: {spec.rules[mark - 1]}"
            for track, point in ((spec.location, above), (spec.spread, below))
            for mark in point.marks
        ]
        rows.append((place.label, above.text, below.text, "; ".join(said)))
    location, spread = spec.location, spec.spread
    rows.append(("", location.high_text, spread.high_text, ""))
    rows.append(("", location.centre_text, spread.centre_text, ""))
    rows.append(("", location.low_text, spread.low_text, ""))
    header = (spec.axis, spec.location.name, spec.spread.name, words("Signals"))
    return _table(spec.title, header, rows)


def _histogram(spec: Histogram, words: Wording) -> Table:
    rows: list[Sequence[str]] = [(one.text, str(one.count)) for one in spec.bins]
    rows += [(one.text, "1") for one in sorted(spec.marks, key=lambda mark: mark.value)]
    rows += [(one.label, "") for one in spec.rules if not one.mean]
    rows += list(spec.facts)
    return _table(spec.title, (spec.axis, words("number of values")), rows)


def _gantt(spec: Gantt, words: Wording) -> Table:
    header = (words("Action"), words("Start"), words("Due"), words("Status"), words("Note"))
    return _table(
        spec.title,
        header,
        (
            (
                one.label,
                one.start.isoformat() if one.start else "",
                one.due.isoformat() if one.due else "",
                one.state,
                one.note,
            )
            for one in spec.rows
        ),
    )


def _fishbone(spec: Fishbone, words: Wording) -> Table:
    header = (words("Branch"), words("Cause"), words("State"), words("Evidence"))
    rows: list[Sequence[str]] = []
    for bone in spec.bones:
        rows += [(bone.name, one.text, one.state, one.evidence) for one in bone.causes] or [
            (bone.name, "", "", "")
        ]
    rows += [(spec.loose.name, one.text, one.state, one.evidence) for one in spec.loose.causes]
    return _table(spec.title, header, rows)
