"""What was changed, newest first, by name, time and person; one click goes back to any point, and forth again."""

from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from compare_app.text.wording import Wording
from ui.models.grid_model import GridModel
from ui.models.history_grid import START, history_grid
from ui.session import Session
from ui.tables.grid_view import GridView
from ui.theme import Theme
from ui.widgets.dialog import Dialog
from ui.widgets.plain import PlainLabel


class HistoryDialog(Dialog):
    """Stays open beside the window and follows every change."""

    def __init__(self, session: Session, words: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finished.connect(self.deleteLater)
        self._session = session
        self._words = words
        self.setWindowTitle(words("History"))
        self.resize(640, 480)
        hint = words(
            "Every change is stored at once. Go back to any point below the last signature, and forth again."
        )
        self.model = GridModel(self)
        self.model.dress(theme, self.font())
        self.view = GridView(words, words("History"), filters=False)
        self.view.setModel(self.model)
        self.view.activated.connect(self.travel)
        self.view.selectionModel().currentChanged.connect(self._enable)
        self.go_button = QPushButton(words("Go to this point"))
        self.go_button.setProperty("primary", True)
        self.go_button.clicked.connect(self.travel)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.go_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(PlainLabel(hint, "quiet", wrap=True))
        column.addWidget(self.view, 1)
        column.addWidget(buttons)
        session.changed.connect(self.fill)
        self.fill()

    def fill(self) -> None:
        """Show the present line of changes."""
        self.model.show(history_grid(self._session.steps(), self._words))
        self.view.fit()
        self._enable()

    def travel(self) -> None:
        """Make the selected change the last one that is done."""
        index = self.view.currentIndex()
        if index.isValid():
            key = self.model.key_at(index.row())
            self._session.travel_to(0 if key == START else int(str(key)))

    def _enable(self) -> None:
        self.go_button.setEnabled(self.view.currentIndex().isValid() and not self._session.read_only)
