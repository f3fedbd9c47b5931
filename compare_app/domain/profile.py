"""What the profile of an enterprise says (企业质量画像): pass rates, the estimate of the honour list, the simulated
index. Computed from a snapshot on a reference date, never stored; every figure carries the steps that led to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from compare_app.domain.comparison import Trace
from compare_app.domain.index_table import Band, BandSet, Reference
from compare_app.domain.number import round_to
from compare_app.domain.terms import HonourList, IndexItem, IndexNode
from compare_app.text.message import M, Message

INDEX_NOTICE: Final = M(
    "Simulation, not the official index: its weights and bounds are not published; those used here are the user's own, "
    "and the straight line between them is an assumption"
)
"""Stands wherever the index or one of its scores appears (domain.md §3.2)."""

HONOUR_NOTICE: Final = M(
    "Estimate from the inspections entered here; what counts is the list that the authority publishes"
)
"""Stands wherever the honour list appears (domain.md §5.5)."""


# --- pass rates -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rate:
    """k passed batches of n tested ones, with the exact 95 % interval of the rate; shares are fractions 0…1."""

    tested: int
    failed: int
    low: Decimal
    high: Decimal

    @property
    def passed(self) -> int:
        """k."""
        return self.tested - self.failed

    @property
    def share(self) -> Decimal:
        """k / n: 合格率."""
        return Decimal(self.passed) / self.tested

    @property
    def failed_share(self) -> Decimal:
        """Failed batches / tested batches: 不合格发现率."""
        return Decimal(self.failed) / self.tested


@dataclass(frozen=True, slots=True)
class ClassRate:
    """One product class in one year."""

    key: str  # stable within one profile, e.g. "own/2024/lamps"
    product_class: str
    year: int
    rate: Rate
    total: bool  # a total that the bulletin itself states: its classes are parts of it
    output: Decimal | None  # of the class in that year; None: not stated, or stated differently
    weight: Decimal | None  # its part of the output of all classes that state one
    serious: int  # inspections with an A item among the failed ones
    inspections: tuple[str, ...]  # ids
    unconfirmed: bool
    steps: tuple[Trace, ...] = ()


@dataclass(frozen=True, slots=True)
class YearRate:
    """All classes of one year: the plain rate, and the rate weighted by output where outputs are stated."""

    key: str  # e.g. "own/2024"
    year: int
    rate: Rate
    weighted: Decimal | None  # R = Σ wᵢ·pᵢ over the classes that state an output
    classes: int
    classes_weighted: int  # of these state an output
    unconfirmed: bool
    steps: tuple[Trace, ...] = ()


@dataclass(frozen=True, slots=True)
class PassRates:
    """The inspections of the enterprise itself, or those of the market; the two are never mixed."""

    own: bool
    classes: tuple[ClassRate, ...]
    years: tuple[YearRate, ...]
    overall: Rate | None  # all years together; None: nothing is entered
    left_out: tuple[Message, ...] = ()  # what does not count, and why

    @property
    def latest(self) -> YearRate | None:
        """The last year with inspections."""
        return self.years[-1] if self.years else None


# --- honour list ----------------------------------------------------------------------------------------------------


class WindowState(StrEnum):
    """What the inspections say of one window of years."""

    MET = "met"
    FAILED = "failed"
    NOTHING = "nothing"  # no inspection in it
    OPEN = "open"  # the day of an inspection decides, and is not known
    TOO_EARLY = "too_early"  # it would begin before results count


@dataclass(frozen=True, slots=True)
class HonourWindow:
    """Ten, five or three years up to the reference date."""

    honour: HonourList
    years: int
    first: date
    last: date
    state: WindowState
    inspections: int  # surely inside
    failed: tuple[str, ...]  # ids of inspections with failed batches, surely inside
    what: Message  # what the inspections say of it, in a few words
    reason: Message  # the same with its days
    empty_years: tuple[int, ...]  # calendar years of the window without any inspection


@dataclass(frozen=True, slots=True)
class HonourEstimate:
    """红榜预估. `honour` None: the records do not allow an estimate."""

    honour: HonourList | None
    windows: tuple[HonourWindow, ...]  # ten, five, three years
    inspections: int  # of the enterprise, from 2011 to the reference date
    first_inspected: date | None  # first day that an inspection may have been on
    last_failed: date | None  # last day that an inspection with failed batches may have been on
    open: tuple[Message, ...]  # what is not known and could change the estimate
    steps: tuple[Trace, ...] = ()


# --- index ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ItemScore:
    """One of the twelve figures of a year."""

    item: IndexItem
    figure_id: str  # empty: nothing is entered
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    weight: Decimal  # as stated
    share: Decimal | None  # part of the whole index, after renormalisation within the node
    score: Decimal | None  # 60…100
    clamped: bool  # the value lies outside its bounds
    reason: Message | None  # why there is no score
    unconfirmed: bool
    steps: tuple[Trace, ...] = ()


@dataclass(frozen=True, slots=True)
class NodeScore:
    """One of the six nodes."""

    node: IndexNode
    share: Decimal  # part of the whole index
    score: Decimal | None
    covered: int  # of its two figures
    items: tuple[ItemScore, ...]
    steps: tuple[Trace, ...] = ()


@dataclass(frozen=True, slots=True)
class HalfScore:
    """One of the two halves; no score where one of its nodes is empty."""

    code: str
    name: Message
    score: Decimal | None
    nodes: tuple[NodeScore, ...]
    steps: tuple[Trace, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferenceGap:
    """A published value beside ours; no difference to one without a source."""

    reference: Reference
    difference: Decimal | None  # ours − published


@dataclass(frozen=True, slots=True)
class IndexYear:
    """The simulated index of one year; `value` None: a node is empty, see `empty`."""

    year: int
    value: Decimal | None
    band: Band | None
    covered: int  # figures with a score
    total: int  # twelve
    empty: tuple[IndexNode, ...]
    halves: tuple[HalfScore, ...]
    references: tuple[ReferenceGap, ...]
    unconfirmed: int  # figures that nobody has checked
    steps: tuple[Trace, ...] = ()

    @property
    def nodes(self) -> tuple[NodeScore, ...]:
        """The six nodes in their order."""
        return tuple(node for half in self.halves for node in half.nodes)

    @property
    def items(self) -> tuple[ItemScore, ...]:
        """The twelve figures in their order."""
        return tuple(item for node in self.nodes for item in node.items)


# --- the whole ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything on one reference date."""

    on: date
    own: PassRates
    market: PassRates
    honour: HonourEstimate
    bands: BandSet
    index: tuple[IndexYear, ...]  # by year
    warnings: tuple[Message, ...] = ()

    def index_of(self, year: int) -> IndexYear | None:
        """The index of a year."""
        return next((one for one in self.index if one.year == year), None)


# --- how figures are printed, the same on screen, on paper and in files (R43) -----------------------------------------


def share_text(share: Decimal) -> str:
    """A share in per cent with one decimal, more where it would read 0 % or 100 % and is neither."""
    places = 1
    while places < 8:
        shown = _rounded(share * 100, places)
        if (shown not in (0, 100)) or share in (0, 1):
            break
        places += 1
    return f"{_rounded(share * 100, places):f} %"


def rate_text(rate: Rate) -> str:
    """A rate with its counts: `95.8 % (23/24)`."""
    return f"{share_text(rate.share)} ({rate.passed}/{rate.tested})"


def interval_text(rate: Rate) -> str:
    """The 95 % interval of a rate: `78.9–99.9 %`."""
    return f"{share_text(rate.low).removesuffix(' %')}–{share_text(rate.high)}"


def score_text(score: Decimal | None) -> str:
    """A score with two decimals, a dash for none."""
    return "—" if score is None else f"{_rounded(score, 2):f}"


def index_text(value: Decimal | None, bands: BandSet) -> str:
    """An index with two decimals, more where rounding would carry it into another band."""
    if value is None:
        return "—"
    places = 2
    while places < 10 and bands.of(_rounded(value, places)) != bands.of(value):
        places += 1
    return f"{_rounded(value, places):f}"


def difference_text(difference: Decimal | None) -> str:
    """A difference with its sign and two decimals, a dash for none."""
    if difference is None:
        return "—"
    shown = _rounded(difference, 2)
    return f"{shown:+f}".replace("-", "−") if shown else "0.00"


def _rounded(value: Decimal, places: int) -> Decimal:
    return round_to(value, Decimal(1).scaleb(-places))
