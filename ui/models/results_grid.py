"""Products × indicators with the texts as typed. Rows are made when they come into sight: there may be thousands."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from decimal import Decimal
from math import isfinite, nan

from compare_app.domain.cell_conditions import Fact, Figure
from compare_app.domain.model import Indicator, Product, Result
from compare_app.domain.terms import Absence, Basis, Role, Trust
from compare_app.domain.tone import Tone
from compare_app.domain.units import conversion
from compare_app.domain.value import Absent, Number, Unread
from compare_app.text.wording import Wording
from ui.models.cell import NOT_SORTED, Cell, CellRows, Column, Grid, SortKey
from ui.models.result_edit import typed_text
from ui.wording import named

ROWS_READ_FOR_SORTING = 500  # products; above that the columns of the pool decide
NAME = "product"  # key of the column of names
FIXED = 2  # product and role stand before the indicators
ABSENT_SIGNS = {Absence.MISSING: "—", Absence.NOT_APPLICABLE: "／", Absence.NOT_TESTED: "○"}
_ROLE_ORDER = list(Role)

Ends = tuple[float, float]
"""The lowest and the highest value that a result leaves possible; the same twice where it is known."""
UNKNOWN: Ends = (nan, nan)


class ResultRows(CellRows):
    """The rows of the data page: cells are made from `load` when first asked for, then kept."""

    def __init__(
        self,
        products: Sequence[Product],
        indicators: Sequence[Indicator],
        load: Callable[[str], Sequence[Result]],
        words: Wording,
        *,
        editable: bool,
        known_values: Callable[[str], Mapping[str, Ends]] | None = None,
    ) -> None:
        self._products = products
        self._indicators = indicators
        self._load = load
        self._words = words
        self._editable = editable
        self._known_values = known_values
        self._ready: dict[int, tuple[Cell, ...]] = {}

    def __len__(self) -> int:
        return len(self._products)

    def key(self, index: int) -> Hashable:
        """The product's id."""
        return self._products[index].id

    def cells(self, index: int) -> Sequence[Cell]:
        """The cells of a product; the second call is a look-up."""
        found = self._ready.get(index)
        if found is None:
            found = self._ready[index] = self._make(self._products[index])
        return found

    def order(self, column: int) -> Sequence[SortKey]:
        """The sort keys of a column; the first two need no results."""
        if column == 0:
            return [(1, product.name.casefold()) for product in self._products]
        if column == 1:
            return [(0, _ROLE_ORDER.index(product.role)) for product in self._products]
        if self._known_values is not None and len(self) > ROWS_READ_FOR_SORTING:
            values = self._known_values(self._indicators[column - FIXED].id)
            return [_order_of(values.get(product.id, UNKNOWN)[0]) for product in self._products]
        return super().order(column)

    def listed(self, column: int) -> Sequence[str]:
        """What a filter of a column lists; of a long table the values known to the pool."""
        if column > 1 and self._known_values is not None and len(self) > ROWS_READ_FOR_SORTING:
            values = self._known_values(self._indicators[column - FIXED].id)
            return [_number_text(values.get(product.id, UNKNOWN)[0]) for product in self._products]
        if column == 1:
            return [self._words.term(product.role) for product in self._products]
        if column == 0:
            return [product.name for product in self._products]
        return super().listed(column)

    def facts(self, column: int) -> Sequence[Fact | None]:
        """The numbers of a column in the unit of its indicator; of a long table those known to the pool."""
        if column > 1 and self._known_values is not None and len(self) > ROWS_READ_FOR_SORTING:
            indicator = self._indicators[column - FIXED]
            values = self._known_values(indicator.id)
            return [_known_figure(values.get(product.id, UNKNOWN), indicator) for product in self._products]
        return (None,) * len(self) if column < FIXED else super().facts(column)

    def texts(self, column: int) -> Sequence[str]:
        """What the cells of a column say; of a long table the values known to the pool."""
        return self.listed(column) if len(self) > ROWS_READ_FOR_SORTING else super().texts(column)

    def _make(self, product: Product) -> tuple[Cell, ...]:
        by_indicator: dict[str, list[Result]] = {}
        for result in self._load(product.id):
            by_indicator.setdefault(result.indicator_id, []).append(result)
        words = self._words
        star = " ★" if product.primary else ""
        made_up = f" [{words('example')}]" if product.fictional else ""
        cells = [
            Cell(
                f"{product.name}{made_up}",
                tip=product.name,
                bold=product.role is Role.OURS,
                edit=product.name if self._editable else None,
                group=product.name,
            ),
            Cell(words.term(product.role) + star, quiet=True, group=words.term(product.role)),
        ]
        cells += [
            result_cell(by_indicator.get(one.id, ()), one, words, editable=self._editable)
            for one in self._indicators
        ]
        return tuple(cells)


def _number_text(value: float) -> str:
    return "" if value != value else f"{value:.12g}"


def _order_of(value: float) -> SortKey:
    return NOT_SORTED if value != value else (0, value)


def _known_figure(ends: Ends, indicator: Indicator) -> Figure | None:
    """The shortest decimal that the pool's value stands for; none where only bounds or a class are known."""
    low, high = ends
    if low != high or indicator.levels:
        return None
    return Figure(Decimal(repr(low)), indicator.unit) if isfinite(low) else None


def results_grid(
    products: Sequence[Product],
    indicators: Sequence[Indicator],
    load: Callable[[str], Sequence[Result]],
    words: Wording,
    *,
    editable: bool,
    known_values: Callable[[str], Mapping[str, Ends]] | None = None,
) -> Grid:
    """One row a product; the first two columns stay in sight.

    `known_values` gives the values of an indicator by product, so that a long table is sorted without reading it.
    """
    columns = [Column(NAME, words("Product"), width=28), Column("role", words("Role"), width=20)]
    for indicator in indicators:
        unit = f"\n{indicator.unit}" if indicator.unit else "\n"
        tip = f"{named(indicator, words)} {indicator.unit}\n{words.term(indicator.direction)}"
        columns.append(Column(indicator.id, named(indicator, words) + unit, tip, align="right"))
    return Grid(
        tuple(columns),
        ResultRows(products, indicators, load, words, editable=editable, known_values=known_values),
    )


def result_cell(results: Sequence[Result], indicator: Indicator, words: Wording, *, editable: bool) -> Cell:
    """One pair of product and indicator: texts as typed; the kinds of absence look different and say why."""
    typed = typed_text(results)
    edit = typed if editable and not indicator.formula else None
    if not results:
        if indicator.formula:
            return Cell(
                "ƒ",
                tip=words("computed: {formula}", formula=indicator.formula),
                align="right",
                quiet=True,
                sort=NOT_SORTED,
                copy="",
            )
        return Cell(
            "", tip=words("nothing entered"), tone=Tone.UNKNOWN, align="right", edit=edit, sort=NOT_SORTED
        )
    tip = "\n".join(_line(result, indicator, words) for result in results)
    first = results[0].value
    if all(isinstance(one.value, Absent) for one in results) and isinstance(first, Absent):
        text = f"{ABSENT_SIGNS[first.kind]} {words.term(first.kind)}"
        return Cell(
            text,
            tip=tip,
            tone=Tone.UNKNOWN,
            align="right",
            quiet=True,
            edit=edit,
            sort=NOT_SORTED,
            copy=typed,
        )
    if any(isinstance(one.value, Unread) for one in results):
        return Cell(
            f"? {typed}",
            tip=tip,
            tone=Tone.WORSE,
            align="right",
            shaded=True,
            edit=edit,
            sort=NOT_SORTED,
            copy=typed,
        )
    marks = ""
    if any(one.trust is Trust.UNCONFIRMED for one in results):
        marks += " *"
    if any(one.basis is not Basis.TESTED for one in results):
        marks += f" {words.term(results[0].basis)}"
    known = [one.value.value for one in results if isinstance(one.value, Number)]
    sort: SortKey | None = (0, float(sum(known) / len(known))) if known else None
    shown = typed
    if len(results) > 2 and len(known) == len(results):
        shown = f"{known[0]} … (n = {len(known)})"
    units = {one.unit for one in results if one.unit and one.unit != indicator.unit}
    if len(units) == 1 and not shown.endswith(unit := units.pop()):
        shown += f" {unit}"
    fact = _mean(results, indicator) if len(known) == len(results) else None
    return Cell(shown + marks, tip=tip, align="right", edit=edit, fact=fact, sort=sort, copy=typed)


def _mean(results: Sequence[Result], indicator: Indicator) -> Figure | None:
    """The mean of the numbers in the unit of the indicator; none where one of them cannot be converted."""
    numbers: list[Decimal] = []
    for one in results:
        if not isinstance(one.value, Number):
            return None
        if one.unit and one.unit != indicator.unit:
            way = conversion(one.unit, indicator.unit)
            if way is None:
                return None
            numbers.append(way.value(one.value.value))
        else:
            numbers.append(one.value.value)
    return Figure(sum(numbers, Decimal()) / len(numbers) if len(numbers) > 1 else numbers[0], indicator.unit)


def _with_unit(raw: str, unit: str) -> str:
    """The text as typed with its unit, which it may hold already."""
    return raw if raw.endswith(unit) else f"{raw} {unit}"


def _line(result: Result, indicator: Indicator, words: Wording) -> str:
    parts = [
        _with_unit(result.raw or "—", result.unit or indicator.unit),
        words.term(result.basis),
        words.term(Trust.UNCONFIRMED) if result.trust is Trust.UNCONFIRMED else "",
        words("not understood") if isinstance(result.value, Unread) else "",
        str(result.cell),
    ]
    return " · ".join(part for part in parts if part)
