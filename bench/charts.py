"""Charts beside Matplotlib doing the same figure: first paint, and redraw when a filter changes what is shown.

Both start from the same plain numbers in memory, in a process that has loaded its libraries, and draw into an image of
the same size: ours in its widget on Qt's raster engine, Matplotlib on its Agg canvas. Matplotlib is no dependency.
"""

from __future__ import annotations

import importlib.util
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import made

if TYPE_CHECKING:
    from compare_app.domain.charts import ChartSpec

NOT_HERE = 77
PRODUCTS, INDICATORS, POOL = 50, 30, 200_000
SIZES = {
    "dumbbell": (1000, 1560),
    "diverging": (1000, 1100),
    "heatmap": (3900, 1200),
    "distribution": (1000, 600),
}
"""Pixels: large enough that nothing has to be scrolled, so that both draw everything."""

FILTERS = 3  # what is shown changes between so many choices


@dataclass(frozen=True)
class Row:
    """One indicator: our achievement against the benchmark at 100, with the texts beside the marks."""

    name: str
    ours: float
    text: str


@cache
def rows(turn: int) -> list[Row]:
    """The indicators that a filter leaves: all of them at first, then two of three."""
    generator = random.Random(3)
    every = [
        Row(f"指标 {at + 1} (MPa)", value, f"{value:.2f} MPa")
        for at, value in ((at, generator.uniform(70, 130)) for at in range(INDICATORS))
    ]
    return every if not turn else [one for at, one in enumerate(every) if at % FILTERS != turn % FILTERS]


@cache
def gaps(turn: int) -> list[list[float]]:
    """Gaps in per cent, a row an indicator and a column a product."""
    generator = random.Random(4)
    every = [[generator.gauss(0, 9) for _ in range(PRODUCTS)] for _ in range(INDICATORS)]
    return every if not turn else [one for at, one in enumerate(every) if at % FILTERS != turn % FILTERS]


def _make_numbers() -> None:
    """Ahead of the clock: what is measured starts at numbers in memory."""
    for turn in range(10):
        rows(turn), gaps(turn)


# --- ours -------------------------------------------------------------------------------------------------------------


def _dumbbell(turn: int) -> ChartSpec:
    from compare_app.domain.charts import Dumbbell, DumbbellRow, Point
    from compare_app.domain.tone import Mark, Tone

    legend = (("本企业", Tone.OURS, Mark.SOLID), ("国内标杆", Tone.DOMESTIC, Mark.SOLID))
    drawn = tuple(
        DumbbellRow(one.name, one.name, (
            Point(100.0, "100.00 MPa", Tone.DOMESTIC, series=1), Point(one.ours, one.text, Tone.OURS),
        ))
        for one in rows(turn)
    )  # fmt: skip
    return Dumbbell("与标杆的距离", "达标程度，标杆 = 100 %", legend, drawn)


def _diverging(turn: int) -> ChartSpec:
    from compare_app.domain.charts import Bar, Diverging
    from compare_app.domain.tone import Tone

    bars = tuple(
        Bar(one.name, one.name, gap, f"{gap:+.1f} %", Tone.BETTER if gap > 0 else Tone.WORSE)
        for one, gap in ((one, one.ours - 100) for one in rows(turn))
    )
    return Diverging("与标杆的差距", "差距，%", bars)


def _heatmap(turn: int) -> ChartSpec:
    from compare_app.domain.charts import HeatCell, Heatmap

    def cell(gap: float) -> HeatCell:
        step = (gap > 0) - (gap < 0)
        return HeatCell(f"{gap:+.1f} %", step * 2 if abs(gap) > 10 else step)

    found = gaps(turn)
    names = tuple(f"指标 {at + 1}" for at in range(len(found)))
    cells = tuple(tuple(cell(gap) for gap in line) for line in found)
    return Heatmap("差距一览", tuple(f"产品 {at + 1}" for at in range(PRODUCTS)), names, names, cells)


def _distribution() -> Callable[[int], ChartSpec]:
    """From the columns of 200 000 products, the comparison done: gate, bins, quartiles and words are in the time."""
    from compare_app.engine.charts import chart_of
    from compare_app.engine.compare import compare
    from compare_app.text.wording import Wording

    project, pool, fetch = made.pool(POOL, FILTERS)
    comparison = compare(project, "p0", {"p0": fetch("p0")}, pool, date(2026, 1, 1), fetch)
    words = Wording.load("zh_CN")
    return lambda turn: chart_of(
        project, comparison, f"distribution:i{turn % FILTERS}", words, pool=lambda: pool, results=tuple
    )


def _frames(name: str) -> Iterator[float]:
    """The time of each drawing of ours: the first paint of a new widget, then one after each change of the filter."""
    from compare_app.text.wording import Wording
    from ui.app import dress, make_application
    from ui.charts import stage
    from ui.charts.view import ChartView
    from ui.theme import LIGHT

    assert stage  # loaded with the first chart; what is measured is not the import
    application = make_application()
    dress(application, LIGHT)
    spec: Callable[[int], ChartSpec] = {
        "dumbbell": _dumbbell, "diverging": _diverging, "heatmap": _heatmap,
    }.get(name) or _distribution()  # fmt: skip
    words = Wording.load("zh_CN")
    _make_numbers()
    start = time.process_time()
    view = ChartView(words, LIGHT)
    view.resize(*SIZES[name])
    view.show_spec(spec(0))
    view.show()
    view.grab()
    yield time.process_time() - start
    for turn in range(1, 10):
        start = time.process_time()
        view.show_spec(spec(turn))
        view.grab()
        yield time.process_time() - start


# --- Matplotlib -------------------------------------------------------------------------------------------------------


def _drawn_dumbbell(axes: Any, turn: int) -> None:
    shown = rows(turn)
    places = range(len(shown))
    values = [one.ours for one in shown]
    axes.hlines(places, [min(value, 100) for value in values], [max(value, 100) for value in values])
    axes.scatter([100] * len(shown), places, marker="D", label="国内标杆")
    axes.scatter(values, places, label="本企业")
    axes.axvline(100)
    for at, one in enumerate(shown):
        axes.text(one.ours, at - 0.35, one.text, ha="center")
        axes.text(100, at + 0.45, "100.00 MPa", ha="center")
    axes.set_yticks(places, [one.name for one in shown])
    axes.legend()


def _drawn_diverging(axes: Any, turn: int) -> None:
    shown = rows(turn)
    found = [one.ours - 100 for one in shown]
    axes.barh(range(len(shown)), found, color=["#2f7fd6" if gap > 0 else "#e0781a" for gap in found])
    for at, gap in enumerate(found):
        axes.text(gap, at, f"{gap:+.1f} %", ha="left" if gap > 0 else "right", va="center")
    axes.set_yticks(range(len(shown)), [one.name for one in shown])
    axes.axvline(0)


def _drawn_heatmap(axes: Any, turn: int) -> None:
    import numpy as np
    from matplotlib.colors import BoundaryNorm, ListedColormap

    found = gaps(turn)
    colours = ListedColormap(["#f2a65e", "#fbdcbd", "#eceff3", "#cfe1f6", "#86b6ee"])
    norm = BoundaryNorm([-100, -10, -1, 1, 10, 100], 5)
    axes.imshow(np.array(found), cmap=colours, norm=norm, aspect="auto")
    for at, line in enumerate(found):
        for column, gap in enumerate(line):
            axes.text(column, at, f"{gap:+.1f} %", ha="center", va="center")
    axes.set_xticks(range(PRODUCTS), [f"产品 {at + 1}" for at in range(PRODUCTS)])
    axes.set_yticks(range(len(found)), [f"指标 {at + 1}" for at in range(len(found))])


def _drawn_distribution(values: list[Any], axes: Any, turn: int) -> None:
    import numpy as np

    column = values[turn % FILTERS]
    counts, edges = np.histogram(column, bins="fd")
    axes.bar(edges[:-1], counts, np.diff(edges), align="edge")
    axes.bxp([dict(zip(("q1", "med", "q3"), np.percentile(column, (25, 50, 75))), whislo=column.min(),
                   whishi=column.max())], orientation="horizontal", positions=[-counts.max() / 20],
             widths=counts.max() / 25, showfliers=False, manage_ticks=False)  # fmt: skip
    for value, name in ((column[0], "本企业"), (column[1], "国内标杆"), (column[2], "国际标杆")):
        axes.axvline(value)
        axes.text(value, counts.max(), f"{name} {value:.2f}")
    better = int((column < column[0]).sum())
    axes.set_title(f"优于 {better} 个产品，共 {len(column)} 个")


def _their_frames(name: str) -> Iterator[float]:
    """The time of each drawing of Matplotlib: a new figure, then its axes cleared and drawn again."""
    if importlib.util.find_spec("matplotlib") is None:
        sys.exit(NOT_HERE)
    from matplotlib import font_manager, rcParams
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    for path in (Path(__file__).resolve().parents[1] / "resources" / "fonts").glob("*.ttf"):
        font_manager.fontManager.addfont(str(path))
    rcParams["font.family"] = "Noto Sans SC"
    draw: dict[str, Callable[[Any, int], None]] = {
        "dumbbell": _drawn_dumbbell, "diverging": _drawn_diverging, "heatmap": _drawn_heatmap,
    }  # fmt: skip
    if name == "distribution":
        columns = made.pool(POOL, FILTERS)[1].columns.values()
        draw[name] = partial(_drawn_distribution, [one.low for one in columns])
    width, height = SIZES[name]
    _make_numbers()
    start = time.process_time()
    figure = Figure((width / 96, height / 96), dpi=96)
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    draw[name](axes, 0)
    canvas.draw()
    yield time.process_time() - start
    for turn in range(1, 10):
        start = time.process_time()
        axes.clear()
        draw[name](axes, turn)
        canvas.draw()
        yield time.process_time() - start


def _first(frames: Callable[[str], Iterator[float]], name: str, folder: Path) -> float:
    return next(frames(name))


def _again(frames: Callable[[str], Iterator[float]], name: str, folder: Path) -> float:
    """The best of nine: what else runs on the machine shall not count."""
    return min(list(frames(name))[1:])


SCENES: dict[str, Callable[[Path], float]] = {
    f"{who}_{name}_{when}": partial(measured, frames, name)
    for name in SIZES
    for who, frames in (("our", _frames), ("their", _their_frames))
    for when, measured in (("first", _first), ("again", _again))
}
