"""What a step of the ladder can ask for (R36): each condition looks at the comparison, and says what is against it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from compare_app.domain.comparison import Blocker, Gap, IndicatorRow, Judgement, StandardRow
from compare_app.domain.model import Indicator, LadderRule, Product, StandardEdition
from compare_app.domain.number import short
from compare_app.domain.pool import Pool
from compare_app.domain.terms import (
    Basis,
    Comparability,
    Conformity,
    Direction,
    IndicatorClass,
    LadderCondition,
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

    @property
    def core(self) -> list[tuple[Indicator, IndicatorRow]]:
        """The core indicators with their rows."""
        by_id = {row.indicator_id: row for row in self.rows}
        return [
            (one, by_id[one.id])
            for one in self.indicators
            if one.indicator_class is IndicatorClass.CORE and one.id in by_id
        ]


@dataclass(slots=True)
class Answer:
    """What one condition says at the step that asks for it: what stands against it, or the evidence.

    `counted` is how many requirements or indicators carry it; where none does nothing is shown, and the condition does
    not hold. Where `per_core`, a stated minimum may leave out core indicators that are not known (rulings 1).
    """

    condition: LadderCondition
    step: Step
    per_core: bool = True
    counted: int = 0
    blockers: list[Blocker] = field(default_factory=list)
    evidence: Message = field(default_factory=lambda: M(""))
    numeric_only: bool = False

    def block(self, unknown: bool, reason: Message, indicator_id: str = "") -> None:
        """Note what stands against the condition."""
        self.blockers.append(Blocker(self.step, indicator_id, unknown, reason))

    def need(self, empty: Message) -> None:
        """Nothing is true by emptiness: where nothing carries the condition it is not known."""
        if not self.counted and not self.blockers:
            self.block(True, empty)


def ask(ground: Ground, condition: LadderCondition, step: Step) -> Answer:
    """Look at one condition for the step that asks for it."""
    return _ASK[condition](ground, step)


def _judged(answer: Answer, pairs: Sequence[tuple[str, Judgement]], empty: Message, done: Message) -> Answer:
    counted = [(name, one) for name, one in pairs if one.conformity is not Conformity.NOT_APPLICABLE]
    for name, one in counted:
        if one.conformity in _MET:
            continue
        reason = M(
            "{standard} {limit}: {state}, {reason}",
            standard=one.standard,
            limit=one.limit_text,
            state=one.conformity,
            reason=one.reason,
        )
        answer.block(one.conformity not in _FAILED, reason, name)
    answer.counted = len(counted)
    answer.need(empty)
    answer.evidence = M("{n} of {n}: {what}", n=len(counted), what=done)
    return answer


def _binding(ground: Ground, step: Step) -> Answer:
    pairs = [
        (row.indicator_id, one)
        for row in ground.rows
        for one in row.judgements
        if one.mandatory or one.declared
    ]
    answer = _judged(
        Answer(LadderCondition.BINDING_MET, step, per_core=False),
        pairs,
        M("No mandatory or declared requirement could be judged"),
        M("all mandatory and declared requirements are judged and met"),
    )
    for one in ground.silent:
        answer.block(True, M("No requirement of the executed standard {standard} is known", standard=one))
    return answer


def _recommended(ground: Ground, step: Step) -> Answer:
    return _judged(
        Answer(LadderCondition.RECOMMENDED_MET, step, per_core=False),
        [(row.indicator_id, one) for _, row in ground.core for one in row.judgements if one.recommended],
        M("No recommended national or sector standard sets a limit for a core indicator"),
        M("all recommended core requirements are judged and met"),
    )


def _national(ground: Ground, step: Step) -> Answer:
    """Our standard not looser in any core limit of national and sector standards.

    A core indicator for which only we set a limit holds; one for which nobody sets any is not known.
    """
    answer = Answer(LadderCondition.STANDARD_HOLDS_NATIONAL, step)
    for indicator, row in ground.core:
        _our_limits(answer, ground, indicator, row)
    answer.need(
        M("No national or sector limit stands beside our standard")
        if ground.core
        else M("The scheme has no core indicator")
    )
    answer.evidence = M("our standard is stricter or equal in {n} core limits", n=answer.counted)
    return answer


def _our_limits(answer: Answer, ground: Ground, indicator: Indicator, row: IndicatorRow) -> None:
    """Count the limits of ours that are stricter than or equal to national ones, and note what stands against that.

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
    for one in beside:
        assert one.theirs is not None
        met = one.verdict in (Verdict.STRICTER, Verdict.EQUAL)
        if met or (one.verdict is Verdict.MISSING_OURS and one.theirs.edition_id in declared):
            answer.counted += 1
            continue
        answer.block(one.verdict in (Verdict.DIFFERENT, Verdict.PENDING), _against(one), indicator.id)
    if not beside and declared:
        answer.counted += 1
    elif not beside and not any(one.declared for one in row.judgements):
        answer.block(True, M("Neither our standard nor a national or sector one sets a limit"), indicator.id)


def _against(row: StandardRow) -> Message:
    standard = row.theirs.standard if row.theirs is not None else "—"
    return M("Our standard against {standard}: {verdict}", standard=standard, verdict=row.verdict)


def _median(ground: Ground, step: Step) -> Answer:
    """No measured core value below the industry average or the domestic median."""
    answer = Answer(LadderCondition.NOT_BELOW_MEDIAN, step)
    for indicator, row in ground.core:
        if indicator.direction is Direction.PASS_FAIL:
            continue  # a verdict has no median
        found = _against_median(ground, indicator, row)
        if found is None:
            answer.counted += 1
        else:
            answer.block(found[0], found[1], indicator.id)
    answer.need(
        M("No core indicator has a value that can be compared with a median")
        if ground.core
        else M("The scheme has no core indicator")
    )
    answer.evidence = M("no value worse than the domestic median: {n} core indicators", n=answer.counted)
    return answer


def _against_median(ground: Ground, indicator: Indicator, row: IndicatorRow) -> tuple[bool, Message] | None:
    """Our measured value against the industry average, or the domestic median: whether that is unknown, and why."""
    if unranked(indicator):
        return (True, M("No value of this indicator is better than another; there is nothing to rank"))
    if row.ours.basis is not Basis.TESTED:
        return (True, M("No tested value of ours"))
    average = next((one for one in row.gaps if one.role is Role.INDUSTRY_AVERAGE and one.primary), None)
    if average is not None and average.comparability in (Comparability.COMPARABLE, Comparability.CONVERTED):
        if average.standing in (Standing.AHEAD, Standing.LEVEL):
            return None
        if average.standing is Standing.BEHIND:
            return (False, M("Behind the industry average"))
        return (True, M("Undecided against the industry average"))
    basis = _BASIS_CODE[Basis.TESTED]
    middle = against_median(ground.pool, ground.product.id, indicator, ground.domestic_products, basis)
    if middle is None:
        return (
            True,
            M(
                "No domestic median: fewer than three comparable tested domestic products, and no industry average"
            ),
        )
    if middle.reached:
        return None
    if middle.reached is None:
        return (True, M("The bounds leave open whether the domestic median is reached"))
    if indicator.direction is Direction.GRADE:
        return (False, M("Worse than the domestic median class of {n} products", n=middle.count))
    shown = short(Decimal(repr(middle.value)))
    if indicator.target is not None and indicator.direction in (Direction.TARGET, Direction.RANGE):
        reason = M(
            "Further from the target than the median of {n} products, {median}", median=shown, n=middle.count
        )
        return (False, reason)
    return (False, M("Worse than the domestic median {median} of {n} products", median=shown, n=middle.count))


def _domestic(ground: Ground, step: Step) -> Answer:
    answer = Answer(LadderCondition.NOT_INFERIOR_DOMESTIC, step)
    return _not_inferior(answer, ground, ground.domestic, Role.DOMESTIC)


def _abroad(ground: Ground, step: Step) -> Answer:
    answer = Answer(LadderCondition.NOT_INFERIOR_INTERNATIONAL, step)
    return _not_inferior(answer, ground, ground.international, Role.INTERNATIONAL)


def _not_inferior(answer: Answer, ground: Ground, benchmark: Product | None, role: Role) -> Answer:
    """Not inferior to a primary benchmark in any core indicator."""
    if benchmark is None:
        answer.block(True, M("No primary {role} is chosen", role=role))
        return answer
    for indicator, row in ground.core:
        found = next((one for one in row.gaps if one.product_id == benchmark.id), None)
        blocker = _inferior(answer.step, row, indicator, found, benchmark)
        if blocker is not None:
            answer.blockers.append(blocker)
            continue
        answer.counted += 1
        answer.numeric_only |= found is not None and found.numeric_only
    answer.need(M("No core indicator is comparable"))
    answer.evidence = M(
        "not inferior to {benchmark} in {n} of {total} core indicators",
        benchmark=benchmark.name,
        n=answer.counted,
        total=len(ground.core),
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
    if found.non_inferior:  # shown by the replicates themselves, whatever else they leave open (R31)
        return None
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


def _international(ground: Ground, step: Step) -> Answer:
    """Our standard not looser than that of the international benchmark; where it names none, than any of its market."""
    answer = Answer(LadderCondition.STANDARD_HOLDS_INTERNATIONAL, step)
    core_ids = {indicator.id for indicator, _ in ground.core}
    rows = [
        row
        for row in ground.standards
        if row.indicator_id in core_ids and row.market is Market.INTERNATIONAL and row.theirs is not None
    ]
    theirs = [
        row for row in rows if row.theirs and row.theirs.edition_id in ground.international_editions
    ] or rows
    held: set[str] = set()
    for row in theirs:
        if row.verdict in (Verdict.STRICTER, Verdict.EQUAL):
            held.add(row.indicator_id)
            continue
        answer.block(row.verdict in (Verdict.PENDING, Verdict.DIFFERENT), _against(row), row.indicator_id)
    answer.counted = len(held)
    answer.need(M("No international limit stands beside our standard"))
    answer.evidence = M(
        "our standard is not looser than the international one: {n} core indicators", n=len(held)
    )
    return answer


_ASK: Final[Mapping[LadderCondition, Callable[[Ground, Step], Answer]]] = {
    LadderCondition.BINDING_MET: _binding,
    LadderCondition.RECOMMENDED_MET: _recommended,
    LadderCondition.STANDARD_HOLDS_NATIONAL: _national,
    LadderCondition.NOT_BELOW_MEDIAN: _median,
    LadderCondition.NOT_INFERIOR_DOMESTIC: _domestic,
    LadderCondition.NOT_INFERIOR_INTERNATIONAL: _abroad,
    LadderCondition.STANDARD_HOLDS_INTERNATIONAL: _international,
}
