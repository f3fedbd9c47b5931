"""The values of a row of a table: each cell understood once, taken apart or spread as mapping and merges say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from compare_app.domain.commas import with_points
from compare_app.domain.mapping import TableMapping
from compare_app.domain.model import CellRef, Result
from compare_app.domain.record_changes import MENDED
from compare_app.domain.result_rows import RowsColumn, Said
from compare_app.domain.result_text import Reading, parse_result
from compare_app.domain.terms import Statistic
from compare_app.domain.units import conversion
from compare_app.domain.value import Absent, Censored, NotDetected, Number, Operator, PassFail, Span, Unread
from compare_app.importers.cells import EMPTY, Cell, Merge, Row, Sheet
from compare_app.importers.fields import Trouble
from compare_app.importers.ledger import COMMAS, KEPT, LEFT_OUT, Ledger
from compare_app.importers.lost_signs import restored
from compare_app.importers.parts import REST, parts
from compare_app.importers.records import Records
from compare_app.importers.table_columns import IndicatorColumn, Known
from compare_app.importers.understanding import Remark, Understood
from compare_app.text.message import M


class Values:
    """Takes values in as results."""

    def __init__(
        self,
        sheet: Sheet,
        mapping: TableMapping,
        ledger: Ledger,
        records: Records,
        ragged: frozenset[int],
        items_under: Callable[[Merge], int],
    ) -> None:
        self._sheet = sheet
        self._mapping = mapping
        self._ledger = ledger
        self._records = records
        self._ragged = ragged
        self._items_under = items_under
        self._spread: set[tuple[Merge, str, str]] = set()  # merged cells taken: range, indicator, product

    def take(self, row: Row, product_id: str, columns: Sequence[IndicatorColumn]) -> None:
        """The values of one product in a row."""
        records, rows, number = self._records, self._records.rows, row.number
        seats = records.seats(product_id)
        product = rows.place_of(product_id)
        for column in columns:
            cell = row.at(column.at)
            if row.merges:
                cell = self.merged_cell(row, column, columns, product_id)
            if not cell.text:
                if number in self._ragged and column.at >= len(row.cells):
                    self._short(row, column)
                continue
            known = column.known.get(id(cell))
            if known is None:
                known = column.known[id(cell)] = self._learn(row, cell, column)
            if known.told:
                self._tell(row, cell, column, known.understood)
            for what, figure in zip(known.what, known.figures):
                if figure is not None:
                    column.figures.add(number, figure)
                if seats.waiting or cell.original is not None:  # the project has results of the product
                    self._put(row, cell, product_id, column, rows.said[what])
                else:
                    rows.add(product, column.place, what, seats.next(column.bit), number)

    def _learn(self, row: Row, cell: Cell, column: IndicatorColumn) -> Known:
        """Understand a cell that was not met before, and give what it says a place among the results."""
        rows = self._records.rows
        if column.place < 0:
            shared = RowsColumn(
                column.indicator.id,
                column.mapping.basis,
                self._ledger.file,
                self._sheet.name,
                column.at,
                self._sheet.turned,
            )
            column.place = rows.add_column(shared)
            column.bit = self._records.bit(column.indicator.id)
        understood = self._understand(row, cell, column)
        raw = understood.text or cell.text
        said = [
            Said(raw, one.value, one.unit, one.statistic or Statistic.SINGLE) for one in understood.readings
        ]
        figures = [_figure(one, column.unit or column.indicator.unit) for one in said]
        for one in said:
            column.figures.detects(_least(one, column.unit or column.indicator.unit))
        told = understood.trouble is not None or bool(understood.remarks)
        return Known(understood, tuple(map(rows.add_said, said)), tuple(figures), told)

    def _tell(self, row: Row, cell: Cell, column: IndicatorColumn, understood: Understood) -> None:
        sheet, address = self._sheet, self._sheet.address(row.number, column.at)
        if (trouble := understood.trouble) is not None:
            self._ledger.hold(trouble.code, sheet, address, cell.text, trouble.expected, KEPT, trouble.remedy)
        for one in understood.remarks:
            self._ledger.note(one.code, sheet, address, cell.text, one.expected, one.effect)

    def _put(self, row: Row, cell: Cell, product_id: str, column: IndicatorColumn, said: Said) -> None:
        """A result that may sit where the project has one, or that a person corrected."""
        address = self._sheet.address(row.number, column.at)
        basis, ref = column.mapping.basis, CellRef(self._ledger.file, self._sheet.name, address)
        seat, old = self._records.seat(
            product_id, column.indicator.id, said.statistic, "", said.unit, basis, ref, said.raw
        )
        result = replace(
            old or Result(product_id, column.indicator.id, seat, "", statistic=said.statistic),
            raw=said.raw,
            value=said.value,
            unit=said.unit,
            basis=basis,
            cell=ref,
        )
        if cell.original is not None:
            result = replace(result, note=f"{address}: {cell.original} → {cell.text}")
        elif MENDED.match(result.note):  # the file itself says it now
            result = replace(result, note="")
        self._records.put_result(result, old)

    def merged_cell(
        self, row: Row, column: IndicatorColumn, columns: Sequence[IndicatorColumn], product_id: str
    ) -> Cell:
        """The cell of a column where a merged range may lie over it; EMPTY where there is nothing to take from it.

        Over several indicators it can say that all passed or none was measured; whose number it would be is not said.
        Over several rows of one product it is one value.
        """
        merge = row.merge_at(column.at)
        if merge is None:
            return row.at(column.at)
        said = (merge, column.indicator.id, product_id)
        beside = {one.at: one for one in reversed(columns) if merge.left <= one.at <= merge.right}
        cell = row.at(merge.left)
        if said in self._spread:
            return EMPTY
        self._spread.add(said)
        over = max(len(beside), self._items_under(merge))
        aside = merge.left != column.at and len(beside) == 1  # begins in a column that is no value
        if over > 1 or aside:
            if _for_all(cell) and not aside:
                return cell
            first = column is beside[min(beside)] and merge.top == row.number
            if first and cell.text and (over > 1 or _is_figure(cell)):
                where = self._sheet.address(row.number, merge.left)
                expected = M("a cell for each indicator; this one is merged over {count}", count=max(over, 2))
                self._ledger.hold("IMP-MERGED", self._sheet, where, cell.text, expected)
            return EMPTY
        return cell

    def _understand(self, row: Row, cell: Cell, column: IndicatorColumn) -> Understood:
        """What a cell says of the column's indicator, with everything worth a note."""
        remarks: list[Remark] = []
        part = ""
        if column.parts:
            taken = _part(cell, column, remarks)
            if taken is None:
                return Understood((), remarks=tuple(remarks))
            if isinstance(taken, Trouble):
                return Understood((Reading(Unread(), unit=column.unit),), taken, tuple(remarks))
            part = taken
            cell = replace(cell, text=part)
        if self._mapping.decimal_comma and (pointed := with_points(cell.text)) != cell.text:
            remarks.append(Remark("IMP-COMMA", COMMAS, M("It is read as {text}", text=pointed)))
            part = pointed
            cell = replace(cell, text=pointed)
        meant = restored(cell.text, self._mapping.replacements) if self._mapping.replacements else cell.text
        if meant != cell.text:
            remarks.append(
                Remark(
                    "IMP-RESTORED",
                    M("a sign that an old encoding lost; the mapping puts it back"),
                    M("It is read as {text}", text=meant),
                )
            )
            cell = replace(cell, text=meant)
        found = column.judge.understand(cell, column.mapping.statistic)
        if found.trouble is None and not remarks and not column.parts:
            return found  # nearly every cell
        readings = found.readings
        if found.trouble is not None and column.unit:
            readings = tuple(replace(one, unit=column.unit) for one in readings)
        return replace(found, readings=readings, remarks=(*remarks, *found.remarks), text=part)

    def _short(self, row: Row, column: IndicatorColumn) -> None:
        self._ledger.note(
            "IMP-SHORT-ROW",
            self._sheet,
            self._sheet.address(row.number, column.at),
            "",
            M("a field; the line ends before {header}", header=column.mapping.header),
            M("It has no value here"),
        )


def _part(cell: Cell, column: IndicatorColumn, remarks: list[Remark]) -> str | Trouble | None:
    """The part of a cell that a column is of; None where the cell has none. The first of several tells it all."""
    wanted, named = column.mapping.part, parts(cell.text)
    first = wanted == column.parts[0]
    lost = [name for name in named if name not in column.parts]
    if first and lost and (lost != [REST] or wanted in named):
        remarks.append(
            Remark(
                "IMP-PART",
                M(
                    "parts named {names}; {lost} is none of them",
                    names=column.parts,
                    lost=[name or named[REST] for name in lost],
                ),
                LEFT_OUT,
            )
        )
    if wanted in named:
        return named[wanted]
    if lost != [REST]:
        return None
    if _for_all(cell):
        return cell.text
    return (
        Trouble("IMP-PART", M("a figure with one of the names {names}", names=column.parts))
        if first
        else None
    )


def _is_figure(cell: Cell) -> bool:
    return isinstance(parse_result(cell.text)[0].value, Number | Span | Censored | NotDetected)


def _figure(said: Said, unit: str) -> float | None:
    """The number of a value in the unit of its column, to be looked at beside the others."""
    if not isinstance(said.value, Number):
        return None
    change = conversion(said.unit or unit, unit) if said.unit != unit else None
    return float(said.value.value if change is None else change.value(said.value.value))


def _least(said: Said, unit: str) -> float | None:
    """The limit of detection that a value states, in the unit of its column."""
    match said.value:
        case NotDetected(lod=least) if least is not None:
            pass
        case Censored(operator=Operator.BELOW | Operator.AT_MOST, bound=least):
            pass
        case _:
            return None
    change = conversion(said.unit or unit, unit) if said.unit != unit else None
    return float(least if change is None else change.value(least))


def _for_all(cell: Cell) -> bool:
    """Whether a text can be meant of several indicators at once."""
    return isinstance(parse_result(cell.text)[0].value, Absent | PassFail)
