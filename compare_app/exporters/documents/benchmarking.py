"""对标结果 of 百城千业万企对标达标: our standard and our product against each benchmark limit (domain.md §1.5).

The columns are a synthesis: the form of the official platform is not known to us, and the page says so.
"""

from __future__ import annotations

from compare_app.domain.comparison import Comparison, Judgement, StandardRow
from compare_app.domain.report import Block, PageBreak, Report, TableCell
from compare_app.domain.terms import Basis, Conformity
from compare_app.domain.tone import Tone
from compare_app.exporters.documents.papers import Papers, results_by_indicator
from compare_app.exporters.documents.sources import sources_blocks
from compare_app.exporters.phrases import (
    basis_text,
    limit_text,
    listed,
    source_text,
    spoken,
    unconfirmed,
    value_text,
)
from compare_app.exporters.report_tables import cell
from compare_app.text.message import M

_HEADS = (
    M("No."),
    M("Indicator"),
    M("Unit"),
    M("Benchmark standard, clause"),
    M("Benchmark limit"),
    M("Enterprise standard, clause"),
    M("Enterprise limit"),
    M("Measured value"),
    M("Test method"),
    M("Reached?"),
    M("Evidence"),
)
_WIDTHS = (0.5, 1.4, 0.8, 1.6, 1.4, 1.6, 1.4, 1, 1.5, 1.1, 1.8)


def benchmarking(papers: Papers, comparison: Comparison) -> Report:
    """One row for each limit of a benchmark standard."""
    words = papers.words
    results = results_by_indicator(papers, comparison.product_id)
    rows: list[tuple[TableCell | str, ...]] = []
    for row in comparison.standards:
        if row.theirs is None:
            continue
        found = results.get(row.indicator_id, [])
        evidence = (
            papers.reports(one.report_id for one in found),
            unconfirmed(row.theirs.trust, words),
        )
        line = comparison.row(row.indicator_id)
        rows.append(
            (
                str(len(rows) + 1),
                papers.indicator(row.indicator_id),
                line.ours.unit or "—" if line else "—",
                source_text(row.theirs.standard, row.theirs.clause),
                limit_text(row.theirs, words),
                source_text(row.ours.standard, row.ours.clause) if row.ours else papers.unsaid(M("sets nothing")),
                limit_text(row.ours, words) if row.ours else papers.unsaid(M("sets nothing")),
                _measured(papers, comparison, row),
                papers.said(papers.methods(one.method_id for one in found)),
                _reached(papers, comparison, row),
                papers.said("\n".join(part for part in evidence if part)),
            )
        )  # fmt: skip
    title = M("Result of benchmarking: {product}", product=papers.product(comparison.product_id))
    blocks: list[Block] = [
        PageBreak(words(M("Result of benchmarking"))),
        papers.title(title),
        papers.origin(comparison.product_id),
        papers.quiet(
            M(
                "▲ better than the benchmark limit, ● reached, ▼ not reached; judged from tested values only. "
                "The columns are a layout of our own, no official form."
            )
        ),
        papers.table(_HEADS, rows, _WIDTHS, M("No benchmark limit to compare with: enter standards first")),
        PageBreak(words(M("Sources"))),
        *sources_blocks(papers, comparison),
    ]
    return papers.report(title, blocks, comparison.product_id)


def _measured(papers: Papers, comparison: Comparison, row: StandardRow) -> TableCell | str:
    line = comparison.row(row.indicator_id)
    if line is None or line.ours.basis is None:
        return papers.unsaid(M("no value"))
    words = papers.words
    return listed((value_text(line.ours, words), basis_text(line.ours, words)), words)


def _reached(papers: Papers, comparison: Comparison, row: StandardRow) -> TableCell:
    """优于 only with a margin that the uncertainty does not reach; nothing is said of what was not measured."""
    words = papers.words
    line = comparison.row(row.indicator_id)
    if line is None or row.theirs is None or line.ours.basis is not Basis.TESTED:
        return papers.unsaid(M("not judged: no tested value"))
    wanted = row.theirs.requirement_id
    judged = next((one for one in line.judgements if one.requirement_id == wanted), None)
    match judged:
        case Judgement(conformity=Conformity.PASS, borderline=True):
            return cell("● " + words(M("reached, borderline")), Tone.LEVEL)
        case Judgement(conformity=Conformity.PASS, margin=margin) if margin is not None and margin > 0:
            return cell("▲ " + words(M("better")), Tone.BETTER)
        case Judgement(conformity=Conformity.PASS):
            return cell("● " + words(M("reached")), Tone.LEVEL)
        case Judgement(conformity=Conformity.FAIL):
            # a benchmark limit that binds nobody here is not reached, and no 不合格
            return cell("▼ " + words(M("not reached")), Tone.WORSE)
        case Judgement(conformity=conformity):
            return cell(spoken(conformity, words), Tone.UNKNOWN)
    return papers.unsaid(M("not judged"))
