"""The window's side of the program: it builds everything once, hands it down, and takes it down in order."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

from compare_app.view_memory import ViewMemory
from ui.assets import load_fonts, mark
from ui.main_window import MainWindow
from ui.session import Session
from ui.theme import TYPE, Theme, TypeScale, apply_theme, is_dark, look_at_ground, theme_of
from ui.trouble import Reporter, Watch

if TYPE_CHECKING:
    from compare_app.domain.edit import Changes
    from compare_app.domain.renderer import Renderer
    from ui.collector import Collector
    from ui.desktop.single import Standing
    from ui.options import Options
    from ui.standstill import Standstill


STYLE: Final = "Fusion"
ON_WINDOWS: Final = os.name == "nt"
WARM_AFTER_MS: Final = 100  # a thread that imports takes the interpreter from the first paint


def main(options: Options) -> int:
    """Run the window until it is closed; the exit code is 0."""
    standing: Standing | None = None
    if ON_WINDOWS and not options.smoke:
        from ui.desktop.identity import take_identity
        from ui.desktop.single import Standing

        take_identity()
        standing = Standing()
        if not standing.claim(options.project or last_project(options)):
            return 0  # it is open already, and in front now
    app = make_application()
    program = Program(app, options, standing)
    code = app.exec()
    program.take_down()
    if has_stuck():
        os._exit(code)
    return int(code)


class Program:
    """The window and what stands behind it, in the order of their making; shown, its timers set, not yet running."""

    def __init__(self, app: QApplication, options: Options, standing: Standing | None = None) -> None:
        settings = options.settings
        self._standing = standing
        self._smoke = options.smoke
        self._collector: Collector | None = None
        self._standstill: Standstill | None = None
        self._drafts = None if options.smoke else options.settings_path.with_name("drafts.json")
        self._watch = Watch(options.settings_path.parent / "logs")
        self._watch.install()
        look_at_ground(app)
        dress(app, theme_of(dark=is_dark(app, settings.theme)))
        memory = ViewMemory(None if options.smoke else options.settings_path.with_name("views.json"))
        self._session = session = Session(settings.user, memory=memory)
        self.window = window = MainWindow(session, settings, None if options.smoke else options.settings_path)
        window.restyled.connect(lambda theme: dress(app, theme))
        self._reporter = Reporter(self._watch, window, lambda: window.words)
        self._watch.mendable.connect(window.show_trouble)
        window.show()
        QTimer.singleShot(0, window, self._warm_up_soon)
        if (project := options.project or last_project(options)) is not None:
            QTimer.singleShot(0, window, lambda: window.open_project(project))
        if options.smoke:
            from ui.main_window.commands import PAGE_KEYS
            from ui.smoke import Smoke

            Smoke(app, window, self._watch, PAGE_KEYS if options.project is not None else ())

    def _warm_up_soon(self) -> None:
        """Counted from the first turn of the loop: on a slow machine it would be over before the window is seen."""
        QTimer.singleShot(WARM_AFTER_MS, self.window, self._after_first_paint)

    def _after_first_paint(self) -> None:
        from ui.collector import Collector
        from ui.standstill import Standstill
        from ui.warming import Warming

        self.window.setWindowIcon(mark())
        if self._standing is not None:
            self._stand_on_desktop(self._standing)
        self.window.follow_system()
        QApplication.styleHints().colorSchemeChanged.connect(self.window.follow_system)
        self._collector = Collector(self.window)  # before the first worker
        if not self._smoke:  # nobody waits for it, and the machine that builds has other work
            self._standstill = Standstill(self._watch.box, self.window)
            self.window.closing.connect(self._standstill.stop)
        self._session.tasks.began.connect(self._watch.box.note)
        self._session.changed.connect(self._note_change)
        Warming(self._session.tasks, self.window)
        self._offer_records()
        if self._drafts is not None:
            self.window.keep_unfinished(self._drafts)
            self.window.homes.look_for_waiting()

    def _note_change(self, changes: Changes) -> None:
        """What was stored, for the record of a crash: kinds, never names."""
        self._watch.box.note(f"stored {changes.name} in project {self._session.project.id}")

    def _offer_records(self) -> None:
        """The last run of the program died: say so once, with its record to hand on."""
        from ui.black_box import left_behind

        records = left_behind(self._watch.box.folder)
        if records:
            self.window.files_out.offer_record(records[-1])

    def _stand_on_desktop(self, standing: Standing) -> None:
        """What Windows is told of the window: its project, for the next start; long work; files for the jump list."""
        from ui.desktop.identity import remember_file
        from ui.desktop.taskbar import Taskbar

        handle, session = int(self.window.winId()), self._session
        taskbar = Taskbar(handle)

        def tell() -> None:
            standing.show(handle, session.path)
            if session.path is not None:
                remember_file(session.path)

        tell()
        session.project_changed.connect(tell)
        session.tasks.busy_changed.connect(lambda busy: taskbar.show(0, 0) if busy else taskbar.clear())
        session.tasks.went_on.connect(taskbar.show)

    def take_down(self) -> None:
        """Everything in the opposite order."""
        if self._collector is not None:
            self._collector.stop()
        del self._reporter
        take_down(self.window)
        self._watch.remove()


def has_stuck() -> bool:
    """Whether a thread stays in a call of the system, on a share that is gone: it was waited for and asked to end.

    Python would wait for it without end at its own, with no window left and the project taken in everybody's eyes.
    The store is closed by now; what the thread was writing is left as a crash would leave it, which everything that
    writes is made for.
    """
    from threading import enumerate as threads
    from threading import main_thread

    return any(one is not main_thread() and not one.daemon for one in threads())


def last_project(options: Options) -> Path | None:
    """The project that was open last, where the user wants it again and it is still there."""
    settings = options.settings
    if options.smoke or not settings.reopen or not settings.recent:
        return None
    last = Path(settings.recent[0])
    return last if last.is_file() else None


def make_application() -> QApplication:
    """The application object in our style; an existing one is taken and gets it."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        existing.setStyle(STYLE)
        return existing
    app = QApplication(
        [*sys.argv[:1], "-style", STYLE]
    )  # `setStyle` would hand back a QStyle with 560 members
    app.setApplicationName("Dual Compare")
    app.setOrganizationName("Dual Compare")
    return app


def dress(app: QApplication, theme: Theme, sizes: TypeScale = TYPE) -> None:
    """Draw everything in a theme, with the bundled font; fonts are registered once."""
    families = app.property("families")
    if families is None:
        families = load_fonts()
        app.setProperty("families", families)
    apply_theme(app, theme, families, sizes)


def take_down(window: MainWindow) -> None:
    """Close and delete the window before Python ends: Qt aborts when widgets outlive the application."""
    from PySide6.QtCore import QEvent

    window.close_at_once()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def make_renderer() -> Renderer:
    """The renderer that draws charts and reports without a window."""
    make_application()
    from ui.renderer import Renderer

    return Renderer()
