"""Files and projects made for the tests of the importers."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from compare_app.domain.draft import Draft, FilePreview
from compare_app.domain.mapping import ColumnMapping, ColumnUse, TableMapping
from compare_app.domain.model import Result
from compare_app.domain.project import Project
from compare_app.importers.preview import preview
from compare_app.importers.propose import propose_mapping
from compare_app.importers.read import read_file
from compare_app.importers.source import Corrections, Source

Rows = Sequence[Sequence[Any]]


def book(path: Path, sheets: Mapping[str, Rows], formats: Mapping[tuple[str, int, int], str] = {}) -> Path:
    """A workbook of these rows: texts as texts, numbers as numbers, dates as dates; number formats by place."""
    made = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    for name, rows in sheets.items():
        sheet = made.add_worksheet(name)
        for line, row in enumerate(rows):
            for at, value in enumerate(row):
                code = formats.get((name, line, at))
                shape = made.add_format({"num_format": code}) if code else None
                match value:
                    case None | "":
                        pass
                    case bool():
                        sheet.write_boolean(line, at, value)
                    case date() | datetime():
                        shape = shape or made.add_format({"num_format": "yyyy-mm-dd"})
                        sheet.write_datetime(line, at, value, shape)
                    case str():
                        sheet.write_string(line, at, value)
                    case _:
                        sheet.write_number(line, at, value, shape)
    made.close()
    return path


def edited(path: Path, to: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """A copy of a zip whose parts went through `change`; None leaves a part out."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = change(entry.filename, old.read(entry.filename))
            if data is not None:
                new.writestr(entry.filename, data)
    return to


def sheet_xml(path: Path, to: Path, body: str, root: str = "") -> Path:
    """A workbook whose first sheet is this XML, in the main namespace."""
    opening = root or '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    whole = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{opening}{body}</worksheet>'
    return edited(path, to, lambda name, data: whole.encode() if name.endswith("sheet1.xml") else data)


class World:
    """A project and its results as they stand after drafts were stored."""

    def __init__(self) -> None:
        self.project = Project("p", "test")
        self.results: dict[str, dict[str, Result]] = {}

    def results_of(self, product_id: str) -> tuple[Result, ...]:
        """What the store would give."""
        return tuple(sorted(self.results.get(product_id, {}).values(), key=lambda one: one.id))

    def read(
        self, path: Path, mapping: TableMapping | None = None, corrections: Corrections | None = None
    ) -> Draft:
        """A draft against the present state."""
        encoding, separator = (mapping.encoding, mapping.separator) if mapping else ("", "")
        with Source(path, encoding, separator) as source:
            return read_file(source, mapping, self.project, self.results_of, corrections=corrections or {})

    def take(self, path: Path, mapping: TableMapping | None = None) -> Draft:
        """Read and store."""
        draft = self.read(path, mapping)
        self.store([*draft.records, *draft.held, draft.batch])
        return draft

    def store(self, records: Iterable[Any]) -> None:
        """Keep records as the store would."""
        rows = list(records)
        self.project = self.project.with_records(rows)
        for row in rows:
            if isinstance(row, Result):
                self.results.setdefault(row.product_id, {})[row.id] = row

    def all(self, kind: type[Any]) -> list[Any]:
        """Records of a kind."""
        if kind is Result:
            return [one for rows in self.results.values() for one in rows.values()]
        return list(self.project.all(kind).values())

    def one(self, kind: type[Any], **wanted: object) -> Any:
        """The one record with these fields."""
        found = [
            row
            for row in self.all(kind)
            if all(getattr(row, name) == value for name, value in wanted.items())
        ]
        assert len(found) == 1, found
        return found[0]


def proposed(path: Path, sheet: str, project: Project, number: int = 0) -> TableMapping:
    """The mapping that a file's sheet is met with."""
    with Source(path) as source:
        return propose_mapping(source, sheet, project, number=number)


def previewed(path: Path) -> FilePreview:
    """What the wizard shows of a file."""
    with Source(path) as source:
        return preview(source)


def wide(*columns: ColumnMapping, **more: Any) -> TableMapping:
    """A mapping of the sheet 表 with a name in the first column and these after it."""
    name = ColumnMapping("名称", 0, ColumnUse.NAME)
    return TableMapping(**{"category": "砖", "columns": (name, *columns), "sheet": "表", **more})


def codes(draft: Draft) -> list[tuple[str, str]]:
    """Code and cell of every issue."""
    return [(issue.code, issue.place.cell) for issue in draft.issues]
