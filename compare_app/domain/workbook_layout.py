"""The sheets of our own workbook, once: readers and writers follow this description (docs/workbook.md).

Header words stand here in both languages because a workbook written in one is read under the other. The
column `key` names the field of the record; how a cell becomes a field is said by `Form` and `terms`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final

from compare_app.domain.terms import (
    AdoptionDegree,
    Basis,
    Combination,
    ComparisonMode,
    Direction,
    Force,
    IndexItem,
    IndicatorClass,
    Market,
    Role,
    SampleKind,
    Scale,
    Severity,
    StandardScope,
    Statistic,
    Trust,
)
from compare_app.text.message import M, Message

_NO_HELP: Final = M("")


class Form(StrEnum):
    """How the cells of a column are typed."""

    TEXT = "text"
    NUMBER = "number"
    RATE = "rate"  # a number that may carry a per cent sign where the column speaks of per cent
    DATE = "date"
    TERM = "term"  # a word of a vocabulary, in either language, or its code
    YES_NO = "yes_no"
    LIST = "list"  # several texts, separated by ; ； or 、


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header in both languages, what else people call it, and what its cells hold."""

    key: str
    zh: str
    en: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    form: Form = Form.TEXT
    terms: type[Enum] | None = None
    width: int = 12  # characters
    help: Message = _NO_HELP
    extra: bool = False  # only written where a project has something for it; never in the template

    def header(self, language: str) -> str:
        """The header in a language, with the star of a required column."""
        return (self.zh if language == "zh_CN" else self.en) + ("*" if self.required else "")


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """One sheet: its name in both languages and its columns in order."""

    key: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    aliases: tuple[str, ...] = ()

    def title(self, language: str) -> str:
        """The sheet's name in a language."""
        return self.zh if language == "zh_CN" else self.en

    def column(self, key: str) -> Column:
        """A column by its key; a KeyError if there is none."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)


README_SHEET: Final = ("说明", "Read me")
EXAMPLE_MARK: Final = ("示例行", "Example row")  # a cell that begins so marks a row that is skipped
LIST_SEPARATORS: Final = ";；、\n"


def _term(
    key: str,
    zh: str,
    en: str,
    terms: type[Enum],
    *aliases: str,
    required: bool = False,
    help: Message = _NO_HELP,
    extra: bool = False,
) -> Column:
    return Column(key, zh, en, aliases, required, Form.TERM, terms, 12, help, extra)


def _number(
    key: str,
    zh: str,
    en: str,
    *aliases: str,
    required: bool = False,
    help: Message = _NO_HELP,
    width: int = 9,
) -> Column:
    return Column(key, zh, en, aliases, required, form=Form.NUMBER, width=width, help=help)


def _rate(key: str, zh: str, en: str, *aliases: str, help: Message) -> Column:
    return Column(key, zh, en, aliases, form=Form.RATE, width=10, help=help)


def _date(key: str, zh: str, en: str, *aliases: str, extra: bool = False) -> Column:
    return Column(
        key, zh, en, aliases, form=Form.DATE, width=12, help=M("A date such as 2024-05-31"), extra=extra
    )


_NOTE: Final = Column(
    "note", "备注", "Note", ("说明", "注", "remark", "remarks", "notes", "comment"), width=24
)
_UNIT_HELP: Final = M("As people write it: %, mm, dB(A), (W·h)/(W·h)")
_SOURCE: Final = (
    Column(
        "document",
        "来源文件",
        "Source document",
        ("来源", "出处", "source"),
        width=24,
        help=M("Title or number of the document the fact was taken from"),
    ),
    Column(
        "place",
        "来源位置",
        "Source place",
        ("出处位置", "页码", "source clause"),
        width=14,
        help=M("Clause, table or page"),
    ),
    _term(
        "trust",
        "核实状态",
        "Trust",
        Trust,
        "核实",
        "status",
        help=M("Unconfirmed facts stay marked in every output"),
    ),
)
_CHECKED: Final = (
    Column("checked_by", "核实人", "Checked by", ("核对人",), extra=True),
    _date("checked_on", "核实日期", "Checked on", "核对日期", extra=True),
)
_METHOD: Final = (
    Column(
        "method",
        "检测方法",
        "Test method",
        ("试验方法", "方法", "检验方法", "方法标准", "method"),
        width=22,
        help=M("Standard and clause of the method, separated by a comma: GB/T 3810.3-2016, 5.2"),
    ),
    Column(
        "method_group",
        "方法组",
        "Method group",
        ("可比方法组", "group"),
        width=12,
        help=M("Methods of one group give comparable results; empty: the method is its own group"),
    ),
)
_METHOD_EXTRA: Final = (
    Column("method_title", "方法名称", "Method title", extra=True, width=20),
    Column("method_conditions", "方法条件", "Method conditions", extra=True, width=20),
)
_RAW: Final = Column("raw", "原文", "Original text", extra=True, width=20)

INDICATORS: Final = SheetLayout(
    "indicators",
    "指标",
    "Indicators",
    (
        Column(
            "category",
            "品类",
            "Category",
            ("产品类别", "产品品类", "类别", "product category"),
            required=True,
            width=14,
        ),
        Column(
            "code",
            "指标代号",
            "Code",
            ("代号", "代码", "指标编号", "indicator code"),
            help=M("Short name for formulas, letters and digits"),
        ),
        Column(
            "name",
            "指标名称",
            "Indicator",
            ("指标", "名称", "项目", "检验项目", "检测项目", "name", "item"),
            required=True,
            width=18,
        ),
        Column("name_en", "英文名", "English name", ("英文名称", "英文"), width=18),
        Column(
            "aliases",
            "别名",
            "Aliases",
            ("别称", "又名", "alias"),
            form=Form.LIST,
            width=16,
            help=M("Other names, separated by semicolons"),
        ),
        Column(
            "quantity",
            "量",
            "Quantity",
            ("量名", "物理量"),
            help=M("What is measured, e.g. APF; different quantities are never compared"),
        ),
        Column("unit", "单位", "Unit", ("计量单位", "units"), width=12, help=_UNIT_HELP),
        _term(
            "scale",
            "标度",
            "Scale",
            Scale,
            "量表",
            help=M("Percentages exist on ratio scales only; empty: ratio"),
        ),
        _term(
            "direction",
            "方向",
            "Direction",
            Direction,
            "优劣方向",
            "趋势",
            required=True,
            help=M("Which way is better"),
        ),
        _term("indicator_class", "指标类别", "Class", IndicatorClass, "指标类型", "分类", "indicator class"),
        _term(
            "severity",
            "A/B类",
            "A/B",
            Severity,
            "AB类",
            "不合格类别",
            "severity",
            help=M("A: a failure is serious"),
        ),
        _number("weight", "权重", "Weight", "权数", help=M("A positive number; empty: 1")),
        _number(
            "rounding",
            "修约间隔",
            "Rounding interval",
            "修约",
            "rounding",
            help=M("1, 2 or 5 times a power of ten, e.g. 0.01"),
        ),
        _number("target", "目标值", "Target", "标称目标"),
        _number("tolerance", "容差", "Tolerance", "允差"),
        _number(
            "delta",
            "Δ",
            "Delta",
            "实际意义差值",
            "δ",
            help=M("The difference that matters in practice; empty: computed"),
        ),
        Column(
            "levels",
            "等级顺序(优→劣)",
            "Levels (best to worst)",
            ("等级顺序", "等级", "levels"),
            form=Form.LIST,
            width=18,
            help=M("Names of the classes, best first, separated by semicolons"),
        ),
        Column(
            "formula",
            "公式",
            "Formula",
            ("计算公式",),
            width=18,
            help=M("Over the codes of other indicators, e.g. flux / power"),
        ),
        Column("domain", "领域", "Domain", ("维度", "质量特性")),
        _NOTE,
        *_SOURCE,
        *_CHECKED,
        Column("category_en", "品类英文名", "Category in English", extra=True),
        Column("category_note", "品类备注", "Category note", extra=True),
    ),
    ("指标体系", "指标表", "indicator"),
)

STANDARDS: Final = SheetLayout(
    "standards",
    "标准",
    "Standards",
    (
        Column(
            "number",
            "标准编号",
            "Standard number",
            ("标准号", "编号", "标准代号", "number", "standard"),
            required=True,
            width=22,
        ),
        Column("title", "名称", "Title", ("标准名称", "中文名称", "name"), width=28),
        Column("title_en", "英文名称", "English title", ("英文名",), width=28),
        _term("market", "市场", "Market", Market),
        Column("region", "国家/地区", "Country/region", ("国家", "地区", "国家地区", "region", "country")),
        _term("force", "效力", "Legal force", Force, "性质", "标准性质", "force"),
        _date("issued", "发布日期", "Issued", "发布", "date of issue"),
        _date("effective", "实施日期", "Effective", "实施", "生效日期", "effective date"),
        _date("withdrawn", "废止日期", "Withdrawn", "废止"),
        Column(
            "replaces",
            "代替",
            "Replaces",
            ("替代", "代替标准", "被代替标准"),
            form=Form.LIST,
            width=22,
            help=M("Numbers separated by semicolons; add (partly) where only parts are replaced"),
        ),
        Column("adopts", "采用标准", "Adopts", ("采标", "采用国际标准"), form=Form.LIST, width=20),
        Column(
            "adoption_degree",
            "采用程度",
            "Degree of adoption",
            ("采标程度", "一致性程度"),
            form=Form.LIST,
            terms=AdoptionDegree,
            help=M("IDT, MOD or NEQ, one for each adopted standard"),
        ),
        Column("ics", "ICS", "ICS", ("ics号", "国际标准分类号")),
        Column("ccs", "CCS", "CCS", ("ccs号", "中国标准分类号")),
        Column("committee", "归口单位", "Committee", ("归口", "技术归口"), width=20),
        Column("wq_number", "湾区编号", "Bay Area number", ("湾区标准编号", "湾区标准")),
        _date("last_checked", "最近核对日期", "Last checked", "核对日期", "查新日期"),
        _NOTE,
        *_SOURCE,
        *_CHECKED,
        _term("scope", "标准层级", "Level of issuer", StandardScope, "层级", extra=True),
        Column("adoption_differences", "采用差异", "Adoption differences", extra=True),
    ),
    ("标准清单", "标准表", "standard"),
)

REQUIREMENTS: Final = SheetLayout(
    "requirements",
    "要求",
    "Requirements",
    (
        Column(
            "category", "品类", "Category", ("产品类别", "产品品类", "类别", "product category"), width=14
        ),
        Column(
            "standard",
            "标准编号",
            "Standard number",
            ("标准号", "标准", "standard", "number"),
            required=True,
            width=22,
        ),
        Column("clause", "条款", "Clause", ("条款号", "章条", "章条号"), width=10),
        Column(
            "indicator",
            "指标",
            "Indicator",
            ("指标名称", "指标代号", "项目", "检验项目", "item"),
            required=True,
            width=18,
        ),
        Column(
            "limit",
            "限值",
            "Limit",
            ("要求", "技术要求", "指标要求", "标准值", "requirement"),
            required=True,
            width=24,
            help=M("As the standard writes it: ≥5.00, 35~45, 10.0±0.1, 1级≥5.00; 2级≥4.50"),
        ),
        Column("unit", "单位", "Unit", ("计量单位", "units"), help=_UNIT_HELP),
        _term(
            "statistic",
            "统计量",
            "Statistic",
            Statistic,
            "统计口径",
            help=M("Which figure the limit speaks of: mean, single value …"),
        ),
        Column(
            "conditions",
            "适用条件",
            "Conditions",
            ("条件", "condition"),
            width=22,
            help=M("Conditions over other indicators, e.g. [cooling capacity]≤4500 W"),
        ),
        Column(
            "scope_text",
            "适用范围",
            "Scope",
            ("范围", "scope in words"),
            width=18,
            help=M("A restriction in words that cannot be computed"),
        ),
        Column(
            "quantity",
            "量",
            "Quantity",
            ("量名", "物理量"),
            help=M("Where it differs from the indicator's, e.g. SEER against APF"),
        ),
        *_METHOD,
        _term(
            "mode",
            "比较方式",
            "Comparison",
            ComparisonMode,
            "比较方法",
            "判定方法",
            help=M("GB/T 8170-2008 4.3; empty: full value"),
        ),
        Column(
            "mandatory",
            "强制",
            "Mandatory",
            ("是否强制",),
            form=Form.YES_NO,
            help=M("Empty: as the legal force of the standard says"),
        ),
        _NOTE,
        *_SOURCE,
        *_CHECKED,
        _date("valid_from", "生效起", "Valid from", extra=True),
        _date("valid_to", "生效止", "Valid to", extra=True),
        *_METHOD_EXTRA,
        _RAW,
    ),
    ("标准要求", "限值", "技术要求", "requirement"),
)

PRODUCTS: Final = SheetLayout(
    "products",
    "产品",
    "Products",
    (
        Column(
            "category",
            "品类",
            "Category",
            ("产品类别", "产品品类", "类别", "product category"),
            required=True,
            width=14,
        ),
        Column(
            "name",
            "产品名称",
            "Product",
            ("产品", "名称", "样品名称", "name", "product name"),
            required=True,
            width=22,
        ),
        Column("brand", "品牌", "Brand", ("商标",)),
        Column("model", "型号", "Model", ("规格型号", "型号规格", "规格"), width=16),
        Column(
            "enterprise",
            "企业",
            "Enterprise",
            ("生产企业", "企业名称", "制造商", "厂家", "manufacturer", "maker"),
            width=20,
        ),
        Column("credit_code", "统一社会信用代码", "Credit code", ("信用代码",), width=20),
        _term(
            "role",
            "角色",
            "Role",
            Role,
            "产品角色",
            "对标角色",
            required=True,
            help=M("Our product, a benchmark, or a peer of the pool"),
        ),
        Column(
            "primary",
            "首选标杆",
            "Primary",
            ("首选", "主标杆"),
            form=Form.YES_NO,
            help=M("Yes: the benchmark that drives gaps and steps"),
        ),
        Column("reason", "选择理由", "Reason of choice", ("理由", "reason"), width=24),
        Column(
            "standards",
            "执行标准",
            "Executed standards",
            ("执行标准号", "产品标准", "executed standard"),
            form=Form.LIST,
            width=24,
            help=M("Numbers separated by semicolons"),
        ),
        _date("produced", "生产日期", "Produced", "出厂日期", "production date"),
        Column("origin", "产地", "Origin", ("原产地",)),
        Column("price", "价格", "Price", ("售价", "单价")),
        Column(
            "fictional",
            "示例",
            "Fictional",
            ("虚构",),
            form=Form.YES_NO,
            width=8,
            help=M("Yes: made up to show the program"),
        ),
        Column(
            "earlier_of",
            "复测前产品",
            "Earlier state of",
            width=18,
            extra=True,
            help=M("The product whose values from before a re-test these are"),
        ),
        _NOTE,
        *_SOURCE,
        *_CHECKED,
    ),
    ("产品清单", "样品", "product"),
)

RESULTS: Final = SheetLayout(
    "results",
    "实测",
    "Results",
    (
        Column(
            "category", "品类", "Category", ("产品类别", "产品品类", "类别", "product category"), width=14
        ),
        Column(
            "product",
            "产品",
            "Product",
            ("产品名称", "样品", "样品名称", "product name"),
            required=True,
            width=22,
        ),
        Column(
            "indicator",
            "指标",
            "Indicator",
            ("指标名称", "指标代号", "项目", "检验项目", "检测项目", "item"),
            required=True,
            width=18,
        ),
        Column(
            "result",
            "结果",
            "Result",
            ("检测结果", "实测值", "检验结果", "测试结果", "数值", "value"),
            required=True,
            width=16,
            help=M("As the report writes it: 5.02, <0.01, ND(<0.5), 39~45, pass, —"),
        ),
        Column("unit", "单位", "Unit", ("计量单位", "units"), help=_UNIT_HELP),
        _term(
            "basis",
            "口径",
            "Basis",
            Basis,
            "数据口径",
            "数据性质",
            help=M("Declared, tested or estimated; empty: tested"),
        ),
        _term("statistic", "统计量", "Statistic", Statistic, "统计口径", help=M("Empty: a single value")),
        _number(
            "uncertainty",
            "扩展不确定度U",
            "Expanded uncertainty U",
            "不确定度",
            "扩展不确定度",
            "U",
            help=M("In the unit of the result"),
            width=12,
        ),
        _number("coverage", "包含因子k", "Coverage factor k", "包含因子", "k", help=M("Empty: 2")),
        Column(
            "specimen",
            "件号",
            "Specimen",
            ("试样号", "试样编号", "样品件号", "试件编号", "unit id"),
            help=M("Repeats on one specimen are not replicates of the product"),
        ),
        *_METHOD,
        Column("condition", "试验条件", "Test condition", ("检测条件", "test conditions"), width=18),
        Column(
            "report", "报告编号", "Report number", ("检测报告", "检验报告编号", "报告号", "report"), width=18
        ),
        Column("laboratory", "检测机构", "Laboratory", ("检验机构", "实验室", "lab"), width=20),
        _date("tested_on", "检测日期", "Tested on", "检验日期", "试验日期", "test date"),
        Column(
            "quantity",
            "量",
            "Quantity",
            ("量名", "物理量"),
            help=M("Where it differs from the indicator's, e.g. SEER against APF"),
        ),
        _NOTE,
        _term(
            "trust",
            "核实状态",
            "Trust",
            Trust,
            "核实",
            "status",
            help=M("Unconfirmed facts stay marked in every output"),
        ),
        Column("outlier", "离群原因", "Outlier reason", extra=True),
        Column("sample", "样品编号", "Sample code", ("样品号", "样品代号", "sample", "sample no.")),
        _term(
            "sample_kind",
            "样品类型",
            "Kind of sample",
            SampleKind,
            "样品性质",
            "抽样方式",
            help=M("A prototype is never compared with what is sold; needs a sample code"),
        ),
        Column("report_cma", "CMA编号", "CMA", extra=True),
        Column("report_cnas", "CNAS编号", "CNAS", extra=True),
        _date("report_issued", "报告日期", "Report date", extra=True),
        *_METHOD_EXTRA,
        _RAW,
    ),
    ("实测值", "检测结果", "实测数据", "结果", "result", "data"),
)

SAMPLE_RECORDS: Final = SheetLayout(
    "samples",
    "样品登记",
    "Samples",
    (
        Column("category", "品类", "Category", ("产品类别", "产品品类", "类别"), width=14),
        Column("product", "产品", "Product", ("产品名称", "product name"), required=True, width=22),
        Column("code", "样品编号", "Sample code", ("样品号", "样品代号", "sample no."), required=True),
        Column("blind_code", "盲码", "Blind code", ("盲样号", "盲样编号")),
        _term("kind", "样品类型", "Kind of sample", SampleKind, "样品性质", "抽样方式"),
        Column("batch", "批号", "Batch", ("批次", "lot")),
        _date("produced", "生产日期", "Production date"),
        _number("test_units", "检测件数", "Units to test", "检样数量"),
        _number("reserve_units", "备样件数", "Reserve units", "备样数量"),
        Column(
            "purchase", "购买渠道、价格、发票", "Bought: channel, price, invoice", ("购买信息",), width=22
        ),
        Column("seal", "封样编号", "Seal no.", ("封签号",)),
        _NOTE,
    ),
)

REPORT_RECORDS: Final = SheetLayout(
    "reports",
    "检验报告",
    "Test reports",
    (
        Column("number", "报告编号", "Report number", ("报告号", "检验报告编号"), width=18),
        Column("laboratory", "检测机构", "Laboratory", ("检验机构", "实验室", "lab"), width=22),
        Column("cma", "CMA编号", "CMA", ("cma no.",), width=14),
        Column("cnas", "CNAS编号", "CNAS", ("cnas no.",), width=14),
        _date("issued", "签发日期", "Issued on", "报告日期", "report date"),
        _NOTE,
    ),
)

SCHEMES: Final = SheetLayout(
    "schemes",
    "分级方案",
    "Grading schemes",
    (
        Column(
            "category",
            "品类",
            "Category",
            ("产品类别", "产品品类", "类别", "product category"),
            required=True,
            width=14,
        ),
        Column(
            "name",
            "方案名称",
            "Scheme",
            ("方案", "分级方案名称", "scheme name"),
            required=True,
            width=24,
            help=M("One row for each limit; the rows of a scheme and of a level stand together"),
        ),
        Column(
            "standard",
            "标准编号",
            "Standard number",
            ("标准号", "标准", "standard", "number"),
            width=22,
            help=M("The standard that the scheme comes from; empty: none"),
        ),
        Column(
            "official",
            "官方",
            "Official",
            ("是否官方",),
            form=Form.YES_NO,
            width=8,
            help=M("No or empty: 非官方 is printed with every grade"),
        ),
        _term(
            "combination",
            "合成规则",
            "Combination",
            Combination,
            "判定规则",
            "综合规则",
            help=M("How the levels of the indicators make the grade of the product; empty: weakest link"),
        ),
        Column(
            "level",
            "等级",
            "Level",
            ("等级名称", "级别", "grade"),
            width=12,
            help=M("Best level first"),
        ),
        _number("points", "分值", "Points", "得分", help=M("Of the level, for weighted points only")),
        _number(
            "share",
            "核心指标比例",
            "Share of core indicators",
            "比例",
            "share",
            help=M("0 to 1: the part of the core indicators that must reach the level; empty: all"),
            width=12,
        ),
        Column("indicator", "指标", "Indicator", ("指标名称", "指标代号", "项目", "item"), width=18),
        Column(
            "limit",
            "限值",
            "Limit",
            ("要求", "技术要求", "指标要求", "requirement"),
            width=20,
            help=M("What the level asks of the indicator, as people write it: ≤4.0, ≥5.00 W"),
        ),
        *_SOURCE,
        *_CHECKED,
    ),
    ("质量分级", "分级", "grading", "grading scheme"),
)

INSPECTIONS: Final = SheetLayout(
    "inspections",
    "监督抽查",
    "Inspections",
    (
        Column(
            "product_class",
            "产品类别",
            "Product class",
            ("抽查产品", "产品种类", "产品品种", "class"),
            required=True,
            width=16,
            help=M("As the bulletin names it; 合计 or 全部 is a total that is never added to its classes"),
        ),
        Column(
            "own",
            "本企业",
            "Ours",
            ("是否本企业", "own"),
            required=True,
            form=Form.YES_NO,
            width=8,
            help=M("Yes: batches of this enterprise; no: of the market"),
        ),
        _date("inspected_on", "抽查日期", "Inspected on", "抽样日期", "检验日期", "date"),
        _number(
            "year",
            "年份",
            "Year",
            "抽查年份",
            "年度",
            help=M("Where the day is not known; a row needs one of the two"),
        ),
        _number(
            "batches",
            "检验批次",
            "Batches tested",
            "抽查批次",
            "检验批次数",
            "抽查批次数",
            "批次",
            "batches",
            help=M("Tested, not drawn; blank in a row of a name list: one batch"),
        ),
        _number(
            "failed",
            "不合格批次",
            "Batches failed",
            "不合格批次数",
            "不合格数",
            "failed",
            help=M("0 where none failed; blank in a row of a name list that names failed items"),
        ),
        Column(
            "organiser", "组织单位", "Organiser", ("组织部门", "抽查部门", "抽查单位", "实施部门"), width=18
        ),
        Column(
            "enterprise",
            "标称生产单位",
            "Enterprise",
            ("生产单位", "标称生产企业", "标称生产者", "生产企业", "生产者", "企业名称", "企业"),
            width=20,
        ),
        Column(
            "product",
            "产品名称",
            "Product",
            ("样品名称", "产品"),
            width=22,
            help=M("Name, brand and model as listed"),
        ),
        Column(
            "lot",
            "生产日期/批号",
            "Date of production or lot",
            ("生产日期或批号", "批号", "生产日期"),
            width=16,
        ),
        Column(
            "failed_items",
            "不合格项目",
            "Failed items",
            ("主要不合格项目", "不合格检验项目", "不合格项目名称"),
            form=Form.LIST,
            width=24,
            help=M("Separated by semicolons; mark an item of class A: leakage current (A类). None: 无"),
        ),
        Column(
            "serious",
            "严重不合格",
            "Serious",
            ("A类不合格", "是否严重不合格"),
            form=Form.YES_NO,
            width=10,
            help=M("Yes: an item of class A failed; blank: as the failed items say"),
        ),
        Column("laboratory", "承检机构", "Laboratory", ("检验机构", "检测机构", "lab"), width=20),
        _number(
            "output",
            "产值",
            "Output",
            "工业产值",
            help=M(
                "Output value of the class in that year, one unit for all classes: the weight of its rate"
            ),
        ),
        _NOTE,
        *_SOURCE,
        *_CHECKED,
        Column("site", "受检单位", "Inspected at", ("被抽查单位", "销售单位"), width=20, extra=True),
        Column("brand", "商标", "Brand", ("品牌",), extra=True),
        Column("model", "规格型号", "Model", ("型号", "型号规格", "规格"), extra=True),
        Column("linked_category", "关联品类", "Linked category", extra=True, width=14),
        Column("linked_product", "关联产品", "Linked product", extra=True, width=22),
    ),
    ("监督抽查结果", "抽查结果", "抽查", "inspection"),
)

INDEX_FIGURES: Final = SheetLayout(
    "index_figures",
    "指数数据",
    "Index figures",
    (
        _number("year", "年份", "Year", "年度", required=True),
        Column(
            "item",
            "统计指标",
            "Figure",
            required=True,
            form=Form.TERM,
            terms=IndexItem,
            width=24,
            help=M("One of the twelve figures of the manufacturing quality competitiveness index"),
        ),
        _rate("value", "数值", "Value", "指标值", help=M("Blank: missing; it is never taken for zero")),
        _rate("low", "下限", "Lower bound", "最小值", help=M("Scores 60; the quality loss rate: 100")),
        _rate("high", "上限", "Upper bound", "最大值", help=M("Scores 100; the quality loss rate: 60")),
        _number(
            "weight",
            "权重",
            "Weight",
            "权数",
            help=M("Not negative; blank: 1. Official weights are not published"),
        ),
        _NOTE,
        *_SOURCE,
        *_CHECKED,
    ),
    ("质量竞争力指数", "index"),
)

SHEETS: Final = (INDICATORS, STANDARDS, REQUIREMENTS, PRODUCTS, RESULTS, INSPECTIONS, INDEX_FIGURES)
"""In the order in which they are read: each may name records of the ones before. The last two are for the profile of
the enterprise; any sheet may be absent."""

EVERY_SHEET: Final = (*SHEETS[:4], SAMPLE_RECORDS, REPORT_RECORDS, *SHEETS[4:], SCHEMES)
"""With those that are only written where a project has something for them."""
