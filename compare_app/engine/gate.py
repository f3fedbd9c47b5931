"""The comparability gate: nothing incomparable gets a number (design rule 1, R5, rulings 5 and 6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from compare_app.domain.comparison import Origin, Summary, Trace
from compare_app.domain.model import Equivalence, Indicator
from compare_app.domain.quantity import quantity_key
from compare_app.domain.terms import (
    Comparability,
    Difference,
    Direction,
    SampleKind,
    Scale,
    Statistic,
)
from compare_app.domain.value import Absent, Censored, Grade, NotDetected, Number, PassFail, Span, Unread
from compare_app.engine.order import methods_meet, stated_equal
from compare_app.text.fold import key
from compare_app.text.message import M, Message


@dataclass(frozen=True, slots=True)
class Passage:
    """What the gate says of a pair."""

    comparability: Comparability
    reasons: tuple[Difference, ...]
    steps: tuple[Trace, ...]
    remarks: tuple[Message, ...] = ()  # what the row must say although the pair may be compared


def gate(
    ours: Summary, theirs: Summary, indicator: Indicator, equivalences: Iterable[Equivalence]
) -> Passage:
    """Whether two products' summaries may be compared for one indicator, and why not."""
    reasons: list[Difference] = []
    steps: list[Trace] = []
    remarks: tuple[Message, ...] = ()

    def refuse(reason: Difference, message: Message) -> None:
        reasons.append(reason)
        steps.append(Trace(message, "R5"))

    for side in (ours, theirs):
        if side.problem is not None and side.problem not in reasons:
            refuse(side.problem, M("A value cannot be used: {reason}", reason=side.problem))
    if not reasons and any(isinstance(side.value, Absent | Unread) for side in (ours, theirs)):
        refuse(Difference.ABSENT, M("One side has no value"))
    if unranked(indicator):
        refuse(
            Difference.UNRANKED,
            M("No value of this indicator is better than another; there is nothing to rank"),
        )
    if reasons:
        remarks = (*ours.unusable, *theirs.unusable)
        return Passage(Comparability.NOT_COMPARABLE, tuple(reasons), tuple(steps), remarks)
    if quantity_key(ours.quantity, indicator) != quantity_key(theirs.quantity, indicator):
        refuse(
            Difference.QUANTITY,
            M("{ours} and {theirs} are different quantities", ours=ours.quantity, theirs=theirs.quantity),
        )
    if _form(ours) != _form(theirs):
        refuse(Difference.FORM, M("One side is a number, the other a class"))
    alike = _alike(ours, theirs, indicator)
    for mine, other in alike:
        about = indicator if mine.indicator_id == indicator.id else replace(indicator, id=mine.indicator_id)
        meet, known = methods_meet(mine.method_group, other.method_group, about, equivalences)
        if known is not None:
            steps.append(_opened(known))
        elif not meet and Difference.METHOD not in reasons:
            said = M("The test methods of {name} differ", name=mine.name)
            refuse(Difference.METHOD, said if mine.name else M("The test methods differ"))
    if any(not mine.method_group or not other.method_group for mine, other in alike):
        steps.append(Trace(M("A test method is not stated")))
    for mine, other in alike:
        if not mine.condition or not other.condition or key(mine.condition) == key(other.condition):
            continue
        about = indicator if mine.indicator_id == indicator.id else replace(indicator, id=mine.indicator_id)
        known = stated_equal(Difference.CONDITION, mine.condition, other.condition, about, equivalences)
        if known is not None:
            steps.append(_opened(known))
        elif Difference.CONDITION not in reasons:
            named = M(
                "The test conditions of {name} differ: {ours} / {theirs}",
                name=mine.name,
                ours=mine.condition,
                theirs=other.condition,
            )
            said = M(
                "The test conditions differ: {ours} / {theirs}", ours=mine.condition, theirs=other.condition
            )
            refuse(Difference.CONDITION, named if mine.name else said)
    kinds = ours.sample_kind, theirs.sample_kind
    if kinds[0] is not kinds[1] and SampleKind.UNSTATED not in kinds:
        known = stated_equal(Difference.SAMPLE, kinds[0].value, kinds[1].value, indicator, equivalences)
        if SampleKind.PROTOTYPE not in kinds:
            said = M("One sample was submitted by its maker, the other drawn from series production")
            steps.append(Trace(said, "R8"))
        elif known is not None:
            steps.append(_opened(known))
        else:
            said = M("The kinds of sample differ: {ours} / {theirs}", ours=kinds[0], theirs=kinds[1])
            refuse(Difference.SAMPLE, said)
    if SampleKind.PROTOTYPE in kinds and SampleKind.UNSTATED in kinds:
        remarks = (M("the kind of sample of one side is not stated, the other is a prototype"),)
        steps.append(Trace(remarks[0], "R8"))
    if _extreme(ours) != _extreme(theirs):
        refuse(
            Difference.STATISTIC,
            M("One value is the {a}, the other the {b}", a=ours.statistic, b=theirs.statistic),
        )
    if reasons:
        return Passage(Comparability.NOT_COMPARABLE, tuple(reasons), tuple(steps))
    if ours.basis is not theirs.basis:
        steps.append(
            Trace(
                M("Different basis: {ours} against {theirs}", ours=ours.basis, theirs=theirs.basis),
                "rulings 6",
            )
        )
        return Passage(Comparability.MIXED_BASIS, (Difference.BASIS,), tuple(steps), remarks)
    if ours.converted or theirs.converted:
        steps.append(Trace(M("Comparable after conversion to {unit}", unit=indicator.unit), "R25"))
        return Passage(Comparability.CONVERTED, (), tuple(steps), remarks)
    return Passage(Comparability.COMPARABLE, (), tuple(steps), remarks)


def _alike(ours: Summary, theirs: Summary, indicator: Indicator) -> list[tuple[Origin, Origin]]:
    """What must have been found alike: the two values themselves, or the inputs that both were computed from."""
    if not ours.origins or not theirs.origins:
        return [
            (
                Origin(indicator.id, "", ours.method_group, ours.condition),
                Origin(indicator.id, "", theirs.method_group, theirs.condition),
            )
        ]
    others = {one.indicator_id: one for one in theirs.origins}
    return [(one, others[one.indicator_id]) for one in ours.origins if one.indicator_id in others]


def _opened(known: Equivalence) -> Trace:
    """A documented equivalence that lets a pair through, with who stated it and why (R21)."""
    said = M(
        "Equivalence of {aspect} stated by {author}: {reason}",
        aspect=known.aspect,
        author=known.author,
        reason=known.reason,
    )
    return Trace(said, "R21")


def unranked(indicator: Indicator) -> bool:
    """Whether no value is better than another: a range or target that names no number, a name without order."""
    if indicator.direction in (Direction.RANGE, Direction.TARGET):
        return indicator.target is None
    return indicator.scale is Scale.NOMINAL and indicator.direction is not Direction.PASS_FAIL


def _form(summary: Summary) -> str:
    match summary.value:
        case Number() | Censored() | NotDetected() | Span():
            return "number"
        case Grade():
            return "class"
        case PassFail():
            return "verdict"
        case _:
            return "none"


def _extreme(summary: Summary) -> Statistic | None:
    return summary.statistic if summary.statistic in (Statistic.MINIMUM, Statistic.MAXIMUM) else None
