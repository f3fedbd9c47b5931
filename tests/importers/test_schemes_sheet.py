"""The sheet 分级方案: one row for each limit, schemes found again by name, and what is told of odd rows."""

from __future__ import annotations

from decimal import Decimal as D
from pathlib import Path

import pytest

from compare_app.domain.model import GradingScheme, Indicator, StandardEdition
from compare_app.domain.terms import Combination, Trust
from tests.importers.made import Rows, World, book, codes

INDICATORS: Rows = [
    ["品类*", "指标代号", "指标名称*", "单位", "方向*"],
    ["坐便器", "avg", "冲洗平均用水量", "L", "越小越好"],
    ["坐便器", "half", "半冲/全冲", "%", "越小越好"],
]
HEAD = [
    "品类*",
    "方案名称*",
    "标准编号",
    "官方",
    "合成规则",
    "等级",
    "分值",
    "核心指标比例",
    "指标",
    "限值",
    "来源文件",
    "核实状态",
]
SCHEME: Rows = [
    HEAD,
    ["坐便器", "分级", "T/CZGX 001-2022", "否", "短板法", "领先", 5, None, "avg", "≤4.0", "T/CZGX", "未核实"],
    ["坐便器", "分级", None, None, None, "领先", None, None, "half", "≤70", None, None],
    ["坐便器", "分级", None, None, None, "优等", 4, 0.5, "冲洗平均用水量", "≤5.0", None, None],
    ["坐便器", "分级", None, None, None, "合格", None, None, None, None, None, None],
    ["坐便器", "空方案", None, "是", "加权计分", None, None, None, None, None, None, None],
]  # fmt: skip


def taken(
    tmp_path: Path, rows: Rows = SCHEME, world: World | None = None
) -> tuple[World, list[tuple[str, str]]]:
    world = world or World()
    draft = world.take(book(tmp_path / f"{id(rows)}.xlsx", {"指标": INDICATORS, "分级方案": rows}))
    return world, codes(draft)


def test_levels_stand_in_the_order_of_the_sheet_and_the_first_row_speaks_for_all(tmp_path: Path) -> None:
    world, found = taken(tmp_path)
    assert [code for code, _ in found] == ["IMP-NEW-STANDARD"]
    scheme = world.one(GradingScheme, name="分级")
    avg, half = world.one(Indicator, code="avg"), world.one(Indicator, code="half")
    assert [level.name for level in scheme.levels] == ["领先", "优等", "合格"]
    assert scheme.levels[0].limits == ((avg.id, "≤4.0"), (half.id, "≤70"))
    assert (scheme.levels[0].points, scheme.levels[1].share, scheme.levels[2].limits) == (D(5), D("0.5"), ())
    assert (scheme.official, scheme.combination) == (False, Combination.WEAKEST)
    assert (scheme.source.document, scheme.source.trust) == ("T/CZGX", Trust.UNCONFIRMED)
    assert scheme.edition_id == world.one(StandardEdition, number="T/CZGX 001-2022").id
    empty = world.one(GradingScheme, name="空方案")
    assert (empty.official, empty.combination, empty.levels) == (True, Combination.WEIGHTED, ())


def test_the_sheet_takes_the_place_of_the_levels_and_keeps_the_scheme(tmp_path: Path) -> None:
    world, _ = taken(tmp_path)
    before = world.one(GradingScheme, name="分级")
    shorter = [HEAD, [*SCHEME[3][:4], "短板法", *SCHEME[3][5:]]]
    taken(tmp_path, shorter, world)
    after = world.one(GradingScheme, name="分级")
    assert after.id == before.id
    assert [level.name for level in after.levels] == ["优等"]
    again = world.read(book(tmp_path / "again.xlsx", {"指标": INDICATORS, "分级方案": [*shorter, []]}))
    assert not again.records


def test_a_limit_that_cannot_be_read_is_kept_and_told(tmp_path: Path) -> None:
    rows = [HEAD, ["坐便器", "分级", None, None, None, "领先", None, None, "avg", "大约 4 左右", None, None]]
    world, found = taken(tmp_path, rows)
    assert [code for code, _ in found] == ["IMP-LIMIT"]
    assert world.one(GradingScheme, name="分级").levels[0].limits[0][1] == "大约 4 左右"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["没有", "分级", None, None, None, "领先", None, None, "avg", "≤4", None, None], "IMP-CATEGORY"),
        (["坐便器", None, None, None, None, "领先", None, None, "avg", "≤4", None, None], "IMP-REQUIRED"),
        (["坐便器", "分级", None, None, None, "领先", None, None, "噪声", "≤4", None, None], "IMP-INDICATOR"),
    ],
)
def test_what_is_held(tmp_path: Path, row: list[object], code: str) -> None:
    world, found = taken(tmp_path, [HEAD, row])
    assert code in [one for one, _ in found]
    assert not [one for one in world.all(GradingScheme) if one.levels]


def test_the_sheet_is_found_in_english_too(tmp_path: Path) -> None:
    rows = [
        ["Category*", "Scheme*", "Combination", "Level", "Indicator", "Limit"],
        ["坐便器", "S", "gate and count", "5 stars", "avg", "≤4.0 L"],
    ]
    world = World()
    world.take(book(tmp_path / "en.xlsx", {"指标": INDICATORS, "Grading schemes": rows}))
    assert world.one(GradingScheme, name="S").combination is Combination.GATE_AND_COUNT
