"""The records of a project as rows of our workbook's sheets, such that reading them gives the same records again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Final

from compare_app.domain.limit_text import LimitRow, parse_limit, print_conditions, print_limit
from compare_app.domain.model import (
    Adoption,
    Category,
    Executed,
    GradingScheme,
    IndexFigure,
    Indicator,
    Inspection,
    Product,
    Provenance,
    Replacement,
    Requirement,
    Result,
    Sample,
    StandardEdition,
    TestMethod,
    TestReport,
)
from compare_app.domain.project import Project
from compare_app.domain.result_text import Reading, parse_result, print_value
from compare_app.domain.terms import SampleKind, Statistic
from compare_app.domain.units import spell
from compare_app.exporters.sheets import Field, RowFields
from compare_app.progress import pause

_SKIPPED: Final = frozenset({"id", "category_id", "source", "cell", "position"})


def indicator_rows(project: Project) -> Iterator[RowFields]:
    """The sheet 指标."""
    for category in project.all(Category).values():
        for at, indicator in enumerate(project.indicators(category.id)):
            first = {"category_en": category.name_en, "category_note": category.note} if not at else {}
            yield {"category": category.name, **_plain(indicator), **_source(indicator.source), **first}


def standard_rows(project: Project) -> Iterator[RowFields]:
    """The sheet 标准."""
    editions = project.all(StandardEdition)
    replaced: dict[str, list[str]] = {}
    for link in project.all(Replacement).values():
        old = editions.get(link.old_id)
        if old is not None:
            replaced.setdefault(link.new_id, []).append(old.number + (" (部分)" if link.partial else ""))
    adopted: dict[str, list[Adoption]] = {}
    for adoption in project.all(Adoption).values():
        adopted.setdefault(adoption.edition_id, []).append(adoption)
    for edition in editions.values():
        adoptions = adopted.get(edition.id, [])
        differences = [one.differences for one in adoptions]
        yield {
            **_plain(edition),
            **_source(edition.source),
            "replaces": tuple(replaced.get(edition.id, ())),
            "adopts": tuple(one.base_number for one in adoptions),
            "adoption_degree": tuple(one.degree for one in adoptions),
            "adoption_differences": " | ".join(differences) if any(differences) else "",
        }


def requirement_rows(project: Project) -> Iterator[RowFields]:
    """The sheet 要求; requirements that came from one text (`平均≥35, 单值≥32`) go back into one row."""
    editions, indicators = project.all(StandardEdition), project.all(Indicator)
    rows = [
        one
        for one in project.all(Requirement).values()
        if one.edition_id in editions and one.indicator_id in indicators
    ]
    at = 0
    while at < len(rows):
        first = rows[at]
        parsed = parse_limit(first.raw, first.unit).rows
        group = rows[at : at + len(parsed)]
        whole = len(group) == len(parsed) and all(_says(row, one, first) for row, one in zip(parsed, group))
        at += len(parsed) if whole else 1
        indicator = indicators[first.indicator_id]
        category = project.get(Category, indicator.category_id)
        said = parsed[0].conditions if whole else ()
        yield {
            **_plain(first),
            **_source(first.source),
            **_method(project, first.method_id),
            "category": category.name if category else "",
            "standard": editions[first.edition_id].number,
            "indicator": indicator.name,
            "limit": first.raw if whole else print_limit(first.limit, first.unit),
            "raw": "" if whole else first.raw,
            "statistic": None if len(group) > 1 and whole else first.statistic,
            "conditions": print_conditions([one for one in first.conditions if one not in said]),
        }


def _says(row: LimitRow, one: Requirement, first: Requirement) -> bool:
    """Whether a row of the parsed text is what the requirement says, all else being as in the first of its group."""
    alike = (
        (one.raw, one.edition_id, one.indicator_id, one.clause, one.unit, one.method_id, one.note)
        == (
            first.raw,
            first.edition_id,
            first.indicator_id,
            first.clause,
            first.unit,
            first.method_id,
            first.note,
        )
        and one.cell == first.cell
        and one.source == first.source
        and [c for c in one.conditions if c not in row.conditions]
        == [c for c in first.conditions if c not in row.conditions]
    )
    stated = row.statistic in (Statistic.UNSTATED, one.statistic)
    unit = not row.unit or spell(row.unit) == spell(one.unit)
    scope = all(part in one.scope_text for part in row.scope_text.split("; "))
    return alike and stated and unit and scope and row.limit == one.limit


def product_rows(project: Project) -> Iterator[RowFields]:
    """The sheet 产品."""
    editions = project.all(StandardEdition)
    executed: dict[str, list[str]] = {}
    for link in project.all(Executed).values():
        edition = editions.get(link.edition_id)
        if edition is not None:
            executed.setdefault(link.product_id, []).append(edition.number)
    for product in project.all(Product).values():
        category = project.get(Category, product.category_id)
        yield {
            **_plain(product),
            **_source(product.source),
            "category": category.name if category else "",
            "standards": tuple(executed.get(product.id, ())),
            "primary": product.primary or None,
            "fictional": product.fictional or None,
            "earlier_of": owner.name if (owner := project.get(Product, product.earlier_of)) else "",
        }


def result_rows(project: Project, results_of: Callable[[str], Sequence[Result]]) -> Iterator[RowFields]:
    """The sheet 实测, product by product; results that came from one text go back into one row."""
    indicators = project.all(Indicator)
    for product in project.all(Product).values():
        category = project.get(Category, product.category_id)
        known = [one for one in results_of(product.id) if one.indicator_id in indicators]
        place = {one.id: at for at, one in enumerate(project.indicators(product.category_id))}
        rows = sorted(known, key=lambda one: (place.get(one.indicator_id, len(place)), one.replicate))
        at = 0
        while at < len(rows):
            pause()
            first = rows[at]
            readings = parse_result(first.raw)
            group = rows[at : at + len(readings)]
            whole = len(group) == len(readings) and all(
                _holds(reading, one, first, len(readings) > 1) for reading, one in zip(readings, group)
            )
            at += len(readings) if whole else 1
            yield {
                **_plain(first),
                **_method(project, first.method_id),
                **_report(project, first.report_id),
                "category": category.name if category else "",
                "product": product.name,
                "indicator": indicators[first.indicator_id].name,
                "result": first.raw if whole else print_value(first.value),
                "raw": "" if whole else first.raw,
                "statistic": None if whole and len(group) > 1 else first.statistic,
                "sample": _sample(project, first.sample_id),
                "sample_kind": _sample_kind(project, first.sample_id),
            }


def _holds(reading: Reading, one: Result, first: Result, several: bool) -> bool:
    alike = (one.indicator_id, one.raw, one.cell, one.unit) == (
        first.indicator_id, first.raw, first.cell, first.unit,
    )  # fmt: skip
    statistic = not several or (reading.statistic or Statistic.SINGLE) is one.statistic
    unit = not reading.unit or spell(reading.unit) == spell(one.unit)
    return alike and statistic and unit and reading.value == one.value


def sample_rows(project: Project) -> Iterator[RowFields]:
    """The sheet 样品登记."""
    for one in project.all(Sample).values():
        product = project.get(Product, one.product_id)
        category = project.get(Category, product.category_id) if product is not None else None
        yield {
            **_plain(one),
            "category": category.name if category is not None else "",
            "product": product.name if product is not None else "",
            "kind": one.kind if one.kind is not SampleKind.UNSTATED else None,
            "test_units": Decimal(one.test_units) if one.test_units else None,
            "reserve_units": Decimal(one.reserve_units) if one.reserve_units else None,
        }


def report_rows(project: Project) -> Iterator[RowFields]:
    """The sheet 检验报告."""
    for one in project.all(TestReport).values():
        if one.number or one.laboratory:  # what has neither is not found again
            yield _plain(one)


def scheme_rows(project: Project) -> Iterator[RowFields]:
    """The sheet 分级方案: one row for each limit; a level without limits, or a scheme without levels, has one row."""
    editions, indicators = project.all(StandardEdition), project.all(Indicator)
    for scheme in project.all(GradingScheme).values():
        category = project.get(Category, scheme.category_id)
        edition = editions.get(scheme.edition_id)
        whole: dict[str, Field] = {
            "category": category.name if category else "",
            "name": scheme.name,
            "standard": edition.number if edition is not None else "",
            "official": scheme.official or None,
            "combination": scheme.combination,
            **_source(scheme.source),
        }
        if not scheme.levels:
            yield whole
        for level in scheme.levels:
            told = whole | {"level": level.name, "points": level.points, "share": level.share}
            limits = [(name, text) for name, text in level.limits if name in indicators]
            if not limits:
                yield told
            for name, text in limits:
                yield told | {"indicator": indicators[name].name, "limit": text}


def inspection_rows(project: Project) -> Iterator[RowFields]:
    """The sheet 监督抽查."""
    for one in project.all(Inspection).values():
        product = project.get(Product, one.product_id)
        category = project.get(Category, product.category_id) if product is not None else None
        yield {
            **_plain(one),
            **_source(one.source),
            "year": None if one.year is None else Decimal(one.year),
            "batches": Decimal(one.batches),
            "failed": Decimal(one.failed),
            "serious": one.serious or None,
            "linked_category": category.name if category is not None else "",
            "linked_product": product.name if product is not None else "",
        }


def index_figure_rows(project: Project) -> Iterator[RowFields]:
    """The sheet 指数数据."""
    for one in project.all(IndexFigure).values():
        yield {**_plain(one), **_source(one.source), "year": Decimal(one.year)}


# --- shared ---------------------------------------------------------------------------------------------------------


def _plain(
    record: Indicator
    | StandardEdition
    | Requirement
    | Product
    | Sample
    | TestReport
    | Result
    | Inspection
    | IndexFigure,
) -> dict[str, Field]:
    """The fields whose names are column keys."""
    return {one.name: getattr(record, one.name) for one in fields(record) if one.name not in _SKIPPED}


def _source(source: Provenance) -> dict[str, Field]:
    return {
        "document": source.document,
        "place": source.place,
        "trust": source.trust,
        "checked_by": source.checked_by,
        "checked_on": source.checked_on,
    }


def _method(project: Project, method_id: str) -> dict[str, Field]:
    method = project.get(TestMethod, method_id)
    if method is None:
        return {}
    return {
        "method": ", ".join(part for part in (method.standard, method.clause) if part),
        "method_group": method.group,
        "method_title": method.title,
        "method_conditions": method.conditions,
    }


def _report(project: Project, report_id: str) -> dict[str, Field]:
    report = project.get(TestReport, report_id)
    if report is None:
        return {}
    return {
        "report": report.number,
        "laboratory": report.laboratory,
        "report_cma": report.cma,
        "report_cnas": report.cnas,
        "report_issued": report.issued,
    }


def _sample(project: Project, sample_id: str) -> str:
    sample = project.get(Sample, sample_id)
    return sample.code if sample is not None else ""


def _sample_kind(project: Project, sample_id: str) -> SampleKind | None:
    sample = project.get(Sample, sample_id)
    return sample.kind if sample is not None and sample.kind is not SampleKind.UNSTATED else None
