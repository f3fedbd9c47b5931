"""The annual summary of 双比对双提升 (domain.md §1.2): improvements in natural units and per cent, as released.

Only a released comparison proves what was then, so nothing is read from the present state; what has none says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from compare_app.domain.annual import Annual, LimitChange, ProductYear, ValueChange
from compare_app.domain.digest import actions_of, is_open, is_overdue
from compare_app.domain.frozen import Frozen, FrozenLimit, FrozenValue, frozen_of
from compare_app.domain.limit_text import parse_limit
from compare_app.domain.loop import Verification
from compare_app.domain.model import Indicator, Requirement
from compare_app.domain.project import Project
from compare_app.domain.terms import ActionStatus, Direction, Scale, Standing, Statistic, Verdict
from compare_app.engine.order import order
from compare_app.text.message import M, Message


def annual(project: Project, product_ids: Sequence[str], year: int, on: date) -> Annual:
    """The year over these products."""
    actions = [action for one in product_ids for action in actions_of(project, one)]
    ids = {action.id for action in actions}
    mine = [one for one in project.all(Verification).values() if one.action_id in ids]
    dated = {one.action_id for one in mine if one.on is not None}
    in_year = [one for one in mine if one.on is not None and one.on.year == year]
    closed_now = {one.action_id for one in in_year if one.met or one.waived_by}
    verified = [one for one in actions if one.status is ActionStatus.VERIFIED]
    waiting = [one for one in actions if is_open(one)]
    return Annual(
        year=year,
        on=on,
        products=tuple(_product(project, one, year) for one in product_ids),
        done=tuple(one for one in verified if one.id in closed_now),
        undated=tuple(one for one in verified if one.id not in dated),
        late=tuple(one for one in waiting if is_overdue(one, on)),
        waiting=tuple(one for one in waiting if not is_overdue(one, on)),
        verifications=tuple(sorted(in_year, key=lambda one: (one.on or date.max, one.id))),
    )


def _product(project: Project, product_id: str, year: int) -> ProductYear:
    released = frozen_of(project, product_id)
    earlier = [one for one in released if one.on.year < year]
    within = [one for one in released if one.on.year == year]
    after = within[-1] if within else None
    before = earlier[-1] if earlier else within[0] if len(within) > 1 else None
    if before is None or after is None:
        return ProductYear(product_id, before, after)
    return ProductYear(
        product_id,
        before,
        after,
        tuple(_values(before, after)),
        tuple(_limits(project, before, after)),
    )


def _values(before: Frozen, after: Frozen) -> Iterable[ValueChange]:
    """Every indicator that both releases know, in the order of the later one."""
    for now in after.values:
        then = before.value(now.indicator_id)
        if then is not None:
            yield change_of(then, now)


def change_of(then: FrozenValue, now: FrozenValue) -> ValueChange:
    """What may be said of one indicator at two times: a difference only of like with like (rulings 5 and 6).

    A method that is not stated hinders nothing, as in every comparison of two values (R5): few re-tests state theirs.
    """

    def unsaid(reason: Message) -> ValueChange:
        return ValueChange(now.indicator_id, then, now, None, None, Standing.UNDECIDED, reason)

    if then.number is None or now.number is None:
        return unsaid(M("no plain number then or now"))
    if then.unit != now.unit or then.quantity != now.quantity:
        return unsaid(M("another unit or quantity"))
    if then.basis is not now.basis:
        return unsaid(M("another basis: {then}, now {now}", then=then.basis or "—", now=now.basis or "—"))
    if then.method_group and now.method_group and then.method_group != now.method_group:
        return unsaid(M("another test method"))
    if now.direction not in (Direction.LARGER, Direction.SMALLER):
        return unsaid(M("neither larger nor smaller is better"))
    absolute = now.number - then.number if now.direction is Direction.LARGER else then.number - now.number
    relative = None
    if now.scale is Scale.RATIO and then.number:
        relative = 100 * absolute / abs(then.number)
    standing = Standing.AHEAD if absolute > 0 else Standing.BEHIND if absolute < 0 else Standing.LEVEL
    return ValueChange(now.indicator_id, then, now, absolute, relative, standing)


def _limits(project: Project, before: Frozen, after: Frozen) -> Iterable[LimitChange]:
    """What the executed standards demand otherwise than before, by indicator."""
    kept = {_said(one) for one in before.limits} & {_said(one) for one in after.limits}
    changed = dict.fromkeys(
        one.indicator_id for one in (*after.limits, *before.limits) if _said(one) not in kept
    )
    for indicator_id in changed:
        old, new = (
            tuple(one for one in limits if one.indicator_id == indicator_id and _said(one) not in kept)
            for limits in (before.limits, after.limits)
        )
        yield LimitChange(indicator_id, old, new, _verdict(project.get(Indicator, indicator_id), old, new))


def _said(one: FrozenLimit) -> tuple[str, ...]:
    """A limit that says the same under a new number or clause is no change of what is demanded."""
    return one.indicator_id, one.limit, one.unit, one.statistic, one.condition


def _verdict(indicator: Indicator | None, old: Sequence[FrozenLimit], new: Sequence[FrozenLimit]) -> Verdict:
    if not old:
        return Verdict.MISSING_THEIRS
    if not new:
        return Verdict.MISSING_OURS
    if indicator is None or len(old) > 1 or len(new) > 1:
        return Verdict.PENDING
    if (old[0].statistic, old[0].condition) != (new[0].statistic, new[0].condition):
        return Verdict.DIFFERENT
    return order(_requirement(new[0]), _requirement(old[0]), indicator, {}).verdict


def _requirement(one: FrozenLimit) -> Requirement:
    row = parse_limit(one.limit, one.unit).rows[0]
    return Requirement(
        id=f"{one.standard} {one.clause}",
        edition_id=one.standard,
        indicator_id=one.indicator_id,
        raw=one.limit,
        limit=row.limit,
        unit=one.unit,
        statistic=Statistic.UNSTATED,  # of both the same: it is looked at before
    )
