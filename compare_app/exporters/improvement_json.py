"""An improvement as JSON (docs/improvement-json.md): figures are texts, codes codes, sentences in both languages."""

from __future__ import annotations

from typing import Final

from compare_app.domain.comparison import Summary
from compare_app.domain.improvement import Improvement, IndicatorChange, LimitChange, StepThen
from compare_app.domain.model import Indicator, Product
from compare_app.domain.profile import Rate
from compare_app.domain.project import Project
from compare_app.exporters.contract import Bilingual, Json, contract_text, day_json, number_json

VERSION: Final = 1


def improvement_text(project: Project, found: Improvement) -> str:
    """The contract as text: UTF-8, two spaces of indent, a newline at the end."""
    return contract_text(improvement_document(project, found))


def improvement_document(project: Project, found: Improvement) -> dict[str, Json]:
    """The contract as plain data."""
    say = Bilingual()
    product = project.get(Product, found.product_id)
    return {
        "contract": {"name": "dual-compare.improvement", "version": VERSION},
        "product": {"id": found.product_id, "name": product.name if product else ""},
        "before": say.sentence(found.before),
        "after": say.sentence(found.after),
        "step": {"before": _step(found.step[0]), "after": _step(found.step[1])},
        "passed": {"before": _rate(found.passed[0]), "after": _rate(found.passed[1])},
        "inspections": {"before": _rate(found.inspections[0]), "after": _rate(found.inspections[1])},
        "indicators": [_indicator(say, project, one) for one in found.indicators],
        "consistency": [
            {
                "market": one.market.value,
                "before": number_json(one.before),
                "before_of": one.before_of,
                "after": number_json(one.after),
                "after_of": one.after_of,
            }
            for one in found.rates
        ],
        "limits": [_limit(say, project, one) for one in found.limits],
        "limits_reason": None if found.limits_reason is None else say.sentence(found.limits_reason),
    }


def _step(one: StepThen) -> Json:
    return {"step": one.step.value, "assessed": one.assessed, "numeric_only": one.numeric_only}


def _rate(one: Rate | None) -> Json:
    if one is None:
        return None
    return {
        "passed": one.passed,
        "of": one.tested,
        "rate": number_json(one.share),
        "interval95": [number_json(one.low), number_json(one.high)],
    }


def _named(project: Project, indicator_id: str) -> dict[str, Json]:
    indicator = project.get(Indicator, indicator_id)
    return {
        "indicator_id": indicator_id,
        "code": indicator.code if indicator else "",
        "indicator": indicator.name if indicator else "",
    }


def _indicator(say: Bilingual, project: Project, one: IndicatorChange) -> Json:
    gap, proof = one.gap, one.verification
    return {
        **_named(project, one.indicator_id),
        "unit": one.after.unit,
        "before": _value(one.before),
        "after": _value(one.after),
        "absolute": None if gap is None else number_json(gap.absolute),
        "relative_percent": None if gap is None else number_json(gap.relative),
        "comparability": None if gap is None else gap.comparability.value,
        "conclusion": None if gap is None or gap.conclusion is None else gap.conclusion.value,
        "numeric_only": gap is None or gap.numeric_only,
        "interval95": None
        if gap is None or gap.interval95 is None
        else [number_json(end) for end in gap.interval95],
        "reason": None if one.reason is None else say.sentence(one.reason),
        "target": one.target,
        "met": one.met,
        "actions": list(one.actions),
        "verification": None
        if proof is None
        else {
            "id": proof.id,
            "action_id": proof.action_id,
            "on": day_json(proof.on),
            "raw": proof.raw,
            "unit": proof.unit,
            "met": proof.met,
            "report_id": proof.report_id,
            "sample_id": proof.sample_id,
            "waived_by": proof.waived_by,
            "reason": proof.reason,
        },
    }


def _value(one: Summary) -> Json:
    return {"text": one.text, "raw": list(one.raw), "mean": number_json(one.mean), "n": one.n}


def _limit(say: Bilingual, project: Project, one: LimitChange) -> Json:
    return {
        **_named(project, one.indicator_id),
        "before": one.before,
        "after": one.after,
        "verdict": one.verdict.value,
        "reason": None if one.reason is None else say.sentence(one.reason),
    }
