"""Pass rates (R39): counts first, exact intervals, weights only where outputs are stated."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.model import CellRef, Inspection, Provenance
from compare_app.domain.profile import PassRates, Rate, interval_text, rate_text, share_text
from compare_app.domain.statistics import clopper_pearson
from compare_app.domain.terms import Trust
from compare_app.engine.profile.rates import pass_rates

ON = date(2026, 6, 30)


def row(name: str, batches: int, failed: int, year: int | None = 2024, **more: object) -> Inspection:
    known = more.pop("id", f"{name}-{batches}-{failed}-{year}-{more}")
    return Inspection(str(known), name, batches, failed, year=year, **more)  # type: ignore[arg-type]


def rates(rows: Iterable[Inspection], on: date = ON) -> PassRates:
    return pass_rates(list(rows), on, own=True)


def test_counts_and_interval_of_each_class_and_year() -> None:
    found = rates([row("灯", 30, 1), row("灯", 10, 0), row("锁", 3, 0), row("灯", 5, 5, 2025)])
    assert [(one.year, one.product_class, rate_text(one.rate)) for one in found.classes] == [
        (2024, "灯", "97.5 % (39/40)"),
        (2024, "锁", "100.0 % (3/3)"),
        (2025, "灯", "0.0 % (0/5)"),
    ]
    lock = found.classes[1].rate
    assert interval_text(lock) == "29.2–100.0 %"  # domain.md §5.2: 3/3
    assert [(one.year, one.rate.tested, one.rate.failed) for one in found.years] == [
        (2024, 43, 1),
        (2025, 5, 5),
    ]
    assert found.overall is not None
    assert (found.overall.passed, found.overall.tested) == (42, 48)
    assert share_text(found.years[1].rate.failed_share) == "100.0 %"
    assert found.latest is found.years[1]


def test_nothing_entered_is_no_rate() -> None:
    found = rates([])
    assert found.overall is None
    assert found.latest is None
    assert found.years == found.classes == found.left_out == ()


def test_the_day_decides_the_year_and_names_are_folded() -> None:
    found = rates([row("LED 灯", 1, 0, 2020, inspected_on=date(2024, 3, 1)), row("led灯", 1, 1, 2024)])
    assert [(one.year, one.product_class, one.rate.tested) for one in found.classes] == [(2024, "LED 灯", 2)]


def test_what_does_not_count_is_said() -> None:
    found = rates(
        [
            row("灯", 1, 0, None),
            row("灯", 0, 0),
            row("灯", 3, 4),
            row("灯", 1, 0, 2027),
            row("灯", 1, 0, None, inspected_on=date(2026, 7, 1)),
            row("灯", 2, 0, 2026),
        ]
    )
    assert [one.rate.tested for one in found.years] == [2]
    said = " | ".join(map(str, found.left_out))
    assert "cannot be right, left out: 2" in said
    assert "without a day and a year, in no rate: 1" in said
    assert "after 2026-06-30, left out: 2" in said


def test_weighted_by_output_over_the_classes_that_state_one() -> None:
    found = rates(
        [
            row("甲", 10, 1, output=Decimal(300)),
            row("乙", 20, 8, output=Decimal(100)),
            row("丙", 50, 50),
        ]
    ).years[0]
    # R = 0.75 × 0.9 + 0.25 × 0.6
    assert found.weighted == Decimal("0.825")
    assert (found.classes_weighted, found.classes) == (2, 3)
    assert rate_text(found.rate) == "26.2 % (21/80)"  # beside it, unweighted
    assert any("2 of 3" in str(step.message) for step in found.steps)


def test_outputs_that_contradict_each_other_are_not_used() -> None:
    found = rates([row("甲", 1, 0, output=Decimal(3)), row("甲", 2, 0, output=Decimal(4)), row("乙", 1, 0)])
    assert found.years[0].weighted is None
    first = found.classes[0]
    assert first.output is None
    assert any("Different outputs" in str(step.message) for step in first.steps)
    same = rates([row("甲", 1, 0, output=Decimal(3)), row("甲", 2, 1, output=Decimal("3.0"))])
    assert same.classes[0].output == 3
    assert same.years[0].weighted == Decimal(2) / 3


@pytest.mark.parametrize("name", ["合计", "全 部", "Total"])
def test_a_total_of_the_bulletin_is_never_added_to_its_classes(name: str) -> None:
    found = rates([row(name, 100, 10), row("甲", 30, 3), row("乙", 20, 0, output=Decimal(1))])
    assert (found.years[0].rate.tested, found.years[0].rate.failed) == (100, 10)
    assert found.years[0].classes == 2
    assert found.years[0].weighted == 1
    assert [one.total for one in found.classes] == [True, False, False]
    assert any("not added" in str(step.message) for step in found.years[0].steps)


def test_every_step_names_its_cell_and_unchecked_records_are_marked() -> None:
    cell = CellRef("通报.xlsx", "监督抽查", "B7")
    found = rates([row("灯", 4, 1, cell=cell, source=Provenance(trust=Trust.UNCONFIRMED))]).classes[0]
    assert found.steps[0].cell == cell
    assert found.unconfirmed
    assert [step.rule for step in found.steps] == ["", "", "Clopper–Pearson", ""]


def test_a_share_never_reads_as_all_or_nothing_where_it_is_neither() -> None:
    assert share_text(Decimal(9999) / 10000) == "99.99 %"
    assert share_text(Decimal(1) / 100000) == "0.001 %"
    assert share_text(Decimal(1)) == "100.0 %"
    assert share_text(Decimal(0)) == "0.0 %"
    assert share_text(Decimal(3476) / 28265) == "12.3 %"


# --- published rates --------------------------------------------------------------------------------------------------


def published(folder: Path) -> list[dict[str, str]]:
    with (folder / "data/market_inspection_rates.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_published_rates_are_reproduced(shared_dir: Path) -> None:
    """Every published rate with counts comes out at its digits, from tested batches; the others have no counts."""
    rows = published(shared_dir)
    with_counts = [one for one in rows if one["batches_failed"]]
    assert (len(rows), len(with_counts)) == (23, 7)
    for one in with_counts:
        found = pass_rates(
            [
                row(
                    one["product_class"],
                    int(one["batches_tested"]),
                    int(one["batches_failed"]),
                    int(one["year"]),
                )
            ],
            ON,
            own=False,
        ).classes[0]
        if one["fail_rate_pct_text"]:
            assert share_text(found.rate.failed_share) == f"{one['fail_rate_pct_text']} %", one
    unpublished = [one["product_class"] for one in with_counts if not one["fail_rate_pct_text"]]
    assert unpublished == ["电水壶(电商)"]  # 5/20, the source prints no rate


def test_the_denominator_is_what_was_tested_not_what_was_drawn(shared_dir: Path) -> None:
    """463 of 4 792 tested is the published 9.7 % and its note 9.66; of the 4 796 drawn it would be 9.65."""
    one = next(one for one in published(shared_dir) if one["batches_sampled"] != one["batches_tested"]
               and one["batches_failed"] == "463")  # fmt: skip
    assert "9.66" in one["note"]
    found = rates([row("37", int(one["batches_tested"]), 463, 2020)]).classes[0].rate
    digits = Decimal("0.01")
    assert (found.failed_share * 100).quantize(digits, ROUND_HALF_UP) == Decimal("9.66")
    drawn = Decimal(463) / int(one["batches_sampled"]) * 100
    assert drawn.quantize(digits, ROUND_HALF_UP) == Decimal("9.65")


# --- properties -------------------------------------------------------------------------------------------------------

counts = st.integers(1, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))
records = st.lists(
    st.builds(
        lambda name, count, year, output, number: row(
            name, *count, year, output=output, id=f"{number}-{name}-{year}"
        ),
        st.sampled_from(["甲", "乙", "丙", "合计"]),
        counts,
        st.sampled_from([2023, 2024, None]),
        st.none() | st.decimals("0.1", 99, places=1),
        st.integers(0, 10**9),
    ),
    max_size=12,
)


@given(records)
def test_counts_are_never_lost_and_rates_stay_within_their_interval(rows: list[Inspection]) -> None:
    found = rates(rows)
    for one in (*found.classes, *found.years):
        rate = one.rate
        assert 0 <= rate.low <= rate.share + Decimal("1e-6")
        assert rate.share - Decimal("1e-6") <= rate.high <= 1
        low, high = clopper_pearson(rate.passed, rate.tested)
        assert abs(float(rate.low) - low) <= 1e-6
        assert abs(float(rate.high) - high) <= 1e-6
    dated = [one for one in rows if one.year is not None]
    assert sum(one.rate.tested for one in found.classes) == sum(one.batches for one in dated)
    for year in found.years:
        assert year.classes_weighted <= year.classes
        stated = [one.rate.share for one in found.classes if one.year == year.year and one.weight is not None]
        assert (year.weighted is None) == (not stated)
        if year.weighted is not None:
            assert min(stated) <= year.weighted <= max(stated)


@given(records, st.randoms())
def test_the_order_of_records_changes_no_figure(rows: list[Inspection], chance: object) -> None:
    turned = list(rows)
    chance.shuffle(turned)  # type: ignore[attr-defined]

    def figures(found: PassRates) -> object:
        return (
            sorted(
                (one.key, one.rate, one.output, one.weight) for one in found.classes if one.weight is not None
            ),
            sorted((one.key, one.rate.tested, one.rate.failed) for one in found.classes),
            [(one.key, one.rate, one.weighted) for one in found.years],
            found.overall,
        )

    assert figures(rates(rows)) == figures(rates(turned))


@given(counts)
def test_one_more_passed_batch_never_lowers_a_rate(count: tuple[int, int]) -> None:
    def of(tested: int, failed: int) -> Rate:
        return rates([row("甲", tested, failed)]).years[0].rate

    before, after = of(*count), of(count[0] + 1, count[1])
    assert after.share >= before.share
    assert after.low >= before.low - Decimal("1e-6")


def test_own_and_market_are_kept_apart_by_the_caller() -> None:
    rows = [row("甲", 5, 1), replace(row("甲", 500, 100), own=False)]
    assert pass_rates([one for one in rows if one.own], ON, own=True).classes[0].rate.tested == 5
