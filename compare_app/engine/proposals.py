"""What the next edition of our standard could say (R23): drafts from limits stricter elsewhere, or set only there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from compare_app.domain.assessment import Proposal
from compare_app.domain.comparison import IndicatorRow, Judgement, LimitSide, StandardRow, Summary, Trace
from compare_app.domain.differences import difference
from compare_app.domain.limit import Grades
from compare_app.domain.model import Equivalence, Indicator, Requirement, StandardEdition, TestMethod
from compare_app.domain.number import plain
from compare_app.domain.project import Project
from compare_app.domain.terms import Basis, Conformity, Force, Market, Readiness, Scale, Trust, Verdict
from compare_app.domain.units import conversion_on
from compare_app.engine.order import order
from compare_app.engine.standards import kind_of
from compare_app.text.message import M, Message

_NOT_MET: Final = (Conformity.FAIL, Conformity.CONDITIONAL_FAIL)
_URGENCY: Final = {Readiness.NOW: 0, Readiness.PRODUCT_FIRST: 1, Readiness.OPEN: 2}


def proposals(
    project: Project,
    indicators: Sequence[Indicator],
    rows: Sequence[IndicatorRow],
    standards: Sequence[StandardRow],
) -> tuple[Proposal, ...]:
    """Drafts in the order of the scheme, what can be adopted now before what the product must reach first.

    Born from 宽于 and 我方缺失 only: what cannot be ordered (存在差异) is never proposed, neither what a person judged
    against a documented difference. Of several limits that our tested results meet with margin the strictest is
    proposed, the others are named in it; harder ones stay beside it, each with its own state.
    """
    categories = {one.category_id for one in indicators}
    equivalences = tuple(one for one in project.all(Equivalence).values() if one.category_id in categories)
    yard = _Yard(project, project.all(TestMethod), equivalences)
    found: list[Proposal] = []
    for indicator in indicators:
        row = next((one for one in rows if one.indicator_id == indicator.id), None)
        drafts = [
            draft
            for line in standards
            if line.indicator_id == indicator.id and row is not None
            if (draft := _draft(project, indicator, row, line)) is not None
        ]
        chosen = yard.without_covered(drafts, indicator)
        found += sorted(chosen, key=_turn)
    return tuple(found)


def _turn(one: Proposal) -> tuple[int, Decimal]:
    """Ready ones first, then the nearest of those that the product must reach."""
    missing = -(one.margin_percent or Decimal(0)) if one.readiness is Readiness.PRODUCT_FIRST else Decimal(0)
    return _URGENCY[one.readiness], missing


def _draft(project: Project, indicator: Indicator, row: IndicatorRow, line: StandardRow) -> Proposal | None:
    """One line of the comparison as a draft; None where there is nothing to propose or it does not concern us."""
    theirs = line.theirs
    if theirs is None or line.verdict not in (Verdict.LOOSER, Verdict.MISSING_OURS) or line.reasons:
        return None
    judged = next((one for one in row.judgements if one.requirement_id == theirs.requirement_id), None)
    if judged is not None and judged.conformity is Conformity.NOT_APPLICABLE:
        return None
    readiness, why = _ready(judged, row.ours, indicator, project.get(Requirement, theirs.requirement_id))
    reason = _reason(line, theirs)
    steps = [Trace(reason, "R23")]
    if judged is not None:
        steps.append(Trace(judged.reason, "R27"))
    steps.append(Trace(why, "R23"))
    edition = project.get(StandardEdition, theirs.edition_id)
    if edition is not None and edition.force is Force.MANDATORY and line.market is Market.DOMESTIC:
        steps.append(
            Trace(M("{standard} is mandatory: our limit must not be looser", standard=theirs.standard), "R19")
        )
    if line.override_reason:
        steps.append(
            Trace(
                M("Changed by {author}: {reason}", author=line.override_author, reason=line.override_reason),
                "R20",
            )
        )
    if theirs.trust is Trust.UNCONFIRMED:
        steps.append(Trace(M("The limit of {standard} is not confirmed", standard=theirs.standard), "R10"))
    return Proposal(
        indicator_id=indicator.id,
        market=line.market,
        verdict=line.verdict,
        present=line.ours,
        source=theirs,
        proposed=theirs.text,
        unit=theirs.unit,
        reason=reason,
        met=judged.conformity if judged is not None else None,
        margin=judged.margin if judged is not None else None,
        margin_percent=judged.margin_percent if judged is not None else None,
        steps=tuple(steps),
        readiness=readiness,
        why=why,
        key=line.key,
        scope=line.scope,
    )


def _reason(line: StandardRow, theirs: LimitSide) -> Message:
    source = f"{theirs.standard} {theirs.clause}".strip()
    if line.ours is not None:
        return M(
            "{source} sets {limit}; ours, {present}, is looser",
            source=source,
            limit=theirs.text,
            present=line.ours.text,
        )
    if line.scope and line.scope != theirs.condition:
        return M(
            "{source} sets {limit}; ours sets nothing where {scope}",
            source=source,
            limit=theirs.text,
            scope=line.scope,
        )
    return M("{source} sets {limit}; ours sets nothing", source=source, limit=theirs.text)


def _ready(
    judged: Judgement | None, ours: Summary, indicator: Indicator, theirs: Requirement | None
) -> tuple[Readiness, Message]:
    """Whether our results carry the limit: tested, met, and by more than their uncertainty."""
    if judged is None:
        return Readiness.OPEN, M("The limit was not judged against our results")
    said = (
        judged.conformity,
        judged.automatic or judged.conformity,
    )  # a person's verdict and that of the rules
    if any(one in _NOT_MET for one in said):
        return Readiness.PRODUCT_FIRST, M("Our results do not meet it")
    if any(one is not Conformity.PASS for one in said):
        return Readiness.OPEN, M("Whether our results meet it is open: {state}", state=judged.conformity)
    if ours.basis is not Basis.TESTED:
        return Readiness.OPEN, M("Our value is {basis}, not tested", basis=ours.basis or M("not stated"))
    if theirs is not None and isinstance(theirs.limit, Grades) and not theirs.limit.pass_level:
        return Readiness.OPEN, M(
            "It grades and names no level that must be reached; our results reach {grade}", grade=judged.grade
        )
    if judged.grade:
        return Readiness.NOW, M("Our results reach {grade}", grade=judged.grade)
    if judged.margin is None or indicator.scale is Scale.ORDINAL:
        return Readiness.NOW, M("Our results meet it")
    if judged.margin < 0:
        return Readiness.PRODUCT_FIRST, M(
            "Our results meet it only as rounded values: {margin} to the limit; there is no margin",
            margin=difference(plain(judged.margin), judged.unit),
        )
    if judged.margin == 0:
        return Readiness.PRODUCT_FIRST, M("Our results just meet it; there is no margin")
    change = conversion_on(indicator.scale, indicator.unit, judged.unit)
    width = None if ours.uncertainty is None or change is None else change.difference(ours.uncertainty)
    margin = difference(plain(judged.margin), judged.unit)
    if width is not None and judged.margin < width:
        return Readiness.OPEN, M(
            "Our results meet it by {margin}, less than their uncertainty {width}",
            margin=margin,
            width=difference(plain(width), judged.unit),
        )
    return Readiness.NOW, M("Our results meet it with a margin of {margin}", margin=margin)


@dataclass(frozen=True, slots=True)
class _Yard:
    """Orders their limits among each other, so that one proposal stands for all that it covers."""

    project: Project
    methods: Mapping[str, TestMethod]
    equivalences: tuple[Equivalence, ...]

    def without_covered(self, drafts: Iterable[Proposal], indicator: Indicator) -> list[Proposal]:
        """One draft for limits that it answers all: those as strict, and less strict ones where it is ready."""
        kept: list[Proposal] = []
        for one in drafts:
            over = next((at for at, other in enumerate(kept) if self._covers(other, one, indicator)), None)
            if over is not None:
                kept[over] = _with(kept[over], one)
                continue
            under = [at for at, other in enumerate(kept) if self._covers(one, other, indicator)]
            for at in under:
                one = _with(one, kept[at])
            place = under[0] if under else len(kept)
            kept[place:] = [one, *(kept[at] for at in range(place, len(kept)) if at not in under)]
        return kept

    def _covers(self, other: Proposal, one: Proposal, indicator: Indicator) -> bool:
        """Whether adopting the other makes the one needless: the same kind of limit, and not less strict."""
        if (
            other.source.requirement_id == one.source.requirement_id
        ):  # one limit beside two bands of ours: two lines
            return False
        first = self.project.get(Requirement, other.source.requirement_id)
        second = self.project.get(Requirement, one.source.requirement_id)
        if first is None or second is None or kind_of(first, indicator) != kind_of(second, indicator):
            return False
        verdict = order(first, second, indicator, self.methods, self.equivalences).verdict
        if verdict is Verdict.EQUAL:
            return other.readiness is one.readiness or other.readiness is Readiness.NOW
        return verdict is Verdict.STRICTER and other.readiness is Readiness.NOW


def _with(over: Proposal, one: Proposal) -> Proposal:
    """A draft that answers another limit too, and says so."""
    source = f"{one.source.standard} {one.source.clause}".strip()
    step = Trace(M("It also answers {source}: {limit}", source=source, limit=one.proposed), "R23")
    return replace(
        over, covers=(*over.covers, one.source.requirement_id, *one.covers), steps=(*over.steps, step)
    )
