"""The quality engineer's charts on the picture: marks where their values are, nothing cut unsaid, keys that answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from compare_app.domain.charts import ChartSpec
from compare_app.domain.quality_charts import FishCause, GanttRow
from compare_app.domain.tone import Tone
from tests.ui.charts.conftest import MakeFrame
from tests.ui.charts.quality_specs import TODAY, control, fishbone, gantt, histogram, quality_charts
from tests.ui.charts.test_layout import collisions, placed
from ui.charts.layout import lay_out
from ui.charts.picture import Box, Disc, Panel, Picture, Shape, Strokes, Words
from ui.charts.view import ChartView
from ui.theme import LIGHT

KINDS = pytest.mark.parametrize("kind", list(quality_charts()))
LANGUAGES = pytest.mark.parametrize("language", ["zh_CN", "en"])


def body_of(picture: Picture) -> Panel:
    """The panel with most in it."""
    return max(picture.panels, key=lambda panel: len(list(panel.ops)))


@KINDS
@LANGUAGES
@pytest.mark.parametrize("scale", [0.9, 1.6, 2.0])
@pytest.mark.parametrize(
    "size", [(300, 220), (420, 640), (900, 260), (1400, 900)], ids=lambda s: f"{s[0]}x{s[1]}"
)
def test_no_text_lies_over_another_at_any_size_of_type(
    kind: str, language: str, scale: float, size: tuple[int, int], make_frame: MakeFrame
) -> None:
    frame = make_frame(*size, language=language, scale=scale, paper=False)
    picture = lay_out(quality_charts(language)[kind], frame)
    assert not collisions(picture, frame)
    for panel in picture.panels:
        for left, _, right, _, text in placed(panel, frame):
            assert panel.x + left >= -1, text
            assert panel.sideways or panel.x + right <= frame.width + 1, text


@KINDS
@LANGUAGES
@pytest.mark.parametrize("size", [(340, 230), (360, 280), (700, 300)], ids=lambda s: f"{s[0]}x{s[1]}")
def test_small_paper_holds_all_that_it_shows(
    kind: str, language: str, size: tuple[int, int], make_frame: MakeFrame
) -> None:
    frame = make_frame(*size, language=language)
    picture = lay_out(quality_charts(language)[kind], frame)
    assert not collisions(picture, frame)
    panels = [panel for panel in picture.panels if any(panel.ops)]
    for panel in panels:
        assert panel.content_height <= panel.height + 0.5
        for _, top, _, bottom, text in placed(panel, frame):
            assert top >= -1, text
            assert bottom <= panel.height + 1, text
    for one, other in pairwise(sorted(panels, key=lambda panel: panel.y)):
        assert other.y >= one.y + one.height - 1 or other.x > one.x or one.x > other.x
    assert (picture.left_out > 0) == any(("另有" in text or "more" in text) for text in picture.texts())


@KINDS
def test_a_screen_reader_is_told_more_than_the_title(kind: str, make_frame: MakeFrame) -> None:
    spec = quality_charts()[kind]
    summary = lay_out(spec, make_frame()).summary
    assert summary.startswith(spec.title)
    wanted = {
        "control": "连续 9 点在中心线同一侧（B-025）",
        "histogram": "≥45.6 Q/SL 1-2025 ×",
        "strip": "46.31 MPa",
        "gantt": "逾期 12 天",
        "fishbone": "料: 原因 2-0",
        "empty_fish": "尚未填写原因",
    }
    assert wanted[kind] in summary


# --- control chart ----------------------------------------------------------------------------------------------------


def test_signals_are_diamonds_with_their_number_and_the_rest_are_discs(make_frame: MakeFrame) -> None:
    picture = lay_out(control(), make_frame(900, 480))
    body = body_of(picture)
    diamonds = [op for op in body.ops if isinstance(op, Shape) and op.edge == LIGHT.worse]
    discs = [op for op in body.ops if isinstance(op, Disc)]
    assert len(diamonds) == 4  # two above, two below
    assert len(diamonds) + len(discs) == 25 + 24  # the first place has no moving range
    numbers = [op.text for op in body.ops if isinstance(op, Words) and op.colour == LIGHT.worse]
    assert sorted(numbers) == ["1", "1", "1", "2,3"]


def test_a_value_stands_above_the_limit_it_breaks(make_frame: MakeFrame) -> None:
    body = body_of(lay_out(control(), make_frame(900, 480)))
    limits = sorted(op.segments[0][1] for op in body.ops if isinstance(op, Strokes) and op.dashed)
    assert len(limits) == 3  # upper and lower above, upper below
    beyond = [op for op in body.ops if isinstance(op, Shape) and op.edge == LIGHT.worse]
    tops = sorted(sum(y for _, y in op.points) / 4 for op in beyond)
    assert tops[0] < limits[0]  # the highest value lies above the upper limit
    inside = [op.y for op in body.ops if isinstance(op, Disc) and op.y < limits[1]]
    assert all(limits[0] < y for y in inside)


def test_neighbours_are_joined_and_nothing_bridges_a_missing_one(make_frame: MakeFrame) -> None:
    spec = control()
    points = tuple(
        replace(one, value=None) if at == 10 else one for at, one in enumerate(spec.location.points)
    )
    torn = replace(spec, location=replace(spec.location, points=points))

    def joints(one: ChartSpec) -> int:
        ops = body_of(lay_out(one, make_frame())).ops
        return max(len(op.segments) for op in ops if isinstance(op, Strokes) and not op.dashed)

    assert (joints(spec), joints(torn)) == (24, 23)  # of the ranges one more is there than of the torn values


def test_many_places_scroll_sideways_on_the_screen_and_stand_close_on_paper(make_frame: MakeFrame) -> None:
    wide = lay_out(control(places=200), make_frame(paper=False))
    assert wide.scroll_range[0] > 1000
    assert wide.scroll_range[1] == 0
    paper = lay_out(control(places=200), make_frame())
    assert paper.scroll_range == (0, 0)
    assert paper.left_out == 0
    labels = [text for text in paper.texts() if text.startswith("B-")]
    assert labels[0] == "B-200"
    assert 4 < len(labels) < 30


def test_keys_reach_a_place_out_of_sight(make_view: Callable[..., ChartView], qtbot: QtBot) -> None:
    view = make_view(control(places=200))
    told: list[str] = []
    view.row_clicked.connect(told.append)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert told == ["p/x/199"]
    assert view.picture is not None
    found = view.picture.place_of("p/x/199")
    assert found is not None
    panel, spot = found
    across = view._across.value()
    assert across <= spot.x + 1
    assert spot.x + spot.width <= across + panel.width + 1


# --- histogram --------------------------------------------------------------------------------------------------------


def test_bars_are_as_high_as_their_counts(make_frame: MakeFrame) -> None:
    spec = histogram()
    body = body_of(lay_out(spec, make_frame(800, 500)))
    bars = [op for op in body.ops if isinstance(op, Box) and op.fill == LIGHT.level_fill]
    counts = [one.count for one in spec.bins if one.count]
    assert len(bars) == len(counts)  # an empty bar is no box
    assert len({round(op.y + op.height, 3) for op in bars}) == 1
    heights = [op.height / count for op, count in zip(bars, counts, strict=True)]
    assert heights == pytest.approx([heights[0]] * len(heights))
    assert all(one.x + one.width <= other.x + 0.5 for one, other in pairwise(bars))


def test_limits_stand_at_their_values_and_far_ones_at_the_edge(make_frame: MakeFrame) -> None:
    spec = histogram()
    picture = lay_out(spec, make_frame(800, 500))
    body = body_of(picture)
    lines = {op.colour: op.segments[0][0] for op in body.ops if isinstance(op, Strokes) and op.dashed}
    assert set(lines) == {LIGHT.text, LIGHT.fail}  # ≤99 lies far off and has no line
    (mean,) = [
        op for op in body.ops if isinstance(op, Strokes) and op.colour == LIGHT.ours and op.width == 2.0
    ]
    per_unit = (mean.segments[0][0] - lines[LIGHT.text]) / (46.31 - 45.0)
    assert (lines[LIGHT.fail] - lines[LIGHT.text]) / per_unit == pytest.approx(0.6, abs=0.01)
    assert (
        len([op for op in body.ops if isinstance(op, Strokes) and len(op.segments) == 4 and op.width == 1.8])
        == 1
    )
    assert {"≥45 GB/T 4100-2015 ●", "≥45.6 Q/SL 1-2025 ×", "≤99 T/CBMF 1-2020 ●"} <= set(picture.texts())


def test_equal_values_are_piled_and_each_tells_itself(make_frame: MakeFrame) -> None:
    picture = lay_out(histogram(values=7), make_frame(800, 400))
    marks = [op for op in body_of(picture).ops if isinstance(op, Disc)]
    assert len(marks) == 7
    assert len({(round(op.x), round(op.y)) for op in marks}) == 7
    assert len({round(op.x) for op in marks}) == 4
    assert not [op for op in body_of(picture).ops if isinstance(op, Box)]


def test_one_value_alone_is_drawn(make_frame: MakeFrame) -> None:
    spec = replace(histogram(values=1), rules=())
    assert "45.0 MPa" in list(lay_out(spec, make_frame()).texts())


# --- Gantt ------------------------------------------------------------------------------------------------------------


def rows_of(picture: Picture) -> Panel:
    """The panel of the rows: the one that scrolls."""
    return next(panel for panel in picture.panels if panel.downwards)


def boxes(picture: Picture) -> list[Box]:
    return [op for op in rows_of(picture).ops if isinstance(op, Box)]


def test_bars_reach_from_start_to_due(make_frame: MakeFrame) -> None:
    rows = tuple(
        GanttRow(name, name, TODAY + timedelta(days=start), TODAY + timedelta(days=due), "◆", Tone.NEUTRAL)
        for name, start, due in (("a", 0, 10), ("b", 10, 40), ("c", -20, 0))
    )
    picture = lay_out(replace(gantt(), rows=rows), make_frame(800, 400))
    first, second, third = boxes(picture)
    assert first.x + first.width == pytest.approx(second.x)
    assert third.x + third.width == pytest.approx(first.x)
    assert second.width == pytest.approx(3 * first.width)
    today = [op for op in body_of(picture).ops if isinstance(op, Strokes) and op.colour == LIGHT.accent]
    assert today[0].segments[0][0] == pytest.approx(first.x)


def test_overdue_is_hatched_to_today_and_said(make_frame: MakeFrame) -> None:
    picture = lay_out(gantt(), make_frame(800, 420))
    (hatched,) = [op for op in boxes(picture) if op.fill == LIGHT.worse_tint]
    today = [op for op in body_of(picture).ops if isinstance(op, Strokes) and op.colour == LIGHT.accent]
    assert hatched.x + hatched.width == pytest.approx(today[0].segments[0][0])
    assert "▼ 逾期 12 天，进行中" in list(picture.texts())


def test_a_row_without_dates_has_words_and_one_without_start_a_mark(make_frame: MakeFrame) -> None:
    one = {row.key: row for row in gantt().rows}
    words = lay_out(replace(gantt(), rows=(one["none"],)), make_frame(900, 300))
    assert not boxes(words)
    assert not [op for op in rows_of(words).ops if isinstance(op, Shape)]
    assert one["none"].note in list(words.texts())
    mark = lay_out(replace(gantt(), rows=(one["due"],)), make_frame(900, 300))
    assert not boxes(mark)
    assert len([op for op in rows_of(mark).ops if isinstance(op, Shape)]) == 1


def test_paper_holds_thirty_rows_at_most_and_counts_the_rest(make_frame: MakeFrame) -> None:
    picture = lay_out(gantt(rows=45), make_frame(900, 4000))
    assert picture.left_out == 15
    assert any("另有 15" in text for text in picture.texts())
    assert lay_out(gantt(rows=45), make_frame(900, 4000, paper=False)).left_out == 0


@pytest.mark.parametrize("days", [1, 40, 400, 4000, 40000])
def test_months_stand_side_by_side_over_any_time(days: int, make_frame: MakeFrame) -> None:
    row = replace(gantt().rows[0], due=TODAY + timedelta(days=days))
    frame = make_frame(700, 300)
    picture = lay_out(replace(gantt(), rows=(row,)), frame)
    assert not collisions(picture, frame)
    months = [text for text in picture.texts() if len(text) == 7 and text[4] == "-"]
    assert months
    assert months == sorted(months)


# --- fishbone ---------------------------------------------------------------------------------------------------------


def test_six_bones_meet_the_spine_in_order(make_frame: MakeFrame) -> None:
    picture = lay_out(fishbone(), make_frame(900, 520))
    body = body_of(picture)
    spine = next(op for op in body.ops if isinstance(op, Strokes) and op.width == 3.0).segments[0][1]
    bones = [op.segments[0] for op in body.ops if isinstance(op, Strokes) and op.width == 1.8]
    assert len(bones) == 6
    assert all(y2 == spine for _, _, _, y2 in bones)
    assert [y1 < spine for _, y1, _, _ in bones] == [True] * 3 + [False] * 3
    assert all(x1 < x2 for x1, _, x2, _ in bones)  # they lean towards the head
    names = {op.text: op for op in body.ops if isinstance(op, Words) and op.text in "人机料法环测"}
    assert names["人"].x < names["机"].x < names["料"].x
    assert names["法"].y > spine > names["人"].y


def test_words_never_cross_a_bone(make_frame: MakeFrame) -> None:
    for paper in (True, False):
        for size in ((900, 520), (640, 480), (360, 640), (1600, 900)):
            frame = make_frame(*size, paper=paper)
            body = body_of(lay_out(fishbone(causes=5), frame))
            bones = [op.segments[0] for op in body.ops if isinstance(op, Strokes) and op.width == 1.8]
            for left, top, right, bottom, text in placed(body, frame):
                if text in "人机料法环测":
                    continue
                for x1, y1, x2, y2 in bones:
                    for y in (top, bottom):
                        if min(y1, y2) < y < max(y1, y2):
                            x = x1 + (x2 - x1) * (y - y1) / (y2 - y1)
                            assert not left + 1 < x < right - 1, (text, size)


def test_every_cause_answers_with_its_key_and_all_of_its_words(make_frame: MakeFrame) -> None:
    spec = fishbone(causes=4)
    body = body_of(lay_out(spec, make_frame(700, 500, paper=False)))
    told = {(spot.key, spot.story) for spot in body.spots}
    for bone in (*spec.bones, spec.loose):
        for cause in bone.causes:
            assert (cause.key, cause.story) in told


def test_an_endless_word_is_wrapped_and_cut(make_frame: MakeFrame) -> None:
    spec = fishbone()
    endless = FishCause("k", "x" * 400, "待查", "○", story="x" * 400)
    bones = tuple(replace(bone, causes=(endless,) * 2) for bone in spec.bones)
    frame = make_frame(500, 400, paper=False)
    picture = lay_out(replace(spec, bones=bones, head="h" * 300), frame)
    assert not collisions(picture, frame)
    for panel in picture.panels:
        for left, _, right, _, text in placed(panel, frame):
            assert panel.x + left >= -1, text
            assert panel.x + right <= frame.width + 1, text


def test_an_empty_fish_has_its_bones_and_a_hint(make_frame: MakeFrame) -> None:
    texts = list(lay_out(fishbone(causes=0, loose=0), make_frame()).texts())
    assert set("人机料法环测") <= set(texts)
    assert any("尚未填写原因" in text for text in texts)
