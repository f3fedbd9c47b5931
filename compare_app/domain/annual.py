"""A year of 双比对双提升 as it can be proved: what two released comparisons show, and what the plan says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from compare_app.domain.frozen import Frozen, FrozenLimit, FrozenValue
from compare_app.domain.loop import Action, Verification
from compare_app.domain.terms import Standing, Verdict
from compare_app.text.message import Message


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One indicator then and now; better is positive. Without a figure `reason` says why there is none."""

    indicator_id: str
    before: FrozenValue
    after: FrozenValue
    absolute: Decimal | None  # in the unit of both
    relative: Decimal | None  # per cent of the value then, ratio scales only
    standing: Standing  # AHEAD: improved
    reason: Message | None = None


@dataclass(frozen=True, slots=True)
class LimitChange:
    """What the executed standards demand of one indicator, then and now; `verdict` is the new one against the old."""

    indicator_id: str
    before: tuple[FrozenLimit, ...]
    after: tuple[FrozenLimit, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class ProductYear:
    """One product. `before` is the last release before the year, else the first in it; None: there is none."""

    product_id: str
    before: Frozen | None
    after: Frozen | None  # the last release of the year
    values: tuple[ValueChange, ...] = ()
    limits: tuple[LimitChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Annual:
    """The year over several products. Statuses of actions are those of today: the plan keeps no history of them."""

    year: int
    on: date  # the reference date: what is overdue then
    products: tuple[ProductYear, ...]
    done: tuple[Action, ...]  # verified by a re-test or a waiver of the year
    undated: tuple[Action, ...]  # verified, nobody knows when
    late: tuple[Action, ...]
    waiting: tuple[Action, ...]  # open and not late
    verifications: tuple[Verification, ...]  # of the year
