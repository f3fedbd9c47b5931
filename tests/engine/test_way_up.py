"""The cheapest way up: exact against all subsets, whatever depends on whatever."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare_app.domain.cost import DAYS, MONTHS, PLAIN, YUAN, Cost, cost_said, parse_cost, total
from compare_app.domain.loop import Action
from compare_app.domain.model import LadderRule
from compare_app.domain.terms import ActionStatus, ActionType, Step
from compare_app.domain.way_up import Measure, WayUp
from compare_app.engine.measures import Means, means_of, planned
from compare_app.engine.way_up import way_up
from compare_app.engine.what_if import Present, what_if
from compare_app.errors import AppError
from tests.engine import made, supposed

NATIONAL_S, NATIONAL_W, NATIONAL_K = "GB/T 1-2020/S/≥35", "GB/T 1-2020/W/≤0.5", "GB/T 1-2020/K/不低于4级"


def action(number: int, code: str, target: str = "", cost: str = "1", **fields: object) -> Action:
    """A row of the plan for our tile."""
    decimal = target.replace(".", "").isdigit()
    values: dict[str, object] = {
        "id": f"a{number}", "product_id": "ours", "position": number, "gap": f"gap {number}", "indicator_id": code,
        "measure": f"measure {number}", "budget": cost, "target": D(target) if decimal else None,
        "target_text": "" if decimal else target,
    }  # fmt: skip
    return Action(**(values | fields))  # type: ignore[arg-type]


def standard(number: int, code: str, requirement: str, cost: str = "1", **fields: object) -> Action:
    """A row that asks our standard for a limit of another one."""
    return action(
        number, code, "x", cost, action_type=ActionType.STANDARD, requirement_id=requirement, **fields
    )


def key_of(chosen: Sequence[Measure], world: Means) -> tuple[int, D, int, int]:
    """What makes one set better than another, smallest first."""
    days = sorted({one.due for one in world.measures if one.due is not None})
    turns = [days.index(one.due) + 1 if one.due is not None else len(days) + 1 for one in chosen]
    return (
        sum(one.cost is None for one in chosen),
        sum((one.cost.amount for one in chosen if one.cost is not None), D(0)),
        len(chosen),
        max(turns, default=0),
    )


def all_reached(present: Present) -> list[tuple[tuple[int, D, int, int], Step]]:
    """Every subset of the measures: its key, and the step it reaches."""
    world = means_of(present)
    known: dict[tuple[object, ...], Step] = {}
    found: list[tuple[tuple[int, D, int, int], Step]] = []
    for size in range(len(world.measures) + 1):
        for chosen in combinations(world.measures, size):
            said = world.suppose(chosen)
            name = (*sorted(said.targets.items()), *sorted((one.id, one.raw) for one in said.limits))
            if name not in known:
                known[name] = what_if(present, said.targets, said.limits).after.ladder.step
            found.append((key_of(chosen, world), known[name]))
    return found


def agree(
    present: Present, goal: Step, reached: Sequence[tuple[tuple[int, D, int, int], Step]] = ()
) -> WayUp:
    """The search against all subsets."""
    found = way_up(present, goal)
    truth = min((one for one, step in reached or all_reached(present) if step >= goal), default=None)
    if truth is None:
        assert not found.reached
    else:
        assert found.reached
        assert key_of(found.chosen, means_of(present)) == truth
        assert found.result.after.ladder.step >= goal
    return found


FULL = (
    action(1, "S", "45", "12 万元"),
    action(2, "S", "36", "30000 元"),
    action(3, "W", "0.3", "2 万元"),
    action(4, "W", "0.5", "8000 元"),
    action(5, "K", "5级", "5000 元"),
    action(6, "K", "4级", "4000 元"),
    standard(7, "S", NATIONAL_S, "1000 元"),
    standard(8, "W", NATIONAL_W, "1000 元"),
    standard(9, "K", NATIONAL_K, "1000 元"),
    standard(10, "S", "ISO 1:2020/S/≥40", "1500 元"),
)


def test_ten_measures_against_all_thousand_subsets() -> None:
    present = supposed.present(FULL)
    reached = all_reached(present)
    for goal in (Step.L2, Step.L3, Step.L4, Step.L5):
        found = agree(present, goal, reached)
        assert found.reached
        assert found.looked_at < 50


def test_the_way_to_the_next_step_by_hand() -> None:
    found = way_up(supposed.present(FULL))
    assert found.goal is Step.L2
    assert [one.rows for one in found.chosen] == [(2,), (4,), (6,)]
    assert found.cost == Cost(D(42_000), YUAN)
    assert found.result.after.ladder.blockers[0].step is Step.L3


TARGETS = {
    "S": ("30", "34", "36", "39.5", "45"),
    "W": ("1.2", "0.5", "0.3"),
    "T": ("7", "9"),
    "K": ("4级", "5级"),
}
LIMITS = (
    ("S", NATIONAL_S),
    ("W", NATIONAL_W),
    ("K", NATIONAL_K),
    ("S", "ISO 1:2020/S/≥40"),
    ("W", "ISO 1:2020/W/≤0.5"),
)


@st.composite
def plans(draw: st.DrawFn) -> tuple[Action, ...]:
    """Up to seven rows: products and standard, shared measures, costs unknown, targets that make things worse."""
    rows: list[Action] = []
    for number in range(1, draw(st.integers(0, 7)) + 1):
        cost = draw(st.sampled_from(("1 万元", "5000 元", "20000", "", "待定", "3.5 万元")))
        cost = cost.replace("20000", "20000 元")
        fields = {
            "measure": draw(st.sampled_from(("", f"measure {number}", "shared"))),
            "due": draw(st.sampled_from((None, date(2027, 1, 1), date(2027, 6, 1)))),
        }
        if draw(st.booleans()):
            code = draw(st.sampled_from(sorted(TARGETS)))
            rows.append(action(number, code, draw(st.sampled_from(TARGETS[code])), cost, **fields))
        else:
            code, requirement = draw(st.sampled_from(LIMITS))
            rows.append(standard(number, code, requirement, cost, **fields))
    return tuple(rows)


BAND = replace(made.requirement("GB/T 1-2020", "S", "厚度≤8.5时：≥43"), id="band")
WORLDS = {
    "plain": {},
    "minimum": {"more": [LadderRule("rule", "cat", minimum_comparable=2)]},
    "conditions": {
        "limits": [*supposed.LIMITS, BAND],
        "scheme": [replace(one, indicator_class=made.IndicatorClass.CORE) for one in supposed.SCHEME],
    },
    "untested": {"results": [one for one in supposed.rows() if (one.product_id, one.indicator_id) != ("ours", "W")]},
}  # fmt: skip


@settings(max_examples=25)
@given(plans(), st.sampled_from((Step.L2, Step.L3, Step.L5)), st.sampled_from(sorted(WORLDS)))
def test_the_search_finds_what_all_subsets_show(rows: tuple[Action, ...], goal: Step, world: str) -> None:
    present = supposed.present(rows, **WORLDS[world])  # type: ignore[arg-type]
    if present.comparison.ladder.step < goal:
        agree(present, goal)


def test_a_limit_that_applies_under_a_condition_follows_what_decides_it() -> None:
    """A thin tile must be stronger: a thicker one need not, and is the cheaper way."""
    assert BAND.conditions
    rows = (
        action(1, "S", "36"),
        action(2, "W", "0.5"),
        action(3, "K", "4级"),
        action(4, "T", "9"),
        action(5, "S", "45", "5"),
    )
    found = agree(supposed.present(rows, [*supposed.LIMITS, BAND]), Step.L2)
    assert [one.rows for one in found.chosen] == [(1,), (2,), (3,), (4,)]


def test_one_measure_for_several_rows_is_paid_once() -> None:
    rows = (
        action(1, "S", "36", "10 万元", measure="换压机"),
        action(2, "W", "0.5", "", measure=" 换压机 "),
        action(3, "K", "4级", "1 万元"),
    )
    found = agree(supposed.present(rows), Step.L2)
    assert [one.rows for one in found.chosen] == [(1, 2), (3,)]
    assert found.cost == Cost(D(110_000), YUAN)


def test_a_cost_that_is_not_stated_is_never_free() -> None:
    rows = (
        action(1, "S", "36", ""),
        action(2, "S", "37", "100 万元"),
        action(3, "W", "0.5", "待定"),
        action(4, "K", "4级", "1 万元"),
    )
    found = agree(supposed.present(rows), Step.L2)
    assert [one.rows for one in found.chosen] == [(2,), (3,), (4,)]
    assert {one.rows for one in found.unknown} == {(1,), (3,)}
    assert found.cost == Cost(D(1_010_000), YUAN)


def test_of_equals_the_fewest_then_the_earliest() -> None:
    base = (action(1, "K", "4级", "0 元"), action(2, "W", "0.5", "0 元"))
    late, early = date(2027, 9, 1), date(2027, 3, 1)
    rows = (*base, action(3, "S", "36", "5 元", due=late), action(4, "S", "37", "5 元", due=early))
    rows = tuple(replace(one, due=one.due or early) for one in rows)
    found = agree(supposed.present(rows), Step.L2)
    assert [one.rows for one in found.chosen] == [(1,), (2,), (4,)]


def test_stricter_limits_of_ours_bind_our_product_too() -> None:
    """More is not always better: a limit that our product does not meet takes the step away."""
    rows = (
        action(1, "S", "36"),
        action(2, "W", "0.5"),
        action(3, "K", "4级"),
        standard(4, "S", "ISO 1:2020/S/≥40"),
    )
    found = agree(supposed.present(rows), Step.L2)
    assert [one.rows for one in found.chosen] == [(1,), (2,), (3,)]
    with_all = means_of(supposed.present(rows)).suppose(found.measures)
    assert what_if(supposed.present(rows), with_all.targets, with_all.limits).after.ladder.step is Step.L0


def test_no_set_reaches_and_the_blockers_nobody_works_at_are_named() -> None:
    found = agree(supposed.present((action(1, "S", "36"), action(2, "W", "0.7"))), Step.L2)
    assert {one.indicator_id for one in found.unaddressed} == {"K"}
    left = {one.indicator_id for one in found.result.after.ladder.blockers}
    assert left == {"W", "K"}


def test_rows_that_cannot_be_reckoned_with_are_listed() -> None:
    rows = (
        action(1, "S", ""),
        action(2, "", "5"),
        action(3, "S", "大概"),
        standard(4, "S", ""),
        action(5, "S", "36", status=ActionStatus.CANCELLED),
    )
    found = way_up(supposed.present(rows))
    assert [one.action.position for one in found.unused] == [1, 2, 3, 4]
    assert not found.measures


@pytest.mark.parametrize(
    ("code", "first", "second", "best"),
    [
        ("S", ("36", "MPa"), ("35000", "kPa"), "36"),
        ("S", ("35000", "kPa"), ("36", "MPa"), "36"),
        ("S", ("≥43", "MPa"), ("40", "MPa"), "≥43"),
        ("S", ("40", "MPa"), ("≥43", "MPa"), "≥43"),
        ("S", ("40", "MPa"), ("≥43000", "kPa"), "≥43000 kPa"),  # a limit is read in the unit of its row
        ("S", ("40", "MPa"), ("≤43", "MPa"), "40"),  # which promises nothing
        ("T", ("6500", "kPa"), ("7", "MPa"), "6500 kPa"),
        ("T", ("≤7", "MPa"), ("6.5", "MPa"), "6.5"),
        ("T", ("≤7", "MPa"), ("7.5", "MPa"), "≤7"),
        ("K", ("5级", ""), ("4级", ""), "5级"),
    ],
)
def test_of_two_targets_the_better_one_is_supposed(
    code: str, first: tuple[str, str], second: tuple[str, str], best: str
) -> None:
    rows = [action(at, code, text, unit=unit) for at, (text, unit) in enumerate((first, second), 1)]
    assert planned(supposed.present(rows)).targets == {code: best}


def test_kinds_of_cost_are_not_mixed() -> None:
    rows = (action(1, "S", "36", "5 人天"), action(2, "W", "0.5", "1 万元"), action(3, "K", "4级", "7 人天"))
    with pytest.raises(AppError) as trouble:
        way_up(supposed.present(rows))
    assert "1, 3" in str(trouble.value.what).replace("[", "").replace("]", "")


def test_a_step_that_is_reached_needs_no_way() -> None:
    with pytest.raises(AppError):
        way_up(supposed.present(FULL), Step.L1)


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("12 万元", Cost(D(120_000), YUAN)), ("3000 元", Cost(D(3000), YUAN)), ("¥3,000", Cost(D(3000), YUAN)),
        ("１．５万", Cost(D(15_000), YUAN)), ("5 人天", Cost(D(5), DAYS)), ("5 person-days", Cost(D(5), DAYS)),
        ("2 人月", Cost(D(2), MONTHS)), ("7.5", Cost(D("7.5"), PLAIN)), ("0.2 亿元", Cost(D(20_000_000), YUAN)),
        ("", None), ("待定", None), ("约 3 万元", None), ("3~5 万元", None), ("-3 元", None), ("3 斤", None),
        ("1,5 元", None),
    ],
)  # fmt: skip
def test_costs_as_people_write_them(text: str, cost: Cost | None) -> None:
    assert parse_cost(text) == cost
    if cost is not None:
        assert parse_cost(str(cost_said(cost)).replace("× 10 000 CNY", "万元")) == cost


def test_costs_of_one_kind_add_up() -> None:
    assert total([Cost(D(1), DAYS), Cost(D("0.5"), DAYS)]) == Cost(D("1.5"), DAYS)
    assert total([]) == Cost(D(0))
    with pytest.raises(ValueError, match="several units"):
        total([Cost(D(1), DAYS), Cost(D(1), YUAN)])
