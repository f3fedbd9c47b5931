"""A comparison as the documented JSON (docs/comparison-json.md, version 1): the contract for programs and snapshots.

Numbers stay the decimal texts they are, codes stay codes, sentences come in both languages; the same project, date
and version give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

from compare_app import __version__
from compare_app.domain.comparison import (
    Blocker,
    Comparison,
    Consistency,
    Gap,
    IndicatorRow,
    Judgement,
    Ladder,
    LimitSide,
    Quadrant,
    Score,
    StandardRow,
    Summary,
    Suspect,
)
from compare_app.domain.digest import notice_of
from compare_app.domain.model import Category, Indicator, Product
from compare_app.domain.project import Project
from compare_app.domain.proof import Trail
from compare_app.domain.quality_domain import domain_name
from compare_app.domain.terms import (
    Absence,
    Basis,
    Combination,
    Comparability,
    ComparisonMode,
    Conclusion,
    Conformity,
    Difference,
    Direction,
    EditionStatus,
    Force,
    IndicatorClass,
    Market,
    Outcome,
    Readiness,
    Role,
    Route,
    SampleKind,
    Scale,
    Severity,
    StandardScope,
    Standing,
    Statistic,
    Step,
    Trust,
    Verdict,
)
from compare_app.domain.value import (
    Absent,
    Censored,
    Grade,
    NotDetected,
    Number,
    PassFail,
    Span,
    Unread,
    Value,
)
from compare_app.exporters.assessment_json import assessment_document
from compare_app.exporters.atomic import write_bytes
from compare_app.exporters.contract import Bilingual, Json, cell_json, contract_text, day_json, number_json
from compare_app.exporters.standards_json import editions, proposal, transition

VERSION: Final = 1

_TERMS: Final[tuple[type[Enum], ...]] = (
    Absence,
    Basis,
    Combination,
    Comparability,
    ComparisonMode,
    Conclusion,
    Conformity,
    Difference,
    Direction,
    EditionStatus,
    Force,
    IndicatorClass,
    Market,
    Outcome,
    Readiness,
    Role,
    Route,
    SampleKind,
    Scale,
    Severity,
    StandardScope,
    Standing,
    Statistic,
    Step,
    Trust,
    Verdict,
)


def write_json(to: Path, project: Project, comparison: Comparison, trail: Trail | None = None) -> None:
    """Write the contract into a file; the old file survives a failure."""
    body = comparison_text(project, comparison, trail).encode("utf-8")
    write_bytes(to, body)


def comparison_text(project: Project, comparison: Comparison, trail: Trail | None = None) -> str:
    """The contract as text: UTF-8, two spaces of indent, a newline at the end."""
    return contract_text(comparison_document(project, comparison, trail))


def comparison_document(
    project: Project, comparison: Comparison, trail: Trail | None = None
) -> dict[str, Json]:
    """The contract as plain data; `trail` is the head of the change record it was written at."""
    audit: Json = None if trail is None else {"entries": trail.entries, "head": trail.head}
    return {**_Writer(project).document(comparison), "audit": audit}


@dataclass(frozen=True, slots=True)
class _Writer(Bilingual):
    """Knows the names of things and both languages while one document is made."""

    project: Project

    def document(self, comparison: Comparison) -> dict[str, Json]:
        return {
            "contract": {"name": "dual-compare.comparison", "version": VERSION},
            "program": {"name": "dual-compare", "version": __version__},
            "on": comparison.on.isoformat(),
            "notice": self.sentence(notice_of(comparison)),
            "rule": self.sentence(comparison.rule),
            "product": self.product(comparison),
            "standards": [self.standard(row) for row in comparison.standards],
            "consistency": [self.consistency(one) for one in comparison.consistency],
            "consistency_by_domain": [
                {
                    "domain": one.domain,
                    "name": self.sentence(domain_name(one.domain)),
                    **self.consistency(one),
                }
                for one in comparison.consistency_by_domain
            ],
            "indicators": [self.indicator(row) for row in comparison.indicators],
            "quadrants": [self.quadrant(one) for one in comparison.quadrants],
            "ladder": self.ladder(comparison.ladder),
            "scores": [self.score(one) for one in comparison.scores],
            "warnings": [self.sentence(one) for one in comparison.warnings],
            "other_scopes": [self.standard(row) for row in comparison.other_scopes],
            "editions": editions(self.project, comparison),
            "assessment": {
                **assessment_document(comparison.assessment, self),
                "proposals": [proposal(self, one) for one in comparison.assessment.proposals],
                "transitions": [transition(self, one) for one in comparison.assessment.transitions],
            },
            "terms": self.terms(_TERMS),
        }

    # --- small things ----------------------------------------------------------------------------------------------

    def product_name(self, product_id: str) -> str:
        product = self.project.get(Product, product_id)
        return product.name if product else ""

    def indicator_name(self, indicator_id: str) -> str:
        indicator = self.project.get(Indicator, indicator_id)
        return indicator.name if indicator else ""

    def side(self, side: LimitSide | None) -> Json:
        return _side(side)

    # --- the parts, in the order of the contract -------------------------------------------------------------------

    def product(self, comparison: Comparison) -> Json:
        product = self.project.get(Product, comparison.product_id)
        category = self.project.get(Category, comparison.category_id)
        return {
            "id": comparison.product_id,
            "name": product.name if product else "",
            "brand": product.brand if product else "",
            "model": product.model if product else "",
            "enterprise": product.enterprise if product else "",
            "role": _code(product.role if product else None),
            "fictional": product.fictional if product else False,
            "produced": day_json(product.produced if product else None),
            "category": {
                "id": comparison.category_id,
                "name": category.name if category else "",
                "name_en": category.name_en if category else "",
            },
            "executed": [
                {
                    "edition_id": edition.id,
                    "number": edition.number,
                    "wq_number": edition.wq_number,
                    "title": edition.title,
                    "trust": edition.source.trust.value,
                }
                for edition in self.project.executed(comparison.product_id)
            ],
        }

    def standard(self, row: StandardRow) -> Json:
        overruled = row.override_reason or row.override_author
        return {
            "key": row.key,
            "indicator_id": row.indicator_id,
            "indicator": self.indicator_name(row.indicator_id),
            "market": row.market.value,
            "region": row.region,
            "ours": _side(row.ours),
            "theirs": _side(row.theirs),
            "verdict": row.verdict.value,
            "automatic": row.automatic.value,
            "reasons": _codes(row.reasons),
            "statistic_unconfirmed": row.statistic_unconfirmed,
            "override": {"reason": row.override_reason, "author": row.override_author} if overruled else None,
            "steps": self.steps(row.steps),
            "scope": row.scope,
        }

    def consistency(self, one: Consistency) -> dict[str, Json]:
        return {
            "market": one.market.value,
            "region": one.region,
            "counts": {verdict.value: one.counts.get(verdict, 0) for verdict in Verdict},
            "rate": number_json(one.rate),
            "rate_of": one.rate_of,
            "orderable_rate": number_json(one.orderable_rate),
            "orderable_of": one.orderable_of,
            "coverage": number_json(one.coverage),
            "rows": one.rows,
        }

    def indicator(self, row: IndicatorRow) -> Json:
        indicator = self.project.get(Indicator, row.indicator_id)
        return {
            "id": row.indicator_id,
            "code": indicator.code if indicator else "",
            "name": indicator.name if indicator else "",
            "name_en": indicator.name_en if indicator else "",
            "unit": indicator.unit if indicator else row.ours.unit,
            "quantity": indicator.quantity if indicator else row.ours.quantity,
            "scale": _code(indicator.scale if indicator else None),
            "direction": _code(indicator.direction if indicator else None),
            "class": _code(indicator.indicator_class if indicator else None),
            "severity": _code(indicator.severity if indicator else None),
            "weight": number_json(indicator.weight if indicator else None),
            "formula": indicator.formula if indicator else "",
            "ours": self.summary(row.ours),
            "conformity": [self.judgement(one) for one in row.judgements],
            "benchmarks": [self.gap(one) for one in row.gaps],
            "pool": None
            if row.pool is None
            else {
                "rank": None if row.pool.alone else row.pool.rank,
                "rank_last": None if row.pool.alone else row.pool.rank_last,
                "of": row.pool.of,
                "percentile_percent": None if row.pool.alone else number_json(row.pool.percentile),
                "left_out": [{"reason": reason.value, "products": n} for reason, n in row.pool.left_out],
                "steps": self.steps(row.pool.steps),
            },
            "grade": _grade(row.judgements),
            "score": number_json(row.score),
            "score_of": row.score_of,
            "note": None if row.note is None else self.sentence(row.note),
            "spread": None
            if row.spread is None
            else {
                "low": number_json(row.spread.low),
                "high": number_json(row.spread.high),
                "of": row.spread.of,
                "ratio": number_json(row.spread.ratio),
                "excess": number_json(row.spread.excess),
                "sentence": self.sentence(row.spread.sentence),
            },
        }

    def summary(self, one: Summary) -> Json:
        return {
            "product_id": one.product_id,
            "product": self.product_name(one.product_id),
            "value": _value(one.value),
            "text": one.text,
            "raw": list(one.raw),
            "unit": one.unit,
            "basis": _code(one.basis),
            "n": one.n,
            "mean": number_json(one.mean),
            "deviation": number_json(one.deviation),
            "uncertainty": number_json(one.uncertainty),
            "low": number_json(one.low),
            "high": number_json(one.high),
            "statistic": one.statistic.value,
            "method_group": one.method_group,
            "condition": one.condition,
            "quantity": one.quantity,
            "converted": one.converted,
            "problem": _code(one.problem),
            "trust": one.trust.value,
            "derived": one.derived,
            "cells": [cell_json(cell) for cell in one.cells],
            "steps": self.steps(one.steps),
            "sample_kind": one.sample_kind.value,
            "suspects": [_suspect(suspect) for suspect in one.suspects],
            "asides": [self.summary(aside) for aside in one.asides],
            "declared": None if one.declared is None else self.summary(one.declared),
            "uncertainty_stated": {"values": one.stated.stated, "of": one.stated.of},
        }

    def judgement(self, one: Judgement) -> Json:
        return {
            "requirement_id": one.requirement_id,
            "edition_id": one.edition_id,
            "standard": one.standard,
            "clause": one.clause,
            "limit": one.limit_text,
            "unit": one.unit,
            "statistic": one.statistic.value,
            "mode": one.mode.value,
            "value": one.value_text,
            "conformity": one.conformity.value,
            "reason": self.sentence(one.reason),
            "mandatory": one.mandatory,
            "declared": one.declared,
            "recommended": one.recommended,
            "margin": number_json(one.margin),
            "margin_percent": number_json(one.margin_percent),
            "grade": one.grade,
            "next_grade": one.next_grade,
            "next_distance": number_json(one.next_distance),
            "trust": one.trust.value,
            "statistic_unconfirmed": one.statistic_unconfirmed,
            "steps": self.steps(one.steps),
            "probability": number_json(one.probability),
            "borderline": one.borderline,
            "possible_grades": list(one.possible_grades),
            "note": None if one.note is None else self.sentence(one.note),
            "automatic": one.conformity.value if one.automatic is None else one.automatic.value,
            "override": None
            if one.automatic is None
            else {"reason": one.override_reason, "author": one.override_author},
            "worst": number_json(one.worst),
        }

    def gap(self, one: Gap) -> Json:
        product = self.project.get(Product, one.product_id)
        return {
            "product_id": one.product_id,
            "product": product.name if product else "",
            "role": one.role.value,
            "primary": one.primary,
            "fictional": product.fictional if product else False,
            "theirs": self.summary(one.theirs),
            "comparability": one.comparability.value,
            "reasons": _codes(one.reasons),
            "absolute": number_json(one.absolute),
            "relative_percent": number_json(one.relative),
            "ratio": number_json(one.ratio),
            "delta": number_json(one.delta),
            "standing": one.standing.value,
            "conclusion": _code(one.conclusion),
            "numeric_only": one.numeric_only,
            "interval95": None if one.interval95 is None else [number_json(end) for end in one.interval95],
            "significant_small": one.significant_small,
            "steps": self.steps(one.steps),
            "non_inferior": one.non_inferior,
            "p_value": number_json(one.p_value),
            "e_ratio": number_json(one.e_ratio),
            "remarks": [self.sentence(remark) for remark in one.remarks],
        }

    def quadrant(self, one: Quadrant) -> Json:
        return {
            "indicator_id": one.indicator_id,
            "indicator": self.indicator_name(one.indicator_id),
            "market": one.market.value,
            "standard": _code(one.standard),
            "product": _code(one.product),
            "route": one.route.value,
            "reason": self.sentence(one.reason),
            "failed": one.failed,
        }

    def ladder(self, one: Ladder) -> Json:
        return {
            "step": int(one.step),
            "name": self.word(one.step),
            "assessed": one.assessed,
            "numeric_only": one.numeric_only,
            "blockers": [self.blocker(blocker) for blocker in one.blockers],
            "achieved": [
                {"step": int(step), "reason": self.sentence(reason)} for step, reason in one.achieved
            ],
            "official": False,
            "table": None if one.table is None else self.sentence(one.table),
            "steps": self.steps(one.steps),
        }

    def blocker(self, one: Blocker) -> Json:
        return {
            "step": int(one.step),
            "indicator_id": one.indicator_id,
            "indicator": self.indicator_name(one.indicator_id),
            "unknown": one.unknown,
            "reason": self.sentence(one.reason),
        }

    def score(self, one: Score) -> Json:
        return {
            "role": one.role.value,
            "benchmark_id": one.benchmark_id,
            "benchmark": self.product_name(one.benchmark_id),
            "value": number_json(one.value),
            "covered": one.covered,
            "total": one.total,
            "weight_covered": number_json(one.weight_covered),
            "weakest_id": one.weakest_id,
            "weakest": self.indicator_name(one.weakest_id),
            "weakest_score": number_json(one.weakest_score),
            "official": False,
            "steps": self.steps(one.steps),
        }


def _suspect(one: Suspect) -> Json:
    return {
        "text": one.text,
        "cell": cell_json(one.cell),
        "statistic": None if one.statistic is None else f"{one.statistic:.4f}",
        "detection": f"{one.detection:.4f}",
        "rejection": f"{one.rejection:.4f}",
        "outlier": one.outlier,
        "reason": one.reason,
    }


def _code(member: Enum | None) -> Json:
    return None if member is None else str(member.value)


def _codes(members: Iterable[Enum]) -> Json:
    return [str(member.value) for member in members]


def _value(value: Value) -> Json:
    match value:
        case Number(number):
            return {"kind": "number", "number": number_json(number)}
        case Censored(operator, bound):
            return {"kind": "censored", "operator": operator.value, "bound": number_json(bound)}
        case NotDetected(lod):
            return {"kind": "not_detected", "lod": number_json(lod)}
        case Span(low, high):
            return {"kind": "span", "low": number_json(low), "high": number_json(high)}
        case Grade(label):
            return {"kind": "grade", "label": label}
        case PassFail(passed):
            return {"kind": "pass_fail", "passed": passed}
        case Absent(kind):
            return {"kind": "absent", "absence": kind.value}
        case Unread():
            return {"kind": "unread"}


def _side(side: LimitSide | None) -> Json:
    if side is None:
        return None
    return {
        "requirement_id": side.requirement_id,
        "edition_id": side.edition_id,
        "standard": side.standard,
        "clause": side.clause,
        "raw": side.raw,
        "limit": side.text,
        "unit": side.unit,
        "statistic": side.statistic.value,
        "condition": side.condition,
        "method": side.method,
        "quantity": side.quantity,
        "status": side.status.value,
        "trust": side.trust.value,
        "mode": side.mode.value,
    }


def _grade(judgements: Iterable[Judgement]) -> Json:
    """The grade of the first requirement that is a ladder; the judgements list the others."""
    for one in judgements:
        if one.grade:
            return {
                "requirement_id": one.requirement_id,
                "standard": one.standard,
                "grade": one.grade,
                "next_grade": one.next_grade,
                "next_distance": number_json(one.next_distance),
                "unit": one.unit,
                "possible": list(one.possible_grades),
            }
    return None
