"""送检清单: what a laboratory is told of blind samples (F2), and nothing that says whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from compare_app.domain.blind_codes import names_of
from compare_app.domain.condition_text import print_conditions
from compare_app.domain.model import Category, Indicator, Product, Requirement, Sample, TestMethod
from compare_app.domain.project import Project
from compare_app.domain.report import Block, Heading, PageBreak, Paragraph, Report, Table, TableCell
from compare_app.domain.terms import Role, SampleKind
from compare_app.errors import AppError
from compare_app.exporters.phrases import indicator_name, source_text
from compare_app.exporters.report_book import write_report_book
from compare_app.text.fold import half_width, key
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording

_UNSAID: Final = "—"


def write_laboratory_list(to: Path, project: Project, samples: Sequence[Sample], words: Wording) -> None:
    """Write the list as a workbook: blind codes with units and seals, then what is to be tested and how.

    In the order of the blind codes, which is by chance. AppError where a sample has no blind code, where the samples
    are of several categories, and where any text of the list would tell a product.
    """
    report = _report(project, samples, words)
    _refuse_telling(project, report)
    write_report_book(to, report, words(M("Samples")), words)


def _report(project: Project, samples: Sequence[Sample], words: Wording) -> Report:
    if not samples:
        raise AppError("LAB-NONE", M("There is no sample to send"), M("Add the samples first"))
    bare = [one for one in samples if not one.blind_code]
    if bare:
        raise AppError(
            "LAB-BLIND",
            M("Samples without a blind code: {count}", count=len(bare)),
            M("Let their blind codes be drawn first"),
        )
    products = [project.all(Product)[one.product_id] for one in samples]
    categories = {one.category_id for one in products}
    if len(categories) > 1:
        raise AppError(
            "LAB-CATEGORIES",
            M("The samples belong to several categories"),
            M("Write one list for each category"),
        )
    category = project.get(Category, categories.pop())
    assert category is not None
    title = words(M("Samples for the laboratory"))
    name = (category.name_en or category.name) if words.language == "en" else category.name
    note = words(M("Blind samples: please report every result under its blind code."))
    blocks: tuple[Block, ...] = (
        Heading(title),
        Paragraph(words(M("Category: {name}", name=name))),
        Paragraph(note, "quiet"),
        _samples(samples, words),
        PageBreak(words(M("Tests"))),
        Heading(words(M("What is to be tested"))),
        _tests(project, category, products, words),
    )
    return Report(title, title, blocks, landscape=True)


def _samples(samples: Sequence[Sample], words: Wording) -> Table:
    heads = (M("Blind code"), M("Units to test"), M("Reserve units"), M("Seal no."), M("Kind of sample"))
    rows = [
        (
            TableCell(one.blind_code, bold=True),
            _count(one.test_units),
            _count(one.reserve_units),
            TableCell(one.seal or _UNSAID),
            TableCell(words.term(one.kind) if one.kind is not SampleKind.UNSTATED else _UNSAID),
        )
        for one in sorted(samples, key=lambda one: one.blind_code)
    ]
    return _table(heads, rows, (1.2, 1, 1, 1.6, 1.4), words)


def _count(units: int) -> TableCell:
    return TableCell(str(units) if units else _UNSAID, align="right")  # none stated is not none


def _tests(project: Project, category: Category, products: Sequence[Product], words: Wording) -> Table:
    """One row for each indicator that is measured, with the methods of what our products execute."""
    heads = (M("Indicator"), M("Unit"), M("Method"), M("Conditions"))
    ours = [one for one in project.products(category.id) if one.role is Role.OURS] or products
    executed = {edition.id for one in ours for edition in project.executed(one.id)}
    rows = []
    for indicator in project.indicators(category.id):
        if indicator.formula:
            continue  # computed from the others
        asked = [one for one in project.requirements(indicator.id) if one.edition_id in executed]
        methods = [project.all(TestMethod)[one.method_id] for one in asked if one.method_id]
        rows.append(
            (
                TableCell(indicator_name(project, indicator.id, words), bold=True),
                TableCell(_unit(indicator, asked)),
                TableCell(_each(source_text(one.standard, one.clause) or one.title for one in methods)),
                TableCell(_each((*_conditions(asked), *(one.conditions for one in methods)))),
            )
        )
    return _table(heads, rows, (1.6, 0.8, 1.6, 2.4), words)


def _unit(indicator: Indicator, asked: Sequence[Requirement]) -> str:
    return indicator.unit or next((one.unit for one in asked if one.unit), "") or _UNSAID


def _conditions(asked: Iterable[Requirement]) -> Iterator[str]:
    for one in asked:
        yield print_conditions(one.conditions)
        yield one.scope_text


def _each(texts: Iterable[str]) -> str:
    """Each text once, one a line."""
    return "\n".join(dict.fromkeys(text for text in texts if text)) or _UNSAID


def _table(
    heads: Sequence[Message],
    rows: Sequence[tuple[TableCell, ...]],
    widths: tuple[float, ...],
    words: Wording,
) -> Table:
    return Table(tuple(words(one) for one in heads), tuple(rows), widths)


def _refuse_telling(project: Project, report: Report) -> None:
    """A seal or a condition typed by hand may name a brand: then the list would not be blind."""
    names = tuple(dict.fromkeys(names_of(project.all(Product).values())))
    for text in _texts(report):
        found = [name for name in names if _stands_in(name, text)]
        if found:
            raise AppError(
                "LAB-TELLS",
                M(
                    "The list would tell whose the samples are: “{text}” names {names}",
                    text=text,
                    names=found,
                ),
                M("Take the name out of the seal, the method or the conditions"),
            )


def _stands_in(name: str, text: str) -> bool:
    """A Latin name as a word of its own, so that a model T8 is not found in ST80; a bare number tells nobody."""
    if name.isdigit():
        return False
    if not name.isascii():
        return key(name) in key(text)
    word = re.escape(name.casefold())
    return re.search(rf"(?<![a-z0-9]){word}(?![a-z0-9])", half_width(text).casefold()) is not None


def _texts(report: Report) -> Iterator[str]:
    yield report.title
    for block in report.blocks:
        match block:
            case Heading() | Paragraph():
                yield block.text
            case Table():
                yield from (cell.text for row in block.rows for cell in row)
