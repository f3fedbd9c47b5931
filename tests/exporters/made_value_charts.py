"""One chart of each kind that the sheet of charts draws, as the engine would make them."""

from datetime import date

from compare_app.domain.charts import ChartSpec, Dumbbell, DumbbellRow, NoChart, Point
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

LEGEND = (
    ("本企业", Tone.OURS, Mark.SOLID),
    ("国内标杆", Tone.DOMESTIC, Mark.SOLID),
    ("国际标杆", Tone.INTERNATIONAL, Mark.SOLID),
    ("标称", Tone.NEUTRAL, Mark.HOLLOW),
)

BULLET = Bullet(
    "实测值与限值对照",
    "每项指标各用一条轴",
    LEGEND,
    (
        BulletRow(
            "i3",
            "=噪声",
            "↓ 越小越好",
            (ValueMark(43.0, "43 dB(A)", Tone.OURS, Mark.SOLID, (42.5, 43.5)),),
            (LimitEnd(42.0, "above", "≤42 dB(A)"),),
            verdict="× 不合格",
            tone=Tone.FAIL,
        ),
        BulletRow(
            "i1",
            "吸水率",
            "↓ 越小越好",
            (
                ValueMark(0.15, "0.15 %", Tone.DOMESTIC),
                ValueMark(0.12, "0.12 %", Tone.INTERNATIONAL, Mark.HOLLOW),
                ValueMark(0.124, "0.124 %", Tone.OURS, Mark.SOLID, (0.104, 0.144)),
            ),
            (LimitEnd(0.4, "above", "≤0.4 %"),),
            source="Q/SL 1-2025 5.2",
            verdict="● 合格",
            from_zero=True,
        ),
        BulletRow("i6", "铅", "↓ 越小越好", (ValueMark(0.01, "<0.01", Tone.OURS, Mark.ARROW_LEFT),)),
        BulletRow("i4", "耐污染性", "↑ 等级越高越好", (ValueMark(None, "4级", Tone.OURS),), demand="≥3级"),
        BulletRow("i7", "全年能源消耗效率", "↑ 越大越好", note="不可比：不是同一个量"),
    ),
    footnote="企业内部评价，非官方",
)

DISTRIBUTION = Distribution(
    "断裂模数的分布",
    "i2",
    "断裂模数",
    "right",
    "更优 →",
    (36.0, 38.0, 40.0, 42.0),
    (3, 5, 2),
    (ValueMark(41.0, "41.0 MPa", Tone.DOMESTIC), ValueMark(38.2, "38.2 MPa", Tone.OURS)),
    (LimitEnd(35.0, "below", "≥35 MPa"),),
    ("第 7 名", "四分位数：…"),
    LEGEND,
    beyond=(0, 1),
)

FEW = Distribution(
    "断裂模数的分布",
    "i2",
    "断裂模数",
    "right",
    "更优 →",
    (),
    (),
    (ValueMark(38.2, "38.2 MPa", Tone.OURS),),
    (),
    ("第 1 名",),
    LEGEND,
    singles=(ValueMark(37.0, "37.0 MPa", Tone.PEER),),
)

BEFORE_AFTER = Dumbbell(
    "前后对比",
    "以此前为 100 %",
    (("此前", Tone.PEER, Mark.SOLID), ("现在", Tone.OURS, Mark.SOLID)),
    (
        DumbbellRow(
            "i2",
            "断裂模数",
            (Point(100, "36.0", Tone.PEER), Point(106.1, "38.2", Tone.OURS, series=1)),
            change="▲ +6.1 %",
            tone=Tone.BETTER,
        ),
        DumbbellRow("i7", "全年能源消耗效率", (), "不可比"),
    ),
    changes=True,
)

PARALLEL = Parallel(
    "产品剖面对照",
    "向上为优",
    tuple(
        ParallelAxis(key, name, "↑", best, worst)
        for key, name, best, worst in (
            ("i1", "吸水率", "0.12 %", "0.15 %"),
            ("i2", "断裂模数", "45.1", "38.2"),
        )
    ),
    (
        ParallelLine("国内标杆：甲", Tone.DOMESTIC, (ParallelPoint(0.0, "0.15 %"), None)),
        ParallelLine("本企业：乙", Tone.OURS, (ParallelPoint(0.8667, "0.124 %"), ParallelPoint(0.0, "38.2"))),
    ),
    footnote="非官方",
)

CONTROL = Control(
    "管理图",
    "◆ 有异常信号",
    "按批次排列",
    tuple(ControlPlace(f"r{at}", f"B{at}") for at in range(4)),
    ControlTrack(
        "单值",
        tuple(
            ControlPoint(value, str(value), marks)
            for value, marks in ((2486.0, ()), (2510.0, ()), (2600.0, (1, 3)), (2495.0, ()))
        ),
        2500.0,
        2564.9,
        2436.5,
        "中心线 2500",
        "UCL 2564.9",
        "LCL 2436.5",
    ),
    ControlTrack(
        "移动极差",
        tuple(ControlPoint(value, str(value)) for value in (None, 24.0, 90.0, 105.0)),
        24.1,
        78.9,
        None,
        "中心线 24.1",
        "UCL 78.9",
    ),
    ("超出控制限", "连续 9 点在同一侧", "连续 6 点递增"),
    ("无异常", "异常信号"),
)

HISTOGRAM = Histogram(
    "单值直方图",
    "破坏强度",
    "i2",
    tuple(
        Bin(low, low + 13, count, f"{low:g}~{low + 12:g}")
        for low, count in ((2450.5, 2), (2463.5, 8), (2476.5, 4))
    ),
    (),
    (
        ValueRule(1800.0, "≥1800 Q/SL 1-2025 ●", Tone.NEUTRAL),
        ValueRule(2470.0, "均值 2470", Tone.OURS, mean=True),
    ),
    (("n", "14"),),
    "数据个数",
)

SINGLES = Histogram(
    "单值",
    "破坏强度",
    "i2",
    (),
    (
        SingleMark("r1", 2471.0, "2471 N"),
        SingleMark("r2", 2471.5, "2471.5 N"),
        SingleMark("r3", 2528.0, "2528 N"),
    ),
    (ValueRule(1800.0, "≥1800", Tone.NEUTRAL),),
    (("n", "3"),),
)

GANTT = Gantt(
    "甘特图",
    date(2026, 3, 1),
    "基准日 2026-03-01",
    (
        GanttRow(
            "a-1", "=HYPERLINK(0)", date(2026, 1, 10), date(2026, 2, 20), "▼ 已逾期", Tone.WORSE, overdue=True
        ),
        GanttRow("a-2", "降低吸水率", date(2026, 2, 1), date(2026, 4, 1), "◆ 进行中", Tone.NEUTRAL),
        GanttRow("a-3", "耐污染", None, date(2026, 3, 20), "○ 待实施", Tone.UNKNOWN),
        GanttRow("a-4", "培训", None, None, "○ 待实施", Tone.UNKNOWN, note="未填日期"),
    ),
    (("从开始到完成", Tone.LEVEL), ("已验证", Tone.BETTER), ("已逾期", Tone.WORSE)),
)

FISHBONE = Fishbone(
    "鱼骨图",
    "断裂模数\n38.2 ▼ 42.0",
    "i2",
    tuple(
        FishBone(code, name, causes)
        for code, name, causes in (
            ("man", "人", (FishCause("c1", "操作未复核", "已确认", "●", "巡检记录"),)),
            ("machine", "机", ()),
            (
                "material",
                "料",
                (FishCause("c1", "细度波动", "可能", "◆"), FishCause("c1", "=含铁", "待查", "○")),
            ),
            ("method", "法", ()),
            ("environment", "环", ()),
            ("measurement", "测", ()),
        )
    ),
    FishBone("", "未分配", (FishCause("a-1", "温差", "待查", "○"),)),
    footnote="● 已确认",
)


def made_value_charts() -> dict[str, ChartSpec]:
    """One drawn chart of each kind."""
    return {
        "bullet": BULLET,
        "before_after": BEFORE_AFTER,
        "distribution": DISTRIBUTION,
        "histogram": HISTOGRAM,
        "control": CONTROL,
        "parallel": PARALLEL,
        "gantt": GANTT,
        "fishbone": FISHBONE,
        "radar": NoChart("对标雷达图", "可比的指标少于 3 项", "补充检测"),
    }
