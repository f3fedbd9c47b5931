"""The sheet 实测: values of products, one a row, with report, method and uncertainty."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from compare_app.domain.model import Category, Indicator, Product, Result
from compare_app.domain.result_text import Reading
from compare_app.domain.terms import SampleKind, Statistic
from compare_app.domain.value import Unread
from compare_app.importers.own.reading import Fields
from compare_app.importers.understanding import Judge
from compare_app.text.message import M

_STATED: Final = (
    "basis", "uncertainty", "coverage", "specimen", "quantity", "condition", "tested_on", "note", "trust", "outlier",
)  # fmt: skip
_BLANK: Final = Result("", "", 0, "")


def take(row: Fields) -> None:
    """The results of one row: `43 39~45` holds a mean and the span of its single values."""
    if row.missing(("product", "indicator")):
        return
    product = row.product()
    if product is None:
        return
    category = row.reading.records.get(Category, product.category_id)
    indicator = row.indicator(category)
    if indicator is None:
        return
    if not row.cell("result").text.strip():
        row.hold_row("result", "IMP-REQUIRED", M("a result; write — where there is none"))
        return
    uncertainty = row.number("uncertainty")
    if uncertainty is not None and uncertainty < 0:
        row.hold("uncertainty", "IMP-NUMBER", M("an uncertainty that is not negative"))
    judge = Judge(
        indicator,
        row.text("unit"),
        quantity=row.text("quantity"),
        tolerance_units=row.reading.records.tolerance_units(indicator.id),
    )
    understood = judge.understand(row.cell("result"))
    if understood.trouble is not None:
        trouble = understood.trouble
        key = "unit" if trouble.code == "IMP-UNIT" and row.text("unit") else "result"
        row.hold(key, trouble.code, trouble.expected, remedy=trouble.remedy)
    for one in understood.remarks:
        row.note("result", one.code, one.expected, one.effect)
    method_id = row.method_id("")
    report_id = _report(row)
    for reading in understood.readings:
        _put(row, product, indicator, reading, len(understood.readings) > 1, method_id, report_id)


def _put(
    row: Fields,
    product: Product,
    indicator: Indicator,
    reading: Reading,
    several: bool,
    method_id: str,
    report_id: str,
) -> None:
    records = row.reading.records
    stated = row.good("statistic")
    if isinstance(stated, Statistic) and not several:
        statistic = stated
    else:
        statistic = reading.statistic or Statistic.SINGLE
    unit = row.text("unit") if isinstance(reading.value, Unread) else reading.unit
    number, old = records.seat(product.id, indicator.id, statistic, row.text("specimen"), unit)
    base = old or _BLANK
    changes = row.changes(_STATED, _BLANK)
    if changes.get("uncertainty") is not None and changes["uncertainty"] < 0:
        changes["uncertainty"] = base.uncertainty
    sample_id = _sample(row, product) or base.sample_id
    records.put_result(
        replace(
            base,
            product_id=product.id,
            indicator_id=indicator.id,
            replicate=number,
            raw=row.text("raw") or row.cell("result").text,
            value=reading.value,
            unit=unit,
            statistic=statistic,
            method_id=method_id if _has_method(row) else base.method_id,
            sample_id=sample_id,
            report_id=report_id or ("" if row.has("report") else base.report_id),
            cell=row.ref("result"),
            **changes,
        ),
        old,
    )


def _sample(row: Fields, product: Product) -> str:
    """The sample of the row with its kind; empty where the row names none."""
    code, kind = row.text("sample"), row.good("sample_kind")
    if not code:
        if isinstance(kind, SampleKind) and kind is not SampleKind.UNSTATED:
            row.note("sample_kind", "IMP-SAMPLE", M("a sample code in the row: the kind belongs to a sample"))
        return ""
    records = row.reading.records
    sample = records.sample(product.id, code)
    if isinstance(kind, SampleKind) and kind is not sample.kind:
        sample = replace(sample, kind=kind)
        records.put(sample)
    return sample.id


def _has_method(row: Fields) -> bool:
    return any(key in row.columns for key in ("method", "method_group", "method_title"))


def _report(row: Fields) -> str:
    """The report of the row, made or completed."""
    records, number = row.reading.records, row.text("report")
    if not (number or row.text("laboratory")):
        return ""
    report = records.report(number, row.text("laboratory"))
    stated = {
        "laboratory": row.text("laboratory"),
        "cma": row.text("report_cma"),
        "cnas": row.text("report_cnas"),
    }
    issued = row.day("report_issued") or report.issued
    records.put(replace(report, **{name: text for name, text in stated.items() if text}, issued=issued))
    return report.id
