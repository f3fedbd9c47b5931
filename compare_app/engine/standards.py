"""Standard against standard for one product: our limits beside all others, and the published rates (R20–R23)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from compare_app.domain.comparison import Consistency, LimitSide, StandardRow, Trace
from compare_app.domain.editions import status_in
from compare_app.domain.limit import Interval, NoLimit, UnreadLimit
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
from compare_app.domain.quality_domain import canonical
from compare_app.domain.quantity import quantity_key
from compare_app.domain.standard_number import parse_standard_number
from compare_app.domain.terms import EditionStatus, Market, Role, StandardScope, Statistic, Verdict
from compare_app.engine.applies import Applies
from compare_app.engine.order import Order, order
from compare_app.engine.resolve import Resolve
from compare_app.engine.scopes import apart, joint, left_out
from compare_app.text.fold import key
from compare_app.text.message import M

_OWN = (StandardScope.ENTERPRISE, StandardScope.GROUP)
_GONE = (EditionStatus.SUPERSEDED, EditionStatus.WITHDRAWN, EditionStatus.UPCOMING)


@dataclass(frozen=True, slots=True)
class Library:
    """The editions of a project on a reference date, sorted into ours and theirs for one product."""

    ours: tuple[
        StandardEdition, ...
    ]  # the product's own standards; the executed ones where it has none of its own
    executed: tuple[StandardEdition, ...]
    theirs: tuple[StandardEdition, ...]
    status: dict[str, EditionStatus]
    on: date
    made: date  # the day that decides which edition binds the product: its production, else the reference date (R17)
    status_made: dict[str, EditionStatus]
    undated: tuple[
        tuple[StandardEdition, StandardEdition], ...
    ] = ()  # declared without year, and what applies instead

    def holds(self, requirement: Requirement, day: date | None = None) -> bool:
        """Whether a requirement sets a limit on a day, the reference date: some clauses start later or end (R4)."""
        day = day or self.on
        started = requirement.valid_from is None or requirement.valid_from <= day
        ended = requirement.valid_to is not None and requirement.valid_to < day
        return started and not ended and not isinstance(requirement.limit, NoLimit)


def library(project: Project, product: Product, on: date) -> Library:
    """Sort the editions for a product on a date.

    Ours are the enterprise and group standards that the product executes, or all executed ones where there are none:
    a limit of our own is what the enterprise can raise. Theirs are all others in force (or of unknown status); the
    own standards of other products of ours stay out. A standard that is declared without a year is the edition in
    force on the day of production, or on the reference date where that day is not known (domain.md §1.4, R17).
    """
    editions = tuple(project.all(StandardEdition).values())
    states = {edition.id: status_in(project, edition, on) for edition in editions}
    made = product.produced or on
    states_made = (
        states if made == on else {edition.id: status_in(project, edition, made) for edition in editions}
    )
    executed, undated = dated(project.executed(product.id), editions, states_made)
    own = tuple(edition for edition in executed if edition.scope in _OWN)
    ours = own or executed
    ours_ids = {edition.id for edition in ours}
    siblings = {
        link.edition_id
        for link in project.all(Executed).values()
        if link.product_id != product.id and _is_ours(project, link.product_id)
    }
    theirs = tuple(
        edition
        for edition in editions
        if edition.id not in ours_ids
        and states[edition.id] not in _GONE
        and not (edition.id in siblings and edition.scope is StandardScope.ENTERPRISE)
    )
    return Library(ours, executed, theirs, states, on, made, states_made, undated)


def dated(
    executed: Sequence[StandardEdition],
    editions: Sequence[StandardEdition],
    states: Mapping[str, EditionStatus],
) -> tuple[tuple[StandardEdition, ...], tuple[tuple[StandardEdition, StandardEdition], ...]]:
    """Declared standards with those without a year replaced by the one edition in force, and which were replaced.

    Where no edition, or more than one, is in force on that day the undated one stays: nothing is guessed.
    """
    found: list[StandardEdition] = []
    replaced: list[tuple[StandardEdition, StandardEdition]] = []
    for one in executed:
        number = parse_standard_number(one.number)
        if not number.recognised or number.year:
            found.append(one)
            continue
        candidates = [
            other
            for other in editions
            if other.id != one.id
            and (there := parse_standard_number(other.number)).year
            and there.undated == number.undated
            and states[other.id] is EditionStatus.IN_FORCE
        ]
        if len(candidates) == 1:
            replaced.append((one, candidates[0]))
            found.append(candidates[0])
        else:
            found.append(one)
    return tuple(dict.fromkeys(found)), tuple(replaced)


def _is_ours(project: Project, product_id: str) -> bool:
    product = project.get(Product, product_id)
    return product is not None and product.role is Role.OURS


@dataclass(frozen=True, slots=True)
class Rows:
    """Limit beside limit: those that concern the product, and those of other bands and types."""

    concerning: tuple[StandardRow, ...]
    others: tuple[StandardRow, ...]


def standard_rows(
    project: Project, product: Product, shelf: Library, applies: Applies, resolve: Resolve
) -> Rows:
    """Every limit of theirs beside ours, scope by scope, and what only one side has, in the order of the scheme.

    Rates, steps and plans rest on the limits that concern the product or may concern it. Limits under conditions that
    the product does not meet are compared too, apart from these: the standard is for all products of its kind.
    """
    table = _Table(project, product, shelf, applies, resolve)
    concerning: list[StandardRow] = []
    others: list[StandardRow] = []
    for indicator in project.indicators(product.category_id):
        limits = [one for one in project.requirements(indicator.id) if shelf.holds(one)]
        near = [one for one in limits if applies(one) is not False]
        rows = table.rows(indicator, near, limits)
        concerning += rows
        if len(near) < len(limits):
            known = {row.key for row in rows}
            strange = {one.id for one in limits} - {one.id for one in near}
            everywhere = table.rows(indicator, limits, limits, everywhere=True)
            others += [
                row
                for row in everywhere
                if row.key not in known and (_names(row) & strange or row.ours is None)
            ]
    return Rows(tuple(concerning), tuple(others))


def _names(row: StandardRow) -> set[str]:
    return {side.requirement_id for side in (row.ours, row.theirs) if side is not None}


class _Table:
    """Makes the rows of one product's comparison of standards."""

    def __init__(
        self, project: Project, product: Product, shelf: Library, applies: Applies, resolve: Resolve
    ) -> None:
        self._project = project
        self._shelf = shelf
        self._applies = applies
        self._resolve = resolve
        self._methods = project.all(TestMethod)
        self._equivalences = tuple(
            one for one in project.all(Equivalence).values() if one.category_id == product.category_id
        )
        self._overrides = {one.subject: one for one in project.all(Override).values()}
        self._ours = {edition.id for edition in shelf.ours}
        self._theirs = {edition.id: edition for edition in shelf.theirs}
        self._regions = _regions(project, product.category_id, shelf)

    def rows(
        self,
        indicator: Indicator,
        limits: Sequence[Requirement],
        whole: Sequence[Requirement],
        *,
        everywhere: bool = False,
    ) -> list[StandardRow]:
        """The rows of one indicator over the limits that are looked at; `whole` are all there are.

        A band that ours leaves out is a row where it concerns the product, or `everywhere`.
        """
        project, shelf = self._project, self._shelf
        all_ours = [one for one in whole if one.edition_id in self._ours]
        mine = sorted((one for one in limits if one.edition_id in self._ours), key=lambda one: one.id)
        others = [one for one in limits if one.edition_id in self._theirs]
        covered: set[tuple[Market, str, tuple[str, ...]]] = set()
        rows: list[StandardRow] = []
        for theirs in others:
            edition = self._theirs[theirs.edition_id]
            partners = _partners(theirs, mine, others, indicator)
            for partner in partners:
                covered.add((edition.market, edition.region, kind_of(partner, indicator)))
                found = order(partner, theirs, indicator, self._methods, self._equivalences, self._resolve)
                rows.append(_row(project, indicator, edition, partner, theirs, found, shelf))
            if not partners:
                rows.append(_alone(project, indicator, edition, theirs, shelf))
            bands = left_out(theirs, _partners(theirs, all_ours, whole, indicator)) if partners else ()
            rows += [
                _alone(project, indicator, edition, theirs, shelf, print_conditions(band))
                for band in bands
                if everywhere or self._applies(replace(theirs, conditions=band)) is not False
            ]
        for market in Market:
            there = [region for one, region in self._regions if one is market]
            for one in mine:
                lacking = [
                    region for region in there if (market, region, kind_of(one, indicator)) not in covered
                ]
                if len(lacking) == len(there) > 1:
                    lacking = [""]  # nobody in this market sets it: one line, not one a country
                rows += [
                    _missing_theirs(project, indicator, market, region, one, shelf) for region in lacking
                ]
        return [_overridden(row, self._overrides) for row in rows]


def _regions(project: Project, category_id: str, shelf: Library) -> list[tuple[Market, str]]:
    """Markets and regions whose standards say something about this category."""
    speaking = {
        one.edition_id
        for indicator in project.indicators(category_id)
        for one in project.requirements(indicator.id)
    }
    return list(dict.fromkeys((one.market, one.region) for one in shelf.theirs if one.id in speaking))


def _partners(
    theirs: Requirement, mine: Sequence[Requirement], others: Sequence[Requirement], indicator: Indicator
) -> list[Requirement]:
    """The limits of ours to put beside theirs, the nearest in kind: quantity, statistic, scope, conditions.

    An unstated statistic stands beside the mean (rulings 8), beside single values only where they alone are limited.
    Where ours has the very same conditions that limit stands beside theirs; otherwise every limit of ours that can hold
    where theirs does, one for each band. Empty where ours sets nothing, or where only a limit of another statistic is
    left that stands beside another limit of the same edition already: then ours is missing.
    """
    own = quantity_key(theirs.quantity, indicator)
    found = [one for one in mine if quantity_key(one.quantity, indicator) == own] or list(mine)
    chain = _CHAIN.get(theirs.statistic, (theirs.statistic, Statistic.UNSTATED))
    same = next((group for one in chain if (group := _of_statistic(found, one))), [])
    if same and same[0].statistic is not theirs.statistic and _has_mean_beside(theirs, others, indicator):
        return []
    if not same and any(
        _of_statistic(found, other.statistic)
        for other in others
        if other.edition_id == theirs.edition_id and other.id != theirs.id
    ):
        return []
    found = same or found
    for like in (
        [one for one in found if not apart(one, theirs)],
        [one for one in found if key(one.scope_text) == key(theirs.scope_text)],
        [one for one in found if print_conditions(one.conditions) == print_conditions(theirs.conditions)],
    ):
        narrower = [one for one in found if one in like]
        found = narrower or found
    bands: dict[tuple[str, str], list[Requirement]] = {}
    for one in found:
        bands.setdefault((print_conditions(one.conditions), key(one.scope_text)), []).append(one)
    if any(apart(one, theirs) for one in found):
        return [_strictest(found, indicator)]  # nothing of ours holds there; the pair says why
    return [_strictest(band, indicator) for band in bands.values()]


def _has_mean_beside(theirs: Requirement, others: Sequence[Requirement], indicator: Indicator) -> bool:
    """Whether a limit on single values stands beside one on the mean: an unstated limit of ours belongs to that one."""
    if theirs.statistic in (Statistic.MEAN, Statistic.UNSTATED):
        return False
    own = quantity_key(theirs.quantity, indicator)
    return any(
        other.edition_id == theirs.edition_id
        and other.statistic in (Statistic.MEAN, Statistic.UNSTATED)
        and quantity_key(other.quantity, indicator) == own
        and not apart(other, theirs)
        for other in others
    )


_CHAIN: Final[Mapping[Statistic, tuple[Statistic, ...]]] = {
    Statistic.UNSTATED: (Statistic.UNSTATED, Statistic.MEAN, Statistic.SINGLE)
}


def _of_statistic(found: Sequence[Requirement], statistic: Statistic) -> list[Requirement]:
    return [one for one in found if one.statistic is statistic]


def kind_of(one: Requirement, indicator: Indicator) -> tuple[str, ...]:
    """What limits that say the same thing share; an unstated statistic counts as the mean (rulings 8).

    Where two executed standards limit the same thing, the stricter one stands beside theirs and neither is missing.
    """
    statistic = Statistic.MEAN if one.statistic is Statistic.UNSTATED else one.statistic
    return (
        quantity_key(one.quantity, indicator),
        statistic.value,
        key(one.scope_text),
        print_conditions(one.conditions),
    )


def _strictest(found: Sequence[Requirement], indicator: Indicator) -> Requirement:
    best = found[0]
    for other in found[1:]:
        if order(other, best, indicator, {}).verdict is Verdict.STRICTER:
            best = other
    return best


def _row(
    project: Project,
    indicator: Indicator,
    edition: StandardEdition,
    ours: Requirement,
    theirs: Requirement,
    found: Order,
    shelf: Library,
) -> StandardRow:
    return StandardRow(
        key=f"{ours.id}:{theirs.id}",
        indicator_id=indicator.id,
        market=edition.market,
        region=edition.region,
        ours=_side(project, indicator, ours, shelf),
        theirs=_side(project, indicator, theirs, shelf),
        automatic=found.verdict,
        verdict=found.verdict,
        reasons=found.reasons,
        statistic_unconfirmed=found.statistic_unconfirmed,
        steps=found.steps,
        scope=print_conditions(joint(ours, theirs)),
    )


def _alone(
    project: Project,
    indicator: Indicator,
    edition: StandardEdition,
    theirs: Requirement,
    shelf: Library,
    scope: str = "",
) -> StandardRow:
    """A limit of theirs where ours sets nothing: everywhere, or in a band that ours leaves out."""
    side = _side(project, indicator, theirs, shelf)
    return StandardRow(
        key=f":{theirs.id}" + (f":{scope}" if scope else ""),
        indicator_id=indicator.id,
        market=edition.market,
        region=edition.region,
        ours=None,
        theirs=side,
        automatic=_lack(theirs, Verdict.MISSING_OURS),
        verdict=_lack(theirs, Verdict.MISSING_OURS),
        steps=(
            Trace(
                M(
                    "{standard} sets {limit}; our standard sets nothing",
                    standard=side.standard,
                    limit=side.text,
                )
            ),
            *([Trace(M("Ours leaves out: {scope}", scope=scope), "R21")] if scope else ()),
        ),
        scope=scope or side.condition,
    )


def _lack(there: Requirement, verdict: Verdict) -> Verdict:
    """A limit that was not understood may say that there is none: then nothing is missing for sure."""
    return Verdict.PENDING if isinstance(there.limit, UnreadLimit) else verdict


def _missing_theirs(
    project: Project,
    indicator: Indicator,
    market: Market,
    region: str,
    ours: Requirement,
    shelf: Library,
) -> StandardRow:
    side = _side(project, indicator, ours, shelf)
    return StandardRow(
        key=f"{ours.id}:{market}:{region}",
        indicator_id=indicator.id,
        market=market,
        region=region,
        ours=side,
        theirs=None,
        automatic=_lack(ours, Verdict.MISSING_THEIRS),
        verdict=_lack(ours, Verdict.MISSING_THEIRS),
        steps=(
            Trace(
                M(
                    "{standard} sets {limit}; their standards set nothing",
                    standard=side.standard,
                    limit=side.text,
                )
            ),
        ),
    )


def _side(project: Project, indicator: Indicator, one: Requirement, shelf: Library) -> LimitSide:
    edition = project.all(StandardEdition)[one.edition_id]
    method = project.get(TestMethod, one.method_id)
    unit = one.unit or indicator.unit
    condition = "；".join(part for part in (print_conditions(one.conditions), one.scope_text) if part)
    return LimitSide(
        requirement_id=one.id,
        edition_id=edition.id,
        standard=edition.number,
        clause=one.clause,
        raw=one.raw,
        text=print_limit(one.limit, unit) or one.raw,
        unit=unit,
        statistic=one.statistic,
        condition=condition,
        method=" ".join(part for part in (method.standard, method.clause) if part) if method else "",
        quantity=one.quantity or indicator.quantity,
        status=shelf.status[edition.id],
        trust=one.source.trust,
        mode=one.mode,
    )


def _overridden(row: StandardRow, overrides: dict[str, Override]) -> StandardRow:
    """A person's verdict, with name and reason; the automatic one stays beside it (R20)."""
    override = overrides.get(f"standard:{row.key}")
    if override is None or override.verdict not in set(Verdict):
        return row
    return replace(
        row,
        verdict=Verdict(override.verdict),
        override_reason=override.reason,
        override_author=override.author,
        steps=(
            *row.steps,
            Trace(M("Changed by {author}: {reason}", author=override.author, reason=override.reason), "R20"),
        ),
    )


def consistency(rows: Iterable[StandardRow]) -> tuple[Consistency, ...]:
    """Counts and both rates for each market and each of its regions (rulings 4), denominators beside.

    Rate as published: (严于+一致) / (严于+一致+宽于+存在差异), 国家标准委 2015; the orderable rate leaves 存在差异 out.
    """
    listed = tuple(rows)
    found: list[Consistency] = []
    for market in Market:
        inside = [row for row in listed if row.market is market]
        if not inside:
            continue
        found.append(_count(market, "", inside))
        regions = list(dict.fromkeys(row.region for row in inside if row.region))
        if len(regions) > 1:  # what the whole market lacks, each of its regions lacks
            found += [
                _count(market, region, [row for row in inside if row.region in (region, "")])
                for region in regions
            ]
    return tuple(found)


def consistency_by_domain(
    rows: Iterable[StandardRow], indicators: Iterable[Indicator]
) -> tuple[Consistency, ...]:
    """Counts and rates of each market for 安全, 性能 … separately (R22); nothing where no indicator names its domain.

    The rows of a market are split without remainder: what has no domain stands under none.
    """
    domains = {one.id: canonical(one.domain) for one in indicators}
    listed = tuple(rows)
    order = list(dict.fromkeys(domains.get(row.indicator_id, "") for row in listed))
    if not any(order):
        return ()
    return tuple(
        _count(market, "", inside, domain)
        for market in Market
        for domain in sorted(order, key=lambda one: one == "")
        if (
            inside := [
                row for row in listed if row.market is market and domains.get(row.indicator_id, "") == domain
            ]
        )
    )


def _count(market: Market, region: str, rows: Sequence[StandardRow], domain: str = "") -> Consistency:
    counts = {verdict: sum(1 for row in rows if row.verdict is verdict) for verdict in Verdict}
    met = counts[Verdict.STRICTER] + counts[Verdict.EQUAL]
    orderable = met + counts[Verdict.LOOSER]
    compared = orderable + counts[Verdict.DIFFERENT]
    return Consistency(
        market=market,
        region=region,
        counts=counts,
        rate=Decimal(met) / compared if compared else None,
        rate_of=compared,
        orderable_rate=Decimal(met) / orderable if orderable else None,
        orderable_of=orderable,
        coverage=Decimal(compared) / len(rows) if rows else None,
        rows=len(rows),
        domain=domain,
    )


def numeric_bound(requirement: Requirement) -> Decimal | None:
    """The one number of a limit that Δ is taken from: its only end, or its nominal value (rulings 2)."""
    match requirement.limit:
        case Interval(low, high, _, _, nominal):
            if nominal is not None and nominal != 0:
                return nominal
            if low is not None and high is None:
                return low
            if high is not None and low is None:
                return high
    return None
