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
from compare_app.domain.terms import ComparisonMode, Conformity
from compare_app.domain.units import Conversion
from compare_app.engine.levels import pass_index
from compare_app.text.message import M, Message

PROVEN: Final = Decimal("0.95")
"""Conformance probability that proves conformity, its complement that disproves it (ISO 14253-1:2017)."""

_PLACES: Final = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Spread:
    """One number with its expanded uncertainty U (k = 2), both in the limit's unit."""

    value: Decimal
    expanded: Decimal

    def probability(self, region: Interval) -> Decimal:
        """p_c of a region: normal distribution, no prior (JCGM 106:2012, 7)."""
        found = conformance_probability(self.value, self.expanded / 2, region.low, region.high)
        return Decimal(repr(found))


def spread_of(summary: Summary, change: Conversion, sets: Sequence[Interval]) -> Spread | None:
    """The one number that is judged, where its U is known; None otherwise."""
    one = sets[0] if len(sets) == 1 else Interval()
    if summary.uncertainty is None or one.low is None or one.low != one.high:
        return None
    return Spread(one.low, abs(change.difference(summary.uncertainty)))


def with_probability(
    judged: Judgement, spread: Spread | None, limit: Interval, mode: ComparisonMode
) -> Judgement:
    """p_c and 临界 beside a verdict on one interval."""
    if spread is None or not spread.expanded:
        return judged
    chance = _rounded(spread.probability(accepted(limit, mode)))
    near = any(
        end is not None and abs(spread.value - end) <= spread.expanded for end in (limit.low, limit.high)
    )
    steps = [Trace(M("Conformance probability p_c = {p}", p=chance_text(chance)), "JCGM 106:2012")]
    if near:
        steps.append(Trace(M("A limit lies within U of the value: borderline"), "R30"))
    return replace(judged, probability=chance, borderline=near, steps=(*judged.steps, *steps))


def _rounded(chance: Decimal) -> Decimal:
    """To four places, never to 0 or 1: with an uncertainty nothing is certain."""
    return min(max(chance.quantize(_PLACES), _PLACES), 1 - _PLACES)


def by_probability(
    judged: Judgement, spread: Spread | None, limit: Interval, *, four_state: bool
) -> Judgement:
    """The verdict where conformity must be proven with p_c ≥ 95 % (ISO 14253-1:2017); between, neither is proven."""
    if spread is None:
        reason = M("The conformance probability needs the uncertainty of the result, which is not stated")
        return _said(judged, Conformity.UNDECIDED, reason)
    chance = spread.probability(limit)
    if chance >= PROVEN:
        return _said(judged, Conformity.PASS, M("Conformity is proven: p_c = {p}", p=chance_text(chance)))
    if 1 - chance >= PROVEN:
        return _said(judged, Conformity.FAIL, M("Non-conformity is proven: p_c = {p}", p=chance_text(chance)))
    state = Conformity.UNDECIDED
    if four_state:
        inside = is_subset(exactly(spread.value), limit)
        state = Conformity.CONDITIONAL_PASS if inside else Conformity.CONDITIONAL_FAIL
    reason = M("Neither conformity nor non-conformity is proven: p_c = {p}", p=chance_text(chance))
    return _said(judged, state, reason)


def _said(judged: Judgement, state: Conformity, reason: Message) -> Judgement:
    trace = Trace(reason, "ISO 14253-1:2017")
    return replace(judged, conformity=state, reason=reason, steps=(*judged.steps, trace))


def graded_by_probability(
    judged: Judgement, spread: Spread | None, ladder: Grades, mode: ComparisonMode, *, four_state: bool
) -> Judgement:
    """The best level that is proven with p_c ≥ 95 %; whether the pass line is proven decides the verdict.

    Where levels lie beside each other instead of within each other a value near a threshold proves neither.
    """
    regions = [accepted(step.interval, mode) for step in ladder.steps]
    judged = by_probability(judged, spread, regions[pass_index(ladder)], four_state=four_state)
    if spread is None:
        return replace(judged, grade="", next_grade="", next_distance=None)
    chances = [spread.probability(region) for region in regions]
    proven = next((at for at, chance in enumerate(chances) if chance >= PROVEN), None)
    if proven is None or ladder.steps[proven].name == judged.grade:
        return judged if proven is not None else replace(judged, grade="", next_grade="", next_distance=None)
    above = ladder.steps[proven - 1] if proven else None
    distance = depth(above.interval, spread.value) if above else None
    return replace(
        judged,
        grade=ladder.steps[proven].name,
        next_grade=above.name if above else "",
        next_distance=None if distance is None else max(Decimal(0), -distance),
    )


def with_possible_grades(
    judged: Judgement, spread: Spread | None, ladder: Grades, mode: ComparisonMode
) -> Judgement:
    """The grades that the value ± U reaches beside its own: “2级 (1级可能)” (domain.md §6.4).

    临界 too where U reaches beyond the last level only, or where a value outside of every level reaches one.
    """
    if spread is None or not spread.expanded:
        return judged
    regions = [accepted(step.interval, mode) for step in ladder.steps]

    def place(value: Decimal) -> int:
        return next((at for at, one in enumerate(regions) if is_subset(exactly(value), one)), len(regions))

    ends = sorted(place(spread.value + sign * spread.expanded) for sign in (-1, 1))
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
