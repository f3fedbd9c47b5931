"""Native charts of the plan workbook: the right kind, bound to cells that hold the figures of the spec."""

import io
import re
import zipfile
from dataclasses import dataclass, replace
from datetime import date, datetime
from xml.etree import ElementTree

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from compare_app.domain.charts import ChartSpec, NoChart
from compare_app.engine.parallel import MOST_PRODUCTS
from compare_app.exporters.plan_workbook import plan_bytes
from compare_app.text.wording import Wording
from tests.exporters.made import made_charts, made_comparison, made_project, made_results
from tests.exporters.made_value_charts import (
    BEFORE_AFTER,
    BULLET,
    CONTROL,
    DISTRIBUTION,
    FEW,
    FISHBONE,
    GANTT,
    HISTOGRAM,
    PARALLEL,
    SINGLES,
    made_value_charts,
)

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
WORDS = Wording.load("zh_CN")
OWN = re.compile(r"^'?[^'!]+'?!\$[A-Z]+\$\d+(:\$[A-Z]+\$\d+)?$")


@dataclass(frozen=True)
class Series:
    """A series with what the workbook holds where it points."""

    name: str
    places: list[object]  # categories, or x
    values: list[object]
    labels: list[str]


@dataclass(frozen=True)
class Drawn:
    """A chart of the package."""

    kinds: list[str]
    series: list[Series]
    root: ElementTree.Element

    def named(self, name: str) -> Series:
        return next(one for one in self.series if one.name == name)


class Book:
    """A plan workbook with its charts read back."""

    def __init__(self, charts: dict[str, ChartSpec], language: str = "zh_CN", pictures=None) -> None:
        self.body = plan_bytes(
            made_project(), made_comparison(), made_results(), charts, Wording.load(language), pictures or {}
        )
        self.sheets = openpyxl.load_workbook(io.BytesIO(self.body))  # reads every chart, too
        with zipfile.ZipFile(io.BytesIO(self.body)) as parts:
            names = [name for name in parts.namelist() if name.startswith("xl/charts/chart")]
            names.sort(key=lambda name: int(re.findall(r"\d+", name)[0]))
            self.charts = [self._drawn(ElementTree.fromstring(parts.read(name))) for name in names]  # noqa: S314, our own bytes

    def cells(self, reference: str) -> list[object]:
        assert OWN.match(reference), reference
        sheet, cells = reference.rsplit("!", 1)
        left, top, right, bottom = range_boundaries(cells.replace("$", ""))
        return [
            cell.value
            for row in self.sheets[sheet.strip("'")].iter_rows(top, bottom, left, right)
            for cell in row
        ]

    def texts(self, sheet: str) -> list[str]:
        return [
            cell.value
            for row in self.sheets[sheet].iter_rows()
            for cell in row
            if isinstance(cell.value, str)
        ]

    def _drawn(self, root: ElementTree.Element) -> Drawn:
        kinds = [
            one.tag.removeprefix(C) for one in root.find(f"{C}chart/{C}plotArea") if one.tag.endswith("Chart")
        ]
        return Drawn(kinds, [self._series(one) for one in root.iter(f"{C}ser")], root)

    def _series(self, one: ElementTree.Element) -> Series:
        def of(*tags: str) -> list[object]:
            for tag in tags:
                found = one.find(f"{C}{tag}//{C}f")
                if found is not None:
                    return self.cells(found.text)
            return []

        labels = ["".join(label.itertext()).replace("\u00a0", " ") for label in one.iter(f"{C}dLbl")]
        return Series(one.findtext(f"{C}tx/{C}v") or "", of("cat", "xVal"), of("val", "yVal"), labels)


def only(kind: str, spec: ChartSpec) -> Book:
    """A book with one chart on the sheet of charts; the priorities always have theirs."""
    return Book({kind: spec})


@pytest.fixture(scope="module", params=("zh_CN", "en"))
def whole(request) -> Book:
    return Book({**made_charts(), **made_value_charts()}, request.param)


def shown(book: Book) -> list[Drawn]:
    """The charts of the sheet of charts: all but the Pareto chart of the gap analysis."""
    return book.charts[1:]


# --- what holds for every chart --------------------------------------------------------------------------------------


def test_every_reference_meets_figures_and_every_cache_says_what_the_cells_say(whole):
    assert len(whole.charts) > 10
    for chart in whole.charts:
        for found in chart.root.iter(f"{C}f"):
            cells = whole.cells(found.text)
            assert any(one is not None for one in cells), found.text
        for reference in chart.root.iter(f"{C}numRef"):
            cells = whole.cells(reference.findtext(f"{C}f"))
            cached = {int(one.get("idx")): float(one.findtext(f"{C}v")) for one in reference.iter(f"{C}pt")}
            for at, value in enumerate(cells):
                if isinstance(value, datetime):
                    value = (value.date() - date(1899, 12, 30)).days
                assert isinstance(value, int | float) == (at in cached), (reference.findtext(f"{C}f"), at)
                if at in cached:
                    assert cached[at] == pytest.approx(value, rel=1e-9)


def test_no_text_of_the_charts_became_a_formula(whole):
    for sheet in whole.sheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row), sheet.title
    data = next(sheet for sheet in whole.sheets if sheet.title in ("图表数据", "Chart data"))
    typed = next(cell for row in data.iter_rows() for cell in row if cell.value == "=噪声")
    assert typed.data_type == "s"
    assert typed.quotePrefix


def test_every_chart_of_the_sheet_is_described(whole):
    with zipfile.ZipFile(io.BytesIO(whole.body)) as parts:
        drawings = "".join(
            parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/drawings/drawing")
        )
    described = re.findall(r'<xdr:cNvPr [^>]*descr="([^"]+)"', drawings)
    assert len(described) == drawings.count("<xdr:cNvPr ")


def test_a_chart_that_would_mislead_is_one_line_with_its_reason(whole):
    sheet = next(name for name in ("图表", "Charts") if name in whole.sheets.sheetnames)
    said = [text for text in whole.texts(sheet) if "可比的指标少于 3 项" in text]
    assert len(said) == 1
    assert said[0].startswith("○ 对标雷达图")


def test_where_nothing_is_drawn_there_are_no_sheets_for_it():
    book = Book({"gantt": NoChart("甘特图", "没有措施"), "bullet": NoChart("对照", "没有指标")})
    assert "图表" not in book.sheets.sheetnames
    assert "图表数据" not in book.sheets.sheetnames


def test_notes_are_printed_with_the_charts(whole):
    sheet = next(name for name in ("图表", "Charts") if name in whole.sheets.sheetnames)
    texts = "\n".join(whole.texts(sheet))
    for part in (BULLET.footnote, *DISTRIBUTION.facts, CONTROL.verdict, PARALLEL.axis, GANTT.today_text):
        assert part in texts


# --- kind by kind ----------------------------------------------------------------------------------------------------


def test_a_bullet_is_a_chart_an_indicator_with_mark_interval_and_limit():
    charts = shown(only("bullet", BULLET))
    assert [chart.kinds for chart in charts] == [["scatterChart"]] * 3  # classes and refusals are words
    water = charts[1]
    assert [one.name for one in water.series] == ["国内标杆", "国际标杆", "本企业", "本企业", "≤0.4 %"]
    assert [one.places for one in water.series] == [[0.15], [0.12], [0.124], [0.124], [0.4]]
    assert len({tuple(one.values) for one in water.series[:3]}) == 3  # each on a lane of its own
    whiskers = [found.text for found in list(water.root.iter(f"{C}ser"))[3].iterfind(f"{C}errBars//{C}f")]
    book = only("bullet", BULLET)
    assert [book.cells(one) for one in whiskers] == [[pytest.approx(0.02)], [pytest.approx(0.02)]]
    bar = list(water.root.iter(f"{C}ser"))[2].find(f"{C}errBars/{C}minus//{C}f").text
    assert book.cells(bar) == [0.124]  # as long as the value: from zero


def test_bullets_mark_what_nobody_has_checked_and_say_what_has_no_axis():
    book = only("bullet", BULLET)
    labels = [label for chart in shown(book) for one in chart.series for label in one.labels]
    assert "0.12（未核实）" in labels  # the comparison says so of the international benchmark
    assert "0.15" in labels  # its unit stands in the title
    assert "◁ <0.01" in labels
    texts = book.texts("图表")
    assert any(text.startswith("○ 耐污染性") and "本企业：4级" in text and "≥3级" in text for text in texts)
    assert any("不可比：不是同一个量" in text for text in texts)
    numbers = [
        row for row in book.sheets["图表数据"].iter_rows(values_only=True) if row[0] == "全年能源消耗效率"
    ]
    assert not numbers


def test_only_a_failure_is_red():
    charts = shown(only("bullet", BULLET))
    reds = ["C62828" in ElementTree.tostring(chart.root, "unicode") for chart in charts]
    assert reds == [True, False, False]


def test_a_distribution_is_columns_with_marks_over_their_bins():
    book = only("distribution", DISTRIBUTION)
    (chart,) = shown(book)
    assert chart.kinds == ["barChart", "lineChart"]
    bins, domestic, ours = chart.series
    assert bins.values == [3, 5, 2]
    assert bins.places == ["36 … 38", "38 … 40", "40 … 42"]
    assert [at for at, value in enumerate(ours.values) if value is not None] == [1]  # 38.2
    assert [at for at, value in enumerate(domestic.values) if value is not None] == [2]
    assert "38.2 MPa" in ours.labels
    assert any("在图外" in text and "≥35 MPa" in text for text in book.texts("图表"))
    assert any("> 42：1 个产品" in text for text in book.texts("图表"))


def test_a_few_products_are_marks_each_for_itself():
    (chart,) = shown(only("distribution", FEW))
    assert chart.kinds == ["scatterChart"]
    assert [one.places for one in chart.series] == [[37.0], [38.2]]


def test_a_histogram_is_columns_with_the_mean_over_its_bin():
    book = only("histogram", HISTOGRAM)
    (chart,) = shown(book)
    bins, mean = chart.series
    assert bins.values == [2, 8, 4]
    assert bins.places == [one.text for one in HISTOGRAM.bins]
    assert [at for at, value in enumerate(mean.values) if value is not None] == [1]
    assert any("≥1800" in text for text in book.texts("图表"))


def test_single_values_near_each_other_stand_on_lanes_of_their_own():
    (chart,) = shown(only("histogram", SINGLES))
    assert [one.places for one in chart.series] == [[2471.0], [2471.5], [2528.0]]
    assert chart.series[0].values != chart.series[1].values


def test_before_and_after_is_the_change_of_the_spec_in_its_tone():
    book = only("before_after", BEFORE_AFTER)
    (chart,) = shown(book)
    assert chart.kinds == ["scatterChart"]
    assert chart.named("此前").places == [100, None]
    assert chart.named("现在").places == [106.1, None]
    changes = next(one for one in chart.series if any("+6.1" in label for label in one.labels))
    assert changes.places == [106.1, None]
    line = next(chart.root.iter(f"{C}ser")).find(f"{C}errBars/{C}plus//{C}f").text
    assert book.cells(line) == [pytest.approx(6.1), None]
    assert any("36.0 → 38.2" in text for text in book.texts("图表数据"))


def test_parallel_lines_break_where_there_is_no_value():
    (chart,) = shown(only("parallel", PARALLEL))
    assert chart.kinds == ["lineChart"]
    assert chart.named("国内标杆：甲").values == [0, None]
    assert chart.named("本企业：乙").values == [0.8667, 0]
    assert chart.root.find(f"{C}chart/{C}dispBlanksAs") is None  # a gap is what Excel does unasked
    assert chart.named("本企业：乙").labels == ["0.124 %", "38.2"]


def test_as_many_products_as_the_parallel_axes_hold_have_room():
    peer, ours = PARALLEL.lines
    peers = tuple(replace(peer, name=f"同类：{at}") for at in range(MOST_PRODUCTS - 1))
    book = only("parallel", replace(PARALLEL, lines=(*peers, ours)))
    (chart,) = shown(book)
    assert len(chart.series) == MOST_PRODUCTS
    texts = book.texts("图表数据")
    assert all(any(f"{one.name}：数值" in text for text in texts) for one in (*peers, ours))


def test_a_control_chart_has_its_limits_and_signals_and_no_limit_of_a_standard():
    location, spread = shown(only("control", CONTROL))
    assert location.kinds == spread.kinds == ["lineChart"]
    assert [one.name for one in location.series] == [
        "无异常",
        "中心线 2500",
        "UCL 2564.9",
        "LCL 2436.5",
        "异常信号",
    ]
    assert [one.values for one in location.series] == [
        [2486, 2510, 2600, 2495],
        [2500] * 4,
        [2564.9] * 4,
        [2436.5] * 4,
        [None, None, 2600, None],
    ]
    assert "◆1,3" in location.series[-1].labels
    assert [one.name for one in spread.series] == ["无异常", "中心线 24.1", "UCL 78.9"]
    assert spread.series[0].values == [None, 24, 90, 105]


def test_gantt_bars_begin_unseen_and_the_upright_axis_is_the_reference_date():
    book = only("gantt", GANTT)
    (chart,) = shown(book)
    assert chart.root.find(f".//{C}grouping").get("val") == "stacked"
    begin, running, late, words = chart.series
    assert [None if one is None else one.date() for one in begin.values] == [
        date(2026, 1, 10),
        date(2026, 2, 1),
        date(2026, 3, 20),
    ]
    first = next(chart.root.iter(f"{C}ser"))
    assert first.find(f"{C}spPr/").tag.endswith("noFill")
    assert running.values == [None, 59, None]
    assert late.values == [41, None, None]
    assert begin.places[0] == "=HYPERLINK(0)"
    assert any("培训" in text and "未填日期" in text for text in book.texts("图表"))
    assert words.labels[2] == "◆  ○ 待实施"
    assert chart.root.find(f".//{C}catAx/{C}crossesAt").get("val") == str(
        (GANTT.today - date(1899, 12, 30)).days
    )


def test_what_has_no_date_or_no_mark_makes_no_chart_over_empty_cells():
    bare = replace(BEFORE_AFTER, rows=BEFORE_AFTER.rows[1:])
    book = Book({"gantt": replace(GANTT, rows=GANTT.rows[3:]), "before_after": bare})
    assert not shown(book)
    texts = "\n".join(book.texts("图表"))
    assert "培训" in texts
    assert "○ 全年能源消耗效率   不可比" in texts


def test_a_long_plan_has_thirty_bars_a_chart_and_loses_none():
    rows = tuple(replace(GANTT.rows[1], key=f"a{at}", label=f"措施 {at}") for at in range(65))
    charts = shown(only("gantt", replace(GANTT, rows=rows)))
    names = [name for chart in charts for name in chart.series[0].places]
    assert [len(chart.series[0].places) for chart in charts] == [30, 30, 5]
    assert names == [f"措施 {at}" for at in range(65)]


def test_a_fishbone_is_six_columns_of_cells_with_what_nobody_assigned_below():
    book = only("fishbone", FISHBONE)
    assert not shown(book)
    rows = list(book.sheets["图表"].iter_rows(values_only=True))
    head = next(at for at, row in enumerate(rows) if row[0] == "人")
    assert [one for one in rows[head] if one] == ["人", "机", "料", "法", "环", "测"]
    assert rows[head + 1][0] == "● 操作未复核（已确认）\n巡检记录"
    assert rows[head + 1][4] == "◆ 细度波动（可能）"
    assert rows[head + 2][4] == "○ =含铁（待查）"
    assert any("未分配：○ 温差（待查）" in text for text in book.texts("图表"))


def test_an_empty_fish_only_says_how_to_fill_it():
    bones = tuple(replace(bone, causes=()) for bone in FISHBONE.bones)
    loose = replace(FISHBONE.loose, causes=())
    book = only("fishbone", replace(FISHBONE, bones=bones, loose=loose, hint="尚未填写原因"))
    assert "○ 尚未填写原因" in book.texts("图表")
    assert "人" not in book.texts("图表")


def test_the_radar_has_its_ring_and_no_filling():
    book = only("radar", made_charts()["radar"])
    (chart,) = shown(book)
    assert chart.kinds == ["radarChart"]
    assert chart.named("100 %").values == [100, 100, 100]
    assert chart.named("本企业").values == [117.3, 91, 80]
    assert chart.root.find(f".//{C}radarStyle").get("val") != "filled"
    assert chart.root.find(f".//{C}valAx/{C}scaling/{C}max").get("val") == "120"


# --- what is cut -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "part"), [("diverging", "bars"), ("dumbbell", "rows")])
@pytest.mark.parametrize(("count", "said"), [(34, True), (30, False)])
def test_a_chart_that_is_cut_says_of_how_many(kind: str, part: str, count: int, said: bool):
    spec = made_charts()[kind]
    one = getattr(spec, part)[0]
    many = tuple(replace(one, key=f"i{at}", label=f"指标{at}") for at in range(count))
    texts = Book({kind: replace(spec, **{part: many})}).texts("差距分析")
    assert any(f"{count} 项指标中的 30 项" in text for text in texts) is said
    assert f"指标{min(count, 30) - 1}" in texts
    assert f"指标{30}" not in texts
