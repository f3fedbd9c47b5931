"""F1, F2 and F5: how a comparison was set up, which samples it took, which tests it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from compare_app.domain.comparison import Comparison
from compare_app.domain.digest import benchmark
from compare_app.domain.loop import Round, RoundMove
from compare_app.domain.model import Category, Product, Result, Sample, TestReport
from compare_app.domain.report import Block, TableCell
from compare_app.domain.terms import Role, RoundState, SampleKind
from compare_app.exporters.cells import natural_places, rounded
from compare_app.exporters.documents.papers import Papers
from compare_app.exporters.evidence import products_compared
from compare_app.exporters.outlook import full_number
from compare_app.exporters.phrases import capital, joined, listed, unconfirmed, with_unit
from compare_app.text.message import M, Message

ROLES = (Role.DOMESTIC, Role.INTERNATIONAL)


def round_form(papers: Papers, comparison: Comparison) -> list[Block]:
    """F1: every round of the product, the newest first; without any, what the product itself says."""
    rounds = [one for one in papers.project.all(Round).values() if one.product_id == comparison.product_id]
    rounds.sort(key=lambda one: (one.opened or date.min, one.id), reverse=True)
    if not rounds:
        said = papers.quiet(M("No round of comparison is recorded for this product"))
        return [said, papers.pairs(_rows(papers, comparison, None))]
    blocks: list[Block] = []
    for one in rounds:
        blocks += [papers.part(M("{name}", name=one.title)), papers.pairs(_rows(papers, comparison, one))]
    return blocks


def _rows(papers: Papers, comparison: Comparison, one: Round | None) -> Iterable[tuple[Message, str]]:
    project, words = papers.project, papers.words
    product = papers.record(comparison.product_id)
    category = project.get(Category, comparison.category_id)
    english = words.language == "en" and category is not None and category.name_en
    yield M("Product"), papers.product(product.id)
    yield M("Category"), (category.name_en if english else category.name) if category else ""
    yield M("Brand and model"), " ".join(part for part in (product.brand, product.model) if part)
    yield M("Enterprise"), product.enterprise
    yield M("Unified social credit code"), product.credit_code
    yield (
        M("Executed standards"),
        listed(
            (
                " ".join(
                    part for part in (full_number(each, words), unconfirmed(each.source.trust, words)) if part
                )
                for each in project.executed(product.id)
            ),
            words,
        ),
    )
    yield M("Target market"), one.market if one else ""
    yield M("Benchmarks"), "\n".join(_benchmarks(papers, comparison))
    yield M("Team"), one.team if one else ""
    yield M("Leader"), one.leader if one else ""
    yield M("Expert group"), one.experts if one else ""
    yield M("Round opened on"), one.opened.isoformat() if one and one.opened else ""
    yield M("To be finished by"), one.due.isoformat() if one and one.due else ""
    yield M("State"), _state(papers, one)
    yield M("Note"), one.note if one else ""


def _benchmarks(papers: Papers, comparison: Comparison) -> Iterable[str]:
    """Each role with its primary benchmark and why it was chosen, or the word that none was."""
    words = papers.words
    for role in ROLES:
        product = papers.project.get(Product, benchmark(comparison, role))
        name = papers.product(product.id) if product else words(M("none chosen"))
        reason = words(M("reason: {reason}", reason=product.reason)) if product and product.reason else ""
        mark = unconfirmed(product.source.trust, words) if product else ""
        said = joined((name, reason, mark), words)
        yield words(M("{title}: {text}", title=capital(words.term(role)), text=said))


def _state(papers: Papers, one: Round | None) -> str:
    if one is None:
        return ""
    moves = [move for move in papers.project.all(RoundMove).values() if move.round_id == one.id]
    if not moves:
        return papers.words.term(RoundState.DRAFT)
    last = max(moves, key=lambda move: move.at)
    parts = (papers.words.term(last.state), last.at.date().isoformat(), last.author, last.reason)
    return "  ".join(part for part in parts if part)


def samples_form(papers: Papers, comparison: Comparison) -> list[Block]:
    """F2: the samples of our product and of its benchmarks."""
    heads = (
        M("Sample no."),
        M("Role"),
        M("Brand"),
        M("Model"),
        M("Manufacturer"),
        M("Origin"),
        M("Batch"),
        M("Production date"),
        M("Bought: channel, price, invoice"),
        M("Tested + reserve"),
        M("Seal no."),
        M("Blind code"),
        M("Kind of sample"),
    )
    order = [one.id for one in products_compared(papers.project, comparison)]
    samples = [one for one in papers.project.all(Sample).values() if one.product_id in order]
    samples.sort(key=lambda one: (order.index(one.product_id), one.code))
    widths = (1.2, 1.1, 0.9, 1.1, 1.3, 0.8, 1, 1, 1.5, 0.9, 1, 1, 1)
    nothing = M("No sample is recorded for the products compared")
    return [papers.table(heads, (_sample(papers, one) for one in samples), widths, nothing)]


def _sample(papers: Papers, one: Sample) -> tuple[TableCell | str, ...]:
    product = papers.record(one.product_id)
    bought = papers.words("; ").join(part for part in (one.purchase, product.price) if part)
    stated = one.kind is not SampleKind.UNSTATED
    units = f"{one.test_units} + {one.reserve_units}" if one.test_units or one.reserve_units else ""
    return (
        papers.said(one.code),
        papers.words.term(product.role),
        papers.said(product.brand),
        papers.said(product.model),
        papers.said(product.enterprise),
        papers.said(product.origin),
        papers.said(one.batch),
        papers.day(one.produced or product.produced),
        papers.said(bought),
        papers.said(units),
        papers.said(one.seal),
        papers.said(one.blind_code),
        papers.words.term(one.kind) if stated else papers.unsaid(),
    )


def reports_form(papers: Papers, comparison: Comparison) -> list[Block]:
    """F5: one row for each report, method and condition of the results that were compared."""
    heads = (
        M("Product"),
        M("Laboratory"),
        M("CMA no."),
        M("CNAS no."),
        M("Report no."),
        M("Issued on"),
        M("Test method"),
        M("Tested on"),
        M("Conditions"),
        M("Instrument"),
        M("Indicators and U (k)"),
    )
    rows: list[tuple[TableCell | str, ...]] = []
    for product in products_compared(papers.project, comparison):
        groups: dict[tuple[str, str, str], list[Result]] = {}
        for one in papers.results(product.id):
            if one.report_id or one.method_id:
                groups.setdefault((one.report_id, one.method_id, one.condition), []).append(one)
        rows += [_tests(papers, product, key, group) for key, group in groups.items()]
    widths = (1.4, 1.3, 0.9, 0.9, 1.1, 0.9, 1.4, 1, 1.2, 0.8, 2)
    nothing = M("No test report and no test method is recorded for the products compared")
    return [papers.table(heads, rows, widths, nothing)]


def _tests(
    papers: Papers, product: Product, key: tuple[str, str, str], group: list[Result]
) -> tuple[TableCell | str, ...]:
    report_id, method_id, condition = key
    report = papers.project.get(TestReport, report_id)
    days = sorted({one.tested_on for one in group if one.tested_on is not None})
    tested = " – ".join(dict.fromkeys(day.isoformat() for day in (days[0], days[-1]))) if days else ""
    return (
        papers.product(product.id),
        papers.said(report.laboratory if report else ""),
        papers.said(report.cma if report else ""),
        papers.said(report.cnas if report else ""),
        papers.said(report.number if report else ""),
        papers.day(report.issued if report else None),
        papers.said(papers.methods((method_id,))),
        papers.said(tested),
        papers.said(condition),
        papers.unsaid(),  # no record holds it
        "\n".join(_uncertainties(papers, group)),
    )


def _uncertainties(papers: Papers, group: list[Result]) -> Iterable[str]:
    """Each indicator once, with the largest U that its results state."""
    words = papers.words
    by_indicator: dict[str, list[Result]] = {}
    for one in group:
        by_indicator.setdefault(one.indicator_id, []).append(one)
    for indicator_id, found in by_indicator.items():
        name = papers.indicator(indicator_id)
        widest = max(
            (one for one in found if one.uncertainty is not None),
            key=lambda one: one.uncertainty or 0,
            default=None,
        )
        if widest is None or widest.uncertainty is None:
            yield words(M("{name}: U not stated", name=name))
            continue
        indicator = papers.scheme(indicator_id)
        unit = widest.unit or (indicator.unit if indicator else "")
        shown = format(rounded(widest.uncertainty, natural_places(widest.uncertainty, 9)), "f")
        if widest.coverage is None:
            yield words(M("{name}: U = {value} (k not stated)", name=name, value=with_unit(shown, unit)))
        else:
            k = format(widest.coverage.normalize(), "f")
            yield words(M("{name}: U = {value} (k = {k})", name=name, value=with_unit(shown, unit), k=k))
