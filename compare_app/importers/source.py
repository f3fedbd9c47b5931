"""A file of the user's, read apart: what it is, its SHA-256, its sheets. No byte of it is parsed in this process."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from compare_app.errors import Issue
from compare_app.importers.apart import wire
from compare_app.importers.apart.process import Child
from compare_app.importers.cells import Sheet, SheetName
from compare_app.progress import Progress, Quiet


class Source:
    """An open file in a reading child of its own. Use it as a context manager."""

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
        self._child = Child(path.name)
        try:
            request = {
                "open": str(path.absolute()),
                "encoding": encoding,
                "separator": separator,
                "password": password,
            }
            self._opened(next(self._child.ask(request, progress or Quiet())))
        except wire.Garbled as error:
            self._child.close()
            raise self._child.garbled() from error
        except BaseException:
            self._child.close()
            raise

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
        self._child.close()

    def sheet(self, name: str = "", progress: Progress | None = None) -> Sheet:
        """A sheet by name; without one, the first visible sheet. A text file has one, whatever it is called."""
        assembly = wire.Assembly()
        try:
            for answer in self._child.ask({"read": name}, progress or Quiet()):
                if "rows" not in answer:
                    return assembly.finished(answer)
                assembly.add(answer)
        except wire.Garbled as error:
            raise self._child.garbled() from error
        raise AssertionError("unreachable: the child's end is an error")


def _sheet_name(body: object) -> SheetName:
    match body:
        case [str(name), bool(hidden)]:
            return SheetName(name, hidden)
    raise wire.Garbled
