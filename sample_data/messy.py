"""A table as it really comes from a laboratory: titles, merged and two-row headers, units everywhere, notes below.

Everything in it is made up. The mapping beside it says how to read it; the GBK twin holds the same cells as text.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import xlsxwriter

SHEET: Final = "检测数据汇总"
GROUPS: Final = (
    ("", 1),
    ("样品信息", 3),
    ("物理性能", 4),
    ("化学性能", 3),
    ("放射性", 2),
    ("", 1),
)
HEADER: Final = (
    "序号",
    "样品名称",
    "商标",
    "规格型号",
    "吸水率(%)",
    "破坏强度",
    "断裂模数（MPa）",
    "摩擦系数（干法）",
    "耐污染性",
    "耐家庭化学试剂和游泳池盐类",
    "铅溶出量",
    "内照射指数 IRa",
    "外照射指数 Iγ",
    "备注",
)
UNITS: Final = ("", "", "", "", "", "N", "", "/", "", "", "mg/L", "", "", "")
RAW_DATE: Final = datetime(2025, 3, 5)  # noqa: DTZ001, somebody typed 3-5 and Excel made a date of it
ROWS: Final[tuple[tuple[Any, ...], ...]] = (
    (1, "示例瓷质砖 SL-T80", "示例", "800×800×10", 0.05, "2501 N", "４６．０", "0.62", "5级", "GA", "＜0.01", 0.4, 0.7, ""),  # noqa: E501
    (2, "示例国内标杆 瓷质砖", "示例国内标杆", "800×800×10", "0.07%", 2320, "43.4 MPa", "0.64~0.65", "5级", "GA", "未检出", "0.5", "0.8", "复测"),  # noqa: E501
    (3, "示例国际标杆 瓷质砖", "示例国际标杆", "800×800×10", "0.06", "2,411", "48.7", "—", "5级", "GA", "ND(<0.005)", "查不到", "查不到", ""),  # noqa: E501
    (4, "送检样 4（虚构）", "", "600×600×9", "约0.1", "1300↑", "39～45", "N/A", "3级", "GB", "未检", RAW_DATE, "0.6", "数据待确认"),  # noqa: E501
    (5, "送检样 5（虚构）", "", "600×600×9", "0。12", "2105", "41.3", "/", "4级", "GA", "≤0.02", "0.5", "0.7", ""),
)  # fmt: skip
NOTES: Final = (
    "注：1. 带“＜”的为低于定量限；2. 本表只对来样负责；3. 数据为虚构，仅供演示。",
    "检测：　　　　审核：　　　　批准：",
    "以下空白",
)
HEADER_ROW: Final = 4  # as people count
FIRST_ROW: Final = 6
LAST_ROW: Final = FIRST_ROW + len(ROWS) - 1
TITLE: Final = "示例检测中心（虚构）　陶瓷砖比对检测数据汇总表"
CLIENT: Final = "委托单位：示例企业　　　　检测日期：2025年6月10日—6月12日"


def write(folder: Path, workbook: Callable[[Path], AbstractContextManager[xlsxwriter.Workbook]]) -> None:
    """The workbook, its GBK twin and the mapping that reads both."""
    with workbook(folder / "messy_lab_table.xlsx") as book:
        write_sheet(book)
    (folder / "messy_lab_table.gbk.csv").write_bytes(as_text().encode("gbk"))
    body = json.dumps(MAPPING, ensure_ascii=False, indent=2) + "\n"
    (folder / "messy_lab_table.mapping.json").write_bytes(body.encode("utf-8"))


def write_sheet(book: xlsxwriter.Workbook) -> None:
    """The table with everything that gets in the way of reading it."""
    sheet = book.add_worksheet(SHEET)
    bold = book.add_format({"bold": True, "align": "center", "text_wrap": True, "border": 1})
    cell = book.add_format({"border": 1})
    day = book.add_format({"border": 1, "num_format": 'm"月"d"日"'})
    width = len(HEADER)
    sheet.merge_range(0, 0, 0, width - 1, TITLE, bold)
    sheet.merge_range(1, 0, 1, width - 1, CLIENT, book.add_format({"align": "left"}))
    at = 0
    for name, span in GROUPS:
        if span > 1:
            sheet.merge_range(2, at, 2, at + span - 1, name, bold)
        at += span
    for at, name in enumerate(HEADER):
        sheet.write_string(3, at, name, bold)
        sheet.write_string(4, at, UNITS[at], bold)
    for line, row in enumerate(ROWS, FIRST_ROW - 1):
        for at, value in enumerate(row):
            if isinstance(value, datetime):
                sheet.write_datetime(line, at, value, day)
            elif isinstance(value, str):
                sheet.write_string(line, at, value, cell)
            else:
                sheet.write_number(line, at, value, cell)
    for line, note in enumerate(NOTES, FIRST_ROW - 1 + len(ROWS)):
        sheet.merge_range(line, 0, line, width - 1, note)
    sheet.set_column(3, 3, 14, None, {"hidden": True})
    hidden = book.add_worksheet("原始记录")
    hidden.write_string(0, 0, "此表无数据")
    hidden.hide()


def as_text() -> str:
    """The same cells as Excel would save them under a Chinese Windows."""
    from io import StringIO

    width = len(HEADER)
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    groups = [cell for name, span in GROUPS for cell in (name, *[""] * (span - 1))]
    for line in ([TITLE], [CLIENT], groups, HEADER, UNITS, *ROWS, *([note] for note in NOTES)):
        shown = [
            f"{value.month}月{value.day}日" if isinstance(value, datetime) else str(value) for value in line
        ]
        writer.writerow([*shown, *[""] * (width - len(shown))])
    return stream.getvalue()


def _column(index: int, use: str, **more: str) -> dict[str, Any]:
    return {"header": HEADER[index], "index": index, "use": use, **more}


MAPPING: Final[dict[str, Any]] = {
    "version": 1,
    "category": "陶瓷砖 BIa",
    "sheet": SHEET,
    "header_row": HEADER_ROW,
    "unit_row": HEADER_ROW + 1,
    "first_row": FIRST_ROW,
    "last_row": LAST_ROW,
    "orientation": "rows",
    "default_role": "peer",
    "our_products": ["示例瓷质砖 SL-T80"],
    "absences": [["查不到", "missing"]],
    "columns": [
        _column(0, "ignore"),
        _column(1, "name"),
        _column(2, "brand"),
        _column(3, "model"),
        _column(4, "indicator", indicator="吸水率", unit="%", direction="smaller", statistic="mean"),
        _column(5, "indicator", indicator="破坏强度", unit="N", direction="larger", statistic="mean"),
        _column(6, "indicator", indicator="断裂模数", unit="MPa", direction="larger", statistic="mean"),
        _column(
            7, "indicator", indicator="摩擦系数（干法）", direction="larger", indicator_class="innovative"
        ),
        _column(8, "indicator", indicator="耐污染性", direction="grade"),
        _column(9, "indicator", indicator="耐家庭化学试剂和游泳池盐类", direction="grade"),
        _column(
            10, "indicator", indicator="铅溶出量", unit="mg/L", direction="smaller", indicator_class="base"
        ),
        _column(11, "indicator", indicator="内照射指数 IRa", direction="smaller", indicator_class="base"),
        _column(12, "indicator", indicator="外照射指数 Iγ", direction="smaller", indicator_class="base"),
        _column(13, "note"),
    ],
}
