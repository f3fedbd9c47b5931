"""Columns of a wide table that hold the limit which the standard of each product sets for an indicator."""

from __future__ import annotations

from dataclasses import replace

from compare_app.domain.commas import with_points
from compare_app.domain.limit import UnreadLimit
from compare_app.domain.limit_text import parse_limit
from compare_app.domain.model import CellRef, Requirement, StandardEdition
from compare_app.domain.terms import Statistic
from compare_app.importers.cells import Row, Sheet
from compare_app.importers.ledger import COMMAS, KEPT, MEND, Ledger
from compare_app.importers.own.requirements import in_direction
from compare_app.importers.records import Records
from compare_app.importers.table_columns import IndicatorColumn
from compare_app.text.message import M


class Limits:
    """Takes limits in; a standard has one limit for an indicator and statistic, a second one that differs is held."""

    def __init__(self, sheet: Sheet, ledger: Ledger, records: Records, *, decimal_comma: bool) -> None:
        self._decimal_comma = decimal_comma
        self._sheet = sheet
        self._ledger = ledger
        self._records = records
        self._first: dict[tuple[str, str, Statistic], Requirement] = {}

    def take(self, row: Row, column: IndicatorColumn, editions: list[StandardEdition]) -> None:
        """The limit that the product's first standard sets for an indicator."""
        cell, address = row.at(column.at), self._sheet.address(row.number, column.at)
        if not cell.text.strip():
            return
        if not editions:
            self._ledger.hold(
                "IMP-NO-STANDARD",
                self._sheet,
                address,
                cell.text,
                M("a standard in this row to which the limit belongs"),
                remedy=M("Name the executed standard in the mapping, or in a column of the table"),
            )
            return
        raw = with_points(cell.text) if self._decimal_comma else cell.text
        if raw != cell.text:
            self._ledger.note(
                "IMP-COMMA", self._sheet, address, cell.text, COMMAS, M("It is read as {text}", text=raw)
            )
        parsed = parse_limit(raw, column.unit)
        if parsed.problem is not None:
            self._ledger.hold(
                "IMP-LIMIT", self._sheet, address, cell.text,
                M("a limit such as ≥5.00, ≤0.5 %, 35~45 or 10.0±0.1: {why}", why=parsed.problem), KEPT, MEND,
            )  # fmt: skip
        edition, indicator = editions[0], column.indicator
        for limit in (in_direction(one, indicator) for one in parsed.rows):
            place = (edition.id, indicator.id, limit.statistic)
            wanted = Requirement(
                "",
                edition.id,
                indicator.id,
                raw,
                limit.limit,
                unit=limit.unit or column.unit,
                statistic=limit.statistic,
                conditions=limit.conditions,
                scope_text=limit.scope_text,
                cell=CellRef(self._ledger.file, self._sheet.name, address),
            )
            first = self._first.get(place)
            if first is None:
                found = self._records.requirement_id(wanted)
                old = self._records.stored(Requirement, found)
                if old is not None and self._is_another(old, wanted):
                    self._hold_second(cell.text, address, edition, old)
                    continue
                made = (
                    replace(wanted, id=found)
                    if old is None
                    else replace(old, raw=wanted.raw, limit=wanted.limit, unit=wanted.unit, cell=wanted.cell)
                )
                self._first[place] = made
                self._records.put(made)
            elif first.limit != wanted.limit and not isinstance(wanted.limit, UnreadLimit):
                self._hold_second(cell.text, address, edition, first)

    def _is_another(self, old: Requirement, wanted: Requirement) -> bool:
        """Whether the project has another limit there, of another origin: a report speaks of its own product, and what
        the standard asks of all products is not replaced by it.
        """
        same = old.limit == wanted.limit and (old.unit or wanted.unit) == (wanted.unit or old.unit)
        return not same and not isinstance(old.limit, UnreadLimit) and old.cell.file != self._ledger.file

    def _hold_second(self, found: str, address: str, edition: StandardEdition, first: Requirement) -> None:
        self._ledger.hold(
            "IMP-TWO-LIMITS",
            self._sheet,
            address,
            found,
            M(
                "{limit}, the limit of {standard} in {cell}",
                limit=f"{first.raw} {first.unit}".strip() if first.unit not in first.raw else first.raw,
                standard=edition.number,
                cell=first.cell.cell or first.cell.file or M("the project"),
            ),
            M("The limit of the standard stays; this one is kept as text and judges nothing"),
            M(
                "Where both hold for different products, state in the sheet 要求 for which each holds (适用条件)"
            ),
        )
