"""The published rates over the comparison of standards: of each market, its regions, its domains (R22, rulings 4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from compare_app.domain.comparison import Consistency, StandardRow
from compare_app.domain.model import Indicator
from compare_app.domain.quality_domain import canonical
from compare_app.domain.terms import Market, Verdict


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
