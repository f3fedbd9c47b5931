"""From single readings to one representative value: means over specimens, bounds, the worst class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from compare_app.domain.comparison import Summary, Trace
from compare_app.domain.grade import grade_key
from compare_app.domain.model import CellRef, Indicator, Result, TestMethod
from compare_app.domain.number import plain, round_to
from compare_app.domain.terms import Difference, Direction, Scale, Statistic, Trust
from compare_app.domain.value import (
    Censored,
    Grade,
    NotDetected,
    Number,
    Operator,
    PassFail,
    Span,
    Unread,
    Value,
)
from compare_app.engine.levels import label_of, level_index
from compare_app.text.fold import key
from compare_app.text.message import M


@dataclass(frozen=True, slots=True)
class Reading:
    """A result with its value in the indicator's unit."""

    result: Result
    value: Value
    uncertainty: Decimal | None


def nothing(product_id: str, indicator: Indicator, value: Value, results: tuple[Result, ...]) -> Summary:
    return Summary(
        product_id=product_id,
        value=value,
        text="",
        raw=tuple(result.raw for result in results),
        unit=indicator.unit,
        basis=None,
        n=0,
        mean=None,
        deviation=None,
        uncertainty=None,
        low=None,
        high=None,
        method_group="",
        quantity=indicator.quantity,
        trust=results[0].trust if results else Trust.USER,
        cells=_cells(results),
    )


def _cells(results: Sequence[Result]) -> tuple[CellRef, ...]:
    return tuple(result.cell for result in results if result.cell != CellRef())


def group_of(method_id: str, methods: Mapping[str, TestMethod]) -> str:
    """The comparability group of a method: its own where no group is given, empty where no method is stated (R5)."""
    method = methods.get(method_id)
    if method is None:
        return ""
    return key(method.group or f"{method.standard}#{method.clause}")


def value_text(value: Value) -> str:
    match value:
        case Number(number):
            return plain(number)
        case Censored(operator, bound):
            return f"{operator}{plain(bound)}"
        case Span(low, high):
            return f"{plain(low)}~{plain(high)}"
        case NotDetected(lod):
            return "ND" if lod is None else f"<{plain(lod)}"
        case Grade(label):
            return label
        case _:
            return "—"


def combine(
    product_id: str,
    indicator: Indicator,
    readings: list[Reading],
    methods: Mapping[str, TestMethod],
    converted: bool,
    steps: list[Trace],
) -> Summary:
    first = readings[0].result
    trusts = {reading.result.trust for reading in readings}
    base = replace(
        nothing(product_id, indicator, Unread(), tuple(reading.result for reading in readings)),
        basis=first.basis,
        method_group=group_of(first.method_id, methods),
        quantity=first.quantity or indicator.quantity,
        trust=Trust.UNCONFIRMED if Trust.UNCONFIRMED in trusts else first.trust,
        condition=first.condition,
        converted=converted,
    )
    if indicator.scale in (Scale.ORDINAL, Scale.NOMINAL) or indicator.direction in (
        Direction.GRADE,
        Direction.PASS_FAIL,
    ):
        return _classes(base, indicator, readings, steps)
    if any(isinstance(reading.value, Grade | PassFail) for reading in readings):
        return _classes(base, indicator, readings, steps)
    return _figures(base, indicator, readings, steps)


def _classes(base: Summary, indicator: Indicator, readings: list[Reading], steps: list[Trace]) -> Summary:
    """Classes and verdicts: the worst one stands for the product, so that no single failure is averaged away."""
    values = [reading.value for reading in readings]
    n = len({reading.result.specimen or str(reading.result.replicate) for reading in readings})
    if all(isinstance(value, PassFail) for value in values):
        passed = all(isinstance(value, PassFail) and value.passed for value in values)
        value: Value = PassFail(passed)
        return replace(base, value=value, text="", n=n, steps=tuple(steps))
    labels = [label_of(value) for value in values]
    if any(label is None for label in labels):
        steps.append(Trace(M("Classes and numbers stand together; they are not combined")))
        return replace(base, n=n, problem=Difference.FORM, steps=tuple(steps))
    known = [str(label) for label in labels]
    positions = [level_index(indicator, label) for label in known]
    if len(set(map(grade_key, known))) == 1:
        worst = known[0]
    elif all(position is not None for position in positions):
        worst = known[max(range(len(known)), key=lambda at: positions[at] or 0)]
        steps.append(
            Trace(M("The worst of {labels} stands for the product: {worst}", labels=known, worst=worst))
        )
    else:
        steps.append(Trace(M("The order of the classes {labels} is not known", labels=known)))
        return replace(base, n=n, problem=Difference.CLASS_ORDER, steps=tuple(steps))
    return replace(base, value=Grade(worst), text=worst, n=n, steps=tuple(steps))


def _figures(base: Summary, indicator: Indicator, readings: list[Reading], steps: list[Trace]) -> Summary:
    reported = [reading for reading in readings if reading.result.statistic is Statistic.MEAN]
    extremes = [
        reading for reading in readings if reading.result.statistic in (Statistic.MINIMUM, Statistic.MAXIMUM)
    ]
    singles = [reading for reading in readings if reading not in reported and reading not in extremes]
    spans = [reading.value for reading in singles if isinstance(reading.value, Span)]
    numbers = [reading for reading in singles if isinstance(reading.value, Number)]
    bounded = [reading for reading in singles if isinstance(reading.value, Censored | NotDetected)]
    if bounded:
        return _bounded(base, numbers, bounded, steps)
    units = _by_specimen(numbers)
    low, high = _ends(units, spans, extremes)
    if units and not (reported and len(units) == 1):
        mean = sum(units, Decimal(0)) / len(units)
        deviation = _deviation(units, mean)
        uncertainty = numbers[0].uncertainty if len(numbers) == 1 else None
        if len(numbers) > len(units):
            steps.append(Trace(M("Repeats on one specimen are averaged: {n} specimens", n=len(units)), "R31"))
        if len(units) > 1:
            steps.append(
                Trace(
                    M(
                        "Mean of {n} values: {mean} {unit}",
                        n=len(units),
                        mean=_places(mean, units),
                        unit=base.unit,
                    )
                )
            )
        text = plain(units[0]) if len(units) == 1 else _places(mean, units)
        return replace(
            base,
            value=Number(mean),
            text=text if base.converted is False else shown(mean, indicator, 6),
            n=len(units),
            mean=mean,
            deviation=deviation,
            uncertainty=uncertainty,
            low=low,
            high=high,
            statistic=Statistic.SINGLE if len(units) == 1 else Statistic.MEAN,
            steps=tuple(steps),
        )
    if reported and isinstance(reported[0].value, Number):
        mean = reported[0].value.value
        steps.append(Trace(M("The report states the mean: {mean} {unit}", mean=mean, unit=base.unit)))
        return replace(
            base,
            value=Number(mean),
            text=plain(mean),
            n=1,
            mean=mean,
            uncertainty=reported[0].uncertainty,
            low=low,
            high=high,
            statistic=Statistic.MEAN,
            steps=tuple(steps),
        )
    if reported and isinstance(reported[0].value, Censored | NotDetected):
        return _bounded(base, [], reported, steps)
    if extremes and isinstance(extremes[0].value, Number):
        extreme = extremes[0]
        figure = extremes[0].value.value
        return replace(
            base,
            value=Number(figure),
            text=plain(figure),
            n=1,
            mean=figure,
            uncertainty=extreme.uncertainty,
            low=figure if extreme.result.statistic is Statistic.MINIMUM else None,
            high=figure if extreme.result.statistic is Statistic.MAXIMUM else None,
            statistic=extreme.result.statistic,
            steps=tuple(steps),
        )
    if low is not None and high is not None:
        steps.append(Trace(M("Only the range of the single values is known")))
        return replace(
            base,
            value=Span(low, high),
            text=f"{plain(low)}~{plain(high)}",
            n=1,
            low=low,
            high=high,
            steps=tuple(steps),
        )
    return replace(base, problem=Difference.FORM, steps=tuple(steps))


def _bounded(base: Summary, numbers: list[Reading], bounded: list[Reading], steps: list[Trace]) -> Summary:
    """A mean with censored values has a bound where all point one way; half a detection limit is never put in (R9)."""
    if len(bounded) == 1 and not numbers:
        value = bounded[0].value
        return replace(base, value=value, text=value_text(value), n=1, steps=tuple(steps))
    below, above, bounds = (
        False,
        False,
        [reading.value.value for reading in numbers if isinstance(reading.value, Number)],
    )
    strict = False
    for reading in bounded:
        match reading.value:
            case Censored(operator, bound):
                bounds.append(bound)
                below |= operator in (Operator.BELOW, Operator.AT_MOST)
                above |= operator in (Operator.ABOVE, Operator.AT_LEAST)
                strict |= operator in (Operator.BELOW, Operator.ABOVE)
            case NotDetected(lod) if lod is not None:
                bounds.append(lod)
                below = strict = True
            case _:
                steps.append(
                    Trace(M("Not detected without a detection limit: there is no bound for the mean"))
                )
                return replace(
                    base, value=NotDetected(), text="ND", n=len(numbers) + len(bounded), steps=tuple(steps)
                )
    n = len(bounds)
    if below and above:
        steps.append(Trace(M("The values are bounded on both sides; they are not combined")))
        return replace(base, n=n, problem=Difference.CENSORED, steps=tuple(steps))
    bound = sum(bounds, Decimal(0)) / n
    operator = (
        (Operator.BELOW if strict else Operator.AT_MOST)
        if below
        else (Operator.ABOVE if strict else Operator.AT_LEAST)
    )
    value = Censored(operator, bound)
    steps.append(
        Trace(M("Mean of {n} values, some with only a bound: {value}", n=n, value=value_text(value)))
    )
    return replace(base, value=value, text=value_text(value), n=n, steps=tuple(steps))


def _by_specimen(numbers: Sequence[Reading]) -> list[Decimal]:
    groups: dict[str, list[Decimal]] = {}
    for reading in numbers:
        if isinstance(reading.value, Number):
            name = reading.result.specimen or f"#{reading.result.replicate}"
            groups.setdefault(name, []).append(reading.value.value)
    return [sum(values, Decimal(0)) / len(values) for values in groups.values()]


def _ends(
    units: list[Decimal], spans: Sequence[Value], extremes: Sequence[Reading]
) -> tuple[Decimal | None, Decimal | None]:
    lows = list(units)
    highs = list(units)
    for span in spans:
        if isinstance(span, Span):
            lows.append(span.low)
            highs.append(span.high)
    for reading in extremes:
        if isinstance(reading.value, Number):
            (lows if reading.result.statistic is Statistic.MINIMUM else highs).append(reading.value.value)
    return (min(lows) if lows else None, max(highs) if highs else None)


def _deviation(units: Sequence[Decimal], mean: Decimal) -> Decimal | None:
    if len(units) < 2:
        return None
    return (sum(((value - mean) ** 2 for value in units), Decimal(0)) / (len(units) - 1)).sqrt()


def _places(value: Decimal, like: Sequence[Decimal]) -> str:
    """A mean printed with one digit more than the values it comes from."""
    exponents = [number.as_tuple().exponent for number in like]
    finest = min((exponent for exponent in exponents if isinstance(exponent, int)), default=0)
    return plain(round_to(value, Decimal(1).scaleb(finest - 1)))


def shown(value: Decimal, indicator: Indicator, digits: int) -> str:
    """A computed value, at the indicator's rounding interval or with a number of significant digits."""
    if indicator.rounding is not None:
        return plain(round_to(value, indicator.rounding))
    if value == 0:
        return "0"
    return plain(round_to(value, Decimal(1).scaleb(value.adjusted() - digits + 1)))
