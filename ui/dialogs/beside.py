"""Forms that stand beside the work: they follow what happens beneath them and never lose what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Generic, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from compare_app.domain.edit import Edit
from compare_app.errors import AppError
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording
from ui.session import Session
from ui.widgets.dialog import Dialog
from ui.widgets.entered import Entered, Field
from ui.widgets.plain import PlainLabel

T = TypeVar("T")


class Beside(Dialog, Generic[T]):
    """A form about something of the project, not modal.

    A subclass says what it is about as it stands now (`now`; None: it is gone), shows that (`show_now`, filling its
    fields with `put`) and takes it over with `apply`. It builds itself between the constructor and `begin`.
    """

    changed_meanwhile: ClassVar[Message] = M(
        "The project changed meanwhile: this is how it stands now. What you entered is kept."
    )

    def __init__(self, session: Session, words: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._words = words
        self._seen: T | None = None  # what is shown
        self._applying = False
        self.entered = Entered()
        self.notice = PlainLabel("", wrap=True)
        self.notice.setProperty("note", True)
        self.notice.hide()
        self.column = QVBoxLayout(self)
        self.column.addWidget(self.notice)
        self.finished.connect(self._end)

    # --- what a form says of itself ---------------------------------------------------------------------

    def now(self) -> T | None:
        """What the form is about, as the project holds it at this moment; None when it is gone."""
        raise NotImplementedError

    def show_now(self, now: T) -> None:
        """Show what `now` said."""
        raise NotImplementedError

    # --- following --------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Show the subject, and follow it from here on."""
        self._show(self.now())
        self._session.changed.connect(self.follow)
        self._session.troubled.connect(self._on_trouble)

    def follow(self) -> None:
        """Look whether anything changed beneath the form."""
        if not self._applying:
            self.heed(self.now())

    def heed(self, now: T | None) -> bool:
        """Show the subject as it is now; False where the form had shown something else until this moment."""
        if self._is_over or now == self._seen:
            return not self._is_over
        if now is None:
            self._leave()
            return False
        self._show(now)
        self._say(self.changed_meanwhile)
        return False

    def _show(self, now: T | None) -> None:
        self._seen = now
        if now is not None:
            self.show_now(now)

    @property
    def _is_over(self) -> bool:
        return self._seen is None

    def _end(self) -> None:
        self._seen = None
        self.deleteLater()

    def _say(self, said: Message) -> None:
        self.notice.setText(f"ⓘ {self._words(said)}")
        self.notice.show()
        self.fit()

    def _leave(self) -> None:
        """The subject is gone: say so in the window and close."""
        session = self._session
        trouble = AppError(
            "FORM-GONE",
            M("“{form}” was closed: what it was about is no longer in the project", form=self.windowTitle()),
            M("Nothing of it was stored"),
        )
        # after “Undone: …”, which is told when everything has followed the undo
        QTimer.singleShot(0, session, lambda: session.troubled.emit(trouble))
        self.done(QDialog.DialogCode.Rejected)

    # --- taking over ------------------------------------------------------------------------------------

    def put(self, field: Field, value: object) -> None:
        """Fill a field from the project, unless a person entered something."""
        self.entered.put(field, value)

    def apply(self, make: Callable[[], Edit | None]) -> bool:
        """Store what `make` makes of the present state, as one step of undo.

        An edit of nothing is none. False where that is no longer what the form showed (it shows it now), or where it
        cannot be stored, which is said in the form.
        """
        if not self.heed(self.now()):
            return False
        self._applying = True
        try:
            edit = self._session.attempt(make)
            if edit is None:
                return False
            return not (edit.puts or edit.removes) or self._session.apply(edit)
        finally:
            self._applying = False

    def _on_trouble(self, trouble: AppError) -> None:
        if self._applying:
            self._say(trouble.what)

    def settle(self) -> None:
        """After something was stored and the form goes on: what is shown is what is stored."""
        self.notice.hide()
        self._show(self.now())
