"""The table symptom → likely cause → measure as it is edited: a person's words overrule the shipped ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from compare_app.domain.edit import Edit, Ref
from compare_app.domain.loop import Remedy
from compare_app.domain.model import Provenance
from compare_app.domain.project import Project
from compare_app.domain.remedy_library import library, shipped
from compare_app.domain.terms import ActionType, CauseBranch, Trust
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.models.cell import Cell, Column, Grid, ReadyRows

TEXTS = ("symptom", "category", "indicator", "cause", "measure", "advice")


def remedies_grid(lines: Sequence[Remedy], words: Wording, *, editable: bool) -> Grid:
    """One row a line; what nobody checked is marked 参考."""
    branches = (("", words("not assigned")), *((one.value, words.term(one)) for one in CauseBranch))
    types = tuple((one.value, words.term(one)) for one in ActionType)
    columns = (
        Column("mark", words("Mark")),
        Column("symptom", words("Symptom"), width=22, kind="long"),
        Column("branch", words("Branch"), choices=branches),
        Column("cause", words("Likely cause"), width=26, kind="long"),
        Column("measure", words("Measure"), width=32, kind="long"),
        Column("action_type", words("Type"), choices=types),
        Column("advice", words("Doctor's advice"), width=24, kind="long"),
        Column("category", words("Category"), width=12),
        Column("indicator", words("Indicator"), width=14),
        Column("source", words("Source"), width=18),
    )
    rows = [(one.id, _cells(one, columns, words, editable=editable)) for one in lines]
    return Grid(columns, ReadyRows(rows))


def mark_of(one: Remedy, words: Wording) -> str:
    """参考 for what comes with the program, otherwise whose words it is."""
    if one.hidden:
        return words("hidden")
    if one.case_id:
        return words("learnt")
    return words("our own") if one.source.trust is Trust.USER else words("for reference")


def _cells(one: Remedy, columns: tuple[Column, ...], words: Wording, *, editable: bool) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for column in columns:
        match str(column.key):
            case "mark":
                cells.append(Cell(mark_of(one, words), quiet=True))
                continue
            case "source":
                said = " ".join(part for part in (one.source.document, one.source.place) if part)
                cells.append(Cell(said, tip=said, quiet=True))
                continue
            case "branch":
                value = one.branch.value if one.branch is not None else ""
                cell = Cell(
                    words.term(one.branch) if one.branch is not None else words("not assigned"), edit=value
                )
            case "action_type":
                cell = Cell(words.term(one.action_type), edit=one.action_type.value)
            case key:
                text = str(getattr(one, key))
                cell = Cell(" ".join(text.split()), tip=text, edit=text, copy=text)
        cells.append(replace(cell, quiet=one.hidden, edit=cell.edit if editable else None))
    return tuple(cells)


def edited_remedy(project: Project, key: str, column: str, text: str) -> Edit | None:
    """The edit that puts a typed text into a line; a shipped line thereby becomes the project's own, under its id."""
    line = next((one for one in library(project, hidden=True) if one.id == key), None)
    if line is None:
        return None
    value: Any = text.strip()
    if column == "branch":
        value = CauseBranch(value) if value else None
    elif column == "action_type":
        value = ActionType(value)
    elif column not in TEXTS:
        raise KeyError(column)
    after = replace(line, **{column: value})
    if after == line:
        return None
    if line.source.trust is Trust.UNCONFIRMED:
        after = replace(after, source=Provenance())
    return Edit(M("Edit the library"), (after,))


def put_away(project: Project, keys: Sequence[str]) -> Edit:
    """The edit that takes lines out of the table: shipped ones are hidden, the project's own are removed."""
    lines = {one.id: one for one in library(project, hidden=True)}
    hidden = tuple(replace(lines[key], hidden=True) for key in keys if key in shipped())
    removes = tuple(Ref(Remedy, key) for key in keys if key not in shipped())
    return Edit(M("Take lines out of the library ({count})", count=len(keys)), hidden, removes)


def bring_back(project: Project, keys: Sequence[str]) -> Edit:
    """The edit that shows hidden lines again, as they were before they were hidden."""
    own = project.all(Remedy)
    shown = [replace(own[key], hidden=False) for key in keys if key in own]
    as_shipped = [one for one in shown if shipped().get(one.id) == one]
    puts = tuple(one for one in shown if one not in as_shipped)
    removes = tuple(Ref(Remedy, one.id) for one in as_shipped)
    return Edit(M("Show lines of the library again ({count})", count=len(keys)), puts, removes)
