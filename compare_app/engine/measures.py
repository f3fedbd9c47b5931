"""Rows of the plan as measures with a cost, and what a set of them supposes: targets, and limits of our standard."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from compare_app.domain.cost import KIND, Cost, parse_cost
from compare_app.domain.digest import actions_of, is_open
from compare_app.domain.loop import Action
from compare_app.domain.model import Indicator, Product, Requirement
from compare_app.domain.number import plain
from compare_app.domain.replicates import in_unit
from compare_app.domain.result_text import parse_result
from compare_app.domain.terms import ActionType, Direction, Verdict
from compare_app.domain.units import conversion_on
from compare_app.domain.value import Censored, Grade, Number, Operator, Span, Value
from compare_app.domain.way_up import Measure, Unused
from compare_app.engine.levels import level_index
from compare_app.engine.library import OWN_SCOPES, library
from compare_app.engine.order import order
from compare_app.engine.standard_rows import promised_limits
from compare_app.engine.what_if import Present, read_target
from compare_app.errors import AppError
from compare_app.text.fold import key
from compare_app.text.message import M, Message


@dataclass(frozen=True, slots=True)
class Supposition:
    """What a set of measures supposes, as `what_if` takes it."""

    targets: dict[str, str]
    limits: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class Means:
    """What each usable row of the plan supposes, and the measures they belong to."""

    present: Present
    measures: tuple[Measure, ...]
    unused: tuple[Unused, ...]
    targets: dict[str, str]  # by action id: the text of its target
    limits: dict[str, tuple[Requirement, ...]]  # by action id: limits of our standard as proposed

    @property
    def rows(self) -> tuple[Action, ...]:
        """Every row that can be reckoned with, in the order of the plan."""
        return tuple(
            sorted(
                (one for measure in self.measures for one in measure.actions), key=lambda one: one.position
            )
        )

    def suppose(self, chosen: Iterable[Measure]) -> Supposition:
        """All of the chosen measures done: of two targets for one indicator the better one is reached."""
        targets: dict[str, str] = {}
        limits: dict[str, Requirement] = {}
        for measure in chosen:
            for action in measure.actions:
                if action.id in self.targets:
                    text = self.targets[action.id]
                    indicator = self.present.indicator(action.indicator_id)
                    known = targets.get(indicator.id)
                    if known is None or _better(indicator, text, known):
                        targets[indicator.id] = text
                for limit in self.limits.get(action.id, ()):
                    known_limit = limits.get(limit.id)
                    if known_limit is None or self._stricter(limit, known_limit):
                        limits[limit.id] = limit
        return Supposition(targets, tuple(limits.values()))

    def _stricter(self, one: Requirement, other: Requirement) -> bool:
        indicator = self.present.indicator(one.indicator_id)
        return order(one, other, indicator, {}).verdict is Verdict.STRICTER


def _better(indicator: Indicator, text: str, known: str) -> bool:
    """Whether a target is the better one, in the unit of the indicator; without an order the earlier row counts."""
    one, other = (_in_own_unit(indicator, part) for part in (text, known))
    if isinstance(one, Grade) and isinstance(other, Grade):
        first, second = level_index(indicator, one.label), level_index(indicator, other.label)
        return first is not None and second is not None and first < second
    mine, theirs = _promised(indicator, one), _promised(indicator, other)
    return mine is not None and (theirs is None or mine > theirs)


def _in_own_unit(indicator: Indicator, text: str) -> Value:
    reading = read_target(indicator, text)
    change = conversion_on(indicator.scale, reading.unit or indicator.unit, indicator.unit)
    return reading.value if change is None else in_unit(reading.value, change)


def _promised(indicator: Indicator, value: Value) -> Decimal | None:
    """The least that a target promises, larger is better; None where there is no such figure."""
    match indicator.direction, value:
        case Direction.LARGER, Number(low) | Span(low, _) | Censored(Operator.AT_LEAST | Operator.ABOVE, low):
            return low
        case Direction.SMALLER, Number(high) | Span(_, high) | Censored(
            Operator.AT_MOST | Operator.BELOW, high
        ):
            return -high
        case _, Number(number) if indicator.target is not None:
            return -abs(number - indicator.target)
        case _:
            return None


def means_of(present: Present) -> Means:
    """The open rows of the product's plan."""
    rows = [one for one in actions_of(present.project, present.comparison.product_id) if is_open(one)]
    targets: dict[str, str] = {}
    limits: dict[str, tuple[Requirement, ...]] = {}
    unused: list[Unused] = []
    for action in rows:
        try:
            if action.action_type is ActionType.STANDARD:
                limits[action.id] = _proposed(present, action)
            else:
                targets[action.id] = target_text(present, action)
        except AppError as trouble:
            unused.append(Unused(action, trouble.what))
    usable = [one for one in rows if one.id in targets or one.id in limits]
    measures = tuple(_measure(group) for group in _grouped(usable))
    return Means(present, measures, tuple(unused), targets, limits)


def planned(present: Present, only: Collection[str] = ()) -> Supposition:
    """What the open rows of the plan together suppose: all of them, or those with an id in `only`."""
    means = means_of(present)
    rows = [one for one in means.rows if not only or one.id in only]
    return means.suppose([Measure(tuple(rows), None)] if rows else [])


def target_text(present: Present, action: Action) -> str:
    """The target of a row as `what_if` takes it; an AppError says what is missing."""
    if not action.indicator_id:
        raise AppError("WAY-UP", M("it names no indicator"))
    indicator = present.indicator(action.indicator_id)
    number = plain(action.target) if action.target is not None else ""
    text = number or action.target_text.strip()
    if not text:
        raise AppError("WAY-UP", M("it has no target"))
    unit = action.unit if action.unit != indicator.unit else ""
    figures = all(
        isinstance(one.value, Number | Censored | Span) and not one.unit for one in parse_result(text)
    )
    read = f"{text} {unit}".strip() if figures else text
    read_target(indicator, read)
    return read


def _proposed(present: Present, action: Action) -> tuple[Requirement, ...]:
    """Our limits as a row of type standard proposes them: theirs in place of ours, or beside what we have."""
    project, comparison = present.project, present.comparison
    indicator = present.indicator(action.indicator_id)
    product = project.all(Product)[comparison.product_id]
    own = [one for one in library(project, product, comparison.on).ours if one.scope in OWN_SCOPES]
    if not own:
        raise AppError("WAY-UP", M("the product has no standard of its own that could say it"))
    editions = {one.id for one in own}
    theirs = project.get(Requirement, action.requirement_id)
    promised = promised_limits(project, action, indicator)
    if isinstance(promised, Message):
        raise AppError("WAY-UP", promised)
    if len(promised) > 1:
        raise AppError("WAY-UP", M("its target names several limits"))
    wanted = promised[0]
    beside = [
        side
        for line in comparison.standards
        if line.theirs is not None and theirs is not None and line.theirs.requirement_id == theirs.id
        if (side := line.ours) is not None
    ]
    ours = [
        one
        for side in beside
        if (one := project.get(Requirement, side.requirement_id)) is not None and one.edition_id in editions
    ]
    if theirs is None:
        ours = [one for one in project.requirements(indicator.id) if one.edition_id in editions]
        if len(ours) > 1:
            raise AppError("WAY-UP", M("our standard has several limits there; it does not say which"))
    if not ours:
        return (
            replace(
                wanted,
                id=f"proposed/{wanted.id or action.id}",
                edition_id=own[0].id,
                clause="",
                mandatory=None,
            ),
        )
    return tuple(
        replace(one, raw=wanted.raw, limit=wanted.limit, unit=wanted.unit or indicator.unit, mode=wanted.mode)
        for one in ours
    )


def _grouped(rows: Sequence[Action]) -> list[list[Action]]:
    """Rows with one measure together, in the order of the plan; rows without words stand for themselves."""
    groups: dict[str, list[Action]] = {}
    for one in rows:
        groups.setdefault(key(one.measure) if one.measure.strip() else f"\0{one.id}", []).append(one)
    return list(groups.values())


def _measure(rows: Sequence[Action]) -> Measure:
    stated = [one for one in rows if one.budget.strip()]
    costs = {one.id: parse_cost(one.budget) for one in stated}
    known: set[Cost] = {one for one in costs.values() if one is not None}
    problem: Message | None = None
    if not stated:
        problem = M("no cost is stated")
    elif any(one is None for one in costs.values()):
        unread = next(one.budget for one in stated if costs[one.id] is None)
        problem = M("“{text}” is no cost that can be added", text=unread)
    elif len(known) > 1:
        problem = M("its rows state different costs")
    return Measure(tuple(rows), known.pop() if problem is None else None, problem)


def of_one_kind(measures: Sequence[Measure]) -> None:
    """Costs of different kinds have no sum: an AppError that names the rows."""
    kinds: dict[str, list[int]] = {}
    for one in measures:
        if one.cost is not None:
            kinds.setdefault(one.cost.unit, []).extend(one.rows)
    if len(kinds) < 2:
        return
    said = [M("{unit}: rows {rows}", unit=KIND[unit], rows=rows) for unit, rows in kinds.items()]
    raise AppError(
        "WAY-UP-UNITS",
        M("Costs of different kinds cannot be added: {kinds}", kinds=said),
        M("State all costs in one kind: money, person-days, person-months, or plain numbers"),
    )
