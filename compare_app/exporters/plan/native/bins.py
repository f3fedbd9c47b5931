"""Counts in bins as columns without gaps; values and limits as lines over the bin that they fall into."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import Any, Final

from compare_app.domain.quality_charts import Histogram
from compare_app.domain.tone import Mark, Tone
from compare_app.domain.value_charts import Distribution, ValueMark
from compare_app.exporters.cells import chart_text
from compare_app.exporters.plan.look import INK, SERIES
from compare_app.exporters.plan.native.cells import (
    GRID,
    NO_LINE,
    NO_MARK,
    Cells,
    axis,
    labels,
    marker,
    number,
    plain,
)
from compare_app.exporters.plan.native.desk import WHOLE, Desk
from compare_app.exporters.plan.native.marks import marked, unit_of
from compare_app.exporters.plan.native.strip import SPANS, Spot, Strip, draw, heads, lanes, rows
from compare_app.exporters.plan.page import Content
from compare_app.text.message import M

_HEIGHT: Final = 290
_STRIP_HEIGHT: Final = 240
_COLUMNS_TONE: Final = "#B9C3CF"  # of nobody: neither better nor worse
_STEP: Final = 0.13  # of the highest column: how far one line stands above the next


@dataclass(frozen=True, slots=True)
class Line:
    """What stands over a bin: a product with its mark, or a limit without one."""

    name: str
    label: str
    value: float
    tone: Tone
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Bins:
    """Counts between edges, their words, and what stands over them."""

    title: str
    axis: str
    count_axis: str
    names: tuple[str, ...]
    edges: tuple[float, ...]  # one more than there are bins
    counts: tuple[int, ...]
    lines: tuple[Line, ...]

    def bin_of(self, line: Line) -> int | None:
        """Which bin a value falls into; the last one holds its upper edge; None beyond."""
        if line.value == self.edges[-1]:
            return len(self.counts) - 1
        at = bisect_right(self.edges, line.value) - 1
        return at if 0 <= at < len(self.counts) else None


def distribution(desk: Desk, spec: Distribution) -> None:
    """Columns over the products of the category, or single marks of a few; our place in words."""
    words = desk.material.words
    desk.block(spec.title, _HEIGHT if spec.counts else _STRIP_HEIGHT)
    desk.say(*spec.facts[:1], bold=True)
    marks = (replace(one, label=marked(desk.material, spec.key, one.tone, one.label)) for one in spec.marks)
    spec = replace(spec, marks=tuple(marks))
    whose: dict[Tone, str] = {tone: name for name, tone, _ in spec.legend if tone is not Tone.NEUTRAL}
    beyond = ""
    if spec.counts:
        names = dict(spec.names)
        pairs = list(zip(spec.edges[:-1], spec.edges[1:], strict=True))
        bins = Bins(
            spec.title,
            f"{spec.axis}   {spec.better_text}".strip(),
            words(M("number of products")),
            tuple(names.get((low + high) / 2, f"{low:.6g} … {high:.6g}") for low, high in pairs),
            spec.edges,
            spec.counts,
            (
                *(
                    Line(words(M("Limit")), limit.label, limit.value, Tone.NEUTRAL)
                    for limit in spec.limits
                    if limit.label
                ),
                *(_product(one, whose) for one in spec.marks if one.value is not None),
            ),
        )
        desk.legend(spec.legend)
        beyond = _columns(desk, bins)
    else:
        _few(desk, spec, whose)
    below, above = spec.beyond
    outside = (
        [
            words(M("{edge}: {n} products", edge=edge, n=count))
            for edge, count in ((f"< {spec.edges[0]:.6g}", below), (f"> {spec.edges[-1]:.6g}", above))
            if count
        ]
        if spec.edges
        else []
    )
    desk.say(
        "   ".join(outside),
        beyond,
        *spec.facts[1:],
        spec.footnote,
    )


def histogram(desk: Desk, spec: Histogram) -> None:
    """Columns where there are values enough, otherwise each value for itself; limits and mean as lines."""
    words = desk.material.words
    desk.block(spec.title, _HEIGHT if spec.bins else _STRIP_HEIGHT)
    desk.say("   ".join(f"{name} {value}" for name, value in spec.facts))
    beyond = ""
    if spec.bins:
        beyond = _columns(
            desk,
            Bins(
                spec.title,
                spec.axis,
                spec.count_axis,
                tuple(one.text for one in spec.bins),
                (*(one.low for one in spec.bins), spec.bins[-1].high),
                tuple(one.count for one in spec.bins),
                tuple(
                    Line(
                        "" if rule.mean else words(M("Limit")),
                        rule.label,
                        rule.value,
                        rule.tone,
                    )
                    for rule in spec.rules
                ),
            ),
        )
    elif spec.marks:
        ordered = sorted(spec.marks, key=lambda one: one.value)
        spots = tuple(
            Spot(spec.axis, "", ValueMark(one.value, one.text, Tone.OURS), lane)
            for one, lane in zip(ordered, lanes([one.value for one in ordered]), strict=True)
        )
        _strip(desk, spec.title, Strip(spots, (), spec.axis, unit_of(desk.material, spec.key)))
        beyond = "   ".join(rule.label for rule in spec.rules)
    desk.say(beyond, spec.footnote)


def _product(one: ValueMark, whose: dict[Tone, str]) -> Line:
    return Line(whose.get(one.tone, ""), one.label, one.value or 0.0, one.tone, one.mark)


def _few(desk: Desk, spec: Distribution, whose: dict[Tone, str]) -> None:
    others = desk.material.words(M("other products"))
    named = [(whose.get(one.tone, ""), one) for one in spec.marks if one.value is not None]
    ordered = sorted(
        [*named, *((others, one) for one in spec.singles if one.value is not None)],
        key=lambda pair: pair[1].value or 0.0,
    )
    if not ordered:
        return
    spots = tuple(
        Spot(spec.axis, name, one, lane)
        for (name, one), lane in zip(ordered, lanes([one.value or 0.0 for _, one in ordered]), strict=True)
    )
    desk.legend((*spec.legend, *(((others, Tone.PEER, Mark.SOLID),) if spec.singles else ())))
    _strip(desk, spec.title, Strip(spots, spec.limits, spec.axis, unit_of(desk.material, spec.key)))


def _strip(desk: Desk, title: str, strip: Strip) -> None:
    cells = desk.table(title, heads(desk), rows(desk, strip), SPANS)
    desk.show([(draw(desk, strip, cells, 0, WHOLE, _STRIP_HEIGHT), title, _STRIP_HEIGHT)])


def _columns(desk: Desk, bins: Bins) -> str:
    """Write the table, draw the columns and the lines over them; what lies beyond the columns comes back in words."""
    words = desk.material.words
    drawn = [(line, at) for line in bins.lines if (at := bins.bin_of(line)) is not None]
    highest = max(bins.counts) or 1
    heights = [highest * (1 + _STEP * place) for place in range(1, len(drawn) + 1)]
    table: list[tuple[Content, ...]] = []
    for at, (name, count) in enumerate(zip(bins.names, bins.counts, strict=True)):
        marks = (height if at == place else None for height, (_, place) in zip(heights, drawn, strict=True))
        table.append((name, count, *(_figure(one) for one in marks)))
    titles = (
        words(M("Interval")),
        bins.count_axis,
        *(f"{line.name} {line.label}".strip() for line, _ in drawn),
    )
    cells = desk.table(bins.title, titles, table)
    chart = desk.chart("column")
    chart.add_series(
        {
            "name": chart_text(bins.count_axis),
            **cells.bound(1, 0),
            "fill": {"color": _COLUMNS_TONE},
            "border": {"color": "#FFFFFF", "width": 0.75},
            "gap": 0,
        }
    )
    if drawn:
        over = desk.chart("line")
        for at, (line, place) in enumerate(drawn):
            over.add_series(_over(line, place, cells, 2 + at))
        chart.combine(over)
    chart.set_x_axis(axis(bins.axis))
    chart.set_y_axis(
        axis(bins.count_axis, min=0, max=highest * (1 + _STEP * (len(drawn) + 1)), num_format="0",
             major_gridlines=GRID)
    )  # fmt: skip
    chart.set_legend({"none": True})
    desk.show([(plain(chart, WHOLE, _HEIGHT), bins.title, _HEIGHT)])
    outside = [f"{line.name} {line.label}".strip() for line in bins.lines if bins.bin_of(line) is None]
    said = [words(M("A line stands over the interval that its value falls into"))] if drawn else []
    if outside:
        said.append(words(M("Beyond the chart: {reasons}", reasons=outside)))
    return "   ".join(said)


def _figure(value: float | None) -> Content:
    return number(None if value is None else round(value, 3))


def _over(line: Line, place: int, cells: Cells, at: int) -> dict[str, Any]:
    """One line from its words down to the axis; a product has its mark, a limit none."""
    ink = INK if line.mark is None and line.tone is Tone.NEUTRAL else SERIES[line.tone]
    texts = ["" for _ in cells.rows]
    texts[place] = line.label
    return {
        "name": chart_text(f"{line.name} {line.label}".strip()),
        **cells.bound(at, 0),
        "line": NO_LINE,
        "marker": NO_MARK if line.mark is None else marker(line.tone, line.mark),
        "data_labels": labels(texts, "above", size=9, bold=line.tone is Tone.OURS),
        "y_error_bars": {
            "type": "percentage",
            "value": 100,
            "direction": "minus",
            "end_style": 0,
            "line": {"color": ink, "width": 1.5, **({"dash_type": "dash"} if line.mark is None else {})},
        },
    }
