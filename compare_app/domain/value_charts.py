"""Specs of charts whose axes carry values in their own units: bullets, a distribution, parallel coordinates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from compare_app.domain.tone import Mark, Tone

Side = Literal["below", "above"]


@dataclass(frozen=True, slots=True)
class LimitEnd:
    """One end of what a requirement accepts, in the unit of the axis; what lies on the side `fails` fails."""

    value: float
    fails: Side
    label: str = ""  # the limit as printed; empty: the other end says it


@dataclass(frozen=True, slots=True)
class ValueMark:
    """What one product shows, in the unit of the axis. Without `value` there is no mark: only the interval is known
    (`error`), or a class or verdict that `label` says in words.
    """

    value: float | None
    label: str
    tone: Tone
    mark: Mark = Mark.SOLID
    error: tuple[float, float] | None = None  # ends of U, of the interval of the mean, or of what is known
    story: str = ""


@dataclass(frozen=True, slots=True)
class BulletRow:
    """One indicator on an axis of its own, in its own unit; benchmarks stand first, ours last."""

    key: str  # indicator id
    label: str
    direction: str  # which way is better, in words
    marks: tuple[ValueMark, ...] = ()
    limits: tuple[LimitEnd, ...] = ()
    demand: str = ""  # the decisive limit as printed
    source: str = ""  # whose limit it is: standard and clause
    verdict: str = ""  # pass or fail with its sign
    tone: Tone = Tone.UNKNOWN
    from_zero: bool = False  # our value is a bar: zero means something and lies on the axis
    note: str = ""  # what may not be compared and why
    story: str = ""


@dataclass(frozen=True, slots=True)
class Bullet:
    """Value against limit and benchmarks, a row an indicator. No two rows share an axis."""

    title: str
    axis: str
    legend: tuple[tuple[str, Tone, Mark], ...]
    rows: tuple[BulletRow, ...]
    footnote: str = ""


@dataclass(frozen=True, slots=True)
class Distribution:
    """One indicator over the products of a category: counts in bins of equal width, or single marks of a few products.

    ``edges`` has one entry more than ``counts``; both are empty where `singles` are drawn. ``beyond`` counts what lies
    below the first and above the last edge. An axis of classes has its `names` (place, name) in place of figures.
    """

    title: str
    key: str  # indicator id
    axis: str
    better: Literal["left", "right", ""]  # the better side; empty: the middle, where the target is
    better_text: str
    edges: tuple[float, ...]
    counts: tuple[int, ...]
    marks: tuple[ValueMark, ...]  # benchmarks first, ours last
    limits: tuple[LimitEnd, ...]
    facts: tuple[str, ...]  # our place, how many, what is left out and why
    legend: tuple[tuple[str, Tone, Mark], ...] = ()
    singles: tuple[ValueMark, ...] = ()
    quartiles: tuple[tuple[float, str], ...] = ()  # value and its words
    beyond: tuple[int, int] = (0, 0)
    names: tuple[tuple[float, str], ...] = ()
    footnote: str = ""


@dataclass(frozen=True, slots=True)
class ParallelAxis:
    """One indicator: what its best and its worst shown value are, with their unit. Up is always better."""

    key: str  # indicator id
    label: str
    direction: str
    best: str
    worst: str


@dataclass(frozen=True, slots=True)
class ParallelPoint:
    """A product on one axis: 1 at the best of the shown values, 0 at the worst."""

    height: float
    label: str
    mark: Mark = Mark.SOLID
    story: str = ""


@dataclass(frozen=True, slots=True)
class ParallelLine:
    """A product over all axes; where it has no comparable value (None) the line is broken. `tag` tells peers apart."""

    name: str
    tone: Tone
    points: tuple[ParallelPoint | None, ...]
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Parallel:
    """Parallel coordinates, for analysts: three to seven products over three to ten indicators, ours last."""

    title: str
    axis: str
    axes: tuple[ParallelAxis, ...]
    lines: tuple[ParallelLine, ...]
    legend: tuple[tuple[str, Tone, Mark], ...] = ()  # fillings that are drawn and are not solid
    footnote: str = ""
