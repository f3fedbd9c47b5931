"""What a released comparison froze, read back (docs/comparison-json.md): tolerant, for older programs wrote it too."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any, TypeVar

from compare_app.domain.loop import Snapshot
from compare_app.domain.project import Project
from compare_app.domain.terms import (
    Basis,
    Comparability,
    Conformity,
    Direction,
    Role,
    Scale,
    Standing,
    Step,
)

T = TypeVar("T", bound=Enum)


@dataclass(frozen=True, slots=True)
class FrozenValue:
    """What the product showed for one indicator; `number` is None where it was no plain number."""

    indicator_id: str
    name: str
    name_en: str
    text: str  # as printed, without unit
    unit: str
    number: Decimal | None
    n: int
    basis: Basis | None
    scale: Scale | None
    direction: Direction | None
    method_group: str
    quantity: str
    failed: bool  # a requirement was not met
    behind: bool  # behind a primary benchmark, comparable


@dataclass(frozen=True, slots=True)
class FrozenLimit:
    """What a standard that the product executed demanded."""

    indicator_id: str
    standard: str
    clause: str
    limit: str
    unit: str
    statistic: str
    condition: str


@dataclass(frozen=True, slots=True)
class Frozen:
    """A released comparison. `step` is None where not even compliance was assessed, or the body says none."""

    snapshot: Snapshot
    on: date  # its reference date
    step: Step | None
    numeric_only: bool
    values: tuple[FrozenValue, ...]
    limits: tuple[FrozenLimit, ...]

    def value(self, indicator_id: str) -> FrozenValue | None:
        """The value of one indicator."""
        return next((one for one in self.values if one.indicator_id == indicator_id), None)


def frozen_of(project: Project, product_id: str) -> tuple[Frozen, ...]:
    """Every released comparison of a product that can be read, by its reference date, then by its release."""
    found = [
        frozen
        for one in project.all(Snapshot).values()
        if one.product_id == product_id and (frozen := thawed(one)) is not None
    ]
    return tuple(sorted(found, key=lambda one: (one.on, one.snapshot.at)))


def thawed(snapshot: Snapshot) -> Frozen | None:
    """One released comparison; None where its body is none of ours."""
    try:
        body = json.loads(snapshot.body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(body, dict):
        return None
    ladder = _map(body.get("ladder"))
    step = _member(Step, ladder.get("step"))
    unassessed = step is Step.L0 and ladder.get("assessed") is False
    return Frozen(
        snapshot=snapshot,
        on=_day(body.get("on")) or snapshot.at.date(),
        step=None if unassessed else step,
        numeric_only=ladder.get("numeric_only") is True,
        values=tuple(_value(one) for one in _maps(body.get("indicators"))),
        limits=tuple(dict.fromkeys(_limits(body.get("standards")))),
    )


def _value(one: Mapping[str, Any]) -> FrozenValue:
    ours = _map(one.get("ours"))
    value = _map(ours.get("value"))
    return FrozenValue(
        indicator_id=_text(one.get("id")),
        name=_text(one.get("name")),
        name_en=_text(one.get("name_en")),
        text=_text(ours.get("text")),
        unit=_text(ours.get("unit")) or _text(one.get("unit")),
        number=_number(value.get("number")) if value.get("kind") == "number" else None,
        n=ours["n"] if isinstance(ours.get("n"), int) else 0,
        basis=_member(Basis, ours.get("basis")),
        scale=_member(Scale, one.get("scale")),
        direction=_member(Direction, one.get("direction")),
        method_group=_text(ours.get("method_group")),
        quantity=_text(ours.get("quantity")),
        failed=any(
            _member(Conformity, judged.get("conformity")) in (Conformity.FAIL, Conformity.CONDITIONAL_FAIL)
            for judged in _maps(one.get("conformity"))
        ),
        behind=any(_behind(gap) for gap in _maps(one.get("benchmarks"))),
    )


def _behind(gap: Mapping[str, Any]) -> bool:
    return (
        gap.get("primary") is True
        and _member(Role, gap.get("role")) in (Role.DOMESTIC, Role.INTERNATIONAL)
        and _member(Standing, gap.get("standing")) is Standing.BEHIND
        and _member(Comparability, gap.get("comparability"))
        in (Comparability.COMPARABLE, Comparability.CONVERTED)
    )


def _limits(standards: object) -> Iterator[FrozenLimit]:
    """Our side of every row; one limit stands in as many rows as there are limits it is compared with."""
    for row in _maps(standards):
        ours = _map(row.get("ours"))
        if ours:
            yield FrozenLimit(
                indicator_id=_text(row.get("indicator_id")),
                standard=_text(ours.get("standard")),
                clause=_text(ours.get("clause")),
                limit=_text(ours.get("limit")) or _text(ours.get("raw")),
                unit=_text(ours.get("unit")),
                statistic=_text(ours.get("statistic")),
                condition=_text(ours.get("condition")),
            )


def _map(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _maps(value: object) -> Iterator[Mapping[str, Any]]:
    yield from (one for one in value if isinstance(one, dict)) if isinstance(value, list) else ()


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object) -> Decimal | None:
    try:
        found = Decimal(_text(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _member(kind: type[T], value: object) -> T | None:
    try:
        return kind(value)
    except ValueError:
        return None


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(_text(value))
    except ValueError:
        return None
