"""The sheet 指数数据: the twelve figures of the simulated index, one a row, with bounds and weight."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from compare_app.domain.index_table import in_per_cent
from compare_app.domain.inspection_text import year_in
from compare_app.domain.model import IndexFigure
from compare_app.domain.terms import IndexItem
from compare_app.importers.own.reading import Fields
from compare_app.text.fold import half_width
from compare_app.text.message import M

_FIGURES = ("value", "low", "high")


def take(row: Fields) -> None:
    """One figure of one year; another row of the same figure and year is held."""
    if row.missing(("year", "item")):
        return
    year, item = year_in(row.number("year")), row.good("item")
    if year is None:
        row.hold_row("year", "IMP-YEAR", M("a year such as 2024"))
        return
    assert isinstance(item, IndexItem)  # a required column
    first = row.reading.seen.setdefault((year, item), row.row.number)
    if first != row.row.number:
        row.hold_row(
            "item",
            "IMP-TWICE",
            M("each figure once a year; {name} stands in row {row} already", name=item, row=first),
            M("Delete one of the two rows"),
        )
        return
    old = row.reading.records.figure(year, item)
    changes = row.changes((*_FIGURES, "weight", "note"), IndexFigure("", year, item))
    for key in _FIGURES:
        if changes.get(key) is not None and not in_per_cent(item) and _has_per_cent(row, key):
            row.hold(key, "IMP-UNIT", M("a number without a per cent sign: this figure is no share"))
            changes[key] = getattr(old, key)
    if changes.get("weight", Decimal(0)) < 0:
        row.hold("weight", "IMP-NUMBER", M("a weight that is not negative"))
        changes["weight"] = old.weight
    low, high = changes.get("low", old.low), changes.get("high", old.high)
    if low is not None and high is not None and low >= high:
        row.hold("high", "IMP-ORDER", M("an upper bound above the lower bound {low}", low=low))
        changes["high"] = old.high if old.high is not None and old.high > low else None
    row.reading.records.put(replace(old, **changes, source=row.provenance(old.source)))


def _has_per_cent(row: Fields, key: str) -> bool:
    return "%" in half_width(row.cell(key).text)
