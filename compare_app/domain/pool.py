"""The products of a category as columns: what ranks, percentiles and distributions are computed from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Column:
    """One indicator over all products of the pool, in product order, in the indicator's canonical unit.

    ``low`` = ``high`` for a known value (the mean of a product's single values); they differ for censored values
    and spans (``-inf``/``inf`` where unbounded); both are NaN where there is no value or it is not comparable.
    ``count`` is the number of single values. ``basis``: 0 none, 1 declared, 2 tested, 3 estimated, 4 mixed.
    For ordinal indicators the value is the step number counted from the worst class.
    """

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    deviation: NDArray[np.float64]  # standard deviation of the single values, NaN for fewer than two
    count: NDArray[np.int32]
    basis: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Pool:
    """All columns of a category. ``product_ids`` gives the order of every array."""

    category_id: str
    product_ids: tuple[str, ...]
    columns: dict[str, Column]  # by indicator id
