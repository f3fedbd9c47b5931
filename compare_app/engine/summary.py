"""What one product shows for one indicator: its results brought to one representative value in one unit.

Replicates are units of the product, repeats on one unit are averaged first (R31). Outliers are flagged by people and
stay in (R32). What cannot be converted or ordered is said, never guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from compare_app.domain.comparison import Summary, Trace
from compare_app.domain.formula import FormulaError, evaluate, names
from compare_app.domain.grade import grade_key
from compare_app.domain.model import CellRef, Indicator, Result, TestMethod
from compare_app.domain.number import plain, round_to
from compare_app.domain.terms import Absence, Basis, Difference, Direction, Scale, Statistic, Trust
from compare_app.domain.units import Conversion, conversion
from compare_app.domain.value import (
    Absent,
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
from compare_app.text.fold import key
from compare_app.text.message import M

_BASIS_ORDER = (Basis.TESTED, Basis.DECLARED, Basis.ESTIMATED)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A result with its value in the indicator's unit."""

    result: Result
    value: Value
    uncertainty: Decimal | None


def summarise(
    product_id: str, indicator: Indicator, results: Sequence[Result], methods: Mapping[str, TestMethod]
) -> Summary:
    """The summary of one product's results for one indicator, in the indicator's canonical unit.

    Tested values come before declared ones, declared before estimated; among several quantities or method groups the
    indicator's own and then the one with most values is taken, and the steps say what was left out.
    """
    mine = sorted(
        (result for result in results if result.indicator_id == indicator.id),
        key=lambda result: result.replicate,
    )
    if not mine:
        return _nothing(product_id, indicator, Absent(Absence.MISSING), ())
    steps: list[Trace] = [Trace(M("Read {raw}", raw=result.raw or "—"), "", result.cell) for result in mine]
    telling = [result for result in mine if not isinstance(result.value, Absent | Unread)]
    if not telling:
        held = next((result for result in mine if isinstance(result.value, Unread)), mine[0])
        return replace(
            _nothing(product_id, indicator, held.value, tuple(mine)),
            steps=tuple(steps),
        )
    chosen = _one_basis(telling, steps)
    chosen = _one_quantity(chosen, indicator, steps)
    chosen = _one_method(chosen, methods, steps)
    readings, foreign, converted = _convert(chosen, indicator, steps)
    if not readings:
        unit = foreign[0].unit
        steps.append(
            Trace(M("{unit} cannot be converted to {target}", unit=unit, target=indicator.unit or "1"))
        )
        return replace(
            _nothing(product_id, indicator, Unread(), tuple(mine)),
            basis=chosen[0].basis,
            problem=Difference.UNIT,
            steps=tuple(steps),
        )
    return _combine(product_id, indicator, readings, methods, converted, steps)


def derive(product_id: str, indicator: Indicator, inputs: Mapping[str, Summary]) -> Summary:
    """The summary of an indicator that a formula computes from others; `inputs` are summaries by indicator code.

    A missing input makes the result missing. The weakest basis of the inputs is the basis of the result.
    """
    needed = sorted(names(indicator.formula))
    parts = {code: inputs[code] for code in needed if code in inputs}
    steps = [Trace(M("Formula {formula}", formula=indicator.formula))]
    missing = [code for code in needed if code not in parts or parts[code].mean is None]
    if missing:
        steps.append(Trace(M("No value for {codes}", codes=missing)))
        return replace(
            _nothing(product_id, indicator, Absent(Absence.MISSING), ()), derived=True, steps=tuple(steps)
        )
    figures = {code: part.mean for code, part in parts.items() if part.mean is not None}
    try:
        with localcontext() as context:
            context.prec = 28
            value = evaluate(indicator.formula, figures)
    except FormulaError as error:
        steps.append(Trace(M("The formula cannot be computed: {reason}", reason=error.what)))
        return replace(_nothing(product_id, indicator, Unread(), ()), derived=True, steps=tuple(steps))
    for code, figure in figures.items():
        steps.append(Trace(M("{code} = {value}", code=code, value=figure)))
    steps.append(Trace(M("= {value} {unit}", value=_shown(value, indicator, 6), unit=indicator.unit)))
    bases = [part.basis for part in parts.values() if part.basis is not None]
    basis = max(bases, key=_BASIS_ORDER.index) if bases else None
    trusts = {part.trust for part in parts.values()}
    return Summary(
        product_id=product_id,
        value=Number(value),
        text=_shown(value, indicator, 4),
        raw=(),
        unit=indicator.unit,
        basis=basis,
        n=1,
        mean=value,
        deviation=None,
        uncertainty=None,
        low=value,
        high=value,
        method_group="",
        quantity=indicator.quantity,
        trust=Trust.UNCONFIRMED if Trust.UNCONFIRMED in trusts else Trust.USER,
        derived=True,
        cells=tuple(cell for part in parts.values() for cell in part.cells),
        steps=tuple(steps),
    )


def _nothing(product_id: str, indicator: Indicator, value: Value, results: tuple[Result, ...]) -> Summary:
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


def _one_basis(results: Sequence[Result], steps: list[Trace]) -> list[Result]:
    for basis in _BASIS_ORDER:
        chosen = [result for result in results if result.basis is basis]
        if chosen:
            if len(chosen) < len(results):
                steps.append(Trace(M("Only {basis} values are used", basis=basis), "R5"))
            return chosen
    return list(results)


def _one_quantity(results: list[Result], indicator: Indicator, steps: list[Trace]) -> list[Result]:
    kinds = Counter(_quantity(result, indicator) for result in results)
    own = key(indicator.quantity)
    wanted = own if own in kinds else max(sorted(kinds), key=kinds.__getitem__)
    if len(kinds) > 1:
        steps.append(
            Trace(M("Several quantities are reported; {quantity} is used", quantity=indicator.quantity))
        )
    return [result for result in results if _quantity(result, indicator) == wanted]


def _quantity(result: Result, indicator: Indicator) -> str:
    return key(result.quantity or indicator.quantity)


def _one_method(results: list[Result], methods: Mapping[str, TestMethod], steps: list[Trace]) -> list[Result]:
    groups = Counter(group_of(result.method_id, methods) for result in results)
    if len(groups) == 1:
        return results
    wanted = max(sorted(groups), key=lambda group: (groups[group], bool(group)))
    steps.append(
        Trace(M("Several test methods are reported; only {group} is used", group=wanted or "—"), "R5")
    )
    return [result for result in results if group_of(result.method_id, methods) == wanted]


def group_of(method_id: str, methods: Mapping[str, TestMethod]) -> str:
    """The comparability group of a method: its own where no group is given, empty where no method is stated (R5)."""
    method = methods.get(method_id)
    if method is None:
        return ""
    return key(method.group or f"{method.standard}#{method.clause}")


def _convert(
    results: list[Result], indicator: Indicator, steps: list[Trace]
) -> tuple[list[_Reading], list[Result], bool]:
    readings: list[_Reading] = []
    foreign: list[Result] = []
    converted = False
    for result in results:
        if isinstance(result.value, Grade | PassFail):
            readings.append(_Reading(result, result.value, None))
            continue
        change = conversion(result.unit or indicator.unit, indicator.unit)
        if change is None:
            foreign.append(result)
            continue
        value = _converted(result.value, change)
        if not change.identity:
            converted = True
            steps.append(
                Trace(
                    M(
                        "Converted {raw} {unit} to {value} {target}",
                        raw=result.raw,
                        unit=result.unit,
                        value=_plain_value(value),
                        target=indicator.unit,
                    ),
                    "",
                    result.cell,
                )
            )
        uncertainty = None if result.uncertainty is None else change.difference(result.uncertainty)
        readings.append(_Reading(result, value, uncertainty))
    return readings, foreign, converted


def _converted(value: Value, change: Conversion) -> Value:
    match value:
        case Number(number):
            return Number(change.value(number))
        case Censored(operator, bound):
            return Censored(operator, change.value(bound))
        case NotDetected(lod):
            return NotDetected(None if lod is None else change.value(lod))
        case Span(low, high):
            return Span(change.value(low), change.value(high))
        case _:
            return value


def _plain_value(value: Value) -> str:
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


def _combine(
    product_id: str,
    indicator: Indicator,
    readings: list[_Reading],
    methods: Mapping[str, TestMethod],
    converted: bool,
    steps: list[Trace],
) -> Summary:
    first = readings[0].result
    trusts = {reading.result.trust for reading in readings}
    base = replace(
        _nothing(product_id, indicator, Unread(), tuple(reading.result for reading in readings)),
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


def _classes(base: Summary, indicator: Indicator, readings: list[_Reading], steps: list[Trace]) -> Summary:
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


def label_of(value: Value) -> str | None:
    """The class a value names: its label, or a whole number read as one (grade ``1`` is ``1级``)."""
    match value:
        case Grade(label):
            return label
        case Number(number) if number == number.to_integral_value():
            return plain(number)
        case _:
            return None


def level_index(indicator: Indicator, label: str) -> int | None:
    """Place of a class among the indicator's levels, 0 = best; ``1`` meets ``1级``. None where it is not listed."""
    wanted = grade_key(label)
    return next((at for at, level in enumerate(indicator.levels) if grade_key(level) == wanted), None)


def _figures(base: Summary, indicator: Indicator, readings: list[_Reading], steps: list[Trace]) -> Summary:
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
            text=text if base.converted is False else _shown(mean, indicator, 6),
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


def _bounded(base: Summary, numbers: list[_Reading], bounded: list[_Reading], steps: list[Trace]) -> Summary:
    """A mean with censored values has a bound where all point one way; half a detection limit is never put in (R9)."""
    if len(bounded) == 1 and not numbers:
        value = bounded[0].value
        return replace(base, value=value, text=_plain_value(value), n=1, steps=tuple(steps))
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
        Trace(M("Mean of {n} values, some with only a bound: {value}", n=n, value=_plain_value(value)))
    )
    return replace(base, value=value, text=_plain_value(value), n=n, steps=tuple(steps))


def _by_specimen(numbers: Sequence[_Reading]) -> list[Decimal]:
    groups: dict[str, list[Decimal]] = {}
    for reading in numbers:
        if isinstance(reading.value, Number):
            name = reading.result.specimen or f"#{reading.result.replicate}"
            groups.setdefault(name, []).append(reading.value.value)
    return [sum(values, Decimal(0)) / len(values) for values in groups.values()]


def _ends(
    units: list[Decimal], spans: Sequence[Value], extremes: Sequence[_Reading]
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


def _shown(value: Decimal, indicator: Indicator, digits: int) -> str:
    """A computed value, at the indicator's rounding interval or with a number of significant digits."""
    if indicator.rounding is not None:
        return plain(round_to(value, indicator.rounding))
    if value == 0:
        return "0"
    return plain(round_to(value, Decimal(1).scaleb(value.adjusted() - digits + 1)))
