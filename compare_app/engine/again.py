"""Which indicators were tested again between two states of one product: of the others nothing is said of a change."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from compare_app.domain.formula import FormulaError, names
from compare_app.domain.model import Indicator, Result


def tested_again(
    scheme: Sequence[Indicator], then: Sequence[Result], now: Sequence[Result]
) -> frozenset[str]:
    """The indicators whose results differ in anything but the product, and what formulas make of them.

    A value that came out the same was tested again all the same: its report or its day differ.
    """
    before, after = _by_indicator(then), _by_indicator(now)
    changed = {one.id for one in scheme if before.get(one.id) != after.get(one.id)}
    return with_derived(scheme, changed)


def _by_indicator(results: Sequence[Result]) -> dict[str, list[Result]]:
    found: dict[str, list[Result]] = {}
    for one in results:
        found.setdefault(one.indicator_id, []).append(replace(one, product_id=""))
    return found


def with_derived(scheme: Sequence[Indicator], ids: Collection[str]) -> frozenset[str]:
    """These indicators and every one that a formula makes of them."""
    found = set(ids)
    while True:
        codes = {one.code for one in scheme if one.id in found}
        more = {one.id for one in scheme if one.id not in found and _codes(one) & codes}
        if not more:
            return frozenset(found)
        found |= more


def _codes(indicator: Indicator) -> frozenset[str]:
    try:
        return names(indicator.formula) if indicator.formula else frozenset()
    except FormulaError:
        return frozenset()
