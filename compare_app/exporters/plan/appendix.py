"""The appendices: sources, methods, samples, definitions, unconfirmed facts; every number down to its cell (R43)."""

from __future__ import annotations

from decimal import Decimal

from compare_app.domain.digest import notice_of
from compare_app.domain.terms import Trust
from compare_app.domain.tone import Tone
from compare_app.exporters.definitions import DEFINITIONS
from compare_app.exporters.evidence import (
    edition_status,
    editions_used,
    explanations,
    methods_used,
    products_compared,
    samples_and_reports,
    unconfirmed_facts,
)
from compare_app.exporters.outlook import full_number
from compare_app.exporters.phrases import indicator_name, joined, product_name, with_unit
from compare_app.exporters.plan.material import Material
from compare_app.exporters.plan.outlook import transitions_block
from compare_app.exporters.plan.page import Content, Page, Styled
from compare_app.text.message import M


def write_appendix(material: Material) -> None:
    """What the plan rests on, in words."""
    words = material.words
    page = material.page(words(M("Appendix")), (26, 30, 14, 14, 14, 14, 14, 40))
    page.title(words(M("Appendix")), words(notice_of(material.comparison)))
    page.heading(words(M("Decision rule")))
    page.paragraph(words(material.comparison.rule))
    _unconfirmed(material, page)
    _warnings(material, page)
    _standards(material, page)
    transitions_block(material, page)
    _methods(material, page)
    _products(material, page)
    _samples(material, page)
    page.heading(words(M("Definitions")))
    for title, text in DEFINITIONS:
        page.paragraph(words(M("{title}: {text}", title=title, text=text)))
    page.printing(material.footer)


def _trust(material: Material, trust: Trust) -> Content:
    return Styled(material.words.term(trust), Tone.UNKNOWN if trust is Trust.UNCONFIRMED else Tone.NEUTRAL)


def _unconfirmed(material: Material, page: Page) -> None:
    words = material.words
    facts = unconfirmed_facts(material.project, material.comparison, material.results, words)
    page.heading(words(M("Unconfirmed facts ({count})", count=len(facts))))
    page.table(
        (words(M("Kind")), words(M("What")), words(M("Taken from"))),
        [(Styled(fact.kind, Tone.UNKNOWN), fact.what, fact.document or "—") for fact in facts],
        (1, 6, 1),
        empty=words(M("Every fact used here is confirmed or was entered by the user")),
    )


def _warnings(material: Material, page: Page) -> None:
    if not material.comparison.warnings:
        return
    page.heading(material.words(M("Warnings")))
    for warning in material.comparison.warnings:
        page.paragraph("◆ " + material.words(warning))


def _standards(material: Material, page: Page) -> None:
    words = material.words
    page.heading(words(M("Standards and regulations")))
    rows: list[tuple[Content, ...]] = [
        (
            full_number(edition, words),
            edition.title if words.language == "zh_CN" or not edition.title_en else edition.title_en,
            words.term(edition.market) + (f" · {edition.region}" if edition.region else ""),
            words.term(edition.force),
            edition.effective,
            words.term(edition_status(material.project, edition, material.comparison)),
            _trust(material, edition.source.trust),
            "  ".join(part for part in (edition.source.document, edition.source.place) if part),
        )
        for edition in editions_used(material.project, material.comparison)
    ]
    heads = (
        M("Standard number"),
        M("Title"),
        M("Market, region"),
        M("Force"),
        M("In force from"),
        M("Status on the reference date"),
        M("Confirmed?"),
        M("Taken from"),
    )
    page.table([words(head) for head in heads], rows)


def _methods(material: Material, page: Page) -> None:
    words = material.words
    page.heading(words(M("Test methods")))
    rows: list[tuple[Content, ...]] = [
        (
            method.standard,
            method.title,
            method.clause,
            method.group,
            _trust(material, method.source.trust),
            method.conditions,
        )
        for method in methods_used(material.project, material.comparison, material.results)
    ]
    heads = (
        M("Standard number"),
        M("Title"),
        M("Clause"),
        M("Comparability group"),
        M("Confirmed?"),
        M("Conditions"),
    )
    page.table([words(head) for head in heads], rows, (1, 1, 1, 3, 1, 1))


def _products(material: Material, page: Page) -> None:
    words = material.words
    page.heading(words(M("Products compared")))
    rows: list[tuple[Content, ...]] = [
        (
            product_name(material.project, product.id, words),
            " ".join(part for part in (product.brand, product.model, product.enterprise) if part),
            words.term(product.role),
            words(M("primary")) if product.primary else "",
            product.produced,
            product.origin,
            _trust(material, product.source.trust),
            product.reason,
        )
        for product in products_compared(material.project, material.comparison)
    ]
    heads = (
        M("Product"),
        M("Brand, model, enterprise"),
        M("Role"),
        M("Primary"),
        M("Produced"),
        M("Origin"),
        M("Confirmed?"),
        M("Reason for choosing it"),
    )
    page.table([words(head) for head in heads], rows)


def _samples(material: Material, page: Page) -> None:
    words = material.words
    samples, reports = samples_and_reports(material.project, material.comparison, material.results)
    page.heading(words(M("Samples")))
    sample_rows: list[tuple[Content, ...]] = [
        (
            one.code,
            one.purchase,
            one.blind_code,
            one.batch,
            one.produced,
            one.test_units,
            one.reserve_units,
            one.note,
        )
        for one in samples
    ]
    heads = (
        M("Sample number"),
        M("Drawn or bought"),
        M("Blind code"),
        M("Batch"),
        M("Produced"),
        M("Units tested"),
        M("Units in reserve"),
        M("Note"),
    )
    page.table([words(head) for head in heads], sample_rows)
    page.heading(words(M("Test reports")))
    report_rows: list[tuple[Content, ...]] = [
        (one.number, one.laboratory, one.cma, one.cnas, one.issued, one.note) for one in reports
    ]
    report_heads = (M("Report number"), M("Laboratory"), M("CMA"), M("CNAS"), M("Issued"), M("Note"))
    page.table([words(head) for head in report_heads], report_rows, (1, 1, 1, 1, 1, 3))


def write_traces(material: Material) -> None:
    """Raw texts with their cells, exact figures, and the steps of every verdict."""
    words = material.words
    page = material.page(words(M("Traceability")), (30, 24, 28, 12, 22, 34))
    page.title(
        words(M("Traceability")),
        words(
            M(
                "Every figure of this workbook: as typed, in full digits, and by which steps and rules it came about."
            )
        ),
    )
    _raw_texts(material, page)
    _exact_figures(material, page)
    _steps(material, page)
    page.printing(material.footer)


def _raw_texts(material: Material, page: Page) -> None:
    words = material.words
    page.heading(words(M("Values as typed")))
    rows: list[tuple[Content, ...]] = []
    for product_id, results in material.results.items():
        for one in results:
            remarks = [words.term(one.basis), words.term(one.statistic)]
            if one.uncertainty is not None:
                factor = "" if one.coverage is None else f" (k = {one.coverage:f})"
                remarks.append(with_unit(f"U = {one.uncertainty:f}", one.unit) + factor)
            if one.trust is Trust.UNCONFIRMED:
                remarks.append(words.term(one.trust))
            if one.outlier:
                remarks.append(words(M("flagged as outlier, kept: {reason}", reason=one.outlier)))
            rows.append(
                (
                    product_name(material.project, product_id, words),
                    indicator_name(material.project, one.indicator_id, words),
                    one.raw,
                    one.unit,
                    joined(remarks, words),
                    str(one.cell),
                )
            )
    for row in material.comparison.indicators:
        for gap in row.gaps:
            if gap.product_id in material.results:
                continue
            cells = [str(cell) for cell in gap.theirs.cells]
            rows += [
                (
                    product_name(material.project, gap.product_id, words),
                    indicator_name(material.project, row.indicator_id, words),
                    raw,
                    "",
                    words.term(gap.theirs.basis) if gap.theirs.basis else "",
                    cells[at] if at < len(cells) else "",
                )
                for at, raw in enumerate(gap.theirs.raw)
            ]
    heads = (M("Product"), M("Indicator"), M("As typed"), M("Unit"), M("Remarks"), M("Source cell"))
    page.table([words(head) for head in heads], rows)


def _exact_figures(material: Material, page: Page) -> None:
    """Spreadsheets keep 15 digits; here all of them stand as text."""
    words = material.words
    page.heading(words(M("Figures in full digits")))
    rows: list[tuple[Content, ...]] = []

    def add(subject: str, indicator_id: str, what: str, value: Decimal | None, unit: str) -> None:
        if value is not None:
            name = indicator_name(material.project, indicator_id, words)
            rows.append((subject, name, format(value, "f"), unit, what))

    for row in material.comparison.indicators:
        ours = product_name(material.project, row.ours.product_id, words)
        add(ours, row.indicator_id, words(M("Mean")), row.ours.mean, row.ours.unit)
        add(ours, row.indicator_id, words(M("SD")), row.ours.deviation, row.ours.unit)
        add(ours, row.indicator_id, words(M("U")), row.ours.uncertainty, row.ours.unit)
        add(
            ours,
            row.indicator_id,
            words(M("Percentile")),
            row.pool.percentile if row.pool and not row.pool.alone else None,
            "%",
        )
        add(ours, row.indicator_id, words(M("Score")), row.score, "")
        for one in row.judgements:
            what = words(M("Margin to {limit}", limit=f"{one.standard} {one.limit_text}"))
            add(ours, row.indicator_id, what, one.margin, one.unit)
        for gap in row.gaps:
            theirs = product_name(material.project, gap.product_id, words)
            add(theirs, row.indicator_id, words(M("Mean")), gap.theirs.mean, gap.theirs.unit)
            add(theirs, row.indicator_id, words(M("Gap")), gap.absolute, row.ours.unit)
            add(theirs, row.indicator_id, words(M("Gap in %")), gap.relative, "%")
            add(theirs, row.indicator_id, "Δ", gap.delta, row.ours.unit)
            if gap.interval95 is not None:
                low, high = gap.interval95
                add(theirs, row.indicator_id, words(M("95 % interval, lower end")), low, row.ours.unit)
                add(theirs, row.indicator_id, words(M("95 % interval, upper end")), high, row.ours.unit)
    heads = (M("Product"), M("Indicator"), M("Exact figure"), M("Unit"), M("What"))
    page.table([words(head) for head in heads], rows, (1, 1, 1, 1, 2))


def _steps(material: Material, page: Page) -> None:
    words = material.words
    page.heading(words(M("Steps of every verdict")))
    rows: list[tuple[Content, ...]] = [
        (one.subject, f"{number}. {step.text}", step.rule, step.cells)
        for one in explanations(material.project, material.comparison, words)
        for number, step in enumerate(one.lines, 1)
    ]
    heads = (M("Subject"), M("Step taken"), M("Rule"), M("Source cell"))
    page.table([words(head) for head in heads], rows, (1, 3, 1, 1))
