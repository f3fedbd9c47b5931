"""Fonts, frames and views for the tests of charts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from compare_app.domain.charts import ChartSpec
from compare_app.text.wording import Wording
from ui.assets import load_fonts
from ui.charts.frame import Frame
from ui.charts.lettering import Lettering
from ui.charts.view import ChartView
from ui.theme import LIGHT, Theme, font

MakeFrame = Callable[..., Frame]


@pytest.fixture
def families(qapp: QApplication) -> tuple[str, ...]:
    return load_fonts()


@pytest.fixture
def make_frame(families: tuple[str, ...]) -> MakeFrame:
    """Frames of any size; paper unless said otherwise."""

    def make(
        width: float = 680,
        height: float = 416,
        *,
        paper: bool = True,
        language: str = "zh_CN",
        theme: Theme = LIGHT,
        scale: float = 1.0,
    ) -> Frame:
        return Frame(width, height, theme, Lettering(families, scale), Wording.load(language), paper)

    return make


@pytest.fixture
def make_view(
    qapp: QApplication, qtbot: QtBot, families: tuple[str, ...]
) -> Iterator[Callable[..., ChartView]]:
    """Shown chart views; taken down in order."""
    made: list[ChartView] = []

    def make(spec: ChartSpec, width: int = 680, height: int = 416, language: str = "zh_CN") -> ChartView:
        view = ChartView(Wording.load(language), LIGHT)
        view.setFont(font(families))
        view.resize(width, height)
        view.show_spec(spec)
        with qtbot.waitExposed(view):
            view.show()
        made.append(view)
        return view

    yield make
    for view in made:
        view.close()
        view.deleteLater()
