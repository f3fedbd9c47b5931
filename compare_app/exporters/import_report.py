"""The report of an import as a workbook: what became of each file, and every cell not taken as it stands."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from compare_app.domain.draft import ImportOutcome
from compare_app.domain.tone import Tone
from compare_app.errors import Level
from compare_app.exporters.atomic import write_bytes
from compare_app.exporters.cells import sheet_name
from compare_app.exporters.phrases import joined
from compare_app.exporters.plan.look import Formats, new_book
from compare_app.exporters.plan.page import Content, Page, Styled
from compare_app.exporters.plan_workbook import refuse_live_content
from compare_app.text.message import M
from compare_app.text.wording import Wording

_TONES: Final = {Level.NOTE: Tone.NEUTRAL, Level.HOLD: Tone.WORSE, Level.REFUSE: Tone.FAIL}
_GRAVE_FIRST: Final = {Level.REFUSE: 0, Level.HOLD: 1, Level.NOTE: 2}
_FILES: Final = (
    M("File"), M("Outcome"), M("Rows read whole"), M("Rows with held cells"), M("Rows ignored"),
    M("Records unchanged"), M("SHA-256"),
)  # fmt: skip
_ISSUES: Final = (
    M("File"), M("Kind"), M("Sheet"), M("Cell"), M("Found"), M("Expected"), M("Effect"), M("What to do"), M("Code"),
)  # fmt: skip


def write_import_report(to: Path, outcomes: Sequence[ImportOutcome], words: Wording) -> None:
    """Write the workbook; an AppError where the file cannot be written, and the old one then is as it was."""
    buffer = io.BytesIO()
    book = new_book(buffer)
    formats = Formats(book)
    book.set_properties(
        {"title": words(M("Report of an import")), "author": "", "created": datetime.now(UTC)}
    )
    _files(book, formats, outcomes, words)
    _issues(book, formats, outcomes, words)
    book.close()
    refuse_live_content(buffer)
    write_bytes(to, buffer.getvalue())


def _files(book: Any, formats: Formats, outcomes: Sequence[ImportOutcome], words: Wording) -> None:
    title = words(M("Report of an import"))
    page = Page(book.add_worksheet(sheet_name(title)), formats, words, (34, 44, 10, 10, 10, 10, 24))
    page.title(title, words(M("Files: {count}; issues: {issues}", count=len(outcomes),
                              issues=sum(len(one.issues) for one in outcomes))))  # fmt: skip
    page.table([words(name) for name in _FILES], [_file(one, words) for one in outcomes])
    page.printing(title)


def _file(one: ImportOutcome, words: Wording) -> tuple[Content, ...]:
    if one.draft is None:
        why = "" if one.error is None else joined((words(one.error.what), words(one.error.remedy)), words)
        return (one.file, Styled(why or words(M("refused")), Tone.FAIL), None, None, None, None, "")
    batch, draft = one.draft.batch, one.draft
    if draft.already is not None:
        said = words(M("imported before, nothing changed"))
    else:
        said = words(M("stored")) if one.stored else words(M("not stored"))
    return (one.file, said, batch.taken, batch.held, batch.ignored, draft.unchanged, batch.sha256)


def _issues(book: Any, formats: Formats, outcomes: Sequence[ImportOutcome], words: Wording) -> None:
    title = words(M("Issues"))
    page = Page(book.add_worksheet(sheet_name(title)), formats, words, (24, 9, 16, 8, 24, 36, 28, 34, 16))
    page.title(title)
    rows: list[tuple[Content, ...]] = [
        (
            outcome.file,
            Styled(words.term(issue.level), _TONES[issue.level]),
            issue.place.sheet,
            issue.place.cell,
            issue.found,
            words(issue.expected),
            words(issue.effect),
            words(issue.remedy),
            issue.code,
        )
        for outcome in outcomes
        for issue in sorted(outcome.issues, key=lambda one: _GRAVE_FIRST[one.level])
    ]
    rows += [
        (one.file, Styled(words.term(Level.REFUSE), Tone.FAIL), "", "", "", words(one.error.what), "",
         words(one.error.remedy), one.error.code)
        for one in outcomes
        if one.error is not None and not one.issues
    ]  # fmt: skip
    page.table(
        [words(name) for name in _ISSUES], rows, empty=words(M("Everything was taken in as it stands"))
    )
    page.printing(title)
