"""How far the values of a pool lie apart, and the one sentence that may say it.

“相差 N 倍” means max ÷ min to some and (max − min) ÷ min to others: no output says it without both, defined.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from compare_app.domain.number import plain
from compare_app.text.message import M, Message


@dataclass(frozen=True, slots=True)
class Spread:
    """The smallest and the largest value of `of` products, both above zero, in the indicator's unit."""

    low: Decimal
    high: Decimal
    of: int
    unit: str

    @property
    def ratio(self) -> Decimal:
        """max ÷ min."""
        return self.high / self.low

    @property
    def excess(self) -> Decimal:
        """(max − min) ÷ min."""
        return (self.high - self.low) / self.low

    @property
    def sentence(self) -> Message:
        """Both figures with their definitions; two decimals."""
        return M(
            "Pool of {of} products: {low} … {high} {unit}; max ÷ min = {ratio}, (max − min) ÷ min = {excess}",
            of=self.of,
            low=plain(self.low),
            high=plain(self.high),
            unit=self.unit,
            ratio=f"{self.ratio:.2f}",
            excess=f"{self.excess:.2f}",
        )
