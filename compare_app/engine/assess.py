"""The product as a whole, from its comparison: the conclusion, grades, proposals, priorities, what changes soon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from compare_app.domain.assessment import Assessment, Overall
from compare_app.domain.comparison import IndicatorRow, Judgement, StandardRow, Summary, Trace
from compare_app.domain.model import DecisionRule, Indicator, Product
from compare_app.domain.pool import Pool
from compare_app.domain.project import Project
from compare_app.domain.terms import Conformity, Outcome, Role, Severity
from compare_app.engine.applies import Applies
from compare_app.engine.library import Library
from compare_app.engine.priority import priorities
from compare_app.engine.proposals import proposals
from compare_app.engine.schemes import grades
from compare_app.engine.sensitivity import sensitivity
from compare_app.engine.transitions import transitions
from compare_app.text.message import M

_MET = (Conformity.PASS, Conformity.CONDITIONAL_PASS)
_FAILED = (Conformity.FAIL, Conformity.CONDITIONAL_FAIL)


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything that a comparison found, for what is said of the product as a whole."""

    project: Project
    product: Product
    indicators: Sequence[Indicator]
    summaries: Mapping[str, Summary]  # of our product, by indicator id
    rows: Sequence[IndicatorRow]
    standards: Sequence[StandardRow]
    shelf: Library
    applies: Applies
    primaries: Mapping[Role, Product]
    pool: Pool  # products on the market, formulas included
    on: date
    decision: DecisionRule | None = None  # the rule of judgement of the category


def assess(whole: Whole) -> Assessment:
    """Everything of the product as a whole."""
    return Assessment(
        overall=overall(whole.rows, whole.indicators),
        grades=grades(whole),
        proposals=proposals(whole.project, whole.indicators, whole.rows, whole.standards),
        priorities=priorities(whole),
        sensitivity=sensitivity(whole),
        transitions=transitions(whole.project, whole.product, whole.on, whole.shelf.executed),
    )


def overall(rows: Sequence[IndicatorRow], indicators: Sequence[Indicator]) -> Overall:
    """The conclusion over all mandatory and declared requirements, as supervision plans draw it (domain.md §1.4).

    Nothing failed: 未发现不合格; something failed: 不合格; an A item failed: 严重不合格. What could not be judged keeps
    the first of these open.
    """
    severity = {indicator.id: indicator.severity for indicator in indicators}
    failed: dict[str, None] = {}
    left: dict[str, None] = {}
    judged = 0
    for row, one in _binding(rows):
        if one.conformity in _FAILED:
            failed[row.indicator_id] = None
        elif one.conformity not in _MET:
            left[row.indicator_id] = None
        judged += one.conformity in (*_MET, *_FAILED)
    serious = tuple(one for one in failed if severity[one] is Severity.A)
    if serious:
        outcome = Outcome.SERIOUS
    elif failed:
        outcome = Outcome.NONCONFORMING
    elif not judged:
        outcome = Outcome.NOTHING
    else:
        outcome = Outcome.OPEN if left else Outcome.NONE_FOUND
    said = M(
        "{outcome}: {judged} binding requirements judged, {failed} indicators failed ({serious} of class A), "
        "{open} left open",
        outcome=outcome,
        judged=judged,
        failed=len(failed),
        serious=len(serious),
        open=len(left),
    )
    return Overall(outcome, judged, tuple(failed), serious, tuple(left), (Trace(said, "domain.md §1.4"),))


def _binding(rows: Sequence[IndicatorRow]) -> list[tuple[IndicatorRow, Judgement]]:
    """Requirements that bind the product and concern it."""
    return [
        (row, one)
        for row in rows
        for one in row.judgements
        if (one.mandatory or one.declared) and one.conformity is not Conformity.NOT_APPLICABLE
    ]
