"""Suppositions as JSON (docs/command-line.md): what was supposed, before and after; the cheapest way up."""

from __future__ import annotations

from typing import Final

from compare_app.domain.comparison import Blocker, Comparison, IndicatorRow, PoolPlace
from compare_app.domain.digest import primary_gap
from compare_app.domain.model import Indicator, Product
from compare_app.domain.project import Project
from compare_app.domain.supposed_digest import blocker_said
from compare_app.domain.terms import Role
from compare_app.domain.way_up import Measure, WayUp
from compare_app.domain.what_if import SUPPOSED, WhatIf
from compare_app.exporters.contract import Bilingual, Json, contract_text, day_json, number_json

VERSION: Final = 1


def what_if_text(project: Project, found: WhatIf) -> str:
    """A supposition as text: UTF-8, two spaces of indent, a newline at the end."""
    return contract_text(
        {"format": "dual-compare/what-if", "version": VERSION, **_what_if(project, found, Bilingual())}
    )


def way_up_text(project: Project, found: WayUp) -> str:
    """A way up as text."""
    say = Bilingual()
    return contract_text(
        {
            "format": "dual-compare/way-up",
            "version": VERSION,
            "goal": found.goal.name,
            "reached": found.reached,
            "chosen": [_measure(one, say) for one in found.chosen],
            "cost": {"amount": number_json(found.cost.amount), "unit": found.cost.unit},
            "unknown_cost": [_measure(one, say) for one in found.unknown],
            "left_out": [
                {"row": one.action.position, "id": one.action.id, "reason": say.sentence(one.reason)}
                for one in found.unused
            ],
            "unaddressed": [_blocker(project, one, say) for one in found.unaddressed],
            "result": _what_if(project, found.result, say),
        }
    )


def _what_if(project: Project, found: WhatIf, say: Bilingual) -> dict[str, Json]:
    product = project.all(Product)[found.after.product_id]
    texts = {one.indicator_id: one.raw for one in found.supposed}
    then = {row.indicator_id: row for row in found.after.indicators}
    return {
        "notice": say.sentence(SUPPOSED),
        "product": {"id": product.id, "name": product.name},
        "date": day_json(found.after.on),
        "supposed": [
            {"indicator": name, "code": project.all(Indicator)[name].code, "text": text}
            for name, text in texts.items()
        ],
        "supposed_limits": list(found.limits),
        "now": _whole(project, found.before, say),
        "then": _whole(project, found.after, say),
        "indicators": [
            {
                "indicator": row.indicator_id,
                "code": project.all(Indicator)[row.indicator_id].code,
                "name": project.all(Indicator)[row.indicator_id].name,
                "now": _row(row),
                "then": _row(then[row.indicator_id]),
            }
            for row in found.before.indicators
        ],
    }


def _whole(project: Project, one: Comparison, say: Bilingual) -> Json:
    return {
        "step": one.ladder.step.name,
        "assessed": one.ladder.assessed,
        "numeric_only": one.ladder.numeric_only,
        "blockers": [_blocker(project, blocker, say) for blocker in one.ladder.blockers],
        "scores": [
            {
                "role": score.role.value,
                "benchmark": score.benchmark_id,
                "value": number_json(score.value),
                "covered": score.covered,
                "total": score.total,
            }
            for score in one.scores
        ],
        "grades": [
            {"scheme": grade.name, "level": grade.level, "assessed": grade.assessed}
            for grade in one.assessment.grades
        ],
    }


def _blocker(project: Project, one: Blocker, say: Bilingual) -> Json:
    return {
        "step": one.step.name,
        "indicator": one.indicator_id,
        "unknown": one.unknown,
        "reason": say.sentence(blocker_said(project, one)),
    }


def _row(row: IndicatorRow) -> Json:
    gaps: dict[str, Json] = {}
    for role in (Role.DOMESTIC, Role.INTERNATIONAL):
        gap = primary_gap(row, role)
        gaps[role.value] = (
            None
            if gap is None
            else {
                "absolute": number_json(gap.absolute),
                "relative": number_json(gap.relative),
                "standing": gap.standing.value,
                "comparability": gap.comparability.value,
            }
        )
    return {
        "value": row.ours.text,
        "unit": row.ours.unit,
        "conformity": [one.conformity.value for one in row.judgements],
        "gaps": gaps,
        "score": number_json(row.score),
        "rank": _place(row.pool),
    }


def _place(place: PoolPlace | None) -> Json:
    return (
        None
        if place is None or place.alone
        else {"first": place.rank, "last": place.rank_last, "of": place.of}
    )


def _measure(one: Measure, say: Bilingual) -> Json:
    return {
        "rows": list(one.rows),
        "ids": [action.id for action in one.actions],
        "text": one.text,
        "cost": None if one.cost is None else {"amount": number_json(one.cost.amount), "unit": one.cost.unit},
        "unknown": None if one.unknown is None else say.sentence(one.unknown),
        "due": day_json(one.due),
    }
