"""Small files that would be gigabytes, hours or a dead process to a reader that believes them; made, never kept."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_LAUGHS: Final = "".join(f'<!ENTITY a{at} "' + f"&a{at - 1};" * 10 + '">' for at in range(1, 10))
_MEGABYTE: Final = 1 << 20

Body = bytes | Iterator[bytes]


def workbook(path: Path, sheet: Body, **parts: Body) -> Path:
    """A workbook with one sheet of this XML; `parts` are styles, sharedStrings or workbook (instead of ours)."""
    beside = [name for name in ("styles", "sharedStrings") if name in parts]
    relations = [f'<Relationship Id="rId1" Type="{_REL}/worksheet" Target="worksheets/sheet1.xml"/>']
    relations += [
        f'<Relationship Id="r{at}" Type="{_REL}/{name}" Target="{name}.xml"/>'
        for at, name in enumerate(beside)
    ]
    bodies: dict[str, Body] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>'.encode(),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_REL}/officeDocument"'
            ' Target="xl/workbook.xml"/></Relationships>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(relations)}</Relationships>'
        ).encode(),
        "xl/workbook.xml": parts.pop(
            "workbook",
            f'<workbook xmlns="{MAIN}" xmlns:r="{_REL}"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets>'
            "</workbook>".encode(),
        ),
        "xl/worksheets/sheet1.xml": sheet,
        **{f"xl/{name}.xml": parts[name] for name in beside},
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in bodies.items():
            with archive.open(name, "w", force_zip64=True) as stream:
                for piece in (body,) if isinstance(body, bytes) else body:
                    stream.write(piece)
    return path


def cells(body: str, before: str = "", after: str = "") -> bytes:
    """A sheet of these rows."""
    return f'{before}<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData>{after}</worksheet>'.encode()


def _many(head: bytes, piece: bytes, megabytes: int, tail: bytes) -> Iterator[bytes]:
    block = piece * (_MEGABYTE // len(piece))
    yield head
    for _ in range(megabytes):
        yield block
    yield tail


def _sheet_of(piece: bytes, megabytes: int = 1_000) -> Iterator[bytes]:
    return _many(
        f'<worksheet xmlns="{MAIN}"><sheetData>'.encode(), piece, megabytes, b"</sheetData></worksheet>"
    )


def _text_of(megabytes: int) -> Iterator[bytes]:
    head = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'.encode()
    return _many(head, b"x", megabytes, b"</t></is></c></row></sheetData></worksheet>")


def _strings() -> Iterator[bytes]:
    return _many(f'<sst xmlns="{MAIN}">'.encode(), b"<si><t>abcdef</t></si>", 1_000, b"</sst>")


_TWO: Final = "".join(
    f'<row r="{at}"><c r="A{at}"><v>{at}</v></c><c r="B{at}"><v>9</v></c></row>' for at in (1, 2)
)
_WHOLE: Final = "<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 3 + "</mergeCells>"
_QUADRATIC: Final = '<!DOCTYPE x [<!ENTITY a "' + "x" * 30_000 + '">]>'


BOMBS: Final[Mapping[str, Callable[[Path], Path]]] = {
    "laughs in the sheet": lambda to: workbook(
        to, cells("&a9;", f'<!DOCTYPE x [<!ENTITY a0 "ha">{_LAUGHS}]>')
    ),
    "laughs in the texts": lambda to: workbook(
        to,
        cells(_TWO),
        sharedStrings=f'<!DOCTYPE x [<!ENTITY a0 "ha">{_LAUGHS}]><sst xmlns="{MAIN}">&a9;</sst>'.encode(),
    ),
    "quadratic": lambda to: workbook(
        to, cells(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"&a;" * 290}</t></is></c></row>', _QUADRATIC)
    ),
    "foreign entity in the sheet": lambda to: workbook(
        to, cells("&e;", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>')
    ),
    "foreign entity in the contents": lambda to: workbook(
        to,
        cells(_TWO),
        workbook=b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><workbook>&e;</workbook>',
    ),
    "a gigabyte of empty rows": lambda to: workbook(to, _sheet_of(b"<row/>")),
    "a gigabyte in one cell": lambda to: workbook(to, _text_of(1_000)),
    "a gigabyte of texts": lambda to: workbook(to, cells(_TWO), sharedStrings=_strings()),
    "722 MB of cells": lambda to: workbook(
        to, _sheet_of(b"<row>" + b"<c><v>1.5</v></c>" * 20 + b"</row>", 722)
    ),
    "first and last place": lambda to: workbook(
        to,
        cells('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'),
    ),
    "last place": lambda to: workbook(to, cells('<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>')),
    "beyond the grid": lambda to: workbook(
        to, cells('<row r="99999999"><c r="AAAA99999999"><v>2</v></c></row>')
    ),
    "merged whole grid": lambda to: workbook(to, cells(_TWO, after=_WHOLE)),
    "unique count": lambda to: workbook(
        to,
        cells('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
        sharedStrings=(
            f'<sst xmlns="{MAIN}" count="1" uniqueCount="{2**64 - 1}"><si><t>x</t></si></sst>'.encode()
        ),
    ),
    "200 000 deep": lambda to: workbook(to, b"<a>" * 200_000 + b"</a>" * 200_000),
    "200 000 deep in a cell": lambda to: workbook(
        to, cells(f'<row r="1"><c r="A1">{"<is>" * 200_000}{"</is>" * 200_000}</c></row>')
    ),
}


GIANTS: Final = frozenset({"a gigabyte of texts", "722 MB of cells"})
"""What takes longer than the others before its end is known."""
