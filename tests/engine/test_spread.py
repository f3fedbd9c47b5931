"""The spread of a pool: only where a ratio means something, and never without its definition."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.spread import Spread
from compare_app.domain.terms import Basis, Direction, Role, Scale
from compare_app.text.wording import Wording
from tests.engine import made


def spread(*texts: str, **fields: object) -> Spread | None:
    names = [f"p{at}" for at in range(len(texts))]
    products = [made.product(name, Role.OURS if not at else Role.PEER) for at, name in enumerate(names)]
    values = [one for name, text in zip(names, texts, strict=True) for one in made.results(name, "x", text)]
    return made.compared([made.indicator("x", **fields), *products], values, "p0").indicators[0].spread


def test_both_figures_and_their_definitions() -> None:
    found = spread("0.032", "0.076", "0.05")
    assert found == Spread(D("0.032"), D("0.076"), 3, "MPa")
    assert (found.ratio, found.excess) == (D("2.375"), D("1.375"))
    said = Wording.load("zh_CN")(found.sentence)
    assert "最大值÷最小值 = 2.38 倍，(最大值−最小值)÷最小值 = 1.38 倍" in said
    assert "max ÷ min = 2.38, (max − min) ÷ min = 1.38" in str(found.sentence)


@pytest.mark.parametrize(
    "fields",
    [
        {"scale": Scale.INTERVAL, "unit": "℃"},
        {"scale": Scale.LOGARITHMIC, "unit": "dB(A)"},
        {"direction": Direction.TARGET, "target": D(40)},
    ],
)
def test_no_ratio_on_other_scales(fields: dict[str, object]) -> None:
    assert spread("40", "44", **fields) is None


def test_nothing_is_a_multiple_of_nothing_and_a_bound_is_no_value() -> None:
    assert spread("0", "44") is None
    assert spread("40") is None
    assert spread("<40", "44", "45") is None
    assert spread("40", "<44", "45") == Spread(D(40), D(45), 2, "MPa")


def test_only_values_of_the_same_basis_take_part() -> None:
    values = [
        *made.results("ours", "x", "40"),
        *made.results("b", "x", "44"),
        *made.results("c", "x", "90", basis=Basis.DECLARED),
    ]
    products = [
        made.product(name, role) for name, role in (("ours", Role.OURS), ("b", Role.PEER), ("c", Role.PEER))
    ]
    found = made.compared([made.indicator("x"), *products], values).indicators[0].spread
    assert found is not None
    assert (found.high, found.of) == (D(44), 2)


@given(st.lists(st.integers(1, 9999), min_size=2, max_size=5))
def test_the_two_figures_differ_by_exactly_one(values: list[int]) -> None:
    found = Spread(D(min(values)), D(max(values)), len(values), "")
    assert abs(found.ratio - found.excess - 1) < D("1e-24")
    assert found.ratio >= 1
