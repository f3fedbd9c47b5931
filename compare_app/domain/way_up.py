"""The cheapest way to a step: which measures of the plan, what they cost, what they reach and what stays open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from compare_app.domain.comparison import Blocker
from compare_app.domain.cost import Cost, total
from compare_app.domain.loop import Action
from compare_app.domain.terms import Step
from compare_app.domain.what_if import WhatIf
from compare_app.text.message import Message


@dataclass(frozen=True, slots=True)
class Measure:
    """Rows of the plan with one and the same measure: it is done, and paid, once."""

    actions: tuple[Action, ...]
    cost: Cost | None  # None: not known, see `unknown`
    unknown: Message | None = None  # why the cost is not known

    @property
    def rows(self) -> tuple[int, ...]:
        """The numbers of its rows in the plan."""
        return tuple(one.position for one in self.actions)

    @property
    def text(self) -> str:
        """The measure in words; where none is written yet, the gap."""
        return self.actions[0].measure or self.actions[0].gap

    @property
    def due(self) -> date | None:
        """When all of it is to be done; None where a row names no date."""
        days = [one.due for one in self.actions if one.due is not None]
        return max(days) if len(days) == len(self.actions) else None


@dataclass(frozen=True, slots=True)
class Unused:
    """A row of the plan that could not be reckoned with, and why."""

    action: Action
    reason: Message


@dataclass(frozen=True, slots=True)
class WayUp:
    """The answer: `chosen` reaches `goal` at the least cost, or nothing in the plan does."""

    goal: Step
    reached: bool
    chosen: tuple[Measure, ...]
    result: WhatIf  # with the chosen measures done; where none reaches the goal, with all of them
    measures: tuple[Measure, ...]  # every measure that was looked at
    unused: tuple[Unused, ...]
    unaddressed: tuple[Blocker, ...]  # below or at the goal, and no measure concerns them
    looked_at: int  # sets of measures that were judged

    @property
    def cost(self) -> Cost:
        """What the chosen measures cost as far as it is known."""
        return total(one.cost for one in self.chosen if one.cost is not None)

    @property
    def unknown(self) -> tuple[Measure, ...]:
        """Every measure whose cost is to be stated; none of them counts as free."""
        return tuple(one for one in self.measures if one.cost is None)
