"""The pool as the engine needs it: formulas computed over whole columns, the gate opened, the market marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from compare_app.domain.formula import FormulaError, evaluate_columns, names
from compare_app.domain.formula_units import fit
from compare_app.domain.gate_keys import NUMBER, Found, GateKey
from compare_app.domain.grid import UNKNOWN
from compare_app.domain.model import Equivalence, Indicator
from compare_app.domain.pool import Column, GateTable, Mark, Pool
from compare_app.domain.project import Project
from compare_app.domain.scheme import is_class
from compare_app.domain.terms import Role, SampleKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NO_PRODUCT: Final = (Role.INDUSTRY_AVERAGE, Role.ADVANCED_STANDARD, Role.OWN_HISTORY)
"""Roles of what is no product on the market."""

_KINDS: Final = ("", SampleKind.SERIES.value, SampleKind.SUBMITTED.value, SampleKind.PROTOTYPE.value)


class _Input(NamedTuple):
    """What a formula takes in for one of its names."""

    code: str
    indicator_id: str
    column: Column


def prepared(project: Project, category_id: str, pool: Pool) -> Pool:
    """The pool of a category with its formulas computed, its documented equivalences, and what has no rank marked.

    Averages, figures of a standard and our own past are no products on the market (rulings 10).
    """
    import numpy as np

    seats = [
        seat
        for one in project.benchmarks(category_id)
        if one.role in NO_PRODUCT and (seat := pool.seat(one.id)) is not None
    ]
    outside = np.zeros(len(pool.product_ids), dtype=bool)
    outside[seats] = True
    return replace(
        with_derived(pool, project.indicators(category_id)),
        equivalences=equivalences_of(project, category_id),
        outside=outside if seats else None,
    )


def equivalences_of(project: Project, category_id: str) -> tuple[Equivalence, ...]:
    """The documented equivalences of a category."""
    return tuple(one for one in project.all(Equivalence).values() if one.category_id == category_id)


def with_derived(pool: Pool, indicators: Sequence[Indicator]) -> Pool:
    """The pool with a value from the formula for every product that reports none itself, as `summary.derive` has it.

    Where an input is missing or only bounded, or is a minimum, a maximum or another quantity, there is no value.
    """
    waiting = [indicator for indicator in indicators if indicator.formula and indicator.id in pool.columns]
    if not waiting:
        return pool
    keys = {one: at for at, one in enumerate(pool.table.keys)}
    codes = {indicator.code: indicator.id for indicator in indicators}
    units = {indicator.code: indicator.unit for indicator in indicators}
    columns = dict(pool.columns)
    while waiting:
        open_codes = {indicator.code for indicator in waiting}
        ready = [one for one in waiting if not (_names(one) & open_codes) - {one.code}] or waiting
        for indicator in ready:
            inputs = [
                _Input(code, codes[code], columns[codes[code]])
                for code in sorted(_names(indicator))
                if codes.get(code) in columns
            ]
            if len(inputs) == len(_names(indicator)) and _fits(indicator, units):
                columns[indicator.id] = _derived(columns[indicator.id], indicator, inputs, keys)
        waiting = [one for one in waiting if one not in ready]
    columns |= {
        one.id: pool.columns[one.id]
        for one in indicators
        if one.formula and is_class(one) and one.id in columns
    }  # what it gave other formulas stays; as a class it has no order, see `gap`
    return replace(pool, columns=columns, table=GateTable(tuple(keys)))


def _fits(indicator: Indicator, units: Mapping[str, str]) -> bool:
    """Whether the formula gives the unit of the indicator: otherwise no product has a value, see `summary.derive`."""
    try:
        return fit(indicator.formula, units, indicator.unit).wrong is None
    except FormulaError:
        return False


def _names(indicator: Indicator) -> frozenset[str]:
    try:
        return names(indicator.formula)
    except FormulaError:
        return frozenset()


def _derived(
    present: Column, indicator: Indicator, inputs: Sequence[_Input], keys: dict[GateKey, int]
) -> Column:
    """The column of a formula, around what products report themselves; `keys` by number gets those of its values."""
    import numpy as np

    usable = np.array([_may_enter(one) for one in keys], dtype=bool)
    figures = {
        one.code: np.where(
            usable[one.column.key] & (one.column.marks & Mark.ENDS == 0), one.column.low, np.nan
        )
        for one in inputs
    }
    try:
        values = np.broadcast_to(evaluate_columns(indicator.formula, figures), present.low.shape)
    except FormulaError:
        return present
    free = np.isnan(present.low) & (present.marks & Mark.REPORTED == 0) & np.isfinite(values)
    if not free.any():
        return present
    columns = [one.column for one in inputs]
    low = np.where(free, values, present.low)
    return Column(
        low=low,
        high=np.where(free, values, present.high),
        deviation=present.deviation,
        count=np.where(free, 1, present.count).astype(np.int32),
        basis=np.where(free, _weakest(columns, low), present.basis).astype(np.int8),
        key=_computed_keys(present.key, free, inputs, keys),
        marks=np.where(free, 0, present.marks).astype(np.uint8),
        places=np.where(free, UNKNOWN, present.places).astype(np.int8),
        uncertainty=present.uncertainty,
        far=None if present.far is None else np.where(free, values, present.far),
    )


def _computed_keys(
    present: NDArray[np.int32], free: NDArray[np.bool_], inputs: Sequence[_Input], keys: dict[GateKey, int]
) -> NDArray[np.int32]:
    """The gate keys with those of computed values: one for each combination of keys that the inputs have together."""
    import numpy as np

    known = tuple(keys)
    together = np.zeros(int(free.sum()), dtype=np.int64)
    combinations: list[tuple[int, ...]] = [()]
    for one in inputs:
        pairs, together = np.unique(
            together * len(known) + one.column.key[free].astype(np.int64), return_inverse=True
        )
        combinations = [
            (*combinations[before], number)
            for before, number in (divmod(pair, len(known)) for pair in pairs.tolist())
        ]
    numbers = [
        keys.setdefault(_computed(inputs, [known[number] for number in combination]), len(keys))
        for combination in combinations
    ]
    found = present.copy()
    found[free] = np.array(numbers, dtype=np.int32)[together]
    return found


def _computed(inputs: Sequence[_Input], parts: Sequence[GateKey]) -> GateKey:
    """The key of a computed value: how its inputs were found, and the least representative kind of their samples."""
    origins = {
        origin
        for one, part in zip(inputs, parts)
        for origin in part.origins or (Found(one.indicator_id, part.method, part.condition),)
        if origin.method or origin.condition
    }
    sample = max((part.sample for part in parts), key=_KINDS.index, default="")
    return GateKey(form=NUMBER, sample=sample, origins=tuple(sorted(origins)))


def _may_enter(one: GateKey) -> bool:
    """A formula takes means and single values of the indicator's own quantity (`summary.derive`)."""
    return one.form == NUMBER and not one.extreme and not one.quantity


def _weakest(inputs: Sequence[Column], like: NDArray[np.float64]) -> NDArray[np.int8]:
    """The weakest basis of the inputs: estimated before declared before tested."""
    import numpy as np

    ranks = np.array([0, 2, 1, 3], dtype=np.int8)  # by code: none, declared, tested, estimated
    codes = np.array([0, 2, 1, 3], dtype=np.int8)  # … and back
    weakest = np.zeros(like.shape, dtype=np.int8)
    for one in inputs:
        weakest = np.maximum(weakest, ranks[one.basis])
    return codes[weakest]
