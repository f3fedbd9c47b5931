"""Classes, words and detection: requirements that are met or not without a number."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from compare_app.domain.comparison import Judgement, Summary, Trace
from compare_app.domain.grade import grade_key
from compare_app.domain.limit import Interval
from compare_app.domain.model import Indicator
from compare_app.domain.number import short
from compare_app.domain.replicates import greatest
from compare_app.domain.terms import (
    Conformity,
)
from compare_app.domain.value import (
    Censored,
    NotDetected,
    Operator,
    PassFail,
)
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
