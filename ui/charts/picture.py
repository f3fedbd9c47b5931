"""A laid-out chart as plain data: strokes, boxes, shapes and words in panels, with the spots that answer the mouse.

Lengths are logical pixels of 1/96 inch. A picture knows no device: the screen scrolls its panels, paper shows them
whole, and both are painted by `ui.charts.paint`. What a matrix has a thousand of is a named tuple, which is made in a
third of the time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple


class Size(IntEnum):
    """Sizes of type in a chart, in logical pixels at scale 1 (12 px = 9 pt)."""

    TINY = 10
    SMALL = 11
    BODY = 12
    STRONG = 13
    TITLE = 15
    HEADLINE = 20


@dataclass(frozen=True, slots=True)
class Strokes:
    """Straight lines of one pen, (x1, y1, x2, y2) each."""

    segments: tuple[tuple[float, float, float, float], ...]
    colour: str
    width: float = 1.0
    dashed: bool = False


class Box(NamedTuple):
    """A rectangle, filled, outlined or both."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    edge: str = ""
    edge_width: float = 1.0
    radius: float = 0.0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A polygon or, where `closed` is False, a bent line."""

    points: tuple[tuple[float, float], ...]
    fill: str = ""
    edge: str = ""
    edge_width: float = 1.0
    closed: bool = True
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle around (x, y)."""

    x: float
    y: float
    radius: float
    fill: str = ""
    edge: str = ""
    edge_width: float = 1.0


class Words(NamedTuple):
    """One line of text; `x` is its left end, `y` its baseline. `turned` reads upwards."""

    x: float
    y: float
    text: str
    colour: str
    size: Size = Size.BODY
    bold: bool = False
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Patch:
    """Clean ground behind words, so that no rule of the axis runs through letters; it takes the colour of its row."""

    x: float
    y: float
    width: float
    height: float


Op = Strokes | Box | Shape | Disc | Words | Patch


class Spot(NamedTuple):
    """A place that answers: `story` on hover, `key` on click. When its key is selected a `ground` is tinted, and a
    place with a `ring` (the radius of its corners) is outlined.
    """

    x: float
    y: float
    width: float
    height: float
    key: str = ""
    story: str = ""
    ground: bool = False
    ring: float = 0.0

    def holds(self, x: float, y: float) -> bool:
        """Whether a point of the panel lies on it."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


@dataclass(frozen=True, slots=True)
class Strip:
    """What lies between two heights of a panel; strips out of sight are not painted."""

    top: float
    bottom: float
    ops: tuple[Op, ...]
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """A window of the picture onto content that may be larger; `sideways` and `downwards` say which way it scrolls."""

    x: float
    y: float
    width: float
    height: float
    content_width: float
    content_height: float
    strips: tuple[Strip, ...]
    sideways: bool = False
    downwards: bool = False

    @property
    def ops(self) -> Iterator[Op]:
        """Everything drawn in the panel."""
        return (op for strip in self.strips for op in strip.ops)

    @property
    def spots(self) -> Iterator[Spot]:
        """Everything in the panel that answers."""
        return (spot for strip in self.strips for spot in strip.spots)


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart laid out at a size. `summary` is what a screen reader says, `keys` the rows in their order."""

    width: float
    height: float
    ground: str
    panels: tuple[Panel, ...]
    summary: str
    keys: tuple[str, ...] = ()
    start: str = ""  # the key to show first where not all fits
    left_out: int = 0  # rows or columns for which there was no room on paper

    @property
    def scroll_range(self) -> tuple[float, float]:
        """How far the content reaches beyond its window, sideways and downwards."""
        across = max((p.content_width - p.width for p in self.panels if p.sideways), default=0.0)
        down = max((p.content_height - p.height for p in self.panels if p.downwards), default=0.0)
        return max(0.0, across), max(0.0, down)

    def texts(self) -> Iterator[str]:
        """Every line of text, for tests and searches."""
        return (op.text for panel in self.panels for op in panel.ops if isinstance(op, Words))

    def spot_at(self, x: float, y: float, across: float = 0.0, down: float = 0.0) -> Spot | None:
        """The topmost spot under a point, with its story; the ground of its row lends a key where it has none."""
        for panel in reversed(self.panels):
            if not (panel.x <= x < panel.x + panel.width and panel.y <= y < panel.y + panel.height):
                continue
            inner_x = x - panel.x + (across if panel.sideways else 0.0)
            inner_y = y - panel.y + (down if panel.downwards else 0.0)
            found = [spot for spot in panel.spots if spot.holds(inner_x, inner_y)]
            if found:
                top = found[-1]
                key = top.key or next((spot.key for spot in reversed(found) if spot.key), "")
                return top._replace(key=key)
        return None

    def place_of(self, key: str) -> tuple[Panel, Spot] | None:
        """Where a key is shown, to scroll there."""
        for panel in self.panels:
            for spot in panel.spots:
                if (spot.ground or spot.ring) and spot.key == key:
                    return panel, spot
        return None
