"""The closed vocabularies of the field; words in `resources/i18n/<language>/terms.json`, keyed `Verdict.STRICTER`."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Scale(StrEnum):
    """What arithmetic a quantity allows (rulings 5): per cent and ratios exist on RATIO only."""

    RATIO = "ratio"
    INTERVAL = "interval"  # ℃, pH: differences only
    LOGARITHMIC = "logarithmic"  # dB: differences only
    ORDINAL = "ordinal"  # steps only
    NOMINAL = "nominal"  # equal or not


class Direction(StrEnum):
    """Which way is better."""

    LARGER = "larger"
    SMALLER = "smaller"
    TARGET = "target"  # nearest to a nominal value
    RANGE = "range"  # anywhere inside
    GRADE = "grade"  # an ordered class; Indicator.levels holds the order
    PASS_FAIL = "pass_fail"


class IndicatorClass(StrEnum):
    """基础 / 核心 / 创新 (domain.md §2.1)."""

    BASE = "base"
    CORE = "core"
    INNOVATIVE = "innovative"


class Severity(StrEnum):
    """A / B items of supervision plans (domain.md §1.4): an A item that fails is 严重不合格."""

    A = "A"
    B = "B"


class Role(StrEnum):
    """What a product is in the comparison (R7)."""

    OURS = "ours"
    DOMESTIC = "domestic_benchmark"
    INTERNATIONAL = "international_benchmark"
    INDUSTRY_AVERAGE = "industry_average"
    ADVANCED_STANDARD = "advanced_standard"
    OWN_HISTORY = "own_history"
    PEER = "peer"  # in the pool only


class Basis(StrEnum):
    """What a value rests on (rulings 6)."""

    DECLARED = "declared"  # 标称
    TESTED = "tested"  # 实测
    ESTIMATED = "estimated"  # 估计


class Statistic(StrEnum):
    """Which figure of the replicates a limit or a value speaks of (R4)."""

    UNSTATED = "unstated"  # 未注明 (rulings 8)
    SINGLE = "single"  # every single value
    MEAN = "mean"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"


class ComparisonMode(StrEnum):
    """GB/T 8170-2008 4.3.2 and 4.3.3."""

    FULL_VALUE = "full_value"
    ROUNDED_VALUE = "rounded_value"


class Force(StrEnum):
    """Legal force of one edition; it can change with the edition (GB 4706.1-2005 → GB/T 4706.1-2024)."""

    MANDATORY = "mandatory"
    RECOMMENDED = "recommended"
    GUIDANCE = "guidance"
    SELF_DECLARED = "self_declared"  # enterprise and group standards bind who declares them
    FOREIGN = "foreign"  # binding elsewhere, a yardstick here


class StandardScope(StrEnum):
    """Who issued it (domain.md §7.1)."""

    NATIONAL = "national"
    SECTOR = "sector"
    LOCAL = "local"
    GROUP = "group"
    ENTERPRISE = "enterprise"
    INTERNATIONAL = "international"
    REGIONAL = "regional"
    FOREIGN = "foreign"
    REGULATION = "regulation"
    UNRECOGNISED = "unrecognised"


class EditionStatus(StrEnum):
    """Status on a reference date, computed (R2)."""

    UPCOMING = "upcoming"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


class AdoptionDegree(StrEnum):
    """GB/T 20000.2: NEQ is not adoption."""

    IDT = "IDT"
    MOD = "MOD"
    NEQ = "NEQ"


class Trust(StrEnum):
    """How far a fact is confirmed (R10); UNCONFIRMED prints with 未核实."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    USER = "user"


class Absence(StrEnum):
    """Why there is no value (R29); the fourth state, 不可比, belongs to a pair."""

    MISSING = "missing"  # 缺失
    NOT_APPLICABLE = "not_applicable"  # 不适用
    NOT_TESTED = "not_tested"  # 未检


class Market(StrEnum):
    """The two markets of 双比对."""

    DOMESTIC = "domestic"
    INTERNATIONAL = "international"


class Verdict(StrEnum):
    """Standard against standard: the four official words, both absences, and not yet judged (domain.md §1.2)."""

    STRICTER = "stricter"
    EQUAL = "equal"
    LOOSER = "looser"
    DIFFERENT = "different"
    MISSING_OURS = "missing_ours"
    MISSING_THEIRS = "missing_theirs"
    PENDING = "pending"


class Difference(StrEnum):
    """Why two limits cannot be ordered, or two products not compared (domain.md §1.2)."""

    METHOD = "method"
    CONDITION = "condition"
    STATISTIC = "statistic"
    GRADED = "graded"  # a grade ladder against one limit
    UNIT = "unit"  # unit or basis cannot be converted
    SCOPE = "scope"
    QUANTITY = "quantity"  # SEER is not APF
    OVERLAP = "overlap"  # the intervals overlap and neither holds the other
    FORM = "form"  # a number against a class, a word against a number
    BASIS = "basis"  # 标称 against 实测
    ABSENT = "absent"  # one side has no value
    CENSORED = "censored"  # the possible values overlap
    SAMPLE = "sample"  # a prototype against series production
    CLASS_ORDER = "class_order"  # the order of the classes is not known
    UNRANKED = "unranked"  # no value is better than another: a parameter, a range, a name


class Conformity(StrEnum):
    """A result against a requirement. The conditional states exist under a four-state rule only (ILAC-G8:09/2019)."""

    PASS = "pass"
    FAIL = "fail"
    CONDITIONAL_PASS = "conditional_pass"
    CONDITIONAL_FAIL = "conditional_fail"
    UNDECIDED = "undecided"  # 无法判定
    NOT_TESTED = "not_tested"
    NOT_APPLICABLE = "not_applicable"


class Comparability(StrEnum):
    """The gate before any number."""

    COMPARABLE = "comparable"
    CONVERTED = "converted"
    MIXED_BASIS = "mixed_basis"  # a gap marked 口径不同, no statement, no step above L2 (rulings 6)
    NOT_COMPARABLE = "not_comparable"


class Standing(StrEnum):
    """领先 / 持平 / 落后 / 不能判定."""

    AHEAD = "ahead"
    LEVEL = "level"
    BEHIND = "behind"
    UNDECIDED = "undecided"


class Conclusion(StrEnum):
    """What the figures allow to say (rulings 3; NUMERIC where n = 1 or U is unknown)."""

    CLEARLY_BETTER = "clearly_better"
    BETTER = "better"
    EQUIVALENT = "equivalent"
    WORSE = "worse"
    CLEARLY_WORSE = "clearly_worse"
    UNDECIDED = "undecided"
    NUMERIC_BETTER = "numeric_better"
    NUMERIC_EQUIVALENT = "numeric_equivalent"
    NUMERIC_WORSE = "numeric_worse"


class Route(StrEnum):
    """Quadrant of standard gap × product gap, and what it asks for."""

    RAISE_STANDARD = "raise_standard"  # product ahead or level, standard looser
    RAISE_PRODUCT = "raise_product"  # standard stricter or equal, product behind
    RAISE_BOTH = "raise_both"
    KEEP_LEAD = "keep_lead"
    UNASSESSED = "unassessed"


class Step(IntEnum):
    """Our own ladder, not official (domain.md §2.5)."""

    L0 = 0
    L1 = 1
    L2 = 2
    L3 = 3
    L4 = 4
    L5 = 5


class ActionType(StrEnum):
    """F7."""

    STANDARD = "standard"
    DESIGN = "design"
    PROCESS = "process"
    MATERIAL = "material"
    TESTING = "testing"
    MANAGEMENT = "management"


class ActionStatus(StrEnum):
    """R51."""

    WAITING = "waiting"
    RUNNING = "running"
    TO_VERIFY = "to_verify"
    VERIFIED = "verified"
    NOT_MET = "not_met"
    CANCELLED = "cancelled"


class GuardBand(StrEnum):
    """Width w of the guard band (rulings 12)."""

    NONE = "none"  # simple acceptance
    EXPANDED = "expanded"  # w = U
    ONE_SIDED_95 = "one_sided_95"  # w = 1.645 u
    CONFORMANCE_95 = "conformance_95"  # no width: conformance probability p_c ≥ 95 % (ISO 14253-1:2017)


class SignOffKind(StrEnum):
    """编制 / 审核 / 批准."""

    DRAWN_UP = "drawn_up"
    CHECKED = "checked"
    APPROVED = "approved"


class SampleKind(StrEnum):
    """How a sample came to the laboratory: what is true of a prototype need not be true of what is sold."""

    UNSTATED = "unstated"
    SERIES = "series"  # drawn at random from stock, or bought
    SUBMITTED = "submitted"  # of series production, chosen by the maker
    PROTOTYPE = "prototype"


class Outcome(StrEnum):
    """The conclusion of a supervision plan over all items that bind (domain.md §1.4)."""

    NONE_FOUND = "none_found"  # 未发现不合格
    NONCONFORMING = "nonconforming"  # 不合格
    SERIOUS = "serious"  # 严重不合格: an A item fails
    OPEN = "open"  # nothing failed, and something could not be judged
    NOTHING = "nothing"  # nothing was judged


class Combination(StrEnum):
    """How the grades of indicators make the grade of a product (domain.md §2.3)."""

    WEAKEST = "weakest"  # 短板: the worst indicator's grade
    GATE_AND_COUNT = "gate_and_count"  # base items met, then a stated share of core items at a level
    WEIGHTED = "weighted"  # weighted mean of level points


class LadderCondition(StrEnum):
    """What a step of the ladder can ask for; which step asks for which is a table (R36)."""

    BINDING_MET = "binding_met"
    RECOMMENDED_MET = "recommended_met"
    STANDARD_HOLDS_NATIONAL = "standard_holds_national"
    NOT_BELOW_MEDIAN = "not_below_median"
    NOT_INFERIOR_DOMESTIC = "not_inferior_domestic"
    NOT_INFERIOR_INTERNATIONAL = "not_inferior_international"
    STANDARD_HOLDS_INTERNATIONAL = "standard_holds_international"


class IndexItem(StrEnum):
    """The twelve statistical figures of the 制造业质量竞争力指数 (domain.md §3.1), in their published order."""

    GRADED_PRODUCTS = "graded_products"  # 产品质量等级品率
    CONTROL_EQUIPMENT = "control_equipment"  # 微电子控制设备比重
    QMS_CERTIFIED = "qms_certified"  # 质量管理体系认证率
    QUALITY_LOSS = "quality_loss"  # 质量损失率: smaller is better
    SUPERVISION_PASSED = "supervision_passed"  # 产品监督抽查合格率
    EXPORT_PASSED = "export_passed"  # 出口商品检验合格率
    RESEARCH_SPENDING = "research_spending"  # 研究与试验发展经费比重
    RENEWAL_SPENDING = "renewal_spending"  # 技术改造经费比重
    PATENTS = "patents"  # 每百万元产值拥有专利数
    NEW_PRODUCTS = "new_products"  # 新产品销售比重
    AVERAGE_SALES = "average_sales"  # 平均产品销售收入
    INTERNATIONAL_SALES = "international_sales"  # 国际市场销售率


class IndexNode(StrEnum):
    """The six 三级 nodes of the index; each holds two figures."""

    STANDARDS_TECHNOLOGY = "standards_technology"
    MANAGEMENT = "management"
    SUPERVISION = "supervision"
    RESEARCH = "research"
    CORE_TECHNOLOGY = "core_technology"
    MARKET = "market"


class HonourList(StrEnum):
    """红榜 (domain.md §5.5): years in a row without a failed supervision inspection."""

    TEN_YEARS = "ten_years"
    FIVE_YEARS = "five_years"
    THREE_YEARS = "three_years"
    NONE = "none"


class Readiness(StrEnum):
    """Whether a proposed limit can go into the next edition of our standard already (R23)."""

    NOW = "now"  # our tested results meet it with margin
    PRODUCT_FIRST = "product_first"  # they do not
    OPEN = "open"  # nobody can say yet


class CauseBranch(StrEnum):
    """人机料法环测: the six bones of a fishbone."""

    PEOPLE = "people"
    MACHINE = "machine"
    MATERIAL = "material"
    METHOD = "method"
    ENVIRONMENT = "environment"
    MEASUREMENT = "measurement"


class CaseKind(StrEnum):
    """What a case is about (domain.md §4): curing what fails, or keeping well what does not."""

    UNSTATED = "unstated"
    CURE = "cure"  # 治已病
    PREVENT = "prevent"  # 治未病（强身健体）


class CaseSource(StrEnum):
    """Where the chief complaint of a case comes from."""

    UNSTATED = "unstated"
    SUPERVISION = "supervision"  # 监督抽查
    COMPARISON = "comparison"  # 比对
    COMPLAINT = "complaint"  # 客诉
    SELF_CHECK = "self_check"  # 自检


class Urgency(StrEnum):
    """How urgent a case is."""

    UNSTATED = "unstated"
    ROUTINE = "routine"
    URGENT = "urgent"
    EMERGENCY = "emergency"


class CaseOutcome(StrEnum):
    """What became of a case: 治愈 / 好转 / 无效 / 转诊."""

    OPEN = "open"
    CURED = "cured"
    IMPROVED = "improved"
    NO_EFFECT = "no_effect"
    REFERRED = "referred"


class RoundState(StrEnum):
    """The states of a round of comparison, in their order (R50)."""

    DRAFT = "draft"
    INDICATORS_SET = "indicators_set"
    COMPARING = "comparing"
    GAPS_CONFIRMED = "gaps_confirmed"
    PLAN_APPROVED = "plan_approved"
    IMPLEMENTING = "implementing"
    VERIFYING = "verifying"
    ARCHIVED = "archived"


class CauseState(StrEnum):
    """How sure a cause is."""

    CONFIRMED = "confirmed"
    LIKELY = "likely"
    OPEN = "open"
    EXCLUDED = "excluded"
