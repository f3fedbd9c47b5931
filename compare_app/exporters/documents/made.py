"""A document by its kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from compare_app.domain.annual import Annual
from compare_app.domain.report import Block, PageBreak, Report, Slide
from compare_app.exporters.documents.annual import annual_summary
from compare_app.exporters.documents.benchmarking import benchmarking
from compare_app.exporters.documents.declaration import declaration
from compare_app.exporters.documents.forms import forms
from compare_app.exporters.documents.lists import lists
from compare_app.exporters.documents.papers import Papers
from compare_app.exporters.documents.proposal import proposal
from compare_app.text.message import M

_OF_PRODUCT = {
    "forms": forms,
    "benchmarking": benchmarking,
    "proposal": proposal,
    "declaration": declaration,
}


def document_of(
    kind: str, papers: Papers, year: Callable[[], Annual], slides: Callable[[], Sequence[Slide]]
) -> Report:
    """The document as a report; `year` and `slides` are asked only where they are needed.

    Kinds are `domain.document.DOCUMENTS`; another one is a KeyError. The slides stand one on a page.
    """
    match kind:
        case "lists":
            return lists(papers)
        case "annual":
            return annual_summary(papers, year())
        case "deck":
            return _pages(papers, slides())
    return _OF_PRODUCT[kind](papers, papers.comparisons[0])


def _pages(papers: Papers, slides: Sequence[Slide]) -> Report:
    blocks: list[Block] = []
    for slide in slides:
        blocks += [PageBreak(), *slide.blocks]
    one = papers.comparisons[0].product_id
    return papers.report(M("Slides: {product}", product=papers.product(one)), blocks, one)
