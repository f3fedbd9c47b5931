"""Before and after in words: steps, rates, targets, raised limits; the same on screen and on the command line."""

from __future__ import annotations

from compare_app.domain.improvement import Improvement, LimitChange, StepThen
from compare_app.domain.loop import Action
from compare_app.domain.number import plain
from compare_app.domain.profile import Rate, interval_text, rate_text
from compare_app.domain.terms import Step, Verdict
from compare_app.text.message import M, Message


def step_said(one: StepThen) -> Message:
    """The step of a state; L0 without an assessment is not said as a step."""
    if one.step is Step.L0 and not one.assessed:
        return M("compliance not assessed")
    if one.numeric_only:
        return M("{step} (numerical comparison only)", step=one.step)
    return M("{step}", step=one.step)


def rate_said(one: Rate | None) -> str:
    """A rate with its counts and its exact 95 % interval; a dash where nothing was judged."""
    return "—" if one is None else f"{rate_text(one)} [{interval_text(one)}]"


def met_said(met: bool | None) -> Message:
    """What a re-test says of a target; None: it could not be judged."""
    return {True: M("target met"), False: M("target not met"), None: M("not judged")}[met]


def target_said(action: Action) -> str:
    """The target of a row with its unit, as it is printed; empty where it states none."""
    if action.target is None:
        return action.target_text
    return f"{plain(action.target)} {action.unit}".strip()


def raised(found: Improvement) -> tuple[LimitChange, ...]:
    """Our limits that are stricter than then."""
    return tuple(one for one in found.limits if one.verdict is Verdict.STRICTER)
