"""The manual inside the program: its chapters on the left, opened where the user stands, searchable, offline."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextBlock, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QTextBrowser, QVBoxLayout

from compare_app.text.wording import Wording
from ui.widgets.dialog import Dialog
from ui.widgets.plain import PlainLabel

CHAPTER_OF: Final = {
    "start": "1 ",
    "overview": "3 ",
    "data": "2 ",
    "standards": "3.1 ",
    "indicators": "3.2 ",
    "diagnosis": "3.5 ",
    "plan": "3.6 ",
    "report": "3.7 ",
    "profile": "3.8 ",
    "import": "2.2 ",
    "keys": "3.10 ",
}
"""Where a page of the window stands in the manual: the number its heading begins with."""
DEEPEST: Final = 3  # headings below are not listed
WIDEST_PICTURE: Final = 640  # px
CHAPTERS_WIDTH: Final = 260  # px
_CHINESE: Final = r"[\u2018-\u201d\u3000-\u9fff\uff00-\uffef]"
_BROKEN_LINE: Final = re.compile(rf"(?<={_CHINESE})\n *(?={_CHINESE})")
"""Where a line of Chinese goes on in the next: Markdown would put a blank there."""


def manual_file(language: str) -> Path:
    """The manual of a language beside the program, in a checkout as in a frozen build."""
    frozen = getattr(sys, "_MEIPASS", "")
    root = Path(frozen) if frozen else Path(__file__).resolve().parents[2]
    return root / "docs" / ("manual.md" if language == "zh_CN" else f"manual-{language}.md")


class ManualWindow(Dialog):
    """Not modal: it stays beside the work. There is one; asked for again it goes to the chapter."""

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self.setWindowFlag(Qt.WindowType.Window)
        self._words = words
        self.setWindowTitle(words("Manual"))
        self.resize(980, 720)
        self.text = QTextBrowser()
        self.text.setAccessibleName(words("Manual"))
        self.text.setOpenLinks(False)
        self.chapters = QListWidget()
        self.chapters.setAccessibleName(words("Chapters"))
        self.chapters.setFixedWidth(CHAPTERS_WIDTH)
        self.chapters.setWordWrap(True)
        self.chapters.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.chapters.currentRowChanged.connect(self._on_chapter)
        self.find_edit = QLineEdit()
        self.find_edit.setPlaceholderText(words("Search the manual"))
        self.find_edit.setAccessibleName(words("Search the manual"))
        self.find_edit.setClearButtonEnabled(True)
        self.find_edit.returnPressed.connect(self.find_next)
        self.said = PlainLabel("", "quiet")
        left = QVBoxLayout()
        left.addWidget(self.find_edit)
        left.addWidget(self.said)
        left.addWidget(self.chapters, 1)
        self._row = QHBoxLayout(self)
        self._row.addLayout(left)
        self._row.addWidget(self.text, 1)
        self._places: list[int] = []  # position of each listed heading
        self._pictures: list[int] = []  # position of each picture
        self._wide = 0  # px, what the pictures have now
        self._load()

    def _load(self) -> None:
        path = manual_file(self._words.language)
        try:
            said = path.read_text(encoding="utf-8")
        except OSError:
            self.text.setPlainText(
                self._words("The manual is not beside the program; unpack the program whole")
            )
            return
        self.text.document().setBaseUrl(QUrl.fromLocalFile(str(path.parent) + "/"))
        self.text.setMarkdown(_BROKEN_LINE.sub("", said))
        block = self.text.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            if 1 < level <= DEEPEST:
                self._places.append(block.position())
                self.chapters.addItem("    " * (level - 2) + block.text())
            self._pictures += _pictures_of(block)
            block = block.next()
        self._fit_pictures()

    def open_at(self, place: str) -> None:
        """Show the chapter about a page of the window."""
        start = CHAPTER_OF.get(place, "1 ")
        titles = [self.chapters.item(at).text().strip() for at in range(self.chapters.count())]
        at = next((at for at, title in enumerate(titles) if title.startswith(start)), 0)
        self.show()
        self.chapters.setCurrentRow(at)
        self._on_chapter(at)
        self.raise_()
        self.activateWindow()

    def find_next(self) -> None:
        """The next place that holds the text, from the beginning again after the end."""
        wanted = self.find_edit.text().strip()
        if not wanted:
            return
        found = self.text.find(wanted)
        if not found:
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            found = self.text.find(wanted)
        self.said.setText("" if found else self._words("Not found in the manual"))

    def _on_chapter(self, at: int) -> None:
        if not 0 <= at < len(self._places):
            return
        document = self.text.document()
        cursor = QTextCursor(document)
        cursor.setPosition(self._places[at])
        self.text.setTextCursor(cursor)
        top = document.documentLayout().blockBoundingRect(cursor.block()).top()
        self.text.verticalScrollBar().setValue(round(top) - 8)

    def _fit_pictures(self) -> None:
        """No picture is wider than the text beside the list of chapters."""
        document = self.text.document()
        room = self.text.viewport().width() - 2 * round(document.documentMargin())
        wide = max(1, min(WIDEST_PICTURE, room))
        if wide == self._wide:
            return
        self._wide = wide
        cursor = QTextCursor(document)
        cursor.beginEditBlock()  # laid out once, after the last: Qt loses the paragraphs between two changes
        for position in self._pictures:
            cursor.setPosition(position)
            cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
            picture = cursor.charFormat().toImageFormat()
            picture.setWidth(wide)
            cursor.setCharFormat(picture)
        cursor.endEditBlock()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pictures into what there is now."""
        super().resizeEvent(event)
        self._row.activate()
        self._fit_pictures()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the search field searches; it closes nothing."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        super().keyPressEvent(event)


def _pictures_of(block: QTextBlock) -> Iterator[int]:
    """Where the pictures of a paragraph stand in the text; each is one sign."""
    it = block.begin()
    while not it.atEnd():
        if it.fragment().charFormat().isImageFormat():
            yield it.fragment().position()
        it += 1
