"""What an import would do, before anything is stored: shown in the wizard, committed whole or not at all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import overload

from compare_app.domain.edit import Ref
from compare_app.domain.model import HeldCell, ImportBatch, Result
from compare_app.domain.record import Record
from compare_app.domain.result_rows import ResultRows
from compare_app.errors import AppError, Issue
from compare_app.memory import let_go


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """The first rows of a sheet as texts, for the wizard. `hidden` counts hidden rows and columns."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    row_count: int
    column_count: int
    hidden: int = 0
    kind: str = ""  # "workbook" for one of our five sheets, "wide" for a wide table, "" unknown
    tables: tuple[str, ...] = ()  # where they stand (A1:F20), the likeliest first


@dataclass(frozen=True, slots=True)
class FilePreview:
    """What a file is and what sheets it has; `ours` is True for our own workbook."""

    name: str
    sha256: str
    format: str  # xlsx, xlsm, csv
    ours: bool
    sheets: tuple[SheetPreview, ...]
    encoding: str = ""  # of a text file, as guessed
    separator: str = ""


class DraftRecords(Sequence[Record]):
    """What an import stores: records each after what it names, then results. Most results stand in `rows`."""

    def __init__(
        self, frame: Iterable[Record] = (), results: Iterable[Result] = (), rows: ResultRows | None = None
    ) -> None:
        self.frame = list(frame)
        self.results = list(results)
        self.rows = rows if rows is not None else ResultRows()

    def with_more(self, frame: Iterable[Record]) -> DraftRecords:
        """These and some records more, which are no results."""
        return DraftRecords([*self.frame, *frame], self.results, self.rows)

    def let_go(self) -> None:
        """Forget them, piece by piece."""
        self.rows = ResultRows()
        let_go(self.results)
        let_go(self.frame)

    def __len__(self) -> int:
        return len(self.frame) + len(self.results) + len(self.rows)

    def __iter__(self) -> Iterator[Record]:
        return chain(self.frame, self.results, self.rows)

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Record]: ...
    def __getitem__(self, index: int | slice) -> Record | Sequence[Record]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        at = range(len(self))[index]
        for part in (self.frame, self.results):
            if at < len(part):
                return part[at]
            at -= len(part)
        return self.rows[at]


@dataclass(frozen=True, slots=True)
class Draft:
    """Records ready to store, and everything that was not understood.

    rows in file = taken + held + ignored. `records` holds new and changed records only; `unchanged` counts the rest,
    so that importing the same file twice changes nothing (rulings 24).
    """

    batch: ImportBatch
    records: DraftRecords
    issues: Sequence[Issue]
    held: Sequence[HeldCell] = ()
    unchanged: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)  # by kind, e.g. {"indicators": 9, "results": 120}
    already: ImportBatch | None = None  # the same bytes with the same mapping were imported before
    removes: Sequence[Ref] = ()  # links that a filled-in cell of the file no longer names
    overwrites: Sequence[tuple[Record, Record]] = ()  # what stands in the project, what would take its place

    def let_go(self) -> None:
        """Forget the records of a draft that nobody will store any more; slow for large ones, so beside the window."""
        self.records.let_go()

    def without(self, kept: Collection[Ref]) -> Draft:
        """The draft that leaves some of what it would overwrite as it stands."""
        if not kept:
            return self
        records = self.records
        frame = [one for one in records.frame if Ref(type(one), one.id) not in kept]
        replaced = [one for one in records.results if Ref(Result, one.id) not in kept]
        pairs = [pair for pair in self.overwrites if Ref(type(pair[1]), pair[1].id) not in kept]
        return replace(self, records=DraftRecords(frame, replaced, records.rows), overwrites=pairs)


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What became of one file: its draft, or why there is none."""

    file: str
    draft: Draft | None = None
    error: AppError | None = None
    stored: bool = False

    @property
    def issues(self) -> Sequence[Issue]:
        """Everything that was noted, held or refused."""
        if self.draft is not None:
            return self.draft.issues
        return getattr(self.error, "issues", ())
