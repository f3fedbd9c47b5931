"""Several named figures in one cell: taken apart where the mapping says so, and nothing of them lost or mixed up."""

from dataclasses import replace
from decimal import Decimal

import pytest

from compare_app.domain.mapping import ColumnMapping, ColumnUse
from compare_app.domain.model import Indicator, Product, Result
from compare_app.domain.result_text import parse_result
from compare_app.domain.terms import Direction
from compare_app.domain.value import Number, Span, Unread
from compare_app.importers.mapping_json import from_json, to_json
from compare_app.importers.parts import names_in, parts
from tests.importers.made import World, book, codes, proposed, wide


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("内37-41 / 外49dB", {"内": "37-41dB", "外": "49dB"}),
        ("内≤37-41 / 外≤37-52dB", {"内": "≤37-41dB", "外": "≤37-52dB"}),
        ("外52dB", {"外": "52dB"}),
        ("一级(APF5.65)", {"": "一级", "APF": "5.65"}),
        ("新一级（APF：5.76）", {"": "新一级", "APF": "5.76"}),
        ("22-44(强劲47)", {"": "22-44", "强劲": "47"}),
        ("长600；宽300mm", {"长": "600mm", "宽": "300mm"}),
        ("40", {"": "40"}),
        ("约40", {"": "约40"}),
        ("ND(<0.5)", {"": "ND(<0.5)"}),
        ("未检出(检出限0.5)", {"": "未检出(检出限0.5)"}),
        ("43 39~45", {"": "43 39~45"}),
        ("SAM 2018.11.11 r2", {"": "SAM 2018.11.11 r2"}),
        ("KFR-35GW / KFR-72LW", {"": "KFR-35GW / KFR-72LW"}),
        ("平均43；单值39~45", {"": "平均43；单值39~45"}),
        ("内40 / 内42", {"": "内40 / 内42"}),
        ("", {"": ""}),
    ],
)
def test_parts_of_a_cell(text, wanted):
    assert parts(text) == wanted


def test_a_column_is_taken_apart_only_where_many_cells_have_names():
    assert names_in(["内37 / 外49", "内38 / 外50", "46", "查不到"]) == ("内", "外", "")
    assert names_in(["40", "41", "42 (R9)", "43", "44", "A5"]) == ()


def values(world, indicator):
    wanted = world.one(Indicator, name=indicator).id
    names = {one.id: one.name for one in world.all(Product)}
    found = [one for one in world.all(Result) if one.indicator_id == wanted]
    return {names[one.product_id]: (one.raw, one.value) for one in found}


def test_each_part_goes_to_its_own_indicator(tmp_path):
    path = book(
        tmp_path / "t.xlsx",
        {
            "表": [
                ["名称", "噪声"],
                ["甲", "内37-41 / 外49dB"],
                ["乙", "46dB"],
                ["丙", "外50-52dB"],
                ["丁", "查不到"],
                ["戊", "内35 / 外48dB / 夜20dB"],
            ]
        },
    )
    inside = ColumnMapping("噪声", 1, ColumnUse.INDICATOR, "室内噪声", "dB", Direction.SMALLER, part="内")
    world = World()
    mapping = wide(inside, replace(inside, indicator="室外噪声", part="外"))
    assert from_json(to_json(mapping)) == mapping
    draft = world.take(path, mapping)
    assert values(world, "室内噪声") | {"乙": "", "丁": ""} == {
        "甲": ("37-41dB", Span(Decimal(37), Decimal(41))),
        "戊": ("35dB", Number(Decimal(35))),
        "乙": "",
        "丁": "",
    }
    assert isinstance(values(world, "室内噪声")["乙"][1], Unread)  # whose noise it is, nobody said
    assert values(world, "室外噪声")["丙"] == ("50-52dB", Span(Decimal(50), Decimal(52)))
    assert codes(draft) == [("IMP-PART", "B3"), ("IMP-PART", "B6")]
    assert draft.batch.held == 1


def test_what_has_no_name_can_be_an_indicator_of_its_own(tmp_path):
    path = book(
        tmp_path / "t.xlsx",
        {"表": [["名称", "能效"], ["甲", "1级(APF5.65)"], ["乙", "2级(APF4.1)"], ["丙", "1级"]]},
    )
    world = World()
    mapping = replace(proposed(path, "表", world.project), category="空调")
    assert [(one.indicator, one.part, one.direction) for one in mapping.columns[1:]] == [
        ("能效", "", Direction.GRADE),
        ("APF", "APF", Direction.LARGER),
    ]
    world.take(path, mapping)
    assert {name: raw for name, (raw, _) in values(world, "APF").items()} == {"甲": "5.65", "乙": "4.1"}
    assert {name: raw for name, (raw, _) in values(world, "能效").items()} == {
        "甲": "1级",
        "乙": "2级",
        "丙": "1级",
    }


@pytest.mark.parametrize(
    ("text", "low", "high"), [("22-42-47dB", 22, 47), ("47-42-20 dB", 20, 47), ("20/42/45dB(A)", 20, 45)]
)
def test_settings_of_one_unit_are_the_range_that_holds_them(text, low, high):
    (found,) = parse_result(text)
    assert found.value == Span(Decimal(low), Decimal(high))
    assert found.doubt is not None


@pytest.mark.parametrize("text", ["22-42-45", "20/42/45", "22-43/47dB", "2024-05-31dB x", "1/2/3"])
def test_without_one_unit_and_one_joint_nothing_is_guessed(text):
    assert isinstance(parse_result(text)[0].value, Unread)


def test_a_remark_is_told_at_each_of_equal_cells(tmp_path):
    path = book(tmp_path / "t.xlsx", {"表": [["名称", "噪声"], ["甲", "22-42-47dB"], ["乙", "22-42-47dB"]]})
    world = World()
    draft = world.take(
        path, wide(ColumnMapping("噪声", 1, ColumnUse.INDICATOR, "噪声", "dB", Direction.SMALLER))
    )
    assert codes(draft) == [("IMP-SEVERAL", "B2"), ("IMP-SEVERAL", "B3")]


def test_public_air_conditioners(shared_dir):
    world = World()
    path = shared_dir / "data" / "air_conditioners_cn.csv"
    mapping = replace(proposed(path, "", world.project), category="空调")
    split = {(one.header, one.part): one.indicator for one in mapping.columns if one.part}
    noise = {("noise", part): f"noise({part})" for part in ("内", "外", "强劲")}
    assert split == {("energy", "APF"): "APF"} | noise
    world.take(path, mapping)
    assert len(values(world, "APF")) == 28  # as the description of the table says
    assert values(world, "noise(外)")["米家空调 巨省电Pro 大1匹（超一级能效）"][0] == "49dB"
