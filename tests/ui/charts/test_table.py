"""The data behind every chart as a table: as many columns as heads, everything the marks say, in both languages."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from compare_app.domain.chart_table import table_of
from compare_app.domain.charts import ChartSpec
from compare_app.domain.report import Table
from compare_app.text.wording import Wording
from tests.ui.charts import quality_specs, specs

KINDS = pytest.mark.parametrize("kind", list(specs.all_charts()))
LANGUAGES = pytest.mark.parametrize("language", ["zh_CN", "en"])
ZH = Wording.load("zh_CN")


def rows(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row) for row in table.rows]


def test_no_kind_of_chart_is_without_a_specimen() -> None:
    assert {type(one) for one in specs.all_charts().values()} == set(get_args(ChartSpec))


@KINDS
@LANGUAGES
def test_every_chart_has_a_table(kind: str, language: str) -> None:
    spec = specs.all_charts(language)[kind]
    table = table_of(spec, Wording.load(language))
    assert table.caption == spec.title
    assert table.rows
    assert all(table.header)
    assert {len(row) for row in table.rows} == {len(table.header)}


@KINDS
def test_heads_are_in_the_readers_language(kind: str) -> None:
    english = table_of(specs.all_charts("en")[kind], Wording.load("en"))
    assert not [head for head in english.header if any("一" <= sign <= "鿿" for sign in head)]


def test_a_mark_a_row_and_words_where_there_is_none() -> None:
    found = rows(table_of(specs.dumbbell(), ZH))
    assert found[0][1:] == ("国内标杆", "3.50 kW", "实测", "100.0 %", "", "")
    assert found[2][1:] == ("本企业", "3.47 kW", "实测", "99.0 %", "97.5 … 100.5 %", "")
    assert found[3][3] == "标称"
    assert ("噪声 (dB(A))", "", "", "", "", "", "差值 +1.5 dB(A)") in found
    bound = next(row for row in found if row[2] == "<0.40 W")
    assert bound[3:5] == ("", "≥125.0 %")  # a bound stays one


def test_what_has_no_value_keeps_its_words() -> None:
    assert ("SEER", "", "不可比：量不同") in rows(table_of(specs.diverging(), ZH))
    radar = rows(table_of(specs.radar(), ZH))
    assert radar[3][2] == "无数据"
    assert radar[1][2] == "160.0 %"
    assert any("—" in row for row in rows(table_of(specs.scores(), ZH)))
    reason = specs.no_chart()
    assert rows(table_of(reason, ZH)) == [(reason.reason, reason.remedy)]


def test_items_stand_with_the_name_of_their_field() -> None:
    found = rows(table_of(specs.quadrant(), ZH))
    assert found[0] == ("指标 0", "保持领先")  # column 1, row 1
    assert found[1][1] == "标准提升"  # column 0, row 1
    assert found[2] == ("指标 2", "标准与质量同时提升")
    assert found[-1][0] == "SEER（量不同）"


def test_a_step_has_a_row_for_each_reason() -> None:
    found = rows(table_of(specs.ladder(), ZH))
    assert [row[0] for row in found] == ["L0", "L1", "L2", "L3", "L3", "L3", "L4", "L5"]
    assert found[3][3].startswith("▼ 断裂模数")


def test_shares_and_rates_keep_their_second_figure() -> None:
    assert rows(table_of(specs.pareto(), ZH))[1][1:] == ("46.0 %", "54.0 %")
    trend = table_of(specs.trend(), ZH)
    assert len(trend.header) == 5
    spec = replace(
        specs.trend(), points=tuple(replace(one, second=None, second_text="") for one in specs.trend().points)
    )
    assert len(table_of(spec, ZH).header) == 4


def test_a_control_chart_says_its_values_signals_and_limits() -> None:
    found = rows(table_of(quality_specs.control(), ZH))
    assert found[0] == ("B-001", "45.2", "", "")
    assert found[3] == ("B-004", "50.1", "3.3", "单值: 超出控制限; 移动极差: 超出控制限")
    assert [row[1:3] for row in found[-3:]] == [
        ("上限 UCL 48.90", "上限 UCL 3.07"),
        ("中心线 46.40", "中心线 0.94"),
        ("下限 LCL 43.90", ""),
    ]


def test_a_histogram_says_bars_or_values_limits_and_figures() -> None:
    found = rows(table_of(quality_specs.histogram(), ZH))
    assert ("44.5~44.9 MPa", "1") in found
    assert ("47.0~47.4 MPa", "0") in found  # an empty bar is counted: nought values are a figure
    assert ("≥45.6 Q/SL 1-2025 ×", "") in found
    assert ("n", "42") in found
    strip = rows(table_of(quality_specs.histogram(values=5), ZH))
    assert [row[0] for row in strip[:5]] == ["45.0 MPa", "45.0 MPa", "45.7 MPa", "45.7 MPa", "46.4 MPa"]


def test_a_plan_says_its_dates_and_a_fish_all_its_bones() -> None:
    plan = rows(table_of(quality_specs.gantt(), ZH))
    assert plan[1][1:4] == ("2026-08-25", "2026-11-11", "▼ 逾期 12 天，进行中")
    assert plan[5][1:3] == ("", "")
    assert plan[5][4]
    fish = rows(table_of(quality_specs.fishbone(loose=0, causes=0), ZH))
    assert [row[0] for row in fish] == ["人", "机", "料", "法", "环", "测"]
    assert rows(table_of(quality_specs.fishbone(), ZH))[-1][0] == "未归类"
