"""Which gap first (R34): severity × size × weight × feasibility, each factor printed; what fails stands first.

The figures behind the factors are our own, not official, and stand in `domain.priority_factors`; how a gap without a
percentage becomes a size, `_size` says.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from compare_app.domain.assessment import Priority
from compare_app.domain.comparison import Gap, IndicatorRow, Judgement, Trace
from compare_app.domain.model import Feasibility, Indicator
from compare_app.domain.number import plain
from compare_app.domain.priority_factors import FAILED, ONE_DELTA, SEVERITY
from compare_app.domain.terms import Comparability, Conformity, Direction, Role, Scale, Standing
from compare_app.text.message import M, Message

if TYPE_CHECKING:
    from compare_app.engine.assess import Whole

_FAILED = (Conformity.FAIL, Conformity.CONDITIONAL_FAIL)
_COMPARED = (Comparability.COMPARABLE, Comparability.CONVERTED)
_ROLES: Final = (Role.DOMESTIC, Role.INTERNATIONAL)


@dataclass(frozen=True, slots=True)
class _Found:
    """One gap with its size and why it is that large."""

    indicator: Indicator
    role: Role | None
    size: Decimal
    why: tuple[Trace, ...]


def priorities(whole: Whole) -> tuple[Priority, ...]:
    """Every indicator that fails or lags, once; failures first, then by value, cumulated as Pareto has it."""
    by_id = {indicator.id: indicator for indicator in whole.indicators}
    weights = sum((indicator.weight for indicator in whole.indicators), Decimal(0))
    feasible = {
        one.indicator_id: one
        for one in whole.project.all(Feasibility).values()
        if one.product_id == whole.product.id
    }
    found = [
        _valued(one, weights, feasible.get(one.indicator.id))
        for row in whole.rows
        if (one := _found(row, by_id[row.indicator_id])) is not None
    ]
    found.sort(key=lambda one: (one.role is not None, -one.value))
    return _cumulated(found)


def _cumulated(found: list[Priority]) -> tuple[Priority, ...]:
    total = sum((one.value for one in found), Decimal(0))
    so_far = Decimal(0)
    done = []
    for one in found:
        so_far += one.value
        done.append(replace(one, cumulated=so_far / total if total else Decimal(0)))
    return tuple(done)


def _valued(found: _Found, weights: Decimal, feasible: Feasibility | None) -> Priority:
    indicator = found.indicator
    severity = SEVERITY[indicator.severity]
    weight = indicator.weight / weights if weights else Decimal(0)
    ease = Decimal(1) if feasible is None else min(Decimal(1), max(Decimal(0), feasible.value))
    value = severity * found.size * weight * ease
    steps = [
        *found.why,
        Trace(M("Severity {severity}: factor {factor}", severity=indicator.severity, factor=severity), "R34"),
        Trace(
            M(
                "Weight {weight} of {all}: {share}",
                weight=plain(indicator.weight),
                all=plain(weights),
                share=_shown(weight),
            ),
            "R34",
        ),
        Trace(
            M("Feasibility {value}, stated by {author}", value=plain(ease), author=feasible.author or "—")
            if feasible is not None
            else M("Feasibility 1: nobody stated it"),
            "R34",
        ),
        Trace(
            M(
                "Severity × size × weight × feasibility = {severity} × {size} × {weight} × {ease} = {value}",
                severity=severity,
                size=_shown(found.size),
                weight=_shown(weight),
                ease=plain(ease),
                value=_shown(value),
            ),
            "R34",
        ),
    ]
    return Priority(
        indicator_id=indicator.id,
        role=found.role,
        severity=indicator.severity,
        size=found.size,
        weight=weight,
        feasibility=ease,
        value=value,
        cumulated=Decimal(0),
        steps=tuple(steps),
    )


def _shown(value: Decimal) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _found(row: IndicatorRow, indicator: Indicator) -> _Found | None:
    """What does not conform counts as a whole gap, or as its lag where that is larger; otherwise the larger lag."""
    lags = [
        (*_size(one, indicator), one)
        for role in _ROLES
        if (one := _primary(row, role)) is not None
        and one.standing is Standing.BEHIND
        and one.comparability in _COMPARED
    ]
    worst = max(lags, key=lambda one: one[0], default=None)
    failed = _failure(row)
    if failed is not None:
        size, steps = FAILED, []
        limit = M(
            "{standard} {limit} is not met: size {size}",
            standard=failed.standard,
            limit=failed.limit_text,
            size=FAILED,
        )
        steps.append(Trace(limit, "R34"))
        if worst is not None and worst[0] > FAILED:
            size = worst[0]
            steps.append(Trace(M("Its lag is larger: {lag}", lag=worst[1]), "R34"))
        return _Found(indicator, None, size, tuple(steps))
    if worst is None:
        return None
    return _Found(indicator, worst[2].role, worst[0], (Trace(worst[1], "R34"),))


def _primary(row: IndicatorRow, role: Role) -> Gap | None:
    return next((gap for gap in row.gaps if gap.role is role and gap.primary), None)


def _failure(row: IndicatorRow) -> Judgement | None:
    """A requirement that binds the product here and is not met; limits of other countries bind nobody here."""
    return next(
        (
            one
            for one in row.judgements
            if one.conformity in _FAILED and (one.mandatory or one.declared or one.recommended)
        ),
        None,
    )


def _size(gap: Gap, indicator: Indicator) -> tuple[Decimal, Message]:
    """How large a lag is, 1 being the benchmark's value itself, the tolerance, or the whole ladder of classes.

    On ratio scales it is the relative gap. Elsewhere no percentage exists (rulings 5): near a target the gap counts in
    tolerances, of classes in steps of the ladder, otherwise in Δ. A lag known by bounds only is larger than Δ, which
    is what counts then.
    """
    if gap.relative is not None:
        size = abs(gap.relative) / 100
        return size, M("Size {size}: relative gap to the {role}", size=_shown(size), role=gap.role)
    away = abs(gap.absolute) if gap.absolute is not None else None
    near_target = indicator.direction in (Direction.TARGET, Direction.RANGE)
    if away is not None and near_target and indicator.tolerance:
        size = away / abs(indicator.tolerance)
        said = M("Size {size}: gap to the {role} in tolerances", size=_shown(size), role=gap.role)
        return size, said
    if away is not None and (indicator.scale is Scale.ORDINAL or indicator.direction is Direction.GRADE):
        size = away / max(1, len(indicator.levels) - 1)
        said = M(
            "Size {size}: steps behind the {role} by steps of the ladder", size=_shown(size), role=gap.role
        )
        return size, said
    if away is not None and indicator.direction is Direction.PASS_FAIL:
        return away, M("Size {size}: the {role} passes, ours does not", size=_shown(away), role=gap.role)
    if away is not None and gap.delta:
        size = away / gap.delta * ONE_DELTA
        said = M(
            "Size {size}: gap to the {role} of {count} Δ, one Δ counting {unit}",
            size=_shown(size),
            role=gap.role,
            count=_shown(away / gap.delta),
            unit=plain(ONE_DELTA),
        )
        return size, said
    said = M(
        "Size {size}: no figure of the gap to the {role}; it counts as one Δ",
        size=plain(ONE_DELTA),
        role=gap.role,
    )
    return ONE_DELTA, said
