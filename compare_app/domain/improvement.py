"""What became better between two states of a product (R48, F8): computed, never stored; better is positive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from compare_app.domain.comparison import Gap, Summary
from compare_app.domain.loop import Action, Verification
from compare_app.domain.model import Requirement, Result
from compare_app.domain.profile import Rate
from compare_app.domain.terms import Market, Step, Verdict
from compare_app.text.message import Message


@dataclass(frozen=True, slots=True)
class State:
    """A state as it was frozen, or as it would be now: its body (docs/snapshot-json.md) and the records in it."""

    label: Message
    body: Mapping[str, Any]
    results: Sequence[Result]  # of our product
    requirements: Sequence[Requirement]
    actions: Sequence[Action]
    verifications: Sequence[Verification]
    day: date | None = None  # up to which inspections belong to it; None: not known
    released: bool = False  # a snapshot: its standards are known to be those of then


@dataclass(frozen=True, slots=True)
class IndicatorChange:
    """One indicator before and after. `gap` None: not tested again, or one side has no value, see `reason`."""

    indicator_id: str
    before: Summary
    after: Summary
    gap: Gap | None  # after against before
    reason: Message | None  # why there is no figure, or what it must be read with
    target: str  # of its rows in the plan, with unit; empty: none
    met: bool | None  # the latest judged re-test meets it
    verification: Verification | None
    actions: tuple[str, ...] = ()  # ids of the rows


@dataclass(frozen=True, slots=True)
class LimitChange:
    """Our limit of then beside that of now: STRICTER means that now is stricter."""

    indicator_id: str
    before: str  # printed; empty: there was none
    after: str
    verdict: Verdict
    reason: Message | None = None


@dataclass(frozen=True, slots=True)
class StepThen:
    """The step of a state; `assessed` False with L0: compliance itself was not assessed."""

    step: Step
    assessed: bool
    numeric_only: bool


@dataclass(frozen=True, slots=True)
class RateChange:
    """The consistency rate of one market, then and now; None: nothing to compare."""

    market: Market
    before: Decimal | None
    before_of: int
    after: Decimal | None
    after_of: int


@dataclass(frozen=True, slots=True)
class Improvement:
    """One product, from one state to another."""

    product_id: str
    before: Message
    after: Message
    step: tuple[StepThen, StepThen]
    passed: tuple[Rate | None, Rate | None]  # binding requirements judged
    inspections: tuple[Rate | None, Rate | None]
    indicators: tuple[IndicatorChange, ...]
    rates: tuple[RateChange, ...]
    limits: tuple[LimitChange, ...]
    limits_reason: Message | None = None  # why nothing is said of standards
