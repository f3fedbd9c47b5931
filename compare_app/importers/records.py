"""What a file says, matched with what the project has: each thing is found again by its natural key.

New and changed records are kept, equal ones only counted, so that importing the same file twice changes nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar, cast

from compare_app.domain.draft import DraftRecords
from compare_app.domain.edit import Ref
from compare_app.domain.limit import Combined
from compare_app.domain.model import (
    Adoption,
    Category,
    CellRef,
    Executed,
    GradingScheme,
    IndexFigure,
    Indicator,
    Inspection,
    Product,
    Replacement,
    Requirement,
    Result,
    Sample,
    StandardEdition,
    TestMethod,
    TestReport,
    new_id,
)
from compare_app.domain.natural_key import (
    edition_key,
    inspection_key,
    method_key,
    report_key,
    requirement_key,
)
from compare_app.domain.project import Project
from compare_app.domain.record import Record
from compare_app.domain.result_rows import ResultRows
from compare_app.domain.standard_number import parse_standard_number, scope_and_force
from compare_app.domain.terms import AdoptionDegree, Basis, IndexItem, Statistic
from compare_app.domain.units import conversion, spell
from compare_app.domain.value import Absent, Number, Unread
from compare_app.text.fold import key

R = TypeVar("R")

ORDER: Final = (
    Category,
    Indicator,
    StandardEdition,
    Replacement,
    Adoption,
    TestMethod,
    Requirement,
    Product,
    Executed,
    Sample,
    TestReport,
    GradingScheme,
    Inspection,
    IndexFigure,
)
NAMES: Final[Mapping[type, str]] = {
    Category: "categories",
    Indicator: "indicators",
    StandardEdition: "standards",
    Replacement: "replacements",
    Adoption: "adoptions",
    TestMethod: "methods",
    Requirement: "requirements",
    Product: "products",
    Executed: "executed",
    Sample: "samples",
    TestReport: "reports",
    GradingScheme: "grading_schemes",
    Inspection: "inspections",
    IndexFigure: "index_figures",
    Result: "results",
}
_LOOKED_AT: Final = 100  # products, for what values are usual
_WITH_CELL: Final = (Requirement, Product, Inspection)


@dataclass(slots=True)
class Seats:
    """The replicates of one product: those in the project waiting to be met again, and the highest number so far.

    Nearly every product of a large table has one result of each indicator: `once` has a bit for each of those.
    """

    waiting: dict[tuple[str, Statistic, str, str], deque[Result]] | None = None
    last: dict[int, int] | None = None  # by the bit of the indicator, where it is not 1
    once: int = 0

    def next(self, bit: int) -> int:
        """The number of the next result of an indicator."""
        if not self.once >> bit & 1:
            self.once |= 1 << bit
            if self.last is None or bit not in self.last:
                return 1
        if self.last is None:
            self.last = {}
        number = self.last[bit] = self.last.get(bit, 1) + 1
        return number


class Records:
    """The records of a project by natural key, and those of the file on top."""

    def __init__(self, project: Project, results_of: Callable[[str], Sequence[Result]]) -> None:
        self._project = project
        self._results_of = results_of
        self._put: dict[type, dict[str, Record]] = {kind: {} for kind in ORDER}
        self._results: list[Result] = []
        self._seats: dict[str, Seats] = {}
        self._bits: dict[str, int] = {}
        self._known_values: dict[str, dict[str, list[float]]] = {}
        self._met: set[tuple[type, str]] = set()
        self.removes: list[Ref] = []
        self.unchanged = 0
        self._replaced: list[tuple[Result, Result]] = []
        self.rows = ResultRows()
        self._categories = {key(one.name): one.id for one in project.all(Category).values()}
        self._editions = {edition_key(one.number): one.id for one in project.all(StandardEdition).values()}
        self._methods = {method_key(one): one.id for one in project.all(TestMethod).values()}
        self._products = {(one.category_id, key(one.name)): one.id for one in project.all(Product).values()}
        self._reports = {
            report_key(one.number, one.laboratory): one.id for one in project.all(TestReport).values()
        }
        self._samples = {(one.product_id, key(one.code)): one.id for one in project.all(Sample).values()}
        self._blind_codes = {
            key(one.blind_code): one.id for one in project.all(Sample).values() if one.blind_code
        }
        self._indicators: dict[str, dict[str, str]] = {}
        self._codes: dict[str, dict[str, str]] = {}
        for indicator in project.all(Indicator).values():
            self._index(indicator)
        self._requirements: dict[tuple[object, ...], deque[str]] = {}
        self._tolerance_units: dict[str, set[str]] = {}
        for requirement in project.all(Requirement).values():
            self._requirements.setdefault(requirement_key(requirement), deque()).append(requirement.id)
            self._index_tolerances(requirement)
        self._inspections: dict[tuple[object, ...], deque[str]] = {}
        for inspection in project.all(Inspection).values():
            self._inspections.setdefault(inspection_key(inspection), deque()).append(inspection.id)
        self._figures = {(one.year, one.item): one.id for one in project.all(IndexFigure).values()}
        self._links: dict[tuple[str, str, str], str] = {
            **{("E", one.product_id, one.edition_id): one.id for one in project.all(Executed).values()},
            **{("R", one.new_id, one.old_id): one.id for one in project.all(Replacement).values()},
            **{
                ("A", one.edition_id, edition_key(one.base_number)): one.id
                for one in project.all(Adoption).values()
            },
        }

    # --- storing -----------------------------------------------------------------------------------------------------

    def get(self, kind: type[R], record_id: str) -> R:
        """A record as it stands now, the file's before the project's."""
        found = self._put[kind].get(record_id)
        return cast("R", found) if found is not None else self._project.all(kind)[record_id]

    def stored(self, kind: type[R], record_id: str) -> R | None:
        """A record as it stands now, or None."""
        found = self._put[kind].get(record_id)
        return cast("R", found) if found is not None else self._project.all(kind).get(record_id)

    def put(self, record: Record) -> None:
        """Keep a record if it differs from the project's; where only its source cell differs it is the same."""
        kind = type(record)
        old = self._project.all(kind).get(record.id)
        if old is not None and isinstance(old, _WITH_CELL) and isinstance(record, _WITH_CELL):
            same = replace(record, cell=old.cell) == old
        else:
            same = record == old
        if same:
            self._put[kind].pop(record.id, None)
            if (kind, record.id) not in self._met:
                self.unchanged += 1
        else:
            self._put[kind][record.id] = record
        if isinstance(record, Requirement):
            self._index_tolerances(record)
        self._met.add((kind, record.id))

    def all(self) -> DraftRecords:
        """Everything new and changed, in an order in which each stands after what it names."""
        self._link_adoptions()
        frame = [one for kind in ORDER for one in self._put[kind].values()]
        return DraftRecords(frame, self._results, self.rows)

    def _link_adoptions(self) -> None:
        """An adoption names its base by number; where the library holds that edition, it names it by id too."""
        for link in [link for (kind, _, _), link in self._links.items() if kind == "A"]:
            adoption = self.stored(Adoption, link)
            known = self.edition(adoption.base_number) if adoption is not None else None
            if adoption is not None and known is not None and adoption.base_id != known.id:
                self.put(replace(adoption, base_id=known.id))

    def overwritten(self) -> list[tuple[Record, Record]]:
        """What stands in the project and what of the file would take its place."""
        pairs: list[tuple[Record, Record]] = []
        for kind in ORDER:
            before = cast("Mapping[str, Record]", self._project.all(kind))
            pairs += [(before[one], new) for one, new in self._put[kind].items() if one in before]
        return [*pairs, *self._replaced]

    def counts(self) -> dict[str, int]:
        """How many of each kind are new or changed."""
        counts = {NAMES[kind]: len(rows) for kind, rows in self._put.items() if rows}
        if results := len(self._results) + len(self.rows):
            counts["results"] = results
        return counts

    # --- categories and indicators -----------------------------------------------------------------------------------

    def category(self, name: str) -> Category | None:
        """A category by name."""
        found = self._categories.get(key(name))
        return None if found is None else self.get(Category, found)

    def new_category(self, name: str) -> Category:
        """Make a category."""
        category = Category(new_id(), name)
        self._categories[key(name)] = category.id
        self.put(category)
        return category

    def category_names(self) -> tuple[str, ...]:
        """The names of all categories."""
        return tuple(self.get(Category, one).name for one in self._categories.values())

    def indicator(self, category_id: str, name: str) -> Indicator | None:
        """An indicator by name, alias, English name or code."""
        folded = key(name)
        found = self._indicators.get(category_id, {}).get(folded) or self._codes.get(category_id, {}).get(
            folded
        )
        return None if found is None else self.get(Indicator, found)

    def indicator_coded(self, category_id: str, code: str) -> Indicator | None:
        """An indicator by code only."""
        found = self._codes.get(category_id, {}).get(key(code))
        return None if found is None else self.get(Indicator, found)

    def indicators_named(self, name: str) -> list[Indicator]:
        """The indicators of that name in every category."""
        found = [self.indicator(category_id, name) for category_id in self._indicators]
        return [one for one in found if one is not None]

    def indicator_names(self, category_id: str) -> list[str]:
        """The names in a category, for remedies."""
        ids = dict.fromkeys(self._indicators.get(category_id, {}).values())
        return [self.get(Indicator, one).name for one in ids]

    def next_position(self, category_id: str) -> int:
        """Where the next new indicator of a category stands."""
        ids = set(self._indicators.get(category_id, {}).values())
        return max((self.get(Indicator, one).position for one in ids), default=0) + 1

    def free_code(self, category_id: str, position: int) -> str:
        """A code nobody uses: i1, i2 …"""
        used = self._codes.get(category_id, {})
        while f"i{position}" in used:
            position += 1
        return f"i{position}"

    def put_indicator(self, indicator: Indicator) -> None:
        """Keep an indicator and find it by its names from now on."""
        self.put(indicator)
        self._index(indicator)

    def _index(self, indicator: Indicator) -> None:
        names = self._indicators.setdefault(indicator.category_id, {})
        names[key(indicator.name)] = indicator.id
        for other in (*indicator.aliases, indicator.name_en):
            if other:
                names.setdefault(key(other), indicator.id)
        if indicator.code:
            self._codes.setdefault(indicator.category_id, {}).setdefault(key(indicator.code), indicator.id)

    # --- standards ---------------------------------------------------------------------------------------------------

    def edition(self, number: str) -> StandardEdition | None:
        """An edition by its number, however it is typed."""
        found = self._editions.get(edition_key(number))
        return None if found is None else self.get(StandardEdition, found)

    def new_edition(self, number: str) -> StandardEdition:
        """An edition of which only the number is known: level, force and market follow from its prefix.

        A title, a 湾区 identifier or a degree of adoption typed beside the number is kept where it belongs.
        """
        parsed = parse_standard_number(number)
        scope, force, market = scope_and_force(parsed)
        edition = StandardEdition(
            new_id(),
            parsed.written,
            title=parsed.title,
            scope=scope,
            force=force,
            market=market,
            region=parsed.region,
            wq_number=parsed.wq,
            note=parsed.remark,
        )
        self._editions[edition_key(number)] = edition.id
        self.put(edition)
        if parsed.degree in set(AdoptionDegree):
            self.put(replace(self.adoption(edition.id, parsed.adopts), degree=AdoptionDegree(parsed.degree)))
        return edition

    def replacement(self, newer: str, older: str, *, partial: bool) -> None:
        """`newer` replaces `older`; both are ids."""
        self.put(Replacement(self._link("R", newer, older), newer, older, partial))

    def adoption(self, edition_id: str, base_number: str) -> Adoption:
        """The adoption of a base standard by an edition, as it stands or new; not stored yet."""
        link = self._link("A", edition_id, edition_key(base_number))
        old = self._put[Adoption].get(link) or self._project.all(Adoption).get(link)
        return cast("Adoption", old) if old is not None else Adoption(link, edition_id, base_number)

    def executed(self, product_id: str, edition_id: str) -> None:
        """The product declares to meet the edition."""
        self.put(Executed(self._link("E", product_id, edition_id), product_id, edition_id))

    def executed_only(self, product_id: str, edition_ids: Collection[str]) -> tuple[StandardEdition, ...]:
        """The product declares these editions and no others; those that the project names besides are taken off."""
        for edition_id in edition_ids:
            self.executed(product_id, edition_id)
        gone = [
            one
            for one in self._project.all(Executed).values()
            if one.product_id == product_id and one.edition_id not in edition_ids
        ]
        self.removes += [Ref(Executed, one.id) for one in gone]
        return tuple(self.get(StandardEdition, one.edition_id) for one in gone)

    def _link(self, kind: str, one: str, other: str) -> str:
        found = self._links.get((kind, one, other))
        if found is None:
            found = self._links[kind, one, other] = new_id()
        return found

    def method(self, wanted: TestMethod) -> TestMethod:
        """The method of that standard, clause, group and conditions; without a group, the only one there is."""
        if not (wanted.standard or wanted.group or wanted.title):
            return wanted
        found = self._methods.get(method_key(wanted))
        if found is None and not wanted.group:
            start = method_key(wanted)[:2]
            alike = [one for known, one in self._methods.items() if known[:2] == start]
            found = alike[0] if len(alike) == 1 else None
        if found is not None:
            old = self.get(TestMethod, found)
            merged = replace(old, title=wanted.title or old.title)
            self.put(merged)
            return merged
        made = replace(wanted, id=new_id())
        self._methods[method_key(made)] = made.id
        self.put(made)
        return made

    def requirement_id(self, wanted: Requirement) -> str:
        """The id of the next requirement of the project with the same key, or a new one."""
        waiting = self._requirements.get(requirement_key(wanted))
        return waiting.popleft() if waiting else new_id()

    def _index_tolerances(self, requirement: Requirement) -> None:
        if isinstance(requirement.limit, Combined):
            units = self._tolerance_units.setdefault(requirement.indicator_id, set())
            units.update(part.unit or requirement.unit for part in requirement.limit.parts)

    def tolerance_units(self, indicator_id: str) -> Collection[str]:
        """The units in which limits of several tolerances speak of an indicator (±0.6 %, max. ±2.0 mm): R4."""
        return self._tolerance_units.get(indicator_id, ())

    def scheme(self, category_id: str, name: str) -> GradingScheme | None:
        """A grading scheme of a category by name."""
        found = dict(self._project.all(GradingScheme))
        found |= cast("Mapping[str, GradingScheme]", self._put[GradingScheme])
        return next(
            (one for one in found.values() if one.category_id == category_id and key(one.name) == key(name)),
            None,
        )

    # --- the enterprise's profile ------------------------------------------------------------------------------------

    def inspection(self, wanted: Inspection) -> Inspection:
        """The next inspection of the project that is the same row, or the wanted one with a new id."""
        waiting = self._inspections.get(inspection_key(wanted))
        return self.get(Inspection, waiting.popleft()) if waiting else replace(wanted, id=new_id())

    def figure(self, year: int, item: IndexItem) -> IndexFigure:
        """The figure of a year, as it stands or new; the caller puts it."""
        found = self._figures.setdefault((year, item), new_id())
        return self.stored(IndexFigure, found) or IndexFigure(found, year, item)

    # --- products and results ----------------------------------------------------------------------------------------

    def product(self, category_id: str, name: str) -> Product | None:
        """A product of a category by name."""
        found = self._products.get((category_id, key(name)))
        return None if found is None else self.get(Product, found)

    def products_named(self, name: str) -> list[Product]:
        """The products of that name in every category."""
        folded = key(name)
        return [self.get(Product, one) for (_, known), one in self._products.items() if known == folded]

    def product_names(self, category_id: str = "") -> list[str]:
        """Names of products, of one category or all, for remedies."""
        return [
            self.get(Product, one).name
            for (category, _), one in self._products.items()
            if not category_id or category == category_id
        ]

    def put_product(self, product: Product) -> None:
        """Keep a product and find it by its name from now on."""
        self._products[product.category_id, key(product.name)] = product.id
        self.put(product)

    def report(self, number: str, laboratory: str) -> TestReport:
        """The report of that number, as it stands or new; the caller puts it. Without a number the laboratory tells."""
        known = report_key(number, laboratory)
        if known in self._reports:
            return self.get(TestReport, self._reports[known])
        report = TestReport(new_id(), number)
        self._reports[known] = report.id
        return report

    def sample(self, product_id: str, code: str) -> Sample:
        """The sample of that code of a product, stored; an earlier state was tested on samples of its product."""
        owner = self.get(Product, product_id).earlier_of
        found = self._samples.get((product_id, key(code))) or self._samples.get((owner, key(code)))
        sample = self.get(Sample, found) if found is not None else Sample(new_id(), product_id, code)
        self._samples[product_id, key(code)] = sample.id
        self.put(sample)
        return sample

    def claims_blind_code(self, sample_id: str, code: str) -> bool:
        """Whether a blind code is free for a sample, or its own; from then on it is."""
        return self._blind_codes.setdefault(key(code), sample_id) == sample_id

    def seats(self, product_id: str) -> Seats:
        """The replicates of one product."""
        found = self._seats.get(product_id)
        if found is None:
            found = self._seats[product_id] = self._seats_of(product_id)
        return found

    def seat(
        self,
        product_id: str,
        indicator_id: str,
        statistic: Statistic,
        specimen: str,
        unit: str,
        basis: Basis | None = None,
        cell: CellRef | None = None,
        raw: str = "",
    ) -> tuple[int, Result | None]:
        """The replicate number of the next result of that key, and the result of the project that sits there.

        With a `basis` only a result of that basis is met, or the one that was read from the same `cell`. Of several
        that one, then one with the same text, is met first: a row that was deleted shifts no other.
        """
        seats = self.seats(product_id)
        if seats.waiting:
            place = (indicator_id, statistic, specimen, self._tolerance(indicator_id, unit))
            waiting = seats.waiting.get(place)
            alike = [one for one in waiting or () if basis is None or one.basis is basis or one.cell == cell]
            if waiting and alike:
                met = min(alike, key=lambda one: (one.cell != cell, one.raw != raw) if raw else (True, True))
                waiting.remove(met)
                return met.replicate, met
        return seats.next(self.bit(indicator_id)), None

    def bit(self, indicator_id: str) -> int:
        """The bit that stands for an indicator in `Seats`."""
        return self._bits.setdefault(indicator_id, len(self._bits))

    def known_values(self, category_id: str) -> Mapping[str, Sequence[float]]:
        """Numbers that the project has of each indicator, in its unit; of a large category those of some products."""
        found = self._known_values.get(category_id)
        if found is None:
            found = self._known_values[category_id] = {}
            for product in self._project.products(category_id)[:_LOOKED_AT]:
                for result in self._results_of(product.id):
                    indicator = self._project.get(Indicator, result.indicator_id)
                    if indicator is not None and isinstance(result.value, Number):
                        change = conversion(result.unit or indicator.unit, indicator.unit)
                        if change is not None:
                            value = float(change.value(result.value.value))
                            found.setdefault(indicator.id, []).append(value)
        return found

    def _tolerance(self, indicator_id: str, unit: str) -> str:
        """The unit where it belongs to a tolerance beside the indicator's own: 0.2 mm does not replace 0.1 %."""
        if not unit or indicator_id not in self._tolerance_units:
            return ""
        fits = conversion(unit, self.get(Indicator, indicator_id).unit) is not None
        return "" if fits else spell(unit)

    def _seats_of(self, product_id: str) -> Seats:
        seats = Seats()
        if product_id in self._project.all(Product):
            for result in sorted(self._results_of(product_id), key=lambda one: one.replicate):
                tolerance = self._tolerance(result.indicator_id, result.unit)
                place = (result.indicator_id, result.statistic, result.specimen, tolerance)
                if seats.waiting is None or seats.last is None:
                    seats.waiting, seats.last = {}, {}
                seats.waiting.setdefault(place, deque()).append(result)
                bit = self.bit(result.indicator_id)
                seats.last[bit] = max(seats.last.get(bit, 0), result.replicate)
        return seats

    def put_result(self, result: Result, old: Result | None = None) -> None:
        """Keep a result if it differs from the one that sits there; what was not understood replaces no value."""
        if (
            old is not None
            and isinstance(result.value, Unread)
            and not isinstance(old.value, Unread | Absent)
        ):
            self.unchanged += 1
        elif old is None:
            self._results.append(result)
        elif replace(result, cell=old.cell) == old:
            self.unchanged += 1
        else:
            self._replaced.append((old, result))
            self._results.append(result)
