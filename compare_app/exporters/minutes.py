"""月调度会议纪要: the minutes of the monthly meeting over all key products, filled in as far as the data go.

The document is one of the four standing ones of 日管控、周排查、月调度 (SAMR Order 75); no official form of it is known
to us, so the layout is our own draft and says so. What nobody entered stays a line to write on.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from compare_app.domain.comparison import Comparison
from compare_app.domain.digest import (
    actions_of,
    conclusion,
    failures,
    is_open,
    is_overdue,
    step_text,
    worst_gaps,
)
from compare_app.domain.loop import Action, Verification
from compare_app.domain.month import Month
from compare_app.domain.project import Project
from compare_app.domain.report import Block, Heading, Paragraph, Report, Signatures, Table, TableCell
from compare_app.domain.terms import ActionStatus
from compare_app.domain.tone import Tone
from compare_app.exporters.cells import visible
from compare_app.exporters.phrases import gap_text, indicator_name, joined, product_name, with_unit
from compare_app.exporters.report_outlook import transitions_blocks
from compare_app.exporters.report_tables import cell, made
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording

_LINES: Final = 6  # empty rows for what the meeting decides
_GAPS: Final = 3


def minutes(
    project: Project, comparisons: Sequence[Comparison], month: Month, on: date, words: Wording
) -> Report:
    """The minutes of a month: what was closed in it, what is late on `on`, what is due until a month after it."""
    plan = [action for one in comparisons for action in actions_of(project, one.product_id)]
    counted = [action for action in plan if action.status is not ActionStatus.CANCELLED]
    late = [action for action in counted if is_overdue(action, on)]
    next_last = month.next.last
    due = [one for one in counted if is_open(one) and one.due is not None and on <= one.due <= next_last]
    closed, undated = _closed(project, counted, month)
    title = words(M("Minutes of the monthly quality meeting, {month} (draft)", month=str(month)))
    blocks: list[Block] = [
        Heading(title),
        Paragraph(words(M("A layout of our own, no official form. Data on {on}", on=on)), "quiet"),
        _meeting(words),
        Heading(words(M("Key products")), 2),
        _products(project, comparisons, words),
        Heading(words(M("Measures closed in the month: {count}", count=len(closed))), 2),
        *_actions(project, closed, on, words),
    ]
    if undated:
        said = M("Verified without a date of the re-test, not counted above: {count}", count=undated)
        blocks.append(Paragraph(words(said), "quiet"))
    blocks += [
        Heading(words(M("Overdue measures: {count}", count=len(late))), 2),
        *_actions(project, late, on, words),
        Heading(words(M("Due until {on}: {count}", on=next_last, count=len(due))), 2),
        *_actions(project, due, on, words),
    ]
    for one in comparisons:
        if one.assessment.transitions:
            name = product_name(project, one.product_id, words)
            blocks.append(Heading(words(M("Changes of standards: {product}", product=name)), 2))
            blocks += transitions_blocks(project, one, words)[1:]
    blocks += [
        Heading(words(M("Decided")), 2),
        made(
            words,
            (M("No."), M("Matter"), M("Who"), M("Until"), M("Note")),
            ((str(at + 1), "", "", "", "") for at in range(_LINES)),
            (0.5, 4, 1.2, 1.2, 2),
        ),
        Signatures(
            tuple((words(name), "", "") for name in (M("Chair"), M("Recorder"), M("Chief quality officer")))
        ),
    ]
    note = words(M("Enterprise's own evaluation, not official"))
    footer = visible(f"{note}  ·  {project.name}  ·  {month}")
    return Report(title=title, footer=footer, blocks=tuple(blocks), landscape=True)


def _meeting(words: Wording) -> Table:
    """What nobody can know before the meeting: lines to write on."""
    lines: tuple[tuple[Message, Message], ...] = (
        (M("Time of the meeting"), M("Place")),
        (M("Chair"), M("Recorder")),
        (M("Attending"), M("Excused")),
    )
    rows = tuple(
        (TableCell(words(left), bold=True), TableCell(""), TableCell(words(right), bold=True), TableCell(""))
        for left, right in lines
    )
    return Table(("", "", "", ""), rows, (1, 3, 1, 3))


def _products(project: Project, comparisons: Sequence[Comparison], words: Wording) -> Table:
    rows: list[tuple[TableCell | str, ...]] = []
    for one in comparisons:
        failed = [indicator_name(project, row.indicator_id, words) for row, _ in failures(one)]
        gaps = [
            f"{indicator_name(project, row.indicator_id, words)} {gap_text(project, row, gap, words)}"
            for row, gap in worst_gaps(project, one)[:_GAPS]
        ]
        mine = [action for action in actions_of(project, one.product_id) if is_open(action)]
        rows.append(
            (
                cell(product_name(project, one.product_id, words), bold=True),
                words(step_text(project, one.ladder)),
                cell(words(conclusion(one)), Tone.FAIL if failed else Tone.NEUTRAL),
                joined(list(dict.fromkeys(failed)), words) or "—",
                joined(gaps, words) or "—",
                str(len(mine)),
            )
        )
    heads = (
        M("Product"),
        M("Step"),
        M("Conformity of requirements"),
        M("Not met"),
        M("Largest gaps"),
        M("Open measures"),
    )
    return made(words, heads, rows, (1.6, 1.4, 2, 1.4, 2.4, 0.7))


def _actions(project: Project, actions: Sequence[Action], on: date, words: Wording) -> list[Block]:
    if not actions:
        return [Paragraph(words(M("None")), "quiet")]
    rows: list[tuple[TableCell | str, ...]] = []
    for one in sorted(actions, key=lambda action: (action.due is None, action.due, action.position)):
        late = is_overdue(one, on)
        due = one.due.isoformat() if one.due else "—"
        target = with_unit(format(one.target, "f"), one.unit) if one.target is not None else one.target_text
        rows.append(
            (
                product_name(project, one.product_id, words),
                indicator_name(project, one.indicator_id, words) if one.indicator_id else "—",
                one.measure or one.gap or "—",
                one.owner or "—",
                cell(f"! {due}" if late else due, Tone.WORSE if late else Tone.NEUTRAL),
                target or "—",
                words.term(one.status),
                "",
            )
        )
    heads = (
        M("Product"),
        M("Indicator"),
        M("Measure"),
        M("Owner"),
        M("Due date"),
        M("Target value"),
        M("Status"),
        M("Said in the meeting"),
    )
    return [made(words, heads, rows, (1.5, 1.2, 2.4, 0.8, 1, 0.9, 0.9, 1.8))]


def _closed(project: Project, actions: Sequence[Action], month: Month) -> tuple[list[Action], int]:
    """What was verified in the month by the date of its re-test, and how many have no such date."""
    days: dict[str, date] = {}
    for one in project.all(Verification).values():
        if one.on is not None:
            days[one.action_id] = max(one.on, days.get(one.action_id, one.on))
    verified = [one for one in actions if one.status is ActionStatus.VERIFIED]
    closed = [one for one in verified if one.id in days and month.first <= days[one.id] <= month.last]
    return closed, sum(one.id not in days for one in verified)
