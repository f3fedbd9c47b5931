"""The products of a category as columns: what ranks, percentiles and distributions are computed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntFlag
from functools import cached_property
from typing import TYPE_CHECKING, Final

from compare_app.domain.gate_keys import ASPECTS, GateKey, Opened, apart
from compare_app.domain.grid import UNKNOWN
from compare_app.domain.model import Equivalence
from compare_app.domain.terms import Difference

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


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


@dataclass(frozen=True)
class GateTable:
    """The gate keys that occur in a pool; columns name them by their place."""

    keys: tuple[GateKey, ...] = ()

    @cached_property
    def _fields(self) -> dict[Difference, tuple[list[str], NDArray[np.intp]]]:
        """For every aspect the different values, and which of them each key has."""
        import numpy as np

        found: dict[Difference, tuple[list[str], NDArray[np.intp]]] = {}
        for aspect, name in ASPECTS.items():
            values = [getattr(one, name) for one in self.keys]
            seats = {value: at for at, value in enumerate(dict.fromkeys(values))}
            found[aspect] = list(seats), np.array([seats[value] for value in values], dtype=np.intp)
        return found

    @cached_property
    def _answers(self) -> dict[tuple[GateKey, Opened], NDArray[np.uint8]]:
        return {}

    def against(self, mine: GateKey, pairs: Opened) -> NDArray[np.uint8]:
        """For each key of the table 0 where it meets ours, else the code of the first difference."""
        import numpy as np

        known = self._answers.get((mine, pairs))
        if known is not None:
            return known
        codes = np.zeros(len(self.keys), dtype=np.uint8)
        for aspect, (values, which) in reversed(self._fields.items()):
            own = getattr(mine, ASPECTS[aspect])
            refused = np.array([apart(aspect, own, value, pairs) for value in values], dtype=bool)
            codes[refused[which]] = CODE[aspect]
        self._answers[mine, pairs] = codes
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

    def seat(self, product_id: str) -> int | None:
        """The place of a product in every array."""
        if not self.seats:  # all at once: another thread must never find a part of them
            self.seats.update({one: at for at, one in enumerate(self.product_ids)})
        return self.seats.get(product_id)
