"""The number line of a chart: round ticks and where a value stands."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Axis:
    """Values `low` … `high` between the pixels `left` and `right`; right = better is the builder's promise."""

    low: float
    high: float
    left: float
    right: float

    def at(self, value: float) -> float:
        """The pixel of a value, beyond the ends held at them."""
        inside = max(self.low, min(self.high, value))
        return self.left + (inside - self.low) / (self.high - self.low) * (self.right - self.left)

    def beyond(self, value: float) -> int:
        """−1 or 1 where a value lies off the axis, otherwise 0."""
        slack = (self.high - self.low) * 1e-9
        return -1 if value < self.low - slack else 1 if value > self.high + slack else 0


def ticks(low: float, high: float, most: int) -> tuple[float, ...]:
    """Round values (1, 2, 5 × 10ⁿ apart) inside [low, high], at most `most` of them."""
    if not (math.isfinite(low) and math.isfinite(high)) or high <= low or most < 1:
        return ()
    step = nice_step((high - low) / max(1, most))
    while True:
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first + 1 <= most:
            return tuple(index * step for index in range(first, last + 1))
        step = nice_step(step * 1.01)


def nice_step(rough: float) -> float:
    """The smallest of 1, 2, 5 × 10ⁿ that is not below `rough`."""
    power = 10.0 ** math.floor(math.log10(rough))
    for factor in (1.0, 2.0, 5.0):
        if rough <= factor * power * (1 + 1e-9):
            return factor * power
    return 10.0 * power


def tick_text(value: float) -> str:
    """A tick as printed: no trailing zeros, a true minus."""
    text = f"{value:.6g}"
    return "0" if text in ("0", "-0") else text.replace("-", "−")


def spread(centres: list[float], widths: list[float], low: float, high: float, gap: float) -> list[float]:
    """Left ends for labels that want to be centred on `centres` and must not overlap nor leave [low, high].

    Labels keep the order of their centres; too many for the room overlap nothing but are pressed to the left end.
    """
    order = sorted(range(len(centres)), key=lambda index: centres[index])
    lefts = [0.0] * len(centres)
    edge = low
    for index in order:
        lefts[index] = max(edge, centres[index] - widths[index] / 2)
        edge = lefts[index] + widths[index] + gap
    edge = high
    for index in reversed(order):
        lefts[index] = min(lefts[index], edge - widths[index])
        edge = lefts[index] - gap
    if order and lefts[order[0]] < low:
        edge = low
        for index in order:
            lefts[index] = max(edge, lefts[index])
            edge = lefts[index] + widths[index] + gap
    return lefts
