"""How the window puts words together, in the manner of the language; nothing here knows a term of the field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from compare_app.text.message import M
from compare_app.text.wording import Wording

if TYPE_CHECKING:
    from compare_app.domain.model import Category, Indicator

_TRANSLATOR: Final = "translator"  # the property of the application that holds Qt's own words


def listed(parts: Iterable[str], words: Wording) -> str:
    """Several things in one sentence."""
    return ("、" if words.language == "zh_CN" else ", ").join(part for part in parts if part)


def labelled(head: str, text: object, words: Wording) -> str:
    """A name and what is said of it, with the colon of the language; only the text where there is no name."""
    return words(M("{title}: {text}", title=head, text=text)) if head else str(text)


def joined(parts: Iterable[str], words: Wording) -> str:
    """Several remarks in one line."""
    return ("；" if words.language == "zh_CN" else "; ").join(part for part in parts if part)


def sentence(*parts: str, words: Wording) -> str:
    """Sentences one after the other, with the stop of the language where one is missing."""
    stop, gap = ("。", "") if words.language == "zh_CN" else (".", " ")
    said = [part if part[-1] in "。.!?！？…" else part + stop for part in parts if part]
    return gap.join(said)


def named(record: Category | Indicator, words: Wording) -> str:
    """The name in the reader's language, the other one where that is all there is."""
    return (record.name_en or record.name) if words.language == "en" else (record.name or record.name_en)


def translate_qt(app: QCoreApplication, language: str) -> None:
    """Qt's own words (OK, Cancel, Undo in a line edit) in the language; English needs no translator."""
    before = app.property(
        _TRANSLATOR
    )  # looking through the children would make QStyle, one of them, a Python class
    if isinstance(before, QTranslator):
        app.removeTranslator(before)
        before.deleteLater()
        app.setProperty(_TRANSLATOR, None)
    QLocale.setDefault(QLocale(language))
    if language == "en":
        return
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{language}", folder):
        app.installTranslator(translator)
        app.setProperty(_TRANSLATOR, translator)
