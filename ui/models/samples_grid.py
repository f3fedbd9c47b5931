"""Samples (F2) and test reports (F5) as tables that are edited in place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from compare_app.domain.loop import Attachment
from compare_app.domain.model import Product, Sample, TestReport
from compare_app.domain.project import Project
from compare_app.domain.samples import ResultLinks
from compare_app.domain.terms import SampleKind
from compare_app.text.wording import Wording
from ui.models.cell import Cell, Column, Grid, ReadyRows, day_fact, figure


def samples_grid(
    samples: Sequence[Sample],
    products: Sequence[Product],
    project: Project,
    links: ResultLinks | None,
    words: Wording,
    *,
    editable: bool,
) -> Grid:
    """One row a sample; `links` are None while they are counted."""
    kinds = tuple((one.value, words.term(one)) for one in SampleKind)
    columns = (
        Column(
            "product_id", words("Product"), width=20, choices=tuple((one.id, one.name) for one in products)
        ),
        Column("code", words("Sample no."), width=10),
        Column("blind_code", words("Blind code"), width=10),
        Column("kind", words("Kind of sample"), choices=kinds, width=24),
        Column("batch", words("Batch"), width=12),
        Column("produced", words("Production date"), kind="date"),
        Column("test_units", words("Units to test"), align="right"),
        Column("reserve_units", words("Reserve units"), align="right"),
        Column("purchase", words("Bought: channel, price, invoice"), width=22, kind="long"),
        Column("seal", words("Seal no."), width=12),
        Column("note", words("Note"), width=20, kind="long"),
        Column("results", words("Results"), words("How many results name it"), align="right"),
        Column(
            "files",
            words("Kept files"),
            words("Files kept beside it; they stand in the inspector"),
            align="right",
        ),
    )
    files, names = _files(project, Sample), {one.id: one.name for one in products}
    rows = []
    for one in samples:
        cells = (
            Cell(names.get(one.product_id, "—"), bold=True, edit=one.product_id),
            _text(one.code),
            _text(one.blind_code),
            Cell(words.term(one.kind), quiet=one.kind is SampleKind.UNSTATED, edit=one.kind.value),
            _text(one.batch),
            _day(one.produced),
            _units(one.test_units),
            _units(one.reserve_units),
            _text(one.purchase),
            _text(one.seal),
            _text(one.note),
            _count(links.of(one) if links is not None else None),
            _count(files[one.id]),
        )
        rows.append((one.id, cells if editable else tuple(replace(cell, edit=None) for cell in cells)))
    return Grid(columns, ReadyRows(rows))


def reports_grid(
    reports: Sequence[TestReport],
    project: Project,
    links: ResultLinks | None,
    words: Wording,
    *,
    editable: bool,
) -> Grid:
    """One row a report; `links` are None while they are counted."""
    columns = (
        Column("number", words("Report no."), width=18),
        Column("laboratory", words("Laboratory"), width=22),
        Column("cma", words("CMA no."), width=14),
        Column("cnas", words("CNAS no."), width=14),
        Column("issued", words("Issued on"), kind="date"),
        Column("note", words("Note"), width=24, kind="long"),
        Column("results", words("Results"), words("How many results name it"), align="right"),
        Column(
            "files",
            words("Kept files"),
            words("Files kept beside it; they stand in the inspector"),
            align="right",
        ),
    )
    files = _files(project, TestReport)
    rows = []
    for one in reports:
        cells = (
            replace(_text(one.number), bold=True),
            _text(one.laboratory),
            _text(one.cma),
            _text(one.cnas),
            _day(one.issued),
            _text(one.note),
            _count(links.of(one) if links is not None else None),
            _count(files[one.id]),
        )
        rows.append((one.id, cells if editable else tuple(replace(cell, edit=None) for cell in cells)))
    return Grid(columns, ReadyRows(rows))


def _files(project: Project, kind: type) -> Counter[str]:
    name = kind.__name__
    return Counter(one.record for one in project.all(Attachment).values() if one.kind == name)


def _text(text: str) -> Cell:
    return Cell(" ".join(text.split()), tip=text, edit=text, copy=text)


def _day(day: date | None) -> Cell:
    text = day.isoformat() if day is not None else ""
    return Cell(text, edit=text, fact=day_fact(day))


def _units(units: int) -> Cell:
    """Nothing stated is an empty cell: it does not say that there are none."""
    text = str(units) if units else ""
    return Cell(text, align="right", edit=text, fact=figure(units or None))


def _count(count: int | None) -> Cell:
    return Cell("…" if count is None else str(count), align="right", quiet=not count, fact=figure(count))
