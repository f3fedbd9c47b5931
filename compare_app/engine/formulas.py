"""Two limits of which one is a formula at least: what can be said of them for one product, or for all."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from compare_app.domain.comparison import Trace
from compare_app.domain.computed_text import DECLARED
from compare_app.domain.formula import FormulaError, evaluate, names
from compare_app.domain.limit import Computed, Interval, Limit
from compare_app.domain.limit_text import print_limit
from compare_app.domain.model import Indicator, Requirement
from compare_app.domain.terms import ComparisonMode, Scale
from compare_app.engine.judge_figures import shortened
from compare_app.engine.resolve import Resolve
from compare_app.text.message import M


def alike(mine: Limit, other: Limit) -> bool:
    """Whether two limits are the same formula, however spaced."""
    return isinstance(mine, Computed) and isinstance(other, Computed) and _folded(mine) == _folded(other)


def put_in(
    ours: Requirement, theirs: Requirement, indicator: Indicator, resolve: Resolve | None, steps: list[Trace]
) -> tuple[Requirement, Requirement] | None:
    """Both limits as intervals, with the values of our product put into their formulas; None where one is missing.

    Two mere shares of the declared value need no value: it is positive on a ratio scale, so that the shares decide. Two
    limits that are the same formula are given back as they are.
    """
    mine, other = ours.limit, theirs.limit
    if alike(mine, other):
        return ours, theirs
    shares = [_share(one, indicator) for one in (mine, other)]
    if shares[0] is not None and shares[1] is not None:
        steps.append(Trace(M("Both are shares of the declared value, which is positive"), "R20"))
        return replace(ours, limit=shares[0], unit=""), replace(theirs, limit=shares[1], unit="")
    found: list[Requirement] = []
    for side in (ours, theirs):
        if not isinstance(side.limit, Computed):
            found.append(side)
            continue
        resolved = resolve(side, indicator) if resolve is not None else None
        if resolved is None or resolved.interval is None:
            problem = resolved.problem if resolved is not None else None
            reason = problem or M("A limit depends on other values of the product")
            steps.append(Trace(reason, "R20"))
            return None
        text = print_limit(shortened(resolved.interval), side.unit or indicator.unit)
        steps += resolved.steps
        steps.append(Trace(M("For this product the limit is {limit}", limit=text), "R4"))
        found.append(replace(side, limit=resolved.interval, mode=ComparisonMode.FULL_VALUE))
    return found[0], found[1]


def _folded(limit: Computed) -> tuple[str, str, bool, bool]:
    return (
        "".join(limit.low.split()),
        "".join(limit.high.split()),
        limit.low_closed or not limit.low,
        limit.high_closed or not limit.high,
    )


def _share(limit: Limit, indicator: Indicator) -> Interval | None:
    """A limit that is a mere share of the declared value, as factors; None for any other formula."""
    if indicator.scale is not Scale.RATIO or not isinstance(limit, Computed):
        return None
    ends: list[Decimal | None] = []
    for formula in (limit.low, limit.high):
        if not formula:
            ends.append(None)
            continue
        if names(formula) != {DECLARED}:
            return None
        try:
            none, one, two = (evaluate(formula, {DECLARED: Decimal(number)}) for number in (0, 1, 2))
        except FormulaError:  # 100/x0 divides by zero at 0: not a share, and no defect either
            return None
        if none != 0 or two != 2 * one:
            return None
        ends.append(one)
    return Interval(ends[0], ends[1], limit.low_closed, limit.high_closed)
