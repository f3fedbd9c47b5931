"""The uncertainty of a result beside its verdict: conformance probability, 临界, grades that U leaves possible (R30).

Shown wherever U is known, whatever the decision rule; the rule alone decides the verdict (domain.md §6.3, §6.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from compare_app.domain.comparison import Judgement, Summary, Trace
from compare_app.domain.interval import accepted, depth, exactly, is_subset
from compare_app.domain.limit import Grades, Interval
from compare_app.domain.number import chance_text
from compare_app.domain.statistics import conformance_probability
from compare_app.domain.terms import ComparisonMode, Conformity, Statistic
from compare_app.domain.units import Conversion
from compare_app.engine.levels import pass_index
from compare_app.text.message import M, Message

PROVEN: Final = Decimal("0.95")
"""Conformance probability that proves conformity, its complement that disproves it (ISO 14253-1:2017)."""

_PLACES: Final = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Spread:
    """The numbers that are judged, each with the same expanded uncertainty U (k = 2), in the limit's unit."""

    values: tuple[Decimal, ...]
    expanded: Decimal

    def probability(self, region: Interval) -> Decimal:
        """p_c of a region, of the number that is worst in it: normal distribution, no prior (JCGM 106:2012, 7)."""
        return min(
            Decimal(repr(conformance_probability(one, self.expanded / 2, region.low, region.high)))
            for one in self.values
        )


def spread_of(
    summary: Summary, change: Conversion, sets: Sequence[Interval], statistic: Statistic
) -> Spread | Message:
    """The numbers that are judged, where their U is known; otherwise why it is not."""
    values = tuple(one.low for one in sets if one.low is not None and one.low == one.high)
    if len(values) < len(sets):
        return M(
            "The decision rule needs numbers with their uncertainty; what is judged is a range or a bound"
        )
    told = summary.stated
    if summary.uncertainty is None and 0 < told.stated < told.of:
        return M(
            "The decision rule needs the uncertainty of every value; {n} of {of} state it",
            n=told.stated,
            of=told.of,
        )
    if summary.uncertainty is None:
        return M("The decision rule needs the uncertainty of the result, which is not stated")
    if told.mean and statistic not in (Statistic.MEAN, Statistic.UNSTATED):
        return M(
            "The decision rule needs the uncertainty of single values; the report states that of the mean"
        )
    return Spread(values, abs(change.difference(summary.uncertainty)))


def with_probability(
    judged: Judgement, spread: Spread | Message, limit: Interval, mode: ComparisonMode
) -> Judgement:
    """p_c and 临界 beside a verdict on one interval; where rounding decides they are for information (rulings 12)."""
    if isinstance(spread, Message) or not spread.expanded:
        return judged
    chance = _rounded(spread.probability(accepted(limit, mode)))
    near = any(
        end is not None and abs(value - end) <= spread.expanded
        for end in (limit.low, limit.high)
        for value in spread.values
    )
    p, n = chance_text(chance), len(spread.values)
    said = (
        M("Conformance probability p_c = {p}", p=p)
        if n == 1
        else M("Conformance probability p_c = {p}, of the worst of {n} values", p=p, n=n)
    )
    steps = [Trace(said, "JCGM 106:2012")]
    if near:
        steps.append(Trace(M("A limit lies within U of the value: borderline"), "R30"))
    if mode is ComparisonMode.ROUNDED_VALUE:
        told = M("Rounded-value comparison decides by the rounded value alone; p_c is for information")
        steps.append(Trace(told, "GB/T 8170-2008 4.3.3"))
    return replace(judged, probability=chance, borderline=near, steps=(*judged.steps, *steps))


def _rounded(chance: Decimal) -> Decimal:
    """To four places, never to 0 or 1: with an uncertainty nothing is certain."""
    return min(max(chance.quantize(_PLACES), _PLACES), 1 - _PLACES)


def by_probability(
    judged: Judgement, spread: Spread | Message, limit: Interval, *, four_state: bool
) -> Judgement:
    """The verdict where conformity must be proven with p_c ≥ 95 % (ISO 14253-1:2017); between, neither is proven.

    Of several values each must conform: the one with the smallest p_c decides.
    """
    if isinstance(spread, Message):
        return _said(judged, Conformity.UNDECIDED, spread)
    chance = spread.probability(limit)
    if chance >= PROVEN:
        return _said(judged, Conformity.PASS, M("Conformity is proven: p_c = {p}", p=chance_text(chance)))
    if 1 - chance >= PROVEN:
        return _said(judged, Conformity.FAIL, M("Non-conformity is proven: p_c = {p}", p=chance_text(chance)))
    state = Conformity.UNDECIDED
    if four_state:
        inside = all(is_subset(exactly(value), limit) for value in spread.values)
        state = Conformity.CONDITIONAL_PASS if inside else Conformity.CONDITIONAL_FAIL
    reason = M("Neither conformity nor non-conformity is proven: p_c = {p}", p=chance_text(chance))
    return _said(judged, state, reason)


def _said(judged: Judgement, state: Conformity, reason: Message) -> Judgement:
    trace = Trace(reason, "ISO 14253-1:2017")
    return replace(judged, conformity=state, reason=reason, steps=(*judged.steps, trace))


def graded_by_probability(
    judged: Judgement, spread: Spread | Message, ladder: Grades, mode: ComparisonMode, *, four_state: bool
) -> Judgement:
    """The best level that is proven with p_c ≥ 95 %; whether the pass line is proven decides the verdict.

    Where levels lie beside each other instead of within each other a value near a threshold proves neither.
    """
    regions = [accepted(step.interval, mode) for step in ladder.steps]
    judged = by_probability(judged, spread, regions[pass_index(ladder)], four_state=four_state)
    if isinstance(spread, Message):
        return replace(judged, grade="", next_grade="", next_distance=None)
    chances = [spread.probability(region) for region in regions]
    proven = next((at for at, chance in enumerate(chances) if chance >= PROVEN), None)
    if proven is None or ladder.steps[proven].name == judged.grade:
        return judged if proven is not None else replace(judged, grade="", next_grade="", next_distance=None)
    above = ladder.steps[proven - 1] if proven else None
    depths = [depth(above.interval, value) for value in spread.values] if above else []
    return replace(
        judged,
        grade=ladder.steps[proven].name,
        next_grade=above.name if above else "",
        next_distance=max((max(Decimal(0), -one) for one in depths if one is not None), default=None),
    )


def with_possible_grades(
    judged: Judgement, spread: Spread | Message, ladder: Grades, mode: ComparisonMode
) -> Judgement:
    """The grades that the value ± U reaches beside its own: “2级 (1级可能)” (domain.md §6.4).

    临界 too where U reaches beyond the last level only, or where a value outside of every level reaches one.
    """
    if isinstance(spread, Message) or not spread.expanded:
        return judged
    regions = [accepted(step.interval, mode) for step in ladder.steps]

    def place(value: Decimal) -> int:
        return next((at for at, one in enumerate(regions) if is_subset(exactly(value), one)), len(regions))

    each = [sorted(place(value + sign * spread.expanded) for sign in (-1, 1)) for value in spread.values]
    ends = [max(best for best, _ in each), max(worst for _, worst in each)]  # the worst of the values counts
    names = [step.name for step in ladder.steps]
    others = tuple(name for name in names[ends[0] : ends[1] + 1] if name != judged.grade)
    if not others and ends[0] == ends[1]:
        return judged
    if not others:
        near = M("A limit lies within U of the value: borderline")
        return replace(judged, borderline=True, steps=(*judged.steps, Trace(near, "R30")))
    said = M(
        "Within U = {u} {unit} also possible: {grades}", u=spread.expanded, unit=judged.unit, grades=others
    )
    return replace(
        judged, possible_grades=others, borderline=True, steps=(*judged.steps, Trace(said, "domain.md §6.4"))
    )
