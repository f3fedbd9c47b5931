"""Columns moved by dragging their header and in the chooser: everything follows the order that is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from compare_app.domain.report import Table
from compare_app.domain.terms import Role
from compare_app.text.wording import Wording
from compare_app.view_memory import ViewMemory
from tests.ui.test_tables import edits_of, pane_of, select
from tests.ui.test_tables import table as made_table
from ui.main_window import MainWindow
from ui.models.grid_model import GridModel
from ui.pages.indicators import IndicatorsPage
from ui.pages.paper import report_of
from ui.pages.plan import PlanPage
from ui.session import Session
from ui.tables.columns import placed
from ui.tables.grid_view import GridView
from ui.tables.pane import TablePane
from ui.theme import theme_of

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def view(app: QApplication, qtbot: QtBot, english: Wording) -> Iterator[GridView]:
    model = GridModel()
    model.show(made_table())
    made = GridView(english, "table", frozen=1)
    model.setParent(made)
    made.setModel(model)
    pane = TablePane(made, english)
    qtbot.addWidget(pane)
    pane.resize(900, 400)
    pane.show()
    qtbot.waitExposed(pane)
    yield made  # noqa: PT022  the pane lives as long as the test


def seen(view: GridView) -> list[str]:
    return [view.columns.name(at) for at in view.columns.seen()]


def drag(view: GridView, name: str, onto: str, qtbot: QtBot) -> None:
    """Take a header by its words and let it go over another one."""
    header, model = view.header, view.rows_model
    port = header.viewport()

    def middle(key: str) -> QPoint:
        at = model.column_of(key)
        return QPoint(header.sectionViewportPosition(at) + header.sectionSize(at) // 2, header.height() // 2)

    start, end = middle(name), middle(onto)
    forwards = 1 if end.x() > start.x() else -1
    qtbot.mousePress(port, LEFT, pos=start)
    for place in (start + QPoint(forwards * 30, 0), end, end + QPoint(forwards * 12, 0)):
        qtbot.mouseMove(port, place)
        qtbot.wait(1)
    qtbot.mouseRelease(port, LEFT, pos=end + QPoint(forwards * 12, 0))


def test_a_dragged_header_moves_its_column_and_does_not_sort(view: GridView, qtbot: QtBot) -> None:
    drag(view, "c1", "city", qtbot)
    assert seen(view) == ["name", "c1", "city", "size", "c0"]
    assert view.columns.order == ["c1", "city", "size", "c0"]
    assert view.rows_model.sorting[0] == -1
    qtbot.mouseClick(view.header.viewport(), LEFT, pos=QPoint(view.header.sectionViewportPosition(1) + 9, 9))
    assert view.rows_model.sorting[0] == 1  # a click still sorts


def test_frozen_columns_stay_first(view: GridView, qtbot: QtBot) -> None:
    drag(view, "c0", "name", qtbot)
    assert seen(view) == ["name", "c0", "city", "size", "c1"]
    drag(view, "name", "size", qtbot)
    assert seen(view)[0] == "name"


def test_the_chooser_moves_and_hides_at_once(view: GridView, qtbot: QtBot) -> None:
    popup = view.columns.choose()
    popup.list.setCurrentIndex(popup.items.index(1))  # size
    qtbot.mouseClick(popup.up_button, LEFT)
    assert not popup.up_button.isEnabled()  # it is the first one now
    popup.list.setCurrentIndex(popup.items.index(3))
    qtbot.keyClick(popup.list, Key.Key_Up, ALT)
    assert seen(view) == ["name", "city", "size", "c0", "c1"]  # not before it is taken over
    qtbot.mouseClick(popup.take_button, LEFT)
    assert seen(view) == ["name", "size", "city", "c1", "c0"]
    popup = view.columns.choose()
    assert [popup.items.index(row).data() for row in range(4)] == ["Size mm", "City", "Column 1", "Column 0"]
    popup.close()


def test_copy_paste_and_find_follow_what_is_seen(view: GridView, qtbot: QtBot) -> None:
    view.columns.order = ["size", "c1", "city", "c0"]
    view.fit()
    select(view, 0, 0, 0, 4)
    qtbot.keyClick(view, Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text().rstrip() == "row 0\t0.5\t0/1\t广州\t0/0"
    asked = edits_of(view)
    view.setCurrentIndex(view.model().index(1, view.rows_model.column_of("size")))
    QGuiApplication.clipboard().setText("7\t8\t9\n")
    view.blocks.paste()
    assert [(one.column, one.text) for one in asked[0].changes] == [("size", "7"), ("c1", "8"), ("city", "9")]
    view.setCurrentIndex(view.model().index(0, view.rows_model.column_of("c1")))
    strip = pane_of(view).find_strip
    strip.open()
    strip.edit.setText("0")  # in name, size, c1, c0 of the first row
    stops = []
    for _ in range(3):
        qtbot.keyClick(strip.edit, Key.Key_Return)
        stops.append((view.currentIndex().row(), view.columns.name(view.currentIndex().column())))
    assert stops == [(0, "c0"), (1, "c0"), (2, "c0")]
    qtbot.keyClick(strip.edit, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert view.columns.name(view.currentIndex().column()) == "c0"


def test_tab_leaves_the_table_behind_the_last_column_that_is_seen(view: GridView, qtbot: QtBot) -> None:
    view.columns.order = ["c1", "c0", "size", "city"]
    view.fit()
    view.setFocus()
    view.setCurrentIndex(view.model().index(7, view.rows_model.column_of("c1")))
    for name in ("c0", "size", "city"):
        qtbot.keyClick(view, Key.Key_Tab)
        assert view.columns.name(view.currentIndex().column()) == name
    qtbot.keyClick(view, Key.Key_Tab)
    assert view.columns.name(view.currentIndex().column()) == "city"


def test_a_column_that_the_order_does_not_know_stands_behind_its_neighbour() -> None:
    assert placed(["a", "b", "c", "d"], ["d", "x", "a"]) == ["d", "a", "b", "c"]
    assert placed(["new", "a"], ["a"]) == ["new", "a"]
    assert placed(["a", "b"], []) == ["a", "b"]


def test_another_grid_comes_in_the_order_that_was_chosen(view: GridView) -> None:
    view.columns.order = ["c1", "size"]
    view.fit()
    view.rows_model.show(made_table(width=7))
    assert seen(view) == ["name", "city", "c1", "c2", "c3", "size", "c0"]
    view.columns.put_back()
    assert seen(view) == ["name", "city", "size", "c0", "c1", "c2", "c3"]


def test_the_order_of_another_project_is_kept(view: GridView, qtbot: QtBot) -> None:
    view.columns.order = ["elsewhere", "c1"]
    view.fit()
    drag(view, "c1", "size", qtbot)
    assert view.columns.order[-1] == "elsewhere"
    assert set(view.columns.order[:-1]) == {"city", "size", "c0", "c1"}


def test_paper_has_the_columns_as_they_are_seen(opened: Session, english: Wording, qtbot: QtBot) -> None:
    page = PlanPage(opened, english, theme_of(dark=False))
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    qtbot.waitUntil(lambda: opened.comparison() is not None, timeout=20_000)
    page.propose()
    page.view.columns.order = ["due", "owner"]
    page.view.fit()
    table = next(block for block in report_of(page).blocks if isinstance(block, Table))
    titles = [page.view.columns.title(at) for at in page.view.columns.seen()]
    assert list(table.header) == titles
    assert titles.index("Due") < titles.index("Owner")


def test_reset_layout_brings_the_first_order_back(
    window: MainWindow, make_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    page = window.show_page("plan")
    assert isinstance(page, PlanPage)
    page.propose()
    shipped = seen(page.view)
    drag(page.view, "status", "due", qtbot)
    page.view.columns.hide(page.model.column_of("owner"))
    memory: ViewMemory = window.session.memory
    assert memory.table("", "plan").order
    assert seen(page.view) != shipped
    window.reset_layout()
    assert seen(page.view) == shipped
    assert memory.table("", "plan").order == ()
    assert memory.table("", "plan").hidden == frozenset()


def test_a_title_wider_than_its_cells_stands_in_two_lines(view: GridView) -> None:
    from ui.models.cell import Cell, Column, Grid, ReadyRows

    columns = (
        Column("name", "Name"),
        Column("short", "Against international benchmark"),
        Column("long", "Against international benchmark"),
        Column("word", "Internationalisation"),
    )
    cells = (Cell("x"), Cell("1"), Cell("a cell that is wider than the title above it ever was"), Cell("1"))
    view.rows_model.show(Grid(columns, ReadyRows([("r", cells)])))
    across = Qt.Orientation.Horizontal
    titles = [view.rows_model.headerData(at, across) for at in range(4)]
    assert titles[1] == "Against\ninternational benchmark" or titles[1] == "Against international\nbenchmark"
    assert titles[2:] == ["Against international benchmark", "Internationalisation"]
    assert view.columnWidth(1) < view.fontMetrics().horizontalAdvance("Against international benchmark") + 20
    assert view.columnWidth(1) >= view.header.sectionSizeHint(1)
    assert view.columns.title(1) == "Against international benchmark"


def test_the_first_gap_is_seen_in_english_at_1280(
    make_window: Callable[..., MainWindow], session: Session, project_path: Path, qtbot: QtBot
) -> None:
    """Its sign and its figure; the words after them may need scrolling."""
    window = make_window("en")
    assert window.open_project(project_path)
    page = window.show_page("indicators")
    assert isinstance(page, IndicatorsPage)
    qtbot.waitUntil(lambda: page.model.rowCount() > 0, timeout=20_000)
    view, at = page.view, page.model.column_of(f"{Role.DOMESTIC}:gap")
    seen_px = view.viewport().width() - view.columnViewportPosition(at)
    figures = [str(page.model.index(row, at).data()).split("   ")[0] for row in range(page.model.rowCount())]
    assert all(one.endswith("%") for one in figures)
    assert seen_px > max(map(view.fontMetrics().horizontalAdvance, figures)) + 10
