"""Which column of a wide table is what: a mapping's columns found in the sheet, indicators found or made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from compare_app.domain.mapping import ColumnMapping, ColumnUse, TableMapping
from compare_app.domain.model import Category, Indicator, new_id
from compare_app.domain.terms import Absence, Direction
from compare_app.domain.units import conversion, known, spell, split_header
from compare_app.errors import AppError, Place
from compare_app.importers.cells import Sheet
from compare_app.importers.headers import JOINT, group_of, header_texts, merged_text, name_and_unit
from compare_app.importers.ledger import Ledger, did_you_mean, near
from compare_app.importers.lost_signs import restored
from compare_app.importers.own.indicators import usual_scale
from compare_app.importers.plausible import Figures
from compare_app.importers.records import Records
from compare_app.importers.understanding import Judge, Understood
from compare_app.text.fold import key
from compare_app.text.message import M


@dataclass(frozen=True, slots=True)
class Known:
    """What was made of a cell: each of its readings by its place in `ResultRows.said`, with its number if it is one."""

    understood: Understood
    what: tuple[int, ...]
    figures: tuple[float | None, ...]
    told: bool  # there is something to tell at each cell that says it


@dataclass(slots=True)
class IndicatorColumn:
    """A column of values: its indicator and unit, and what was understood of each different cell so far."""

    at: int
    mapping: ColumnMapping
    indicator: Indicator
    unit: str  # of the column as written, empty: none stated
    judge: Judge
    parts: tuple[
        str, ...
    ] = ()  # names of the parts of its cells that the mapping takes; empty: cells are taken whole
    known: dict[int, Known] = field(default_factory=dict)  # by identity of the cell
    place: int = -1  # in `ResultRows.columns`
    bit: int = 0  # of its indicator in `Seats`
    figures: Figures = field(default_factory=Figures)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table, found."""

    header_row: int
    headers: tuple[str, ...]
    single: dict[ColumnUse, int]  # name, brand, model …
    values: Sequence[IndicatorColumn]
    limits: Sequence[IndicatorColumn]
    of_items: Sequence[tuple[int, ColumnMapping]] = ()  # of a long table: values and limits of the row's item


def find_columns(
    sheet: Sheet, mapping: TableMapping, category: Category, ledger: Ledger, records: Records
) -> Columns:
    """Find every mapped column by its header; the position only decides between equal headers."""
    headers = header_texts(sheet, mapping.header_row)
    single: dict[ColumnUse, int] = {}
    values: list[IndicatorColumn] = []
    limits: list[IndicatorColumn] = []
    for column in mapping.columns:
        if column.use is ColumnUse.IGNORE:
            continue
        at = _place(sheet, headers, column, mapping, ledger)
        if at is None:
            continue
        if at in sheet.hidden_columns:
            ledger.note(
                "IMP-HIDDEN-COLUMN",
                sheet,
                sheet.address(mapping.header_row, at),
                headers[at],
                M("a visible column; this one is hidden in the file"),
                M("It is taken in, because the mapping names it"),
            )
        if column.use is ColumnUse.INDICATOR:
            values.append(
                indicator_column(sheet, mapping, at, column, headers[at], category, ledger, records)
            )
        elif column.use is ColumnUse.LIMIT:
            limits.append(
                indicator_column(sheet, mapping, at, column, headers[at], category, ledger, records)
            )
        else:
            single.setdefault(column.use, at)
    if ColumnUse.NAME not in single and ColumnUse.MODEL not in single:
        raise _no_name(mapping, headers, ledger.file)
    for one in values:
        named = tuple(dict.fromkeys(other.mapping.part for other in values if other.at == one.at))
        one.parts = named if any(named) else ()
    return Columns(mapping.header_row, headers, single, values, limits)


def find_long_columns(sheet: Sheet, mapping: TableMapping, ledger: Ledger) -> Columns:
    """The columns of a table with an item a row; without one of items or of values it is an AppError."""
    headers = header_texts(sheet, mapping.header_row)
    single: dict[ColumnUse, int] = {}
    of_items: list[tuple[int, ColumnMapping]] = []
    for column in mapping.columns:
        if column.use is ColumnUse.IGNORE:
            continue
        at = _place(sheet, headers, column, mapping, ledger)
        if at is None:
            continue
        if column.use in (ColumnUse.VALUE, ColumnUse.LIMIT):
            of_items.append((at, column))
        else:
            single.setdefault(column.use, at)
    if ColumnUse.ITEM not in single or not any(column.use is ColumnUse.VALUE for _, column in of_items):
        raise AppError(
            "IMP-LONG",
            M("The mapping of {file} names no column of items or none of values", file=ledger.file),
            M("Say which column holds the items (检验项目) and which the results (检验结果)"),
            Place(ledger.file, sheet.name),
        )
    if ColumnUse.NAME not in single and ColumnUse.MODEL not in single and not mapping.product.strip():
        raise AppError(
            "IMP-LONG",
            M("Whose results {file} holds is not said", file=ledger.file),
            M("Name the product, or the column that names it"),
            Place(ledger.file, sheet.name),
        )
    return Columns(mapping.header_row, headers, single, (), (), of_items)


def _place(
    sheet: Sheet, headers: tuple[str, ...], column: ColumnMapping, mapping: TableMapping, ledger: Ledger
) -> int | None:
    wanted = key(column.header)
    if not wanted:
        return column.index if column.index < max(len(headers), 1) else None
    found = [at for at, text in enumerate(headers) if key(text) == wanted]
    if not found:  # the whole header may have been joined with its group, or be given without it
        found = [at for at, text in enumerate(headers) if key(text.rpartition(JOINT)[2]) == wanted]
    if len(found) == 1:
        return found[0]
    if column.index in found:
        return column.index
    if found:
        raise AppError(
            "IMP-HEADER-TWICE",
            M(
                "Sheet {sheet} has the header {header} more than once: {cells}",
                sheet=sheet.name,
                header=column.header,
                cells=[sheet.address(mapping.header_row, at) for at in found],
            ),
            M("Say in the mapping which column is meant (index, counted from 0), or rename one"),
            Place(ledger.file, sheet.name),
        )
    names = near(column.header, [text for text in headers if text])
    if column.use in (ColumnUse.NAME, ColumnUse.INDICATOR, ColumnUse.ITEM, ColumnUse.VALUE):
        raise AppError(
            "IMP-HEADER-MISSING",
            M(
                "Row {row} of sheet {sheet} has no header {header}",
                row=mapping.header_row,
                sheet=sheet.name,
                header=column.header,
            ),
            did_you_mean(M("Correct the mapping or the table"), names),
            Place(ledger.file, sheet.name),
        )
    ledger.note(
        "IMP-COLUMN",
        sheet,
        sheet.address(mapping.header_row, 0),
        column.header,
        M("a column with this header; the table has none"),
        M("What it would hold stays as it is"),
        did_you_mean(M("Correct the mapping or the table"), names),
    )
    return None


def indicator_column(
    sheet: Sheet,
    mapping: TableMapping,
    at: int,
    column: ColumnMapping,
    header: str,
    category: Category,
    ledger: Ledger,
    records: Records,
) -> IndicatorColumn:
    """The indicator of a column, made where the scheme lacks it, and the unit of mapping, unit row or header."""
    name, in_header = name_and_unit(restored(header, mapping.replacements))
    below = merged_text(sheet, mapping.unit_row, at) if mapping.unit_row else ""
    below = restored(below, mapping.replacements)
    in_row = below if spell(below) else ""
    in_header = in_header or split_header(group_of(sheet, mapping.header_row, at))[1]
    unit = column.unit or in_row or in_header
    where = sheet.address(mapping.unit_row if in_row else mapping.header_row, at)
    stated = [text for text in (in_row, in_header) if text]
    if column.unit and any(spell(text) != spell(column.unit) for text in stated):
        ledger.note(
            "IMP-TWO-UNITS",
            sheet,
            where,
            stated[0],
            M("the unit {unit} that the mapping gives this column", unit=column.unit),
            M("The unit of the mapping is taken"),
        )
    indicator = records.indicator(category.id, column.indicator or name)
    if indicator is None:
        position = records.next_position(category.id)
        indicator = Indicator(
            new_id(),
            category.id,
            position,
            records.free_code(category.id, position),
            column.indicator or name or header,
            unit=unit,
            scale=usual_scale(column.direction, unit),
            direction=column.direction,
            indicator_class=column.indicator_class,
        )
        records.put_indicator(indicator)
        if column.guessed and column.direction in (Direction.LARGER, Direction.SMALLER):
            ledger.note(
                "IMP-DIRECTION",
                sheet,
                sheet.address(mapping.header_row, at),
                header,
                M(
                    "a direction confirmed by you; {direction} is a guess from the name",
                    direction=column.direction,
                ),
                M("The indicator is made with this direction"),
                M("Check it in the mapping"),
            )
    units = records.tolerance_units(indicator.id)
    if unit and not known(unit):
        ledger.hold(
            "IMP-UNIT",
            sheet,
            where,
            unit,
            M("a unit we know, such as %, mm, MPa, dB(A), (W·h)/(W·h)"),
            M("Values keep this unit as written; they compare with nothing in another unit"),
            M("Correct the unit in the mapping"),
        )
    elif (
        unit
        and spell(unit) != spell(indicator.unit)
        and conversion(unit, indicator.unit) is None
        and not any(conversion(unit, other) for other in units)
    ):
        ledger.hold(
            "IMP-UNIT",
            sheet,
            where,
            unit,
            M("a unit that converts to {unit}, the unit of {indicator}; {found} does not",
              unit=indicator.unit or "—", indicator=indicator.name, found=unit),
            M("The values of this column are kept as text and carry no value"),
            M("Correct the unit in the mapping, or choose another indicator"),
        )  # fmt: skip
    absences = {text: Absence(kind) for text, kind in mapping.absences}
    return IndicatorColumn(
        at, column, indicator, unit, Judge(indicator, unit, absences, tolerance_units=units)
    )


def _no_name(mapping: TableMapping, headers: tuple[str, ...], file: str) -> AppError:
    from compare_app.importers.guesses import NAME_WORDS

    names = near("产品名称", [text for text in headers if text]) or near("product name", headers)
    hits = [text for text in headers if any(word in key(text) for word in NAME_WORDS)]
    return AppError(
        "IMP-HEADER-MISSING",
        M("No column of sheet {sheet} is mapped as the product name", sheet=mapping.sheet or file),
        did_you_mean(M("Map one as the product name"), tuple(hits) or names),
        Place(file, mapping.sheet),
    )
