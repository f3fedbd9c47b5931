"""Verdicts that came out wrong: small projects whose answer follows from the rules."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from compare_app.domain.comparison import IndicatorRow, Judgement
from compare_app.domain.model import DecisionRule, Record, Replacement, Result
from compare_app.domain.result_text import parse_result
from compare_app.domain.terms import (
    Comparability,
    Conformity,
    Difference,
    Direction,
    Force,
    GuardBand,
    Outcome,
    Role,
    Scale,
    Statistic,
    Verdict,
)
from tests.engine import made

OWN = made.own_standard()


def on_specimens(*pairs: tuple[str, str], **fields: object) -> list[Result]:
    """Results with their specimens."""
    return [
        Result("ours", "x", at, text, parse_result(text)[0].value, specimen=name, **fields)  # type: ignore[arg-type]
        for at, (name, text) in enumerate(pairs, 1)
    ]


def judged(limit: str, rows: list[Result], *more: Record, **fields: object) -> Judgement:
    records = [made.indicator("x", **fields), OWN, made.requirement(OWN.id, "x", limit)]
    records += [made.product("ours", Role.OURS), *made.executes("ours", OWN), *more]
    (one,) = made.compared(records, rows).indicators[0].judgements
    return one


# --- repeats on one specimen (R31) ----------------------------------------------------------------------------------


def test_bounds_on_one_specimen_count_once_in_the_mean() -> None:
    """One specimen shows 10, three readings of the other are below 2: the mean lies below 6, not below 4."""
    rows = on_specimens(("A", "10"), ("B", "<2"), ("B", "<2"), ("B", "<2"))
    assert judged("平均值≤5", rows).conformity is Conformity.UNDECIDED
    assert judged("平均值≤6", rows).conformity is Conformity.PASS


def test_numbers_and_bounds_on_one_specimen_are_averaged_together() -> None:
    rows = on_specimens(("A", "1"), ("B", "10"), ("B", "<2"))
    assert judged("平均值≤3.4", rows).conformity is Conformity.UNDECIDED  # (1 + <6) / 2 = <3.5
    assert judged("平均值≤3.5", rows).conformity is Conformity.PASS


# --- the day of production (R17) --------------------------------------------------------------------------------------


def test_a_clause_binds_by_the_day_of_production() -> None:
    """A limit that was raised for products made since 2025 does not fail one of 2024; the old one still does."""
    law = made.edition("GB 1-2020", force=Force.MANDATORY)
    records: list[Record] = [
        made.indicator("x"),
        law,
        made.requirement(law.id, "x", "≥28", valid_to=date(2024, 12, 31)),
        made.requirement(law.id, "x", "≥32", valid_from=date(2025, 1, 1)),
    ]

    def limits(produced: date | None) -> list[tuple[str, Conformity]]:
        ours = made.product("ours", Role.OURS, produced=produced)
        found = made.compared([*records, ours], made.results("ours", "x", "30"))
        return [(one.limit_text, one.conformity) for one in found.indicators[0].judgements]

    assert limits(date(2024, 6, 1)) == [("≥28 MPa", Conformity.PASS)]
    assert limits(date(2025, 6, 1)) == [("≥32 MPa", Conformity.FAIL)]
    assert limits(None) == [("≥32 MPa", Conformity.FAIL)]


def test_an_old_edition_without_a_date_binds_until_its_successor_starts() -> None:
    old = made.edition("GB 2-2008", force=Force.MANDATORY, effective=None)
    new = made.edition("GB 2-2022", force=Force.MANDATORY, effective=date(2023, 1, 1))
    found = made.compared(
        [
            made.indicator("x"),
            old,
            new,
            Replacement("r", new.id, old.id),
            made.requirement(old.id, "x", "≥32"),
            made.requirement(new.id, "x", "≥28"),
            made.product("ours", Role.OURS, produced=date(2021, 6, 1)),
        ],
        made.results("ours", "x", "30"),
    )
    binding = [one.standard for one in found.indicators[0].judgements if one.mandatory]
    assert binding == ["GB 2-2008"]
    assert found.assessment.overall.outcome is Outcome.NONCONFORMING
