"""The end of a document: what it rests on, what nobody has confirmed yet, and what is ours alone."""

from __future__ import annotations

from compare_app.domain.comparison import Comparison
from compare_app.domain.report import Block, Paragraph
from compare_app.exporters.documents.papers import Papers
from compare_app.exporters.report_tables import sources_table, unconfirmed_table
from compare_app.text.message import M


def sources_blocks(papers: Papers, comparison: Comparison) -> list[Block]:
    """The standards with their status, the unconfirmed facts, the rule of judgement, the notice."""
    project, words = papers.project, papers.words
    standards = sources_table(project, comparison, words)
    open_ = unconfirmed_table(project, comparison, words)
    return [
        papers.title(M("Sources and unconfirmed facts")),
        papers.notice(),
        Paragraph(words(comparison.rule), "quiet"),
        papers.part(M("Standards and regulations")),
        standards if standards.rows else papers.quiet(M("Nothing to list")),
        papers.part(M("Unconfirmed facts ({count})", count=len(open_.rows))),
        open_
        if open_.rows
        else papers.quiet(M("Every fact used here is confirmed or was entered by the user")),
    ]
