"""Merged cells among the data of a table: what one says holds for every row that it covers."""

from __future__ import annotations

from bisect import bisect_left

from compare_app.importers.cells import EMPTY, Cell, Merge, Row, Sheet


class MergedCells:
    """The merged ranges of the data of a sheet, by row."""

    def __init__(self, sheet: Sheet, first_row: int) -> None:
        self._tops: dict[tuple[int, int], Cell] = {}
        self._by_row: dict[int, list[Merge]] = {}
        numbers = [row.number for row in sheet.rows]
        room = len(numbers) * max(1, sheet.column_count)  # ranges that do not overlap cover no more
        for merge in sheet.merges:
            if merge.top < first_row:
                continue
            covered = numbers[bisect_left(numbers, merge.top) : bisect_left(numbers, merge.bottom + 1)]
            room -= len(covered)
            if room < 0:
                break  # ranges that lie on each other: no spreadsheet writes that
            for number in covered:
                self._by_row.setdefault(number, []).append(merge)
        tops = {merge.top for merges in self._by_row.values() for merge in merges}
        rows = {row.number: row for row in sheet.rows if row.number in tops}
        for merges in self._by_row.values():
            for one in merges:
                self._tops[one.top, one.left] = rows[one.top].at(one.left) if one.top in rows else EMPTY

    def filled(self, row: Row) -> Row:
        """The row as a person reads it: each merged cell says its text in the first column of the range."""
        merges = self._by_row.get(row.number)
        if merges is None:
            return row
        cells = list(row.cells)
        kept: list[Merge] = []
        for merge in merges:
            if any(cell.original is not None for cell in row.cells[merge.left : merge.right + 1]):
                continue  # a person typed into one of its cells: in this row they are cells of their own
            cells += [EMPTY] * (merge.left + 1 - len(cells))
            cells[merge.left] = self._tops[merge.top, merge.left]
            kept.append(merge)
        return Row(row.number, cells, kept)
