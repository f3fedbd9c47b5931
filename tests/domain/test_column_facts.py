"""Conditions of a filter: what satisfies them, what never can, what can be read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from compare_app.domain.cell_conditions import Condition, Conditions, Day, Fact, Figure, Relation, operand
from compare_app.domain.column_facts import ColumnFacts, outside, passes


def figures(*numbers: str | None, unit: str = "mm") -> ColumnFacts:
    """A column of numbers; None is a cell that says “missing”."""
    facts = [None if one is None else Figure(Decimal(one), unit) for one in numbers]
    return ColumnFacts(facts, ["missing" if one is None else one for one in numbers])


def met(column: ColumnFacts, *conditions: Condition, either: bool = False) -> list[int]:
    second = conditions[1] if len(conditions) > 1 else None
    good = passes(Conditions(conditions[0], second, either), column)
    return [at for at, one in enumerate(good) if one]


@pytest.mark.parametrize(
    ("relation", "first", "second", "rows"),
    [
        (Relation.AT_LEAST, "0.3", "", [2, 4]),
        (Relation.AT_MOST, "0.3", "", [0, 2]),
        (Relation.ABOVE, "0.3", "", [4]),
        (Relation.BELOW, "0.3", "", [0]),
        (Relation.EQUAL, "0.30", "", [2]),
        (Relation.UNEQUAL, "0.3", "", [0, 4]),
        (Relation.BETWEEN, "0.3", "0.1", [0, 2]),
        (Relation.LARGEST, "2", "", [2, 4]),
        (Relation.SMALLEST, "1", "", [0]),
        (Relation.LARGEST, "99", "", [0, 2, 4]),
    ],
)
def test_numbers_are_compared_and_what_is_none_satisfies_nothing(
    relation: Relation, first: str, second: str, rows: list[int]
) -> None:
    column = figures("0.1", None, "0.3", None, "12")
    condition = Condition(relation, first, second)
    assert met(column, condition) == rows
    assert outside(Conditions(condition), column) == (2, 0)


def test_decimals_are_no_floats() -> None:
    """0.1 + 0.2 is 0.3 here, and twenty digits are not cut to seventeen."""
    column = figures(str(Decimal("0.1") + Decimal("0.2")), "0.30000000000000000001")
    assert met(column, Condition(Relation.EQUAL, "0.3")) == [0]
    assert met(column, Condition(Relation.ABOVE, "0.3")) == [1]


def test_ties_at_the_edge_of_the_largest_all_stay() -> None:
    assert met(figures("5", "7", "7", "9"), Condition(Relation.LARGEST, "2")) == [1, 2, 3]


def test_the_average_is_exact_and_asks_for_numbers_of_one_unit() -> None:
    column = figures("0.1", "0.2", "0.3")
    assert met(column, Condition(Relation.ABOVE_AVERAGE)) == [2]
    assert met(column, Condition(Relation.BELOW_AVERAGE)) == [0]  # 0.2 is the average, not below it
    assert column.can_be_averaged
    assert not figures("1", None).can_be_averaged
    mixed = ColumnFacts([Figure(Decimal(1), "V"), Figure(Decimal(2), "h")], ["1", "2"])
    assert not mixed.can_be_averaged
    assert met(mixed, Condition(Relation.ABOVE_AVERAGE)) == met(mixed, Condition(Relation.LARGEST, "1")) == []
    blank = ColumnFacts([Figure(Decimal(1), "V"), None], ["1", ""])
    assert blank.can_be_averaged  # a cell that says nothing is none


def test_a_unit_behind_the_number_asks_only_in_it() -> None:
    column = ColumnFacts(
        [Figure(Decimal(5), "%"), Figure(Decimal(7), "mm"), Figure(Decimal(8), "%")], ["", "", ""]
    )
    assert met(column, Condition(Relation.AT_LEAST, "5 %")) == [0, 2]
    assert met(column, Condition(Relation.BETWEEN, "6", "9mm")) == [1]
    assert met(column, Condition(Relation.AT_LEAST, "5")) == [0, 1, 2]


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [("5", "5", ""), ("−5.30 %", "-5.30", "%"), ("１２ｍｍ", "12", "mm"), ("1.2×10³ Pa", "1200", "Pa")],
)
def test_a_number_is_typed_with_or_without_its_unit(text: str, number: str, unit: str) -> None:
    assert operand(text) == Figure(Decimal(number), unit)


@pytest.mark.parametrize("text", ["", "abc", "1,234", "0012", "1,234 mm", "nan", "5..2", "--5"])
def test_what_is_not_surely_a_number_is_none(text: str) -> None:
    assert operand(text) is None
    condition = Condition(Relation.AT_LEAST, text)
    assert not condition.is_whole
    assert met(figures("5", "9"), condition) == []


@pytest.mark.parametrize(
    ("relation", "first", "rows"),
    [
        (Relation.CONTAINS, "LED", [0, 1]),
        (Relation.LACKS, "led", [2, 3]),
        (Relation.BEGINS, "ＬＥＤ", [0]),
        (Relation.EMPTY, "", [3]),
        (Relation.FILLED, "", [0, 1, 2]),
    ],
)
def test_texts_are_read_whatever_their_case_and_width(
    relation: Relation, first: str, rows: list[int]
) -> None:
    column = ColumnFacts([None] * 4, ["LED 台灯", "台灯\n（ｌｅｄ）", "瓷砖", " "])
    assert met(column, Condition(relation, first)) == rows
    assert outside(Conditions(Condition(relation, first)), column) == (0, 0)


@pytest.mark.parametrize(
    ("relation", "first", "second", "rows"),
    [
        (Relation.BEFORE, "2027-02-01", "", [0]),
        (Relation.AFTER, "2027年1月31日", "", [2, 3]),
        (Relation.FROM_TO, "2027-02-28", "2027/1/31", [0, 2]),
        (Relation.THIS_MONTH, "", "", [2]),
        (Relation.OVERDUE, "", "", [0]),
    ],
)
def test_days(relation: Relation, first: str, second: str, rows: list[int]) -> None:
    facts: list[Fact | None] = [
        Day(date(2027, 1, 31), late=True),
        None,
        Day(date(2027, 2, 28), late=False),
        Day(date(2027, 3, 1), late=False),
    ]
    column = ColumnFacts(facts, ["", "", "", ""], on=date(2027, 2, 10))
    assert met(column, Condition(relation, first, second)) == rows
    assert outside(Conditions(Condition(relation, first, second)), column) == (0, 1)
    assert met(ColumnFacts(facts, [""] * 4), Condition(Relation.THIS_MONTH)) == []


def test_two_conditions_hold_together_or_either_does() -> None:
    column = figures("1", "5", "9", None)
    low, high = Condition(Relation.ABOVE, "2"), Condition(Relation.BELOW, "8")
    assert met(column, low, high) == [1]
    assert met(column, Condition(Relation.BELOW, "2"), Condition(Relation.ABOVE, "8"), either=True) == [0, 2]


@pytest.mark.parametrize(
    "condition",
    [
        Condition(Relation.LARGEST, "0"),
        Condition(Relation.LARGEST, "ten"),
        Condition(Relation.BETWEEN, "1"),
        Condition(Relation.BEFORE, "2027-02-30"),
        Condition(Relation.CONTAINS, " "),
    ],
)
def test_a_condition_without_what_it_needs_is_not_whole(condition: Condition) -> None:
    assert not condition.is_whole
    assert not Conditions(Condition(Relation.FILLED), condition).is_whole
