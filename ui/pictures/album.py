"""All the pictures: every group of scenes, in both languages and themes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from compare_app.settings import Settings
from compare_app.text.wording import LANGUAGES
from ui.app import dress, make_application, take_down
from ui.main_window import MainWindow
from ui.main_window.sample import SampleMaker
from ui.pictures.camera import Camera
from ui.pictures.charts import charts
from ui.pictures.contact import contact_sheets
from ui.pictures.dialogs import dialogs, menus
from ui.pictures.imports import again, many_and_packs, wizard
from ui.pictures.pages import pages
from ui.pictures.proof import proof
from ui.pictures.sizes import SCALES, scaled, screens
from ui.pictures.stage import Scene, Stage
from ui.pictures.states import alone, empty, long_names, many, refused, tables
from ui.session import Session
from ui.theme import DARK, LIGHT, theme_of

SIZE = (1280, 720)
PAGES = tuple("12345678")
BARE: tuple[tuple[Scene, tuple[str, ...]], ...] = (
    (empty, ("a1",)),
    (alone, ("a2",)),
    (many, ("a3",)),
    (long_names, ("a4",)),
)
"""States that bring projects of their own."""
FILLED: tuple[tuple[Scene, tuple[str, ...]], ...] = (
    (pages, PAGES),
    (dialogs, ("80-dialog",)),
    (menus, ("81-menu",)),
    (proof, ("c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9")),
    (tables, ("a6",)),
    (screens, ("b-",)),
    (wizard, ("9",)),
    (refused, ("a5",)),
    (again, ("95",)),
    (many_and_packs, ("96", "97", "98")),
)
"""What is looked at in the sample project, and how the names of its pictures begin."""


def take_pictures(folder: Path, only: str = "*") -> int:
    """Write every picture whose name (`NAME-LANGUAGE-THEME`) matches `only` into `folder`; returns how many."""
    app = make_application()
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for language in LANGUAGES:
        for theme in (LIGHT.name, DARK.name):
            camera = Camera(folder, language, theme, only)
            with tempfile.TemporaryDirectory() as place:
                _take(app, camera, language, theme, Path(place))
            contact_sheets(camera.taken, folder, f"{language}-{theme}", theme_of(dark=theme == "dark"))
            count += len(camera.taken)
    return count


def _take(app: QApplication, camera: Camera, language: str, theme: str, place: Path) -> None:
    dress(app, theme_of(dark=theme == "dark"))
    if camera.may_want("0", *(start for _, group in BARE for start in group)):
        with stage_of(language, theme) as stage:
            camera.take([stage.shot("00-start")])
            for scene, names in BARE:
                if camera.may_want(*names):
                    camera.take(scene(stage))
    if not camera.may_want("0", "70-chart", "c-", *(start for _, group in FILLED for start in group)):
        return
    sample = place / "sample.dcmp"
    with stage_of(language, theme, (str(sample), str(place / "gone.dcmp"))) as stage:
        SampleMaker(stage.session, parent=stage.window).start(sample)
        stage.settle()
        for scene, names in FILLED:
            if camera.may_want(*names):
                camera.take(scene(stage))
        if camera.may_want("70-chart"):
            camera.draw(charts(stage), dark=theme == "dark")
        for scale in SCALES:
            if camera.may_want(f"c-{round(100 * scale)}"):
                camera.take(scaled(stage, scale), scale)
        stage.session.close()
        stage.window.start.show_recent((str(sample), str(place / "gone.dcmp")))
        camera.take([stage.shot("01-start-recent")])


@contextmanager
def stage_of(language: str, theme: str, recent: tuple[str, ...] = ()) -> Iterator[Stage]:
    """A window without a project, taken down in the end."""
    session = Session("李工" if language == "zh_CN" else "Li")
    window = MainWindow(session, Settings(language=language, theme=theme, recent=recent))
    window.resize(*SIZE)
    window.show()
    try:
        yield Stage(window)
    finally:
        take_down(window)
