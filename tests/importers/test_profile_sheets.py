"""监督抽查 and 指数数据: rows of bulletins and name lists as people write them; nothing is guessed, nothing is lost."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from compare_app.domain.model import Category, CellRef, IndexFigure, Inspection, Product
from compare_app.domain.profile import share_text
from compare_app.domain.terms import IndexItem, Trust
from compare_app.engine.profile import profile_of
from compare_app.errors import RefusedFile
from compare_app.exporters.project_workbook import write_project
from compare_app.text.wording import Wording
from tests.importers.made import World, book, codes

BULLETIN = ("产品类别*", "本企业*", "年份", "检验批次", "不合格批次", "备注")
NAMES = (
    "产品类别", "本企业", "抽查日期", "受检单位", "标称生产单位", "产品名称", "商标", "规格型号", "生产日期/批号",
    "不合格项目", "承检机构", "备注",
)  # fmt: skip
FIGURES = ("年份*", "统计指标*", "数值", "下限", "上限", "权重")


def taken(tmp_path: Path, sheet: str, *rows: Any, world: World | None = None) -> tuple[World, Any]:
    world = world or World()
    draft = world.take(book(tmp_path / "通报.xlsx", {sheet: rows}))
    return world, draft


def test_a_bulletin(tmp_path: Path) -> None:
    world, draft = taken(
        tmp_path,
        "监督抽查",
        BULLETIN,
        ("水泥", "否", 2020, 440, 24, "x"),
        ("水泥", "是", "2020", "3", "0", ""),
    )
    assert not draft.held
    assert draft.counts == {"inspections": 2}
    market, own = world.all(Inspection)
    assert (market.batches, market.failed, market.year, market.own) == (440, 24, 2020, False)
    assert market.cell == CellRef("通报.xlsx", "监督抽查", "A2")
    assert (own.own, own.failed, own.failed_items, own.inspected_on) == (True, 0, (), None)


def test_a_name_list_with_the_class_of_its_items(tmp_path: Path) -> None:
    day = date(2024, 5, 6)
    world, draft = taken(
        tmp_path,
        "监督抽查",
        NAMES,
        (
            "电饭煲",
            "否",
            day,
            "某商场",
            "甲厂",
            "电饭煲",
            "某牌",
            "X-3",
            "2024-01",
            "标志(B类)；泄漏电流（A 类）",
            "某院",
            "n",
        ),
        ("电饭煲", "否", day, "某商场", "乙厂", "电饭煲", "/", "X-4", "/", "标志", "某院", ""),
        ("电饭煲", "否", day, "某商场", "", "电饭煲", "", "X-5", "", "未发现不合格", "", ""),
    )
    assert not draft.held
    first, second, third = world.all(Inspection)
    assert (first.batches, first.failed) == (1, 1)
    assert first.failed_items == ("标志(B类)", "泄漏电流（A 类）")
    assert first.serious
    assert first.product == "电饭煲 某牌 X-3"
    assert (first.enterprise, first.note) == ("甲厂", "n；受检单位：某商场")
    assert (first.lot, first.laboratory, first.inspected_on) == ("2024-01", "某院", day)
    assert not second.serious
    assert (third.failed, third.failed_items, third.enterprise) == (0, (), "某商场")


@pytest.mark.parametrize(
    ("row", "code", "cell", "expected"),
    [
        (("灯", "否", 2024, "", "", ""), "IMP-COUNT", "D2", "the number of tested batches"),
        (
            ("灯", "否", 2024, 5, "", ""),
            "IMP-COUNT",
            "E2",
            "the number of failed batches; 0 where none failed",
        ),
        (("灯", "否", 2024, 5, 6, ""), "IMP-COUNT", "E2", "no more failed batches than tested ones"),
        (("灯", "否", 2024, 0, 0, ""), "IMP-COUNT", "E2", "at least one tested batch"),
        (("灯", "否", 2024, "5.5", 1, ""), "IMP-COUNT", "D2", "a whole number that is not negative"),
        (("灯", "否", 2024, "多", 1, ""), "IMP-NUMBER", "D2", "a number such as 0.5"),
        (("灯", "否", "", 5, 1, ""), "IMP-REQUIRED", "A2", "a day or a year of the inspection"),
        (("灯", "否", "24", 5, 1, ""), "IMP-YEAR", "C2", "a year such as 2024"),
        (("灯", "", 2024, 5, 1, ""), "IMP-REQUIRED", "B2", "a value for 本企业"),
        (("灯", "也许", 2024, 5, 1, ""), "IMP-YES-NO", "B2", "是 (yes) or 否 (no)"),
        (("", "否", 2024, 5, 1, ""), "IMP-REQUIRED", "A2", "a value for 产品类别"),
    ],
)
def test_what_cannot_be_known_is_held_with_its_cell(
    tmp_path: Path, row: tuple[Any, ...], code: str, cell: str, expected: str
) -> None:
    world, draft = taken(tmp_path, "监督抽查", BULLETIN, row)
    assert world.all(Inspection) == []
    assert codes(draft) == [(code, cell)]
    assert str(draft.issues[0].expected) == expected
    assert [one.cell for one in draft.held] == [CellRef("通报.xlsx", "监督抽查", cell)]


@pytest.mark.parametrize(
    ("cells", "failed", "problem"),
    [
        ((1, "", "标志"), 1, ""),
        (("", "", "无"), 0, ""),
        (("", "", "/"), None, "the number of tested batches"),
        ((3, "", "标志"), None, "the number of failed batches; 0 where none failed"),
        ((3, 0, "标志"), None, "a failed batch, because failed items are named"),
        (("", 1, "标志"), None, "the number of tested batches"),
    ],
)
def test_counts_that_a_row_does_not_state(
    tmp_path: Path, cells: tuple[Any, ...], failed: int | None, problem: str
) -> None:
    head = ("产品类别", "本企业", "年份", "检验批次", "不合格批次", "不合格项目")
    world, draft = taken(tmp_path, "监督抽查", head, ("灯", "是", 2024, *cells))
    assert [one.failed for one in world.all(Inspection)] == ([] if failed is None else [failed])
    assert [str(issue.expected) for issue in draft.issues] == ([problem] if problem else [])


def test_contradictions_are_held(tmp_path: Path) -> None:
    head = (
        "产品类别",
        "本企业",
        "抽查日期",
        "年份",
        "检验批次",
        "不合格批次",
        "不合格项目",
        "严重不合格",
        "产值",
    )
    world, draft = taken(
        tmp_path,
        "监督抽查",
        head,
        ("甲", "是", date(2024, 5, 6), 2023, 1, 0, "", "", ""),
        ("乙", "是", date(2024, 5, 6), 2024, 1, 1, "泄漏电流(A类)", "否", ""),
        ("丙", "是", "", 2024, 1, 0, "", "", -5),
    )
    assert codes(draft) == [("IMP-YEAR", "D2"), ("IMP-CLASS", "H3"), ("IMP-NUMBER", "I4")]
    second, third = world.all(Inspection)
    assert second.serious  # the item says it
    assert third.output is None


def test_the_same_rows_again_change_nothing_and_corrected_counts_take_their_place(tmp_path: Path) -> None:
    rows = [("灯", "是", 2024, 5, 1, ""), ("灯", "是", 2024, 5, 1, ""), ("灯", "否", 2024, 50, 1, "")]
    world, _ = taken(tmp_path, "监督抽查", BULLETIN, *rows)
    assert len(world.all(Inspection)) == 3
    again = world.read(book(tmp_path / "b.xlsx", {"监督抽查": [BULLETIN, *rows], "其他": [("x",)]}))
    assert not again.records
    assert again.unchanged == 3
    corrected = world.read(
        book(tmp_path / "c.xlsx", {"监督抽查": [BULLETIN, rows[0], ("灯", "是", 2024, 6, 1, "")]})
    )
    assert [one.batches for one in corrected.records if isinstance(one, Inspection)] == [6]
    assert codes(corrected) == [("IMP-REPLACED", "D3")]  # never silently
    assert str(corrected.issues[0].expected) == "1/5 failed, as the project has it"
    assert corrected.records[0].id == world.all(Inspection)[1].id  # type: ignore[union-attr]


def test_bulletins_of_different_documents_stand_beside_each_other(tmp_path: Path) -> None:
    head = (*BULLETIN, "来源文件")
    world, _ = taken(tmp_path, "监督抽查", head, ("灯", "否", 2024, 200, 20, "", "国家通报"))
    _, draft = taken(tmp_path, "监督抽查", head, ("灯", "否", 2024, 50, 2, "", "省通报"), world=world)
    assert not draft.issues
    assert [one.batches for one in world.all(Inspection)] == [200, 50]


def test_a_long_table_of_other_figures_is_not_taken_for_index_figures(tmp_path: Path) -> None:
    path = book(
        tmp_path / "x.xlsx",
        {"表": [("年份", "指标", "数值", "单位", "备注"), (2024, "光效", 98, "lm/W", "")]},
    )
    with pytest.raises(RefusedFile):
        World().read(path)


def test_a_csv_with_the_headers_of_the_sheet_is_one(tmp_path: Path) -> None:
    path = tmp_path / "通报.csv"
    path.write_text("产品类别,本企业,年份,检验批次,不合格批次\n灯,否,2024,200,20\n", encoding="utf-8")
    world = World()
    assert not world.take(path).issues
    assert world.one(Inspection).batches == 200


def test_a_sheet_without_a_column_leaves_the_field_alone(tmp_path: Path) -> None:
    world, _ = taken(tmp_path, "监督抽查", (*BULLETIN, "产值"), ("灯", "是", 2024, 5, 1, "n", 12))
    taken(tmp_path, "监督抽查", BULLETIN[:-1], ("灯", "是", 2024, 7, 1), world=world)
    one = world.one(Inspection)
    assert (one.batches, one.output, one.note) == (7, Decimal(12), "n")


def test_a_linked_product_comes_back_and_an_unknown_one_is_held(tmp_path: Path) -> None:
    world = World()
    world.store(
        [
            Category("c", "灯"),
            Product("p", "c", "示例灯"),
            Inspection("i", "灯", 1, 0, year=2024, product_id="p"),
        ]
    )
    path = tmp_path / "x.xlsx"
    write_project(path, world.project, world.results_of, Wording.load("zh_CN"))
    assert not world.read(path).records
    head = (*BULLETIN, "关联产品")
    _, draft = taken(tmp_path, "监督抽查", head, ("灯", "是", 2024, 1, 0, "", "示例"), world=world)
    assert codes(draft) == [("IMP-PRODUCT", "G2")]
    assert world.one(Inspection).product_id == "p"


def test_a_workbook_without_the_two_sheets_is_as_before(tmp_path: Path) -> None:
    world = World()
    world.store([Category("c", "灯")])
    path = tmp_path / "x.xlsx"
    write_project(path, world.project, world.results_of, Wording.load("en"))
    import openpyxl

    assert openpyxl.load_workbook(path).sheetnames == [
        "Read me", "Indicators", "Standards", "Requirements", "Products", "Results",
    ]  # fmt: skip


# --- index figures ----------------------------------------------------------------------------------------------------


def test_figures_of_the_index(tmp_path: Path) -> None:
    world, draft = taken(
        tmp_path,
        "指数数据",
        (*FIGURES, "核实状态"),
        (2024, "质量损失率", "1.20%", 0, 5, 2, "未核实"),
        (2024, "patents", 3, "", "", "", ""),
        (2024, "新产品销售比重", "", "0%", "６０％", "", ""),
    )
    assert not draft.held, draft.issues
    loss, patents, sales = world.all(IndexFigure)
    assert (loss.item, str(loss.value), loss.low, loss.high, loss.weight) == (
        IndexItem.QUALITY_LOSS, "1.20", 0, 5, 2,
    )  # fmt: skip
    assert loss.source.trust is Trust.UNCONFIRMED
    assert (patents.item, patents.value, patents.low, patents.weight) == (IndexItem.PATENTS, 3, None, 1)
    assert (sales.value, sales.low, sales.high) == (None, 0, 60)


def test_figures_that_cannot_be_are_held(tmp_path: Path) -> None:
    world, draft = taken(
        tmp_path,
        "指数数据",
        FIGURES,
        (2024, "质量损失率", 1, 5, 5, 1),
        (2024, "每百万元产值拥有专利数", "3%", "", "", -1),
        (2024, "质量损失率", 2, 0, 5, 1),
        (2024, "不良率", 2, 0, 5, 1),
        (24, "质量损失率", 2, 0, 5, 1),
        (2024, "国际市场销售率", "约 5", 0, 5, 1),
    )
    assert codes(draft) == [
        ("IMP-ORDER", "E2"), ("IMP-UNIT", "C3"), ("IMP-NUMBER", "F3"), ("IMP-TWICE", "B4"), ("IMP-TERM", "B5"),
        ("IMP-YEAR", "A6"), ("IMP-NUMBER", "C7"),
    ]  # fmt: skip
    loss, patents, abroad = world.all(IndexFigure)
    assert (loss.low, loss.high) == (5, None)
    assert (patents.value, patents.weight) == (None, 1)
    assert abroad.value is None


def test_a_figure_is_found_again_by_year_and_name(tmp_path: Path) -> None:
    world, _ = taken(
        tmp_path, "指数数据", FIGURES, (2024, "质量损失率", 1, 0, 5, 1), (2025, "质量损失率", 2, 0, 5, 1)
    )
    taken(tmp_path, "指数数据", FIGURES[:3], (2024, "quality_loss", "0.9"), world=world)
    assert [(one.year, one.value, one.high) for one in world.all(IndexFigure)] == [
        (2024, Decimal("0.9"), 5), (2025, 2, 5),
    ]  # fmt: skip


# --- the published bulletins through the real door --------------------------------------------------------------------


def test_published_bulletins_through_a_workbook(tmp_path: Path, shared_dir: Path) -> None:
    """Published counts, imported as a sheet 监督抽查, give the published rates; rows without counts are held."""
    with (shared_dir / "data/market_inspection_rates.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    cells = [
        (one["product_class"], "否", one["year"], one["batches_tested"], one["batches_failed"], one["note"])
        for one in rows
    ]
    world, draft = taken(tmp_path, "监督抽查", BULLETIN, *cells)
    assert len(draft.held) == sum(not one["batches_failed"] for one in rows) == 16
    found = profile_of(world.project, date(2026, 6, 30)).market
    rates = {(one.year, one.product_class): share_text(one.rate.failed_share) for one in found.classes}
    for one in rows:
        if one["batches_failed"] and one["fail_rate_pct_text"]:
            assert rates[int(one["year"]), one["product_class"]] == f"{one['fail_rate_pct_text']} %"
    national = next(year for year in found.years if year.year == 2023)
    assert (national.rate.tested, national.rate.failed) == (28265, 3476)
