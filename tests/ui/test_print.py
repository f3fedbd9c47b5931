"""Every page on paper: its tables as they are looked at, repeated headers, page x of y."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from pytestqt.qtbot import QtBot

from compare_app.domain.report import Figure, Report, Table, TableCell
from ui.main_window import MainWindow
from ui.main_window.commands import PAGE_KEYS
from ui.pages.paper import report_of
from ui.pages.plan import PlanPage
from ui.renderer import Renderer


def shown(window: MainWindow, qtbot: QtBot, name: str) -> Report:
    page = window.show_page(name)
    assert page is not None
    qtbot.waitUntil(lambda: window.session.tasks.running == 0, timeout=20_000)
    qtbot.wait(50)
    return report_of(page)


@pytest.mark.parametrize("name", [name for name in PAGE_KEYS if name != "report"])
def test_every_page_has_a_paper_form(window: MainWindow, qtbot: QtBot, name: str) -> None:
    report = shown(window, qtbot, name)
    assert any(isinstance(block, Table | Figure) for block in report.blocks) or name in ("plan", "profile")
    assert report.landscape


def test_the_paper_shows_what_the_screen_shows(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("plan")
    assert isinstance(page, PlanPage)
    page.propose()
    column = page.model.column_of("action_type")
    kind = str(page.model.index(0, column).data())
    page.view.rows_model.set_filter("action_type", frozenset({kind}))
    page.view.columns.hide(page.model.column_of("note"))
    report = shown(window, qtbot, "plan")
    (table,) = (block for block in report.blocks if isinstance(block, Table))
    assert len(table.rows) == page.model.rowCount() < page.model.total
    assert "备注" not in table.header
    assert {row[table.header.index("类型")].text for row in table.rows} == {kind}


def test_headers_are_repeated_and_pages_are_numbered(tmp_path: Path) -> None:
    rows = tuple((TableCell(f"第{row}行"), TableCell("x")) for row in range(90))
    report = Report("打印", "页脚", (Table(("表头甲", "表头乙"), rows),), landscape=True)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    to = tmp_path / "page.pdf"
    printer.setOutputFileName(str(to))
    pages = Renderer().printed(report, printer)
    assert pages >= 3
    assert to.read_bytes().startswith(b"%PDF")
    text = pdf_text(to)
    if text is None:
        pytest.skip("no pdftotext here")
    assert text.count("表头甲") == pages
    for page in range(1, pages + 1):
        assert re.search(rf"{page}\s*/\s*{pages}", text)


def pdf_text(path: Path) -> str | None:
    try:
        done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.decode("utf-8")


def test_ctrl_p_opens_the_preview(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("indicators")
    qtbot.waitUntil(lambda: window.session.comparison() is not None, timeout=20_000)
    window.actions_by_key["print"].trigger()
    preview = window.findChild(QPrintPreviewDialog)
    assert preview is not None
    assert preview.isVisible()
    assert preview.windowTitle() == "打印预览"
    preview.reject()
