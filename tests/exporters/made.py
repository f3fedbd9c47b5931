"""A rich project and comparison made by hand: every kind of row that an export must carry, with nasty texts in it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal as D

from compare_app.domain.assessment import (
    Assessment,
    LevelReached,
    Overall,
    Priority,
    SchemeGrade,
    Sensitivity,
    Stability,
)
from compare_app.domain.charts import (
    Bar,
    ChartSpec,
    Diverging,
    Dumbbell,
    DumbbellRow,
    HeatCell,
    Heatmap,
    LadderChart,
    LadderStepSpec,
    NoChart,
    Point,
    QuadrantChart,
    QuadrantItem,
    Radar,
    RadarSeries,
)
from compare_app.domain.comparison import (
    Blocker,
    Comparison,
    Consistency,
    Gap,
    IndicatorRow,
    Judgement,
    Ladder,
    LimitSide,
    PoolPlace,
    Quadrant,
    Score,
    StandardRow,
    Summary,
    Trace,
)
from compare_app.domain.limit import Interval
from compare_app.domain.loop import Action, SignOff
from compare_app.domain.model import (
    Category,
    CellRef,
    Executed,
    Indicator,
    Product,
    Provenance,
    Requirement,
    Result,
    Sample,
    StandardEdition,
    TestMethod,
    TestReport,
)
from compare_app.domain.project import Project
from compare_app.domain.record import Record
from compare_app.domain.terms import (
    Absence,
    ActionStatus,
    ActionType,
    Basis,
    Combination,
    Comparability,
    ComparisonMode,
    Conclusion,
    Conformity,
    Difference,
    Direction,
    EditionStatus,
    Force,
    IndicatorClass,
    Market,
    Outcome,
    Role,
    Route,
    Scale,
    Severity,
    SignOffKind,
    StandardScope,
    Standing,
    Statistic,
    Step,
    Trust,
    Verdict,
)
from compare_app.domain.tone import Mark, Tone
from compare_app.domain.value import Absent, Number, Value
from compare_app.text.message import M

ON = date(2026, 3, 1)
OURS, DOMESTIC, INTERNATIONAL, OTHER = "p-ours", "p-cn", "p-eu", "p-other"

INJECTIONS = (
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "+1",
    "-1",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "  =1+1",
    '=HYPERLINK("https://example.invalid","x")',
)
"""What must stay text in every output."""

CELL = CellRef("示例数据.xlsx", "实测", "C7")


def indicators() -> tuple[Indicator, ...]:
    """Ratio, logarithmic, class, pass/fail, and one whose name wants to be a formula."""
    rows = (
        (
            "i1",
            "water",
            "吸水率",
            "Water absorption",
            "%",
            Scale.RATIO,
            Direction.SMALLER,
            Severity.B,
            "1.5",
            "0.01",
        ),
        (
            "i2",
            "mor",
            "断裂模数",
            "Modulus of rupture",
            "MPa",
            Scale.RATIO,
            Direction.LARGER,
            Severity.A,
            "2",
            "0.1",
        ),
        ("i3", "noise", "噪声", "Noise", "dB(A)", Scale.LOGARITHMIC, Direction.SMALLER, Severity.B, "1", "1"),
        (
            "i4",
            "stain",
            "耐污染性",
            "Stain resistance",
            "",
            Scale.ORDINAL,
            Direction.GRADE,
            Severity.B,
            "0.5",
            None,
        ),
        (
            "i5",
            "look",
            "表面质量",
            "Surface quality",
            "",
            Scale.NOMINAL,
            Direction.PASS_FAIL,
            Severity.A,
            "1",
            None,
        ),
        ("i6", "evil", "=1+1", "=1+1", "mg/kg", Scale.RATIO, Direction.SMALLER, Severity.B, "1", "0.001"),
        (
            "i7",
            "apf",
            "全年能源消耗效率",
            "APF",
            "(W·h)/(W·h)",
            Scale.RATIO,
            Direction.LARGER,
            Severity.B,
            "1",
            "0.01",
        ),
    )
    return tuple(
        Indicator(
            id=row[0],
            category_id="c1",
            position=position,
            code=row[1],
            name=row[2],
            name_en=row[3],
            unit=row[4],
            scale=row[5],
            direction=row[6],
            severity=row[7],
            weight=D(row[8]),
            rounding=D(row[9]) if row[9] else None,
            indicator_class=IndicatorClass.BASE if row[0] == "i5" else IndicatorClass.CORE,
            levels=("5级", "4级", "3级") if row[0] == "i4" else (),
            quantity=row[1],
        )
        for position, row in enumerate(rows)
    )


def made_project() -> Project:
    """The project that the comparison speaks of."""
    unconfirmed = Provenance("第三方网站转引", "表 3", "", None, Trust.UNCONFIRMED)
    records: list[Record] = [
        Category("c1", "陶瓷砖（干压 BIa）", "Ceramic tile (dry-pressed BIa)"),
        *indicators(),
        StandardEdition(
            "e-gb",
            "GB/T 4100-2015",
            "陶瓷砖",
            "Ceramic tiles",
            StandardScope.NATIONAL,
            Force.RECOMMENDED,
            Market.DOMESTIC,
            "CN",
            date(2015, 5, 15),
            date(2015, 12, 1),
        ),
        StandardEdition(
            "e-q",
            "Q/SL 1-2025",
            "示例企业 陶瓷砖",
            "",
            StandardScope.ENTERPRISE,
            Force.SELF_DECLARED,
            Market.DOMESTIC,
            "CN",
            date(2025, 1, 1),
            date(2025, 2, 1),
        ),
        StandardEdition(
            "e-iso",
            "ISO 13006:2018",
            "",
            "Ceramic tiles — Definitions, classification, characteristics and marking",
            StandardScope.INTERNATIONAL,
            Force.FOREIGN,
            Market.INTERNATIONAL,
            "ISO",
            date(2018, 9, 1),
            None,
            source=unconfirmed,
        ),
        TestMethod("m1", "GB/T 3810.3-2016", "5", "吸水率：真空法", group="vacuum"),
        TestMethod(
            "m2", "ISO 10545-3:2018", "7", "Water absorption: boiling", group="boiling", source=unconfirmed
        ),
        Requirement(
            "r1", "e-q", "i1", "≤0.4", Interval(high=D("0.4")), "%", "5.2", Statistic.MEAN, method_id="m1"
        ),
        Requirement(
            "r2",
            "e-iso",
            "i1",
            "≤0.5",
            Interval(high=D("0.5")),
            "%",
            "6.1",
            Statistic.MEAN,
            source=unconfirmed,
        ),
        Product(
            OURS,
            "c1",
            "云石瓷砖 600×600",
            "云石",
            "YS-600",
            "示例企业",
            "91440000MA000000XX",
            Role.OURS,
            fictional=True,
            produced=date(2026, 1, 8),
        ),
        Product(
            DOMESTIC,
            "c1",
            "示例国内标杆 瓷砖",
            role=Role.DOMESTIC,
            primary=True,
            reason="同规格国内销量第一（示例）",
            fictional=True,
        ),
        Product(
            INTERNATIONAL,
            "c1",
            "示例国际标杆 Tile & Co. <A>",
            role=Role.INTERNATIONAL,
            primary=True,
            reason="出口对标（示例）",
            fictional=True,
            source=unconfirmed,
        ),
        Product(OTHER, "c1", "行业平均 2025", role=Role.INDUSTRY_AVERAGE),
        Executed("x1", OURS, "e-q"),
        Executed("x2", OURS, "e-gb"),
        Sample("s1", OURS, "YP-2026-001", "B-17", "20260108", date(2026, 1, 8), 5, 5, "出厂成品库随机抽取"),
        TestReport("t1", "WT2026-0188", "示例检测中心", "CMA 2026000000", "CNAS L00000", date(2026, 1, 20)),
        SignOff("g1", OURS, SignOffKind.DRAWN_UP, "李工", datetime(2026, 2, 20, 9, 0, tzinfo=UTC)),
        SignOff(
            "g2",
            OURS,
            SignOffKind.APPROVED,
            "王总",
            datetime(2026, 2, 21, 9, 0, tzinfo=UTC),
            veto=True,
            reason="断裂模数未复测",
        ),
        *actions(),
    ]
    return Project("prj-1", "示例企业 双比对").with_records(records)


def actions() -> tuple[Action, ...]:
    """Plan rows: one overdue, one with a class as target, and one for each text that wants to be a formula."""
    rows = [
        Action(
            "a-1",
            OURS,
            1,
            "断裂模数 38.2 MPa，落后国内标杆 3.8 MPa（−9.0 %）",
            "i2",
            action_type=ActionType.PROCESS,
            cause="烧成温度偏低",
            measure="调整烧成曲线，最高温度提高 15 ℃",
            owner="李工",
            support="示例大学材料学院",
            budget="12 万元",
            start=date(2026, 1, 5),
            due=date(2026, 2, 20),
            baseline="38.2 MPa",
            target=D("42.0"),
            unit="MPa",
            verification="GB/T 3810.4-2016 复测 5 片",
            status=ActionStatus.RUNNING,
        ),
        Action(
            "a-2",
            OURS,
            2,
            "耐污染性 4级，落后国际标杆 1 级",
            "i4",
            action_type=ActionType.MATERIAL,
            target_text="5级",
            baseline="4级",
            due=date(2026, 9, 30),
        ),
        Action(
            "a-3",
            OURS,
            3,
            "吸水率目标精度",
            "i1",
            target=D("0.12345678901234567890"),
            unit="%",
            status=ActionStatus.VERIFIED,
            due=date(2026, 1, 1),
        ),
    ]
    rows += [
        Action(f"a-x{number}", OURS, 10 + number, text, "i6", cause=text, measure=text, owner=text, note=text)
        for number, text in enumerate(INJECTIONS)
    ]
    return tuple(rows)


def summary(
    product_id: str,
    text: str,
    unit: str,
    *,
    mean: str | None = None,
    n: int = 1,
    deviation: str | None = None,
    uncertainty: str | None = None,
    value: Value | None = None,
    basis: Basis | None = Basis.TESTED,
    trust: Trust = Trust.USER,
    raw: tuple[str, ...] = (),
) -> Summary:
    """One product's value."""
    number = D(mean) if mean is not None else None
    return Summary(
        product_id=product_id,
        value=value if value is not None else Number(number if number is not None else D(0)),
        text=text,
        raw=raw or (text,),
        unit=unit,
        basis=basis,
        n=n,
        mean=number,
        deviation=D(deviation) if deviation else None,
        uncertainty=D(uncertainty) if uncertainty else None,
        low=number,
        high=number,
        method_group="vacuum",
        quantity="",
        trust=trust,
        cells=(CELL,),
        steps=(Trace(M("Read {raw}", raw=text), "", CELL),),
    )


ABSENT = replace(
    summary(OURS, "", "", value=Absent(Absence.NOT_TESTED), n=0, basis=None),
    raw=("未检",),
    steps=(),
    cells=(CELL,),
)


def gap(
    theirs: Summary,
    role: Role,
    absolute: str | None,
    relative: str | None,
    conclusion: Conclusion | None,
    standing: Standing,
    *,
    comparability: Comparability = Comparability.COMPARABLE,
    reasons: tuple[Difference, ...] = (),
    primary: bool = True,
    interval: tuple[str, str] | None = None,
) -> Gap:
    """One gap."""
    return Gap(
        product_id=theirs.product_id,
        role=role,
        primary=primary,
        theirs=theirs,
        comparability=comparability,
        reasons=reasons,
        absolute=D(absolute) if absolute is not None else None,
        relative=D(relative) if relative is not None else None,
        ratio=D(1) + D(relative) / 100 if relative is not None else None,
        delta=D("0.01"),
        standing=standing,
        conclusion=conclusion,
        numeric_only=conclusion is not None and conclusion.value.startswith("numeric"),
        interval95=(D(interval[0]), D(interval[1])) if interval else None,
        steps=(Trace(M("{code} = {value}", code="gap", value=absolute or "—"), "R28"),),
    )


def judgement(
    standard: str, clause: str, limit: str, unit: str, value: str, conformity: Conformity, **more: object
) -> Judgement:
    """One judgement."""
    base = Judgement(
        requirement_id=f"r-{standard}-{clause}",
        edition_id="e-q",
        standard=standard,
        clause=clause,
        limit_text=limit,
        unit=unit,
        statistic=Statistic.MEAN,
        mode=ComparisonMode.FULL_VALUE,
        value_text=value,
        conformity=conformity,
        reason=M("{code} = {value}", code=limit, value=value),
        mandatory=False,
        declared=True,
        recommended=False,
        steps=(Trace(M("{code} = {value}", code="w", value=value), "GB/T 8170-2008 4.3.2", CELL),),
    )
    return replace(base, **more)  # type: ignore[arg-type]


def side(
    edition: str, standard: str, clause: str, limit: str, unit: str = "%", *, trust: Trust = Trust.USER
) -> LimitSide:
    """One side of a standard row."""
    return LimitSide(
        requirement_id=f"{edition}-{clause}",
        edition_id=edition,
        standard=standard,
        clause=clause,
        raw=limit.replace("≤", "不大于"),
        text=limit,
        unit=unit,
        statistic=Statistic.MEAN,
        condition="厚度 ≥7.5 mm" if clause == "5.3" else "",
        method="GB/T 3810.3-2016 5",
        quantity="",
        status=EditionStatus.IN_FORCE,
        trust=trust,
    )


def standard_rows() -> tuple[StandardRow, ...]:
    """Every verdict once, an override, and both markets."""
    ours = side("e-q", "Q/SL 1-2025", "5.2", "≤0.4")
    trace = (Trace(M("{code} = {value}", code="≤0.4", value="≤0.5"), "R20", CELL),)

    def row(
        key: str,
        indicator: str,
        market: Market,
        left: LimitSide | None,
        right: LimitSide | None,
        verdict: Verdict,
        **more,
    ) -> StandardRow:
        region = "CN" if market is Market.DOMESTIC else "ISO"
        base = StandardRow(key, indicator, market, region, left, right, verdict, verdict, steps=trace)
        return replace(base, **more)

    gb = side("e-gb", "GB/T 4100-2015", "5.1", "≤0.5")
    iso = side("e-iso", "ISO 13006:2018", "6.1", "≤0.5", trust=Trust.UNCONFIRMED)
    dom, intl = Market.DOMESTIC, Market.INTERNATIONAL
    return (
        row("k1", "i1", dom, ours, gb, Verdict.STRICTER),
        row("k2", "i1", intl, ours, iso, Verdict.STRICTER, statistic_unconfirmed=True),
        row(
            "k3",
            "i2",
            dom,
            side("e-q", "Q/SL 1-2025", "5.3", "≥35", "MPa"),
            side("e-gb", "GB/T 4100-2015", "5.3", "≥35", "MPa"),
            Verdict.EQUAL,
        ),
        row(
            "k4",
            "i2",
            intl,
            side("e-q", "Q/SL 1-2025", "5.3", "≥35", "MPa"),
            side("e-iso", "ISO 13006:2018", "6.4", "≥40", "MPa", trust=Trust.UNCONFIRMED),
            Verdict.LOOSER,
        ),
        row("k5", "i3", dom, side("e-q", "Q/SL 1-2025", "5.9", "≤45", "dB(A)"), None, Verdict.MISSING_THEIRS),
        row(
            "k6",
            "i4",
            dom,
            None,
            side("e-gb", "GB/T 4100-2015", "5.7", "不低于3级", ""),
            Verdict.MISSING_OURS,
        ),
        row(
            "k7",
            "i4",
            intl,
            side("e-q", "Q/SL 1-2025", "5.7", "不低于4级", ""),
            side("e-iso", "ISO 13006:2018", "6.9", "不低于3级", ""),
            Verdict.DIFFERENT,
            reasons=(Difference.METHOD, Difference.CONDITION),
        ),
        row(
            "k8",
            "i7",
            intl,
            ours,
            iso,
            Verdict.EQUAL,
            automatic=Verdict.DIFFERENT,
            override_reason="=委员会确认等效",
            override_author="赵工",
        ),
        row("k9", "i6", intl, ours, None, Verdict.PENDING),
    )


def indicator_rows() -> tuple[IndicatorRow, ...]:
    """Better, worse, undecided, mixed basis, not comparable, missing, class, pass/fail, failing."""
    water = summary(
        OURS,
        "0.124",
        "%",
        mean="0.124",
        n=5,
        deviation="0.0114017542509914",
        uncertainty="0.02",
        raw=("0.11", "0.12", "0.13", "0.12", "0.14"),
    )
    mor = summary(OURS, "38.2", "MPa", mean="38.2")
    noise = summary(OURS, "43", "dB(A)", mean="43")
    stain = summary(OURS, "4级", "", raw=("4级",))
    return (
        IndicatorRow(
            "i1",
            water,
            (
                judgement(
                    "Q/SL 1-2025",
                    "5.2",
                    "≤0.4",
                    "%",
                    "0.124",
                    Conformity.PASS,
                    margin=D("0.276"),
                    margin_percent=D("69.0"),
                ),
                judgement(
                    "GB/T 4100-2015",
                    "5.1",
                    "≤0.5",
                    "%",
                    "0.124",
                    Conformity.PASS,
                    margin=D("0.376"),
                    margin_percent=D("75.2"),
                    declared=False,
                    recommended=True,
                    statistic_unconfirmed=True,
                    probability=D("0.957"),
                    borderline=True,
                ),
            ),
            (
                gap(
                    summary(DOMESTIC, "0.15", "%", mean="0.15"),
                    Role.DOMESTIC,
                    "0.026",
                    "17.33333333333333333333333333",
                    Conclusion.BETTER,
                    Standing.AHEAD,
                    interval=("0.012", "0.040"),
                ),
                gap(
                    summary(INTERNATIONAL, "0.12", "%", mean="0.12", trust=Trust.UNCONFIRMED),
                    Role.INTERNATIONAL,
                    "-0.004",
                    "-3.333333333333333333333333333",
                    Conclusion.EQUIVALENT,
                    Standing.LEVEL,
                ),
                gap(
                    summary(OTHER, "0.2", "%", mean="0.2", basis=Basis.ESTIMATED),
                    Role.INDUSTRY_AVERAGE,
                    "0.076",
                    "38",
                    None,
                    Standing.UNDECIDED,
                    comparability=Comparability.MIXED_BASIS,
                    reasons=(Difference.BASIS,),
                ),
            ),
            PoolPlace(2, 2, 12, D("86.36363636363636")),
            D("100"),
            DOMESTIC,
        ),
        IndicatorRow(
            "i2",
            mor,
            (
                judgement(
                    "Q/SL 1-2025",
                    "5.3",
                    "≥35",
                    "MPa",
                    "38.2",
                    Conformity.PASS,
                    margin=D("3.2"),
                    margin_percent=D("9.142857"),
                    grade="2级",
                    next_grade="1级",
                    next_distance=D("1.8"),
                ),
            ),
            (
                gap(
                    summary(DOMESTIC, "42.0", "MPa", mean="42.0"),
                    Role.DOMESTIC,
                    "-3.8",
                    "-9.047619047619047619",
                    Conclusion.NUMERIC_WORSE,
                    Standing.BEHIND,
                ),
                gap(
                    summary(INTERNATIONAL, "45.1", "MPa", mean="45.1"),
                    Role.INTERNATIONAL,
                    "-6.9",
                    "-15.29933481152993",
                    Conclusion.NUMERIC_WORSE,
                    Standing.BEHIND,
                ),
            ),
            PoolPlace(7, 9, 12, D("37.5")),
            D("90.95238095238095"),
            DOMESTIC,
        ),
        IndicatorRow(
            "i3",
            noise,
            (judgement("Q/SL 1-2025", "5.9", "≤42", "dB(A)", "43", Conformity.FAIL, margin=D("-1")),),
            (
                gap(
                    summary(DOMESTIC, "41", "dB(A)", mean="41"),
                    Role.DOMESTIC,
                    "-2",
                    None,
                    Conclusion.NUMERIC_WORSE,
                    Standing.BEHIND,
                ),
                gap(
                    summary(
                        INTERNATIONAL, "", "dB(A)", value=Absent(Absence.MISSING), n=0, basis=None, raw=()
                    ),
                    Role.INTERNATIONAL,
                    None,
                    None,
                    None,
                    Standing.UNDECIDED,
                    comparability=Comparability.NOT_COMPARABLE,
                    reasons=(Difference.ABSENT,),
                ),
            ),
            None,
            None,
        ),
        IndicatorRow(
            "i4",
            stain,
            (),
            (
                gap(
                    summary(DOMESTIC, "4级", ""),
                    Role.DOMESTIC,
                    "0",
                    None,
                    Conclusion.NUMERIC_EQUIVALENT,
                    Standing.LEVEL,
                ),
                gap(
                    summary(INTERNATIONAL, "5级", ""),
                    Role.INTERNATIONAL,
                    "-1",
                    None,
                    Conclusion.NUMERIC_WORSE,
                    Standing.BEHIND,
                ),
            ),
            PoolPlace(3, 5, 8, D("56.25")),
            D("66.7"),
            DOMESTIC,
        ),
        IndicatorRow(
            "i5", replace(ABSENT, product_id=OURS), (), (), None, None, note=M("{name}", name="未检")
        ),
        IndicatorRow(
            "i6",
            summary(OURS, "<0.01", "mg/kg", raw=("＜0.01",)),
            (),
            (
                gap(
                    summary(DOMESTIC, "0.02", "mg/kg", mean="0.02"),
                    Role.DOMESTIC,
                    None,
                    None,
                    Conclusion.UNDECIDED,
                    Standing.UNDECIDED,
                    reasons=(Difference.CENSORED,),
                ),
            ),
            None,
            None,
        ),
        IndicatorRow(
            "i7",
            summary(OURS, "5.27", "(W·h)/(W·h)", mean="5.27"),
            (),
            (
                gap(
                    summary(INTERNATIONAL, "6.1", "(W·h)/(W·h)", mean="6.1"),
                    Role.INTERNATIONAL,
                    None,
                    None,
                    None,
                    Standing.UNDECIDED,
                    comparability=Comparability.NOT_COMPARABLE,
                    reasons=(Difference.QUANTITY, Difference.METHOD),
                ),
            ),
            None,
            None,
        ),
    )


def made_comparison() -> Comparison:
    """The comparison of our tile on the first of March."""

    def counts(*numbers: int) -> dict[Verdict, int]:
        return dict(zip(Verdict, numbers))

    return Comparison(
        product_id=OURS,
        category_id="c1",
        on=ON,
        rule=M("{name}", name="判定规则：简单接受（w = 0），全数值比较法，二元判定"),
        standards=standard_rows(),
        consistency=(
            Consistency(Market.DOMESTIC, "", counts(1, 1, 0, 0, 1, 1, 0), D(1), 2, D(1), 2, D("0.5"), 4),
            Consistency(
                Market.INTERNATIONAL, "", counts(1, 1, 1, 1, 0, 0, 1), D("0.5"), 4, D(2) / 3, 3, D("0.8"), 5
            ),
            Consistency(
                Market.INTERNATIONAL,
                "ISO",
                counts(1, 1, 1, 1, 0, 0, 1),
                D("0.5"),
                4,
                D(2) / 3,
                3,
                D("0.8"),
                5,
            ),
        ),
        indicators=indicator_rows(),
        other_scopes=(replace(standard_rows()[0], key="k1-other", scope="厚度 >15 mm"),),
        quadrants=(
            Quadrant(
                "i1",
                Market.DOMESTIC,
                Verdict.STRICTER,
                Standing.AHEAD,
                Route.KEEP_LEAD,
                M("{name}", name="—"),
            ),
            Quadrant(
                "i2",
                Market.INTERNATIONAL,
                Verdict.LOOSER,
                Standing.BEHIND,
                Route.RAISE_BOTH,
                M("{name}", name="限值宽于且实测落后"),
            ),
            Quadrant(
                "i7", Market.INTERNATIONAL, None, None, Route.UNASSESSED, M("{name}", name="不是同一个量")
            ),
        ),
        ladder=Ladder(
            Step.L2,
            False,
            True,
            (
                Blocker(Step.L3, "i2", False, M("{name}", name="断裂模数低于国内中位值 40.1 MPa")),
                Blocker(Step.L3, "i5", True, M("{name}", name="表面质量未检")),
            ),
            (
                (Step.L1, M("{name}", name="强制性与明示要求 3 项全部合格")),
                (Step.L2, M("{name}", name="推荐性标准核心指标 2 项全部合格")),
            ),
        ),
        scores=(
            Score(Role.DOMESTIC, DOMESTIC, D("93.41269841269841"), 3, 7, D("0.55"), "i4", D("66.7")),
            Score(Role.INTERNATIONAL, INTERNATIONAL, None, 0, 7, D(0), "", None),
        ),
        warnings=(M("{name}", name="ISO 13006:2018 为未核实来源，结论待确认"),),
        assessment=made_assessment(),
    )


def made_assessment() -> Assessment:
    """A grade that is sure and one that is open, a failure before a lag, a shaky rank."""
    why = (Trace(M("{name}", name="按短板"), "R11"),)
    levels = (
        LevelReached("i1", "5A", False, M("{name}", name="0.12 满足 ≤0.3 %")),
        LevelReached(
            "i2", "4A", False, M("{name}", name="38.2 不满足 ≥40 MPa"), "5A", "≥40 MPa", D("1.8"), "MPa"
        ),
        LevelReached("i5", "", True, M("{name}", name="未检")),
    )
    return Assessment(
        Overall(Outcome.NOTHING, 0, (), (), ()),
        grades=(
            SchemeGrade(
                "g1", "=分级方案", False, Combination.WEAKEST, "4A", True, None, D(1), levels[:2], ("i2",),
                Trust.UNCONFIRMED, why,
            ),
            SchemeGrade(
                "g2", "加权方案", True, Combination.WEIGHTED, "", False, None, D("0.5"), levels, (), Trust.CONFIRMED,
            ),
        ),
        priorities=(
            Priority("i4", None, Severity.A, D(1), D("0.2"), D("0.5"), D("0.2"), D("0.8"), why),
            Priority("i2", Role.DOMESTIC, Severity.B, D("0.1"), D("0.5"), D(1), D("0.05"), D(1), why),
        ),
        sensitivity=(
            Sensitivity(
                Role.DOMESTIC, D("0.2"),
                (Stability(DOMESTIC, D(100), 1, 1, 1), Stability(OURS, D("93.4"), 2, 2, 3)), 5, 2, why,
            ),
        ),
    )  # fmt: skip


def made_results() -> dict[str, tuple[Result, ...]]:
    """Our raw results, with one that wants to be a formula."""
    rows = [
        Result(
            OURS,
            "i1",
            number,
            raw,
            Number(D(raw)),
            "%",
            sample_id="s1",
            report_id="t1",
            method_id="m1",
            tested_on=date(2026, 1, 18),
            cell=CellRef("示例数据.xlsx", "实测", f"C{6 + number}"),
        )
        for number, raw in enumerate(("0.11", "0.12", "0.13", "0.12", "0.14"), 1)
    ]
    rows.append(Result(OURS, "i6", 1, "=cmd|' /C calc'!A0", cell=CELL))
    rows.append(Result(OURS, "i2", 1, "38.2", Number(D("38.2")), "MPa", outlier="Grubbs α=0.05", cell=CELL))
    return {OURS: tuple(rows)}


def made_charts(*, radar: bool = True) -> dict[str, ChartSpec]:
    """One chart of each kind, as the engine would make them."""
    legend = (
        ("本企业", Tone.OURS, Mark.SOLID),
        ("国内标杆", Tone.DOMESTIC, Mark.SOLID),
        ("国际标杆", Tone.INTERNATIONAL, Mark.HOLLOW),
    )
    return {
        "dumbbell": Dumbbell(
            "与标杆的差距",
            "达标率 %（100 = 国内标杆，越靠右越好）",
            legend,
            (
                DumbbellRow(
                    "i2",
                    "断裂模数",
                    (
                        Point(91.0, "38.2", Tone.OURS, series=0, error=(89.5, 92.5)),
                        Point(100, "42.0", Tone.DOMESTIC, series=1),
                        Point(107.4, "45.1", Tone.INTERNATIONAL, Mark.HOLLOW, series=2),
                    ),
                ),
                DumbbellRow(
                    "i1",
                    "吸水率",
                    (
                        Point(117.3, "0.12", Tone.OURS, series=0),
                        Point(100, "0.15", Tone.DOMESTIC, series=1),
                        Point(121, "0.12", Tone.INTERNATIONAL, Mark.HOLLOW, series=2),
                    ),
                ),
                DumbbellRow("i7", "全年能源消耗效率", (), "不可比：不是同一个量"),
            ),
            footnote="空心 = 标称，实心 = 实测",
        ),
        "diverging": Diverging(
            "相对国内标杆的差距",
            "差距 %（正 = 优于标杆）",
            (
                Bar("i1", "吸水率", 17.3, "+17.3 %", Tone.BETTER),
                Bar("i2", "断裂模数", -9.0, "−9.0 %", Tone.WORSE),
                Bar("i3", "噪声", None, "", Tone.UNKNOWN, "对数量：无百分比差距，−2 dB(A)"),
                Bar("i7", "全年能源消耗效率", None, "", Tone.UNKNOWN, "不可比：不是同一个量"),
            ),
        ),
        "heatmap": Heatmap(
            "指标 × 产品",
            ("本企业", "示例国内标杆", "示例国际标杆"),
            ("吸水率", "断裂模数", "=1+1"),
            ("i1", "i2", "i6"),
            (
                (HeatCell("0.12", 2), HeatCell("0.15", -1), HeatCell("0.12", 1)),
                (HeatCell("38.2", -2), HeatCell("42.0", 0), HeatCell("45.1", 2)),
                (HeatCell("<0.01", None), HeatCell("0.02", None), HeatCell("", None)),
            ),
            (("明显落后", -2), ("持平", 0), ("明显领先", 2), ("不可比或缺失", None)),
        ),
        "ladder": LadderChart(
            "质量阶梯",
            tuple(
                LadderStepSpec(
                    step.name, step.name, "reached" if step < 2 else "current" if step == 2 else "blocked", ()
                )
                for step in Step
            ),
        ),
        "quadrant": QuadrantChart(
            "标准 × 产品",
            "标准",
            "产品",
            ("两者", "质量提升", "标准提升", "保持领先"),
            (
                QuadrantItem("i1", "吸水率", 1, 1, Tone.BETTER),
                QuadrantItem("i2", "断裂模数", 0, 0, Tone.WORSE),
            ),
        ),
        "radar": Radar(
            "达标率",
            ("吸水率", "断裂模数", "耐污染性"),
            (
                RadarSeries("本企业", Tone.OURS, (117.3, 91.0, 80.0)),
                RadarSeries("国内标杆", Tone.DOMESTIC, (100, 100, 100)),
            ),
        )
        if radar
        else NoChart("达标率", "可比的指标少于 3 项", "补充检测"),
    }
