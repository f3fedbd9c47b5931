"""Signs, tones and figures as the window writes them: never a colour without its sign and word."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import Enum
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from compare_app.domain.charts import Tone
from compare_app.domain.terms import (
    ActionStatus,
    Comparability,
    Conclusion,
    Conformity,
    Route,
    Standing,
    Trust,
    Verdict,
)
from compare_app.text.message import M
from compare_app.text.wording import Wording

BETTER, LEVEL, WORSE, DIFFERENT, NONE, BAD = "▲", "●", "▼", "◆", "○", "✕"

_LOOKS: Final[dict[Enum, tuple[str, Tone]]] = {
    Verdict.STRICTER: (BETTER, Tone.BETTER),
    Verdict.EQUAL: (LEVEL, Tone.LEVEL),
    Verdict.LOOSER: (WORSE, Tone.WORSE),
    Verdict.DIFFERENT: (DIFFERENT, Tone.UNKNOWN),
    Verdict.MISSING_OURS: (NONE, Tone.WORSE),
    Verdict.MISSING_THEIRS: (NONE, Tone.UNKNOWN),
    Verdict.PENDING: (NONE, Tone.UNKNOWN),
    Standing.AHEAD: (BETTER, Tone.BETTER),
    Standing.LEVEL: (LEVEL, Tone.LEVEL),
    Standing.BEHIND: (WORSE, Tone.WORSE),
    Standing.UNDECIDED: (DIFFERENT, Tone.UNKNOWN),
    Conformity.PASS: (LEVEL, Tone.LEVEL),
    Conformity.FAIL: (BAD, Tone.FAIL),
    Conformity.CONDITIONAL_PASS: (LEVEL, Tone.LEVEL),
    Conformity.CONDITIONAL_FAIL: (BAD, Tone.FAIL),
    Conformity.UNDECIDED: (DIFFERENT, Tone.UNKNOWN),
    Conformity.NOT_TESTED: (NONE, Tone.UNKNOWN),
    Conformity.NOT_APPLICABLE: (NONE, Tone.UNKNOWN),
    Conclusion.CLEARLY_BETTER: (BETTER, Tone.BETTER),
    Conclusion.BETTER: (BETTER, Tone.BETTER),
    Conclusion.NUMERIC_BETTER: (BETTER, Tone.BETTER),
    Conclusion.EQUIVALENT: (LEVEL, Tone.LEVEL),
    Conclusion.NUMERIC_EQUIVALENT: (LEVEL, Tone.LEVEL),
    Conclusion.WORSE: (WORSE, Tone.WORSE),
    Conclusion.CLEARLY_WORSE: (WORSE, Tone.WORSE),
    Conclusion.NUMERIC_WORSE: (WORSE, Tone.WORSE),
    Conclusion.UNDECIDED: (DIFFERENT, Tone.UNKNOWN),
    Comparability.COMPARABLE: (LEVEL, Tone.NEUTRAL),
    Comparability.CONVERTED: (LEVEL, Tone.NEUTRAL),
    Comparability.MIXED_BASIS: (DIFFERENT, Tone.UNKNOWN),
    Comparability.NOT_COMPARABLE: (DIFFERENT, Tone.UNKNOWN),
    Route.KEEP_LEAD: (BETTER, Tone.BETTER),
    Route.RAISE_STANDARD: (DIFFERENT, Tone.NEUTRAL),
    Route.RAISE_PRODUCT: (WORSE, Tone.WORSE),
    Route.RAISE_BOTH: (WORSE, Tone.WORSE),
    Route.UNASSESSED: (NONE, Tone.UNKNOWN),
    ActionStatus.WAITING: (NONE, Tone.NEUTRAL),
    ActionStatus.RUNNING: (LEVEL, Tone.NEUTRAL),
    ActionStatus.TO_VERIFY: (DIFFERENT, Tone.NEUTRAL),
    ActionStatus.VERIFIED: (BETTER, Tone.BETTER),
    ActionStatus.NOT_MET: (WORSE, Tone.WORSE),
    ActionStatus.CANCELLED: (NONE, Tone.UNKNOWN),
}


def sign(member: Enum) -> str:
    """The sign that stands beside the word: ▲ ● ▼ ◆ ○."""
    return _LOOKS[member][0]


def tone(member: Enum) -> Tone:
    """The tone that goes with the word."""
    return _LOOKS[member][1]


def spoken(member: Enum, words: Wording) -> str:
    """Sign and word together, e.g. ▲ 严于."""
    return f"{_LOOKS[member][0]} {words.term(member)}"


def percent(fraction: Decimal | None, words: Wording, digits: int = 1) -> str:
    """A fraction as per cent, or the dash of a rate that has no denominator."""
    if fraction is None:
        return "—"
    return f"{fraction * 100:.{digits}f} %"


def signed(value: Decimal | None, digits: int = 1) -> str:
    """A number with its sign, a true minus; the dash for none."""
    if value is None:
        return "—"
    text = f"{value:+.{digits}f}"
    if not any(sign in text for sign in "123456789"):
        return text[1:]
    return text.replace("-", "−")


def decimal_text(value: Decimal | None) -> str:
    """A decimal as typed, without an exponent; empty for none."""
    return "" if value is None else format(value, "f")


def unconfirmed(trust: Trust, words: Wording) -> str:
    """The mark 未核实 of an unconfirmed fact, empty otherwise (rule 6 of the design)."""
    return words(M("unconfirmed")) if trust is Trust.UNCONFIRMED else ""


def with_unit(text: str, unit: str) -> str:
    """A figure and its unit; nothing without a figure."""
    return f"{text} {unit}".strip() if text and unit else text


def listed(parts: Iterable[str], words: Wording) -> str:
    """Several things in one sentence."""
    return ("、" if words.language == "zh_CN" else ", ").join(part for part in parts if part)


def sentence(*parts: str, words: Wording) -> str:
    """Sentences one after the other, with the stop of the language where one is missing."""
    stop, gap = ("。", "") if words.language == "zh_CN" else (".", " ")
    said = [part if part[-1] in "。.!?！？…" else part + stop for part in parts if part]
    return gap.join(said)


def translate_qt(app: QCoreApplication, language: str, before: QTranslator | None = None) -> QTranslator | None:
    """Qt's own words (OK, Cancel, Undo in a line edit) in the language; English needs no translator."""
    if before is not None:
        app.removeTranslator(before)
    QLocale.setDefault(QLocale(language))
    if language == "en":
        return None
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if not translator.load(f"qtbase_{language}", folder):
        return None
    app.installTranslator(translator)
    return translator
