"""Ordering two limits (R20, R21): set reasoning after unit conversion, in the official words.

Our accepted set inside theirs is 严于, the same set 一致, theirs inside ours 宽于; anything else, and everything that
stands in the way of comparing, is 存在差异 with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from compare_app.domain.comparison import Trace
from compare_app.domain.grade import grade_key
from compare_app.domain.interval import accepted, is_empty, is_subset, same_set
from compare_app.domain.limit import (
    ClassAtLeast,
    Classes,
    Combined,
    Computed,
    Grades,
    Interval,
    Limit,
    NotDetectable,
    Required,
    UnreadLimit,
)
from compare_app.domain.limit_text import print_conditions, print_limit
from compare_app.domain.model import Equivalence, Indicator, Requirement, TestMethod
from compare_app.domain.quantity import group_of, quantity_key
from compare_app.domain.terms import ComparisonMode, Difference, Direction, Scale, Statistic, Verdict
from compare_app.domain.units import Conversion, conversion_on, spell
from compare_app.engine.figures import converted
from compare_app.engine.formulas import alike, put_in
from compare_app.engine.levels import in_levels, level_index, passing
from compare_app.engine.regions import Region, is_nothing, is_within, region
from compare_app.engine.resolve import Resolve
from compare_app.engine.scopes import apart, joint
from compare_app.text.fold import key
from compare_app.text.message import M, Message


@dataclass(frozen=True, slots=True)
class Order:
    """The verdict on ours against theirs, why it is no order, and how it was found."""

    verdict: Verdict
    reasons: tuple[Difference, ...] = ()
    statistic_unconfirmed: bool = False
    steps: tuple[Trace, ...] = ()


def order(
    ours: Requirement,
    theirs: Requirement,
    indicator: Indicator,
    methods: Mapping[str, TestMethod],
    equivalences: Iterable[Equivalence] = (),
    resolve: Resolve | None = None,
) -> Order:
    """Compare our limit with theirs for one indicator, where both hold.

    Quantity, method group, statistic, scope and unit pass first; a documented equivalence opens the method gate.
    Limits that are formulas are compared with the product's values put in by `resolve`.
    """
    steps = [
        Trace(M("Ours: {limit}", limit=_text(ours, indicator)), "", ours.cell),
        Trace(M("Theirs: {limit}", limit=_text(theirs, indicator)), "", theirs.cell),
    ]
    if isinstance(ours.limit, UnreadLimit) or isinstance(theirs.limit, UnreadLimit):
        steps.append(Trace(M("A limit was not understood; nothing is judged")))
        return Order(Verdict.PENDING, steps=tuple(steps))
    for demand, ladder in ((ours, theirs), (theirs, ours)):
        if (read := in_levels(demand, ladder)) is not None:
            ours, theirs = (read, theirs) if demand is ours else (ours, read)
            said = M("{limit} is read in the levels of the other side", limit=_text(demand, indicator))
            steps.append(Trace(said, "R4"))
    reasons = _barriers(ours, theirs, indicator, methods, tuple(equivalences), steps)
    if reasons:
        return Order(Verdict.DIFFERENT, tuple(reasons), steps=tuple(steps))
    if isinstance(ours.limit, Computed) or isinstance(theirs.limit, Computed):
        plain = put_in(ours, theirs, indicator, resolve, steps)
        if plain is None:
            return Order(Verdict.PENDING, steps=tuple(steps))
        if alike(ours.limit, theirs.limit) and spell(ours.unit) == spell(theirs.unit):
            return Order(Verdict.EQUAL, steps=(*steps, Trace(_sentence(Verdict.EQUAL, None), "R20")))
        ours, theirs = plain
    numbers = _numeric(ours.limit) and _numeric(theirs.limit)
    unconfirmed = numbers and Statistic.UNSTATED in (ours.statistic, theirs.statistic)
    if unconfirmed:
        steps.append(Trace(M("A limit does not state its statistic: to be confirmed")))
    change = conversion_on(indicator.scale, theirs.unit or indicator.unit, ours.unit or indicator.unit)
    several = isinstance(ours.limit, Combined) or isinstance(theirs.limit, Combined)
    if numbers and change is None and not several:
        steps.append(Trace(M("{unit} cannot be converted to {target}", unit=theirs.unit, target=ours.unit)))
        return Order(Verdict.DIFFERENT, (Difference.UNIT,), steps=tuple(steps))
    verdict, reason, found = _ordered(ours, theirs, indicator, change)
    steps += found
    if numbers and not several and change is not None and not change.identity:
        steps.append(
            Trace(
                M(
                    "Theirs in our unit: {limit}",
                    limit=print_limit(_limit_in(theirs.limit, change), ours.unit or indicator.unit),
                ),
                "R25",
            )
        )
    steps.append(Trace(_sentence(verdict, reason), "R20"))
    return Order(verdict, (reason,) if reason else (), unconfirmed, tuple(steps))


def _text(requirement: Requirement, indicator: Indicator) -> str:
    return print_limit(requirement.limit, requirement.unit or indicator.unit) or requirement.raw


def _numeric(limit: Limit) -> bool:
    return isinstance(limit, Interval | Grades | Combined)


def _barriers(
    ours: Requirement,
    theirs: Requirement,
    indicator: Indicator,
    methods: Mapping[str, TestMethod],
    equivalences: tuple[Equivalence, ...],
    steps: list[Trace],
) -> list[Difference]:
    reasons: list[Difference] = []
    quantities = [quantity_key(side.quantity, indicator) for side in (ours, theirs)]
    if quantities[0] != quantities[1]:
        reasons.append(Difference.QUANTITY)
        steps.append(
            Trace(
                M(
                    "{ours} and {theirs} are different quantities; no number is compared",
                    ours=ours.quantity or indicator.quantity or indicator.name,
                    theirs=theirs.quantity or indicator.quantity or indicator.name,
                )
            )
        )
    groups = group_of(ours.method_id, methods), group_of(theirs.method_id, methods)
    meet, known = methods_meet(*groups, indicator, equivalences)
    if not meet:
        reasons.append(Difference.METHOD)
        steps.append(Trace(M("The test methods differ"), "R21"))
    elif known is not None:
        steps.append(
            Trace(
                M(
                    "Equivalence of methods stated by {author}: {reason}",
                    author=known.author,
                    reason=known.reason,
                )
            )
        )
    elif not all(groups):
        steps.append(Trace(M("A test method is not stated")))
    stated = Statistic.UNSTATED not in (ours.statistic, theirs.statistic)
    if stated and ours.statistic is not theirs.statistic and _numeric(ours.limit):
        reasons.append(Difference.STATISTIC)
        steps.append(
            Trace(M("One limit is on the {a}, the other on the {b}", a=ours.statistic, b=theirs.statistic))
        )
    if ours.scope_text and theirs.scope_text and key(ours.scope_text) != key(theirs.scope_text):
        reasons.append(Difference.SCOPE)
        steps.append(
            Trace(M("The scopes differ: {ours} / {theirs}", ours=ours.scope_text, theirs=theirs.scope_text))
        )
    elif bool(ours.scope_text) != bool(theirs.scope_text):
        steps.append(
            Trace(M("Compared within the scope {scope}", scope=ours.scope_text or theirs.scope_text))
        )
    if apart(ours, theirs):
        reasons.append(Difference.SCOPE)
        texts = [print_conditions(side.conditions) for side in (ours, theirs)]
        steps.append(Trace(M("The scopes differ: {ours} / {theirs}", ours=texts[0], theirs=texts[1]), "R21"))
    elif scope := joint(ours, theirs):
        steps.append(Trace(M("Compared where {conditions}", conditions=print_conditions(scope)), "R21"))
    return reasons


def stated_equal(
    aspect: Difference, first: str, second: str, indicator: Indicator, equivalences: Iterable[Equivalence]
) -> Equivalence | None:
    """The documented equivalence of two method groups, test conditions or kinds of sample for an indicator (R21)."""
    wanted = {key(first), key(second)}
    for one in equivalences:
        concerns = one.aspect is aspect and one.indicator_id in ("", indicator.id)
        if concerns and {key(one.group_a), key(one.group_b)} == wanted:
            return one
    return None


def methods_meet(
    first: str, second: str, indicator: Indicator, equivalences: Iterable[Equivalence]
) -> tuple[bool, Equivalence | None]:
    """Whether results of two method groups may be compared, and the documented equivalence that allows it (R5, R21)."""
    if not first or not second or first == second:
        return True, None
    known = stated_equal(Difference.METHOD, first, second, indicator, equivalences)
    return known is not None, known


Found = tuple[Verdict, Difference | None, tuple[Trace, ...]]


def _ordered(
    ours: Requirement, theirs: Requirement, indicator: Indicator, change: Conversion | None
) -> Found:
    match ours.limit, theirs.limit:
        case Interval() as mine, Interval() as other:
            assert change is not None
            return *intervals(
                _meaningful(accepted(mine, ours.mode), indicator),
                _meaningful(converted(accepted(other, theirs.mode), change), indicator),
            ), ()
        case Interval() | Combined() as mine, Interval() | Combined() as other:
            axes = [ours.unit or indicator.unit]
            return *_regions(
                region(mine, ours.unit or indicator.unit, ours.mode, axes),
                region(other, theirs.unit or indicator.unit, theirs.mode, axes),
            ), ()
        case Grades() as mine, Grades() as other:
            assert change is not None
            return _ladders(mine, ours.mode, other, theirs.mode, change)
        case (Grades(), Interval() | Combined()) | (Interval() | Combined(), Grades()):
            return Verdict.DIFFERENT, Difference.GRADED, ()
        case Classes() as mine, Classes() as other:
            return *_same_classes(mine, ours.mode, other, theirs.mode, change), ()
        case ClassAtLeast(mine_label), ClassAtLeast(other_label):
            return *_classes(mine_label, other_label, indicator), ()
        case Required(mine_text), Required(other_text):
            return (Verdict.EQUAL if key(mine_text) == key(other_text) else Verdict.PENDING), None, ()
        case NotDetectable(), NotDetectable():
            return Verdict.EQUAL, None, ()
        case _:
            return Verdict.DIFFERENT, Difference.FORM, ()


def _regions(ours: Region, theirs: Region) -> tuple[Verdict, Difference | None]:
    """Containment of accepted sets in several quantities, as `intervals` has it for one."""
    if is_nothing(ours) or is_nothing(theirs):
        return Verdict.PENDING, None
    return _contained(is_within(ours, theirs), is_within(theirs, ours))


def _contained(inner: bool, outer: bool) -> tuple[Verdict, Difference | None]:
    if inner and outer:
        return Verdict.EQUAL, None
    if inner:
        return Verdict.STRICTER, None
    if outer:
        return Verdict.LOOSER, None
    return Verdict.DIFFERENT, Difference.OVERLAP


def _same_classes(
    ours: Classes,
    our_mode: ComparisonMode,
    theirs: Classes,
    their_mode: ComparisonMode,
    change: Conversion | None,
) -> tuple[Verdict, Difference | None]:
    """Intervals that define classes are equal or they speak of different classes; none is stricter than another."""
    if change is None:
        return Verdict.DIFFERENT, Difference.UNIT
    mine = {grade_key(step.name): accepted(step.interval, our_mode) for step in ours.steps}
    other = {
        grade_key(step.name): converted(accepted(step.interval, their_mode), change) for step in theirs.steps
    }
    same = mine.keys() == other.keys() and all(same_set(one, other[name]) for name, one in mine.items())
    if same and grade_key(ours.wanted) == grade_key(theirs.wanted):
        return Verdict.EQUAL, None
    return Verdict.DIFFERENT, Difference.SCOPE


def _meaningful(interval: Interval, indicator: Indicator) -> Interval:
    """0~0.5 says no more than ≤0.5 where less is better and nothing lies below zero."""
    no_less = indicator.scale is Scale.RATIO and indicator.direction is Direction.SMALLER
    if no_less and interval.low == 0 and interval.low_closed:
        return replace(interval, low=None)
    return interval


def intervals(ours: Interval, theirs: Interval) -> tuple[Verdict, Difference | None]:
    """Containment of accepted sets in one unit: ⊂ 严于, = 一致, ⊃ 宽于, else 存在差异."""
    if is_empty(ours) or is_empty(theirs):
        return Verdict.PENDING, None
    return _contained(is_subset(ours, theirs), is_subset(theirs, ours))


def _ladders(
    ours: Grades, our_mode: ComparisonMode, theirs: Grades, their_mode: ComparisonMode, change: Conversion
) -> Found:
    """Level by level, and the pass line too: the same levels with a higher pass line are stricter."""
    if [grade_key(step.name) for step in ours.steps] != [grade_key(step.name) for step in theirs.steps]:
        return Verdict.DIFFERENT, Difference.GRADED, ()
    pairs = [*zip(ours.steps, theirs.steps, strict=True), (passing(ours), passing(theirs))]
    found = [
        intervals(accepted(mine.interval, our_mode), converted(accepted(other.interval, their_mode), change))[
            0
        ]
        for mine, other in pairs
    ]
    steps = [
        Trace(M("Level {level}: {verdict}", level=mine.name, verdict=verdict), "R20")
        for (mine, _), verdict in zip(pairs[:-1], found[:-1], strict=True)
    ]
    steps.append(Trace(M("Pass line {ours} against {theirs}: {verdict}", ours=passing(ours).name,
                         theirs=passing(theirs).name, verdict=found[-1]), "R20"))  # fmt: skip
    verdicts = set(found) - {Verdict.EQUAL}
    if not verdicts:
        return Verdict.EQUAL, None, tuple(steps)
    if Verdict.PENDING in verdicts:
        return Verdict.PENDING, None, tuple(steps)
    if len(verdicts) > 1 or Verdict.DIFFERENT in verdicts:
        return Verdict.DIFFERENT, Difference.OVERLAP, tuple(steps)
    return verdicts.pop(), None, tuple(steps)


def _classes(ours: str, theirs: str, indicator: Indicator) -> tuple[Verdict, Difference | None]:
    if grade_key(ours) == grade_key(theirs):
        return Verdict.EQUAL, None
    mine, other = level_index(indicator, ours), level_index(indicator, theirs)
    if mine is None or other is None:
        return Verdict.DIFFERENT, Difference.CLASS_ORDER
    if mine == other:
        return Verdict.EQUAL, None
    return (Verdict.STRICTER if mine < other else Verdict.LOOSER), None


def _limit_in(limit: Limit, change: Conversion) -> Limit:
    match limit:
        case Interval():
            return converted(limit, change)
        case Grades(steps):
            return replace(
                limit,
                steps=tuple(replace(step, interval=converted(step.interval, change)) for step in steps),
            )
        case _:
            return limit


def _sentence(verdict: Verdict, reason: Difference | None) -> Message:
    match verdict:
        case Verdict.STRICTER:
            return M("Everything that ours accepts theirs accepts too, not the other way round: stricter")
        case Verdict.LOOSER:
            return M("Ours accepts all that theirs accepts, and more: looser")
        case Verdict.EQUAL:
            return M("Both accept the same: equal")
        case Verdict.PENDING:
            return M("The two cannot be ordered by rule; a person must judge")
        case _:
            return M("The two cannot be ordered: {reason}", reason=reason or "—")
