"""A long table into records: an item a row, as laboratories report (检验项目, 单位, 标准要求, 检验结果)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from compare_app.domain.commas import with_points
from compare_app.domain.limit import Interval, NotDetectable, Required
from compare_app.domain.limit_text import parse_limit
from compare_app.domain.mapping import ColumnUse
from compare_app.domain.model import CellRef, Product, new_id
from compare_app.domain.notation import NOTHING_WRITTEN
from compare_app.domain.result_text import parse_result
from compare_app.domain.terms import Direction, Role
from compare_app.domain.value import Grade, PassFail
from compare_app.importers.cells import Merge, Row
from compare_app.importers.guesses import direction_of, statistic_of
from compare_app.importers.headers import name_and_unit
from compare_app.importers.ledger import LEFT_OUT
from compare_app.importers.table import Table
from compare_app.importers.table_columns import IndicatorColumn, indicator_column
from compare_app.text.fold import key
from compare_app.text.message import M

_Both = tuple[Sequence[IndicatorColumn], Sequence[IndicatorColumn]]


class LongTable(Table):
    """Each row names its indicator; rows of one product stand below each other, or all are of one product."""

    def _item(self, row: Row) -> str:
        """The item; where its header is merged sideways, the texts under it together: 尺寸偏差 长度."""
        at = self._columns.single.get(ColumnUse.ITEM, 0)
        taken = {*self._columns.single.values(), *(one for one, _ in self._columns.of_items)} - {at}
        header = self._mapping.header_row
        right = next(
            (one.right for one in self._sheet.merges if one.top <= header <= one.bottom and one.left == at),
            at,
        )
        texts = [row.at(column).text for column in range(at, right + 1) if column not in taken]
        return " ".join(" ".join(texts).split())

    def _items_under(self, merge: Merge) -> int:
        """How many items the rows of a merged range speak of."""
        rows = (row for row in self._sheet.rows if merge.top <= row.number <= merge.bottom)
        return len({key(self._item(self._merged.filled(row))) for row in rows})

    def _down(self, row: Row, use: ColumnUse) -> str:
        """The text of a column; one merged downwards is said in every row of the range."""
        return " ".join(self._cell(row, use).text.split())

    def _is_data(self, row: Row, own: Row) -> bool:
        filled = [at for at, cell in enumerate(row.cells) if cell.text.strip()]
        if not filled:
            return False
        if all(key(row.at(at).text) == key(self._columns.headers[at]) for at in filled):
            self._leave(row, filled[0], "IMP-HEADER-AGAIN")
            return False
        said = any(row.at(at).text.strip() for at, _ in self._columns.of_items)
        if not said or not self._item(row):
            self._ledger.note(
                "IMP-REMARK", self._sheet, self._sheet.address(row.number, filled[0]), row.at(filled[0]).text,
                M("an item with its value"), LEFT_OUT,
            )  # fmt: skip
            return False
        return True

    def _product(self, row: Row) -> Product | None:
        named = [self._down(row, use) for use in (ColumnUse.NAME, ColumnUse.MODEL)]
        name = next((one for one in named if one), "") or self._mapping.product.strip()
        if not name:
            return super()._product(row)  # says what is missing
        model = named[1] if named[0] else ""
        old = self._records.product(self._category.id, name)
        known = self._seen.get(old.id, (0, old.model))[1] if old is not None else ""
        if model and known and key(known) != key(model):
            name = f"{name} {model}"  # one name with two models is two products
            old = self._records.product(self._category.id, name)
        if old is not None and old.id in self._seen:
            return old
        role = Role.OURS if key(name) in self._ours else self._mapping.default_role
        product = old or Product(new_id(), self._category.id, name, role=role)
        self._seen[product.id] = (row.number, model)
        product = self._filled(row, product, name)
        if ColumnUse.NAME not in self._columns.single and ColumnUse.MODEL not in self._columns.single:
            at = self._sheet.address(row.number, self._columns.single[ColumnUse.ITEM])
            product = replace(product, cell=CellRef(self._ledger.file, self._sheet.name, at))
        self._records.put_product(product)
        return product

    def _speaking(self, row: Row) -> _Both:
        """The columns of this row's item; its indicator is found, or made with the direction that its limit has."""
        item, stated = self._item(row), self._down(row, ColumnUse.UNIT)
        name, in_item = name_and_unit(item)
        unit = in_item if not stated or NOTHING_WRITTEN.fullmatch(stated) else stated
        asked = f"{key(item)}\n{unit}"
        known = self._items.get(asked)
        if known is None:
            known = self._items[asked] = self._columns_of(row, name or item, unit)
        return known

    def _all_values(self) -> Iterable[IndicatorColumn]:
        return [one for values, _ in self._items.values() for one in values]

    def _columns_of(self, row: Row, name: str, unit: str) -> _Both:
        mapping = replace(self._mapping, header_row=row.number, unit_row=0)
        old = self._records.indicator(self._category.id, name)
        direction = old.direction if old is not None else self._direction(row, name)
        values: list[IndicatorColumn] = []
        limits: list[IndicatorColumn] = []
        for at, column in self._columns.of_items:
            said = replace(
                column,
                indicator=name,
                unit=unit,
                direction=direction,
                guessed=old is None,
                statistic=column.statistic if column.use is ColumnUse.VALUE else statistic_of(column.header),
            )
            made = indicator_column(
                self._sheet, mapping, at, said, name, self._category, self._ledger, self._records
            )
            (limits if column.use is ColumnUse.LIMIT else values).append(made)
        return values, limits

    def _direction(self, row: Row, name: str) -> Direction:
        """Which way is better, by what the limit asks for; without one, by what the value and the name are."""
        texts = {column.use: row.at(at).text for at, column in reversed(self._columns.of_items)}
        if self._mapping.decimal_comma:
            texts = {use: with_points(text) for use, text in texts.items()}
        limit = parse_limit(texts.get(ColumnUse.LIMIT, "")).rows[0].limit
        match limit:
            case Interval(low=low, high=None) if low is not None:
                return Direction.LARGER
            case Interval(low=None, high=high) if high is not None:
                return Direction.SMALLER
            case Interval(nominal=nominal) if nominal is not None:
                return Direction.TARGET
            case Interval(low=low, high=high) if low is not None and high is not None:
                return Direction.RANGE
            case NotDetectable():
                return Direction.SMALLER
        value = parse_result(texts.get(ColumnUse.VALUE, ""))[0].value
        if isinstance(value, PassFail) or isinstance(limit, Required):
            return Direction.PASS_FAIL
        return Direction.GRADE if isinstance(value, Grade) else direction_of(name)
