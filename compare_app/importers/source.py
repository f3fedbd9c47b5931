"""A file of the user's, read apart: what it is, its SHA-256, its sheets. No byte of it is parsed in this process."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from pathlib import Path
from threading import RLock
from typing import Self

from compare_app.errors import Issue
from compare_app.importers import refuse
from compare_app.importers.apart import wire
from compare_app.importers.apart.process import Child
from compare_app.importers.cells import Sheet, SheetName
from compare_app.progress import Progress, Quiet

Corrections = Mapping[str, Mapping[str, str]]
"""Sheet → A1 address → the text that a person wants to stand there."""


class Source:
    """A file and its sheets, read in a child of its own: use it as a context manager, which ends the child.

    What was read stays: a sheet is read once, and one that is wanted later starts the child anew.
    """

    def __init__(
        self,
        path: Path,
        encoding: str = "",
        separator: str = "",
        password: str = "",
        progress: Progress | None = None,
    ) -> None:
        """A file that cannot be read, or not safely, is a RefusedFile. `encoding` and `separator`: of a text file.

        A file that needs a password is refused as IMP-ENCRYPTED without one, as IMP-PASSWORD with a wrong one.
        """
        self.name = path.name
        self._request = {
            "open": str(path.absolute()),
            "encoding": encoding,
            "separator": separator,
            "password": password,
        }
        self._child: Child | None = None
        self._lock = RLock()
        self._sheets: dict[str, Sheet] = {}
        self.corrections: Corrections = {}
        self.sha256 = ""
        self._open(progress or Quiet())

    def _open(self, progress: Progress) -> Child:
        child = Child(self.name)
        try:
            before = self.sha256
            self._opened(next(child.ask(self._request, progress)))
            if before not in ("", self.sha256):
                raise refuse.changed(self.name)
        except wire.Garbled as error:
            child.close()
            raise child.garbled() from error
        except BaseException:
            child.close()
            raise
        self._child = child
        return child

    def _opened(self, answer: dict[str, object]) -> None:
        match answer:
            case {
                "opened": [str(sha256), str(form), str(encoding), str(separator)],
                "sheets": list(sheets),
                "ragged": ragged,
                "notes": notes,
            }:
                self.sha256, self.format, self.encoding, self.separator = sha256, form, encoding, separator
                self.sheets = tuple(_sheet_name(one) for one in sheets)
                self.ragged = wire.numbers(ragged)
                self.notes: list[Issue] = wire.notes_of(notes)
            case _:
                raise wire.Garbled

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the child; what it read stays."""
        with self._lock:
            if self._child is not None:
                self._child.close()
                self._child = None

    def corrected(self, corrections: Corrections) -> Source:
        """The same file with other texts in some of its cells, as a person typed them."""
        same = copy(self)
        same.corrections = corrections
        return same

    def sheet(self, name: str = "", progress: Progress | None = None) -> Sheet:
        """A sheet by name; without one, the first visible sheet. A text file has one, whatever it is called."""
        with self._lock:
            found = self._sheets.get(name)
            if found is None:
                found = self._sheets[name] = self._read(name, progress or Quiet())
        texts = self.corrections.get(found.name)
        return found.corrected(texts) if texts else found

    def _read(self, name: str, progress: Progress) -> Sheet:
        child = self._child or self._open(progress)
        assembly = wire.Assembly()
        try:
            for answer in child.ask({"read": name}, progress):
                if "rows" not in answer:
                    return assembly.finished(answer)
                assembly.add(answer)
        except wire.Garbled as error:
            raise child.garbled() from error
        raise AssertionError("unreachable: the child's end is an error")


def _sheet_name(body: object) -> SheetName:
    match body:
        case [str(name), bool(hidden)]:
            return SheetName(name, hidden)
    raise wire.Garbled
