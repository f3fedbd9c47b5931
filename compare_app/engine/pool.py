"""The pool as the engine needs it: formulas computed over whole columns, the gate opened, the market marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from compare_app.domain.formula import FormulaError, evaluate_columns, names
from compare_app.domain.formula_units import fit
from compare_app.domain.gate_keys import NUMBER, GateKey
from compare_app.domain.grid import UNKNOWN
from compare_app.domain.model import Equivalence, Indicator
from compare_app.domain.pool import Column, GateTable, Mark, Pool
from compare_app.domain.project import Project
from compare_app.domain.terms import Role, SampleKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NO_PRODUCT: Final = (Role.INDUSTRY_AVERAGE, Role.ADVANCED_STANDARD, Role.OWN_HISTORY)
_KINDS: Final = ("", SampleKind.SERIES.value, SampleKind.SUBMITTED.value, SampleKind.PROTOTYPE.value)
_COMPUTED: Final = tuple(GateKey(form=NUMBER, sample=kind) for kind in _KINDS)
"""Keys of a formula's value: no method, no condition, the indicator's own quantity, by the sample of its inputs."""


def prepared(project: Project, category_id: str, pool: Pool) -> Pool:
    """The pool of a category with its formulas computed, its documented equivalences, and what has no rank marked.

    Averages, figures of a standard and our own past are no products on the market (rulings 10).
    """
    import numpy as np

    seats = [
        seat
        for one in project.benchmarks(category_id)
        if one.role in _NO_PRODUCT and (seat := pool.seat(one.id)) is not None
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
    table = GateTable(tuple(dict.fromkeys((*pool.table.keys, *_COMPUTED))))
    codes = {indicator.code: indicator.id for indicator in indicators}
    units = {indicator.code: indicator.unit for indicator in indicators}
    columns = dict(pool.columns)
    while waiting:
        open_codes = {indicator.code for indicator in waiting}
        ready = [one for one in waiting if not (_names(one) & open_codes) - {one.code}] or waiting
        for indicator in ready:
            inputs = {code: columns.get(codes.get(code, "")) for code in _names(indicator)}
            known = {code: column for code, column in inputs.items() if column is not None}
            if len(known) == len(inputs) and _fits(indicator, units):
                columns[indicator.id] = _derived(columns[indicator.id], indicator, known, table)
        waiting = [one for one in waiting if one not in ready]
    return replace(pool, columns=columns, table=table)


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


def _derived(present: Column, indicator: Indicator, inputs: dict[str, Column], table: GateTable) -> Column:
    """The column of a formula, around what products report themselves."""
    import numpy as np

    usable = np.array([_may_enter(one) for one in table.keys], dtype=bool)
    figures = {
        code: np.where(usable[one.key] & (one.marks & Mark.ENDS == 0), one.low, np.nan)
        for code, one in inputs.items()
    }
    try:
        values = np.broadcast_to(evaluate_columns(indicator.formula, figures), present.low.shape)
    except FormulaError:
        return present
    free = np.isnan(present.low) & (present.marks & Mark.REPORTED == 0) & np.isfinite(values)
    if not free.any():
        return present
    low = np.where(free, values, present.low)
    return Column(
        low=low,
        high=np.where(free, values, present.high),
        deviation=present.deviation,
        count=np.where(free, 1, present.count).astype(np.int32),
        basis=np.where(free, _weakest(list(inputs.values()), low), present.basis).astype(np.int8),
        key=np.where(free, _computed_key(list(inputs.values()), table), present.key).astype(np.int32),
        marks=np.where(free, 0, present.marks).astype(np.uint8),
        places=np.where(free, UNKNOWN, present.places).astype(np.int8),
        uncertainty=present.uncertainty,
        far=None if present.far is None else np.where(free, values, present.far),
    )


def _computed_key(inputs: Sequence[Column], table: GateTable) -> NDArray[np.int32]:
    """The gate key of a computed value: the least representative kind of sample among its inputs."""
    import numpy as np

    rank = np.array([_KINDS.index(one.sample) for one in table.keys], dtype=np.int32)
    worst = np.maximum.reduce([rank[one.key] for one in inputs])
    return np.array([table.keys.index(one) for one in _COMPUTED], dtype=np.int32)[worst]


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
