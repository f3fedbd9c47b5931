"""One product against every product of its pool, as arrays: what a comparison says of a pair, for all pairs at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

from compare_app.domain.pool import REASONS
from compare_app.domain.student import Welches, p_values
from compare_app.domain.terms import Comparability, Conclusion, Standing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

COMPARABILITIES: Final = tuple(Comparability)
STANDINGS: Final = tuple(Standing)
CONCLUSIONS: Final = (None, *Conclusion)
DIFFERENCES: Final = (None, *REASONS)
"""What the codes of the arrays mean, by place."""


@dataclass(frozen=True)
class AgainstPool:
    """Every array has one row an indicator and one column a product, in the order of the ids.

    Gaps are ours against theirs, better is positive; where there is none the figure is NaN. float64 throughout: what
    decides (conclusion, standing, rank) was decided again in Decimal wherever floats are too close (rulings 15).
    """

    product_id: str
    category_id: str
    on: date
    product_ids: tuple[str, ...]
    indicator_ids: tuple[str, ...]
    seat: int  # ours among the products
    yardstick_id: str  # the product that scores are measured by

    low: tuple[NDArray[np.float64], ...]  # what each product shows, by row; see `domain.pool.Column`
    high: tuple[NDArray[np.float64], ...]

    comparability: NDArray[np.uint8]  # code of COMPARABILITIES
    reason: NDArray[np.uint8]  # code of DIFFERENCES: why not comparable, or of another basis
    absolute: NDArray[np.float64]  # in the indicator's unit; classes in steps
    relative: NDArray[np.float64]  # per cent of theirs, ratio scales only
    standing: NDArray[np.uint8]  # code of STANDINGS
    conclusion: NDArray[np.uint8]  # code of CONCLUSIONS
    significant_small: NDArray[np.bool_]  # 差异显著但小于Δ
    welch: Mapping[
        int, Welches
    ]  # by row: where single values on both sides were tested; others are numeric only

    rank: NDArray[np.int32]  # of each product among those comparable with ours; 0: it is none of them
    rank_last: NDArray[np.int32]
    percentile: NDArray[np.float64]

    score: NDArray[np.float64]  # 0…100, capped, against the yardstick
    weighted: NDArray[np.float64]  # one a product: the weighted mean of its scores; NaN: none, or a veto
    covered: NDArray[np.int32]  # … over how many indicators
    weight_covered: NDArray[np.float64]  # … and which share of the weight, 0…1
    weakest: NDArray[np.int32]  # row of the core indicator with the lowest score, -1: none has one

    def p(self, row: int) -> NDArray[np.float64]:
        """Two-sided p of the differences of one indicator; computed when asked for, NaN where nothing was tested."""
        import numpy as np

        found = self.welch.get(row)
        return np.full(len(self.product_ids), np.nan) if found is None else p_values(found.t, found.df)

    def numeric_only(self, row: int) -> NDArray[np.bool_]:
        """Where a conclusion rests on the figures alone (rulings 1)."""
        import numpy as np

        found = self.welch.get(row)
        return np.ones(len(self.product_ids), dtype=bool) if found is None else np.isnan(found.t)

    @cached_property
    def counts(self) -> Mapping[str, NDArray[np.int32]]:
        """For each product how many indicators of ours are ahead, level, behind, undecided; mixed; not comparable."""
        import numpy as np

        words = (*(one.value for one in STANDINGS), Comparability.MIXED_BASIS.value)
        outcome = self.standing.copy()
        outcome[self.comparability == COMPARABILITIES.index(Comparability.MIXED_BASIS)] = len(STANDINGS)
        outcome[self.comparability == COMPARABILITIES.index(Comparability.NOT_COMPARABLE)] = len(words)
        return {
            word: np.count_nonzero(outcome == code, axis=0).astype(np.int32)
            for code, word in enumerate((*words, Comparability.NOT_COMPARABLE.value))
        }
