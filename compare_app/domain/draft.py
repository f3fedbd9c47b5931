"""What an import would do, before anything is stored: shown in the wizard, committed whole or not at all."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from compare_app.domain.edit import Ref
from compare_app.domain.model import HeldCell, ImportBatch, Record, Result
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


@dataclass(frozen=True, slots=True)
class Draft:
    """Records ready to store, and everything that was not understood.

    rows in file = taken + held + ignored. `records` holds new and changed records only; `unchanged` counts the rest,
    so that importing the same file twice changes nothing (rulings 24).
    """

    batch: ImportBatch
    records: Sequence[Record]
    issues: Sequence[Issue]
    held: Sequence[HeldCell] = ()
    unchanged: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)  # by kind, e.g. {"indicators": 9, "results": 120}
    already: ImportBatch | None = None  # the same bytes with the same mapping were imported before
    removes: Sequence[Ref] = ()  # links that a filled-in cell of the file no longer names
    overwrites: Sequence[tuple[Record, Record]] = ()  # what stands in the project, what would take its place

    def let_go(self) -> None:
        """Forget the records of a draft that nobody will store any more; slow for large ones, so beside the window."""
        if isinstance(self.records, list):
            let_go(self.records)

    @property
    def frame(self) -> Sequence[Record]:
        """The records but for the results, which come last and may be a million."""
        end = next((at for at, one in enumerate(self.records) if isinstance(one, Result)), len(self.records))
        return self.records[:end]

    def without(self, kept: Collection[Ref]) -> Draft:
        """The draft that leaves some of what it would overwrite as it stands."""
        if not kept:
            return self
        records = [one for one in self.records if Ref(type(one), one.id) not in kept]
        pairs = [pair for pair in self.overwrites if Ref(type(pair[1]), pair[1].id) not in kept]
        return replace(self, records=records, overwrites=pairs)


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
