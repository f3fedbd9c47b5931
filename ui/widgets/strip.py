"""A strip above the pages that stays: what holds as long as this project is open, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from compare_app.text.wording import Wording
from ui.widgets.plain import PlainLabel
from ui.widgets.restyle import restyle

Kind = Literal["info", "trouble"]
Choice = tuple[str, Callable[[], None]]


class Strip(QFrame):
    """One sentence with a button for each thing that can be done; hidden while there is nothing to say."""

    def __init__(self, words: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("homeStrip")
        self.setAccessibleName(words("About this project"))
        self._sign = PlainLabel("", "sign")
        self._text = PlainLabel("", wrap=True).selectable()
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._buttons: list[QPushButton] = []
        self._close = QToolButton()
        self._close.setText("✕")
        self._close.setAutoRaise(True)
        self._close.setAccessibleName(words("Close message"))
        self._close.clicked.connect(self.clear)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 2, 8, 2)
        self._row.addWidget(self._sign)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        """What stands there now; empty while it is hidden."""
        return self._text.text()

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """What can be done about it."""
        return tuple(self._buttons)

    def say(self, text: str, kind: Kind = "info", choices: Sequence[Choice] = ()) -> None:
        """Say something in place of what stood there, with a button for each choice."""
        self._drop_buttons()
        self._text.setText(text)
        self._sign.setText("!" if kind == "trouble" else "ⓘ")
        for label, act in choices:
            button = QPushButton(label)
            button.clicked.connect(act)
            self._row.insertWidget(self._row.count() - 1, button)
            self._buttons.append(button)
        self.setProperty("kind", kind)
        restyle(self, self._sign)
        self.show()

    def clear(self) -> None:
        """Nothing to say any more."""
        self._drop_buttons()
        self._text.setText("")
        self.hide()

    def _drop_buttons(self) -> None:
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons.clear()
