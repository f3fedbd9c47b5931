"""Proof by eye: every page, dialog, step of the wizard and chart, Chinese and English, light and dark, as PNGs.

`python main.py pictures FOLDER` writes them. What one would not put before a customer is not done.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from compare_app.domain.charts import CHART_KINDS, PROFILE_CHARTS, ChartSpec
from compare_app.domain.renderer import Look
from compare_app.domain.terms import Role
from compare_app.settings import THEMES, Settings
from compare_app.text.wording import LANGUAGES
from ui.app import dress, make_application, take_down
from ui.dialogs.crash import CrashDialog
from ui.dialogs.import_many import ImportManyDialog
from ui.dialogs.import_wizard import COMMIT, ISSUES, MAPPING, ImportWizard
from ui.dialogs.pack_take import PackDialog
from ui.dialogs.pack_write import PackWriteDialog
from ui.main_window import MainWindow
from ui.main_window.commands import PAGE_KEYS
from ui.main_window.sample import SampleMaker, sample_folder
from ui.models.mapping_grid import confirmed
from ui.pages.data import DataPage
from ui.pages.diagnosis import VIEWS, DiagnosisPage
from ui.pages.indicators import KINDS, IndicatorsPage
from ui.pages.overview import OverviewPage
from ui.pages.plan import PlanPage
from ui.pages.profile import ProfilePage
from ui.pages.report import OUTPUTS, ReportPage
from ui.pages.standards import StandardsPage
from ui.renderer import Renderer
from ui.session import Session
from ui.theme import theme_of

SIZE: Final = (1280, 720)
SCHEME_LIMITS: Final = {
    "吸水率": ("≤0.05", "≤0.10", "≤0.30"),
    "破坏强度": ("≥2000", "≥1500", "≥1300"),
    "断裂模数": ("≥50", "≥45", "≥40"),
}
"""Limits made up for the picture of a grading scheme; 示例."""
CHART_MM: Final = (160.0, 100.0)
CHART_DPI: Final = 120
PATIENCE_MS: Final = 20_000


AGAIN = "产品名称,产地,光效(lm/W),显色指数\n示例台灯 甲,广东,101.5,83\n示例台灯 乙,广东,110,90\n"


def main(argv: Sequence[str]) -> int:
    """Take the pictures into the folder that is named; 2 without one."""
    if len(argv) != 1:
        return 2
    take_pictures(Path(argv[0]))
    return 0


def take_pictures(folder: Path) -> int:
    """Write every picture into `folder` and return how many there are."""
    app = make_application()
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    with tempfile.TemporaryDirectory() as place:
        for language in LANGUAGES:
            for theme in THEMES:
                project = Path(place) / f"sample-{language}-{theme}.dcmp"
                count += Photographer(app, folder, language, theme).run(project)
    return count


class Photographer:
    """Walks through the program in one language and one theme."""

    def __init__(self, app: QApplication, folder: Path, language: str, theme: str) -> None:
        self._folder = folder
        self._suffix = f"{language}-{theme}"
        dress(app, theme_of(dark=theme == "dark"))
        self._session = Session("李工" if language == "zh_CN" else "Li")
        self._window = MainWindow(self._session, Settings(language=language, theme=theme))
        self._window.resize(*SIZE)
        self._count = 0

    def run(self, project: Path) -> int:
        """Take every picture; the project is made from the sample data."""
        window, session = self._window, self._session
        window.show()
        self._take("00-start", window)
        SampleMaker(session, parent=window).start(project)
        settle(session)
        self._pages()
        self._dialogs()
        self._wizard()
        self._again()
        self._many_and_packs()
        self._charts()
        take_down(window)
        return self._count

    def _take(self, name: str, widget: QWidget) -> None:
        settle(self._session)
        widget.grab().save(str(self._folder / f"{name}-{self._suffix}.png"))
        self._count += 1

    def _pages(self) -> None:
        window = self._window
        for number, name in enumerate(PAGE_KEYS, 1):
            page = window.show_page(name)
            settle(self._session)
            self._take(f"{number}0-{name}", window)
            match page:
                case DataPage():
                    for tab in range(1, page.tabs.count()):
                        page.tabs.setCurrentIndex(tab)
                        self._take(f"{number}{tab}-{name}-tab{tab}", window)
                    self._grading_scheme(page)
                    page.tabs.setCurrentIndex(0)
                    page.results_tab.view.setCurrentIndex(page.results_tab.model.index(0, 2))
                    self._take(f"{number}9-{name}-inspected", window)
                case StandardsPage():
                    page.view.setCurrentIndex(page.model.index(0, 2))
                    page.only_differences.setChecked(True)
                    page.region_box.setChecked(True)
                    self._take(f"{number}1-{name}-differences", window)
                    page.region_box.setChecked(False)
                    page.domain_box.setChecked(True)
                    self._take(f"{number}2-{name}-domains", window)
                    page.domain_box.setChecked(False)
                    page.tabs.setCurrentWidget(page.proposals_tab)
                    page.proposals_tab.view.setCurrentIndex(page.proposals_tab.model.index(1, 1))
                    self._take(f"{number}3-{name}-proposals", window)
                    page.tabs.setCurrentWidget(page.changes_tab)
                    page.changes_tab.view.setCurrentIndex(page.changes_tab.model.index(0, 0))
                    self._take(f"{number}4-{name}-changes", window)
                    page.tabs.setCurrentWidget(page.front_runner_tab)
                    self._take(f"{number}5-{name}-front-runner", window)
                    page.tabs.setCurrentIndex(0)
                case IndicatorsPage():
                    for turn, kind in enumerate(KINDS):
                        page.show_kind(kind.kind)
                        page.view.setCurrentIndex(page.model.index(turn % max(1, page.model.rowCount()), 0))
                        self._take(f"{number}{turn + 1:x}-{name}-{kind.kind}", window)
                    page.show_kind(KINDS[0].kind)
                    page.bar.data_button.setChecked(True)
                    self._take(f"{number}f-{name}-data", window)
                    page.bar.data_button.setChecked(False)
                case DiagnosisPage():
                    for turn, kind in enumerate(VIEWS):
                        page.show_kind(kind.kind)
                        page.view.setCurrentIndex(page.model.index(0, 1))
                        self._take(f"{number}{turn + 1}-{name}-{kind.kind}", window)
                case PlanPage():
                    page.propose()
                    page.model.setData(page.model.index(0, page.model.column_of("owner")), self._session.user)
                    page.model.setData(page.model.index(0, page.model.column_of("due")), "2024-06-30")
                    self._take(f"{number}1-{name}-rows", window)
                    page.gantt_button.setChecked(True)
                    self._take(f"{number}2-{name}-gantt", window)
                    page.gantt_button.setChecked(False)
                case ReportPage():
                    for turn, output in enumerate(OUTPUTS):
                        page.show_output(output.key)
                        self._take(f"{number}{turn + 1}-{name}-{output.key}", window)
                case ProfilePage():
                    page.index.chart.selected.emit("core_technology")
                    self._take(f"{number}1-{name}-node", window)
                    for tab, one in ((1, page.by_class), (2, page.inspections), (3, page.figures)):
                        page.tabs.setCurrentIndex(tab)
                        one.view.setCurrentIndex(one.model.index(2, 1))
                        self._take(f"{number}{tab + 1}-{name}-tab{tab}", window)
                    page.tabs.setCurrentIndex(0)
        ours = self._session.our_products()
        for turn, product in enumerate(ours, 1):
            overview = window.show_page("overview")
            if isinstance(overview, OverviewPage):
                overview.open_product(product.id)
            self._take(f"1{turn}-overview-product{turn}", window)
        self._session.look_at(ours[0].id)

    def _grading_scheme(self, page: DataPage) -> None:
        """A scheme with limits of its own, deleted after the picture."""
        tab, session = page.schemes_tab, self._session
        page.tabs.setCurrentWidget(tab)
        tab.add_empty()
        settle(session)
        indicators = session.project.indicators(page.category_id)
        for name, limits in SCHEME_LIMITS.items():
            key = next((one.id for one in indicators if one.name == name), "")
            for level, text in enumerate(limits):
                place = tab.model.index(tab.model.row_of(key), tab.model.column_of(str(level)))
                tab.model.setData(place, text)
        settle(session)
        tab.view.setCurrentIndex(tab.model.index(1, 2))
        tab.view.fit()
        self._take("28-data-scheme", self._window)
        tab.remove_button.click()
        settle(session)

    def _dialogs(self) -> None:
        window, session = self._window, self._session
        actions = window.actions_by_key
        page = window.show_page("standards")
        settle(session)
        row = page.selected_row() if isinstance(page, StandardsPage) else None
        comparison = session.comparison()
        if row is None and comparison is not None:
            row = next(one for one in comparison.standards if one.ours and one.theirs)
        peer = next(one for one in session.project.products(ours_category(session)) if one.role is Role.PEER)
        judged = (
            next((one for found in comparison.indicators for one in found.judgements), None)
            if comparison
            else None
        )
        results = session.workspace.results(comparison.product_id) if comparison else ()
        singles = [one for one in results if results and one.indicator_id == results[0].indicator_id]
        steps: tuple[tuple[str, Callable[[], object]], ...] = (
            ("keys", actions["help_keys"].trigger),
            ("about", actions["about"].trigger),
            ("check", actions["check"].trigger),
            ("selftest", actions["selftest"].trigger),
            ("name", actions["settings"].trigger),
            ("verdict", lambda: window.chores.open_dialog("verdict", row)),
            ("result-verdict", lambda: window.chores.open_dialog("verdict", judged)),
            ("role", lambda: window.chores.open_dialog("role", peer)),
            ("changes", actions["changes"].trigger),
            ("rule", lambda: window.chores.open_dialog("rule", peer.category_id)),
            ("equivalences", lambda: window.chores.open_dialog("equivalences", peer.category_id)),
            ("outliers", lambda: window.chores.open_dialog("outliers", singles)),
            ("ladder", actions["ladder_rules"].trigger),
            ("sign", lambda: window.chores.open_dialog("sign", comparison.product_id if comparison else "")),
        )
        for name, open_one in steps:
            open_one()
            settle(session)
            for dialog in [one for one in window.findChildren(QDialog) if one.isVisible()]:
                self._take(f"80-dialog-{name}", dialog)
                dialog.reject()
            settle(session)
        crash = CrashDialog(
            "Traceback (most recent call last):\n  …\nValueError: example", Path("log"), window.words, window
        )
        crash.show()
        self._take("80-dialog-crash", crash)
        crash.reject()
        for menu in window.menuBar().actions():
            one = menu.menu()
            if isinstance(one, QMenu):
                one.popup(window.mapToGlobal(window.menuBar().actionGeometry(menu).bottomLeft()))
                self._take(f"81-menu-{window.menuBar().actions().index(menu)}", one)
                one.close()

    def _wizard(self) -> None:
        window, session = self._window, self._session
        rough = sample_folder() / "rough"
        for number, path in enumerate(sorted(rough.glob("*.xlsx")) + sorted(rough.glob("*.csv")), 1):
            window.chores.take_files((path,))
            settle(session)
            wizard = next(one for one in window.findChildren(ImportWizard) if one.isVisible())
            self._take(f"9{number}-wizard-0-file", wizard)
            for _ in range(4):
                if wizard.step == ISSUES:
                    wizard.issues_step.agree_box.setChecked(True)
                if wizard.step == COMMIT or not wizard.next_button.isEnabled():
                    break
                wizard.go_on()
                settle(session)
                if wizard.step == MAPPING:
                    settle(session, 900)
                self._take(f"9{number}-wizard-{wizard.step}", wizard)
            wizard.reject()
            settle(session)

    def _again(self) -> None:
        """A table that comes a second time with other values: what it would overwrite."""
        window, session = self._window, self._session
        with tempfile.TemporaryDirectory() as place:
            first, second = Path(place) / "2024.csv", Path(place) / "2025.csv"
            first.write_text(AGAIN, encoding="utf-8")
            second.write_text(AGAIN.replace("101.5", "104").replace("广东", "浙江"), encoding="utf-8")
            workspace = session.workspace
            proposed = workspace.propose_mapping(first, "")
            mapping = confirmed(replace(proposed, category="台灯"))
            session.stored(workspace.commit(workspace.read(first, mapping), mapping).changes)
            window.chores.take_files((second,))
            settle(session)
            wizard = next(one for one in window.findChildren(ImportWizard) if one.isVisible())
            while wizard.step != COMMIT:
                wizard.issues_step.agree_box.setChecked(True)
                wizard.go_on()
                settle(session, 900)
            self._take("95-wizard-overwrites", wizard)
            wizard.reject()
            settle(session)

    def _many_and_packs(self) -> None:
        """Several files at once, a pack that is handed on, and one that meets what people made themselves."""
        window, session = self._window, self._session
        rough = sample_folder() / "rough"
        window.chores.take_files(sorted((*rough.glob("*.xlsx"), *rough.glob("*.csv"))))
        settle(session, 600)
        many = next(one for one in window.findChildren(ImportManyDialog) if one.isVisible())
        self._take("96-several-files", many)
        many.reject()
        window.chores.take_files((sample_folder() / "packs" / "led_light_sources.dcpack",))
        settle(session, 300)
        pack = next(one for one in window.findChildren(PackDialog) if one.isVisible())
        self._take("97-pack-taken", pack)
        pack.reject()
        write = PackWriteDialog(session, window.words, parent=window)
        write.open()
        self._take("98-pack-written", write)
        write.reject()
        settle(session)

    def _charts(self) -> None:
        session, words = self._session, self._window.words
        renderer = Renderer()
        for number, product in enumerate(session.our_products(), 1):
            for kind in CHART_KINDS:
                spec = session.workspace.chart(product.id, kind, words, session.on)
                self._draw(renderer, spec, f"70-chart-{kind}-{number}")
        for kind in PROFILE_CHARTS:
            self._draw(
                renderer, session.workspace.profile_chart(kind, words, session.on), f"70-chart-profile-{kind}"
            )

    def _draw(self, renderer: Renderer, spec: ChartSpec, name: str) -> None:
        renderer.chart(
            spec,
            self._folder / f"{name}-{self._suffix}.png",
            width_mm=CHART_MM[0],
            height_mm=CHART_MM[1],
            dpi=CHART_DPI,
            look=Look(dark=self._window.theme.dark),
        )
        self._count += 1


def ours_category(session: Session) -> str:
    """The category of the product that is looked at."""
    product = session.product
    return product.category_id if product is not None else ""


def settle(session: Session, rest_ms: int = 60) -> None:
    """Let everything that was begun come to its end, without pumping events from inside a slot."""
    loop = QEventLoop()
    look = QTimer(interval=20)
    waited = 0

    def check() -> None:
        nonlocal waited
        waited += 20
        if waited >= rest_ms and (session.tasks.running == 0 or waited > PATIENCE_MS):
            loop.quit()

    look.timeout.connect(check)
    look.start()
    loop.exec()
    look.stop()
