"""Derived indicators over the whole pool: a formula applied to columns instead of to one product."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from compare_app.domain.formula import FormulaError, evaluate_columns, names
from compare_app.domain.formula_units import fit
from compare_app.domain.model import Indicator
from compare_app.domain.pool import Column, Pool

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def with_derived(pool: Pool, indicators: Sequence[Indicator]) -> Pool:
    """The pool with a column for every formula; where an input is missing or only bounded the value is NaN."""
    formulas = [indicator for indicator in indicators if indicator.formula]
    if not formulas:
        return pool
    import numpy as np

    codes = {indicator.code: indicator.id for indicator in indicators}
    units = {indicator.code: indicator.unit for indicator in indicators}
    columns = dict(pool.columns)
    for indicator in formulas:
        present = columns.get(indicator.id)
        if present is not None and not np.isnan(present.low).all():
            continue
        try:
            needed = [columns[codes[name]] for name in names(indicator.formula)]
            fits = fit(indicator.formula, units, indicator.unit)
        except (FormulaError, KeyError):
            continue
        if fits.wrong is not None:
            continue  # no product has a value then, see `summary.derive`
        inputs: dict[str, NDArray[np.float64]] = {
            name: np.where(
                columns[codes[name]].low == columns[codes[name]].high, columns[codes[name]].low, np.nan
            )
            for name in names(indicator.formula)
        }
        values = evaluate_columns(indicator.formula, inputs)
        values = np.where(np.isfinite(values), values, np.nan)
        basis = np.minimum.reduce([column.basis for column in needed])
        same = np.logical_and.reduce([column.basis == needed[0].basis for column in needed])
        columns[indicator.id] = Column(
            low=values,
            high=values,
            deviation=np.full(values.shape, np.nan),
            count=np.where(np.isnan(values), 0, 1).astype(np.int32),
            basis=np.where(np.isnan(values), 0, np.where(same, basis, 4)).astype(np.int8),
        )
    return Pool(pool.category_id, pool.product_ids, columns)
