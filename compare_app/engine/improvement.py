"""Before and after, indicator by indicator, from two states (R48), by the machinery of the comparison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from compare_app.domain.comparison import NOT_AGAIN, Summary
from compare_app.domain.improvement import (
    Improvement,
    IndicatorChange,
    LimitChange,
    RateChange,
    State,
    StepThen,
)
from compare_app.domain.improvement_words import target_said
from compare_app.domain.limit_text import print_conditions, print_limit
from compare_app.domain.model import Indicator, Inspection, Product, Requirement, Sample, TestMethod
from compare_app.domain.profile import Rate
from compare_app.domain.project import Project
from compare_app.domain.terms import (
    ActionStatus,
    ActionType,
    Comparability,
    Conformity,
    Market,
    Role,
    Step,
    Verdict,
)
from compare_app.domain.value import Absent
from compare_app.engine.again import tested_again
from compare_app.engine.applies import conditions_of
from compare_app.engine.binding import bounds_of
from compare_app.engine.compare import summaries_of, units_of
from compare_app.engine.gap import gap, practical_margin
from compare_app.engine.library import OWN_SCOPES, library
from compare_app.engine.order import order
from compare_app.engine.pool import equivalences_of
from compare_app.engine.profile.rates import rate
from compare_app.engine.resolve import resolver_of
from compare_app.text.message import M, Message

_MET: Final = (Conformity.PASS, Conformity.CONDITIONAL_PASS)
_FAILED: Final = (Conformity.FAIL, Conformity.CONDITIONAL_FAIL)


def improvement(project: Project, product: Product, before: State, after: State, on: date) -> Improvement:
    """What changed between two states, in the scheme as it is now; Δ comes from the limits on `on` (rulings 2)."""
    scheme = project.indicators(product.category_id)
    methods = project.all(TestMethod)
    samples = project.all(Sample)
    then = summaries_of(product.id, scheme, before.results, methods, samples)
    now = summaries_of(product.id, scheme, after.results, methods, samples)
    applies, shelf = conditions_of(scheme, now), library(project, product, on)
    resolve = resolver_of(scheme, now)
    again = tested_again(scheme, before.results, after.results)
    own = replace(product, role=Role.OWN_HISTORY, primary=True)
    rows: list[IndicatorChange] = []
    for indicator in scheme:
        old, new = then[indicator.id], now[indicator.id]
        found = None
        if indicator.id in again and not _is_nothing(old) and not _is_nothing(new):
            found = gap(
                new,
                old,
                own,
                indicator,
                practical_margin(indicator, bounds_of(project, indicator, shelf, applies, resolve)),
                (units_of(new), units_of(old)),
                equivalences_of(project, product.category_id),
            )
        why = _why_not(old, new, again=indicator.id in again)
        if found is not None and found.comparability is Comparability.NOT_COMPARABLE:
            why = M("not comparable: {reasons}", reasons=found.reasons)
        rows.append(_planned(IndicatorChange(indicator.id, old, new, found, why, "", None, None), after))
    return Improvement(
        product_id=product.id,
        before=before.label,
        after=after.label,
        step=(_step(before.body), _step(after.body)),
        passed=(passed(before.body), passed(after.body)),
        inspections=_inspections(project, product.id, before.day, after.day or on),
        indicators=tuple(rows),
        rates=tuple(_rates(before.body, after.body)) if before.released else (),
        limits=_limits(project, scheme, before, after) if before.released else (),
        limits_reason=None
        if before.released
        else M("No released state is named: the standards of then were not kept"),
    )


def _is_nothing(one: Summary) -> bool:
    return isinstance(one.value, Absent)


def _why_not(old: Summary, new: Summary, *, again: bool) -> Message | None:
    """Why there is no change to tell; a side without a value is missing, never zero."""
    if _is_nothing(new):
        return M("no value now")
    if _is_nothing(old):
        return M("no value before")
    return None if again else NOT_AGAIN


def _planned(row: IndicatorChange, state: State) -> IndicatorChange:
    """With the target of the plan, and what the last judged re-test or waiver of each row says of it.

    Of several rows one whose target is not met speaks for all, then one that was waived; met are they all together.
    """
    actions = [
        one
        for one in state.actions
        if one.indicator_id == row.indicator_id
        and one.action_type is not ActionType.STANDARD
        and one.status is not ActionStatus.CANCELLED
    ]
    ids = {one.id for one in actions}
    said = {
        one.action_id: one
        for one in state.verifications
        if one.action_id in ids and (one.met is not None or one.waived_by)
    }
    waived = [one for one in said.values() if one.waived_by]
    missed = [one for one in said.values() if not one.waived_by and not one.met]
    speaks = missed or waived or list(said.values())
    met = False if missed else True if said and not waived and len(said) == len(ids) else None
    return replace(
        row,
        target="; ".join(dict.fromkeys(text for one in actions if (text := target_said(one)))),
        met=met,
        verification=speaks[-1] if speaks else None,
        actions=tuple(one.id for one in actions),
    )


def _step(body: Mapping[str, Any]) -> StepThen:
    ladder = body["ladder"]
    return StepThen(Step(ladder["step"]), bool(ladder["assessed"]), bool(ladder["numeric_only"]))


def passed(body: Mapping[str, Any]) -> Rate | None:
    """Binding requirements met of those judged, as the conclusion counts them; None where none was judged."""
    met = failed = 0
    for row in body["indicators"]:
        for one in row["conformity"]:
            if one["mandatory"] or one["declared"]:
                met += one["conformity"] in _MET
                failed += one["conformity"] in _FAILED
    return rate(met + failed, failed)


def _inspections(
    project: Project, product_id: str, before: date | None, until: date
) -> tuple[Rate | None, Rate | None]:
    """Batches of the product in supervision inspections, up to the first state and since then."""
    if before is None:
        return None, None
    own = [one for one in project.all(Inspection).values() if one.own and one.product_id == product_id]
    dated = [(one.inspected_on, one) for one in own if one.inspected_on is not None]
    return (
        _rate_of([one for day, one in dated if day <= before]),
        _rate_of([one for day, one in dated if before < day <= until]),
    )


def _rate_of(rows: Sequence[Inspection]) -> Rate | None:
    return rate(sum(one.batches for one in rows), sum(one.failed for one in rows))


def _rates(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[RateChange]:
    """Whole markets, as published (rulings 4)."""
    for market in Market:
        old, new = _whole(before, market), _whole(after, market)
        if old["rate_of"] or new["rate_of"]:
            yield RateChange(
                market, _decimal(old["rate"]), old["rate_of"], _decimal(new["rate"]), new["rate_of"]
            )


def _whole(body: Mapping[str, Any], market: Market) -> Mapping[str, Any]:
    nothing: Mapping[str, Any] = {"rate": None, "rate_of": 0}
    return next(
        (one for one in body["consistency"] if one["market"] == market and not one["region"]), nothing
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _limits(
    project: Project, scheme: Sequence[Indicator], before: State, after: State
) -> tuple[LimitChange, ...]:
    """Our limits, each beside the one of then that speaks of the same figure under the same conditions."""
    methods = project.all(TestMethod)
    found: list[LimitChange] = []
    for indicator in scheme:
        old, new = _own(before, indicator), _own(after, indicator)
        for where in dict.fromkeys([*old, *new]):
            then, now = old.get(where), new.get(where)
            if then is None or now is None:
                verdict = Verdict.MISSING_THEIRS if then is None else Verdict.MISSING_OURS
                why = M("new limit") if then is None else M("no limit of ours any more")
                found.append(
                    LimitChange(indicator.id, _limit(then, indicator), _limit(now, indicator), verdict, why)
                )
                continue
            said = order(now, then, indicator, methods, equivalences_of(project, indicator.category_id))
            reason = M("{reasons}", reasons=said.reasons) if said.reasons else None
            found.append(
                LimitChange(
                    indicator.id, _limit(then, indicator), _limit(now, indicator), said.verdict, reason
                )
            )
    return tuple(found)


def _own(state: State, indicator: Indicator) -> dict[tuple[str, str], Requirement]:
    """Our limits on an indicator in a state, by the figure they speak of and where they hold.

    Ours are those that stood beside theirs, and all of the enterprise's own standards, or of the executed ones where it
    has none (`library`).
    """
    compared = {
        row["ours"]["requirement_id"]
        for name in ("standards", "other_scopes")
        for row in state.body[name]
        if row["ours"] is not None
    }
    scopes = {one["id"]: one["scope"] for one in state.body["editions"]}
    executed = {one["edition_id"] for one in state.body["product"]["executed"]}
    editions = {one for one in executed if scopes.get(one) in OWN_SCOPES} or executed
    return {
        (one.statistic.value, print_conditions(one.conditions) or one.scope_text): one
        for one in state.requirements
        if one.indicator_id == indicator.id and (one.id in compared or one.edition_id in editions)
    }


def _limit(one: Requirement | None, indicator: Indicator) -> str:
    return "" if one is None else print_limit(one.limit, one.unit or indicator.unit) or one.raw
