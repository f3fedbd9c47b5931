"""The gate: kinds of sample, and documented equivalences that open it for method, condition or sample (R5, R21)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from compare_app.domain.comparison import Gap
from compare_app.domain.model import Equivalence, Result, Sample
from compare_app.domain.terms import Comparability, Conclusion, Difference, Role, SampleKind, Standing
from tests.engine import made

OURS = made.product("ours", Role.OURS)
THEIRS = made.product("dom", Role.DOMESTIC)
X = made.indicator("x", delta=D("0.5"))


def gap_of(ours: list[Result], theirs: list[Result], *more: object) -> Gap:
    records = [X, OURS, THEIRS, *more]
    found = made.compared(records, [*ours, *theirs]).row("x")  # type: ignore[list-item]
    assert found is not None
    (one,) = found.gaps
    return one


def sampled(kind: SampleKind, of: str) -> Sample:
    return Sample(f"s-{of}", of, "1", kind=kind)


@pytest.mark.parametrize(
    ("mine", "other", "comparability"),
    [
        (SampleKind.SERIES, SampleKind.SERIES, Comparability.COMPARABLE),
        (SampleKind.SERIES, SampleKind.SUBMITTED, Comparability.COMPARABLE),
        (SampleKind.UNSTATED, SampleKind.PROTOTYPE, Comparability.COMPARABLE),
        (SampleKind.PROTOTYPE, SampleKind.PROTOTYPE, Comparability.COMPARABLE),
        (SampleKind.PROTOTYPE, SampleKind.SERIES, Comparability.NOT_COMPARABLE),
        (SampleKind.SUBMITTED, SampleKind.PROTOTYPE, Comparability.NOT_COMPARABLE),
    ],
)
def test_a_prototype_is_not_what_is_sold(
    mine: SampleKind, other: SampleKind, comparability: Comparability
) -> None:
    ours = made.results("ours", "x", "5.0", sample_id="s-ours")
    theirs = made.results("dom", "x", "4.0", sample_id="s-dom")
    found = gap_of(ours, theirs, sampled(mine, "ours"), sampled(other, "dom"))
    assert found.comparability is comparability
    if comparability is Comparability.NOT_COMPARABLE:
        assert found.reasons == (Difference.SAMPLE,)
        assert found.absolute is None


def test_an_equivalence_opens_what_it_names_and_nothing_else() -> None:
    ours = made.results("ours", "x", "5.0", condition="35 ℃", sample_id="s-ours")
    theirs = made.results("dom", "x", "4.0", condition="27 ℃", sample_id="s-dom")
    kinds = sampled(SampleKind.PROTOTYPE, "ours"), sampled(SampleKind.SERIES, "dom")
    conditions = Equivalence("e1", "cat", "x", "27℃", "35 ℃", "换算试验", "王工", aspect=Difference.CONDITION)
    samples = Equivalence(
        "e2", "cat", "x", "series", "prototype", "同一模具", "王工", aspect=Difference.SAMPLE
    )
    method = replace(conditions, id="e3", aspect=Difference.METHOD)
    assert gap_of(ours, theirs, *kinds).reasons == (Difference.CONDITION, Difference.SAMPLE)
    assert gap_of(ours, theirs, *kinds, conditions).reasons == (Difference.SAMPLE,)
    assert gap_of(ours, theirs, *kinds, samples, method).reasons == (Difference.CONDITION,)
    opened = gap_of(ours, theirs, *kinds, conditions, samples)
    assert opened.comparability is Comparability.COMPARABLE
    assert sum("王工" in str(step.message) for step in opened.steps) == 2


def test_not_inferior_though_nobody_can_say_better_or_level() -> None:
    """The one-sided bound lies above −Δ while the interval crosses both 0 and Δ (R31)."""
    ours = made.results("ours", "x", "5.0", "5.9", "5.2", "5.8")
    theirs = made.results("dom", "x", "5.1", "5.4", "4.9", "5.3")
    found = gap_of(ours, theirs)
    assert (found.conclusion, found.standing) == (Conclusion.UNDECIDED, Standing.UNDECIDED)
    assert found.non_inferior is True
    turned = gap_of(theirs_as_ours(theirs), theirs_as_ours(ours))
    assert turned.non_inferior is False
    assert gap_of(ours[:1], theirs[:1]).non_inferior is None


def theirs_as_ours(rows: list[Result]) -> list[Result]:
    other = {"ours": "dom", "dom": "ours"}
    return [replace(one, product_id=other[one.product_id]) for one in rows]


def test_a_far_value_is_flagged_and_stays_in() -> None:
    from compare_app.engine.summary import summarise

    texts = ("10.2", "10.1", "10.3", "10.2", "12.9")
    rows = made.results("ours", "x", *texts)
    found = summarise("ours", X, rows, {})
    (suspect,) = found.suspects
    assert (suspect.text, suspect.outlier, suspect.reason) == ("12.9", True, "")
    assert found.mean == sum(map(D, texts)) / 5
    assert found.n == 5
    marked = [replace(one, outlier="夹具松动") if one.raw == "10.1" else one for one in rows]
    assert {(one.text, one.reason) for one in summarise("ours", X, marked, {}).suspects} == {
        ("12.9", ""),
        ("10.1", "夹具松动"),
    }
    assert summarise("ours", X, rows[:2], {}).suspects == ()
    assert summarise("ours", X, made.results("ours", "x", "5", "5", "5"), {}).suspects == ()
