"""The bar at the bottom: what happened, what to do, one button. It waits; it never blocks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from compare_app.text.wording import Wording
from ui.widgets.plain import PlainLabel
from ui.widgets.restyle import restyle

Kind = Literal["info", "good", "trouble"]
GOOD_NEWS_MS = 8000


class MessageBar(QFrame):
    """Shows one message at a time, the newest; good news goes by itself, trouble stays until it is closed."""

    dismissed = Signal()
    stop_asked = Signal()  # of what it says is being written

    def __init__(self, words: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self.setAccessibleName(words("Messages"))
        self._words = words
        self._kind: Kind = "info"
        self._act: Callable[[], None] | None = None
        self._sign = PlainLabel("", "sign")
        self._text = PlainLabel("", wrap=True).selectable()
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._button = QPushButton()
        self._button.clicked.connect(self._on_button)
        self._busy = QProgressBar()
        self._busy.setMaximum(0)
        self._busy.setTextVisible(False)
        self._busy.setMaximumWidth(120)
        self._busy.setAccessibleName(words("Working"))
        self._doing = PlainLabel("", "quiet")
        self._stop = QPushButton(words("Stop writing"))
        self._stop.clicked.connect(self.stop_asked)
        self._close = QToolButton()
        self._close.setText("✕")
        self._close.setAutoRaise(True)
        self._close.clicked.connect(self.clear)
        self._close.setAccessibleName(words("Close message"))
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 8, 2)
        for part in (self._sign, self._text, self._doing, self._busy, self._stop, self._button, self._close):
            row.addWidget(part, 1 if part is self._text else 0)
        self._fade = QTimer(self, singleShot=True, interval=GOOD_NEWS_MS)
        self._fade.timeout.connect(self.clear)
        self.setProperty("kind", "")
        self.set_busy(False)
        self.clear()

    @property
    def text(self) -> str:
        """What the bar says now."""
        return self._text.text()

    @property
    def room(self) -> int:
        """Pixels of height that a message of one line takes, with its button."""
        margins = self.contentsMargins() + self._row.contentsMargins()
        parts = (self._text, self._button, self._close)
        return max(part.sizeHint().height() for part in parts) + margins.top() + margins.bottom()

    @property
    def kind(self) -> Kind:
        """Which kind of message stands there: info, good or trouble."""
        return self._kind

    def say(
        self, text: str, kind: Kind = "info", button: str = "", act: Callable[[], None] | None = None
    ) -> None:
        """Show a message, with one button where something can be done."""
        self._text.setText(text)
        self._sign.setText({"info": "ⓘ", "good": "✓", "trouble": "!"}[kind])
        self._act = act
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self._close.show()
        self.show()
        self._set_kind(kind)
        if kind == "good":
            self._fade.start()
        else:
            self._fade.stop()

    def clear(self) -> None:
        """Take the message away."""
        self._fade.stop()
        self.hide()
        self._act = None
        self._text.setText("")
        self._sign.setText("")
        self._button.hide()
        self._close.hide()
        self._set_kind("info")
        self.dismissed.emit()

    def set_busy(self, busy: bool, doing: str = "") -> None:
        """Show or hide the sign of work going on; what it is where a person may stop it."""
        self._busy.setVisible(busy)
        self._doing.setText(doing)
        for part in (self._doing, self._stop):
            part.setVisible(busy and bool(doing))
        self.setVisible(busy or bool(self._text.text()))

    def _on_button(self) -> None:
        act = self._act
        self.clear()
        if act is not None:
            act()

    def _set_kind(self, kind: Kind) -> None:
        self._kind = kind
        look = kind if self._text.text() else ""
        if look != self.property("kind"):
            self.setProperty("kind", look)
            restyle(self, self._sign)
