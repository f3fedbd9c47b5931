"""Pass rates of supervision inspections (R39; domain.md §5.2, §5.3): k/n with its interval, weighted by output."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from compare_app.domain.comparison import Trace
from compare_app.domain.model import Inspection
from compare_app.domain.profile import (
    ClassRate,
    PassRates,
    Rate,
    YearRate,
    interval_text,
    rate_text,
    share_text,
)
from compare_app.domain.statistics import clopper_pearson
from compare_app.domain.terms import Trust
from compare_app.engine.profile.records import told, usable, year_of
from compare_app.text.fold import key
from compare_app.text.message import M, Message

TOTALS: Final = frozenset(key(word) for word in ("合计", "总计", "总体", "全部", "total", "all", "overall"))
"""Classes named so are a bulletin's own total: its classes are parts of it and never added to it."""


def pass_rates(inspections: Sequence[Inspection], on: date, *, own: bool) -> PassRates:
    """The rates of each class and year, and of each year, up to the reference date.

    A rate is passed / tested batches (published rates too rest on what was tested, not on what was drawn), with the
    95 % interval of Clopper and Pearson.
    """
    counted, left_out = _counted(inspections, on)
    grouped: dict[tuple[int, str], list[Inspection]] = {}
    for year, one in counted:
        grouped.setdefault((year, key(one.product_class)), []).append(one)
    side = "own" if own else "market"
    by_year: dict[int, list[ClassRate]] = {}
    for (year, name), rows in sorted(grouped.items(), key=lambda entry: entry[0][0]):
        by_year.setdefault(year, []).append(_class(f"{side}/{year}/{name}", year, name, rows))
    classes: list[ClassRate] = []
    years: list[YearRate] = []
    for year, found in by_year.items():
        weighted = _with_weights(found)
        classes += weighted
        years.append(_year(f"{side}/{year}", year, weighted))
    return PassRates(
        own=own,
        classes=tuple(classes),
        years=tuple(years),
        overall=rate(sum(one.rate.tested for one in years), sum(one.rate.failed for one in years)),
        left_out=tuple(left_out),
    )


def rate(tested: int, failed: int) -> Rate | None:
    """A rate with its 95 % Clopper-Pearson interval; None where nothing was tested."""
    if not tested:
        return None
    low, high = clopper_pearson(tested - failed, tested)
    return Rate(tested, failed, _fraction(low), _fraction(high))


def _fraction(end: float) -> Decimal:
    return Decimal(f"{end:.6f}")


def _counted(
    inspections: Sequence[Inspection], on: date
) -> tuple[list[tuple[int, Inspection]], list[Message]]:
    """The inspections of a year, and what does not count and why."""
    counted: list[tuple[int, Inspection]] = []
    undated = later = wrong = 0
    for one in inspections:
        year = year_of(one)
        if not usable(one):
            wrong += 1
        elif year is None:
            undated += 1
        elif year > on.year or (one.inspected_on is not None and one.inspected_on > on):
            later += 1
        else:
            counted.append((year, one))
    said = []
    if wrong:
        said.append(M("Inspections whose counts cannot be right, left out: {count}", count=wrong))
    if undated:
        said.append(M("Inspections without a day and a year, in no rate: {count}", count=undated))
    if later:
        said.append(M("Inspections after {on}, left out: {count}", on=on, count=later))
    return counted, said


def _class(known: str, year: int, name: str, rows: Sequence[Inspection]) -> ClassRate:
    found = rate(sum(one.batches for one in rows), sum(one.failed for one in rows))
    assert found is not None  # every row that counts has a tested batch
    outputs = {one.output for one in rows if one.output is not None and one.output > 0}
    steps = [told(one) for one in rows]
    steps += _said(found)
    if len(outputs) > 1:
        steps.append(
            Trace(
                M(
                    "Different outputs are stated: {outputs}; none of them is used",
                    outputs=tuple(sorted(outputs)),
                )
            )
        )
    return ClassRate(
        key=known,
        product_class=rows[0].product_class,
        year=year,
        rate=found,
        total=name in TOTALS,
        output=outputs.pop() if len(outputs) == 1 else None,
        weight=None,
        serious=sum(one.serious for one in rows),
        inspections=tuple(one.id for one in rows),
        unconfirmed=any(one.source.trust is Trust.UNCONFIRMED for one in rows),
        steps=tuple(steps),
    )


def _said(found: Rate) -> list[Trace]:
    """The rate and its interval as steps."""
    return [
        Trace(
            M(
                "Passed / tested: {passed}/{tested} = {share}",
                passed=found.passed,
                tested=found.tested,
                share=share_text(found.share),
            )
        ),
        Trace(M("95 % interval: {interval}", interval=interval_text(found)), "Clopper–Pearson"),
        Trace(
            M(
                "Failed / tested: {failed}/{tested} = {share}",
                failed=found.failed,
                tested=found.tested,
                share=share_text(found.failed_share),
            )
        ),
    ]


def _with_weights(classes: Sequence[ClassRate]) -> list[ClassRate]:
    """The weight of each class that states an output: its part of the output of all those that do."""
    whole = sum((one.output for one in classes if one.output is not None and not one.total), Decimal(0))
    return [
        replace(one, weight=one.output / whole) if one.output is not None and not one.total else one
        for one in classes
    ]


def _year(known: str, year: int, classes: Sequence[ClassRate]) -> YearRate:
    totals = [one for one in classes if one.total]
    parts = [one for one in classes if not one.total]
    counted = totals or parts
    found = rate(sum(one.rate.tested for one in counted), sum(one.rate.failed for one in counted))
    assert found is not None
    steps = [Trace(M("{name}: {rate}", name=one.product_class, rate=rate_text(one.rate))) for one in counted]
    if totals and parts:
        steps.append(Trace(M("The bulletin states a total: its classes are parts of it and are not added")))
    steps += _said(found)
    weighted, more = _weighted(parts)
    return YearRate(
        key=known,
        year=year,
        rate=found,
        weighted=weighted,
        classes=len(parts),
        classes_weighted=sum(one.weight is not None for one in parts),
        unconfirmed=any(one.unconfirmed for one in classes),
        steps=(*steps, *more),
    )


def _weighted(classes: Sequence[ClassRate]) -> tuple[Decimal | None, list[Trace]]:
    """R = Σ wᵢ·pᵢ with wᵢ = outputᵢ / Σ output, over the classes that state an output (domain.md §5.2)."""
    stated = [(one, one.output) for one in classes if one.output is not None]
    if not stated:
        return None, [Trace(M("No class states its output: there is no weighted rate"))] if classes else []
    whole = sum((Fraction(output) for _, output in stated), Fraction(0))
    found = sum(
        (Fraction(output) / whole * Fraction(one.rate.passed, one.rate.tested) for one, output in stated),
        Fraction(0),
    )
    steps = [
        Trace(
            M(
                "{name}: output {output}, weight {weight}, rate {rate}",
                name=one.product_class,
                output=output,
                weight=share_text(output / sum(other for _, other in stated)),
                rate=rate_text(one.rate),
            )
        )
        for one, output in stated
    ]
    value = Decimal(found.numerator) / found.denominator
    steps += [
        Trace(M("Weighted by output: {share}", share=share_text(value)), "R = Σ wᵢ·pᵢ"),
        Trace(
            M("Classes that state their output: {stated} of {all}", stated=len(stated), all=len(classes)),
        ),
    ]
    return value, steps
