"""What a measure costs, from the text of its budget: money, person-days, person-months or a plain number, exactly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from compare_app.domain.number import parse_decimal, plain
from compare_app.text.fold import half_width
from compare_app.text.message import M, Message

YUAN: Final = "CNY"
DAYS: Final = "person-days"
MONTHS: Final = "person-months"
PLAIN: Final = ""
KIND: Final[Mapping[str, Message]] = MappingProxyType(
    {
        YUAN: M("money"),
        DAYS: M("person-days"),
        MONTHS: M("person-months"),
        PLAIN: M("plain numbers"),
    }
)
"""What each unit counts, in words."""

_MYRIAD: Final = Decimal(10_000)
_UNITS: Final = {
    **dict.fromkeys(("元", "元人民币", "cny", "rmb", "yuan"), (YUAN, Decimal(1))),
    "千元": (YUAN, Decimal(1_000)),
    **dict.fromkeys(("万元", "万", "万元人民币"), (YUAN, _MYRIAD)),
    "百万元": (YUAN, Decimal(1_000_000)),
    **dict.fromkeys(("亿元", "亿"), (YUAN, Decimal(100_000_000))),
    **dict.fromkeys(("人天", "人日", "人·天", "工日", "persondays", "personday"), (DAYS, Decimal(1))),
    **dict.fromkeys(("人月", "人·月", "personmonths", "personmonth"), (MONTHS, Decimal(1))),
    "": (PLAIN, Decimal(1)),
}
_COST: Final = re.compile(r"[¥￥]?\s*([0-9][0-9.,]*)\s*(\D*)")
_THOUSANDS: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Cost:
    """An amount and its unit: `YUAN`, `DAYS`, `MONTHS`, or `PLAIN` where none is stated."""

    amount: Decimal
    unit: str = PLAIN


def parse_cost(text: str) -> Cost | None:
    """`12 万元`, `3000 元`, `¥3,000`, `5 人天`, `5`; None for everything that is not surely one amount.

    Days are not turned into months or money: nobody said at which rate.
    """
    found = _COST.fullmatch(half_width(text).strip())
    if found is None:
        return None
    digits = found[1].replace(",", "") if _THOUSANDS.fullmatch(found[1]) else found[1]
    amount = parse_decimal(digits)
    unit = re.sub(r"[\s-]", "", found[2]).casefold()
    if unit == "" and half_width(text).strip()[0] in "¥￥":
        unit = "元"
    if amount is None or unit not in _UNITS:
        return None
    name, factor = _UNITS[unit]
    return Cost(amount * factor, name)


def cost_said(cost: Cost) -> Message:
    """The cost as people write it, in ten thousands of yuan from ten thousand on."""
    match cost.unit:
        case unit if unit == YUAN and cost.amount >= _MYRIAD:
            return M("{amount} × 10 000 CNY", amount=plain((cost.amount / _MYRIAD).normalize()))
        case unit if unit == YUAN:
            return M("{amount} CNY", amount=plain(cost.amount.normalize()))
        case unit if unit == DAYS:
            return M("{amount} person-days", amount=plain(cost.amount.normalize()))
        case unit if unit == MONTHS:
            return M("{amount} person-months", amount=plain(cost.amount.normalize()))
        case _:
            return M("{amount}", amount=plain(cost.amount.normalize()))


def total(costs: Iterable[Cost]) -> Cost:
    """The sum of costs of one unit; a ValueError for several."""
    rows = list(costs)
    units = {one.unit for one in rows}
    if len(units) > 1:
        raise ValueError("costs of several units have no sum")
    return Cost(sum((one.amount for one in rows), Decimal(0)), units.pop() if units else PLAIN)
