"""Chart and report specs as the engine makes them: long names, missing values, every mark, Chinese and English."""

from __future__ import annotations

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
    Pareto,
    ParetoBar,
    Point,
    QuadrantChart,
    QuadrantItem,
    Radar,
    RadarSeries,
    ScoreBar,
    Scores,
    Trend,
    TrendPoint,
)
from compare_app.domain.report import (
    Fact,
    Facts,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Report,
    Signatures,
    Table,
    TableCell,
)
from compare_app.domain.tone import Mark, Tone
from tests.ui.charts import value_specs
from tests.ui.charts.quality_specs import crowded_quality, quality_charts

OURS, DOMESTIC, INTERNATIONAL = Tone.OURS, Tone.DOMESTIC, Tone.INTERNATIONAL


def dumbbell(language: str = "zh_CN", rows: int = 8) -> Dumbbell:
    """Close marks, an error bar, an arrow, a far outlier, two rows of words only."""
    zh = language == "zh_CN"
    made = [
        DumbbellRow(
            "close",
            "额定制冷量 (kW)" if zh else "Rated cooling capacity (kW)",
            (
                Point(100, "3.50 kW", DOMESTIC, story="示例国内标杆\n3.50 kW"),
                Point(101, "3.53 kW", INTERNATIONAL),
                Point(99, "3.47 kW", OURS, error=(97.5, 100.5), story="<b>3.47</b> kW"),
            ),
        ),
        DumbbellRow(
            "basis",
            "全年能源消耗效率 APF ((W·h)/(W·h))" if zh else "Annual performance factor APF ((W·h)/(W·h))",
            (
                Point(100, "5.21 (W·h)/(W·h)", DOMESTIC, Mark.HOLLOW),
                Point(104.2, "5.43 (W·h)/(W·h)", INTERNATIONAL, Mark.HOLLOW),
                Point(93, "4.85 (W·h)/(W·h)", OURS),
            ),
            "口径不同：标称 vs 实测" if zh else "different basis: declared vs tested",
        ),
        DumbbellRow("note", "噪声 (dB(A))" if zh else "Sound level (dB(A))", (), "差值 +1.5 dB(A)"),
        DumbbellRow(
            "arrow",
            "待机功率 (W)" if zh else "Standby power (W)",
            (
                Point(100, "0.50 W", DOMESTIC),
                Point(125, "<0.40 W", OURS, Mark.ARROW_RIGHT),
                Point(110, "0.45 W", INTERNATIONAL, Mark.HATCHED),
            ),
        ),
        DumbbellRow(
            "far",
            "低温制热量（−7℃，额定频率，不含辅助电加热） (kW)"
            if zh
            else "Heating at −7 ℃, rated, no auxiliary heater (kW)",
            (
                Point(100, "4.20 kW", DOMESTIC),
                Point(430, "18.1 kW", INTERNATIONAL),
                Point(96, "4.03 kW", OURS),
            ),
        ),
        DumbbellRow(
            "long",
            "电源线" if zh else "Cord",
            (),
            "不可比：检测方法不同、试验条件不同（GB/T 2099.1-2021 与 IEC 60884-1:2022 的拉力次数不一致），方法组不同",
        ),
    ]
    for index in range(len(made), rows):
        x = 82.0 + index * 7 % 41
        made.append(
            DumbbellRow(
                f"row{index}",
                f"指标 {index} (mg/kg)" if zh else f"Indicator {index} (mg/kg)",
                (Point(100, "12.5 mg/kg", DOMESTIC), Point(x, f"{x:g} mg/kg", OURS)),
            )
        )
    return Dumbbell(
        "与标杆的距离 · 示例房间空调器 KFR-35GW"
        if zh
        else "Distance to the benchmark · Example air conditioner",
        "达标程度，示例国内标杆 = 100 %（向右为优）"
        if zh
        else "Achievement, % of Example benchmark (right = better)",
        (
            ("本企业" if zh else "Ours", OURS, Mark.SOLID),
            ("国内标杆" if zh else "Domestic benchmark", DOMESTIC, Mark.SOLID),
            ("国际标杆" if zh else "International benchmark", INTERNATIONAL, Mark.SOLID),
            ("标称" if zh else "declared", Tone.NEUTRAL, Mark.HOLLOW),
            ("实测" if zh else "tested", Tone.NEUTRAL, Mark.SOLID),
            ("估计" if zh else "estimated", Tone.NEUTRAL, Mark.HATCHED),
        ),
        tuple(made[:rows]),
        footnote="企业内部评价，非官方结论" if zh else "The enterprise's own evaluation, not official",
    )


def diverging(language: str = "zh_CN", bars: int = 8) -> Diverging:
    """Both sides, a clipped bar, a mixed pair, level, and two without a value."""
    zh = language == "zh_CN"
    made = [
        Bar(
            "clipped",
            "待机功率 (W)" if zh else "Standby power (W)",
            -60,
            "-142.0 %",
            Tone.WORSE,
            clipped=True,
        ),
        Bar(
            "worse",
            "循环风量 (m³/h)" if zh else "Air flow (m³/h)",
            -11.8,
            "-11.8 %",
            Tone.WORSE,
            story="故事",
        ),
        Bar("mixed", "APF", -6.9, "-6.9 %", Tone.UNKNOWN, "口径不同" if zh else "different basis"),
        Bar("level", "制冷量 (kW)" if zh else "Cooling capacity (kW)", 0.0, "+0.0 %", Tone.LEVEL),
        Bar("better", "断裂模数 (MPa)" if zh else "Modulus of rupture (MPa)", 22.5, "+22.5 %", Tone.BETTER),
        Bar("none", "SEER", None, "", Tone.UNKNOWN, "不可比：量不同" if zh else "not comparable: quantity"),
        Bar(
            "scale",
            "噪声" if zh else "Sound level",
            None,
            "",
            Tone.UNKNOWN,
            "差距 -2.3 dB(A)；该标度不计算百分比",
        ),
    ]
    for index in range(len(made), bars):
        value = index * 0.7 - 20
        tone = Tone.BETTER if value > 0 else Tone.WORSE
        made.append(
            Bar(
                f"bar{index}", f"指标 {index}" if zh else f"Indicator {index}", value, f"{value:+.1f} %", tone
            )
        )
    return Diverging(
        "与标杆的差距 · 示例产品" if zh else "Gap to the benchmark · Example product",
        "差距，占示例国内标杆的 %（向右为优）" if zh else "Gap, % of Example benchmark (right = better)",
        tuple(made[:bars]),
        "企业内部评价，非官方结论" if zh else "The enterprise's own evaluation, not official",
    )


def pareto(language: str = "zh_CN", bars: int = 6) -> Pareto:
    """A failure with a small share first, then lags; the last one adds nothing that can be seen."""
    zh = language == "zh_CN"
    names = ("接地电阻 (Ω)", "循环风量 (m³/h)", "待机功率 (W)", "噪声 (dB(A))") if zh else (
        "Earth resistance (Ω)", "Air flow (m³/h)", "Standby power (W)", "Sound level (dB(A))"
    )  # fmt: skip
    shares = [8.0, 46.0, 24.4, 12.0, *(9.6 / max(1, bars - 4) for _ in range(bars - 4))][:bars]
    total, made = 0.0, []
    for index, share in enumerate(shares):
        total += share
        tone = Tone.WORSE if index else Tone.FAIL
        label = names[index] if index < len(names) else f"指标 {index}" if zh else f"Indicator {index}"
        made.append(
            ParetoBar(f"bar{index}", label, share, total, f"{share:.1f} %", tone, "严重性 A 类：系数 2")
        )
    return Pareto(
        "差距优先级 · 示例产品" if zh else "Priority of the gaps · Example product",
        "占优先级总和的 %；竖线为累计" if zh else "Share of the sum of all priorities, %; tick = cumulated",
        tuple(made),
        "企业内部评价，非官方结论" if zh else "The enterprise's own evaluation, not official",
    )


def heatmap(language: str = "zh_CN", rows: int = 6, columns: int = 4) -> Heatmap:
    """All five classes and hatched cells."""
    zh = language == "zh_CN"
    steps: tuple[int | None, ...] = (-2, -1, 0, 1, 2, None)
    texts = (
        "-24.2 %",
        "-3.2 %",
        "+0.8 %",
        "+5.5 %",
        "+21.7 %",
        "量不同、条件不同" if zh else "quantity, condition",
    )

    def cell(row: int, column: int) -> HeatCell:
        at = (row * 5 + column * 3) % 6
        return HeatCell(texts[at], steps[at], f"k{row}", f"{row}/{column}")

    words = (
        ("落后 10 % 以上", "落后", "持平", "领先", "领先 10 % 以上", "不可比、不能判定或无数据")
        if zh
        else (
            "behind by more than 10 %",
            "behind",
            "level",
            "ahead",
            "ahead by more than 10 %",
            "not comparable",
        )
    )
    name = "断裂模数（厚度≥7.5 mm）" if zh else "Modulus of rupture, thickness ≥7.5 mm"
    product = "示例国际标杆 瓷质砖" if zh else "Example international benchmark"
    return Heatmap(
        "差距一览 · 示例瓷质砖" if zh else "Gaps at a glance · Example tile",
        tuple(f"{product} {index}" for index in range(columns)),
        tuple(f"{name} {index} (MPa)" for index in range(rows)),
        tuple(f"k{index}" for index in range(rows)),
        tuple(tuple(cell(row, column) for column in range(columns)) for row in range(rows)),
        tuple(zip(words, steps, strict=True)),
        "企业内部评价，非官方结论" if zh else "The enterprise's own evaluation, not official",
    )


def ladder(language: str = "zh_CN", repeat: int = 1) -> LadderChart:
    """On L2, blocked by three things, nothing known above."""
    zh = language == "zh_CN"
    names = (
        ("不合规", "合规", "达标", "国内先进", "国内领先", "国际先进")
        if zh
        else (
            "not compliant",
            "compliant",
            "up to standard",
            "advanced at home",
            "leading at home",
            "advanced abroad",
        )
    )
    blockers = (
        (
            "▼ 断裂模数：落后于示例国际标杆 5.6 %（45.99 对 48.70）",
            "○ 室内机噪声：检测方法不同（GB/T 7725-2022 附录 C 与 ISO 3744），需按同一方法复测后才能评定，目前无法判定",
            "▼ 循环风量：落后 11.8 %",
        )
        if zh
        else (
            "▼ Modulus of rupture: 5.6 % behind the example international benchmark (45.99 against 48.70)",
            "○ Sound level: methods differ (GB/T 7725-2022 Annex C against ISO 3744); test again by one method first",
            "▼ Air flow: 11.8 % behind",
        )
    )
    done = (
        ("34/34：强制性要求均已判定且符合",)
        if zh
        else ("34/34: every mandatory requirement judged and passed",)
    )
    states = (
        ("reached", ()),
        ("reached", done),
        ("current", done),
        ("blocked", blockers),
        ("unknown", ()),
        ("unknown", ()),
    )
    return LadderChart(
        "质量阶梯 · 示例产品" if zh else "Quality ladder · Example product",
        tuple(
            LadderStepSpec(f"L{index}", name, state, lines * repeat)  # type: ignore[arg-type]
            for index, (name, (state, lines)) in enumerate(zip(names, states, strict=True))
        ),
        "企业内部评价，非官方结论" if zh else "The enterprise's own evaluation, not official",
    )


def quadrant(language: str = "zh_CN", items: int = 9) -> QuadrantChart:
    """Items in three fields, one with a name longer than its field."""
    zh = language == "zh_CN"
    places = ((1, 1, Tone.BETTER), (0, 1, Tone.LEVEL), (0, 0, Tone.WORSE), (1, 1, Tone.BETTER))
    long = (
        "长度和宽度允许偏差的绝对值（不含磨边砖）"
        if zh
        else "Deviation of length and width, rectified tiles excluded"
    )
    return QuadrantChart(
        "标准差距 × 产品差距 · 国内" if zh else "Standard gap × product gap · domestic",
        "我方标准对比对方：宽于 → 一致或严于"
        if zh
        else "Our standard against theirs: looser → equal or stricter",
        "我方产品对比标杆：落后 → 持平或领先"
        if zh
        else "Our product against the benchmark: behind → level or ahead",
        ("标准与质量同时提升", "质量提升", "标准提升", "保持领先")
        if zh
        else ("Raise both", "Raise the product", "Raise the standard", "Keep the lead"),
        tuple(
            QuadrantItem(
                f"i{n}",
                long if n == 1 else (f"指标 {n}" if zh else f"Indicator {n}"),
                *places[n % 4],
                f"story {n}",
            )
            for n in range(items)
        ),
        ("噪声（检测方法不同）", "SEER（量不同）") if zh else ("Sound level (method differs)",),
        "企业内部评价，非官方结论" if zh else "The enterprise's own evaluation, not official",
    )


def radar(language: str = "zh_CN", axes: int = 6, series: int = 3) -> Radar:
    """A gap in one line, a value beyond the rim."""
    zh = language == "zh_CN"
    tones = (DOMESTIC, INTERNATIONAL, OURS, Tone.PEER, Tone.PEER)
    values = ((100.0,) * axes, tuple(None if n == 3 else 160.0 if n == 1 else 104.0 for n in range(axes)))
    mine = tuple(92.0 + n for n in range(axes))
    return Radar(
        "对标轮廓 · 示例产品" if zh else "Profile · Example product",
        tuple(
            f"全年能源消耗效率 {n} ((W·h)/(W·h))" if zh else f"Annual performance factor {n}"
            for n in range(axes)
        ),
        tuple(
            RadarSeries(f"产品 {n}" if zh else f"Product {n}", tones[n], (*values, mine, mine, mine)[n])
            for n in range(series)
        ),
        "仅供概览，请以哑铃图为准" if zh else "An overview only; the dumbbell is the evidence",
    )


def no_chart(language: str = "zh_CN") -> NoChart:
    if language == "zh_CN":
        return NoChart(
            "与标杆的距离", "没有可比的首选标杆", "请在数据页把一个产品设为国内标杆，并注明选择理由"
        )
    return NoChart(
        "Distance", "There is no primary benchmark to compare with", "Give a product the role of a benchmark"
    )


def trend(language: str = "zh_CN", years: int = 5) -> Trend:
    """A gap of a year, a wide interval, all passed, years without a weighted rate."""
    zh = language == "zh_CN"
    points = []
    for index in range(years):
        year = 2016 + index + (index > 1)  # 2018 is missing
        tested, failed = 3 + 40 * index, index % 3
        share = 100 * (tested - failed) / tested
        points.append(
            TrendPoint(
                f"own/{year}",
                str(year),
                share,
                f"{share:.1f} %",
                (max(0.0, share - 60 / (index + 1)), min(100.0, share + 3)),
                f"{tested - failed}/{tested}",
                share - 4 if index % 2 else None,
                f"{share - 4:.1f} %" if index % 2 else "",
                f"{year}",
            )
        )
    return Trend(
        "本企业监督抽查批次合格率" if zh else "Pass rate of our inspected batches",
        "合格率（%）" if zh else "Pass rate, %",
        tuple(points),
        (
            (
                "合格批次/检验批次，附 95 % 置信区间" if zh else "passed / tested, with 95 % interval",
                OURS,
                Mark.SOLID,
            ),
            ("按产值加权" if zh else "weighted by output", Tone.NEUTRAL, Mark.HOLLOW),
        ),
    )


def states(language: str = "zh_CN", count: int = 6) -> Trend:
    """A gap over released states: below and above zero, with and without an interval, two benchmarks, long figures."""
    zh = language == "zh_CN"
    points = tuple(
        TrendPoint(
            f"s{index}",
            f"2026-{index + 1:02}-20",
            value := index * 1.25 - 3.125,
            f"{value:+.4g}".replace("-", "−"),
            None if index % 3 == 2 else (value - 0.8, value + 0.8),
            "" if index == 1 else f"{value * 2:+.3g} %".replace("-", "−"),
            value - 1.5 if index % 2 else None,
            f"{value - 1.5:+.4g}".replace("-", "−") if index % 2 else "",
            f"第 {index} 轮",
        )
        for index in range(count)
    )
    return Trend(
        "室内噪声差距的变化（已发布状态）" if zh else "Gap of the indoor noise, over released states",
        "差距（dB(A)），正值为优" if zh else "Gap in dB(A), better is positive",
        points,
        (
            ("国内标杆" if zh else "domestic benchmark", OURS, Mark.SOLID),
            ("国际标杆" if zh else "international benchmark", Tone.NEUTRAL, Mark.HOLLOW),
        ),
        "误差线：差值的 95 % 置信区间" if zh else "error bars: 95 % interval of the difference",
        (-5.2, 4.3),
        True,
    )


def scores(language: str = "zh_CN", bars: int = 9) -> Scores:
    """A bar at each end, one without a score, sums in bold, a note."""
    zh = language == "zh_CN"
    names = ("标准与技术水平", "质量管理水平", "质量监督与检验水平") if zh else (
        "Standards and technology", "Quality management", "Supervision and inspection",
    )  # fmt: skip
    made = [
        ScoreBar("index", "指数（模拟测算）" if zh else "Index, simulated", 84.37, "84.37",
                 "初步具有竞争力" if zh else "initially competitive", bold=True),
        ScoreBar("level", "质量水平" if zh else "Quality level", 100.0, "100.00", bold=True),
    ]  # fmt: skip
    for index in range(bars - len(made)):
        value = None if index == 2 else 60.0 + 40 * (index % 3) / 2
        note = ("无可计分数据" if zh else "empty") if value is None else "1/2" if index == 1 else ""
        made.append(
            ScoreBar(
                f"node{index}",
                names[index % 3],
                value,
                "—" if value is None else f"{value:.2f}",
                note,
                story="x",
            )
        )
    return Scores(
        "质量竞争力指数（模拟测算） · 2024" if zh else "Competitiveness index, simulated · 2024",
        "得分（60–100 分）；计分的统计指标 10/12"
        if zh
        else "Score, 60 to 100; figures with a score: 10 of 12",
        tuple(made),
        60.0,
        100.0,
        ((75.0, "不足" if zh else "insufficient"), (80.0, "初步"), (85.0, "中等"), (90.0, "较强")),
        "模拟测算，非官方指数" if zh else "Simulation, not the official index",
    )


def all_charts(language: str = "zh_CN") -> dict[str, ChartSpec]:
    """One of each kind."""
    return {
        "dumbbell": dumbbell(language),
        "diverging": diverging(language),
        "heatmap": heatmap(language),
        "ladder": ladder(language),
        "quadrant": quadrant(language),
        "radar": radar(language),
        "pareto": pareto(language),
        "trend": trend(language),
        "trend_states": states(language),
        "scores": scores(language),
        "bullet": value_specs.bullet(language),
        "distribution": value_specs.distribution(language),
        "classes": value_specs.classes(language),
        "few": value_specs.few(language),
        "before_after": value_specs.changes(language),
        "parallel": value_specs.parallel(language),
        **quality_charts(language),
        "none": no_chart(language),
    }


def crowded(language: str = "zh_CN") -> dict[str, ChartSpec]:
    """The same kinds with more than fits."""
    return {
        "dumbbell": dumbbell(language, 60),
        "diverging": diverging(language, 60),
        "pareto": pareto(language, 60),
        "heatmap": heatmap(language, 40, 18),
        "ladder": ladder(language, 5),
        "quadrant": quadrant(language, 60),
        "scores": scores(language, 60),
        "bullet": value_specs.bullet(language, 40),
        "before_after": value_specs.changes(language, 60),
        **crowded_quality(language),
    }


def report(*, landscape: bool = False, rows: int = 3, breaks: bool = False) -> Report:
    """A report with every kind of block."""

    def row(index: int) -> tuple[TableCell, ...]:
        tone = Tone.FAIL if index % 5 == 4 else Tone.NEUTRAL
        verdict = "不合格" if tone is Tone.FAIL else "合格"
        return (
            TableCell(f"指标第{index}号", bold=True),
            TableCell("≥680 m³/h", align="right"),
            TableCell(verdict, tone),
        )

    return Report(
        "质量比对：示例瓷质砖",
        "企业内部评价，非官方 · 示例瓷质砖",
        (
            Heading("质量比对：示例瓷质砖"),
            Paragraph("示例企业 · 陶瓷砖 BIa", "quiet"),
            Facts(
                (
                    Fact.plain("当前阶梯", "L4", "国内领先（仅数值比较）", OURS),
                    Fact.plain("国内标准：严于或一致", "15 / 16", "宽于 1 项；覆盖率 80 %", Tone.WORSE),
                    Fact(
                        "与国内标杆相比",
                        (("▲3", Tone.BETTER), ("●12", Tone.LEVEL), ("▼1", Tone.WORSE)),
                        "18 项指标中已判定 16 项",
                        Tone.WORSE,
                    ),
                    Fact.plain("逾期措施", "0", "共 8 项，未完成 8 项", Tone.LEVEL),
                )
            ),
            Paragraph("示例瓷质砖现处于 L4 国内领先。", "lead"),
            Paragraph("× 接地电阻：GB 4706.1-2005 27.5 ≤0.1 Ω → 0.12", "warning"),
            Heading("距离最大的指标", 2),
            Figure(dumbbell("zh_CN", 4), 180, 75),
            *((PageBreak(),) if breaks else ()),
            Table(
                ("指标", "目标值", "结论"),
                tuple(row(index) for index in range(rows)),
                (3, 2, 1),
                "提升方案表",
            ),
            Paragraph("判定规则：简单接受、二元判定。" * 3),
            Signatures((("编制", "李四", "2026-11-20"), ("审核", "", ""), ("批准", "", ""))),
        ),
        landscape,
    )
