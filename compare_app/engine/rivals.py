"""Who of the pool may be compared with one product, and how good each value is: the gate of `engine.gate` for all.

A product counts beside ours where the gate key of its value meets ours and both have the same basis (R5, rulings 6).
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from compare_app.domain.comparison import Summary, Trace
from compare_app.domain.gate_keys import NUMBER, opened
from compare_app.domain.grid import UNKNOWN
from compare_app.domain.model import Indicator
from compare_app.domain.pool import CODE, REASONS, Column, Mark, Pool
from compare_app.domain.terms import Difference, Direction, Scale
from compare_app.engine.gap import farthest
from compare_app.text.message import M

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_POWERS: Final = tuple(10.0**at for at in range(31))
_EXACT: Final = 2.0**53  # whole numbers up to here are float64 themselves


def left_out(pool: Pool, column: Column, indicator: Indicator, seat: int) -> NDArray[np.uint8]:
    """Why each product does not count beside the one at `seat`: 0 where it does, else a code of `REASONS`.

    The array is shared and not to be written to.
    """
    import numpy as np

    asked = indicator.id, seat
    if (known := pool.codes.get(asked)) is not None:
        return known
    mine = pool.table.keys[column.key[seat]]
    codes = pool.table.against(mine, opened(pool.equivalences), indicator.id).take(column.key)
    codes[(column.basis != column.basis[seat]) & (codes == 0)] = CODE[Difference.BASIS]
    codes[np.isnan(column.low)] = CODE[Difference.ABSENT]
    codes.flags.writeable = False
    pool.codes[asked] = codes
    return codes


def counting(pool: Pool, codes: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """The products that take part in a rank: comparable ones on the market."""
    free: NDArray[np.bool_] = codes == 0
    return free if pool.outside is None else free & ~pool.outside


def reasons_of(pool: Pool, codes: NDArray[np.uint8]) -> tuple[tuple[Difference, int], ...]:
    """How many products on the market do not count, by reason."""
    import numpy as np

    seen = np.bincount(codes if pool.outside is None else codes[~pool.outside], minlength=len(REASONS) + 1)
    return tuple((reason, int(n)) for reason, n in zip(REASONS, seen[1:]) if n)


def explained(pool: Pool, column: Column, seat: int, codes: NDArray[np.uint8]) -> list[Trace]:
    """Who was left out of a rank and why, and which stated equivalences let others in."""
    steps = [
        Trace(
            M("Left out of the rank, not comparable: {n} ({reason})", n=n, reason=reason)
            if reason is not Difference.ABSENT
            else M("Left out of the rank, without a usable value: {n}", n=n),
            "R5",
        )
        for reason, n in reasons_of(pool, codes)
    ]
    if pool.equivalences:
        strict = pool.table.against(pool.table.keys[column.key[seat]], frozenset(), "").take(column.key)
        let_in = Counter(strict[counting(pool, codes) & (strict != 0)].tolist())
        steps += [
            Trace(
                M(
                    "Counted by a stated equivalence: {n} ({reason})",
                    n=n,
                    reason=REASONS[code - 1],
                ),
                "R21",
            )
            for code, n in sorted(let_in.items())
        ]
    return steps


def goodness(
    column: Column, indicator: Indicator, form: str
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Both ends of every value turned so that larger is better; a target makes it minus the distance to the target.

    Of a product with several single values the farthest from the target counts. Steps of classes grow for the better.
    """
    import numpy as np

    if form != NUMBER:
        return column.low, column.high
    if indicator.direction is Direction.SMALLER:
        low = -column.high
        return low, -column.low if column.marked() & Mark.ENDS else low
    if indicator.target is None or indicator.direction not in (Direction.TARGET, Direction.RANGE):
        return column.low, column.high
    away = distances(column, indicator.target)
    if not column.marked() & Mark.ENDS:
        return -away, -away
    ends = column.marks & Mark.ENDS != 0
    target = float(indicator.target)
    first, second = -np.abs(column.low - target), -np.abs(column.high - target)
    inside = (column.low <= target) & (column.high >= target)
    low = np.where(ends, np.minimum(first, second), -away)
    return low, np.where(ends, np.where(inside, 0.0, np.maximum(first, second)), -away)


def distances(column: Column, target: Decimal) -> NDArray[np.float64]:
    """How far each product's farthest single value lies from a target, correctly rounded where its decimals are known.

    As whole numbers of the last digit the difference is exact: equal distances are equal floats (`domain.grid`).
    """
    import numpy as np

    far = column.low if column.far is None else column.far
    away = np.abs(far - float(target))
    exponent = target.normalize().as_tuple().exponent
    if not isinstance(exponent, int) or -exponent >= len(_POWERS):
        return away
    places = np.maximum(column.places, max(0, -exponent))
    scale = np.array(_POWERS)[np.minimum(places, len(_POWERS) - 1)]
    whole = np.abs(np.rint(far * scale) - np.rint(float(target) * scale))
    known = (
        (column.places != UNKNOWN) & (np.abs(far) * scale < _EXACT) & (abs(float(target)) * scale < _EXACT)
    )
    return np.where(known, whole / scale, away)


def room(indicator: Indicator) -> float:
    """What figures were computed from may be larger than they are: a target, the zero of a temperature."""
    target = 0.0 if indicator.target is None else abs(float(indicator.target))
    return target + (1000.0 if indicator.scale is Scale.INTERVAL else 0.0)


def goodness_of(summary: Summary, indicator: Indicator) -> Decimal | None:
    """The same of one product, exactly; None where no number is known."""
    if summary.mean is None:
        return None
    match indicator.direction:
        case Direction.SMALLER:
            return -summary.mean
        case Direction.TARGET | Direction.RANGE if indicator.target is not None:
            far = farthest(summary, indicator.target)
            return None if far is None else -far
        case _:
            return summary.mean
