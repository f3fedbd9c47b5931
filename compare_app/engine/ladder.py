"""The ladder L0–L5 (domain.md §2.5, rulings 1): our own scheme, 企业内部评价, not official.

A step is reached when everything it needs is known and met; anything needed and unknown stops the climb and is named.
Nothing is true by emptiness.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from compare_app.domain.comparison import Blocker, Gap, IndicatorRow, Judgement, Ladder, StandardRow
from compare_app.domain.model import Indicator, LadderRule, Product, StandardEdition
from compare_app.domain.number import short
from compare_app.domain.pool import Pool
from compare_app.domain.terms import (
    Basis,
    Comparability,
    Conformity,
    Direction,
    IndicatorClass,
    Market,
    Role,
    StandardScope,
    Standing,
    Step,
    Verdict,
)
from compare_app.engine.gate import unranked
from compare_app.engine.ranking import against_median
from compare_app.text.message import M, Message

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MET = (Conformity.PASS, Conformity.CONDITIONAL_PASS)
_FAILED = (Conformity.FAIL, Conformity.CONDITIONAL_FAIL)
_NATIONAL = (StandardScope.NATIONAL, StandardScope.SECTOR)
_BASIS_CODE = {Basis.DECLARED: 1, Basis.TESTED: 2, Basis.ESTIMATED: 3}


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything the ladder looks at."""

    product: Product
    indicators: Sequence[Indicator]
    rows: Sequence[IndicatorRow]
    standards: Sequence[StandardRow]
    editions: Mapping[str, StandardEdition]
    own_editions: frozenset[str]
    pool: Pool
    domestic_products: NDArray[np.bool_]  # a mask over the pool
    domestic: Product | None  # the primary benchmarks
    international: Product | None
    international_editions: frozenset[str]  # what the primary international benchmark executes
    rule: LadderRule | None = None
    silent: Sequence[str] = ()  # executed standards of which no requirement is known


@dataclass(slots=True)
class _Answer:
    """What one step says: blockers, or the evidence."""

    blockers: list[Blocker] = field(default_factory=list)
    evidence: Message = field(default_factory=lambda: M(""))
    numeric_only: bool = False


def climb(ground: Ground) -> Ladder:
    """The highest step reached, the evidence of each step below, and what blocks the next one."""
    core = [one for one in ground.indicators if one.indicator_class is IndicatorClass.CORE]
    by_id = {row.indicator_id: row for row in ground.rows}
    core_rows = [(one, by_id[one.id]) for one in core if one.id in by_id]
    achieved: list[tuple[Step, Message]] = []
    numeric_only = False
    reached = Step.L0
    for step, answer in (
        (Step.L1, _compliant(ground)),
        (Step.L2, _up_to_standard(core_rows)),
        (Step.L3, _advanced(ground, core_rows)),
        (Step.L4, _leading(ground.domestic, Role.DOMESTIC, Step.L4, core_rows, ground.rule)),
        (Step.L5, _international(ground, core_rows)),
    ):
        if answer.blockers:
            failed = any(not blocker.unknown for blocker in answer.blockers)
            return Ladder(
                step=reached,
                assessed=failed,
                numeric_only=numeric_only,
                blockers=tuple(sorted(answer.blockers, key=lambda one: one.unknown)),
                achieved=tuple(achieved),
            )
        reached = step
        numeric_only |= answer.numeric_only
        achieved.append((step, answer.evidence))
    return Ladder(
        step=reached, assessed=True, numeric_only=numeric_only, blockers=(), achieved=tuple(achieved)
    )


def _judged(step: Step, pairs: Sequence[tuple[str, Judgement]], empty: Message, done: Message) -> _Answer:
    answer = _Answer()
    counted = [(name, one) for name, one in pairs if one.conformity is not Conformity.NOT_APPLICABLE]
    for name, one in counted:
        if one.conformity in _MET:
            continue
        failed = one.conformity in _FAILED
        reason = M(
            "{standard} {limit}: {state}, {reason}",
            standard=one.standard,
            limit=one.limit_text,
            state=one.conformity,
            reason=one.reason,
        )
        answer.blockers.append(Blocker(step, name, not failed, reason))
    if not counted:
        answer.blockers.append(Blocker(step, "", True, empty))
    answer.evidence = M("{n} of {n}: {what}", n=len(counted), what=done)
    return answer


def _compliant(ground: Ground) -> _Answer:
    pairs = [
        (row.indicator_id, one)
        for row in ground.rows
        for one in row.judgements
        if one.mandatory or one.declared
    ]
    answer = _judged(
        Step.L1,
        pairs,
        M("No mandatory or declared requirement could be judged"),
        M("all mandatory and declared requirements are judged and met"),
    )
    answer.blockers += [
        Blocker(
            Step.L1, "", True, M("No requirement of the executed standard {standard} is known", standard=one)
        )
        for one in ground.silent
    ]
    return answer


def _up_to_standard(core_rows: Sequence[tuple[Indicator, IndicatorRow]]) -> _Answer:
    pairs = [(row.indicator_id, one) for _, row in core_rows for one in row.judgements if one.recommended]
    return _judged(
        Step.L2,
        pairs,
        M("No recommended national or sector standard sets a limit for a core indicator"),
        M("all recommended core requirements are judged and met"),
    )


def _advanced(ground: Ground, core_rows: Sequence[tuple[Indicator, IndicatorRow]]) -> _Answer:
    """L3: our standard not looser in any core limit of national and sector standards, no value below the median.

    A core indicator for which only we set a limit holds; one for which nobody sets any is not known.
    """
    answer = _Answer()
    if not core_rows:
        answer.blockers.append(Blocker(Step.L3, "", True, M("The scheme has no core indicator")))
    known = compared = 0
    for indicator, row in core_rows:
        limits, blockers = _our_limits(ground, indicator, row)
        blockers += _against_median(ground, indicator, row)
        known += not blockers
        compared += limits
        answer.blockers += blockers
    _forgive(answer, known if compared else 0, ground.rule)
    if not compared and not answer.blockers:
        answer.blockers.append(
            Blocker(Step.L3, "", True, M("No national or sector limit stands beside our standard"))
        )
    answer.evidence = M(
        "our standard is stricter or equal in {n} core limits, no value worse than the domestic median",
        n=compared,
    )
    return answer


def _our_limits(ground: Ground, indicator: Indicator, row: IndicatorRow) -> tuple[int, list[Blocker]]:
    """How many limits of ours are stricter than or equal to national ones, and what stands against that.

    Where our own standard sets none, the national limit that the product declares to meet is its own.
    """
    rows = [
        one for one in ground.standards if one.indicator_id == indicator.id and one.market is Market.DOMESTIC
    ]
    beside = [one for one in rows if one.theirs and ground.editions[one.theirs.edition_id].scope in _NATIONAL]
    declared = {
        one.edition_id
        for one in row.judgements
        if one.declared and ground.editions[one.edition_id].scope in _NATIONAL
    }
    compared = 0
    blockers: list[Blocker] = []
    for one in beside:
        assert one.theirs is not None
        met = one.verdict in (Verdict.STRICTER, Verdict.EQUAL)
        if met or (one.verdict is Verdict.MISSING_OURS and one.theirs.edition_id in declared):
            compared += 1
            continue
        unknown = one.verdict in (Verdict.DIFFERENT, Verdict.PENDING)
        reason = M(
            "Our standard against {standard}: {verdict}", standard=one.theirs.standard, verdict=one.verdict
        )
        blockers.append(Blocker(Step.L3, indicator.id, unknown, reason))
    if not beside and declared:
        compared += 1
    elif not beside and not any(one.declared for one in row.judgements):
        reason = M("Neither our standard nor a national one sets a limit")
        blockers.append(Blocker(Step.L3, indicator.id, True, reason))
    return compared, blockers


def _forgive(answer: _Answer, known: int, rule: LadderRule | None) -> None:
    """Leave out what is not known where enough core indicators are, by the minimum that the user set (rulings 1)."""
    if rule is not None and rule.minimum_comparable is not None and known >= max(1, rule.minimum_comparable):
        answer.blockers = [blocker for blocker in answer.blockers if not blocker.unknown]


def _against_median(ground: Ground, indicator: Indicator, row: IndicatorRow) -> list[Blocker]:
    """Our measured value against the industry average, or the domestic median; a verdict has neither."""

    def blocked(unknown: bool, reason: Message) -> list[Blocker]:
        return [Blocker(Step.L3, indicator.id, unknown, reason)]

    if indicator.direction is Direction.PASS_FAIL:
        return []
    if unranked(indicator):
        return blocked(True, M("No value of this indicator is better than another; there is nothing to rank"))
    if row.ours.basis is not Basis.TESTED:
        return blocked(True, M("No tested value of ours"))
    average = next((one for one in row.gaps if one.role is Role.INDUSTRY_AVERAGE and one.primary), None)
    if average is not None and average.comparability in (Comparability.COMPARABLE, Comparability.CONVERTED):
        if average.standing in (Standing.AHEAD, Standing.LEVEL):
            return []
        if average.standing is Standing.BEHIND:
            return blocked(False, M("Behind the industry average"))
        return blocked(True, M("Undecided against the industry average"))
    basis = _BASIS_CODE[Basis.TESTED]
    middle = against_median(ground.pool, ground.product.id, indicator, ground.domestic_products, basis)
    if middle is None:
        return blocked(
            True, M("No domestic median: fewer than three tested domestic products, and no industry average")
        )
    if middle.reached:
        return []
    if middle.reached is None:
        return blocked(True, M("The bounds leave open whether the domestic median is reached"))
    if indicator.direction is Direction.GRADE:
        return blocked(False, M("Worse than the domestic median class of {n} products", n=middle.count))
    shown = short(Decimal(repr(middle.value)))
    if indicator.target is not None and indicator.direction in (Direction.TARGET, Direction.RANGE):
        reason = M(
            "Further from the target than the median of {n} products, {median}", median=shown, n=middle.count
        )
        return blocked(False, reason)
    return blocked(
        False, M("Worse than the domestic median {median} of {n} products", median=shown, n=middle.count)
    )


def _leading(
    benchmark: Product | None,
    role: Role,
    step: Step,
    core_rows: Sequence[tuple[Indicator, IndicatorRow]],
    rule: LadderRule | None,
) -> _Answer:
    answer = _Answer()
    if benchmark is None:
        answer.blockers.append(Blocker(step, "", True, M("No primary {role} is chosen", role=role)))
        return answer
    met = 0
    unknown: list[Blocker] = []
    for indicator, row in core_rows:
        found = next((one for one in row.gaps if one.product_id == benchmark.id), None)
        blocker = _inferior(step, row, indicator, found, benchmark)
        if blocker is None:
            met += 1
            answer.numeric_only |= found is not None and found.numeric_only
        elif blocker.unknown:
            unknown.append(blocker)
        else:
            answer.blockers.append(blocker)
    minimum = rule.minimum_comparable if rule and rule.minimum_comparable is not None else len(core_rows)
    if met < max(1, minimum) and not answer.blockers:
        answer.blockers.extend(unknown or [Blocker(step, "", True, M("No core indicator is comparable"))])
    elif answer.blockers:
        answer.blockers.extend(unknown)
    answer.evidence = M(
        "not inferior to {benchmark} in {n} of {total} core indicators",
        benchmark=benchmark.name,
        n=met,
        total=len(core_rows),
    )
    return answer


def _inferior(
    step: Step, row: IndicatorRow, indicator: Indicator, found: Gap | None, benchmark: Product
) -> Blocker | None:
    if found is None:
        return Blocker(step, indicator.id, True, M("{benchmark} has no value", benchmark=benchmark.name))
    match found.comparability:
        case Comparability.NOT_COMPARABLE:
            reason = M(
                "Not comparable with {benchmark}: {reasons}", benchmark=benchmark.name, reasons=found.reasons
            )
            return Blocker(step, indicator.id, True, reason)
        case Comparability.MIXED_BASIS:
            reason = M(
                "Different basis than {benchmark}; no step above L2 rests on it", benchmark=benchmark.name
            )
            return Blocker(step, indicator.id, True, reason)
    match found.standing:
        case Standing.BEHIND:
            return Blocker(
                step,
                indicator.id,
                False,
                M(
                    "Behind {benchmark}: {ours} against {theirs} {unit}",
                    benchmark=benchmark.name,
                    ours=row.ours.text,
                    theirs=found.theirs.text,
                    unit=indicator.unit,
                ),
            )
        case Standing.UNDECIDED:
            return Blocker(
                step, indicator.id, True, M("Undecided against {benchmark}", benchmark=benchmark.name)
            )
        case _:
            return None


def _international(ground: Ground, core_rows: Sequence[tuple[Indicator, IndicatorRow]]) -> _Answer:
    """L5: not inferior to the international benchmark, and our standard not looser than the one it executes."""
    answer = _leading(ground.international, Role.INTERNATIONAL, Step.L5, core_rows, ground.rule)
    core_ids = {indicator.id for indicator, _ in core_rows}
    rows = [
        row
        for row in ground.standards
        if row.indicator_id in core_ids and row.market is Market.INTERNATIONAL and row.theirs is not None
    ]
    theirs = [
        row for row in rows if row.theirs and row.theirs.edition_id in ground.international_editions
    ] or rows
    limits = _Answer()
    orderable: set[str] = set()
    for row in theirs:
        standard = row.theirs.standard if row.theirs else "—"
        if row.verdict in (Verdict.STRICTER, Verdict.EQUAL):
            orderable.add(row.indicator_id)
            continue
        unknown = row.verdict in (Verdict.PENDING, Verdict.DIFFERENT)
        reason = M("Our standard against {standard}: {verdict}", standard=standard, verdict=row.verdict)
        limits.blockers.append(Blocker(Step.L5, row.indicator_id, unknown, reason))
    # what is not known of the standards may be left out by the stated minimum, never what _leading needs
    _forgive(limits, len(orderable), ground.rule)
    answer.blockers += limits.blockers
    if not orderable and not answer.blockers:
        answer.blockers.append(
            Blocker(Step.L5, "", True, M("No international limit stands beside our standard"))
        )
    return answer
