"""A profile as the documented JSON (docs/profile-json.md, version 1).

Numbers stay the decimal texts they are, codes stay codes, sentences come in both languages; the same project, date,
bands and version give the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

from compare_app import __version__
from compare_app.domain.index_table import ROWS, BandSet
from compare_app.domain.model import CellRef, IndexFigure, Inspection, Provenance
from compare_app.domain.profile import (
    HONOUR_NOTICE,
    INDEX_NOTICE,
    ClassRate,
    HonourEstimate,
    HonourWindow,
    IndexYear,
    ItemScore,
    NodeScore,
    PassRates,
    Profile,
    Rate,
    ReferenceGap,
    YearRate,
)
from compare_app.domain.project import Project
from compare_app.domain.terms import HonourList, IndexItem, IndexNode, Trust
from compare_app.exporters.atomic import write_bytes
from compare_app.exporters.contract import Bilingual, Json, cell_json, contract_text, day_json, number_json

VERSION: Final = 1
_TERMS: Final[tuple[type[Enum], ...]] = (HonourList, IndexItem, IndexNode, Trust)


def write_profile_json(to: Path, project: Project, profile: Profile) -> None:
    """Write the contract into a file; the old file survives a failure."""
    body = profile_text(project, profile).encode("utf-8")
    write_bytes(to, body)


def profile_text(project: Project, profile: Profile) -> str:
    """The contract as text: UTF-8, two spaces of indent, a newline at the end."""
    return contract_text(profile_document(project, profile))


def profile_document(project: Project, profile: Profile) -> dict[str, Json]:
    """The contract as plain data."""
    return _Writer().document(project, profile)


@dataclass(frozen=True, slots=True)
class _Writer(Bilingual):
    """Knows both languages while one document is made."""

    def document(self, project: Project, profile: Profile) -> dict[str, Json]:
        return {
            "contract": {"name": "dual-compare.profile", "version": VERSION},
            "program": {"name": "dual-compare", "version": __version__},
            "on": profile.on.isoformat(),
            "project": project.name,
            "pass_rates": {"own": self.rates(profile.own), "market": self.rates(profile.market)},
            "honour": self.honour(profile.honour),
            "index": {
                "notice": self.sentence(INDEX_NOTICE),
                "official": False,
                "bands": self.bands(profile.bands),
                "years": [self.index_year(one) for one in profile.index],
            },
            "inputs": {
                "inspections": [_inspection(one) for one in project.all(Inspection).values()],
                "index_figures": [_figure(one) for one in project.all(IndexFigure).values()],
            },
            "warnings": [self.sentence(one) for one in profile.warnings],
            "terms": self.terms(_TERMS),
        }

    # --- the parts, in the order of the contract -------------------------------------------------------------------

    def rates(self, rates: PassRates) -> Json:
        return {
            "overall": None if rates.overall is None else _rate(rates.overall),
            "years": [self.year(one) for one in rates.years],
            "classes": [self.product_class(one) for one in rates.classes],
            "left_out": [self.sentence(one) for one in rates.left_out],
        }

    def year(self, one: YearRate) -> Json:
        return {
            "key": one.key,
            "year": one.year,
            "rate": _rate(one.rate),
            "weighted": number_json(one.weighted),
            "classes": one.classes,
            "classes_weighted": one.classes_weighted,
            "unconfirmed": one.unconfirmed,
            "steps": self.steps(one.steps),
        }

    def product_class(self, one: ClassRate) -> Json:
        return {
            "key": one.key,
            "product_class": one.product_class,
            "year": one.year,
            "rate": _rate(one.rate),
            "total": one.total,
            "output": number_json(one.output),
            "weight": number_json(one.weight),
            "serious": one.serious,
            "inspections": list(one.inspections),
            "unconfirmed": one.unconfirmed,
            "steps": self.steps(one.steps),
        }

    def honour(self, one: HonourEstimate) -> Json:
        return {
            "notice": self.sentence(HONOUR_NOTICE),
            "official": False,
            "estimate": None if one.honour is None else one.honour.value,
            "inspections": one.inspections,
            "first_inspected": day_json(one.first_inspected),
            "last_failed": day_json(one.last_failed),
            "windows": [self.window(window) for window in one.windows],
            "open": [self.sentence(said) for said in one.open],
            "steps": self.steps(one.steps),
        }

    def window(self, one: HonourWindow) -> Json:
        return {
            "list": one.honour.value,
            "years": one.years,
            "first": day_json(one.first),
            "last": day_json(one.last),
            "state": one.state.value,
            "inspections": one.inspections,
            "failed": list(one.failed),
            "empty_years": list(one.empty_years),
            "reason": self.sentence(one.reason),
        }

    def bands(self, chosen: BandSet) -> Json:
        return {
            "code": chosen.code,
            "name": self.sentence(chosen.name),
            "source": self.sentence(chosen.source),
            "bands": [{"low": number_json(one.low), "name": self.sentence(one.name)} for one in chosen.bands],
        }

    def index_year(self, one: IndexYear) -> Json:
        return {
            "year": one.year,
            "value": number_json(one.value),
            "band": None if one.band is None else self.sentence(one.band.name),
            "covered": one.covered,
            "total": one.total,
            "empty": [node.value for node in one.empty],
            "unconfirmed": one.unconfirmed,
            "halves": [
                {
                    "code": half.code,
                    "name": self.sentence(half.name),
                    "score": number_json(half.score),
                    "nodes": [self.node(node) for node in half.nodes],
                    "steps": self.steps(half.steps),
                }
                for half in one.halves
            ],
            "references": [self.reference(gap) for gap in one.references],
            "steps": self.steps(one.steps),
        }

    def node(self, one: NodeScore) -> Json:
        return {
            "node": one.node.value,
            "share": number_json(one.share),
            "score": number_json(one.score),
            "covered": one.covered,
            "items": [self.item(item) for item in one.items],
            "steps": self.steps(one.steps),
        }

    def item(self, one: ItemScore) -> Json:
        return {
            "item": one.item.value,
            "figure_id": one.figure_id,
            "value": number_json(one.value),
            "unit": self.sentence(ROWS[one.item].unit),
            "smaller_is_better": ROWS[one.item].smaller_is_better,
            "low": number_json(one.low),
            "high": number_json(one.high),
            "weight": number_json(one.weight),
            "share": number_json(one.share),
            "score": number_json(one.score),
            "clamped": one.clamped,
            "reason": None if one.reason is None else self.sentence(one.reason),
            "unconfirmed": one.unconfirmed,
            "steps": self.steps(one.steps),
        }

    def reference(self, gap: ReferenceGap) -> Json:
        one = gap.reference
        return {
            "region": self.sentence(one.region),
            "year": one.year,
            "value": number_json(one.value),
            "target": one.target,
            "sourced": one.sourced,
            "source": self.sentence(one.source),
            "difference": number_json(gap.difference),
        }


def _rate(one: Rate) -> Json:
    return {
        "tested": one.tested,
        "passed": one.passed,
        "failed": one.failed,
        "share": number_json(one.share),
        "failed_share": number_json(one.failed_share),
        "interval95": [number_json(one.low), number_json(one.high)],
    }


def _inspection(one: Inspection) -> Json:
    return {
        "id": one.id,
        "product_class": one.product_class,
        "own": one.own,
        "inspected_on": day_json(one.inspected_on),
        "year": one.year,
        "tested": one.batches,
        "failed": one.failed,
        "organiser": one.organiser,
        "enterprise": one.enterprise,
        "product": one.product,
        "product_id": one.product_id,
        "lot": one.lot,
        "failed_items": list(one.failed_items),
        "serious": one.serious,
        "laboratory": one.laboratory,
        "output": number_json(one.output),
        "note": one.note,
        "source": _source(one.source),
        "cell": None if one.cell == CellRef() else cell_json(one.cell),
    }


def _figure(one: IndexFigure) -> Json:
    return {
        "id": one.id,
        "year": one.year,
        "item": one.item.value,
        "value": number_json(one.value),
        "low": number_json(one.low),
        "high": number_json(one.high),
        "weight": number_json(one.weight),
        "note": one.note,
        "source": _source(one.source),
    }


def _source(one: Provenance) -> Json:
    return {
        "document": one.document,
        "place": one.place,
        "checked_by": one.checked_by,
        "checked_on": day_json(one.checked_on),
        "trust": one.trust.value,
    }
