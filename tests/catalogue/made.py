"""What the rows of the catalogue share: files through the reading child, and what every answer must have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from compare_app.domain.draft import Draft
from compare_app.domain.mapping import ColumnMapping, ColumnUse, TableMapping
from compare_app.domain.model import HeldCell, Result
from compare_app.errors import Issue, RefusedFile
from compare_app.importers.cells import Cell, Sheet
from compare_app.importers.source import Source
from compare_app.text.wording import Wording
from tests.importers.made import World, book, wide

ZH, EN = Wording.load("zh_CN"), Wording.load("en")


def refused(path: Path, code: str, *said: str, **source: str) -> str:
    """The file ends in this code; the sentence names the file and these words, and there is a next step."""
    with pytest.raises(RefusedFile) as error:
        seen(path, **source)
    assert error.value.code == code, EN(error.value.what)
    for words in (ZH, EN):
        what, remedy = words(error.value.what), words(error.value.remedy)
        assert path.name in what or "encoding" in EN(error.value.what)
        assert remedy
        assert "{" not in what + remedy
    sentence = EN(error.value.what)
    for one in said:
        assert one in sentence, sentence
    return sentence


@dataclass(frozen=True)
class Seen:
    """A file that was read: its sheets and what was noted."""

    sheets: Mapping[str, Sheet]
    notes: Sequence[Issue]
    source: Source

    def note(self, code: str) -> str:
        """What the one note of this code expected."""
        (found,) = [one for one in self.notes if one.code == code]
        return complete(found)

    @property
    def cells(self) -> list[Cell]:
        """Filled cells of the first sheet."""
        return [cell for row in next(iter(self.sheets.values())).rows for cell in row.cells if cell.text]

    @property
    def texts(self) -> list[str]:
        return [cell.text for cell in self.cells]


def seen(path: Path, **source: str) -> Seen:
    """Read every sheet of a file."""
    with Source(path, **source) as opened:
        return Seen({one.name: opened.sheet(one.name) for one in opened.sheets}, opened.notes, opened)


def complete(issue: Issue) -> str:
    """Promise P24: file, found, expected, effect and next step in both languages; the sentence of what was expected."""
    assert issue.code.startswith("IMP-")
    assert issue.place.file
    assert len(issue.found) <= 160
    assert all(sign.isprintable() for sign in issue.found)
    for words in (ZH, EN):
        for one in (issue.expected, issue.effect, issue.remedy):
            assert words(one)
            assert "{" not in words(one)
            assert all(sign.isprintable() or sign in " \u00a0\n" for sign in words(one))
    return EN(issue.expected)


@dataclass(frozen=True)
class Answer:
    """What became of one cell of a column of values."""

    result: Result | None
    held: HeldCell | None
    issues: Sequence[Issue]

    @property
    def codes(self) -> set[str]:
        return {one.code for one in self.issues}

    @property
    def value(self) -> Any:
        assert self.result is not None
        return self.result.value


def lead(unit: str = "mg/kg", **more: Any) -> TableMapping:
    """A sheet 表 with a name in column A and the lead content in column B."""
    return wide(ColumnMapping("值", 1, ColumnUse.INDICATOR, indicator="铅", unit=unit), **more)


def answers(
    folder: Path,
    values: Sequence[Any],
    mapping: TableMapping | None = None,
    formats: Mapping[int, str] | None = None,
) -> list[Answer]:
    """What becomes of each of these cells under one header, read as one workbook; `formats` by position."""
    rows = [["名称", "值"], *([f"产品{at}", value] for at, value in enumerate(values))]
    by_place = {("表", at + 1, 1): code for at, code in (formats or {}).items()}
    draft = World().read(book(folder / "值.xlsx", {"表": rows}, by_place), mapping or lead())
    return answered(draft, len(values))


def answered(draft: Draft, count: int, column: str = "B") -> list[Answer]:
    """The answers of a draft, row 2 first."""
    results = {
        one.cell.cell: one for one in draft.records if isinstance(one, Result) and one.cell is not None
    }
    held = {one.cell.cell: one for one in draft.held}
    for issue in draft.issues:
        complete(issue)
    return [
        Answer(
            results.get(place),
            held.get(place),
            [one for one in draft.issues if one.place.cell == place],
        )
        for place in (f"{column}{at + 2}" for at in range(count))
    ]


def is_held(answer: Answer, raw: str) -> bool:
    """Kept as text with a reason and without a value, never as 0 and never silently."""
    assert answer.held is not None
    assert answer.held.raw == raw
    assert answer.held.code in answer.codes
    return answer.result is None or type(answer.value).__name__ == "Unread"
