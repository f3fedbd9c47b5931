"""The sheets 样品登记 (F2) and 检验报告 (F5): what the results name, also before there is any result."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from compare_app.domain.model import Sample, TestReport
from compare_app.domain.terms import SampleKind
from compare_app.importers.own.reading import Fields
from compare_app.text.message import M

_UNITS = ("test_units", "reserve_units")
_SAMPLE = ("batch", "produced", "purchase", "seal", "note")
_REPORT = ("cma", "cnas", "issued", "note")


def take_sample(row: Fields) -> None:
    """One sample, found again by product and code; a blind code that another sample has is held."""
    if row.missing(("product", "code")):
        return
    product = row.product()
    if product is None:
        return
    records = row.reading.records
    old = records.sample(product.id, row.text("code"))
    changes = row.changes(_SAMPLE, Sample("", "", "")) | _units(row)
    if row.has("kind"):
        changes["kind"] = row.good("kind") or SampleKind.UNSTATED
    blind = row.text("blind_code")
    if blind and not records.claims_blind_code(old.id, blind):
        row.hold("blind_code", "IMP-TWICE", M("a blind code that no other sample has"))
    elif row.has("blind_code"):
        changes["blind_code"] = blind
    records.put(replace(old, **changes))


def _units(row: Fields) -> dict[str, Any]:
    """The counts that the row states; a blank states none."""
    found: dict[str, Any] = {}
    for name in _UNITS:
        if not row.has(name):
            continue
        number = row.number(name)
        if number is not None and (number < 0 or number != int(number)):
            row.hold(name, "IMP-NUMBER", M("a whole number of units"))
        else:
            found[name] = int(number or 0)
    return found


def take_report(row: Fields) -> None:
    """One report, found again by its number, or by its laboratory where it has none."""
    number, laboratory = row.text("number"), row.text("laboratory")
    if not number and row.missing(("laboratory",)):
        return
    records = row.reading.records
    old = records.report(number, laboratory)
    changes = row.changes(_REPORT, TestReport("", ""))
    if laboratory:
        changes["laboratory"] = laboratory
    records.put(replace(old, **changes))
