"""The two reports as blocks, ready for a renderer: one page for the chief quality officer, and the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from compare_app.domain.charts import ChartSpec, Diverging, Dumbbell, Heatmap, NoChart, Pareto
from compare_app.domain.comparison import Comparison
from compare_app.domain.digest import (
    actions_of,
    conclusion,
    headline,
    notice_of,
)
from compare_app.domain.model import Category, Product
from compare_app.domain.project import Project
from compare_app.domain.proof import Proof
from compare_app.domain.report import Block, Figure, Heading, PageBreak, Paragraph, Report, Table
from compare_app.domain.terms import Market
from compare_app.exporters.cells import visible
from compare_app.exporters.evidence import unconfirmed_facts
from compare_app.exporters.phrases import (
    capital,
    consistency_text,
    indicator_name,
    joined,
    labelled,
    product_name,
)
from compare_app.exporters.report_outlook import domains_blocks, proposals_blocks, transitions_blocks
from compare_app.exporters.report_parts import failed_blocks, progress_blocks, sign_boxes
from compare_app.exporters.report_rating import (
    grades_blocks,
    grades_line,
    priorities_blocks,
    stability_blocks,
)
from compare_app.exporters.report_tables import (
    definitions_table,
    facts,
    gaps_table,
    identity_table,
    indicators_table,
    ladder_table,
    methods_table,
    plan_table,
    products_table,
    scores_table,
    sources_table,
    standards_table,
    steps_table,
    unconfirmed_table,
)
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording

_ONE_PAGE_PAIRS: Final = 6  # rows of the dumbbell that a reader takes in at a glance
_ONE_PAGE_BLOCKERS: Final = 2
_ONE_PAGE_ACTIONS: Final = 3
_WIDE: Final = 255.0  # mm, on A4 landscape
_NARROW: Final = 180.0  # mm, on A4 portrait


def one_page_report(
    project: Project,
    comparison: Comparison,
    charts: Mapping[str, ChartSpec],
    words: Wording,
    proof: Proof | None = None,
) -> Report:
    """What a chief quality officer reads in a minute: the step, the sentence, what blocks, what is overdue; to sign."""
    title = words(
        M("Quality comparison: {product}", product=product_name(project, comparison.product_id, words))
    )
    blocks: list[Block] = [
        Heading(title),
        Paragraph(_origin(project, comparison, words), "quiet"),
        facts(project, comparison, words),
        Paragraph(words(headline(project, comparison)), "lead"),
        Paragraph(words(conclusion(comparison))),
        *grades_line(comparison, words),
    ]
    blocks += failed_blocks(project, comparison, words)
    blockers = comparison.ladder.blockers
    if blockers:
        blocks.append(Heading(words(M("What blocks the next step: {step}", step=blockers[0].step)), 2))
        for one in blockers[:_ONE_PAGE_BLOCKERS]:
            name = indicator_name(project, one.indicator_id, words) if one.indicator_id else ""
            sign = "○" if one.unknown else "▼"
            blocks.append(Paragraph(f"{sign} {labelled(name, words(one.reason), words)}"))
        if len(blockers) > _ONE_PAGE_BLOCKERS:
            blocks.append(
                Paragraph(words(M("and {count} more", count=len(blockers) - _ONE_PAGE_BLOCKERS)), "quiet")
            )
    blocks.append(_top_gaps(charts.get("dumbbell"), words))
    blocks += progress_blocks(project, comparison, words, _ONE_PAGE_ACTIONS)
    unsure = len(unconfirmed_facts(project, comparison, {}, words))
    small = [
        words(comparison.rule),
        *(consistency_text(rates, words) for rates in comparison.consistency if not rates.region),
        words(M("Unconfirmed facts: {count}; they are listed in the full report", count=unsure))
        if unsure
        else "",
        words(notice_of(comparison)),
        words(proof.sentence) if proof is not None else "",
    ]
    blocks.append(Paragraph(joined(small, words), "quiet"))
    blocks.append(sign_boxes(project, comparison, words))
    return Report(title=title, footer=_footer(project, comparison, words), blocks=tuple(blocks))


def full_report(
    project: Project,
    comparison: Comparison,
    charts: Mapping[str, ChartSpec],
    words: Wording,
    proof: Proof | None = None,
) -> Report:
    """Everything, from the cover to the steps of every verdict."""
    title = words(M("Quality comparison and improvement report"))
    blocks: list[Block] = [
        *_cover(project, comparison, charts, words, title),
        PageBreak(),
        *_summary(project, comparison, charts, words),
        PageBreak(),
        *_standards(project, comparison, words),
        PageBreak(),
        Heading(words(M("Indicator comparison"))),
        Paragraph(words(M("Gap: better is positive. {rule}", rule=comparison.rule)), "quiet"),
        _or_nothing(indicators_table(project, comparison, words), words),
        *_charts(charts, words),
        *_gaps(project, comparison, words),
        *_plan(project, comparison, words),
        PageBreak(),
        *_appendix(project, comparison, words),
        *_proof(proof, words),
    ]
    return Report(
        title=title, footer=_footer(project, comparison, words), blocks=tuple(blocks), landscape=True
    )


# --- pieces ----------------------------------------------------------------------------------------------------------


def _footer(project: Project, comparison: Comparison, words: Wording) -> str:
    product = product_name(project, comparison.product_id, words)
    note = words(M("Enterprise's own evaluation, not official"))
    return visible(f"{note}  ·  {product}  ·  {comparison.on.isoformat()}")


def _origin(project: Project, comparison: Comparison, words: Wording) -> str:
    product = project.get(Product, comparison.product_id)
    category = project.get(Category, comparison.category_id)
    parts = (
        product.enterprise if product else "",
        category.name if category else "",
        words(M("Reference date {on}", on=comparison.on)),
    )
    return visible("  ·  ".join(part for part in parts if part))


def _top_gaps(chart: ChartSpec | None, words: Wording) -> Block:
    match chart:
        case Dumbbell(rows=rows) if rows:
            drawn = tuple(row for row in rows if row.points)[:_ONE_PAGE_PAIRS] or rows[:_ONE_PAGE_PAIRS]
            rest = len(rows) - len(drawn)
            note = (
                words(M("{shown} of {all} indicators shown", shown=len(drawn), all=len(rows))) if rest else ""
            )
            footnote = joined((chart.footnote, note), words)
            return Figure(replace(chart, rows=drawn, footnote=footnote), _NARROW, 34 + 9.0 * len(drawn))
        case NoChart(title, reason, remedy):
            return Paragraph("○ " + " ".join(part for part in (title, reason, remedy) if part), "quiet")
    return Paragraph(words(M("There is no chart of the gaps")), "quiet")


def _cover(
    project: Project, comparison: Comparison, charts: Mapping[str, ChartSpec], words: Wording, title: str
) -> list[Block]:
    blocks: list[Block] = [
        Heading(title),
        Paragraph(product_name(project, comparison.product_id, words), "lead"),
        Paragraph(words(notice_of(comparison)), "quiet"),
        identity_table(project, comparison, words),
        sign_boxes(project, comparison, words),
        Paragraph(
            words(
                M("Names and times are kept by this computer; they are no qualified electronic signature.")
            ),
            "quiet",
        ),
    ]
    match charts.get("radar"):
        case None:
            pass
        case NoChart(_, reason, remedy):
            blocks.append(Paragraph("○ " + " ".join(part for part in (reason, remedy) if part), "quiet"))
        case radar:
            blocks += [PageBreak(), Figure(radar, _WIDE, 150)]
    return blocks


def _summary(
    project: Project, comparison: Comparison, charts: Mapping[str, ChartSpec], words: Wording
) -> list[Block]:
    blocks: list[Block] = [
        Heading(words(M("Summary"))),
        Paragraph(words(headline(project, comparison)), "lead"),
        Paragraph(words(conclusion(comparison))),
        facts(project, comparison, words),
        *failed_blocks(project, comparison, words),
        *(Paragraph("◆ " + words(warning), "warning") for warning in comparison.warnings),
        Heading(words(M("Quality ladder (enterprise's own evaluation, not official)")), 2),
    ]
    ladder = charts.get("ladder")
    if ladder is not None and not isinstance(ladder, NoChart):
        blocks.append(Figure(ladder, _WIDE, 80))
    blocks.append(_or_nothing(ladder_table(project, comparison, words), words))
    blocks += grades_blocks(project, comparison, words)
    if comparison.scores:
        blocks += [
            Heading(words(M("Weighted score (not official)")), 2),
            scores_table(project, comparison, words),
        ]
    blocks += stability_blocks(project, comparison, words)
    return blocks


def _standards(project: Project, comparison: Comparison, words: Wording) -> list[Block]:
    blocks: list[Block] = [Heading(words(M("Standard comparison")))]
    for market in Market:
        rows = tuple(row for row in comparison.standards if row.market is market)
        blocks.append(Heading(capital(words(M("{market} standards", market=market))), 2))
        blocks += [
            Paragraph(consistency_text(one, words), "quiet")
            for one in comparison.consistency
            if one.market is market
        ]
        blocks.append(
            standards_table(project, rows, words)
            if rows
            else Paragraph(words(M("No limits to compare: enter standards and requirements first")), "quiet")
        )
    blocks += domains_blocks(project, comparison, words)
    blocks += proposals_blocks(project, comparison, words)
    return blocks


def _charts(charts: Mapping[str, ChartSpec], words: Wording) -> list[Block]:
    """Each chart on its own page, high enough for its rows."""
    blocks: list[Block] = []
    for kind in ("dumbbell", "diverging", "pareto", "heatmap", "quadrant"):
        chart = charts.get(kind)
        match chart:
            case None:
                continue
            case NoChart(title, reason, remedy):
                blocks.append(
                    Paragraph("○ " + " ".join(part for part in (title, reason, remedy) if part), "quiet")
                )
            case _:
                blocks.append(Figure(chart, _WIDE, _height(chart)))
    return [Heading(words(M("Gap analysis"))), *blocks] if blocks else []


def _height(chart: ChartSpec) -> float:
    match chart:
        case Dumbbell(rows=rows) | Heatmap(rows=rows):
            return min(150.0, 40 + 9.0 * len(rows))
        case Diverging() | Pareto():
            return min(150.0, 40 + 9.0 * len(chart.bars))
    return 120.0


def _gaps(project: Project, comparison: Comparison, words: Wording) -> list[Block]:
    table = gaps_table(project, comparison, words, most=20)
    return [
        *priorities_blocks(project, comparison, words, most=20),
        Heading(words(M("Largest gaps")), 2),
        table if table.rows else Paragraph(words(M("No indicator is behind a primary benchmark")), "quiet"),
    ]


def _plan(project: Project, comparison: Comparison, words: Wording) -> list[Block]:
    actions = actions_of(project, comparison.product_id)
    return [
        Heading(words(M("Improvement plan"))),
        plan_table(project, actions, comparison, words)
        if actions
        else Paragraph(words(M("No action is stored for this product yet")), "quiet"),
    ]


def _appendix(project: Project, comparison: Comparison, words: Wording) -> list[Block]:
    blocks: list[Block] = [
        Heading(words(M("Appendix"))),
        Heading(words(M("Decision rule")), 2),
        Paragraph(words(comparison.rule)),
    ]
    facts_table = unconfirmed_table(project, comparison, words)
    parts: list[tuple[Message, Block]] = [
        (
            M("Unconfirmed facts ({count})", count=len(facts_table.rows)),
            facts_table
            if facts_table.rows
            else Paragraph(words(M("Every fact used here is confirmed or was entered by the user")), "quiet"),
        ),
        (M("Standards and regulations"), sources_table(project, comparison, words)),
        (M("Test methods"), methods_table(project, comparison, words)),
        (M("Products compared"), products_table(project, comparison, words)),
        (M("Definitions"), definitions_table(words)),
        (
            M("Steps of the verdicts (the plan workbook has all of them)"),
            steps_table(project, comparison, words),
        ),
    ]
    for title, block in parts:
        blocks.append(Heading(words(title), 2))
        blocks.append(_or_nothing(block, words))
        if title == M("Standards and regulations"):
            blocks += transitions_blocks(project, comparison, words)
    return blocks


def _proof(proof: Proof | None, words: Wording) -> list[Block]:
    """On the last page: where the change record stood, and whether this state is signed."""
    if proof is None:
        return []
    return [
        Heading(words(M("Change record and signatures")), 2),
        Paragraph(words(proof.sentence)),
        Paragraph(
            words(
                M("The head tells this state of the project from every other one. It is written by a program on one "
                  "computer: it shows later changes, it is no proof against who owns the computer.")
            ),
            "quiet",
        ),
    ]  # fmt: skip


def _or_nothing(block: Block, words: Wording) -> Block:
    """A table without rows is a sentence, not a head that stands there alone."""
    if isinstance(block, Table) and not block.rows:
        return Paragraph(words(M("Nothing to list")), "quiet")
    return block
