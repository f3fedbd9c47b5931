"""Places where text from files meets Qt: always as plain text, because Qt would read HTML and open what it names."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from compare_app.text.wording import Wording
from ui.widgets.choose import choose


class PlainLabel(QLabel):
    """A label that shows its text as it is.

    `look` names a style of the theme: title, headline, figure, lead, subtitle, question, quiet, small.
    """

    def __init__(
        self, text: str = "", look: str = "", parent: QWidget | None = None, *, wrap: bool = False
    ) -> None:
        super().__init__(parent)
        choose(self, textFormat="PlainText")
        self.setText(text)
        self.setWordWrap(wrap)
        if look:
            self.setProperty("look", look)

    def selectable(self) -> PlainLabel:
        """The same label, its text selectable by mouse and keyboard."""
        choose(self, textInteractionFlags="TextSelectableByMouse|TextSelectableByKeyboard")
        return self


def tip(text: str) -> str:
    """A tooltip text that shows `text` as it is, lines kept; empty stays empty, so that no tooltip opens."""
    if not text:
        return ""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<qt>{escaped.replace(chr(10), '<br>')}</qt>"


def whole_tip(text: str, said: str) -> str:
    """The tooltip of something elided: the whole text, then what its own tip (`said`, made by `tip`) adds to it."""
    whole = tip(text)
    inner = said.removeprefix("<qt>").removesuffix("</qt>")
    if not inner:
        return whole
    mine = whole.removeprefix("<qt>").removesuffix("</qt>")
    return said if inner.startswith(mine) else f"<qt>{mine}<br>{inner}</qt>"


def ask(parent: QWidget, words: Wording, question: str, details: str, yes: str, no: str) -> bool:
    """Ask before something that cannot be undone; the buttons name what they do. Escape means no."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(words("Dual Compare"))
    choose(box, textFormat="PlainText")
    box.setText(question)
    box.setInformativeText(details)
    for label in box.findChildren(QLabel):
        choose(label, textFormat="PlainText")
    accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    refuse = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(refuse)
    box.setEscapeButton(refuse)
    box.exec()
    answer = box.clickedButton() is accept
    box.deleteLater()
    return answer
