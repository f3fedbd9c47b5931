"""What a window can be in besides well filled: empty, alone, crowded, filtered, searched, being typed into, refused."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QWidget

from compare_app.domain.cell_conditions import Condition, Conditions, Relation
from ui.pages.data import DataPage
from ui.pages.indicators import IndicatorsPage
from ui.pages.overview import OverviewPage
from ui.pages.plan import PlanPage
from ui.pictures.imports import steps
from ui.pictures.made import project
from ui.pictures.pages import plain_pages
from ui.pictures.stage import Shot, Stage
from ui.tables.grid_view import GridView
from ui.tables.pane import TablePane

ERRORS = (
    "产品名称,产地,光效(lm/W),显色指数\n示例台灯 甲,广东,约101,83分\n示例台灯 乙,,#N/A,12-03\n,广东,≥,1O0\n"
)


def empty(stage: Stage) -> Iterator[Shot]:
    """A new project on every page."""
    with tempfile.TemporaryDirectory() as place:
        stage.session.create(Path(place) / "empty.dcmp")
        yield from plain_pages(stage, "a1-empty")
        stage.session.close()


def alone(stage: Stage) -> Iterator[Shot]:
    """One product of ours and nothing to compare it with."""
    yield from _made(stage, "a2-alone", 1, 6, benchmarks=False)


def many(stage: Stage) -> Iterator[Shot]:
    """120 products, 60 indicators."""
    yield from _made(stage, "a3-many", 120, 60)


def long_names(stage: Stage) -> Iterator[Shot]:
    """Names of 80 ideographs and of 200 letters without a blank."""
    yield from _made(stage, "a4-long", 6, 8, long=True)


def _made(
    stage: Stage,
    name: str,
    products: int,
    indicators: int,
    *,
    benchmarks: bool = True,
    long: bool = False,
) -> Iterator[Shot]:
    with tempfile.TemporaryDirectory() as place:
        stage.session.create(Path(place) / "made.dcmp")
        stage.session.apply(project(products, indicators, benchmarks=benchmarks, long=long))
        yield from plain_pages(stage, name)
        overview = stage.window.show_page("overview")
        if isinstance(overview, OverviewPage):
            overview.open_product("p1")
            yield stage.shot(f"{name}-overview-product")
            overview.show_enterprise()
        indicators_page = stage.window.show_page("indicators")
        if isinstance(indicators_page, IndicatorsPage):
            stage.settle()
            indicators_page.view.setCurrentIndex(indicators_page.model.index(0, 1))
            yield stage.shot(f"{name}-indicators-inspected")
        stage.session.close()


def refused(stage: Stage) -> Iterator[Shot]:
    """A table whose cells cannot be understood, and a file that is none."""
    with tempfile.TemporaryDirectory() as place:
        table, broken = Path(place) / "errors.csv", Path(place) / "broken.xlsx"
        table.write_text(ERRORS, encoding="utf-8")
        broken.write_bytes(b"PK\x03\x04 no workbook")
        yield from steps(stage, table, "a5-errors")
        yield from steps(stage, broken, "a5-broken")


def tables(stage: Stage) -> Iterator[Shot]:
    """A table being filtered, searched and typed into."""
    page = stage.window.show_page("indicators")
    stage.settle()
    if isinstance(page, IndicatorsPage):
        view = page.view
        column = min(2, page.model.columnCount() - 1)
        popup = view.open_filter(column)
        yield stage.shot("a6-filter-popup", popup)
        popup.search_edit.setText("a")
        yield stage.shot("a6-filter-search", popup)
        popup.search_edit.clear()
        popup.form.put(
            Conditions(
                Condition(Relation.BETWEEN, "10", "300"), Condition(Relation.ABOVE, "900"), either=True
            )
        )
        yield stage.shot("a6-filter-condition", popup)
        popup.take()
        yield stage.shot("a6-filtered-condition")
        view.clear_filters()
        choices = page.model.choices_of(column)
        page.model.set_filter(page.model.grid.columns[column].key, frozenset(text for text, _ in choices[:1]))
        pane = _pane(view)
        if pane is not None:
            yield stage.shot("a6-filtered")
            pane.find_strip.open()
            pane.find_strip.edit.setText("nothing like it")
            pane.find_strip.again()
            yield stage.shot("a6-find")
            pane.find_strip.leave()
            pane.go_strip.open()
            yield stage.shot("a6-go")
            pane.go_strip.leave()
        view.clear_filters()
        columns = view.columns.choose()
        yield stage.shot("a6-columns", columns)
        columns.close()
    yield from _editors(stage)


def _editors(stage: Stage) -> Iterator[Shot]:
    plan = stage.window.show_page("plan")
    stage.settle()
    if isinstance(plan, PlanPage):
        plan.propose()
        stage.settle()
        for key in ("measure", "due", "status"):
            index = plan.model.index(0, plan.model.column_of(key))
            if index.isValid():
                if key == "due":
                    popup = plan.view.open_filter(index.column())
                    popup.form.put(Conditions(Condition(Relation.OVERDUE)))
                    yield stage.shot("a6-filter-due", popup)
                    popup.close()
                plan.view.setCurrentIndex(index)
                plan.view.edit(index)
                yield stage.shot(f"a6-editor-{key}")
                plan.view.setDisabled(True)  # closes the editor without storing what stands in it
                plan.view.setDisabled(False)
    data = stage.window.show_page("data")
    stage.settle()
    if isinstance(data, DataPage):
        view = data.results_tab.view
        view.setCurrentIndex(data.results_tab.model.index(0, 3))
        view.edit(view.currentIndex())
        yield stage.shot("a6-editor-value")
        view.setDisabled(True)
        view.setDisabled(False)


def _pane(view: GridView) -> TablePane | None:
    around: QWidget | None = view.parentWidget()
    while around is not None and not isinstance(around, TablePane):
        around = around.parentWidget()
    return around
