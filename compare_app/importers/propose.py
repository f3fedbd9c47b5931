"""A mapping for a table nobody has described yet: remembered from an earlier table, otherwise guessed and marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from compare_app.domain.mapping import NEW_CLASS, ColumnMapping, ColumnUse, Orientation, TableMapping
from compare_app.domain.model import Category, ImportMapping, Indicator
from compare_app.domain.number import parse_decimal
from compare_app.domain.project import Project
from compare_app.domain.result_text import parse_result
from compare_app.domain.terms import Basis, Direction
from compare_app.domain.units import spell, split_header
from compare_app.domain.value import Absent, Censored, Grade, NotDetected, Number, PassFail, Span
from compare_app.errors import AppError
from compare_app.importers.cells import Cell, CellKind, Row, Sheet
from compare_app.importers.guesses import (
    HEAD_NAMES,
    HEAD_STANDARDS,
    base_and_basis,
    basis_of,
    direction_of,
    limit_of,
    names_quantity,
    statistic_of,
    use_in_long,
    use_of,
)
from compare_app.importers.headers import group_of, merged_text, name_and_unit
from compare_app.importers.layout import Layout, above, is_long
from compare_app.importers.lost_signs import Replacements, lost_units, restored
from compare_app.importers.mapping_json import from_json, headers_of
from compare_app.importers.parts import REST, names_in, parts
from compare_app.importers.source import Source
from compare_app.importers.tables import part, tables
from compare_app.progress import Progress
from compare_app.text.fold import key
from compare_app.text.message import M

_SAMPLE: Final = 200  # rows of values that are looked at
_MOST_TURNED: Final = 300  # a table with more rows or columns is not looked at with both exchanged


def propose_mapping(
    source: Source,
    sheet: str,
    project: Project,
    progress: Progress | None = None,
    number: int = 0,
    header_row: int = 0,
) -> TableMapping:
    """How a table of a sheet is probably meant; `number` says which of several, in the order of `tables`.

    `header_row`: where the user says that the header stands; then the table is the one below it.
    """
    whole = source.sheet(sheet, progress)
    name = whole.name
    regions = tables(whole)
    if number >= len(regions):
        raise AppError(
            "IMP-NO-TABLE",
            M("Sheet {sheet} holds {count} tables", sheet=whole.name or name, count=len(regions)),
            M("Choose one of them, or say in the mapping where the table stands (header_row)"),
        )
    region = regions[number]
    if header_row:
        guess = _Guess.below(whole, header_row, project)
        below = [one.top - 1 for one in regions if one.top > header_row]
        return replace(guess.mapping(name), last_row=min(below, default=0))
    table = part(whole, region) if len(regions) > 1 else whole
    layouts = [Layout.of(table, project)]
    if max(table.column_count, table.last_row) <= _MOST_TURNED and len(regions) == 1:
        layouts.append(Layout.of(table.transposed(), project))
    last_row = region.bottom if any(one.top > region.bottom for one in regions) else 0
    for one in layouts:
        if (remembered := _remembered(project, one.headers)) is not None:
            return replace(one.again(remembered), last_row=last_row)
    best = layouts[-1] if layouts[-1].beats(layouts[0]) else layouts[0]  # in doubt a product a row
    guess = _Guess(best.sheet, best.headers, best.header_row, best.unit_row, project)
    return replace(guess.mapping(name), last_row=last_row)


def _remembered(project: Project, headers: Sequence[str]) -> TableMapping | None:
    """The mapping last used for a table with these headers, in whatever order."""
    wanted = Counter(key(text) for text in headers if text)
    stored = sorted(
        project.all(ImportMapping).values(),
        key=lambda one: one.used_at.timestamp() if one.used_at else 0.0,
        reverse=True,
    )
    for one in stored:
        try:
            mapping = from_json(one.body)
        except AppError:
            continue  # from a later version of the program
        if Counter(header for header in headers_of(mapping) if header) == wanted:
            return mapping
    return None


@dataclass(frozen=True, slots=True)
class _Values:
    """What the cells of a column look like: shares of the filled ones."""

    filled: int
    different: int
    numbers: float
    classes: float
    passes: float
    dates: float
    unit: str


class _Guess:
    """Guesses the use of every column."""

    def __init__(
        self, sheet: Sheet, headers: Sequence[str], header_row: int, unit_row: int, project: Project
    ) -> None:
        self._sheet = sheet
        self._headers = headers
        self._header_row = header_row
        self._unit_row = unit_row
        self._project = project
        self._first_row = (unit_row or header_row) + 1
        self._lost: tuple[tuple[str, str], ...] = ()
        self._rows = [row for row in sheet.rows if row.number >= self._first_row][:_SAMPLE]

    @classmethod
    def below(cls, sheet: Sheet, header_row: int, project: Project) -> _Guess:
        """For a table whose header row is known."""
        layout = Layout.of(sheet, project, header_row)
        return cls(sheet, layout.headers, header_row, layout.unit_row, project)

    def mapping(self, name: str) -> TableMapping:
        """The whole mapping; `name` is what the category is called where nothing better is known."""
        self._lost = lost_units(
            [*self._headers, *(cell.text for row in self._rows for cell in row.cells if "?" in cell.text)]
        )
        category = self._category()
        known = self._known(category)
        if is_long(self._headers):
            return self._long(category.name if category else name)
        columns = [
            one
            for at, header in enumerate(self._headers)
            if header
            for one in self._columns_of(at, header, known)
        ]
        columns = _side_by_side(columns)
        return TableMapping(
            category=category.name if category else name,
            columns=tuple(_one_each(columns, self._rows)),
            sheet=self._sheet.name,
            header_row=self._header_row,
            unit_row=self._unit_row,
            first_row=self._first_row,
            orientation=Orientation.COLUMNS if self._sheet.turned else Orientation.ROWS,
            replacements=self._lost,
        )

    def _long(self, category: str) -> TableMapping:
        """An item a row; the product and the standard often stand above the table."""
        columns: list[ColumnMapping] = []
        seen: set[ColumnUse] = set()
        for at, header in enumerate(self._headers):
            if header:
                use = (
                    use_in_long(name_and_unit(header)[0])
                    or use_of(name_and_unit(header)[0])
                    or ColumnUse.IGNORE
                )
                several = use in (ColumnUse.VALUE, ColumnUse.LIMIT)
                use = ColumnUse.IGNORE if use in seen and not several else use
                seen.add(use)
                columns.append(
                    ColumnMapping(header, at, use, indicator_class=NEW_CLASS, statistic=statistic_of(header))
                )
        named = ColumnUse.NAME in seen or ColumnUse.MODEL in seen
        return TableMapping(
            category=category,
            columns=tuple(columns),
            sheet=self._sheet.name,
            header_row=self._header_row,
            first_row=self._first_row,
            orientation=Orientation.LONG,
            replacements=self._lost,
            product="" if named else above(self._sheet, self._header_row, HEAD_NAMES),
            standard=""
            if ColumnUse.STANDARD in seen
            else above(self._sheet, self._header_row, HEAD_STANDARDS),
        )

    def _category(self) -> Category | None:
        """The category whose indicators the headers name most; the only one of the project otherwise."""
        categories = list(self._project.all(Category).values())
        names = [key(name_and_unit(header)[0]) for header in self._headers if header]
        hits = {one.id: sum(name in self._known(one) for name in names) for one in categories}
        best = max(categories, key=lambda one: hits[one.id], default=None)
        return best if best is not None and hits[best.id] else None

    def _known(self, category: Category | None) -> dict[str, Indicator]:
        if category is None:
            return {}
        known: dict[str, Indicator] = {}
        for one in self._project.indicators(category.id):
            for name in (one.name, *one.aliases, one.name_en, one.code):
                if name:
                    known.setdefault(key(name), one)
        return known

    def _columns_of(self, at: int, header: str, known: dict[str, Indicator]) -> list[ColumnMapping]:
        """A column; where its cells hold several named figures, one for each name."""
        whole = self._column(at, header, known)
        names = names_in(row.at(at).text for row in self._rows)
        if whole.use not in (ColumnUse.INDICATOR, ColumnUse.IGNORE) or not names:
            return [whole]
        if at in self._sheet.hidden_columns or use_of(name_and_unit(header)[0]) is ColumnUse.IGNORE:
            return [whole]
        return [self._part(at, header, name, whole, known) for name in names]

    def _part(
        self, at: int, header: str, name: str, whole: ColumnMapping, known: dict[str, Indicator]
    ) -> ColumnMapping:
        if name == REST:
            return whole
        values = self._values(at, name)
        base = name_and_unit(restored(header, self._lost))[0]
        found = known.get(key(name)) or known.get(key(f"{base}{name}"))
        if found is not None:
            return ColumnMapping(
                header, at, ColumnUse.INDICATOR, found.name, values.unit or found.unit, found.direction,
                found.indicator_class, basis_of(header), part=name,
            )  # fmt: skip
        alone = name.isascii() and len(name) > 1  # APF says what it is, 内 does not
        return ColumnMapping(
            header, at, ColumnUse.INDICATOR, name if alone else f"{base}({name})", values.unit,
            direction_of(name if alone else base), NEW_CLASS, basis_of(header), guessed=True, part=name,
        )  # fmt: skip

    def _column(self, at: int, header: str, known: dict[str, Indicator]) -> ColumnMapping:
        name, unit = name_and_unit(restored(header, self._lost))
        use = use_of(name)
        values = self._values(at)
        if at in self._sheet.hidden_columns:
            return ColumnMapping(header, at, ColumnUse.IGNORE)
        indicator = known.get(key(name)) or known.get(key(header))
        below = merged_text(self._sheet, self._unit_row, at) if self._unit_row else ""
        group, of_group = split_header(group_of(self._sheet, self._header_row, at))
        unit = unit or spell(below) or of_group or values.unit
        if indicator is not None:
            return ColumnMapping(
                header, at, ColumnUse.INDICATOR, indicator.name, unit or indicator.unit, indicator.direction,
                indicator.indicator_class, basis_of(header), statistic_of(header),
            )  # fmt: skip
        if use is not None:
            return ColumnMapping(header, at, use)
        if limited := limit_of(name):
            found = known.get(key(limited))
            return ColumnMapping(
                header,
                at,
                ColumnUse.LIMIT,
                found.name if found else limited,
                unit,
                direction_of(limited),
                found.indicator_class if found else NEW_CLASS,
                guessed=True,
            )
        if use is None and names_quantity(group) and not names_quantity(name):
            name = f"{group} {name}"  # 噪声 over 室内机 | 室外机: what is measured stands above
            if (found := known.get(key(name))) is not None:
                return ColumnMapping(
                    header, at, ColumnUse.INDICATOR, found.name, unit or found.unit, found.direction,
                    found.indicator_class, basis_of(header), statistic_of(header),
                )  # fmt: skip
        direction = _direction(name, values, unit)
        if direction is None:
            return ColumnMapping(header, at, ColumnUse.IGNORE, guessed=True)
        return ColumnMapping(
            header, at, ColumnUse.INDICATOR, name, unit, direction, NEW_CLASS, basis_of(header),
            statistic_of(header), guessed=True,
        )  # fmt: skip

    def _values(self, at: int, part: str = REST) -> _Values:
        """What the cells of a column look like, or that part of each."""
        filled = [cell for row in self._rows if (cell := row.at(at)).text.strip()]
        cells = [replace(one, text=text) for one in filled if (text := parts(one.text).get(part))]
        kinds: Counter[str] = Counter()
        units: Counter[str] = Counter()
        for cell in cells:
            kind, unit = _kind(cell, self._lost)
            kinds[kind] += 1
            units[unit] += 1
        said = sum(kinds.values()) - kinds["absent"]
        whole = max(1, said)
        unit, times = (units - Counter({"": len(cells)})).most_common(1)[0] if any(units) else ("", 0)
        return _Values(
            len(cells),
            len({cell.text for cell in cells}),
            kinds["number"] / whole,
            kinds["class"] / whole,
            kinds["pass"] / whole,
            kinds["date"] / whole,
            unit if times * 2 >= whole else "",
        )


def _kind(cell: Cell, lost: Replacements) -> tuple[str, str]:
    if cell.kind is CellKind.DATE:
        return "date", ""
    reading = parse_result(restored(cell.text, lost))[0]
    match reading.value:
        case Number() | Censored() | NotDetected() | Span():
            return "number", reading.unit
        case Grade():
            return "class", ""
        case PassFail():
            return "pass", ""
        case Absent():
            return "absent", ""
        case _:
            return "text", ""


def _direction(name: str, values: _Values, unit: str) -> Direction | None:
    """The direction of a column of values; None where it is no indicator."""
    if not values.filled or values.dates > 0.5:
        return Direction.LARGER if unit and values.dates <= 0.5 else None
    if values.passes > 0.5:
        return Direction.PASS_FAIL
    if values.classes > 0.5:
        return Direction.GRADE
    return direction_of(name) if values.numbers >= 0.5 or unit else None


def _side_by_side(columns: Sequence[ColumnMapping]) -> list[ColumnMapping]:
    """Claimed and measured values of one indicator in two columns: `cadr` and `cadr_real`, 标称容积 and 实测容积.

    Only a pair is taken together; 额定功率 alone is a name. The column that says neither is the claimed one.
    """
    found: dict[str, list[tuple[int, Basis | None]]] = {}
    for at, one in enumerate(columns):
        if one.use is ColumnUse.INDICATOR and one.guessed:
            base, basis = base_and_basis(one.indicator)
            found.setdefault(key(base), []).append((at, basis))
    kept = list(columns)
    for group in found.values():
        says = [basis for _, basis in group]
        if len(group) != 2 or Basis.TESTED not in says or says.count(Basis.TESTED) > 1:
            continue
        measured = next(at for at, basis in group if basis is Basis.TESTED)
        unit = next((columns[at].unit for at, _ in group if columns[at].unit), "")
        for at, _ in group:
            kept[at] = replace(
                columns[at],
                indicator=base_and_basis(columns[measured].indicator)[0],
                unit=columns[at].unit or unit,
                direction=columns[measured].direction,
                basis=Basis.TESTED if at == measured else Basis.DECLARED,
            )
    return kept


def _one_each(columns: list[ColumnMapping], rows: Sequence[Row]) -> list[ColumnMapping]:
    """At most one column of each single use, the first; where nothing is called a name, the first column of texts."""
    seen: set[ColumnUse] = set()
    kept: list[ColumnMapping] = []
    for column in columns:
        several = column.use in (ColumnUse.IGNORE, ColumnUse.INDICATOR, ColumnUse.LIMIT)
        kept.append(replace(column, use=ColumnUse.IGNORE) if not several and column.use in seen else column)
        seen.add(column.use)
    if ColumnUse.NAME in seen:
        return kept
    for at, column in enumerate(kept):
        texts = [row.at(column.index).text.strip() for row in rows]
        filled = [text for text in texts if text]
        unlike = sum(parse_decimal(text) is None for text in filled)
        if (
            column.use is ColumnUse.IGNORE
            and filled
            and unlike * 2 > len(filled)
            and len(set(filled)) * 2 > len(filled)
        ):
            kept[at] = replace(column, use=ColumnUse.NAME, guessed=True)
            break
    return kept
