"""The chart widget as a person meets it: click, hover, keys, wheel, menu, and what it looks like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from tests.ui.charts.specs import all_charts, diverging, dumbbell, heatmap, ladder, quadrant
from ui.charts.paint import Brushes, Highlight, paint
from ui.charts.picture import Panel, Spot
from ui.charts.view import ChartView
from ui.theme import LIGHT

MakeView = Callable[..., ChartView]


def stage_of(view: ChartView):  # type: ignore[no-untyped-def]
    from ui.charts.stage import Stage

    return view.findChild(Stage)


def point_of(panel: Panel, spot: Spot) -> QPoint:
    return QPoint(round(panel.x + spot.x + spot.width / 2), round(panel.y + spot.y + spot.height / 2))


def place_of(view: ChartView, key: str, story: str | None = None) -> QPoint:
    """The middle of the place that answers for a key (and tells a story)."""
    assert view.picture is not None
    for panel in view.picture.panels:
        for spot in panel.spots:
            if spot.key == key and (story is None or spot.story == story):
                return point_of(panel, spot)
    raise AssertionError(f"nothing answers for {key}")


def turn_wheel(
    view: ChartView, steps: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> QWheelEvent:
    at = QPointF(view.width() / 2, view.height() / 2)
    event = QWheelEvent(at, view.mapToGlobal(at), QPoint(), QPoint(0, -120 * steps), Qt.MouseButton.NoButton, modifiers,
                        Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    stage = stage_of(view)
    QApplication.sendEvent(stage.viewport(), event)
    return event


@pytest.mark.parametrize(
    ("kind", "key"),
    [("dumbbell", "basis"), ("diverging", "worse"), ("heatmap", "k2"), ("ladder", "L3"), ("quadrant", "i2")],
)
def test_a_click_selects_and_tells_the_row(kind: str, key: str, make_view: MakeView, qtbot: QtBot) -> None:
    view = make_view(all_charts()[kind])
    with qtbot.waitSignal(view.row_clicked) as caught:
        qtbot.mouseClick(stage_of(view).viewport(), Qt.MouseButton.LeftButton, pos=place_of(view, key))
    assert caught.args == [key]
    assert view.selected == key


def test_the_selection_is_seen(make_view: MakeView) -> None:
    view = make_view(dumbbell())
    at = place_of(view, "arrow")
    where = QPoint(view.width() - 20, at.y())
    assert view.grab().toImage().pixelColor(where).name() == LIGHT.surface_raised
    view.select("arrow")
    assert view.grab().toImage().pixelColor(where).name() == QColor(LIGHT.selection).name()
    view.select("")
    assert view.grab().toImage().pixelColor(where).name() == LIGHT.surface_raised


def test_select_from_outside_says_nothing_and_scrolls_there(make_view: MakeView, qtbot: QtBot) -> None:
    view = make_view(dumbbell("zh_CN", 60))
    assert view.picture is not None
    heard: list[str] = []
    view.row_clicked.connect(heard.append)
    view.select("row50")
    panel, spot = view.picture.place_of("row50") or pytest.fail("row50 is nowhere")
    scrolled = view._down.value()
    assert scrolled <= spot.y
    assert spot.y + spot.height <= scrolled + panel.height + 1
    view.select("no such row")
    view.select("close")
    assert view._down.value() == 0
    assert heard == []


def test_hover_tells_the_story_as_plain_text(make_view: MakeView, qtbot: QtBot) -> None:
    view = make_view(dumbbell())
    at = place_of(view, "close", "<b>3.47</b> kW")
    qtbot.mouseMove(stage_of(view).viewport(), at + QPoint(1, 0))
    qtbot.mouseMove(stage_of(view).viewport(), at)
    qtbot.waitUntil(lambda: "3.47" in QToolTip.text())
    assert "&lt;b&gt;3.47" in QToolTip.text()  # escaped: data is never rich text
    QToolTip.hideText()


def test_a_cut_label_tells_itself_whole(make_view: MakeView) -> None:
    view = make_view(dumbbell("en"), 300, 260, "en")
    assert view.picture is not None
    label = dumbbell("en").rows[4].label
    assert any(spot.story == label for panel in view.picture.panels for spot in panel.spots)


def test_arrow_keys_move_and_stop_at_the_ends(make_view: MakeView, qtbot: QtBot) -> None:
    view = make_view(diverging())
    heard: list[str] = []
    view.row_clicked.connect(heard.append)
    for key in (
        Qt.Key.Key_Down,
        Qt.Key.Key_Down,
        Qt.Key.Key_Up,
        Qt.Key.Key_Up,
        Qt.Key.Key_End,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
    ):
        qtbot.keyClick(view, key)
    assert heard == ["clipped", "worse", "clipped", "clipped", "bar7", "bar7", "clipped"]


def test_the_wheel_scrolls_only_where_there_is_more(make_view: MakeView) -> None:
    short = make_view(diverging())
    assert not turn_wheel(short, 1).isAccepted()  # the page around may scroll
    long = make_view(diverging("zh_CN", 60))
    before = long.grab().toImage()
    assert turn_wheel(long, 1).isAccepted()
    assert long._down.value() > 0
    assert long.grab().toImage() != before
    assert not turn_wheel(long, -50).isAccepted() or long._down.value() == 0
    assert not turn_wheel(long, -1).isAccepted()


def test_nothing_zooms(make_view: MakeView) -> None:
    view = make_view(dumbbell())
    before = view.grab().toImage()
    turn_wheel(view, 5, Qt.KeyboardModifier.ControlModifier)
    turn_wheel(view, -5)
    assert view.grab().toImage() == before


def test_names_and_columns_stay_while_the_matrix_scrolls(make_view: MakeView) -> None:
    view = make_view(heatmap("zh_CN", 40, 18))
    assert view.picture is not None
    assert view.picture.scroll_range[0] > 0
    cells = view.picture.panels[3]
    names, columns = view.picture.panels[2], view.picture.panels[1]
    assert (cells.sideways, cells.downwards) == (True, True)
    assert (names.sideways, names.downwards) == (False, True)
    assert (columns.sideways, columns.downwards) == (True, False)
    spot = next(spot for spot in cells.spots if spot.story.endswith("\n3/2"))
    here = view.picture.spot_at(cells.x + spot.x + 5 - 30, cells.y + spot.y + 5 - 40, 30, 40)
    assert here is not None
    assert here.story == "+5.5 %\n3/2"


def test_the_matrix_on_screen_is_the_one_in_files(make_view: MakeView) -> None:
    """The screen paints layers and glyphs laid out together, files line by line."""
    view = make_view(heatmap("zh_CN", 12, 40))
    picture, frame = view.picture, view._frame()
    assert picture is not None
    assert picture.scroll_range[0] > 900
    for across in (0.0, 613.0, float(round(picture.scroll_range[0]))):  # as scroll bars say it
        seen = [QImage(view.size(), QImage.Format.Format_RGB32) for _ in range(2)]
        for image, clip in zip(seen, (True, False), strict=True):
            image.fill(0)
            painter = QPainter(image)
            body = picture.panels[3]
            painter.setClipRect(QRectF(body.x, body.y, body.width, body.height))
            only = replace(picture, panels=(body,))
            paint(only, painter, Brushes(frame.type), LIGHT, Highlight(across=across, clip=clip))
            painter.end()
        here, there = (np.frombuffer(image.constBits(), np.uint8).astype(int) for image in seen)
        assert abs(here - there).max() <= 2, across  # places of glyphs are rounded to 1/64 px


def test_other_rows_reuse_the_lettering_of_those_that_stay(make_view: MakeView) -> None:
    spec = heatmap("zh_CN", 9, 4)
    view = make_view(spec, 680, 700)
    view.grab()
    known = dict(view._frame().type._runs)
    assert len(known) >= 9
    view.show_spec(replace(spec, rows=spec.rows[3:], keys=spec.keys[3:], cells=spec.cells[3:]))
    view.grab()
    assert all(view._frame().type._runs[key] is runs for key, runs in known.items())


def test_the_ladder_opens_on_the_present_step(make_view: MakeView) -> None:
    view = make_view(ladder(repeat=3), 420, 240)
    assert view.picture is not None
    found = view.picture.place_of("L2")
    assert found is not None
    panel, spot = found
    assert spot.y + spot.height <= view._down.value() + panel.height + 1
    assert view._down.value() > 0


def test_our_menu_copies_and_asks_to_save(make_view: MakeView, qtbot: QtBot) -> None:
    view = make_view(quadrant())
    menu = view.context_menu()
    assert [action.text() for action in menu.actions()] == ["复制图片", "图片复制为", "图片另存为…"]
    with qtbot.waitSignal(view.save_requested):
        menu.actions()[2].trigger()
    menu.actions()[0].trigger()
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == (1360, 832)
    assert image.pixelColor(0, 0).name() == LIGHT.surface_raised
    menu.deleteLater()


def test_a_new_spec_of_the_same_kind_keeps_place_and_selection(make_view: MakeView) -> None:
    view = make_view(dumbbell("zh_CN", 60))
    view.select("row40")
    place = view._down.value()
    assert place > 0
    view.show_spec(replace(dumbbell("zh_CN", 60), title="新的"))
    assert (view._down.value(), view.selected) == (place, "row40")
    view.show_spec(diverging("zh_CN", 60))
    assert view._down.value() == 0


def test_screen_readers_get_a_name_and_a_description(make_view: MakeView) -> None:
    view = make_view(ladder())
    assert view.accessibleName() == ladder().title
    assert "L2 达标" in view.accessibleDescription()
    assert view.focusPolicy() == Qt.FocusPolicy.StrongFocus


@pytest.mark.parametrize("size", [(280, 180), (360, 240), (2560, 1440)])
@pytest.mark.parametrize("kind", list(all_charts()))
def test_every_chart_draws_at_every_size(kind: str, size: tuple[int, int], make_view: MakeView) -> None:
    view = make_view(all_charts()[kind], *size)
    image = view.grab().toImage()
    assert (
        len({image.pixel(x, y) for x in range(0, image.width(), 4) for y in range(0, image.height(), 4)}) > 4
    )


def test_nothing_is_drawn_before_it_is_shown(qapp: QApplication, make_view: MakeView) -> None:
    from compare_app.text.wording import Wording

    view = ChartView(Wording.load("zh_CN"), LIGHT)
    view.show_spec(dumbbell())
    assert view.picture is None
    assert stage_of(view) is None
    view.select("close")
    view.deleteLater()
