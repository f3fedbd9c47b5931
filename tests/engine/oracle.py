"""What a limit accepts, one number at a time: an oracle that knows no intervals."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN
from decimal import Decimal as D

from compare_app.domain.limit import Interval
from compare_app.domain.terms import ComparisonMode


def conforms(value: D, limit: Interval, mode: ComparisonMode) -> bool:
    """GB/T 8170-2008 4.3 word by word: rounded once to the digits of each end, then compared."""

    def shown(end: D) -> D:
        return value if mode is ComparisonMode.FULL_VALUE else value.quantize(end, ROUND_HALF_EVEN)

    low_ok = limit.low is None or (
        shown(limit.low) >= limit.low if limit.low_closed else shown(limit.low) > limit.low
    )
    high_ok = limit.high is None or (
        shown(limit.high) <= limit.high if limit.high_closed else shown(limit.high) < limit.high
    )
    return low_ok and high_ok
