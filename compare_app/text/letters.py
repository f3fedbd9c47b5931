"""The letters by which spreadsheets name columns."""

from __future__ import annotations

from functools import cache


@cache
def letters(column: int) -> str:
    """The letters of a column counted from 0: 0 → A, 26 → AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
