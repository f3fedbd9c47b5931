"""The bar above a chart: which kind is drawn, and one click to its data, its copy and its file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from compare_app.text.message import Message
from compare_app.text.wording import Wording
from ui.assets import icon
from ui.pages.chart_box import ChartBox
from ui.theme import Theme
from ui.widgets.plain import tip


@dataclass(frozen=True, slots=True)
class ChartChoice:
    """One kind of chart: its key, its name, what it shows. `of_row` ones show the indicator that is selected."""

    kind: str
    name: Message
    hint: Message
    of_row: bool = False


class ChartBar(QWidget):
    """`chosen` names the kind; the buttons act on the box itself."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[ChartChoice], box: ChartBox, words: Wording, theme: Theme) -> None:
        super().__init__()
        self._choices = tuple(choices)
        self.kinds = QComboBox()
        self.kinds.setAccessibleName(words("Kind of chart"))
        self.kinds.setMaxVisibleItems(20)
        for at, one in enumerate(self._choices):
            self.kinds.addItem(icon("chart", theme), words(one.name), one.kind)
            self.kinds.setItemData(at, tip(words(one.hint)), Qt.ItemDataRole.ToolTipRole)
        self._hints = [words(one.hint) for one in self._choices]
        self.kinds.activated.connect(self._on_activated)
        self.data_button = self._button("table", words("The data behind the chart"), theme)
        self.data_button.setCheckable(True)
        self.data_button.toggled.connect(box.show_data)
        self.copy_button = self._button("copy", words("Copy picture"), theme)
        self.copy_button.clicked.connect(box.copy)
        self.save_button = self._button("image", words("Save picture…"), theme)
        self.save_button.clicked.connect(box.save)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.kinds)
        row.addStretch(1)
        for button in (self.data_button, self.copy_button, self.save_button):
            row.addWidget(button)
        self.show_kind(self._choices[0].kind)

    @property
    def choice(self) -> ChartChoice:
        """The kind that is chosen."""
        return self._choices[max(0, self.kinds.currentIndex())]

    def show_kind(self, kind: str) -> None:
        """Mark a kind as chosen; nothing is announced."""
        self.kinds.setCurrentIndex(max(0, self.kinds.findData(kind)))
        self.kinds.setToolTip(tip(self._hints[self.kinds.currentIndex()]))

    def act_on_chart(self, possible: bool) -> None:
        """Whether there is a chart to copy, to save and to see the data of."""
        for button in (self.data_button, self.copy_button, self.save_button):
            button.setEnabled(possible)

    def _on_activated(self, at: int) -> None:
        self.kinds.setToolTip(tip(self._hints[at]))
        self.chosen.emit(self._choices[at].kind)

    def _button(self, name: str, text: str, theme: Theme) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(name, theme))
        button.setToolTip(tip(text))
        button.setAccessibleName(text)
        button.setAutoRaise(True)
        return button
