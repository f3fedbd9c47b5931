"""One product against its standards, its benchmarks and the pool of its category: the comparison, whole.

The engine takes a snapshot, results of the products that are looked at closely, and columns for all others. It does
not know the store.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from compare_app.domain.comparison import Comparison, Gap, IndicatorRow, StandardRow, Summary
from compare_app.domain.ladder_table import rule_of as ladder_rule
from compare_app.domain.model import (
    DecisionRule,
    HeldCell,
    Indicator,
    Product,
    Result,
    Sample,
    StandardEdition,
    TestMethod,
)
from compare_app.domain.pool import Pool
from compare_app.domain.project import Project
from compare_app.domain.quantity import quantity_key
from compare_app.domain.rules import rule_of
from compare_app.domain.terms import (
    EditionStatus,
    Force,
    GuardBand,
    Market,
    Role,
    Trust,
    Verdict,
)
from compare_app.engine.again import tested_again
from compare_app.engine.applies import conditions_of
from compare_app.engine.assess import Whole, assess
from compare_app.engine.binding import Bench, bounds_of, judgements_of, silent
from compare_app.engine.consistency import consistency, consistency_by_domain
from compare_app.engine.declaration import noted
from compare_app.engine.gap import gap, practical_margin, unmeasured
from compare_app.engine.gate import unranked
from compare_app.engine.ladder import Ground, climb
from compare_app.engine.library import Library, library
from compare_app.engine.pool import prepared
from compare_app.engine.quadrant import quadrants
from compare_app.engine.ranking import Exact, place
from compare_app.engine.resolve import resolver_of
from compare_app.engine.rivals import goodness_of
from compare_app.engine.score import indicator_score, weighted
from compare_app.engine.spread import spread_of
from compare_app.engine.standards import standard_rows
from compare_app.engine.summary import derive, summarise
from compare_app.text.message import M, Message

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Fetch = Callable[[str], Sequence[Result]]
"""The results of one product, by its id."""

_NOT_IN_FORCE = (EditionStatus.SUPERSEDED, EditionStatus.WITHDRAWN, EditionStatus.UPCOMING)
_BENCHMARKS = (
    Role.DOMESTIC,
    Role.INTERNATIONAL,
    Role.INDUSTRY_AVERAGE,
    Role.ADVANCED_STANDARD,
    Role.OWN_HISTORY,
)


def compare(
    project: Project,
    product_id: str,
    details: Mapping[str, Sequence[Result]],
    pool: Pool,
    on: date,
    fetch: Fetch | None = None,
) -> Comparison:
    """Compare one product. `details` holds the results of the product and of every benchmark, by product id.

    `fetch` gives the results of any other product: it is asked only where two values of the pool are too close for
    float64 to tell (rulings 15). A KeyError is raised for an unknown product; everything that is wrong with the data
    comes out as a reason.
    """
    product = project.all(Product)[product_id]
    indicators = project.indicators(product.category_id)
    methods, samples = project.all(TestMethod), project.all(Sample)
    pool = prepared(project, product.category_id, pool)
    candidates = project.benchmarks_of(product)
    primaries = primaries_of(candidates)
    chosen = {one.id for one in primaries.values()}
    benchmarks = [replace(other, primary=other.id in chosen) for other in candidates]
    all_summaries = {
        one.id: summaries_of(one.id, indicators, details.get(one.id, ()), methods, samples)
        for one in (product, *benchmarks)
    }
    mine = all_summaries[product_id]
    applies = conditions_of(indicators, mine)
    shelf = library(project, product, on)
    rule = rule_of(project, product.category_id)
    equivalences = pool.equivalences
    resolve = resolver_of(indicators, mine)
    bench = Bench(project, product_id, mine, shelf, applies, resolve, rule, equivalences)
    judgements = judgements_of(bench, indicators)
    table = standard_rows(project, product, shelf, applies, resolve)
    standards = table.concerning
    judgements = noted(judgements, standards, project.all(StandardEdition), shelf)
    score_of = primaries.get(Role.DOMESTIC) or primaries.get(Role.INTERNATIONAL)
    again = {
        other.id: tested_again(indicators, details.get(other.id, ()), details.get(product_id, ()))
        for other in benchmarks
        if other.earlier_of == product_id
    }
    rows: list[IndicatorRow] = []
    for indicator in indicators:
        ours = mine[indicator.id]
        margin = practical_margin(indicator, bounds_of(project, indicator, shelf, applies, resolve))
        found = [
            gap(
                ours,
                all_summaries[other.id][indicator.id],
                other,
                indicator,
                margin,
                (units_of(ours), units_of(all_summaries[other.id][indicator.id])),
                equivalences,
            )
            for other in benchmarks
        ]
        gaps = tuple(
            one if one.product_id not in again or indicator.id in again[one.product_id] else unmeasured(one)
            for one in found
        )
        against = next((one for one in gaps if score_of and one.product_id == score_of.id), None)
        rows.append(
            IndicatorRow(
                indicator_id=indicator.id,
                ours=ours,
                judgements=judgements[indicator.id],
                gaps=gaps,
                pool=place(
                    pool, product_id, indicator, exact_of(indicator, indicators, details, fetch, methods)
                ),
                score=indicator_score(ours, against, indicator, pool),
                score_of=score_of.id if score_of else "",
                note=_unconfirmed(ours, gaps),
                spread=spread_of(pool, product_id, indicator),
            )
        )
    scores = tuple(
        weighted(rows, indicators, role, primaries[role], pool)
        for role in (Role.DOMESTIC, Role.INTERNATIONAL)
        if role in primaries
    )
    ladder = climb(
        Ground(
            product=product,
            indicators=indicators,
            rows=rows,
            standards=standards,
            editions=project.all(StandardEdition),
            own_editions=frozenset(edition.id for edition in shelf.ours),
            silent=silent(project, product.category_id, shelf),
            pool=pool,
            domestic_products=_domestic(project, product.category_id, pool),
            domestic=primaries.get(Role.DOMESTIC),
            international=primaries.get(Role.INTERNATIONAL),
            international_editions=frozenset(
                edition.id
                for edition in (
                    project.executed(primaries[Role.INTERNATIONAL].id)
                    if Role.INTERNATIONAL in primaries
                    else ()
                )
            ),
            rule=ladder_rule(project, product.category_id),
        )
    )
    return Comparison(
        product_id=product_id,
        category_id=product.category_id,
        on=on,
        rule=rule_sentence(rule),
        standards=standards,
        consistency=consistency(standards),
        consistency_by_domain=consistency_by_domain(standards, indicators),
        indicators=tuple(rows),
        quadrants=quadrants(rows, standards, {role: one.id for role, one in primaries.items()}),
        ladder=ladder,
        scores=scores,
        warnings=(
            *_warnings(project, product, shelf, benchmarks, primaries, on),
            *_too_loose(project, standards),
        ),
        other_scopes=table.others,
        assessment=assess(
            Whole(
                project, product, indicators, mine, rows, standards, shelf, applies, primaries, pool, on, rule
            )
        ),
    )


def summaries_of(
    product_id: str,
    indicators: Sequence[Indicator],
    results: Sequence[Result],
    methods: Mapping[str, TestMethod],
    samples: Mapping[str, Sample] = MappingProxyType({}),
) -> dict[str, Summary]:
    """The summaries of one product by indicator id; a formula may use what another formula gives."""
    found = {
        indicator.id: summarise(product_id, indicator, results, methods, samples)
        for indicator in indicators
        if not indicator.formula or any(one.indicator_id == indicator.id for one in results)
    }
    waiting = [indicator for indicator in indicators if indicator.id not in found]
    foreign = {
        one.id
        for one in indicators
        if one.id in found and quantity_key(found[one.id].quantity, one) != quantity_key("", one)
    }
    codes = {indicator.id: indicator.code for indicator in indicators}
    named = {indicator.code: indicator for indicator in indicators}
    parameters = frozenset(one.code for one in indicators if unranked(one))
    while waiting:
        names = {indicator.code for indicator in waiting}
        ready = [one for one in waiting if not _needs(one, names)] or waiting
        for indicator in ready:
            inputs = {codes[name]: found[name] for name in found if name not in foreign}
            found[indicator.id] = derive(product_id, indicator, inputs, parameters, named)
        waiting = [indicator for indicator in waiting if indicator.id not in found]
    return {indicator.id: found[indicator.id] for indicator in indicators}


def exact_of(
    indicator: Indicator,
    scheme: Sequence[Indicator],
    details: Mapping[str, Sequence[Result]],
    fetch: Fetch | None,
    methods: Mapping[str, TestMethod],
) -> Exact:
    """How good the value of any product is for an indicator, exactly, from the texts."""

    def value(product_id: str) -> Decimal | None:
        results = details[product_id] if product_id in details else fetch(product_id) if fetch else ()
        summary = (
            summaries_of(product_id, scheme, results, methods)[indicator.id]
            if indicator.formula
            else summarise(product_id, indicator, results, methods)
        )
        return goodness_of(summary, indicator)

    return value


def _domestic(project: Project, category_id: str, pool: Pool) -> NDArray[np.bool_]:
    """Which products of the pool count for the domestic median: all but the international benchmarks."""
    import numpy as np

    home = np.ones(len(pool.product_ids), dtype=bool)
    for one in project.benchmarks(category_id):
        seat = pool.seat(one.id) if one.role is Role.INTERNATIONAL else None
        if seat is not None:
            home[seat] = False
    return home


def _needs(indicator: Indicator, codes: set[str]) -> bool:
    from compare_app.domain.formula import FormulaError, names

    try:
        return bool((names(indicator.formula) & codes) - {indicator.code})
    except FormulaError:
        return False


def primaries_of(benchmarks: Sequence[Product]) -> dict[Role, Product]:
    """The primary benchmark of each role: the one marked, or the only one (rulings 7); two marked ones are none."""
    found: dict[Role, Product] = {}
    for role in _BENCHMARKS:
        group = [one for one in benchmarks if one.role is role]
        marked = [one for one in group if one.primary]
        if len(marked) == 1:
            found[role] = marked[0]
        elif len(group) == 1:
            found[role] = group[0]
    return found


def units_of(summary: Summary) -> tuple[Decimal, ...]:
    """The single values of a product per specimen, for statistics; empty unless all n ≥ 2 of them are known numbers."""
    values = tuple(one.low for one in summary.singles if one.low is not None and one.low == one.high)
    whole = summary.deviation is not None and len(values) == len(summary.singles) == summary.n
    return values if whole and not summary.partial else ()


def _unconfirmed(ours: Summary, gaps: Sequence[Gap]) -> Message | None:
    """A row that rests on an unconfirmed fact says so (R10)."""
    shaky = ours.trust is Trust.UNCONFIRMED or any(one.theirs.trust is Trust.UNCONFIRMED for one in gaps)
    return M("Rests on unconfirmed values") if shaky else None


def rule_sentence(rule: DecisionRule | None) -> Message:
    """The decision rule in one sentence, as every output prints it; a rule that was changed says why (rulings 12)."""
    said = _rule_said(rule)
    if rule is None or not rule.reason:
        return said
    return M(
        "{rule}; changed by {name} on {day}: {reason}",
        rule=said,
        name=rule.confirmed_by or "—",
        day=rule.confirmed_at.date() if rule.confirmed_at else "—",
        reason=rule.reason,
    )


def _rule_said(rule: DecisionRule | None) -> Message:
    if rule is None or (rule.guard is GuardBand.NONE and not rule.four_state):
        return M(
            "Decision rule: simple acceptance, binary; full-value comparison of GB/T 8170-2008 unless the requirement "
            "says rounded-value"
        )
    if rule.guard is GuardBand.CONFORMANCE_95:
        return M("Decision rule: {guard}, otherwise neither is proven (ISO 14253-1:2017)", guard=rule.guard)
    if rule.four_state:
        return M("Decision rule: {guard}, four states (ILAC-G8:09/2019)", guard=rule.guard)
    return M("Decision rule: {guard}, binary (ILAC-G8:09/2019)", guard=rule.guard)


def _warnings(
    project: Project,
    product: Product,
    shelf: Library,
    benchmarks: Sequence[Product],
    primaries: Mapping[Role, Product],
    on: date,
) -> tuple[Message, ...]:
    found: list[Message] = []
    for edition in shelf.executed:
        state = shelf.status[edition.id]
        if state in _NOT_IN_FORCE:
            found.append(
                M("Executed standard {number} is {state} on {on}", number=edition.number, state=state, on=on)
            )
        made = shelf.status_made[edition.id]
        if product.produced is not None and made is not state and made in _NOT_IN_FORCE:
            found.append(
                M("Executed standard {number} was {state} on the day of production {on}; it binds as declared",
                  number=edition.number, state=made, on=shelf.made)
            )  # fmt: skip
    for declared, edition in shelf.undated:
        found.append(
            M("{declared} is declared without a year: {edition} applies, in force on {day}",
              declared=declared.number, edition=edition.number, day=shelf.made)
        )  # fmt: skip
    if shelf.undated and product.produced is None:
        found.append(M("The day of production is not stated; the edition on the reference date is taken"))
    if not shelf.executed:
        found.append(M("{product} declares no executed standard", product=product.name))
    for role in (Role.DOMESTIC, Role.INTERNATIONAL):
        if role not in primaries:
            several = sum(1 for one in benchmarks if one.role is role)
            found.append(
                M("Several products are {role}; choose the primary one", role=role)
                if several
                else M("There is no {role} in this category", role=role)
            )
    waiting = sum(1 for one in project.all(HeldCell).values() if not one.resolved)
    if waiting:
        found.append(M("Cells of imports that wait to be settled and carry no value: {n}", n=waiting))
    unknown = sum(1 for one in shelf.theirs if shelf.status[one.id] is EditionStatus.UNKNOWN)
    if unknown:
        found.append(M("Standards whose status is unknown, taken as in force: {n}", n=unknown))
    return tuple(found)


def _too_loose(project: Project, standards: Sequence[StandardRow]) -> list[Message]:
    """Limits of ours looser than a mandatory one: judged by the mandatory one, and an error of the standard (R19)."""
    editions = project.all(StandardEdition)
    return [
        M(
            "{ours}: {limit} is looser than the mandatory {standard} {theirs}, by which is judged",
            ours=row.ours.standard,
            limit=row.ours.text,
            standard=row.theirs.standard,
            theirs=row.theirs.text,
        )
        for row in standards
        if row.automatic is Verdict.LOOSER
        and row.ours is not None
        and row.theirs is not None
        and row.market is Market.DOMESTIC
        and editions[row.theirs.edition_id].force is Force.MANDATORY
    ]
