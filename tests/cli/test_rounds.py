"""A comparison as a project, from the draft to the archive, past every guard (R50); files beside records."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from compare_app.domain.edit import Edit
from compare_app.domain.loop import Action, Round, RoundMove, Snapshot
from compare_app.domain.model import Product
from compare_app.domain.rounds import ORDER, revise, rounds_of, state_of
from compare_app.domain.terms import ActionStatus, ActionType, Role, RoundState, Severity, SignOffKind
from compare_app.domain.value import Number
from compare_app.errors import AppError
from compare_app.text.message import M
from compare_app.text.wording import Wording
from compare_app.workspace import Workspace, named
from tests.cli.conftest import Run

TILE = "示例瓷质砖 SL-T80"
ON = date(2026, 11, 27)
WORDS = Wording.load("en")


@pytest.fixture
def project(sample_project: Path, tmp_path: Path) -> Path:
    """A copy of the samples."""
    return Path(shutil.copy(sample_project, tmp_path / "立项.dcmp"))


@pytest.fixture
def tile(project: Path) -> str:
    """The id of our tile."""
    workspace = Workspace.open(project)
    found = named(workspace.project.all(Product).values(), TILE).id
    workspace.close()
    return found


def state(project: Path, tile: str) -> RoundState:
    workspace = Workspace.open(project)
    try:
        return state_of(workspace.project, rounds_of(workspace.project, tile)[-1].id)
    finally:
        workspace.close()


def obstacles(project: Path, tile: str) -> list[str]:
    workspace = Workspace.open(project)
    try:
        standing = workspace.round_standing(tile, ON)
        assert standing is not None
        return [WORDS(one) for one in standing.obstacles]
    finally:
        workspace.close()


def moved(run: Run, project: Path, to: RoundState, reason: str = "") -> int:
    found = run("round", project, "--product", TILE, "--move", to.value, "--author", "李工", "--date", ON,
                *(["--reason", reason] if reason else []))  # fmt: skip
    return found.code


def edited(project: Path, *records: Action | Product) -> None:
    workspace = Workspace.open(project)
    workspace.apply(Edit(M("By hand"), records), "李工")
    workspace.close()


def refused(run: Run, project: Path, tile: str, to: RoundState, why: str) -> None:
    """The move is refused with its reason, and the round stays where it is."""
    before = state(project, tile)
    assert any(why in one for one in obstacles(project, tile)), obstacles(project, tile)
    found = run("round", project, "--product", TILE, "--move", to.value, "--author", "李工", "--date", ON)
    assert found.code == 1
    assert why in found.err
    assert state(project, tile) is before


def test_from_the_draft_to_the_archive_and_a_year_later_again(run: Run, project: Path, tile: str) -> None:
    assert run("round", project, "--product", TILE).code == 1, "nothing is opened by itself"
    run("round", project, "--product", TILE, "--new", "瓷质砖 2026", "--leader", "王总", "--market", "华南",
        "--date", ON)  # fmt: skip
    assert run("round", project, "--product", TILE, "--new", "另一轮").code == 1, "one at a time"

    refused(run, project, tile, RoundState.INDICATORS_SET, "nobody has confirmed the decision rule")
    run(
        "rule",
        project,
        "--category",
        "陶瓷砖 BIa",
        "--guard",
        "none",
        "--author",
        "李工",
        "--reason",
        "立项时约定",
    )
    assert moved(run, project, RoundState.GAPS_CONFIRMED) == 1, "no state is skipped"
    moved(run, project, RoundState.INDICATORS_SET)
    assert state(project, tile) is RoundState.INDICATORS_SET

    workspace = Workspace.open(project)
    rivals = [
        one
        for one in workspace.project.products(workspace.project.all(Product)[tile].category_id)
        if one.primary and one.role in (Role.DOMESTIC, Role.INTERNATIONAL)
    ]
    workspace.close()
    assert rivals
    edited(project, replace(rivals[0], reason=""))
    refused(run, project, tile, RoundState.COMPARING, "has no reason")
    edited(project, *(replace(one, reason="公开评价领先，取样可得") for one in rivals))
    moved(run, project, RoundState.COMPARING)
    moved(run, project, RoundState.GAPS_CONFIRMED)
    assert state(project, tile) is RoundState.GAPS_CONFIRMED

    refused(run, project, tile, RoundState.PLAN_APPROVED, "there are gaps and the plan has no row")
    workspace = Workspace.open(project)
    rows = [one for one in workspace.propose_actions(tile, ON) if one.action_type is not ActionType.STANDARD]
    assert len(rows) == 2
    workspace.apply(Edit(M("Plan"), tuple(rows)), "李工")
    workspace.close()
    refused(run, project, tile, RoundState.PLAN_APPROVED, "not approved")
    workspace = Workspace.open(project)
    for kind, name in zip(SignOffKind, ("李工", "赵工", "王总")):
        workspace.sign(tile, kind, name, WORDS, title="方案", on=ON)
    workspace.close()
    moved(run, project, RoundState.PLAN_APPROVED)
    assert state(project, tile) is RoundState.PLAN_APPROVED

    refused(run, project, tile, RoundState.IMPLEMENTING, "without an owner")
    edited(project, *(replace(one, owner="陈工") for one in rows))
    moved(run, project, RoundState.IMPLEMENTING)
    refused(run, project, tile, RoundState.VERIFYING, "no row of the plan waits for its re-test yet")
    first, second = (replace(one, owner="陈工") for one in rows)
    edited(project, replace(first, status=ActionStatus.TO_VERIFY))
    moved(run, project, RoundState.VERIFYING)

    refused(run, project, tile, RoundState.ARCHIVED, "is not closed")
    edited(project, replace(second, status=ActionStatus.CANCELLED))
    assert run("waive", project, "--action", first.id, "--by", "王总", "--reason", "客户不再要求").code == 0
    refused(run, project, tile, RoundState.ARCHIVED, "cancelled without a reason")
    edited(project, replace(second, status=ActionStatus.CANCELLED, note="与另一措施合并"))
    assert moved(run, project, RoundState.ARCHIVED) == 0
    assert state(project, tile) is RoundState.ARCHIVED

    assert moved(run, project, RoundState.VERIFYING) == 1, "the way back needs a reason"
    assert state(project, tile) is RoundState.ARCHIVED
    assert moved(run, project, RoundState.VERIFYING, "复测报告有误") == 0
    moved(run, project, RoundState.ARCHIVED)
    run("round", project, "--product", TILE, "--new", "瓷质砖 2027", "--date", date(2027, 11, 27))
    assert state(project, tile) is RoundState.DRAFT

    workspace = Workspace.open(project)
    first_round = rounds_of(workspace.project, tile)[0]
    told = [one for one in workspace.project.all(RoundMove).values() if one.round_id == first_round.id]
    assert len(workspace.project.all(Round)) == 2
    assert [one.state for one in told] == [*ORDER[1:], RoundState.VERIFYING, RoundState.ARCHIVED]
    assert told[-2].reason == "复测报告有误"
    assert len(workspace.project.all(Snapshot)) == 1
    workspace.close()


def round_of(project: Path, tile: str) -> Round:
    workspace = Workspace.open(project)
    found = rounds_of(workspace.project, tile)[-1]
    workspace.close()
    return found


def test_the_facts_of_a_round_are_changed_undone_and_kept_in_the_record(
    run: Run, project: Path, tile: str
) -> None:
    assert run("round", project, "--product", TILE, "--edit", "--leader", "王总").code == 1, "nothing is open"
    run("round", project, "--product", TILE, "--new", "瓷质砖 2026", "--leader", "王总", "--team", "技术部",
        "--date", ON, "--due", "2027-06-30")  # fmt: skip
    before = round_of(project, tile)
    assert (before.opened, before.due) == (ON, date(2027, 6, 30))
    lost = run("round", project, "--product", TILE, "--leader", "李总")
    assert lost.code == 1, "facts of which nothing says whose they are"
    assert "--edit" in lost.err
    assert run("round", project, "--product", TILE, "--edit", "--new", "另一轮").code == 2

    said = run("round", project, "--product", TILE, "--edit", "--leader", " 李总 ", "--due", "", "--note",
               "展期", "--author", "赵工")  # fmt: skip
    assert "Leader: 李总" in said.err
    assert round_of(project, tile) == replace(before, leader="李总", due=None, note="展期"), "the rest stays"
    for wrong in (("--title", " "), ("--due", "2020-01-01"), ("--opened", "明天")):
        assert run("round", project, "--product", TILE, "--edit", *wrong).code != 0
    assert round_of(project, tile).leader == "李总"

    workspace = Workspace.open(project)
    last = workspace.steps()[0]
    assert (WORDS(last.label), last.author) == ("Change the facts of the round “瓷质砖 2026”", "赵工")
    before_nothing = workspace.trail()
    run("round", project, "--product", TILE, "--edit", "--leader", "李总")
    assert workspace.trail() == before_nothing, "what it says already is no step"
    workspace.undo()
    assert rounds_of(workspace.project, tile)[-1] == before
    workspace.close()


def test_what_was_signed_in_a_round_is_seen_to_have_changed_with_its_facts(
    run: Run, project: Path, tile: str
) -> None:
    run(
        "rule", project, "--category", "陶瓷砖 BIa", "--guard", "none", "--author", "李工", "--reason", "约定"
    )
    run("sign", project, "--product", TILE, "--as", "drawn_up", "--name", "旧", "--date", ON)
    workspace = Workspace.open(project)
    (early,) = workspace.project.all(Snapshot).values()
    workspace.close()
    run("round", project, "--product", TILE, "--new", "瓷质砖 2026", "--leader", "王总", "--date", ON)
    workspace = Workspace.open(project)
    assert workspace.state_digest(tile, ON) == early.digest, (
        "a state of before the round is none of the round"
    )
    workspace.close()

    for kind, name in (("drawn_up", "李工"), ("checked", "赵工")):
        assert run("sign", project, "--product", TILE, "--as", kind, "--name", name, "--date", ON).code == 0
    assert run("round", project, "--product", TILE, "--edit", "--leader", "刘总").code in (0, 1)
    refused = run("sign", project, "--product", TILE, "--as", "approved", "--name", "王总", "--date", ON)
    assert refused.code == 1
    assert "facts of the round" in refused.err
    assert "leader: 王总 → 刘总" in refused.err
    run("round", project, "--product", TILE, "--edit", "--leader", "王总")
    signed = run("sign", project, "--product", TILE, "--as", "approved", "--name", "王总", "--date", ON)
    assert signed.code == 0, "the facts are again as they were signed"

    workspace = Workspace.open(project)
    assert workspace.signed_state(tile).changed is False
    one = rounds_of(workspace.project, tile)[-1]
    workspace.apply(Edit(M("Move"), (RoundMove("m", one.id, RoundState.INDICATORS_SET, datetime.now(UTC)),)))
    assert workspace.signed_state(tile).changed is False, "a move is no fact"
    workspace.apply(revise(workspace.project, replace(one, due=date(2028, 1, 1))))
    assert workspace.signed_state(tile).changed is True
    workspace.undo()
    assert workspace.signed_state(tile).changed is False
    workspace.apply(Edit(M("Archive"), (RoundMove("n", one.id, RoundState.ARCHIVED, datetime.now(UTC)),)))
    with pytest.raises(AppError) as found:
        revise(workspace.project, replace(one, due=date(2028, 1, 1)))
    assert found.value.code == "ROUND-ARCHIVED"
    workspace.apply(Edit(M("Next"), (Round("next", tile, "瓷质砖 2027"),)))
    assert workspace.signed_state(tile).changed is False, "the next round changes nothing of what was signed"
    workspace.close()


def test_an_a_item_that_fails_needs_a_row_before_the_plan_is_approved(project: Path, tile: str) -> None:
    workspace = Workspace.open(project)
    ready = (RoundState.INDICATORS_SET, RoundState.COMPARING, RoundState.GAPS_CONFIRMED)
    at = datetime(2026, 11, 27, tzinfo=UTC)
    moves = [RoundMove(f"m{count}", "r", to, at, "李工") for count, to in enumerate(ready)]
    category = workspace.project.all(Product)[tile].category_id
    absorption = next(one for one in workspace.project.indicators(category) if one.name == "吸水率")
    worse = [
        replace(one, raw="9.9", value=Number(Decimal("9.9")))
        for one in workspace.results(tile)
        if one.indicator_id == absorption.id
    ]
    workspace.apply(Edit(M("Round"), (Round("r", tile, "甲"), *moves)))
    workspace.apply(Edit(M("Worse"), (*worse, replace(absorption, severity=Severity.A))))
    standing = workspace.round_standing(tile, ON)
    assert standing is not None
    said = [WORDS(one) for one in standing.obstacles]
    assert "A items fail without a row in the plan: 吸水率" in said
    with pytest.raises(AppError) as found:
        workspace.move_round(tile, RoundState.PLAN_APPROVED, "李工", on=ON)
    assert found.value.code == "ROUND-GUARD"
    workspace.close()


def test_files_are_kept_listed_and_given_out(run: Run, project: Path, tmp_path: Path) -> None:
    report, twin = tmp_path / "报告.pdf", tmp_path / "别处" / "报告.pdf"
    twin.parent.mkdir()
    report.write_bytes(b"%PDF-1.7 one")
    twin.write_bytes(b"%PDF-1.7 two")
    for path in (report, report, twin):
        assert run("attach", project, path, "--to", f"product:{TILE}").code == 0
    listed = run("attachments", project).out.splitlines()
    assert len(listed) == 2, "the same file is kept once"
    assert all("报告.pdf" in line for line in listed)
    for _ in range(2):
        assert run("attachments", project, "--save", tmp_path / "取出").code == 0
    given = {path.read_bytes() for path in (tmp_path / "取出").iterdir()}
    assert given == {b"%PDF-1.7 one", b"%PDF-1.7 two"}, "neither is written over the other"
    assert run("attach", project, report, "--to", "report:没有").code == 1
    assert run("attach", project, report, "--to", "车:甲").code == 2
