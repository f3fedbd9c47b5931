"""Standard gap × product gap (peers: the method's own logic): each indicator gets its route of improvement."""

from __future__ import annotations

from collections.abc import Sequence

from compare_app.domain.comparison import Gap, IndicatorRow, Quadrant, StandardRow
from compare_app.domain.terms import Comparability, Market, Role, Route, Standing, Verdict
from compare_app.engine.priority import failure
from compare_app.text.message import M

_ROLE_OF = {Market.DOMESTIC: Role.DOMESTIC, Market.INTERNATIONAL: Role.INTERNATIONAL}
_LOOSE = (Verdict.LOOSER, Verdict.MISSING_OURS)
_TIGHT = (Verdict.STRICTER, Verdict.EQUAL)


def quadrants(
    rows: Sequence[IndicatorRow], standards: Sequence[StandardRow], primaries: dict[Role, str]
) -> tuple[Quadrant, ...]:
    """One quadrant for each indicator and market in which something is known.

    The standard side is the least favourable verdict against that market's standards, the product side the standing
    against the primary benchmark of the market's role. What fails a limit that binds here has to be improved first,
    however it stands beside the benchmark: it never keeps a lead.
    """
    found: list[Quadrant] = []
    for row in rows:
        for market, role in _ROLE_OF.items():
            verdict = _standard(row.indicator_id, market, standards)
            gap = next((one for one in row.gaps if one.product_id == primaries.get(role)), None)
            if verdict is None and gap is None:
                continue
            found.append(_place(row, market, verdict, gap))
    return tuple(found)


def _standard(indicator_id: str, market: Market, standards: Sequence[StandardRow]) -> Verdict | None:
    verdicts = {row.verdict for row in standards if row.indicator_id == indicator_id and row.market is market}
    for verdict in (
        Verdict.LOOSER,
        Verdict.MISSING_OURS,
        Verdict.PENDING,
        Verdict.DIFFERENT,
        Verdict.EQUAL,
        Verdict.STRICTER,
        Verdict.MISSING_THEIRS,
    ):
        if verdict in verdicts:
            return verdict
    return None


def _place(row: IndicatorRow, market: Market, verdict: Verdict | None, gap: Gap | None) -> Quadrant:
    indicator_id, missed = row.indicator_id, failure(row)
    failed = missed is not None and (missed.mandatory or missed.declared)
    standing = (
        gap.standing if gap is not None and gap.comparability is not Comparability.NOT_COMPARABLE else None
    )
    tight = verdict in _TIGHT or verdict is Verdict.MISSING_THEIRS
    loose = verdict in _LOOSE
    good = standing in (Standing.AHEAD, Standing.LEVEL)
    behind = standing is Standing.BEHIND
    if not (tight or loose):
        reason = (
            M("The standards cannot be ordered: {verdict}", verdict=verdict)
            if verdict is not None
            else M("No standard of this market sets a limit")
        )
        return Quadrant(indicator_id, market, verdict, standing, Route.UNASSESSED, reason, failed)
    if missed is not None:
        reason = M(
            "{standard} {limit} is not met: first meet it", standard=missed.standard, limit=missed.limit_text
        )
        route = Route.RAISE_BOTH if loose else Route.RAISE_PRODUCT
        return Quadrant(indicator_id, market, verdict, standing, route, reason, failed)
    if not (good or behind):
        reason = (
            M("The products cannot be compared") if standing is None else M("The product gap is undecided")
        )
        return Quadrant(indicator_id, market, verdict, standing, Route.UNASSESSED, reason)
    if loose and good:
        route, reason = (
            Route.RAISE_STANDARD,
            M("The product is good enough; the standard says less than it could"),
        )
    elif tight and behind:
        route, reason = Route.RAISE_PRODUCT, M("The standard holds; the product lags behind")
    elif loose:
        route, reason = Route.RAISE_BOTH, M("The product lags behind and the standard lets it")
    else:
        route, reason = Route.KEEP_LEAD, M("Standard and product hold")
    return Quadrant(indicator_id, market, verdict, standing, route, reason)
