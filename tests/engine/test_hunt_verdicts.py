"""Verdicts that came out wrong: small projects whose answer follows from the rules."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from compare_app.domain.comparison import IndicatorRow, Judgement
from compare_app.domain.model import DecisionRule, Record, Result
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
