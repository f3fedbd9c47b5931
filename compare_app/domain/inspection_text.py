"""What people write in a row of a bulletin or a name list of 监督抽查: counts, years, failed items and their class."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from compare_app.text.fold import half_width, key
from compare_app.text.message import M, Message

EARLIEST: Final = 1949
LATEST: Final = 2100

_SEPARATORS: Final = re.compile(r"[;；、\n]")
_NOTHING_FAILED: Final = frozenset(
    key(word) for word in ("无", "没有", "未发现不合格", "无不合格", "无不合格项目", "none", "nil")
)
_NOT_STATED: Final = frozenset(("/", "\\", "-", "—", "——", "–", "―"))
_A_ITEM: Final = re.compile(r"(?<![A-Za-z0-9])A\s*类|[(\[]\s*A\s*[)\]]|(?i:\bclass A\b|\bA item\b)")


def items_of(parts: Sequence[str]) -> tuple[str, ...] | None:
    """The failed items of a cell; empty: it says that nothing failed; None: it says nothing (`/`, `—`, blank)."""
    kept = tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
    if not kept or all(part in _NOT_STATED for part in kept):
        return None
    if all(key(part) in _NOTHING_FAILED for part in kept):
        return ()
    return kept


def split_items(text: str) -> tuple[str, ...] | None:
    """The failed items of a typed text, separated by semicolons, 、 or line breaks; as `items_of`."""
    return items_of(_SEPARATORS.split(text))


def names_a_item(items: Sequence[str]) -> bool:
    """Whether an item is marked as one of class A: `泄漏电流(A类)`, `泄漏电流（A）`."""
    return any(_A_ITEM.search(half_width(item)) for item in items)


def count_of(number: Decimal | None) -> int | None:
    """A count; None where the number is none: a fraction, a negative one, or nothing."""
    if number is None or number < 0 or number != number.to_integral_value() or number > 10**9:
        return None
    return int(number)


def year_in(number: Decimal | None) -> int | None:
    """A year of our time, or None."""
    found = count_of(number)
    return found if found is not None and EARLIEST <= found <= LATEST else None


def counts_of(
    batches: int | None, failed: int | None, items: Sequence[str] | None
) -> tuple[int, int] | Message:
    """Tested and failed batches of a row, or what was expected instead.

    A row of a name list states no counts: it is one batch, failed where it names failed items. What is not stated is
    never taken for zero.
    """
    if batches is None and failed is None and items is not None:
        return 1, 1 if items else 0
    if batches is None:
        return M("the number of tested batches")
    if failed is None:
        if items is None or (items and batches > 1):
            return M("the number of failed batches; 0 where none failed")
        failed = 1 if items else 0
    if batches < 1:
        return M("at least one tested batch")
    if failed > batches:
        return M("no more failed batches than tested ones")
    if items and not failed:
        return M("a failed batch, because failed items are named")
    return batches, failed
