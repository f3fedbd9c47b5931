"""P20: text from a file is shown, never interpreted.

Every text of a project holds HTML that names an image, a link, a style sheet and markdown. Every page, dialog, menu,
tooltip, chart and paper is opened and really painted; the image must not be opened once, and nothing that Qt would
read as HTML may hold the stranger's text unescaped.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QTextEdit,
    QToolTip,
    QWidget,
)

from compare_app.domain.edit import Edit
from compare_app.settings import Settings
from compare_app.text.message import M
from compare_app.workspace import Workspace
from tests.torture.figures import Figures
from tests.torture.poison import MARK, canary_text, file_name, poison, poisoned_table
from tests.torture.watched_file import WatchedFile
from tests.ui.made import records
from ui.app import dress, make_application, take_down
from ui.charts.view import ChartView
from ui.dialogs.crash import CrashDialog
from ui.main_window import MainWindow
from ui.main_window.sample import sample_folder, sample_workbooks
from ui.pictures.dialogs import dialogs, menus
from ui.pictures.imports import many_and_packs, steps
from ui.pictures.pages import pages, plain_pages
from ui.pictures.proof import proof
from ui.pictures.stage import Scene, Shot, Stage
from ui.pictures.states import tables
from ui.session import Session
from ui.theme import theme_of

CELLS: Final = 40  # rows of a table whose tooltips are asked for
TIPS: Final = 4  # tooltips of one widget that are really shown
SPOTS: Final = 6  # marks of one chart whose story is really shown


@dataclass
class Look:
    """What was found on a walk."""

    seen: int = 0  # widgets, pages, dialogs that were looked at
    shown: int = 0  # places where the stranger's text stands as it is
    tips: int = 0  # tooltips that were really shown
    opens: int | None = None  # of the canary; None: not to be told on this system
    faults: set[str] = field(default_factory=set)
    shots: list[str] = field(default_factory=list)


def run(rounds: int) -> Figures:
    """One round: a small enterprise, its pages and dialogs in one language; more: everything there is, in both."""
    look = walk(rounds)
    counts = {
        "pages, dialogs and menus": len(look.shots),
        "widgets": look.seen,
        "places where the text stands as it is": look.shown,
        "tooltips really shown": look.tips,
        "opens of the canary": look.opens or 0,
        "texts that would be read as HTML": len(look.faults),
    }
    return Figures(
        promises=("P20",),
        what="HTML, an image by path, links, markdown and entities in every text of a project, and all of it painted",
        counts=counts,
        reached=f"{look.opens} opens of the canary, {len(look.faults)} texts read as HTML in {len(look.shots)} pages, "
        f"dialogs and menus with {look.tips} tooltips",
        held=not look.opens and not look.faults,
        not_run="" if look.opens is not None else "this system cannot tell that a file was opened",
        failures=tuple(sorted(look.faults)[:10]),
    )


def walk(rounds: int) -> Look:
    """Poison a project and look at everything."""
    look = Look()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        picture = folder / "canary.png"
        dot = QImage(2, 2, QImage.Format.Format_RGB32)
        dot.fill(0)
        dot.save(str(picture))
        project = folder / file_name("甲<b>‹x›<img src=canary.png>.dcmp")
        poisoned_project(project, picture, whole=rounds > 1)
        with WatchedFile(picture) as watched, _inside(folder):
            for language in ("zh_CN", "en")[: 1 if rounds <= 1 else 2]:
                _walk(look, project, picture, language, whole=rounds > 1)
            look.opens = watched.opens
    return look


def poisoned_project(path: Path, picture: Path, *, whole: bool) -> None:
    """The sample enterprise, or a small one, with the canary in every text."""
    workspace = Workspace.create(path, f"示例企业{canary_text(picture)}")
    if not whole:
        workspace.apply(Edit(M("Import {file}", file="made.xlsx"), tuple(records())))
    for book in sample_workbooks(sample_folder()) if whole else ():
        workspace.commit(workspace.read(book, None), user="李工")
    poison(workspace, picture)
    workspace.close()


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    """A name such as `<img src=canary.png>` is found where one stands."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _walk(look: Look, project: Path, picture: Path, language: str, *, whole: bool) -> None:
    app = make_application()
    dress(app, theme_of(dark=False))
    text = canary_text(picture)
    session = Session(f"李工{text}")
    recent = (str(project), str(project.with_name("gone<img src=canary.png>.dcmp")))
    window = MainWindow(session, Settings(language=language, recent=recent))
    window.resize(1280, 720)
    window.show()
    stage = Stage(window, rest_ms=20)
    try:
        look_at(look, "start", window)
        window.open_project(project)
        stage.settle()
        window.message_bar.say(text, "trouble", text)
        for scene in _scenes(project.parent, picture, whole=whole):
            for name, widget in scene(stage):
                look_at(look, f"{name} {language}", widget)
    finally:
        take_down(window)


def _scenes(folder: Path, picture: Path, *, whole: bool) -> tuple[Scene, ...]:
    def own(stage: Stage) -> Iterator[Shot]:
        return _own_scenes(stage, folder, picture)

    if not whole:
        return (lambda stage: plain_pages(stage, "page"), dialogs, menus, own)
    return (pages, dialogs, menus, proof, tables, many_and_packs, own)


def _own_scenes(stage: Stage, folder: Path, picture: Path) -> Iterator[Shot]:
    """What the album has no picture of: the wizard on a stranger's table, history, print, slides, a broken step."""
    window, chores = stage.window, stage.window.chores
    yield from steps(stage, poisoned_table(folder, picture), "wizard")
    for name, open_one in (
        ("history", chores.show_history),
        ("print", chores.print_page),
    ):
        window.show_page("standards")
        stage.settle()
        yield from stage.dialogs(name, open_one)
    product = stage.session.product
    if product is not None:
        chores.present()
        stage.settle()
        for show in [one for one in window.findChildren(QWidget) if one.isWindow() and one.isVisible()]:
            yield stage.shot("slides", show)
            show.close()
    crash = CrashDialog(canary_text(picture), folder / "<img src=canary.png>", window.words, window)
    crash.show()
    yield stage.shot("crash", crash)
    crash.reject()
    crash.deleteLater()


# --- looking --------------------------------------------------------------------------------------------------------


def look_at(look: Look, name: str, widget: QWidget) -> None:
    """Paint a window or dialog and everything in it, and show its tooltips."""
    look.shots.append(name)
    widget.grab()
    for one in (widget, *widget.findChildren(QWidget)):
        if not one.isVisibleTo(widget) and one is not widget:
            continue
        look.seen += 1
        _judge(look, name, one)
    for action in widget.findChildren(QAction):
        _judge_tip(look, name, action.toolTip(), f"action {action.text()[:20]}")
        look.shown += MARK in action.text()
    QToolTip.hideText()


def _judge(look: Look, name: str, one: QWidget) -> None:
    kind = type(one).__name__
    where = f"{name}: {kind} {one.objectName()}"
    if isinstance(one, QLabel):
        look.shown += MARK in one.text()
        if one.textFormat() != Qt.TextFormat.PlainText and one.text() and not _drawn_by_qt(one):
            look.faults.add(f"{where}: a label that guesses shows {one.text()[:40]!r}")
    elif isinstance(one, QMessageBox) and one.textFormat() != Qt.TextFormat.PlainText:
        look.faults.add(f"{where}: a message box that guesses")
    elif isinstance(one, QTextEdit | QPlainTextEdit):
        said = one.toPlainText()
        look.shown += MARK in said
        if "\ufffc" in said and "canary" in one.document().toHtml():
            look.faults.add(f"{where}: a text that was read as HTML")
    elif isinstance(one, ChartView):
        _judge_chart(look, name, one)
    elif isinstance(one, QAbstractItemView):
        _judge_table(look, name, one)
    _judge_tip(look, name, one.toolTip(), where, one)
    for text in (one.whatsThis(), one.statusTip()):
        _judge_tip(look, name, text, where)


def _drawn_by_qt(label: QLabel) -> bool:
    """Qt's own print preview names its page count in a label of its own; no text of ours comes there."""
    return label.window().metaObject().className() == "QPrintPreviewDialog" or MARK not in label.text()


def _judge_tip(look: Look, name: str, text: str, where: str, widget: QWidget | None = None) -> None:
    if MARK.replace("<", "&lt;").replace(">", "&gt;") in text:
        look.shown += 1
    elif MARK in text:
        look.faults.add(f"{where}: a tooltip that is HTML: {text[:40]!r}")
    else:
        return
    _show_tip(look, text, widget)


def _show_tip(look: Look, text: str, widget: QWidget | None = None) -> None:
    """Show a tooltip and paint it, as the mouse would."""
    QToolTip.showText(QPoint(10, 10), text, widget)
    for one in QApplication.topLevelWidgets():
        if one.metaObject().className() == "QTipLabel":
            one.grab()
    look.tips += 1


def _judge_chart(look: Look, name: str, chart: ChartView) -> None:
    if chart.picture is None:
        return
    shown = 0
    for panel in chart.picture.panels:
        for spot in panel.spots:
            if MARK in spot.story and shown < SPOTS:
                chart._on_hovered(spot, QPointF(spot.x, spot.y))
                for one in QApplication.topLevelWidgets():
                    if one.metaObject().className() == "QTipLabel":
                        one.grab()
                shown += 1
    look.tips += shown
    look.shown += shown + (MARK in chart.picture.summary)


def _judge_table(look: Look, name: str, view: QAbstractItemView) -> None:
    model = view.model()
    if model is None:
        return
    told = 0
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    where = f"{name}: {type(view).__name__}"
    for row in range(min(CELLS, model.rowCount(QModelIndex()))):
        for column in range(columns):
            index: QModelIndex = model.index(row, column)
            text = index.data(Qt.ItemDataRole.DisplayRole)
            look.shown += isinstance(text, str) and MARK in text
            said = index.data(Qt.ItemDataRole.ToolTipRole)
            if isinstance(said, str) and MARK in said and not said.startswith("<qt>"):
                look.faults.add(f"{where}: a cell's tooltip that is HTML: {said[:40]!r}")
            if isinstance(said, str) and "canary" in said and told < TIPS:
                _show_tip(look, said, view)
                told += 1
