"""What a cell of results can say. The raw text is kept beside it for ever (R9); the absent case is a type."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from compare_app.domain.terms import Absence


class Operator(StrEnum):
    """The four signs of a censored value."""

    BELOW = "<"
    AT_MOST = "≤"
    ABOVE = ">"
    AT_LEAST = "≥"


@dataclass(frozen=True, slots=True)
class Number:
    """A measured or declared number with the digits as typed: 5.00 stays 5.00."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Censored:
    """Only a bound is known: ``<0.01`` (domain.md §6.6)."""

    operator: Operator
    bound: Decimal


@dataclass(frozen=True, slots=True)
class NotDetected:
    """未检出 / ND, with the limit of detection where the report gives one."""

    lod: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Several single values of which only the ends are known: ``39~45``."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Grade:
    """A class or level by name: ``GA``, ``A++``, ``5级``, ``P4``."""

    label: str


@dataclass(frozen=True, slots=True)
class PassFail:
    """合格 / 不合格, also yes / no where yes is good."""

    passed: bool


@dataclass(frozen=True, slots=True)
class Absent:
    """No value, and why."""

    kind: Absence


@dataclass(frozen=True, slots=True)
class Unread:
    """Text that was not understood: it is held, it carries no value, it is never zero."""


Value = Number | Censored | NotDetected | Span | Grade | PassFail | Absent | Unread
