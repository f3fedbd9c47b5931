"""Which indicators were tested again between two states of one product: of the others nothing is said of a change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from compare_app.domain.formula import FormulaError, names
from compare_app.domain.model import CellRef, Indicator, Override, Requirement, Result
from compare_app.domain.project import Project
from compare_app.domain.terms import Trust


def tested_again(
    scheme: Sequence[Indicator], then: Sequence[Result], now: Sequence[Result]
) -> frozenset[str]:
    """The indicators whose results differ in anything that a test finds or states, and what formulas make of them.

    A value that came out the same was tested again all the same: its report or its day differ. Whose product it is,
    what was noted beside it and where it was read from say nothing of a test.
    """
    before, after = _by_indicator(then), _by_indicator(now)
    changed = {one.id for one in scheme if before.get(one.id) != after.get(one.id)}
    return with_derived(scheme, changed, now)


def _by_indicator(results: Sequence[Result]) -> dict[str, list[Result]]:
    found: dict[str, list[Result]] = {}
    for one in results:
        plain = replace(one, product_id="", note="", trust=Trust.USER, cell=CellRef())
        found.setdefault(one.indicator_id, []).append(plain)
    return found


def verdicts_on(project: Project, product_id: str) -> Iterator[tuple[Override, Requirement, str]]:
    """A person's verdicts on values of a product, with the requirement and what follows the product in the subject."""
    demands = project.all(Requirement)
    start = f"result:{product_id}:"
    for one in project.all(Override).values():
        if one.subject.startswith(start):
            named = one.subject.removeprefix(start)
            demand = demands.get(named.removesuffix("#declared"))
            if demand is not None:
                yield one, demand, named


def with_derived(
    scheme: Sequence[Indicator], ids: Collection[str], results: Iterable[Result]
) -> frozenset[str]:
    """These indicators and every one that a formula makes of them; one with results of its own follows no formula."""
    found, own = set(ids), {one.indicator_id for one in results}
    while True:
        codes = {one.code for one in scheme if one.id in found}
        more = {one.id for one in scheme if one.id not in found | own and _codes(one) & codes}
        if not more:
            return frozenset(found)
        found |= more


def _codes(indicator: Indicator) -> frozenset[str]:
    try:
        return names(indicator.formula) if indicator.formula else frozenset()
    except FormulaError:
        return frozenset()
