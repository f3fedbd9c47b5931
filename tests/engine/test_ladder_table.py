"""The ladder as a table that people may change (R36): what it asks for, what it explains, and what never bends."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal as D
from itertools import product as every

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare_app.domain.comparison import Ladder
from compare_app.domain.digest import NOTICE, notice_of
from compare_app.domain.edit import Edit
from compare_app.domain.ladder_table import (
    DEFAULT,
    empty_steps,
    ladder_edit,
    lines_of,
    table_of,
    table_sentence,
)
from compare_app.domain.model import LadderLine, LadderRule, Product
from compare_app.domain.terms import Comparability, Conclusion, LadderCondition, Role, Standing, Step
from compare_app.engine.ladder import climb
from compare_app.engine.ladder_conditions import Ground
from compare_app.errors import AppError
from tests.engine import made
from tests.engine.test_compare import RECORDS, rows

C = LadderCondition
AT = datetime(2026, 3, 1, tzinfo=UTC)


def ruled(*lines: tuple[LadderCondition, Step | None], minimum: int | None = None) -> LadderRule:
    moved = tuple(LadderLine(*line) for line in lines)
    return LadderRule("l", "cat", minimum, "Δ 未定", moved, "王工", AT)


def ladder(values: str, rule: LadderRule | None = None, water: str = "0.06") -> Ladder:
    """`rows` of the comparison's tests: strength 45 and up reaches every step, 43 stands at L3, 39 at L2."""
    records = [*RECORDS, rule] if rule is not None else RECORDS
    return made.compared(records, rows(values, water)).ladder


def test_the_default_is_the_table_of_the_domain_page() -> None:
    assert [step.name for step in DEFAULT.values()] == ["L1", "L2", "L3", "L3", "L4", "L5", "L5"]
    assert set(DEFAULT) == set(LadderCondition)
    assert table_of(None) == DEFAULT
    assert table_sentence(None) is None
    assert lines_of(table_of(None)) == ()
    assert notice_of(made.compared(RECORDS, rows("45"))) is NOTICE


def test_a_condition_that_is_not_asked_for_holds_nothing_back() -> None:
    assert ladder("39").step is Step.L2  # below the domestic median
    free = ruled((C.NOT_BELOW_MEDIAN, None))
    found = ladder("39", free)
    assert found.step is Step.L3
    assert found.table is not None
    assert "not asked for" in str(found.table)
    assert not any("median" in str(one.message) for one in found.steps)


def test_a_condition_moved_up_is_asked_for_there() -> None:
    later = ruled((C.NOT_BELOW_MEDIAN, Step.L4))
    found = ladder("39", later)
    assert (found.step, found.blockers[0].step) == (Step.L3, Step.L4)
    earlier = ladder("43", ruled((C.NOT_INFERIOR_DOMESTIC, Step.L2)))
    assert (earlier.step, earlier.blockers[0].step) == (Step.L1, Step.L2)


def test_a_step_that_asks_for_nothing_is_not_reached() -> None:
    empty = ruled((C.RECOMMENDED_MET, Step.L3))
    assert empty_steps(table_of(empty)) == (Step.L2,)
    found = ladder("45", empty)
    assert (found.step, found.assessed) == (Step.L1, False)
    assert "asks for nothing" in str(found.blockers[0].reason)
    nothing = ruled(*((one, None) for one in C))
    assert ladder("45", nothing).step is Step.L1


def test_compliance_cannot_be_moved_from_l1() -> None:
    for step in (None, Step.L0, Step.L3):
        rule = ruled((C.BINDING_MET, step))
        assert table_of(rule) == DEFAULT
        assert ladder("37", rule).step is Step.L0  # the own declared limit is ≥38


def test_no_condition_is_true_by_emptiness_wherever_it_stands() -> None:
    """Only verdicts: nothing has a median, so that a step which asks for it alone is not reached."""
    from compare_app.domain.terms import Direction, Scale

    safe = made.indicator("safe", unit="", direction=Direction.PASS_FAIL, scale=Scale.NOMINAL)
    national = made.edition("GB/T 1-2020")
    records = [
        safe,
        made.product("ours", Role.OURS),
        national,
        made.requirement(national.id, "safe", "应合格"),
        *made.executes("ours", national),
        ruled((C.NOT_BELOW_MEDIAN, Step.L2), (C.RECOMMENDED_MET, None)),
    ]
    found = made.compared(records, made.results("ours", "safe", "合格")).ladder
    assert (found.step, found.assessed) == (Step.L1, False)


def test_every_condition_looked_at_is_explained() -> None:
    found = ladder("43")
    said = [str(one.message) for one in found.steps]
    assert len(said) == 5  # L1, L2, both of L3, the one of L4; L5 was not looked at
    assert all("met: " in line for line in said[:4])
    assert "not met: " in said[4]
    assert "Behind dom" in said[4]
    assert {one.rule for one in found.steps} == {"R36"}


def test_the_sentence_of_a_changed_table_names_author_date_reason_and_default() -> None:
    said = str(table_sentence(ruled((C.NOT_BELOW_MEDIAN, Step.L4), minimum=1)))
    for part in ("王工", "2026-03-01", "Δ 未定", "1 instead of all"):
        assert part in said
    assert str(ladder("45", ruled(minimum=1)).table).count("instead of all") == 1


def test_a_minimum_above_what_is_comparable_stops_the_climb() -> None:
    found = ladder("45", ruled(minimum=3))
    assert (found.step, found.assessed) == (Step.L2, False)


# --- what replicates show (R31, rulings 1 and 16) ------------------------------------------------------------


def undecided(non_inferior: bool | None) -> Ladder:
    """A ground in which every gap is undecided; the replicates may show that ours is not inferior."""
    found = made.compared(RECORDS, rows("45"))
    gaps = {
        row.indicator_id: tuple(
            replace(
                one,
                standing=Standing.UNDECIDED,
                conclusion=Conclusion.UNDECIDED,
                numeric_only=False,
                non_inferior=non_inferior,
            )
            for one in row.gaps
        )
        for row in found.indicators
    }
    project = made.project_of(RECORDS)
    ids = tuple(one.id for one in project.products("cat"))
    import numpy as np

    return climb(
        Ground(
            product=made.product("ours", Role.OURS),
            indicators=project.indicators("cat"),
            rows=[replace(row, gaps=gaps[row.indicator_id]) for row in found.indicators],
            standards=found.standards,
            editions=project.all(type(made.edition("x"))),
            own_editions=frozenset(),
            pool=made.pool_of(project, rows("45")),
            domestic_products=np.ones(len(ids), dtype=bool),
            domestic=project.get(Product, "dom"),
            international=project.get(Product, "int"),
            international_editions=frozenset(),
        )
    )


def test_what_is_not_inferior_by_its_replicates_holds_whatever_else_is_open() -> None:
    assert undecided(None).step is Step.L3
    assert undecided(False).step is Step.L3
    assert undecided(True).step >= Step.L4


def test_a_pair_that_is_not_comparable_stays_out_whatever_the_replicates_say() -> None:
    found = made.compared(RECORDS, rows("45"))
    row = found.indicators[0]
    gap = replace(row.gaps[0], comparability=Comparability.NOT_COMPARABLE, non_inferior=True)
    from compare_app.engine.ladder_conditions import _inferior

    benchmark = made.product("dom", Role.DOMESTIC)
    blocker = _inferior(Step.L4, row, made.project_of(RECORDS).indicators("cat")[0], gap, benchmark)
    assert blocker is not None
    assert blocker.unknown


# --- a better value never lowers the step (rulings 16) -------------------------------------------------------

tables = st.fixed_dictionaries(
    {one: st.sampled_from([None, *list(Step)[1:]]) for one in C if one is not C.BINDING_MET}
)


@settings(max_examples=40, deadline=None)
@given(tables, st.integers(300, 500), st.integers(0, 80), st.sampled_from([None, 1, 2]))
def test_a_better_value_never_lowers_the_step_under_any_table(
    table: dict[LadderCondition, Step | None], tenths: int, better: int, minimum: int | None
) -> None:
    rule = LadderRule("l", "cat", minimum, "r", lines_of(DEFAULT | table), "a", AT)
    first = ladder(str(D(tenths) / 10), rule)
    second = ladder(str(D(tenths + better) / 10), rule)
    assert second.step >= first.step


# --- the edit ------------------------------------------------------------------------------------------------


def edit(
    table: dict[LadderCondition, Step | None],
    minimum: int | None = None,
    reason: str = "r",
    author: str = "a",
) -> Edit:
    project = made.project_of(RECORDS)
    return ladder_edit(project, "cat", table, minimum, reason=reason, author=author, at=AT)


def test_the_edit_stores_what_differs_and_the_default_takes_it_away() -> None:
    moved = dict(DEFAULT) | {C.NOT_BELOW_MEDIAN: None}
    (rule,) = edit(moved, 1).puts
    assert isinstance(rule, LadderRule)
    assert rule.lines == (LadderLine(C.NOT_BELOW_MEDIAN, None),)
    assert table_of(rule) == moved
    stored = made.project_of([*RECORDS, rule])
    back = ladder_edit(stored, "cat", dict(DEFAULT), None, reason="", author="", at=AT)
    assert [one.id for one in back.removes] == [rule.id]
    again = ladder_edit(stored, "cat", moved, 2, reason="r", author="a", at=AT)
    assert again.puts[0].id == rule.id


@pytest.mark.parametrize(
    ("table", "minimum", "reason", "author", "code"),
    [
        ({C.BINDING_MET: None}, None, "r", "a", "LADDER-BINDING"),
        ({C.BINDING_MET: Step.L2}, None, "r", "a", "LADDER-BINDING"),
        ({C.NOT_BELOW_MEDIAN: Step.L0}, None, "r", "a", "LADDER-L0"),
        ({}, 0, "r", "a", "LADDER-MINIMUM"),
        ({}, 3, "r", "a", "LADDER-MINIMUM"),
        ({C.NOT_BELOW_MEDIAN: None}, None, " ", "a", "LADDER-REASON"),
        ({C.NOT_BELOW_MEDIAN: None}, None, "r", "", "LADDER-REASON"),
    ],
)
def test_what_the_edit_refuses(
    table: dict[LadderCondition, Step | None], minimum: int | None, reason: str, author: str, code: str
) -> None:
    with pytest.raises(AppError) as caught:
        edit(dict(DEFAULT) | table, minimum, reason, author)
    assert caught.value.code == code


def test_any_table_is_kept_by_what_is_stored_of_it() -> None:
    for first, second in every([None, Step.L1, Step.L5], repeat=2):
        table = dict(DEFAULT) | {C.RECOMMENDED_MET: first, C.NOT_INFERIOR_DOMESTIC: second}
        assert table_of(LadderRule("l", "cat", None, "", lines_of(table))) == table
