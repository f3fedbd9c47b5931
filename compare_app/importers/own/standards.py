"""The sheet 标准: editions, what they replace and what they adopt."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from compare_app.domain.model import StandardEdition
from compare_app.domain.standard_number import parse_standard_number
from compare_app.domain.terms import AdoptionDegree, Force, Market
from compare_app.domain.workbook_layout import LIST_SEPARATORS
from compare_app.importers.own.reading import Fields
from compare_app.importers.standard_doubt import UNRECOGNISED, number_doubt
from compare_app.text.message import M

_STATED: Final = (
    "title", "title_en", "market", "region", "force", "scope", "issued", "effective", "withdrawn", "ics", "ccs",
    "committee", "wq_number", "last_checked", "note",
)  # fmt: skip
_SEPARATOR: Final = re.compile(f"[{LIST_SEPARATORS}]")
_PARTLY: Final = re.compile(r"\s*[(（](?:部分|partly|in part|partial)[^)）]*[)）]\s*$", re.IGNORECASE)


def take(row: Fields) -> None:
    """One edition."""
    if row.missing(("number",)):
        return
    records, parsed = row.reading.records, parse_standard_number(row.text("number"))
    number = parsed.written  # what stands beside it, such as its title, goes into fields of its own
    old = records.edition(number)
    if old is not None:
        first = row.reading.seen.setdefault((old.id,), row.row.number)
        if first != row.row.number:
            row.hold_row(
                "number",
                "IMP-TWICE",
                M("each standard once; {name} stands in row {row} already", name=number, row=first),
                M("Delete one of the two rows"),
            )
            return
    edition = old or records.new_edition(number)
    row.reading.seen[edition.id,] = row.row.number
    foreign = (
        Market.INTERNATIONAL in (row.good("market"), edition.market) or row.good("force") is Force.FOREIGN
    )
    doubt = number_doubt(number)
    if doubt is not None and (parsed.readings or not foreign):
        row.note("number", "IMP-NUMBER-FORM", doubt, UNRECOGNISED)
    # what a blank cell means is what the prefix says: level, force, market
    changes = row.changes(
        _STATED,
        replace(
            edition,
            title=parsed.title,
            title_en="",
            note=parsed.remark,
            wq_number=parsed.wq or edition.wq_number,
            issued=None,
            effective=None,
        ),
    )
    if edition.effective and edition.withdrawn and edition.withdrawn < edition.effective:
        row.note("withdrawn", "IMP-ORDER", M("a day of withdrawal after the day of effect"))
    records.put(replace(edition, number=number, **changes, source=row.provenance(edition.source)))
    for text in row.texts("replaces"):
        partial = bool(_PARTLY.search(text))
        other = _PARTLY.sub("", text)
        older = records.edition(other) or records.new_edition(other)
        records.replacement(edition.id, older.id, partial=partial)
    _adoptions(row, edition)


def _adoptions(row: Fields, edition: StandardEdition) -> None:
    degrees = [part.strip() for part in _SEPARATOR.split(row.cell("adoption_degree").text) if part.strip()]
    differences = row.text("adoption_differences").split(" | ") if row.text("adoption_differences") else []
    for at, base in enumerate(row.texts("adopts")):
        adoption = row.reading.records.adoption(edition.id, base)
        text = degrees[at] if at < len(degrees) else degrees[0] if len(degrees) == 1 else ""
        degree = row.reading.vocabulary.member(AdoptionDegree, text) if text else None
        if text and degree is None:
            row.hold("adoption_degree", "IMP-TERM", M("one of: {choices}", choices=("IDT", "MOD", "NEQ")))
        row.reading.records.put(
            replace(
                adoption,
                degree=degree or adoption.degree,
                differences=differences[at] if at < len(differences) else adoption.differences,
            )
        )
