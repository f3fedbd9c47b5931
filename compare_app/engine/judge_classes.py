"""Classes, words and detection: requirements that are met or not without a number."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from compare_app.domain.comparison import Judgement, Summary, Trace
from compare_app.domain.grade import grade_key
from compare_app.domain.model import Indicator
from compare_app.domain.terms import (
    Conformity,
)
from compare_app.domain.value import (
    Censored,
    NotDetected,
    Number,
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
    match summary.value:
        case NotDetected():
            reason, conformity = M("Not detected"), Conformity.PASS
        case Censored(Operator.BELOW, bound):
            reason, conformity = (
                M("Below {bound}, taken as the detection limit", bound=bound),
                Conformity.PASS,
            )
        case Number(value) if value > 0:
            reason, conformity = M("{value} was detected", value=value), Conformity.FAIL
        case Censored(Operator.ABOVE | Operator.AT_LEAST, bound) if bound >= 0:
            reason, conformity = M("{value} was detected", value=summary.text), Conformity.FAIL
        case _:
            reason, conformity = (
                M("The result does not say whether anything was detected"),
                Conformity.UNDECIDED,
            )
    return replace(
        base,
        value_text=summary.text,
        conformity=conformity,
        reason=reason,
        steps=(*summary.steps, Trace(reason)),
    )
