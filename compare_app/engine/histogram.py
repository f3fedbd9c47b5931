"""The histogram of the tested single values of one indicator, with the limits that bind and the mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from compare_app.domain.bins import Count, bins_of
from compare_app.domain.charts import ChartSpec, NoChart
from compare_app.domain.comparison import Judgement
from compare_app.domain.limit import Interval
from compare_app.domain.model import Indicator, Requirement, Result
from compare_app.domain.number import plain, round_to, short
from compare_app.domain.quality_charts import Bin, Histogram, SingleMark, ValueRule
from compare_app.domain.replicates import deviation
from compare_app.domain.signs import sign, tone
from compare_app.domain.terms import Conformity
from compare_app.domain.tone import Tone
from compare_app.domain.units import conversion_on
from compare_app.engine.scene import Scene
from compare_app.engine.series import Observation, Series, series_of
from compare_app.text.wording import Wording

BARS_FROM: Final = 8  # values; below, a bar would hide how few there are
_MOST_LIMITS: Final = 4


def histogram(
    scene: Scene, results: Mapping[str, Sequence[Result]], indicator: Indicator | None
) -> ChartSpec:
    """The values of an indicator; without one, of the first of those with most values."""
    if indicator is not None:
        return _chart(scene, indicator, series_of(scene.project, indicator, results.get(indicator.id, ())))
    found = [
        (one, series_of(scene.project, one, results.get(one.id, ())))
        for one in scene.project.indicators(scene.comparison.category_id)
    ]
    if not found:
        return NoChart(scene.title(scene.words("Histogram")), scene.words("The scheme has no indicator"))
    return _chart(scene, *max(found, key=lambda pair: len(pair[1].observations)))


def _chart(scene: Scene, indicator: Indicator, series: Series) -> ChartSpec:
    words = scene.words
    title = scene.title(words("Distribution of single values: {indicator}", indicator=scene.name(indicator)))
    values = series.values
    if not values:
        return NoChart(
            title,
            words("No tested single value is known as a number"),
            words("Import tested single values, one row a value"),
        )
    digit = max(series.digit, indicator.rounding or series.digit)
    many = len(values) >= BARS_FROM
    unit = indicator.unit
    return Histogram(
        title=title,
        axis=scene.name(indicator),
        key=indicator.id,
        bins=tuple(_bin(one, digit, unit, words) for one in bins_of(values, digit)) if many else (),
        marks=() if many else tuple(_mark(one, scene, indicator) for one in series.observations),
        rules=(*_limits(scene, indicator), *_mean(series, unit, words)),
        facts=_facts(series, unit, words),
        count_axis=words("number of values") if many else "",
        footnote=_footnote(series, words, many=many),
    )


def _bin(one: Count, digit: Decimal, unit: str, words: Wording) -> Bin:
    first, last = one.low + digit / 2, one.high - digit / 2
    text = plain(first) if first == last else f"{plain(first)}~{plain(last)}"
    text = f"{text} {unit}".strip()
    return Bin(
        float(one.low),
        float(one.high),
        one.count,
        text,
        words("{range}: {n} values", range=text, n=one.count),
    )


def _mark(one: Observation, scene: Scene, indicator: Indicator) -> SingleMark:
    text = f"{short(one.value)} {indicator.unit}".strip()
    lines = [scene.name(indicator), text]
    if one.batch:
        lines.append(scene.words("batch {batch}", batch=one.batch))
    if one.tested is not None:
        lines.append(scene.words("tested on {on}", on=one.tested))
    return SingleMark(one.results[0].id, float(one.value), text, "\n".join(lines))


def _mean_text(series: Series) -> str:
    values = series.values
    return plain(round_to(sum(values, Decimal(0)) / len(values), series.digit / 10))


def _mean(series: Series, unit: str, words: Wording) -> tuple[ValueRule, ...]:
    """The mean, where every value is known: one of the others alone would be of nothing."""
    if series.bounds or series.foreign or len(series.values) < 2:
        return ()
    values = series.values
    mean = sum(values, Decimal(0)) / len(values)
    label = words("mean {value}", value=f"{_mean_text(series)} {unit}".strip())
    return (ValueRule(float(mean), label, Tone.OURS, label, mean=True),)


def _facts(series: Series, unit: str, words: Wording) -> tuple[tuple[str, str], ...]:
    values = series.values
    facts = [(words("n"), str(len(values)))]
    if series.bounds or series.foreign or len(values) < 2:
        return tuple(facts)
    spread = deviation(values, sum(values, Decimal(0)) / len(values))
    facts.append((words("mean"), f"{_mean_text(series)} {unit}".strip()))
    if spread is not None:
        facts.append((words("s (n − 1)"), f"{plain(round_to(spread, series.digit / 10))} {unit}".strip()))
    facts.append((words("smallest … largest"), f"{short(min(values))} … {short(max(values))} {unit}".strip()))
    return tuple(facts)


def _limits(scene: Scene, indicator: Indicator) -> tuple[ValueRule, ...]:
    """The ends of the limits that bind or are recommended, with their verdict; formulas and classes have no line."""
    row = scene.comparison.row(indicator.id)
    judged = [] if row is None else sorted(row.judgements, key=_rank)
    found: dict[tuple[Decimal, str], ValueRule] = {}
    for one in judged:
        requirement = scene.project.get(Requirement, one.requirement_id)
        change = conversion_on(indicator.scale, one.unit or indicator.unit, indicator.unit)
        if requirement is None or change is None or not isinstance(requirement.limit, Interval):
            continue
        for end, operator in ((requirement.limit.low, "≥"), (requirement.limit.high, "≤")):
            if end is not None:
                value = change.value(end)
                found.setdefault((value, operator), _limit(one, value, operator, scene.words))
    return tuple(found.values())[:_MOST_LIMITS]


def _rank(one: Judgement) -> tuple[bool, bool, bool]:
    return one.conformity is not Conformity.FAIL, not one.declared, not one.mandatory


def _limit(one: Judgement, value: Decimal, operator: str, words: Wording) -> ValueRule:
    verdict = f"{sign(one.conformity)} {words.term(one.conformity)}"
    place = f"{one.standard} {one.clause}".strip()
    said = words(
        "{statistic}: {limit}",
        statistic=words.term(one.statistic),
        limit=f"{one.limit_text} {one.unit}".strip(),
    )
    return ValueRule(
        float(value),
        f"{operator}{short(value)} {one.standard} {sign(one.conformity)}",
        Tone.FAIL if tone(one.conformity) is Tone.FAIL else Tone.NEUTRAL,
        f"{place}\n{said}\n{verdict}",
    )


def _footnote(series: Series, words: Wording, *, many: bool) -> str:
    parts = []
    if not many:
        parts.append(words("Fewer than {n} values: each stands for itself", n=BARS_FROM))
    if series.bounds:
        parts.append(
            words(
                "Not drawn, only a bound or a span is known: {texts}; no mean and no deviation therefore",
                texts=list(series.bounds[:6]) + (["…"] if len(series.bounds) > 6 else []),
            )
        )
    if series.foreign:
        parts.append(
            words(
                "Not drawn, the unit does not convert: {texts}; no mean and no deviation therefore",
                texts=list(series.foreign[:6]) + (["…"] if len(series.foreign) > 6 else []),
            )
        )
    if series.others:
        parts.append(words("Left out, of another quantity, method or condition: {n} values", n=series.others))
    return ("；" if words.language == "zh_CN" else "; ").join(parts)
