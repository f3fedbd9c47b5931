"""The ladder L0–L5 (domain.md §2.5, rulings 1, R36): our own scheme, 企业内部评价, not official.

Which step asks for which condition is a table. A step is reached when everything it asks for is known and met; anything
needed and unknown stops the climb and is named. Nothing is true by emptiness: a step that asks for nothing is not
reached.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compare_app.domain.comparison import Blocker, Ladder, Trace
from compare_app.domain.ladder_table import Table, in_a_row, table_of, table_sentence
from compare_app.domain.terms import Step
from compare_app.engine.ladder_conditions import Answer, Ground, ask
from compare_app.text.message import M, Message

__all__ = ["Ground", "climb"]


@dataclass(frozen=True, slots=True)
class _Landing:
    """One step with the answers of its conditions."""

    step: Step
    answers: Sequence[Answer]
    blockers: tuple[Blocker, ...]
    left_out: tuple[str, ...]  # ids of core indicators that a stated minimum leaves out


def climb(ground: Ground) -> Ladder:
    """The highest step reached, the evidence of each step below, what blocks the next one, and every condition seen."""
    table = table_of(ground.rule)
    achieved: list[tuple[Step, Message]] = []
    steps: list[Trace] = []
    reached, numeric_only = Step.L0, False
    for step in Step:
        if step is Step.L0:
            continue
        landing = _landing(ground, table, step)
        steps += [_told(ground, landing, answer) for answer in landing.answers]
        if landing.blockers:
            return Ladder(
                step=reached,
                assessed=any(not blocker.unknown for blocker in landing.blockers),
                numeric_only=numeric_only,
                blockers=tuple(sorted(landing.blockers, key=lambda one: one.unknown)),
                achieved=tuple(achieved),
                steps=tuple(steps),
                table=table_sentence(ground.rule),
            )
        reached = step
        numeric_only |= any(answer.numeric_only for answer in landing.answers)
        achieved.append((step, in_a_row([answer.evidence for answer in landing.answers])))
    return Ladder(
        step=reached,
        assessed=True,
        numeric_only=numeric_only,
        blockers=(),
        achieved=tuple(achieved),
        steps=tuple(steps),
        table=table_sentence(ground.rule),
    )


def _landing(ground: Ground, table: Table, step: Step) -> _Landing:
    """What a step says. The core indicators it rests on are those that all its conditions know (rulings 1)."""
    answers = [ask(ground, one, step) for one, at in table.items() if at is step]
    if not answers:
        reason = M("This step asks for nothing, so that nothing shows that it is reached")
        return _Landing(step, answers, (Blocker(step, "", True, reason),), ())
    blockers = [blocker for answer in answers for blocker in answer.blockers]
    per_core = [answer for answer in answers if answer.per_core]
    minimum = ground.rule.minimum_comparable if ground.rule is not None else None
    if minimum is None or not per_core:
        return _Landing(step, answers, tuple(blockers), ())
    open_ids = {
        blocker.indicator_id for answer in per_core for blocker in answer.blockers if blocker.indicator_id
    }
    known = sum(indicator.id not in open_ids for indicator, _ in ground.core)
    if known < max(1, minimum):
        if not blockers:
            reason = M(
                "Core indicators that are comparable: {known}; asked for: {minimum}",
                known=known,
                minimum=minimum,
            )
            blockers.append(Blocker(step, "", True, reason))
        return _Landing(step, answers, tuple(blockers), ())
    if not all(answer.counted for answer in per_core):
        return _Landing(step, answers, tuple(blockers), ())
    forgiven = [
        blocker
        for answer in per_core
        for blocker in answer.blockers
        if blocker.unknown and blocker.indicator_id
    ]
    kept = tuple(one for one in blockers if not any(one is other for other in forgiven))
    return _Landing(step, answers, kept, tuple(dict.fromkeys(one.indicator_id for one in forgiven)))


def _told(ground: Ground, landing: _Landing, answer: Answer) -> Trace:
    """One condition in one sentence: which step asks for it, what was found, what stands against it."""
    asked = M("{step} asks for: {condition}", step=landing.step, condition=answer.condition)
    against = [one for one in answer.blockers if one in landing.blockers]
    parts = [asked, _found(ground, answer, against)]
    names = {indicator.id: indicator.name for indicator, _ in ground.core}
    left_out = [
        names[one.indicator_id]
        for one in answer.blockers
        if one.unknown and one.indicator_id in landing.left_out
    ]
    if left_out:
        parts.append(M("left out as not known, by the stated minimum: {names}", names=left_out))
    return Trace(in_a_row(parts), "R36")


def _found(ground: Ground, answer: Answer, against: Sequence[Blocker]) -> Message:
    if not against:
        return M("met: {evidence}", evidence=answer.evidence)
    names = {indicator.id: indicator.name for indicator in ground.indicators}
    reasons = in_a_row(
        [
            M("{title}: {text}", title=names[one.indicator_id], text=one.reason)
            if one.indicator_id in names
            else one.reason
            for one in against
        ]
    )
    if all(one.unknown for one in against):
        return M("not assessed: {reasons}", reasons=reasons)
    return M("not met: {reasons}", reasons=reasons)
