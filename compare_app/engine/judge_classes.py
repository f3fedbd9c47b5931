"""Classes, words and detection: requirements that are met or not without a number."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from compare_app.domain.comparison import Judgement, Summary, Trace
from compare_app.domain.grade import grade_key
from compare_app.domain.interval import accepted, is_disjoint, is_subset
from compare_app.domain.limit import Classes, Interval
from compare_app.domain.model import Indicator, Requirement
from compare_app.domain.number import short
from compare_app.domain.replicates import greatest
from compare_app.domain.terms import (
    Conformity,
)
from compare_app.domain.units import conversion_on
from compare_app.domain.value import (
    Censored,
    Grade,
    NotDetected,
    Operator,
    PassFail,
)
from compare_app.engine.figures import converted, possible_figures
from compare_app.engine.levels import label_of, level_index
from compare_app.text.message import M


def by_class(base: Judgement, summary: Summary, indicator: Indicator, label: str) -> Judgement:
    mine = label_of(summary.value)
    if mine is None:
        return replace(base, value_text=summary.text, reason=M("The result is no class"))
    ours, theirs = level_index(indicator, mine), level_index(indicator, label)
    if grade_key(mine) == grade_key(label):
        ours = theirs = 0
    if ours is None or theirs is None:
        return replace(
            base,
            value_text=mine,
            reason=M("The order of {ours} and {theirs} is not known", ours=mine, theirs=label),
        )
    passed = ours <= theirs
    reason = (
        M("{value} is not lower than {limit}", value=mine, limit=label)
        if passed
        else M("{value} is lower than {limit}", value=mine, limit=label)
    )
    return replace(
        base,
        value_text=mine,
        conformity=Conformity.PASS if passed else Conformity.FAIL,
        reason=reason,
        margin=Decimal(theirs - ours),
        steps=(*summary.steps, Trace(reason)),
    )


def in_classes(
    base: Judgement, summary: Summary, classes: Classes, requirement: Requirement, indicator: Indicator
) -> Judgement:
    """Intervals that define classes: which one the value belongs to, and whether that is the one asked for.

    Where none is asked for the requirement only says what the class is and demands nothing.
    """
    wanted = classes.wanted
    if isinstance(summary.value, Grade):
        mine = next(
            (step.name for step in classes.steps if grade_key(step.name) == grade_key(summary.value.label)),
            "",
        )
        return _of_class(base, mine, wanted, summary.value.label, list(summary.steps))
    change = conversion_on(indicator.scale, indicator.unit, base.unit)
    sets = possible_figures(summary, requirement.statistic) if change is not None else ()
    if change is None or not sets:
        return replace(base, value_text=summary.text, reason=M("The report gives no number for the class"))
    places = tuple(converted(one, change) for one in sets)
    regions = [(step.name, accepted(step.interval, requirement.mode)) for step in classes.steps]
    sure = next((name for name, one in regions if all(is_subset(place, one) for place in places)), "")
    open_ = [name for name, one in regions if any(not is_disjoint(place, one) for place in places)]
    if not sure and open_:
        reason = M("{value} leaves the class open: {classes}", value=summary.text, classes=open_)
        apart = bool(wanted) and wanted not in open_
        state = Conformity.FAIL if apart else Conformity.UNDECIDED
        steps = (*summary.steps, Trace(reason, "R4"))
        return replace(base, value_text=summary.text, conformity=state, reason=reason, steps=steps)
    return _of_class(base, sure, wanted, summary.text, list(summary.steps))


def _of_class(base: Judgement, mine: str, wanted: str, text: str, steps: list[Trace]) -> Judgement:
    if not mine:
        reason = M("{value} belongs to none of the classes {limit}", value=text, limit=base.limit_text)
        state = Conformity.FAIL if wanted else Conformity.UNDECIDED
    elif not wanted:
        reason = M(
            "{value} is of class {name}; the class is defined, nothing is demanded", value=text, name=mine
        )
        state = Conformity.NOT_APPLICABLE
    else:
        met = grade_key(mine) == grade_key(wanted)
        reason = (
            M("{value} is of class {name}, as it must be", value=text, name=mine)
            if met
            else M("{value} is of class {name}, not of class {wanted}", value=text, name=mine, wanted=wanted)
        )
        state = Conformity.PASS if met else Conformity.FAIL
    steps.append(Trace(reason, "R4"))
    return replace(base, value_text=text, conformity=state, reason=reason, grade=mine, steps=tuple(steps))


def by_word(base: Judgement, summary: Summary) -> Judgement:
    match summary.value:
        case PassFail(passed):
            reason = M("Reported as passed") if passed else M("Reported as failed")
            conformity = Conformity.PASS if passed else Conformity.FAIL
            return replace(base, conformity=conformity, reason=reason, steps=(*summary.steps, Trace(reason)))
        case _:
            return replace(
                base,
                value_text=summary.text,
                reason=M("The requirement is in words; the report must say whether it is met"),
            )


def by_detection(base: Judgement, summary: Summary) -> Judgement:
    """不得检出: one single value that was found is enough to fail, whatever the mean is (rulings 9)."""
    reason, conformity = M("The result does not say whether anything was detected"), Conformity.UNDECIDED
    if any(_found(one) for one in summary.singles):
        reason, conformity = M("{value} was detected", value=summary.text), Conformity.FAIL
        most = greatest(summary.singles)
        if most.low is not None and most.low == most.high:
            reason = M("{value} was detected", value=short(most.low))
    elif isinstance(summary.value, NotDetected):
        reason, conformity = M("Not detected"), Conformity.PASS
    elif isinstance(summary.value, Censored) and summary.value.operator is Operator.BELOW:
        bound = short(summary.value.bound)
        reason, conformity = M("Below {bound}, taken as the detection limit", bound=bound), Conformity.PASS
    return replace(
        base,
        value_text=summary.text,
        conformity=conformity,
        reason=reason,
        steps=(*summary.steps, Trace(reason)),
    )


def _found(one: Interval) -> bool:
    return one.low is not None and (one.low > 0 or (one.low == 0 and not one.low_closed))
