"""Samples and reports on 数据, and the files beside them in the inspector."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from compare_app.domain.edit import Edit, Ref
from compare_app.domain.loop import Action, Attachment
from compare_app.domain.model import Product, Sample, TestReport
from compare_app.domain.samples import new_report
from compare_app.errors import AppError
from compare_app.text.message import M
from tests.ui.conftest import Answers
from ui.main_window import MainWindow, files_out
from ui.main_window.inspected_files import file_name
from ui.models.cell_edits import CellChange, CellEdits
from ui.models.kept_list import size_text
from ui.pages.data import DataPage
from ui.pages.data_samples import SamplesTab
from ui.pages.plan import PlanPage
from ui.widgets.inspector import Inspector

Windows = Callable[..., MainWindow]


def ready(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.session.tasks.running, timeout=20_000)


@pytest.fixture
def window(make_window: Windows, project_path: Path, qtbot: QtBot) -> MainWindow:
    made: MainWindow = make_window()
    assert made.open_project(project_path)
    ready(made, qtbot)
    return made


@pytest.fixture
def tab(window: MainWindow, qtbot: QtBot) -> SamplesTab:
    page = window.show_page("data")
    assert isinstance(page, DataPage)
    page.select("samples")
    ready(window, qtbot)
    return page.samples_tab


def samples(window: MainWindow) -> list[Sample]:
    return list(window.session.project.all(Sample).values())


def test_samples_are_added_edited_pasted_and_removed(
    tab: SamplesTab, window: MainWindow, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    session = window.session
    troubles: list[AppError] = []
    session.troubled.connect(troubles.append)
    tab.add_button.click()
    (one,) = samples(window)
    assert (one.product_id, one.code) == ("ours", "S1")
    at = tab.model.column_of
    assert tab.model.setData(tab.model.index(0, at("batch")), "B0612")
    assert tab.model.setData(tab.model.index(0, at("test_units")), "8")
    assert tab.model.setData(tab.model.index(0, at("produced")), "2026.6.12")
    tab.model.setData(tab.model.index(0, at("reserve_units")), "一些")
    assert troubles.pop().code == "SAMPLE-UNITS"
    (one,) = samples(window)
    assert (one.batch, one.test_units, str(one.produced), one.reserve_units) == ("B0612", 8, "2026-06-12", 0)
    assert tab.model.cell(tab.model.index(0, at("reserve_units"))).text == "", "not stated is not none"

    other = next(one.id for one in session.project.all(Product).values() if one.id != "ours")
    rows = ((("product_id", other), ("code", "S1"), ("seal", "封2")), (("code", "S9"),))
    tab.model.edits_requested.emit(CellEdits((CellChange(one.id, "seal", "封1"),), rows))
    assert not troubles
    assert [(each.product_id, each.code, each.seal) for each in samples(window)] == [
        ("ours", "S1", "封1"),
        (other, "S1", "封2"),
        ("ours", "S9", ""),
    ]
    qtmodeltester.check(tab.model)
    session.undo()
    assert len(samples(window)) == 1, "a pasted block is one step"
    session.redo()

    tab.blind_button.click()
    codes = [each.blind_code for each in samples(window)]
    assert all(codes)
    assert len(set(codes)) == 3
    tab.blind_button.click()
    assert [each.blind_code for each in samples(window)] == codes

    tab.view.select_key(samples(window)[2].id)
    tab.remove_button.click()
    assert [each.code for each in samples(window)] == ["S1", "S1"]


def test_what_values_rest_on_is_counted_and_stays(tab: SamplesTab, window: MainWindow, qtbot: QtBot) -> None:
    session = window.session
    tab.add_button.click()
    tab.add_report_button.click()
    (one,), (report,) = samples(window), session.project.all(TestReport).values()
    assert session.apply(Edit(M("x"), new_report(session.project, "W-2")[0].puts))
    result = session.workspace.results("ours")[0]
    assert session.apply(Edit(M("x"), (replace(result, sample_id=one.id, report_id=report.id),)))
    ready(window, qtbot)
    counts = tab.model.cell(tab.model.index(0, tab.model.column_of("results")))
    assert counts.text == "1"
    reports = tab.report_model
    shown = [reports.cell(reports.index(row, reports.column_of("results"))).text for row in (0, 1)]
    assert shown == ["1", "0"]
    troubles: list[AppError] = []
    session.troubled.connect(troubles.append)
    tab.view.selectRow(0)
    tab.remove_button.click()
    assert troubles.pop().code == "SAMPLE-USED"
    other = next(each.id for each in session.project.all(Product).values() if each.id != "ours")
    tab.model.edits_requested.emit(CellEdits((CellChange(one.id, "product_id", other),)))
    assert troubles.pop().code == "SAMPLE-USED"
    assert samples(window) == [one]


def test_the_list_for_the_laboratory_is_written(
    tab: SamplesTab, window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    tab.add_button.click()
    tab.blind_button.click()
    answers.to_save = tmp_path / "送检.xlsx"
    tab.list_button.click()
    ready(window, qtbot)
    assert answers.to_save.exists()
    names = {one.name for one in window.session.project.all(Product).values()}
    assert not any(name in said for name in names for said in answers.asked)


def test_files_are_dropped_opened_as_a_copy_saved_and_removed(
    tab: SamplesTab, window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    tab.add_button.click()
    inspector = window.inspector
    assert inspector.kept is not None
    scan, program = tmp_path / "报告 扫描.pdf", tmp_path / "setup.exe"
    scan.write_bytes(b"%PDF-1.4 scan")
    program.write_bytes(b"MZ")
    drop(inspector, scan, program)
    ready(window, qtbot)
    kept = {one.name: one for one in window.session.project.all(Attachment).values()}
    assert set(kept) == {"报告 扫描.pdf", "setup.exe"}
    assert {one.record for one in kept.values()} == {samples(window)[0].id}
    assert "报告 扫描.pdf" in inspector.text()
    assert "13 B" in inspector.text()
    assert "可能会启动程序" in inspector.text()
    labels = [one.text() for one in inspector.kept.findChildren(QPushButton)]
    assert labels.count("打开") == 1, "a program is never opened"
    assert labels.count("另存为…") == 2

    opened: list[Path] = []
    monkeypatch.setattr(files_out, "open_own_file", opened.append)
    inspector.open_asked.emit(kept["setup.exe"].id)
    inspector.open_asked.emit(kept["报告 扫描.pdf"].id)
    ready(window, qtbot)
    inspector.open_asked.emit(kept["报告 扫描.pdf"].id)  # again: the copy is made anew
    ready(window, qtbot)
    assert opened[0] == opened[1]
    assert opened[0].read_bytes() == b"%PDF-1.4 scan"
    assert not opened[0].stat().st_mode & stat.S_IWUSR
    assert scan.parent not in opened[0].parents

    answers.to_save = tmp_path / "out.pdf"
    inspector.save_asked.emit(kept["报告 扫描.pdf"].id)
    ready(window, qtbot)
    assert answers.to_save.read_bytes() == b"%PDF-1.4 scan"
    inspector.remove_asked.emit(kept["setup.exe"].id)
    assert len(window.session.project.all(Attachment)) == 1
    assert "setup.exe" not in inspector.text()
    window.session.undo()
    assert "setup.exe" in inspector.text()
    window.close()
    assert not opened[0].exists(), "the copies go with the program"


def drop(inspector: Inspector, *files: Path) -> None:
    """Drop files on the inspector as a file manager does."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    inspector.dropEvent(event)


def test_one_file_that_cannot_be_kept_does_not_stop_the_others(
    tab: SamplesTab, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    tab.add_report_button.click()
    troubles: list[AppError] = []
    window.session.troubled.connect(troubles.append)
    empty, full = tmp_path / "empty.pdf", tmp_path / "full.pdf"
    empty.write_bytes(b"")
    full.write_bytes(b"x")
    window.sides.files.keep([empty, full])
    ready(window, qtbot)
    assert [one.name for one in window.session.project.all(Attachment).values()] == ["full.pdf"]
    assert troubles[0].code == "ATTACH-EMPTY"


def test_products_and_rows_of_the_plan_keep_files_too(window: MainWindow, qtbot: QtBot) -> None:
    data = window.show_page("data")
    assert isinstance(data, DataPage)
    view, model = data.results_tab.view, data.results_tab.model
    view.setCurrentIndex(model.index(0, model.columnCount() - 1))
    inspection = window.inspector.inspection
    assert inspection is not None
    assert inspection.about == Ref(Product, str(model.key_at(0)))
    assert window.session.apply(Edit(M("x"), (Action("a", "ours", 1, "差距"),)))
    plan = window.show_page("plan")
    assert isinstance(plan, PlanPage)
    ready(window, qtbot)
    plan.view.setCurrentIndex(plan.model.index(0, 1))
    inspection = window.inspector.inspection
    assert inspection is not None
    assert inspection.about == Ref(Action, "a")
    assert window.inspector.kept is not None


def test_names_and_sizes() -> None:
    assert [size_text(one) for one in (612, 48_230, 3_140_000)] == ["612 B", "48.2 KB", "3.1 MB"]
    assert file_name('a:b?"c.pdf') == "a b c.pdf"
    assert file_name("报告.pdf:x.exe") == "报告.pdf x.exe"
    assert file_name("无后缀") == "无后缀"
