"""One column of a pool as arrays and as bytes: how it is kept, reordered and mended."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from compare_app.domain.pool import Column
from compare_app.storage.figure import Figure

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ENTRY: Final = 29
"""Bytes of one product in one column: three float64, int32, int8."""


def to_bytes(column: Column) -> bytes:
    """The column as it is kept, little-endian."""
    return b"".join(
        (
            column.low.astype("<f8").tobytes(),
            column.high.astype("<f8").tobytes(),
            column.deviation.astype("<f8").tobytes(),
            column.count.astype("<i4").tobytes(),
            column.basis.astype("i1").tobytes(),
        )
    )


def from_bytes(body: bytes, n: int) -> Column:
    """The column of `n` products; its arrays only look at the bytes and cannot be written."""
    import numpy as np

    return Column(
        low=np.frombuffer(body, "<f8", n, 0),
        high=np.frombuffer(body, "<f8", n, 8 * n),
        deviation=np.frombuffer(body, "<f8", n, 16 * n),
        count=np.frombuffer(body, "<i4", n, 24 * n),
        basis=np.frombuffer(body, "i1", n, 28 * n),
    )


def reordered(column: Column, take: NDArray[np.int64]) -> Column:
    """The column in another order; places that were not there before are empty."""
    import numpy as np

    new = take < 0
    if not len(column.low):
        n = len(take)
        nan = np.full(n, np.nan)
        return Column(nan, nan.copy(), nan.copy(), np.zeros(n, np.int32), np.zeros(n, np.int8))
    taken = Column(
        column.low[take], column.high[take], column.deviation[take], column.count[take], column.basis[take]
    )
    for array in (taken.low, taken.high, taken.deviation):
        array[new] = np.nan
    taken.count[new] = 0
    taken.basis[new] = 0
    return taken


def copied(column: Column) -> Column:
    """A copy: snapshots that were handed out never change (rulings 21)."""
    return Column(
        column.low.copy(),
        column.high.copy(),
        column.deviation.copy(),
        column.count.copy(),
        column.basis.copy(),
    )


def holds(column: Column, at: int, entry: Figure) -> bool:
    """Whether one product's figures are these already."""
    numbers = (column.low[at], column.high[at], column.deviation[at], column.count[at], column.basis[at])
    wanted = (entry.low, entry.high, entry.deviation, entry.count, entry.basis)
    return all(one == other or (math.isnan(one) and math.isnan(other)) for one, other in zip(numbers, wanted))


def set_entry(column: Column, at: int, entry: Figure) -> None:
    """Put one product's figures in its place."""
    column.low[at], column.high[at], column.deviation[at] = entry.low, entry.high, entry.deviation
    column.count[at], column.basis[at] = entry.count, entry.basis
