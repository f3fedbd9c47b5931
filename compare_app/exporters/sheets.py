"""Writes the sheets of our own workbook from their one description: headers, drop-downs, typed cells.

Text is always text and nothing typed can become a formula (rulings 27). A number is written as a number whose format
shows exactly the digits it was typed with, so that 5.00 comes back as 5.00.
"""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, Final, TypeAlias

from compare_app.domain.number import plain
from compare_app.domain.workbook_layout import README_SHEET, Column, Form, SheetLayout
from compare_app.exporters.cells import exact, fitting, places_of
from compare_app.progress import pause
from compare_app.text.wording import Wording

Field: TypeAlias = str | Decimal | date | bool | Enum | tuple[str, ...] | tuple[Enum, ...] | None
RowFields: TypeAlias = Mapping[str, Field]

YES_NO: Final[Mapping[str, tuple[str, str]]] = {"zh_CN": ("是", "否"), "en": ("Yes", "No")}
SPARE_ROWS: Final = 500  # below the last filled row, drop-downs go on
_AS_TYPED: Final = frozenset(
    {"result", "limit"}
)  # text columns in which a plain number is written as a number
_PLAIN: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_LONGEST_LIST: Final = 255  # characters of a drop-down that Excel keeps in the rule itself
_LISTS_FROM: Final = 30  # first column of the explanation's sheet that holds longer lists, out of sight
_EARLIEST: Final = date(1900, 3, 1)  # before it, the days of Excel's calendar are off by one
_LOOK_UPS: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    ("requirements", "category"): ("indicators", "category"),
    ("requirements", "standard"): ("standards", "number"),
    ("requirements", "indicator"): ("indicators", "name"),
    ("products", "category"): ("indicators", "category"),
    ("results", "category"): ("indicators", "category"),
    ("results", "product"): ("products", "name"),
    ("results", "indicator"): ("indicators", "name"),
    ("schemes", "category"): ("indicators", "category"),
    ("schemes", "standard"): ("standards", "number"),
    ("schemes", "indicator"): ("indicators", "name"),
}


@dataclass(frozen=True, slots=True)
class Filled:
    """A sheet to be written: its layout and rows; `example` marks the first row as the example."""

    layout: SheetLayout
    rows: Sequence[RowFields]
    example: bool = False


def write_sheets(
    path: Path, readme: Sequence[tuple[str, bool]], sheets: Sequence[Filled], words: Wording
) -> None:
    """Write the workbook: the explanation first (lines, True for headings), then the sheets in order."""
    from compare_app.exporters.xlsx_book import AS_TEXT, Book

    with (
        tempfile.TemporaryDirectory() as parts
    ):  # sheets of a large project are larger than memory should hold
        whole = io.BytesIO()
        book = Book(whole, {**AS_TEXT, "tmpdir": parts})
        formats = _Formats(book)
        lists = _Lists(_write_readme(book, readme, words, formats))
        shown = {one.layout.key: _columns(one) for one in sheets}
        for one in sheets:
            _Writer(book, one, shown, words, formats, lists).write()
        book.close()
        path.write_bytes(whole.getvalue())


class _Formats:
    """Cell formats by their properties: a workbook keeps each once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def get(self, **properties: object) -> Any:
        """The format with these properties."""
        known = tuple(sorted(properties.items()))
        if known not in self._made:
            self._made[known] = self._book.add_format({"valign": "top", **properties})
        return self._made[known]


def _write_readme(book: Any, lines: Sequence[tuple[str, bool]], words: Wording, formats: _Formats) -> Any:
    sheet = book.add_worksheet(README_SHEET[0] if words.language == "zh_CN" else README_SHEET[1])
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 110)
    for row, (line, heading) in enumerate(lines):
        style = {"bold": True, "font_size": 13, "font_color": "#1B4B72"} if heading else {"text_wrap": True}
        sheet.write_string(row, 0, fitting(line), formats.get(**style))
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    return sheet


class _Lists:
    """Drop-downs too long for a rule: their words stand in hidden columns of the explanation's sheet."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._next = _LISTS_FROM

    def source(self, choices: Sequence[str]) -> object:
        """What a drop-down is made from: the words themselves, or the cells that hold them."""
        if len(",".join(choices)) <= _LONGEST_LIST:
            return list(choices)
        from xlsxwriter.utility import xl_col_to_name

        column, self._next = self._next, self._next + 1
        for row, choice in enumerate(choices):
            self._sheet.write_string(row, column, fitting(choice))
        self._sheet.set_column(column, column, None, None, {"hidden": True})
        name = xl_col_to_name(column)
        return f"='{self._sheet.get_name()}'!${name}$1:${name}${len(choices)}"


def _columns(one: Filled) -> list[Column]:
    """The columns that are written: the extra ones only where a row has something for them."""
    return [
        column
        for column in one.layout.columns
        if not column.extra or any(row.get(column.key) not in (None, "", ()) for row in one.rows)
    ]


class _Writer:
    """Writes one sheet."""

    def __init__(
        self,
        book: Any,
        one: Filled,
        shown: Mapping[str, list[Column]],
        words: Wording,
        formats: _Formats,
        lists: _Lists,
    ) -> None:
        self._one = one
        self._lists = lists
        self._words = words
        self._formats = formats
        self._shown = shown
        self._columns = shown[one.layout.key]
        self._sheet = book.add_worksheet(one.layout.title(words.language))

    def write(self) -> None:
        """Header, rows, drop-downs, frozen panes, print set-up."""
        sheet = self._sheet
        for at, column in enumerate(self._columns):
            self._header(at, column)
        for number, row in enumerate(self._one.rows, 1):
            pause()
            for at, column in enumerate(self._columns):
                self._cell(number, at, column, row.get(column.key), example=self._one.example and number == 1)
        last = len(self._one.rows) + SPARE_ROWS
        for at, column in enumerate(self._columns):
            self._drop_down(at, column, last)
        sheet.freeze_panes(1, 3)
        sheet.autofilter(0, 0, max(1, len(self._one.rows)), len(self._columns) - 1)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.repeat_rows(0)
        sheet.fit_to_pages(1, 0)

    def _header(self, at: int, column: Column) -> None:
        style: dict[str, object] = {
            "bold": True,
            "text_wrap": True,
            "valign": "vcenter",
            "bottom": 1,
            "bg_color": "#1B4B72" if column.required else "#E8EEF5",
            "font_color": "#FFFFFF" if column.required else "#1F2933",
        }
        whole = self._formats.get(num_format="@") if column.form in (Form.TEXT, Form.LIST) else None
        self._sheet.set_column(at, at, column.width, whole)
        self._sheet.write_string(0, at, column.header(self._words.language), self._formats.get(**style))
        if column.help.template:
            self._sheet.write_comment(0, at, self._words(column.help), {"x_scale": 1.6, "author": ""})

    # --- cells -----------------------------------------------------------------------------------------------------

    def _cell(self, row: int, at: int, column: Column, value: Field, *, example: bool) -> None:
        style: dict[str, object] = {"bg_color": "#F1F3F5", "font_color": "#5F6B76"} if example else {}
        match value:
            case None | "" | ():
                if example:
                    self._sheet.write_blank(row, at, None, self._formats.get(**style))
            case bool():
                self._text(row, at, YES_NO[self._words.language][0 if value else 1], style)
            case Enum():
                self._text(row, at, self._words.term(value), style)
            case Decimal():
                self._number(row, at, plain(value), style)
            case date() if value >= _EARLIEST:
                self._sheet.write_datetime(
                    row, at, value, self._formats.get(**style, num_format="yyyy-mm-dd")
                )
            case date():
                self._text(row, at, value.isoformat(), style)
            case tuple():
                texts = [self._words.term(one) if isinstance(one, Enum) else one for one in value]
                self._text(row, at, "; ".join(texts), style)
            case str() if column.key in _AS_TYPED:
                self._number(row, at, value, style)
            case str():
                self._text(row, at, value, style)

    def _number(self, row: int, at: int, text: str, style: Mapping[str, object]) -> None:
        """A number where a spreadsheet's number says the same, otherwise its text."""
        if _PLAIN.fullmatch(text) and text != "-0" and exact(Decimal(text)):
            places = places_of(text)
            shown = "0." + "0" * places if places else "0"
            self._sheet.write_number(row, at, float(text), self._formats.get(**style, num_format=shown))
        else:
            self._text(row, at, text, style)

    def _text(self, row: int, at: int, text: str, style: Mapping[str, object]) -> None:
        shape = self._formats.get(**style, num_format="@", quote_prefix=True)
        self._sheet.write_string(row, at, fitting(text), shape)

    # --- drop-downs ------------------------------------------------------------------------------------------------

    def _drop_down(self, at: int, column: Column, last: int) -> None:
        """A list to choose from. Other words may be typed: reading knows more of them than a list can hold."""
        source: object = None
        if column.form is Form.YES_NO:
            source = list(YES_NO[self._words.language])
        elif column.form is Form.TERM and column.terms is not None:
            source = self._lists.source([self._words.term(member) for member in column.terms])
        elif (self._one.layout.key, column.key) in _LOOK_UPS:
            source = self._look_up(*_LOOK_UPS[self._one.layout.key, column.key])
        if source is not None:
            self._sheet.data_validation(
                1, at, last, at, {"validate": "list", "source": source, "show_error": False}
            )

    def _look_up(self, sheet: str, key: str) -> str | None:
        """The cells of another sheet as a list, e.g. the names of the indicators."""
        from xlsxwriter.utility import xl_col_to_name

        columns = self._shown.get(sheet, [])
        at = next((at for at, column in enumerate(columns) if column.key == key), None)
        if at is None:
            return None
        from compare_app.domain.workbook_layout import EVERY_SHEET

        title = next(one for one in EVERY_SHEET if one.key == sheet).title(self._words.language)
        name = xl_col_to_name(at)
        return f"='{title}'!${name}$2:${name}$2000"
