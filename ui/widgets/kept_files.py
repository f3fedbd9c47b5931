"""附件 in the inspector: the files kept beside what is selected, with what may be done with each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.broken_text import BrokenText
from ui.widgets.plain import PlainLabel, tip


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One file as it is shown. `warning` says why it is not opened from here; empty: it is."""

    id: str
    name: str
    said: str  # size, day, remark
    warning: str = ""


@dataclass(frozen=True, slots=True)
class KeptList:
    """The section in words: its title, what it says when empty, the files, what the buttons say."""

    title: str
    nothing: str
    files: tuple[KeptFile, ...]
    open: str
    save: str
    remove: str
    add: str
    editable: bool


class KeptFiles(QWidget):
    """A list with its buttons; what is asked for is done elsewhere."""

    open_asked = Signal(str)  # id of a file
    save_asked = Signal(str)
    remove_asked = Signal(str)
    add_asked = Signal()

    def __init__(self, kept: KeptList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(kept.title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addWidget(PlainLabel(kept.title, "question", wrap=True))
        for one in kept.files:
            column.addWidget(BrokenText(one.name))
            column.addWidget(_said(one.said))
            if one.warning:
                column.addWidget(_said(f"◆ {one.warning}"))
            row = QHBoxLayout()
            row.setSpacing(10)
            if not one.warning:
                row.addWidget(self._button(kept.open, one, self.open_asked.emit))
            row.addWidget(self._button(kept.save, one, self.save_asked.emit))
            if kept.editable:
                row.addWidget(self._button(kept.remove, one, self.remove_asked.emit))
            row.addStretch(1)
            column.addLayout(row)
        if not kept.files:
            column.addWidget(_said(kept.nothing))
        if kept.editable:
            self.add_button = QPushButton(kept.add)
            self.add_button.clicked.connect(self.add_asked)
            column.addWidget(self.add_button)

    def _button(self, text: str, one: KeptFile, ask: Callable[[str], None]) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("look", "link")
        button.setAccessibleName(f"{text}: {one.name}")
        button.setToolTip(tip(one.name))
        button.clicked.connect(lambda: ask(one.id))
        return button


def _said(text: str) -> PlainLabel:
    """A quiet line no wider than the inspector."""
    label = PlainLabel(text, "quiet", wrap=True)
    policy = label.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    label.setSizePolicy(policy)
    return label


def local_files(event: QDropEvent) -> tuple[Path, ...]:
    """The files of a drop, of whatever kind; folders are left out."""
    urls = event.mimeData().urls() if event.mimeData().hasUrls() else []
    paths = (Path(url.toLocalFile()) for url in urls if url.isLocalFile())
    return tuple(path for path in paths if path.is_file())
