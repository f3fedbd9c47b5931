"""A project at one moment: an immutable snapshot of everything but the results, which come as columns or per product.

Derived data is computed anew from a snapshot, never patched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, cast

from compare_app.domain.model import (
    Executed,
    ImportBatch,
    Indicator,
    Product,
    Replacement,
    Requirement,
    Result,
    StandardEdition,
)
from compare_app.domain.record import Record
from compare_app.domain.terms import Role

R = TypeVar("R")


@dataclass(frozen=True)
class Project:
    """All records by kind and id, in the order of the store."""

    id: str
    name: str
    tables: Mapping[type, Mapping[str, Record]] = field(default_factory=dict)

    def all(self, kind: type[R]) -> Mapping[str, R]:
        """Every record of a kind by its id, e.g. ``project.all(Product)``."""
        return cast("Mapping[str, R]", self.tables.get(kind, {}))

    def get(self, kind: type[R], record_id: str) -> R | None:
        """One record or None."""
        return self.all(kind).get(record_id)

    def with_records(self, puts: Iterable[Record], removes: Iterable[tuple[type, str]] = ()) -> Project:
        """The next snapshot. Results are skipped: they live in the store and in columns."""
        tables: dict[type, Mapping[str, Record]] = dict(self.tables)
        fresh: dict[type, dict[str, Record]] = {}

        def table(kind: type) -> dict[str, Record]:
            if kind not in fresh:
                fresh[kind] = dict(tables.get(kind, {}))
                tables[kind] = fresh[kind]
            return fresh[kind]

        for kind, record_id in removes:
            if kind is not Result:
                table(kind).pop(record_id, None)
        for record in puts:
            if not isinstance(record, Result):
                table(type(record))[record.id] = record
        return Project(self.id, self.name, tables)

    @cached_property
    def _indicators(self) -> Mapping[str, tuple[Indicator, ...]]:
        grouped: dict[str, list[Indicator]] = {}
        for indicator in self.all(Indicator).values():
            grouped.setdefault(indicator.category_id, []).append(indicator)
        return {
            category: tuple(sorted(rows, key=lambda row: (row.position, row.id)))
            for category, rows in grouped.items()
        }

    @cached_property
    def _products(self) -> Mapping[str, tuple[Product, ...]]:
        grouped: dict[str, list[Product]] = {}
        for product in self.all(Product).values():
            grouped.setdefault(product.category_id, []).append(product)
        return {category: tuple(rows) for category, rows in grouped.items()}

    @cached_property
    def _benchmarks(self) -> Mapping[str, tuple[Product, ...]]:
        return {
            category: tuple(one for one in rows if one.role not in (Role.OURS, Role.PEER))
            for category, rows in self._products.items()
        }

    @cached_property
    def _requirements(self) -> Mapping[str, tuple[Requirement, ...]]:
        grouped: dict[str, list[Requirement]] = {}
        for requirement in self.all(Requirement).values():
            grouped.setdefault(requirement.indicator_id, []).append(requirement)
        return {indicator: tuple(rows) for indicator, rows in grouped.items()}

    @cached_property
    def _replaced_by(self) -> Mapping[str, tuple[Replacement, ...]]:
        grouped: dict[str, list[Replacement]] = {}
        for one in self.all(Replacement).values():
            grouped.setdefault(one.old_id, []).append(one)
        return {edition: tuple(rows) for edition, rows in grouped.items()}

    @cached_property
    def _replaces(self) -> Mapping[str, tuple[Replacement, ...]]:
        grouped: dict[str, list[Replacement]] = {}
        for one in self.all(Replacement).values():
            grouped.setdefault(one.new_id, []).append(one)
        return {edition: tuple(rows) for edition, rows in grouped.items()}

    def indicators(self, category_id: str) -> tuple[Indicator, ...]:
        """The scheme of a category, in order."""
        return self._indicators.get(category_id, ())

    def products(self, category_id: str) -> tuple[Product, ...]:
        """The products of a category, in the order of the store."""
        return self._products.get(category_id, ())

    def benchmarks(self, category_id: str) -> tuple[Product, ...]:
        """The products of a category that others are held against, in the order of the store."""
        return self._benchmarks.get(category_id, ())

    def benchmarks_of(self, product: Product) -> tuple[Product, ...]:
        """The benchmarks of one product: of earlier states its own, and those of which nobody said whose they are."""
        return tuple(
            one
            for one in self.benchmarks(product.category_id)
            if one.id != product.id and one.earlier_of in ("", product.id)
        )

    def requirements(self, indicator_id: str) -> tuple[Requirement, ...]:
        """Every requirement on an indicator, whatever the edition."""
        return self._requirements.get(indicator_id, ())

    def replaced_by(self, edition_id: str) -> tuple[Replacement, ...]:
        """What replaces an edition, wholly or in part."""
        return self._replaced_by.get(edition_id, ())

    def replaces(self, edition_id: str) -> tuple[Replacement, ...]:
        """What an edition replaces, wholly or in part."""
        return self._replaces.get(edition_id, ())

    def executed(self, product_id: str) -> tuple[StandardEdition, ...]:
        """The editions a product declares to meet."""
        editions = self.all(StandardEdition)
        return tuple(
            editions[link.edition_id]
            for link in self.all(Executed).values()
            if link.product_id == product_id and link.edition_id in editions
        )

    def batches(self) -> tuple[ImportBatch, ...]:
        """The imports so far."""
        return tuple(self.all(ImportBatch).values())
