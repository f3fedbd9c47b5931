"""The loop as a quick eye lets it pass: what if over a person's verdict, notes beside values, plans taken half."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from compare_app.domain.edit import Edit
from compare_app.domain.loop import Action, Verification
from compare_app.domain.model import Override, PackImport, Product, Sample, TestReport
from compare_app.domain.plan_columns import PLAN_COLUMNS
from compare_app.domain.plan_review import Fate, PlanMerge
from compare_app.domain.record import Record
from compare_app.domain.retest import Retest, values_of
from compare_app.domain.terms import ActionStatus, ActionType, Conformity, Role, SampleKind, SignOffKind
from compare_app.errors import AppError
from compare_app.text.message import M
from compare_app.text.wording import Wording
from compare_app.workspace import Workspace
from tests.engine import made

DAY, ON = date(2026, 11, 20), date(2026, 11, 23)
OWN = made.own_standard()
ON_X, ON_D = made.requirement(OWN.id, "x", "≥35"), made.requirement(OWN.id, "d", "≥70")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    found = Workspace.create(tmp_path / "x.dcmp")
    fill(
        found,
        made.CATEGORY,
        made.indicator("x"),
        made.indicator("d", formula="x * 2", position=2, rounding=None),
        made.product("ours", Role.OURS),
        OWN,
        ON_X,
        ON_D,
        *made.executes("ours", OWN),
        *made.results("ours", "x", "33", "34", "35"),
    )
    yield found
    found.close()


def fill(workspace: Workspace, *records: Record) -> None:
    workspace.apply(Edit(M("Fill"), records))


def row(target: str, name: str = "a") -> Action:
    return Action(name, "ours", 1, "gap", "x", target=Decimal(target), unit="MPa")


def given(workspace: Workspace, number: str, *texts: str, day: date = DAY) -> Retest:
    indicator = next(one for one in workspace.project.indicators("cat") if one.code == "x")
    report, sample = TestReport("", number), Sample("", "ours", f"S{number}")
    return Retest("ours", values_of(indicator, texts), report, sample, day, "李")


# --- what if ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "target"), [(Conformity.FAIL, "50"), (Conformity.PASS, "20"), (Conformity.FAIL, "20")]
)
def test_a_verdict_on_a_present_value_says_nothing_of_a_target(
    workspace: Workspace, said: Conformity, target: str
) -> None:
    for demand in (ON_X, ON_D):
        fill(workspace, Override(demand.id, f"result:ours:{demand.id}", said.value, "复核", "王"))
    supposed = workspace.what_if("ours", {"x": target}, ON).after
    assert [one.conformity for one in workspace.compare("ours", ON).indicators[0].judgements] == [said]
    workspace.retest(given(workspace, "1", target))
    stored = workspace.compare("ours", ON)
    assert [row.judgements for row in supposed.indicators] == [row.judgements for row in stored.indicators]
    assert supposed.ladder == stored.ladder


# --- before and after ------------------------------------------------------------------------------------------------


def test_a_note_beside_a_value_is_no_re_test(workspace: Workspace) -> None:
    before = workspace.release("ours", "一", ON, "王")
    first = workspace.results("ours")[0]
    fill(workspace, replace(first, note="已核对原始记录"))
    changes = workspace.improvement("ours", before.id, on=ON).indicators
    assert [(one.gap, str(one.reason)) for one in changes] == [(None, "not tested again")] * 2


# --- closing ---------------------------------------------------------------------------------------------------------


def test_no_way_round_by_the_kind_of_a_row(workspace: Workspace) -> None:
    fill(workspace, row("36"))
    workspace.retest(given(workspace, "1", "37"))
    closed = workspace.project.all(Action)["a"]
    assert closed.status is ActionStatus.VERIFIED
    with pytest.raises(
        AppError
    ) as refused:  # our standard says ≥35: a re-test proves nothing of what it says
        fill(workspace, replace(closed, action_type=ActionType.STANDARD, target=Decimal(50)))
    assert refused.value.code == "PLAN-VERIFY"
    about_standard = replace(closed, action_type=ActionType.STANDARD, target=Decimal(35))
    fill(workspace, about_standard)
    with pytest.raises(AppError) as refused:
        fill(workspace, replace(about_standard, action_type=closed.action_type, target=Decimal(50)))
    assert refused.value.code == "PLAN-VERIFY"


# --- plans that come back --------------------------------------------------------------------------------------------


def returned(workspace: Workspace, tmp_path: Path, cells: dict[tuple[str, str], str]) -> PlanMerge:
    """The plan exported, edited as `cells` say (row id, column), and read back."""
    path = tmp_path / "方案.xlsx"
    words = Wording.load("zh_CN")
    workspace.export("ours", path, words, on=ON)
    book = openpyxl.load_workbook(path)
    sheet = book[words(M("Improvement plan"))]
    titles = {words(one.title): one.key for one in PLAN_COLUMNS}
    head = next(line for line in sheet.iter_rows() if sum(str(one.value) in titles for one in line) > 10)
    at = {titles[str(one.value)]: one.column for one in head if str(one.value) in titles}
    rows = {sheet.cell(line, at["id"]).value: line for line in range(head[0].row + 1, sheet.max_row + 1)}
    for (name, column), text in cells.items():
        sheet.cell(rows[name], at[column]).value = text
    book.save(path)
    return workspace.merge_plan(path)


def test_a_target_beyond_the_proof_of_a_closed_row_is_held(workspace: Workspace, tmp_path: Path) -> None:
    fill(workspace, row("36"))
    workspace.retest(given(workspace, "1", "37"))
    found = returned(workspace, tmp_path, {("a", "target"): "40", ("a", "owner"): "丁"})
    assert {one.column: one.fate for one in found.lines} == {"target": Fate.UNPROVEN, "owner": Fate.CHANGED}
    assert [one.code for one in found.issues] == ["PLAN-PROOF"]
    workspace.take_plan(found)
    stored = workspace.project.all(Action)["a"]
    assert (stored.status, stored.target, stored.owner) == (ActionStatus.VERIFIED, Decimal(36), "丁")


def test_a_row_is_not_closed_by_a_proof_of_less(workspace: Workspace, tmp_path: Path) -> None:
    fill(workspace, row("36"))
    workspace.retest(given(workspace, "1", "37"))
    fill(workspace, replace(workspace.project.all(Action)["a"], status=ActionStatus.RUNNING))
    found = returned(workspace, tmp_path, {("a", "target"): "40", ("a", "status"): "已验证"})
    assert {one.column: one.fate for one in found.lines} == {"status": Fate.UNPROVEN, "target": Fate.CHANGED}
    workspace.take_plan(found)
    stored = workspace.project.all(Action)["a"]
    assert (stored.status, stored.target) == (ActionStatus.RUNNING, Decimal(40))


def test_a_refused_plan_leaves_no_re_test_behind(workspace: Workspace, tmp_path: Path) -> None:
    fill(workspace, row("36"), replace(row("36", "b"), position=2))
    workspace.retest(given(workspace, "1", "37"))
    fill(workspace, replace(workspace.project.all(Action)["a"], status=ActionStatus.RUNNING))
    found = returned(workspace, tmp_path, {("a", "status"): "已验证", ("b", "result"): "36.5"})
    workspace.retest(given(workspace, "2", "30"))  # since it was reviewed
    before = dict(workspace.project.all(Verification))
    with pytest.raises(AppError) as refused:
        workspace.take_plan(found)
    assert refused.value.code == "PLAN-VERIFY"
    assert workspace.project.all(Verification) == before


# --- re-tests --------------------------------------------------------------------------------------------------------


def test_an_earlier_test_does_not_take_the_place_of_a_later_one(workspace: Workspace) -> None:
    fill(workspace, made.indicator("y", position=3))
    workspace.retest(given(workspace, "2", "45"))
    stood = workspace.results("ours")
    with pytest.raises(AppError) as refused:
        workspace.retest(given(workspace, "1", "41", day=date(2026, 11, 10)))
    assert refused.value.code == "RETEST-EARLIER"
    assert workspace.results("ours") == stood
    late = given(workspace, "1", "41", day=date(2026, 11, 10))
    workspace.retest(replace(late, results=tuple(replace(one, indicator_id="y") for one in late.results)))
    assert {one.raw for one in workspace.results("ours")} == {"45", "41"}
    workspace.retest(given(workspace, "2", "45", day=date(2026, 11, 19)))  # its day, corrected
    assert workspace.results("ours")[0].tested_on == date(2026, 11, 19)


def test_a_known_report_and_sample_are_completed_and_never_overwritten(workspace: Workspace) -> None:
    fill(workspace, TestReport("r", "1", laboratory="省院"), Sample("s", "ours", "S1", batch="B1"))
    first = given(workspace, "1", "40")
    stated = replace(first, report=replace(first.report, laboratory="别处", cma="CMA-7"))
    workspace.retest(replace(stated, sample=replace(first.sample, batch="B2", kind=SampleKind.SERIES)))
    (report,), (sample,) = workspace.project.all(TestReport).values(), workspace.project.all(Sample).values()
    assert (report.laboratory, report.cma) == ("省院", "CMA-7")
    assert (sample.batch, sample.kind) == ("B1", SampleKind.SERIES)


def test_a_product_renamed_between_two_re_tests_of_a_day_keeps_one_earlier_state(
    workspace: Workspace,
) -> None:
    workspace.retest(given(workspace, "1", "40"))
    fill(workspace, replace(workspace.project.all(Product)["ours"], name="ours 新"))
    workspace.retest(given(workspace, "2", "45"))
    earlier = [one for one in workspace.project.products("cat") if one.earlier_of]
    assert [[one.raw for one in workspace.results(state.id)] for state in earlier] == [["33", "34", "35"]]


def test_a_measured_value_does_not_follow_its_formula(workspace: Workspace) -> None:
    fill(workspace, replace(row("80"), indicator_id="d"))
    first = given(workspace, "1", "60")
    workspace.retest(replace(first, results=tuple(replace(one, indicator_id="d") for one in first.results)))
    fill(workspace, Override("o", f"result:ours:{ON_D.id}", Conformity.PASS.value, "复核", "王"))
    found = workspace.retest(given(workspace, "2", "50", day=date(2026, 11, 21)))
    assert found.judged == (), "nobody measured it again"
    assert [one.raw for one in workspace.project.all(Verification).values()] == ["60"]
    assert f"result:ours:{ON_D.id}" in {one.subject for one in workspace.project.all(Override).values()}
    changes = workspace.improvement("ours", on=ON).indicators
    assert [(str(one.reason), one.gap is None) for one in changes] == [
        ("None", False),
        ("not tested again", True),
    ]


# --- signatures ------------------------------------------------------------------------------------------------------


def test_a_pack_of_another_category_ends_no_signature(workspace: Workspace) -> None:
    words = Wording.load("zh_CN")
    for kind, name in zip(SignOffKind, ("甲", "乙", "丙"), strict=True):
        workspace.sign("ours", kind, name, words, on=ON)
    fill(workspace, PackImport("other", "led", "灯具", "2", "0", digests='{"Category/led": "1"}'))
    assert workspace.signed_state("ours").changed is False
    fill(workspace, PackImport("mine", "tiles", "瓷砖", "2", "0", digests='{"Category/cat": "1"}'))
    assert workspace.signed_state("ours").changed is True


# --- the project as a workbook ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_an_earlier_state_stays_its_products_own_through_the_workbook(
    workspace: Workspace, tmp_path: Path, language: str
) -> None:
    sample = Sample("s", "ours", "S1", batch="2026-04", kind=SampleKind.SERIES)
    tested = [replace(one, sample_id="s") for one in made.results("ours", "y", "30", "31", "32")]
    sibling = made.product("sibling", Role.OURS)
    fill(
        workspace,
        made.indicator("y", position=3),
        sample,
        sibling,
        *tested,
        *made.results("sibling", "x", "40"),
    )
    workspace.retest(given(workspace, "9", "45"))
    path = tmp_path / "项目.xlsx"
    workspace.export_project(path, Wording.load(language))
    assert not workspace.read(path).records, "the same project has all of it"
    other = Workspace.create(tmp_path / "other.dcmp")
    try:
        draft = other.read(path)
        assert not draft.issues
        other.commit(draft)
        ours, twin = (
            next(one for one in other.our_products() if one.name == name) for name in ("ours", "sibling")
        )
        assert [one.batch for one in other.project.all(Sample).values()] == ["2026-04", ""]
        changes = other.improvement(ours.id, on=ON).indicators
        assert [str(one.reason) for one in changes] == ["None", "None", "not tested again"]
        assert not any(row.gaps for row in other.compare(twin.id, ON).indicators), (
            "no benchmark of another product"
        )
    finally:
        other.close()
