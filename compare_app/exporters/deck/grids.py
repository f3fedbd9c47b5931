"""Charts that PowerPoint has no form for, as cells: the ladder, the 2×2, the plan over time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from compare_app.domain.charts import LadderChart, QuadrantChart
from compare_app.domain.quality_charts import Gantt, GanttRow
from compare_app.domain.report import Table, TableCell
from compare_app.domain.tone import Tone
from compare_app.exporters.phrases import listed
from compare_app.text.message import M
from compare_app.text.wording import Wording

_STATES: Final = {
    "reached": ("●", M("reached"), Tone.BETTER),
    "current": ("◆", M("present step"), Tone.OURS),
    "blocked": ("▼", M("not reached"), Tone.WORSE),
    "unknown": ("○", M("not assessed"), Tone.UNKNOWN),
}
_MOST_PERIODS: Final = 12


def ladder(spec: LadderChart, words: Wording) -> Table:
    """The steps from the highest down, as one climbs, with what was shown or what blocks."""
    rows = []
    for step in reversed(spec.steps):
        sign, said, tone = _STATES[step.state]
        now = step.state == "current"
        rows.append(
            (
                TableCell(f"{step.code} {step.name}", bold=now),
                TableCell(f"{sign} {words(said)}", tone, bold=now),
                TableCell("\n".join(step.lines) or "—"),
            )
        )
    heads = tuple(words(head) for head in (M("Step"), M("State"), M("Evidence, or what blocks it")))
    return Table(heads, tuple(rows), (1.2, 1, 4.6))


def quadrant(spec: QuadrantChart, words: Wording) -> Table:
    """The four fields, product ahead above and behind below; in each its name and the indicators in it."""

    def items(column: int, row: int) -> TableCell:
        found = [one.label for one in spec.items if (one.column, one.row) == (column, row)]
        return TableCell(listed(found, words) or "—")

    def names(row: int) -> tuple[TableCell, TableCell]:
        return (TableCell(spec.names[row * 2], bold=True), TableCell(spec.names[row * 2 + 1], bold=True))

    rows = (names(1), (items(0, 1), items(1, 1)), names(0), (items(0, 0), items(1, 0)))
    return Table(("", ""), rows, (1, 1))


def gantt(spec: Gantt, words: Wording) -> Table:
    """One line an action, one column a month or several; the cells between start and due date are marked."""
    days = [day for row in spec.rows for day in (row.start, row.due) if day] + [spec.today]
    starts = _periods(min(days), max(days))
    heads = [words(M("Measure")), words(M("Status"))]
    for at, start in enumerate(starts):
        here = start <= spec.today < _end(starts, at)
        heads.append(f"{start:%y-%m}" + ("\n▼" if here else ""))
    rows = []
    for row in spec.rows:
        marks = [_mark(row, start, _end(starts, at)) for at, start in enumerate(starts)]
        state = "\n".join(part for part in (row.state, row.note) if part)
        rows.append((TableCell(row.label), TableCell(state, row.tone), *marks))
    caption = words(M("▼ {today}; ■ from start to due, ◆ due", today=spec.today_text))
    return Table(tuple(heads), tuple(rows), (3.6, 1.7, *([0.55] * len(starts))), caption)


def _mark(row: GanttRow, start: date, end: date) -> TableCell:
    due = row.due is not None and start <= row.due < end
    first = row.start or row.due
    running = first is not None and row.due is not None and first < end and row.due >= start
    if not running:
        return TableCell("")
    tone = Tone.LEVEL if row.tone in (Tone.NEUTRAL, Tone.UNKNOWN) else row.tone
    return TableCell("◆" if due else "■", tone, "center")


def _periods(first: date, last: date) -> list[date]:
    """The first days of the columns: months, or so many months each that there are at most twelve."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = -(-months // _MOST_PERIODS)
    found, year, month = [], first.year, first.month
    while (year, month) <= (last.year, last.month):
        found.append(date(year, month, 1))
        month += step
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return found


def _end(starts: list[date], at: int) -> date:
    return starts[at + 1] if at + 1 < len(starts) else date.max - timedelta(days=1)
