"""The product as a whole as the documented JSON (docs/comparison-json.md, `assessment`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from compare_app.domain.assessment import (
    Assessment,
    LevelReached,
    Overall,
    Priority,
    SchemeGrade,
    Sensitivity,
)
from compare_app.domain.comparison import Trace
from compare_app.domain.grading import level_sentence
from compare_app.exporters.contract import Json, number_json
from compare_app.text.message import Message


class Speaker(Protocol):
    """What the writer of the whole document knows: both languages, and the names of things."""

    def sentence(self, message: Message) -> Json:
        """A sentence in both languages."""

    def steps(self, steps: Iterable[Trace]) -> Json:
        """An explanation."""

    def product_name(self, product_id: str) -> str:
        """The name of a product."""

    def indicator_name(self, indicator_id: str) -> str:
        """The name of an indicator."""


def assessment_document(assessment: Assessment, say: Speaker) -> dict[str, Json]:
    """Everything that is said of the product as a whole."""
    return {
        "overall": _overall(assessment.overall, say),
        "grades": [_grade(one, say) for one in assessment.grades],
        "priorities": [_priority(one, say) for one in assessment.priorities],
        "sensitivity": [_sensitivity(one, say) for one in assessment.sensitivity],
    }


def _overall(one: Overall, say: Speaker) -> Json:
    return {
        "outcome": one.outcome.value,
        "judged": one.judged,
        "failed": list(one.failed),
        "failed_a": list(one.failed_a),
        "open": list(one.open),
        "steps": say.steps(one.steps),
    }


def _grade(one: SchemeGrade, say: Speaker) -> Json:
    return {
        "scheme_id": one.scheme_id,
        "scheme": one.name,
        "official": one.official,
        "combination": one.combination.value,
        "level": one.level,
        "assessed": one.assessed,
        "sentence": say.sentence(level_sentence(one)),
        "points": number_json(one.points),
        "coverage": number_json(one.coverage),
        "deciding": list(one.deciding),
        "trust": one.trust.value,
        "statistic_unconfirmed": one.statistic_unconfirmed,
        "indicators": [_level(line, say) for line in one.indicators],
        "steps": say.steps(one.steps),
    }


def _level(one: LevelReached, say: Speaker) -> Json:
    return {
        "indicator_id": one.indicator_id,
        "indicator": say.indicator_name(one.indicator_id),
        "level": one.level,
        "unknown": one.unknown,
        "reason": say.sentence(one.reason),
        "next_level": one.next_level,
        "next_limit": one.next_limit,
        "next_distance": number_json(one.next_distance),
        "unit": one.unit,
    }


def _priority(one: Priority, say: Speaker) -> Json:
    return {
        "indicator_id": one.indicator_id,
        "indicator": say.indicator_name(one.indicator_id),
        "role": None if one.role is None else one.role.value,
        "failed": one.role is None,
        "severity": one.severity.value,
        "size": number_json(one.size),
        "weight": number_json(one.weight),
        "feasibility": number_json(one.feasibility),
        "value": number_json(one.value),
        "cumulated": number_json(one.cumulated),
        "official": False,
        "steps": say.steps(one.steps),
        "size_at_least": one.at_least,
    }


def _sensitivity(one: Sensitivity, say: Speaker) -> Json:
    return {
        "role": one.role.value,
        "spread": number_json(one.spread),
        "of": one.of,
        "left_out": one.left_out,
        "rows": [
            {
                "product_id": row.product_id,
                "product": say.product_name(row.product_id),
                "score": number_json(row.score),
                "rank": row.rank,
                "best": row.best,
                "worst": row.worst,
                "stable": row.stable,
            }
            for row in one.rows
        ],
        "official": False,
        "steps": say.steps(one.steps),
    }
