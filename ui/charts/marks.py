"""The signs of the charts: which product a mark belongs to is its shape, what its value rests on is its filling."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

from compare_app.domain.tone import Mark, Tone
from ui.charts.picture import Disc, Op, Shape, Strokes
from ui.theme import Theme

Points = tuple[tuple[float, float], ...]
Segments = tuple[tuple[float, float, float, float], ...]

_SIDES: Final = 28  # of the polygon that stands for a circle when it is hatched
ARROW: Final = 15.0


def outline(tone: Tone, x: float, y: float, radius: float) -> Points:
    """The shape of a product's mark: ours a circle, domestic a diamond, international a square, others a triangle."""
    match tone:
        case Tone.DOMESTIC:
            r = radius * 1.3
            return ((x, y - r), (x + r, y), (x, y + r), (x - r, y))
        case Tone.INTERNATIONAL:
            r = radius * 0.92
            return ((x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r))
        case Tone.PEER:
            r = radius * 1.1
            return ((x, y - r), (x + r, y + r * 0.8), (x - r, y + r * 0.8))
        case _:
            turn = 2 * math.pi / _SIDES
            return tuple(
                (x + radius * math.cos(i * turn), y + radius * math.sin(i * turn)) for i in range(_SIDES)
            )


def mark_ops(
    tone: Tone, mark: Mark, x: float, y: float, radius: float, theme: Theme, ground: str
) -> list[Op]:
    """One mark: solid, hollow or hatched; an arrow leaves a hollow mark towards where the truth lies."""
    ink = theme.ink(tone)
    round_ = tone not in (Tone.DOMESTIC, Tone.INTERNATIONAL, Tone.PEER)
    points = outline(tone, x, y, radius)

    def body(fill: str, edge: str, width: float) -> Op:
        return Disc(x, y, radius, fill, edge, width) if round_ else Shape(points, fill, edge, width)

    match mark:
        case Mark.SOLID:
            return [body(ink, ground, 1.0)]
        case Mark.HOLLOW:
            return [body(ground, ink, 2.0)]
        case Mark.HATCHED:
            return [body(ground, ink, 1.3), Strokes(hatch(points, radius * 0.62), ink, 1.1)]
        case Mark.ARROW_LEFT | Mark.ARROW_RIGHT:
            way = -1 if mark is Mark.ARROW_LEFT else 1
            tip = x + way * (radius + ARROW)
            wing = 4.5
            shaft = ((x + way * radius, y, tip - way, y),)
            head = ((tip, y), (tip - way * wing * 1.4, y - wing), (tip - way * wing * 1.4, y + wing))
            return [Strokes(shaft, ink, 2.0), Shape(head, ink), body(ground, ink, 2.0)]


def signal_mark(tone: Tone, x: float, y: float, radius: float, theme: Theme, ground: str) -> Op:
    """A hollow diamond: something happened here, whatever it was."""
    return Shape(outline(Tone.DOMESTIC, x, y, radius), ground, theme.ink(tone), 2.0)


def hatch(polygon: Points, pitch: float) -> Segments:
    """Diagonal lines inside a convex polygon. Lines, not a pattern brush: paper scales them and SVG keeps them."""
    sums = [x + y for x, y in polygon]
    found: list[tuple[float, float, float, float]] = []
    step = max(1.0, pitch) * math.sqrt(2)
    level = min(sums) + step / 2
    while level < max(sums):
        crossings: list[tuple[float, float]] = []
        for (x1, y1), (x2, y2) in zip(polygon, polygon[1:] + polygon[:1]):
            before, after = x1 + y1 - level, x2 + y2 - level
            if (before < 0) != (after < 0):
                share = before / (before - after)
                crossings.append((x1 + (x2 - x1) * share, y1 + (y2 - y1) * share))
        if len(crossings) == 2:
            found.append((*crossings[0], *crossings[1]))
        level += step
    return tuple(found)


def hatched_box(x: float, y: float, width: float, height: float, pitch: float = 5.0) -> Segments:
    """The hatching of a rectangle."""
    return tuple(
        (x + x1, y + y1, x + x2, y + y2)
        for x1, y1, x2, y2 in _pattern(round(width, 2), round(height, 2), pitch)
    )


@lru_cache(maxsize=64)
def _pattern(width: float, height: float, pitch: float) -> Segments:
    """The cells of a matrix are all of one size: their hatching is worked out once."""
    return hatch(((0.0, 0.0), (width, 0.0), (width, height), (0.0, height)), pitch)


def chevrons(x: float, y: float, way: int, colour: str, size: float = 5.0) -> Op:
    """Two small angles: the axis ends here, the value does not. `way` is −1 for left, 1 for right."""
    segments: list[tuple[float, float, float, float]] = []
    for shift in (0.0, size):
        tip = x + way * (shift + size)
        segments += [(tip - way * size, y - size, tip, y), (tip, y, tip - way * size, y + size)]
    return Strokes(tuple(segments), colour, 1.8)
