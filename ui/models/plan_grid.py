"""The plan as an editable table, and from a typed cell to the edit that stores it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from compare_app.domain.day_text import entered_day
from compare_app.domain.digest import is_due_soon, is_overdue
from compare_app.domain.edit import Edit
from compare_app.domain.loop import Action
from compare_app.domain.model import Indicator
from compare_app.domain.number import parse_decimal
from compare_app.domain.project import Project
from compare_app.domain.terms import ActionStatus, ActionType
from compare_app.domain.tone import Tone
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.models.cell import Cell, Column, Grid, ReadyRows, day_fact, figure
from ui.wording import decimal_text, named, spoken, tone, with_unit

TEXTS = ("cause", "measure", "owner", "support", "budget", "verification", "evidence", "note")
DATES = ("start", "due")


def plan_columns(words: Wording, on: date | None = None) -> tuple[Column, ...]:
    """The columns of F7."""
    kinds = tuple((one.value, words.term(one)) for one in ActionType)
    statuses = tuple((one.value, spoken(one, words)) for one in ActionStatus)
    return (
        Column("position", words("No."), align="right"),
        Column("indicator", words("Indicator"), width=14),
        Column("gap", words("Gap"), width=30),
        Column("action_type", words("Type"), choices=kinds, width=10),
        Column("status", words("Status"), choices=statuses, width=12),
        Column("owner", words("Owner"), width=10),
        Column("due", words("Due"), kind="date", width=22, on=on, room_for=due_texts(words)),
        Column("measure", words("Measure"), width=26, kind="long"),
        Column("target", words("Target"), align="right", width=12),
        Column("baseline", words("Now"), align="right", width=10),
        Column("cause", words("Cause"), width=20, kind="long"),
        Column("support", words("Support"), width=12, kind="long"),
        Column("budget", words("Budget"), width=10),
        Column("start", words("Start"), kind="date", width=12, on=on),
        Column("verification", words("Verification"), width=18, kind="long"),
        Column("evidence", words("Evidence"), width=14, kind="long"),
        Column("note", words("Note"), width=16, kind="long"),
    )


def plan_grid(
    actions: Sequence[Action],
    project: Project,
    on: date,
    words: Wording,
    *,
    editable: bool,
    marked: Collection[str] = (),
) -> Grid:
    """One row an action, in the order of the plan; `marked` are the rows of the cheapest way up."""
    columns = plan_columns(words, on)
    rows = [
        (
            action.id,
            _cells(action, columns, project, on, words, editable=editable, marked=action.id in marked),
        )
        for action in actions
    ]
    return Grid(columns, ReadyRows(rows))


def _cells(
    action: Action,
    columns: tuple[Column, ...],
    project: Project,
    on: date,
    words: Wording,
    *,
    editable: bool,
    marked: bool,
) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for column in columns:
        key = str(column.key)
        match key:
            case "position":
                cell = Cell(
                    f"◆ {action.position}" if marked else str(action.position),
                    tip=words("On the cheapest way up (supposed)") if marked else "",
                    align="right",
                    tone=Tone.OURS if marked else Tone.NEUTRAL,
                    quiet=not marked,
                    fact=figure(action.position),
                    copy=str(action.position),
                )
            case "indicator":
                indicator = project.get(Indicator, action.indicator_id)
                cell = Cell(named(indicator, words) if indicator is not None else "—", bold=True)
            case "gap":
                cell = Cell(action.gap, tip=action.gap)
            case "action_type":
                cell = Cell(words.term(action.action_type), edit=action.action_type.value)
            case "status":
                cell = Cell(spoken(action.status, words), tone=tone(action.status), edit=action.status.value)
            case "due":
                cell = _due(action, on, words)
            case "start":
                text = action.start.isoformat() if action.start else ""
                cell = Cell(text, edit=text, fact=day_fact(action.start))
            case "target":
                number = decimal_text(action.target)
                text = with_unit(number, action.unit) if number else action.target_text
                fact = figure(action.target, action.unit)
                cell = Cell(text, align="right", edit=number or action.target_text, fact=fact)
            case "baseline":
                cell = Cell(action.baseline, align="right", quiet=True)
            case _:
                text = str(getattr(action, key))
                cell = Cell(" ".join(text.split()), tip=text, edit=text, copy=text)
        cells.append(cell if editable else replace(cell, edit=None))
    return tuple(cells)


def _due(action: Action, on: date, words: Wording) -> Cell:
    text = action.due.isoformat() if action.due else ""
    late = is_overdue(action, on)
    return Cell(
        due_text(action, on, words),
        tone=Tone.WORSE if late else Tone.NEUTRAL,
        bold=late or is_due_soon(action, on),
        edit=text,
        fact=day_fact(action.due, late=late),
        copy=text,
    )


def due_text(action: Action, on: date, words: Wording) -> str:
    """The due date, with sign and word where it is past or near."""
    text = action.due.isoformat() if action.due is not None else ""
    sign, _, word = due_mark(action, on, words).partition(" ")
    return f"{sign} {text} {word}" if sign else text


def due_texts(words: Wording) -> tuple[str, ...]:
    """The longest due dates: a date is marked as it is typed, or as the days go by, and is read whole then too."""
    return tuple(
        f"{sign} 0000-00-00 {word}" for sign, word in (("!", words("overdue")), ("◐", words("due soon")))
    )


def due_mark(action: Action, on: date, words: Wording) -> str:
    """Sign and word of a due date that is past or near; empty otherwise."""
    if is_overdue(action, on):
        return f"! {words('overdue')}"
    return f"◐ {words('due soon')}" if is_due_soon(action, on) else ""


def edited_action(project: Project, action: Action, column: str, text: str) -> Edit:
    """The edit that puts a typed text into a cell of the plan; what cannot be meant is an AppError."""
    text = text.strip()
    label = M("Edit row {number} of the plan", number=action.position)
    match column:
        case "action_type":
            return Edit(label, (replace(action, action_type=ActionType(text)),))
        case "status":
            return Edit(label, (replace(action, status=ActionStatus(text)),))
        case "start" | "due":
            return Edit(label, (_with(action, column, entered_day(text)),))
        case "target":
            number = parse_decimal(text)
            if number is None:
                return Edit(label, (replace(action, target=None, target_text=text),))
            return Edit(label, (replace(action, target=number, target_text=""),))
        case _ if column in TEXTS:
            return Edit(label, (_with(action, column, text),))
    raise KeyError(column)


def _with(action: Action, field: str, value: Any) -> Action:
    """The action with one field changed; the caller knows that the value fits."""
    return replace(action, **{field: value})
