"""A product on slides, for a meeting: the step first, then standards, one picture a slide, what is due, the sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from compare_app.domain.charts import ChartSpec, NoChart
from compare_app.domain.comparison import Comparison, StandardRow, Summary
from compare_app.domain.digest import benchmark, conclusion, headline, notice_of, primary_gap, step_text
from compare_app.domain.model import Category, Product
from compare_app.domain.project import Project
from compare_app.domain.report import Block, Figure, Heading, Paragraph, Slide, TableCell
from compare_app.domain.signs import tone
from compare_app.domain.terms import Role, Trust, Verdict
from compare_app.domain.tone import Tone
from compare_app.exporters.cells import visible
from compare_app.exporters.evidence import edition_status, editions_used, unconfirmed_facts
from compare_app.exporters.outlook import full_number
from compare_app.exporters.phrases import (
    consistency_text,
    indicator_name,
    labelled,
    limit_text,
    product_name,
    source_text,
    spoken,
    standard_marks,
    standard_reason,
    value_text,
    with_unit,
)
from compare_app.exporters.report_parts import failed_blocks, progress_blocks, sign_boxes
from compare_app.exporters.report_tables import cell, facts, gaps_table, made
from compare_app.text.message import M
from compare_app.text.wording import Wording

KINDS: Final = ("ladder", "dumbbell", "diverging", "quadrant", "pareto", "before_after", "gantt")
"""One slide each, where there is something to draw."""
_ACTIONS: Final = 8
_GAPS: Final = 3
_STANDARDS: Final = 8
_SOURCES: Final = 6
_FILL: Final = 10_000.0  # mm: as large as the screen
_URGENT: Final = (Verdict.LOOSER, Verdict.MISSING_OURS, Verdict.DIFFERENT)


def cover_of(project: Project, comparison: Comparison, words: Wording) -> Slide:
    """The first slide of a file: product, step, date, enterprise."""
    name = product_name(project, comparison.product_id, words)
    product = project.get(Product, comparison.product_id)
    category = project.get(Category, comparison.category_id)
    parts = (product.enterprise if product else "", category.name if category else "")
    blocks = (
        Heading(words(M("Quality comparison: {product}", product=name))),
        Paragraph(words(step_text(project, comparison.ladder)), "lead"),
        Paragraph(visible("  ·  ".join(part for part in parts if part))),
        Paragraph(words(M("Reference date {on}", on=comparison.on))),
        Paragraph(words(notice_of(comparison)), "quiet"),
    )
    return Slide(name, tuple(block for block in blocks if not isinstance(block, Paragraph) or block.text))


def slides_of(
    project: Project, comparison: Comparison, charts: Mapping[str, ChartSpec], words: Wording
) -> tuple[Slide, ...]:
    """The slides in their order; a chart that has nothing to show makes none."""
    name = product_name(project, comparison.product_id, words)
    notes = _notes(project, comparison, words)
    verdict: list[Block] = [
        Heading(name),
        facts(project, comparison, words),
        Paragraph(words(headline(project, comparison)), "lead"),
        Paragraph(words(conclusion(comparison))),
        *failed_blocks(project, comparison, words),
        Paragraph(words(notice_of(comparison)), "quiet"),
    ]
    slides = [Slide(name, tuple(verdict), notes)]
    if comparison.standards:
        slides.append(_standards(project, comparison, words))
    gaps = gaps_table(project, comparison, words, _GAPS)
    if gaps.rows:
        title = words(M("The gaps that matter most"))
        slides.append(Slide(title, (Heading(title), gaps), notes))
    for kind in KINDS:
        chart = charts.get(kind)
        if chart is not None and not isinstance(chart, NoChart):
            slides.append(Slide(chart.title, (Figure(chart, _FILL, _FILL),), notes))
    slides.append(
        Slide(
            words(M("Improvement plan")),
            (*progress_blocks(project, comparison, words, _ACTIONS), sign_boxes(project, comparison, words)),
            words(M("Source: the improvement plan of this project on {on}", on=comparison.on)),
        )
    )
    slides.append(_sources(project, comparison, words))
    return tuple(slides)


def _standards(project: Project, comparison: Comparison, words: Wording) -> Slide:
    """The rates, and where our standard is looser, sets nothing or cannot be ordered."""
    title = words(M("Standard comparison"))
    urgent = sorted(
        (row for row in comparison.standards if row.verdict in _URGENT),
        key=lambda row: _URGENT.index(row.verdict),
    )
    blocks: list[Block] = [Heading(title)]
    blocks += [Paragraph(consistency_text(one, words)) for one in comparison.consistency if not one.region]
    if urgent:
        blocks.append(
            made(
                words,
                (M("Indicator"), M("Our limit"), M("Their standard, clause"), M("Their limit"), M("Verdict")),
                (_standard(project, row, words) for row in urgent[:_STANDARDS]),
                (1.4, 1.4, 1.8, 1.4, 1.4),
            )
        )
    else:
        blocks.append(Paragraph(words(M("No limit of ours is looser, missing or not comparable")), "quiet"))
    if len(urgent) > _STANDARDS:
        blocks.append(Paragraph(words(M("and {count} more", count=len(urgent) - _STANDARDS)), "quiet"))
    said = [_standard_note(project, row, words) for row in urgent[:_STANDARDS]]
    return Slide(title, tuple(blocks), "\n".join(said))


def _standard(project: Project, row: StandardRow, words: Wording) -> tuple[TableCell | str, ...]:
    theirs = row.theirs
    reason = standard_reason(row, words)
    verdict = spoken(row.verdict, words)
    return (
        indicator_name(project, row.indicator_id, words),
        limit_text(row.ours, words) if row.ours else words(M("sets nothing")),
        source_text(theirs.standard, theirs.clause) if theirs else "—",
        limit_text(theirs, words),
        cell(f"{verdict}\n{reason}" if reason else verdict, tone(row.verdict)),
    )


def _standard_note(project: Project, row: StandardRow, words: Wording) -> str:
    sides = [source_text(side.standard, side.clause) for side in (row.ours, row.theirs) if side]
    said = " ↔ ".join(sides)
    marks = standard_marks(row, words)
    name = indicator_name(project, row.indicator_id, words)
    return labelled(name, f"{said}  {marks}".rstrip(), words)


def _sources(project: Project, comparison: Comparison, words: Wording) -> Slide:
    """The standards behind the slides, and what nobody has confirmed yet."""
    title = words(M("Sources and unconfirmed facts"))
    editions = editions_used(project, comparison)
    open_ = unconfirmed_facts(project, comparison, {}, words)
    heads = (M("Standard number"), M("Title"), M("Status on the reference date"), M("Confirmed?"))
    table = made(
        words,
        heads,
        (
            (
                full_number(one, words),
                one.title_en if words.language == "en" and one.title_en else one.title or one.title_en,
                words.term(edition_status(project, one, comparison)),
                cell(
                    words.term(one.source.trust),
                    Tone.UNKNOWN if one.source.trust is Trust.UNCONFIRMED else Tone.NEUTRAL,
                ),
            )
            for one in editions[:_SOURCES]
        ),
        (1.3, 3, 1.2, 1),
    )
    blocks: list[Block] = [Heading(title)]
    if table.rows:
        blocks.append(table)
    if len(editions) > _SOURCES:
        blocks.append(Paragraph(words(M("and {count} more", count=len(editions) - _SOURCES)), "quiet"))
    blocks += [
        Paragraph(
            words(M("Unconfirmed facts: {count}; they are listed in the full report", count=len(open_)))
            if open_
            else words(M("Every fact used here is confirmed or was entered by the user"))
        ),
        Paragraph(words(comparison.rule), "quiet"),
        Paragraph(words(notice_of(comparison)), "quiet"),
    ]
    notes = [labelled(one.kind, f"{one.what}  {one.document}".rstrip(), words) for one in open_]
    return Slide(title, tuple(blocks), "\n".join(notes))


def _notes(project: Project, comparison: Comparison, words: Wording) -> str:
    """Where the figures come from, indicator by indicator: ours and the primary benchmarks', with their cells."""
    lines = [words(M("Figures of the comparison on {on}. {rule}", on=comparison.on, rule=comparison.rule))]
    lines += [
        labelled(words.term(role), product_name(project, chosen, words), words)
        for role in (Role.DOMESTIC, Role.INTERNATIONAL)
        if (chosen := benchmark(comparison, role))
    ]
    for row in comparison.indicators:
        gaps = (primary_gap(row, role) for role in (Role.DOMESTIC, Role.INTERNATIONAL))
        found = [row.ours, *(gap.theirs for gap in gaps if gap is not None)]
        said = " | ".join(_sourced(one, row.ours.unit, words) for one in found)
        lines.append(labelled(indicator_name(project, row.indicator_id, words), said, words))
    return "\n".join(lines)


def _sourced(one: Summary, unit: str, words: Wording) -> str:
    value = with_unit(value_text(one, words), unit if one.basis else "")
    basis = words.term(one.basis) if one.basis else ""
    mark = words.term(one.trust) if one.trust is Trust.UNCONFIRMED else ""
    return " ".join(part for part in (value, basis, mark, _cells(one)) if part)


def _cells(one: Summary) -> str:
    """The first cell, and how many more there are."""
    cells = [text for text in dict.fromkeys(str(cell) for cell in one.cells) if text]
    if not cells:
        return ""
    return f"← {cells[0]}" + (f" +{len(cells) - 1}" if len(cells) > 1 else "")
