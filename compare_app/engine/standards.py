"""Standard against standard for one product: our limits beside all others, and the published rates (R20–R23)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from compare_app.domain.comparison import Consistency, LimitSide, StandardRow, Trace
from compare_app.domain.editions import status
from compare_app.domain.limit import Interval, NoLimit
from compare_app.domain.limit_text import print_conditions, print_limit
from compare_app.domain.model import (
    Equivalence,
    Executed,
    Indicator,
    Override,
    Product,
    Replacement,
    Requirement,
    StandardEdition,
    TestMethod,
)
from compare_app.domain.project import Project
from compare_app.domain.terms import EditionStatus, Market, Role, StandardScope, Statistic, Verdict
from compare_app.engine.applies import Applies
from compare_app.engine.order import Order, order
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


def library(project: Project, product: Product, on: date) -> Library:
    """Sort the editions for a product on a date.

    Ours are the enterprise and group standards that the product executes, or all executed ones where there are none:
    a limit of our own is what the enterprise can raise. Theirs are all others in force (or of unknown status); the
    own standards of other products of ours stay out.
    """
    replacements = tuple(project.all(Replacement).values())
    editions = tuple(project.all(StandardEdition).values())
    by_id = project.all(StandardEdition)
    states = {edition.id: status(edition, replacements, on, by_id) for edition in editions}
    executed = project.executed(product.id)
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
    return Library(ours, executed, theirs, states)


def _is_ours(project: Project, product_id: str) -> bool:
    product = project.get(Product, product_id)
    return product is not None and product.role is Role.OURS


def standard_rows(
    project: Project, product: Product, shelf: Library, applies: Applies
) -> tuple[StandardRow, ...]:
    """Every limit of theirs beside ours, and what only one side has, in the order of the scheme."""
    methods = project.all(TestMethod)
    equivalences = tuple(
        one for one in project.all(Equivalence).values() if one.category_id == product.category_id
    )
    overrides = {one.subject: one for one in project.all(Override).values()}
    our_ids = {edition.id for edition in shelf.ours}
    their_editions = {edition.id: edition for edition in shelf.theirs}
    regions = _regions(project, product.category_id, shelf)
    rows: list[StandardRow] = []
    for indicator in project.indicators(product.category_id):
        limits = [
            one
            for one in project.requirements(indicator.id)
            if not isinstance(one.limit, NoLimit) and applies(one) is not False
        ]
        mine = [one for one in limits if one.edition_id in our_ids]
        others = [one for one in limits if one.edition_id in their_editions]
        covered: set[tuple[Market, str, str]] = set()
        for theirs in others:
            edition = their_editions[theirs.edition_id]
            partner = _partner(theirs, mine, indicator)
            if partner is None:
                rows.append(_alone(project, indicator, edition, theirs, shelf))
                continue
            covered.add((edition.market, edition.region, partner.id))
            found = order(partner, theirs, indicator, methods, equivalences)
            rows.append(_row(project, indicator, edition, partner, theirs, found, shelf))
        for market, region in regions:
            rows += [
                _missing_theirs(project, indicator, market, region, one, shelf)
                for one in mine
                if (market, region, one.id) not in covered
            ]
    return tuple(_overridden(row, overrides) for row in rows)


def _regions(project: Project, category_id: str, shelf: Library) -> list[tuple[Market, str]]:
    """Markets and regions whose standards say something about this category."""
    speaking = {
        one.edition_id
        for indicator in project.indicators(category_id)
        for one in project.requirements(indicator.id)
    }
    return list(dict.fromkeys((one.market, one.region) for one in shelf.theirs if one.id in speaking))


def _partner(theirs: Requirement, mine: Sequence[Requirement], indicator: Indicator) -> Requirement | None:
    """The limit of ours to put beside theirs: same statistic first, an unstated one against the mean (rulings 8)."""
    if not mine:
        return None
    wanted: dict[Statistic, tuple[Statistic, ...]] = {
        Statistic.UNSTATED: (Statistic.UNSTATED, Statistic.MEAN, Statistic.SINGLE),
    }
    chain = wanted.get(theirs.statistic, (theirs.statistic, Statistic.UNSTATED))
    for statistic in chain:
        found = [one for one in mine if one.statistic is statistic]
        same_scope = [
            one for one in found if print_conditions(one.conditions) == print_conditions(theirs.conditions)
        ]
        found = same_scope or found
        if found:
            return _strictest(found, indicator)
    return _strictest(list(mine), indicator)


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
    )


def _alone(
    project: Project,
    indicator: Indicator,
    edition: StandardEdition,
    theirs: Requirement,
    shelf: Library,
) -> StandardRow:
    side = _side(project, indicator, theirs, shelf)
    return StandardRow(
        key=f":{theirs.id}",
        indicator_id=indicator.id,
        market=edition.market,
        region=edition.region,
        ours=None,
        theirs=side,
        automatic=Verdict.MISSING_OURS,
        verdict=Verdict.MISSING_OURS,
        steps=(
            Trace(
                M(
                    "{standard} sets {limit}; our standard sets nothing",
                    standard=side.standard,
                    limit=side.text,
                )
            ),
        ),
    )


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
        automatic=Verdict.MISSING_THEIRS,
        verdict=Verdict.MISSING_THEIRS,
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
    )


def _overridden(row: StandardRow, overrides: dict[str, Override]) -> StandardRow:
    """A person's verdict, with name and reason; the automatic one stays beside it (R20)."""
    override = overrides.get(f"standard:{row.key}")
    if override is None:
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
        regions = list(dict.fromkeys(row.region for row in inside))
        if len(regions) > 1:
            found += [
                _count(market, region, [row for row in inside if row.region == region]) for region in regions
            ]
    return tuple(found)


def _count(market: Market, region: str, rows: Sequence[StandardRow]) -> Consistency:
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
