"""Specs of the charts of values in their own units, as the engine makes them: every mark, limit, gap and long name."""

from __future__ import annotations

from dataclasses import replace

from compare_app.domain.charts import Dumbbell, DumbbellRow, Point
from compare_app.domain.tone import Mark, Tone
from compare_app.domain.value_charts import (
    Bullet,
    BulletRow,
    Distribution,
    LimitEnd,
    Parallel,
    ParallelAxis,
    ParallelLine,
    ParallelPoint,
    ValueMark,
)

OURS, DOMESTIC, INTERNATIONAL = Tone.OURS, Tone.DOMESTIC, Tone.INTERNATIONAL


def bullet(language: str = "zh_CN", rows: int = 7) -> Bullet:
    """A bar, dots in a tolerance, a bound, a span, classes, nothing comparable, no value at all."""
    zh = language == "zh_CN"
    up, down = ("↑ 越大越好", "↓ 越小越好") if zh else ("↑ larger is better", "↓ smaller is better")
    passed, failed = ("● 合格", "× 不合格（临界）") if zh else ("● pass", "× fail (borderline)")
    made = [
        BulletRow(
            "bar",
            "待机功率 (W)" if zh else "Standby power (W)",
            down,
            (
                ValueMark(0.3, "0.30 W", DOMESTIC, error=(0.25, 0.35)),
                ValueMark(0.25, "0.25 W", INTERNATIONAL, Mark.HOLLOW),
                ValueMark(0.35, "0.35 W", OURS, error=(0.32, 0.38), story="0.35 W\nbook.xlsx!C7"),
            ),
            (LimitEnd(0.5, "above", "≤0.50 W"),),
            "≤0.50 W",
            "GB 20943-2013 5.2",
            passed,
            Tone.LEVEL,
            from_zero=True,
            story="故事",
        ),
        BulletRow(
            "tolerance",
            "边长与名义尺寸的偏差（含对角线，取最大者） (mm)"
            if zh
            else "Deviation of the edge from nominal (mm)",
            "→ 越接近 600 mm 越好" if zh else "→ nearer to 600 mm is better",
            (ValueMark(600.1, "600.1 mm", DOMESTIC), ValueMark(602.4, "602.4 mm", OURS)),
            (LimitEnd(598, "below", "600±2 mm"), LimitEnd(602, "above")),
            "600±2 mm",
            "GB/T 4100-2015 附录 G，表 G.1 第 3 行",
            failed,
            Tone.FAIL,
            note="国际标杆：不可比：检测方法不同"
            if zh
            else "international benchmark: not comparable: test method",
        ),
        BulletRow(
            "bound",
            "铅 (mg/kg)" if zh else "Lead (mg/kg)",
            down,
            (
                ValueMark(12, "12 mg/kg", DOMESTIC, Mark.HATCHED),
                ValueMark(8, "<8 mg/kg", INTERNATIONAL, Mark.ARROW_LEFT),
                ValueMark(5, "<5 mg/kg", OURS, Mark.ARROW_LEFT),
            ),
            (LimitEnd(90, "above", "≤90 mg/kg"),),
            "≤90 mg/kg",
            "GB 6675.4-2014",
            passed,
            Tone.LEVEL,
            from_zero=True,
        ),
        BulletRow(
            "span",
            "硬度" if zh else "Hardness",
            up,
            (ValueMark(42, "42", DOMESTIC), ValueMark(None, "39~45", OURS, error=(39, 45))),
            verdict="○ 无适用限值" if zh else "○ no limit binds",
        ),
        BulletRow(
            "class",
            "耐污染性" if zh else "Resistance to staining",
            "↑ 等级越高越好" if zh else "↑ higher class is better",
            (
                ValueMark(None, "5级", DOMESTIC),
                ValueMark(None, "5级", INTERNATIONAL),
                ValueMark(None, "4级", OURS),
            ),
            demand="≥3级",
            source="GB/T 4100-2015",
            verdict=passed,
            tone=Tone.LEVEL,
        ),
        BulletRow(
            "one",
            "制热量 (W)" if zh else "Heating capacity (W)",
            up,
            (ValueMark(5032.3, "5032.3 W", OURS),),
            verdict="○ 无适用限值" if zh else "○ no limit binds",
        ),
        BulletRow(
            "none",
            "抗热震性" if zh else "Thermal shock",
            "",
            note="本企业：无数据" if zh else "our product: no value",
            verdict="○ 未检" if zh else "○ not tested",
            source="GB/T 4100-2015",
        ),
    ]
    for index in range(len(made), rows):
        made.append(replace(made[index % 3], key=f"row{index}"))
    return Bullet(
        "实测值与限值对照 · 示例瓷质砖" if zh else "Values against limits · Example tile",
        "每项指标各用一条轴和各自的单位" if zh else "Each indicator on its own axis, in its own unit",
        _legend(zh),
        tuple(made[:rows]),
        "所示限值为起决定作用的一项" if zh else "The limit is the one that decides",
    )


def _legend(zh: bool) -> tuple[tuple[str, Tone, Mark], ...]:
    return (
        ("本企业" if zh else "our product", OURS, Mark.SOLID),
        ("国内标杆" if zh else "domestic benchmark", DOMESTIC, Mark.SOLID),
        ("国际标杆" if zh else "international benchmark", INTERNATIONAL, Mark.SOLID),
        ("标称" if zh else "declared", Tone.NEUTRAL, Mark.HOLLOW),
    )


def distribution(language: str = "zh_CN") -> Distribution:
    """Many products, some far off on both sides, a limit, quartiles, a bound of a benchmark."""
    zh = language == "zh_CN"
    counts = tuple(max(0, round(900 * 2.7 ** -(((at - 20) / 9) ** 2))) for at in range(44))
    return Distribution(
        "待机功率 (W) 的分布 · 示例空调" if zh else "Distribution of standby power (W) · Example",
        "power",
        "待机功率 (W)；高度 = 产品数" if zh else "Standby power (W); height = number of products",
        "left",
        "← 更优" if zh else "← better",
        tuple(0.095 + 0.01 * at for at in range(45)),
        counts,
        (
            ValueMark(0.22, "0.22 W", DOMESTIC, story="示例国内标杆"),
            ValueMark(0.2, "<0.20 W", INTERNATIONAL, Mark.ARROW_LEFT),
            ValueMark(0.35, "0.35 W", OURS, error=(0.33, 0.37), story="0.35 W\nbook.xlsx!C7"),
        ),
        (LimitEnd(0.5, "above", "≤0.50 W"),),
        (
            "优于 1 234 个可比产品中的 62.0 %（765 个更差）；第 469 名，百分位 62.3"
            if zh
            else "Better than 62.0 % of 1 234 comparable products (765 are worse); rank 469, percentile 62.3",
            "四分位数：0.25 W，中位数 0.30 W，0.35 W" if zh else "Quartiles: 0.25 W, median 0.30 W, 0.35 W",
            "未画出：12 个没有可用数值、31 个不可比（检测方法不同）、7 个只知上限或下限"
            if zh
            else "Not drawn: 12 without a usable value, 31 not comparable (test method), 7 only with a bound",
        ),
        _legend(zh)[:3],
        quartiles=((0.25, "Q1"), (0.3, "Q2"), (0.35, "Q3")),
        beyond=(3, 12),
        footnote="只计入市场上与我方可比的产品" if zh else "Only products that may be compared with ours",
    )


def classes(language: str = "zh_CN") -> Distribution:
    """The same over classes, one of which nobody has."""
    names = ((1.0, "1级"), (2.0, "2级"), (3.0, "3级"), (4.0, "4级"), (5.0, "5级"))
    return replace(
        distribution(language),
        better="right",
        better_text="更优 →" if language == "zh_CN" else "better →",
        edges=(0.5, 1.5, 2.5, 3.5, 4.5, 5.5),
        counts=(0, 12, 40, 61, 20),
        marks=(ValueMark(5.0, "5级", DOMESTIC), ValueMark(4.0, "4级", OURS)),
        limits=(),
        quartiles=(),
        beyond=(0, 0),
        names=names,
    )


def few(language: str = "zh_CN") -> Distribution:
    """Four products: single marks."""
    return replace(
        distribution(language),
        edges=(),
        counts=(),
        quartiles=(),
        beyond=(0, 0),
        singles=(ValueMark(0.28, "0.28 W", Tone.PEER, story="产品甲"),),
    )


def changes(language: str = "zh_CN", rows: int = 6) -> Dumbbell:
    """Better, worse, hardly moved, against a target, of another basis, in words only."""
    zh = language == "zh_CN"

    def row(key: str, before: float, after: float, change: str, tone: Tone, note: str = "") -> DumbbellRow:
        points = (
            Point(before, "51.7 MPa", Tone.PEER, story="此前"),
            Point(after, "55.1 MPa", OURS, series=1, story="现在"),
        )
        return DumbbellRow(
            key, f"指标 {key} (MPa)" if zh else f"Indicator {key} (MPa)", points, note, change, tone
        )

    made = [
        row("worse", 100, 88, "▼ −12.0 %", Tone.WORSE),
        row("level", 100, 100.4, "● +0.4 %", Tone.LEVEL),
        row("mixed", 100, 109, "○ +9.0 %", Tone.UNKNOWN, "口径不同" if zh else "different basis"),
        row("better", 100, 131, "▲ +31.0 %", Tone.BETTER),
        row("target", 40, 85, "▲ +0.45 mm", Tone.BETTER, "以目标值为 100 %" if zh else "100 % = the target"),
        DumbbellRow(
            "words",
            "噪声 dB(A)" if zh else "Noise dB(A)",
            (),
            "47 dB(A) → 46 dB(A)：差距 +1 dB(A)；该标度不计算百分比"
            if zh
            else "47 dB(A) → 46 dB(A): gap +1 dB(A); no per cent on this scale",
        ),
    ]
    made += [row(f"row{at}", 100, 90 + at, f"▲ {at}.0 %", Tone.BETTER) for at in range(len(made), rows)]
    return Dumbbell(
        "前后对比 · 示例瓷质砖" if zh else "Before and after · Example tile",
        "以此前为 100 %（示例瓷质砖 2024 款），越靠右越优"
        if zh
        else "Before = 100 % (tile of 2024); right = better",
        (
            ("此前" if zh else "before", Tone.PEER, Mark.SOLID),
            ("现在" if zh else "after", OURS, Mark.SOLID),
        ),
        tuple(made[:rows]),
        footnote="企业内部评价，非官方结论" if zh else "The enterprise's own evaluation, not official",
        changes=True,
    )


def parallel(language: str = "zh_CN", axes: int = 6) -> Parallel:
    """Five products with two peers, a missing value, equal values, long names."""
    zh = language == "zh_CN"
    names = (
        ("全年能源消耗效率 APF ((W·h)/(W·h))", "5.623 (W·h)/(W·h)", "5.317 (W·h)/(W·h)"),
        ("噪声 dB(A)", "43 dB(A)", "47 dB(A)"),
        ("低温制热量（−7℃，额定频率，不含辅助电加热） (kW)", "4.20 kW", "3.10 kW"),
        ("待机功率 (W)", "0.25 W", "0.45 W"),
        ("耐污染性", "5级", ""),
        ("边长偏差 (mm)", "0.1 mm", "0.7 mm"),
    )
    english = (
        "Annual performance factor",
        "Noise",
        "Heating at −7 ℃",
        "Standby power",
        "Stain class",
        "Edge",
    )
    made = tuple(
        ParallelAxis(
            f"axis{at}",
            (names if zh else tuple((name, "", "") for name in english))[at % 6][0],
            ("↑ 越大越好" if zh else "↑ larger is better"),
            names[at % 6][1],
            names[at % 6][2],
        )
        for at in range(axes)
    )

    def line(name: str, tone: Tone, tag: str, shift: int, missing: int = -1) -> ParallelLine:
        points = tuple(
            None
            if at == missing
            else ParallelPoint((at * 3 + shift) % 5 / 4, f"{at}.{shift} W", story=f"{name} {at}")
            for at in range(axes)
        )
        return ParallelLine(name, tone, points, tag)

    return Parallel(
        "产品剖面对照 · 示例空调" if zh else "Profiles side by side · Example",
        "每条轴均以向上为优" if zh else "Up = better on every axis",
        made,
        (
            line("国内标杆：示例国内标杆 空调" if zh else "domestic benchmark: A", DOMESTIC, "", 1),
            line(
                "国际标杆：示例国际标杆 空调" if zh else "international: B",
                INTERNATIONAL,
                "",
                2,
                missing=2,
            ),
            line("行业平均：2025" if zh else "industry average: 2025", Tone.PEER, "A", 3),
            line("自身历史：2024 款" if zh else "own history: 2024", Tone.PEER, "B", 3, missing=0),
            line("本企业：示例空调" if zh else "our product: C", OURS, "", 4),
        ),
        footnote="数值缺失或不可比处折线断开" if zh else "A line is broken where a value is missing",
    )
