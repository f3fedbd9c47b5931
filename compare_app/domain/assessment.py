"""What a comparison says of a product as a whole: its grade, its priorities, what its next standard could say.

Computed with the comparison, never stored. Every figure carries its steps; better is positive everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from compare_app.domain.comparison import LimitSide, Trace
from compare_app.domain.terms import (
    Combination,
    Conformity,
    EditionStatus,
    Market,
    Outcome,
    Readiness,
    Role,
    Severity,
    Trust,
    Verdict,
)
from compare_app.text.message import M, Message


@dataclass(frozen=True, slots=True)
class Overall:
    """The conclusion of a supervision plan over every requirement that binds the product (domain.md §1.4).

    One A item that fails makes it 严重不合格. What could not be judged is counted, never taken as passed.
    """

    outcome: Outcome
    judged: int
    failed: tuple[str, ...]  # indicator ids
    failed_a: tuple[str, ...]
    open: tuple[str, ...]  # indicator ids of what could not be judged
    steps: tuple[Trace, ...] = ()


@dataclass(frozen=True, slots=True)
class LevelReached:
    """The level of one indicator within a grading scheme."""

    indicator_id: str
    level: str  # empty: none reached, or not known
    unknown: bool  # True: no value, not comparable, or the value leaves it open
    reason: Message
    next_level: str = ""
    next_limit: str = ""  # what the next level asks for, as printed
    next_distance: Decimal | None = None  # what is missing to it, in `unit`; None: no number says
    unit: str = ""  # unit of the limit


@dataclass(frozen=True, slots=True)
class SchemeGrade:
    """The grade of a product in one grading scheme (R11): with what decides it, and what is not known."""

    scheme_id: str
    name: str
    official: bool
    combination: Combination
    level: str  # empty: no level reached, or not known; where not assessed, the level that is sure (不低于)
    assessed: bool  # False: unknowns leave the grade open
    points: Decimal | None  # weighted schemes only
    coverage: Decimal  # fraction of the scheme's indicators with a level, 0…1
    indicators: tuple[LevelReached, ...]
    deciding: tuple[str, ...]  # indicator ids that hold the grade where it is
    trust: Trust = Trust.USER
    steps: tuple[Trace, ...] = ()
    statistic_unconfirmed: bool = (
        False  # 统计口径待确认: a limit does not say what figure it speaks of (rulings 8)
    )


@dataclass(frozen=True, slots=True)
class Proposal:
    """One line for the next edition of the enterprise standard, born from 宽于 or 缺失 (R23): a draft."""

    indicator_id: str
    market: Market
    verdict: Verdict  # LOOSER or MISSING_OURS
    present: LimitSide | None  # None: our standard sets nothing
    source: LimitSide  # whose limit it comes from
    proposed: str  # the limit, printed, in `unit`
    unit: str
    reason: Message
    met: Conformity | None  # whether our own results meet it already; None: nothing to judge by
    margin: Decimal | None  # distance of our result to it, better = positive, in `unit`
    margin_percent: Decimal | None  # ratio scales only
    steps: tuple[Trace, ...] = ()
    readiness: Readiness = Readiness.OPEN
    why: Message = field(default_factory=lambda: M(""))  # why it is ready, or not
    covers: tuple[str, ...] = ()  # requirement ids of equal and less strict limits that it meets as well
    key: str = ""  # of the row of the comparison it is born from; unique among proposals
    scope: str = ""  # where it holds, printed; empty: everywhere


@dataclass(frozen=True, slots=True)
class Priority:
    """How urgent a gap is (R34): severity × size × weight × feasibility, each factor printed."""

    indicator_id: str
    role: Role | None  # against which primary benchmark; None: a requirement that is not met
    severity: Severity
    size: (
        Decimal  # relative gap 0…, 1 = as large as the benchmark's value itself; 1 for what does not conform
    )
    weight: Decimal  # share of the scheme's weight, 0…1
    feasibility: Decimal  # 0…1, 1 where nobody stated it
    value: Decimal  # the product of the factors
    cumulated: Decimal  # share of the sum up to and with this one, 0…1 (Pareto)
    steps: tuple[Trace, ...] = ()
    at_least: bool = False  # the size is a lower bound: one of the two values is only bounded


@dataclass(frozen=True, slots=True)
class Stability:
    """The rank of one product by weighted score, and the ranks it can take when every weight moves by ±20 % (R35)."""

    product_id: str
    score: Decimal
    rank: int
    best: int
    worst: int

    @property
    def stable(self) -> bool:
        """Whether no change of weights within the range moves the rank."""
        return self.best == self.worst


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Ranks of the products that have every score that ours has; the others cannot be ranked and are counted."""

    role: Role  # the benchmark whose ratios the scores are
    spread: Decimal  # 0.2
    rows: tuple[Stability, ...]  # in order of rank; ours, the benchmarks and the nearest of the pool
    of: int
    left_out: int
    steps: tuple[Trace, ...] = ()


@dataclass(frozen=True, slots=True)
class Transition:
    """A standard in use whose state changes within 24 months (R16): its end, its start, its successors."""

    edition_id: str
    number: str
    status: EditionStatus
    starts: date | None
    ends: date | None
    successors: tuple[str, ...]  # numbers of the editions that replace it
    predecessors: tuple[str, ...]
    force_changes: bool  # mandatory becomes recommended or the other way round, whatever the prefix
    message: Message
    stale_base: str = ""  # number of the newer edition of the adopted standard
    trust: Trust = Trust.USER
    steps: tuple[Trace, ...] = ()  # every sentence, `message` first
    executed: bool = False  # the product declares it; False: it only limits an indicator of the category


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything of the product as a whole."""

    overall: Overall
    grades: tuple[SchemeGrade, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    priorities: tuple[Priority, ...] = ()
    sensitivity: tuple[Sensitivity, ...] = ()
    transitions: tuple[Transition, ...] = ()
