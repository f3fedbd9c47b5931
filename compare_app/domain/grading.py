"""How the grade of a product is said: 不低于 where unknowns leave it open, with 非官方 and 未核实 beside it (R11)."""

from __future__ import annotations

from compare_app.domain.assessment import SchemeGrade
from compare_app.domain.terms import Trust
from compare_app.text.message import M, Message


def level_sentence(grade: SchemeGrade) -> Message:
    """The level, or what is sure of it."""
    match grade.assessed, grade.level:
        case True, "":
            return M("no level reached")
        case True, level:
            return M("{name}", name=level)
        case False, "":
            return M("not assessed")
        case _, level:
            return M("not lower than {level}, not assessed above it", level=level)


def grade_marks(grade: SchemeGrade) -> tuple[Message, ...]:
    """What must stand beside the level wherever it is printed."""
    marks = [] if grade.official else [M("not official")]
    if grade.trust is Trust.UNCONFIRMED:
        marks.append(M("{name}", name=grade.trust))
    if grade.statistic_unconfirmed:
        marks.append(M("statistic to be confirmed"))
    return tuple(marks)


def marked_level(grade: SchemeGrade) -> Message:
    """The level with its marks."""
    marks = grade_marks(grade)
    said = level_sentence(grade)
    return M("{head} ({remark})", head=said, remark=list(marks)) if marks else said


def grade_sentence(grade: SchemeGrade) -> Message:
    """Scheme, level and marks in one sentence."""
    return M("{title}: {text}", title=grade.name, text=marked_level(grade))
