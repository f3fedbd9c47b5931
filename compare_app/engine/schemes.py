"""The grade of a product in a grading scheme (R11, domain.md §2.3): 短板, 门槛+计数 or 加权, as the scheme says.

A grade is given only where no unknown could change it; otherwise the level that is sure and what is missing are told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from compare_app.domain.assessment import LevelReached, SchemeGrade
from compare_app.domain.comparison import Judgement, Trace
from compare_app.domain.editions import status_in
from compare_app.domain.model import GradingScheme, Indicator, StandardEdition
from compare_app.domain.number import plain, round_to
from compare_app.domain.terms import Basis, Combination, EditionStatus, IndicatorClass, Trust
from compare_app.engine.scheme_levels import Reached, reached
from compare_app.text.message import M, Message

if TYPE_CHECKING:
    from compare_app.engine.assess import Whole

_HOW: Final[Mapping[Combination, Message]] = {
    Combination.WEAKEST: M("The grade is the level of the worst indicator"),
    Combination.GATE_AND_COUNT: M(
        "Every base indicator must meet its limit; then the share of core indicators at a level or better decides"
    ),
    Combination.WEIGHTED: M(
        "The points of each indicator's level, weighted by the weights of the scheme, give the level whose points they "
        "reach"
    ),
}


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a rule of combination says: the level that is sure, the best possible one, and what holds it there."""

    sure: int
    hope: int
    deciding: tuple[str, ...]
    points: Decimal | None = None
    steps: tuple[Trace, ...] = ()


@dataclass(frozen=True, slots=True)
class _Case:
    """A scheme with the levels of its indicators."""

    scheme: GradingScheme
    indicators: Mapping[str, Indicator]
    levels: Sequence[Reached]  # of the indicators that are asked for something

    def of(self, *kinds: IndicatorClass) -> list[Reached]:
        return [one for one in self.levels if self.indicators[one.indicator_id].indicator_class in kinds]


def grades(whole: Whole) -> tuple[SchemeGrade, ...]:
    """The product's grade in every scheme of its category."""
    schemes = whole.project.all(GradingScheme).values()
    return tuple(_grade(whole, one) for one in schemes if one.category_id == whole.product.category_id)


def _grade(whole: Whole, scheme: GradingScheme) -> SchemeGrade:
    edition = whole.project.get(StandardEdition, scheme.edition_id) or StandardEdition("", scheme.name)
    indicators = {one.id: one for one in whole.indicators}
    named = dict.fromkeys(name for level in scheme.levels for name, text in level.limits if text.strip())
    every = [
        reached(scheme, indicators[one], whole.summaries[one], edition, whole.decision, whole.applies)
        for one in named
        if one in indicators
    ]
    lost = [one for one in named if one not in indicators]
    asked = [one for one in every if one.asked]
    trouble = _trouble(scheme, asked)
    steps = [*_provenance(whole, scheme, edition), Trace(_HOW[scheme.combination], "R11")]
    outcome = _Outcome(len(scheme.levels), 0, ())
    if trouble is None:
        outcome = _COMBINE[scheme.combination](_Case(scheme, indicators, asked))
        steps += outcome.steps
    else:
        steps.append(Trace(trouble, "R11"))
    assessed = trouble is None and not lost and outcome.sure == outcome.hope
    missing = [
        indicators[one.indicator_id].name
        for one in asked
        if not one.known
        and (
            scheme.combination is not Combination.GATE_AND_COUNT
            or indicators[one.indicator_id].indicator_class is not IndicatorClass.INNOVATIVE
        )
    ]
    if missing and not assessed:
        steps.append(Trace(M("What is open could change the grade; missing: {names}", names=missing), "R11"))
    elif missing:
        steps.append(Trace(M("What is open cannot change the grade: {names}", names=missing), "R11"))
    if lost:
        steps.append(
            Trace(M("Indicators of the scheme that the category lacks: {count}", count=len(lost)), "R11")
        )
    untested = [
        indicators[one.indicator_id].name
        for one in asked
        if whole.summaries[one.indicator_id].basis in (Basis.DECLARED, Basis.ESTIMATED)
    ]
    if untested:
        steps.append(Trace(M("Graded by declared or estimated values: {names}", names=untested), "rulings 6"))
    facts = [scheme.source.trust, edition.source.trust]
    facts += [whole.summaries[one.indicator_id].trust for one in asked]
    sure = trouble is None and not lost and outcome.sure < len(scheme.levels)
    return SchemeGrade(
        scheme_id=scheme.id,
        name=scheme.name,
        official=scheme.official,
        combination=scheme.combination,
        level=scheme.levels[outcome.sure].name if sure else "",
        assessed=assessed,
        points=outcome.points,
        coverage=_coverage(asked, lost),
        indicators=tuple(_told(scheme, one, indicators[one.indicator_id]) for one in every),
        deciding=outcome.deciding,
        trust=Trust.UNCONFIRMED if Trust.UNCONFIRMED in facts else scheme.source.trust,
        steps=tuple(steps),
        statistic_unconfirmed=any(one.statistic_unconfirmed for one in asked),
    )


def _trouble(scheme: GradingScheme, asked: Sequence[Reached]) -> Message | None:
    """Why a scheme says nothing of this product; None where it does."""
    if not asked:
        return M("The scheme sets no limit that concerns this product")
    points = [level.points for level in scheme.levels]
    if scheme.combination is Combination.WEIGHTED:
        known = [one for one in points if one is not None]
        if len(known) < len(points) or any(a <= b for a, b in pairwise(known)):
            return M("Each level needs points, the better level more than the next")
    return None


def _provenance(whole: Whole, scheme: GradingScheme, edition: StandardEdition) -> list[Trace]:
    source = scheme.source
    named = source.document or (edition.number if edition.id else "")
    document = "  ".join(part for part in (named, source.place) if part)
    said = M("Grading scheme {name}: {document}", name=scheme.name, document=document)
    steps = [Trace(said if document else M("Grading scheme {name}, without a source", name=scheme.name))]
    if source.trust is Trust.UNCONFIRMED:
        steps.append(Trace(M("The limits of this scheme are not confirmed"), "R10"))
    if edition.id:
        state = status_in(whole.project, edition, whole.on)
        if state is not EditionStatus.IN_FORCE:
            steps.append(
                Trace(M("{number} is {state} on {on}", number=edition.number, state=state, on=whole.on), "R2")
            )
    return steps


def _coverage(asked: Sequence[Reached], lost: Sequence[str]) -> Decimal:
    of = len(asked) + len(lost)
    return Decimal(sum(one.known for one in asked)) / of if of else Decimal(0)


def _told(scheme: GradingScheme, one: Reached, indicator: Indicator) -> LevelReached:
    gate = (
        scheme.combination is Combination.GATE_AND_COUNT
        and indicator.indicator_class is IndicatorClass.BASE
        and one.none_met
    )
    best = one.sure if one.known and one.asked and not gate else len(scheme.levels)
    decisive = one.threshold.decisive if one.threshold is not None else None
    return LevelReached(
        indicator_id=one.indicator_id,
        level=scheme.levels[best].name if best < len(scheme.levels) else "",
        unknown=one.asked and not one.known,
        reason=one.reason,
        next_level=scheme.levels[one.sure - 1].name if one.threshold is not None else "",
        next_limit=one.threshold.text if one.threshold is not None else "",
        next_distance=_missing(decisive),
        unit=decisive.unit if decisive is not None else "",
    )


def _missing(judgement: Judgement | None) -> Decimal | None:
    """How far a value lies outside of a limit; a guard band may hold it off although it lies inside: then no number."""
    if judgement is None or judgement.margin is None or judgement.margin >= 0:
        return None
    return -judgement.margin


# --- the three rules (domain.md §2.3) -----------------------------------------------------------------------------


def _weakest(case: _Case) -> _Outcome:
    sure = max(one.sure for one in case.levels)
    hope = max(one.hope for one in case.levels)
    return _Outcome(
        sure, hope, tuple(one.indicator_id for one in case.levels if one.sure == sure and sure > 0)
    )


def _gate_and_count(case: _Case) -> _Outcome:
    """The best level whose gate and share are met; base indicators that meet no limit close every level."""
    levels = case.scheme.levels
    base, core = case.of(IndicatorClass.BASE), case.of(IndicatorClass.CORE)
    closed = [one for one in base if one.none_met]
    shut = any(one.none_open for one in base)
    steps: list[Trace] = []
    sure = hope = len(levels)
    for at, level in reversed(list(enumerate(levels))):
        need = (level.share if level.share is not None else Decimal(1)) * len(core)
        count = [sum(one.sure <= at for one in core), sum(one.hope <= at for one in core)]
        gate = not closed and all(one.sure <= at for one in base)
        if gate and core and count[0] >= need:
            sure = at
        if not shut and all(one.hope <= at for one in base) and core and count[1] >= need:
            hope = at
        said = M(
            "{level}: base indicators met {gate} of {base}, core indicators at it or better {count} of {core}, "
            "asked for {share}",
            level=level.name,
            gate=sum(one.sure <= at and not one.none_met for one in base),
            base=len(base),
            count=count[0],
            core=len(core),
            share=plain(level.share) if level.share is not None else M("all of them"),
        )
        steps.insert(0, Trace(said, "R11"))
    if not core:
        steps.append(Trace(M("The scheme grades no core indicator"), "R11"))
        return _Outcome(len(levels), 0, (), steps=tuple(steps))
    holding = [*closed, *(one for one in (*base, *core) if one.sure >= sure > 0 and one not in closed)]
    return _Outcome(sure, hope, tuple(one.indicator_id for one in holding), steps=tuple(steps))


def _weighted(case: _Case) -> _Outcome:
    points = [level.points or Decimal(0) for level in case.scheme.levels]

    def of(at: int) -> Decimal:
        return points[at] if at < len(points) else Decimal(0)

    weights = {one.indicator_id: case.indicators[one.indicator_id].weight for one in case.levels}
    whole = sum(weights.values(), Decimal(0))
    if not whole:
        return _Outcome(
            len(points), 0, (), steps=(Trace(M("No indicator of the scheme has a weight"), "R11"),)
        )
    low = sum((weights[one.indicator_id] * of(one.sure) for one in case.levels), Decimal(0)) / whole
    high = sum((weights[one.indicator_id] * of(one.hope) for one in case.levels), Decimal(0)) / whole
    sure = next((at for at, one in enumerate(points) if low >= one), len(points))
    hope = next((at for at, one in enumerate(points) if high >= one), len(points))
    lost = {one.indicator_id: weights[one.indicator_id] * (points[0] - of(one.sure)) for one in case.levels}
    holding = sorted((one for one in lost if lost[one] > 0), key=lambda one: -lost[one])
    shown = plain(round_to(low, Decimal("0.01")))
    said = M("Σ weight × points / Σ weight = {points}", points=shown)
    if low != high:
        top = plain(round_to(high, Decimal("0.01")))
        said = M("Σ weight × points / Σ weight lies between {low} and {high}", low=shown, high=top)
    return _Outcome(
        sure, hope, tuple(holding) if sure else (), low if low == high else None, (Trace(said, "R11"),)
    )


_COMBINE: Final[Mapping[Combination, Callable[[_Case], _Outcome]]] = {
    Combination.WEAKEST: _weakest,
    Combination.GATE_AND_COUNT: _gate_and_count,
    Combination.WEIGHTED: _weighted,
}
