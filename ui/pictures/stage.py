"""Where the pictures are taken: one window in one language and theme, and the patience to wait until it rests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from ui.main_window import MainWindow
from ui.session import Session

PATIENCE_MS: Final = 20_000
STEP_MS: Final = 10
LAYOUTS: Final = 8  # more than parts lie in each other
One = TypeVar("One", bound=QWidget)


class Shot(NamedTuple):
    """A widget that is ready to be looked at, and what the picture is called."""

    name: str
    widget: QWidget


class Stage:
    """A main window and its session. Scenes are generators of shots; what they opened is closed when they go on."""

    def __init__(self, window: MainWindow, rest_ms: int = 60) -> None:
        self.window = window
        self.rest_ms = rest_ms
        self.session: Session = window.session

    def settle(self, rest_ms: int = 0) -> None:
        """Let everything that was begun come to its end, without pumping events from inside a slot."""
        settle(self.session, max(rest_ms, self.rest_ms))

    def shot(self, name: str, widget: QWidget | None = None, rest_ms: int = 0) -> Shot:
        """The window, or a part of it, as soon as it rests."""
        self.settle(rest_ms)
        return Shot(name, widget if widget is not None else self.window)

    def opened(self, kind: type[One], rest_ms: int = 0) -> One:
        """The dialog of a kind that was just opened."""
        self.settle(rest_ms)
        return next(one for one in self.window.findChildren(kind) if one.isVisible())

    def dialogs(self, name: str, open_one: Callable[[], object]) -> Iterator[Shot]:
        """Each dialog that an action opens, closed again afterwards."""
        open_one()
        self.settle()
        for dialog in [one for one in self.window.findChildren(QDialog) if one.isVisible()]:
            yield self.shot(name, dialog)
            dialog.reject()
        self.settle()


Scene = Callable[[Stage], Iterator[Shot]]


def settle(session: Session, rest_ms: int) -> None:
    """Wait until no task has run for so long: what it brought must have been put into layouts too."""
    loop = QEventLoop()
    look = QTimer(interval=STEP_MS)
    waited = rested = 0

    def check() -> None:
        nonlocal waited, rested
        waited += STEP_MS
        rested = rested + STEP_MS if session.tasks.running == 0 else 0
        if rested >= rest_ms or waited > PATIENCE_MS:
            loop.quit()

    look.timeout.connect(check)
    look.start()
    loop.exec()
    look.stop()
    for _ in range(LAYOUTS):  # a label that grows with its width asks its parents one after the other
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
