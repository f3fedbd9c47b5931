"""What the next edition of the enterprise standard could say (R23), as a paper for those who revise it."""

from __future__ import annotations

from compare_app.domain.comparison import Comparison
from compare_app.domain.report import Block, PageBreak, Report
from compare_app.exporters.documents.papers import Papers
from compare_app.exporters.documents.sources import sources_blocks
from compare_app.exporters.report_outlook import proposals_blocks, transitions_blocks
from compare_app.exporters.report_parts import sign_boxes
from compare_app.exporters.report_tables import identity_table
from compare_app.text.message import M


def proposal(papers: Papers, comparison: Comparison) -> Report:
    """Present limit, proposed limit, reason and readiness, by indicator; the changes that are due beside it."""
    project, words = papers.project, papers.words
    title = M(
        "Proposal for the enterprise standard: {product}", product=papers.product(comparison.product_id)
    )
    blocks: list[Block] = [
        PageBreak(words(M("Proposal"))),
        papers.title(title),
        papers.origin(comparison.product_id),
        papers.quiet(M("A draft made from the comparison; those responsible for the standard decide.")),
        identity_table(project, comparison, words),
        *proposals_blocks(project, comparison, words),
        sign_boxes(project, comparison, words),
        PageBreak(words(M("Changes of standards"))),
        papers.title(M("Changes of standards: {product}", product=papers.product(comparison.product_id))),
        *(
            transitions_blocks(project, comparison, words)[1:]
            if comparison.assessment.transitions
            else [papers.quiet(M("No standard in use changes within 24 months of the reference date"))]
        ),
        PageBreak(words(M("Sources"))),
        *sources_blocks(papers, comparison),
    ]
    return papers.report(title, blocks, comparison.product_id)
