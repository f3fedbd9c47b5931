"""Decimal commas are read where a person says so, and held otherwise; the text that is kept reads back the same."""

from dataclasses import replace
from decimal import Decimal

import pytest

from compare_app.domain.commas import look_decimal, with_points
from compare_app.domain.limit import Interval
from compare_app.domain.limit_text import parse_limit
from compare_app.domain.mapping import ColumnMapping, ColumnUse
from compare_app.domain.model import Indicator, Requirement, Result
from compare_app.domain.result_text import parse_result
from compare_app.domain.terms import Direction
from compare_app.domain.value import Censored, Number, Operator, Unread
from tests.importers.made import World, book, codes, proposed, wide

WATER = ColumnMapping("吸水率", 1, ColumnUse.INDICATOR, "吸水率", "%")
LIMIT = ColumnMapping("限值", 2, ColumnUse.LIMIT, "吸水率", "%")
STANDARD = ColumnMapping("标准", 3, ColumnUse.STANDARD)
ROWS = [
    ["名称", "吸水率", "限值", "标准"],
    ["甲", "0,35", "≤0,5", "GB/T 4100-2015"],
    ["乙", "＜1.234,5", None, None],
]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("0,35", "0.35"), ("1.234,5", "1234.5"), ("1.234.567,8 N", "1234567.8 N"), ("3,5~4,5", "3.5~4.5"),
     ("甲, 乙", "甲, 乙"), ("1.5", "1.5")],
)  # fmt: skip
def test_points_for_commas(text, wanted):
    assert with_points(text) == wanted


def test_whether_they_look_decimal():
    assert look_decimal(["0,35", "<1,5", "甲"])
    assert not look_decimal(["1,234", "12,345", "甲"])  # thousands as well
    assert not look_decimal(["0,35", "1.5"])


def test_held_without_a_word_and_read_with_one(tmp_path):
    path = book(tmp_path / "t.xlsx", {"表": ROWS})
    world = World()
    assert {code for code, cell in codes(world.read(path, wide(WATER))) if cell == "B2"} == {"IMP-VALUE"}
    draft = world.take(path, wide(WATER, LIMIT, STANDARD, decimal_comma=True))
    values = {one.raw: one.value for one in world.all(Result)}
    assert values == {
        "0.35": Number(Decimal("0.35")),
        "＜1234.5": Censored(Operator.BELOW, Decimal("1234.5")),
    }
    assert all(parse_result(raw)[0].value == value for raw, value in values.items())
    assert not any(isinstance(value, Unread) for value in values.values())
    (requirement,) = world.all(Requirement)
    assert requirement.limit == Interval(high=Decimal("0.5"))
    assert parse_limit(requirement.raw).rows[0].limit == requirement.limit
    assert [cell for code, cell in codes(draft) if code == "IMP-COMMA"] == ["B2", "C2", "B3"]


def test_in_a_report_the_limit_says_which_way_is_better(tmp_path):
    path = book(
        tmp_path / "r.xlsx",
        {"表": [["检验项目", "单位", "标准要求", "检验结果"], ["指数", "%", "≤0,5", "0,35"]]},
    )
    world = World()
    mapping = replace(
        proposed(path, "表", world.project), category="砖", product="甲", standard="GB/T 4100-2015"
    )
    world.take(path, replace(mapping, decimal_comma=True))
    assert world.one(Indicator).direction is Direction.SMALLER
