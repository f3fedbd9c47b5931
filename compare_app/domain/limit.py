"""What a requirement can demand (R4). Limits keep their digits: ≥5 and ≥5.00 differ under 修约值比较法 (rulings 13)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Interval:
    """All values between two ends, each open or closed for itself; a missing end is unbounded.

    ``nominal`` is set for limits written as nominal ± tolerance and names the target. low ≤ high always.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    low_closed: bool = True
    high_closed: bool = True
    nominal: Decimal | None = None


@dataclass(frozen=True, slots=True)
class GradeStep:
    """One level of a ladder and the values that reach it."""

    name: str
    interval: Interval


@dataclass(frozen=True, slots=True)
class Grades:
    """An ordered ladder, best level first; a value has the best level whose interval holds it.

    ``pass_level`` is the lowest level that still conforms; empty means the last one.
    """

    steps: tuple[GradeStep, ...]
    pass_level: str = ""


@dataclass(frozen=True, slots=True)
class Classes:
    """Intervals that define classes beside each other (``BIIa: 3<E≤6``): a value belongs to one, none is better.

    ``wanted`` is the class that the product must belong to; empty: the intervals only say what the class is.
    """

    steps: tuple[GradeStep, ...]
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class ClassAtLeast:
    """A class not lower than the one named (``不低于 GB 级``); the order stands in ``Indicator.levels``."""

    label: str


@dataclass(frozen=True, slots=True)
class Part:
    """One of the tolerances of a `Combined` limit, in a unit of its own; an empty unit is the requirement's."""

    interval: Interval
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Combined:
    """An absolute and a relative tolerance together: ``±0.6 %, max. ±2.0 mm`` (R4).

    ``every``: both must hold; False: one is enough (the larger of the two counts).
    """

    parts: tuple[Part, ...]
    every: bool = True


@dataclass(frozen=True, slots=True)
class Computed:
    """Ends that are formulas over other indicators of the product: ``≤8.07·AV+233.7``; an empty text is no end.

    The name ``x0`` in a formula is the product's own declared value of the indicator: ``≥0.95·x₀`` is ≥95 % of 标称.
    Formulas are kept as `formula.evaluate` reads them.
    """

    low: str = ""
    high: str = ""
    low_closed: bool = True
    high_closed: bool = True


@dataclass(frozen=True, slots=True)
class Required:
    """A qualitative requirement that is met or not (``不应有裂纹``); ``text`` is a short form of it."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class NotDetectable:
    """不得检出."""


@dataclass(frozen=True, slots=True)
class NoLimit:
    """The standard names the indicator and sets no limit (``—``, 报告值)."""


@dataclass(frozen=True, slots=True)
class UnreadLimit:
    """Limit text that was not understood: nothing is judged by it and every output says so."""


Limit = (
    Interval
    | Grades
    | Classes
    | ClassAtLeast
    | Combined
    | Computed
    | Required
    | NotDetectable
    | NoLimit
    | UnreadLimit
)


@dataclass(frozen=True, slots=True)
class Condition:
    """A requirement holds only where another indicator of the same product lies in an interval, or names a class.

    ``indicator`` is the name or code as written (``制冷量``), resolved within the category; ``unit`` as written.
    ``labels`` are the classes allowed (``类型=热泵型``); then the interval plays no part.
    """

    indicator: str
    interval: Interval
    unit: str = ""
    labels: tuple[str, ...] = ()
