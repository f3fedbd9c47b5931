"""The simulated index (R38, rulings 11): exact, never without its coverage, never called official."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.index_table import BAND_SETS, REFERENCES, ROWS, STRUCTURE, band_set
from compare_app.domain.model import IndexFigure, Provenance
from compare_app.domain.profile import IndexYear, index_text
from compare_app.domain.terms import IndexItem, IndexNode, Trust
from compare_app.engine.profile.index import index_year, index_years

AQSIQ, BULLETIN = BAND_SETS


def figure(
    item: IndexItem, value: object, weight: object = 1, low: object = 0, high: object = 100
) -> IndexFigure:
    number = None if value is None else Decimal(str(value))
    return IndexFigure(
        f"f-{item}", 2024, item, number, Decimal(str(low)), Decimal(str(high)), Decimal(str(weight))
    )


def year(values: dict[IndexItem, object], **more: object) -> IndexYear:
    return index_year(2024, [figure(item, value, **more) for item, value in values.items()], AQSIQ)


EVERY = dict.fromkeys(IndexItem, 50)  # 80 points each, the loss rate too


def test_the_structure_is_the_published_one() -> None:
    assert [len(half.nodes) for half in STRUCTURE] == [3, 3]
    assert len(ROWS) == 12
    assert set(ROWS) == set(IndexItem)
    assert {node.node for half in STRUCTURE for node in half.nodes} == set(IndexNode)
    assert [item for item, row in ROWS.items() if row.smaller_is_better] == [IndexItem.QUALITY_LOSS]


def test_equal_figures_give_the_score_of_each() -> None:
    found = year(EVERY)
    assert found.value == 80
    assert found.covered == found.total == 12
    assert [half.score for half in found.halves] == [80, 80]
    assert found.band is not None
    assert str(found.band.name) == "initially competitive"  # [80, 85): a border belongs to the upper band


def test_scores_run_from_60_to_100_and_the_loss_rate_runs_the_other_way() -> None:
    for value, rising, falling in ((0, 60, 100), (25, 70, 90), (100, 100, 60)):
        found = {item.item: item for item in year(dict.fromkeys(IndexItem, value)).items}
        assert found[IndexItem.PATENTS].score == rising
        assert found[IndexItem.QUALITY_LOSS].score == falling


def test_beyond_the_bounds_the_score_is_held_and_that_is_said() -> None:
    found = {
        item.item: item for item in year({**EVERY, IndexItem.PATENTS: 120, IndexItem.QUALITY_LOSS: -1}).items
    }
    for item in (IndexItem.PATENTS, IndexItem.QUALITY_LOSS):
        assert found[item].score == 100
        assert found[item].clamped
        assert any("held at the end" in str(step.message) for step in found[item].steps)
    assert not found[IndexItem.NEW_PRODUCTS].clamped


def test_a_missing_figure_gives_its_weight_to_its_neighbour_only() -> None:
    values = {**EVERY, IndexItem.GRADED_PRODUCTS: 100}
    values[IndexItem.CONTROL_EQUIPMENT] = None
    found = year(values)
    assert found.covered == 11
    # the node counts 1/6 as before: 100 × 1/6 + 80 × 5/6
    assert found.value == Decimal(500) / 6
    items = {item.item: item for item in found.items}
    assert items[IndexItem.GRADED_PRODUCTS].share == Decimal(1) / 6
    assert items[IndexItem.CONTROL_EQUIPMENT].share is None
    assert items[IndexItem.QMS_CERTIFIED].share == Decimal(1) / 12
    assert any("other figure of the node" in str(step.message) for step in found.nodes[0].steps)
    without = year({item: value for item, value in values.items() if value is not None})
    assert without.value == found.value  # no record at all is the same absence


def test_the_stated_weight_of_a_missing_figure_stays_in_its_node() -> None:
    rows = [figure(item, 50) for item in IndexItem if item is not IndexItem.PATENTS]
    rows = [replace(one, value=Decimal(100)) if one.item is IndexItem.NEW_PRODUCTS else one for one in rows]
    rows.append(figure(IndexItem.PATENTS, None, weight=9))
    # core technology weighs 10 of 20 and rests on new products alone
    assert index_year(2024, rows, AQSIQ).value == 90


def test_an_empty_node_refuses_the_index_and_is_named() -> None:
    values = {item: value for item, value in EVERY.items()
              if item not in (IndexItem.PATENTS, IndexItem.NEW_PRODUCTS)}  # fmt: skip
    found = year(values)
    assert found.value is None
    assert found.band is None
    assert found.empty == (IndexNode.CORE_TECHNOLOGY,)
    assert found.covered == 10
    assert [half.score for half in found.halves] == [80, None]  # the other half is still known
    assert "core_technology" in str(found.steps[-1].message)
    assert all(gap.difference is None for gap in found.references)


def test_weights_are_relative_and_a_weight_of_nothing_counts_nothing() -> None:
    rows = [figure(item, 100 if item is IndexItem.PATENTS else 50, weight=7) for item in IndexItem]
    assert index_year(2024, rows, AQSIQ).value == Decimal(980) / 12
    rows = [replace(one, weight=Decimal(0)) if one.item is IndexItem.PATENTS else one for one in rows]
    assert index_year(2024, rows, AQSIQ).value == 80
    node = [replace(one, weight=Decimal(0)) if one.item is IndexItem.NEW_PRODUCTS else one for one in rows]
    assert index_year(2024, node, AQSIQ).empty == (IndexNode.CORE_TECHNOLOGY,)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"value": None}, "no value"),
        ({"low": None}, "bounds"),
        ({"low": Decimal(100)}, "not below"),
        ({"low": Decimal(101)}, "not below"),
        ({"weight": Decimal(-1)}, "negative"),
    ],
)
def test_a_figure_without_what_it_needs_has_no_score_and_says_why(
    change: dict[str, object], reason: str
) -> None:
    rows = [replace(figure(IndexItem.PATENTS, 50), **change)]  # type: ignore[arg-type]
    found = {item.item: item for item in index_year(2024, rows, AQSIQ).items}[IndexItem.PATENTS]
    assert found.score is None
    assert reason in str(found.reason)


def test_a_figure_entered_twice_is_not_chosen_from() -> None:
    rows = [figure(IndexItem.PATENTS, 50), replace(figure(IndexItem.PATENTS, 60), id="other")]
    found = {item.item: item for item in index_year(2024, rows, AQSIQ).items}[IndexItem.PATENTS]
    assert found.score is None
    assert "2 times" in str(found.reason)


@pytest.mark.parametrize(
    ("value", "aqsiq", "bulletin"),
    [
        ("60", "not competitive", "competitiveness very weak"),
        ("74.9999999", "not competitive", "competitiveness very weak"),
        ("75", "insufficiently competitive", "competitiveness fair"),
        ("80", "initially competitive", "competitiveness strong"),
        ("84.99", "initially competitive", "competitiveness strong"),
        ("85", "moderately competitive", "competitiveness strong"),
        ("90", "rather competitive", "competitiveness strong"),
        ("90.63", "rather competitive", "competitiveness strong"),
        ("95", "rather competitive", "competitiveness very strong"),
        ("100", "rather competitive", "competitiveness very strong"),
    ],
)
def test_bands_are_half_open_in_both_sets(value: str, aqsiq: str, bulletin: str) -> None:
    assert str(AQSIQ.of(Decimal(value)).name) == aqsiq
    assert str(BULLETIN.of(Decimal(value)).name) == bulletin


def test_the_bands_are_chosen_by_name_and_name_their_source() -> None:
    assert band_set("") is AQSIQ  # Guangdong's 90.63 is 较强 (domain.md §3.4)
    assert band_set("bulletin_2009") is BULLETIN
    assert band_set("x") is None
    assert all(str(one.source) for one in BAND_SETS)


def test_rounding_never_prints_an_index_into_another_band() -> None:
    assert index_text(Decimal("79.9961"), AQSIQ) == "79.996"
    assert index_text(Decimal("79.9949"), AQSIQ) == "79.99"
    assert index_text(Decimal("80.0049"), AQSIQ) == "80.00"
    assert index_text(None, AQSIQ) == "—"


def test_only_values_with_a_source_are_compared() -> None:
    gaps = year(EVERY).references
    assert [gap.reference for gap in gaps] == list(REFERENCES)
    for gap in gaps:
        assert (gap.difference is None) == (not gap.reference.sourced)
    guangdong = next(gap for gap in gaps if gap.reference.value == Decimal("90.63"))
    assert guangdong.difference == Decimal("-10.63")
    assert not next(one for one in REFERENCES if one.value == Decimal("84.91")).sourced  # [GK]


def test_years_stay_apart_and_unchecked_figures_are_counted() -> None:
    rows = [figure(item, 50) for item in IndexItem]
    rows[0] = replace(rows[0], source=Provenance(trust=Trust.UNCONFIRMED))
    later = [replace(one, id=f"{one.id}-25", year=2025, value=Decimal(75)) for one in rows[1:]]
    first, second = index_years([*later, *rows], AQSIQ)
    assert (first.year, second.year) == (2024, 2025)
    assert (first.value, first.unconfirmed, second.covered) == (80, 1, 11)


# --- properties -------------------------------------------------------------------------------------------------------

numbers = st.decimals(-50, 150, places=2)
figures = st.lists(
    st.builds(
        lambda item, value, weight, low, width: IndexFigure(
            f"f-{item}", 2024, item, value, low, low + width, weight
        ),
        st.sampled_from(IndexItem),
        st.none() | numbers,
        st.decimals(0, 9, places=1),
        numbers,
        st.decimals("0.01", 99, places=2),
    ),
    unique_by=lambda one: one.item,
    max_size=12,
)


@given(figures)
def test_an_index_lies_within_its_scores_and_its_shares_make_one(rows: list[IndexFigure]) -> None:
    found = index_year(2024, rows, AQSIQ)
    scores = [item.score for item in found.items if item.score is not None]
    assert all(60 <= score <= 100 for score in scores)
    assert found.covered == len(scores)
    assert (found.value is None) == bool(found.empty)
    if found.value is not None:
        carried = [item for item in found.items if item.share]
        low = min(item.score for item in carried if item.score is not None)
        high = max(item.score for item in carried if item.score is not None)
        assert low - Decimal("1e-20") <= found.value <= high + Decimal("1e-20")
        assert abs(sum(item.share or 0 for item in found.items) - 1) < Decimal("1e-20")
        again = sum(Fraction(item.share or 0) * Fraction(item.score or 0) for item in found.items)
        assert abs(again - Fraction(found.value)) < Fraction(1, 10**18)


@given(figures, st.sampled_from(IndexItem), st.decimals(0, 50, places=2))
def test_a_better_value_never_lowers_score_node_or_index(
    rows: list[IndexFigure], item: IndexItem, gain: Decimal
) -> None:
    if ROWS[item].smaller_is_better:
        gain = -gain
    better = [
        replace(one, value=one.value + gain) if one.item is item and one.value is not None else one
        for one in rows
    ]
    before, after = index_year(2024, rows, AQSIQ), index_year(2024, better, AQSIQ)
    pairs = [
        *((one.score, other.score) for one, other in zip(before.items, after.items)),
        *((one.score, other.score) for one, other in zip(before.nodes, after.nodes)),
        *((one.score, other.score) for one, other in zip(before.halves, after.halves)),
        (before.value, after.value),
    ]
    for one, other in pairs:
        assert (one is None) == (other is None)
        assert one is None or other is None or one <= other


@given(figures, st.permutations(list(IndexItem)))
def test_the_order_of_records_changes_nothing(rows: list[IndexFigure], order: list[IndexItem]) -> None:
    turned = sorted(rows, key=lambda one: order.index(one.item))
    assert index_year(2024, rows, AQSIQ) == index_year(2024, turned, AQSIQ)
