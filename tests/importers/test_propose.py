"""What the program guesses of a foreign table, and that it remembers what a person confirmed."""

from dataclasses import replace

import pytest

from compare_app.domain.mapping import ColumnUse, Orientation, TableMapping
from compare_app.domain.model import Category, ImportMapping, Indicator, Product
from compare_app.domain.project import Project
from compare_app.domain.terms import Basis, Direction, Statistic
from compare_app.importers.guesses import direction_of
from compare_app.importers.headers import header_texts
from compare_app.importers.mapping_json import fingerprint, to_json
from compare_app.importers.source import Source
from tests.importers.made import World, book, proposed
from tests.importers.test_table import ROUGH

EMPTY = Project("p", "x")


def uses(mapping: TableMapping) -> dict[str, ColumnUse]:
    return {column.header: column.use for column in mapping.columns}


def test_the_mess_of_a_laboratory_is_understood_as_its_author_does():
    mapping = proposed(ROUGH / "messy_lab_table.xlsx", "检测数据汇总", EMPTY)
    assert (mapping.header_row, mapping.unit_row, mapping.first_row) == (4, 5, 6)
    assert uses(mapping)["样品名称"] is ColumnUse.NAME
    assert uses(mapping)["规格型号"] is ColumnUse.IGNORE  # hidden
    found = {column.indicator: column for column in mapping.columns if column.use is ColumnUse.INDICATOR}
    assert found["吸水率"].direction is Direction.SMALLER
    assert found["破坏强度"].unit == "N"
    assert found["断裂模数"].unit == "MPa"
    assert found["耐污染性"].direction is Direction.GRADE
    assert found["铅溶出量"].unit == "mg/L"
    assert all(column.guessed for column in found.values())


def test_a_guess_can_be_read_as_it_stands():
    mapping = proposed(ROUGH / "messy_lab_table.xlsx", "检测数据汇总", EMPTY)
    draft = World().read(ROUGH / "messy_lab_table.xlsx", mapping)
    assert draft.counts["products"] == 5
    assert "IMP-DIRECTION" in {issue.code for issue in draft.issues}


def test_the_tables_of_the_field(shared_dir):
    path = shared_dir / "data" / "encodings" / "air_purifiers_cn.gb18030.csv"
    mapping = proposed(path, "", EMPTY)
    found = uses(mapping)
    assert found["name"] is ColumnUse.NAME
    assert found["brand"] is ColumnUse.BRAND
    assert found["model_code"] is ColumnUse.MODEL
    assert found["cadr_pm"] is ColumnUse.INDICATOR
    assert found["noise"] is ColumnUse.INDICATOR
    by_header = {column.header: column for column in mapping.columns}
    assert by_header["noise"].direction is Direction.SMALLER
    assert by_header["power"].unit == "W"
    draft = World().read(path, mapping)
    assert draft.counts["products"] >= 40


def test_units_and_keys_under_the_header(shared_dir):
    mapping = proposed(shared_dir / "data" / "pv_modules_cec.csv", "", EMPTY)
    assert mapping.header_row == 1
    assert uses(mapping)["Name"] is ColumnUse.NAME
    assert uses(mapping)["A_c"] is ColumnUse.INDICATOR


def test_indicators_of_the_scheme_are_met_by_name_alias_and_code(tmp_path):
    category = Category("c", "砖")
    scheme = [
        Indicator(
            "1", "c", 1, "E", "吸水率", aliases=("Water absorption",), unit="%", direction=Direction.SMALLER
        ),
        Indicator("2", "c", 2, "S", "破坏强度", unit="N"),
    ]
    project = EMPTY.with_records([category, *scheme])
    path = book(
        tmp_path / "t.xlsx", {"表": [["产品名称", "water absorption (%)", "S"], ["甲", 0.1, 3], ["乙", 1, 4]]}
    )
    mapping = proposed(path, "表", project)
    assert mapping.category == "砖"
    _, water, strength = mapping.columns
    assert (water.indicator, water.direction, water.unit, water.guessed) == (
        "吸水率",
        Direction.SMALLER,
        "%",
        False,
    )
    assert (strength.indicator, strength.unit) == ("破坏强度", "N")


def test_two_rows_of_header(tmp_path):
    import xlsxwriter

    path = tmp_path / "two.xlsx"
    made = xlsxwriter.Workbook(path)
    sheet = made.add_worksheet("表")
    sheet.merge_range(0, 0, 1, 0, "样品名称")
    sheet.merge_range(0, 1, 0, 2, "断裂模数(MPa)")
    sheet.merge_range(0, 3, 0, 4, "吸水率(%)")
    sheet.write_row(1, 1, ["平均值", "最小值", "平均值", "最小值"])
    sheet.write_row(2, 0, ["甲", 40, 38, 0.1, 0.05])
    sheet.write_row(3, 0, ["乙", 41, 39, 0.2, 0.15])
    made.close()
    with Source(path) as source:
        assert header_texts(source.sheet(), 2) == (
            "样品名称", "断裂模数(MPa) / 平均值", "断裂模数(MPa) / 最小值", "吸水率(%) / 平均值", "吸水率(%) / 最小值",
        )  # fmt: skip
    mapping = proposed(path, "表", EMPTY)
    assert (mapping.header_row, mapping.first_row) == (2, 3)
    first = mapping.columns[1]
    assert (first.indicator, first.unit, first.statistic) == ("断裂模数", "MPa", Statistic.MEAN)
    world = World()
    world.take(path, replace(mapping, category="砖"))
    assert sorted(one.name for one in world.all(Indicator)) == ["吸水率", "断裂模数"]


def test_limits_declared_values_and_what_is_no_indicator(tmp_path):
    header = ["序号", "产品名称", "标称功率/W", "功率限值", "检测日期", "网址", "结论"]
    rows = [
        [1, "甲", 10, "≤12", "2025-01-01", "https://x.y/z", "合格"],
        [2, "乙", 11, "≤12", "2025-01-02", "https://x", "合格"],
    ]
    mapping = proposed(book(tmp_path / "t.xlsx", {"表": [header, *rows]}), "表", EMPTY)
    found = uses(mapping)
    assert found["功率限值"] is ColumnUse.LIMIT
    assert [found[name] for name in ("序号", "检测日期", "网址", "结论")] == [ColumnUse.IGNORE] * 4
    assert next(one for one in mapping.columns if one.header == "标称功率/W").basis is Basis.DECLARED


def test_what_was_confirmed_is_remembered_whatever_the_order_of_columns(tmp_path):
    path = book(tmp_path / "a.xlsx", {"表": [["产品名称", "吸水率(%)", "强度"], ["甲", 0.1, 3]]})
    first = proposed(path, "表", EMPTY)
    confirmed = replace(first, category="瓷砖", our_products=("甲",))
    stored = ImportMapping("m", "表", fingerprint(confirmed), to_json(confirmed))
    project = EMPTY.with_records([stored])
    other = book(
        tmp_path / "b.xlsx", {"数据": [["2026 年数据"], ["强度", "产品名称", "吸水率（%）"], [3, "乙", 0.1]]}
    )
    again = proposed(other, "数据", project)
    assert (again.category, again.our_products, again.sheet) == ("瓷砖", ("甲",), "数据")
    assert (again.header_row, again.first_row) == (2, 3)
    assert fingerprint(again) == fingerprint(first)
    assert again.orientation is Orientation.ROWS
    more = book(tmp_path / "c.xlsx", {"表": [["产品名称", "吸水率(%)", "强度", "新列"], ["甲", 0.1, 3, 4]]})
    assert proposed(more, "表", project).category != "瓷砖"


@pytest.mark.parametrize(
    ("name", "direction"),
    [
        ("噪声", Direction.SMALLER),
        ("输入功率", Direction.SMALLER),
        ("功率因数", Direction.LARGER),
        ("吸水率", Direction.SMALLER),
        ("甲醛释放量", Direction.SMALLER),
        ("断裂模数", Direction.LARGER),
        ("CADR", Direction.LARGER),
        ("某某", Direction.LARGER),
    ],
)
def test_directions_are_guessed_by_the_longest_word(name, direction):
    assert direction_of(name) is direction


def test_a_product_a_column_is_seen(tmp_path):
    rows = [
        ["产品名称", "甲灯", "乙灯"],
        ["品牌", "甲", "乙"],
        ["光效(lm/W)", "101.5", "110"],
        ["噪声(dB)", "40", "41"],
    ]
    path = book(tmp_path / "turned.xlsx", {"表": rows})
    mapping = proposed(path, "", EMPTY)
    assert mapping.orientation is Orientation.COLUMNS
    assert list(uses(mapping).values()) == [
        ColumnUse.NAME, ColumnUse.BRAND, ColumnUse.INDICATOR, ColumnUse.INDICATOR,
    ]  # fmt: skip
    draft = World().read(path, replace(mapping, category="灯"))
    assert {one.name for one in draft.records if isinstance(one, Product)} == {"甲灯", "乙灯"}
    assert draft.batch.held == 0


@pytest.mark.parametrize(
    "header",
    [
        ["产品名称", "光效(lm/W)", "噪声(dB)", ""],
        ["名称", "标称CADR", "实测CADR", "风量(m?/h)"],
        ["品名", "A", "B", "C"],
    ],
)
def test_the_usual_layout_stays(tmp_path, header):
    rows = [header, ["甲灯", "101.5", "40", "1"], ["乙灯", "110", "41", "2"]]
    assert proposed(book(tmp_path / "a.xlsx", {"表": rows}), "", EMPTY).orientation is Orientation.ROWS
