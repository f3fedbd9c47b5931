"""A supposition in short: step, scores, counts and grades before and after, what still blocks; a way up in sentences.

Window and command line take them from here, so that they say the same. Every line that is supposed says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from compare_app.domain.comparison import Blocker, Comparison, Ladder, PoolPlace
from compare_app.domain.cost import cost_said
from compare_app.domain.digest import tally, worst_gaps
from compare_app.domain.grading import grade_sentence
from compare_app.domain.model import Indicator, Product
from compare_app.domain.number import plain, round_to
from compare_app.domain.project import Project
from compare_app.domain.terms import Role, Step
from compare_app.domain.way_up import Measure, WayUp
from compare_app.domain.what_if import WhatIf
from compare_app.text.message import M, Message

_ROLES = (Role.DOMESTIC, Role.INTERNATIONAL)


def step_alone(ladder: Ladder) -> Message:
    """The step, and nothing of what stands above it; L0 that is only not assessed says so."""
    if ladder.step is Step.L0 and not ladder.assessed:
        return M("compliance not assessed")
    return M("{step}", step=ladder.step)


def step_code(ladder: Ladder) -> str:
    """L3; a dash where compliance itself is not assessed."""
    return "—" if ladder.step is Step.L0 and not ladder.assessed else ladder.step.name


def step_name(ladder: Ladder) -> Message:
    """The step with what limits it."""
    alone = step_alone(ladder)
    return M("{step} (numerical comparison only)", step=alone) if ladder.numeric_only else alone


def step_change(found: WhatIf) -> Message:
    """The step now and the step supposed."""
    return M(
        "Step: now {before}, supposed {after}",
        before=step_name(found.before.ladder),
        after=step_name(found.after.ladder),
    )


def score_changes(project: Project, found: WhatIf) -> tuple[Message, ...]:
    """The weighted score against each primary benchmark, with its coverage."""
    before = {one.role: one for one in found.before.scores}
    return tuple(
        M(
            "Score against {benchmark}: now {before}, supposed {after} (covers {covered} of {total} indicators)",
            benchmark=product.name
            if (product := project.get(Product, one.benchmark_id)) is not None
            else one.role,
            before=figure(before[one.role].value if one.role in before else None),
            after=figure(one.value),
            covered=one.covered,
            total=one.total,
        )
        for one in found.after.scores
    )


def count_changes(found: WhatIf) -> tuple[Message, ...]:
    """Ahead, level and behind against each primary benchmark."""
    lines: list[Message] = []
    for role in _ROLES:
        before, after = tally(found.before, role), tally(found.after, role)
        if before is None or after is None:
            continue
        lines.append(
            M(
                "{role}: ahead {ahead} → {ahead_then}, level {level} → {level_then}, behind {behind} → {behind_then}",
                role=role,
                ahead=before.ahead,
                ahead_then=after.ahead,
                level=before.level,
                level_then=after.level,
                behind=before.behind,
                behind_then=after.behind,
            )
        )
    return tuple(lines)


def blocker_said(project: Project, blocker: Blocker, language: str = "") -> Message:
    """What blocks, with the indicator it is about; `language` chooses among its names, empty: as typed."""
    indicator = project.get(Indicator, blocker.indicator_id)
    if indicator is None:
        return blocker.reason
    return M("{title}: {text}", title=_name(indicator, language), text=blocker.reason)


def _name(indicator: Indicator, language: str) -> str:
    return (indicator.name_en or indicator.name) if language == "en" else indicator.name


def still_blocked(project: Project, after: Comparison, language: str = "") -> tuple[Message, ...]:
    """What the step above would still ask for."""
    ladder = after.ladder
    return tuple(
        M("Not yet {step}: {text}", step=one.step, text=blocker_said(project, one, language))
        for one in ladder.blockers
    )


def supposed_lines(project: Project, found: WhatIf, language: str = "") -> tuple[Message, ...]:
    """The whole supposition, line by line."""
    return (
        step_change(found),
        *score_changes(project, found),
        *count_changes(found),
        *(grade_sentence(one) for one in found.after.assessment.grades),
        *still_blocked(project, found.after, language),
    )


def rank_said(place: PoolPlace | None) -> str:
    """2/18 or 2~4/18; a dash where there is no rank."""
    if place is None or place.alone:
        return "—"
    first, last = place.rank, place.rank_last
    return f"{first if first == last else f'{first}~{last}'}/{place.of}"


def figure(value: Decimal | None) -> str:
    """A score with one decimal; a dash where there is none."""
    return "—" if value is None else plain(round_to(value, Decimal("0.1")))


# --- the way up ---------------------------------------------------------------------------------------------------


def cost_of(measures: Iterable[Measure], found: WayUp) -> Message:
    """The known cost, and how many measures it leaves out because theirs is not known."""
    unknown = sum(one.cost is None for one in measures)
    if unknown and not found.cost.amount:
        return M("cost not known")
    said = cost_said(found.cost)
    if unknown:
        return M("cost: {cost}; measures of unknown cost: {count}", cost=said, count=unknown)
    return M("cost: {cost}", cost=said)


def verdict_of(found: WayUp) -> Message:
    """Whether the plan reaches the goal, by how many measures, at what cost."""
    if found.reached:
        return M(
            "{step} is reached (supposed). Measures: {count}; {cost}",
            step=found.goal,
            count=len(found.chosen),
            cost=cost_of(found.chosen, found),
        )
    if not found.measures:
        return M("The plan has no open row with a target that can be reckoned with")
    return M(
        "{step} is not reached even by all {count} measures of the plan",
        step=found.goal,
        count=len(found.measures),
    )


def measure_said(one: Measure) -> Message:
    """A measure with its rows and cost."""
    cost = cost_said(one.cost) if one.cost is not None else one.unknown
    return M("No. {rows}: {text} ({cost})", rows=one.rows, text=one.text, cost=cost)


def open_lines(project: Project, found: WayUp, language: str = "") -> tuple[Message, ...]:
    """What stays open: blockers of the next step, lags left, costs to be stated, rows that could not be used."""
    after = found.result.after
    names = [
        _name(indicator, language)
        for row, _ in worst_gaps(project, after)
        if (indicator := project.get(Indicator, row.indicator_id))
    ]
    unaddressed = tuple(
        M("No measure concerns it: {text}", text=blocker_said(project, one, language))
        for one in found.unaddressed
    )
    named = {(one.step, one.indicator_id, str(one.reason)) for one in found.unaddressed}
    left = tuple(
        M("Not yet {step}: {text}", step=one.step, text=blocker_said(project, one, language))
        for one in after.ladder.blockers
        if (one.step, one.indicator_id, str(one.reason)) not in named
    )
    lags = (M("Still behind a benchmark: {names}", names=names),) if names else ()
    asked = tuple(
        M("State the cost of no. {rows}: {reason}", rows=one.rows, reason=one.unknown)
        for one in found.unknown
    )
    unused = tuple(
        M("Row {row} was left out: {reason}", row=one.action.position, reason=one.reason)
        for one in found.unused
    )
    return (*unaddressed, *left, *lags, *asked, *unused)
