"""The products of a category as columns: what ranks, percentiles and distributions are computed from."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntFlag
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeVar

from compare_app.domain.gate_keys import ASPECTS, Found, GateKey, Opened, apart, origins_apart
from compare_app.domain.grid import UNKNOWN
from compare_app.domain.model import Equivalence
from compare_app.domain.terms import Difference

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

T = TypeVar("T", bound=Hashable)


class Mark(IntFlag):
    """What else is to be known of an entry, one bit each."""

    LOW_OPEN = 1  # the lower end is not a possible value itself, as in >5
    HIGH_OPEN = 2
    ENDS = 4  # only ends are known: a bound or a span, no number
    PARTIAL = 8  # not every single value is known as a number: no statistics
    CONVERTED = 16  # some value was typed in another unit
    REPORTED = 32  # results stand there, and none of them gives a value
    LOOSE = 64  # a number stands for a mean of which the report leaves more open


@dataclass(frozen=True, slots=True)
class Column:
    """One indicator over all products of the pool, in product order, in the indicator's canonical unit.

    ``low`` = ``high`` for a known value: the mean of a product's single values, or the minimum or maximum where only
    that is known (the gate key says so). They differ where `Mark.ENDS` stands, for censored values and spans (``-inf``,
    ``inf`` where unbounded); both are NaN where there is no value that can be compared. ``basis``: 0 none, 1 declared,
    2 tested, 3 estimated. For classes the value is the step number counted from the worst class; for verdicts 1 or 0.
    """

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    deviation: NDArray[np.float64]  # standard deviation of the single values, NaN for fewer than two
    count: NDArray[np.int32]  # single values
    basis: NDArray[np.int8]
    key: NDArray[np.int32]  # place in the pool's table of gate keys
    marks: NDArray[np.uint8]  # see `Mark`
    places: NDArray[np.int8]  # decimals behind the value, see `domain.grid`; -1 where they are not known
    uncertainty: NDArray[np.float64] | None = None  # U of the one value (k = 2), NaN; None: nobody states one
    far: NDArray[np.float64] | None = (
        None  # the single value farthest from the target; None: there is no target
    )

    def marked(self) -> int:
        """Every `Mark` that some entry carries."""
        import numpy as np

        return int(np.bitwise_or.reduce(self.marks, initial=0))

    def certain(self) -> bool:
        """Whether the decimals behind every value are known."""
        return not bool(((self.places == UNKNOWN) & (self.count > 0)).any())


REASONS: Final = (
    Difference.ABSENT,
    *ASPECTS,
    Difference.BASIS,
    Difference.CENSORED,
    Difference.UNRANKED,
)
"""Why a product does not count beside another, in the order of the gate; a code is its place here plus one.

The last two belong to pairs: bounds that leave the order open, and an indicator without an order.
"""

CODE: Final[Mapping[Difference, int]] = {reason: at for at, reason in enumerate(REASONS, 1)}


Spread = tuple[list[T], "NDArray[np.intp]"]
"""The different values of a list, and which of them each entry has."""


def spread(values: Sequence[T]) -> Spread[T]:
    """What is said once of many that share few values."""
    import numpy as np

    seats = {value: at for at, value in enumerate(dict.fromkeys(values))}
    return list(seats), np.array([seats[value] for value in values], dtype=np.intp)


@dataclass(frozen=True)
class GateTable:
    """The gate keys that occur in a pool; columns name them by their place."""

    keys: tuple[GateKey, ...] = ()

    @cached_property
    def _fields(self) -> dict[Difference, Spread[str]]:
        return {aspect: spread([getattr(one, name) for one in self.keys]) for aspect, name in ASPECTS.items()}

    @cached_property
    def _origins(self) -> Spread[tuple[Found, ...]]:
        return spread([one.origins for one in self.keys])

    @cached_property
    def _answers(self) -> dict[tuple[GateKey, Opened, str], NDArray[np.uint8]]:
        return {}

    def against(self, mine: GateKey, pairs: Opened, indicator_id: str) -> NDArray[np.uint8]:
        """For each key of the table 0 where it meets ours for an indicator, else the code of the first difference."""
        import numpy as np

        asked = mine, pairs, indicator_id if pairs else ""
        known = self._answers.get(asked)
        if known is not None:
            return known
        codes = np.zeros(len(self.keys), dtype=np.uint8)
        origins, of_key = self._origins
        for aspect, (values, which) in reversed(self._fields.items()):
            own = getattr(mine, ASPECTS[aspect])
            refused = np.array([apart(aspect, own, one, pairs, indicator_id) for one in values], dtype=bool)
            inputs = np.array(
                [origins_apart(aspect, mine.origins, one, pairs) for one in origins], dtype=bool
            )
            codes[refused[which] | inputs[of_key]] = CODE[aspect]
        self._answers[asked] = codes
        return codes


@dataclass(frozen=True, slots=True)
class Pool:
    """All columns of a category. ``product_ids`` gives the order of every array."""

    category_id: str
    product_ids: tuple[str, ...]
    columns: dict[str, Column]  # by indicator id
    table: GateTable = field(default_factory=GateTable)
    equivalences: tuple[Equivalence, ...] = ()  # what opens the gate in this category, put in by the engine
    outside: NDArray[np.bool_] | None = None  # no products on the market, they have no rank; None: all have
    seats: dict[str, int] = field(default_factory=dict, repr=False, compare=False)  # filled when first asked
    codes: dict[tuple[str, int], NDArray[np.uint8]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )  # of `engine.rivals.left_out`, by indicator id and seat; many ask, of one and the same pool

    def seat(self, product_id: str) -> int | None:
        """The place of a product in every array."""
        if not self.seats:  # all at once: another thread must never find a part of them
            self.seats.update({one: at for at, one in enumerate(self.product_ids)})
        return self.seats.get(product_id)
