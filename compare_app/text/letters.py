"""The letters by which spreadsheets name columns, and the addresses made of them."""

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


def place(address: str) -> tuple[int, int]:
    """Row from 1 and column from 0 of an A1 address; a ValueError for anything else."""
    name = address.rstrip("0123456789")
    number = int(address[len(name) :])
    if not 1 <= number <= 1_048_576:
        raise ValueError(address)
    return number, column_number(name)


def column_number(name: str) -> int:
    """The column of letters, from 0; a ValueError beyond XFD or for anything else."""
    number = 0
    for letter in name:
        if not "A" <= letter <= "Z":
            raise ValueError(name)
        number = number * 26 + ord(letter) - 64
    if not 1 <= number <= 16_384:
        raise ValueError(name)
    return number - 1
