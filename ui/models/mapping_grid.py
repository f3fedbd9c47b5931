"""The columns of a foreign table and what each is taken for, as an editable table; and what would come of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, Final

from compare_app.domain.draft import Draft, SheetPreview
from compare_app.domain.mapping import NEW_CLASS, ColumnMapping, ColumnUse, Orientation, TableMapping
from compare_app.domain.model import Indicator, Product, Result
from compare_app.domain.project import Project
from compare_app.domain.terms import Basis, Direction, IndicatorClass
from compare_app.domain.tone import Tone
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording
from ui.models.cell import Cell, Column, Grid, ReadyRows
from ui.models.results_grid import result_cell
from ui.wording import labelled, listed, named

USES: Final[dict[ColumnUse, Message]] = {
    ColumnUse.IGNORE: M("leave out"),
    ColumnUse.NAME: M("product name"),
    ColumnUse.BRAND: M("brand"),
    ColumnUse.MODEL: M("model"),
    ColumnUse.ENTERPRISE: M("enterprise"),
    ColumnUse.ROLE: M("role"),
    ColumnUse.STANDARD: M("executed standard"),
    ColumnUse.PRODUCED: M("production date"),
    ColumnUse.ORIGIN: M("origin"),
    ColumnUse.PRICE: M("price"),
    ColumnUse.SOURCE: M("source"),
    ColumnUse.NOTE: M("note"),
    ColumnUse.INDICATOR: M("indicator"),
    ColumnUse.LIMIT: M("limit of an indicator"),
    ColumnUse.ITEM: M("item tested"),
    ColumnUse.UNIT: M("unit of the item"),
    ColumnUse.VALUE: M("value of the item"),
}
MEASURED: Final = (ColumnUse.INDICATOR, ColumnUse.LIMIT)
SAMPLES: Final = 3
PREVIEW_ROWS: Final = 8
PREVIEW_RESULTS: Final = 2_000  # results looked at for them: they stand in the order of the rows


def mapping_grid(
    mapping: TableMapping, sheet: SheetPreview, words: Wording, first: Collection[int] = ()
) -> Grid:
    """One row for each column of the table, those whose places are `first` above the others."""
    columns: tuple[Column, ...] = (
        Column("header", words("Header in the file"), width=20),
        Column("samples", words("Values"), width=24),
        Column(
            "use",
            words("Taken as"),
            choices=tuple((use.value, words(name)) for use, name in USES.items()),
            width=14,
        ),
        Column("indicator", words("Indicator"), width=16),
        Column(
            "direction",
            words("Direction"),
            choices=tuple((one.value, words.term(one)) for one in Direction),
            width=34,
        ),
        Column("unit", words("Unit"), width=8),
        Column(
            "indicator_class",
            words("Class"),
            choices=tuple((one.value, words.term(one)) for one in IndicatorClass),
            width=8,
        ),
        Column(
            "basis", words("Basis"), choices=tuple((one.value, words.term(one)) for one in Basis), width=8
        ),
    )
    if mapping.orientation is Orientation.LONG:  # what an item is like stands in its row, not in a column
        columns = columns[:3]
    places = sorted(range(len(mapping.columns)), key=lambda at: at not in first)
    rows = [(at, _cells(mapping.columns[at], mapping, sheet, words)[: len(columns)]) for at in places]
    return Grid(columns, ReadyRows(rows))


def _cells(
    one: ColumnMapping, mapping: TableMapping, sheet: SheetPreview, words: Wording
) -> tuple[Cell, ...]:
    measured = one.use in MEASURED and mapping.orientation is not Orientation.LONG
    ignored = one.use is ColumnUse.IGNORE
    samples = sample_texts(one, mapping, sheet)

    def of_indicator(text: str, value: str) -> Cell:
        return Cell(text, edit=value) if measured else Cell("")

    return (
        Cell(_header(one), bold=not ignored, quiet=ignored),
        Cell("  ·  ".join(samples), quiet=True),
        Cell(
            words(USES[one.use]),
            edit=one.use.value,
            quiet=ignored,
            tone=Tone.BETTER if measured else Tone.NEUTRAL,
        ),
        of_indicator(one.indicator, one.indicator),
        _direction_cell(one, words) if measured else Cell(""),
        of_indicator(one.unit, one.unit),
        of_indicator(words.term(one.indicator_class), one.indicator_class.value),
        of_indicator(words.term(one.basis), one.basis.value),
    )


def _header(one: ColumnMapping) -> str:
    """The header, and which part of its cells is meant."""
    header = " ".join(one.header.split())
    return f"{header} › {one.part}" if one.part else header


def _direction_cell(one: ColumnMapping, words: Wording) -> Cell:
    """The direction; a guess carries its sign and says so."""
    text = words.term(one.direction)
    if is_guess(one):
        return Cell(
            f"? {text} · {words('a guess, please confirm')}",
            edit=one.direction.value,
            tone=Tone.WORSE,
            shaded=True,
        )
    return Cell(text, edit=one.direction.value)


def guesses_in_words(mapping: TableMapping, words: Wording) -> str:
    """Every guessed direction by name: what a tick confirms is read without looking for it in the table."""
    guessed = [one for one in mapping.columns if is_guess(one)]
    by_direction = {
        direction: [one.indicator or bare_header(one.header) for one in guessed if one.direction is direction]
        for direction in Direction
    }
    parts = [
        labelled(words.term(direction), listed(names, words), words)
        for direction, names in by_direction.items()
        if names
    ]
    return "   ".join(parts)


def is_guess(one: ColumnMapping) -> bool:
    """Whether the direction of a measured column was guessed and nobody has confirmed it."""
    return one.guessed and one.use in MEASURED


def confirmed(mapping: TableMapping) -> TableMapping:
    """The mapping after a person has looked through its guesses."""
    return replace(mapping, columns=tuple(replace(one, guessed=False) for one in mapping.columns))


def sample_texts(one: ColumnMapping, mapping: TableMapping, sheet: SheetPreview) -> list[str]:
    """The first filled cells of a column, or of a row where products are columns."""
    found: Iterable[str]
    if mapping.orientation is Orientation.COLUMNS:
        row = sheet.rows[one.index] if one.index < len(sheet.rows) else ()
        found = row[max(1, mapping.first_row - 1) :]
    else:
        rows = islice(sheet.rows, max(0, mapping.first_row - 1), None)
        found = (row[one.index] if one.index < len(row) else "" for row in rows)
    filled = (" ".join(text.split())[:24] for text in found if text.strip())
    return list(islice(filled, SAMPLES))


def edited_mapping(mapping: TableMapping, row: int, column: str, text: str) -> TableMapping:
    """The mapping after one cell was edited. A column that becomes an indicator gets its header as name."""
    one = mapping.columns[row]
    match column:
        case "use":
            use = ColumnUse(text)
            measured = use in MEASURED
            new = replace(
                one,
                use=use,
                indicator=one.indicator or (bare_header(one.header) if measured else ""),
                guessed=one.guessed or (measured and one.use not in MEASURED),  # nobody chose its direction
                indicator_class=one.indicator_class if one.use in MEASURED else NEW_CLASS,
            )
        case "direction":
            new = replace(one, direction=Direction(text), guessed=False)
        case "indicator_class":
            new = replace(one, indicator_class=IndicatorClass(text))
        case "basis":
            new = replace(one, basis=Basis(text))
        case "indicator" | "unit":
            changed: dict[str, Any] = {column: text.strip()}
            new = replace(one, **changed)
        case _:
            return mapping
    columns = (*mapping.columns[:row], new, *mapping.columns[row + 1 :])
    return replace(mapping, columns=columns)


def bare_header(header: str) -> str:
    """A header without its unit."""
    from compare_app.domain.units import split_header

    return split_header(" ".join(header.split()))[0]


def draft_grid(draft: Draft, project: Project, words: Wording) -> Grid:
    """The first products of a draft with their values: what would come of the mapping."""
    frame = draft.records.frame
    products = [one for one in frame if isinstance(one, Product)][:PREVIEW_ROWS]
    shown = {one.id for one in products}
    by_pair: dict[tuple[str, str], list[Result]] = {}
    for one in draft.records[len(frame) : len(frame) + PREVIEW_RESULTS]:
        if isinstance(one, Result) and one.product_id in shown:
            by_pair.setdefault((one.product_id, one.indicator_id), []).append(one)
    fresh = {one.id: one for one in frame if isinstance(one, Indicator)}
    ids = list(dict.fromkeys(indicator for _, indicator in by_pair))
    indicators = [
        found for one in ids if (found := fresh.get(one) or project.get(Indicator, one)) is not None
    ]
    columns: list[Column] = [Column("product", words("Product"), width=20), Column("role", words("Role"))]
    columns += [Column(one.id, f"{named(one, words)}\n{one.unit}", align="right") for one in indicators]
    rows: list[tuple[str, Sequence[Cell]]] = []
    for product in products:
        cells = [Cell(product.name, bold=True), Cell(words.term(product.role), quiet=True)]
        cells += [
            result_cell(by_pair.get((product.id, one.id), ()), one, words, editable=False)
            for one in indicators
        ]
        rows.append((product.id, cells))
    return Grid(tuple(columns), ReadyRows(rows))
