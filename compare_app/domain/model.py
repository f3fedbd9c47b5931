"""The records of a project (R1–R13): frozen, addressed by text ids, one class for one table.

Dates are `datetime.date`; numbers are `Decimal`, from the text the user typed; an empty string is "not stated".
"""

from __future__ import annotations

import random
import secrets
import time
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from compare_app.domain.limit import Condition, Limit, NoLimit
from compare_app.domain.terms import (
    Absence,
    AdoptionDegree,
    Basis,
    Combination,
    ComparisonMode,
    Difference,
    Direction,
    Force,
    GuardBand,
    IndexItem,
    IndicatorClass,
    LadderCondition,
    Market,
    Role,
    SampleKind,
    Scale,
    Severity,
    StandardScope,
    Statistic,
    Step,
    Trust,
)
from compare_app.domain.value import Absent, Value
from compare_app.text.message import Message

# seeded by the system once: asking it for every id of an import lets the window's thread wait for seconds, because each
# question gives the interpreter away and takes it back before another thread is awake
_CHANCE: Final = random.Random(secrets.randbits(256))


def new_id() -> str:
    """A UUIDv7 as text (RFC 9562 §5.7): unique without a server, and sorted by time of making."""
    stamp = time.time_ns() // 1_000_000
    chance = _CHANCE.getrandbits(74)
    number = (stamp << 80) | (0x7 << 76) | (chance >> 62 << 64) | (0b10 << 62) | (chance & (1 << 62) - 1)
    digits = f"{number:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a fact comes from and who checked it (R10)."""

    document: str = ""  # title, number, edition: never a mirror's address
    place: str = ""  # clause, table, page
    checked_by: str = ""
    checked_on: date | None = None
    trust: Trust = Trust.USER


@dataclass(frozen=True, slots=True)
class CellRef:
    """The cell a datum was read from; empty for what was typed in the program."""

    file: str = ""
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return "!".join(part for part in (self.file, self.sheet, self.cell) if part)


@dataclass(frozen=True, slots=True)
class Category:
    """品类: what is compared with what. Its indicators, in order, are its scheme (指标体系)."""

    id: str
    name: str
    name_en: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of a scheme (R3)."""

    id: str
    category_id: str
    position: int  # order within the scheme
    code: str  # short ASCII name, used in formulas; unique within the category
    name: str
    name_en: str = ""
    aliases: tuple[str, ...] = ()
    quantity: str = ""  # what is measured, e.g. "APF"; two different quantities are never compared
    unit: str = ""  # canonical unit, as people write it
    scale: Scale = Scale.RATIO
    direction: Direction = Direction.LARGER
    indicator_class: IndicatorClass = IndicatorClass.CORE
    severity: Severity = Severity.B
    weight: Decimal = Decimal(1)
    rounding: Decimal | None = None  # rounding interval of results, e.g. 0.01
    target: Decimal | None = None  # for Direction.TARGET
    tolerance: Decimal | None = None  # for TARGET and RANGE: distance at which the score reaches 0
    delta: Decimal | None = None  # practically relevant difference stated by the user (rulings 2)
    levels: tuple[str, ...] = ()  # ordered classes, best first
    formula: str = ""  # over codes of other indicators, e.g. "flux / power * f_tm"
    domain: str = ""  # 安全 / 性能 / 能效 …
    note: str = ""
    source: Provenance = field(default_factory=Provenance)


@dataclass(frozen=True, slots=True)
class StandardEdition:
    """One edition of a standard or regulation (R1)."""

    id: str
    number: str  # as written, e.g. "GB 21455-2019"
    title: str = ""
    title_en: str = ""
    scope: StandardScope = StandardScope.UNRECOGNISED
    force: Force = Force.RECOMMENDED
    market: Market = Market.DOMESTIC
    region: str = ""  # CN, EU, US, ISO …
    issued: date | None = None
    effective: date | None = None
    withdrawn: date | None = None
    ics: str = ""
    ccs: str = ""
    committee: str = ""  # 归口单位
    wq_number: str = ""  # 湾区标准 identifier beside the number
    last_checked: date | None = None
    note: str = ""
    source: Provenance = field(default_factory=Provenance)


@dataclass(frozen=True, slots=True)
class Replacement:
    """`new_id` replaces `old_id`, wholly or in part; m:n."""

    id: str
    new_id: str
    old_id: str
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Adoption:
    """An edition adopts a given edition of another standard (domain.md §7.3); it goes stale."""

    id: str
    edition_id: str
    base_number: str  # e.g. "ISO 13006:2012", in the library or not
    degree: AdoptionDegree = AdoptionDegree.MOD
    base_id: str = ""
    differences: str = ""


@dataclass(frozen=True, slots=True)
class TestMethod:
    """A test method; results are comparable within one group (R5)."""

    __test__ = False  # pytest: this is no test class

    id: str
    standard: str
    clause: str = ""
    title: str = ""
    conditions: str = ""
    group: str = ""  # comparability group; empty: the method is its own group
    source: Provenance = field(default_factory=Provenance)


@dataclass(frozen=True, slots=True)
class Requirement:
    """What one edition demands of one indicator (R4)."""

    id: str
    edition_id: str
    indicator_id: str
    raw: str  # the limit as written
    limit: Limit = field(default_factory=NoLimit)
    unit: str = ""  # as written; empty: the indicator's
    clause: str = ""
    statistic: Statistic = Statistic.UNSTATED
    conditions: tuple[Condition, ...] = ()  # all must hold
    scope_text: str = ""  # a condition in words that cannot be computed, e.g. material category
    quantity: str = ""  # where it differs from the indicator's, e.g. SEER against APF
    method_id: str = ""
    mode: ComparisonMode = ComparisonMode.FULL_VALUE
    mandatory: bool | None = None  # None: as the edition's force says
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""
    cell: CellRef = field(default_factory=CellRef)
    source: Provenance = field(default_factory=Provenance)


@dataclass(frozen=True, slots=True)
class Product:
    """A product of ours, a benchmark, or a peer of the pool (R6, R7)."""

    id: str
    category_id: str
    name: str
    brand: str = ""
    model: str = ""
    enterprise: str = ""
    credit_code: str = ""  # 统一社会信用代码
    role: Role = Role.PEER
    primary: bool = False  # the benchmark of its role that drives gaps, steps and targets (rulings 7)
    reason: str = ""  # why this benchmark was chosen
    fictional: bool = False  # 示例: made up to show the program
    produced: date | None = None
    origin: str = ""
    price: str = ""
    note: str = ""
    cell: CellRef = field(default_factory=CellRef)
    source: Provenance = field(default_factory=Provenance)
    earlier_of: str = ""  # the product whose state before a re-test this one keeps (role 自身历史)


@dataclass(frozen=True, slots=True)
class Executed:
    """执行标准: a product declares to meet an edition."""

    id: str
    product_id: str
    edition_id: str


@dataclass(frozen=True, slots=True)
class Sample:
    """F2."""

    id: str
    product_id: str
    code: str
    blind_code: str = ""
    batch: str = ""
    produced: date | None = None
    test_units: int = 0
    reserve_units: int = 0
    purchase: str = ""
    seal: str = ""
    note: str = ""
    kind: SampleKind = SampleKind.UNSTATED


@dataclass(frozen=True, slots=True)
class TestReport:
    """F5."""

    __test__ = False

    id: str
    number: str
    laboratory: str = ""
    cma: str = ""
    cnas: str = ""
    issued: date | None = None
    file_hash: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One value of one indicator of one product (R9). `raw` is the text as typed and is never overwritten.

    The key is (product, indicator, replicate); replicates count from 1 over all statistics of the pair.
    """

    product_id: str
    indicator_id: str
    replicate: int
    raw: str
    value: Value = field(default_factory=lambda: Absent(Absence.MISSING))
    unit: str = ""  # as written; empty: the indicator's
    basis: Basis = Basis.TESTED
    statistic: Statistic = Statistic.SINGLE
    uncertainty: Decimal | None = None  # expanded U, in `unit`
    coverage: Decimal | None = None  # coverage factor k; None: 2
    specimen: str = ""  # unit id: repeats on one unit are not replicates of the product (R31)
    quantity: str = ""  # where it differs from the indicator's
    method_id: str = ""
    condition: str = ""  # test condition in words
    sample_id: str = ""
    report_id: str = ""
    tested_on: date | None = None
    outlier: str = ""  # reason of the flag; the value stays (R32)
    note: str = ""
    trust: Trust = Trust.USER
    cell: CellRef = field(default_factory=CellRef)

    @property
    def id(self) -> str:
        """The key as text."""
        return f"{self.product_id}/{self.indicator_id}/{self.replicate}"


@dataclass(frozen=True, slots=True)
class DecisionRule:
    """The rule of judgement of a category, fixed before the first result (rulings 12, R30)."""

    id: str
    category_id: str
    guard: GuardBand = GuardBand.NONE
    four_state: bool = False
    confirmed_by: str = ""
    confirmed_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LadderLine:
    """One row of the ladder's table: from which step on a condition must hold; None: it is not asked for."""

    condition: LadderCondition
    step: Step | None


@dataclass(frozen=True, slots=True)
class LadderRule:
    """Our ladder as a table (R36), and how many core indicators must be comparable (rulings 1)."""

    id: str
    category_id: str
    minimum_comparable: int | None = None  # None: all core indicators
    note: str = ""
    lines: tuple[LadderLine, ...] = ()  # conditions that stand elsewhere than in the default table
    author: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """A person's verdict beside the automatic one (R20): never without a reason and a name."""

    id: str
    subject: str  # e.g. "standard:<ours>:<theirs>" or "result:<product>:<requirement>"
    verdict: str
    reason: str
    author: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Equivalence:
    """A documented equivalence opens the comparability gate between two method groups, test conditions or kinds of
    sample (R21)."""

    id: str
    category_id: str
    indicator_id: str
    group_a: str
    group_b: str
    reason: str
    author: str
    at: datetime | None = None
    aspect: Difference = Difference.METHOD  # METHOD, CONDITION or SAMPLE


@dataclass(frozen=True, slots=True)
class SchemeLevel:
    """One level of a grading scheme: what each indicator needs for it.

    `points` count in a weighted scheme. `share` is the part of the core indicators (0…1) that must reach the level in a
    scheme of gate and count; None: all.
    """

    name: str
    limits: tuple[tuple[str, str], ...] = ()  # (indicator id, limit as people write it)
    points: Decimal | None = None
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class GradingScheme:
    """A product grade as data (R11): ordered levels, best first, thresholds per indicator, the rule that combines."""

    id: str
    category_id: str
    edition_id: str  # the standard it comes from; empty: none
    name: str
    official: bool = False
    combination: Combination = Combination.WEAKEST
    levels: tuple[SchemeLevel, ...] = ()
    source: Provenance = field(default_factory=Provenance)


@dataclass(frozen=True, slots=True)
class Feasibility:
    """How easily a gap can be closed, 0…1: the editable factor of its priority (R34)."""

    id: str
    product_id: str
    indicator_id: str
    value: Decimal
    author: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Inspection:
    """Batches of one product class in one supervision inspection (R39, R40): a row of a bulletin or a name list."""

    id: str
    product_class: str  # as the bulletin names it
    batches: int  # tested
    failed: int
    organiser: str = ""
    inspected_on: date | None = None
    year: int | None = None  # where only the year is known
    own: bool = True  # of this enterprise; False: of the market
    enterprise: str = ""  # 受检单位 or 标称生产单位
    product: str = ""  # name, brand and model as listed
    lot: str = ""  # 生产日期/批号
    failed_items: tuple[str, ...] = ()
    serious: bool = False  # an A item among them
    laboratory: str = ""
    output: Decimal | None = None  # weight of the class: its output value, in one unit for all
    product_id: str = ""
    note: str = ""
    cell: CellRef = field(default_factory=CellRef)
    source: Provenance = field(default_factory=Provenance)


@dataclass(frozen=True, slots=True)
class IndexFigure:
    """One input of the simulated 制造业质量竞争力指数 for one year (R38); bounds and weight are the user's."""

    id: str
    year: int
    item: IndexItem
    value: Decimal | None = None
    low: Decimal | None = None  # lower bound: scores 60, the loss rate 100
    high: Decimal | None = None  # upper bound: scores 100, the loss rate 60
    weight: Decimal = Decimal(1)
    note: str = ""
    source: Provenance = field(default_factory=Provenance)


@dataclass(frozen=True, slots=True)
class ImportMapping:
    """A remembered mapping, found again by the fingerprint of the headers."""

    id: str
    name: str
    fingerprint: str
    body: str  # the JSON of docs/mapping.md
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ImportBatch:
    """One import of one file: what came in, what was held."""

    id: str
    file_name: str
    sha256: str
    mapping: str  # the JSON it was read with, empty for our own workbook
    at: datetime
    taken: int
    held: int
    ignored: int
    undone: bool = False


@dataclass(frozen=True, slots=True)
class PackImport:
    """A library pack as it was taken in: what it said of each record tells later what people changed since (R58)."""

    id: str
    pack_id: str
    name: str
    pack_version: str
    sha256: str
    at: datetime | None = None
    author: str = ""  # who took it in
    digests: str = "{}"  # JSON: "Kind/id" → digest of what the pack said


@dataclass(frozen=True, slots=True)
class HeldCell:
    """A cell of an import that was not understood: nothing lost, nothing guessed."""

    id: str
    batch_id: str
    code: str
    cell: CellRef
    raw: str
    expected: Message  # as the issue said it; of projects made before 2026-12 an English sentence
    resolved: bool = False
