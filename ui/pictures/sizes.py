"""The window on other screens: small and large ones, and those that Windows scales.

Windows' scaling is a device pixel ratio to Qt: letters and controls keep their logical size and get more pixels, only
the room on the screen shrinks. A scaled picture is therefore the window at the logical size that a full HD screen
leaves it, painted with that ratio. (Larger letters at the same size are measured in tests/ui/test_clipped.py.)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ui.pages.overview import OverviewPage
from ui.pictures.pages import plain_pages
from ui.pictures.stage import Shot, Stage

SCREENS: Final = ((1366, 768), (2560, 1440))
TASKBAR: Final = 48  # logical px that Windows keeps
SCALES: Final = (1.25, 1.5, 2.0)
FULL_HD: Final = (1920, 1080)


def screens(stage: Stage) -> Iterator[Shot]:
    """Both views of the overview and the widest table on a small and on a large screen."""
    before = stage.window.size()
    for width, height in SCREENS:
        stage.window.resize(width, height - TASKBAR)
        overview = stage.window.show_page("overview")
        yield stage.shot(f"b-{width}x{height}-enterprise")
        ours = stage.session.our_products()
        if isinstance(overview, OverviewPage) and ours:
            overview.open_product(ours[0].id)
            yield stage.shot(f"b-{width}x{height}-product")
            overview.show_enterprise()
        for page in ("indicators", "standards", "diagnosis", "profile"):
            stage.window.show_page(page)
            yield stage.shot(f"b-{width}x{height}-{page}")
    stage.window.resize(before)


def scaled(stage: Stage, scale: float) -> Iterator[Shot]:
    """The pages on a full HD screen that Windows scales."""
    before = stage.window.size()
    width, height = (round(side / scale) for side in FULL_HD)
    stage.window.resize(width, height - TASKBAR)  # the window itself keeps its least size
    yield from plain_pages(stage, f"c-{round(100 * scale)}")
    stage.window.resize(before)
