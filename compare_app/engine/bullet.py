"""Bullets (R46): each indicator on an axis of its own unit, our value against the decisive limit and the benchmarks."""

from __future__ import annotations

from compare_app.domain.charts import ChartSpec, NoChart
from compare_app.domain.comparison import IndicatorRow, Judgement
from compare_app.domain.digest import NOTICE
from compare_app.domain.model import Indicator
from compare_app.domain.signs import sign, tone
from compare_app.domain.terms import Comparability, Conformity, Direction, Role, Scale
from compare_app.domain.tone import Tone
from compare_app.domain.value_charts import Bullet, BulletRow, LimitEnd, ValueMark
from compare_app.engine.decisive import decisive, limit_ends
from compare_app.engine.gate import unranked
from compare_app.engine.scene import TONES, Scene
from compare_app.engine.value_marks import (
    benchmarks_of,
    legend_of,
    our_story,
    refused_of,
    their_story,
    value_mark,
)

_NEAR = 0.6
"""A bar from zero shows a difference while the smallest figure of the row is at most this part of the largest."""


def bullet(scene: Scene) -> ChartSpec:
    """What fails first, then in the order of the scheme; what has nothing to draw or say stands last."""
    words = scene.words
    title = scene.title(words("Values against limits"))
    rows = [_row(scene, row) for row in scene.comparison.indicators]
    if not rows:
        return NoChart(
            title,
            words("The category has no indicators"),
            words("Import a table or add indicators on the data page"),
        )
    rows.sort(key=lambda row: (row.tone is not Tone.FAIL, not row.marks))
    marks = [mark for row in rows for mark in row.marks]
    return Bullet(
        title=title,
        axis=words(
            "Each indicator on its own axis, in its own unit; a bar starts at zero, a dot stands alone"
        ),
        legend=legend_of(scene, marks),
        rows=tuple(rows),
        footnote=words(
            "The limit is the one that decides: not met, or met with the least margin. {notice}",
            notice=NOTICE,
        ),
    )


def direction_words(scene: Scene, indicator: Indicator) -> str:
    """Which way is better, with an arrow: ▲ and ▼ are taken for ahead and behind."""
    words = scene.words
    if unranked(indicator):
        return words("a parameter, not ranked")
    match indicator.direction:
        case Direction.LARGER:
            return words("↑ larger is better")
        case Direction.SMALLER:
            return words("↓ smaller is better")
        case Direction.TARGET | Direction.RANGE:
            target = f"{indicator.target} {indicator.unit}".strip()
            return words("→ nearer to {target} is better", target=target)
        case Direction.GRADE:
            return words("↑ higher class is better")
        case Direction.PASS_FAIL:
            return ""


def _row(scene: Scene, row: IndicatorRow) -> BulletRow:
    words = scene.words
    indicator = scene.indicator(row)
    judged = decisive(row.judgements)
    limits = limit_ends(scene, row, judged) if judged is not None else ()
    story = our_story(scene, row)
    ours = value_mark(scene, row.ours, Tone.OURS, story)
    shown = benchmarks_of(row)
    marks = [
        mark
        for gap in shown
        if (mark := value_mark(scene, gap.theirs, TONES[gap.role], their_story(scene, row, gap))) is not None
    ]
    notes = [refused_of(scene, row) if ours is not None else _missing(scene)]
    if any(gap.comparability is Comparability.MIXED_BASIS for gap in shown):
        notes.append(words("different basis"))
    if ours is not None:
        marks.append(ours)
    return BulletRow(
        key=indicator.id,
        label=scene.name(indicator),
        direction=direction_words(scene, indicator),
        marks=tuple(marks),
        limits=limits,
        demand=(limits[0].label if limits else judged.limit_text) if judged is not None else "",
        source=f"{judged.standard} {judged.clause}".strip() if judged is not None else "",
        verdict=_verdict(scene, judged),
        tone=tone(judged.conformity) if judged is not None else Tone.UNKNOWN,
        from_zero=_from_zero(indicator, ours, marks, limits),
        note=words("{reasons}", reasons=[one for one in notes if one]) if any(notes) else "",
        story=story,
    )


def _missing(scene: Scene) -> str:
    return scene.words("{title}: {text}", title=Role.OURS, text=scene.words("no value"))


def _verdict(scene: Scene, judged: Judgement | None) -> str:
    words = scene.words
    if judged is None:
        return words("○ no limit binds")
    said = f"{sign(judged.conformity)} {words.term(judged.conformity)}"
    clear = judged.conformity in (Conformity.PASS, Conformity.FAIL)
    return words("{verdict} (borderline)", verdict=said) if judged.borderline and clear else said


def _from_zero(
    indicator: Indicator, ours: ValueMark | None, marks: list[ValueMark], limits: tuple[LimitEnd, ...]
) -> bool:
    """Whether our value is a bar: on a ratio scale with an order, and with zero so near that differences stay visible.

    A length is read as a ratio, so a bar without its zero would lie (peers.md §5a); where all figures lie close
    together, as in a narrow tolerance, dots on a cut axis show more.
    """
    ordered = indicator.direction in (Direction.LARGER, Direction.SMALLER)
    if ours is None or ours.value is None or indicator.scale is not Scale.RATIO or not ordered:
        return False
    figures = [mark.value for mark in marks if mark.value is not None]
    figures += [end for mark in marks for end in mark.error or ()] + [one.value for one in limits]
    return min(figures) >= 0 and min(figures) <= _NEAR * max(figures)
