"""Wide tables through a mapping: products, values, limits; every row taken, held or ignored."""

import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from compare_app.domain.limit import Interval
from compare_app.domain.mapping import ColumnMapping, ColumnUse, Orientation
from compare_app.domain.model import (
    Category,
    Executed,
    ImportBatch,
    Indicator,
    Product,
    Requirement,
    Result,
    StandardEdition,
)
from compare_app.domain.terms import Absence, Basis, Direction, Role, Statistic
from compare_app.domain.value import Absent, Censored, Grade, Number, Unread
from compare_app.errors import AppError, RefusedFile
from compare_app.importers.mapping_json import from_json
from compare_app.progress import Cancelled
from tests.importers.made import World, book, codes, wide

ROUGH = Path(__file__).resolve().parents[2] / "sample_data" / "rough"
WATER = ColumnMapping("吸水率(%)", 1, ColumnUse.INDICATOR, "吸水率", direction=Direction.SMALLER)
STRENGTH = ColumnMapping("强度", 2, ColumnUse.INDICATOR, "强度", "MPa", basis=Basis.DECLARED)


def table(tmp_path, *rows, name="t.xlsx"):
    return book(tmp_path / name, {"表": [["名称", "吸水率(%)", "强度"], *rows]})


def test_products_indicators_and_values(tmp_path):
    world = World()
    draft = world.take(
        table(tmp_path, ["甲", 0.05, "43 MPa"], ["乙", "<0.1", "43000 kPa"]), wide(WATER, STRENGTH)
    )
    assert (draft.batch.taken, draft.batch.held, draft.batch.ignored) == (2, 0, 1)
    water = world.one(Indicator, name="吸水率")
    assert (water.unit, water.direction, water.category_id) == (
        "%",
        Direction.SMALLER,
        world.one(Category).id,
    )
    first = world.one(Result, raw="0.05")
    assert (first.value, first.unit, first.basis, first.cell.cell) == (
        Number(Decimal("0.05")),
        "%",
        Basis.TESTED,
        "B2",
    )
    assert isinstance(world.one(Result, raw="<0.1").value, Censored)
    declared = world.one(Result, raw="43000 kPa")
    assert declared.basis is Basis.DECLARED
    assert declared.unit == "kPa"  # as written; conversion belongs to the comparison


def test_the_mess_of_a_laboratory(tmp_path):
    mapping = from_json((ROUGH / "messy_lab_table.mapping.json").read_text(encoding="utf-8"))
    found = {}
    for name in ("messy_lab_table.xlsx", "messy_lab_table.gbk.csv"):
        world = World()
        draft = world.take(ROUGH / name, mapping)
        assert (draft.batch.taken, draft.batch.held, draft.batch.ignored) == (2, 3, 8), name
        held = {one.cell.cell: one.raw for one in draft.held}
        assert set(held) == {"F8", "E9", "F9", "L9", "E10"}, name
        ours = world.one(Product, name="示例瓷质砖 SL-T80")
        assert ours.role is Role.OURS
        assert world.one(Indicator, name="吸水率").unit == "%"
        mine = {
            world.project.get(Indicator, one.indicator_id).name: one
            for one in world.all(Result)
            if one.product_id == ours.id
        }
        assert mine["断裂模数"].raw == "４６．０"
        assert mine["断裂模数"].value == Number(Decimal("46.0"))
        assert mine["吸水率"].statistic is Statistic.MEAN
        assert mine["耐污染性"].value == Grade("5级")
        found[name] = sorted(
            (one.raw, repr(one.value), one.unit) for one in world.all(Result) if one.raw != held["L9"]
        )
    assert found["messy_lab_table.xlsx"] == found["messy_lab_table.gbk.csv"]


def test_again_and_changed(tmp_path):
    world, mapping = World(), wide(WATER, STRENGTH)
    first = table(tmp_path, ["甲", 0.05, 40], ["乙", 0.1, 41])
    world.take(first, mapping)
    assert world.read(first, mapping).already is not None
    assert world.read(first, replace(mapping, default_role=Role.DOMESTIC)).already is None
    second = world.read(table(tmp_path, ["甲", 0.06, 40], ["乙", 0.1, 41], name="n.xlsx"), mapping)
    (changed,) = second.records
    assert (changed.raw, changed.replicate) == ("0.06", 1)
    assert [issue.code for issue in second.issues] == ["IMP-REPLACED"]


def test_blank_is_nothing_and_a_dash_is_missing(tmp_path):
    world = World()
    mapping = wide(WATER, STRENGTH, absences=(("没测", "not_tested"),))
    world.take(table(tmp_path, ["甲", None, "—"], ["乙", "没测", "5"]), mapping)
    assert {one.raw: one.value for one in world.all(Result)} == {
        "—": Absent(Absence.MISSING),
        "没测": Absent(Absence.NOT_TESTED),
        "5": Number(Decimal(5)),
    }


def test_a_unit_that_does_not_fit_is_held_and_kept(tmp_path):
    world = World()
    draft = world.take(table(tmp_path, ["甲", "0.05", "40 N"]), wide(WATER, STRENGTH))
    assert codes(draft) == [("IMP-TWO-UNITS", "C2")]
    assert isinstance(world.one(Result, raw="40 N").value, Unread)
    other = wide(replace(STRENGTH, header="强度", index=2, unit="s"))
    again = world.read(table(tmp_path, ["丙", 1, 2], name="o.xlsx"), other)
    assert ("IMP-UNIT", "C1") in codes(again)
    assert ("IMP-UNIT", "C2") in codes(again)


def test_rows_that_are_no_products(tmp_path):
    rows = [
        ["甲", 0.05, 40],
        ["", 0.1, 41],
        ["平均", 0.07, 40],
        ["名称", "吸水率(%)", "强度"],
        ["注：虚构", None, None],
        ["乙", None, None],
    ]
    draft = World().read(table(tmp_path, *rows), wide(WATER, STRENGTH, last_row=0))
    assert codes(draft) == [
        ("IMP-NAME", "A3"),
        ("IMP-TOTAL", "A4"),
        ("IMP-HEADER-AGAIN", "A5"),
        ("IMP-REMARK", "A6"),
        ("IMP-REMARK", "A7"),
    ]
    assert draft.held[0].raw == "\t0.1\t41"
    assert (draft.batch.taken, draft.batch.held, draft.batch.ignored) == (1, 1, 5)


def test_the_same_name_twice(tmp_path):
    model = ColumnMapping("型号", 3, ColumnUse.MODEL)
    path = book(
        tmp_path / "d.xlsx",
        {
            "表": [
                ["名称", "吸水率(%)", "强度", "型号"],
                ["甲", 1, 2, "X"],
                ["甲", 3, 4, "Y"],
                ["甲", 5, 6, "X"],
            ]
        },
    )
    world = World()
    draft = world.take(path, wide(WATER, model))
    assert sorted(one.name for one in world.all(Product)) == ["甲", "甲 Y"]
    first = world.one(Product, name="甲").id
    assert {one.raw: one.replicate for one in world.all(Result) if one.product_id == first} == {
        "1": 1,
        "5": 2,
    }
    assert [issue.code for issue in draft.issues] == ["IMP-NAME-AGAIN", "IMP-NAME-AGAIN"]
    copy = tmp_path / "copy.xlsx"
    shutil.copy(path, copy)
    world.project = world.project.with_records([], [(ImportBatch, draft.batch.id)])
    assert not world.read(copy, wide(WATER, model)).records


def test_roles_standards_and_facts_of_products(tmp_path):
    header = ["名称", "吸水率(%)", "强度", "角色", "执行标准", "生产日期", "产地"]
    columns = [
        ColumnMapping(text, at, use)
        for at, (text, use) in enumerate(
            zip(header[3:], [ColumnUse.ROLE, ColumnUse.STANDARD, ColumnUse.PRODUCED, ColumnUse.ORIGIN]), 3
        )
    ]
    rows = [
        ["甲", 1, 2, "国内标杆", "GB/T 4100-2015；Q/SL 1-2025", date(2025, 3, 6), "广东"],
        ["乙", 1, 2, "路人", "", "昨天", ""],
    ]
    world = World()
    draft = world.take(
        book(tmp_path / "r.xlsx", {"表": [header, *rows]}), wide(WATER, *columns, our_products=("乙",))
    )
    first, second = world.one(Product, name="甲"), world.one(Product, name="乙")
    assert (first.role, first.produced, first.origin) == (Role.DOMESTIC, date(2025, 3, 6), "广东")
    assert second.role is Role.OURS
    assert len(world.all(Executed)) == 2
    assert ("IMP-TERM", "D3") in codes(draft)
    assert ("IMP-DAY", "F3") in codes(draft)


def test_limits_belong_to_the_standard_of_the_row(tmp_path):
    header = ["名称", "吸水率(%)", "限值", "执行标准"]
    columns = (
        WATER,
        ColumnMapping("限值", 2, ColumnUse.LIMIT, "吸水率"),
        ColumnMapping("执行标准", 3, ColumnUse.STANDARD),
    )
    rows = [
        ["甲", 1, "≤0.5%", "GB/T 4100-2015"],
        ["乙", 1, "≤0.5%", "GB/T 4100-2015"],
        ["丙", 1, "≤0.4%", "GB/T 4100-2015"],
        ["丁", 1, "≤0.5%", ""],
        ["戊", 1, "5", "GB/T 4100-2015"],
    ]
    world = World()
    draft = world.take(book(tmp_path / "l.xlsx", {"表": [header, *rows]}), wide(*columns))
    requirement = world.one(Requirement)
    assert requirement.limit == Interval(high=Decimal("0.5"))
    assert world.project.get(StandardEdition, requirement.edition_id).number == "GB/T 4100-2015"
    assert [one for one in codes(draft) if one[0] != "IMP-NEW-STANDARD"] == [
        ("IMP-TWO-LIMITS", "C4"),
        ("IMP-NO-STANDARD", "C5"),
        ("IMP-LIMIT", "C6"),
    ]


def test_products_in_columns(tmp_path):
    path = book(
        tmp_path / "c.xlsx", {"表": [["名称", "甲", "乙"], ["吸水率(%)", 0.05, "约1"], ["强度", 40, 41]]}
    )
    world = World()
    draft = world.take(path, wide(WATER, STRENGTH, orientation=Orientation.COLUMNS))
    assert sorted(one.name for one in world.all(Product)) == ["乙", "甲"]
    assert world.one(Result, raw="0.05").cell.cell == "B2"
    assert codes(draft) == [("IMP-VALUE", "C2")]


def test_hidden_rows_come_in_by_choice_only(tmp_path):
    path = tmp_path / "h.xlsx"
    made = xlsxwriter.Workbook(path)
    sheet = made.add_worksheet("表")
    for line, row in enumerate([["名称", "吸水率(%)", "强度"], ["甲", 1, 2], ["乙", 3, 4]]):
        sheet.write_row(line, 0, row)
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.set_column(2, 2, 9, None, {"hidden": True})
    made.close()
    world = World()
    draft = world.read(path, wide(WATER, STRENGTH))
    assert draft.counts["products"] == 1
    assert {issue.code for issue in draft.issues} == {"IMP-HIDDEN-COLUMN", "IMP-HIDDEN-ROWS"}
    assert world.read(path, wide(WATER, STRENGTH, hidden_rows=True)).counts["products"] == 2


def test_headers_are_found_by_name_not_by_place(tmp_path):
    path = book(tmp_path / "m.xlsx", {"表": [["强度", "编号", "吸水率（%）", "名 称"], [40, 1, 0.05, "甲"]]})
    world = World()
    world.take(path, wide(WATER, STRENGTH))
    assert {one.raw for one in world.all(Result)} == {"40", "0.05"}


def test_equal_headers_are_told_apart_by_place_or_refused(tmp_path):
    rows = {"表": [["名称", "吸水率(%)", "吸水率(%)"], ["甲", 1, 2]]}
    path = book(tmp_path / "e.xlsx", rows)
    world = World()
    world.take(path, wide(replace(WATER, index=2)))
    assert world.one(Result).raw == "2"
    with pytest.raises(AppError) as error:
        World().read(path, wide(replace(WATER, index=7)))
    assert error.value.code == "IMP-HEADER-TWICE"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"columns": (WATER,)}, "IMP-HEADER-MISSING"),
        ({"columns": (ColumnMapping("产品", 0, ColumnUse.NAME), WATER)}, "IMP-HEADER-MISSING"),
        (
            {"columns": (ColumnMapping("名称", 0, ColumnUse.NAME), replace(WATER, header="吸水"))},
            "IMP-HEADER-MISSING",
        ),
        ({"sheet": "无"}, "IMP-SHEET"),
        ({"category": ""}, "IMP-CATEGORY"),
        ({"orientation": Orientation.LONG}, "IMP-LONG"),
        ({"first_row": 9}, "IMP-NO-DATA"),
    ],
)
def test_a_mapping_that_does_not_fit_says_why(tmp_path, change, code):
    with pytest.raises(AppError) as error:
        World().read(table(tmp_path, ["甲", 1, 2]), replace(wide(WATER), **change))
    assert error.value.code == code


def test_reading_can_be_stopped(tmp_path):
    class Stop:
        def step(self, done: int, total: int) -> None:
            raise Cancelled

    from compare_app.importers.read import read_file
    from compare_app.importers.source import Source

    with Source(table(tmp_path, ["甲", 1, 2])) as source, pytest.raises(Cancelled):
        read_file(source, wide(WATER), World().project, lambda _: (), Stop())


def test_formulas_errors_and_short_lines(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text("名称,吸水率(%),强度\n甲,1,2\n乙,3\n丙,#N/A,4\n", encoding="utf-8")
    draft = World().read(path, wide(WATER, STRENGTH))
    assert codes(draft) == [("IMP-SHORT-ROW", "C3"), ("IMP-VALUE", "B4")]


def test_no_file_ends_elsewhere(tmp_path):
    with pytest.raises(RefusedFile):
        World().read(tmp_path / "nowhere.csv", wide(WATER))
