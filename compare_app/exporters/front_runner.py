"""The front-runner view as JSON (docs/front-runner.md, version 1) and as one CSV table (R37)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

from compare_app import __version__
from compare_app.domain.front_runner import NOTICE, Entrant, Entry, FrontRunner, TierTable
from compare_app.domain.model import Category
from compare_app.domain.project import Project
from compare_app.exporters.cells import guarded
from compare_app.exporters.contract import Bilingual, Json, contract_text
from compare_app.exporters.csv_text import csv_writer
from compare_app.exporters.phrases import indicator_name, listed, product_name, unconfirmed
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording

VERSION: Final = 1
COLUMNS: Final[tuple[Message, ...]] = (
    M("Row"),
    M("Indicator"),
    M("Statistic"),
    M("Condition"),
    M("Tier"),
    M("Standard"),
    M("Limit"),
    M("State"),
    M("Reason"),
    M("Floor"),
    M("Products"),
    M("Marks"),
)


def front_runner_text(project: Project, view: FrontRunner) -> str:
    """The contract as text: UTF-8, two spaces of indent, a newline at the end."""
    return contract_text(_document(project, view))


def _document(project: Project, view: FrontRunner) -> dict[str, Json]:
    say = Bilingual()
    said, languages = say.sentence, say.languages
    category = project.get(Category, view.category_id)
    return {
        "contract": {"name": "dual-compare.front-runner", "version": VERSION},
        "program": {"name": "dual-compare", "version": __version__},
        "on": view.on.isoformat(),
        "notice": said(NOTICE),
        "official": False,
        "category": {"id": view.category_id, "name": category.name if category else ""},
        "core": [
            {"indicator_id": one, "indicator": indicator_name(project, one, languages[0])}
            for one in view.core
        ],
        "enough_core": view.enough,
        "entrants": [
            {
                "edition_id": one.edition_id,
                "standard": one.number,
                "products": [
                    {"id": each, "name": product_name(project, each, languages[0])}
                    for each in one.product_ids
                ],
                "status": one.status.value,
                "gate": one.gate,
                "reasons": [said(reason) for reason in one.reasons],
                "trust": one.trust.value,
            }
            for one in view.entrants
        ],
        "tables": [
            {
                "indicator_id": one.indicator_id,
                "indicator": indicator_name(project, one.indicator_id, languages[0]),
                "statistic": one.statistic.value,
                "condition": one.condition,
                "floor": list(one.floor),
                "ranked": one.ranked,
                "note": None if one.note is None else said(one.note),
                "tiers": [[_entry(entry) for entry in tier] for tier in one.tiers],
                "left_out": [{**_entry(each.entry), "reason": said(each.reason)} for each in one.left_out],
            }
            for one in view.tables
        ],
    }


def _entry(one: Entry) -> dict[str, Json]:
    return {
        "edition_id": one.edition_id,
        "standard": one.number,
        "requirement_id": one.requirement_id,
        "limit": one.limit,
    }


def front_runner_csv(project: Project, view: FrontRunner, words: Wording) -> str:
    """One row a standard and one a limit, with line ends of Windows; no text that a spreadsheet would compute."""
    buffer = io.StringIO()
    writer = csv_writer(buffer)
    writer.writerow([guarded(words(title)) for title in COLUMNS])
    for row in _rows(project, view, words):
        writer.writerow([guarded(field) for field in row])
    return buffer.getvalue()


def _rows(project: Project, view: FrontRunner, words: Wording) -> Iterator[tuple[str, ...]]:
    for one in view.entrants:
        yield _gate_row(project, one, words)
    for table in view.tables:
        yield from _table_rows(project, table, words)
    core = words(view.core_sentence)
    yield (words(M("Notice")), "", "", "", "", "", "", "", core, "", "", words(NOTICE))


def _gate_row(project: Project, one: Entrant, words: Wording) -> tuple[str, ...]:
    reasons = "; ".join(words(reason) for reason in one.reasons)
    products = listed((product_name(project, each, words) for each in one.product_ids), words)
    mark = unconfirmed(one.trust, words)
    state = words(one.gate_sentence)
    return (words(M("Gate")), "", "", "", "", one.number, "", state, reasons, "", products, mark)


def _table_rows(project: Project, table: TierTable, words: Wording) -> Iterator[tuple[str, ...]]:
    head = (indicator_name(project, table.indicator_id, words), words.term(table.statistic), table.condition)
    floor = listed(table.floor, words)
    state = words(M("ranked")) if table.ranked else words(M("not ranked"))
    note = words(table.note) if table.note is not None else ""
    if not table.tiers and not table.left_out:
        yield (words(M("Tier")), *head, "", "", "", state, note, floor, "", "")
    for number, tier in enumerate(table.tiers, 1):
        for entry in tier:
            yield (
                words(M("Tier")), *head, str(number), entry.number, entry.limit, state, note, floor, "", "",
            )  # fmt: skip
    for left in table.left_out:
        yield (
            words(M("Left out of the tiers")), *head, "", left.entry.number, left.entry.limit, words(M("not ranked")),
            words(left.reason), floor, "", "",
        )  # fmt: skip
