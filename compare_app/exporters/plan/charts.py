"""The charts beside the gap analysis: every kind that Excel has a form for, native and bound to the sheet of tables."""

from __future__ import annotations

from typing import Final

from compare_app.domain.charts import ChartSpec, Dumbbell, NoChart, Radar
from compare_app.domain.quality_charts import Control, Fishbone, Gantt, Histogram
from compare_app.domain.value_charts import Bullet, Distribution, Parallel
from compare_app.exporters.plan.look import QUIET
from compare_app.exporters.plan.material import Material
from compare_app.exporters.plan.native.bins import distribution, histogram
from compare_app.exporters.plan.native.bullet import bullet
from compare_app.exporters.plan.native.cells import plain
from compare_app.exporters.plan.native.control import control
from compare_app.exporters.plan.native.desk import COLUMN_WIDTH, COLUMNS, PRINT_SCALE, WHOLE, Desk
from compare_app.exporters.plan.native.dumbbell import MOST_ROWS, dumbbell
from compare_app.exporters.plan.native.fishbone import fishbone
from compare_app.exporters.plan.native.gantt import gantt
from compare_app.exporters.plan.native.profiles import parallel, radar
from compare_app.text.message import M

KINDS: Final = (
    "bullet",
    "before_after",
    "distribution",
    "histogram",
    "control",
    "parallel",
    "radar",
    "gantt",
    "fishbone",
)
"""In the order of the sheet: where we stand, what changed, who else there is, the process, the plan."""

_DATA_WIDTHS: Final = (34.0, *[13.0] * 14)
"""The widest table is that of the parallel axes: seven products, a height and a value each."""


def write_charts(material: Material) -> None:
    """Two sheets, the charts and their tables; none where there is nothing to draw."""
    words = material.words
    found = [material.charts[kind] for kind in KINDS if kind in material.charts]
    if all(isinstance(one, NoChart) for one in found):
        return
    page = material.page(words(M("Charts")), [COLUMN_WIDTH] * COLUMNS)
    page.title(
        words(M("Charts")),
        words(
            M(
                "Every chart can be edited; the cells it shows stand on the sheet {sheet}.",
                sheet=M("Chart data"),
            )
        ),
    )
    data = material.page(words(M("Chart data")), _DATA_WIDTHS)
    data.title(
        words(M("Chart data")), words(M("What the charts show; whoever changes a cell changes its chart."))
    )
    desk = Desk(material, page, data)
    for one in found:
        _draw(desk, one)
    _refusals(desk, [one for one in found if isinstance(one, NoChart)])
    page.printing(material.footer)
    page.sheet.set_print_scale(
        PRINT_SCALE
    )  # breaks between charts do not count where a sheet is fitted to a page
    page.sheet.set_h_pagebreaks(desk.breaks)
    page.sheet.print_area(0, 0, page.row, COLUMNS - 1)
    data.printing(material.footer)
    data.sheet.print_area(0, 0, data.row, len(_DATA_WIDTHS) - 1)


def _draw(desk: Desk, spec: ChartSpec) -> None:
    match spec:
        case Bullet():
            bullet(desk, spec)
        case Dumbbell():
            _before_after(desk, spec)
        case Distribution():
            distribution(desk, spec)
        case Histogram():
            histogram(desk, spec)
        case Control():
            control(desk, spec)
        case Parallel():
            parallel(desk, spec)
        case Radar():
            radar(desk, spec)
        case Gantt():
            gantt(desk, spec)
        case Fishbone():
            fishbone(desk, spec)


def _before_after(desk: Desk, spec: Dumbbell) -> None:
    if not spec.rows:
        return
    height = 120 + 28 * min(len(spec.rows), MOST_ROWS)
    desk.block(spec.title, height)
    drawn = dumbbell(desk.material, desk.data, spec, room=28)
    if drawn is not None:
        chart = plain(drawn, WHOLE, height)
        chart.set_plotarea({"layout": {"x": 0.2, "y": 0.04, "width": 0.72, "height": 0.76}})
        desk.show([(chart, spec.title, height)])
    desk.say(*(f"○ {row.label}   {row.note}" for row in spec.rows if not row.points), spec.footnote)


def _refusals(desk: Desk, refused: list[NoChart]) -> None:
    """A line for each chart that would mislead or has nothing to show."""
    if not refused:
        return
    desk.block(desk.material.words(M("Not drawn")), 20 * len(refused))
    for one in refused:
        said = " ".join(part for part in (one.reason, one.remedy) if part)
        desk.page.paragraph(f"○ {one.title}   {said}", font_color=QUIET)
