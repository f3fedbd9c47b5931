"""Bullets, distributions, changes and parallel axes laid out: what stands where, and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from compare_app.domain.charts import Dumbbell
from compare_app.domain.tone import Mark, Tone
from compare_app.domain.value_charts import Bullet, Distribution, LimitEnd, Parallel, ValueMark
from tests.ui.charts.conftest import MakeFrame
from tests.ui.charts.value_specs import bullet, changes, classes, distribution, few, parallel
from ui.charts.bullet import axis_of
from ui.charts.layout import lay_out
from ui.charts.picture import Box, Disc, Op, Picture, Shape, Strokes
from ui.charts.view import BAR, ChartView
from ui.theme import LIGHT

INK = LIGHT.ours


def body_ops(picture: Picture) -> list[Op]:
    """What is drawn between head and foot."""
    return [op for panel in picture.panels[1:-1] for op in panel.ops]


def stories(picture: Picture) -> list[str]:
    return [spot.story for panel in picture.panels for spot in panel.spots]


def row_of(spec: Bullet, key: str) -> Bullet:
    """The chart with one row only."""
    return replace(spec, rows=tuple(row for row in spec.rows if row.key == key))


def hatches(picture: Picture) -> list[Strokes]:
    """The hatching of failing sides: many parallel lines of one pen."""
    found = [
        op for op in body_ops(picture) if isinstance(op, Strokes) and op.width == 0.8 and len(op.segments) > 3
    ]
    return [op for op in found if all(x1 != x2 and y1 != y2 for x1, y1, x2, y2 in op.segments)]


def lines(picture: Picture, colour: str, width: float) -> list[Strokes]:
    return [
        op for op in body_ops(picture) if isinstance(op, Strokes) and (op.colour, op.width) == (colour, width)
    ]


# --- parallel axes ----------------------------------------------------------------------------------------------------


def test_the_scroll_bar_lies_between_axes_and_foot(make_frame: MakeFrame) -> None:
    picture = lay_out(parallel(), make_frame(284, 420, paper=False))
    body = next(panel for panel in picture.panels if panel.sideways)
    assert body.y + body.height + BAR <= picture.panels[-1].y


# --- bullet -----------------------------------------------------------------------------------------------------------


def test_a_bar_starts_at_zero_and_ends_under_our_mark(make_frame: MakeFrame) -> None:
    picture = lay_out(row_of(bullet(), "bar"), make_frame())
    (bar,) = [op for op in body_ops(picture) if isinstance(op, Box) and op.fill == INK]
    ground = next(op for op in body_ops(picture) if isinstance(op, Box) and op.fill == LIGHT.surface_sunken)
    mark = next(op for op in body_ops(picture) if isinstance(op, Disc) and op.fill == INK and op.radius > 5)
    assert bar.x == pytest.approx(ground.x)
    assert bar.x + bar.width == pytest.approx(mark.x)


def test_a_bound_and_a_value_in_a_tolerance_have_no_bar(make_frame: MakeFrame) -> None:
    for key in ("bound", "tolerance", "span"):
        picture = lay_out(row_of(bullet(), key), make_frame())
        assert not [op for op in body_ops(picture) if isinstance(op, Box) and INK in (op.fill, op.edge)], key


def test_the_failing_side_of_each_limit_is_hatched_and_only_that(make_frame: MakeFrame) -> None:
    spec = row_of(bullet(), "tolerance")
    picture = lay_out(spec, make_frame())
    ground = next(op for op in body_ops(picture) if isinstance(op, Box) and op.fill == LIGHT.surface_sunken)
    axis = axis_of(spec.rows[0], ground.x, ground.x + ground.width)
    low, high = (axis.at(end.value) for end in spec.rows[0].limits)
    below, above = hatches(picture)
    assert max(max(x1, x2) for x1, _, x2, _ in below.segments) <= low + 0.1
    assert min(min(x1, x2) for x1, _, x2, _ in above.segments) >= high - 0.1
    marks = [op.segments[0][0] for op in lines(picture, LIGHT.text, 2.0)]
    assert marks == pytest.approx([low, high])
    assert "600±2 mm" in list(picture.texts())


def test_every_row_has_an_axis_of_its_own(make_frame: MakeFrame) -> None:
    rows = bullet().rows
    spans = [(axis.low, axis.high) for axis in (axis_of(row, 0, 100) for row in rows[:4])]
    assert len(set(spans)) == 4
    assert spans[0][0] == 0.0
    assert spans[1][0] > 590
    for row, (low, high) in zip(rows, spans, strict=False):
        figures = [end.value for end in row.limits] + [m.value for m in row.marks if m.value is not None]
        assert all(low <= one <= high for one in figures)


def test_a_single_figure_and_a_zero_still_have_an_axis() -> None:
    row = replace(bullet().rows[0], limits=(), from_zero=False, marks=(ValueMark(0.0, "0 W", Tone.OURS),))
    axis = axis_of(row, 0, 100)
    assert axis.low < 0 < axis.high
    barred = axis_of(replace(row, from_zero=True), 0, 100)
    assert barred.low == 0 < barred.high


def test_classes_are_named_with_the_shape_of_their_product(make_frame: MakeFrame) -> None:
    picture = lay_out(row_of(bullet(), "class"), make_frame())
    texts = list(picture.texts())
    assert {"4级", "5级", "限值 ≥3级"} <= set(texts)
    assert not [op for op in body_ops(picture) if isinstance(op, Box) and op.fill == LIGHT.surface_sunken]
    assert [op for op in body_ops(picture) if isinstance(op, Shape) and op.fill == LIGHT.domestic]


def test_what_is_not_comparable_is_grey_words_only(make_frame: MakeFrame) -> None:
    picture = lay_out(row_of(bullet(), "none"), make_frame())
    assert "本企业：无数据" in list(picture.texts())
    assert not [op for op in body_ops(picture) if isinstance(op, Disc | Shape | Box)]


def test_error_bars_of_neighbours_do_not_lie_over_each_other(make_frame: MakeFrame) -> None:
    picture = lay_out(row_of(bullet(), "bar"), make_frame())
    whiskers = [op for op in body_ops(picture) if isinstance(op, Strokes) and op.width == 1.4]
    heights = [op.segments[0][1] for op in whiskers]
    assert len(heights) == 2
    assert abs(heights[0] - heights[1]) > 3


def test_red_is_for_what_fails(make_frame: MakeFrame) -> None:
    from ui.charts.picture import Words

    picture = lay_out(bullet(), make_frame(900, 700))
    red = {op.text for op in body_ops(picture) if isinstance(op, Words) and op.colour == LIGHT.fail}
    assert red == {"× 不合格（临界）"}


def test_a_bullet_answers_with_its_indicator_and_the_whole_story(
    make_view: Callable[..., ChartView], qtbot: QtBot
) -> None:
    view = make_view(bullet(), 900, 700)
    picture = view.picture
    assert picture is not None
    assert picture.keys == tuple(row.key for row in bullet().rows)
    assert any("book.xlsx!C7" in story for story in stories(picture))
    assert "待机功率 (W), 0.35 W, ≤0.50 W, ● 合格" in picture.summary
    with qtbot.waitSignal(view.row_clicked) as caught:
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert caught.args == ["bar"]


# --- distribution -----------------------------------------------------------------------------------------------------


def bars_of(picture: Picture) -> list[Box]:
    return [op for op in body_ops(picture) if isinstance(op, Box) and op.fill == LIGHT.level_fill]


def test_bars_stand_side_by_side_as_high_as_their_counts(make_frame: MakeFrame) -> None:
    spec = distribution()
    bars = bars_of(lay_out(spec, make_frame()))
    counts = [count for count in spec.counts if count]
    assert len(bars) == len(counts)
    tallest = max(bar.height for bar in bars)
    for bar, count in zip(bars, counts, strict=True):
        assert bar.height == pytest.approx(max(tallest * count / max(counts), 1.0), abs=0.5)
    assert all(one.x + one.width <= other.x + 1e-6 for one, other in pairwise(bars))
    assert len({round(bar.y + bar.height, 3) for bar in bars}) == 1


def test_our_line_stands_at_our_value_and_is_the_bold_one(make_frame: MakeFrame) -> None:
    spec = distribution()
    picture = lay_out(spec, make_frame())
    (ours,) = lines(picture, INK, 2.4)
    (home,) = lines(picture, LIGHT.domestic, 1.4)
    assert home.dashed
    assert not ours.dashed
    bars = bars_of(picture)
    nearest = min(bars, key=lambda bar: abs(bar.x + bar.width / 2 - ours.segments[0][0]))
    at = [low for low, count in zip(spec.edges, spec.counts, strict=False) if count][bars.index(nearest)]
    assert at <= 0.35 <= at + 0.0101


def test_the_better_side_and_what_lies_beyond_are_words(make_frame: MakeFrame) -> None:
    texts = " ".join(lay_out(distribution(), make_frame(900, 500)).texts())
    assert "← 更优 · 3 个低于 0.095，未画出" in texts
    assert "12 个高于 0.535，未画出" in texts
    assert "优于 1 234 个可比产品中的 62.0 %" in texts.replace("\N{NO-BREAK SPACE}", " ")


def test_a_bin_tells_its_range_and_count_and_the_key_is_the_indicator(make_frame: MakeFrame) -> None:
    spec = distribution()
    picture = lay_out(spec, make_frame())
    told = stories(picture)
    assert sum(count for count in spec.counts) == sum(
        int(story.split("：")[1].split(" ")[0])
        for story in told
        if story.endswith("个产品") and "至" in story
    )
    assert picture.keys == ("power",)
    assert all(part in picture.summary for part in spec.facts)


def test_the_box_spans_the_quartiles(make_frame: MakeFrame) -> None:
    picture = lay_out(distribution(), make_frame())
    (box,) = [op for op in body_ops(picture) if isinstance(op, Box) and op.fill == LIGHT.level_tint]
    (ours,) = lines(picture, INK, 2.4)
    assert box.x + box.width == pytest.approx(ours.segments[0][0])  # the upper quartile is our value here


def test_a_far_limit_is_told_at_the_edge_and_squeezes_nothing(make_frame: MakeFrame) -> None:
    near, far = (
        lay_out(replace(distribution(), limits=(LimitEnd(value, "above", f"≤{value:g} W"),)), make_frame())
        for value in (0.5, 90.0)
    )
    assert [bar.width for bar in bars_of(far)] == pytest.approx([bar.width for bar in bars_of(near)])
    assert "≤90 W" in list(far.texts())
    assert not lines(far, LIGHT.text, 2.0)
    assert [op for op in body_ops(far) if isinstance(op, Strokes) and op.width == 1.8]  # chevrons


def test_classes_have_names_and_an_empty_one_keeps_its_place(make_frame: MakeFrame) -> None:
    picture = lay_out(classes(), make_frame())
    texts = list(picture.texts())
    assert [text for text in texts if text in {"1级", "2级", "3级", "4级", "5级"}][:5] == [
        "1级",
        "2级",
        "3级",
        "4级",
        "5级",
    ]
    assert len(bars_of(picture)) == 4
    assert "1级：0" in stories(picture)


def test_a_few_products_are_marks_not_bars(make_frame: MakeFrame) -> None:
    picture = lay_out(few(), make_frame())
    assert not bars_of(picture)
    assert [op for op in body_ops(picture) if isinstance(op, Shape) and op.fill == LIGHT.peer]
    assert "0.28 W" in list(picture.texts())
    assert "产品甲" in stories(picture)


def test_one_product_alone_still_has_an_axis(make_frame: MakeFrame) -> None:
    alone: Distribution = replace(few(), singles=(), marks=(ValueMark(0.0, "0 W", Tone.OURS),), limits=())
    picture = lay_out(alone, make_frame())
    (line,) = lines(picture, INK, 2.4)
    assert 0 < line.segments[0][0] < 680


def test_two_hundred_bins_are_laid_out_without_a_gap(make_frame: MakeFrame) -> None:
    many = replace(
        distribution(), edges=tuple(float(at) for at in range(201)), counts=(7,) * 200, marks=(), limits=(),
        quartiles=(), beyond=(0, 0),
    )  # fmt: skip
    bars = bars_of(lay_out(many, make_frame(360, 300)))
    assert len(bars) == 200
    assert all(bar.width > 0 for bar in bars)


# --- before and after -------------------------------------------------------------------------------------------------


def arrows(picture: Picture) -> dict[str, list[Shape]]:
    """Heads of arrows by colour: filled triangles without an edge."""
    found: dict[str, list[Shape]] = {}
    for op in body_ops(picture):
        if isinstance(op, Shape) and len(op.points) == 3 and not op.edge:
            found.setdefault(op.fill, []).append(op)
    return found


def test_an_arrow_points_from_before_to_after_in_the_tone_of_the_change(make_frame: MakeFrame) -> None:
    heads = arrows(lay_out(changes(), make_frame()))
    (worse,), (mixed,), better = heads[LIGHT.worse_fill], heads[LIGHT.unknown_fill], heads[LIGHT.better_fill]
    assert worse.points[0][0] < worse.points[1][0]  # to the left
    assert all(one.points[0][0] > one.points[1][0] for one in (mixed, *better))
    assert len(better) == 2
    assert LIGHT.level_fill not in heads  # too short for a head


def test_each_change_is_a_figure_at_the_right_and_both_values_are_printed(make_frame: MakeFrame) -> None:
    spec = changes()
    picture = lay_out(spec, make_frame())
    texts = list(picture.texts())
    assert {row.change for row in spec.rows if row.change} <= set(texts)
    assert texts.count("51.7 MPa") == texts.count("55.1 MPa") == 5
    assert "指标 worse (MPa) ▼ −12.0 %" in picture.summary


def test_a_dumbbell_without_changes_keeps_its_plain_line(make_frame: MakeFrame) -> None:
    plain: Dumbbell = replace(
        changes(), rows=tuple(replace(row, change="") for row in changes().rows), changes=False
    )
    picture = lay_out(plain, make_frame())
    assert LIGHT.worse_fill not in arrows(picture)
    assert [op for op in body_ops(picture) if isinstance(op, Strokes) and op.colour == LIGHT.line_strong]


# --- parallel ---------------------------------------------------------------------------------------------------------


def test_our_line_is_bold_and_the_others_are_dashed(make_frame: MakeFrame) -> None:
    picture = lay_out(parallel(), make_frame())
    ours, home = lines(picture, INK, 2.8), lines(picture, LIGHT.domestic, 1.5)
    assert len(ours) == len(home) == 5  # between six axes
    assert not any(op.dashed for op in ours)
    assert all(op.dashed for op in home)


def test_a_missing_value_breaks_its_line(make_frame: MakeFrame) -> None:
    picture = lay_out(parallel(), make_frame())
    assert len(lines(picture, LIGHT.international, 1.5)) == 3  # two of five touch the missing one
    squares = [op for op in body_ops(picture) if isinstance(op, Shape) and op.fill == LIGHT.international]
    assert len(squares) == 5


def test_up_is_better(make_frame: MakeFrame) -> None:
    spec = parallel()
    picture = lay_out(spec, make_frame())
    marks = [op for op in body_ops(picture) if isinstance(op, Disc) and op.fill == INK]
    heights = [point.height for point in spec.lines[-1].points if point is not None]
    order = sorted(range(len(marks)), key=lambda at: marks[at].y)
    assert [heights[at] for at in order] == sorted(heights, reverse=True)
    assert "5.623 (W·h)/(W·h)" in list(picture.texts())


def test_peers_carry_letters_in_the_legend_and_beside_their_marks(make_frame: MakeFrame) -> None:
    texts = list(lay_out(parallel(), make_frame()).texts())
    assert "A 行业平均：2025" in texts
    assert texts.count("A") == 6
    assert texts.count("B") == 5


def test_the_screen_scrolls_sideways_and_paper_says_what_it_left_out(make_frame: MakeFrame) -> None:
    spec: Parallel = parallel(axes=10)
    screen, paper = (lay_out(spec, make_frame(680, 416, paper=paper)) for paper in (False, True))
    assert screen.scroll_range[0] > 0
    assert screen.left_out == 0
    assert paper.scroll_range == (0.0, 0.0)
    assert paper.left_out == 3
    assert any("另有 3 列" in text for text in paper.texts())


def test_an_axis_answers_with_its_indicator(make_frame: MakeFrame) -> None:
    spec = parallel()
    picture = lay_out(spec, make_frame())
    assert picture.keys == tuple(axis.key for axis in spec.axes)
    body = picture.panels[1]
    spot = picture.spot_at(body.x + body.width - 20, body.y + body.height / 2)
    assert spot is not None
    assert spot.key == "axis5"
    assert "国内标杆：示例国内标杆 空调 0" in stories(picture)
    assert "耐污染性" in picture.summary


@pytest.mark.parametrize("mark", [Mark.SOLID, Mark.HOLLOW, Mark.HATCHED])
def test_the_filling_of_our_bar_is_that_of_its_mark(mark: Mark, make_frame: MakeFrame) -> None:
    spec = row_of(bullet(), "bar")
    *others, ours = spec.rows[0].marks
    row = replace(spec.rows[0], marks=(*others, replace(ours, mark=mark)))
    picture = lay_out(replace(spec, rows=(row,)), make_frame())
    bars = [op for op in body_ops(picture) if isinstance(op, Box) and INK in (op.fill, op.edge)]
    assert len(bars) == 1
    assert (bars[0].fill == INK) is (mark is Mark.SOLID)
