"""What must hold whatever is entered: spellings, units and tightening change no verdict in the wrong way."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.limit import Combined, Interval, Part
from compare_app.domain.limit_text import parse_limit
from compare_app.domain.model import DecisionRule
from compare_app.domain.terms import (
    ComparisonMode,
    Conformity,
    Direction,
    GuardBand,
    Scale,
    Verdict,
)
from compare_app.engine.judge import Binding, judge
from compare_app.engine.order import order
from compare_app.engine.summary import summarise
from tests.engine import made

X = made.indicator("x", unit="%", scale=Scale.RATIO, direction=Direction.TARGET, target=D(0))
BINDING = Binding(mandatory=False, declared=True, recommended=False)
OWN = made.own_standard()

numbers = st.integers(-60, 60).map(lambda at: D(at) / 10)
ends = st.tuples(numbers, numbers, st.booleans(), st.booleans())


def interval(parts: tuple[D, D, bool, bool]) -> Interval:
    low, high = sorted(parts[:2])
    return Interval(low, high, parts[2] or low == high, parts[3] or low == high)


intervals = (
    ends.map(interval) | numbers.map(lambda n: Interval(low=n)) | numbers.map(lambda n: Interval(high=n))
)
combined = st.builds(
    lambda one, other, every: Combined((Part(one, "%"), Part(other, "mm")), every),
    ends.map(interval), ends.map(interval), st.booleans(),
)  # fmt: skip
limits = intervals | combined


def verdict(ours: Interval | Combined, theirs: Interval | Combined) -> Verdict:
    made_of = [
        replace(made.requirement(OWN.id, "x", "≥1"), id=name, limit=limit, unit="%")
        for name, limit in (("a", ours), ("b", theirs))
    ]
    return order(made_of[0], made_of[1], X, {}).verdict


@given(limits, limits, limits)
def test_strictness_is_transitive_over_intervals_and_regions(
    a: Interval | Combined, b: Interval | Combined, c: Interval | Combined
) -> None:
    held = (Verdict.STRICTER, Verdict.EQUAL)
    if verdict(a, b) in held and verdict(b, c) in held:
        wanted = Verdict.EQUAL if verdict(a, b) is verdict(b, c) is Verdict.EQUAL else Verdict.STRICTER
        assert verdict(a, c) is wanted


@given(limits, limits)
def test_turning_the_question_turns_the_answer(a: Interval | Combined, b: Interval | Combined) -> None:
    turned = {Verdict.STRICTER: Verdict.LOOSER, Verdict.LOOSER: Verdict.STRICTER}
    found = verdict(a, b)
    assert verdict(b, a) is turned.get(found, found)


WORSE_FIRST = (Verdict.LOOSER, Verdict.DIFFERENT, Verdict.EQUAL, Verdict.STRICTER)


@given(ends.map(interval), intervals | combined, st.integers(0, 20), st.integers(0, 20))
def test_tightening_our_limit_never_worsens_its_verdict(
    ours: Interval, theirs: Interval | Combined, up: int, down: int
) -> None:
    assert ours.low is not None
    assert ours.high is not None
    tighter = replace(ours, low=ours.low + D(up) / 10, high=ours.high - D(down) / 10)
    if tighter.low is None or tighter.high is None or tighter.low >= tighter.high:
        return
    before, after = verdict(ours, theirs), verdict(tighter, theirs)
    assert WORSE_FIRST.index(after) >= WORSE_FIRST.index(before)


SPELLINGS = (
    (
        "≥{n}",
        "不小于{n}",
        "不低于 {n}",
        ">={n}",
        "＞＝{n}",
        "at least {n}",
        "{n}及以上",
        "Min. {n}",
        "not less than {n}",
    ),
    (
        "≤{n}",
        "不大于{n}",
        "不超过{n}",
        "至多{n}",
        "{n} max",
        "Max {n}",
        "up to {n}",
        "{n}及以下",
        "not more than {n}",
    ),
    (">{n}", "大于{n}", "超过 {n}", "more than {n}", "＞{n}"),
    ("<{n}", "小于{n}", "不足{n}", "低于{n}", "less than {n}", "＜{n}"),
)


@given(st.sampled_from(SPELLINGS), st.integers(1, 999), st.integers(0, 2), st.integers(-3, 3))
def test_equivalent_spellings_give_one_verdict(
    forms: tuple[str, ...], digits: int, places: int, off: int
) -> None:
    number = D(digits).scaleb(-places)
    value = number + D(off).scaleb(-places - 1)
    states = set()
    for mode in ComparisonMode:
        for form in forms:
            (row,) = parse_limit(form.format(n=format(number, "f"))).rows
            demand = replace(made.requirement(OWN.id, "x", "≥1"), limit=row.limit, unit="%", mode=mode)
            summary = summarise("ours", X, made.results("ours", "x", format(value, "f")), {})
            found = judge(summary, demand, OWN, X, None, BINDING, True)
            states.add((mode, found.conformity))
    assert len(states) == len(ComparisonMode)


BEST_LAST = (
    Conformity.FAIL,
    Conformity.CONDITIONAL_FAIL,
    Conformity.UNDECIDED,
    Conformity.CONDITIONAL_PASS,
    Conformity.PASS,
)
rules = st.sampled_from(
    [None, *(DecisionRule("r", "cat", guard, four) for guard in GuardBand for four in (False, True))]
)


@given(rules, numbers, st.integers(0, 30), st.integers(1, 20))
def test_a_better_value_is_never_judged_worse_under_any_rule(
    rule: DecisionRule | None, value: D, better: int, spread: int
) -> None:
    larger = made.indicator("x", unit="%")

    def state(number: D, text: str) -> tuple[int, int]:
        rows = made.results("ours", "x", format(number, "f"), uncertainty=D(spread) / 10)
        demand = replace(made.requirement(OWN.id, "x", text), unit="%")
        found = judge(summarise("ours", larger, rows, {}), demand, OWN, larger, rule, BINDING, True)
        grades = ["", "3级", "2级", "1级"]
        return BEST_LAST.index(found.conformity), grades.index(found.grade)

    for text in ("≥1.0", ">1.0", "1级≥3.0; 2级≥2.0; 3级≥1.0; 合格线=2级"):
        low, high = state(value, text), state(value + D(better) / 10, text)
        assert high[0] >= low[0], text
        assert high[1] >= low[1], text


@given(st.lists(st.integers(0, 40), min_size=2, max_size=5), st.lists(st.integers(0, 40), min_size=2, max_size=5),
       st.integers(0, 30))  # fmt: skip
def test_shifting_all_replicates_for_the_better_keeps_non_inferiority(
    ours: list[int], theirs: list[int], shift: int
) -> None:
    from compare_app.domain.terms import Role

    x = made.indicator("x", delta=D(1))
    products = [made.product("ours", Role.OURS), made.product("dom", Role.DOMESTIC)]

    def non_inferior(values: list[int]) -> bool | None:
        rows = [
            *made.results("ours", "x", *(f"{one / 10:.1f}" for one in values)),
            *made.results("dom", "x", *(f"{one / 10:.1f}" for one in theirs)),
        ]
        row = made.compared([x, *products], rows).row("x")
        assert row is not None
        return row.gaps[0].non_inferior

    if non_inferior(ours):
        assert non_inferior([one + shift for one in ours])
