"""Three-way merging of a returned plan, cell by cell."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from compare_app.domain.loop import Action, Verification
from compare_app.domain.model import Category, Product
from compare_app.domain.plan_review import Fate
from compare_app.domain.project import Project
from compare_app.domain.record import Record
from compare_app.domain.returned_plan import ReturnedPlan, ReturnedRow
from compare_app.domain.terms import ActionStatus, ActionType
from compare_app.engine.plan_merge import merge
from compare_app.errors import AppError, Place
from compare_app.exporters.plan.meta import base_of

ACTION = Action(
    "a1",
    "p1",
    1,
    gap="5.0 ▼ 5.6",
    owner="张三",
    measure="换压缩机",
    due=date(2026, 3, 31),
    target=Decimal("5.60"),
    unit="(W·h)/(W·h)",
    action_type=ActionType.DESIGN,
)


def project(*records: Record) -> Project:
    return Project("home", "home").with_records([Category("c1", "空调"), Product("p1", "c1", "甲"), *records])


def returned(
    cells: Mapping[str, str], action_id: str = "a1", left: Action = ACTION, result: str = ""
) -> ReturnedPlan:
    row = ReturnedRow(Place("plan.xlsx", "提升方案", "U5"), action_id, cells)
    return ReturnedPlan("plan.xlsx", "home", "p1", {left.id: base_of(left, result)}, (row,))


def unchanged(action: Action = ACTION) -> dict[str, str]:
    """The row as it left."""
    base = base_of(action, "")
    return {
        "owner": base["owner"] or "",
        "measure": base["measure"] or "",
        "due": base["due"] or "",
        "target": base["target"] or "",
        "status": base["status"] or "",
        "action_type": base["action_type"] or "",
        "result": "",
    }


def test_a_plan_that_comes_back_as_it_left_changes_nothing() -> None:
    found = merge(project(ACTION), returned(unchanged()), base_of)
    assert found.outcome().records == ()
    assert found.conflicts == ()


@pytest.mark.parametrize(
    ("column", "text", "field", "value"),
    [
        ("owner", "李四", "owner", "李四"),
        ("due", "2026-05-31", "due", date(2026, 5, 31)),
        ("due", "", "due", None),
        ("status", "running", "status", ActionStatus.RUNNING),
        ("action_type", "material", "action_type", ActionType.MATERIAL),
        ("target", "5.70", "target", Decimal("5.70")),
    ],
)
def test_what_only_the_workbook_changed_is_taken(column: str, text: str, field: str, value: object) -> None:
    found = merge(project(ACTION), returned(unchanged() | {column: text}), base_of)
    assert found.outcome().changed == (replace(ACTION, **{field: value}),)  # type: ignore[arg-type]


def test_a_target_that_is_no_number_is_kept_as_words() -> None:
    found = merge(project(ACTION), returned(unchanged() | {"target": "1级"}), base_of)
    assert (found.outcome().changed[0].target, found.outcome().changed[0].target_text) == (None, "1级")


def test_a_spreadsheet_that_drops_the_last_zero_of_a_target_changes_nothing() -> None:
    assert merge(project(ACTION), returned(unchanged() | {"target": "5.6"}), base_of).outcome().records == ()


def test_what_only_we_changed_stays() -> None:
    ours = replace(ACTION, owner="王五")
    found = merge(project(ours), returned(unchanged()), base_of)
    assert found.outcome().records == ()
    assert found.conflicts == ()


def test_what_both_changed_differently_is_a_conflict_and_ours_stays() -> None:
    ours = replace(ACTION, owner="王五")
    found = merge(project(ours), returned(unchanged() | {"owner": "李四", "measure": "换电机"}), base_of)
    (clash,) = found.conflicts
    assert (clash.column, clash.base, clash.ours, clash.theirs) == ("owner", "张三", "王五", "李四")
    assert found.outcome().changed == (replace(ours, measure="换电机"),)


def test_what_both_changed_alike_is_no_conflict() -> None:
    ours = replace(ACTION, owner="李四")
    found = merge(project(ours), returned(unchanged() | {"owner": "李四"}), base_of)
    assert found.outcome().records == ()
    assert found.conflicts == ()


def test_a_cell_that_could_not_be_read_changes_nothing() -> None:
    cells = unchanged()
    del cells["due"]
    assert merge(project(ACTION), returned(cells), base_of).outcome().records == ()


def test_a_row_without_an_id_is_a_new_action() -> None:
    found = merge(
        project(ACTION), returned({"measure": "加严进货检验", "owner": "赵六"}, action_id=""), base_of
    )
    (action,) = found.outcome().added
    assert (action.product_id, action.position, action.measure, action.owner) == (
        "p1",
        2,
        "加严进货检验",
        "赵六",
    )
    assert action.id != ""


def test_a_result_becomes_a_retest_and_only_once() -> None:
    found = merge(project(ACTION), returned(unchanged() | {"result": "5.71"}), base_of)
    (test,) = found.outcome().verifications
    assert (test.action_id, test.raw) == ("a1", "5.71")
    again = merge(project(ACTION, test), returned(unchanged() | {"result": "5.71"}), base_of)
    assert again.outcome().records == ()


def test_a_retest_that_both_sides_entered_differently_is_a_conflict() -> None:
    ours = project(ACTION, Verification("v1", "a1", raw="5.65"))
    found = merge(ours, returned(unchanged() | {"result": "5.71"}), base_of)
    assert [one.column for one in found.conflicts] == ["result"]
    assert found.outcome().records == ()


def test_a_row_that_the_plan_no_longer_has_is_told_and_not_revived() -> None:
    found = merge(project(), returned(unchanged() | {"owner": "李四"}), base_of)
    assert found.outcome().records == ()
    assert [line.place.cell for line in found.of(Fate.UNKNOWN)] == ["U5"]


def test_a_row_missing_in_the_workbook_is_told_and_not_removed() -> None:
    plan = ReturnedPlan("plan.xlsx", "home", "p1", {"a1": base_of(ACTION, "")}, ())
    found = merge(project(ACTION), plan, base_of)
    assert [line.action for line in found.of(Fate.MISSING)] == [ACTION]
    assert found.outcome().records == ()


def test_an_action_born_after_the_export_is_not_missing() -> None:
    later = replace(ACTION, id="a2", position=2)
    plan = ReturnedPlan("plan.xlsx", "home", "p1", {}, ())
    assert merge(project(later), plan, base_of).lines == ()


def test_the_plan_of_another_project_is_refused() -> None:
    with pytest.raises(AppError, match="another project"):
        merge(project(ACTION), replace(returned(unchanged()), project_id="elsewhere"), base_of)
