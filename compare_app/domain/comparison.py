"""What a comparison says: computed from a snapshot, never stored (except frozen in a `Snapshot`).

Better is positive everywhere. Every figure carries the steps that led to it and the cells it came from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from compare_app.domain.limit import Interval
from compare_app.domain.model import CellRef
from compare_app.domain.spread import Spread
from compare_app.domain.terms import (
    Basis,
    Comparability,
    ComparisonMode,
    Conclusion,
    Conformity,
    Difference,
    EditionStatus,
    Market,
    Role,
    Route,
    SampleKind,
    Standing,
    Statistic,
    Step,
    Trust,
    Verdict,
)
from compare_app.domain.value import Value
from compare_app.text.message import M, Message

if TYPE_CHECKING:
    from compare_app.domain.assessment import Assessment


@dataclass(frozen=True, slots=True)
class Trace:
    """One step of an explanation: what was done, by which rule, from which cell."""

    message: Message
    rule: str = ""  # e.g. "GB/T 8170-2008 4.3.3"
    cell: CellRef | None = None


@dataclass(frozen=True, slots=True)
class LimitSide:
    """One side of a comparison of standards."""

    requirement_id: str
    edition_id: str
    standard: str  # number as written
    clause: str
    raw: str  # the limit as written
    text: str  # the limit as we print it, in `unit`
    unit: str
    statistic: Statistic
    condition: str  # printed form, empty: none
    method: str
    quantity: str
    status: EditionStatus
    trust: Trust
    mode: ComparisonMode = ComparisonMode.FULL_VALUE


@dataclass(frozen=True, slots=True)
class StandardRow:
    """Our limit beside theirs for one indicator, statistic and scope."""

    key: str  # stable within one comparison; overrides and selections use it
    indicator_id: str
    market: Market
    region: str
    ours: LimitSide | None
    theirs: LimitSide | None
    automatic: Verdict
    verdict: Verdict  # the automatic one, or a person's
    reasons: tuple[Difference, ...] = ()
    statistic_unconfirmed: bool = False  # 统计口径待确认 (rulings 8)
    override_reason: str = ""
    override_author: str = ""
    steps: tuple[Trace, ...] = ()
    scope: str = ""  # where both limits hold, printed; empty: everywhere


@dataclass(frozen=True, slots=True)
class Consistency:
    """Counts and the two published rates for one market or region (rulings 4). Rates are fractions 0…1 or None."""

    market: Market
    region: str  # empty: the whole market
    counts: Mapping[Verdict, int]
    rate: Decimal | None  # (严于+一致) / (严于+一致+宽于+存在差异)
    rate_of: int
    orderable_rate: Decimal | None  # (严于+一致) / (严于+一致+宽于)
    orderable_of: int
    coverage: Decimal | None  # compared / all rows
    rows: int
    domain: str = ""  # 安全, 性能 …; empty: all of them, or not stated (in `consistency_by_domain`)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A product's value against one requirement."""

    requirement_id: str
    edition_id: str
    standard: str
    clause: str
    limit_text: str
    unit: str  # unit of the limit
    statistic: Statistic
    mode: ComparisonMode
    value_text: str  # the figure that was judged, in the limit's unit
    conformity: Conformity
    reason: Message  # why, in one sentence
    mandatory: bool
    declared: bool  # the requirement comes from a standard the product executes
    recommended: bool  # a recommended national or sector standard in force
    margin: Decimal | None = None  # distance to the limit, better = positive, in `unit`
    margin_percent: Decimal | None = None  # ratio scales only
    grade: str = ""  # for a grade ladder
    next_grade: str = ""
    next_distance: Decimal | None = None  # what is missing to the next grade, in `unit`
    trust: Trust = Trust.USER
    statistic_unconfirmed: bool = False
    steps: tuple[Trace, ...] = ()
    probability: Decimal | None = None  # conformance probability p_c, 0…1, where U is known (JCGM 106)
    borderline: bool = False  # 临界: a limit lies within U of the value
    possible_grades: tuple[str, ...] = ()  # other grades within U of the value, best first (domain.md §6.4)
    note: Message | None = (
        None  # what the declaration does beside the standard (R19), which edition applies (R17)
    )
    automatic: Conformity | None = None  # the verdict of the rules where a person overruled it
    override_reason: str = ""
    override_author: str = ""
    worst: Decimal | None = (
        None  # of several values: the one that margin and distance are measured from, in `unit`
    )


@dataclass(frozen=True, slots=True)
class Suspect:
    """A single value far from the others, by Grubbs' test or by a person's word: flagged, never left out (R32)."""

    text: str  # as typed
    cell: CellRef
    statistic: float | None  # G; None: flagged by a person, not by the test
    detection: float  # critical value at 0.05: 离群值 (GB/T 4883-2008)
    rejection: float  # critical value at 0.01: 统计离群值
    reason: str  # what a person wrote about it; empty: nothing yet

    @property
    def outlier(self) -> bool:
        """Beyond the rejection level too."""
        return self.statistic is not None and self.statistic > self.rejection


@dataclass(frozen=True, slots=True)
class Origin:
    """How one input of a formula was found: what the formula gives is no more comparable than that (R5)."""

    indicator_id: str
    name: str
    method_group: str
    condition: str


@dataclass(frozen=True, slots=True)
class Stated:
    """How many of the numbers behind a value state their U: it is used only where all do (docs/decisions.md)."""

    stated: int = 0
    of: int = 0
    mean: bool = False  # the numbers are means that reports state: their U is not that of a single value

    @property
    def alone(self) -> bool:
        """Whether U is that of one reported number, which is what E speaks of (R31)."""
        return self.of <= 1


@dataclass(frozen=True, slots=True)
class Summary:
    """What one product shows for one indicator, in the indicator's canonical unit."""

    product_id: str
    value: Value  # representative value: the mean of single values, or what there is
    text: str  # as printed, without unit
    raw: tuple[str, ...]  # the texts as typed
    unit: str
    basis: Basis | None  # None: no value
    n: int
    mean: Decimal | None
    deviation: Decimal | None  # standard deviation of single values
    uncertainty: (
        Decimal | None
    )  # expanded U (k = 2) of the value: the largest that its numbers state, if all do
    low: Decimal | None  # smallest single value
    high: Decimal | None
    method_group: str
    quantity: str
    trust: Trust
    derived: bool = False  # computed by the indicator's formula
    statistic: Statistic = (
        Statistic.SINGLE
    )  # MEAN where it is a mean, MINIMUM or MAXIMUM where only that is known
    condition: str = ""  # test condition as reported
    converted: bool = False  # some value was typed in another unit
    problem: Difference | None = None  # why there is no usable value although something stands there
    means: tuple[Interval, ...] = ()  # what the report leaves possible for the mean; empty: what `mean` says
    singles: tuple[Interval, ...] = ()  # … for the single values; empty: all between `low` and `high`
    partial: bool = False  # a result beside those that count could not be used, see the steps
    cells: tuple[CellRef, ...] = ()
    steps: tuple[Trace, ...] = ()
    unread: bool = False  # … because it was not understood, not because of its unit
    asides: tuple[
        Summary, ...
    ] = ()  # results in units that do not convert, each in its own (a deviation in mm beside %)
    declared: Summary | None = None  # the declared value beside tested ones
    sample_kind: SampleKind = SampleKind.UNSTATED
    suspects: tuple[Suspect, ...] = ()
    origins: tuple[
        Origin, ...
    ] = ()  # of a value that a formula gives: its inputs, those of formulas among them too
    stated: Stated = Stated()  # who states the uncertainty
    unusable: tuple[Message, ...] = ()  # inputs of the formula that stand there and cannot be used


@dataclass(frozen=True, slots=True)
class Gap:
    """Ours against one benchmark product for one indicator."""

    product_id: str
    role: Role
    primary: bool
    theirs: Summary
    comparability: Comparability
    reasons: tuple[Difference, ...]
    absolute: Decimal | None  # better = positive, canonical unit (ordinal: steps)
    relative: Decimal | None  # per cent of the benchmark, ratio scales only
    ratio: Decimal | None  # achievement 0…, 1 = benchmark, larger = better; ratio scales only
    delta: Decimal | None  # the practically relevant difference that was used
    standing: Standing
    conclusion: Conclusion | None  # None where not comparable
    numeric_only: bool
    interval95: tuple[Decimal, Decimal] | None = None  # of the difference, better = positive
    significant_small: bool = False  # 差异显著但小于Δ
    steps: tuple[Trace, ...] = ()
    non_inferior: bool | None = None  # one-sided 95 % (R31); None: not from replicates
    p_value: Decimal | None = None  # Welch, two-sided
    e_ratio: Decimal | None = None  # d / √(U₁² + U₂²), one value a side
    remarks: tuple[
        Message, ...
    ] = ()  # what a reader of the row must know: from which figures, of which samples


NOT_AGAIN = M("not tested again")
"""The remark of a gap to an earlier state of the product that holds the very same results: no change was measured."""


@dataclass(frozen=True, slots=True)
class PoolPlace:
    """Our place among comparable products; a censored value gives a range of ranks. Alone there is no rank."""

    rank: int
    rank_last: int
    of: int
    percentile: Decimal  # per cent: share strictly worse + half of the ties
    left_out: tuple[
        tuple[Difference, int], ...
    ] = ()  # products on the market that are not comparable, by reason
    steps: tuple[Trace, ...] = ()

    @property
    def alone(self) -> bool:
        """Whether no other product is comparable: then rank and percentile say nothing and are not printed."""
        return self.of < 2


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """Everything about one indicator of our product."""

    indicator_id: str
    ours: Summary
    judgements: tuple[Judgement, ...]
    gaps: tuple[Gap, ...]
    pool: PoolPlace | None
    score: Decimal | None  # 0…100, capped, against the primary benchmark of the score's role
    score_of: str = ""  # product id of that benchmark
    note: Message | None = None
    spread: Spread | None = None  # of the pool; ratio scales only


@dataclass(frozen=True, slots=True)
class Quadrant:
    """Standard gap × product gap for one indicator against one market."""

    indicator_id: str
    market: Market
    standard: Verdict | None
    product: Standing | None
    route: Route
    reason: Message
    failed: bool = False  # a requirement that binds here is not met, whatever the benchmark reaches


@dataclass(frozen=True, slots=True)
class Blocker:
    """What holds the product below a step."""

    step: Step
    indicator_id: str  # empty: concerns the whole
    unknown: bool  # True: not assessed; False: assessed and not met
    reason: Message


@dataclass(frozen=True, slots=True)
class Ladder:
    """Our own ladder, 企业内部评价, not official.

    L0 with ``assessed`` False means that compliance itself is not assessed, not that it fails: print
    `domain.digest.step_text`, never the bare step.
    """

    step: Step
    assessed: bool  # False: the steps above could not be assessed, see blockers
    numeric_only: bool  # （仅数值比较）
    blockers: tuple[Blocker, ...]  # of the next step
    achieved: tuple[tuple[Step, Message], ...]  # each step reached, with the evidence in one sentence
    steps: tuple[Trace, ...] = ()  # one per condition that was looked at
    table: Message | None = None  # how the table of conditions differs from the default; None: it does not


@dataclass(frozen=True, slots=True)
class Score:
    """Weighted score against one role's primary benchmark; 非官方."""

    role: Role
    benchmark_id: str
    value: Decimal | None  # 0…100
    covered: int  # indicators with a score
    total: int
    weight_covered: Decimal  # fraction of the weight, 0…1
    weakest_id: str  # weakest core indicator
    weakest_score: Decimal | None
    steps: tuple[Trace, ...] = ()  # each indicator's score × weight, what was capped, what is not covered


def _nothing_assessed() -> Assessment:
    """For a comparison that was put together without the engine."""
    from compare_app.domain.assessment import Assessment, Overall
    from compare_app.domain.terms import Outcome

    return Assessment(Overall(Outcome.NOTHING, 0, (), (), ()))


@dataclass(frozen=True, slots=True)
class Comparison:
    """One product against its standards, benchmarks and pool on a reference date."""

    product_id: str
    category_id: str
    on: date
    rule: Message  # the decision rule in one sentence, printed in every output
    standards: tuple[StandardRow, ...]
    consistency: tuple[Consistency, ...]
    indicators: tuple[IndicatorRow, ...]
    quadrants: tuple[Quadrant, ...]
    ladder: Ladder
    scores: tuple[Score, ...]
    warnings: tuple[Message, ...] = ()
    assessment: Assessment = field(default_factory=_nothing_assessed)
    other_scopes: tuple[
        StandardRow, ...
    ] = ()  # limits that do not concern this product: in no rate, in no step
    consistency_by_domain: tuple[Consistency, ...] = ()  # whole markets, by domain of the indicators (R22)

    def row(self, indicator_id: str) -> IndicatorRow | None:
        """The row of one indicator."""
        return next((row for row in self.indicators if row.indicator_id == indicator_id), None)


@dataclass(frozen=True, slots=True)
class ProductStanding:
    """One line of the enterprise's overview."""

    product_id: str
    category_id: str
    ladder: Ladder
    ahead: int
    level: int
    behind: int
    undecided: int
    worst_indicator_id: str
    worst_relative: Decimal | None
    worst_text: str
    actions: int
    overdue: int
    signed: bool
    worst_failed: bool = False  # the worst is a requirement that is not met, not a lag
    changed: bool = False  # it was approved and is not what was approved any more
