"""Strangers' files made of good ones: one change or a few of what damage, faulty programs and malice do to a file.

The same seed makes the same bytes, so that a number is all that a finding needs.
"""

from __future__ import annotations

import io
import random
import re
import warnings
import zipfile
import zlib
from collections.abc import Sequence
from copy import deepcopy
from xml.etree import ElementTree

NASTY = (
    "", "-1", "0", "1", "true", "NaN", "1e308", "1e-400", "99999999999999999999", "A0", "XFD1048577", "ZZZZ1",
    "A1:XFD1048576", "../../../x", "s", "str", "e", "d", "inlineStr", "n", "\u202e\u2066", "<img src='x'>", "=1+1",
    "名" * 300, "x" * 40_000, "_x0000_", "\ufffe", "1904", "0;0;0;0", "[h]:mm:ss.000", "yyyy" * 50, "#N/A", "hidden",
    "veryHidden", "rId1", "{0}",
)  # fmt: skip
"""Values that no careful reader may trip over."""

_KINDS = (
    "element",
    "element",
    "element",
    "attribute",
    "attribute",
    "text",
    "text",
    "part",
    "bytes",
    "packed",
    "cut",
)


def mutated_workbook(good: bytes, seed: int) -> bytes:
    """A workbook with one to four changes: of its XML, its parts, its archive or its bytes."""
    chance = random.Random(seed)
    data = good
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        kind = chance.choice(_KINDS)
        if kind == "bytes" or not data.startswith(b"PK"):
            data = _bytes(data, chance)
        elif kind == "cut":
            data = data[: chance.randrange(1, len(data))] if chance.random() < 0.3 else _bytes(data, chance)
        else:
            try:
                data = _repacked(data, kind, chance)
            except (
                zipfile.BadZipFile,
                ElementTree.ParseError,
                LookupError,  # its encoding has another name by now
                ValueError,
                OSError,
                EOFError,
                NotImplementedError,
                zlib.error,
            ):
                data = _bytes(data, chance)  # an earlier change left nothing to unpack
    return data


def mutated_text(good: bytes, seed: int) -> bytes:
    """A text table with one to six changes: quotes, separators, line ends, encodings, zero bytes, cuts, long fields."""
    chance = random.Random(seed)
    data = bytearray(good)
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        at = chance.randrange(len(data)) if data else 0
        match chance.randrange(9):
            case 0:
                data[at:at] = chance.choice(
                    (b'"', b'""', b",", b";", b"\t", b"|", b"\r", b"\n", b"\r\n", b"\x1a")
                )
            case 1:
                data[at:at] = chance.choice(
                    (b"\x00", b"\xef\xbb\xbf", b"\xff\xfe", b"\xe2\x80\xae", b"\x1b", b"\xff")
                )
            case 2:
                data = data[:at]
            case 3:
                del data[at : at + chance.randrange(1, 40)]
            case 4:
                data[at : at + 1] = bytes((chance.randrange(256),))
            case 5:
                data[at:at] = chance.choice(NASTY).encode("utf-8", "surrogatepass")
            case 6:
                data[at:at] = b"x" * chance.choice((300, 40_000, 140_000))
            case 7:
                lines = bytes(data).split(b"\n")
                chance.shuffle(lines)
                data = bytearray(b"\n".join(lines))
            case _:
                text = bytes(data).decode("utf-8", "replace")
                coding = chance.choice(
                    ("utf-16", "utf-16-le", "gb18030", "big5", "cp1252", "utf-32", "shift_jis")
                )
                data = bytearray(text.encode(coding, "replace"))
    return bytes(data)


def _bytes(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 4, 40))):
        at = chance.randrange(len(changed))
        match chance.randrange(4):
            case 0:
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                changed[at] = chance.choice((0, 255, 127, 1))
            case 2:
                size = chance.randrange(1, 64)
                changed[at : at + size] = chance.randbytes(size)
            case _:
                size = chance.randrange(1, 512)
                other = chance.randrange(len(changed))
                changed[at : at + size] = changed[other : other + size]
        if not changed:
            return data
    return bytes(changed)


def _repacked(data: bytes, kind: str, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    if kind == "part":
        parts = _parts(parts, chance)
    else:
        xml = [at for at, (name, _) in enumerate(parts) if name.endswith((".xml", ".rels"))] or range(
            len(parts)
        )
        at = chance.choice(list(xml))
        name, body = parts[at]
        parts[at] = name, _bytes(body, chance) if kind == "packed" else _xml(body, kind, chance)
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", chance.choice((0, 8, 8, 8, 12))) as archive:
        warnings.simplefilter("ignore")  # of a name twice: that is one of the changes
        for name, body in parts:
            archive.writestr(name, body)
    return made.getvalue()


def _parts(parts: Sequence[tuple[str, bytes]], chance: random.Random) -> list[tuple[str, bytes]]:
    changed = list(parts)
    at = chance.randrange(len(changed))
    name, body = changed[at]
    match chance.randrange(6):
        case 0:
            del changed[at]
        case 1:
            changed.append((name, chance.choice(changed)[1]))
        case 2:
            changed[at] = (
                chance.choice((name.upper(), f"../{name}", name.replace("/", "\\"), f"/{name}")),
                body,
            )
        case 3:
            changed[at] = (
                name,
                chance.choice((b"", b"<", b"<!DOCTYPE x><x/>", b"\xff\xfe<\x00x\x00/\x00>\x00")),
            )
        case 4:
            changed[at] = name, chance.choice(changed)[1]
        case _:
            chance.shuffle(changed)
    return changed or list(parts)


def _xml(body: bytes, kind: str, chance: random.Random) -> bytes:
    for prefix, address in re.findall(r'xmlns:?(\w*)="([^"]+)"', body[:4000].decode("utf-8", "replace")):
        if not re.fullmatch(r"ns\d+", prefix):
            ElementTree.register_namespace(prefix, address)
    root = ElementTree.fromstring(body)  # noqa: S314  our own bytes
    parents = [element for element in root.iter() if len(element)]
    every = list(root.iter())
    match kind:
        case "element" if parents:
            parent = chance.choice(parents)
            child = chance.choice(list(parent))
            match chance.randrange(4):
                case 0:
                    parent.remove(child)
                case 1:
                    parent.insert(chance.randrange(len(parent) + 1), child)
                case 2:
                    chance.choice(parents[: 1 + len(parents) // 2]).append(deepcopy(child))
                case _:
                    rows = list(parent)
                    chance.shuffle(rows)
                    parent[:] = rows
        case "attribute":
            with_some = [element for element in every if element.attrib] or [root]
            element = chance.choice(with_some)
            name = chance.choice(list(element.attrib) or ["r"])
            if chance.random() < 0.3:
                element.attrib.pop(name, None)
            else:
                element.set(name, chance.choice(NASTY))
        case _:
            chance.choice(every).text = chance.choice(NASTY)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
