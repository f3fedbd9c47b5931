"""The small parts under the charts: ticks, labels that make room, hatching, wrapping, and the language of a spec."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.tone import Tone
from tests.ui.charts.specs import all_charts, report
from ui.charts.axis import nice_step, spread, tick_text, ticks
from ui.charts.language import language_of_chart, language_of_report
from ui.charts.lettering import Lettering
from ui.charts.marks import hatch, hatched_box, outline
from ui.charts.picture import Size

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)


@given(NUMBERS, st.floats(1e-3, 1e6), st.integers(1, 20))
def test_ticks_are_round_evenly_spaced_and_inside(low: float, span: float, most: int) -> None:
    found = ticks(low, low + span, most)
    assert len(found) <= most
    slack = span * 1e-6
    assert all(low - slack <= tick <= low + span + slack for tick in found)
    steps = [b - a for a, b in itertools.pairwise(found)]
    for step in steps:
        leading = step / 10 ** math.floor(math.log10(step) + 1e-6)
        assert min(abs(leading - round_) for round_ in (1, 2, 5, 10)) < 1e-3


def test_ticks_of_no_axis_are_none() -> None:
    assert ticks(5, 5, 4) == ()
    assert ticks(0, math.inf, 4) == ()
    assert ticks(math.nan, 1, 4) == ()


@pytest.mark.parametrize(("rough", "nice"), [(0.7, 1), (1, 1), (1.01, 2), (3, 5), (6, 10), (0.011, 0.02)])
def test_nice_steps(rough: float, nice: float) -> None:
    assert nice_step(rough) == pytest.approx(nice)


def test_tick_texts() -> None:
    assert [tick_text(value) for value in (0.0, -0.0, -20.0, 0.30000000000000004, 150.0)] == [
        "0",
        "0",
        "−20",
        "0.3",
        "150",
    ]


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(5, 40)), min_size=1, max_size=6))
def test_labels_never_overlap_and_keep_their_order(labels: list[tuple[float, float]]) -> None:
    centres, widths = [c for c, _ in labels], [w for _, w in labels]
    lefts = spread(centres, widths, 0.0, 300.0, 4.0)
    order = sorted(range(len(labels)), key=lambda index: centres[index])
    for one, other in itertools.pairwise(order):
        assert lefts[one] + widths[one] <= lefts[other] - 4.0 + 1e-6
    assert min(lefts) >= -1e-6
    if sum(widths) + 4 * len(widths) <= 300:
        assert max(left + width for left, width in zip(lefts, widths, strict=True)) <= 300 + 1e-6


def test_a_label_with_room_stays_under_its_mark() -> None:
    assert spread([100.0], [20.0], 0, 300, 4) == [90.0]
    assert spread([2.0], [20.0], 0, 300, 4) == [0.0]


@pytest.mark.parametrize("tone", [Tone.OURS, Tone.DOMESTIC, Tone.INTERNATIONAL, Tone.PEER])
def test_hatching_stays_inside_the_mark(tone: Tone) -> None:
    polygon = outline(tone, 50, 50, 20)
    left, right = min(x for x, _ in polygon), max(x for x, _ in polygon)
    top, bottom = min(y for _, y in polygon), max(y for _, y in polygon)
    lines = hatch(polygon, 4)
    assert len(lines) > 4
    for x1, y1, x2, y2 in lines:
        assert x1 + y1 == pytest.approx(x2 + y2)  # all the same way
        assert all(left - 1e-6 <= x <= right + 1e-6 for x in (x1, x2))
        assert all(top - 1e-6 <= y <= bottom + 1e-6 for y in (y1, y2))


def test_products_have_shapes_of_their_own() -> None:
    shapes = [outline(tone, 0, 0, 10) for tone in (Tone.OURS, Tone.DOMESTIC, Tone.INTERNATIONAL, Tone.PEER)]
    assert len({tuple((round(x), round(y)) for x, y in shape) for shape in shapes}) == 4
    assert hatched_box(0, 0, 40, 10)


def test_wrapping_keeps_every_character_and_the_width(families: tuple[str, ...]) -> None:
    type_ = Lettering(families)
    text = "不可比：检测方法不同、试验条件不同（GB/T 2099.1-2021 与 IEC 60884-1:2022），𠮷野的拉力次数不一致"
    lines = type_.wrap(text, Size.BODY, 120)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(type_.width(line, Size.BODY) <= 121 for line in lines)
    assert len(type_.wrap(text, Size.BODY, 120, 2)) == 2
    assert type_.wrap(text, Size.BODY, 120, 2)[1].endswith("…")
    assert type_.wrap("", Size.BODY, 100) == ()
    assert type_.wrap("a\nb", Size.BODY, 100) == ("a", "b")


def test_eliding_cuts_or_leaves(families: tuple[str, ...]) -> None:
    type_ = Lettering(families)
    assert type_.elide("短", Size.BODY, 100) == "短"
    cut = type_.elide("全年能源消耗效率全年能源消耗效率", Size.BODY, 100)
    assert cut.endswith("…")
    assert type_.width(cut, Size.BODY) <= 101
    assert type_.elide("全年能源", Size.BODY, 3) == ""


@pytest.mark.parametrize("kind", list(all_charts()))
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_language_of_a_chart_is_its_own(kind: str, language: str) -> None:
    assert language_of_chart(all_charts(language)[kind]) == language


def test_a_chinese_product_does_not_make_an_english_chart_chinese() -> None:
    english = all_charts("en")["dumbbell"]
    named = replace(
        english, title="Distance · 示例瓷质砖", axis="Achievement, % of 示例国内标杆 瓷质砖 (right = better)"
    )
    assert language_of_chart(named) == "en"


def test_the_language_of_a_report() -> None:
    assert language_of_report(report()) == "zh_CN"
    assert language_of_report(replace(report(), blocks=(), title="Report")) == "en"
