"""Trends over released states: nothing else is proof of what was then. Data first, then one of them as a chart."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from compare_app.domain.charts import ChartSpec, NoChart, Trend, TrendPoint
from compare_app.domain.loop import Snapshot
from compare_app.domain.model import Indicator
from compare_app.domain.number import short, signed
from compare_app.domain.profile import Rate, interval_text, rate_text, share_text
from compare_app.domain.project import Project
from compare_app.domain.scheme import by_name
from compare_app.domain.terms import Comparability, Role, Step
from compare_app.domain.tone import Mark, Tone
from compare_app.engine.improvement import passed
from compare_app.engine.scene import Scene
from compare_app.errors import AppError
from compare_app.text.fold import key
from compare_app.text.message import M
from compare_app.text.wording import Wording

MEASURES: Final = ("passed", "score", "step")
MOST_STATES: Final = 12  # points that can still be read side by side; the table has no more either
_COMPARED: Final = (Comparability.COMPARABLE.value, Comparability.CONVERTED.value)
_SIDES: Final = (Role.DOMESTIC, Role.INTERNATIONAL)


@dataclass(frozen=True, slots=True)
class GapThen:
    """The gap to a primary benchmark in one state, better is positive; the interval is that of the difference."""

    benchmark: str
    absolute: Decimal
    relative: Decimal | None
    interval: tuple[Decimal, Decimal] | None


@dataclass(frozen=True, slots=True)
class ScoreThen:
    """A weighted score with what it covers."""

    value: Decimal
    covered: int
    total: int


@dataclass(frozen=True, slots=True)
class StateThen:
    """What one released state said; what it did not say is None or absent."""

    snapshot_id: str
    title: str
    on: date
    step: Step | None  # None: compliance was not assessed
    assessed: bool
    passed: Rate | None
    scores: Mapping[Role, ScoreThen]
    gaps: Mapping[tuple[str, Role], GapThen]  # by indicator id and role


def states_of(project: Project, product_id: str) -> tuple[StateThen, ...]:
    """The released states of a product that can be read, oldest first."""
    rows = [one for one in project.all(Snapshot).values() if one.product_id == product_id]
    read = (_state(one) for one in sorted(rows, key=lambda one: one.at))
    return tuple(one for one in read if one is not None)


def _state(snapshot: Snapshot) -> StateThen | None:
    try:
        body = json.loads(snapshot.body)
        ladder = body["ladder"]
        silent = ladder["step"] == 0 and not ladder["assessed"]
        return StateThen(
            snapshot.id,
            snapshot.title,
            date.fromisoformat(body["on"]),
            None if silent else Step(ladder["step"]),
            bool(ladder["assessed"]),
            passed(body),
            {
                Role(one["role"]): ScoreThen(Decimal(one["value"]), one["covered"], one["total"])
                for one in body["scores"]
                if one["value"] is not None
            },
            dict(_gaps(body["indicators"])),
        )
    except (ValueError, KeyError, TypeError):
        return None  # `check` says that it was altered


def _gaps(rows: Sequence[Any]) -> Sequence[tuple[tuple[str, Role], GapThen]]:
    return [
        (
            (row["id"], Role(one["role"])),
            GapThen(
                one["product"],
                Decimal(one["absolute"]),
                None if one["relative_percent"] is None else Decimal(one["relative_percent"]),
                None
                if one["interval95"] is None
                else (Decimal(one["interval95"][0]), Decimal(one["interval95"][1])),
            ),
        )
        for row in rows
        for one in row["benchmarks"]
        if one["primary"] and one["comparability"] in _COMPARED and one["absolute"] is not None
    ]


# --- the chart -------------------------------------------------------------------------------------------------------

Point = Callable[[StateThen], TrendPoint | None]


def trend(scene: Scene, measure: str) -> ChartSpec:
    """One measure over the released states: the pass rate of binding requirements, `score`, `step`, or the gap of an
    indicator by id, code or name. A state that does not say it is named below, never drawn as zero.
    """
    words = scene.words
    states = states_of(scene.project, scene.comparison.product_id)[-MOST_STATES:]
    title, axis, legend, point, span = _measured(scene, measure or MEASURES[0])
    title = scene.title(title)
    if not states:
        return NoChart(
            title,
            words("No state of this product is released yet"),
            words("Release one after each round; two of them make a trend"),
        )
    drawn = [(state, point(state)) for state in states]
    points = tuple(one for _, one in drawn if one is not None)
    silent = [state.on for state, one in drawn if one is None]
    if not points:
        return NoChart(title, words("None of the released states says it"))
    below = [words("without a figure: {days}", days=silent)] if silent else []
    if span(points) is not None and any(one.interval is not None for one in points):
        below.append(words("error bars: 95 % interval of the difference"))
    if len(points) == 1:
        below.append(words("one state is no trend"))
    return Trend(
        title=title,
        axis=axis,
        points=points,
        legend=legend if any(one.second is not None for one in points) else legend[:1],
        footnote=words("; ").join(below),
        span=span(points),
        states=True,
    )


Measured = tuple[
    str,
    str,
    tuple[tuple[str, Tone, Mark], ...],
    Point,
    Callable[[Sequence[TrendPoint]], tuple[float, float] | None],
]


def _measured(scene: Scene, measure: str) -> Measured:
    words = scene.words
    match measure:
        case "passed":
            return (
                words("Binding requirements met, over released states"),
                words("Requirements met, %"),
                ((words("met / judged, with 95 % interval"), Tone.OURS, Mark.SOLID),),
                lambda state: _passed(state, words),
                lambda _: None,
            )
        case "score":
            return (
                words("Weighted score, over released states"),
                words("Score, 0 to 100; not official"),
                _sides(words),
                lambda state: _score(state, words),
                lambda _: None,
            )
        case "step":
            return (
                words("Step of the ladder, over released states"),
                words("Step, L0 to L5; not official"),
                ((words("step"), Tone.OURS, Mark.SOLID),),
                lambda state: _step(state, words),
                lambda _: (0.0, float(Step.L5.value)),
            )
    indicator = _indicator(scene, measure)
    unit = indicator.unit or "1"
    return (
        words("Gap of {name}, over released states", name=scene.name(indicator)),
        words("Gap in {unit}, better is positive", unit=unit),
        _sides(words),
        lambda state: _gap(state, indicator, words),
        _around_zero,
    )


def _indicator(scene: Scene, named: str) -> Indicator:
    scheme = scene.project.indicators(scene.comparison.category_id)
    found = next((one for one in scheme if one.id == named), None) or by_name(scheme).get(key(named))
    if found is None:
        raise AppError(
            "CHART-TREND",
            M("There is no trend of {name}", name=named),
            M("Choose one of: {names}", names=[*MEASURES, *(one.code for one in scheme)]),
        )
    return found


def _sides(words: Wording) -> tuple[tuple[str, Tone, Mark], ...]:
    return (
        (words.term(_SIDES[0]), Tone.OURS, Mark.SOLID),
        (words.term(_SIDES[1]), Tone.NEUTRAL, Mark.HOLLOW),
    )


def _around_zero(points: Sequence[TrendPoint]) -> tuple[float, float]:
    """The span of a gap with zero in it and a little air."""
    ends = [0.0]
    for one in points:
        ends += [one.value, *(one.interval or ()), *([] if one.second is None else [one.second])]
    low, high = min(ends), max(ends)
    air = (high - low) * 0.08 or 1.0
    return low - air, high + air


def _story(state: StateThen, *lines: str) -> str:
    return "\n".join((f"{state.title} · {state.on.isoformat()}", *lines))


def _passed(state: StateThen, words: Wording) -> TrendPoint | None:
    rate = state.passed
    if rate is None:
        return None
    interval = words("95 % interval: {interval}", interval=interval_text(rate))
    return TrendPoint(
        state.snapshot_id,
        state.on.isoformat(),
        float(rate.share * 100),
        share_text(rate.share),
        (float(rate.low * 100), float(rate.high * 100)),
        f"{rate.passed}/{rate.tested}",
        story=_story(state, rate_text(rate), interval),
    )


def _score(state: StateThen, words: Wording) -> TrendPoint | None:
    first, second = (state.scores.get(side) for side in _SIDES)
    if first is None:
        return None
    covered = words("covers {covered} of {total}", covered=first.covered, total=first.total)
    return TrendPoint(
        state.snapshot_id,
        state.on.isoformat(),
        float(first.value),
        short(first.value),
        None,
        f"{first.covered}/{first.total}",
        None if second is None else float(second.value),
        "" if second is None else short(second.value),
        _story(state, short(first.value), covered),
    )


def _step(state: StateThen, words: Wording) -> TrendPoint | None:
    if state.step is None:
        return None
    said = words.term(state.step)
    note = "" if state.assessed else words("above: open")
    return TrendPoint(
        state.snapshot_id,
        state.on.isoformat(),
        float(state.step.value),
        state.step.name,
        None,
        note,
        story=_story(state, said),
    )


def _gap(state: StateThen, indicator: Indicator, words: Wording) -> TrendPoint | None:
    first, second = (state.gaps.get((indicator.id, side)) for side in _SIDES)
    if first is None:
        return None
    percent = "" if first.relative is None else f"{signed(first.relative)} %"
    against = words("against {name}", name=first.benchmark)
    return TrendPoint(
        state.snapshot_id,
        state.on.isoformat(),
        float(first.absolute),
        signed(first.absolute),
        None if first.interval is None else (float(first.interval[0]), float(first.interval[1])),
        percent,
        None if second is None else float(second.absolute),
        "" if second is None else signed(second.absolute),
        _story(state, f"{signed(first.absolute)} {indicator.unit}  {percent}".rstrip(), against),
    )
