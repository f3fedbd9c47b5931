"""What one product shows for one indicator: its results brought to one representative value in one unit.

Replicates are units of the product, repeats on one unit are averaged first (R31). Outliers are flagged by people and
stay in (R32). What cannot be converted or ordered is said, never guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from types import MappingProxyType
from typing import Any

from compare_app.domain.comparison import Origin, Stated, Summary, Suspect, Trace
from compare_app.domain.formula import FormulaError, evaluate, names, sensitivities
from compare_app.domain.formula_units import fit
from compare_app.domain.gate_keys import sample_key
from compare_app.domain.model import Indicator, Result, Sample, TestMethod
from compare_app.domain.number import interval_of, short, signed
from compare_app.domain.quantity import group_of, quantity_key
from compare_app.domain.replicates import Reading, in_unit
from compare_app.domain.terms import Absence, Basis, Difference, SampleKind, Statistic, Trust
from compare_app.domain.units import Conversion, conversion_on
from compare_app.domain.value import (
    Absent,
    Grade,
    Number,
    PassFail,
    Unread,
)
from compare_app.engine.combine import combine, nothing, shown, value_text
from compare_app.engine.outliers import suspects_of
from compare_app.text.message import M, Message

_BASIS_ORDER = (Basis.TESTED, Basis.DECLARED, Basis.ESTIMATED)


def summarise(
    product_id: str,
    indicator: Indicator,
    results: Sequence[Result],
    methods: Mapping[str, TestMethod],
    samples: Mapping[str, Sample] = MappingProxyType({}),
) -> Summary:
    """The summary of one product's results for one indicator, in the indicator's canonical unit.

    Tested values come before declared ones, declared before estimated; among several quantities or method groups the
    indicator's own and then the one with most values is taken, and the steps say what was left out. Results in units
    that do not convert stand beside in `asides`; a declared value beside tested ones stays in `declared`.
    """
    mine = sorted(
        (result for result in results if result.indicator_id == indicator.id),
        key=lambda result: result.replicate,
    )
    if not mine:
        return nothing(product_id, indicator, Absent(Absence.MISSING), ())
    steps: list[Trace] = [Trace(M("Read {raw}", raw=result.raw or "—"), "", result.cell) for result in mine]
    telling = [result for result in mine if not isinstance(result.value, Absent | Unread)]
    if not telling:
        held = next((result for result in mine if isinstance(result.value, Unread)), mine[0])
        return replace(
            nothing(product_id, indicator, held.value, tuple(mine)),
            steps=tuple(steps),
        )
    chosen = _one_basis(telling, steps)
    unread = _held_back(mine, chosen[0].basis, steps)
    chosen = _one_quantity(chosen, indicator, steps)
    chosen = _one_method(chosen, methods, steps)
    kind = _sample_kind(chosen, samples, steps)
    readings, foreign, converted = _convert(chosen, indicator, steps)
    beside: dict[str, Any] = {"asides": _asides(product_id, indicator, foreign, methods), "sample_kind": kind}
    if chosen[0].basis is Basis.TESTED and any(one.basis is Basis.DECLARED for one in telling):
        stated = [one for one in mine if one.basis is Basis.DECLARED]
        beside["declared"] = summarise(product_id, indicator, stated, methods, samples)
    if not readings:
        unit = foreign[0].unit
        steps.append(
            Trace(M("{unit} cannot be converted to {target}", unit=unit, target=indicator.unit or "1"))
        )
        return replace(
            nothing(product_id, indicator, Unread(), tuple(mine)),
            basis=chosen[0].basis,
            problem=Difference.UNIT,
            steps=tuple(steps),
            **beside,
        )
    steps += [
        Trace(M("{raw} is left out: its unit cannot be converted", raw=one.raw), "R25", one.cell)
        for one in foreign
    ]
    suspects = suspects_of(readings)
    steps += [_flag(one) for one in suspects]
    summary = combine(product_id, indicator, readings, methods, converted, steps)
    return replace(summary, partial=bool(unread or foreign), unread=bool(unread), suspects=suspects, **beside)


def _asides(
    product_id: str, indicator: Indicator, foreign: Sequence[Result], methods: Mapping[str, TestMethod]
) -> tuple[Summary, ...]:
    """Results in units that do not convert to the indicator's, one summary for each unit."""
    units = dict.fromkeys(one.unit for one in foreign)
    return tuple(
        summarise(
            product_id, replace(indicator, unit=unit), [one for one in foreign if one.unit == unit], methods
        )
        for unit in units
    )


def _sample_kind(results: Sequence[Result], samples: Mapping[str, Sample], steps: list[Trace]) -> SampleKind:
    """What the samples behind the results are together: the least representative kind that is stated."""
    kinds = {samples[one.sample_id].kind for one in results if one.sample_id in samples}
    kinds.discard(SampleKind.UNSTATED)
    if len(kinds) > 1:
        steps.append(
            Trace(M("Results of several kinds of sample stand together: {kinds}", kinds=sorted(kinds)), "R8")
        )
    return _together(kinds)


def _together(kinds: Iterable[SampleKind]) -> SampleKind:
    found = sample_key(kinds)
    return SampleKind(found) if found else SampleKind.UNSTATED


def _flag(suspect: Suspect) -> Trace:
    if suspect.statistic is None:
        said = M(
            "{value} is flagged by a person and stays in: {reason}", value=suspect.text, reason=suspect.reason
        )
        return Trace(said, "R32", suspect.cell)
    said = M(
        "{value} is far from the others: G = {g}, critical {detection} at 0.05 and {rejection} at 0.01; "
        "it is flagged and stays in",
        value=suspect.text,
        g=f"{suspect.statistic:.3f}",
        detection=f"{suspect.detection:.3f}",
        rejection=f"{suspect.rejection:.3f}",
    )
    return Trace(said, "GB/T 4883-2008", suspect.cell)


def derive(
    product_id: str,
    indicator: Indicator,
    inputs: Mapping[str, Summary],
    exact: Collection[str] = (),
    named: Mapping[str, Indicator] = MappingProxyType({}),
) -> Summary:
    """The summary of an indicator that a formula computes from others; `inputs` are summaries by indicator code.

    A missing input makes the result missing; units that do not fit the formula make it unusable (R24). The weakest
    basis of the inputs is the basis of the result. Its uncertainty is carried by first-order propagation, the inputs
    taken as independent (GUM 5.1.2), where every input states one; those in `exact` are parameters without any.
    `named` are the indicators by code: with them the result knows by which methods its inputs were found.
    """
    steps = [Trace(M("Formula {formula}", formula=indicator.formula), "R24")]

    def unusable(reason: Message, problem: Difference | None = None) -> Summary:
        steps.append(Trace(reason, "R24"))
        none = nothing(product_id, indicator, Unread(), ())
        return replace(none, derived=True, problem=problem, steps=tuple(steps))

    try:
        needed = sorted(names(indicator.formula))
    except FormulaError as error:
        return unusable(M("The formula cannot be computed: {reason}", reason=error.what))
    parts = {code: inputs[code] for code in needed if code in inputs}
    missing = [code for code in needed if code not in parts or _input(parts[code]) is None]
    if missing:
        lacks = [_lacking(code, parts.get(code), named.get(code)) for code in missing]
        unfit = [one.message for one, code in zip(lacks, missing, strict=True) if _stands(parts.get(code))]
        return replace(
            nothing(product_id, indicator, Absent(Absence.MISSING), ()),
            derived=True,
            steps=(*steps, *lacks),
            unusable=tuple(unfit),
        )
    figures = {code: figure for code, part in parts.items() if (figure := _input(part)) is not None}
    fits = fit(indicator.formula, {code: part.unit for code, part in parts.items()}, indicator.unit)
    if fits.wrong is not None:
        return unusable(M("The units do not fit the formula: {reason}", reason=fits.wrong), Difference.UNIT)
    try:
        value = evaluate(indicator.formula, figures)
    except FormulaError as error:
        return unusable(M("The formula cannot be computed: {reason}", reason=error.what))
    uncertainty = _carried(indicator, figures, parts, exact, steps)
    steps += [
        Trace(M("{code} = {value} {unit}", code=code, value=short(figure), unit=parts[code].unit))
        for code, figure in figures.items()
    ]
    steps.append(Trace(M("= {value} {unit}", value=shown(value, indicator, 6), unit=indicator.unit)))
    if fits.unchecked is not None:
        steps.append(
            Trace(M("The units of the formula are not checked: {reason}", reason=fits.unchecked), "R24")
        )
    bases = [part.basis for part in parts.values() if part.basis is not None]
    basis = max(bases, key=_BASIS_ORDER.index) if bases else None
    trusts = {part.trust for part in parts.values()}
    return Summary(
        product_id=product_id,
        value=Number(value),
        text=shown(value, indicator, 4),
        raw=(),
        unit=indicator.unit,
        basis=basis,
        n=1,
        mean=value,
        deviation=None,
        uncertainty=uncertainty,
        low=value,
        high=value,
        method_group="",
        quantity=indicator.quantity,
        trust=Trust.UNCONFIRMED if Trust.UNCONFIRMED in trusts else Trust.USER,
        derived=True,
        partial=any(part.partial for part in parts.values()),
        cells=tuple(cell for part in parts.values() for cell in part.cells),
        steps=tuple(steps),
        sample_kind=_together(part.sample_kind for part in parts.values()),
        origins=tuple(
            one
            for code, part in parts.items()
            if code in named
            for one in part.origins
            or (Origin(named[code].id, named[code].name, part.method_group, part.condition),)
        ),
        stated=Stated(int(uncertainty is not None), max(part.stated.of for part in parts.values())),
    )


def _carried(
    indicator: Indicator,
    figures: Mapping[str, Decimal],
    parts: Mapping[str, Summary],
    exact: Collection[str],
    steps: list[Trace],
) -> Decimal | None:
    """Expanded uncertainty (k = 2) of a computed value: U² = Σ (∂f/∂xᵢ · Uᵢ)²; None where an input states none."""
    uncertain = {code: part.uncertainty for code, part in parts.items() if code not in exact}
    silent = [code for code, stated in uncertain.items() if stated is None]
    if silent or not uncertain:
        if len(silent) < len(uncertain):
            steps.append(
                Trace(
                    M("No uncertainty is carried: {codes} do not state one for every value", codes=silent),
                    "R24",
                )
            )
        return None
    try:
        slopes = sensitivities(indicator.formula, figures)
    except FormulaError as error:  # (a − b)^0.5 has a value at a = b, and no slope
        steps.append(Trace(M("No uncertainty is carried: {reason}", reason=error.what), "R24"))
        return None
    with localcontext() as context:
        context.prec = 28
        squares = sum(((slopes[code] * (stated or 0)) ** 2 for code, stated in uncertain.items()), Decimal(0))
        whole = squares.sqrt()
    steps.append(
        Trace(
            M("Uncertainty carried to first order, inputs independent: U = {u} {unit}", u=signed(whole, 3)[1:],
              unit=indicator.unit),
            "GUM 5.1.2",
        )
    )  # fmt: skip
    return whole


def _stands(part: Summary | None) -> bool:
    """Whether something stands there for an input of a formula."""
    return part is not None and bool(part.raw) and not isinstance(part.value, Absent)


def _lacking(code: str, part: Summary | None, indicator: Indicator | None) -> Trace:
    """Which input a formula lacks, with what stands there instead of one number, and where."""
    name = indicator.name if indicator is not None else code
    if part is None or not _stands(part):
        return Trace(M("The formula has no value for {name} ({code})", name=name, code=code), "R24")
    said = M(
        "the formula cannot use {name} ({code}): {value} is no single number or mean ({cell})",
        name=name,
        code=code,
        value=", ".join(part.raw),
        cell=str(part.cells[0]) if part.cells else "—",
    )
    return Trace(said, "R24", part.cells[0] if part.cells else None)


def _input(part: Summary) -> Decimal | None:
    """The figure a formula may use: a mean or a single value, never a minimum or maximum."""
    return None if part.statistic in (Statistic.MINIMUM, Statistic.MAXIMUM) else part.mean


def _one_basis(results: Sequence[Result], steps: list[Trace]) -> list[Result]:
    for basis in _BASIS_ORDER:
        chosen = [result for result in results if result.basis is basis]
        if chosen:
            if len(chosen) < len(results):
                steps.append(Trace(M("Only {basis} values are used", basis=basis), "R5"))
            return chosen
    return list(results)


def _held_back(results: Sequence[Result], chosen: Basis, steps: list[Trace]) -> list[Result]:
    """Results of the same or a better basis that were not understood: what they say is not known (R9)."""
    better = _BASIS_ORDER[: _BASIS_ORDER.index(chosen) + 1]
    unread = [one for one in results if isinstance(one.value, Unread) and one.basis in better]
    steps += [
        Trace(M("{raw} was not understood and is left out", raw=one.raw), "R9", one.cell) for one in unread
    ]
    return unread


def _one_quantity(results: list[Result], indicator: Indicator, steps: list[Trace]) -> list[Result]:
    kinds = Counter(_quantity(result, indicator) for result in results)
    own = quantity_key("", indicator)
    wanted = own if own in kinds else max(sorted(kinds), key=kinds.__getitem__)
    if len(kinds) > 1:
        steps.append(
            Trace(M("Several quantities are reported; {quantity} is used", quantity=indicator.quantity))
        )
    return [result for result in results if _quantity(result, indicator) == wanted]


def _quantity(result: Result, indicator: Indicator) -> str:
    return quantity_key(result.quantity, indicator)


def _one_method(results: list[Result], methods: Mapping[str, TestMethod], steps: list[Trace]) -> list[Result]:
    groups = Counter(group_of(result.method_id, methods) for result in results)
    if len(groups) == 1:
        return results
    wanted = max(sorted(groups), key=lambda group: (groups[group], bool(group)))
    steps.append(
        Trace(M("Several test methods are reported; only {group} is used", group=wanted or "—"), "R5")
    )
    return [result for result in results if group_of(result.method_id, methods) == wanted]


def _convert(
    results: list[Result], indicator: Indicator, steps: list[Trace]
) -> tuple[list[Reading], list[Result], bool]:
    readings: list[Reading] = []
    foreign: list[Result] = []
    converted = False
    for result in results:
        if isinstance(result.value, Grade | PassFail):
            readings.append(Reading(result, result.value, None))
            continue
        change = conversion_on(indicator.scale, result.unit or indicator.unit, indicator.unit)
        if change is None:
            foreign.append(result)
            continue
        value = in_unit(result.value, change)
        if not change.identity:
            converted = True
            steps.append(
                Trace(
                    M(
                        "Converted {raw} {unit} to {value} {target}",
                        raw=result.raw,
                        unit=result.unit,
                        value=value_text(value),
                        target=indicator.unit,
                    ),
                    "",
                    result.cell,
                )
            )
        digit = interval_of(result.value.value) if isinstance(result.value, Number) else Decimal(0)
        readings.append(
            Reading(result, value, _expanded(result, change, steps), abs(change.difference(digit)))
        )
    return readings, foreign, converted


def _expanded(result: Result, change: Conversion, steps: list[Trace]) -> Decimal | None:
    """U at k = 2 in the indicator's unit; a report that states another k is converted, a nonsensical one not used."""
    factor = Decimal(2) if result.coverage is None else result.coverage
    if result.uncertainty is None or result.uncertainty < 0 or factor <= 0:
        return None
    expanded = change.difference(result.uncertainty)
    if factor == 2:
        return expanded
    steps.append(
        Trace(
            M("U = {u} with k = {k}, as U for k = 2: {expanded}", u=result.uncertainty, k=factor,
              expanded=short(expanded * 2 / factor)),
            "R30",
        )
    )  # fmt: skip
    return expanded * 2 / factor
