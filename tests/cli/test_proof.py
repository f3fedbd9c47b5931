"""From gap to proof by the command line, on the three sample categories."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from compare_app.domain.closing import lack
from compare_app.domain.digest import actions_of
from compare_app.domain.edit import Edit
from compare_app.domain.loop import Action, Attachment, SignOff, Snapshot, Verification
from compare_app.domain.model import Indicator, Product, Result
from compare_app.domain.terms import ActionStatus, ActionType, Basis, Direction, Role
from compare_app.errors import AppError
from compare_app.text.message import M
from compare_app.workspace import Workspace
from tests.cli.conftest import Run

DAY = "2026-11-20"
SAMPLES = ("示例瓷质砖 SL-T80", "示例LED筒灯 SL-D05", "示例空调 SL-AC35")


def opened(path: Path) -> Workspace:
    return Workspace.open(path)


def first_measure(path: Path, product: str) -> tuple[Action, Indicator]:
    """The first row of the plan that a measurement can meet, with a number as its target."""
    workspace = opened(path)
    try:
        chosen = next(one for one in workspace.our_products() if one.name == product)
        for action in actions_of(workspace.project, chosen.id):
            indicator = workspace.project.get(Indicator, action.indicator_id)
            measured = indicator is not None and not indicator.formula
            if (
                indicator is not None
                and measured
                and action.target
                and action.action_type is not ActionType.STANDARD
            ):
                return action, indicator
        raise AssertionError("the sample has no such row")
    finally:
        workspace.close()


def better(action: Action, indicator: Indicator, by: str) -> str:
    assert action.target is not None
    sign = -1 if indicator.direction is Direction.SMALLER else 1
    return str(action.target * (1 + sign * Decimal(by)))


@pytest.fixture
def planned(project: Path, run: Run, tmp_path: Path) -> Path:
    """The samples with a plan for each product."""
    workspace = opened(project)
    for one in workspace.our_products():
        rows = workspace.propose_actions(one.id)
        workspace.apply(Edit(M("Plan"), rows))
    workspace.close()
    return project


@pytest.mark.parametrize("product", SAMPLES)
def test_the_loop_from_gap_to_proof(planned: Path, run: Run, tmp_path: Path, product: str) -> None:
    action, indicator = first_measure(planned, product)
    argv = ("--product", product)
    assert run("snapshot", planned, *argv, "--title", "立项", "--date", "2026-11-01").code == 0
    missed = ",".join([better(action, indicator, "-0.02"), better(action, indicator, "-0.03")])
    met = ",".join(better(action, indicator, by) for by in ("0.01", "0.02", "0.03"))
    proof = ("--report", "WT-1", "--sample", "S-1", "--date", "2026-11-10", "--author", "李工")
    before = results_of(planned, product)

    dry = run("retest", planned, *argv, "--set", f"{indicator.code}={missed}", *proof, "--dry-run")
    assert dry.code == 1
    assert "target not met" in dry.out
    assert results_of(planned, product) == before
    told = run("retest", planned, *argv, "--set", f"{indicator.code}={missed}", *proof)
    assert (told.code, "target not met" in told.out) == (1, True)
    assert action_now(planned, action).status is ActionStatus.NOT_MET
    proof = ("--report", "WT-2", "--sample", "S-2", "--date", DAY, "--author", "李工")
    told = run("retest", planned, *argv, "--set", f"{indicator.code}={met}", *proof)
    assert (told.code, "target met" in told.out) == (0, True)
    assert action_now(planned, action).status is ActionStatus.VERIFIED

    workspace = opened(planned)
    ours = next(one for one in workspace.our_products() if one.name == product)
    kept = [one for one in workspace.project.all(Product).values() if one.earlier_of == ours.id]
    assert [one.name for one in kept] == [f"{product}（2026-11-10 前）", f"{product}（{DAY} 前）"]
    assert [one.primary for one in kept] == [False, True]
    assert {one.role for one in kept} == {Role.OWN_HISTORY}
    assert bare(workspace.results(kept[0].id)) == before
    rows = [one for one in workspace.results(ours.id) if one.indicator_id == indicator.id]
    assert [one.raw for one in rows if one.basis is Basis.TESTED] == met.split(",")
    others = {one.id for one in workspace.our_products()} - {ours.id}
    for other in others:  # what one product was before is no yardstick of another
        gaps = {gap.product_id for row in workspace.compare(other).indicators for gap in row.gaps}
        assert not gaps & {one.id for one in kept}
    workspace.close()

    said = json.loads(run("improvement", planned, *argv, "--from", "立项", "--date", DAY, "--json").out)
    row = next(one for one in said["indicators"] if one["indicator_id"] == indicator.id)
    assert Decimal(row["absolute"]) > 0
    assert row["met"] is True
    assert row["verification"]["raw"] == "; ".join(met.split(","))
    rest = [one for one in said["indicators"] if one["reason"] and one["reason"]["en"] == "not tested again"]
    assert rest
    assert all(one["absolute"] is None and one["conclusion"] is None for one in rest)
    assert said["limits"]
    assert {one["verdict"] for one in said["limits"]} == {"equal"}
    last = json.loads(run("improvement", planned, *argv, "--date", DAY, "--json").out)
    assert last["limits"] == []
    assert last["limits_reason"]["en"]

    cover_a_items(planned, product)
    for kind, name in (("drawn_up", "甲"), ("checked", "乙"), ("approved", "甲")):
        assert run("sign", planned, *argv, "--as", kind, "--name", name, "--date", DAY).code == 0
    listed = run("signatures", planned, *argv)
    assert "drawn up and approved by the same person" in listed.out
    assert "unchanged since" in listed.err
    found = run("check", planned)
    assert (found.code, "Change record: " in found.out) == (0, True)


def results_of(path: Path, product: str) -> list[Result]:
    workspace = opened(path)
    ours = next(one for one in workspace.our_products() if one.name == product)
    found = bare(workspace.results(ours.id))
    workspace.close()
    return found


def bare(rows: tuple[Result, ...]) -> list[Result]:
    from dataclasses import replace

    return [replace(one, product_id="") for one in rows]


def action_now(path: Path, action: Action) -> Action:
    workspace = opened(path)
    found = workspace.project.all(Action)[action.id]
    workspace.close()
    return found


def cover_a_items(path: Path, product: str) -> None:
    """A row for every A item that fails, as the approval asks."""
    workspace = opened(path)
    ours = next(one for one in workspace.our_products() if one.name == product)
    rows = workspace.propose_actions(ours.id)
    if rows:
        workspace.apply(Edit(M("Plan"), rows))
    workspace.close()


def test_nothing_closes_without_proof(planned: Path, run: Run) -> None:
    from dataclasses import replace

    action, indicator = first_measure(planned, SAMPLES[2])
    workspace = opened(planned)
    closed = replace(action, status=ActionStatus.VERIFIED, evidence="见报告")
    met = better(action, indicator, "0.01")
    attempts = (
        (),
        (Verification("v1", action.id, raw=met, met=True),),  # without a report or a file
        (Verification("v1", action.id, raw=met, met=None, report_id=""),),
        (Verification("v1", action.id, waived_by="王总"),),
        (Verification("v1", action.id, raw=better(action, indicator, "-0.1"), met=True),
         Attachment("f", "0" * 64, "报告.pdf", 1, kind="Verification", record="v1")),  # not true
    )  # fmt: skip
    for puts in attempts:
        with pytest.raises(AppError, match="cannot be closed") as error:
            workspace.apply(Edit(M("Close"), (*puts, closed)))
        assert error.value.code == "PLAN-VERIFY"
        assert workspace.project.all(Action)[action.id] == action
    file = Attachment("f", "0" * 64, "报告.pdf", 1, kind="Verification", record="v1")
    workspace.apply(Edit(M("Close"), (Verification("v1", action.id, raw=met, met=True), file, closed)))
    assert lack(workspace.project, closed) is None
    assert action.target is not None
    harder = replace(closed, target=Decimal(better(action, indicator, "0.5")))
    with pytest.raises(AppError, match="as it stands now"):
        workspace.apply(Edit(M("Harder"), (harder,)))
    workspace.apply(Edit(M("Note"), (replace(closed, note="x"),)))  # a closed row keeps its proof
    workspace.close()


def test_a_waiver_needs_a_name_and_a_reason(planned: Path, run: Run) -> None:
    action, _ = first_measure(planned, SAMPLES[2])
    for by, reason in (("", "无样品"), ("王总", " ")):
        refused = run("waive", planned, "--action", action.id, "--by", by, "--reason", reason)
        assert (refused.code, "a name and a reason" in refused.err) == (1, True)
    assert run("waive", planned, "--action", "nothing", "--by", "王", "--reason", "x").code == 1
    assert run("waive", planned, "--action", action.id, "--by", "王总", "--reason", "停产").code == 0
    assert action_now(planned, action).status is ActionStatus.VERIFIED
    assert (
        "waived by 王总"
        in run("improvement", planned, "--product", SAMPLES[2], "--from", taken(planned, run)).out
    )


def test_a_pass_is_said_before_and_after_and_not_as_missing(planned: Path, run: Run) -> None:
    said = run("improvement", planned, "--product", SAMPLES[2], "--from", taken(planned, run)).out
    assert "conforms → conforms" in said
    assert "— →" not in said


def taken(path: Path, run: Run) -> str:
    assert run("snapshot", path, "--product", SAMPLES[2], "--title", "初版").code == 0
    return "初版"


def test_a_changed_state_is_not_signed(planned: Path, run: Run) -> None:
    argv = ("--product", SAMPLES[1])
    early = run("sign", planned, *argv, "--as", "checked", "--name", "乙")
    assert (early.code, "comes first" in early.err) == (1, True)
    assert run("sign", planned, *argv, "--as", "drawn_up", "--name", "甲").code == 0
    action, indicator = first_measure(planned, SAMPLES[1])
    value = better(action, indicator, "0.01")
    proof = ("--report", "R", "--sample", "S", "--date", DAY)
    assert run("retest", planned, *argv, "--set", f"{indicator.code}={value}", *proof).code == 0
    late = run("sign", planned, *argv, "--as", "checked", "--name", "乙")
    assert late.code == 1
    assert "changed since it was drawn up" in late.err
    assert SAMPLES[1] in late.err  # what changed, by name
    assert "Sign anew from drawn up" in late.err
    veto = run("sign", planned, *argv, "--as", "checked", "--name", "总监", "--veto")
    assert (veto.code, "needs a reason" in veto.err) == (1, True)
    veto = run("sign", planned, *argv, "--as", "checked", "--name", "总监", "--veto", "--reason", "样品不明")
    assert (veto.code, "sent back" in veto.out) == (0, True)
    again = run("sign", planned, *argv, "--as", "approved", "--name", "丙")
    assert (again.code, "sent back on" in again.err) == (1, True)


def test_a_named_release_is_signed_and_an_approval_outdated_by_a_change(planned: Path, run: Run) -> None:
    argv = ("--product", SAMPLES[0])
    run("snapshot", planned, *argv, "--title", "稿")
    for kind, name in (("drawn_up", "甲"), ("checked", "乙"), ("approved", "丙")):
        named = ("--snapshot", "稿") if kind == "drawn_up" else ()
        assert run("sign", planned, *argv, "--as", kind, "--name", name, *named).code == 0
    workspace = opened(planned)
    assert len(workspace.project.all(Snapshot)) == 1
    assert {one.snapshot_id for one in workspace.project.all(SignOff).values()} == set(
        workspace.project.all(Snapshot)
    )
    ours = next(one for one in workspace.our_products() if one.name == SAMPLES[0])
    standing = next(one for one in workspace.overview() if one.product_id == ours.id)
    assert (standing.signed, standing.changed) == (True, False)
    action = actions_of(workspace.project, ours.id)[0]
    from dataclasses import replace

    workspace.apply(Edit(M("Owner"), (replace(action, owner="赵"),)))
    standing = next(one for one in workspace.overview() if one.product_id == ours.id)
    assert (standing.signed, standing.changed) == (False, True)
    workspace.undo()
    standing = next(one for one in workspace.overview() if one.product_id == ours.id)
    assert (standing.signed, standing.changed) == (True, False)
    workspace.close()


def test_an_approval_waits_for_a_row_about_every_failed_a_item(project: Path, run: Run) -> None:
    from dataclasses import replace

    from compare_app.domain.terms import Severity

    argv = ("--product", SAMPLES[2])
    workspace = opened(project)
    ours = next(one for one in workspace.our_products() if one.name == SAMPLES[2])
    failed = workspace.compare(ours.id).assessment.overall.failed
    assert failed
    graver = [replace(workspace.project.all(Indicator)[one], severity=Severity.A) for one in failed]
    workspace.apply(Edit(M("A"), tuple(graver)))
    workspace.close()
    for kind in ("drawn_up", "checked"):
        assert run("sign", project, *argv, "--as", kind, "--name", "甲").code == 0
    refused = run("sign", project, *argv, "--as", "approved", "--name", "丙")
    assert (refused.code, graver[0].name in refused.err) == (1, True)


def test_a_file_of_a_re_test(planned: Path, run: Run, tmp_path: Path) -> None:
    action, indicator = first_measure(planned, SAMPLES[2])
    file = tmp_path / "复测.json"
    body = {
        "date": DAY,
        "report": {"number": "WT-9", "laboratory": "某检测院"},
        "sample": {"code": "S-9", "kind": "series"},
        "results": [
            {"indicator": indicator.name, "values": [better(action, indicator, "0.01")], "uncertainty": "0.1"}
        ],
    }
    file.write_text(json.dumps(body, ensure_ascii=False), encoding="utf-8")
    assert run("retest", planned, "--product", SAMPLES[2], file).code == 0
    workspace = opened(planned)
    (one,) = workspace.project.all(Verification).values()
    assert (str(one.on), one.met, one.action_id) == (DAY, True, action.id)
    ours = next(two for two in workspace.our_products() if two.name == SAMPLES[2])
    (row,) = (two for two in workspace.results(ours.id) if two.report_id == one.report_id)
    assert row.uncertainty == Decimal("0.1")
    workspace.close()
    for harm, said in (
        ({"results": [{"indicator": "nichts", "values": ["1"]}]}, "names no indicator"),
        ({"results": [{"indicator": indicator.code, "values": ["未检"]}]}, "is no value"),
        ({"results": [{"indicator": indicator.code, "values": [5]}]}, "list of texts"),
        (
            {"results": [{"indicator": indicator.code, "values": ["5"], "uncertainty": "-1"}]},
            "no positive number",
        ),
        ({"results": {}}, "no list named"),
        ({"report": {}}, "number of its report"),
        ({"date": "gestern"}, "is no date"),
    ):
        file.write_text(json.dumps({**body, **harm}, ensure_ascii=False), encoding="utf-8")
        refused = run("retest", planned, "--product", SAMPLES[2], file)
        assert (refused.code, said in refused.err) == (1, True), refused.err
    file.write_text("{", encoding="utf-8")
    assert "no JSON" in run("retest", planned, "--product", SAMPLES[2], file).err


def test_our_workbook_as_a_re_test(planned: Path, run: Run, tmp_path: Path) -> None:
    """The sample's own workbook again, as if a laboratory had filled it in: equal values are a re-test too."""
    from tests.cli.conftest import SAMPLES as FOLDER

    book = tmp_path / "复测.xlsx"
    proof = ("--report", "WT-3", "--sample", "S-3", "--date", DAY)
    source = FOLDER / "room_air_conditioners.xlsx"
    book.write_bytes(source.read_bytes())
    refused = run("retest", planned, "--product", SAMPLES[2], book, *proof)
    assert (refused.code, "in this project already" in refused.err) == (1, True)
    import openpyxl

    changed = openpyxl.load_workbook(source)
    changed.properties.title = "another file"
    changed.save(book)
    before = len(results_of(planned, SAMPLES[2]))
    told = run("retest", planned, "--product", SAMPLES[2], book, *proof)
    assert "target" in told.out, told.err
    assert len(results_of(planned, SAMPLES[2])) == before
