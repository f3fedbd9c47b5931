"""What the check of a project found: integrity, provenance, standards that expire."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtWidgets import QDialogButtonBox, QWidget

from compare_app.domain.tone import Tone
from compare_app.errors import Level
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording
from ui.dialogs.beside import Beside
from ui.models.cell import Cell, Column, Grid, ReadyRows
from ui.models.grid_model import GridModel
from ui.session import Session, View
from ui.tables.grid_view import GridView
from ui.theme import Theme
from ui.widgets.plain import PlainLabel


class Found(Protocol):
    """What the store's check hands out."""

    @property
    def level(self) -> Level: ...
    @property
    def message(self) -> Message: ...


class CheckDialog(Beside[View]):
    """A list of findings, or the good news that there are none."""

    changed_meanwhile = M("The project changed since this check: check it again for what holds now.")

    def __init__(
        self,
        session: Session,
        findings: Sequence[Found],
        words: Wording,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, words, parent)
        self.setWindowTitle(words("Check of the project"))
        self.resize(720, 420)
        column = self.column
        worth = [one for one in findings if one.level is not Level.NOTE]
        text = (
            words("Findings: {count}", count=len(findings)) if findings else words("Everything is in order")
        )
        column.addWidget(PlainLabel(("! " if worth else "✓ ") + text, "lead"))
        self.model = GridModel(self)
        self.model.dress(theme, self.font())
        self.view = GridView(words, words("Findings"))
        self.view.setModel(self.model)
        columns = (Column("level", words("Kind"), width=16), Column("message", words("Finding"), width=70))
        rows = []
        for number, one in enumerate(findings):
            note = one.level is Level.NOTE
            message = words(one.message)
            name = words("hint") if note else words("to be dealt with")
            level = Cell(f"{'ⓘ' if note else '!'} {name}", tone=Tone.NEUTRAL if note else Tone.WORSE)
            rows.append((number, (level, Cell(message, tip=message))))
        self.model.show(Grid(columns, ReadyRows(rows)))
        self.view.horizontalHeader().setStretchLastSection(True)
        self.view.setVisible(bool(findings))
        column.addWidget(self.view, 1)
        if not findings:
            column.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.begin()

    def now(self) -> View:
        """What was checked: the whole project."""
        return View(self._session.project, "", self._session.on)

    def show_now(self, now: View) -> None:
        """The findings are those of the check; that the project went on is said above them."""
