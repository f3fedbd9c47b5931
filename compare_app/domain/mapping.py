"""How a wide table is read: which column is what. It is the JSON of `docs/mapping.md`, one class per object there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from compare_app.domain.terms import Basis, Direction, IndicatorClass, Role, Statistic

MAPPING_VERSION = 1


class ColumnUse(StrEnum):
    """What a column holds."""

    IGNORE = "ignore"
    NAME = "name"
    BRAND = "brand"
    MODEL = "model"
    ENTERPRISE = "enterprise"
    ROLE = "role"
    STANDARD = "standard"  # executed standards, separated by ; or 、
    PRODUCED = "produced"
    ORIGIN = "origin"
    PRICE = "price"
    SOURCE = "source"
    NOTE = "note"
    INDICATOR = "indicator"
    LIMIT = "limit"  # the limit that the product's standard sets for `indicator`, in a long table for the row's item
    ITEM = "item"  # of a long table: the indicator that the row speaks of
    UNIT = "unit"  # … its unit
    VALUE = "value"  # … its value


class Orientation(StrEnum):
    """A product a row, a product a column, or an item a row, as in reports of laboratories."""

    ROWS = "rows"
    COLUMNS = "columns"
    LONG = "long"


NEW_CLASS: Final = IndicatorClass.BASE
"""What an indicator that the project does not know is proposed as: the steps of the ladder ask for core indicators
(rulings 1), so it moves none until a person says that it is one. Innovative would claim more than a header does."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """One column (or row, where products are columns) of the table; `header` finds it, `index` (from 0) is a hint."""

    header: str
    index: int
    use: ColumnUse
    indicator: str = ""  # name of the indicator, existing or new
    unit: str = ""
    direction: Direction = Direction.LARGER
    indicator_class: IndicatorClass = IndicatorClass.CORE
    basis: Basis = Basis.TESTED
    statistic: Statistic = Statistic.SINGLE
    guessed: bool = False  # use, direction or unit is a guess of the program that nobody has confirmed
    part: str = (
        ""  # name of the part of each cell that is meant (内 in `内37-41 / 外49dB`); empty: what has no name
    )


@dataclass(frozen=True, slots=True)
class TableMapping:
    """How to read one table of one sheet."""

    category: str
    columns: tuple[ColumnMapping, ...]
    sheet: str = ""
    header_row: int = 1  # 1-based
    unit_row: int = 0  # 1-based, 0: none
    first_row: int = 2
    last_row: int = 0  # 0: to the end
    orientation: Orientation = Orientation.ROWS
    default_role: Role = Role.PEER
    our_products: tuple[str, ...] = ()  # names that are ours whatever the role column says
    absences: tuple[tuple[str, str], ...] = ()  # (text, Absence value), overruling rulings 9
    replacements: tuple[
        tuple[str, str], ...
    ] = ()  # texts in headers and values, and what they were: m?/h, m³/h
    product: str = ""  # of a long table without a column of names: whose results these are
    standard: str = ""  # … without a column of standards: the one that its limits belong to
    encoding: str = ""
    separator: str = ""
    hidden_rows: bool = False  # take hidden and filtered rows in
    decimal_comma: bool = False  # 0,35 is 0.35 and 1.234,5 is 1234.5, because a person said so
    version: int = MAPPING_VERSION
