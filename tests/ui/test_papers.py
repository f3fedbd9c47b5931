"""Documents and logo on the page 报告, by gestures: what is seen, and the file that is written."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from compare_app.domain.report import Heading, Logo, Report
from compare_app.errors import AppError
from compare_app.text.wording import Wording
from tests.domain.test_logo import PNG, SVG
from tests.ui.conftest import Answers
from ui.assets import load_fonts
from ui.charts.logo import drawn_once
from ui.charts.report import page_images
from ui.main_window import MainWindow
from ui.pages.report import ReportPage
from ui.pages.report_outputs import OUTPUTS


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> ReportPage:
    found = window.show_page("report")
    assert isinstance(found, ReportPage)
    qtbot.waitUntil(lambda: found.views.currentWidget() is found.area, timeout=30_000)
    return found


@pytest.mark.parametrize("key", [one.key for one in OUTPUTS if one.document])
def test_every_document_has_a_preview(page: ReportPage, qtbot: QtBot, key: str) -> None:
    page.show_output(key)
    qtbot.waitUntil(lambda: page.views.currentWidget() is page.area, timeout=30_000)
    pages = [page.pages.itemAt(at).widget() for at in range(page.pages.count())]
    assert any(isinstance(one, QLabel) and not one.pixmap().isNull() for one in pages)


@pytest.mark.parametrize("key", [one.key for one in OUTPUTS if one.suffix == ".xlsx" and not one.document])
def test_every_workbook_has_a_preview(page: ReportPage, qtbot: QtBot, key: str) -> None:
    page.show_output(key)
    qtbot.waitUntil(lambda: page.model.rowCount() > 0, timeout=30_000)
    assert page.views.currentWidget() is page.table.parentWidget(), page.note.text()


def test_a_document_is_written_in_both_languages_as_one_file(
    page: ReportPage, window: MainWindow, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    answers.to_save = tmp_path / "清单.xlsx"
    page.session.languages = ("zh_CN", "en")
    button = next(one for one in page.findChildren(QPushButton) if one.property("output") == "lists")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: answers.to_save is not None and answers.to_save.exists(), timeout=30_000)
    names = openpyxl.load_workbook(answers.to_save).sheetnames
    assert names[:3] == ["质量问题清单", "重点攻关项目清单", "质量政策工具清单"]
    assert len(names) == 6
    assert [path.name for path in tmp_path.glob("*.xlsx")] == ["清单.xlsx"]


def test_a_logo_is_chosen_seen_undone(
    page: ReportPage, window: MainWindow, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    answers.to_open = tmp_path / "标志.svg"
    answers.to_open.write_bytes(SVG)
    assert not page.logo_row.remove_button.isVisible()
    qtbot.mouseClick(page.logo_row.choose_button, Qt.MouseButton.LeftButton)
    assert page.session.workspace.logo() is not None
    qtbot.waitUntil(page.logo_row.remove_button.isVisible)
    assert not page.logo_row.picture.pixmap().isNull()
    qtbot.mouseClick(page.logo_row.remove_button, Qt.MouseButton.LeftButton)
    assert page.session.workspace.logo() is None
    page.session.undo()
    assert page.session.workspace.logo() is not None


@pytest.mark.qt_log_ignore("Unsupported marker type")  # what the last, damaged picture makes Qt say
def test_every_picture_becomes_one_png(app: object) -> None:
    made = drawn_once(SVG)
    image = QImage.fromData(made)
    assert made.startswith(b"\x89PNG")
    assert (image.width(), image.height()) == (1200, 600)
    assert QImage.fromData(drawn_once(PNG)).width() == 1
    for broken in (PNG[:40], b"<svg", b"\xff\xd8\xffrubbish"):
        with pytest.raises(AppError, match="cannot be drawn"):
            drawn_once(broken)


def test_the_logo_is_painted_in_the_corner_of_the_first_page(app: object) -> None:
    red = QImage(100, 50, QImage.Format.Format_RGB32)
    red.fill(Qt.GlobalColor.red)
    from PySide6.QtCore import QBuffer, QIODevice

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    red.save(buffer, "PNG")  # type: ignore[call-overload]
    logo = Logo(bytes(buffer.data().data()), 100, 50)
    report = Report("标题", "脚", (Heading("很长的标题" * 20),), landscape=True, logo=logo)
    (image,) = page_images(report, load_fonts(), Wording.load("zh_CN"), 1188)
    corner = image.pixelColor((297 - 15 - 5) * 4, (13 + 5) * 4)
    assert (corner.red(), corner.green()) == (255, 0)
