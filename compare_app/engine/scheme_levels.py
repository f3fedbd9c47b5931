"""The level of one indicator within a grading scheme (R11, domain.md §6.4): each threshold judged as any limit is.

Levels are counted from the best, 0; one more than the last means none. What is not known is taken once as not met and
once as met: where both give the same level, the level is known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from compare_app.domain.comparison import Judgement, Summary
from compare_app.domain.limit_text import ParsedLimit, parse_limit
from compare_app.domain.model import DecisionRule, GradingScheme, Indicator, Requirement, StandardEdition
from compare_app.domain.number import short
from compare_app.domain.terms import Conformity, GuardBand
from compare_app.domain.units import conversion_on
from compare_app.engine.applies import Applies
from compare_app.engine.judge import Binding, judge
from compare_app.text.message import M, Message

_MET = (Conformity.PASS, Conformity.CONDITIONAL_PASS)
_FAILED = (Conformity.FAIL, Conformity.CONDITIONAL_FAIL)
_NOBODY = Binding(mandatory=False, declared=False, recommended=False)

read_limit: Callable[[str, str], ParsedLimit] = lru_cache(maxsize=4096)(parse_limit)


@dataclass(frozen=True, slots=True)
class Threshold:
    """What one level asks of one indicator, judged: met, not met, or not known (None)."""

    met: bool | None
    judgements: tuple[Judgement, ...]

    @property
    def decisive(self) -> Judgement:
        """The judgement that makes it so: one that failed, else one that is open, else the one met most narrowly."""
        for states in (_FAILED, (Conformity.UNDECIDED, Conformity.NOT_TESTED)):
            for one in self.judgements:
                if one.conformity in states:
                    return one
        margins = [one for one in self.judgements if one.margin is not None]
        return min(margins, key=lambda one: one.margin or Decimal(0), default=self.judgements[0])

    @property
    def text(self) -> str:
        """The limits as printed."""
        return "; ".join(one.limit_text for one in self.judgements)


@dataclass(frozen=True, slots=True)
class Reached:
    """The level of one indicator: what is sure, what is possible, and why."""

    indicator_id: str
    sure: int
    hope: int
    asked: bool  # False: the scheme asks nothing of this product here
    none_met: bool  # not one threshold is surely met
    none_open: bool  # not one is met or open
    reason: Message
    threshold: Threshold | None = None  # of the next better level
    statistic_unconfirmed: bool = False

    @property
    def known(self) -> bool:
        """Whether what is open changes nothing."""
        return self.sure == self.hope


def reached(
    scheme: GradingScheme,
    indicator: Indicator,
    summary: Summary,
    edition: StandardEdition,
    rule: DecisionRule | None,
    applies: Applies,
) -> Reached:
    """The level of a product's value, by the decision rule at each threshold (domain.md §6.4).

    A level that asks nothing of the indicator is had by whoever has met what the next worse level asks, or asks for
    nothing itself.
    """
    found: dict[int, Threshold] = {}
    for at, level in enumerate(scheme.levels):
        texts = [text for name, text in level.limits if name == indicator.id and text.strip()]
        judgements = [
            one
            for number, text in enumerate(texts)
            for one in _judged(scheme, (level.name, number, text), indicator, summary, edition, rule, applies)
        ]
        asked = tuple(one for one in judgements if one.conformity is not Conformity.NOT_APPLICABLE)
        if asked:
            found[at] = Threshold(_all(asked), asked)
    if not found:
        return Reached(
            indicator.id, 0, 0, False, False, False, M("The scheme asks nothing of this product here")
        )
    states = {at: one.met for at, one in found.items()}
    sure, hope = attained(states, hope=False), attained(states, hope=True)
    threshold = found.get(sure - 1)
    present = next((found[at] for at in found if at >= sure), None)
    told = threshold if threshold is not None else present
    assert told is not None
    return Reached(
        indicator_id=indicator.id,
        sure=sure,
        hope=hope,
        asked=True,
        none_met=not any(states.values()),
        none_open=all(one is False for one in states.values()),
        reason=_with_uncertainty(
            told.decisive.reason,
            scheme,
            ((threshold, sure - 1), (present, sure + 1)),
            summary,
            indicator,
            rule,
        ),
        threshold=threshold,
        statistic_unconfirmed=any(
            one.statistic_unconfirmed for each in found.values() for one in each.judgements
        ),
    )


def attained(states: Mapping[int, bool | None], *, hope: bool) -> int:
    """The best level, from the states of the levels that ask for something; what is open counts as met with `hope`."""
    asked = sorted(states)
    met = [at for at in asked if states[at] or (hope and states[at] is None)]
    if not met:
        return asked[-1] + 1
    missed = [at for at in asked if at < met[0]]
    return missed[-1] + 1 if missed else 0


def _all(judgements: tuple[Judgement, ...]) -> bool | None:
    if any(one.conformity in _FAILED for one in judgements):
        return False
    return True if all(one.conformity in _MET for one in judgements) else None


def _judged(
    scheme: GradingScheme,
    limit: tuple[str, int, str],
    indicator: Indicator,
    summary: Summary,
    edition: StandardEdition,
    rule: DecisionRule | None,
    applies: Applies,
) -> list[Judgement]:
    """Each demand of a limit as people write it, judged as a requirement: `平均≥35, 单值≥32` is two."""
    level, number, text = limit
    found = []
    for row in read_limit(text, indicator.unit).rows:
        requirement = Requirement(
            id=f"{scheme.id}/{level}/{number}",
            edition_id=edition.id,
            indicator_id=indicator.id,
            raw=text,
            limit=row.limit,
            unit=row.unit,
            statistic=row.statistic,
            conditions=row.conditions,
            scope_text=row.scope_text,
            source=scheme.source,
        )
        found.append(judge(summary, requirement, edition, indicator, rule, _NOBODY, applies(requirement)))
    return found


def _with_uncertainty(
    reason: Message,
    scheme: GradingScheme,
    near: tuple[tuple[Threshold | None, int], ...],  # thresholds, and the level beyond each
    summary: Summary,
    indicator: Indicator,
    rule: DecisionRule | None,
) -> Message:
    """Where U spans a threshold both levels are shown (domain.md §6.4); a guard band has used U already."""
    if summary.uncertainty is None or (rule is not None and rule.guard is not GuardBand.NONE):
        return reason
    possible = [
        scheme.levels[at].name if at < len(scheme.levels) else "—"
        for threshold, at in near
        if threshold is not None and _spans(threshold.decisive, summary.uncertainty, indicator)
    ]
    if not possible:
        return reason
    return M(
        "{reason} (U = {u} {unit} spans the threshold: {levels} is possible too)",
        reason=reason,
        u=short(summary.uncertainty),
        unit=indicator.unit,
        levels=possible,
    )


def _spans(judgement: Judgement, uncertainty: Decimal, indicator: Indicator) -> bool:
    change = conversion_on(indicator.scale, indicator.unit, judgement.unit)
    return (
        judgement.margin is not None
        and change is not None
        and abs(judgement.margin) <= abs(change.difference(uncertainty))
    )
