"""Conditions in the filter of a column, by gestures: chosen, typed, said, remembered, cleared."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from compare_app.domain.cell_conditions import Condition, Conditions, Day, Figure, Relation
from compare_app.text.wording import Wording
from compare_app.view_memory import TableView, ViewMemory
from tests.ui.test_tables import pane_of, shown
from ui.models.cell import Cell, Column, Grid, ReadyRows
from ui.models.grid_model import GridModel
from ui.models.results_grid import results_grid
from ui.tables.filter_popup import FilterPopup
from ui.tables.grid_view import GridView
from ui.tables.pane import TablePane

Key = Qt.Key
ROWS = (
    ("LED 台灯", "0.1", "mm", date(2027, 1, 31), True),
    ("瓷砖", None, "", None, None),
    ("led 面板", "0.3", "mm", date(2027, 2, 28), False),
    ("", "12", "mm", date(2027, 3, 1), False),
)


def table(*, mixed: bool = False, whole: bool = False) -> Grid:
    columns = (
        Column("name", "Name"),
        Column("size", "Size", align="right"),
        Column("due", "Due", kind="date", on=date(2027, 2, 10)),
    )
    rows = []
    for at, (name, number, unit, day, late) in enumerate(ROWS):
        if whole and number is None:
            continue
        fact = None if number is None else Figure(Decimal(number), "V" if mixed and at == 3 else unit)
        rows.append(
            (
                f"r{at}",
                (
                    Cell(name),
                    Cell(number or "— missing", fact=fact),
                    Cell(day.isoformat() if day else "", fact=Day(day, late) if day else None),
                ),
            )
        )
    return Grid(columns, ReadyRows(rows))


@pytest.fixture
def view(app: QApplication, qtbot: QtBot, english: Wording) -> Iterator[GridView]:
    model = GridModel()
    model.show(table())
    made = GridView(english, "table", frozen=1)
    model.setParent(made)
    made.setModel(model)
    pane = TablePane(made, english)
    qtbot.addWidget(pane)
    pane.resize(640, 400)
    pane.show()
    qtbot.waitExposed(pane)
    yield made  # noqa: PT022  the pane lives as long as the test


def offered(popup: FilterPopup) -> list[str]:
    box = popup.form.first.relation_box
    return [box.itemText(at) for at in range(box.count()) if box.itemText(at)]


def ask(popup: FilterPopup, qtbot: QtBot, relation: Relation, first: str = "") -> None:
    box = popup.form.first.relation_box
    box.setCurrentIndex(box.findData(relation))
    if first:
        qtbot.keyClicks(popup.form.first.first_edit, first)


def test_a_number_is_asked_for_and_the_popup_says_what_can_never_satisfy_it(
    view: GridView, qtbot: QtBot
) -> None:
    popup = view.open_filter(1)
    ask(popup, qtbot, Relation.AT_LEAST, "0.3")
    assert popup.note.text() == ("satisfied by 2 of 4 rows\ncells that are no number and never satisfy it: 1")
    values = [popup.items.index(row).data() for row in range(popup.items.rowCount())]
    assert values == ["0.3   1", "12   1"]  # the list follows at once
    qtbot.keyClick(popup.form.first.first_edit, Key.Key_Return)
    assert shown(view) == ["r2", "r3"]
    assert pane_of(view).filter_strip.said.text() == "2/4 rows, filtered by Size ≥ 0.3"
    qtbot.mouseClick(pane_of(view).filter_strip.clear_button, Qt.MouseButton.LeftButton)
    assert len(shown(view)) == 4
    assert view.rows_model.conditions == {}


def test_all_by_the_keyboard(view: GridView, qtbot: QtBot) -> None:
    """Alt+Down, up from the search to the condition, its value, Enter."""
    view.setCurrentIndex(view.model().index(0, 1))
    qtbot.keyClick(view, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = view.findChild(FilterPopup)
    assert popup is not None
    qtbot.keyClick(popup.search_edit, Key.Key_Up)
    form = popup.form
    assert popup.focusWidget() is form.first.relation_box
    qtbot.keyClick(form.first.relation_box, Key.Key_Down)
    assert form.first.relation is Relation.AT_LEAST
    stops = []
    for _ in range(5):
        here = popup.focusWidget()
        stops.append(here)
        qtbot.keyClick(here, Key.Key_Tab)
    assert stops == [
        form.first.relation_box, form.first.first_edit, form.and_button, form.second.relation_box, popup.search_edit,
    ]  # fmt: skip
    qtbot.keyClicks(form.first.first_edit, "12")
    qtbot.keyClick(form.first.first_edit, Key.Key_Return)
    assert shown(view) == ["r3"]


def test_two_conditions_with_or(view: GridView, qtbot: QtBot) -> None:
    popup = view.open_filter(1)
    assert not popup.form.second.isVisible()
    ask(popup, qtbot, Relation.BELOW, "0.2")
    second = popup.form.second
    assert second.isVisible()
    second.relation_box.setCurrentIndex(second.relation_box.findData(Relation.ABOVE))
    qtbot.keyClicks(second.first_edit, "10")
    assert "satisfied by 0 of 4 rows" in popup.note.text()
    qtbot.mouseClick(popup.form.or_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(popup.take_button, Qt.MouseButton.LeftButton)
    assert shown(view) == ["r0", "r3"]
    again = view.open_filter(1)  # found as it was left
    assert again.form.conditions == Conditions(
        Condition(Relation.BELOW, "0.2"), Condition(Relation.ABOVE, "10"), either=True
    )


def test_what_cannot_be_read_cannot_be_taken_over(view: GridView, qtbot: QtBot) -> None:
    popup = view.open_filter(1)
    ask(popup, qtbot, Relation.AT_LEAST)
    assert not popup.take_button.isEnabled()
    qtbot.keyClicks(popup.form.first.first_edit, "abc")
    assert popup.note.text() == "“abc” is no number that can stand here"
    qtbot.keyClick(popup.form.first.first_edit, Key.Key_Return)
    assert popup.isVisible()
    assert len(shown(view)) == 4


def test_what_is_offered_follows_the_cells(view: GridView) -> None:
    assert offered(view.open_filter(0))[1:] == [
        "contains",
        "does not contain",
        "begins with",
        "is empty",
        "is not empty",
    ]
    assert "overdue" in offered(view.open_filter(2))
    numbers = offered(view.open_filter(1))
    assert "the largest …" in numbers
    assert "above average" not in numbers  # a cell says “missing”
    view.rows_model.show(table(whole=True))
    assert "above average" in offered(view.open_filter(1))
    view.rows_model.show(table(mixed=True))
    mixed = view.open_filter(1)
    assert "the largest …" not in offered(mixed)
    mixed.form.put(Conditions(Condition(Relation.ABOVE, "0")))
    assert "Units differ (mm, V)" in mixed.note.text()


def test_overdue_and_this_month(view: GridView, qtbot: QtBot) -> None:
    popup = view.open_filter(2)
    ask(popup, qtbot, Relation.OVERDUE)
    popup.take()
    assert shown(view) == ["r0"]
    assert pane_of(view).filter_strip.said.text() == "1/4 rows, filtered by Due overdue"
    popup = view.open_filter(2)
    ask(popup, qtbot, Relation.THIS_MONTH)
    popup.take()
    assert shown(view) == ["r2"]


def test_values_and_conditions_hold_together(view: GridView, qtbot: QtBot) -> None:
    popup = view.open_filter(0)
    ask(popup, qtbot, Relation.CONTAINS, "led")
    popup.search_edit.setText("面板")
    qtbot.keyClick(popup.search_edit, Key.Key_Return)
    assert shown(view) == ["r2"]
    again = view.open_filter(0)
    qtbot.mouseClick(again.none_button, Qt.MouseButton.LeftButton)
    assert not again.take_button.isEnabled()  # nothing of what satisfies the condition is ticked


def test_the_tip_of_the_funnel_says_what_holds(view: GridView) -> None:
    view.rows_model.set_filter("size", frozenset({"12", "0.3"}), Conditions(Condition(Relation.ABOVE, "0.2")))
    assert view.filter_tip(1) == "Condition: > 0.2\nOnly: 0.3, 12"
    assert view.filter_tip(0) == "Filter this column…"
    place = view.header.funnel(1).center()
    event = QHelpEvent(QHelpEvent.Type.ToolTip, place, view.header.viewport().mapToGlobal(place))
    QApplication.sendEvent(view.header.viewport(), event)
    assert "&gt; 0.2" in QToolTip.text()
    QToolTip.hideText()


def test_conditions_are_remembered_with_the_project(tmp_path: Path) -> None:
    path = tmp_path / "views.json"
    memory = ViewMemory(path)
    asked = Conditions(Condition(Relation.BETWEEN, "1", "5 mm"), Condition(Relation.EMPTY), either=True)
    left = TableView(conditions={"size": asked}, order=("due", "size"))
    memory.keep_table("project", "plan", left)
    assert memory.save()
    again = ViewMemory(path)
    assert again.table("project", "plan") == left
    assert again.table("another", "plan") == TableView(order=("due", "size"))


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"conditions": 3},
        {"conditions": {"size": {"parts": [["at_least", "5"]]}}},
        {"conditions": {"size": {"parts": [["at_least", "many", ""]]}}},
        {"conditions": {"size": {"parts": [["of a later program", "5", ""]]}}},
        {"conditions": {"size": {"parts": [["empty", "", ""]] * 3}}},
    ],
)
def test_an_old_or_damaged_memory_is_read(tmp_path: Path, body: dict[str, object]) -> None:
    path = tmp_path / "views.json"
    table = {"filters": {"city": ["广州"]}, **body}
    path.write_text(
        json.dumps({"projects": {"p": {"tables": {"t": table}}}, "tables": {"t": {}}}), encoding="utf-8"
    )
    assert ViewMemory(path).table("p", "t") == TableView(filters={"city": frozenset({"广州"})})


def test_a_condition_is_there_again_in_the_table(view: GridView) -> None:
    view.rows_model.set_filter("size", None, Conditions(Condition(Relation.ABOVE, "0.2")))
    left = view.table_view()
    view.clear_filters()
    view.look_as(left)
    assert shown(view) == ["r2", "r3"]


def test_a_long_table_of_results_asks_the_pool_and_takes_no_bound_for_a_number(chinese: Wording) -> None:
    from compare_app.domain.model import Indicator, Product

    products = [Product(str(at), "led", f"P{at}") for at in range(600)]
    ends = {"0": (0.1, 0.1), "1": (0.3, 0.3), "2": (0.3, 0.9), "3": (float("-inf"), 5.0)}
    grid = results_grid(
        products, [Indicator("a", "led", 1, "a", "A", unit="mm")], lambda _: (), chinese, editable=True,
        known_values=lambda _: ends,
    )  # fmt: skip
    model = GridModel()
    model.show(grid)
    model.set_filter("a", None, Conditions(Condition(Relation.AT_MOST, "0.3 mm")))
    assert [model.key_at(row) for row in range(model.rowCount())] == ["0", "1"]
