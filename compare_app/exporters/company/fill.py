"""Fills a template: facts into named cells, tables into named ranges below the heads that the company wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from compare_app.errors import AppError
from compare_app.exporters.company.book import NamedArea, TemplateBook
from compare_app.exporters.company.fields import FACTS, TABLES, Fact, Subject, TableColumn, rows_of
from compare_app.exporters.company.splice import CellValue, Place, SheetMap
from compare_app.exporters.company.trouble import refused
from compare_app.text.fold import key
from compare_app.text.letters import letters
from compare_app.text.message import M, Message
from compare_app.text.wording import LANGUAGES, Wording

Texts = Mapping[str, Mapping[Place, str]]
"""What stands in the sheets of the template, as the reading child read it: sheet → place → text."""

_EPOCHS: Final = {False: date(1899, 12, 30), True: date(1904, 1, 1)}


def fill(file: str, data: bytes, texts: Texts, subject: Subject) -> bytes:
    """The template filled in; only the sheets that its names point at differ from it.

    An AppError where a name is unknown, a range is too small, or a cell that is to be written computes something.
    """
    book = TemplateBook(file, data)
    if not book.areas:
        raise refused(
            M("{file} names no cell for us to fill in", file=file),
            M(
                "Give cells names such as DC_PRODUCT, and the body of a table DC_PLAN, in Excel: Formulas, Define Name"
            ),
            file,
        )
    days = book.day_styles()
    maps: dict[str, SheetMap] = {}
    written: dict[str, dict[Place, CellValue]] = {}
    for area in book.areas:
        sheet = maps.get(area.part) or _sheet_map(file, book, area)
        maps[area.part] = sheet
        facts = _facts(file, area, texts.get(area.sheet, {}), subject)
        for place, fact in facts.items():
            _refuse_cell(file, area, sheet, place)
            written.setdefault(area.part, {})[place] = _value(
                fact, sheet.style_at(place) in days, book.since_1904
            )
    return book.filled({part: maps[part].with_cells(values) for part, values in written.items()})


def _sheet_map(file: str, book: TemplateBook, area: NamedArea) -> SheetMap:
    try:
        return SheetMap(book.parts[area.part])
    except ValueError as error:
        raise refused(
            M("{file} is damaged: {why}", file=file, why=area.sheet),
            M("Save it in Excel or WPS as .xlsx, and choose the copy"),
            file,
        ) from error


def _facts(file: str, area: NamedArea, texts: Mapping[Place, str], subject: Subject) -> dict[Place, Fact]:
    if area.name in FACTS:
        return {area.first: FACTS[area.name](subject)}
    if area.name not in TABLES:
        raise refused(
            M("The name {name} is none that can be filled in", name=area.name),
            M("Choose one of: {names}", names=(*FACTS, *TABLES)),
            file,
        )
    heads = _heads(file, area, texts)
    rows = rows_of(area.name, subject)
    room = area.last[0] - area.first[0] + 1
    if len(rows) > room:
        raise refused(
            M("The range {name} has room for {room} rows, and {count} are to be written",
              name=area.name, room=room, count=len(rows)),
            M("Insert rows into the range in the template, so that the name covers them, and export again"),
            file,
            area.sheet,
        )  # fmt: skip
    return {
        (area.first[0] + at, column): rows[at].get(name) if at < len(rows) else None
        for at in range(room)
        for column, name in heads.items()
    }


def _heads(file: str, area: NamedArea, texts: Mapping[Place, str]) -> dict[int, str]:
    """Column → key, by the heads in the row above the range; a column with another head is the company's own."""
    names = _names(TABLES[area.name])
    found: dict[int, str] = {}
    for column in range(area.first[1], area.last[1] + 1):
        name = names.get(key(texts.get((area.first[0] - 1, column), "")))
        if name is not None and name not in found.values():
            found[column] = name
    if not found:
        first = Wording.load("zh_CN")
        raise refused(
            M("Above the range {name} stands no head that we know", name=area.name),
            M("Write heads into the row above it, for instance: {names}",
              names=[first(one.head) for one in TABLES[area.name]]),
            file,
            area.sheet,
        )  # fmt: skip
    return found


def _names(columns: Sequence[TableColumn]) -> dict[str, str]:
    spoken = [Wording.load(language) for language in LANGUAGES]
    names = {key(words(one.head)): one.key for one in columns for words in spoken}
    return names | {key(one.key): one.key for one in columns}


def _refuse_cell(file: str, area: NamedArea, sheet: SheetMap, place: Place) -> None:
    cell = f"{letters(place[1])}{place[0]}"
    if sheet.has_formula(place):
        what = M("{cell} of {name} computes something; it would be lost", cell=cell, name=area.name)
        raise _cell_trouble(what, file, area, cell)
    if sheet.covered(place):
        what = M("{cell} of {name} lies under a merged cell", cell=cell, name=area.name)
        raise _cell_trouble(what, file, area, cell)


def _cell_trouble(what: Message, file: str, area: NamedArea, cell: str) -> AppError:
    return refused(what, M("Let the name cover only cells that are to be filled in"), file, area.sheet, cell)


def _value(fact: Fact, shows_days: bool, since_1904: bool) -> CellValue:
    """A day is a number where the cell shows days, otherwise its ISO text: a bare 46112 would be no day to anybody."""
    if isinstance(fact, date):
        return Decimal((fact - _EPOCHS[since_1904]).days) if shows_days else fact.isoformat()
    return fact
