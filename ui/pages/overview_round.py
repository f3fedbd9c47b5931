"""立项 on the overview of a product, in one line: which round, in which state, and what comes next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QWidget

from compare_app.domain.edit import Applied
from compare_app.domain.loop import Round
from compare_app.domain.rounds import ORDER, RoundStanding
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.session import Session, View
from ui.widgets.plain import PlainLabel, tip
from ui.widgets.state_line import StateLine
from ui.wording import joined, labelled


class RoundStrip(QFrame):
    """Where the last round of the product stands; its next move is one press where nothing is in the way."""

    asked = Signal(str)  # the product whose round is to be seen
    edit_asked = Signal(str)  # the product whose round's facts are to be changed
    new_asked = Signal(str)  # the product a round is to be opened of

    def __init__(self, session: Session, words: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setAccessibleName(words("Round of comparison"))
        self._session = session
        self._words = words
        self._asked: View | None = None
        self.view: View | None = None  # what is shown
        self.standing: RoundStanding | None = None
        self.title = PlainLabel("", wrap=True)
        self.line = StateLine(words("State of the round"))
        self.next_button = QPushButton()
        self.next_button.clicked.connect(self._go_on)
        self.open_button = QPushButton(words("Details…"))
        self.open_button.clicked.connect(self._open)
        self.new_button = QPushButton(words("New round…"))
        self.new_button.clicked.connect(self._open_new)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 2, 6, 2)  # a screen of 1280 × 720 has no line to spare
        row.setSpacing(12)
        row.addWidget(self.title, 3)
        row.addWidget(self.line, 5)
        for button in (self.next_button, self.open_button, self.new_button):
            row.addWidget(button)
        self._show_standing(None)

    def fill(self, product_id: str) -> None:
        """Show the round of a product; what is in its way is found beside the window."""
        session = self._session
        view = View(session.project, product_id, session.on)
        if view in (self.view, self._asked):
            return
        self._asked = view
        if self.view is None or self.view.product_id != product_id:
            self._show_standing(None)
        workspace = session.workspace
        job = session.tasks.start(
            lambda progress: (view, workspace.round_standing(product_id, view.on)), "round"
        )
        job.done.connect(self._on_found)
        job.failed.connect(self._on_failed)
        job.cancelled.connect(self._on_cancelled)

    def _on_found(self, found: tuple[View, RoundStanding | None]) -> None:
        self._asked = None
        self.view = found[0]
        self._show_standing(found[1])

    def _on_failed(self, error: BaseException) -> None:
        self._asked = None
        self._session.failed(error)

    def _on_cancelled(self) -> None:
        self._asked = None

    def _show_standing(self, standing: RoundStanding | None) -> None:
        words, writable = self._words, not self._session.read_only
        self.standing = standing
        self.line.setVisible(standing is not None)
        self.open_button.setVisible(standing is not None)
        following = standing.following if standing is not None else None
        self.next_button.setVisible(following is not None and writable)
        self.new_button.setVisible(following is None and writable)
        if standing is None:
            self.title.setText(words("No round of comparison was opened for this product"))
            return
        self.title.setText(labelled(words("Round"), round_text(standing.round, words), words))
        self.line.show_states([words.term(one) for one in ORDER], ORDER.index(standing.state))
        if following is None:
            return
        if standing.obstacles:
            self.next_button.setText(words("◆ {count} in the way…", count=len(standing.obstacles)))
            said = (words("Before {to}:", to=following), *(f"◆ {words(one)}" for one in standing.obstacles))
            self.next_button.setToolTip(tip("\n".join(said)))
        else:
            self.next_button.setText(words("→ {to}", to=following))
            self.next_button.setToolTip(tip(words("Nothing is in the way; move the round")))

    def _go_on(self) -> None:
        """Move it where the way is free; otherwise show what is in the way."""
        standing = self.standing
        if standing is None or self.view is None or standing.following is None:
            return
        if standing.obstacles:
            self._open()
            return
        session, view, to = self._session, self.view, standing.following
        workspace, user = session.workspace, session.user
        job = session.tasks.start(
            lambda progress: workspace.move_round(view.product_id, to, user, on=view.on)
        )
        job.done.connect(self._on_moved)
        job.failed.connect(self._on_failed)

    def _on_moved(self, applied: Applied) -> None:
        self._session.stored(applied.changes)

    def _open(self) -> None:
        if self.view is not None:
            self.asked.emit(self.view.product_id)

    def menu(self) -> QMenu:
        """What the round offers besides its next state: the same as its form."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self._words("Details…")).triggered.connect(self._open)
        if self.standing is not None and self.standing.following is not None and not self._session.read_only:
            menu.addAction(self._words("Change the facts…")).triggered.connect(self._edit)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer it where there is a round."""
        if self.standing is not None:
            self.menu().popup(event.globalPos())

    def _edit(self) -> None:
        if self.view is not None:
            self.edit_asked.emit(self.view.product_id)

    def _open_new(self) -> None:
        product = self._session.product
        if product is not None:
            self.new_asked.emit(product.id)


def round_text(one: Round, words: Wording) -> str:
    """Title, leader and the day it shall end."""
    due = words(M("due {day}", day=one.due)) if one.due is not None else ""
    return joined([part for part in (one.title, one.leader, due) if part], words)
