"""The parts of a template: what it names, which sheet is which part, and the copy with some parts exchanged."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from compare_app.exporters.company.splice import Place, area_of
from compare_app.exporters.company.trouble import refused
from compare_app.text.message import M, Message

PREFIX: Final = "DC_"
MOST_PARTS: Final = 2_000
MOST_BYTES: Final = 200_000_000  # unpacked, all parts together
_WORKBOOK: Final = "xl/workbook.xml"
_REFERENCE: Final = re.compile(r"(?:'((?:[^']|'')+)'|([^'!\[\]]+))!(.+)")
_DAYS: Final = frozenset((*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)))
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s>/]")
_SAVE_AS: Final = M("Save it in Excel or WPS as .xlsx, and choose the copy")


@dataclass(frozen=True, slots=True)
class NamedArea:
    """A name of the template that begins with DC_, and the cells it points at."""

    name: str
    sheet: str
    part: str
    first: Place
    last: Place


class TemplateBook:
    """A template in memory. What cannot be filled safely is an AppError that says what to change."""

    def __init__(self, file: str, data: bytes) -> None:
        self.file = file
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                entries = package.infolist()
                if len(entries) > MOST_PARTS or sum(one.file_size for one in entries) > MOST_BYTES:
                    raise self._refused(M("{file} is too large for a template", file=file), _SAVE_AS)
                self._entries = entries
                self.parts = {one.filename: package.read(one) for one in entries}
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
            raise self._refused(M("{file} is no workbook of the form .xlsx", file=file), _SAVE_AS) from error
        self._refuse_live()
        workbook = self._tree(_WORKBOOK)
        self._sheets = self._sheet_parts(workbook)
        self.areas = tuple(self._named(workbook))
        self.since_1904 = any(one.get("date1904") in ("1", "true") for one in _all(workbook, "workbookPr"))

    def _refuse_live(self) -> None:
        """Nothing that runs, is signed, or points outside leaves in our name (E3); links that people click may stay."""
        names = [name.casefold() for name in self.parts]
        if any(name.endswith("vbaproject.bin") for name in names):
            raise self._refused(
                M("{file} holds macros; what leaves here holds none", file=self.file), _SAVE_AS
            )
        if any(name.startswith("_xmlsignatures/") for name in names):
            raise self._refused(
                M("{file} is signed; filling it in would break the signature", file=self.file), _SAVE_AS
            )
        live = [
            name
            for name in names
            if name.startswith(("xl/externallinks/", "xl/connections", "xl/querytables/"))
        ]
        outside = [
            relation.get("Target", "")
            for name in self.parts
            if name.endswith(".rels")
            for relation in self._tree(name)
            if relation.get("TargetMode") == "External"
            and not relation.get("Type", "").endswith("/hyperlink")
        ]
        if live or outside:
            raise self._refused(
                M("{file} takes data from other files", file=self.file),
                M("Break the links in Excel (Data, Edit Links), save it, and choose it again"),
            )

    def _tree(self, part: str) -> Element:
        try:
            root: Element = fromstring(self.parts[part], forbid_dtd=True)
        except (KeyError, ParseError, DefusedXmlException, ValueError) as error:
            raise self._refused(M("{file} is damaged: {why}", file=self.file, why=part), _SAVE_AS) from error
        return root

    def _sheet_parts(self, workbook: Element) -> dict[str, str]:
        relations = {
            one.get("Id", ""): one.get("Target", "") for one in self._tree("xl/_rels/workbook.xml.rels")
        }
        found: dict[str, str] = {}
        for sheet in _all(workbook, "sheet"):
            number = next((value for name, value in sheet.items() if name.endswith("}id")), "")
            target = relations.get(number, "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            if part in self.parts and part.startswith("xl/worksheets/"):
                found[sheet.get("name", "")] = part
        return found

    def _named(self, workbook: Element) -> Iterator[NamedArea]:
        for one in _all(workbook, "definedName"):
            name, text = one.get("name", "").upper(), (one.text or "").strip()
            if not name.startswith(PREFIX):
                continue
            found = _REFERENCE.fullmatch(text)
            sheet = (found[1] or found[2]).replace("''", "'") if found else ""
            try:
                first, last = area_of(found[3] if found else "")
                part = self._sheets[sheet]
            except (ValueError, KeyError) as error:
                raise self._refused(
                    M("The name {name} points at no range of cells: {text}", name=name, text=text),
                    M("Correct it in Excel: Formulas, Name Manager"),
                ) from error
            yield NamedArea(name, sheet, part, first, last)

    def day_styles(self) -> frozenset[str]:
        """The numbers of the cell styles that show a day."""
        if "xl/styles.xml" not in self.parts:
            return frozenset()
        root = self._tree("xl/styles.xml")
        own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in _all(root, "numFmt")}
        styles = next((list(one) for one in root.iter() if _local(one) == "cellXfs"), [])
        return frozenset(
            str(at) for at, one in enumerate(styles) if _shows_days(one.get("numFmtId", ""), own)
        )

    def filled(self, changed: Mapping[str, bytes]) -> bytes:
        """The package with some parts exchanged; all others byte for byte, in their order."""
        parts = dict(changed)
        if any(_FORMULA.search(self.parts[part]) for part in self._sheets.values()):
            parts[_WORKBOOK] = computed_anew(self.parts[_WORKBOOK])
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
            for entry in self._entries:
                package.writestr(entry, parts.get(entry.filename, self.parts[entry.filename]))
        return buffer.getvalue()

    def _refused(self, what: Message, remedy: Message) -> Exception:
        return refused(what, remedy, self.file)


def computed_anew(workbook: bytes) -> bytes:
    """The workbook part with the wish that formulas are computed on opening: they rest on cells that we changed."""
    found = re.search(rb"<((?:\w+:)?)calcPr\b[^>]*?(/?)>", workbook)
    if found is not None:
        tag = re.sub(rb'\s+fullCalcOnLoad="[^"]*"', b"", found[0])
        end = len(found[2]) + 1
        return (
            workbook[: found.start()]
            + tag[:-end]
            + b' fullCalcOnLoad="1"'
            + tag[-end:]
            + workbook[found.end() :]
        )
    names = re.search(rb"</((?:\w+:)?)definedNames>", workbook)
    if names is None:
        return workbook
    return (
        workbook[: names.end()] + b"<" + names[1] + b'calcPr fullCalcOnLoad="1"/>' + workbook[names.end() :]
    )


def _shows_days(number: str, own: Mapping[str, str]) -> bool:
    code = own.get(number)
    if code is None:
        return number.isdecimal() and int(number) in _DAYS
    return bool(set(_QUOTED.sub("", code).casefold()) & set("yd"))


def _all(root: Element, name: str) -> list[Element]:
    return [one for one in root.iter() if _local(one) == name]


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
