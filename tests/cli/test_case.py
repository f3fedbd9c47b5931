"""The verbs `case` and `remedies`, on the sample project."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from compare_app.domain.cause import parse_diagnosis
from compare_app.domain.loop import Action, Case, Remedy
from compare_app.workspace import Workspace
from tests.cli.conftest import Run

AC = "示例空调 SL-AC35"


def stored(project: Path) -> tuple[list[Case], list[Action], list[Remedy]]:
    workspace = Workspace.open(project)
    try:
        return (
            list(workspace.project.all(Case).values()),
            list(workspace.project.all(Action).values()),
            list(workspace.project.all(Remedy).values()),
        )
    finally:
        workspace.close()


def test_a_case_from_its_opening_to_its_lesson(run: Run, project: Path) -> None:
    opening = run(
        "case", project, "--product", AC, "--open", "室内噪声", "--date", "2026-11-27",
        "--set", "containment=库存隔离", "--cause", "机: 风轮偏心", "--take", "ac-noise-in-2", "--to-plan",
    )  # fmt: skip
    assert opening.code == 0, opening.err
    assert "a B item fails" in opening.err
    assert "Immediate containment: 库存隔离" in opening.out
    (case,), (row,), lines = stored(project)
    assert case.complaint.startswith("室内噪声: 38.4~38.9 × ≤38")
    assert next(one.text for one in parse_diagnosis(case.diagnosis)) == "风轮偏心"
    assert (row.case_id, row.cause) == (case.id, "装配间隙、卡扣或螺钉不到位引起共振")
    assert lines == []

    workspace = Workspace.open(project)
    workspace.undo()
    assert not workspace.project.all(Case)
    assert not workspace.project.all(Action)
    workspace.redo()
    workspace.close()

    refused = run(
        "case", project, "--product", AC, "--show", case.number, "--close", "cured", "--follow-up", "复测"
    )
    assert refused.code == 1
    assert "no re-test" in refused.err
    closed = run(
        "case", project, "--product", AC, "--show", case.number, "--cause", "法: 螺钉漏打",
        "--set", "prescription=螺钉漏打 → 加防错", "--close", "improved", "--follow-up", "复测 37.9",
    )  # fmt: skip
    assert closed.code == 0, closed.err
    assert "to be checked" in closed.out
    assert "--learn" not in closed.err  # nothing is confirmed
    assert stored(project)[2] == []


def test_only_what_is_confirmed_is_learnt_and_only_when_asked(run: Run, project: Path) -> None:
    run("case", project, "--product", AC, "--open", "室内噪声", "--set", "prescription=加防错")
    workspace = Workspace.open(project)
    (case,) = workspace.project.all(Case).values()
    from dataclasses import replace

    from compare_app.domain.edit import Edit
    from compare_app.text.message import M

    confirmed = replace(case, diagnosis='[{"branch": "法", "cause": "螺钉漏打", "confidence": "confirmed"}]')
    workspace.apply(Edit(M("Open"), (confirmed,)))
    workspace.close()
    close = (
        "case",
        project,
        "--product",
        AC,
        "--show",
        case.number,
        "--close",
        "好转",
        "--follow-up",
        "复测",
    )
    assert "--learn" in run(*close).err
    assert stored(project)[2] == []
    run(*close, "--learn")
    (line,) = stored(project)[2]
    assert (line.cause, line.measure, line.case_id) == ("螺钉漏打", "加防错", case.id)
    assert "螺钉漏打" in run("remedies", project, "--search", "漏打").out


def test_the_record_of_a_case_as_a_workbook(run: Run, project: Path, tmp_path: Path) -> None:
    to = tmp_path / "病历.xlsx"
    made = run(
        "case",
        project,
        "--product",
        AC,
        "--open",
        "室内噪声",
        "--cause",
        "料: 风轮",
        "--to",
        to,
        lang="zh_CN",
    )
    assert made.code == 0, made.err
    said = {
        str(cell.value) for row in openpyxl.load_workbook(to).active for cell in row if cell.value is not None
    }
    assert {"主诉", "诊断", "应急措施", "处方", "医嘱", "复诊", "风轮", "○ 待查", "未填写"} <= said
    assert run("case", project, "--product", AC, "--open", "室内噪声", "--to", tmp_path / "x.doc").code == 1


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--cause", "x"), "Which case is meant?"),
        (("--show", "2026-999"), "no case 2026-999"),
        (("--open", "没有"), "no indicator"),
        (("--open", "室内噪声", "--set", "complaint"), "FIELD=TEXT"),
        (("--open", "室内噪声", "--set", "colour=red"), "no part named colour"),
        (("--open", "室内噪声", "--take", "nothing"), "no line nothing"),
        (("--open", "室内噪声", "--close", "ill", "--follow-up", "x"), "none of the words"),
    ],
)
def test_what_cannot_be_meant(run: Run, project: Path, more: tuple[str, ...], said: str) -> None:
    outcome = run("case", project, "--product", AC, *more)
    assert outcome.code == 1
    assert said in outcome.err


def test_cases_are_listed_one_a_line(run: Run, project: Path) -> None:
    assert run("case", project, "--product", AC).out == ""
    run("case", project, "--product", AC, "--open", "室内噪声", "--date", "2026-11-27")
    (line,) = run("case", project, "--product", AC, "--list", lang="zh_CN").out.splitlines()
    assert line.split("\t")[:5] == ["2026-001", "2026-11-27", "室内噪声", "一般", "诊治中"]


def test_the_table_of_remedies(run: Run) -> None:
    found = run("remedies", "-", "--search", "风轮 动平衡")
    assert found.out.startswith("ac-noise-in-1\t")
    assert "prove nothing" in found.err
    rows = json.loads(run("remedies", "-", "--json").out)
    assert len(rows) > 60
    assert {row["trust"] for row in rows} == {"unconfirmed"}
