"""Which exact decimal a float64 stands for, so that a tie is decided without reading the text again (rulings 15).

The mean of n values with at most p decimals is S / (n · 10^p) for a whole number S. Where S is small enough, the
float64 nearest to it belongs to no other such mean: equal floats are equal decimals, and S is found again by rounding.
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import Final

UNKNOWN: Final = -1  # no exact decimal is known behind a float
FINEST: Final = 12  # decimals
LARGEST: Final = 2**40  # of S; with at most MOST values two different means differ in their floats
MOST: Final = 255  # values behind a mean

_ROOM: Final = 60  # digits for sums of anything that is typed


def places_of(mean: Decimal, n: int, *others: Decimal) -> int:
    """Decimals p for which n · mean and the other numbers are whole multiples of 10^-p, or UNKNOWN."""
    if not 0 < n <= MOST:
        return UNKNOWN
    total = mean * n
    with localcontext() as context:
        context.prec = _ROOM
        short = total.quantize(Decimal(1).scaleb(-FINEST)) if abs(total.adjusted()) < FINEST * 2 else total
    if short / n != mean:  # in the ordinary context, as the mean was computed
        return UNKNOWN
    places = 0
    for number in (short, *others):
        exponent = number.normalize().as_tuple().exponent
        if not isinstance(exponent, int) or exponent < -FINEST:
            return UNKNOWN
        places = max(places, -exponent)
    largest = max(abs(number) for number in (short, *others))
    return places if largest.scaleb(places) <= LARGEST else UNKNOWN


def nearest(mean: Decimal, n: int, places: int) -> float:
    """The float64 that stands for a mean: the quotient of two whole numbers, correctly rounded."""
    if places == UNKNOWN:
        return float(mean)
    return float(round((mean * n).scaleb(places))) / float(n * 10**places)


def exact(value: float, n: int, places: int) -> Decimal:
    """The decimal behind a float of a column; the caller knows that `places` is not UNKNOWN."""
    return Decimal(round(value * n * 10**places)).scaleb(-places) / n
