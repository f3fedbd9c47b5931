"""企业质量画像 through gestures: what is seen, and what stands in the project afterwards."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from compare_app.domain.edit import Edit
from compare_app.domain.model import CellRef, IndexFigure, Inspection, Provenance
from compare_app.domain.terms import IndexItem, Trust
from compare_app.errors import AppError
from compare_app.text.message import M
from compare_app.text.wording import Wording
from compare_app.workspace import Workspace
from tests.ui.conftest import Answers
from ui.main_window import MainWindow
from ui.models.profile_edit import (
    NEW,
    edited_figure,
    edited_inspection,
    figures_of_year,
    new_figure,
    new_inspection,
)
from ui.models.profile_grid import figures_grid, inspections_grid
from ui.pages.profile import ProfilePage
from ui.widgets.plain import PlainLabel

Windows = Callable[..., MainWindow]
UNSURE = Provenance("示例通报", "表 1", trust=Trust.UNCONFIRMED)
ROW = Inspection(
    "i1", "灯", 4, 1, inspected_on=date(2024, 5, 6), failed_items=("泄漏电流(A类)",), serious=True,
    output=Decimal("12.5"), cell=CellRef("x.xlsx", "监督抽查", "A2"), source=UNSURE,
)  # fmt: skip


def records() -> list[object]:
    figures = [
        IndexFigure(f"f-{item}", 2024, item, Decimal(50), Decimal(0), Decimal(100)) for item in IndexItem
    ]
    figures[8] = replace(figures[8], value=None)  # patents
    return [
        ROW,
        Inspection("i2", "锁", 30, 0, year=2023),
        Inspection("m1", "灯", 200, 20, year=2024, own=False),
        *figures,
    ]


@pytest.fixture
def profile_path(tmp_path: Path) -> Path:
    """A project without any product: the page needs none."""
    path = tmp_path / "画像.dcmp"
    workspace = Workspace.create(path, "示例企业")
    workspace.apply(Edit(M("Import {file}", file="x.xlsx"), tuple(records())))  # type: ignore[arg-type]
    workspace.close()
    return path


@pytest.fixture
def page(make_window: Windows, profile_path: Path, qtbot: QtBot) -> ProfilePage:
    window = make_window()
    assert window.open_project(profile_path)
    window.session.look_on(date(2026, 6, 30))
    found = window.show_page("profile")
    assert isinstance(found, ProfilePage)
    ready(found, qtbot)
    return found


def ready(page: ProfilePage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.session.tasks.running == 0, timeout=20_000)
    qtbot.wait(20)


def seen(page: ProfilePage) -> str:
    return "\n".join(label.text() for label in page.findChildren(PlainLabel) if label.isVisibleTo(page))


def test_three_cards_without_any_product(page: ProfilePage) -> None:
    assert page.session.product is None
    words = seen(page)
    assert page.rates.figure.text() == "75.0 %"
    assert "2024 年：75.0 % (3/4)，95 % 置信区间 19.4–99.4 %" in words
    assert page.honour.figure.text() == "未达三年榜"
    assert "× 三年榜：有不合格批次的抽查 1 次" in words
    assert page.index.figure.text() == "80.00"
    assert "11/12" in words
    assert "模拟测算，非官方指数" in words
    assert "主管部门公布的榜单" in words
    chart = page.rates.chart.view
    assert chart is not None
    assert chart.picture is not None
    assert {"2023", "2024", "3/4", "30/30"} <= set(chart.picture.texts())


def test_the_market_and_the_other_bands(page: ProfilePage, qtbot: QtBot) -> None:
    page.rates.side_box.setCurrentIndex(1)
    page.rates.side_box.activated.emit(1)
    assert page.rates.figure.text() == "90.0 %"
    assert "初步具有竞争力" in page.index.note.text()
    page.index.bands_box.setCurrentIndex(1)
    page.index.bands_box.activated.emit(1)
    ready(page, qtbot)
    assert "竞争力较强" in page.index.note.text()
    assert page.index.bands_box.currentData() == "bulletin_2009"


def test_the_inspector_answers_for_cards_charts_and_rows(page: ProfilePage, qtbot: QtBot) -> None:
    window = page.window()
    assert isinstance(window, MainWindow)
    qtbot.mouseClick(page.honour.link, Qt.MouseButton.LeftButton)
    assert "10 年（2016-07-01 至 2026-06-30）" in window.inspector.text()
    qtbot.mouseClick(page.rates.link, Qt.MouseButton.LeftButton)
    assert "合格批次 / 检验批次：3/4 = 75.0 %" in window.inspector.text()
    page.index.chart.selected.emit("core_technology")
    assert "其权重归于同一三级指标下的另一项" in window.inspector.text()
    page.rates.chart.selected.emit("own/2023")
    assert "锁：100.0 % (30/30)" in window.inspector.text()
    page.by_class.view.setCurrentIndex(
        page.by_class.model.index(page.by_class.model.row_of("market/2024/灯"), 0)
    )
    assert "合格批次 / 检验批次：180/200 = 90.0 %" in window.inspector.text()
    page.tabs.setCurrentWidget(page.inspections)
    view, model = page.inspections.view, page.inspections.model
    view.setCurrentIndex(model.index(model.row_of("i1"), 0))
    words = window.inspector.text()
    assert "x.xlsx!监督抽查!A2" in words
    assert "未核实" in words
    page.tabs.setCurrentWidget(page.figures)
    page.figures.view.setCurrentIndex(page.figures.model.index(0, 2))
    assert "s = 60 + 40·(x − low)/(high − low)" in window.inspector.text()


def test_a_cell_is_edited_in_place_and_taken_back(page: ProfilePage, qtbot: QtBot) -> None:
    page.tabs.setCurrentWidget(page.inspections)
    model = page.inspections.model
    at = model.index(model.row_of("i1"), model.column_of("batches"))
    assert model.setData(at, "8")
    ready(page, qtbot)
    assert page.session.project.all(Inspection)["i1"].batches == 8
    assert page.rates.figure.text() == "87.5 %"
    page.session.undo()
    ready(page, qtbot)
    assert page.session.project.all(Inspection)["i1"] == ROW
    assert page.rates.figure.text() == "75.0 %"


def test_rates_by_class_with_counts_interval_and_weight(page: ProfilePage) -> None:
    model = page.by_class.model
    assert [model.key_at(row) for row in range(model.rowCount())] == [
        "own/2024", "own/2024/灯", "market/2024", "market/2024/灯", "own/2023", "own/2023/锁",
    ]  # fmt: skip
    cells = [model.index(1, column).data() for column in range(model.columnCount())]
    assert cells == [
        "2024",
        "本企业",
        "灯",
        "3/4",
        "75.0 %",
        "19.4–99.4 %",
        "× 25.0 %",
        "100.0 %",
        "× 严重不合格、未核实",
    ]
    assert "按产值加权 75.0 % (1/1)" in model.index(0, 8).data()


def test_what_cannot_be_is_told_and_changes_nothing(page: ProfilePage, qtbot: QtBot) -> None:
    window = page.window()
    assert isinstance(window, MainWindow)
    model = page.inspections.model
    model.setData(model.index(model.row_of("i1"), model.column_of("failed")), "5")
    assert "不多于检验批次的不合格批次" in window.message_bar.text
    model.setData(model.index(model.row_of("i1"), model.column_of("when")), "去年")
    assert "去年" in window.message_bar.text
    assert page.session.project.all(Inspection)["i1"] == ROW


def test_typing_a_row_stores_it_when_it_is_whole(page: ProfilePage, qtbot: QtBot) -> None:
    page.tabs.setCurrentWidget(page.inspections)
    qtbot.mouseClick(page.inspections.add_button, Qt.MouseButton.LeftButton)
    model, view = page.inspections.model, page.inspections.view
    assert model.key_at(view.currentIndex().row()) == NEW
    before = len(page.session.project.all(Inspection))
    for column, text in (("product_class", "插座"), ("when", "2025"), ("batches", "多"), ("batches", "6")):
        model.setData(model.index(model.row_of(NEW), model.column_of(column)), text)
    assert (
        len(page.session.project.all(Inspection)) == before
    )  # failed batches are not zero because they are blank
    assert model.index(model.row_of(NEW), 0).data() == "插座"
    model.setData(model.index(model.row_of(NEW), model.column_of("failed")), "0")
    ready(page, qtbot)
    made = next(one for one in page.session.project.all(Inspection).values() if one.product_class == "插座")
    assert (made.batches, made.failed, made.year, made.own) == (6, 0, 2025, True)
    assert model.key_at(view.currentIndex().row()) == made.id
    assert model.index(model.row_of(NEW), 0).data() == "在此输入以添加一行"
    assert page.rates.figure.text() == "100.0 %"


def test_rows_are_removed_as_one_step(page: ProfilePage, qtbot: QtBot) -> None:
    page.tabs.setCurrentWidget(page.inspections)
    page.inspections.view.selectAll()
    qtbot.mouseClick(page.inspections.remove_button, Qt.MouseButton.LeftButton)
    assert not page.session.project.all(Inspection)
    ready(page, qtbot)
    assert page.rates.figure.text() == "—"
    assert page.honour.figure.text() == "不能预估"
    page.session.undo()
    assert len(page.session.project.all(Inspection)) == 3


def test_a_year_of_figures_takes_its_bounds_from_the_year_before(page: ProfilePage, qtbot: QtBot) -> None:
    page.tabs.setCurrentWidget(page.figures)
    assert page.figures.year_box.value() == 2025
    qtbot.mouseClick(page.figures.year_button, Qt.MouseButton.LeftButton)
    ready(page, qtbot)
    made = [one for one in page.session.project.all(IndexFigure).values() if one.year == 2025]
    assert len(made) == 12
    assert {(one.value, one.low, one.high) for one in made} == {(None, 0, 100)}
    page.tabs.setCurrentIndex(0)
    page.index.year_box.setCurrentIndex(0)
    page.index.year_box.activated.emit(0)
    assert page.index.figure.text() == "—"
    assert "不给出指数" in page.index.note.text()


def test_the_profile_is_written_from_the_page_and_from_the_menu(
    page: ProfilePage, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    window = page.window()
    assert isinstance(window, MainWindow)
    answers.to_save = tmp_path / "画像"
    qtbot.mouseClick(page.export_button, Qt.MouseButton.LeftButton)
    ready(page, qtbot)
    assert (tmp_path / "画像.xlsx").stat().st_size > 8000
    answers.to_save = tmp_path / "p.json"
    window.actions_by_key["export_profile"].trigger()
    ready(page, qtbot)
    told = json.loads(answers.to_save.read_text(encoding="utf-8"))
    assert told["index"]["years"][0]["value"] == "80"
    answers.to_save = tmp_path / "p.pdf"
    window.actions_by_key["export_profile"].trigger()
    ready(page, qtbot)
    assert answers.to_save.read_bytes().startswith(b"%PDF")
    assert "示例企业 企业质量画像.xlsx" in answers.asked


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_report_of_the_samples_has_two_pages(app: object, tmp_path: Path, language: str) -> None:
    from ui.renderer import Renderer

    workspace = Workspace.create(tmp_path / "s.dcmp", "示例企业")
    sample = Path(__file__).resolve().parents[2] / "sample_data/enterprise_profile.xlsx"
    workspace.commit(workspace.read(sample))
    report = workspace.profile_report(Wording.load(language), date(2026, 6, 30))
    assert Renderer().report(report, tmp_path / "p.pdf") == 2
    workspace.close()


def test_ctrl_8_opens_the_page(make_window: Windows, profile_path: Path, qtbot: QtBot) -> None:
    window = make_window("en")
    assert window.open_project(profile_path)
    action = window.actions_by_key["page_profile"]
    assert action.shortcut().toString() == "Ctrl+8"
    action.trigger()
    assert isinstance(window.page, ProfilePage)
    qtbot.waitUntil(lambda: window.session.tasks.running == 0, timeout=20_000)


def test_a_read_only_project_offers_no_row_to_type_in(
    make_window: Windows, profile_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window()
    monkeypatch.setattr("os.access", lambda *_args, **_keywords: False)
    assert window.open_project(profile_path)
    page = window.show_page("profile")
    assert isinstance(page, ProfilePage)
    ready(page, qtbot)
    assert page.inspections.model.row_of(NEW) == -1
    assert not page.inspections.add_button.isEnabled()
    assert not page.inspections.model.flags(page.inspections.model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable


def test_a_mark_of_the_chart_survives_a_new_profile(page: ProfilePage, qtbot: QtBot) -> None:
    view = page.index.chart.view
    assert view is not None
    view.select("market")
    model = page.figures.model
    model.setData(model.index(model.row_of("f-patents"), model.column_of("value")), "100")
    ready(page, qtbot)
    assert page.index.figure.text() == "81.67"
    assert view.selected == "market"


# --- models and edits -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_tables_are_models(page: ProfilePage, qtmodeltester: ModelTester, language: str) -> None:
    words = Wording.load(language)
    rows = [one for one in records() if isinstance(one, Inspection)]
    figures = [one for one in records() if isinstance(one, IndexFigure)]
    model = page.new_model()
    for grid in (
        inspections_grid([], {}, words, editable=True),
        inspections_grid(rows, {"product_class": "x"}, words, editable=True),
        figures_grid(figures, {}, {}, words, editable=False),
        figures_grid([], {}, {"item": "patents"}, words, editable=True),
    ):
        model.show(grid)
        qtmodeltester.check(model)
    assert model.rowCount(QModelIndex()) == 1
    assert model.index(0, 1).data() == words.term(IndexItem.PATENTS)


def test_texts_of_an_inspection() -> None:
    def after(column: str, text: str) -> Inspection:
        made = edited_inspection(ROW, column, text).puts[0]
        assert isinstance(made, Inspection)
        return made

    assert (after("when", "2023").inspected_on, after("when", "2023").year) == (None, 2023)
    assert after("when", "2024年6月1日").inspected_on == date(2024, 6, 1)
    assert after("own", "market").own is False
    assert after("failed_items", "标志；外观").failed_items == ("标志", "外观")
    assert after("failed_items", "标志").serious is False
    assert after("failed_items", "防触电(A类)").serious
    assert after("failed_items", "/").failed_items == ()
    assert after("output", "").output is None
    assert after("trust", "confirmed").source == replace(UNSURE, trust=Trust.CONFIRMED)
    assert after("document", "通报").source.document == "通报"
    assert after("note", " 注 ").note == "注"
    for column, text in (
        ("product_class", ""), ("when", ""), ("when", "24"), ("batches", "0"), ("batches", "1.5"), ("failed", ""),
        ("failed", "-1"), ("failed", "0"), ("serious", "no"), ("output", "0"), ("output", "x"),
    ):  # fmt: skip
        with pytest.raises(AppError):
            edited_inspection(ROW, column, text)
    with pytest.raises(AppError):
        edited_inspection(ROW, "own", "")  # Del empties a cell; whose batches they are is never guessed
    with pytest.raises(KeyError):
        edited_inspection(ROW, "x", "y")


def test_texts_of_a_figure() -> None:
    one = IndexFigure("f", 2024, IndexItem.QUALITY_LOSS, Decimal("0.8"), Decimal(0), Decimal(3))
    other = replace(one, id="g", year=2025)

    def after(column: str, text: str) -> IndexFigure:
        made = edited_figure(one, column, text, [one, other]).puts[0]
        assert isinstance(made, IndexFigure)
        return made

    assert str(after("value", "0.90 %").value) == "0.90"
    assert after("value", "").value is None
    assert after("weight", "").weight == 1
    assert after("year", "2023").year == 2023
    assert after("item", "patents").item is IndexItem.PATENTS
    for column, text in (
        ("year", "2025"), ("year", "x"), ("item", ""), ("high", "0"), ("low", "3"), ("weight", "-1"), ("value", "约1"),
    ):  # fmt: skip
        with pytest.raises(AppError):
            edited_figure(one, column, text, [one, other])
    with pytest.raises(AppError):
        edited_figure(replace(one, item=IndexItem.PATENTS), "value", "3%", [])
    assert new_figure({"year": "2024"}, []) is None
    assert new_figure({"year": "2024", "item": "patents"}, []) is not None
    assert new_inspection({"own": "ours", "product_class": "灯"}) is None
    assert figures_of_year(2024, [replace(one, id=item, item=item) for item in IndexItem]) is None
