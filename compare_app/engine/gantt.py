"""The plan of our product over time: one bar an action, in the order of the plan."""

from __future__ import annotations

from datetime import date
from typing import Final

from compare_app.domain.charts import ChartSpec, NoChart
from compare_app.domain.digest import actions_of, is_overdue
from compare_app.domain.loop import Action
from compare_app.domain.model import Indicator
from compare_app.domain.quality_charts import Gantt, GanttRow
from compare_app.domain.terms import ActionStatus
from compare_app.domain.tone import Tone
from compare_app.engine.scene import Scene
from compare_app.text.wording import Wording

_SIGNS: Final = {
    ActionStatus.WAITING: ("○", Tone.UNKNOWN),
    ActionStatus.RUNNING: ("◆", Tone.NEUTRAL),
    ActionStatus.TO_VERIFY: ("◆", Tone.NEUTRAL),
    ActionStatus.VERIFIED: ("●", Tone.BETTER),
    ActionStatus.NOT_MET: ("▼", Tone.WORSE),
    ActionStatus.CANCELLED: ("○", Tone.UNKNOWN),
}


def gantt(scene: Scene) -> ChartSpec:
    """The actions of the plan on the reference date; without any, what to do."""
    words, on = scene.words, scene.comparison.on
    title = scene.title(words("Plan over time"))
    actions = actions_of(scene.project, scene.comparison.product_id)
    if not actions:
        return NoChart(
            title,
            words("The plan has no action yet"),
            words("Let the program propose rows from the gaps on the plan page"),
        )
    return Gantt(
        title=title,
        today=on,
        today_text=words("reference date {on}", on=on),
        rows=tuple(_row(scene, action, on) for action in actions),
        legend=(
            (words("from start to due"), Tone.LEVEL),
            (words("verified"), Tone.BETTER),
            (words("overdue"), Tone.WORSE),
        ),
        footnote=words("A diamond alone is a due date without a known start"),
    )


def _row(scene: Scene, action: Action, on: date) -> GanttRow:
    words = scene.words
    late = is_overdue(action, on)
    mark, tone = ("▼", Tone.WORSE) if late else _SIGNS[action.status]
    status = words.term(action.status)
    if late and action.due is not None:
        said = words("overdue by {days} d", days=(on - action.due).days)
        status = words("{state}, {more}", state=said, more=status)
    state = f"{mark} {status}"
    turned = action.start is not None and action.due is not None and action.due < action.start
    return GanttRow(
        key=action.id,
        label=_label(scene, action),
        start=None if turned else action.start,
        due=action.due,
        state=state,
        tone=tone,
        overdue=late,
        note=_note(words, action, turned=turned),
        story=_story(scene, action, state, turned=turned),
    )


def _note(words: Wording, action: Action, *, turned: bool) -> str:
    if turned:
        return words("start after due")
    if action.due is None:
        return words("no due date") if action.start else words("no dates: enter start and due in the plan")
    return ""


def _label(scene: Scene, action: Action) -> str:
    """What is done, or the gap it answers, with the indicator's name before it."""
    what = action.measure or action.gap
    name = _indicator(scene, action)
    return (
        f"{name}{'：' if scene.words.language == 'zh_CN' else ': '}{what}" if name and what else name or what
    )


def _indicator(scene: Scene, action: Action) -> str:
    found = scene.project.get(Indicator, action.indicator_id)
    if found is None:
        return ""
    return found.name_en if scene.words.language == "en" and found.name_en else found.name


def _story(scene: Scene, action: Action, state: str, *, turned: bool) -> str:
    words = scene.words
    lines = [_label(scene, action)]
    if action.measure and action.gap:
        lines.append(words("gap {gap}", gap=action.gap))
    lines.append(
        words(
            "start {start}, due {due}",
            start=action.start or words("unknown"),
            due=action.due or words("unknown"),
        )
    )
    if turned:
        lines.append(words("start after due"))
    if action.owner:
        lines.append(words("owner {name}", name=action.owner))
    lines.append(state)
    return "\n".join(lines)
