"""What the menus do: open projects, take files in, show what stands beside. Each asks, does one thing and tells."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from compare_app.text.message import M

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

    from compare_app.settings import Settings
    from ui.dialogs.manual import ManualWindow
    from ui.main_window.inspected_files import OpenedCopies
    from ui.main_window.window import MainWindow

PROJECT_PATTERN: Final = M("Dual Compare project (*.dcmp)")
TABLE_PATTERN: Final = M("Tables (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.txt *.tsv)")


class Chores:
    """The chores of one main window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._pasted: TemporaryDirectory[str] | None = None
        self._copies: OpenedCopies | None = None
        self._manual: ManualWindow | None = None

    # --- projects ---------------------------------------------------------------------------------------

    def new_project(self) -> bool:
        """Ask where the new project shall live, make and open it."""
        window = self._window
        words = window.words
        path = window.ask.save_file(
            window, words("New project"), f"{words('New project')}.dcmp", words(PROJECT_PATTERN)
        )
        if path is None:
            return False
        if path.suffix.lower() != ".dcmp":
            path = path.with_name(path.name + ".dcmp")
        if not window.session.create(path):
            return False
        window.remember_project()
        window.tell(M("New project {name}", name=path.name))
        return True

    def open_project(self) -> None:
        """Ask for a project file and open it."""
        window = self._window
        path = window.ask.open_file(window, window.words("Open project"), window.words(PROJECT_PATTERN))
        if path is not None:
            window.open_project(path)

    def open_sample(self) -> None:
        """Open a copy of the sample project in the user's own folder, so that everything can be tried."""
        window = self._window
        path = window.ask.save_file(
            window,
            window.words("Where shall your copy of the sample project live?"),
            f"{window.words('Sample project')}.dcmp",
            window.words(PROJECT_PATTERN),
        )
        if path is None:
            return
        from ui.main_window.sample import SampleMaker

        maker = SampleMaker(window.session, parent=window)
        maker.finished.connect(self._after_sample)
        if maker.start(path):
            window.remember_project()

    def _after_sample(self) -> None:
        window = self._window
        window.tell(M("This is your copy of the sample project; what you change in it stays in it"))
        if not window.settings.toured:
            self.start_tour()

    def backup(self) -> None:
        """Make a verified copy now."""
        window = self._window
        made: list[Path | None] = []
        window.session.attempt(lambda: made.append(window.session.workspace.backup()))
        if made:
            path = made[0]
            if path is None:
                window.tell(M("Nothing changed since the last backup"))
            else:
                window.tell(M("Backup made: {name}", name=path.name))

    def check(self) -> None:
        """Look the project over and list what was found."""
        from ui.dialogs.check import CheckDialog

        window = self._window
        findings = window.session.attempt(lambda: window.session.workspace.check(window.session.on))
        if findings is not None:
            window.desk.close("check")  # what was found before is yesterday's
            window.desk.show(
                "check",
                lambda: CheckDialog(window.session, findings, window.words, window.theme, window),
                remade=False,
            )

    # --- files in ---------------------------------------------------------------------------------------

    def import_file(self) -> None:
        """Ask for tables: one opens the wizard, several the list."""
        window = self._window
        paths = window.ask.open_files(window, window.words("Import"), window.words(TABLE_PATTERN))
        if paths:
            self.take_files(paths)

    def import_folder(self) -> None:
        """Ask for a folder and list the tables in it."""
        from compare_app.domain.table_files import tables_in

        window = self._window
        folder = window.ask.open_folder(window, window.words("Import a folder"))
        if folder is None:
            return
        found = tables_in(folder)
        if found:
            self.take_files(found)
        else:
            window.message_bar.say(window.words("{folder} holds no table", folder=folder.name), "trouble")

    def paste_table(self) -> None:
        """Open the wizard on a block of cells from the clipboard."""
        from datetime import datetime
        from tempfile import TemporaryDirectory

        from ui.main_window.pasted import write_pasted

        window = self._window
        if self._pasted is None:
            self._pasted = TemporaryDirectory()
        name = window.words("Clipboard {at}", at=f"{datetime.now().astimezone():%Y-%m-%d %H.%M.%S}")
        from PySide6.QtGui import QGuiApplication

        text = QGuiApplication.clipboard().text()
        path = write_pasted(text, Path(self._pasted.name), name, window.words)
        if path is None:
            said = window.words("The clipboard holds no block of cells; copy one in Excel or WPS first")
            window.message_bar.say(said, "trouble")
        else:
            self.take_files((path,))

    def close(self) -> None:
        """Close what stands beside the window and delete what was pasted."""
        self._window.desk.close_all()
        if self._manual is not None:
            self._manual.close()
            self._manual.deleteLater()
            self._manual = None
        if self._pasted is not None:
            self._pasted.cleanup()
            self._pasted = None
        if self._copies is not None:
            self._copies.close()

    @property
    def copies(self) -> OpenedCopies:
        """Where files kept in the project are copied to be looked at, made with the first one."""
        if self._copies is None:
            from ui.main_window.inspected_files import OpenedCopies

            self._copies = OpenedCopies()
        return self._copies

    def take_files(self, files: Sequence[Path]) -> None:
        """Open a dropped project, the wizard on a table, or the list on several."""
        projects = [path for path in files if path.suffix.lower() == ".dcmp"]
        if projects:
            self._window.open_project(projects[0])
            return
        from ui.main_window.packs import PACK_SUFFIX, take_pack

        packs = [path for path in files if path.suffix.lower() == PACK_SUFFIX]
        if packs:
            take_pack(self._window, packs[0])
            return
        window = self._window
        if not files or not (window.session.is_open or self.new_project()):
            return
        begun = window.desk.form("import")
        if begun is not None:  # one at a time: the file that is looked at is kept in memory
            begun.raise_()
            begun.activateWindow()
            said = window.words("One import is open already: finish it or close it, then take in the next")
            window.message_bar.say(said, "info")
            return
        if len(files) > 1:
            from ui.dialogs.import_many import ImportManyDialog

            window.desk.show(
                "import",
                lambda: ImportManyDialog(
                    window.session, window.words, window.theme, window.ask, files, window
                ),
                remade=False,
            )
            return
        from ui.dialogs.import_wizard import ImportWizard

        def make() -> ImportWizard:
            wizard = ImportWizard(window.session, window.words, window.theme, window.ask, window)
            from ui.main_window.returns import take_plans

            wizard.plan_found.connect(lambda path: take_plans(window, [path]))
            wizard.take(files[0])
            return wizard

        window.desk.show("import", make, remade=False)

    # --- the rest ---------------------------------------------------------------------------------------

    def open_dialog(self, kind: str, subject: object) -> None:
        """Open the dialog that a page asks for."""
        from compare_app.domain.comparison import Judgement, StandardRow
        from compare_app.domain.model import Product

        window = self._window
        session, desk = window.session, window.desk
        match kind, subject:
            case "verdict", (StandardRow() | Judgement()) as row if session.product is not None:
                from ui.dialogs.verdict import VerdictDialog, subject_of

                product_id = session.product.id
                desk.show(
                    (kind, (product_id, subject_of(product_id, row))),
                    lambda: VerdictDialog(session, product_id, row, window.words, window),
                )
            case "verdict", (str() as product_id, str() as about):
                from ui.dialogs.verdict import row_about

                session.look_at(product_id)
                found = session.attempt(lambda: session.workspace.compare(product_id, session.on))
                row_there = row_about(found, about) if found is not None else None
                if row_there is not None:
                    self.open_dialog(kind, row_there)
            case "rule", str() as category_id:
                from ui.dialogs.rule import RuleDialog

                desk.show((kind, category_id), lambda: RuleDialog(session, category_id, window.words, window))
            case "equivalences", str() as category_id:
                from ui.dialogs.equivalences import EquivalencesDialog

                desk.show(
                    (kind, category_id),
                    lambda: EquivalencesDialog(session, category_id, window.words, window.theme, window),
                )
            case "outliers", (str() as product_id, str() as indicator_id):
                from ui.dialogs.outliers import OutliersDialog

                pair = (product_id, indicator_id)
                desk.show((kind, pair), lambda: OutliersDialog(session, pair, window.words, window))
            case "role", Product() as product:
                from ui.dialogs.role import RoleDialog

                desk.show((kind, product.id), lambda: RoleDialog(session, product, window.words, window))
            case "sign", str() as product_id:
                from ui.dialogs.sign import SignDialog

                desk.show((kind, product_id), lambda: SignDialog(session, product_id, window.words, window))
            case "retest" | "waive" | "releases", str() as named:
                from ui.main_window.proof import open_proof

                open_proof(window, kind, named)
            case "ladder", str() as category_id:
                from ui.dialogs.ladder_rules import LadderRulesDialog

                desk.show(
                    (kind, category_id), lambda: LadderRulesDialog(session, category_id, window.words, window)
                )
            case "round" | "new_round" | "edit_round", str() as product_id:
                from ui.main_window.rounds import open_round

                open_round(window, kind, product_id)
            case "laboratory", tuple() as samples:
                from ui.main_window.documents import export_laboratory

                export_laboratory(window, samples)
            case "present", _:
                self.present()
            case "changes", _:
                self.show_changes()
            case "logo", bool() as wanted:
                from ui.main_window.documents import choose_logo, remove_logo

                choose_logo(window, self._window.files_out.drawing_part()) if wanted else remove_logo(window)

    def print_page(self) -> None:
        """What is seen on the page, in a preview that leads to the printer."""
        from ui.dialogs.print_preview import PagePreview
        from ui.pages.paper import report_of

        window = self._window
        page = window.page
        if page is None:
            return
        report, renderer = page.paper() or report_of(page), self._window.files_out.drawing_part()

        def make() -> PagePreview:
            preview = PagePreview(window.session, report, renderer, window.words, window)
            preview.resize(window.width() * 4 // 5, window.height() * 4 // 5)
            return preview

        window.desk.close("print")  # that of another moment
        window.desk.show("print", make, remade=False)

    def present(self) -> None:
        """The product that is looked at on the whole screen, slide by slide."""
        from ui.dialogs.presentation import Presentation

        window = self._window
        session, product = window.session, window.session.product
        if product is None:
            return
        slides = session.attempt(lambda: session.workspace.slides(product.id, window.words, session.on))
        if slides is not None:
            show = Presentation(slides, window.words, window.theme, window)
            show.showFullScreen()
            show.setFocus()

    def change_ladder(self) -> None:
        """The rules of the ladder in the category of the product that is looked at."""
        product = self._window.session.product
        if product is not None:
            self.open_dialog("ladder", product.category_id)

    def show_changes(self) -> None:
        """Built-in examples of changes of standards, to be taken over by choice."""
        from ui.dialogs.standard_changes import StandardChangesDialog

        window = self._window
        if window.session.is_open:
            window.desk.show(
                "changes",
                lambda: StandardChangesDialog(window.session, window.words, window.theme, window),
            )

    def show_settings(self) -> None:
        """Language, colours, name and what happens at the start."""
        from ui.dialogs.settings import SettingsDialog

        window = self._window

        def known() -> Settings:
            return window.settings.having(user=window.session.user)

        window.desk.show(
            "settings",
            lambda: SettingsDialog(known, window.words, window.take_settings, window.ask, window),
            of_project=False,
        )

    def show_history(self) -> None:
        """Every change by name, beside the window."""
        from ui.dialogs.history import HistoryDialog

        window = self._window
        window.desk.show("history", lambda: HistoryDialog(window.session, window.words, window.theme, window))

    def show_manual(self) -> None:
        """The manual, at the page that is seen."""
        from ui.dialogs.manual import ManualWindow

        window = self._window
        if self._manual is None:
            self._manual = ManualWindow(window.words)
        seen = window.page
        name = next((key for key, page in window.pages.items() if page is seen), "start")
        self._manual.open_at(name)

    def start_tour(self) -> None:
        """Five steps on the window itself."""
        from ui.main_window.tour import Tour

        if self._window.session.is_open:
            Tour(self._window)

    def show_keys(self) -> None:
        """The sheet of shortcuts."""
        from ui.dialogs.keys import KeysDialog
        from ui.main_window.commands import COMMANDS, TABLE_KEYS

        window = self._window
        window.desk.show(
            "keys", lambda: KeysDialog(COMMANDS, TABLE_KEYS, window.words, window), of_project=False
        )

    def show_selftest(self) -> None:
        """Recompute the published values and show each of them."""
        from ui.dialogs.selftest import SelfTestDialog

        window = self._window
        window.desk.show(
            "selftest",
            lambda: SelfTestDialog(window.session.tasks, window.words, window.theme, window),
            of_project=False,
        )

    def check_update(self) -> None:
        """Ask for a new version that came as a file, and look at it."""
        window = self._window
        path = window.ask.open_file(
            window,
            window.words("Which installer or zip shall be checked?"),
            window.words("Downloads of this program (*.exe *.zip)"),
        )
        if path is not None:
            self.look_at_update(path)

    def look_at_update(self, path: Path) -> None:
        """Whether a download is the published one."""
        from ui.dialogs.update import UpdateDialog

        window, session = self._window, self._window.session
        window.desk.close("update")  # of the file before
        window.desk.show(
            "update",
            lambda: UpdateDialog(path, session.tasks, window.words, session.failed, window),
            of_project=False,
        )

    def show_about(self) -> None:
        """What this program is, and what it is not."""
        from ui.dialogs.about import AboutDialog

        window = self._window
        window.desk.show("about", lambda: AboutDialog(window.words, window), of_project=False)
