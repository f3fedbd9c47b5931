"""Whether a result meets the target of an action: judged as a requirement is, in Decimal, in the target's unit (R51).

What cannot be judged is unknown with the reason, never met.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from compare_app.domain.comparison import Summary
from compare_app.domain.limit import ClassAtLeast, Interval, Limit
from compare_app.domain.limit_text import parse_limit
from compare_app.domain.loop import Action, Verification
from compare_app.domain.model import DecisionRule, Indicator, Requirement, Result, StandardEdition, TestMethod
from compare_app.domain.project import Project
from compare_app.domain.retest import SEPARATOR, values_of
from compare_app.domain.terms import Conformity, Direction, Statistic
from compare_app.engine.judge import Binding, judge
from compare_app.engine.levels import level_index
from compare_app.engine.summary import summarise
from compare_app.errors import AppError
from compare_app.text.message import M, Message

_NOTHING: Final = StandardEdition("", "")  # a target stands in no standard
_UNBOUND: Final = Binding(mandatory=False, declared=False, recommended=False)


@dataclass(frozen=True, slots=True)
class Met:
    """The answer and its sentence; None: nobody can say."""

    met: bool | None
    reason: Message


def meets(action: Action, indicator: Indicator, summary: Summary, rule: DecisionRule | None) -> Met:
    """Judge a product's summary against an action's target, by the decision rule of its category.

    A number is the least (or, where smaller is better, the largest) mean that is enough; a text is read as a limit or
    a class. Of several limits in a text every one must hold. A conditional verdict is no proof.
    """
    demands = demands_of(action, indicator)
    if isinstance(demands, Message):
        return Met(None, demands)
    judged = [judge(summary, one, _NOTHING, indicator, rule, _UNBOUND, True) for one in demands]
    failed = next((one for one in judged if one.conformity is Conformity.FAIL), None)
    if failed is not None:
        return Met(False, failed.reason)
    unsure = next((one for one in judged if one.conformity is not Conformity.PASS), None)
    if unsure is not None:
        return Met(None, unsure.reason)
    return Met(True, judged[0].reason)


def demands_of(action: Action, indicator: Indicator) -> tuple[Requirement, ...] | Message:
    """The target as requirements on the indicator, or why it is none that a result could meet."""
    unit = action.unit or indicator.unit

    def demand(limit: Limit, statistic: Statistic, own_unit: str = "") -> Requirement:
        raw = action.target_text or str(action.target)
        return Requirement(
            "", "", indicator.id, raw, limit, unit=own_unit or unit, statistic=statistic,
        )  # fmt: skip

    if action.target is not None:
        match indicator.direction:
            case Direction.LARGER:
                return (demand(Interval(low=action.target), Statistic.MEAN),)
            case Direction.SMALLER:
                return (demand(Interval(high=action.target), Statistic.MEAN),)
        return M("The target {target} does not say which values meet it; write a limit", target=action.target)
    text = action.target_text.strip()
    if not text:
        return M("The row states no target")
    if indicator.direction is Direction.GRADE and level_index(indicator, text) is not None:
        return (demand(ClassAtLeast(text), Statistic.UNSTATED),)
    read = parse_limit(text, unit)
    if read.problem is not None:
        return read.problem
    if any(row.conditions or row.scope_text for row in read.rows):
        return M("The target {target} holds under a condition only", target=text)
    return tuple(demand(row.limit, row.statistic, row.unit) for row in read.rows)


def still_met(project: Project, action: Action, one: Verification, tested: Sequence[Result] = ()) -> Met:
    """Whether the values of a re-test meet the target as it stands now, by simple acceptance.

    `tested` are its results where they are at hand: they know specimens and statistics, the texts do not. A guard band
    only narrows what is accepted, so that what was met with one is met without.
    """
    indicator = project.get(Indicator, action.indicator_id)
    if indicator is None:
        return Met(None, M("The row names no indicator"))
    try:
        results = tested or values_of(indicator, one.raw.split(SEPARATOR.strip()), one.unit)
    except AppError as error:
        return Met(None, error.what)
    return meets(action, indicator, summarise("", indicator, results, project.all(TestMethod)), None)
