"""A whole project as our five-sheet workbook: importing it gives the same project again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from compare_app.domain.model import Result
from compare_app.domain.project import Project
from compare_app.domain.workbook_layout import (
    INDEX_FIGURES,
    INDICATORS,
    INSPECTIONS,
    PRODUCTS,
    REPORT_RECORDS,
    REQUIREMENTS,
    RESULTS,
    SAMPLE_RECORDS,
    SCHEMES,
    STANDARDS,
)
from compare_app.exporters import project_rows
from compare_app.exporters.atomic import atomic_write
from compare_app.exporters.sheets import Filled, write_sheets
from compare_app.text.message import M
from compare_app.text.wording import Wording


def write_project(
    to: Path, project: Project, results_of: Callable[[str], Sequence[Result]], words: Wording
) -> None:
    """Write indicators, standards, requirements, products and results, and the sheets of samples, reports, grading
    schemes and of the enterprise's profile where there is something for them.

    An AppError where the file cannot be written.
    """
    where_filled = (
        Filled(SAMPLE_RECORDS, list(project_rows.sample_rows(project))),
        Filled(REPORT_RECORDS, list(project_rows.report_rows(project))),
        Filled(INSPECTIONS, list(project_rows.inspection_rows(project))),
        Filled(INDEX_FIGURES, list(project_rows.index_figure_rows(project))),
        Filled(SCHEMES, list(project_rows.scheme_rows(project))),
    )
    sheets = (
        Filled(INDICATORS, list(project_rows.indicator_rows(project))),
        Filled(STANDARDS, list(project_rows.standard_rows(project))),
        Filled(REQUIREMENTS, list(project_rows.requirement_rows(project))),
        Filled(PRODUCTS, list(project_rows.product_rows(project))),
        Filled(RESULTS, list(project_rows.result_rows(project, results_of))),
        *(one for one in where_filled if one.rows),
    )
    readme = (
        (words(M("Project {name}", name=project.name)), True),
        (
            words(
                M(
                    "Indicators, standards, requirements, products and results of the project, to be read again."
                )
            ),
            False,
        ),
        (
            words(
                M(
                    "Rounds, plans, cases, signatures, rules of judgement and kept files are not part of this workbook."
                )
            ),
            False,
        ),
    )
    atomic_write(to, lambda path: write_sheets(path, readme, sheets, words))
