"""What if: the same engine over substituted results, in comparison and pool alike."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare_app.domain.comparison import Comparison
from compare_app.domain.model import Result
from compare_app.domain.terms import Basis, Conformity, Step
from compare_app.domain.what_if import WhatIf
from compare_app.engine.what_if import Present, what_if
from compare_app.errors import AppError
from tests.engine import made, supposed

PRESENT = supposed.present()
BEST_LAST = (Conformity.FAIL, Conformity.CONDITIONAL_FAIL, Conformity.CONDITIONAL_PASS, Conformity.PASS)


def measured(targets: dict[str, str]) -> Comparison:
    """What the whole engine says where the targets had been measured, one value each."""
    values = {
        **supposed.VALUES,
        "ours": supposed.VALUES["ours"] | {code: (text,) for code, text in targets.items()},
    }
    return supposed.present(results=supposed.rows(values)).comparison


def place(found: Comparison, code: str) -> tuple[int, int, D]:
    row = found.row(code)
    assert row is not None
    assert row.pool is not None
    return row.pool.rank, row.pool.of, row.pool.percentile


def test_nothing_supposed_changes_nothing() -> None:
    assert what_if(PRESENT, {}).after == PRESENT.comparison


def test_a_target_is_judged_ranked_and_scored_as_if_it_had_been_measured() -> None:
    targets = {"S": "45", "W": "0.3", "K": "5级"}
    found, truth = what_if(PRESENT, targets).after, measured(targets)
    assert found.ladder == truth.ladder
    assert found.scores == truth.scores
    for code in ("S", "W", "Q", "T", "K"):
        assert place(found, code) == place(truth, code)
        mine, theirs = found.row(code), truth.row(code)
        assert mine is not None
        assert theirs is not None
        assert [one.conformity for one in mine.judgements] == [one.conformity for one in theirs.judgements]
        assert [one.absolute for one in mine.gaps] == [one.absolute for one in theirs.gaps]
        assert mine.score == theirs.score
    assert place(found, "S")[0] == 1
    assert place(PRESENT.comparison, "S")[0] == 6


def test_a_formula_follows_what_it_is_computed_from() -> None:
    found = what_if(PRESENT, {"T": "4"}).after.row("Q")
    assert found is not None
    assert found.ours.mean == D("33.5") / 4
    assert found.pool is not None
    assert found.pool.rank == 1


def test_the_present_comparison_and_the_pool_are_left_as_they_are() -> None:
    before = supposed.present()
    low = before.pool.columns["S"].low.copy()
    what_if(before, {"S": "45", "T": "1"})
    assert (before.pool.columns["S"].low == low).all()
    assert before.comparison == PRESENT.comparison


def test_a_target_is_found_as_the_present_result_was() -> None:
    rows = [
        replace(one, method_id="m1", condition="干", uncertainty=D("0.5"), basis=Basis.TESTED)
        if (one.product_id, one.indicator_id) == ("ours", "S")
        else one
        for one in supposed.rows()
    ]
    declared = made.results("ours", "S", "50", basis=Basis.DECLARED)
    world = supposed.present(
        results=[*rows, replace(declared[0], replicate=3)], more=[made.TestMethod("m1", "GB/T 3810.4")]
    )
    row = what_if(world, {"S": "45"}).after.row("S")
    assert row is not None
    ours = row.ours
    assert (ours.mean, ours.n, ours.basis, ours.uncertainty) == (D(45), 1, Basis.TESTED, D("0.5"))
    assert ours.condition == "干"
    assert ours.method_group == "gb/t3810.4#"
    assert ours.declared is not None  # what is promised stays promised
    assert ours.declared.mean == D(50)


def test_a_step_that_rests_on_targets_is_numerical_only() -> None:
    assert PRESENT.comparison.ladder.step is Step.L1
    targets = {"S": "45", "W": "0.3", "K": "5级"}
    assert (
        what_if(PRESENT, targets).after.ladder.step is Step.L2
    )  # our standard is looser than the national one
    found = what_if(PRESENT, targets, supposed.RAISED).after.ladder
    assert found.step is Step.L5
    assert found.numeric_only


def test_values_are_typed_as_everywhere() -> None:
    one = what_if(PRESENT, {"K": "5"}).after.row("K")
    other = what_if(PRESENT, {"K": "5级"}).after.row("K")
    assert one is not None
    assert other is not None
    assert one.score == other.score == 100
    in_other_unit = what_if(PRESENT, {"S": "0.045 GPa"}).after.row("S")
    assert in_other_unit is not None
    assert in_other_unit.ours.mean == D(45)


@pytest.mark.parametrize(
    ("code", "text"),
    [("S", ""), ("S", "—"), ("S", "大概"), ("S", "44; 45"), ("S", "5级"), ("S", "合格"), ("S", "45 mm"), ("K", "9级"),
     ("K", "合格"), ("nothing", "1")],
)  # fmt: skip
def test_what_is_no_value_of_the_indicator_is_refused(code: str, text: str) -> None:
    with pytest.raises(AppError):
        what_if(PRESENT, {code: text})


def stages(found: WhatIf, code: str) -> tuple[D, D, int, list[int], Step]:
    """Everything that must not fall when a value gets better."""
    row = found.after.row(code)
    assert row is not None
    assert row.pool is not None
    score = found.after.scores[0].value or D(0)
    judged = [BEST_LAST.index(one.conformity) for one in row.judgements]
    return row.score or D(0), score, -row.pool.rank, judged, found.after.ladder.step


@settings(max_examples=40)
@given(
    st.integers(0, 600),
    st.integers(0, 200),
    st.sampled_from(("S", "W", "T")),
    st.sampled_from(("", "S", "W", "K")),
)
def test_a_better_value_never_lowers_anything(at: int, better: int, code: str, beside: str) -> None:
    """Rulings 16."""
    other = {"S": "42", "W": "0.35", "K": "5级"}
    fixed = {beside: other[beside]} if beside and beside != code else {}
    base, turn = (D(20), 1) if code == "S" else (D("8.5") if code == "T" else D("1.2"), -1)
    size = D("0.05") if code in ("S", "T") else D("0.002")
    low = base + turn * size * at / 5
    high = low + turn * size * better / 5
    if high <= 0:
        return
    first = stages(what_if(PRESENT, {**fixed, code: format(low, "f")}), code)
    second = stages(what_if(PRESENT, {**fixed, code: format(high, "f")}), code)
    assert first[0] <= second[0]
    assert first[1] <= second[1]
    assert first[2] <= second[2]
    assert all(a <= b for a, b in zip(first[3], second[3], strict=True))
    assert first[4] <= second[4]


def test_only_the_columns_that_change_are_copied() -> None:
    seen: list[Present] = []
    columns = {}

    def watched(project: object, pool: object, results: object) -> object:
        found = PRESENT.columns(project, pool, results)  # type: ignore[arg-type]
        columns.update(found.columns)
        return found

    seen.append(replace(PRESENT, columns=watched))  # type: ignore[arg-type]
    what_if(seen[0], {"S": "45"})
    changed = {name for name, column in columns.items() if column is not PRESENT.pool.columns[name]}
    assert changed == {"S"}


def test_results_of_others_are_never_asked_for_when_floats_decide() -> None:
    asked: list[str] = []

    def fetch(name: str) -> tuple[Result, ...]:
        asked.append(name)
        return ()

    what_if(replace(PRESENT, fetch=fetch), {"S": "45"})
    assert asked == []
