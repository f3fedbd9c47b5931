"""The ladder as a table (R36): from which step on each condition must hold, and how a changed table is told.

Our own scheme, 企业内部评价, not official (domain.md §2.5). A changed table is printed wherever a step is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from compare_app.domain.edit import Edit, Ref
from compare_app.domain.model import LadderLine, LadderRule, new_id
from compare_app.domain.project import Project
from compare_app.domain.terms import IndicatorClass, LadderCondition, Step
from compare_app.errors import AppError
from compare_app.text.message import M, Message

DEFAULT: Final[Mapping[LadderCondition, Step]] = MappingProxyType(
    {
        LadderCondition.BINDING_MET: Step.L1,
        LadderCondition.RECOMMENDED_MET: Step.L2,
        LadderCondition.STANDARD_HOLDS_NATIONAL: Step.L3,
        LadderCondition.NOT_BELOW_MEDIAN: Step.L3,
        LadderCondition.NOT_INFERIOR_DOMESTIC: Step.L4,
        LadderCondition.NOT_INFERIOR_INTERNATIONAL: Step.L5,
        LadderCondition.STANDARD_HOLDS_INTERNATIONAL: Step.L5,
    }
)

Table = Mapping[LadderCondition, Step | None]
"""From which step on each condition must hold; None: it is not asked for."""


def table_of(rule: LadderRule | None) -> dict[LadderCondition, Step | None]:
    """The default table with the lines of a rule in it; compliance stays at L1, and nothing stands at L0."""
    table: dict[LadderCondition, Step | None] = dict(DEFAULT)
    for line in rule.lines if rule is not None else ():
        if line.condition is not LadderCondition.BINDING_MET and line.step is not Step.L0:
            table[line.condition] = line.step
    return table


def lines_of(table: Table) -> tuple[LadderLine, ...]:
    """What is stored of a table: the conditions that stand elsewhere than in the default."""
    return tuple(
        LadderLine(condition, table[condition])
        for condition in LadderCondition
        if table[condition] != DEFAULT[condition]
    )


def empty_steps(table: Table) -> tuple[Step, ...]:
    """The steps that ask for nothing. None of them, and nothing above them, can be reached."""
    return tuple(step for step in Step if step is not Step.L0 and step not in table.values())


def table_sentence(rule: LadderRule | None) -> Message | None:
    """How the table differs from the default, by whom, when and why; None where it does not."""
    table = table_of(rule)
    changes = [
        M("{condition}: from {step} on (default {default})", condition=one, step=step, default=DEFAULT[one])
        if (step := table[one]) is not None
        else M("{condition}: not asked for (default {default})", condition=one, default=DEFAULT[one])
        for one in LadderCondition
        if table[one] != DEFAULT[one]
    ]
    if rule is not None and rule.minimum_comparable is not None:
        changes.append(
            M(
                "core indicators that must be comparable: {count} instead of all",
                count=rule.minimum_comparable,
            )
        )
    if rule is None or not changes:
        return None
    return M(
        "Changed ladder table ({author}, {on}; reason: {reason}): {changes}",
        author=rule.author or "—",
        on=rule.at.date() if rule.at is not None else "—",
        reason=rule.note or "—",
        changes=in_a_row(changes),
    )


def rule_of(project: Project, category_id: str) -> LadderRule | None:
    """The ladder rule of a category; None: the default table."""
    rules = project.all(LadderRule).values()
    return next((one for one in rules if one.category_id == category_id), None)


def ladder_edit(
    project: Project,
    category_id: str,
    table: Table,
    minimum: int | None,
    *,
    reason: str,
    author: str,
    at: datetime,
) -> Edit:
    """The edit that gives a category this table; the default table with no minimum takes the rule away.

    A change needs a reason and a name, and compliance cannot be moved from L1: an AppError otherwise.
    """
    present = rule_of(project, category_id)
    lines = lines_of(table)
    if not lines and minimum is None:
        removes = (Ref(LadderRule, present.id),) if present is not None else ()
        return Edit(M("Back to the default ladder table"), removes=removes)
    if table[LadderCondition.BINDING_MET] is not Step.L1:
        raise AppError(
            "LADDER-BINDING",
            M("Compliance is what L1 means; it cannot be moved or left out"),
            M("Leave this condition at L1"),
        )
    if Step.L0 in table.values():
        raise AppError(
            "LADDER-L0",
            M("Nothing is asked for at L0"),
            M("Choose a step from L1 to L5, or leave the condition out"),
        )
    core = sum(one.indicator_class is IndicatorClass.CORE for one in project.indicators(category_id)) or 1
    if minimum is not None and not 1 <= minimum <= core:
        raise AppError(
            "LADDER-MINIMUM",
            M("{minimum} is no number of core indicators of this category", minimum=minimum),
            M(
                "Choose a whole number from 1 to {core}, or leave it out: then all must be comparable",
                core=core,
            ),
        )
    if not (reason.strip() and author.strip()):
        raise AppError(
            "LADDER-REASON",
            M("A changed ladder table needs a reason and a name"),
            M("Both are printed with every step"),
        )
    rule = LadderRule(
        id=present.id if present is not None else new_id(),
        category_id=category_id,
        minimum_comparable=minimum,
        note=reason.strip(),
        lines=lines,
        author=author.strip(),
        at=at,
    )
    return Edit(M("Change the ladder table"), (rule,))


def in_a_row(parts: list[Message]) -> Message:
    """Sentences after one another, each with its own commas."""
    first, *others = parts
    for other in others:
        first = M("{left}; {right}", left=first, right=other)
    return first
