"""What taking a library pack in would do to a project: matched by id and by natural key, and never over people's work.

Three states are compared: what the pack says now, what it said when it was taken in last, and what stands in the
project. Where the project differs from what the pack said, a person changed it, and it stays (R58).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import MISSING, fields, replace
from datetime import UTC, datetime
from typing import Any, Final, cast

from compare_app.domain.edit import Edit, Ref
from compare_app.domain.limit import Computed, Limit
from compare_app.domain.model import (
    Adoption,
    Category,
    CellRef,
    Equivalence,
    Executed,
    GradingScheme,
    Indicator,
    PackImport,
    Product,
    Replacement,
    Requirement,
    Result,
    Sample,
    SchemeLevel,
    StandardEdition,
    TestMethod,
    TestReport,
    new_id,
)
from compare_app.domain.natural_key import edition_key, method_key, report_key, requirement_key
from compare_app.domain.pack import Pack, PackDiff
from compare_app.domain.project import Project
from compare_app.domain.record import Record
from compare_app.domain.terms import Role
from compare_app.text.fold import key
from compare_app.text.message import M

ResultsOf = Callable[[str], Sequence[Result]]

SUFFIX: Final = ".dcpack"
_NAMED: Final[Mapping[type, tuple[str, ...]]] = {
    Indicator: ("category_id",),
    Replacement: ("new_id", "old_id"),
    Adoption: ("edition_id", "base_id"),
    Requirement: ("edition_id", "indicator_id", "method_id"),
    Product: ("category_id",),
    Executed: ("product_id", "edition_id"),
    Sample: ("product_id",),
    GradingScheme: ("category_id", "edition_id"),
    Equivalence: ("category_id", "indicator_id"),
    Result: ("product_id", "indicator_id", "method_id", "sample_id", "report_id"),
}
_OWNERS: Final = frozenset({"category_id", "new_id", "old_id", "edition_id", "indicator_id", "product_id"})
"""Fields whose record must be there; a grading scheme without its standard stays one."""


def records_of(project: Project, category_id: str, results_of: ResultsOf, *, ours: bool) -> list[Record]:
    """The records of a pack: the scheme, the standards that it or its products name, products and their results.

    Products of our own enterprise stay at home unless `ours`.
    """
    indicators = {one.id: one for one in project.indicators(category_id)}
    products = {
        one.id: one
        for one in project.products(category_id)
        if ours or (one.role is not Role.OURS and not one.earlier_of)
    }
    executed = [one for one in project.all(Executed).values() if one.product_id in products]
    requirements = [one for one in project.all(Requirement).values() if one.indicator_id in indicators]
    schemes = [one for one in project.all(GradingScheme).values() if one.category_id == category_id]
    results = [one for product in products for one in results_of(product)]
    named = {one.edition_id for one in executed} | {one.edition_id for one in requirements}
    wanted = _with_relatives(project, (named | {one.edition_id for one in schemes}) - {""})
    methods = {one.method_id for one in requirements} | {one.method_id for one in results}
    samples = {one.sample_id for one in results}
    reports = {one.report_id for one in results}
    return [
        project.all(Category)[category_id],
        *indicators.values(),
        *(one for one in project.all(StandardEdition).values() if one.id in wanted),
        *(one for one in project.all(Replacement).values() if {one.new_id, one.old_id} <= wanted),
        *(
            one if one.base_id in wanted else replace(one, base_id="")
            for one in project.all(Adoption).values()
            if one.edition_id in wanted
        ),
        *(one for one in project.all(TestMethod).values() if one.id in methods),
        *requirements,
        *products.values(),
        *executed,
        *(one for one in project.all(Sample).values() if one.id in samples),
        *(one for one in project.all(TestReport).values() if one.id in reports),
        *schemes,
        *(one for one in project.all(Equivalence).values() if one.category_id == category_id),
        *results,
    ]


def _with_relatives(project: Project, editions: set[str]) -> set[str]:
    """Also the editions that replace these or are replaced by them, and those they adopt."""
    found = set(editions)
    for link in project.all(Replacement).values():
        if {link.new_id, link.old_id} & editions:
            found |= {link.new_id, link.old_id}
    found |= {one.base_id for one in project.all(Adoption).values() if one.edition_id in editions}
    return found - {""}


# --- comparing -------------------------------------------------------------------------------------------------------


def diff_of(project: Project, pack: Pack, results_of: ResultsOf) -> PackDiff:
    """What taking the pack in would do; nothing is changed."""
    return _Taking(project, pack, results_of).diff()


class _Taking:
    """One pack against one project."""

    def __init__(self, project: Project, pack: Pack, results_of: ResultsOf) -> None:
        self._project = project
        self._pack = pack
        self._results_of = results_of
        self._last = last_import(project, pack.info.id)
        self._said: Mapping[str, str] = json.loads(self._last.digests) if self._last is not None else {}
        self._ids: dict[str, str] = {}  # of the pack → of the project
        self._met = {(type(one), one.id) for one in pack.records}  # … which natural keys must not give away
        self._missing: set[str] = set()  # ids of the pack whose record a person removed
        self._keys: dict[type, dict[object, deque[str]]] = {}
        self._codes: dict[str, str] = {}
        self._digests: dict[str, str] = {}
        self._new: list[Record] = []
        self._updates: list[tuple[Record, Record]] = []
        self._conflicts: list[tuple[Record, Record]] = []
        self._left_out: list[Record] = []
        self._gone: list[Record] = []
        self._foreign: set[str] = set()  # ids that are those of another thing here
        self._refused: list[Record] = []
        self._unchanged = 0
        self._cell = CellRef(pack.file or f"{pack.info.name}{SUFFIX}", pack.info.version)

    def diff(self) -> PackDiff:
        """Everything at once."""
        self._find_indicators()
        by_product: dict[str, list[Result]] = defaultdict(list)
        for record in self._pack.records:
            if isinstance(record, Result):
                by_product[record.product_id].append(record)
            else:
                self._record(record)
        for product_id, results in by_product.items():
            self._results(product_id, results)
        for name in self._said.keys() - self._digests.keys():
            if (found := self._standing(name)) is not None:
                self._gone.append(found)
        return PackDiff(
            self._pack,
            self._last.pack_version if self._last is not None else "",
            self._new,
            self._updates,
            self._conflicts,
            self._left_out,
            self._gone,
            self._unchanged,
            self._refused,
            {**self._said, **self._digests},  # what a person removed stays known after a version without it
        )

    def _standing(self, name: str) -> Record | None:
        kind_name, _, record_id = name.partition("/")
        kind = next((one for one in (*_NAMED, *_KEYS) if one.__name__ == kind_name), None)
        if kind is None or kind is Result:
            return None
        found: Record | None = self._project.get(kind, record_id)
        return found

    # --- records -----------------------------------------------------------------------------------------------------

    def _find_indicators(self) -> None:
        """Which indicators are those of the project: formulas name others by code, in whatever order they stand."""
        for record in self._pack.records:
            if isinstance(record, Category):
                self._ids[record.id] = self._target(record)
            elif isinstance(record, Indicator):
                category = self._ids.get(record.category_id, record.category_id)
                taken = {one.code for one in self._project.indicators(category)} | set(self._codes.values())
                target = self._ids[record.id] = self._target(replace(record, category_id=category))
                old = self._project.all(Indicator).get(target)
                if record.code:
                    self._codes[record.code] = old.code if old is not None else _free(taken, record.code)

    def _target(self, record: Any) -> str:
        """The id of the project's record that this one is, or its own."""
        found: str = self._ids.get(record.id, "")
        if not found:
            known = record.id in self._project.all(type(record))
            found = record.id if known else self._known(record) or record.id
        return found

    def _record(self, record: Record) -> None:
        kind = type(record)
        mine = self._mapped(record)
        target = self._ids[record.id] = self._target(mine)
        old: Record | None = self._project.all(kind).get(target)
        mine = self._fitted(replace(mine, id=target), old)
        name = f"{kind.__name__}/{target}"
        if self._belongs_to(record, self._foreign) or (
            old is not None and self._is_somebody_elses(name, record, mine, old)
        ):
            self._foreign.add(record.id)
            self._refused.append(record)
            return
        self._digests[name] = digest(mine)
        if old is None and (name in self._said or self._belongs_to(record, self._missing)):
            self._missing.add(record.id)
            self._left_out.append(mine)
        elif old is None:
            self._new.append(mine)
        elif digest(old) == self._digests[name]:
            self._unchanged += 1
        elif digest(old) == self._said.get(name):
            self._updates.append((old, mine))
        else:
            self._conflicts.append((old, mine))

    def _is_somebody_elses(self, name: str, record: Record, mine: Any, old: Any) -> bool:
        """Whether the project has another thing under that id, which no pack brought: nothing of it is touched."""
        kind = type(record)
        return record.id == old.id and name not in self._said and _KEYS[kind](mine) != _KEYS[kind](old)

    def _belongs_to(self, record: Record, ids: Collection[str]) -> bool:
        """Whether one of its owners is among these; a grading scheme can do without its standard."""
        owners = [field for field in _NAMED.get(type(record), ()) if field in _OWNERS]
        return not isinstance(record, GradingScheme) and any(
            getattr(record, field) in ids for field in owners
        )

    def _mapped(self, record: Any) -> Any:
        """The record with the ids of the project; a link to something that a person removed is cleared."""
        changes: dict[str, object] = {}
        for field in _NAMED.get(type(record), ()):
            named = getattr(record, field)
            is_link = field not in _OWNERS or (isinstance(record, GradingScheme) and field == "edition_id")
            cleared = is_link and (named in self._missing or named in self._foreign)
            changes[field] = "" if cleared else self._ids.get(named, named)
        if isinstance(record, GradingScheme):
            changes["levels"] = tuple(self._level(one) for one in record.levels)
        if isinstance(record, Requirement):
            changes["limit"] = self._limit(record.limit)
            changes["conditions"] = tuple(
                replace(one, indicator=self._codes.get(one.indicator, one.indicator))
                for one in record.conditions
            )
        if hasattr(record, "cell"):
            changes["cell"] = self._cell
        return replace(record, **changes) if changes else record

    def _level(self, level: SchemeLevel) -> SchemeLevel:
        limits = tuple((self._ids.get(one, one), self._formula(text)) for one, text in level.limits)
        return replace(level, limits=limits)

    def _limit(self, limit: Limit) -> Limit:
        if not isinstance(limit, Computed):
            return limit
        return replace(limit, low=self._formula(limit.low), high=self._formula(limit.high))

    def _fitted(self, record: Any, old: Record | None) -> Any:
        """A record in its place: an indicator where it stood or behind the others, a new product no second primary."""
        match record:
            case Indicator():
                there = self._project.indicators(record.category_id)
                behind = record.position + max((one.position for one in there), default=0)
                position = old.position if isinstance(old, Indicator) else behind
                code = self._codes.get(record.code, record.code)
                return replace(record, position=position, code=code, formula=self._formula(record.formula))
            case Product() if isinstance(old, Product):
                # which benchmark leads is the project's own choice
                return replace(record, primary=old.primary)
            case Product() if record.primary:
                others = self._project.products(record.category_id)
                first = not any(one.primary and one.role is record.role for one in others)
                return replace(record, primary=first)
        return record

    def _formula(self, formula: str) -> str:
        return re.sub(r"[A-Za-z_]\w*", lambda found: self._codes.get(found[0], found[0]), formula)

    def _known(self, record: Any) -> str:
        """The id of the project's record with the same natural key, each once; empty where there is none."""
        kind = type(record)
        if kind not in self._keys:
            known = self._keys[kind] = defaultdict(deque)
            for one in self._project.all(kind).values():
                if (kind, cast("Record", one).id) not in self._met:
                    known[_KEYS[kind](one)].append(cast("Record", one).id)
        waiting = self._keys[kind].get(_KEYS[kind](record))
        return waiting.popleft() if waiting else ""

    # --- results -----------------------------------------------------------------------------------------------------

    def _results(self, product_id: str, results: Sequence[Result]) -> None:
        """Results are looked at product by product: what a person changed in one keeps the others as they are."""
        self._refused += [one for one in results if self._belongs_to(one, self._foreign)]
        results = [one for one in results if not self._belongs_to(one, self._foreign)]
        if not results:
            return
        mapped = [self._mapped(one) for one in results]
        target = self._ids.get(product_id, product_id)
        name = f"Result/{target}"
        standing = self._results_of(target) if target in self._project.all(Product) else ()
        known = name in self._said
        untouched = together(standing) == self._said[name] if known else not standing
        by_id = {one.id: one for one in standing}
        here = {one.id for one in mapped}
        rest = [one for one in standing if one.id not in here]
        self._gone += [one for one in rest if known and one.cell.file.endswith(SUFFIX)]
        self._digests[name] = together([*mapped, *rest])  # as it stands once all of the pack is taken
        for record, one in zip(results, mapped):
            old = by_id.get(one.id)
            if self._belongs_to(record, self._missing):
                self._left_out.append(one)
            elif old is None:
                taken = untouched or (not known and not _speaks_of(standing, one.indicator_id))
                (self._new if taken else self._left_out).append(one)
            elif _line(old) == _line(one):
                self._unchanged += 1
            else:
                (self._updates if untouched else self._conflicts).append((old, one))


def _speaks_of(standing: Iterable[Result], indicator_id: str) -> bool:
    return any(one.indicator_id == indicator_id for one in standing)


def _free(taken: Collection[str], code: str) -> str:
    found, number = code, 2
    while found in taken:
        found, number = f"{code}_{number}", number + 1
    return found


_KEYS: Final[Mapping[type, Callable[[Any], object]]] = {
    Category: lambda one: key(one.name),
    Indicator: lambda one: (one.category_id, key(one.name)),
    StandardEdition: lambda one: edition_key(one.number),
    Replacement: lambda one: (one.new_id, one.old_id),
    Adoption: lambda one: (one.edition_id, edition_key(one.base_number)),
    TestMethod: method_key,
    Requirement: requirement_key,
    Product: lambda one: (one.category_id, key(one.name)),
    Executed: lambda one: (one.product_id, one.edition_id),
    Sample: lambda one: (one.product_id, key(one.code)),
    TestReport: lambda one: report_key(one.number, one.laboratory),
    GradingScheme: lambda one: (one.category_id, key(one.name)),
    Equivalence: lambda one: (
        one.category_id,
        one.indicator_id,
        one.aspect,
        key(one.group_a),
        key(one.group_b),
    ),
}


# --- digests ---------------------------------------------------------------------------------------------------------


_OWN: Final = frozenset({"id", "cell", "position", "code", "primary"})
"""What each project decides for itself."""


def digest(record: Record) -> str:
    """What a record says, in short: fields as stated, but for what is the project's own."""
    stated = {}
    for one in fields(record):
        value = getattr(record, one.name)
        default = one.default_factory() if one.default_factory is not MISSING else one.default
        if one.name not in _OWN and value != default:  # a field that a later program adds changes nothing
            stated[one.name] = repr(value)
    return _short(json.dumps(stated, sort_keys=True))


def together(results: Iterable[Result]) -> str:
    """What the results of one product say."""
    return _short("\n".join(sorted(map(_line, results))))


def _line(one: Result) -> str:
    stated = (
        one.indicator_id, one.replicate, one.raw, one.value, one.unit, one.basis, one.statistic, one.uncertainty,
        one.coverage, one.specimen, one.quantity, one.method_id, one.condition, one.sample_id, one.report_id,
        one.tested_on, one.outlier, one.note, one.trust,
    )  # fmt: skip
    return repr(stated)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


# --- taking ----------------------------------------------------------------------------------------------------------


def last_import(project: Project, pack_id: str) -> PackImport | None:
    """The pack as it was taken in last."""
    return next((one for one in project.all(PackImport).values() if one.pack_id == pack_id), None)


def edit_of(project: Project, diff: PackDiff, overwrite: Collection[Ref], user: str) -> Edit:
    """One step that takes a pack in: what is new, what the pack updates, and of people's changes only `overwrite`."""
    info = diff.pack.info
    chosen = [new for _, new in diff.conflicts if Ref(type(new), new.id) in overwrite]
    chosen += [one for one in diff.left_out if Ref(type(one), one.id) in overwrite]
    last = last_import(project, info.id)
    taken = PackImport(
        last.id if last is not None else new_id(),
        info.id,
        info.name,
        info.version,
        diff.pack.sha256,
        datetime.now(UTC),
        user,
        json.dumps(dict(diff.digests), sort_keys=True, separators=(",", ":")),
    )
    label = M("Take in pack {name} {version}", name=info.name, version=info.version)
    return Edit(label, (*diff.new, *(new for _, new in diff.updates), *chosen, taken))
