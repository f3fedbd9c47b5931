"""Small projects made by hand, for tests of the engine: every value is visible in the test that uses it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from compare_app.domain.comparison import Comparison
from compare_app.domain.limit_text import parse_limit
from compare_app.domain.model import (
    Category,
    Executed,
    Indicator,
    Product,
    Requirement,
    Result,
    Sample,
    StandardEdition,
    TestMethod,
)
from compare_app.domain.pool import Column, Pool
from compare_app.domain.project import Project
from compare_app.domain.record import Record
from compare_app.domain.result_text import parse_result
from compare_app.domain.terms import (
    Basis,
    ComparisonMode,
    Direction,
    Force,
    IndicatorClass,
    Market,
    Role,
    Scale,
    StandardScope,
    Statistic,
)
from compare_app.engine.compare import compare
from compare_app.storage.column import empty, with_entry
from compare_app.storage.figure import aim, figure, kinds_of
from compare_app.storage.pools import Keys

ON = date(2026, 11, 23)
CATEGORY = Category("cat", "瓷砖")


def indicator(code: str = "x", **fields: object) -> Indicator:
    """An indicator in MPa, larger is better, core, unless said otherwise."""
    values: dict[str, object] = {
        "id": code,
        "category_id": "cat",
        "position": 1,
        "code": code,
        "name": code,
        "unit": "MPa",
        "rounding": Decimal("0.1"),
    }
    return Indicator(**(values | fields))  # type: ignore[arg-type]


def edition(number: str, **fields: object) -> StandardEdition:
    """A domestic recommended national standard in force, unless said otherwise."""
    values: dict[str, object] = {
        "id": number,
        "number": number,
        "scope": StandardScope.NATIONAL,
        "force": Force.RECOMMENDED,
        "market": Market.DOMESTIC,
        "region": "CN",
        "effective": date(2020, 1, 1),
    }
    return StandardEdition(**(values | fields))  # type: ignore[arg-type]


def own_standard() -> StandardEdition:
    """The enterprise's own standard."""
    return edition("Q/SL 1-2025", scope=StandardScope.ENTERPRISE, force=Force.SELF_DECLARED)


def requirement(edition_id: str, code: str, text: str, **fields: object) -> Requirement:
    """A requirement whose limit is parsed from the text; the statistic is the parsed one unless given."""
    row = parse_limit(text).rows[0]
    values: dict[str, object] = {
        "id": f"{edition_id}/{code}/{text}",
        "edition_id": edition_id,
        "indicator_id": code,
        "raw": text,
        "limit": row.limit,
        "unit": row.unit,
        "conditions": row.conditions,
        "statistic": row.statistic if row.statistic is not Statistic.UNSTATED else Statistic.MEAN,
    }
    return Requirement(**(values | fields))  # type: ignore[arg-type]


def product(name: str, role: Role, **fields: object) -> Product:
    """A product of the category."""
    return Product(id=name, category_id="cat", name=name, role=role, **fields)  # type: ignore[arg-type]


def results(name: str, code: str, *texts: str, **fields: object) -> list[Result]:
    """Results read from texts as a person types them."""
    found: list[Result] = []
    for text in texts:
        for reading in parse_result(text):
            values: dict[str, object] = {
                "product_id": name,
                "indicator_id": code,
                "replicate": len(found) + 1,
                "raw": text,
                "value": reading.value,
                "unit": reading.unit,
                "statistic": reading.statistic or Statistic.SINGLE,
            }
            found.append(Result(**(values | fields)))  # type: ignore[arg-type]
    return found


def pool_of(project: Project, rows: Sequence[Result]) -> Pool:
    """The columns as the store makes them."""
    ids = tuple(one.id for one in project.products("cat"))
    columns: dict[str, Column] = {}
    keys = Keys()
    methods, kinds = project.all(TestMethod), kinds_of(project.all(Sample))
    found: dict[tuple[str, str], list[Result]] = {}
    for row in rows:
        found.setdefault((row.product_id, row.indicator_id), []).append(row)
    for one in project.indicators("cat"):
        column = empty(len(ids), far=aim(one) is not None)
        for at, name in enumerate(ids):
            entry = figure(one, found.get((name, one.id), ()), methods, kinds)
            column = with_entry(column, at, entry, keys.number(entry.key))
        columns[one.id] = column
    return Pool("cat", ids, columns, keys.table())


def project_of(records: Iterable[Record]) -> Project:
    """A snapshot with the category and the records."""
    return Project("p", "test").with_records([CATEGORY, *records])


def compared(records: Iterable[Record], rows: Sequence[Result], name: str = "ours") -> Comparison:
    """The comparison of one product."""
    project = project_of(records)
    details = {
        one.id: tuple(row for row in rows if row.product_id == one.id) for one in project.products("cat")
    }
    return compare(project, name, details, pool_of(project, rows), ON)


def executes(name: str, *editions: StandardEdition) -> list[Executed]:
    """The product declares the editions."""
    return [Executed(f"{name}:{one.id}", name, one.id) for one in editions]


__all__ = [
    "CATEGORY",
    "ON",
    "Basis",
    "ComparisonMode",
    "Direction",
    "IndicatorClass",
    "Scale",
    "TestMethod",
    "compared",
    "edition",
    "executes",
    "indicator",
    "own_standard",
    "pool_of",
    "product",
    "project_of",
    "requirement",
    "results",
]
