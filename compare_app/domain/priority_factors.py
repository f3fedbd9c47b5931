"""The figures of the priority of gaps (R34) that nobody measures: our own choice, not official, kept in this one place.

R34 asks for severity × size × weight × feasibility and gives no figures; change them here.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from compare_app.domain.terms import Severity

SEVERITY: Final[Mapping[Severity, Decimal]] = MappingProxyType(
    {Severity.A: Decimal(2), Severity.B: Decimal(1)}
)
"""How much an item of each class counts."""

FAILED: Final = Decimal(1)
"""Size of what does not conform, as large as the benchmark's value itself; a larger lag of it counts instead."""

ONE_DELTA: Final = Decimal("0.02")
"""Size of a gap of one Δ where no percentage exists: Δ is by default 2 % of the limit (rulings 2)."""
