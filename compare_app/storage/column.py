"""One column of a pool as arrays and as bytes: how it is kept, reordered and mended."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from compare_app.domain.grid import UNKNOWN
from compare_app.domain.pool import Column
from compare_app.storage.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

LAYOUT: Final = (
    ("low", "<f8"),
    ("high", "<f8"),
    ("deviation", "<f8"),
    ("count", "<i4"),
    ("key", "<i4"),
    ("basis", "i1"),
    ("marks", "u1"),
    ("places", "i1"),
)
"""Arrays of every column in the order of the bytes, little-endian: the wide ones first, so that all are aligned."""

OPTIONAL: Final = (
    "uncertainty",
    "far",
)  # float64, before all others; which are there stands in the first word
_WORD: Final = 8
_EMPTY: Final = {"low": math.nan, "high": math.nan, "deviation": math.nan, "places": UNKNOWN}


def empty(n: int, *, far: bool = False) -> Column:
    """A column of `n` products of which nothing is known."""
    import numpy as np

    arrays = {name: np.full(n, _EMPTY.get(name, 0), dtype=kind) for name, kind in LAYOUT}
    return Column(**arrays, far=np.full(n, np.nan) if far else None)


def to_bytes(column: Column) -> bytes:
    """The column as it is kept."""
    import numpy as np

    there = [name for name in OPTIONAL if getattr(column, name) is not None]
    flags = sum(1 << OPTIONAL.index(name) for name in there)
    return b"".join(
        (
            np.array([flags], dtype="<u8").tobytes(),
            *(getattr(column, name).astype("<f8").tobytes() for name in there),
            *(getattr(column, name).astype(kind).tobytes() for name, kind in LAYOUT),
        )
    )


def from_bytes(body: bytes, n: int) -> Column | None:
    """The column of `n` products; its arrays only look at the bytes and cannot be written. None for other bytes."""
    import numpy as np

    if len(body) < _WORD:
        return None
    flags = int(np.frombuffer(body, "<u8", 1)[0])
    wanted = [(name, "<f8") for at, name in enumerate(OPTIONAL) if flags >> at & 1] + list(LAYOUT)
    if flags >> len(OPTIONAL) or len(body) != _WORD + n * sum(np.dtype(kind).itemsize for _, kind in wanted):
        return None
    arrays: dict[str, NDArray[Any]] = {}
    at = _WORD
    for name, kind in wanted:
        arrays[name] = np.frombuffer(body, kind, n, at)
        at += n * np.dtype(kind).itemsize
    return Column(**arrays)


def _arrays(column: Column) -> Iterator[tuple[str, NDArray[Any]]]:
    for name in (*(name for name, _ in LAYOUT), *OPTIONAL):
        array = getattr(column, name)
        if array is not None:
            yield name, array


def reordered(column: Column, take: NDArray[np.int64]) -> Column:
    """The column in another order; places that were not there before are empty."""
    if not len(column.low):
        return empty(len(take), far=column.far is not None)
    new = take < 0
    taken = {name: array[take] for name, array in _arrays(column)}
    for name, array in taken.items():
        array[new] = _EMPTY.get(name, math.nan if name in OPTIONAL else 0)
    return Column(**taken)


def copied(column: Column) -> Column:
    """A copy: snapshots that were handed out never change (rulings 21)."""
    return Column(**{name: array.copy() for name, array in _arrays(column)})


def holds(column: Column, at: int, entry: Figure, key: int) -> bool:
    """Whether one product's figures are these already."""
    for name, wanted in _values(entry, key):
        array = getattr(column, name)
        found = math.nan if array is None else float(array[at])
        if found != wanted and not (math.isnan(found) and math.isnan(wanted)):
            return False
    return True


def with_entry(column: Column, at: int, entry: Figure, key: int) -> Column:
    """Put one product's figures in its place; the first U of a column makes room for it."""
    import numpy as np

    if column.uncertainty is None and not math.isnan(entry.uncertainty):
        column = replace(column, uncertainty=np.full(len(column.low), np.nan))
    for name, value in _values(entry, key):
        array = getattr(column, name)
        if array is not None:
            array[at] = value
    return column


def _values(entry: Figure, key: int) -> Iterator[tuple[str, float]]:
    for name in (*(name for name, _ in LAYOUT), *OPTIONAL):
        yield name, key if name == "key" else getattr(entry, name)
