"""The forms F1–F8 of 双比对双提升 as authorities expect them: one sheet each, every column of domain.md §1.6.

No official layout is known to us: the columns are a synthesis, and the first page says so.
"""

from __future__ import annotations

from compare_app.domain.comparison import Comparison
from compare_app.domain.report import Block, Heading, PageBreak, Report
from compare_app.exporters.documents.forms_compare import indicators_form, standards_form
from compare_app.exporters.documents.forms_loop import actions_form, cases_form, verifications_form
from compare_app.exporters.documents.forms_start import reports_form, round_form, samples_form
from compare_app.exporters.documents.papers import Papers
from compare_app.exporters.documents.sources import sources_blocks
from compare_app.text.message import M, Message

_FORMS = (
    (M("F1 Project set-up"), M("F1 Set-up of the comparison"), round_form),
    (M("F2 Samples"), M("F2 Register of samples"), samples_form),
    (M("F3 Standards"), M("F3 Comparison of executed standards"), standards_form),
    (M("F4 Indicators"), M("F4 Comparison of key quality indicators"), indicators_form),
    (M("F5 Tests"), M("F5 Tests and reports"), reports_form),
    (M("F6 Diagnosis"), M("F6 Diagnosis of the gaps"), cases_form),
    (M("F7 Plan"), M("F7 Improvement plan"), actions_form),
    (M("F8 Verification"), M("F8 Verification and effect"), verifications_form),
)
"""Name of the sheet, title of the form, and what makes its blocks."""
SOURCES = M("Sources")


def forms(papers: Papers, comparison: Comparison) -> Report:
    """Every form, one after the other, and the sources behind them."""
    blocks: list[Block] = []
    for sheet, title, make in _FORMS:
        blocks += _page(papers, comparison, sheet, title)
        blocks += make(papers, comparison)
    blocks += [PageBreak(papers.words(SOURCES)), *sources_blocks(papers, comparison)]
    return papers.report(
        M("Forms of the dual comparison: {product}", product=papers.product(comparison.product_id)),
        blocks,
        comparison.product_id,
    )


def _page(papers: Papers, comparison: Comparison, sheet: Message, title: Message) -> list[Block]:
    return [
        PageBreak(papers.words(sheet)),
        Heading(papers.words(title)),
        papers.origin(comparison.product_id),
    ]
