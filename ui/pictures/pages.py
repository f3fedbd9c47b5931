"""Every page of a filled project, with its tabs, charts and selections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ui.main_window.commands import PAGE_KEYS
from ui.pages.data import DataPage
from ui.pages.diagnosis import VIEWS, DiagnosisPage
from ui.pages.indicators import KINDS, IndicatorsPage
from ui.pages.overview import OverviewPage
from ui.pages.page import Page
from ui.pages.plan import PlanPage
from ui.pages.profile import ProfilePage
from ui.pages.report import ReportPage
from ui.pages.report_outputs import OUTPUTS
from ui.pages.standards import StandardsPage
from ui.pictures.stage import Shot, Stage

SCHEME_LIMITS: Final = {
    "吸水率": ("≤0.05", "≤0.10", "≤0.30"),
    "破坏强度": ("≥2000", "≥1500", "≥1300"),
    "断裂模数": ("≥50", "≥45", "≥40"),
}
"""Limits made up for the picture of a grading scheme; 示例."""


def pages(stage: Stage) -> Iterator[Shot]:
    """The eight pages in the order of the rail, then the overview of each of our products."""
    for number, name in enumerate(PAGE_KEYS, 1):
        page = stage.window.show_page(name)
        yield stage.shot(f"{number}0-{name}")
        if page is not None:
            yield from _parts(stage, page, f"{number}", name)
    yield from _products(stage)


def plain_pages(stage: Stage, name: str) -> Iterator[Shot]:
    """The eight pages as they open, `name` before each."""
    for page in PAGE_KEYS:
        stage.window.show_page(page)
        yield stage.shot(f"{name}-{page}")


def _parts(stage: Stage, page: Page, number: str, name: str) -> Iterator[Shot]:
    match page:
        case DataPage():
            yield from _data(stage, page, number, name)
        case StandardsPage():
            yield from _standards(stage, page, number, name)
        case IndicatorsPage():
            for turn, kind in enumerate(KINDS):
                page.show_kind(kind.kind)
                page.view.setCurrentIndex(page.model.index(turn % max(1, page.model.rowCount()), 0))
                yield stage.shot(f"{number}{turn + 1:x}-{name}-{kind.kind}")
            page.show_kind(KINDS[0].kind)
            page.bar.data_button.setChecked(True)
            yield stage.shot(f"{number}f-{name}-data")
            page.bar.data_button.setChecked(False)
        case DiagnosisPage():
            for turn, kind in enumerate(VIEWS):
                page.show_kind(kind.kind)
                page.view.setCurrentIndex(page.model.index(0, 1))
                yield stage.shot(f"{number}{turn + 1}-{name}-{kind.kind}")
            yield from _cases(stage, page, number, name)
        case PlanPage():
            page.propose()
            page.model.setData(page.model.index(0, page.model.column_of("owner")), stage.session.user)
            page.model.setData(page.model.index(0, page.model.column_of("due")), "2024-06-30")
            yield stage.shot(f"{number}1-{name}-rows")
            page.gantt_button.setChecked(True)
            yield stage.shot(f"{number}2-{name}-gantt")
            page.gantt_button.setChecked(False)
            page.board_button.setChecked(True)
            yield stage.shot(f"{number}3-{name}-board")
            page.board_button.setChecked(False)
            page.what_if_button.setChecked(True)
            stage.settle()
            page.what_if.take_plan()
            yield stage.shot(f"{number}4-{name}-what-if")
            page.what_if.find_way()
            yield stage.shot(f"{number}5-{name}-way-up")
            page.what_if_button.setChecked(False)
        case ReportPage():
            for turn, output in enumerate(OUTPUTS):
                page.show_output(output.key)
                yield stage.shot(f"{number}{turn + 1}-{name}-{output.key}")
        case ProfilePage():
            page.index.chart.selected.emit("core_technology")
            yield stage.shot(f"{number}1-{name}-node")
            for tab, one in ((1, page.by_class), (2, page.inspections), (3, page.figures)):
                page.tabs.setCurrentIndex(tab)
                one.view.setCurrentIndex(one.model.index(2, 1))
                yield stage.shot(f"{number}{tab + 1}-{name}-tab{tab}")
            page.tabs.setCurrentIndex(0)


def _cases(stage: Stage, page: DiagnosisPage, number: str, name: str) -> Iterator[Shot]:
    """A case as it is proposed, written and diagnosed with lines of the library; removed after the pictures."""
    page.case_button.click()
    yield stage.shot(f"{number}5-{name}-case-proposed")
    tab = page.cases_tab
    tab.strip.open_button.click()
    stage.settle()
    yield stage.shot(f"{number}6-{name}-case-form")
    tab.show_body(1)
    stage.settle()
    for line in tab.fish.suggestions.shown[:3]:
        tab.fish.take(line)
    if tab.case is not None:
        tab.fish.chart.selected.emit(f"{tab.case.id}#0")
    yield stage.shot(f"{number}7-{name}-case-fishbone")
    tab.fish.tabs.setCurrentIndex(1)
    yield stage.shot(f"{number}8-{name}-case-suggestions")
    tab.remove_action.trigger()
    tab.show_body(0)
    page.tabs.setCurrentWidget(page.library_tab)
    yield stage.shot(f"{number}9-{name}-library")
    page.tabs.setCurrentIndex(0)


def _data(stage: Stage, page: DataPage, number: str, name: str) -> Iterator[Shot]:
    for tab in range(1, page.tabs.count()):
        page.tabs.setCurrentIndex(tab)
        yield stage.shot(f"{number}{tab}-{name}-tab{tab}")
    yield from _samples(stage, page)
    yield from _grading_scheme(stage, page)
    page.tabs.setCurrentIndex(0)
    page.results_tab.view.setCurrentIndex(page.results_tab.model.index(0, 2))
    yield stage.shot(f"{number}9-{name}-inspected")


def _samples(stage: Stage, page: DataPage) -> Iterator[Shot]:
    """A sample with its blind code and a report, taken back after the picture."""
    tab, session = page.samples_tab, stage.session
    page.tabs.setCurrentWidget(tab)
    for do in (tab.add_report_button, tab.add_button, tab.blind_button):
        do.click()
    stage.settle()
    yield stage.shot("2a-data-samples")
    for _ in range(3):
        session.undo()
    stage.settle()


def _grading_scheme(stage: Stage, page: DataPage) -> Iterator[Shot]:
    """A scheme with limits of its own, deleted after the picture."""
    tab, session = page.schemes_tab, stage.session
    page.tabs.setCurrentWidget(tab)
    tab.add_empty()
    stage.settle()
    indicators = session.project.indicators(page.category_id)
    for name, limits in SCHEME_LIMITS.items():
        key = next((one.id for one in indicators if one.name == name), "")
        for level, text in enumerate(limits):
            tab.model.setData(tab.model.index(tab.model.row_of(key), tab.model.column_of(str(level))), text)
    stage.settle()
    tab.view.setCurrentIndex(tab.model.index(1, 2))
    tab.view.fit()
    yield stage.shot("28-data-scheme")
    tab.remove_button.click()
    stage.settle()


def _standards(stage: Stage, page: StandardsPage, number: str, name: str) -> Iterator[Shot]:
    page.view.setCurrentIndex(page.model.index(0, 2))
    page.only_differences.setChecked(True)
    page.region_box.setChecked(True)
    yield stage.shot(f"{number}1-{name}-differences")
    page.region_box.setChecked(False)
    page.domain_box.setChecked(True)
    yield stage.shot(f"{number}2-{name}-domains")
    page.domain_box.setChecked(False)
    page.tabs.setCurrentWidget(page.proposals_tab)
    page.proposals_tab.view.setCurrentIndex(page.proposals_tab.model.index(1, 1))
    yield stage.shot(f"{number}3-{name}-proposals")
    page.tabs.setCurrentWidget(page.changes_tab)
    page.changes_tab.view.setCurrentIndex(page.changes_tab.model.index(0, 0))
    yield stage.shot(f"{number}4-{name}-changes")
    page.tabs.setCurrentWidget(page.front_runner_tab)
    yield stage.shot(f"{number}5-{name}-front-runner")
    page.tabs.setCurrentIndex(0)


def _products(stage: Stage) -> Iterator[Shot]:
    ours = stage.session.our_products()
    for turn, product in enumerate(ours, 1):
        overview = stage.window.show_page("overview")
        if isinstance(overview, OverviewPage):
            overview.open_product(product.id)
            yield stage.shot(f"1{turn}-overview-product{turn}")
            overview.show_enterprise()
    if ours:
        stage.session.look_at(ours[0].id)
        stage.settle()
