"""A product's value as a mark on an axis in the indicator's unit, with its error bar and its whole story."""

from __future__ import annotations

import math
from decimal import Decimal

from compare_app.domain.comparison import Gap, IndicatorRow, Summary
from compare_app.domain.differences import gap_words, has_figure, outcome
from compare_app.domain.model import Indicator, Product
from compare_app.domain.signs import sign
from compare_app.domain.student import critical
from compare_app.domain.terms import Basis, Conformity, Difference, Role
from compare_app.domain.tone import Mark, Tone
from compare_app.domain.value import Censored, Grade, NotDetected, Operator, PassFail, Span
from compare_app.domain.value_charts import ValueMark
from compare_app.engine.levels import level_index
from compare_app.engine.scene import TONES, Scene, is_shown, percent, value_text

FILLINGS = {Basis.TESTED: Mark.SOLID, Basis.DECLARED: Mark.HOLLOW, Basis.ESTIMATED: Mark.HATCHED}
_MOST_CELLS = 3


def mark_of(summary: Summary) -> Mark:
    """What the value rests on is the filling of its mark; of a bound only the side is known."""
    match summary.value:
        case Censored(Operator.BELOW | Operator.AT_MOST, _) | NotDetected():
            return Mark.ARROW_LEFT
        case Censored():
            return Mark.ARROW_RIGHT
        case _:
            return FILLINGS.get(summary.basis or Basis.ESTIMATED, Mark.HATCHED)


def value_mark(scene: Scene, summary: Summary, tone: Tone, story: str) -> ValueMark | None:
    """The mark of one product, in the indicator's unit; None where it shows nothing that can be used."""
    mark, label = mark_of(summary), value_text(summary, scene.words)
    if summary.mean is not None:
        error = _error(summary)
        return ValueMark(float(summary.mean), label, tone, mark, error, story)
    match summary.value:
        case Censored(_, bound) | NotDetected(bound) if bound is not None:
            return ValueMark(float(bound), label, tone, mark, story=story)
        case Span(low, high):
            return ValueMark(None, label, tone, mark, (float(low), float(high)), story)
        case Grade() | NotDetected() | PassFail():
            return ValueMark(None, label, tone, mark, story=story)
        case _:
            return None


def _error(summary: Summary) -> tuple[float, float] | None:
    """U at k = 2 where it is stated, otherwise the 95 % interval of a mean of several single values (Student's t)."""
    if summary.mean is None:
        return None
    half = _half_width(summary)
    return None if half is None else (float(summary.mean) - half, float(summary.mean) + half)


def _half_width(summary: Summary) -> float | None:
    import numpy as np

    if summary.uncertainty is not None:
        return float(summary.uncertainty)
    if summary.deviation is None or summary.n < 2:
        return None
    t = float(critical(np.array([summary.n - 1.0]))[0][0])
    return t * float(summary.deviation) / math.sqrt(summary.n)


def benchmarks_of(row: IndicatorRow) -> tuple[Gap, ...]:
    """The primary benchmarks of both markets that may be compared, domestic first."""
    return tuple(
        gap for role in TONES for gap in row.gaps if gap.role is role and gap.primary and is_shown(gap)
    )


def refused_of(scene: Scene, row: IndicatorRow) -> str:
    """Which primary benchmarks may not be compared, and why, in one line; empty: none is refused, or no value of this
    indicator is better than another, which its direction says.
    """
    words = scene.words
    said = [
        words("{title}: {text}", title=gap.role, text=why_refused(scene, gap))
        for role in TONES
        for gap in row.gaps
        if gap.role is role and gap.primary and not is_shown(gap) and Difference.UNRANKED not in gap.reasons
    ]
    return words("{reasons}", reasons=said) if said else ""


def why_refused(scene: Scene, gap: Gap) -> str:
    """Why a pair may not be compared; a benchmark that shows nothing is simply without a value."""
    if gap.theirs.basis is None:
        return scene.words("no value")
    return scene.words("{state}: {reasons}", state=gap.comparability, reasons=gap.reasons)


def our_story(scene: Scene, row: IndicatorRow) -> str:
    """Our value as typed and computed, every limit that was looked at, and the cells it came from."""
    words = scene.words
    lines = [scene.name(scene.indicator(row)), *value_lines(scene, row.ours, words.term(Role.OURS))]
    for one in row.judgements:
        if one.conformity is Conformity.NOT_APPLICABLE:
            continue
        source = f"{one.standard} {one.clause}".strip()
        verdict = f"{sign(one.conformity)} {words.term(one.conformity)}"
        lines.append(
            words("{verdict}: {limit} ({standard})", verdict=verdict, limit=one.limit_text, standard=source)
        )
    return "\n".join(lines)


def their_story(scene: Scene, row: IndicatorRow, gap: Gap) -> str:
    """A benchmark's value, our gap to it and the cells it came from."""
    words = scene.words
    product = scene.project.get(Product, gap.product_id)
    who = product.name if product else words.term(gap.role)
    lines = [scene.name(scene.indicator(row)), *value_lines(scene, gap.theirs, who)]
    if has_figure(gap):
        share = f" ({percent(gap.relative)})" if gap.relative is not None else ""
        lines.append(words("our gap {gap}", gap=gap_words(gap, words) + share))
    if gap.conclusion is not None:
        lines.append(words.term(outcome(gap)))
    return "\n".join(lines)


def value_lines(scene: Scene, summary: Summary, who: str) -> list[str]:
    """A value with what stands behind it: basis, number of values, what its error bar is, cells."""
    words = scene.words
    about = [words.term(summary.basis)] if summary.basis is not None else []
    if summary.n > 1:
        about.append(f"n = {summary.n}")
    value = value_text(summary, scene.words)
    told = words("{title}: {text}", title=who, text=value)
    lines = [words("{name} ({mark})", name=told, mark=words("{reasons}", reasons=about)) if about else told]
    half = _half_width(summary) if summary.mean is not None else None
    if half is not None:
        figure = f"±{Decimal(repr(half)):.3g} {summary.unit}".strip()
        lines.append(
            words("error bar: {figure}, U at k = 2", figure=figure)
            if summary.uncertainty is not None
            else words("error bar: {figure}, 95 % interval of the mean", figure=figure)
        )
    cells = [str(one) for one in summary.cells if str(one)]
    if cells:
        more = [words("… and {n} more", n=len(cells) - _MOST_CELLS)] if len(cells) > _MOST_CELLS else []
        lines.append(words("from {cells}", cells=cells[:_MOST_CELLS] + more))
    return lines


def class_place(indicator: Indicator, summary: Summary) -> float | None:
    """The step of a class counted from the worst (1), of a verdict 1 or 0, as the pool counts them."""
    match summary.value:
        case Grade(label):
            at = level_index(indicator, label)
            return None if at is None else float(len(indicator.levels) - at)
        case PassFail(passed):
            return float(passed)
        case _:
            return None


def legend_of(scene: Scene, marks: list[ValueMark]) -> tuple[tuple[str, Tone, Mark], ...]:
    """Who is who, and what the fillings mean where another than solid is drawn."""
    words = scene.words
    tones = {one.tone for one in marks}
    entries = [(words.term(Role.OURS), Tone.OURS, Mark.SOLID)]
    entries += [(words.term(role), tone, Mark.SOLID) for role, tone in TONES.items() if tone in tones]
    return (*entries, *fillings_of(scene, {one.mark for one in marks}))


def fillings_of(scene: Scene, marks: set[Mark]) -> tuple[tuple[str, Tone, Mark], ...]:
    """The fillings in words, unless all marks are solid."""
    if not marks - {Mark.SOLID}:
        return ()
    return tuple(
        (scene.words.term(basis), Tone.NEUTRAL, mark) for basis, mark in FILLINGS.items() if mark in marks
    )
