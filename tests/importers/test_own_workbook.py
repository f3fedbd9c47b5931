"""Our own five sheets: records by natural keys, tolerant headers, and a place for everything not understood."""

from datetime import date
from decimal import Decimal

import pytest

from compare_app.domain.limit import Interval, UnreadLimit
from compare_app.domain.model import (
    Adoption,
    Category,
    Executed,
    Indicator,
    Product,
    Replacement,
    Requirement,
    Result,
    Sample,
    StandardEdition,
    TestMethod,
    TestReport,
)
from compare_app.domain.terms import AdoptionDegree, Basis, Direction, Force, Role, Scale, Statistic, Trust
from compare_app.domain.value import Absent, Censored, NotDetected, Number, Span, Unread
from compare_app.domain.workbook_layout import SHEETS
from compare_app.errors import Level, RefusedFile
from compare_app.importers.own.recognise import header_words
from tests.importers.made import World, book, codes

SCHEME = [
    ["品类*", "指标代号", "指标名称*", "单位", "方向*", "权重", "修约间隔", "别名"],
    ["砖", "E", "吸水率", "%", "越小越好", "30", "0.01", "Water absorption；吸水"],
    ["砖", "S", "破坏强度", "N", "larger", 20, None, None],
]
STANDARDS = [
    ["标准编号*", "效力", "实施日期", "代替", "采用标准", "采用程度"],
    [
        "GB/T 4100-2015",
        "推荐性",
        date(2015, 12, 1),
        "GB/T 4100-2006; GB/T 4100.1-1999（部分）",
        "ISO 13006:2012",
        "MOD",
    ],
    ["ISO 13006:2012", None, None, None, None, None],
]
REQUIREMENTS = [
    ["品类", "标准编号*", "条款", "指标*", "限值*", "单位", "检测方法", "方法组"],
    ["砖", "GB/T4100—2015", "5.1", "吸水率", "平均值≤0.5，单个值≤0.6", "%", "GB/T 3810.3-2016, 5.2", "吸水"],
    ["砖", "GB/T 4100-2015", "5.2", "S", "≥1300", "N", None, None],
]
PRODUCTS = [
    ["品类*", "产品名称*", "角色*", "执行标准", "首选标杆", "生产日期"],
    ["砖", "甲砖", "本企业", "GB/T 4100-2015、Q/SL 1-2025", None, "2025年3月6日"],
    ["砖", "乙砖", "国内标杆", None, "是", "20250301"],
]
RESULTS = [
    ["品类", "产品*", "指标*", "结果*", "单位", "口径", "扩展不确定度U", "报告编号", "检测机构", "核实状态"],
    ["砖", "甲砖", "吸水率", "0.05", "%", "实测", "0.01", "R-1", "中心", "已核实"],
    ["砖", "甲砖", "吸水率", "0.06", "%", "实测", None, "R-1", "中心", None],
    ["砖", "甲砖", "破坏强度", "2.5 kN", None, "标称", None, None, None, None],
    ["砖", "乙砖", "E", "＜0.01", "%", None, None, None, None, "未核实"],
    ["砖", "乙砖", "S", "43 39~45", None, None, None, None, None, None],
]
WHOLE = {"指标": SCHEME, "标准": STANDARDS, "要求": REQUIREMENTS, "产品": PRODUCTS, "实测": RESULTS}


@pytest.fixture
def whole(tmp_path):
    return book(tmp_path / "whole.xlsx", WHOLE)


@pytest.fixture
def world(whole):
    made = World()
    made.take(whole)
    return made


def test_a_clean_workbook_comes_in_whole(whole):
    draft = World().read(whole)
    assert not draft.held
    assert [issue.code for issue in draft.issues] == ["IMP-NEW-STANDARD"]
    assert (draft.batch.taken, draft.batch.held, draft.batch.ignored) == (13, 0, 5)
    assert draft.counts["results"] == 6


def test_indicators(world):
    one = world.one(Indicator, name="吸水率")
    assert (one.code, one.unit, one.direction, one.weight, one.rounding) == (
        "E", "%", Direction.SMALLER, Decimal(30), Decimal("0.01"),
    )  # fmt: skip
    assert one.aliases == ("Water absorption", "吸水")
    assert [one.position for one in world.all(Indicator)] == [1, 2]
    assert len(world.all(Category)) == 1


def test_standards_replace_and_adopt(world):
    new = world.one(StandardEdition, number="GB/T 4100-2015")
    assert (new.force, new.effective) == (Force.RECOMMENDED, date(2015, 12, 1))
    old = {link.old_id: link.partial for link in world.all(Replacement)}
    numbers = {world.project.get(StandardEdition, one).number: partial for one, partial in old.items()}
    assert numbers == {"GB/T 4100-2006": False, "GB/T 4100.1-1999": True}
    adoption = world.one(Adoption)
    assert adoption.degree is AdoptionDegree.MOD
    assert adoption.base_id == world.one(StandardEdition, number="ISO 13006:2012").id


def test_requirements_of_one_text_are_two_rows(world):
    absorption = world.one(Indicator, code="E").id
    rows = {one.statistic: one for one in world.all(Requirement) if one.indicator_id == absorption}
    assert rows[Statistic.MEAN].limit == Interval(high=Decimal("0.5"))
    assert rows[Statistic.SINGLE].limit == Interval(high=Decimal("0.6"))
    assert {one.edition_id for one in rows.values()} == {
        world.one(StandardEdition, number="GB/T 4100-2015").id
    }
    method = world.one(TestMethod)
    assert (method.standard, method.clause, method.group) == ("GB/T 3810.3-2016", "5.2", "吸水")
    assert rows[Statistic.MEAN].cell.cell == "E2"


def test_products_and_their_standards(world):
    ours = world.one(Product, name="甲砖")
    assert (ours.role, ours.produced) == (Role.OURS, date(2025, 3, 6))
    assert world.one(Product, name="乙砖").primary
    assert world.one(Product, name="乙砖").produced == date(2025, 3, 1)
    assert len(world.all(Executed)) == 2


def test_results_keep_text_value_unit_and_cell(world):
    ours, strength = world.one(Product, name="甲砖").id, world.one(Indicator, code="S").id
    first, second = sorted(
        (one for one in world.all(Result) if one.product_id == ours and one.indicator_id != strength),
        key=lambda one: one.replicate,
    )
    assert (first.raw, first.value, first.uncertainty, first.trust) == (
        "0.05", Number(Decimal("0.05")), Decimal("0.01"), Trust.CONFIRMED,
    )  # fmt: skip
    assert (second.replicate, second.cell.cell) == (2, "D3")
    assert world.one(TestReport).laboratory == "中心"
    declared = world.one(Result, product_id=ours, indicator_id=strength)
    assert (declared.value, declared.unit, declared.basis) == (Number(Decimal("2.5")), "kN", Basis.DECLARED)
    theirs = world.one(Product, name="乙砖").id
    assert isinstance(world.one(Result, product_id=theirs, raw="＜0.01").value, Censored)
    pair = [one for one in world.all(Result) if one.raw == "43 39~45"]
    assert {(type(one.value), one.statistic) for one in pair} == {
        (Number, Statistic.MEAN),
        (Span, Statistic.SINGLE),
    }


def test_the_same_bytes_again_are_a_notice(world, whole):
    again = world.read(whole)
    assert again.already is not None
    assert not again.records
    assert again.batch is again.already


def test_the_same_facts_in_another_file_change_nothing(world, tmp_path):
    again = world.read(book(tmp_path / "copy.xlsx", {**WHOLE, "备忘": [["x"]]}))
    assert again.already is None
    assert not again.records
    assert again.unchanged > 15


def test_one_changed_cell_changes_one_record(world, tmp_path):
    rows = [list(row) for row in RESULTS]
    rows[2][3] = "0.07"
    draft = world.read(book(tmp_path / "new.xlsx", {**WHOLE, "实测": rows}))
    (result,) = draft.records
    assert (result.raw, result.replicate) == ("0.07", 2)
    assert draft.counts == {"results": 1}
    assert [issue.code for issue in draft.issues] == ["IMP-REPLACED"]


def test_a_sheet_without_a_column_leaves_the_field_alone(world, tmp_path):
    rows = [["品类", "指标", "方向", "备注"], ["砖", "吸水率", "越小越好", "新"]]
    draft = world.read(book(tmp_path / "part.xlsx", {"指标": rows}))
    (one,) = draft.records
    assert (one.note, one.unit, one.weight) == ("新", "%", Decimal(30))


def test_after_undo_the_same_file_comes_in_again(world, whole):
    tables = dict(world.project.tables)
    world.project = type(world.project)("p", "test", {kind: {} for kind in tables})
    world.results = {}
    assert world.read(whole).counts["results"] == 6


# --- headers --------------------------------------------------------------------------------------------------------


def test_no_header_word_means_two_columns():
    for layout in SHEETS:
        for column in layout.columns:
            for name in (column.zh, column.en):
                assert header_words(layout)[name.casefold().replace(" ", "").replace("（", "(")] == column.key


@pytest.mark.parametrize(
    "header",
    [
        ["产品类别", "代号", "项目", "计量单位", "趋势"],
        ["Category*", "CODE", " Indicator ", "Unit", "direction *"],
        ["品 类", "指标代号", "指标名称＊", "单　位", "方向（必填）"],
    ],
)
def test_headers_as_people_write_them(tmp_path, header):
    path = book(tmp_path / "h.xlsx", {"指标": [["某公司指标表"], header, ["砖", "E", "吸水率", "%", "↓"]]})
    world = World()
    world.take(path)
    assert world.one(Indicator).direction is Direction.SMALLER


def test_headers_twice_refuse_the_file(tmp_path):
    path = book(
        tmp_path / "h.xlsx",
        {"指标": [["品类", "指标名称", "单位", "方向", "单位 "], ["砖", "x", "%", "小", "N"]]},
    )
    with pytest.raises(RefusedFile) as error:
        World().read(path)
    assert error.value.code == "IMP-HEADER-TWICE"
    assert (error.value.what.params["first"], error.value.what.params["second"]) == ("C1", "E1")


def test_a_missing_column_names_the_nearest(tmp_path):
    path = book(
        tmp_path / "h.xlsx", {"产品": [["品类", "产品名称", "角色类型", "型号"], ["砖", "甲", "本企业", "1"]]}
    )
    with pytest.raises(RefusedFile) as error:
        World().read(path)
    assert error.value.code == "IMP-HEADER-MISSING"
    assert error.value.what.params["header"] == "角色"
    assert error.value.remedy.params["names"] == ("角色类型",)


def test_unknown_columns_and_hidden_rows_are_told(tmp_path):
    import xlsxwriter

    path = tmp_path / "u.xlsx"
    made = xlsxwriter.Workbook(path)
    sheet = made.add_worksheet("指标")
    for line, row in enumerate(
        [["品类", "指标名称", "方向", "心情"], ["砖", "a", "小", "好"], ["砖", "b", "小", ""]]
    ):
        sheet.write_row(line, 0, row)
    sheet.set_row(2, None, None, {"hidden": True})
    made.close()
    draft = World().read(path)
    assert codes(draft) == [("IMP-COLUMN", "D1"), ("IMP-HIDDEN-ROWS", "A3")]
    assert draft.counts["indicators"] == 1
    assert (draft.batch.taken, draft.batch.ignored) == (1, 2)


def test_example_rows_are_skipped_but_not_example_products(tmp_path):
    rows = [
        ["品类", "产品名称", "角色", "备注"],
        ["砖", "甲", "本企业", "示例行：导入时跳过"],
        ["砖", "示例行业平均 砖", "行业平均", "示例行业平均值"],
    ]
    world = World()
    world.take(book(tmp_path / "s.xlsx", {"指标": SCHEME}))
    draft = world.take(book(tmp_path / "e.xlsx", {"产品": rows}))
    assert [one.name for one in world.all(Product)] == ["示例行业平均 砖"]
    assert (draft.batch.taken, draft.batch.ignored) == (1, 2)


# --- what is not understood -----------------------------------------------------------------------------------------


def test_every_mistake_of_the_hopeless_workbook_has_its_sentence(tmp_path):
    from sample_data import hopeless

    path = book(tmp_path / "hopeless.xlsx", hopeless.SHEETS)
    world = World()
    draft = world.take(path)
    found = {
        (issue.place.sheet, issue.place.cell): issue.code
        for issue in draft.issues
        if issue.level is Level.HOLD
    }
    bad = {
        ("指标", "D3"): "IMP-TWO-UNITS",
        ("标准", "F2"): "IMP-DAY",
        ("标准", "G2"): "IMP-DAY",
        ("标准", "A3"): "IMP-REQUIRED",
        ("要求", "E2"): "IMP-LIMIT",
        ("要求", "E3"): "IMP-LIMIT",
        ("要求", "D4"): "IMP-INDICATOR",
        ("产品", "G2"): "IMP-DAY",
        ("产品", "B3"): "IMP-REQUIRED",
        ("产品", "F4"): "IMP-TERM",
        ("实测", "D2"): "IMP-DATE",
        ("实测", "D3"): "IMP-VALUE",
        ("实测", "E6"): "IMP-UNIT",
        ("实测", "B7"): "IMP-REQUIRED",
        ("实测", "B8"): "IMP-PRODUCT",
        ("实测", "G9"): "IMP-NUMBER",
    }
    assert bad.items() <= found.items()
    assert {one.cell.cell for one in draft.held if one.cell.sheet == "实测"} >= {"D2", "D3", "E6", "B7", "B8"}
    filled = sum(
        any(cell not in (None, "") for cell in row) for rows in hopeless.SHEETS.values() for row in rows
    )
    assert draft.batch.taken + draft.batch.held + draft.batch.ignored == filled
    unread = [one for one in world.all(Result) if isinstance(one.value, Unread)]
    assert {one.raw for one in unread} >= {"很快", "4.2", "2025-05-02"}
    assert any(isinstance(one.limit, UnreadLimit) and one.raw == "≥5 且 ≤3" for one in world.all(Requirement))
    assert world.one(Product, name="无角色水壶").role is Role.PEER


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (date(2025, 3, 5), "IMP-DATE"),
        ("约0.1", "IMP-VALUE"),
        ("2,411", "IMP-VALUE"),
        ("5 MPa", "IMP-UNIT"),
        ("5 升升", "IMP-VALUE"),
        ("优等品", "IMP-CLASS"),
        (True, "IMP-VALUE"),
    ],
)
def test_a_result_that_is_none_is_kept_as_text(world, tmp_path, cell, code):
    rows = [["产品", "指标", "结果", "件号"], ["甲砖", "破坏强度", cell, "9"]]
    draft = world.take(book(tmp_path / "r.xlsx", {"实测": rows}))
    (issue,) = draft.issues
    assert (issue.code, issue.level, issue.place.cell) == (code, Level.HOLD, "C2")
    (held,) = draft.held
    kept = world.one(Result, specimen="9")
    assert isinstance(kept.value, Unread)
    assert kept.raw == held.raw == issue.found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("—", Absent),
        ("N/A", Absent),
        ("未检出", NotDetected),
        ("ND(<0.5)", NotDetected),
        ("１２．５", Number),
        ("35～45", Span),
    ],
)
def test_results_as_people_write_them(world, tmp_path, text, value):
    rows = [["产品", "指标", "结果", "件号"], ["甲砖", "破坏强度", text, "9"]]
    world.take(book(tmp_path / "r.xlsx", {"实测": rows}))
    assert isinstance(world.one(Result, specimen="9").value, value)
    assert world.one(Result, specimen="9").raw == text


def test_the_unit_of_a_stored_indicator_never_changes(world, tmp_path):
    rows = [["品类", "指标", "方向", "单位"], ["砖", "吸水率", "小", "MPa"]]
    draft = world.read(book(tmp_path / "u.xlsx", {"指标": rows}))
    assert codes(draft) == [("IMP-TWO-UNITS", "D2")]
    assert not draft.records


def test_the_same_thing_twice_in_a_sheet_is_held(tmp_path):
    rows = [
        ["品类", "指标", "方向", "单位"],
        ["砖", "吸水率", "小", "%"],
        ["砖", "吸 水率", "小", "%"],
        ["砖", "吸水率", "小", "N"],
    ]
    assert codes(World().read(book(tmp_path / "t.xlsx", {"指标": rows}))) == [
        ("IMP-TWICE", "B3"),
        ("IMP-TWO-UNITS", "D4"),
    ]


def test_two_limits_under_one_key_are_both_kept(world, tmp_path):
    rows = [
        ["标准编号", "指标", "限值", "条款"],
        ["GB/T 4100-2015", "破坏强度", "≥1300", "9"],
        ["GB/T 4100-2015", "破坏强度", "≤9000", "9"],
    ]
    path = book(tmp_path / "l.xlsx", {"要求": rows})
    assert world.take(path).counts["requirements"] == 2
    assert not world.read(book(tmp_path / "l2.xlsx", {"要求": rows, "x": [["y"]]})).records


def test_a_code_of_another_indicator_is_held(world, tmp_path):
    rows = [["品类", "指标代号", "指标", "方向"], ["砖", "S", "吸水率", "小"]]
    assert codes(world.read(book(tmp_path / "c.xlsx", {"指标": rows}))) == [("IMP-CODE", "B2")]


def test_scales_follow_from_unit_and_direction(tmp_path):
    rows = [
        ["品类", "指标", "方向", "单位"],
        ["x", "噪声", "小", "dB(A)"],
        ["x", "温度", "目标值", "℃"],
        ["x", "等级", "等级", None],
        ["x", "外观", "合格/不合格", None],
        ["x", "长", "大", "mm"],
    ]
    world = World()
    world.take(book(tmp_path / "s.xlsx", {"指标": rows}))
    assert [one.scale for one in world.all(Indicator)] == [
        Scale.LOGARITHMIC,
        Scale.INTERVAL,
        Scale.ORDINAL,
        Scale.NOMINAL,
        Scale.RATIO,
    ]


def test_samples_and_reports_are_found_again_and_odd_cells_held(tmp_path):
    world = World()
    sheets = {
        "指标": [["品类*", "指标名称*", "方向*"], ["砖", "吸水率", "越小越好"]],
        "产品": [["品类*", "产品名称*", "角色*"], ["砖", "甲", "ours"], ["砖", "乙", "peer"]],
        "样品登记": [
            ["产品*", "样品编号*", "盲码", "检测件数", "备样件数", "封样编号"],
            ["甲", "S1", "A3CD4E", 8, 2.5, "封1"],
            ["乙", "S1", "a3cd4e", 5, None, None],
            ["丙", "S1", None, None, None, None],
        ],
        "检验报告": [
            ["报告编号", "检测机构", "签发日期"],
            ["W-1", "中心", "2026-05-31"],
            [None, "中心二", None],
        ],
    }
    draft = world.take(book(tmp_path / "samples.xlsx", sheets))
    mine, theirs = (world.one(Sample, product_id=world.one(Product, name=name).id) for name in ("甲", "乙"))
    assert (mine.blind_code, mine.test_units, mine.reserve_units, mine.seal) == ("A3CD4E", 8, 0, "封1")
    assert (theirs.blind_code, theirs.test_units) == ("", 5)
    assert [code for code, _ in codes(draft)] == ["IMP-NUMBER", "IMP-TWICE", "IMP-PRODUCT"]
    assert world.one(TestReport, number="W-1").issued == date(2026, 5, 31)
    assert world.one(TestReport, laboratory="中心二").number == ""
    shorter = {"样品登记": [["产品*", "样品编号*", "批号"], ["甲", "s1", "B7"]]}
    world.take(book(tmp_path / "again.xlsx", shorter))
    again = world.one(Sample, id=mine.id)
    assert (again.batch, again.blind_code, again.test_units) == ("B7", "A3CD4E", 8)
