"""Make the sample workbooks from the facts beside this file: `python -m sample_data.build` from the checkout's root.

Run by hand when a fact changes; the workbooks are committed. The same facts give the same bytes.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from compare_app.domain.workbook_layout import (
    INDEX_FIGURES,
    INSPECTIONS,
    README_SHEET,
    SHEETS,
    Column,
    Form,
    SheetLayout,
)
from sample_data import hopeless, messy

HERE: Final = Path(__file__).resolve().parent
FACTS: Final = HERE / "facts"
# apart, because the window's sample project takes every workbook beside this file
ROUGH: Final = HERE / "rough"
CLEAN: Final = {
    "led": "led_light_sources.xlsx",
    "tile": "ceramic_tiles.xlsx",
    "air_conditioner": "room_air_conditioners.xlsx",
}
PROFILE: Final = ("enterprise", "enterprise_profile.xlsx")
PROFILE_SHEETS: Final = (INSPECTIONS, INDEX_FIGURES)
MADE_ON: Final = datetime(2026, 1, 1)  # noqa: DTZ001, Excel knows no zones; fixed, so that the bytes are too
PLAIN_NUMBER: Final = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
STARTED: Final = (
    "本文件为双比对工作台的示例数据。",
    "“示例企业”“示例国内标杆”“示例国际标杆”“示例行业平均”“示例检测中心”及 Q/SL 企业标准均为虚构，仅供演示。",
    "其余产品为公开标称数据或公开检验报告数据，未核实，只作同类产品参考，不代表任何结论。",
    "标准限值只录数值、条款号与短名，凡标“未核实”的，使用前须与标准原文核对。",
)
PROFILE_STARTED: Final = (
    "本文件为双比对工作台“企业质量画像”的示例数据，全部虚构，仅供演示。",
    "“示例企业”“示例市场监督管理局”“示例检测中心”、抽查记录、通报、产值、指数数据及其上下限均为虚构，不反映任何企业、产品或年份的实际情况。",
    "质量竞争力指数为模拟测算：官方权重和标准化上下限未公布。",
)


def main() -> None:
    """Write every workbook anew."""
    for folder, name in CLEAN.items():
        with workbook(HERE / name) as book:
            write_readme(book, STARTED)
            for layout in SHEETS:
                if layout not in PROFILE_SHEETS:
                    write_sheet(book, layout, facts(folder, layout.key))
    with workbook(HERE / PROFILE[1]) as book:
        write_readme(book, PROFILE_STARTED)
        for layout in PROFILE_SHEETS:
            write_sheet(book, layout, facts(PROFILE[0], layout.key))
    messy.write(ROUGH, workbook)
    with workbook(ROUGH / "hopeless.xlsx") as book:
        hopeless.write(book)


@contextmanager
def workbook(path: Path) -> Iterator[xlsxwriter.Workbook]:
    """A workbook whose bytes depend on its contents only."""
    book = xlsxwriter.Workbook(
        path, {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": path.stem, "created": MADE_ON})
    yield book
    book.close()


def facts(folder: str, sheet: str) -> list[dict[str, str]]:
    """The rows of one sheet of one category, by Chinese header."""
    with (FACTS / folder / f"{sheet}.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, strict=True))
    for number, row in enumerate(rows, 2):
        if None in row or None in row.values():
            raise SystemExit(
                f"{folder}/{sheet}.csv, line {number}: the number of columns differs from the header's"
            )
    return rows


def write_readme(book: xlsxwriter.Workbook, lines: Sequence[str]) -> None:
    """The first sheet: what is real and what is made up."""
    sheet = book.add_worksheet(README_SHEET[0])
    sheet.set_column(0, 0, 110)
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line, wrap)


def write_sheet(book: xlsxwriter.Workbook, layout: SheetLayout, rows: Sequence[Mapping[str, str]]) -> None:
    """One of the sheets; a column of facts that the layout does not know is an error."""
    known = {column.zh for column in layout.columns}
    if unknown := {name for row in rows for name in row} - known:
        raise SystemExit(f"{layout.zh}: no such column: {', '.join(sorted(unknown))}")
    columns = [column for column in layout.columns if not column.extra]
    sheet = book.add_worksheet(layout.title("zh_CN"))
    head = book.add_format(
        {"bold": True, "bg_color": "#E8EEF5", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
    )
    cells = Cells(book)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.header("zh_CN"), head)
        for line, row in enumerate(rows, 1):
            cells.write(sheet, line, at, column, row.get(column.zh, ""))
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)


class Cells:
    """Writes a text as the kind of cell in which a person would have typed it."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._formats: dict[str, Format] = {}

    def write(self, sheet: Worksheet, row: int, at: int, column: Column, text: str) -> None:
        """Dates as dates, plain numbers as numbers that show the digits typed, everything else as text."""
        if not text:
            return
        if column.form is Form.DATE:
            midnight = datetime.fromisoformat(text)
            sheet.write_datetime(row, at, midnight, self._format("yyyy-mm-dd"))
        elif (column.form in (Form.NUMBER, Form.RATE) or column.key == "result") and PLAIN_NUMBER.fullmatch(
            text
        ):
            sheet.write_number(row, at, float(text), self._format(shown(text)))
        else:
            sheet.write_string(row, at, text, self._format("@"))

    def _format(self, number: str) -> Format:
        if number not in self._formats:
            options: dict[str, Any] = {"num_format": number, "valign": "top"}
            self._formats[number] = self._book.add_format(options)
        return self._formats[number]


def shown(text: str) -> str:
    """The number format that shows exactly the digits of a text: 5.00 needs 0.00."""
    places = len(text.partition(".")[2])
    return "0." + "0" * places if places else "0"


if __name__ == "__main__":
    main()
