"""The short form of a comparison: counts, the one sentence, the worst gaps, what is overdue, what is not confirmed.

Screen, workbook and report take them from here, so that they say the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import reduce
from typing import Final

from compare_app.domain.comparison import (
    Comparison,
    Consistency,
    Gap,
    IndicatorRow,
    Judgement,
    Ladder,
    StandardRow,
)
from compare_app.domain.loop import Action
from compare_app.domain.model import Indicator, Product
from compare_app.domain.project import Project
from compare_app.domain.terms import (
    ActionStatus,
    Comparability,
    Conformity,
    Market,
    Role,
    Severity,
    Standing,
    Step,
    Verdict,
)
from compare_app.text.message import M, Message

NOTICE = M("Ladder, score and rank are the enterprise's own evaluation, not official")
"""Stands wherever a step or a score appears (design.md §2 rule 7)."""


def notice_of(comparison: Comparison) -> Message:
    """The notice, and beside it how the ladder's table was changed, where it was (R36)."""
    table = comparison.ladder.table
    return NOTICE if table is None else M("{left}; {right}", left=NOTICE, right=table)


@dataclass(frozen=True, slots=True)
class Tally:
    """How our product stands against the primary benchmark of one role, indicator by indicator."""

    role: Role
    benchmark_id: str
    ahead: int
    level: int
    behind: int
    undecided: int
    mixed: int  # 口径不同: a gap is shown and nothing is said
    not_comparable: int
    total: int  # indicators of the scheme

    @property
    def judged(self) -> int:
        """The denominator of the three words."""
        return self.ahead + self.level + self.behind


def primary_gap(row: IndicatorRow, role: Role) -> Gap | None:
    """The gap to the primary benchmark of a role."""
    return next((gap for gap in row.gaps if gap.role is role and gap.primary), None)


def benchmark(comparison: Comparison, role: Role) -> str:
    """Product id of the primary benchmark of a role; empty: there is none."""
    return next(
        (
            gap.product_id
            for row in comparison.indicators
            for gap in row.gaps
            if gap.role is role and gap.primary
        ),
        "",
    )


def tally(comparison: Comparison, role: Role) -> Tally | None:
    """Counts against the primary benchmark of a role; None where there is none."""
    benchmark_id = benchmark(comparison, role)
    if not benchmark_id:
        return None
    count: Counter[str] = Counter()
    for row in comparison.indicators:
        gap = primary_gap(row, role)
        match gap:
            case None | Gap(comparability=Comparability.NOT_COMPARABLE):
                count["not_comparable"] += 1
            case Gap(comparability=Comparability.MIXED_BASIS):
                count["mixed"] += 1
            case Gap(standing=standing):
                count[standing.value] += 1
    return Tally(
        role=role,
        benchmark_id=benchmark_id,
        ahead=count[Standing.AHEAD.value],
        level=count[Standing.LEVEL.value],
        behind=count[Standing.BEHIND.value],
        undecided=count[Standing.UNDECIDED.value],
        mixed=count["mixed"],
        not_comparable=count["not_comparable"],
        total=len(comparison.indicators),
    )


def whole_market(comparison: Comparison, market: Market) -> Consistency | None:
    """The consistency of a whole market, not of one region."""
    return next((one for one in comparison.consistency if one.market is market and not one.region), None)


def step_text(project: Project, ladder: Ladder) -> Message:
    """The step with what limits the statement: numerical only, or not assessed above and why (rulings 1)."""
    if ladder.step is Step.L0 and not ladder.assessed:
        step = M("compliance not assessed")  # nothing failed: L0 would say more than is known
    elif ladder.numeric_only:
        step = M("{step} (numerical comparison only)", step=ladder.step)
    else:
        step = M("{step}", step=ladder.step)
    unknown = [blocker for blocker in ladder.blockers if blocker.unknown]
    if ladder.assessed or not unknown:
        return step
    names = list(
        dict.fromkeys(
            M("{name}", name=indicator.name)
            if (indicator := project.get(Indicator, blocker.indicator_id)) is not None
            else blocker.reason
            for blocker in unknown
        )
    )
    return M("{step}; not assessed above it, missing: {names}", step=step, names=_first(names, 5))


def _first(names: list[Message], most: int) -> list[Message]:
    rest = len(names) - most
    return names if rest <= 0 else [*names[:most], M("and {count} more", count=rest)]


def headline(project: Project, comparison: Comparison) -> Message:
    """One sentence: the step, the standards, the products; every count with what it is a count of."""
    product = project.get(Product, comparison.product_id)
    parts: list[Message] = []
    for market in Market:
        one = whole_market(comparison, market)
        if one is not None and one.rate_of:
            parts.append(
                M(
                    "{market} standards: {met} stricter or equal, {looser} looser, {different} different "
                    "(limits compared: {of})",
                    market=market,
                    met=one.counts.get(Verdict.STRICTER, 0) + one.counts.get(Verdict.EQUAL, 0),
                    of=one.rate_of,
                    looser=one.counts.get(Verdict.LOOSER, 0),
                    different=one.counts.get(Verdict.DIFFERENT, 0),
                )
            )
    for role in (Role.DOMESTIC, Role.INTERNATIONAL):
        counted = tally(comparison, role)
        if counted is not None:
            parts.append(
                M(
                    "{role}: {ahead} ahead, {level} level, {behind} behind (indicators judged: {of})",
                    role=role,
                    ahead=counted.ahead,
                    level=counted.level,
                    behind=counted.behind,
                    of=counted.judged,
                )
            )
    if not parts:
        parts.append(M("there is nothing yet to compare it with"))
    return M(
        "{product}: {step}; {parts}.",
        product=product.name if product else comparison.product_id,
        step=step_text(project, comparison.ladder),
        parts=reduce(lambda left, right: M("{left}; {right}", left=left, right=right), parts),
    )


def worst_gaps(
    project: Project, comparison: Comparison, roles: Iterable[Role] = (Role.DOMESTIC, Role.INTERNATIONAL)
) -> tuple[tuple[IndicatorRow, Gap], ...]:
    """Every indicator behind a primary benchmark, once with its worse gap, in the order of the priorities (R34).

    Where nothing was assessed: A items first, then weight × gap; gaps without a percentage (steps, decibels) follow
    those with one of the same severity, by weight.
    """
    place = {one.indicator_id: at for at, one in enumerate(comparison.assessment.priorities)}
    found: list[tuple[tuple[int, bool, bool, Decimal], IndicatorRow, Gap]] = []
    for row in comparison.indicators:
        indicator = project.get(Indicator, row.indicator_id)
        behind = [
            gap
            for role in roles
            if (gap := primary_gap(row, role)) is not None
            and gap.standing is Standing.BEHIND
            and gap.comparability in (Comparability.COMPARABLE, Comparability.CONVERTED)
        ]
        if indicator is None or not behind:
            continue
        worst = min(
            behind,
            key=lambda gap: (gap.relative is None, gap.relative or Decimal(0), gap.absolute or Decimal(0)),
        )
        size = Decimal(0) if worst.relative is None else worst.relative * indicator.weight
        found.append(
            (
                (
                    place.get(indicator.id, len(place)),
                    indicator.severity is not Severity.A,
                    worst.relative is None,
                    size if worst.relative is not None else -indicator.weight,
                ),
                row,
                worst,
            )
        )
    return tuple((row, gap) for _, row, gap in sorted(found, key=lambda entry: entry[0]))


def failures(comparison: Comparison) -> tuple[tuple[IndicatorRow, Judgement], ...]:
    """Every requirement that is not met."""
    return tuple(
        (row, judgement)
        for row in comparison.indicators
        for judgement in row.judgements
        if judgement.conformity in (Conformity.FAIL, Conformity.CONDITIONAL_FAIL)
    )


def conclusion(comparison: Comparison) -> Message:
    """The conclusion of a supervision plan in one sentence, with what it is a conclusion over (domain.md §1.4)."""
    whole = comparison.assessment.overall
    return M(
        "Mandatory and declared requirements: {outcome} (judged: {judged}, left open: {open})",
        outcome=whole.outcome,
        judged=whole.judged,
        open=len(whole.open),
    )


def mode_reason(row: StandardRow) -> Message | None:
    """Why ≥12.0 in full value is stricter than ≥12.0 as rounded value, where the two are compared differently."""
    if row.ours is None or row.theirs is None or row.ours.mode is row.theirs.mode:
        return None
    if row.verdict not in (Verdict.STRICTER, Verdict.LOOSER):
        return None
    return M("ours by {ours}, theirs by {theirs}", ours=row.ours.mode, theirs=row.theirs.mode)


def grade_reached(judgement: Judgement) -> Message:
    """The grade with those that the uncertainty leaves possible: 2级 (1级可能) (domain.md §6.4)."""
    if not judgement.possible_grades:
        return M("{grade}", grade=judgement.grade)
    return M("{grade} ({others} possible)", grade=judgement.grade, others=judgement.possible_grades)


def actions_of(project: Project, product_id: str) -> tuple[Action, ...]:
    """The plan rows of a product, in order."""
    rows = (action for action in project.all(Action).values() if action.product_id == product_id)
    return tuple(sorted(rows, key=lambda action: (action.position, action.id)))


def is_open(action: Action) -> bool:
    """Neither verified nor cancelled."""
    return action.status not in (ActionStatus.VERIFIED, ActionStatus.CANCELLED)


def is_overdue(action: Action, on: date) -> bool:
    """Open after its due date."""
    return action.due is not None and action.due < on and is_open(action)


SOON: Final = timedelta(days=7)
"""How long before its due date an open row is reminded of."""


def is_due_soon(action: Action, on: date) -> bool:
    """Open, and due within a week from the day, this day included."""
    return action.due is not None and on <= action.due <= on + SOON and is_open(action)
