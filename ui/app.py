"""The window's side of the program: it builds everything once, hands it down, and takes it down in order."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication

from compare_app import settings as settings_file
from compare_app.progress import Progress
from compare_app.settings import THEMES
from compare_app.text.wording import LANGUAGES
from compare_app.view_memory import ViewMemory
from ui.assets import load_fonts
from ui.main_window import MainWindow
from ui.session import Session
from ui.theme import TYPE, Theme, TypeScale, apply_theme, theme_of
from ui.trouble import Reporter, Watch

if TYPE_CHECKING:
    from compare_app.domain.renderer import Renderer


WARM: Final = (
    "compare_app.workspace",
    "numpy",
    "compare_app.engine.compare",
    "compare_app.engine.charts",
    "pyqtgraph",
    "ui.pages.overview",
)
"""What the first comparison and the first chart import, in that order."""


def main(argv: Sequence[str]) -> int:
    """Run the window; the exit code is 0 unless the options are wrong (2)."""
    options = parse(argv)
    app = make_application()
    settings_path = options.settings or settings_file.default_path()
    settings = settings_file.load(settings_path)
    settings = replace(
        settings, language=options.lang or settings.language, theme=options.theme or settings.theme
    )
    watch = Watch(settings_path.parent / "logs")
    watch.install()
    dress(app, theme_of(dark=settings.theme == "dark"))
    memory = ViewMemory(None if options.smoke else settings_path.with_name("views.json"))
    session = Session(settings.user, memory=memory)
    window = MainWindow(session, settings, None if options.smoke else settings_path)
    window.restyled.connect(lambda theme: dress(app, theme))
    reporter = Reporter(watch, window, lambda: window.words)
    watch.mendable.connect(window.show_trouble)
    window.show()
    QTimer.singleShot(0, window, lambda: session.tasks.start(warm_up))
    if options.project is not None:
        QTimer.singleShot(0, window, lambda: window.open_project(options.project))
    if options.smoke:
        QTimer.singleShot(200, window, window.close)
    code = app.exec()
    del reporter
    take_down(window)
    watch.remove()
    return int(code)


def warm_up(progress: Progress) -> None:
    """Import what the first project needs while the user still looks for it."""
    for name in WARM:
        progress.step(0, 0)
        importlib.import_module(name)


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The options of the window."""
    parser = argparse.ArgumentParser(prog="main.py", description="Dual Compare: the window")
    parser.add_argument("project", nargs="?", type=Path, help="a project file (*.dcmp)")
    parser.add_argument("--smoke", action="store_true", help="paint the window once and close it")
    parser.add_argument("--lang", choices=LANGUAGES, help="language of the window")
    parser.add_argument("--theme", choices=THEMES, help="colours of the window")
    parser.add_argument("--settings", type=Path, help="another settings file")
    return parser.parse_args(argv)


def make_application() -> QApplication:
    """The application object with our fonts; an existing one is taken as it is."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    app = QApplication(sys.argv[:1])
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
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def make_renderer() -> Renderer:
    """The renderer that draws charts and reports without a window."""
    make_application()
    from ui.renderer import Renderer

    return Renderer()
