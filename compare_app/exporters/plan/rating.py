"""Grades, priorities and the stability of ranks in the plan workbook."""

from __future__ import annotations

from typing import Final

from compare_app.domain.assessment import SchemeGrade
from compare_app.domain.grading import level_sentence
from compare_app.domain.priority_factors import SEVERITY
from compare_app.domain.tone import Tone
from compare_app.exporters.phrases import indicator_name, product_name
from compare_app.exporters.plan.look import BODY_FONT, INK, QUIET, SERIES
from compare_app.exporters.plan.material import Material
from compare_app.exporters.plan.page import Content, Number, Page, Styled
from compare_app.exporters.rating_phrases import (
    against_text,
    coverage_line,
    deciding_text,
    marks_text,
    missing_text,
    next_text,
    range_text,
    reached_text,
    stable_text,
)
from compare_app.text.message import M

_CHART_WIDTH: Final = 760
_CHART_HEIGHT: Final = 300
_ROW_PIXELS: Final = 20
_MOST_BARS: Final = 20


def write_grades(material: Material) -> None:
    """One sheet for the grading schemes, where the category has any: the level of each indicator and the next one."""
    grades = material.comparison.assessment.grades
    if not grades:
        return
    words = material.words
    page = material.page(words(M("Grades")), (26, 16, 34, 60))
    page.title(
        words(M("Grades")), words(M("The enterprise's own evaluation; a scheme says whether it is official"))
    )
    for one in grades:
        page.heading(one.name)
        page.paragraph(_headline(material, one), bold=True)
        page.table(
            [words(head) for head in (M("Indicator"), M("Level"), M("Next level"), M("Reason"))],
            [
                (
                    indicator_name(material.project, line.indicator_id, words),
                    Styled(reached_text(line, words), Tone.UNKNOWN if line.unknown else Tone.NEUTRAL),
                    next_text(line, words) or "—",
                    words(line.reason),
                )
                for line in one.indicators
            ],
        )
        for step in one.steps:
            page.paragraph(words(step.message), font_color=QUIET)
    page.printing(material.footer)


def _headline(material: Material, one: SchemeGrade) -> str:
    words = material.words
    said = words(level_sentence(one))
    marks = marks_text(one, words)
    return words(M("{head} ({remark})", head=said, remark=marks)) if marks else said


def grades_block(material: Material, page: Page) -> None:
    """The grades on the summary: level, rule, what decides, what is missing, marks."""
    grades = material.comparison.assessment.grades
    if not grades:
        return
    words = material.words
    page.heading(words(M("Grades in grading schemes")))
    rows: list[tuple[Content, ...]] = [
        (
            one.name,
            Styled(words(level_sentence(one)), Tone.NEUTRAL if one.assessed else Tone.UNKNOWN),
            words.term(one.combination),
            deciding_text(material.project, one, words),
            missing_text(material.project, one, words),
            marks_text(one, words),
        )
        for one in grades
    ]
    heads = (M("Grading scheme"), M("Grade"), M("Combination"), M("Held back by"), M("Not known"), M("Marks"))
    page.table([words(head) for head in heads], rows, (1, 2, 1, 2, 2, 1))


def priorities_block(material: Material, page: Page) -> None:
    """The gaps in the order of their priority with every factor, and the Pareto chart of them."""
    words, found = material.words, material.comparison.assessment.priorities
    page.heading(words(M("Priority of the gaps")))
    if not found:
        page.paragraph(
            "○ " + words(M("No gap to rank: nothing fails and nothing lags behind a primary benchmark")),
            font_color=QUIET,
        )
        return
    total = sum(one.value for one in found) or 1
    titles = (
        M("No."), M("Gap to"), M("Class"), M("Severity factor"), M("Size"), M("Weight share"), M("Feasibility"),
        M("Priority"), M("Share in %"), M("Cumulated in %"),
    )  # fmt: skip
    spans = (1, 1, 2, 1, 1, 1, 1, 1, 1, 1, 1)
    page.header([words(M("Indicator")), *(words(title) for title in titles)], spans)
    first = page.row
    for place, one in enumerate(found, 1):
        page.line(
            (
                indicator_name(material.project, one.indicator_id, words),
                place,
                Styled(against_text(one, words), Tone.FAIL if one.role is None else Tone.WORSE),
                words.term(one.severity),
                Number(SEVERITY[one.severity], 0),
                Number(one.size, 4),
                Number(one.weight, 4),
                Number(one.feasibility, 2),
                Number(one.value, 4),
                Number(one.value / total * 100, 1),
                Number(one.cumulated * 100, 1),
            ),
            spans,
        )
    page.paragraph(
        words(
            M("Priority = severity × size × weight × feasibility, not official; its steps: see traceability")
        ),
        font_color=QUIET,
    )
    _chart(material, page, first, first + min(len(found), _MOST_BARS) - 1)


def _chart(material: Material, page: Page, first: int, last: int) -> None:
    """Columns for the shares and a marker for the cumulated one, both on one axis of per cent."""
    words, sheet = material.words, page.sheet.get_name()
    font = {"name": BODY_FONT, "size": 9, "color": INK}
    columns = material.workbook.add_chart({"type": "column"})
    columns.add_series(
        {
            "name": words(M("Share in %")),
            "categories": [sheet, first, 0, last, 0],
            "values": [sheet, first, 10, last, 10],
            "fill": {"color": SERIES[Tone.WORSE]},
            "points": [
                {"fill": {"color": SERIES[Tone.FAIL]}} if one.role is None else None
                for one in material.comparison.assessment.priorities[: last - first + 1]
            ],
            "gap": 60,
            "data_labels": {"value": True, "font": font, "num_format": "0.0"},
        }
    )
    total = material.workbook.add_chart({"type": "line"})
    total.add_series(
        {
            "name": words(M("Cumulated in %")),
            "categories": [sheet, first, 0, last, 0],
            "values": [sheet, first, 11, last, 11],
            "line": {"none": True},
            "marker": {"type": "long_dash", "size": 12, "fill": {"color": INK}, "border": {"color": INK}},
        }
    )
    columns.combine(total)
    columns.set_title(
        {"name": words(M("Priority of the gaps")), "name_font": {**font, "size": 12, "bold": True}}
    )
    columns.set_x_axis({"num_font": font})
    columns.set_y_axis(
        {
            "min": 0,
            "max": 100,
            "num_font": font,
            "num_format": "0",
            "name": "%",
            "name_font": font,
            "major_gridlines": {"visible": True, "line": {"color": "#E3E7EA"}},
        }
    )
    columns.set_legend({"position": "bottom", "font": font})
    columns.set_size({"width": _CHART_WIDTH, "height": _CHART_HEIGHT})
    described = words(M("Priority of the gaps"))
    page.sheet.insert_chart(page.row, 0, columns, {"object_position": 2, "description": described})
    page.row += _CHART_HEIGHT // _ROW_PIXELS + 1


def stability_block(material: Material, page: Page) -> None:
    """Ranks by weighted score and the ranks that ±20 % of each weight can make of them; firm ones bold, others grey."""
    words = material.words
    for found in material.comparison.assessment.sensitivity:
        page.heading(words(M("Rank by weighted score, {role} (not official)", role=found.role)))
        page.paragraph(coverage_line(found, words), font_color=QUIET)
        rows: list[tuple[Content, ...]] = []
        for one in found.rows:
            look: tuple[tuple[str, object], ...] = (
                (("bold", True),) if one.stable else (("font_color", QUIET),)
            )
            rows.append(
                (
                    Styled(product_name(material.project, one.product_id, words), properties=look),
                    Number(one.score, 1),
                    Styled(f"{one.rank} / {found.of}", properties=(*look, ("align", "right"))),
                    Styled(range_text(one), properties=(*look, ("align", "right"))),
                    Styled(stable_text(one, words), properties=look),
                )
            )
        heads = (M("Product"), M("Score 0–100"), M("Rank"), M("Ranks at ±20 % weights"), M("State"))
        page.table([words(head) for head in heads], rows, (4, 1, 1, 2, 2))
