"""Grades, priorities and the stability of ranks as tables of the report."""

from __future__ import annotations

from compare_app.domain.assessment import Sensitivity
from compare_app.domain.comparison import Comparison
from compare_app.domain.grading import grade_sentence, level_sentence
from compare_app.domain.project import Project
from compare_app.domain.report import Block, Heading, Paragraph, Table, TableCell
from compare_app.domain.tone import Tone
from compare_app.exporters.cells import figure, percent
from compare_app.exporters.phrases import indicator_name, joined, product_name
from compare_app.exporters.rating_phrases import (
    against_text,
    coverage_line,
    deciding_text,
    factors_text,
    marks_text,
    missing_text,
    range_text,
    stable_text,
)
from compare_app.exporters.report_tables import cell, made
from compare_app.text.message import M
from compare_app.text.wording import Wording


def grades_line(comparison: Comparison, words: Wording) -> list[Block]:
    """Every grade in one paragraph, for the single page; nothing where the category has no scheme."""
    said = [words(grade_sentence(one)) for one in comparison.assessment.grades]
    return [Paragraph(joined(said, words))] if said else []


def grades_blocks(project: Project, comparison: Comparison, words: Wording) -> list[Block]:
    """The grade in each scheme with what decides it and what is missing."""
    grades = comparison.assessment.grades
    if not grades:
        return []
    rows: list[tuple[TableCell | str, ...]] = [
        (
            one.name,
            cell(words(level_sentence(one)), Tone.NEUTRAL if one.assessed else Tone.UNKNOWN),
            words.term(one.combination),
            deciding_text(project, one, words),
            missing_text(project, one, words),
            marks_text(one, words),
        )
        for one in grades
    ]
    heads = (M("Grading scheme"), M("Grade"), M("Combination"), M("Held back by"), M("Not known"), M("Marks"))
    return [
        Heading(words(M("Grades in grading schemes")), 2),
        made(words, heads, rows, (2, 1.6, 1, 2, 2, 1.2)),
    ]


def stability_blocks(project: Project, comparison: Comparison, words: Wording) -> list[Block]:
    """Ranks by weighted score and how firm they are; a firm one is bold."""
    blocks: list[Block] = []
    for found in comparison.assessment.sensitivity:
        blocks += [
            Heading(words(M("Rank by weighted score, {role} (not official)", role=found.role)), 2),
            Paragraph(coverage_line(found, words), "quiet"),
            _stability_table(project, found, words),
        ]
    return blocks


def _stability_table(project: Project, found: Sensitivity, words: Wording) -> Table:
    rows: list[tuple[TableCell | str, ...]] = []
    for one in found.rows:
        tone = Tone.NEUTRAL if one.stable else Tone.UNKNOWN
        texts = (
            product_name(project, one.product_id, words),
            figure(one.score, 1),
            f"{one.rank} / {found.of}",
            range_text(one),
            stable_text(one, words),
        )
        rows.append(
            tuple(
                TableCell(text, tone, "right" if 0 < at < 4 else "left", bold=one.stable)
                for at, text in enumerate(texts)
            )
        )
    heads = (M("Product"), M("Score 0–100"), M("Rank"), M("Ranks at ±20 % weights"), M("State"))
    return made(words, heads, rows, (3, 1, 1, 1.4, 1.4))


def priorities_blocks(project: Project, comparison: Comparison, words: Wording, most: int) -> list[Block]:
    """The gaps in the order of their priority with their factors."""
    found = comparison.assessment.priorities
    if not found:
        return []
    rows: list[tuple[TableCell | str, ...]] = [
        (
            cell(str(place), right=True),
            indicator_name(project, one.indicator_id, words),
            cell(against_text(one, words), Tone.FAIL if one.role is None else Tone.WORSE),
            factors_text(one, words),
            cell(figure(one.value, 4), right=True),
            cell(percent(one.cumulated), right=True),
        )
        for place, one in enumerate(found[:most], 1)
    ]
    heads = (M("No."), M("Indicator"), M("Gap to"), M("Factors"), M("Priority"), M("Cumulated"))
    return [
        Heading(words(M("Priority of the gaps")), 2),
        made(words, heads, rows, (0.4, 1.8, 1.2, 4, 0.8, 0.9)),
    ]
