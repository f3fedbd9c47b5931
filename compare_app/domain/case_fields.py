"""The written parts of a case with their captions, and from a typed text to the case that holds it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeVar

from compare_app.domain.cause import Cause, branch_of, diagnosis_text
from compare_app.domain.edit import Edit
from compare_app.domain.loop import Case
from compare_app.domain.terms import CaseKind, CaseSource, Urgency
from compare_app.errors import AppError
from compare_app.text.fold import key
from compare_app.text.message import M, Message
from compare_app.text.wording import LANGUAGES, Wording

CAPTIONS: Final[dict[str, Message]] = {
    "complaint": M("Complaint"),
    "examination": M("Examination"),
    "containment": M("Immediate containment"),
    "prescription": M("Prescription"),
    "advice": M("Doctor's advice"),
    "follow_up": M("Follow-up"),
    "experts": M("Consultation"),
    "number": M("Case number"),
    "kind": M("Kind of case"),
    "urgency": M("Urgency"),
    "source": M("Complaint from"),
    "opened": M("Opened on"),
}
"""What can be written into a case, in the order of the form; causes make the diagnosis, closing makes the outcome."""

_TERMS: Final[dict[str, type[StrEnum]]] = {"kind": CaseKind, "urgency": Urgency, "source": CaseSource}
Term = TypeVar("Term", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class CaseProposal:
    """A case as it would be opened, with the reasons for what was filled in."""

    case: Case
    reasons: tuple[Message, ...]


def with_field(case: Case, name: str, text: str) -> Case:
    """The case with one part written anew; an AppError where the name or the text cannot be meant.

    A part is named as in the contract (`prescription`) or by its caption in either language (处方).
    """
    part = part_of(name)
    return replace(case, **{part: _meant(part, text.strip())})


def part_of(name: str) -> str:
    """The part that a name or a caption means; an AppError that lists them where there is none."""
    for one, caption in CAPTIONS.items():
        if key(name) in (key(one), *(key(Wording.load(language)(caption)) for language in LANGUAGES)):
            return one
    raise AppError(
        "CASE-FIELD",
        M("A case has no part named {name}", name=name),
        M("Choose one of: {names}", names=tuple(CAPTIONS)),
    )


def _meant(name: str, value: str) -> Any:
    """What a text says in a part: a term, a day, or itself."""
    if name in _TERMS:
        return term_of(_TERMS[name], value)
    if name != "opened":
        return value
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise AppError(
            "CASE-DATE",
            M("“{text}” is no date", text=value),
            M("Write it as year-month-day, e.g. 2026-12-31"),
        ) from None


def edited(case: Case, name: str, text: str) -> Edit | None:
    """The edit that writes one part of a case; None where nothing changes."""
    after = with_field(case, name, text)
    if after == case:
        return None
    return Edit(M("{part} of case {number}", part=CAPTIONS[name], number=case.number or "—"), (after,))


def with_causes(case: Case, causes: Iterable[Cause]) -> Case:
    """The case with another diagnosis."""
    return replace(case, diagnosis=diagnosis_text(causes))


def typed_cause(text: str) -> Cause:
    """A cause as typed on the command line, `料: 铜线电阻率偏高`; without a branch before the colon all is cause."""
    head, colon, rest = text.replace("：", ":", 1).partition(":")
    branch = branch_of(head) if colon else None
    if branch is None or not rest.strip():
        return Cause(text.strip())
    return Cause(rest.strip(), branch)


def term_of(kind: type[Term], text: str) -> Term:
    """A member by its value or by its word in either language; an AppError that lists them otherwise."""
    for one in kind:
        names = (one.value, *(Wording.load(language).term(one) for language in LANGUAGES))
        if key(text) in {key(name) for name in names}:
            return one
    raise AppError(
        "CASE-WORD",
        M("“{text}” is none of the words that can stand here", text=text),
        M("Choose one of: {names}", names=tuple(str(one.value) for one in kind)),
    )
