"""Enterprise standards of a category side by side, as 企业标准“领跑者” ranks them (R37): our own view, not official."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from compare_app.domain.terms import EditionStatus, Statistic, Trust
from compare_app.text.message import M, Message

NOTICE: Final = M(
    "Front-runner view: the enterprise's own evaluation, not the official ranking or list of front-runners"
)
FEWEST_CORE: Final = 3
"""Core indicators that an evaluation needs at least (domain.md §2.1)."""


@dataclass(frozen=True, slots=True)
class Entrant:
    """One enterprise standard and the products that execute it.

    `gate`: True: formally compliant; False: not; None: something cannot be judged. Only True is ranked.
    """

    edition_id: str
    number: str
    product_ids: tuple[str, ...]
    status: EditionStatus
    gate: bool | None
    reasons: tuple[Message, ...]
    trust: Trust = Trust.USER

    @property
    def gate_sentence(self) -> Message:
        """Whether the standard passes the gate, with its sign."""
        if self.gate is None:
            return M("○ gate not assessed")
        return M("● passes the gate") if self.gate else M("▼ does not pass the gate")


@dataclass(frozen=True, slots=True)
class Entry:
    """The limit of one standard in a table."""

    edition_id: str
    number: str
    requirement_id: str
    limit: str  # as printed, with its unit


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A limit that is not ranked, and why."""

    entry: Entry
    reason: Message


@dataclass(frozen=True, slots=True)
class TierTable:
    """The tiers of one core indicator, strictest first; within a tier standards have no order.

    `floor` are the national and sector limits that the lowest tier is not below. Not `ranked`: `note` says why.
    """

    indicator_id: str
    statistic: Statistic
    condition: str  # printed, empty: none
    floor: tuple[str, ...]
    tiers: tuple[tuple[Entry, ...], ...]
    left_out: tuple[LeftOut, ...]
    ranked: bool
    note: Message | None = None


@dataclass(frozen=True, slots=True)
class FrontRunner:
    """The whole view of a category on a reference date."""

    category_id: str
    on: date
    core: tuple[str, ...]  # ids of the core indicators that can be graded
    entrants: tuple[Entrant, ...]
    tables: tuple[TierTable, ...]

    @property
    def enough(self) -> bool:
        """Whether there are as many core indicators as an evaluation needs."""
        return len(self.core) >= FEWEST_CORE

    @property
    def core_sentence(self) -> Message:
        """The check of the number of core indicators, said either way."""
        if self.enough:
            return M(
                "Gradable core indicators: {count} (at least {least})",
                count=len(self.core),
                least=FEWEST_CORE,
            )
        return M(
            "Gradable core indicators: {count}; an evaluation needs at least {least}, so that nothing here is one",
            count=len(self.core),
            least=FEWEST_CORE,
        )
