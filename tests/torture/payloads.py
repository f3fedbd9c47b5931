"""P19: whatever stands in the texts of a project, nothing that leaves runs code, calls home or tells of this machine.

200 payloads stand in every text of every record; everything that the program writes is written, taken apart, read
again by our reader and, in the whole run, loaded by LibreOffice.

Before (2026-11-27): texts such as ``=cmd|'x'!A0`` and ``x!A1`` became references in the charts of the plan, and a plan
without a figure could not be written. After: 40 payloads in 30 exports, 0 found.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, get_type_hints
from unittest.mock import patch

from compare_app.domain.edit import Edit
from compare_app.domain.model import Product, Provenance, StandardEdition
from compare_app.domain.record import KINDS
from compare_app.errors import AppError
from compare_app.exporters.cells import starts_formula
from compare_app.importers.cells import NO_VALUE
from compare_app.importers.source import Source
from compare_app.text.message import M
from compare_app.workspace import Workspace
from tests.torture.every_export import filled, makers
from tests.torture.figures import Figures

MARK: Final = "x7q"
"""Stands in every payload, so that it is found wherever it went."""
WHO: Final = "geheimer-benutzer"
"""Who is logged in while the files are written; no file may name them."""

_ROOT: Final = Path(__file__).parents[2]
_STARTS: Final = (
    "=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠",
    " =", "\u3000=", "\u00a0=", "'=", "==", "=+", ";=", ",=", '"=',
)  # fmt: skip
_BODIES: Final = (
    "cmd|' /C calc'!A0", "SUM(1+1)", 'HYPERLINK("https://example.invalid/","x")', "rundll32|'x'!A",
    'WEBSERVICE("https://example.invalid")', 'DDE("cmd","/C calc","x")', "'[\\\\example.invalid\\s\\b.xlsx]S'!A1",
    'IMPORTXML("https://example.invalid","//a")',
)  # fmt: skip
_OTHERS: Final = (
    "\x01\x02\x1f", "\x7f\x85\u2028", "\u202etxt.exe", "\u2066a\u2069", "\ufffe\uffff", "_x000D_=1", "_x0041_",
    "{=1+1}",
    "]]><f>1+1</f>", "<img src='file:///x'>", "&#x3D;1+1", "&lt;", "${jndi:ldap://x}", "{0}{name}%s", "../../x",
    "C:\\x",
    "file:///etc/passwd", "\\\\example.invalid\\share\\x.png", "https://example.invalid", "javascript:alert(1)",
    "CON",
    "[x](https://example.invalid)", "\"'`,;|\t", "TRUE", "#N/A", "1E5", "0012", "2026-13-45", "12-05",
    "é\u0301\u0301\u0301",
    "👩\u200d🔬𠮷", "!A1", "R1C1", "$A$1", "'Sheet'!A1", "<!DOCTYPE x>", "<?xml?>", "%PDF-1.7", "|cmd", "x" * 40_000,
)  # fmt: skip
PAYLOADS: Final = (
    *(f"{start}{body} {MARK}" for start in _STARTS for body in _BODIES),
    *(f"{text}{MARK}" for text in _OTHERS),
)
"""Beginnings of formulas × what would run, and what else breaks writers. NUL cannot be stored, see `clean`."""

_CODES: Final = {
    "code", "formula", "fingerprint", "sha256", "digest", "digests", "file_hash", "body", "earlier_of", "kind",
    "record", "subject", "media_type", "diagnosis", "mapping",
}  # fmt: skip
"""What the program reads itself …"""
_COMPUTED: Final = {"unit", "quantity", "conditions", "group", "levels", "number", "tolerance"}
"""… and by what it decides what may be compared: nothing would be left to write."""
_FORMULA: Final = re.compile(rb"<(?:c:)?f(?: [^>]*)?>([^<]*)</(?:c:)?f>")
_ACTIVE: Final = (b"/URI", b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile")
_RULE: Final = re.compile(rb"<(?:x14:)?formula[12]?>([^<]*)</")


def run(rounds: int) -> Figures:
    """`rounds` payloads at most; with all of them LibreOffice loads the workbooks too."""
    payloads = PAYLOADS[:: max(1, len(PAYLOADS) // rounds)]
    with (
        tempfile.TemporaryDirectory(prefix="pfad-") as place,
        patch.dict(os.environ, {"LOGNAME": WHO, "USER": WHO, "USERNAME": WHO}),
    ):
        folder = Path(place)
        clean = written(folder / "clean", ())
        files = written(folder / "payloads", payloads)
        wrong = [
            f"{name}: {text}" for name, path in files.items() for text in found(path, clean.get(name), folder)
        ]
        loaded = (
            sum(_by_libreoffice(path, wrong) for path in files.values()) if rounds >= len(PAYLOADS) else 0
        )
        absent = sorted(set(clean) - set(files))
    wrong += [f"{name}: not written" for name in absent if name != "laboratory.xlsx"]
    return Figures(
        ("P19",),
        f"{len(payloads)} payloads in every text of a project, everything written, taken apart and read again",
        {
            "payloads": len(payloads),
            "files": len(files),
            "loaded by LibreOffice": loaded,
            "wrong": len(wrong),
        },
        f"{len(payloads)} payloads, {len(files)} exports: {len(wrong)} foreign formulas, links, paths or names",
        not wrong,
        failures=tuple(wrong[:20]),
    )


# --- the project ------------------------------------------------------------------------------------------------------


def written(folder: Path, payloads: tuple[str, ...]) -> dict[str, Path]:
    """Every export of a project with these payloads in its texts, by name; what a payload made impossible is absent."""
    folder.mkdir(parents=True)
    workspace = filled(folder / "p.dcmp")
    try:
        if payloads:
            _poison(workspace, payloads)
        return dict(_exports(workspace, folder))
    finally:
        workspace.close()


def _poison(workspace: Workspace, payloads: tuple[str, ...]) -> None:
    turn = 0
    project = workspace.project
    records: list[Any] = [one for kind in KINDS for one in project.all(kind).values()]
    records += [one for product in project.all(Product) for one in workspace.results(product)]
    changed = []
    for one in records:
        texts: dict[str, Any] = {}
        hints = get_type_hints(type(one))
        for field in dataclasses.fields(one):
            name, value = field.name, getattr(one, field.name)
            if name in _CODES | _COMPUTED or name == "id" or name.endswith("_id"):
                continue
            turn += 1
            payload = payloads[turn % len(payloads)]
            if hints[name] is str and not (isinstance(one, StandardEdition) and not value):
                texts[name] = f"{payload}{value}"
            elif isinstance(value, Provenance):
                texts[name] = replace(value, document=payload, place=payload, checked_by=payload)
        changed.append(replace(one, **texts))
    workspace.apply(Edit(M("Import {file}", file=payloads[0]), tuple(changed)), payloads[1 % len(payloads)])


def _exports(workspace: Workspace, folder: Path) -> Iterator[tuple[str, Path]]:
    """Everything that the program writes of a project."""
    place = folder.with_name(f"{folder.name} templates")
    place.mkdir()
    for name, make in makers(workspace, place, PAYLOADS[1]).items():
        path = folder / name
        try:
            make(path)
        except AppError as error:
            if (
                error.code != "LAB-TELLS"
            ):  # a payload that stands in a product and in an indicator names the product
                raise
        if path.exists():
            yield name, path


# --- what may not be in a file ----------------------------------------------------------------------------------------


def found(path: Path, clean: Path | None, folder: Path) -> list[str]:
    """What a file holds that it must not: foreign formulas, links out, code, paths and names of this machine."""
    body = path.read_bytes()
    match path.suffix:
        case ".xlsx" | ".pptx" | ".dcpack":
            parts = _parts(path)
            wrong = list(_package(parts, _parts(clean) if clean else {}))
            if path.suffix == ".xlsx":
                wrong += _read_again(path)
        case ".csv":
            parts, wrong = {path.name: body}, list(_table(body.decode("utf-8-sig")))
        case ".json":
            json.loads(body)
            parts, wrong = {path.name: body}, []
        case _:
            parts = {path.name: body}
            wrong = [repr(mark) for mark in _ACTIVE if mark in body]
    secrets = (WHO, folder.name, str(_ROOT), folder.as_posix())
    wrong += [
        f"{name} tells {secret}"
        for name, part in parts.items()
        for secret in secrets
        if secret.encode() in part
    ]
    return wrong


def _parts(path: Path | io.BytesIO, prefix: str = "") -> dict[str, bytes]:
    """Every part; those of the workbooks that lie in the charts of slides too."""
    with zipfile.ZipFile(path) as archive:
        parts = {f"{prefix}{name}": archive.read(name) for name in archive.namelist()}
    for name, body in list(parts.items()):
        if name.endswith(".xlsx"):
            parts |= _parts(io.BytesIO(body), f"{name}!")
    return parts


def _package(parts: Mapping[str, bytes], clean: Mapping[str, bytes]) -> Iterator[str]:
    mark = MARK.encode()
    formulas = sum(len(_FORMULA.findall(part)) for name, part in parts.items() if "worksheets/" in name)
    ours = sum(len(_FORMULA.findall(part)) for name, part in clean.items() if "worksheets/" in name)
    if formulas > ours:
        yield f"{formulas} formulas instead of {ours}"
    for name, part in parts.items():
        if b'TargetMode="External"' in part:
            yield f"{name} points outside"
        if any(mark in text for text in _FORMULA.findall(part)):
            yield f"{name} computes a payload"
        for text in _RULE.findall(part):
            if mark in text and not text.startswith((b"&quot;", b'"')):
                yield f"{name} has a rule of a payload"
        if name.endswith(("vbaProject.bin", "connections.xml")) or "externalLink" in name:
            yield f"{name} is there"


def _table(text: str) -> Iterator[str]:
    for number, row in enumerate(csv.reader(io.StringIO(text), strict=True), 1):
        for field in row:
            if starts_formula(field) and not re.fullmatch(r"[+-]\d+(\.\d+)?", field):
                yield f"line {number}: {field[:40]!r}"


def _read_again(path: Path) -> list[str]:
    """Our own reader: every sheet opens, and no payload became an error or a formula."""
    with Source(path) as source:
        cells = [
            (one.name, cell)
            for one in source.sheets
            for row in source.sheet(one.name).rows
            for cell in row.cells
        ]
    return [
        f"{name}: {cell.text[:40]!r}" for name, cell in cells if cell.kind in NO_VALUE and MARK in cell.text
    ]


def _by_libreoffice(path: Path, wrong: list[str]) -> int:
    """Load a workbook in LibreOffice and look at the formulas that it sees; 0 where there is none here."""
    program = shutil.which("soffice")
    if program is None or path.suffix != ".xlsx":
        return 0
    with tempfile.TemporaryDirectory() as place:
        home = f"-env:UserInstallation=file://{place}/u"
        command = [program, home, "--headless", "--convert-to", "fods", "--outdir", place]
        subprocess.run([*command, str(path)], capture_output=True, timeout=300, check=False)
        made = Path(place) / f"{path.stem}.fods"
        if not made.exists():
            wrong.append(f"{path.name}: LibreOffice does not open it")
            return 0
        formulas = re.findall(r'table:formula="([^"]*)"', made.read_text(encoding="utf-8"))
    wrong += [f"{path.name}: LibreOffice computes {one[:60]}" for one in formulas if MARK in one]
    return 1
