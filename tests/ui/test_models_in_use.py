"""Every model that a page, a dialog or a popup shows, in use: empty, one row, many, sorted, filtered, edited."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ui.main_window import MainWindow
from ui.main_window.sample import sample_folder
from ui.models.grid_model import GridModel
from ui.pages.data import DataPage
from ui.pictures.dialogs import dialogs
from ui.pictures.imports import again, steps
from ui.pictures.made import project
from ui.pictures.pages import pages, plain_pages
from ui.pictures.stage import Scene, Stage
from ui.pictures.states import tables
from ui.widgets.check_list import CheckList

Windows = Callable[..., MainWindow]
UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
FILLED: tuple[Scene, ...] = (
    pages,
    dialogs,
    tables,
    lambda stage: steps(stage, sample_folder() / "rough" / "messy_lab_table.gbk.csv", "wizard"),
    again,
)


class Checked:
    """Checks models, each kind in each state once."""

    def __init__(self, tester: ModelTester) -> None:
        self._tester = tester
        self.seen: set[tuple[object, ...]] = set()

    def look(self, widget: QWidget, state: str) -> None:
        """Check what all views of a window show."""
        for view in widget.findChildren(QAbstractItemView):
            model = view.model()
            if not isinstance(model, (GridModel, CheckList)):  # Qt's own are not ours to check
                continue
            columns = (
                tuple(column.key for column in model.grid.columns) if isinstance(model, GridModel) else ()
            )
            key = (type(model), view.accessibleName(), columns[:3], state, min(model.rowCount(), 2))
            if key in self.seen:
                continue
            self.seen.add(key)
            self._tester.check(model)
            if isinstance(model, GridModel) and columns:
                self._turn(model)

    def _turn(self, model: GridModel) -> None:
        for column, order in ((0, UP), (len(model.grid.columns) - 1, DOWN), (-1, UP)):
            model.sort(column, order)
            self._tester.check(model)
        filters = dict(model.filters)
        choices = model.choices_of(0)
        if choices:
            model.set_filter(model.grid.columns[0].key, frozenset({choices[0][0]}))
            self._tester.check(model)
            model.set_filters(filters)


def test_models_of_a_filled_project(window: MainWindow, qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    checked, stage = Checked(qtmodeltester), Stage(window, rest_ms=20)
    for scene in FILLED:
        for _, widget in scene(stage):
            checked.look(widget, "filled")
    assert len(checked.seen) > 35


@pytest.mark.parametrize("products", [0, 1, 40])
def test_models_of_empty_and_crowded_projects(
    make_window: Windows, tmp_path: Path, qtbot: QtBot, qtmodeltester: ModelTester, products: int
) -> None:
    window = make_window()
    assert window.session.create(tmp_path / "made.dcmp")
    if products:
        assert window.session.apply(project(products, min(products, 12)))
    checked, stage = Checked(qtmodeltester), Stage(window, rest_ms=20)
    for name, widget in plain_pages(stage, "open"):
        checked.look(widget, name)
    assert len(checked.seen) > 5


def test_models_after_an_edit(window: MainWindow, qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    page = window.show_page("data")
    assert isinstance(page, DataPage)
    stage = Stage(window, rest_ms=20)
    stage.settle()
    model = page.results_tab.model
    place = model.index(model.row_of("ours"), model.column_of("ra"))
    for text in ("88.0", "", "看着还行吧"):
        assert model.setData(place, text)
        stage.settle()
        Checked(qtmodeltester).look(window, text)
    window.actions_by_key["undo"].trigger()
    stage.settle()
    Checked(qtmodeltester).look(window, "undone")
