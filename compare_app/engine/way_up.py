"""The cheapest set of the plan's measures that reaches a step, exactly: solve, judge, cut, until it holds.

A small linear program in whole numbers proposes the cheapest set that nothing speaks against yet; the engine judges it
(`what_if`); what blocks it becomes a cut: at least one of the measures that can move this blocker must be otherwise. A
cut never takes away a set that reaches the step, whatever depends on whatever (`reach`), so the first set that holds is
the cheapest. Among equals: the fewest measures of unknown cost, the least known cost, the fewest measures, the
earliest last due date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import gcd
from typing import TYPE_CHECKING, Final

from compare_app.domain.comparison import Blocker
from compare_app.domain.terms import Step
from compare_app.domain.way_up import Measure, WayUp
from compare_app.domain.what_if import WhatIf
from compare_app.engine.measures import Means, means_of, of_one_kind
from compare_app.engine.reach import Reach
from compare_app.engine.what_if import Present, what_if
from compare_app.errors import AppError
from compare_app.progress import Progress
from compare_app.text.message import M

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MOST: Final = 4_096  # judged sets; beyond that nobody waits for the answer

Chosen = frozenset[int]
"""Measures by their place."""


def way_up(present: Present, goal: Step | None = None, progress: Progress | None = None) -> WayUp:
    """The cheapest way to a step (default: the next one) by the open rows of the plan.

    An AppError where the step is reached already, where costs of different kinds stand in the plan, or where a stated
    minimum of comparable indicators leaves too many sets to look at.
    """
    now = present.comparison.ladder.step
    if goal is None:
        goal = Step(min(now + 1, Step.L5))
    if goal <= now:
        raise AppError("WAY-UP-REACHED", M("{step} is reached already", step=goal))
    means = means_of(present)
    of_one_kind(means.measures)
    search = _Search(present, means, goal, progress)
    chosen = search.best()
    reached = chosen is not None
    shown = chosen if chosen is not None else frozenset(range(len(means.measures)))
    result = search.judged(shown)
    return WayUp(
        goal=goal,
        reached=reached,
        chosen=tuple(means.measures[at] for at in sorted(chosen)) if chosen is not None else (),
        result=result,
        measures=means.measures,
        unused=means.unused,
        unaddressed=tuple(search.unaddressed.values()) if chosen is None else (),
        looked_at=len(search.seen),
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the program: Σ weights · x ≥ (or ≤) bound."""

    weights: NDArray[np.float64]
    least: float
    most: float


class _Search:
    """Proposes sets, judges them, and remembers what speaks against those that fail."""

    def __init__(self, present: Present, means: Means, goal: Step, progress: Progress | None) -> None:
        self._present = present
        self._means = means
        self._goal = goal
        self._progress = progress
        self._reach = Reach(present.project, present.comparison.category_id, means.measures)
        self._cuts: dict[tuple[Chosen, Chosen], None] = {}  # (must come, or must go): one of them at least
        self.seen: dict[Chosen, WhatIf] = {}
        self.unaddressed: dict[tuple[Step, str, str], Blocker] = {}

    def judged(self, chosen: Chosen) -> WhatIf:
        """What a set reaches; each is judged once."""
        found = self.seen.get(chosen)
        if found is None:
            if len(self.seen) >= _MOST:
                raise AppError(
                    "WAY-UP-MANY",
                    M(
                        "Too many sets of measures to prove which is the cheapest: {count} were judged",
                        count=_MOST,
                    ),
                    M(
                        "Cancel the rows that are out of the question, or set the ladder's minimum back to all"
                    ),
                )
            if self._progress is not None:
                self._progress.step(len(self.seen), 0)
            supposed = self._means.suppose(self._means.measures[at] for at in sorted(chosen))
            found = what_if(self._present, supposed.targets, supposed.limits)
            self.seen[chosen] = found
        return found

    def best(self) -> Chosen | None:
        """The best set that reaches the goal; None where none does."""
        costs = _whole(
            [one.cost.amount if one.cost is not None else Decimal(0) for one in self._means.measures]
        )
        stages = (
            [int(one.cost is None) for one in self._means.measures],
            costs,
            [1] * len(costs),
        )
        limits: list[tuple[Sequence[int], int]] = []
        chosen: Chosen | None = None
        for weights in stages:
            chosen = self._stage(weights, limits)
            if chosen is None:
                return None
            limits.append((weights, sum(weights[at] for at in chosen)))
        return self._stage(_dues(self._means.measures), limits, latest=True)

    def _stage(
        self, weights: Sequence[int], limits: Sequence[tuple[Sequence[int], int]], *, latest: bool = False
    ) -> Chosen | None:
        """The set of the least sum of weights (or the least largest weight) that reaches the goal within limits."""
        while (chosen := self._proposed(weights, limits, latest=latest)) is not None:
            if any(sum(row[at] for at in chosen) > most for row, most in limits):
                self._cut(frozenset(range(len(weights))), chosen)  # rounded floats: never taken for exact
                continue
            ladder = self.judged(chosen).after.ladder
            if ladder.step >= self._goal:
                return chosen
            for blocker in ladder.blockers:
                movers = self._reach.movers(blocker)
                self._cut(movers, chosen)
                if not movers:
                    name = (blocker.step, blocker.indicator_id, str(blocker.reason))
                    self.unaddressed.setdefault(name, blocker)
        return None

    def _cut(self, movers: Chosen, chosen: Chosen) -> None:
        self._cuts[movers - chosen, movers & chosen] = None

    def _proposed(
        self, weights: Sequence[int], limits: Sequence[tuple[Sequence[int], int]], *, latest: bool
    ) -> Chosen | None:
        """The best set that no cut speaks against; None where there is none left."""
        if any(not come and not go for come, go in self._cuts):
            return None
        size = len(weights)
        if not size:
            return None if self._cuts else frozenset()
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, milp

        width = size + latest  # the last variable is the largest weight
        rows: list[_Row] = []
        for come, go in self._cuts:
            line = np.zeros(width)
            line[list(come)] = 1
            line[list(go)] = -1
            rows.append(_Row(line, 1 - len(go), np.inf))
        for row, most in limits:
            line = np.zeros(width)
            line[:size] = row
            rows.append(_Row(line, -np.inf, most + 0.5))
        aim = np.zeros(width)
        aim[:size] = weights
        if latest:
            aim[:] = 0
            aim[size] = 1
            for at, weight in enumerate(weights):
                line = np.zeros(width)
                line[at], line[size] = -weight, 1
                rows.append(_Row(line, 0, np.inf))
        top = np.ones(width)
        top[size:] = max(weights)
        found = milp(
            aim,
            integrality=np.ones(width),
            bounds=Bounds(0, top),
            constraints=[
                LinearConstraint(
                    np.array([one.weights for one in rows]),
                    np.array([one.least for one in rows]),
                    np.array([one.most for one in rows]),
                )
            ]
            if rows
            else [],
            options={"mip_rel_gap": 0},
        )
        if found.x is None:
            return None
        return frozenset(np.flatnonzero(found.x[:size] > 0.5).tolist())


def _whole(amounts: Sequence[Decimal]) -> list[int]:
    """Amounts as whole numbers without a common factor: small numbers stay exact in floating point."""
    places = max((-int(one.normalize().as_tuple().exponent) for one in amounts), default=0)
    scaled = [int(one.scaleb(max(0, places))) for one in amounts]
    common = gcd(*scaled)
    return [one // common for one in scaled] if common else scaled


def _dues(measures: Sequence[Measure]) -> list[int]:
    """The turn of each measure's due date; those without one come last."""
    days = sorted({one.due for one in measures if one.due is not None})
    return [days.index(one.due) + 1 if one.due is not None else len(days) + 1 for one in measures]
