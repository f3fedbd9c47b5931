"""Specs of the quality engineer's charts: signals, few values, long names, every state, Chinese and English."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

from compare_app.domain.charts import ChartSpec
from compare_app.domain.quality_charts import (
    Bin,
    Control,
    ControlPlace,
    ControlPoint,
    ControlTrack,
    FishBone,
    Fishbone,
    FishCause,
    Gantt,
    GanttRow,
    Histogram,
    SingleMark,
    ValueRule,
)
from compare_app.domain.tone import Tone

TODAY = date(2026, 11, 23)


def control(language: str = "zh_CN", places: int = 25) -> Control:
    """A point beyond the limit, a run of nine at the end, a moving range that the first place lacks."""
    zh = language == "zh_CN"
    values = [46.0 + (at * 7 % 5 - 2) * 0.4 for at in range(places)]
    values[3] = 50.1
    values[-9:] = [46.9 + (at % 3) * 0.2 for at in range(min(9, places))]
    points = tuple(
        ControlPoint(value, f"{value:.1f}", (1,) if at == 3 else (2, 3) if at == places - 1 else ())
        for at, value in enumerate(values)
    )
    moving = (
        ControlPoint(None, ""),
        *(
            ControlPoint(abs(after - before), f"{abs(after - before):.1f}", (1,) if at in (2, 3) else ())
            for at, (before, after) in enumerate(itertools.pairwise(values))
        ),
    )
    return Control(
        "单值-移动极差管理图（I-MR）：断裂模数 (MPa) · 示例瓷质砖"
        if zh
        else "Control chart of single values and moving ranges (I-MR): Modulus of rupture (MPa) · Example tile",
        "◆ 有异常信号，需查找原因：单值超出控制限（B-004）；单值连续 9 点在中心线同一侧（B-025）"
        if zh
        else "◆ Signals to look into: single value: beyond a control limit (B-004)",
        "25 批，每批 1 个数据，按生产日期排列 · MPa"
        if zh
        else "25 batches of 1, by date of production · MPa",
        tuple(ControlPlace(f"p/x/{at}", f"B-{at + 1:03}", f"批次 B-{at + 1:03}") for at in range(places)),
        ControlTrack(
            "单值" if zh else "single value",
            points,
            46.4,
            48.9,
            43.9,
            "中心线 46.40" if zh else "centre 46.40",
            "上限 UCL 48.90" if zh else "UCL 48.90",
            "下限 LCL 43.90" if zh else "LCL 43.90",
        ),
        ControlTrack(
            "移动极差" if zh else "moving range",
            moving,
            0.94,
            3.07,
            None,
            "中心线 0.94" if zh else "centre 0.94",
            "上限 UCL 3.07" if zh else "UCL 3.07",
        ),
        ("超出控制限", "连续 9 点在中心线同一侧", "连续 6 点递增或递减", "连续 14 点上下交替")
        if zh
        else (
            "beyond a control limit",
            "9 in a row on one side",
            "6 in a row rising or falling",
            "14 in turn",
        ),
        ("无异常", "异常信号（附准则编号）") if zh else ("no signal", "signal, with the number of its test"),
        "控制限按 GB/T 17989.2-2020（ISO 7870-2:2013）取 ±3σ，由过程数据算出"
        if zh
        else "Limits at three deviations",
    )


def histogram(language: str = "zh_CN", bins: int = 9, values: int = 0) -> Histogram:
    """Bars with an empty one between, three limits close together and one far off; or single marks."""
    zh = language == "zh_CN"
    counts = (1, 4, 9, 14, 8, 0, 3, 1, 2, *((at * 5) % 7 for at in range(60)))[:bins]
    rules = (
        ValueRule(45.0, "≥45 GB/T 4100-2015 ●", Tone.NEUTRAL, "GB/T 4100-2015"),
        ValueRule(45.6, "≥45.6 Q/SL 1-2025 ×", Tone.FAIL, "Q/SL 1-2025"),
        ValueRule(99.0, "≤99 T/CBMF 1-2020 ●", Tone.NEUTRAL, "T/CBMF 1-2020"),
        ValueRule(46.31, "均值 46.31 MPa" if zh else "mean 46.31 MPa", Tone.OURS, "46.31", mean=True),
    )
    marks = tuple(
        SingleMark(f"p/x/{at}", 45.0 + (at // 2) * 0.7, f"{45.0 + (at // 2) * 0.7:.1f} MPa", "x")
        for at in range(values)
    )
    return Histogram(
        "单值直方图：断裂模数 (MPa) · 示例瓷质砖"
        if zh
        else "Distribution of single values: Modulus of rupture (MPa) · Example tile",
        "断裂模数 (MPa)" if zh else "Modulus of rupture (MPa)",
        "x",
        ()
        if values
        else tuple(
            Bin(
                44.45 + at * 0.5,
                44.95 + at * 0.5,
                n,
                f"{44.5 + at * 0.5:.1f}~{44.9 + at * 0.5:.1f} MPa",
                f"{n}",
            )
            for at, n in enumerate(counts)
        ),
        marks,
        rules,
        (
            ("n", "42"),
            ("均值" if zh else "mean", "46.31 MPa"),
            ("标准差 s（n − 1）" if zh else "s (n − 1)", "0.82 MPa"),
        ),
        "" if values else "数据个数" if zh else "number of values",
        "数据少于 8 个，逐个标出" if zh and values else "",
    )


def gantt(language: str = "zh_CN", rows: int = 7) -> Gantt:
    """Running, overdue, done, a due date alone, a start alone, no dates, a name longer than its column."""
    zh = language == "zh_CN"

    def day(days: int) -> date:
        return TODAY + timedelta(days=days)

    made = [
        GanttRow("run", "断裂模数：优化烧成曲线，提高坯体致密度" if zh else "Modulus of rupture: firing curve",
                 day(-40), day(70), "◆ 进行中" if zh else "◆ in progress", Tone.NEUTRAL, story="2026-10-14"),
        GanttRow("late", "循环风量：更换风轮" if zh else "Air flow: new fan wheel", day(-90), day(-12),
                 "▼ 逾期 12 天，进行中" if zh else "▼ overdue by 12 d, in progress", Tone.WORSE, True, story="late"),
        GanttRow("done", "待机功率：更换电源模块" if zh else "Standby power: other supply", day(-80), day(-30),
                 "● 已验证" if zh else "● verified", Tone.BETTER, story="done"),
        GanttRow("due", "噪声" if zh else "Sound level", None, day(45), "○ 待实施" if zh else "○ not started",
                 Tone.UNKNOWN, story="due"),
        GanttRow("start", "修订企业标准" if zh else "Revise our standard", day(10), None,
                 "○ 待实施" if zh else "○ not started", Tone.UNKNOWN, note="未填完成日期" if zh else "no due date"),
        GanttRow("none", "低温制热量（−7℃，额定频率，不含辅助电加热）：与压缩机供应商联合开发喷气增焓方案并完成型式试验"
                 if zh else "Heating at −7 ℃, rated, no auxiliary heater: develop with the maker of the compressor",
                 None, None, "○ 待实施" if zh else "○ not started", Tone.UNKNOWN,
                 note="无日期：请在提升方案中填写" if zh else "no dates: enter start and due in the plan"),
        GanttRow("point", "一天内完成" if zh else "Done in a day", day(5), day(5), "◆ 待验证" if zh else
                 "◆ awaiting verification", Tone.NEUTRAL),
    ]  # fmt: skip
    state = "○ 待实施" if zh else "○ not started"
    made += [
        GanttRow(
            f"row{at}",
            f"措施 {at}" if zh else f"Action {at}",
            day(at * 3 - 60),
            day(at * 4),
            state,
            Tone.UNKNOWN,
        )
        for at in range(len(made), rows)
    ]
    return Gantt(
        "提升方案甘特图 · 示例产品" if zh else "Plan over time · Example product",
        TODAY,
        f"基准日 {TODAY}" if zh else f"reference date {TODAY}",
        tuple(made[:rows]),
        (("从开始到完成", Tone.LEVEL), ("已验证", Tone.BETTER), ("逾期", Tone.WORSE))
        if zh
        else (("from start to due", Tone.LEVEL), ("verified", Tone.BETTER), ("overdue", Tone.WORSE)),
        "只有菱形的行：已知完成日期，未填开始日期"
        if zh
        else "A diamond alone is a due date without a known start",
    )


def fishbone(language: str = "zh_CN", causes: int = 2, loose: int = 1) -> Fishbone:
    """Six bones, the third one crowded, causes of every state, one longer than its room."""
    zh = language == "zh_CN"
    names = ("人", "机", "料", "法", "环", "测") if zh else (
        "people", "machine", "material", "method", "environment", "measurement",
    )  # fmt: skip
    codes = ("people", "machine", "material", "method", "environment", "measurement")
    long = (
        "坯体原料批次间氧化铝含量波动大，进厂检验只抽一袋，供方更换矿点后没有重新评价，也没有保留样品可以追溯"
        if zh
        else "Alumina content varies between batches of clay; only one bag is tested on arrival and no sample is kept"
    )
    states = (("●", "已确认"), ("◆", "可能"), ("○", "待查"), ("—", "已排除"))

    def cause(bone: int, at: int) -> FishCause:
        sign, state = states[(bone + at) % 4]
        text = (
            long
            if at == 1 and bone % 2 == 0
            else (f"原因 {bone}-{at} 烧成温度偏低" if zh else f"Cause {bone}-{at}")
        )
        return FishCause(f"c{bone}{at}", text, state, sign, "进货检验 2026-03", f"{text}\n{sign} {state}")

    return Fishbone(
        "鱼骨图（因果图）：断裂模数 (MPa) · 示例瓷质砖"
        if zh
        else "Fishbone of causes: Modulus of rupture (MPa) · Example tile",
        "断裂模数 (MPa)\n45.99 ▼ 48.70 MPa\n−5.6 %\n示例国际标杆"
        if zh
        else "Modulus of rupture (MPa)\n45.99 ▼ 48.70 MPa\n−5.6 %\nExample international benchmark",
        "x",
        tuple(
            FishBone(
                codes[at], name, tuple(cause(at, n) for n in range(causes + (2 if at == 2 and causes else 0)))
            )
            for at, name in enumerate(names)
        ),
        FishBone("", "未归类" if zh else "not assigned", tuple(cause(7, n) for n in range(loose))),
        ""
        if causes or loose
        else "尚未填写原因：请在该指标的病历中填写诊断"
        if zh
        else "No cause is entered yet",
        "● 已确认  ◆ 可能  ○ 待查  — 已排除" if zh else "● confirmed  ◆ likely  ○ to be checked  — ruled out",
    )


def quality_charts(language: str = "zh_CN") -> dict[str, ChartSpec]:
    """One of each kind, and the other face of a histogram and a fish."""
    return {
        "control": control(language),
        "histogram": histogram(language),
        "strip": histogram(language, values=7),
        "gantt": gantt(language),
        "fishbone": fishbone(language),
        "empty_fish": fishbone(language, 0, 0),
    }


def crowded_quality(language: str = "zh_CN") -> dict[str, ChartSpec]:
    """Those that scroll downwards, with more than fits."""
    return {"gantt": gantt(language, 60), "fishbone": fishbone(language, 9, 8)}
