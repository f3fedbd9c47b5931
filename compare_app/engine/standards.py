"""Standard against standard for one product: our limits beside all others, scope by scope (R20, R21)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from compare_app.domain.comparison import LimitSide, StandardRow, Trace
from compare_app.domain.limit import UnreadLimit
from compare_app.domain.limit_text import print_conditions, print_limit
from compare_app.domain.model import (
    Equivalence,
    Indicator,
    Override,
    Product,
    Requirement,
    StandardEdition,
    TestMethod,
)
from compare_app.domain.project import Project
from compare_app.domain.quantity import quantity_key
from compare_app.domain.terms import Market, Statistic, Verdict
from compare_app.engine.applies import Applies
from compare_app.engine.library import Library
from compare_app.engine.order import Order, order
from compare_app.engine.resolve import Resolve
from compare_app.engine.scopes import apart, joint, left_out
from compare_app.text.fold import key
from compare_app.text.message import M


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
        self._numbers = {edition.id: edition.number for edition in shelf.ours}
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
        mine = sorted((one for one in limits if one.edition_id in self._ours), key=self._turn)
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

    def _turn(self, one: Requirement) -> tuple[str, ...]:
        """Of limits that cannot be ordered the first stands beside theirs: by what is written, never by a random id."""
        return self._numbers[one.edition_id], one.clause, one.raw, one.id


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
