"""Which gap first (R34): severity × size × weight × feasibility, each factor printed; what fails stands first.

The figures behind the factors are our own, not official, and stand in `domain.priority_factors`; how a gap without a
percentage becomes a size, `_size` says.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from compare_app.domain.assessment import Priority
from compare_app.domain.comparison import Gap, IndicatorRow, Judgement, Summary, Trace
from compare_app.domain.model import Feasibility, Indicator
from compare_app.domain.number import plain, short
from compare_app.domain.priority_factors import FAILED, ONE_DELTA, SEVERITY
from compare_app.domain.terms import Comparability, Conformity, Direction, Role, Scale, Standing
from compare_app.engine.gap import nearest_ends
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
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class _Size:
    """How large a lag is, and how that came about; `at_least`: only a bound of it is known."""

    value: Decimal
    said: Message
    at_least: bool = False


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
        at_least=found.at_least,
    )


def _shown(value: Decimal) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _found(row: IndicatorRow, indicator: Indicator) -> _Found | None:
    """What does not conform counts as a whole gap, or as its lag where that is larger; otherwise the larger lag."""
    lags = [
        (_size(row.ours, one, indicator), one)
        for role in _ROLES
        if (one := _primary(row, role)) is not None
        and one.standing is Standing.BEHIND
        and one.comparability in _COMPARED
    ]
    worst = max(lags, key=lambda one: one[0].value, default=None)
    failed = failure(row)
    if failed is not None:
        size, steps = FAILED, []
        limit = M(
            "{standard} {limit} is not met: size {size}",
            standard=failed.standard,
            limit=failed.limit_text,
            size=FAILED,
        )
        steps.append(Trace(limit, "R34"))
        if worst is None or worst[0].value <= FAILED:
            return _Found(indicator, None, size, tuple(steps))
        lag = worst[0]
        steps.append(Trace(M("Its lag is larger: {lag}", lag=lag.said), "R34"))
        return _Found(indicator, None, lag.value, tuple(steps), lag.at_least)
    if worst is None:
        return None
    lag, gap = worst
    return _Found(indicator, gap.role, lag.value, (Trace(lag.said, "R34"),), lag.at_least)


def _primary(row: IndicatorRow, role: Role) -> Gap | None:
    return next((gap for gap in row.gaps if gap.role is role and gap.primary), None)


def failure(row: IndicatorRow) -> Judgement | None:
    """A requirement that binds the product here and is not met; limits of other countries bind nobody here."""
    return next(
        (
            one
            for one in row.judgements
            if one.conformity in _FAILED and (one.mandatory or one.declared or one.recommended)
        ),
        None,
    )


def _size(ours: Summary, gap: Gap, indicator: Indicator) -> _Size:
    """How large a lag is, 1 being the benchmark's value itself, the tolerance, or the whole ladder of classes.

    On ratio scales it is the relative gap. Elsewhere no percentage exists (rulings 5): near a target the gap counts in
    tolerances, of classes in steps of the ladder, otherwise in Δ. Where only bounds are known, their nearest ends
    say what the lag is at least.
    """
    if gap.relative is not None:
        size = abs(gap.relative) / 100
        return _Size(size, M("Size {size}: relative gap to the {role}", size=_shown(size), role=gap.role))
    if gap.absolute is None and (ends := nearest_ends(ours, gap.theirs)) is not None:
        return _at_least(ends, gap, indicator)
    away = abs(gap.absolute) if gap.absolute is not None else None
    near_target = indicator.direction in (Direction.TARGET, Direction.RANGE)
    if away is not None and near_target and indicator.tolerance:
        size = away / abs(indicator.tolerance)
        said = M("Size {size}: gap to the {role} in tolerances", size=_shown(size), role=gap.role)
        return _Size(size, said)
    if away is not None and (indicator.scale is Scale.ORDINAL or indicator.direction is Direction.GRADE):
        size = away / max(1, len(indicator.levels) - 1)
        said = M(
            "Size {size}: steps behind the {role} by steps of the ladder", size=_shown(size), role=gap.role
        )
        return _Size(size, said)
    if away is not None and indicator.direction is Direction.PASS_FAIL:
        said = M("Size {size}: the {role} passes, ours does not", size=_shown(away), role=gap.role)
        return _Size(away, said)
    if away is not None and gap.delta:
        size = away / gap.delta * ONE_DELTA
        said = M(
            "Size {size}: gap to the {role} of {count} Δ, one Δ counting {unit}",
            size=_shown(size),
            role=gap.role,
            count=_shown(away / gap.delta),
            unit=plain(ONE_DELTA),
        )
        return _Size(size, said)
    said = M(
        "Size {size}: no figure of the gap to the {role}; it counts as one Δ",
        size=plain(ONE_DELTA),
        role=gap.role,
    )
    return _Size(ONE_DELTA, said)


def _at_least(ends: tuple[Decimal, Decimal], gap: Gap, indicator: Indicator) -> _Size:
    """A lag known by bounds: relative to the benchmark's end on ratio scales, elsewhere in Δ; never less than one Δ."""
    away, (own, their) = abs(ends[0] - ends[1]), ends
    figures = {"role": gap.role, "ours": short(own), "theirs": short(their), "unit": indicator.unit}
    if indicator.scale is Scale.RATIO and their != 0:
        size = away / abs(their)
        said = M(
            "Size at least {size}: relative gap to the {role} between the bounds {ours} and {theirs} {unit}",
            size=_shown(size),
            **figures,
        )
        return _Size(size, said, at_least=True)
    size = max(ONE_DELTA, away / gap.delta * ONE_DELTA) if gap.delta else ONE_DELTA
    said = M(
        "Size at least {size}: gap to the {role} between the bounds {ours} and {theirs} {unit}, one Δ counting {one}",
        size=_shown(size),
        one=plain(ONE_DELTA),
        **figures,
    )
    return _Size(size, said, at_least=True)
