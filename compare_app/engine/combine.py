"""From single readings to one representative value: means over specimens, bounds, the worst class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from compare_app.domain.comparison import Stated, Summary, Trace
from compare_app.domain.grade import grade_key
from compare_app.domain.limit import Interval
from compare_app.domain.model import CellRef, Indicator, Result, TestMethod
from compare_app.domain.number import plain, round_to, short
from compare_app.domain.quantity import group_of
from compare_app.domain.replicates import Pooled, Reading, pool_readings
from compare_app.domain.scheme import is_class
from compare_app.domain.terms import Difference, Statistic, Trust
from compare_app.domain.value import (
    Censored,
    Grade,
    NotDetected,
    Number,
    PassFail,
    Span,
    Unread,
    Value,
)
from compare_app.engine.levels import label_of, level_index
from compare_app.text.fold import key
from compare_app.text.message import M


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


def value_text(value: Value) -> str:
    match value:
        case Number(number):
            return short(number)
        case Censored(operator, bound):
            return f"{operator}{short(bound)}"
        case Span(low, high):
            return f"{short(low)}~{short(high)}"
        case NotDetected(lod):
            return "ND" if lod is None else f"<{short(lod)}"
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
    base = replace(
        nothing(product_id, indicator, Unread(), tuple(reading.result for reading in readings)),
        basis=first.basis,
        method_group=group_of(first.method_id, methods),
        quantity=first.quantity or indicator.quantity,
        trust=_weakest_trust({reading.result.trust for reading in readings}),
        condition="; ".join(sorted({reading.result.condition for reading in readings} - {""})),
        converted=converted,
    )
    if is_class(indicator) or any(isinstance(reading.value, Grade | PassFail) for reading in readings):
        return _classes(base, indicator, readings, steps)
    return _figures(base, indicator, readings, steps)


def _weakest_trust(trusts: set[Trust]) -> Trust:
    if Trust.UNCONFIRMED in trusts:
        return Trust.UNCONFIRMED
    return Trust.CONFIRMED if trusts == {Trust.CONFIRMED} else Trust.USER


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
    pooled = pool_readings(readings)
    _explain(pooled, base, readings, steps)
    known: dict[str, Any] = {}
    if pooled.value is not None:
        uncertainty, stated = _uncertainty(readings, base.unit, steps)
        text = _figure_text(pooled, base, indicator)
        known = {"value": pooled.value, "text": text, "uncertainty": uncertainty, "stated": stated}
    return replace(
        base,
        problem=pooled.problem,
        n=pooled.n,
        mean=pooled.mean,
        deviation=pooled.deviation,
        low=pooled.low,
        high=pooled.high,
        statistic=pooled.statistic,
        means=_by_condition(readings) or pooled.means,
        singles=pooled.singles,
        steps=tuple(steps),
        **known,
    )


def _figure_text(pooled: Pooled, base: Summary, indicator: Indicator) -> str:
    match pooled.value:
        case Number(number) if len(pooled.units) > 1:
            return shown(number, indicator, 6) if base.converted else _places(number, pooled.units)
        case Number(number):
            return shown(number, indicator, 6) if base.converted else short(number)
        case Span() | Censored() | NotDetected() as value:
            return value_text(value)
        case _:
            return ""


def _uncertainty(readings: Sequence[Reading], unit: str, steps: list[Trace]) -> tuple[Decimal | None, Stated]:
    """U of the numbers that were reported (of the stated means, where there are some): the largest, if all state one.

    How the errors of several values hang together is not known. So the largest U stands for each of them and, not
    divided by √n, for their mean: a choice of ours that never makes U too small (docs/decisions.md). Where only some
    state one, none is used.
    """
    numbers = [one for one in readings if isinstance(one.value, Number)]
    means = [one for one in numbers if one.result.statistic is Statistic.MEAN]
    counted = means or numbers
    known = [one.uncertainty for one in counted if one.uncertainty is not None]
    stated = Stated(len(known), len(counted), bool(means))
    if not known:
        return None, stated
    if len(known) < len(counted):
        steps.append(
            Trace(M("{n} of {of} values state U: none is used", n=len(known), of=len(counted)), "R30")
        )
        return None, stated
    largest = max(known)
    if len(known) > 1:
        said = M(
            "Each of {n} values states U; the largest, {u} {unit}, stands for each and, not reduced, for their mean "
            "(how they are correlated is not known: a cautious choice of this program, no rule of a standard)",
            n=len(known),
            u=short(largest),
            unit=unit,
        )
        steps.append(Trace(said, "R30"))
    return largest, stated


def _by_condition(readings: Sequence[Reading]) -> tuple[Interval, ...]:
    """Values under several test conditions have no common mean: the mean of each must conform."""
    names = dict.fromkeys(key(one.result.condition) for one in readings)
    if len(names) < 2:
        return ()
    groups = [[one for one in readings if key(one.result.condition) == name] for name in names]
    return tuple(one for group in groups for one in pool_readings(group).means)


def _explain(pooled: Pooled, base: Summary, readings: Sequence[Reading], steps: list[Trace]) -> None:
    stated = [one for one in readings if one.result.statistic is Statistic.MEAN]
    numbers = [one for one in readings if one not in stated and isinstance(one.value, Number)]
    if pooled.units and len(numbers) > len(pooled.units):
        steps.append(
            Trace(M("Repeats on one specimen are averaged: {n} specimens", n=len(pooled.units)), "R31")
        )
    if pooled.contradiction:
        steps.append(Trace(M("The stated mean is not the mean of the single values; the stated one is used")))
    match pooled.value:
        case Number(mean) if len(pooled.units) > 1:
            mean_text = _places(mean, pooled.units)
            steps.append(
                Trace(M("Mean of {n} values: {mean} {unit}", n=pooled.n, mean=mean_text, unit=base.unit))
            )
        case Number(mean) if stated and len(stated) > 1:
            steps.append(
                Trace(
                    M(
                        "{n} reports state a mean; each must conform, their mean is {mean} {unit}",
                        n=len(stated),
                        mean=short(mean),
                        unit=base.unit,
                    )
                )
            )
        case Number(mean) if stated:
            steps.append(
                Trace(M("The report states the mean: {mean} {unit}", mean=short(mean), unit=base.unit))
            )
        case Span():
            steps.append(Trace(M("Only the range of the single values is known")))
        case NotDetected(None) if pooled.n > 1:
            steps.append(Trace(M("Not detected without a detection limit: there is no bound for the mean")))
        case Censored() as bound if pooled.n > 1:
            steps.append(
                Trace(
                    M(
                        "Mean of {n} values, some with only a bound: {value}",
                        n=pooled.n,
                        value=value_text(bound),
                    )
                )
            )
        case None if pooled.problem is Difference.CENSORED:
            steps.append(Trace(M("The values are bounded on both sides; they are not combined")))


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
