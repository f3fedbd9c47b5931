"""The main window. It owns the frame; pages own what they show, dialogs what they ask."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QObject, QTime, QTimer, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QStatusBar,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from compare_app import settings as settings_file
from compare_app.errors import AppError
from compare_app.settings import Settings
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording
from ui.assets import icon
from ui.dialogs.files import FileAsker
from ui.main_window.chores import Chores
from ui.main_window.commands import COMMANDS, NEEDS_PRODUCT, NEEDS_PROJECT, PAGE_KEYS
from ui.main_window.files_out import FilesOut
from ui.main_window.wiring import connect_actions, fill_recent
from ui.pages.start import StartPage
from ui.phrases import labelled, sentence, translate_qt
from ui.session import Session
from ui.theme import Theme, dress_frame, is_dark, theme_of
from ui.widgets.choose import choose
from ui.widgets.commands import fill_menus, fill_toolbar, make_actions
from ui.widgets.message_bar import MessageBar
from ui.widgets.plain import PlainLabel, tip

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
    from PySide6.QtWidgets import QDialog, QDockWidget

    from ui.dialogs.import_wizard import ImportWizard
    from ui.main_window.desk import Desk
    from ui.main_window.homes import Homes
    from ui.main_window.selectors import Selectors
    from ui.main_window.sides import Sides
    from ui.main_window.unfinished import Unfinished
    from ui.pages.page import Page
    from ui.widgets.inspector import Inspection, Inspector
    from ui.widgets.rail import Rail

SMALLEST: Final = (960, 560)  # what 1366 × 768 at 125 % leaves, less a task bar
FIRST_SIZE: Final = (1280, 720)


class MainWindow(QMainWindow):
    """Rail, toolbar, inspector and message bar around the pages; rebuilt when language or theme change."""

    restyled = Signal(object)  # Theme: the application draws everything in it
    closing = Signal()  # from now on it waits for what is under way

    def __init__(
        self,
        session: Session,
        settings: Settings,
        settings_path: Path | None = None,
        ask: FileAsker | None = None,
    ) -> None:
        super().__init__()
        self.session = session
        self.settings = settings
        session.second_place.move(settings.second_place)
        self.ask = ask or FileAsker()
        self._settings_path = settings_path
        self._page_name = "overview"
        self._splits = dict(session.memory.splits)  # page → sizes of its splitters as they were left
        self.setAcceptDrops(True)
        self.setMinimumSize(*SMALLEST)
        self.chores = Chores(self)
        self.files_out = FilesOut(self)
        self._busy = False
        self._at_once = False
        self._framing = False
        self._gone = False
        self._desk: Desk | None = None
        self._unfinished: Unfinished | None = None
        self._dress(settings.language, settings.theme)
        self._build()
        session.project_changed.connect(self._on_project)
        session.changed.connect(self._on_changed)
        session.focus_changed.connect(self._on_focus)
        session.troubled.connect(self.show_trouble)
        session.told.connect(self._on_told)
        session.written.connect(self.files_out.tell_written)
        session.held.connect(self.files_out.ask_about_held)
        session.given_up.connect(self.files_out.tell_given_up)
        session.writing_changed.connect(self._show_work)
        session.doubted.connect(self._on_doubted)
        session.tasks.busy_changed.connect(self._on_busy)
        if not self.restoreGeometry(QByteArray.fromBase64(settings.geometry.encode("ascii", "ignore"))):
            self.resize(*FIRST_SIZE)

    # --- building ---------------------------------------------------------------------------------------

    def _dress(self, language: str, theme: str) -> None:
        self.words = Wording.load(language)
        from PySide6.QtWidgets import QApplication

        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.theme: Theme = theme_of(dark=is_dark(app, theme))
        translate_qt(app, language)
        self.restyled.emit(self.theme)

    def _build(self) -> None:
        words = self.words
        self.actions_by_key = make_actions(self, COMMANDS, words, self._icon)
        fill_menus(self, COMMANDS, self.actions_by_key, words)
        connect_actions(self)
        self._build_toolbar()
        self.start = StartPage(self.settings.recent, words)
        self.start.chosen.connect(self._on_start_chosen)
        self.start.open_requested.connect(self.open_project)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.start)
        self.pages: dict[str, Page] = {}
        self.message_bar = MessageBar(words)
        self.message_bar.set_busy(False)
        self.message_bar.stop_asked.connect(self.session.stop_writing)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._column = column
        self._homes: Homes | None = None
        self._row = QHBoxLayout()
        self._row.setSpacing(0)
        self._row.addWidget(self.stack, 1)
        column.addLayout(self._row, 1)
        self.setCentralWidget(centre)
        status = QStatusBar()
        status.setSizeGripEnabled(False)
        status.setContentsMargins(0, 0, 0, 0)
        status.addWidget(self.message_bar, 1)
        self.saved_sign = PlainLabel("", "small")
        self.saved_sign.setContentsMargins(8, 0, 12, 0)
        # a message that comes or goes by itself must not move the page under the pointer
        self.saved_sign.setMinimumHeight(self.message_bar.room)
        status.addPermanentWidget(self.saved_sign)
        self.setStatusBar(status)
        self._sides: Sides | None = None
        self.actions_by_key["inspector"].setChecked(self.session.memory.inspector)
        self.actions_by_key["inspector"].toggled.connect(self._on_inspector_toggled)
        self._on_project()

    @property
    def sides(self) -> Sides:
        """Rail and inspector, made when they are first asked for: the start page shows neither."""
        if self._sides is None:
            from ui.main_window.sides import Sides

            self._sides = Sides(self, self._row)
            self._sides.rail.chosen.connect(self._on_rail)
            self._sides.dock.visibilityChanged.connect(self._on_dock)
        return self._sides

    @property
    def homes(self) -> Homes:
        """What is said of where the project lives, above the pages; made with the first project."""
        if self._homes is None:
            from ui.main_window.homes import Homes
            from ui.widgets.strip import Strip

            strip = Strip(self.words)
            self._column.insertWidget(0, strip)
            self._homes = Homes(self, strip)
        return self._homes

    @property
    def desk(self) -> Desk:
        """The forms beside the window, made with the first one."""
        if self._desk is None:
            from ui.main_window.desk import Desk

            self._desk = Desk(self)
            self._desk.changed.connect(self._on_desk)
            self._desk.came.connect(self._on_form)
        return self._desk

    def keep_unfinished(self, path: Path) -> None:
        """From now on what is begun and not finished is kept in a file, and what is in it is brought back."""
        from ui.main_window.unfinished import Unfinished

        self._unfinished = Unfinished(self, path)

    @property
    def page_name(self) -> str:
        """The page that is seen, or was seen last."""
        return self._page_name

    def standing_forms(self) -> tuple[tuple[Hashable, QDialog], ...]:
        """The forms beside the window with what they are about; none is made for asking."""
        return self._desk.standing if self._desk is not None else ()

    def import_under_way(self) -> ImportWizard | None:
        """The wizard, where one is open."""
        from ui.dialogs.import_wizard import ImportWizard

        form = self._desk.form("import") if self._desk is not None else None
        return form if isinstance(form, ImportWizard) else None

    def show_next(self) -> None:
        """Go from the main window to the first form beside it."""
        self.desk.next_window()

    @property
    def rail(self) -> Rail:
        """The pages, on the left."""
        return self.sides.rail

    @property
    def inspector(self) -> Inspector:
        """Where a value comes from, on the right."""
        return self.sides.inspector

    @property
    def dock(self) -> QDockWidget:
        """What holds the inspector."""
        return self.sides.dock

    def _icon(self, name: str) -> QIcon:
        return icon(name, self.theme)

    def _build_toolbar(self) -> None:
        words = self.words
        bar = QToolBar(words("Toolbar"), self)
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        choose(bar, toolButtonStyle="ToolButtonTextBesideIcon", contextMenuPolicy="PreventContextMenu")
        fill_toolbar(bar, COMMANDS, self.actions_by_key)
        self._selectors: Selectors | None = None
        self._selectors_seen: QAction | None = None
        self.addToolBar(bar)
        self._toolbar = bar

    @property
    def selectors(self) -> Selectors:
        """Product and date, made with the first project: the start page has nothing to choose."""
        if self._selectors is None:
            from ui.main_window.selectors import Selectors

            made = Selectors(self.words)
            made.product_chosen.connect(self.session.look_at)
            made.date_chosen.connect(self._on_date_chosen)
            self._selectors = made
            self._selectors_seen = self._toolbar.addWidget(made)
        return self._selectors

    def _show_selectors(self) -> None:
        """What is looked at; nothing without a project."""
        if self._selectors is None and not self.session.is_open:
            return
        self.selectors.show_session(self.session)
        if self._selectors_seen is not None:
            self._selectors_seen.setVisible(self.session.is_open)

    def restyle(self, language: str | None = None, theme: str | None = None) -> None:
        """Switch language or theme while running: everything is built anew, the page stays."""
        self.settings = self.settings.having(
            language=language or self.settings.language, theme=theme or self.settings.theme
        )
        self._remember()
        if theme is not None:
            self._dress_frame()
        sides, seen = self._sides, self.actions_by_key["inspector"].isChecked()
        self._keep_splits()
        self._dress(self.settings.language, self.settings.theme)
        self.menuBar().clear()
        self.removeToolBar(self._toolbar)
        self._toolbar.deleteLater()
        width = sides.dock.width() if sides is not None else 0
        if sides is not None:
            sides.remove()
        old = self.takeCentralWidget()
        for action in self.actions_by_key.values():
            owner: QObject | None = action.menu()  # a submenu owns its action
            (owner or action).deleteLater()
        if old is not None:
            old.deleteLater()
        self._build()
        self.actions_by_key["inspector"].setChecked(seen)
        if sides is not None:
            self.sides.hold(width)
        if self._desk is not None:
            self._desk.restyle()

    def _keep_splits(self) -> None:
        """Note how the user divided the pages seen so far."""
        from PySide6.QtWidgets import QSplitter

        for name, page in self.pages.items():
            sizes = [one.sizes() for one in page.findChildren(QSplitter)]
            if any(sum(one) for one in sizes):
                self._splits[name] = sizes

    def _divide_as_before(self, name: str, page: Page) -> None:
        """Give a page built anew the sizes it had, once it has been laid out: stretching would spoil them."""
        from PySide6.QtWidgets import QSplitter

        kept = self._splits.pop(name, [])
        for splitter, sizes in zip(page.findChildren(QSplitter), kept, strict=False):
            if sum(sizes):
                splitter.setSizes(sizes)

    def reset_layout(self) -> None:
        """The window as on the first day, its tables with the columns they come with."""
        from ui.tables.grid_view import GridView

        self.resize(*FIRST_SIZE)
        self.session.memory.forget_columns()
        for view in self.findChildren(GridView):
            view.columns.reset()
        if self.session.is_open:
            self.dock.show()
            self.sides.widen()

    # --- pages ------------------------------------------------------------------------------------------

    def show_page(self, name: str, key: object = None) -> Page | None:
        """Open a page, and select there what `key` names. Without a project there is only the start page."""
        if not self.session.is_open:
            return None
        page = self.pages.get(name)
        if page is None:
            from ui.main_window.page_list import make_page

            page = make_page(name, self.session, self.words, self.theme)
            page.inspected.connect(self._on_inspected)
            page.import_requested.connect(self.chores.import_file)
            page.export_requested.connect(self.files_out.export)
            page.picture_requested.connect(self.files_out.save_picture)
            page.copy_requested.connect(self.files_out.copy_picture)
            page.page_requested.connect(self.show_page)
            page.dialog_requested.connect(self.chores.open_dialog)
            self.pages[name] = page
            self.stack.addWidget(page)
        self._page_name = name
        self._keep_place()
        if self.page is not page:
            self.inspector.show_inspection(None)  # the page says what is chosen on it when it is seen
        self.stack.setCurrentWidget(page)
        if name in self._splits:
            QTimer.singleShot(0, page, lambda: self._divide_as_before(name, page))
        self.rail.mark(PAGE_KEYS.index(name))
        self._place_dock()
        if key is not None:
            page.select(key)
        if not self.rail.isAncestorOf(self.focusWidget()):  # there the arrow keys go on to the next page
            page.take_focus()
        return page

    @property
    def page(self) -> Page | None:
        """The page that is seen."""
        current = self.stack.currentWidget()
        return next((page for page in self.pages.values() if page is current), None)

    def open_project(self, path: Path) -> bool:
        """Open a project file and remember it; trouble is told and the present project stays open."""
        if not self.session.open(path):
            if self.session.refused is not None:
                self.homes.offer(path, self.session.refused)
            return False
        self.remember_project()
        return True

    def remember_project(self) -> None:
        """Put the open project first in the list of recent ones."""
        if self.session.path is not None:
            self.settings = self.settings.with_recent(self.session.path)
            self._remember()
            fill_recent(self)

    def _keep_place(self) -> None:
        """Remember where the user is in the project."""
        product = self.session.product
        self.session.memory.keep_place(
            self.session.project.id, self._page_name, product.id if product is not None else ""
        )

    # --- messages ---------------------------------------------------------------------------------------

    def show_trouble(self, trouble: AppError) -> None:
        """What the user can mend: what happened, where, what to do; it stays until it is closed."""
        self.files_out.stay()
        place = str(trouble.place)
        what = self.words(trouble.what)
        parts = (labelled(place, what, self.words), self.words(trouble.remedy))
        self.message_bar.say(sentence(*parts, words=self.words), "trouble")

    def tell(
        self, message: Message, button: Message | None = None, act: Callable[[], None] | None = None
    ) -> None:
        """Say that something was done, with one button where something can follow."""
        self.message_bar.say(
            self.words(message), "good", self.words(button) if button is not None else "", act
        )

    def tell_for_good(
        self, message: Message, button: Message | None = None, act: Callable[[], None] | None = None
    ) -> None:
        """Say something that stays until it is closed."""
        said = self.words(button) if button is not None else ""
        self.message_bar.say(self.words(message), "info", said, act)

    def copy_text(self, text: str) -> None:
        """Put a text on the clipboard."""
        from PySide6.QtGui import QGuiApplication

        QGuiApplication.clipboard().setText(text)

    def take_settings(self, settings: Settings) -> None:
        """What was chosen in the settings holds at once."""
        before, self.settings = self.settings, settings
        self.session.user = settings.user or self.session.user
        self.session.second_place.move(settings.second_place)
        self._remember()
        if (settings.language, settings.theme) != (before.language, before.theme):
            QTimer.singleShot(0, self, lambda: self.restyle(settings.language, settings.theme))

    def _on_told(self, message: Message) -> None:
        self.tell(message)

    def _on_doubted(self, wrong: tuple[Message, ...]) -> None:
        self.homes.doubt(wrong)

    def _on_form(self, form: QDialog) -> None:
        if self._unfinished is not None:
            self._unfinished.watch(form)

    def _on_desk(self) -> None:
        stands = self._desk is not None and bool(self._desk.forms)
        self.actions_by_key["next_window"].setEnabled(stands)

    def _on_busy(self, busy: bool) -> None:
        self._busy = busy
        self._show_work()

    def _show_work(self) -> None:
        """The sign of work, once it takes long; what is being written is named and can be stopped."""
        if self._gone:
            return  # nobody looks, and the bar may not be there any more
        names = [path.name for path in self.session.being_written] if self._busy else []
        doing = self.words("Writing {name}…", name=", ".join(names)) if names else ""
        self.message_bar.set_busy(self._busy, doing)
        self.files_out.settle()

    def _on_inspected(self, inspection: Inspection | None) -> None:
        self.sides.files.show(inspection)
        if (
            inspection is not None
            and self.dock.isHidden()
            and self.page is not None
            and not self.page.inspects
        ):
            self._show_dock(True)  # asked for on a page that does without it

    def _place_dock(self) -> None:
        """The inspector stands where the user wants it and the page has a use for it."""
        page = self.page
        wanted = self.actions_by_key["inspector"].isChecked()
        self._show_dock(self.session.is_open and wanted and (page is None or page.inspects))

    def _show_dock(self, visible: bool) -> None:
        self.dock.blockSignals(True)
        self.dock.setVisible(visible)
        self.dock.blockSignals(False)

    def _on_inspector_toggled(self, wanted: bool) -> None:
        self.session.memory.inspector = wanted
        if self.session.is_open:
            self._show_dock(wanted)

    # --- the session changed ----------------------------------------------------------------------------

    def _on_project(self) -> None:
        path = self.session.path
        if path is None:
            self.setWindowTitle(self.words("Dual Compare"))
            self.stack.setCurrentWidget(self.start)
            self.start.show_recent(self.settings.recent)
        else:
            marks = f" [{self.words('read only')}]" if self.session.read_only else ""
            self.setWindowTitle(f"{path.stem}{marks} – {self.words('Dual Compare')}")
            self.setWindowFilePath("")
        if path is not None or self._homes is not None:
            self.homes.show()
        if path is not None or self._sides is not None:
            self.rail.setVisible(path is not None)
            self._place_dock()
        self._show_selectors()
        self._enable_actions()
        if path is not None:
            place = self.session.memory.place(self.session.project.id)
            self.show_page(place.page if place.page in PAGE_KEYS else self._page_name)

    def _on_changed(self, changes: object) -> None:
        at = QTime.currentTime().toString("HH:mm:ss")
        self.saved_sign.setText("✓ " + self.words("saved {at}", at=at))
        self._show_selectors()
        self._enable_actions()

    def _on_focus(self) -> None:
        self._keep_place()
        self._show_selectors()
        self.inspector.show_inspection(None)

    def _enable_actions(self) -> None:
        self._on_desk()
        is_open = self.session.is_open
        has_product = self.session.product is not None
        for key, action in self.actions_by_key.items():
            if key in NEEDS_PROJECT:
                action.setEnabled(is_open and (has_product or key not in NEEDS_PRODUCT))
        for key, label, name in (
            ("undo", self.session.undo_label, M("Undo")),
            ("redo", self.session.redo_label, M("Redo")),
        ):
            action = self.actions_by_key[key]
            text = self.words(name)
            if label is not None:
                text = labelled(text, self.words(label), self.words)
            action.setEnabled(label is not None)
            action.setText(text)
            action.setIconText(self.words(name))
            action.setToolTip(tip(f"{text} ({action.shortcut().toString()})"))

    # --- gestures ---------------------------------------------------------------------------------------

    def _on_rail(self, index: int) -> None:
        self.show_page(PAGE_KEYS[index])

    def open_page_of_action(self) -> None:
        """Open the page that the triggering action names."""
        action = self.sender()
        if isinstance(action, QAction):
            self.show_page(str(action.data()))

    def _on_start_chosen(self, key: str) -> None:
        self.actions_by_key[key].trigger()

    def open_recent(self) -> None:
        """Open the project that the triggering action names."""
        action = self.sender()
        if isinstance(action, QAction):
            self.open_project(Path(str(action.data())))

    def _on_date_chosen(self, day: date) -> None:
        if self.session.is_open:
            self.session.look_on(day)

    def follow_system(self) -> None:
        """The system may have gone light or dark."""
        if not self._framing and self.theme.dark != self._dress_frame():
            self.restyle()

    def _dress_frame(self) -> bool:
        """Let the frame follow; whether the window is to be dark."""
        from PySide6.QtWidgets import QApplication

        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._framing = True  # Qt says at once that its scheme changed
        dress_frame(app, self.settings.theme)
        self._framing = False
        return is_dark(app, self.settings.theme)

    def choose_theme(self, dark: bool) -> None:
        """Switch to the dark or the light theme, when the menu has closed."""
        name = "dark" if dark else "light"
        QTimer.singleShot(0, self, lambda: self.restyle(theme=name))

    def choose_language(self, action: QAction) -> None:
        """Switch to the language that the action names, when the menu has closed."""
        language = str(action.data())
        QTimer.singleShot(0, self, lambda: self.restyle(language=language))

    def _on_dock(self, visible: bool) -> None:
        if self.session.is_open and self.isVisible() and not self.isMinimized():
            action = self.actions_by_key["inspector"]
            action.blockSignals(True)
            action.setChecked(visible)
            action.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F6 leads to the forms beside the work, unless a table took the key to be left itself."""
        from ui.main_window.desk import is_next

        if is_next(event):
            self.desk.next_window()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        from ui.main_window.drop import dropped_files

        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        from ui.main_window.drop import dropped_files

        files = dropped_files(event)
        if files:
            event.acceptProposedAction()
            self.chores.take_files(files)

    def close_at_once(self) -> bool:
        """Close, and wait for everything meanwhile: at the end of the program and of the system."""
        self._at_once = True
        return self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        typing = self.focusWidget()
        if typing is not None:
            typing.clearFocus()  # what is being written is stored when its field is left
        if not self._at_once and not _system_ends() and self._finishes_first():
            event.ignore()
            return
        self.closing.emit()
        geometry = self.saveGeometry().toBase64().toStdString()
        self.settings = self.settings.having(geometry=geometry)
        self._remember()
        self._keep_place()
        self._keep_splits()
        self.session.memory.splits = dict(self._splits)
        self.session.memory.save()
        if not self._gone:  # what is still written is finished, and told to nobody
            self.session.written.disconnect(self.files_out.tell_written)
            self.session.held.disconnect(self.files_out.ask_about_held)
            self.session.given_up.disconnect(self.files_out.tell_given_up)
        self._gone = True
        self.hide()  # what is under way in threads is waited for, and nobody must look at that
        self.session.close()
        self.chores.close()
        if self._unfinished is not None:
            self._unfinished.close()
        event.accept()

    def _finishes_first(self) -> bool:
        """Whether something that a person asked for is still under way; the window closes by itself after it."""
        if self.files_out.finish_first(self.close):
            return True
        return self.session.is_open and self.homes.hand_over_first(self.close)

    def _remember(self) -> None:
        if self._settings_path is not None:
            settings_file.save(self.settings, self._settings_path)


def _system_ends() -> bool:
    """Whether the person logs out or the computer goes off: then there is no time to come back."""
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    return isinstance(app, QApplication) and app.isSavingSession()
