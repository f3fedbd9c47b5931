"""Accepted sets in several quantities at once: what a limit allows of a deviation in % and of one in mm.

A region is a union of boxes; a box holds an interval for each axis it limits and everything along the others. With it
`±0.6 % & ±2.0 mm` lies inside `±0.6 %`, and `max(±1 %; ±1 mm)` around both of its parts (R4, R20).
"""

from __future__ import annotations

from dataclasses import replace

from compare_app.domain.interval import EVERYTHING, accepted, common, is_empty, is_subset
from compare_app.domain.limit import Combined, Interval
from compare_app.domain.terms import ComparisonMode
from compare_app.domain.units import conversion
from compare_app.engine.figures import converted

Box = dict[str, Interval]
"""Intervals by the unit of their axis; an axis that is not named is not limited."""

Region = tuple[Box, ...]


def region(limit: Interval | Combined, unit: str, mode: ComparisonMode, axes: list[str]) -> Region:
    """The accepted set of a limit. `axes` are units, one a quantity; those that are missing are added to the list."""
    if isinstance(limit, Interval):
        return (_on(unit, limit, mode, axes),)
    boxes = [_on(part.unit or unit, part.interval, mode, axes) for part in limit.parts]
    if not limit.every:
        return tuple(boxes)
    whole: Box = {}
    for box in boxes:
        for axis, one in box.items():
            whole[axis] = common(whole[axis], one) if axis in whole else one
    return (whole,)


def _on(unit: str, limit: Interval, mode: ComparisonMode, axes: list[str]) -> Box:
    """The box of one interval on the axis whose unit its own converts to."""
    inside = replace(accepted(limit, mode), nominal=None)
    for axis in axes:
        change = conversion(unit, axis)
        if change is not None:
            return {axis: converted(inside, change)}
    axes.append(unit)
    return {unit: inside}


def is_within(inner: Region, outer: Region) -> bool:
    """Whether everything that the one accepts the other accepts too.

    Exact for boxes and for unions of bands, which is all that limits make: a box that lies in a union of bands lies in
    one of them, because its quantities are free of each other.
    """
    return all(any(_box_within(box, other) for other in outer) for box in inner)


def _box_within(inner: Box, outer: Box) -> bool:
    return all(is_subset(inner.get(axis, EVERYTHING), limit) for axis, limit in outer.items())


def is_nothing(one: Region) -> bool:
    """Whether no value at all is accepted."""
    return all(any(is_empty(limit) for limit in box.values()) for box in one)
