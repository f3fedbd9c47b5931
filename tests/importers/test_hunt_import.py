"""Faults found by hand-made files on 2026-11-26; each comment says what was wrong."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest

from compare_app.domain.mapping import ColumnMapping, ColumnUse, Orientation, TableMapping
from compare_app.domain.model import Executed, HeldCell, Indicator, Product, Result, StandardEdition
from compare_app.domain.terms import Statistic
from compare_app.domain.value import Number
from compare_app.workspace import Workspace
from tests.importers.made import World, codes, proposed, wide

WATER = ColumnMapping("吸水率", 1, ColumnUse.INDICATOR, "吸水率", "%")
STRENGTH = ColumnMapping("强度", 2, ColumnUse.INDICATOR, "强度", "MPa")
TILES = [["产品名称", "吸水率(%)", "强度(MPa)"], ["甲", 0.1, 40], ["乙", 0.2, 38]]


def sheet(tmp_path, rows, *merges, name="t.xlsx"):
    """A workbook whose sheet 表 holds these rows and merged ranges."""
    made = openpyxl.Workbook()
    page = made.active
    page.title = "表"
    for at, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value is not None:
                page.cell(at, column, value)
    for one in merges:
        page.merge_cells(one)
    made.save(tmp_path / name)
    return tmp_path / name


def guessed(path, world, number=0):
    """Taken in as the wizard proposes it."""
    draft = world.read(path, replace(proposed(path, "表", world.project, number=number), category="砖"))
    world.store([*draft.records, *draft.held, draft.batch])
    return draft


def values(world):
    """(product, indicator, value as typed, its unit, or else the indicator's) of every result that has a number."""
    names = {one.id: one.name for one in world.all(Product)}
    indicators = {one.id: one for one in world.all(Indicator)}
    return {
        (names[one.product_id], indicators[one.indicator_id].name, one.raw)
        for one in world.all(Result)
        if isinstance(one.value, Number)
    }


def units(world):
    indicators = {one.id: one for one in world.all(Indicator)}
    return {
        (indicators[one.indicator_id].name, one.raw, one.unit or indicators[one.indicator_id].unit)
        for one in world.all(Result)
    }


@pytest.fixture
def workspace(tmp_path):
    made = Workspace.create(tmp_path / "w.dcmp")
    yield made
    made.close()


def stored(workspace, path, number=0):
    """Proposed (or remembered), read and committed, as window and command line do."""
    mapping = replace(workspace.propose_mapping(path, "表", number=number), category="砖")
    draft = workspace.read(path, mapping)
    if draft.already is None:
        workspace.commit(draft, mapping)
    return draft


def in_project(workspace):
    names = {one.id: one.name for one in workspace.project.all(Product).values()}
    indicators = {one.id: one.name for one in workspace.project.all(Indicator).values()}
    return {
        (names[product], indicators[one.indicator_id], one.raw, one.unit)
        for product in names
        for one in workspace.results(product)
    }


# --- whose value it is -----------------------------------------------------------------------------------------------


def test_two_reports_on_a_sheet_are_of_two_products(tmp_path):
    # the header of the second report equals that of the first, so it is no table of its
    # own; everything of 乙 becomes further results of 甲, told only as "repeated header" and "remark".
    path = sheet(
        tmp_path,
        [
            ["样品名称：甲"],
            ["检验项目", "单位", "检验结果"],
            ["吸水率", "%", 0.1],
            ["强度", "MPa", 40],
            [],
            ["样品名称：乙"],
            ["检验项目", "单位", "检验结果"],
            ["吸水率", "%", 0.2],
            ["强度", "MPa", 38],
        ],
    )
    world = World()
    guessed(path, world)
    assert not {raw for name, _, raw in values(world) if name == "甲"} & {"0.2", "38"}


def test_a_remembered_mapping_does_not_give_the_next_report_the_standard_of_the_first(tmp_path, workspace):
    # product is taken from the new file, `standard` is not; 乙 is said to execute GB/T 4100,
    # and
    # its limits become those of GB/T 4100. A report without a standard gets one, too.
    def report(name, standard):
        head = [["检 验 报 告"], ["样品名称", name], ["执行标准", standard]]
        rows = [
            ["检验项目", "单位", "标准要求", "检验结果"],
            ["吸水率", "%", "≤0.5", 0.1],
            ["强度", "MPa", "≥35", 40],
        ]
        return sheet(tmp_path, [*head, *rows], name=f"{name}.xlsx")

    stored(workspace, report("甲", "GB/T 4100-2015"))
    stored(workspace, report("乙", "GB/T 13095-2021"))
    stored(workspace, report("丙", None))
    project = workspace.project
    found = {
        (project.get(Product, one.product_id).name, project.get(StandardEdition, one.edition_id).number)
        for one in project.all(Executed).values()
    }
    assert found == {("甲", "GB/T 4100-2015"), ("乙", "GB/T 13095-2021")}


def test_the_second_of_two_like_tables_side_by_side_can_be_taken_in_after_the_first(tmp_path, workspace):
    # the remembered mapping keeps the column numbers of the left table; the right one, chosen by the
    # user, is read as the left one again ("already imported"), 丙 and 丁 can never be taken in.
    path = sheet(
        tmp_path,
        [
            ["产品名称", "吸水率(%)", None, "产品名称", "吸水率(%)"],
            ["甲", 0.1, None, "丙", 0.7],
            ["乙", 0.2, None, "丁", 0.8],
        ],
    )
    stored(workspace, path, 0)
    stored(workspace, path, 1)
    assert {name for name, *_ in in_project(workspace)} == {"甲", "乙", "丙", "丁"}


MODELS = [["名称", "型号", "吸水率"], ["砖", "A", 0.1], ["砖", "B", 0.2]]
BY_MODEL = wide(ColumnMapping("型号", 1, ColumnUse.MODEL), replace(WATER, index=2))


@pytest.mark.parametrize("rows", [[MODELS[0], MODELS[2], MODELS[1]], [MODELS[0], MODELS[2]]])
def test_models_of_one_name_are_met_again_by_their_model(tmp_path, rows):
    # the first row of a name takes the product of that name whatever its model; with the
    # rows
    # the other way round (or A's row deleted) the results of B overwrite those of A, and A becomes a third product.
    world = World()
    world.take(sheet(tmp_path, MODELS, name="1.xlsx"), BY_MODEL)
    world.take(sheet(tmp_path, rows, name="2.xlsx"), BY_MODEL)
    models = {one.id: one.model for one in world.all(Product)}
    assert {(models[one.product_id], one.raw) for one in world.all(Result)} == {("A", "0.1"), ("B", "0.2")}
    assert len(models) == 2


def test_models_of_one_name_are_two_products_in_a_long_table_too(tmp_path):
    # only the name counts; docs/mapping.md: "one name with two models in one table makes
    # two products". B2's values become replicates of A1, without any note.
    path = sheet(
        tmp_path,
        [
            ["产品名称", "型号", "检验项目", "单位", "检验结果"],
            ["瓷砖", "A1", "吸水率", "%", 0.1],
            ["瓷砖", "A1", "断裂模数", "MPa", 40],
            ["瓷砖", "B2", "吸水率", "%", 0.2],
            ["瓷砖", "B2", "断裂模数", "MPa", 38],
        ],
    )
    world = World()
    guessed(path, world)
    assert len(world.all(Product)) == 2


def test_tables_that_touch_do_not_give_one_product_the_values_of_another(tmp_path):
    # propose.py `_one_each`: the second 产品名称 is ignored, and 强度 of 丙 is taken in for 甲 without a word.
    path = sheet(
        tmp_path,
        [["产品名称", "吸水率(%)", "产品名称", "强度(MPa)"], ["甲", 0.1, "丙", 40], ["乙", 0.2, "丁", 38]],
    )
    world = World()
    draft = guessed(path, world)
    assert ("甲", "强度", "40") not in values(world) or draft.held or "IMP-OTHER-TABLE" in dict(codes(draft))


# --- of which indicator ----------------------------------------------------------------------------------------------

LAMPS = [["灯一", 120, 9], ["灯二", 110, 10]]


@pytest.mark.parametrize(
    ("rows", "merges"),
    [
        # a title with its unit beside it has two texts, so the header below it is not "fresh"
        (
            [*TILES, [], ["附表2 灯具", None, "单位：见表头"], ["产品名称", "光效(lm/W)", "功率(W)"], *LAMPS],
            (),
        ),
        # groups above the header are no header, and then the header is not "fresh"
        (
            [*TILES, [], ["基本信息", "性能", None], ["产品名称", "光效(lm/W)", "功率(W)"], *LAMPS],
            ("B5:C5",),
        ),
        # a year among the headers
        ([*TILES, [], ["产品名称", 2023, 2024], *LAMPS], ()),
        # `use_of("No")` is the use of a column, so a row with the value No "holds names of fields"
        ([*TILES, [], ["产品名称", "光效(lm/W)", "认证"], ["灯一", 120, "No"], ["灯二", 110, "No"]], ()),
        # the same header, but a column further left: every value is one indicator off
        ([*([None, *row] for row in TILES), [], TILES[0], ["灯一", 0.3, 44], ["灯二", 0.4, 45]], ()),
        # the same header with a blank (merged) column in it
        (
            [*TILES, [], ["产品名称", None, "吸水率(%)", "强度(MPa)"], ["灯一", None, 0.3, 44]],
            ("A5:B5", "A6:B6"),
        ),
        # another header right below, without a blank row: at least the values may not be believed
        ([*TILES, ["产品名称", "光效(lm/W)", "功率(W)"], *LAMPS], ()),
    ],
)
def test_values_of_a_second_table_are_not_those_of_the_first_tables_indicators(tmp_path, rows, merges):
    world = World()
    guessed(sheet(tmp_path, rows, *merges), world)
    wrong = {one for one in values(world) if one[1] in ("吸水率", "强度") and one[0] not in ("甲", "乙")}
    assert not wrong


def test_passes_of_a_second_table_are_not_those_of_the_first_tables_indicators(tmp_path):
    # a table of passes alone holds no digit, so it is no table.
    world = World()
    rows = [*TILES, [], ["产品名称", "外观", "标志"], ["灯一", "合格", "合格"], ["灯二", "合格", "不合格"]]
    guessed(sheet(tmp_path, rows), world)
    assert not {one.name for one in world.all(Product)} & {"灯一", "灯二"}


LONG = TableMapping(
    "砖",
    (
        ColumnMapping("检验项目", 0, ColumnUse.ITEM),
        ColumnMapping("单位", 2, ColumnUse.UNIT),
        ColumnMapping("检验结果", 3, ColumnUse.VALUE),
    ),
    sheet="表",
    header_row=1,
    first_row=2,
    orientation=Orientation.LONG,
    product="甲",
)
REPORT = [
    ["检验项目", None, "单位", "检验结果"],
    ["尺寸偏差", "长度", "%", 0.1],
    [None, "宽度", "%", 0.2],
    [None, "厚度", "%", 2.1],
    ["破坏强度", None, "N", 1500],
]


def test_parts_of_an_item_are_not_replicates_of_one_indicator(tmp_path):
    # only the first column under the merged 检验项目 is looked at; 长度, 宽度 and 厚度 become
    # three replicates of 尺寸偏差, without a note.
    world = World()
    draft = world.take(sheet(tmp_path, REPORT, "A1:B1", "A2:A4"), LONG)
    of_one = [one for one in world.all(Result) if one.indicator_id == world.all(Indicator)[0].id]
    assert len(of_one) == 1 or draft.held


def test_the_first_row_below_a_header_merged_sideways_is_no_header(tmp_path):
    # 检验项目 merged over B:C with texts below it (尺寸偏差 | 长度) is taken for a
    # group;
    # the first row of data becomes the header, and the indicators are called "±0.5", "0.1", "合格".
    rows = [
        ["检 验 报 告"],
        ["样品名称", None, "甲"],
        ["序号", "检验项目", None, "单位", "标准要求", "检验结果", "单项判定"],
        [1, "尺寸偏差", "长度", "%", "±0.5", 0.1, "合格"],
        [None, None, "宽度", "%", "±0.5", 0.2, "合格"],
        [2, "破坏强度", None, "N", "≥1300", 1500, "合格"],
        [3, "吸水率", None, "%", "≤0.5", 0.2, "合格"],
    ]
    path = sheet(tmp_path, rows, "A1:G1", "B3:C3", "B4:B5")
    assert proposed(path, "表", World().project).header_row == 3


def test_a_number_merged_over_several_items_is_nobodys(tmp_path):
    # several indicators are looked for in columns only; in a long table they stand
    # below each other. docs/reading.md: "over several indicators … a number is held (IMP-MERGED)".
    rows = [
        ["检验项目", None, "单位", "检验结果"],
        ["吸水率", None, "%", 0.3],
        ["断裂模数", None, "MPa", None],
        ["破坏强度", None, "N", 1300],
    ]
    world = World()
    draft = world.take(sheet(tmp_path, rows, "D2:D3"), LONG)
    assert ("甲", "断裂模数", "0.3") not in values(world)
    assert "IMP-MERGED" in dict(codes(draft))


# --- in which unit ---------------------------------------------------------------------------------------------------


def test_the_unit_of_a_group_is_that_of_the_columns_below_it(tmp_path):
    # a group goes before only where a name is there twice, and its unit goes with it: 60 cm is 60 mm.
    world = World()
    guessed(sheet(tmp_path, [["产品名称", "长(mm)", "宽(mm)"], ["甲", 600, 300]], name="1.xlsx"), world)
    rows = [["产品名称", "尺寸(cm)", None], [None, "长", "宽"], ["乙", 60, 30]]
    draft = guessed(sheet(tmp_path, rows, "A1:A2", "B1:C1", name="2.xlsx"), world)
    found = {one for one in units(world) if one[1] in ("60", "30")}
    assert found == {("长", "60", "cm"), ("宽", "30", "cm")} or draft.held


def test_a_merged_cell_of_the_unit_row_is_the_unit_of_every_column_under_it(tmp_path):
    # only the cell itself is looked at; the second column has no unit, and
    # takes that of the indicator: 30 cm is 30 mm.
    world = World()
    guessed(sheet(tmp_path, [["产品名称", "长(mm)", "宽(mm)"], ["甲", 600, 300]], name="1.xlsx"), world)
    rows = [["产品名称", "长", "宽"], [None, "cm", None], ["乙", 60, 30]]
    guessed(sheet(tmp_path, rows, "B2:C2", name="2.xlsx"), world)
    assert {one for one in units(world) if one[1] in ("60", "30")} == {("长", "60", "cm"), ("宽", "30", "cm")}


def test_a_remembered_unit_does_not_overrule_the_unit_row_of_the_next_file(tmp_path, workspace):
    # `again` keeps the units that were read from the unit row of the first file; 60 cm is stored as
    # 60 mm.
    # The note IMP-TWO-UNITS says so, but nobody ever chose that unit, and no cell is held.
    for name, unit, value in (("甲", "mm", 600), ("乙", "cm", 60)):
        rows = [["产品名称", "长度", "宽度"], [None, unit, unit], [name, value, value // 2]]
        draft = stored(workspace, sheet(tmp_path, rows, name=f"{name}.xlsx"))
    assert ("乙", "长度", "60", "mm") not in in_project(workspace) or draft.held


@pytest.mark.parametrize(
    ("first", "second", "wrong"),
    [
        ("厚9.5；吸水率0.3%", "厚10.1；吸水率0.2%", "%"),
        ("APF4.5/噪声49dB", "APF4.6/噪声47dB", "dB"),
    ],
)
def test_the_unit_of_the_last_part_is_not_that_of_another_quantity(tmp_path, first, second, wrong):
    # the last unit is given to every part, whatever it is of: a thickness of 9.5 %, an APF of 4.5 dB;
    # the raw text says so, too ("9.5%" stands nowhere in the file).
    world = World()
    guessed(sheet(tmp_path, [["产品名称", "参数"], ["甲", first], ["乙", second]]), world)
    made = min(world.all(Indicator), key=lambda one: one.position)
    assert not {one.unit for one in world.all(Result) if one.indicator_id == made.id} & {wrong}


# --- lost without a word ---------------------------------------------------------------------------------------------


def test_a_number_merged_over_a_column_that_is_not_read_is_not_lost(tmp_path):
    # the range begins in another column, so the value column has nothing; no note, no held cell,
    # and the row counts as read whole.
    world = World()
    rows = [["产品名称", "序号", "强度(MPa)"], ["甲", 1, 40], ["乙", 38, None]]
    draft = guessed(sheet(tmp_path, rows, "B3:C3"), world)
    assert ("乙", "强度", "38") in values(world) or "C3" in {cell for _, cell in codes(draft)} or draft.held


def test_what_stands_before_a_parenthesis_is_held_whichever_part_comes_first(tmp_path):
    # 40 has no name; with 内 first it is held, with 外 first it is dropped without a word.
    outside = ColumnMapping("噪声", 1, ColumnUse.INDICATOR, "室外噪声", "dB", part="外")
    path = sheet(tmp_path, [["名称", "噪声"], ["甲", "40(外49)"], ["乙", "内37 / 外49"]])
    draft = World().read(path, wide(outside, replace(outside, indicator="室内噪声", part="内")))
    assert codes(draft)


@pytest.mark.parametrize("chosen", ["吸水率(%)", "光效(lm/W)"])
def test_another_table_is_told_wherever_it_stands(tmp_path, chosen):
    # only what stands below is told; docs/reading.md: "what lies outside the one that is read is told".
    if chosen == "吸水率(%)":  # the one beside it
        rows = [["产品名称", "吸水率(%)", None, "产品名称", "强度(MPa)"], ["甲", 0.1, None, "丙", 40]]
    else:  # the one above it
        rows = [*TILES, [], ["产品名称", "型号", "光效(lm/W)", "功率(W)"], ["灯一", "A1", 120, 9]]
    path = sheet(tmp_path, rows)
    world = World()
    assert chosen in {one.header for one in proposed(path, "表", world.project).columns}
    assert "IMP-OTHER-TABLE" in dict(codes(guessed(path, world)))


# --- what is no value or no product ----------------------------------------------------------------------------------


def test_the_mean_of_the_specimens_is_no_further_specimen(tmp_path):
    # 平均值 in the column of specimens is not looked at where the (merged) name is filled; the mean
    # goes in
    # as a single value. docs/mapping.md: "Totals … are left out and told".
    world = World()
    rows = [
        ["产品名称", "样品编号", "吸水率(%)"],
        ["甲", "S1", 0.1],
        [None, "S2", 0.2],
        [None, "平均值", 0.15],
    ]
    guessed(sheet(tmp_path, rows, "A2:A4"), world)
    assert "0.15" not in {one.raw for one in world.all(Result) if one.statistic is Statistic.SINGLE}


@pytest.mark.parametrize("text", ["合  计", "平均值：", "平 均", "合计："])
def test_a_total_is_one_however_it_is_typed(tmp_path, text):
    # the text itself is compared, without folding blanks and colons; the total becomes a product.
    world = World()
    guessed(sheet(tmp_path, [*TILES, [text, 0.3, 78]]), world)
    assert {one.name for one in world.all(Product)} == {"甲", "乙"}


def test_a_product_filed_under_a_word_for_totals_is_a_product(tmp_path):
    # a public list files 米家空气净化器 MAX under the id "max": the row was left out as one of maxima.
    world = World()
    rows = [
        ["id", "产品名称", "吸水率(%)"],
        ["max", "甲", 0.1],
        ["s1", "乙", 0.2],
        ["平均值", "乙", 0.25],
        ["合计", None, 0.3],
    ]
    guessed(sheet(tmp_path, rows), world)
    assert {one.name for one in world.all(Product)} == {"甲", "乙"}
    assert {one.raw for one in world.all(Result)} == {"0.1", "0.2"}


def test_a_note_below_the_right_one_of_two_tables_is_no_product(tmp_path):
    # cells of the other table count as filled, so the note does not stand alone in its row.
    rows = [
        ["产品名称", "吸水率(%)", None, "产品名称", "强度(MPa)"],
        ["甲", 0.1, None, "丙", 40],
        ["乙", 0.2, None, "注：丙为 2023 年样"],
        ["戊", 0.3],
    ]
    world = World()
    guessed(sheet(tmp_path, rows), world, number=1)
    assert {one.name for one in world.all(Product)} == {"丙"}


def test_a_section_title_beside_a_merged_remark_is_no_product(tmp_path):
    # merged cells fill the remark in before the row counts the filled cells.
    rows = [["产品名称", "吸水率(%)", "备注"], ["甲", 0.1, "送检"], ["二、进口"], ["乙", 0.2]]
    world = World()
    guessed(sheet(tmp_path, rows, "C2:C4"), world)
    assert {one.name for one in world.all(Product)} == {"甲", "乙"}


# --- corrections and imports again -----------------------------------------------------------------------------------


def test_a_correction_of_a_cell_in_a_merged_range_is_what_is_read(tmp_path):
    # the merged range laid its text over the corrected cell: 0.2 was typed for 乙, IMP-CORRECTED said that it
    # is read as 0.2, and 0.1 was stored. The wizard itself sends the user to B3 (a held cell of its own).
    path = sheet(tmp_path, [["名称", "吸水率", "强度"], ["甲", "坏", 40], ["乙", None, 38]], "B2:B3")
    world = World()
    draft = world.read(path, wide(WATER, STRENGTH), {"表": {"B2": "0.1", "B3": "0.2"}})
    world.store(draft.records)
    assert {("甲", "吸水率", "0.1"), ("乙", "吸水率", "0.2")} <= values(world)


def test_a_number_merged_over_two_indicators_can_be_corrected(tmp_path):
    # both cells are corrected, both are told as read, and both are held again.
    path = sheet(tmp_path, [["名称", "吸水率", "强度"], ["甲", "43", None], ["乙", 0.1, 38]], "B2:C2")
    world = World()
    draft = world.read(path, wide(WATER, STRENGTH), {"表": {"B2": "0.1", "C2": "43"}})
    world.store(draft.records)
    assert {("甲", "吸水率", "0.1"), ("甲", "强度", "43")} <= values(world)
    assert not [one for one in draft.held if isinstance(one, HeldCell)]


def test_the_note_of_a_correction_goes_when_the_file_is_mended(tmp_path):
    # a result that takes another's place keeps its note; "坏 → 0.5" stands beside 0.6.
    world = World()
    draft = world.read(
        sheet(tmp_path, [["名称", "吸水率"], ["甲", "坏"]]), wide(WATER), {"表": {"B2": "0.5"}}
    )
    world.store(draft.records)
    world.take(sheet(tmp_path, [["名称", "吸水率"], ["甲", 0.6]], name="2.xlsx"), wide(WATER))
    (result,) = world.all(Result)
    assert result.raw == "0.6"
    assert "0.5" not in result.note


def test_a_deleted_replicate_does_not_double_another(tmp_path):
    # results are met by their order; after the row of 0.2 is deleted the project holds 0.1, 0.3
    # and 0.3, which no file ever said, and nothing tells that one is left over.
    world = World()
    rows = [["名称", "吸水率"], ["甲", 0.1], ["甲", 0.2], ["甲", 0.3]]
    world.take(sheet(tmp_path, rows, name="1.xlsx"), wide(WATER))
    draft = world.take(sheet(tmp_path, [*rows[:2], rows[3]], name="2.xlsx"), wide(WATER))
    told = set(dict(codes(draft))) - {"IMP-NAME-AGAIN", "IMP-REPLACED"}
    assert sorted(one.raw for one in world.all(Result)) in (["0.1", "0.3"], ["0.1", "0.2", "0.3"]) or told


def test_a_mapping_remembered_from_rows_is_not_read_so_where_products_are_columns(tmp_path, workspace):
    # the turned table has the same headers; `again` keeps the orientation of the first: refused.
    stored(workspace, sheet(tmp_path, TILES, name="1.xlsx"))
    turned = [["产品名称", "丙", "丁"], ["吸水率(%)", 0.3, 0.4], ["强度(MPa)", 44, 45]]
    stored(workspace, sheet(tmp_path, turned, name="2.xlsx"))
    assert ("丙", "强度", "44", "MPa") in in_project(workspace)
