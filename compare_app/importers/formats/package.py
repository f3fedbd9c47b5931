"""The parts of an .xlsx, .xlsb or .ods file, read with limits: nothing is believed, nothing is extracted by name.

The standard library's C parser reads the XML; a document type definition, the way to every entity bomb, is refused
before the parser sees it (reliability.md A16–A24, B1).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any, Final
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser
from xml.parsers import expat

from compare_app.errors import RefusedFile
from compare_app.importers import refuse
from compare_app.text.message import M

CHUNK: Final = 1 << 18
PART_LIMIT: Final = 300_000_000  # bytes unpacked; ordinary parts
SHEET_LIMIT: Final = 1_500_000_000
MOST_PARTS: Final = 2_000
MOST_TEXTS: Final = 5_000_000
"""Of a workbook's shared texts: each takes 60 bytes here, however short it is, and a reading child has 512 MB."""
MOST_RATIO: Final = 200
"""Unpacked to packed bytes. Tables reach 5 to 30, so only what repeats one thing without end is beyond it …"""
RATIO_FROM: Final = 20_000_000
"""… and below this many bytes it does no harm."""
_DEEPEST: Final = 64
_LEAST_HEADER: Final = 30  # bytes of a part's own header, without its name
_STRANGE: Final = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[A-Za-z]:|\x00")
ZIP_TROUBLE: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, LookupError,
)  # fmt: skip


class Package:
    """An open archive of XML parts: parts by name in any case, relations, and streams of elements."""

    def __init__(self, file: str, data: IO[bytes]) -> None:
        """`file` is the name that messages use."""
        self.file = file
        self._size = data.seek(0, io.SEEK_END)
        try:
            self._zip = zipfile.ZipFile(data)
        except zipfile.BadZipFile as error:
            raise refuse.truncated(self.file) from error
        except ZIP_TROUBLE as error:
            raise refuse.damaged(self.file) from error
        self._names: dict[str, str] = {}
        try:
            self._look_over()
        except BaseException:
            self.close()
            raise

    def _look_over(self) -> None:
        entries = self._zip.infolist()
        if len(entries) > MOST_PARTS:
            raise refuse.too_many(self.file, M("parts"), MOST_PARTS)
        self._refuse_overlap(entries)
        for entry in entries:
            if _STRANGE.search(entry.orig_filename):
                raise refuse.refused(
                    "IMP-PART-NAME",
                    self.file,
                    M(
                        "{file} holds a part whose name leads out of it: {part}",
                        file=self.file,
                        part=entry.orig_filename,
                    ),
                )
            folded = entry.filename.replace("\\", "/").lstrip("/").casefold()
            if entry.is_dir():
                continue
            if folded in self._names:
                raise refuse.refused(
                    "IMP-TWICE-PART",
                    self.file,
                    M(
                        "{file} holds two parts named {part}; one may hide the other",
                        file=self.file,
                        part=folded,
                    ),
                )
            if entry.flag_bits & 1:
                raise refuse.locked_archive(self.file)
            self._names[folded] = entry.filename

    def _refuse_overlap(self, entries: list[zipfile.ZipInfo]) -> None:
        """Parts that lie in each other's bytes: one small block becomes gigabytes (CVE-2024-0450)."""
        ordered = sorted(entries, key=lambda entry: entry.header_offset)
        ends = [entry.header_offset for entry in ordered[1:]] + [self._zip.start_dir]
        for entry, end in zip(ordered, ends, strict=True):
            if entry.header_offset + _LEAST_HEADER + entry.compress_size > end:
                raise refuse.damaged(self.file, entry.filename)

    def _limit(self, part: str, limit: int) -> tuple[int, RefusedFile]:
        """How many bytes of a part may come out, and what to say beyond it; no size in the directory is believed."""
        packed = min(self._zip.getinfo(self._names[part.lstrip("/").casefold()]).compress_size, self._size)
        most = max(RATIO_FROM, packed * MOST_RATIO)
        if most < limit:
            return most, refuse.inflated(self.file, part)
        return limit, refuse.too_large(self.file, limit // 1_000_000)

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()

    def __contains__(self, part: str) -> bool:
        return part.lstrip("/").casefold() in self._names

    def parts(self) -> frozenset[str]:
        """The names of all parts, in lower case."""
        return frozenset(self._names)

    def count(self, *folders: str) -> int:
        """How many parts lie in these folders, which are given in lower case; lists of relations do not count."""
        return sum(name.startswith(folders) and not name.endswith(".rels") for name in self._names)

    def has_comments(self) -> bool:
        """Whether cells of a workbook of Excel carry comments or notes."""
        return any(name.startswith(("xl/comments", "xl/threadedcomments")) for name in self._names)

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Relation id → (last word of its type, part), for the parts that exist and lie inside the package."""
        folder, name = posixpath.split(part)
        own = posixpath.join(folder, "_rels", f"{name}.rels")
        found: dict[str, tuple[str, str]] = {}
        if own not in self:
            return found
        for element in self.tree(own):
            if local(element) == "Relationship" and element.get("TargetMode") != "External":
                target = element.get("Target", "")
                whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                whole = posixpath.normpath(whole)
                if whole in self:
                    found[element.get("Id", "")] = (element.get("Type", "").rpartition("/")[2], whole)
        return found

    def tree(self, part: str) -> Element[Any]:
        """The root of an ordinary part, whole."""
        *_, root = self.growing(part)
        return root

    def content(self, part: str, limit: int = PART_LIMIT) -> bytes:
        """The bytes of a part that is no XML."""
        chunks: list[bytes] = []
        done = 0
        limit, beyond = self._limit(part, limit)
        try:
            with self._zip.open(self._names[part.lstrip("/").casefold()]) as stream:
                while chunk := stream.read(CHUNK):
                    done += len(chunk)
                    if done > limit:
                        raise beyond
                    chunks.append(chunk)
        except ZIP_TROUBLE as error:
            raise refuse.damaged(self.file, part) from error
        return b"".join(chunks)

    def growing(self, part: str, limit: int = PART_LIMIT) -> Iterator[Element[Any]]:
        """The root of a part again and again while it grows, for the caller to use up what is finished.

        The last child on each level may be unfinished, until the last time. No Python code runs per element: that
        is what makes it fast. Refuses what is broken or too large.
        """
        builder = TreeBuilder()
        above = builder.start("above", {})  # the parser hangs the root under it, so we can see it grow
        parser = XMLParser(target=builder)  # noqa: S314, the guard below refuses what makes it dangerous
        guard = _Guard()
        done = silent = 0  # bytes in a row without an element
        limit, beyond = self._limit(part, limit)
        try:
            with self._zip.open(self._names[part.lstrip("/").casefold()]) as stream:
                while chunk := stream.read(CHUNK):
                    done += len(chunk)
                    if done > limit:
                        raise beyond
                    if not guard.passed:
                        guard.look(chunk, self.file)
                    silent = silent + len(chunk) if b"<" not in chunk else 0
                    if silent >= 2 * CHUNK:
                        raise refuse.damaged(self.file, f"{part}, > {silent} B")
                    parser.feed(chunk)
                    if len(above):
                        self._refuse_deep(above, part)
                        yield above[0]
            parser.close()
            if not len(above):
                raise refuse.damaged(self.file, part)
            yield above[0]
        except RefusedFile:
            raise
        except ParseError as error:
            line, column = error.position
            raise refuse.damaged(self.file, f"{part}, {line}:{column}") from error
        except ZIP_TROUBLE as error:
            raise refuse.damaged(self.file, part) from error

    def _refuse_deep(self, element: Element[Any], part: str) -> None:
        """What is open at the end of a chunk lies along the last children; no workbook nests so deep."""
        for _ in range(_DEEPEST):
            if not len(element):
                return
            element = element[-1]
        raise refuse.damaged(self.file, f"{part}, > {_DEEPEST} <<<")


class _Found(Exception):
    """What stands first: the root element (True) or a document type definition (False)."""


class _Guard:
    """Looks at the beginning of a part until its root element: no document type definition may stand before it."""

    def __init__(self) -> None:
        self.passed = False
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._root
        self._parser.StartDoctypeDeclHandler = self._doctype

    def _root(self, *_: object) -> None:
        raise _Found(True)

    def _doctype(self, *_: object) -> None:
        raise _Found(False)

    def look(self, chunk: bytes, file: str) -> None:
        """Pass at the root element; refuse a document type definition before it."""
        try:
            self._parser.Parse(chunk, False)
        except expat.ExpatError:
            self.passed = True  # the real parser says what is wrong
        except _Found as found:
            self.passed = bool(found.args[0])
            if not self.passed:
                raise refuse.refused(
                    "IMP-DOCTYPE",
                    file,
                    M("{file} contains a document type definition, which Excel never writes", file=file),
                ) from None


def local(element: Element[Any]) -> str:
    """The name of an element without its namespace: strict and transitional workbooks read alike."""
    return str(element.tag).rpartition("}")[2]
