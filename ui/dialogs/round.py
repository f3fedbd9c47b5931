"""A round of comparison (R50): where it stands, what is in the way, how it came there; on, or back with a reason."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from compare_app.domain.edit import Applied
from compare_app.domain.loop import RoundMove
from compare_app.domain.model import Product
from compare_app.domain.rounds import ORDER, RoundStanding, facts, moves_of, rounds_of
from compare_app.domain.terms import RoundState
from compare_app.text.wording import Wording
from ui.dialogs.beside import Beside
from ui.session import Session, View
from ui.widgets.plain import PlainLabel
from ui.widgets.state_line import StateLine
from ui.wording import joined, labelled

WIDTH = 76  # average characters


class RoundDialog(Beside[View]):
    """Each move is one step of undo and stands in the history of the round."""

    edit_asked = Signal(str)  # the product whose round's facts are to be changed

    def __init__(
        self, session: Session, product_id: str, words: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, words, parent)
        self._product_id = product_id
        self._words = words
        self._moving = False
        self.standing: RoundStanding | None = None
        self.setWindowTitle(words("Round of comparison"))
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * WIDTH)
        self._name = PlainLabel("", "subtitle", wrap=True)
        self.facts = PlainLabel("", wrap=True).selectable()
        self.edit_button = QPushButton(words("Change the facts…"))
        self.edit_button.setAutoDefault(False)  # Enter means the state, not the facts
        self.edit_button.clicked.connect(self._ask_edit)
        self.line = StateLine(words("State of the round"), across=4)
        self.way = PlainLabel("", wrap=True).selectable()
        self.next_button = QPushButton()
        self.next_button.clicked.connect(self._go_on)
        self.back_box = QComboBox()
        self.back_box.setAccessibleName(words("Back to the state"))
        self.reason_edit = QLineEdit()
        self.reason_edit.setAccessibleName(words("Why it goes back"))
        self.reason_edit.setPlaceholderText(words("Why it goes back"))
        self.reason_edit.textChanged.connect(self._check)
        self.back_button = QPushButton(words("Go back"))
        self.back_button.clicked.connect(self._go_back)
        self.why = PlainLabel("", "quiet", wrap=True)
        self.history = PlainLabel("", wrap=True).selectable()
        self._build()
        self.begin()

    def _build(self) -> None:
        words = self._words
        forth = QHBoxLayout()
        forth.addWidget(self.way, 1)
        forth.addWidget(self.next_button, 0, Qt.AlignmentFlag.AlignBottom)
        self._back = QWidget()
        back = QHBoxLayout(self._back)
        back.setContentsMargins(0, 0, 0, 0)
        back.addWidget(self.back_box)
        back.addWidget(self.reason_edit, 1)
        back.addWidget(self.back_button)
        self._form = QFormLayout()
        self._form.addRow(words("What is in the way"), forth)
        self._form.addRow(words("Back to the state"), self._back)
        self._form.addRow("", self.why)
        self._form.addRow(words("Moves so far"), self.history)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        stated = QHBoxLayout()
        stated.addWidget(self.facts, 1)
        stated.addWidget(self.edit_button, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(self._name)
        self.column.addLayout(stated)
        self.column.addWidget(self.line)
        self.column.addLayout(self._form)
        self.column.addStretch(1)
        self.column.addWidget(buttons)

    def now(self) -> View | None:
        """The whole project: any change of it may open or bar the way."""
        session = self._session
        known = session.project.get(Product, self._product_id) is not None
        known = known and bool(rounds_of(session.project, self._product_id))
        return View(session.project, self._product_id, session.on) if known else None

    def show_now(self, now: View) -> None:
        """The round and its history at once; what is in the way is found beside the window."""
        words = self._words
        one = rounds_of(now.project, self._product_id)[-1]
        product = now.project.get(Product, self._product_id)
        self._name.setText(one.title)
        known = [] if product is None else [labelled(words("Product"), product.name, words)]
        known += [labelled(words(name), text, words) for name, text in facts(one)]
        self.facts.setText("\n".join(known))
        moves = moves_of(now.project, one.id)
        lines = [move_text(move, words) for move in reversed(moves)]
        self.history.setText("\n".join(lines) or words("It has not moved yet"))
        self._put_standing(RoundStanding(one, moves[-1].state if moves else RoundState.DRAFT, None), None)
        workspace = self._session.workspace
        job = self._session.tasks.start(
            lambda progress: (now, workspace.round_standing(self._product_id, now.on)), "round_form"
        )
        job.done.connect(self._on_found)
        job.failed.connect(self._session.failed)

    def _on_found(self, found: tuple[View, RoundStanding | None]) -> None:
        if found[0] == self._seen and found[1] is not None:
            self._put_standing(found[1], found[1])

    def _put_standing(self, shown: RoundStanding, known: RoundStanding | None) -> None:
        """Show a state; `known` when what is in its way is known."""
        words, at = self._words, ORDER.index(shown.state)
        self.standing = known
        self.line.show_states([words.term(one) for one in ORDER], at)
        following = known.following if known is not None else None
        if known is None:
            self.way.setText(words("Looking…"))
        elif following is None:
            self.way.setText(words("It is in the archive; a new round can be opened"))
        elif known.obstacles:
            self.way.setText("\n".join(f"◆ {words(one)}" for one in known.obstacles))
        else:
            self.way.setText(words("✓ Nothing; the way is free"))
        writable = not self._session.read_only
        self.edit_button.setVisible(writable and shown.state is not RoundState.ARCHIVED)
        self.next_button.setVisible(writable and following is not None and not shown.obstacles)
        if following is not None:
            self.next_button.setText(words("→ {to}", to=following))
        self._form.setRowVisible(self._back, at > 0 and writable)
        chosen = self.back_box.currentData()
        self.back_box.clear()
        for one in reversed(ORDER[:at]):
            self.back_box.addItem(words.term(one), one.value)
        self.back_box.setCurrentIndex(max(0, self.back_box.findData(chosen)))
        self._check()
        self.fit()

    def _check(self) -> None:
        ready = bool(self.reason_edit.text().strip())
        self.back_button.setEnabled(ready)
        self._form.setRowVisible(self.why, not ready and self._form.isRowVisible(self._back))
        self.why.setText(self._words("Going back needs a reason; it stands in the history."))

    def _ask_edit(self) -> None:
        self.edit_asked.emit(self._product_id)

    def _go_on(self) -> None:
        if self.standing is not None and self.standing.following is not None:
            self._move(self.standing.following, "")

    def _go_back(self) -> None:
        self._move(RoundState(self.back_box.currentData()), self.reason_edit.text())

    def _move(self, to: RoundState, reason: str) -> None:
        """Move it as it is shown; the core looks at every guard again."""
        if self._moving or not self.heed(self.now()):
            return
        session, workspace = self._session, self._session.workspace
        user, on = session.user, session.on
        self._moving = True
        job = session.tasks.start(
            lambda progress: workspace.move_round(self._product_id, to, user, reason, on)
        )
        job.done.connect(self._on_moved)
        job.failed.connect(self._on_failed)

    def _on_moved(self, applied: Applied) -> None:
        self._moving = False
        self.reason_edit.clear()
        self._applying = True  # what changes now is this move
        try:
            self._session.stored(applied.changes)
        finally:
            self._applying = False
        self.settle()

    def _on_failed(self, error: BaseException) -> None:
        self._moving = False
        self._session.failed(error)


def move_text(move: RoundMove, words: Wording) -> str:
    """When it came into which state, by whom and why."""
    said = joined([part for part in (move.author, move.reason) if part], words)
    return f"{move.at.astimezone():%Y-%m-%d %H:%M}   {words.term(move.state)}   {said}".rstrip()
