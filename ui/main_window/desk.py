"""The forms and windows beside the main window: one for each kind and subject, placed clear of the work."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QDialog, QWidget

from ui.dialogs.beside import Beside
from ui.widgets.dialog import FRAME, Dialog

if TYPE_CHECKING:
    from ui.main_window.window import MainWindow

GAP: Final = 8  # px between a form and what it keeps clear of
STEP: Final = 28  # px between forms that must lie on each other
NEXT_WINDOW: Final = "Ctrl+F6"


class _Standing(NamedTuple):
    """A form that stands on the desk, how to make it anew (None: it keeps its language), whether it goes with the
    project."""

    form: QDialog
    make: Callable[[], QDialog] | None
    of_project: bool


class Desk(QObject):
    """Owns no form: Qt deletes each when it is closed. It knows where they stand and brings them back to the front."""

    changed = Signal()  # a form came or went
    came = Signal(object)  # QDialog

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._standing: dict[Hashable, _Standing] = {}
        window.session.project_left.connect(self._leave_project)

    @property
    def forms(self) -> tuple[QDialog, ...]:
        """What stands there, the oldest first."""
        return tuple(one.form for one in self._standing.values())

    @property
    def standing(self) -> tuple[tuple[Hashable, QDialog], ...]:
        """What stands there, with its kind and subject."""
        return tuple((key, one.form) for key, one in self._standing.items())

    def form(self, key: Hashable) -> QDialog | None:
        """The form of a kind and subject, if it stands there."""
        found = self._standing.get(key)
        return found.form if found is not None else None

    def show(
        self, key: Hashable, make: Callable[[], QDialog], *, of_project: bool = True, remade: bool = True
    ) -> QDialog:
        """Raise the form of a kind and subject, or make it, place it and show it.

        `remade`: another language makes it anew; otherwise it holds work that must not be lost, and stays as it is.
        """
        form = self.form(key)
        if form is None:
            form = make()
            self._stand(key, _Standing(form, make if remade else None, of_project))
        form.raise_()
        form.activateWindow()
        return form

    def close(self, key: Hashable) -> None:
        """Close the form of a kind and subject, if it stands there."""
        form = self.form(key)
        if form is not None:
            form.done(QDialog.DialogCode.Rejected)

    def close_all(self) -> None:
        """Close everything."""
        for one in self.forms:
            one.done(QDialog.DialogCode.Rejected)

    def restyle(self) -> None:
        """Make every form anew in the present language and colours, where it stood, with what was entered."""
        active = next((one for one in self.forms if one.isActiveWindow()), None)
        for key, standing in tuple(self._standing.items()):
            if standing.make is None:
                continue
            old, fresh = standing.form, standing.make()
            place = old.geometry()
            self._stand(key, standing._replace(form=fresh))
            fresh.setGeometry(place)
            if isinstance(old, Beside) and isinstance(fresh, Beside):
                fresh.follow()
                fresh.entered.enter(old.entered.values())
            if active is old:
                active = fresh
            old.done(QDialog.DialogCode.Rejected)
        (active or self._window).activateWindow()

    def next_window(self) -> None:
        """From the main window to the first form, from one form to the next, from the last one back."""
        ring: list[QWidget] = [self._window, *(one for one in self.forms if one.isVisible())]
        at = next((at for at, one in enumerate(ring) if one.isActiveWindow()), 0)
        following = ring[(at + 1) % len(ring)]
        following.raise_()
        following.activateWindow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """F6 leaves a form, unless a table in it took the key to be left itself."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and is_next(event):
            self.next_window()
            return True
        return super().eventFilter(watched, event)

    # --- coming and going -------------------------------------------------------------------------------

    def _stand(self, key: Hashable, standing: _Standing) -> None:
        form = standing.form
        self._standing[key] = standing
        form.finished.connect(self._on_finished)
        form.installEventFilter(self)
        QShortcut(QKeySequence(NEXT_WINDOW), form).activated.connect(self.next_window)
        form.ensurePolished()
        if isinstance(form, Dialog):
            form.fit()
        form.move(self._place(form))
        form.show()
        self.came.emit(form)
        self.changed.emit()

    def _on_finished(self) -> None:
        """The keyboard goes back to where it was: the main window remembers what had it."""
        form = self.sender()
        key = next((key for key, one in self._standing.items() if one.form is form), None)
        if key is None:
            return  # another took its place
        del self._standing[key]
        self.changed.emit()
        if self._window.isVisible() and not self._window.isActiveWindow():
            self._window.activateWindow()

    def _leave_project(self) -> None:
        for one in tuple(self._standing.values()):
            if one.of_project:
                one.form.done(QDialog.DialogCode.Rejected)

    # --- placing ----------------------------------------------------------------------------------------

    def _place(self, form: QDialog) -> QPoint:
        window = self._window
        return place(
            form.size(),
            window.frameGeometry(),
            window.screen().availableGeometry(),
            chosen_row(window.page),
            [one.frameGeometry() for one in self.forms if one is not form],
        )


def is_next(event: QKeyEvent) -> bool:
    """Whether a key asks for the next window."""
    return event.key() == Qt.Key.Key_F6 and not event.modifiers()


def place(size: QSize, window: QRect, screen: QRect, row: QRect, others: Iterable[QRect] = ()) -> QPoint:
    """Where a form of a size (px) goes: clear of the chosen row and of other forms where there is room.

    Beside the window before over it; over it at its right edge, below the row before above it.
    """
    size = size + FRAME
    beside = min(
        window.right() + GAP, screen.right() - size.width()
    )  # as little over the window as the screen allows
    right = max(window.right() - size.width() - GAP, beside)
    bottom = window.bottom() - size.height() - GAP
    wanted = [
        QPoint(window.right() + GAP, window.top()),
        QPoint(window.left() - size.width() - GAP, window.top()),
    ]
    if row.isValid():
        wanted += [QPoint(right, row.bottom() + GAP), QPoint(right, row.top() - size.height() - GAP)]
    wanted += [QPoint(right, bottom), QPoint(window.left() + GAP, bottom)]
    taken = list(others)
    inside = [at for at in wanted if screen.contains(QRect(at, size))]
    clear = [at for at in inside if not QRect(at, size).intersects(row)]
    free = [at for at in clear if not any(QRect(at, size).intersects(one) for one in taken)]
    last = QPoint(max(screen.left(), screen.right() - size.width()), screen.top() + GAP)
    at = (free or clear or inside or [last])[0]
    while any(one.topLeft() == at for one in taken):
        at += QPoint(STEP, STEP)  # the title of each can be seen
    return at


def chosen_row(page: QWidget | None) -> QRect:
    """The chosen row of the page's table on the screen (px); an invalid rectangle where there is none."""
    if page is None:
        return QRect()
    views = [
        one
        for one in page.findChildren(QAbstractItemView)
        if one.isVisible() and one.currentIndex().isValid()
    ]
    view = next((one for one in views if one.hasFocus()), views[0] if views else None)
    if view is None:
        return QRect()
    seen = view.viewport()
    cell = view.visualRect(view.currentIndex())
    row = QRect(0, cell.top(), seen.width(), cell.height()) & seen.rect()
    return QRect(seen.mapToGlobal(row.topLeft()), row.size()) if row.isValid() else QRect()
