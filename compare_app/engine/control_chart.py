"""The control chart of one indicator of our product: single values and moving ranges, or batches (rulings 28)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from compare_app.domain.charts import ChartSpec, NoChart
from compare_app.domain.control import (
    ALTERNATING_RUN,
    ENOUGH_GROUPS,
    ONE_SIDE_RUN,
    TREND_RUN,
    ControlKind,
    ControlLimits,
    Signal,
    Track,
    control_limits,
    signals,
)
from compare_app.domain.model import Indicator, Result
from compare_app.domain.number import plain, round_to, short
from compare_app.domain.quality_charts import Control, ControlPlace, ControlPoint, ControlTrack
from compare_app.engine.scene import Scene
from compare_app.engine.series import Series, series_of
from compare_app.engine.subgroups import Refusal, Subgroup, Subgroups, subgroups_of
from compare_app.text.wording import Wording

_TESTS: Final = tuple(Signal)


def control(scene: Scene, results: Mapping[str, Sequence[Result]], indicator: Indicator | None) -> ChartSpec:
    """The chart of an indicator; without one of the first that has a chart, otherwise why the nearest one has none."""
    if indicator is not None:
        return _chart(scene, indicator, series_of(scene.project, indicator, results.get(indicator.id, ())))
    refused: list[tuple[int, NoChart]] = []
    for one in scene.project.indicators(scene.comparison.category_id):
        series = series_of(scene.project, one, results.get(one.id, ()))
        chart = _chart(scene, one, series)
        if not isinstance(chart, NoChart):
            return chart
        refused.append((len(series.observations), chart))
    if not refused:
        return NoChart(scene.title(scene.words("Control chart")), scene.words("The scheme has no indicator"))
    return max(refused, key=lambda pair: pair[0])[1]


def _chart(scene: Scene, indicator: Indicator, series: Series) -> Control | NoChart:
    words = scene.words
    name = scene.name(indicator)
    found = subgroups_of(series, indicator.unit)
    if isinstance(found, Refusal):
        title = scene.title(words("Control chart: {indicator}", indicator=name))
        return NoChart(title, words(found.reason), words(found.remedy))
    values = [[one.value for one in group.observations] for group in found.groups]
    limits = control_limits(values)
    above, below = signals(limits.location), signals(limits.spread, runs=False)
    digit = series.digit / 10  # of means, ranges and limits: one digit more than the values
    typed = None if limits.size == 1 else digit
    location = _track(words, _location_name(limits, words), limits.location, above, typed, digit)
    spread = _track(words, _spread_name(limits.kind, words), limits.spread, below, typed, digit)
    labels = [_label(group, found) for group in found.groups]
    return Control(
        title=scene.title(_title(limits.kind, words, name)),
        verdict=_verdict(words, labels, (location, spread)),
        axis=_axis(found, limits, words, indicator.unit),
        places=tuple(
            ControlPlace(
                group.observations[0].results[0].id,
                labels[at],
                _story(scene, indicator, found, group, (location, spread), at),
            )
            for at, group in enumerate(found.groups)
        ),
        location=location,
        spread=spread,
        rules=tuple(_rule(one, words) for one in _TESTS),
        legend=(words("no signal"), words("signal, with the number of its test")),
        footnote=_footnote(words, len(found.groups), series),
    )


def _title(kind: ControlKind, words: Wording, name: str) -> str:
    match kind:
        case ControlKind.INDIVIDUALS:
            return words(
                "Control chart of single values and moving ranges (I-MR): {indicator}", indicator=name
            )
        case ControlKind.MEANS_RANGES:
            return words("Control chart of means and ranges (Xbar-R): {indicator}", indicator=name)
        case ControlKind.MEANS_DEVIATIONS:
            return words(
                "Control chart of means and standard deviations (Xbar-S): {indicator}", indicator=name
            )


def _location_name(limits: ControlLimits, words: Wording) -> str:
    return words("single value") if limits.size == 1 else words("mean of {n}", n=limits.size)


def _spread_name(kind: ControlKind, words: Wording) -> str:
    match kind:
        case ControlKind.INDIVIDUALS:
            return words("moving range")
        case ControlKind.MEANS_RANGES:
            return words("range")
        case ControlKind.MEANS_DEVIATIONS:
            return words("standard deviation")


def _rule(signal: Signal, words: Wording) -> str:
    match signal:
        case Signal.BEYOND:
            return words("beyond a control limit")
        case Signal.ONE_SIDE:
            return words("{n} in a row on one side", n=ONE_SIDE_RUN)
        case Signal.TREND:
            return words("{n} in a row rising or falling", n=TREND_RUN)
        case Signal.ALTERNATING:
            return words("{n} in a row up and down in turn", n=ALTERNATING_RUN)


def _track(
    words: Wording,
    name: str,
    track: Track,
    found: dict[int, tuple[Signal, ...]],
    value_digit: Decimal | None,
    digit: Decimal,
) -> ControlTrack:
    """A track in words; single values keep their digits (`value_digit` None), what is computed has one more."""

    def text(value: Decimal | None) -> str:
        if value is None:
            return ""
        return short(value) if value_digit is None else plain(round_to(value, value_digit))

    return ControlTrack(
        name,
        tuple(
            ControlPoint(
                None if value is None else float(value),
                text(value),
                tuple(_TESTS.index(one) + 1 for one in found.get(at, ())),
            )
            for at, value in enumerate(track.values)
        ),
        centre=float(track.centre),
        high=float(track.high),
        low=None if track.low is None else float(track.low),
        centre_text=words("centre {value}", value=plain(round_to(track.centre, digit))),
        high_text=words("UCL {value}", value=plain(round_to(track.high, digit))),
        low_text="" if track.low is None else words("LCL {value}", value=plain(round_to(track.low, digit))),
    )


def _label(group: Subgroup, found: Subgroups) -> str:
    return group.batch if found.by_batch else group.on.isoformat() if group.on else ""


def _axis(found: Subgroups, limits: ControlLimits, words: Wording, unit: str) -> str:
    orders = {
        "produced": words("by date of production"),
        "tested": words("by date of test"),
        "number": words("by batch number"),
    }
    count, order = len(found.groups), orders[found.order]
    if found.by_batch:
        said = words("{n} batches of {size}, {order}", n=count, size=limits.size, order=order)
    else:
        said = words("{n} days of {size}, {order}", n=count, size=limits.size, order=order)
    return f"{said} · {unit}" if unit else said


def _verdict(words: Wording, labels: Sequence[str], tracks: Sequence[ControlTrack]) -> str:
    """Which tests give a signal where, or that none does: stable is not the same as good enough."""
    found: dict[tuple[int, str], list[str]] = {}
    for track in tracks:
        for label, point in zip(labels, track.points, strict=True):
            for mark in point.marks:
                found.setdefault((mark, track.name), []).append(label)
    if not found:
        return words("● No signal: the process looks stable; whether it meets a limit is another question")
    parts = [
        words(
            "{track}: {rule} ({places})",
            track=track,
            rule=_rule(_TESTS[mark - 1], words),
            places=_few(places, words),
        )
        for (mark, track), places in sorted(found.items())
    ]
    return words(
        "◆ Signals to look into: {signals}", signals=("；" if words.language == "zh_CN" else "; ").join(parts)
    )


def _few(places: Sequence[str], words: Wording) -> list[str]:
    rest = len(places) - 4
    return [*places[:4], *([words("and {count} more", count=rest)] if rest > 0 else [])]


def _story(
    scene: Scene,
    indicator: Indicator,
    found: Subgroups,
    group: Subgroup,
    tracks: Sequence[ControlTrack],
    at: int,
) -> str:
    words = scene.words
    lines = [scene.name(indicator)]
    if found.by_batch:
        lines.append(words("batch {batch}", batch=group.batch))
    if group.on is not None:
        lines.append(
            words("produced on {on}", on=group.on)
            if found.order == "produced"
            else words("tested on {on}", on=group.on)
        )
    for track in tracks:
        point = track.points[at]
        if point.value is None:
            continue
        lines.append(
            words("{title}: {text}", title=track.name, text=f"{point.text} {indicator.unit}".strip())
        )
        lines += [
            words("◆ test {number}: {rule}", number=mark, rule=_rule(_TESTS[mark - 1], words))
            for mark in point.marks
        ]
    if len(group.observations) > 1:
        lines.append(words("values: {texts}", texts=[short(one.value) for one in group.observations]))
    return "\n".join(lines)


def _footnote(words: Wording, groups: int, series: Series) -> str:
    parts = [
        words(
            "Limits ±3σ by GB/T 17989.2-2020 (ISO 7870-2:2013), from the process itself; "
            "limits of standards: see the histogram"
        )
    ]
    if groups < ENOUGH_GROUPS:
        parts.append(
            words(
                "Preliminary: {n} points, at least {enough} are recommended", n=groups, enough=ENOUGH_GROUPS
            )
        )
    if series.others:
        parts.append(words("Left out, of another quantity, method or condition: {n} values", n=series.others))
    return ("；" if words.language == "zh_CN" else "; ").join(parts)
