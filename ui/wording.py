"""Signs, tones and figures as the window writes them: never a colour without its sign and word.

The phrases stand in a module of their own because the start page needs them and none of the field's terms; pages
find both here.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final
from unicodedata import east_asian_width

from compare_app.domain import signs
from compare_app.domain.terms import ActionStatus, EditionStatus, Route, Trust
from compare_app.domain.tone import Tone
from compare_app.domain.value import Absent, Censored, Grade, NotDetected, PassFail, Span, Unread
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.phrases import joined as joined
from ui.phrases import labelled as labelled
from ui.phrases import listed as listed
from ui.phrases import named as named

if TYPE_CHECKING:
    from compare_app.domain.comparison import Summary
    from compare_app.domain.model import StandardEdition
    from compare_app.domain.sign_off import SignedState

_ROUTES: Final = {
    Route.KEEP_LEAD: ("▲", Tone.BETTER),
    Route.RAISE_STANDARD: ("◆", Tone.WORSE),
    Route.RAISE_PRODUCT: ("▼", Tone.WORSE),
    Route.RAISE_BOTH: ("▼", Tone.WORSE),
    Route.UNASSESSED: ("○", Tone.UNKNOWN),
}
_STATUSES: Final = {
    ActionStatus.WAITING: ("○", Tone.NEUTRAL),
    ActionStatus.RUNNING: ("●", Tone.NEUTRAL),
    ActionStatus.TO_VERIFY: ("◆", Tone.NEUTRAL),
    ActionStatus.VERIFIED: ("▲", Tone.BETTER),
    ActionStatus.NOT_MET: ("▼", Tone.WORSE),
    ActionStatus.CANCELLED: ("○", Tone.UNKNOWN),
}

_STATES: Final = {EditionStatus.IN_FORCE: "●", EditionStatus.UPCOMING: "◆", EditionStatus.UNKNOWN: "○"}

Shown = signs.Judged | Route | ActionStatus


def sign(member: Shown) -> str:
    """The sign that stands beside the word: ▲ ● ▼ ◆ ○."""
    match member:
        case Route():
            return _ROUTES[member][0]
        case ActionStatus():
            return _STATUSES[member][0]
    return signs.sign(member)


def tone(member: Shown) -> Tone:
    """The tone that goes with the word."""
    match member:
        case Route():
            return _ROUTES[member][1]
        case ActionStatus():
            return _STATUSES[member][1]
    return signs.tone(member)


def spoken(member: Shown, words: Wording) -> str:
    """Sign and word together, e.g. ▲ 严于."""
    return f"{sign(member)} {words.term(member)}"


def percent(fraction: Decimal | None, digits: int = 1) -> str:
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


def short(value: Decimal) -> str:
    """At most four significant digits, for reading beside others; the inspector has all of them."""
    if value == 0:
        return "0"
    places = value.adjusted() - 3
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < places:
        value = value.quantize(Decimal(1).scaleb(min(places, 0)))
    return format(value, "f")


def unconfirmed(trust: Trust, words: Wording) -> str:
    """The mark 未核实 of an unconfirmed fact, empty otherwise (rule 6 of the design)."""
    return words(M("unconfirmed")) if trust is Trust.UNCONFIRMED else ""


def value_in_words(summary: Summary, words: Wording) -> str:
    """A value as a table shows it, never blank: 合格 / 不合格, 未检出 and absences in words, figures as printed.

    What was not understood stands as it was typed, behind a question mark.
    """
    match summary.value:
        case Absent(kind):
            return words.term(kind)
        case PassFail(passed):
            return words(M("conforms")) if passed else words(M("does not conform"))
        case NotDetected(lod):
            said = words(M("not detected"))
            return said if lod is None else f"{said} (<{short(lod)})"
        case Unread():
            return f"? {summary.text or joined(summary.raw, words)}".strip()
        case Grade(label):
            return summary.text or label
    return summary.text or "—"


def kind_in_words(summary: Summary, words: Wording) -> str:
    """What kind of value stands there where it is no plain number; empty for a number."""
    match summary.value:
        case Censored():
            return words(M("only a bound is known"))
        case Span():
            return words(M("only the smallest and the largest value are known"))
        case NotDetected():
            return words(M("below the limit of detection; it is not zero"))
        case Grade():
            return words(M("a class, not a number"))
        case PassFail():
            return words(M("pass or fail only, without a number"))
        case Unread():
            return words.term(summary.problem) if summary.problem is not None else words(M("not understood"))
    return ""


def with_unit(text: str, unit: str) -> str:
    """A figure and its unit; nothing without a figure."""
    return f"{text} {unit}".strip() if text and unit else text


def shortened(text: str, columns: int) -> str:
    """At most so many columns, an ideograph counts two: a title of any length leaves what stands beside it its room."""
    room = columns
    for at, sign in enumerate(text):
        room -= 2 if east_asian_width(sign) in "WF" else 1
        if room < 0:
            return text[:at].rstrip() + "…"
    return text


def numbered(edition: StandardEdition, words: Wording) -> str:
    """The number of a standard with the 湾区标准 identifier that stands beside it."""
    if not edition.wq_number:
        return edition.number
    return words(M("{name} ({mark})", name=edition.number, mark=edition.wq_number))


def edition_state(status: EditionStatus, words: Wording) -> str:
    """Sign and word of a status: ● in force, ◆ upcoming, ▼ gone, ○ not known."""
    return f"{_STATES.get(status, '▼')} {words.term(status)}"


def signed_text(state: SignedState, words: Wording) -> str:
    """Sign and sentence of what was approved last: ◆ changed since, ● unchanged, ○ nothing approved."""
    mark = "○" if state.approved is None else "◆" if state.changed else "●"
    said = words(state.sentence)
    return words(M("Signatures: {state}", state=f"{mark} {said}"))


def state_tone(status: EditionStatus) -> Tone:
    """What is gone stands out; what is to come or not known is grey."""
    match status:
        case EditionStatus.IN_FORCE:
            return Tone.NEUTRAL
        case EditionStatus.SUPERSEDED | EditionStatus.WITHDRAWN:
            return Tone.WORSE
    return Tone.UNKNOWN


def titled(edition: StandardEdition, words: Wording) -> str:
    """Number, 湾区 identifier and title of a standard in the reader's language."""
    title = (
        (edition.title_en or edition.title) if words.language == "en" else (edition.title or edition.title_en)
    )
    return f"{numbered(edition, words)} {title}".strip()
