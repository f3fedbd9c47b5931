"""Laid-out charts: what stands where, nothing over anything else, nothing outside, nothing missing unsaid."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QRawFont

from compare_app.domain.charts import Bar, ChartSpec, Dumbbell, Heatmap, LadderChart, Point, QuadrantChart
from compare_app.domain.tone import Mark, Tone
from tests.ui.charts.conftest import MakeFrame
from tests.ui.charts.specs import (
    all_charts,
    crowded,
    diverging,
    dumbbell,
    heatmap,
    ladder,
    pareto,
    quadrant,
    radar,
)
from ui.charts.axis import Axis
from ui.charts.frame import Frame
from ui.charts.layout import lay_out
from ui.charts.picture import Box, Disc, Panel, Picture, Shape, Size, Strokes, Words
from ui.charts.view import BAR
from ui.theme import DARK, LIGHT

LANGUAGES = pytest.mark.parametrize("language", ["zh_CN", "en"])
KINDS = pytest.mark.parametrize("kind", list(all_charts()))
CROWDED = pytest.mark.parametrize("kind", list(crowded()))
SIZES = pytest.mark.parametrize(
    "size", [(360, 240), (680, 416), (1000, 300), (2560, 1440)], ids=lambda s: f"{s[0]}x{s[1]}"
)
PAPERS = pytest.mark.parametrize("paper", [True, False], ids=["paper", "screen"])


def placed(panel: Panel, frame: Frame) -> list[tuple[float, float, float, float, str]]:
    """The boxes of the lines of text in a panel: left, top, right, bottom (of the x-height, not of the line)."""
    found = []
    for op in panel.ops:
        if isinstance(op, Words) and not op.turned and op.text.strip():
            height = op.size * frame.type.scale
            width = frame.type.width(op.text, op.size, op.bold)
            found.append((op.x, op.y - height * 0.72, op.x + width, op.y, op.text))
    return found


def collisions(picture: Picture, frame: Frame) -> list[tuple[str, str]]:
    """Pairs of texts that lie over each other by more than a pixel."""
    found = []
    for panel in picture.panels:
        boxes = sorted(placed(panel, frame), key=lambda box: box[1])
        for index, one in enumerate(boxes):
            for other in boxes[index + 1 :]:
                if other[1] >= one[3] - 1:
                    break
                if one[0] < other[2] - 1 and other[0] < one[2] - 1:
                    found.append((one[4], other[4]))
    return found


@LANGUAGES
@SIZES
@PAPERS
@KINDS
def test_no_text_lies_over_another(
    kind: str, paper: bool, size: tuple[int, int], language: str, make_frame: MakeFrame
) -> None:
    frame = make_frame(*size, paper=paper, language=language)
    assert not collisions(lay_out(all_charts(language)[kind], frame), frame)


@LANGUAGES
@PAPERS
@CROWDED
def test_no_text_lies_over_another_when_crowded(
    kind: str, paper: bool, language: str, make_frame: MakeFrame
) -> None:
    frame = make_frame(paper=paper, language=language)
    assert not collisions(lay_out(crowded(language)[kind], frame), frame)


def test_the_collision_check_sees_collisions(make_frame: MakeFrame) -> None:
    frame = make_frame()
    picture = lay_out(dumbbell(), frame)
    doubled = replace(picture, panels=tuple(replace(p, strips=p.strips * 2) for p in picture.panels))
    assert collisions(doubled, frame)


@LANGUAGES
@SIZES
@KINDS
def test_no_text_leaves_the_picture(
    kind: str, size: tuple[int, int], language: str, make_frame: MakeFrame
) -> None:
    frame = make_frame(*size, language=language)
    picture = lay_out(all_charts(language)[kind], frame)
    for panel in picture.panels:
        for left, top, right, bottom, text in placed(panel, frame):
            assert panel.x + left >= -1, text
            assert panel.x + right <= frame.width + 1, text
            if size[1] >= 400:  # smaller paper cannot hold a staircase of six steps
                assert panel.y + top >= -1, text
                assert panel.y + bottom <= frame.height + 1, text


@CROWDED
def test_paper_holds_what_it_shows_and_says_what_it_left_out(kind: str, make_frame: MakeFrame) -> None:
    frame = make_frame()
    picture = lay_out(crowded()[kind], frame)
    assert picture.left_out > 0
    assert any("另有" in text for text in picture.texts())
    for panel in picture.panels:
        assert panel.content_width <= panel.width + 0.5
        assert panel.content_height <= panel.height + 0.5
        assert panel.y + panel.height <= frame.height + 0.5
    assert picture.scroll_range == (0.0, 0.0)


@CROWDED
def test_the_screen_scrolls_instead_and_leaves_nothing_out(kind: str, make_frame: MakeFrame) -> None:
    picture = lay_out(crowded()[kind], make_frame(paper=False))
    assert picture.left_out == 0
    assert picture.scroll_range[1] > 0
    if kind == "heatmap":
        assert picture.scroll_range[0] > 0


@KINDS
def test_a_chart_that_fits_leaves_nothing_out(kind: str, make_frame: MakeFrame) -> None:
    picture = lay_out(all_charts()[kind], make_frame(960, 720))
    assert picture.left_out == 0
    assert not any("另有" in text for text in picture.texts())


@KINDS
@LANGUAGES
def test_the_font_has_every_sign(kind: str, language: str, make_frame: MakeFrame) -> None:
    frame = make_frame(language=language)
    picture = lay_out(all_charts(language)[kind], frame)
    raws = {bold: QRawFont.fromFont(frame.type.font(Size.BODY, bold)) for bold in (False, True)}
    missing = {
        sign
        for panel in picture.panels
        for op in panel.ops
        if isinstance(op, Words)
        for sign in op.text
        if not sign.isspace() and not raws[op.bold].supportsCharacter(ord(sign))
    }
    assert not missing


@KINDS
def test_dark_and_light_differ_in_colour_only(kind: str, make_frame: MakeFrame) -> None:
    light, dark = (lay_out(all_charts()[kind], make_frame(theme=theme)) for theme in (LIGHT, DARK))
    assert list(light.texts()) == list(dark.texts())
    assert light.ground != dark.ground


@pytest.mark.parametrize(
    "spec",
    [
        replace(dumbbell(), rows=()),
        replace(diverging(), bars=()),
        replace(heatmap(), rows=(), keys=(), cells=()),
        replace(heatmap(), columns=(), cells=((),) * 6),
        replace(ladder(), steps=()),
    ],
)
def test_nothing_to_draw_is_said(spec: ChartSpec, make_frame: MakeFrame) -> None:
    assert "暂无可绘制的内容" in list(lay_out(spec, make_frame()).texts())


# --- dumbbell ---------------------------------------------------------------------------------------------------------


def discs(picture: Picture, colour: str) -> list[Disc]:
    return [op for panel in picture.panels for op in panel.ops if isinstance(op, Disc) and op.fill == colour]


def body_of(picture: Picture) -> Panel:
    return next(panel for panel in picture.panels if panel.downwards)


def test_marks_stand_where_their_values_are(make_frame: MakeFrame) -> None:
    legend = (("本企业", Tone.OURS, Mark.SOLID),)
    rows = tuple(
        replace(row, key=f"k{x}", points=(Point(x, f"{x:g}", Tone.OURS),), note="")
        for x, row in zip((80.0, 100.0, 120.0), dumbbell("zh_CN", 8).rows, strict=False)
    )
    picture = lay_out(Dumbbell("t", "达标程度", legend, rows), make_frame())
    marks = [disc for disc in (op for op in body_of(picture).ops if isinstance(op, Disc)) if disc.radius > 4]
    low, middle, high = (disc.x for disc in marks)
    assert middle - low == pytest.approx(high - middle)
    assert low < middle < high  # right = better
    rule = [op for op in body_of(picture).ops if isinstance(op, Strokes) and op.width == 1.6]
    assert rule[0].segments[0][0] == pytest.approx(middle)  # the reference line runs through 100


def test_a_row_of_words_has_no_mark(make_frame: MakeFrame) -> None:
    spec = dumbbell()
    only = replace(spec, rows=tuple(row for row in spec.rows if not row.points), legend=())
    body = body_of(lay_out(only, make_frame()))
    assert not [op for op in body.ops if isinstance(op, Disc | Shape)]
    assert "差值 +1.5 dB(A)" in [op.text for op in body.ops if isinstance(op, Words)]


def test_basis_is_in_the_filling_and_censoring_in_an_arrow(make_frame: MakeFrame) -> None:
    ground, ink = LIGHT.surface_raised, LIGHT.ours

    def body_with(mark: Mark) -> Panel:
        rows = (replace(dumbbell().rows[0], points=(Point(100, "1", Tone.OURS, mark),)),)
        return body_of(lay_out(Dumbbell("t", "", (), rows), make_frame()))

    solid, hollow, hatched, left = (
        [op for op in body_with(mark).ops if isinstance(op, Disc | Shape | Strokes)]
        for mark in (Mark.SOLID, Mark.HOLLOW, Mark.HATCHED, Mark.ARROW_LEFT)
    )
    assert any(isinstance(op, Disc) and op.fill == ink for op in solid)
    assert not any(isinstance(op, Disc) and op.fill == ink for op in hollow)
    assert any(isinstance(op, Disc) and op.fill == ground and op.edge == ink for op in hollow)
    assert any(isinstance(op, Strokes) and op.colour == ink and len(op.segments) >= 3 for op in hatched)
    disc = next(op for op in left if isinstance(op, Disc))
    heads = [op for op in left if isinstance(op, Shape) and op.fill == ink]
    assert heads
    assert min(x for x, _ in heads[0].points) < disc.x - 10


def test_far_values_are_held_at_the_edge_and_marked(make_frame: MakeFrame) -> None:
    picture = lay_out(dumbbell(), make_frame())
    marked = [
        op
        for op in body_of(picture).ops
        if isinstance(op, Strokes) and len(op.segments) == 4 and op.width == 1.8
    ]
    assert len(marked) == 1
    assert marked[0].colour == LIGHT.international
    assert "18.1 kW" in list(picture.texts())  # the figure itself is kept


def test_error_bars_reach_their_ends(make_frame: MakeFrame) -> None:
    row = replace(dumbbell().rows[0], points=(Point(100, "1", Tone.OURS, error=(90, 115)),))
    picture = lay_out(Dumbbell("t", "", (), (row,)), make_frame())
    bars = [
        op
        for op in body_of(picture).ops
        if isinstance(op, Strokes) and op.width == 1.2 and len(op.segments) == 3
    ]
    (left, _, right, _), *caps = bars[0].segments
    disc = next(op for op in body_of(picture).ops if isinstance(op, Disc))
    assert (disc.x - left) / (right - disc.x) == pytest.approx(10 / 15, rel=0.01)
    assert [cap[0] for cap in caps] == pytest.approx([left, right])


def test_fifty_marks_on_a_row_keep_the_labels_that_matter(make_frame: MakeFrame) -> None:
    peers = tuple(Point(60 + n, f"{n} mg", Tone.PEER) for n in range(48))
    row = replace(
        dumbbell().rows[0],
        points=(*peers, Point(100, "100 mg", Tone.DOMESTIC), Point(95, "95 mg", Tone.OURS)),
    )
    frame = make_frame(900, 300)
    picture = lay_out(Dumbbell("t", "", (), (row,)), frame)
    texts = list(picture.texts())
    assert {"100 mg", "95 mg"} <= set(texts)
    assert "7 mg" not in texts
    assert not collisions(picture, frame)


# --- diverging --------------------------------------------------------------------------------------------------------


def test_bars_grow_from_zero_and_missing_is_a_word(make_frame: MakeFrame) -> None:
    picture = lay_out(diverging(), make_frame())
    body = body_of(picture)
    zero = next(op for op in body.ops if isinstance(op, Strokes) and op.width == 1.6).segments[0][0]
    better = next(op for op in body.ops if isinstance(op, Box) and op.fill == LIGHT.better_fill)
    worse = [op for op in body.ops if isinstance(op, Box) and op.fill == LIGHT.worse_fill]
    assert better.x == pytest.approx(zero)
    assert all(bar.x + bar.width == pytest.approx(zero) for bar in worse)
    boxes = [op for op in body.ops if isinstance(op, Box)]
    assert len(boxes) == sum(bar.value is not None for bar in diverging().bars)
    assert "○ 不可比：量不同" in list(picture.texts())


def test_clipped_bars_and_mixed_pairs_are_marked(make_frame: MakeFrame) -> None:
    body = body_of(lay_out(diverging(), make_frame()))
    chevrons = [op for op in body.ops if isinstance(op, Strokes) and op.width == 1.8]
    assert len(chevrons) == 1
    mixed = next(op for op in body.ops if isinstance(op, Box) and op.edge == LIGHT.unknown_fill)
    hatches = [op for op in body.ops if isinstance(op, Strokes) and op.colour == LIGHT.unknown_fill]
    assert any(
        all(
            mixed.x - 0.1 <= x <= mixed.x + mixed.width + 0.1
            for x1, _, x2, _ in op.segments
            for x in (x1, x2)
        )
        for op in hatches
    )


def test_every_bar_says_its_standing_by_sign(make_frame: MakeFrame) -> None:
    texts = list(lay_out(diverging(), make_frame()).texts())
    assert {"▼ -11.8 %", "● +0.0 %", "▲ +22.5 %", "○ -6.9 %"} <= set(texts)


def test_figures_end_before_the_scroll_bar_in_a_narrow_chart(make_frame: MakeFrame) -> None:
    bars = (
        Bar("a", "吸水率 (%)", 38.9, "+38.9 %", Tone.BETTER),
        Bar("b", "摩擦系数", -3.6, "−3.6 %", Tone.WORSE),
    )
    frame = make_frame(284, 420, paper=False)
    picture = lay_out(replace(diverging(), bars=bars), frame)
    figures = [op for op in body_of(picture).ops if isinstance(op, Words) and op.text.endswith(" %")]
    assert len(figures) == 2
    assert all(op.x + frame.type.width(op.text, op.size, op.bold) <= frame.width - BAR for op in figures)


def test_one_bar_of_nothing_still_draws(make_frame: MakeFrame) -> None:
    spec = replace(diverging(), bars=(Bar("a", "指标", 0.0, "0 %", Tone.LEVEL),))
    assert "● 0 %" in list(lay_out(spec, make_frame()).texts())


# --- Pareto -----------------------------------------------------------------------------------------------------------


def test_a_pareto_has_one_axis_its_shares_and_their_sum(make_frame: MakeFrame) -> None:
    picture = lay_out(pareto(), make_frame(700, 400))
    texts = list(picture.texts())
    assert {"× 8.0 %", "▼ 46.0 %", "Σ 54.0 %", "Σ 100.0 %"} <= set(texts)
    assert [text for text in texts if text.rstrip(" %").isdecimal()][:2] == ["0 %", "20"]
    body = picture.panels[2]
    bars = [op for op in body.ops if isinstance(op, Box)]
    assert len({op.x for op in bars}) == 1  # all from zero
    lengths = [op.width for op in bars]
    assert lengths[1] / lengths[0] == pytest.approx(46 / 8, rel=0.01)
    ticks = [op.segments[0][0] for op in body.ops if isinstance(op, Strokes) and op.width == 2.0]
    assert ticks == sorted(ticks)
    assert ticks[0] == pytest.approx(bars[0].x + bars[0].width)  # the first share is its own sum
    assert picture.keys == tuple(f"bar{index}" for index in range(6))


# --- heat map ---------------------------------------------------------------------------------------------------------


def test_cells_have_their_class_their_figure_and_their_sign(make_frame: MakeFrame) -> None:
    spec = heatmap(rows=6, columns=4)
    picture = lay_out(spec, make_frame(900, 500))
    body = picture.panels[3]
    grounds = sorted(
        (op for op in body.ops if isinstance(op, Box) and op.height > 20), key=lambda op: (op.y, op.x)
    )
    fills = [op.fill for op in grounds]
    wanted = [
        LIGHT.unknown_tint if cell.tone_step is None else LIGHT.heat[cell.tone_step + 2]
        for row in spec.cells
        for cell in row
    ]
    assert fills == wanted
    texts = [op.text for op in body.ops if isinstance(op, Words)]
    assert {"▼ -24.2 %", "▼ -3.2 %", "● +0.8 %", "▲ +5.5 %", "▲ +21.7 %"} <= set(texts)
    hatched = [op for op in body.ops if isinstance(op, Strokes)]
    assert len(hatched) == sum(cell.tone_step is None for row in spec.cells for cell in row)


def test_classes_beyond_five_are_held(make_frame: MakeFrame) -> None:
    spec = heatmap(rows=1, columns=2)
    cells = ((replace(spec.cells[0][0], tone_step=7), replace(spec.cells[0][1], tone_step=-9)),)
    body = lay_out(replace(spec, cells=cells), make_frame()).panels[3]
    boxes = sorted((op for op in body.ops if isinstance(op, Box)), key=lambda op: op.x)
    assert [op.fill for op in boxes] == [LIGHT.heat[4], LIGHT.heat[0]]


def test_a_short_row_of_cells_is_no_crash(make_frame: MakeFrame) -> None:
    spec = heatmap(rows=2, columns=3)
    torn = Heatmap(spec.title, spec.columns, spec.rows, (), (spec.cells[0][:1], spec.cells[1]))
    assert lay_out(torn, make_frame()).panels


# --- ladder -----------------------------------------------------------------------------------------------------------


def treads(picture: Picture) -> list[Box]:
    return [op for op in body_of(picture).ops if isinstance(op, Box) and op.radius]


def test_steps_rise_to_the_right_and_the_present_one_stands_out(make_frame: MakeFrame) -> None:
    picture = lay_out(ladder(), make_frame())
    boxes = treads(picture)
    assert len(boxes) == 6
    assert [box.x for box in boxes] == sorted(box.x for box in boxes)
    assert [box.y for box in boxes] == sorted((box.y for box in boxes), reverse=True)
    assert max(boxes, key=lambda box: box.edge_width).fill == LIGHT.selection
    assert picture.start == "L2"
    texts = "".join(picture.texts())
    assert "需按同一方法复测后才能评定" in texts.replace("\n", "")


def test_standing_on_the_ground_floor_is_a_failure(make_frame: MakeFrame) -> None:
    spec = ladder()
    failed: LadderChart = replace(spec, steps=(replace(spec.steps[0], state="current"), *spec.steps[1:]))
    assert treads(lay_out(failed, make_frame()))[0].fill == LIGHT.fail_tint
    assert treads(lay_out(spec, make_frame()))[0].fill == LIGHT.surface  # left behind: no tick, no colour


def test_evidence_gives_way_before_blockers(make_frame: MakeFrame) -> None:
    spec = ladder(repeat=2)
    texts = " ".join(lay_out(spec, make_frame(680, 400)).texts())
    assert "断裂模数" in texts
    assert "另有" in texts


# --- quadrant ---------------------------------------------------------------------------------------------------------


def test_chips_lie_in_the_field_of_their_route(make_frame: MakeFrame) -> None:
    spec = quadrant()
    picture = lay_out(spec, make_frame())
    body = body_of(picture)
    fields = [op for op in body.ops if isinstance(op, Box) and op.height > 60]
    assert len(fields) == 4  # top left, top right, bottom left, bottom right
    where = {(0, 1): fields[0], (1, 1): fields[1], (0, 0): fields[2], (1, 0): fields[3]}
    spots = {spot.key: spot for spot in body.spots if spot.key}
    for item in spec.items:
        field, spot = where[item.column, item.row], spots[item.key]
        assert field.x <= spot.x
        assert spot.x + spot.width <= field.x + field.width
        assert field.y <= spot.y
        assert spot.y + spot.height <= field.y + field.height
    assert any("未评定（2 项）" in text for text in picture.texts())


def test_an_empty_board_still_names_its_fields(make_frame: MakeFrame) -> None:
    spec: QuadrantChart = replace(quadrant(), items=(), unassessed=())
    texts = list(lay_out(spec, make_frame()).texts())
    assert set(spec.names) <= set(texts)
    assert texts.count("0") == 4


# --- radar ------------------------------------------------------------------------------------------------------------


def test_rings_are_fixed_and_the_hundred_is_bold(make_frame: MakeFrame) -> None:
    picture = lay_out(radar(), make_frame())
    rings = [
        op for panel in picture.panels for op in panel.ops if isinstance(op, Shape) and len(op.points) == 6
    ]
    centre = sum(x for x, _ in rings[0].points) / 6, sum(y for _, y in rings[0].points) / 6
    sizes = [max(abs(y - centre[1]) for _, y in ring.points) for ring in rings]
    assert [size / sizes[-1] * 120 for size in sizes] == pytest.approx([20, 40, 60, 80, 100, 120])
    assert [ring.edge_width for ring in rings].index(max(ring.edge_width for ring in rings)) == 4
    assert not any(ring.fill for ring in rings)


def test_a_missing_value_is_a_gap_in_the_line(make_frame: MakeFrame) -> None:
    picture = lay_out(radar(), make_frame())
    lines = {colour: [op for panel in picture.panels for op in panel.ops
                      if isinstance(op, Strokes) and op.colour == colour and op.width < 3]
             for colour in (LIGHT.domestic, LIGHT.international)}  # fmt: skip
    in_legend = 1
    assert len(lines[LIGHT.domestic]) == 6 + in_legend
    assert len(lines[LIGHT.international]) == 4 + in_legend
    assert any("超过 120 %" in text for text in picture.texts())


def test_the_radar_refuses_what_would_mislead(make_frame: MakeFrame) -> None:
    frame = make_frame()
    two = list(lay_out(radar(axes=2), frame).texts())
    assert "雷达图至少需要 3 项可比指标，现有 2 项" in two
    five = list(lay_out(radar(series=5), frame).texts())
    assert "雷达图最多展示 4 个产品，现有 5 个" in five
    hollow = replace(
        radar(), series=tuple(replace(one, values=(100.0, 99.0, *(None,) * 4)) for one in radar().series)
    )
    assert "雷达图至少需要 3 项可比指标，现有 2 项" in list(lay_out(hollow, frame).texts())
    assert "产品 0" in list(lay_out(radar(axes=3, series=4), frame).texts())


def test_an_axis_places_and_holds() -> None:
    axis = Axis(0, 200, 10, 410)
    assert axis.at(100) == 210
    assert axis.at(900) == 410
    assert (axis.beyond(900), axis.beyond(-1), axis.beyond(200)) == (1, -1, 0)


@KINDS
@LANGUAGES
def test_what_is_cut_tells_itself_whole_on_hover(kind: str, language: str, make_frame: MakeFrame) -> None:
    frame = make_frame(360, 240, paper=False, language=language)
    picture = lay_out(all_charts(language)[kind], frame)
    mute = []
    for panel in picture.panels:
        for op in panel.ops:
            if not isinstance(op, Words) or not op.text.endswith("…"):
                continue
            middle = op.y - op.size * 0.35, op.x + 2
            if op.turned:
                middle = op.y - 2, op.x - op.size * 0.35
            told = [spot.story for spot in panel.spots if spot.story and spot.holds(middle[1], middle[0])]
            start = "".join(op.text[:-1].lstrip("▲●▼◆○✕ ").split())
            if not any(start in "".join(story.split()) for story in told):
                mute.append((op.text, told))
    assert not mute
