"""What the JSON contract says of standards beyond the pairs of limits: editions, what changes soon, proposals."""

from __future__ import annotations

from typing import Protocol

from compare_app.domain.assessment import Proposal, Transition
from compare_app.domain.comparison import Comparison, LimitSide
from compare_app.domain.editions import ends, starts, status_in
from compare_app.domain.model import StandardEdition
from compare_app.domain.project import Project
from compare_app.exporters import assessment_json
from compare_app.exporters.contract import Json, day_json, number_json
from compare_app.exporters.evidence import editions_used


class Speaker(assessment_json.Speaker, Protocol):
    """What the writer of the whole document knows besides: a limit with its standard."""

    def side(self, side: LimitSide | None) -> Json:
        """A limit with its standard."""


def editions(project: Project, comparison: Comparison) -> Json:
    """Every edition that the comparison refers to, in full."""
    return [_edition(project, one, comparison) for one in editions_used(project, comparison)]


def _edition(project: Project, one: StandardEdition, comparison: Comparison) -> Json:
    return {
        "id": one.id,
        "number": one.number,
        "wq_number": one.wq_number,
        "title": one.title,
        "title_en": one.title_en,
        "scope": one.scope.value,
        "force": one.force.value,
        "market": one.market.value,
        "region": one.region,
        "status": status_in(project, one, comparison.on).value,
        "starts": day_json(starts(one)),
        "ends": day_json(ends(project, one)),
        "trust": one.source.trust.value,
    }


def transition(speaker: Speaker, one: Transition) -> Json:
    """One standard in use that changes, with every sentence."""
    return {
        "edition_id": one.edition_id,
        "number": one.number,
        "status": one.status.value,
        "starts": day_json(one.starts),
        "ends": day_json(one.ends),
        "successors": list(one.successors),
        "predecessors": list(one.predecessors),
        "force_changes": one.force_changes,
        "stale_base": one.stale_base,
        "executed": one.executed,
        "trust": one.trust.value,
        "message": speaker.sentence(one.message),
        "steps": speaker.steps(one.steps),
    }


def proposal(speaker: Speaker, one: Proposal) -> Json:
    """One line for the next edition of our standard."""
    return {
        "key": one.key,
        "indicator_id": one.indicator_id,
        "indicator": speaker.indicator_name(one.indicator_id),
        "market": one.market.value,
        "verdict": one.verdict.value,
        "readiness": one.readiness.value,
        "present": speaker.side(one.present),
        "proposed": one.proposed,
        "unit": one.unit,
        "scope": one.scope,
        "source": speaker.side(one.source),
        "covers": list(one.covers),
        "met": None if one.met is None else one.met.value,
        "margin": number_json(one.margin),
        "margin_percent": number_json(one.margin_percent),
        "reason": speaker.sentence(one.reason),
        "why": speaker.sentence(one.why),
        "steps": speaker.steps(one.steps),
    }
