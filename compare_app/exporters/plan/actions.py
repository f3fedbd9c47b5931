"""The plan rows (form F7): the sheet that goes round the departments and comes back (docs/plan-workbook.md)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Final

from compare_app.domain.digest import is_overdue
from compare_app.domain.loop import Action
from compare_app.domain.plan_columns import PLAN_COLUMNS
from compare_app.domain.retest import latest_values
from compare_app.domain.terms import ActionStatus, ActionType
from compare_app.domain.tone import Tone
from compare_app.exporters.cells import exact, natural_places
from compare_app.exporters.phrases import indicator_name
from compare_app.exporters.plan.look import INPUT, LINE, QUIET
from compare_app.exporters.plan.material import Material
from compare_app.exporters.plan.page import Content, Number, Page, Styled
from compare_app.text.message import M

EMPTY_ROWS: Final = 10
"""Rows without an id below the plan, ready to take new actions."""


_WIDTHS: Final[Mapping[str, float]] = {
    "position": 5, "indicator": 14, "gap": 22, "cause": 18, "measure": 24, "action_type": 10, "owner": 10,
    "support": 12, "budget": 10, "start": 11, "due": 11, "baseline": 12, "target": 13, "unit": 8,
    "verification": 18, "result": 14, "evidence": 14, "status": 11, "note": 14, "remark": 10, "id": 7,
}  # fmt: skip
COLUMNS: Final = PLAN_COLUMNS
"""The sheet's columns in order; the keys are those of `_meta` and of docs/plan-workbook.md."""

_AT: Final = {column.key: at for at, column in enumerate(COLUMNS)}


def write_actions(material: Material) -> None:
    """One row per action; yellow cells are to be filled, lists and dates are checked by the spreadsheet."""
    words = material.words
    page = material.page(words(M("Improvement plan")), [_WIDTHS[column.key] for column in COLUMNS])
    page.title(
        words(M("Improvement plan")),
        words(
            M(
                "Fill in the yellow cells. Do not change the row id: "
                "it brings each row back to its place in the project."
            )
        ),
    )
    head = page.header([words(column.title) for column in COLUMNS])
    results = latest_values(material.project)
    for action in material.actions:
        _row(page, _contents(material, action, results.get(action.id, "")))
    if not material.actions:
        page.paragraph(words(M("No action is stored for this product yet")), font_color=QUIET)
    first_new = page.row
    for _ in range(EMPTY_ROWS):
        _row(page, [None] * len(COLUMNS))
    last = page.row - 1
    _validate(material, page, head + 1, last)
    page.sheet.autofilter(head, 0, max(first_new - 1, head), len(COLUMNS) - 1)
    page.sheet.freeze_panes(head + 1, 3)
    # No password: this keeps slips away, not people. Rows may be added; columns and rows may be resized.
    page.sheet.protect(
        "",
        {
            "format_cells": True,
            "format_columns": True,
            "format_rows": True,
            "insert_rows": True,
            "autofilter": True,
            "sort": True,
            "select_locked_cells": True,
        },
    )
    page.printing(material.footer, (head, head))
    # Two pages side by side, what is to be done and what comes of it; on one page nobody could read it.
    page.sheet.set_print_scale(72)
    page.sheet.set_v_pagebreaks([_AT["baseline"]])
    page.sheet.repeat_columns(0, 1)
    page.sheet.print_across()
    page.sheet.print_area(head, 0, last, len(COLUMNS) - 1)
    page.printed_header(words(M("Improvement plan")), material.footer)


def _row(page: Page, contents: list[Content]) -> None:
    """A table row whose editable cells are unlocked and yellow."""
    styled: list[Content] = []
    for column, content in zip(COLUMNS, contents, strict=True):
        properties: tuple[tuple[str, object], ...] = (("valign", "top"),)
        if column.editable:
            properties += (("locked", False), ("bg_color", INPUT))
        if column.key == "id":
            properties += (
                ("font_size", 7),
                ("font_color", QUIET),
                ("text_wrap", False),
                ("align", "fill"),
                ("indent", 0),
            )
        if column.key in ("start", "due") and content is None:
            properties += (("num_format", "yyyy-mm-dd"),)
        match content:
            case Styled(inner, tone, more):
                styled.append(Styled(inner, tone, properties + more))
            case _:
                styled.append(Styled(content, Tone.NEUTRAL, properties))
    page.line(styled, border_color=LINE)


def _contents(material: Material, action: Action, result: str) -> list[Content]:
    words, on = material.words, material.comparison.on
    late = is_overdue(action, on) and action.due is not None
    values: dict[str, Content] = {
        "position": action.position,
        "indicator": indicator_name(material.project, action.indicator_id, words)
        if action.indicator_id
        else "",
        "gap": action.gap,
        "cause": action.cause,
        "measure": action.measure,
        "action_type": words.term(action.action_type),
        "owner": action.owner,
        "support": action.support,
        "budget": action.budget,
        "start": action.start,
        "due": action.due,
        "baseline": action.baseline,
        "target": target_cell(action),
        "unit": action.unit,
        "verification": action.verification,
        "result": result,
        "evidence": action.evidence,
        "status": words.term(action.status),
        "note": action.note,
        "remark": Styled(
            words(M("overdue by {days} d", days=(on - action.due).days)) if late and action.due else "",
            Tone.WORSE if late else Tone.NEUTRAL,
        ),
        "id": action.id,
    }
    return [values[column.key] for column in COLUMNS]


def target_cell(action: Action) -> Content:
    """The target: a number where the spreadsheet keeps all its digits, otherwise its exact text (E5)."""
    if action.target is None:
        return action.target_text
    if not exact(action.target):
        return format(action.target, "f")
    exponent = action.target.as_tuple().exponent
    written = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return Number(action.target, max(written, natural_places(action.target, 15)))


def _validate(material: Material, page: Page, first: int, last: int) -> None:
    words, sheet = material.words, page.sheet

    def drop_down(key: str, vocabulary: type[Enum]) -> None:
        sheet.data_validation(
            first,
            _AT[key],
            last,
            _AT[key],
            {
                "validate": "list",
                "source": [words.term(member) for member in vocabulary],
                "error_title": words(M("Not in the list")),
                "error_message": words(M("Choose one of the words of the list.")),
            },
        )

    drop_down("action_type", ActionType)
    drop_down("status", ActionStatus)
    for key in ("start", "due"):
        sheet.data_validation(
            first,
            _AT[key],
            last,
            _AT[key],
            {
                "validate": "date",
                "criteria": "between",
                "minimum": date(2000, 1, 1),
                "maximum": date(2099, 12, 31),
                "error_title": words(M("Not a date")),
                "error_message": words(M("Type a date such as 2026-03-31.")),
            },
        )
    sheet.data_validation(
        first,
        _AT["target"],
        last,
        _AT["target"],
        {
            "validate": "any",
            "input_title": words(M("Target value")),
            "input_message": words(
                M("In the unit beside it, and at least the limit; a class is typed as text.")
            ),
        },
    )
