"""企业标准“领跑者” (R37, domain.md §2.1): gate, tiers of the standards' limits, never below the national limit.

What is ranked are limits of standards, not results. A standard is ranked where it is formally compliant; within a tier
there is no order, and where all limits are equal there is no ranking.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cmp_to_key
from typing import Final

from compare_app.domain.editions import status_in
from compare_app.domain.front_runner import Entrant, Entry, FrontRunner, LeftOut, TierTable
from compare_app.domain.limit import Grades
from compare_app.domain.limit_text import print_conditions, print_limit
from compare_app.domain.model import (
    Equivalence,
    Executed,
    Indicator,
    Override,
    Product,
    Requirement,
    StandardEdition,
    TestMethod,
)
from compare_app.domain.project import Project
from compare_app.domain.terms import (
    Difference,
    Direction,
    EditionStatus,
    Force,
    IndicatorClass,
    Market,
    StandardScope,
    Statistic,
    Verdict,
)
from compare_app.engine.levels import passing
from compare_app.engine.library import holds
from compare_app.engine.order import order
from compare_app.engine.pool import NO_PRODUCT
from compare_app.engine.standards import kind_of
from compare_app.text.fold import key
from compare_app.text.message import M, Message

_NATIONAL = (StandardScope.NATIONAL, StandardScope.SECTOR)
_ELSEWHERE = (Difference.STATISTIC, Difference.SCOPE, Difference.QUANTITY)  # speaks of something else
_AS_SAID: Final[Mapping[Verdict, Verdict]] = {}
_REVERSED: Final = {Verdict.STRICTER: Verdict.LOOSER, Verdict.LOOSER: Verdict.STRICTER}
_PLACE = {Verdict.STRICTER: -1, Verdict.EQUAL: 0, Verdict.LOOSER: 1}


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The limits of a category on a date, and how two of them are ordered."""

    project: Project
    on: date
    methods: Mapping[str, TestMethod]
    equivalences: tuple[Equivalence, ...]
    overrides: Mapping[str, Override]

    def limits(self, indicator: Indicator, edition_ids: set[str]) -> list[Requirement]:
        """Limits of these editions that hold on the date."""
        return [
            one
            for one in self.project.requirements(indicator.id)
            if one.edition_id in edition_ids and holds(one, self.on)
        ]

    def verdict(
        self, ours: Requirement, theirs: Requirement, indicator: Indicator
    ) -> tuple[Verdict, tuple[Difference, ...]]:
        """Ours against theirs; a person's verdict counts before the automatic one (R20)."""
        for first, second, seen in ((ours, theirs, _AS_SAID), (theirs, ours, _REVERSED)):
            overruled = self.overrides.get(f"standard:{first.id}:{second.id}")
            if overruled is not None and overruled.verdict in set(Verdict):
                said = Verdict(overruled.verdict)
                return seen.get(said, said), ()
        found = order(ours, theirs, indicator, self.methods, self.equivalences)
        return found.verdict, found.reasons

    def number(self, one: Requirement) -> str:
        """The number of the standard that sets a limit."""
        return self.project.all(StandardEdition)[one.edition_id].number


def _as_limit(one: Requirement) -> Requirement:
    """A ladder of grades limits by its pass line."""
    return replace(one, limit=passing(one.limit).interval) if isinstance(one.limit, Grades) else one


def front_runner(project: Project, category_id: str, on: date) -> FrontRunner:
    """Enterprise standards that products of the category execute, gated, and their limits in tiers."""
    shelf = _Shelf(
        project,
        on,
        project.all(TestMethod),
        tuple(one for one in project.all(Equivalence).values() if one.category_id == category_id),
        {one.subject: one for one in project.all(Override).values()},
    )
    indicators = project.indicators(category_id)
    core = [
        one
        for one in indicators
        if one.indicator_class is IndicatorClass.CORE and one.direction is not Direction.PASS_FAIL
    ]
    current = {
        one.id: one
        for one in project.all(StandardEdition).values()
        if one.market is Market.DOMESTIC and status_in(project, one, on) is EditionStatus.IN_FORCE
    }
    mandatory = {one.id for one in current.values() if one.force is Force.MANDATORY}
    national = {one.id for one in current.values() if one.scope in _NATIONAL}
    entrants = tuple(
        _entrant(shelf, edition, products, indicators, current, mandatory)
        for edition, products in _executed(project, category_id)
    )
    allowed = {one.edition_id for one in entrants if one.gate}
    return FrontRunner(
        category_id=category_id,
        on=on,
        core=tuple(one.id for one in core),
        entrants=entrants,
        tables=tuple(table for indicator in core for table in _tables(shelf, indicator, allowed, national)),
    )


def _executed(project: Project, category_id: str) -> list[tuple[StandardEdition, tuple[str, ...]]]:
    """The enterprise standards of the category with the products that execute them, by number."""
    products = project.all(Product)
    found: dict[str, list[str]] = {}
    for link in project.all(Executed).values():
        product = products.get(link.product_id)
        edition = project.get(StandardEdition, link.edition_id)
        if (
            product is not None
            and product.category_id == category_id
            and product.role not in NO_PRODUCT
            and edition is not None
            and edition.scope is StandardScope.ENTERPRISE
        ):
            found.setdefault(edition.id, []).append(product.id)
    editions = project.all(StandardEdition)
    return sorted(
        ((editions[one], tuple(ids)) for one, ids in found.items()), key=lambda pair: pair[0].number
    )


# --- the gate -----------------------------------------------------------------------------------------------------


def _entrant(
    shelf: _Shelf,
    edition: StandardEdition,
    products: tuple[str, ...],
    indicators: Sequence[Indicator],
    current: Mapping[str, StandardEdition],
    mandatory: set[str],
) -> Entrant:
    """Formally compliant: in force, and no limit of it looser than a mandatory one."""
    state = status_in(shelf.project, edition, shelf.on)
    failed: list[Message] = []
    left: list[Message] = []
    silent: list[str] = []
    if state is EditionStatus.UNKNOWN:
        left.append(M("Its status is not known"))
    elif state is not EditionStatus.IN_FORCE:
        failed.append(M("It is {state} on {on}", state=state, on=shelf.on))
    for indicator in indicators:
        mine = shelf.limits(indicator, {edition.id})
        forced = [
            one
            for one in shelf.limits(indicator, set(current))
            if (one.mandatory if one.mandatory is not None else one.edition_id in mandatory)
        ]
        if forced and not mine:
            silent.append(indicator.name)
        for ours in mine:
            for theirs in forced:
                _against_mandatory(shelf, ours, theirs, indicator, failed, left)
    gate = False if failed else None if left else True
    reasons = [*failed, *left] or [M("In force; no limit looser than a mandatory one")]
    if silent:
        reasons.append(M("Where it sets nothing the mandatory limit holds: {names}", names=silent))
    return Entrant(edition.id, edition.number, products, state, gate, tuple(reasons), edition.source.trust)


def _against_mandatory(
    shelf: _Shelf,
    ours: Requirement,
    theirs: Requirement,
    indicator: Indicator,
    failed: list[Message],
    left: list[Message],
) -> None:
    verdict, reasons = shelf.verdict(ours, _as_limit(theirs), indicator)
    said = {
        "indicator": indicator.name,
        "ours": _printed(ours, indicator),
        "standard": shelf.number(theirs),
        "theirs": _printed(theirs, indicator),
    }
    if verdict is Verdict.LOOSER:
        failed.append(M("{indicator}: {ours} is looser than the mandatory {standard} {theirs}", **said))
    elif verdict in (Verdict.DIFFERENT, Verdict.PENDING) and not any(one in _ELSEWHERE for one in reasons):
        left.append(
            M("{indicator}: {ours} cannot be ordered against the mandatory {standard} {theirs}", **said)
        )


def _printed(one: Requirement, indicator: Indicator) -> str:
    return print_limit(one.limit, one.unit or indicator.unit) or one.raw


# --- tiers --------------------------------------------------------------------------------------------------------


def _tables(shelf: _Shelf, indicator: Indicator, allowed: set[str], national: set[str]) -> list[TierTable]:
    """One table for each kind of limit: the mean and single values, or two conditions, are not ranked together."""
    kinds: dict[tuple[str, ...], list[Requirement]] = {}
    for one in shelf.limits(indicator, allowed):
        kinds.setdefault(kind_of(one, indicator), []).append(one)
    floors = shelf.limits(indicator, national)
    if not kinds:
        note = M("No standard that passes the gate sets a limit")
        return [TierTable(indicator.id, Statistic.UNSTATED, "", (), (), (), False, note)]
    return [_table(shelf, indicator, _one_each(shelf, rows, indicator), floors) for rows in kinds.values()]


def _one_each(shelf: _Shelf, rows: Sequence[Requirement], indicator: Indicator) -> list[Requirement]:
    """The strictest limit of each standard."""
    best: dict[str, Requirement] = {}
    for one in rows:
        known = best.get(one.edition_id)
        if known is None or shelf.verdict(one, known, indicator)[0] is Verdict.STRICTER:
            best[one.edition_id] = one
    return list(best.values())


def _table(
    shelf: _Shelf, indicator: Indicator, rows: Sequence[Requirement], floors: Sequence[Requirement]
) -> TierTable:
    """Above the floor, orderable with all others, in tiers."""
    left_out: list[LeftOut] = []
    standing: list[list[Requirement]] = []
    beneath: dict[str, None] = {}
    for alike in _alike(shelf, rows):
        reason = _below(shelf, alike[0], floors, indicator, beneath)
        if reason is None:
            standing.append(alike)
        else:
            left_out += [LeftOut(_entry(shelf, one, indicator), reason) for one in alike]
    pairs = {
        (one[0].id, other[0].id): shelf.verdict(one[0], other[0], indicator)[0]
        for one in standing
        for other in standing
        if one is not other
    }  # once: what cannot be ordered is taken out one by one
    while (odd := _least_orderable(pairs, standing)) is not None:
        standing.remove(odd)
        reason = M("It cannot be ordered with the limits of the other standards")
        left_out += [LeftOut(_entry(shelf, one, indicator), reason) for one in odd]
    tiers = _tiers(shelf, pairs, standing)
    note = None
    if sum(map(len, standing)) < 2:
        note = M("Fewer than two standards can be ordered; there is no ranking")
    elif len(tiers) < 2:
        note = M("All limits are equal; there is no ranking")
    elif not beneath:
        note = M("No national or sector standard sets such a limit; the lowest tier has no floor")
    first = rows[0]
    scope = "; ".join(part for part in (print_conditions(first.conditions), first.scope_text) if part)
    return TierTable(
        indicator_id=indicator.id,
        statistic=first.statistic,
        condition=scope,
        floor=tuple(beneath),
        tiers=tuple(tuple(_entry(shelf, one, indicator) for one in tier) for tier in tiers),
        left_out=tuple(left_out),
        ranked=len(tiers) > 1,
        note=note,
    )


def _alike(shelf: _Shelf, rows: Sequence[Requirement]) -> list[list[Requirement]]:
    """Limits written alike, together: of ten thousand standards only the different limits are ordered."""
    found: dict[tuple[object, ...], list[Requirement]] = {}
    overruled = {one.split(":")[1] for one in shelf.overrides if one.count(":") == 2}
    for one in sorted(rows, key=lambda one: (shelf.number(one), one.id)):
        apart = one.id if one.id in overruled else ""
        alike = (one.limit, one.unit, one.mode, one.method_id, one.statistic, key(one.scope_text), apart)
        found.setdefault(alike, []).append(one)
    return list(found.values())


def _entry(shelf: _Shelf, one: Requirement, indicator: Indicator) -> Entry:
    return Entry(one.edition_id, shelf.number(one), one.id, _printed(one, indicator))


def _below(
    shelf: _Shelf,
    one: Requirement,
    floors: Sequence[Requirement],
    indicator: Indicator,
    beneath: dict[str, None],
) -> Message | None:
    """Why a limit does not stand on the floor of national and sector limits; `beneath` gathers those it stands on."""
    for floor in floors:
        verdict, reasons = shelf.verdict(one, _as_limit(floor), indicator)
        if verdict in (Verdict.STRICTER, Verdict.EQUAL):
            beneath[f"{shelf.number(floor)} {_printed(floor, indicator)}"] = None
        elif verdict is Verdict.LOOSER:
            return M(
                "Looser than {standard} {limit}; no tier lies below it",
                standard=shelf.number(floor),
                limit=_printed(floor, indicator),
            )
        elif not any(reason in _ELSEWHERE for reason in reasons):
            return M(
                "It cannot be ordered against {standard} {limit}: {reasons}",
                standard=shelf.number(floor),
                limit=_printed(floor, indicator),
                reasons=reasons or (Verdict.PENDING,),
            )
    return None


_Pairs = Mapping[tuple[str, str], Verdict]
"""The first limit against the second, by their ids."""


def _least_orderable(pairs: _Pairs, standing: Sequence[list[Requirement]]) -> list[Requirement] | None:
    """The limit that most others cannot be ordered with, the last by number where several are alike; None: all can."""
    odd = [
        sum(pairs[one[0].id, other[0].id] not in _PLACE for other in standing if other is not one)
        for one in standing
    ]
    worst = max(range(len(standing)), key=lambda at: (odd[at], at), default=None)
    return standing[worst] if worst is not None and odd[worst] else None


def _tiers(shelf: _Shelf, pairs: _Pairs, standing: Sequence[list[Requirement]]) -> list[list[Requirement]]:
    """Strictest first; equal limits share a tier."""

    def before(one: list[Requirement], other: list[Requirement]) -> int:
        return _PLACE[pairs[one[0].id, other[0].id]]

    tiers: list[list[Requirement]] = []
    first: list[Requirement] = []  # of the last tier
    for alike in sorted(standing, key=cmp_to_key(before)):
        if tiers and pairs[first[0].id, alike[0].id] is Verdict.EQUAL:
            tiers[-1] = sorted([*tiers[-1], *alike], key=shelf.number)
        else:
            first = alike
            tiers.append(alike)
    return tiers
