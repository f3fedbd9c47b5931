"""How grades, priorities and the stability of ranks are worded in tables: workbook, CSV and report share these."""

from __future__ import annotations

from decimal import Decimal

from compare_app.domain.assessment import LevelReached, Priority, SchemeGrade, Sensitivity, Stability
from compare_app.domain.differences import difference_text
from compare_app.domain.grading import grade_marks
from compare_app.domain.priority_factors import SEVERITY
from compare_app.domain.project import Project
from compare_app.exporters.cells import figure, natural_places, percent
from compare_app.exporters.phrases import indicator_name, listed
from compare_app.text.message import M
from compare_app.text.wording import Wording


def marks_text(grade: SchemeGrade, words: Wording) -> str:
    """非官方, 未核实, 统计口径待确认."""
    return listed((words(one) for one in grade_marks(grade)), words)


def deciding_text(project: Project, grade: SchemeGrade, words: Wording) -> str:
    """The indicators that hold the grade where it is."""
    return listed((indicator_name(project, one, words) for one in grade.deciding), words) or "—"


def missing_text(project: Project, grade: SchemeGrade, words: Wording) -> str:
    """The indicators whose level is not known."""
    unknown = [one.indicator_id for one in grade.indicators if one.unknown]
    return listed((indicator_name(project, one, words) for one in unknown), words) or "—"


def reached_text(line: LevelReached, words: Wording) -> str:
    """The level of one indicator, or why there is none."""
    if line.unknown:
        return "○ " + words(M("not assessed"))
    return line.level or "▼ " + words(M("no level reached"))


def next_text(line: LevelReached, words: Wording) -> str:
    """The next better level, what it asks for, and how far it is."""
    if not line.next_level:
        return ""
    if line.next_distance is None:
        return words(M("{title}: {text}", title=line.next_level, text=line.next_limit))
    figures = figure(line.next_distance, natural_places(line.next_distance, 3))
    distance = difference_text(figures, line.unit, words)
    return words(
        M(
            "{level}: {limit}, {distance} to go",
            level=line.next_level,
            limit=line.next_limit,
            distance=distance,
        )
    )


def against_text(one: Priority, words: Wording) -> str:
    """What the gap is a gap to."""
    return words(M("× requirement not met")) if one.role is None else f"▼ {words.term(one.role)}"


def factors_text(one: Priority, words: Wording) -> str:
    """The four factors of a priority."""
    return words(
        M(
            "severity {severity} × size {size} × weight {weight} × feasibility {ease}",
            severity=SEVERITY[one.severity],
            size=("≥" if one.at_least else "") + short_share(one.size),
            weight=short_share(one.weight),
            ease=short_share(one.feasibility),
        )
    )


def short_share(value: Decimal) -> str:
    """A factor with at most four decimals."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def range_text(one: Stability) -> str:
    """The ranks that ±20 % of each weight can make of it; one number where nothing moves it."""
    return f"{one.best}" if one.stable else f"{one.best}–{one.worst}"


def stable_text(one: Stability, words: Wording) -> str:
    """Whether the rank holds."""
    return "● " + words(M("stable")) if one.stable else "○ " + words(M("shaky"))


def coverage_line(one: Sensitivity, words: Wording) -> str:
    """How many products were ranked, and how many were not."""
    return words(
        M(
            "Each weight ±{spread} for itself; products ranked: {of}, not ranked because a score is missing: {count}",
            spread=percent(one.spread, 0),
            of=one.of,
            count=one.left_out,
        )
    )
