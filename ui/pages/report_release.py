"""What of the product is signed and released, and the door to its releases."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from compare_app.domain.sign_off import SignedState
from compare_app.text.wording import Wording
from ui.widgets.plain import PlainLabel, tip
from ui.wording import signed_text


class ReleaseRow(QWidget):
    """The state of the signatures in a sentence, the count of releases, one button."""

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words
        self.signed = PlainLabel("", "small", wrap=True)
        self.count = PlainLabel("")
        self.button = QPushButton(words("Releases…"))
        self.button.setToolTip(tip(words("Release the present state; the list of what was released")))
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.signed)
        column.addLayout(row)

    def show_count(self, count: int) -> None:
        """How many states of the product are released."""
        self.count.setText(self._words("Released states: {count}", count=count))

    def show_signed(self, state: SignedState) -> None:
        """What was approved last, and whether it still is so."""
        self.signed.setText(signed_text(state, self._words))
