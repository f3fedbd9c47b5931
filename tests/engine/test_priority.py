"""Which gap first (R34): the four factors, what fails first, and what a better value never does."""

from __future__ import annotations

from decimal import Decimal as D

from hypothesis import given, settings
from hypothesis import strategies as st

from compare_app.domain.assessment import Priority
from compare_app.domain.model import Feasibility, Result
from compare_app.domain.priority_factors import ONE_DELTA, SEVERITY
from compare_app.domain.record import Record
from compare_app.domain.terms import Direction, Role, Scale, Severity
from tests.engine import made
from tests.engine.test_compare import DOMESTIC, OURS, RECORDS, rows


def ranked(values: list[Result], *records: Record) -> tuple[Priority, ...]:
    return made.compared([*RECORDS, *records], values).assessment.priorities


def alone(ours: str, dom: str, *records: Record, **fields: object) -> Priority:
    """The one priority of one indicator against the domestic benchmark."""
    indicator = made.indicator("x", **fields)
    values = [*made.results("ours", "x", ours), *made.results("dom", "x", dom)]
    (found,) = made.compared([indicator, OURS, DOMESTIC, *records], values).assessment.priorities
    return found


def test_the_value_is_the_product_of_the_factors() -> None:
    feasible = Feasibility("f", "ours", "mor", D("0.5"), "王工")
    (found,) = ranked(rows("40"), feasible)
    assert (found.indicator_id, found.role, found.severity) == ("mor", Role.INTERNATIONAL, Severity.B)
    assert found.size == (D("44.5") - 40) / D("44.5")  # the larger of the lags to 44 and 44.5
    assert (found.weight, found.feasibility) == (D(1) / 3, D("0.5"))
    assert found.value == SEVERITY[Severity.B] * found.size * found.weight * found.feasibility
    said = [str(one.message) for one in found.steps]
    assert any("王工" in line for line in said)
    assert said[-1].startswith("Severity × size × weight × feasibility = 1 × 0.1011")


def test_an_a_item_counts_twice() -> None:
    assert alone("40", "44", severity=Severity.A).value == 2 * alone("40", "44").value


def test_what_fails_stands_first_and_counts_as_a_whole_gap() -> None:
    found = ranked(rows("37", "0.39"))
    assert [(one.indicator_id, one.role) for one in found] == [("mor", None), ("water", Role.INTERNATIONAL)]
    assert found[0].size == 1
    assert (
        found[1].value > found[0].value
    )  # (0.39 − 0.11) / 0.11 × 2/3: a lag may weigh more, and stands behind


def test_a_failure_with_a_larger_lag_counts_as_its_lag() -> None:
    (found,) = ranked(rows("45", "0.51"))
    assert found.role is None
    assert found.size == (D("0.51") - D("0.11")) / D("0.11")


def test_the_shares_are_cumulated_to_one() -> None:
    found = ranked(rows("37", "0.39"))
    assert found[0].cumulated == found[0].value / (found[0].value + found[1].value)
    assert found[-1].cumulated == 1


def test_what_is_level_ahead_undecided_or_not_comparable_is_no_priority() -> None:
    assert ranked(rows("45")) == ()
    assert ranked([one for one in rows("40") if one.product_id not in ("dom", "int")]) == ()


def test_a_limit_of_another_country_fails_nobody_here() -> None:
    from tests.engine.test_compare import INTERNATIONAL

    strict = made.requirement(INTERNATIONAL.id, "mor", "≥50")
    assert all(one.role is not None for one in ranked(rows("40"), strict))


def test_sizes_where_no_percentage_exists() -> None:
    degrees = alone("30", "26", unit="℃", scale=Scale.INTERVAL, direction=Direction.SMALLER, delta=D("0.5"))
    assert degrees.size == 8 * ONE_DELTA  # 4 ℃ are 8 Δ
    near = alone("10.6", "10.1", direction=Direction.TARGET, target=D(10), tolerance=D(2))
    assert near.size == D("0.25")  # half a unit further from the target, tolerance 2
    levels = ("1级", "2级", "3级", "4级", "5级")
    steps = alone("4级", "2级", unit="", scale=Scale.ORDINAL, direction=Direction.GRADE, levels=levels)
    assert steps.size == D("0.5")
    verdict = alone("不合格", "合格", unit="", scale=Scale.NOMINAL, direction=Direction.PASS_FAIL)
    assert verdict.size == 1
    bound = alone("<40", "44")
    assert (bound.size, bound.at_least) == (D(4) / D(44), True)  # at least 4 of 44
    assert "Size at least 0.0909" in str(bound.steps[0].message)
    insulation = alone("10", ">500", unit="MΩ")
    assert (insulation.size, insulation.at_least) == (
        D("0.98"),
        True,
    )  # 490 of 500; beyond it the share only grows
    smaller = alone("8", "<2", unit="mg/kg", direction=Direction.SMALLER)
    assert (smaller.size, smaller.at_least) == (D(3), True)  # (8 − 2) / 2
    louder = alone("60", "<55", unit="dB", scale=Scale.LOGARITHMIC, direction=Direction.SMALLER, delta=D(1))
    assert (louder.size, louder.at_least) == (5 * ONE_DELTA, True)


def test_a_product_without_weights_has_no_shares() -> None:
    found = alone("40", "44", weight=D(0))
    assert (found.value, found.weight, found.cumulated) == (0, 0, 0)


@settings(max_examples=60, deadline=None)
@given(st.integers(300, 460), st.integers(0, 150), st.integers(5, 60), st.integers(0, 50))
def test_a_better_value_never_makes_its_gap_more_urgent(mor: int, more: int, water: int, less: int) -> None:
    def value(found: tuple[Priority, ...], name: str) -> tuple[bool, D]:
        one = next((each for each in found if each.indicator_id == name), None)
        return (False, D(0)) if one is None else (one.role is None, one.value)

    first = ranked(rows(str(D(mor) / 10), str(D(water) / 100)))
    second = ranked(rows(str(D(mor + more) / 10), str(max(D("0.01"), D(water - less) / 100))))
    for name in ("mor", "water"):
        assert value(second, name) <= value(first, name)


def test_the_largest_gaps_of_every_output_stand_in_the_order_of_the_priorities() -> None:
    from compare_app.domain.digest import worst_gaps

    project = made.project_of(RECORDS)
    found = made.compared(RECORDS, rows("39", "0.2"))
    order = [row.indicator_id for row, _ in worst_gaps(project, found)]
    assert order == [one.indicator_id for one in found.assessment.priorities]
    assert len(order) == 2
