"""Our own workbook filled in as badly as it gets: every kind of mistake once, so that each can be told in a sentence.

Everything in it is made up.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

import xlsxwriter

CATEGORY: Final = "电热水壶（虚构）"
DATE: Final = datetime(2025, 5, 2)  # noqa: DTZ001, somebody typed 5-2 and Excel made a date of it
SHEETS: Final[dict[str, tuple[tuple[Any, ...], ...]]] = {
    "指标": (
        ("品类*", "指标代号", "指标名称*", "单位", "方向*", "指标类别", "权重", "修约间隔"),
        (CATEGORY, "t", "煮沸时间", "min", "越小越好", "核心", 1, "0.1"),
        (CATEGORY, "t", "煮沸时间", "MPa", "越小越好", "核心", 1, "0.1"),  # the same indicator, another unit
        (CATEGORY, "eta", "热效率", "%", "越大越好", "核心", 1, "0.1"),
        (CATEGORY, "look", "外观", "", "差不多就行", "基础", 1, ""),  # no such direction
        # no such unit, no number, no rounding interval
        (CATEGORY, "v", "容量", "升升", "越大越好", "基础", "很重要", "0.3"),
        (CATEGORY, "", "", "W", "越小越好", "基础", 1, ""),  # no name
    ),
    "标准": (
        ("标准编号*", "名称", "市场", "国家/地区", "效力", "发布日期", "实施日期"),
        ("Q/SL 9-2025", "示例电热水壶企业标准（虚构）", "国内", "CN", "自我声明", "去年春天", "2025-13-45"),
        ("", "没有编号的标准", "国内", "CN", "推荐性", "", ""),
    ),
    "要求": (
        ("品类", "标准编号*", "条款", "指标*", "限值*", "单位"),
        (CATEGORY, "Q/SL 9-2025", "4.1", "煮沸时间", "≥5 且 ≤3", "min"),  # contradicts itself
        (CATEGORY, "Q/SL 9-2025", "4.2", "热效率", "按国家有关规定", "%"),
        (CATEGORY, "Q/SL 9-2025", "4.3", "从未见过的指标", "≤1", ""),
        (CATEGORY, "Q/SL 404-1999", "4.4", "容量", "≥1.5", "L"),  # no such standard in the sheet before
    ),
    "产品": (
        ("品类*", "产品名称*", "品牌", "型号", "企业", "角色*", "生产日期"),
        (CATEGORY, "示例水壶", "示例", "SL-K1", "示例企业", "本企业", "2025-02-30"),  # no such day
        (CATEGORY, "", "示例", "SL-K2", "示例企业", "同类产品", ""),  # no name
        (CATEGORY, "无角色水壶", "", "", "", "路人", ""),  # no such role
    ),
    "实测": (
        ("品类", "产品*", "指标*", "结果*", "单位", "口径", "扩展不确定度U"),
        (CATEGORY, "示例水壶", "煮沸时间", DATE, "min", "实测", ""),  # a date where a number should be
        (CATEGORY, "示例水壶", "煮沸时间", "很快", "min", "实测", ""),
        (CATEGORY, "示例水壶", "热效率", "见附件第三页", "%", "实测", ""),
        (CATEGORY, "示例水壶", "热效率", "8O.5", "%", "实测", ""),  # the letter O
        (CATEGORY, "示例水壶", "煮沸时间", "4.2", "MPa", "实测", "0.1"),  # a pressure is no time
        (CATEGORY, "", "热效率", "81", "%", "实测", ""),  # whose result?
        (CATEGORY, "不存在的水壶", "热效率", "82", "%", "实测", ""),
        (CATEGORY, "示例水壶", "热效率", "83", "%", "实测", "正负一点"),
        ("品类", "产品*", "指标*", "结果*", "单位", "口径", "扩展不确定度U"),  # the header once more
    ),
}


def write(book: xlsxwriter.Workbook) -> None:
    """The five sheets with their mistakes."""
    day = book.add_format({"num_format": "m-d"})
    for name, rows in SHEETS.items():
        sheet = book.add_worksheet(name)
        for line, row in enumerate(rows):
            for at, value in enumerate(row):
                if isinstance(value, datetime):
                    sheet.write_datetime(line, at, value, day)
                elif isinstance(value, str):
                    sheet.write_string(line, at, value)
                else:
                    sheet.write_number(line, at, value)
