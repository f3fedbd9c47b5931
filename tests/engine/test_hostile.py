"""Legal data that nobody meant: one bad row is said in its row and ends nothing (design rule 1)."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from compare_app.domain.comparison import IndicatorRow
from compare_app.domain.model import Indicator
from compare_app.domain.record import Record
from compare_app.domain.terms import Comparability, Difference, Direction, Role, Scale
from compare_app.domain.value import Absent, Unread
from tests.engine import made


def row_of(code: str, *indicators: Indicator, a: str = "2", b: str = "4", **said: object) -> IndicatorRow:
    """Ours against a domestic benchmark that reports the same a and b."""
    records: list[Record] = [*indicators]
    records += [made.product("ours", Role.OURS), made.product("home", Role.DOMESTIC, primary=True)]
    rows = [
        one
        for name in ("ours", "home")
        for reported, text in (("a", a), ("b", b))
        for one in made.results(name, reported, text, **said)
    ]
    found = made.compared(records, rows)
    return next(one for one in found.indicators if one.indicator_id == code)


def computed(formula: str, **fields: object) -> tuple[Indicator, ...]:
    units = {"unit": fields.get("unit", "MPa")}
    return (
        made.indicator("a", **units),
        made.indicator("b", **units),
        made.indicator("c", formula=formula, **fields),
    )


@pytest.mark.parametrize("formula", ["(", "a + 1/0", "a / (b - b)", "a * 10**400", "min", "abs(a, b)"])
def test_a_formula_that_cannot_be_computed_leaves_its_own_row_without_value(formula: str) -> None:
    row = row_of("c", *computed(formula))
    assert isinstance(row.ours.value, Unread | Absent)
    assert row.ours.derived
    assert row.ours.steps[-1].message.template != "Formula {formula}"  # why, is said
    assert all(one.comparability is Comparability.NOT_COMPARABLE for one in row.gaps)
    assert row_of("a", *computed(formula)).ours.mean == D(2)


def test_a_number_without_unit_in_max_leaves_units_unchecked_and_the_value_stands() -> None:
    row = row_of("c", *computed("max(a, 3)"))
    assert row.ours.mean == D(3)
    assert row.pool is not None


def test_a_value_without_slope_keeps_its_value_and_carries_no_uncertainty() -> None:
    row = row_of("c", *computed("(b - a)**0.5", unit="dB"), a="4", uncertainty=D("0.1"))
    assert row.ours.mean == 0
    assert row.ours.uncertainty is None
    assert any("No uncertainty is carried" in one.message.template for one in row.ours.steps)


@pytest.mark.parametrize(
    "fields", [{"direction": Direction.GRADE}, {"scale": Scale.ORDINAL}, {"direction": Direction.PASS_FAIL}]
)
def test_numbers_from_a_formula_are_no_classes_and_have_no_order(fields: dict[str, object]) -> None:
    row = row_of("c", *computed("a + b", levels=("1级", "2级"), **fields))
    (gap,) = row.gaps
    assert gap.reasons == (Difference.CLASS_ORDER,)
    assert gap.conclusion is None
    assert row.pool is None


@pytest.mark.parametrize("weight", [D(0), D("1e60")])
def test_any_weight_is_counted(weight: D) -> None:
    row = row_of("a", made.indicator("a", weight=weight), made.indicator("b", weight=weight))
    assert row.score == 100


def test_any_uncertainty_is_counted() -> None:
    row = row_of("a", made.indicator("a"), made.indicator("b"), a="9e40", uncertainty=D("1e-40"))
    assert row.gaps[0].e_ratio == 0


def test_a_tolerance_with_a_sign_counts_by_its_amount() -> None:
    aim: dict[str, object] = {"direction": Direction.TARGET, "target": D(3)}
    rows = [
        row_of("a", made.indicator("a", tolerance=D(size), **aim), made.indicator("b")) for size in (4, -4)
    ]
    assert [one.score for one in rows] == [75, 75]


def test_a_past_beyond_the_market_scores_no_more_than_its_best() -> None:
    names = {"old": Role.OWN_HISTORY, "home": Role.DOMESTIC, "p": Role.PEER}
    records = [
        made.indicator("x", unit="dB", scale=Scale.LOGARITHMIC),
        *(made.product(*one) for one in names.items()),
    ]
    rows = [one for name, text in zip(names, ("90", "50", "40")) for one in made.results(name, "x", text)]
    assert made.compared(records, rows, "old").indicators[0].score == 100
