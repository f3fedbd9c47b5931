"""What a page does with its chart: kinds, the data behind it, copies and files in a chosen size."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from compare_app.domain.charts import NoChart
from tests.ui.conftest import Answers
from ui.dialogs.picture import PictureDialog
from ui.main_window import MainWindow
from ui.pages.diagnosis import VIEWS, DiagnosisPage
from ui.pages.indicators import KINDS, IndicatorsPage
from ui.pages.plan import PlanPage


def indicators(window: MainWindow, qtbot: QtBot) -> IndicatorsPage:
    page = window.show_page("indicators")
    assert isinstance(page, IndicatorsPage)
    qtbot.waitUntil(lambda: page.chart.spec is not None, timeout=20_000)
    return page


@pytest.mark.parametrize("kind", [one.kind for one in KINDS])
def test_every_kind_can_be_chosen_and_shows_its_data(window: MainWindow, qtbot: QtBot, kind: str) -> None:
    page = indicators(window, qtbot)
    page.view.setCurrentIndex(page.model.index(0, 0))
    at = page.bar.kinds.findData(kind)
    page.bar.kinds.setCurrentIndex(at)
    page.bar.kinds.activated.emit(at)
    assert page.chart.spec is not None
    qtbot.mouseClick(page.bar.data_button, Qt.MouseButton.LeftButton)
    assert page.chart.table is not None
    assert page.chart.table.isVisible()
    assert page.chart.table.row_count() > 0
    qtbot.mouseClick(page.bar.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().count("\n") >= 1
    qtbot.mouseClick(page.bar.data_button, Qt.MouseButton.LeftButton)
    assert page.chart.view is not None
    assert page.chart.view.isVisible()


def test_a_chart_of_one_indicator_follows_the_row(window: MainWindow, qtbot: QtBot) -> None:
    page = indicators(window, qtbot)
    page.show_kind("distribution")
    titles = set()
    for row in range(page.model.rowCount()):
        page.view.setCurrentIndex(page.model.index(row, 0))
        assert page.chart.spec is not None
        titles.add(page.chart.spec.title)
    assert len(titles) == page.model.rowCount()


def test_the_data_go_along_when_the_kind_changes(window: MainWindow, qtbot: QtBot) -> None:
    page = indicators(window, qtbot)
    page.bar.data_button.setChecked(True)
    assert page.chart.table is not None
    before = [column.title for column in page.chart.table.rows_model.grid.columns]
    page.show_kind("heatmap")
    assert [column.title for column in page.chart.table.rows_model.grid.columns] != before


def test_a_picture_is_saved_in_the_size_asked_for(
    window: MainWindow, qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    page = indicators(window, qtbot)
    qtbot.mouseClick(page.bar.save_button, Qt.MouseButton.LeftButton)
    dialog = window.findChild(PictureDialog)
    assert dialog is not None
    dialog.width_box.setValue(100)
    dialog.height_box.setValue(50)
    dialog.dpi_box.setCurrentIndex(dialog.dpi_box.findData(600))
    assert dialog.said.text() == "2362 × 1181 像素"
    answers.to_save = tmp_path / "图.png"
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(answers.to_save.exists, timeout=10_000)
    image = QImage(str(answers.to_save))
    assert (image.width(), image.height()) == (2362, 1181)
    assert round(image.dotsPerMeterX() * 0.0254) == 600


def test_a_copy_is_png_at_its_resolution_svg_or_pdf(window: MainWindow, qtbot: QtBot) -> None:
    page = indicators(window, qtbot)
    assert page.chart.view is not None
    page.chart.view.copy_requested.emit("png", 300)
    mime = QGuiApplication.clipboard().mimeData()
    assert QImage.fromData(mime.data("image/png")).width() == round(180 / 25.4 * 300)
    assert mime.hasImage()
    page.chart.view.copy_requested.emit("svg", 300)
    assert b"<svg" in bytes(QGuiApplication.clipboard().mimeData().data("image/svg+xml").data())
    page.chart.view.copy_requested.emit("pdf", 300)
    assert bytes(QGuiApplication.clipboard().mimeData().data("application/pdf").data()).startswith(b"%PDF")


def test_the_fishbone_follows_the_gap(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("diagnosis")
    assert isinstance(page, DiagnosisPage)
    qtbot.waitUntil(lambda: page.model.rowCount() > 1, timeout=20_000)
    page.show_kind("fishbone")
    heads = set()
    for row in range(2):
        page.view.setCurrentIndex(page.model.index(row, 1))
        assert page.chart.spec is not None
        heads.add(page.chart.spec.title)
    assert len(heads) == 2
    page.show_kind("ranks")
    assert not page.bar.save_button.isEnabled()
    assert {one.kind for one in VIEWS} >= {"pareto", "fishbone", "quadrant"}


def test_the_plan_over_time_leads_back_to_its_rows(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("plan")
    assert isinstance(page, PlanPage)
    page.propose()
    page.gantt_button.setChecked(True)
    assert page.chart.isVisible()
    assert not isinstance(page.chart.spec, NoChart)
    second = page.actions_shown()[1].id
    page.chart.selected.emit(second)
    page.gantt_button.setChecked(False)
    assert page.view.isVisible()
    assert page.model.key_at(page.view.currentIndex().row()) == second
