"""A rank counts who passes the gate, and nobody else; it says how many were left out and why."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.comparison import PoolPlace
from compare_app.domain.gate_keys import ASPECTS, Found, GateKey, differences, opened, sample_key
from compare_app.domain.model import Equivalence, Result, Sample, TestMethod
from compare_app.domain.record import Record
from compare_app.domain.terms import Basis, Difference, Direction, Role, SampleKind, Scale, Statistic
from tests.engine import made

METHODS = (TestMethod("m1", "GB 1", group="A"), TestMethod("m2", "GB 2", group="B"))
SAMPLES = tuple(Sample(kind.value, "ours", kind.value, kind=kind) for kind in SampleKind)
PEERS = tuple(made.product(f"p{at}", Role.PEER) for at in range(6))
OURS = made.product("ours", Role.OURS)


def placed(values: list[Result], *records: Record, code: str = "x") -> PoolPlace:
    scheme = [] if any(getattr(one, "code", "") == code for one in records) else [made.indicator(code)]
    found = made.compared([*scheme, OURS, *PEERS, *METHODS, *SAMPLES, *records], values).row(code)
    assert found is not None
    assert found.pool is not None
    return found.pool


def beside(mine: dict[str, object], theirs: dict[str, object], *records: Record) -> PoolPlace:
    """Ours against one that differs (and is better) and one that says nothing more (and is worse)."""
    values = [
        *made.results("ours", "x", "5", **mine),
        *made.results("p0", "x", "9", **theirs),
        *made.results("p1", "x", "4"),
    ]
    return placed(values, *records)


@pytest.mark.parametrize(
    ("mine", "theirs", "reason"),
    [
        ({"method_id": "m1"}, {"method_id": "m2"}, Difference.METHOD),
        ({"condition": "23 ℃"}, {"condition": "40 ℃"}, Difference.CONDITION),
        ({"sample_id": "series"}, {"sample_id": "prototype"}, Difference.SAMPLE),
        ({}, {"quantity": "另一个量"}, Difference.QUANTITY),
        ({}, {"statistic": Statistic.MAXIMUM}, Difference.STATISTIC),
        ({}, {"basis": Basis.DECLARED}, Difference.BASIS),
    ],
    ids=lambda given: given.value if isinstance(given, Difference) else "",
)
def test_who_differs_is_left_out_and_counted(
    mine: dict[str, object], theirs: dict[str, object], reason: Difference
) -> None:
    found = beside(mine, theirs)
    assert (found.rank, found.rank_last, found.of, found.percentile) == (1, 1, 2, D(75))
    assert dict(found.left_out) == {reason: 1, Difference.ABSENT: 4}
    said = [str(step.message) for step in found.steps]
    assert said[0] == "Ranked among the comparable products of the category, ours included: 2"
    assert any(f"1 ({reason})" in one for one in said)
    assert "Left out of the rank, without a usable value: 4" in said


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({"method_id": "m1"}, {"method_id": ""}),
        ({"method_id": ""}, {"method_id": "m2"}),
        ({"condition": "23 ℃"}, {"condition": "23℃"}),
        ({"condition": "23 ℃"}, {}),
        ({"sample_id": "series"}, {"sample_id": "submitted"}),
        ({"sample_id": "prototype"}, {"sample_id": "prototype"}),
        ({"sample_id": "prototype"}, {"sample_id": "unstated"}),
        ({"statistic": Statistic.MAXIMUM}, {"statistic": Statistic.MAXIMUM}),
    ],
)
def test_who_agrees_or_says_nothing_counts(mine: dict[str, object], theirs: dict[str, object]) -> None:
    found = beside(mine, theirs)
    assert found.rank == 2
    assert [reason for reason, _ in found.left_out if reason is not Difference.STATISTIC] == [
        Difference.ABSENT
    ]


@pytest.mark.parametrize(
    ("aspect", "fields", "groups"),
    [
        (Difference.METHOD, ({"method_id": "m1"}, {"method_id": "m2"}), ("b", "A")),
        (Difference.CONDITION, ({"condition": "23 ℃"}, {"condition": "40 ℃"}), ("23℃", "40 ℃")),
        (Difference.SAMPLE, ({"sample_id": "series"}, {"sample_id": "prototype"}), ("prototype", "series")),
    ],
)
def test_an_equivalence_opens_its_aspect_only(
    aspect: Difference, fields: tuple[dict[str, object], dict[str, object]], groups: tuple[str, str]
) -> None:
    known = Equivalence("e", "cat", "x", *groups, reason="对比试验", author="李工", aspect=aspect)
    found = beside(*fields, known)
    assert (found.rank, found.of) == (2, 3)
    assert f"Counted by a stated equivalence: 1 ({aspect})" in [str(step.message) for step in found.steps]
    for other in (
        replace(known, aspect=next(one for one in ASPECTS if one is not aspect)),
        replace(known, indicator_id="y"),
        replace(known, category_id="elsewhere"),
    ):
        assert beside(*fields, other).of == 2


def test_classes_and_numbers_do_not_meet_in_one_column() -> None:
    """A numeric indicator for which somebody reports a class: its step is no 3 MPa."""
    levels = made.indicator("x", levels=("A", "B", "C"))
    values = [
        *made.results("ours", "x", "2"),
        *made.results("p0", "x", "A级"),
        *made.results("p1", "x", "合格"),
        *made.results("p2", "x", "1"),
    ]
    found = placed(values, levels)
    assert (found.rank, found.of) == (1, 2)
    assert dict(found.left_out)[Difference.FORM] == 2


def test_steps_of_classes_grow_for_the_better_whatever_the_direction() -> None:
    steps = made.indicator("x", scale=Scale.ORDINAL, direction=Direction.SMALLER, levels=("A", "B", "C"))
    values = [
        *made.results("ours", "x", "B级"),
        *made.results("p0", "x", "A级"),
        *made.results("p1", "x", "C级"),
    ]
    found = placed(values, steps)
    assert (found.rank, found.of) == (2, 3)


def test_minima_are_ranked_among_minima() -> None:
    """Two minima are compared as numbers, as the gap between them is; none of them is a bound of the other's mean."""
    values = [
        *made.results("ours", "x", "5", statistic=Statistic.MINIMUM),
        *made.results("p0", "x", "6", statistic=Statistic.MINIMUM),
        *made.results("p1", "x", "4", statistic=Statistic.MINIMUM),
        *made.results("p2", "x", "9"),
    ]
    found = placed(values)
    assert (found.rank, found.rank_last, found.of) == (2, 2, 3)


def test_below_a_bound_is_below_it() -> None:
    smaller = made.indicator("x", direction=Direction.SMALLER)
    values = [
        *made.results("ours", "x", "5"),
        *made.results("p0", "x", "<5"),
        *made.results("p1", "x", "≤5"),
    ]
    found = placed(values, smaller)
    assert (found.rank, found.rank_last, found.of) == (2, 3, 3)


def test_a_formula_fills_in_for_products_that_report_nothing_themselves() -> None:
    a, b = made.indicator("a", position=1), made.indicator("b", position=2)
    quotient = made.indicator("q", unit="", formula="half * 2", position=3)
    half = made.indicator(
        "half", unit="", formula="a / b / 2", position=4
    )  # needed before it stands in the scheme
    values = [
        *made.results("ours", "a", "6"), *made.results("ours", "b", "2"),
        *made.results("p0", "a", "8", basis=Basis.DECLARED), *made.results("p0", "b", "2"),
        *made.results("p1", "q", "4"),
        *made.results("p2", "q", "未检"), *made.results("p2", "a", "9"), *made.results("p2", "b", "1"),
        *made.results("p3", "a", "9", statistic=Statistic.MAXIMUM), *made.results("p3", "b", "1"),
    ]  # fmt: skip
    found = placed(values, a, b, quotient, half, code="q")
    assert (found.rank, found.of) == (2, 2)  # behind the 4 that p1 reports
    assert dict(found.left_out) == {Difference.BASIS: 1, Difference.ABSENT: 4}


def test_what_is_computed_from_a_prototype_is_a_prototype_s() -> None:
    a, b = made.indicator("a", position=1), made.indicator("b", position=2)
    quotient = made.indicator("q", unit="", formula="a / b", position=3)
    values = [
        *made.results("ours", "a", "6", sample_id="series"), *made.results("ours", "b", "2"),
        *made.results("p0", "a", "9", sample_id="submitted"), *made.results("p0", "b", "1", sample_id="prototype"),
        *made.results("p1", "a", "8", sample_id="submitted"), *made.results("p1", "b", "1", sample_id="series"),
    ]  # fmt: skip
    found = placed(values, a, b, quotient, code="q")
    assert (found.rank, found.of) == (2, 2)
    assert dict(found.left_out) == {Difference.SAMPLE: 1, Difference.ABSENT: 4}


@pytest.mark.parametrize(
    ("mine", "theirs", "reason"),
    [
        ({"method_id": "m1"}, {"method_id": "m2"}, Difference.METHOD),
        ({"condition": "23 ℃"}, {"condition": "40 ℃"}, Difference.CONDITION),
    ],
    ids=["method", "condition"],
)
def test_what_is_computed_is_as_comparable_as_its_inputs(
    mine: dict[str, str], theirs: dict[str, str], reason: Difference
) -> None:
    """Also through a second formula; an equivalence stated for the input opens it, one for the result does not."""
    a, b = made.indicator("a", position=1), made.indicator("b", position=2)
    half = made.indicator("half", unit="", formula="a / b / 2", position=3)
    quotient = made.indicator("q", unit="", formula="half * 2", position=4)
    values = [
        *made.results("ours", "a", "6", **mine), *made.results("ours", "b", "2", **theirs),
        *made.results("p0", "a", "9", **theirs), *made.results("p0", "b", "1", **mine),
        *made.results("p1", "a", "8", **mine), *made.results("p1", "b", "1"),
    ]  # fmt: skip
    scheme = a, b, half, quotient
    for code in ("half", "q"):
        found = placed(values, *scheme, code=code)
        assert (found.rank, found.of) == (2, 2)
        assert dict(found.left_out) == {reason: 1, Difference.ABSENT: 4}
    groups = ("A", "B") if reason is Difference.METHOD else ("23 ℃", "40 ℃")
    known = Equivalence("e", "cat", "a", *groups, reason="对比试验", author="李工", aspect=reason)
    assert placed(values, *scheme, known, code="q").of == 2  # b still differs
    assert placed(values, *scheme, known, replace(known, id="f", indicator_id="b"), code="q").of == 3
    assert placed(values, *scheme, replace(known, indicator_id=""), code="q").of == 3
    assert placed(values, *scheme, replace(known, indicator_id="q"), code="q").of == 2


def test_min_max_scores_ask_the_gate_too() -> None:
    noise = made.indicator("x", unit="dB(A)", scale=Scale.LOGARITHMIC, direction=Direction.SMALLER)
    values = [
        *made.results("ours", "x", "42", method_id="m1"),
        *made.results("p0", "x", "40", method_id="m1"),
        *made.results("p1", "x", "44"),
        *made.results("p2", "x", "10", method_id="m2"),
    ]
    found = made.compared([noise, OURS, *PEERS, *METHODS], values).row("x")
    assert found is not None
    assert found.score == 50


keys = st.builds(
    GateKey,
    st.sampled_from(["", "q"]),
    st.sampled_from(["number", "class"]),
    st.sampled_from(["", "a", "b"]),
    st.sampled_from(["", "23", "40"]),
    st.sampled_from(["", "minimum"]),
    st.sampled_from(["", *(kind.value for kind in SampleKind if kind is not SampleKind.UNSTATED)]),
    st.lists(
        st.builds(
            Found, st.sampled_from(["i", "j"]), st.sampled_from(["", "a", "b"]), st.sampled_from(["", "23"])
        ),
        unique_by=lambda one: one.indicator_id,
    ).map(tuple),
)


@given(keys, keys, st.booleans())
def test_keys_meet_both_ways_and_themselves(first: GateKey, second: GateKey, stated: bool) -> None:
    pairs = opened([Equivalence("e", "c", "", "a", "b", "r", "n")] if stated else [])
    assert differences(first, second, pairs) == differences(second, first, pairs)
    assert not differences(first, first)
    assert not stated or Difference.METHOD not in differences(first, second, pairs)


def test_samples_together_are_their_least_representative_kind() -> None:
    assert sample_key([SampleKind.SERIES, SampleKind.PROTOTYPE, SampleKind.UNSTATED]) == "prototype"
    assert sample_key([SampleKind.SERIES, SampleKind.SUBMITTED]) == "submitted"
    assert sample_key([SampleKind.UNSTATED]) == ""
