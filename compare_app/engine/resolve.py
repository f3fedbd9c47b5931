"""Limits that are formulas, for one product: its own values put in, so that an interval comes out (R4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from compare_app.domain.comparison import Summary, Trace
from compare_app.domain.computed_text import DECLARED, declared_name
from compare_app.domain.formula import FormulaError, evaluate, names
from compare_app.domain.limit import Computed, Interval
from compare_app.domain.model import Indicator, Requirement
from compare_app.domain.number import short
from compare_app.domain.quantity import quantity_key
from compare_app.domain.scheme import by_name
from compare_app.domain.terms import Basis, Statistic
from compare_app.domain.units import conversion_on
from compare_app.text.fold import key
from compare_app.text.message import M, Message


@dataclass(frozen=True, slots=True)
class Resolved:
    """The interval of a formula limit for a product, in the requirement's unit; None with the reason where none is."""

    interval: Interval | None
    problem: Message | None
    steps: tuple[Trace, ...]


Resolve = Callable[[Requirement, Indicator], Resolved]
"""Puts a product's values into the formulas of a requirement on an indicator."""


def resolver_of(indicators: Sequence[Indicator], summaries: Mapping[str, Summary]) -> Resolve:
    """For the product whose summaries (by indicator id) are given.

    A name in a formula is the code, name, English name or alias of an indicator, each in its canonical unit; ``x0`` is
    the declared value of the limited indicator itself, 额定制冷量 the declared value of 制冷量. Only a value that is
    known as one number can be put in.
    """
    named = by_name(indicators)

    def value(name: str, requirement: Requirement, own: Indicator) -> tuple[Decimal, str] | Message:
        if name == DECLARED:
            return _declared(own, summaries.get(own.id), requirement.unit or own.unit)
        indicator = named.get(key(name))
        if indicator is not None:
            return _single(indicator, summaries.get(indicator.id))
        subject = declared_name(name)
        about = named.get(key(subject)) if subject else None
        if about is None:
            return M("{name} is no indicator of this category", name=name)
        unit = (requirement.unit or own.unit) if about.id == own.id else about.unit
        return _declared(about, summaries.get(about.id), unit)

    def resolve(requirement: Requirement, own: Indicator) -> Resolved:
        limit = requirement.limit
        assert isinstance(limit, Computed)
        steps: list[Trace] = []
        figures: dict[str, Decimal] = {}
        needed = {name for formula in (limit.low, limit.high) if formula for name in names(formula)}
        for name in sorted(needed):
            found = value(name, requirement, own)
            if isinstance(found, Message):
                reason = M("The limit depends on {name}: {why}", name=_spoken(name), why=found)
                return Resolved(None, reason, (*steps, Trace(reason, "R4")))
            figures[name] = found[0]
            said = M("{name} = {value} {unit}", name=_spoken(name), value=short(found[0]), unit=found[1])
            steps.append(Trace(said, "R4"))
        try:
            low = evaluate(limit.low, figures) if limit.low else None
            high = evaluate(limit.high, figures) if limit.high else None
        except FormulaError as error:
            reason = M("The limit cannot be computed: {reason}", reason=error.what)
            return Resolved(None, reason, (*steps, Trace(reason, "R4")))
        return Resolved(Interval(low, high, limit.low_closed, limit.high_closed), None, tuple(steps))

    return resolve


def _spoken(name: str) -> str:
    return "x₀" if name == DECLARED else name


def _single(indicator: Indicator, summary: Summary | None) -> tuple[Decimal, str] | Message:
    """The value of another indicator, where the report gives one number for it."""
    if summary is None or summary.mean is None or summary.statistic in (Statistic.MINIMUM, Statistic.MAXIMUM):
        return M("the product has no single value for it")
    if summary.partial or quantity_key(summary.quantity, indicator) != quantity_key("", indicator):
        return M("the product has no single value for it")
    return summary.mean, indicator.unit


def _declared(indicator: Indicator, summary: Summary | None, unit: str) -> tuple[Decimal, str] | Message:
    """The declared value of an indicator, in a unit."""
    declared = summary
    if summary is not None and summary.basis is not Basis.DECLARED:
        declared = summary.declared
    if declared is None or declared.mean is None:
        return M("no declared value is stated")
    change = conversion_on(indicator.scale, indicator.unit, unit)
    if change is None:
        return M("{unit} cannot be converted to {target}", unit=indicator.unit or "1", target=unit or "1")
    return change.value(declared.mean), unit
