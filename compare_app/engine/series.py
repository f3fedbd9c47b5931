"""The tested single values of one product for one indicator, in one unit and of one kind: what charts of values draw.

Declared values, stated means and ends are no single values. Of several quantities, methods or conditions the one with
most values is taken, the indicator's own quantity first; the rest is counted, never mixed in (R5).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from compare_app.domain.model import Indicator, Result, Sample, TestMethod
from compare_app.domain.number import interval_of
from compare_app.domain.project import Project
from compare_app.domain.quantity import group_of, quantity_key
from compare_app.domain.replicates import in_unit
from compare_app.domain.scheme import is_class
from compare_app.domain.terms import Basis, Statistic
from compare_app.domain.units import conversion_on
from compare_app.domain.value import Censored, NotDetected, Number, Span
from compare_app.text.fold import key


@dataclass(frozen=True, slots=True)
class Observation:
    """The value of one specimen in the indicator's unit; repeats on one specimen are averaged (R31)."""

    value: Decimal
    results: tuple[Result, ...]
    batch: str = ""
    produced: date | None = None
    tested: date | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Single values in the order of the results, and what stands beside them and could not be one."""

    observations: tuple[Observation, ...] = ()
    bounds: tuple[str, ...] = ()  # texts of values of which only a bound or a span is known
    foreign: tuple[str, ...] = ()  # texts of values whose unit does not convert
    others: int = 0  # values of another quantity, method or condition
    digit: Decimal = Decimal(
        1
    )  # a power of ten: the finest last digit that a value has, in the indicator's unit

    @property
    def values(self) -> tuple[Decimal, ...]:
        """The numbers alone."""
        return tuple(one.value for one in self.observations)


def by_indicator(results: Iterable[Result]) -> Mapping[str, Sequence[Result]]:
    """Results by the id of their indicator: a product may have many thousands, and each is looked at once."""
    found: dict[str, list[Result]] = {}
    for one in results:
        found.setdefault(one.indicator_id, []).append(one)
    return found


def series_of(project: Project, indicator: Indicator, results: Sequence[Result]) -> Series:
    """The series of an indicator from its results of one product; empty for classes and verdicts."""
    if is_class(indicator):
        return Series()
    telling = [
        one
        for one in results
        if one.basis is Basis.TESTED
        and one.statistic in (Statistic.SINGLE, Statistic.UNSTATED)
        and isinstance(one.value, Number | Censored | NotDetected | Span)
    ]
    chosen = _of_one_kind(telling, indicator, project.all(TestMethod))
    bounds: list[str] = []
    foreign: list[str] = []
    specimens: dict[tuple[str, str], list[tuple[Result, Decimal]]] = {}
    digits: list[Decimal] = []
    for one in chosen:
        change = conversion_on(indicator.scale, one.unit or indicator.unit, indicator.unit)
        if change is None:
            foreign.append(one.raw)
            continue
        match in_unit(one.value, change):
            case Number(number):
                assert isinstance(one.value, Number)
                name = (one.sample_id, one.specimen) if one.specimen else ("", f"#{one.replicate}")
                specimens.setdefault(name, []).append((one, number))
                digits.append(abs(change.difference(interval_of(one.value.value))))
            case _:
                bounds.append(one.raw)
    samples = project.all(Sample)
    return Series(
        tuple(_observation(pairs, samples) for pairs in specimens.values()),
        tuple(bounds),
        tuple(foreign),
        len(telling) - len(chosen),
        Decimal(1).scaleb(min(digits, default=Decimal(1)).adjusted()),
    )


def _of_one_kind(
    results: Sequence[Result], indicator: Indicator, methods: Mapping[str, TestMethod]
) -> list[Result]:
    def kind(one: Result) -> tuple[str, str, str]:
        return quantity_key(one.quantity, indicator), group_of(one.method_id, methods), key(one.condition)

    kinds = [kind(one) for one in results]
    counts = Counter(kinds)
    own = quantity_key("", indicator)
    wanted = max(sorted(counts), key=lambda one: (one[0] == own, counts[one]), default=None)
    return [one for one, found in zip(results, kinds, strict=True) if found == wanted]


def _observation(pairs: Sequence[tuple[Result, Decimal]], samples: Mapping[str, Sample]) -> Observation:
    first = pairs[0][0]
    sample = samples.get(first.sample_id)
    return Observation(
        sum((value for _, value in pairs), Decimal(0)) / len(pairs),
        tuple(result for result, _ in pairs),
        sample.batch if sample else "",
        sample.produced if sample else None,
        first.tested_on,
    )
