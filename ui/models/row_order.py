"""Which rows of a grid are shown, in which order: filters first, then the sorting; the grid itself stays as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from compare_app.domain.cell_conditions import Conditions
from compare_app.domain.column_facts import ColumnFacts, passes
from ui.models.cell import NOT_SORTED, Grid, SortKey

Filters = Mapping[Any, frozenset[str]]
"""Column key → the listed texts whose rows are shown."""

Asked = Mapping[Any, Conditions]
"""Column key → the conditions that its cells satisfy."""


@dataclass(frozen=True, slots=True)
class ColumnFilter:
    """All that the filter of one column needs to be chosen."""

    choices: Sequence[
        tuple[str, int]
    ]  # what it lists, with the number of rows that the other filters let through
    chosen: frozenset[str] | None  # what is shown of it; None: all
    conditions: Conditions | None
    facts: ColumnFacts  # all rows
    listed: Sequence[str]  # what the list says for each row


MOST_LISTED = 10_000  # different texts in the list of a filter, as in Excel


def column_facts(grid: Grid, at: int) -> ColumnFacts:
    """A column as conditions look at it."""
    return ColumnFacts(grid.rows.facts(at), grid.rows.texts(at), grid.columns[at].on)


def passing(grid: Grid, filters: Filters, asked: Asked, *, but: Hashable = None) -> list[int] | None:
    """The rows that every filter (leaving out that of column `but`) lets through; None: all of them.

    A filter of a column that the grid does not have lets everything through. The largest, the smallest and the average
    are those of the whole column, whatever the others let through.
    """
    rows: Sequence[int] = range(len(grid.rows))
    filtered = False
    for at, column in enumerate(grid.columns):
        if column.key == but:
            continue
        chosen, conditions = filters.get(column.key), asked.get(column.key)
        if chosen is not None:
            filtered = True
            texts = grid.rows.listed(at)
            rows = [row for row in rows if texts[row] in chosen]
        if conditions is not None:
            filtered = True
            met = passes(conditions, column_facts(grid, at))
            rows = [row for row in rows if met[row]]
    return list(rows) if filtered else None


def in_order(rows: Sequence[int] | None, keys: Sequence[SortKey], *, descending: bool) -> list[int]:
    """Rows sorted by the keys of a column; what has no value stays last, whichever way."""
    shown = range(len(keys)) if rows is None else rows
    known = [row for row in shown if keys[row] != NOT_SORTED]
    unknown = [row for row in shown if keys[row] == NOT_SORTED]
    return sorted(known, key=keys.__getitem__, reverse=descending) + unknown


def listed_choices(grid: Grid, filters: Filters, asked: Asked, at: int) -> list[tuple[str, int]]:
    """(text, rows) of a column among the rows that the other filters let through, in the order of sorting."""
    key = grid.columns[at].key
    rows = passing(grid, filters, asked, but=key)
    texts = grid.rows.listed(at)
    order = grid.rows.order(at)
    shown = range(len(grid.rows)) if rows is None else rows
    counts = Counter(texts[row] for row in shown)
    first: dict[str, SortKey] = {}
    for row in shown:
        first.setdefault(texts[row], order[row])
    names = sorted(counts, key=lambda text: (first[text], text))
    return [(name, counts[name]) for name in names[:MOST_LISTED]]
