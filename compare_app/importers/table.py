"""A wide table into records: one row (or column) a product, one column an indicator, as the mapping says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from compare_app.domain.mapping import ColumnUse, Orientation, TableMapping
from compare_app.domain.model import Category, CellRef, Product, StandardEdition, new_id
from compare_app.domain.standard_list import split_numbers
from compare_app.domain.terms import Role
from compare_app.errors import AppError
from compare_app.importers.cells import EMPTY, NO_VALUE, Cell, CellKind, Merge, Row, Sheet
from compare_app.importers.fields import read_date
from compare_app.importers.ledger import LEFT_OUT, Ledger
from compare_app.importers.merged import MergedCells
from compare_app.importers.plausible import odd
from compare_app.importers.records import Records
from compare_app.importers.source import Source
from compare_app.importers.standard_doubt import UNRECOGNISED, number_doubt
from compare_app.importers.table_columns import Columns, IndicatorColumn, find_columns, find_long_columns
from compare_app.importers.table_limits import Limits
from compare_app.importers.table_values import Values
from compare_app.importers.tables import Region, columns_of, tables
from compare_app.importers.understanding import kind_trouble
from compare_app.importers.vocabulary import Vocabulary
from compare_app.progress import Progress
from compare_app.text.fold import key
from compare_app.text.message import M, Message

_STEP: Final = 500
_EXACT: Final = 15
_CODES: Final = frozenset({ColumnUse.MODEL, ColumnUse.BRAND})
_TOTALS: Final = frozenset(("合计", "总计", "小计", "total", "sum", "subtotal"))
_MEANS: Final = frozenset(
    ("平均", "平均值", "均值", "最大值", "最小值", "标准差", "average", "mean", "max", "min")
)
_SUMMARIES: Final = _TOTALS | _MEANS
_TEXTS: Final = (
    (ColumnUse.BRAND, "brand"),
    (ColumnUse.MODEL, "model"),
    (ColumnUse.ENTERPRISE, "enterprise"),
    (ColumnUse.ORIGIN, "origin"),
    (ColumnUse.PRICE, "price"),
    (ColumnUse.NOTE, "note"),
)


def read_table(
    source: Source, mapping: TableMapping, ledger: Ledger, records: Records, progress: Progress
) -> Sheet:
    """Read the table and return its sheet; a mapping that does not fit the file is an AppError."""
    if not mapping.category:
        raise AppError(
            "IMP-CATEGORY", M("The mapping names no category"), M("Say which category the products belong to")
        )
    sheet = source.sheet(mapping.sheet, progress)
    if mapping.orientation is Orientation.COLUMNS:
        sheet = sheet.transposed()
    sheet, mapping = _of_its_region(sheet, mapping, ledger, progress)
    category = records.category(mapping.category) or records.new_category(mapping.category)
    ragged = frozenset(source.ragged)
    if mapping.orientation is Orientation.LONG:
        from compare_app.importers.long_table import LongTable

        found = find_long_columns(sheet, mapping, ledger)
        LongTable(sheet, mapping, category, found, ledger, records, ragged).read(progress)
    else:
        columns = find_columns(sheet, mapping, category, ledger, records)
        Table(sheet, mapping, category, columns, ledger, records, ragged).read(progress)
    return sheet


def _of_its_region(
    sheet: Sheet, mapping: TableMapping, ledger: Ledger, progress: Progress
) -> tuple[Sheet, TableMapping]:
    """The sheet with only the columns of the mapped table, and the mapping with its end; the other tables are told."""
    regions = tables(sheet, progress) if not sheet.turned else ()
    places = [one.index for one in mapping.columns if one.use is not ColumnUse.IGNORE]
    own = next(
        (
            one
            for one in regions
            if one.top <= mapping.header_row <= one.bottom
            and all(one.left <= at <= one.right for at in places)
        ),
        None,
    )
    if own is None:
        return sheet, mapping
    for one in sorted(regions, key=lambda one: (one.top, one.left)):
        if one != own:
            _note_other(sheet, one, ledger)
    if len(regions) > 1:
        last_row = mapping.last_row or (own.bottom if any(one.top > own.bottom for one in regions) else 0)
        return columns_of(sheet, own), replace(mapping, last_row=last_row)
    if mapping.last_row and (below := next((r for r in sheet.rows if r.number > mapping.last_row), None)):
        _note_other(sheet, Region(below.number, 0, sheet.last_row, 0), ledger)
    return sheet, mapping


def _note_other(sheet: Sheet, other: Region, ledger: Ledger) -> None:
    """Say that something else stands on the sheet, so that nobody thinks it was read."""
    row = next((row for row in sheet.rows if row.number >= other.top), Row(other.top, ()))
    texts = [cell.text for cell in row.cells[other.left :] if cell.text]
    ledger.note(
        "IMP-OTHER-TABLE",
        sheet,
        sheet.address(row.number, other.left),
        " | ".join(texts),
        M("one table on the sheet; this is outside it"),
        LEFT_OUT,
        M("Where it is another table, import the file again and choose that one"),
    )


class Table:
    """One table being read."""

    def __init__(
        self,
        sheet: Sheet,
        mapping: TableMapping,
        category: Category,
        columns: Columns,
        ledger: Ledger,
        records: Records,
        ragged: frozenset[int],
    ) -> None:
        self._sheet = sheet
        self._mapping = mapping
        self._category = category
        self._columns = columns
        self._ledger = ledger
        self._records = records
        self._vocabulary = Vocabulary()
        self._ours = {key(name) for name in mapping.our_products}
        self._seen: dict[str, tuple[int, str]] = {}  # product id → row and model
        self._named: set[str] = set()  # keys of the names that stood in rows of their own
        self._limits = Limits(sheet, ledger, records, decimal_comma=mapping.decimal_comma)
        self._merged = MergedCells(sheet, mapping.first_row)
        self._values = Values(sheet, mapping, ledger, records, ragged, self._items_under)
        self._items: dict[
            str, tuple[Sequence[IndicatorColumn], Sequence[IndicatorColumn]]
        ] = {}  # of a long table
        self._name_at = columns.single.get(ColumnUse.NAME, columns.single.get(ColumnUse.MODEL, 0))
        self._value_columns = frozenset(one.at for one in (*columns.values, *columns.limits))
        self._used = self._value_columns | frozenset(columns.single.values())

    def read(self, progress: Progress) -> None:
        mapping, sheet = self._mapping, self._sheet
        total = len(sheet.rows)
        hidden = 0
        for done, row in enumerate(sheet.rows):
            if not done % _STEP:
                progress.step(done, total)
            if row.number < mapping.first_row or (mapping.last_row and row.number > mapping.last_row):
                self._ledger.ignored += 1
            elif row.number in sheet.hidden_rows and not mapping.hidden_rows:
                hidden += 1
                self._ledger.ignored += 1
            else:
                self._row(row)
        progress.step(total, total)
        self._tell_missing_names()
        self._ask_about_odd()
        if hidden:
            self._ledger.note(
                "IMP-HIDDEN-ROWS",
                sheet,
                "",
                str(hidden),
                M("visible rows; {count} are hidden or filtered out", count=hidden),
                LEFT_OUT,
                M("Unhide them, or let the mapping take hidden rows in"),
            )

    def _items_under(self, merge: Merge) -> int:
        """Of how many indicators a range merged downwards speaks: here columns are indicators, not rows."""
        return 1

    def _all_values(self) -> Iterable[IndicatorColumn]:
        return self._columns.values

    def _tell_missing_names(self) -> None:
        """Our products that the table does not hold: a misspelt name would leave one of ours among the peers."""
        met = {key(self._records.get(Product, one).name) for one in self._seen}
        for name in self._mapping.our_products:
            if key(name) not in met:
                where = self._sheet.address(self._columns.header_row, self._name_at)
                self._ledger.note(
                    "IMP-OUR-NAME", self._sheet, where, name, M("the name of a product in this table"),
                    M("No product becomes ours by it"), M("Correct the names of our products in the mapping"),
                )  # fmt: skip

    def _ask_about_odd(self) -> None:
        """Notes on numbers that can hardly be meant; they are taken in as they stand."""
        known = self._records.known_values(self._category.id)
        sheet = self._sheet
        for column in self._all_values():
            indicator = column.indicator
            for one in odd(column.figures, indicator, column.unit, known.get(indicator.id, ())):
                row = one.row or self._columns.header_row
                found = sheet.row(row).at(column.at).text
                self._ledger.note(one.code, sheet, sheet.address(row, column.at), found, one.expected)

    # --- rows --------------------------------------------------------------------------------------------------------

    def _row(self, row: Row) -> None:
        own, row = row, self._merged.filled(row)
        if not self._is_data(row, own):
            self._ledger.ignored += 1
            return
        held_before = len(self._ledger.held)
        product = self._product(row)
        if product is None:
            self._ledger.held_rows += 1
            return
        editions = self._executed(row, product)
        values, limits = self._speaking(row)
        self._values.take(row, product.id, values)
        for column in limits:
            if not row.merges or self._values.merged_cell(row, column, limits, product.id) is not EMPTY:
                self._limits.take(row, column, editions)
        if len(self._ledger.held) > held_before:
            self._ledger.held_rows += 1
        else:
            self._ledger.taken += 1

    def _speaking(self, row: Row) -> tuple[Sequence[IndicatorColumn], Sequence[IndicatorColumn]]:
        """The columns of values and of limits, with the indicators that they are of in this row."""
        return self._columns.values, self._columns.limits

    def _is_data(self, row: Row, own: Row) -> bool:
        """Not a note under the table, a repeated header or a line of totals: those are told and left out.

        `own` is the row without what merged cells say in it.
        """
        filled = [at for at, cell in enumerate(own.cells) if cell.text]
        used = [at for at in filled if at in self._used and row.at(at).text.strip()]
        if not used:
            return False
        name = row.at(self._name_at).text
        if len(filled) == 1 and (filled[0] not in self._value_columns or self._is_wide(row)):
            self._leave(row, filled[0], "IMP-REMARK")
            return False
        if name == self._columns.headers[self._name_at] and all(
            key(row.at(at).text) == key(self._columns.headers[at]) for at in used
        ):
            self._leave(row, filled[0], "IMP-HEADER-AGAIN")
            return False
        if self._sums_up(row, own, filled):
            self._leave(row, used[0], "IMP-TOTAL")
            return False
        return True

    def _sums_up(self, row: Row, own: Row, filled: Sequence[int]) -> bool:
        """Whether something before the values says that a row sums up others.

        Before a new name only a total does: a mean has the name of its product, and `max` is what somebody files one
        under.
        """
        name = own.at(self._name_at).text
        is_new = bool(name) and key(name) not in self._named
        self._named.add(key(name))
        before = min((*self._value_columns, len(row.cells)))
        return _is_one_of(_SUMMARIES, row.at(self._name_at).text or row.cells[filled[0]].text) or any(
            _is_one_of(_TOTALS if is_new and at < self._name_at else _SUMMARIES, row.at(at).text)
            for at in filled
            if at < before
        )

    def _is_wide(self, row: Row) -> bool:
        return any(
            merge.top <= row.number <= merge.bottom and merge.right - merge.left >= 2
            for merge in self._sheet.merges
        )

    def _leave(self, row: Row, at: int, code: str) -> None:
        self._ledger.note(
            code, self._sheet, self._sheet.address(row.number, at), row.at(at).text, M("a product"), LEFT_OUT
        )

    def _cell(self, row: Row, use: ColumnUse) -> Cell:
        at = self._columns.single.get(use)
        return EMPTY if at is None else row.at(at)

    def _address(self, row: Row, use: ColumnUse) -> str:
        return self._sheet.address(row.number, self._columns.single.get(use, 0))

    # --- products ----------------------------------------------------------------------------------------------------

    def _product(self, row: Row) -> Product | None:
        name_cell = self._cell(row, ColumnUse.NAME)
        model = self._cell(row, ColumnUse.MODEL).text.strip()
        name = name_cell.text.strip()
        if name_cell.kind in NO_VALUE | {CellKind.DATE}:
            name = ""
        elif not name and ColumnUse.NAME not in self._columns.single:
            name = " ".join(part for part in (self._cell(row, ColumnUse.BRAND).text.strip(), model) if part)
        if not name:
            self._ledger.hold_row(
                "IMP-NAME",
                self._sheet,
                row,
                self._name_at,
                M("the name of a product in every row"),
                M("Fill in the name (merged cells: in each row) and import again, or go on without the row"),
            )
            return None
        old = self._found(row, name, model)
        if old is not None and old.id not in self._seen:
            self._seen[old.id] = (row.number, model)
        if old is None:
            if self._records.product(self._category.id, name) is not None:
                name = f"{name} {model}"
            role = Role.OURS if key(name) in self._ours else self._mapping.default_role
            old = Product(new_id(), self._category.id, name, role=role)
            self._seen[old.id] = (row.number, model)
        product = self._filled(row, old, name)
        self._records.put_product(product)
        return product

    def _found(self, row: Row, name: str, model: str) -> Product | None:
        """The product of that name. The same name with another model in one table is another product."""
        records, category = self._records, self._category.id
        old = records.product(category, name)
        if old is None:
            return None
        seen = self._seen.get(old.id)
        if (
            seen is None
            and old.model
            and model
            and key(model) != key(old.model)
            and not self._same_cell(row, old)
        ):
            other = f"{name} {model}"
            expected = M("the model {model}, which the project has under this name", model=old.model)
            self._note_again(row, expected, M("It is taken in as {name}", name=other))
            return records.product(category, other)
        if seen is None:
            return old
        if model and seen[1] and key(model) != key(seen[1]):
            other = f"{name} {model}"
            expected = M(
                "each name once; row {row} has it with the model {model}", row=seen[0], model=seen[1]
            )
            self._note_again(row, expected, M("It is taken in as {name}", name=other))
            return records.product(category, other)
        if self._is_carried_on(row):
            return old
        self._note_again(
            row,
            M("each name once; row {row} has it too", row=seen[0]),
            M("Its values are taken in as further results of the same product"),
        )
        return old

    def _same_cell(self, row: Row, old: Product) -> bool:
        """Whether the project's product was read from this very cell: then the file corrected the model."""
        use = ColumnUse.NAME if ColumnUse.NAME in self._columns.single else ColumnUse.MODEL
        return old.cell == CellRef(self._ledger.file, self._sheet.name, self._address(row, use))

    def _is_carried_on(self, row: Row) -> bool:
        """Whether the name is that of the row above, in one merged cell: the file says that it is one product."""
        merge = row.merge_at(self._name_at)
        return merge is not None and merge.top < row.number

    def _note_again(self, row: Row, expected: Message, effect: Message) -> None:
        cell = self._cell(row, ColumnUse.NAME)
        self._ledger.note(
            "IMP-NAME-AGAIN", self._sheet, self._address(row, ColumnUse.NAME), cell.text, expected, effect
        )

    def _filled(self, row: Row, old: Product, name: str) -> Product:
        changes: dict[str, object] = {}
        for use, field in _TEXTS:
            text = self._typed(row, use)
            if text:
                changes[field] = text
        role = self._role(row)
        if key(name) in self._ours:
            role = Role.OURS
        if role is not None:
            changes["role"] = role
        produced = self._cell(row, ColumnUse.PRODUCED)
        if produced.text.strip():
            day = read_date(produced)
            if day is None:
                self._ledger.hold(
                    "IMP-DAY", self._sheet, self._address(row, ColumnUse.PRODUCED), produced.text,
                    M("a date such as 2024-05-31"),
                )  # fmt: skip
            else:
                changes["produced"] = day
        document = self._cell(row, ColumnUse.SOURCE).text.strip()
        if document:
            changes["source"] = replace(old.source, document=document)
        use = ColumnUse.NAME if ColumnUse.NAME in self._columns.single else ColumnUse.MODEL
        changes["cell"] = CellRef(self._ledger.file, self._sheet.name, self._address(row, use))
        return replace(old, **changes)  # type: ignore[arg-type]

    def _typed(self, row: Row, use: ColumnUse) -> str:
        """A text of a product; what Excel made a date, an error or a rounded number of is held or told."""
        cell = self._cell(row, use)
        text = cell.text.strip()
        if text and cell.kind in NO_VALUE | {CellKind.DATE}:
            trouble = kind_trouble(cell)
            self._ledger.hold(
                trouble.code,
                self._sheet,
                self._address(row, use),
                text,
                trouble.expected,
                remedy=trouble.remedy,
            )
            return ""
        if cell.kind is CellKind.NUMBER and sum(map(str.isdigit, text)) > _EXACT and use in _CODES:
            self._ledger.note(
                "IMP-DIGITS", self._sheet, self._address(row, use), text,
                M("a code typed as text; of a number Excel keeps {count} digits, the last may be lost", count=_EXACT),
            )  # fmt: skip
        return text

    def _role(self, row: Row) -> Role | None:
        text = self._cell(row, ColumnUse.ROLE).text.strip()
        if not text:
            return None
        role = self._vocabulary.member(Role, text)
        if role is None:
            self._ledger.hold(
                "IMP-TERM", self._sheet, self._address(row, ColumnUse.ROLE), text,
                M("one of: {choices}", choices=tuple(Role)),
            )  # fmt: skip
        return role

    def _executed(self, row: Row, product: Product) -> list[StandardEdition]:
        editions: list[StandardEdition] = []
        for number in split_numbers(self._cell(row, ColumnUse.STANDARD).text or self._mapping.standard):
            edition = self._records.edition(number)
            if edition is None:
                edition = self._records.new_edition(number)
                self._ledger.note(
                    "IMP-NEW-STANDARD",
                    self._sheet,
                    self._address(row, ColumnUse.STANDARD),
                    number,
                    M("a standard of this project"),
                    M("It is added with its number only; its force follows from the prefix"),
                )
                if doubt := number_doubt(number):
                    self._ledger.note(
                        "IMP-NUMBER-FORM",
                        self._sheet,
                        self._address(row, ColumnUse.STANDARD),
                        number,
                        doubt,
                        UNRECOGNISED,
                    )
            self._records.executed(product.id, edition.id)
            editions.append(edition)
        return editions


def _is_one_of(words: frozenset[str], text: str) -> bool:
    return key(text).replace(" ", "").rstrip(":") in words
