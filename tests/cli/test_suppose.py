"""The verbs `what-if` and `way-up` on the sample project."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from compare_app.domain.edit import Edit
from compare_app.text.message import M
from compare_app.workspace import Workspace, named
from tests.cli.conftest import Run

TILE = "示例瓷质砖 SL-T80"
ON = ("--date", "2026-11-23")


def test_a_supposed_value_moves_the_step_and_is_never_stored(run: Run, project: Path) -> None:
    before = run("compare", project, "--product", TILE, "--json", "-", *ON).out
    found = run("what-if", project, "--product", TILE, "--set", "断裂模数=48.7", *ON)
    assert found.code == 0, found.err
    assert "now L4" in found.out
    assert "supposed L5" in found.out
    assert "numerical comparison only" in found.out
    assert "nothing is stored" in found.err
    assert run("compare", project, "--product", TILE, "--json", "-", *ON).out == before


def test_the_json_says_before_and_after(run: Run, project: Path, tmp_path: Path) -> None:
    to = tmp_path / "what.json"
    found = run("what-if", project, "--product", TILE, "--set", "断裂模数=48.7", "--json", to, *ON)
    assert found.code == 0, found.err
    told = json.loads(to.read_text(encoding="utf-8"))
    assert (told["now"]["step"], told["then"]["step"]) == ("L4", "L5")
    assert told["then"]["numeric_only"]
    assert "假设" in told["notice"]["zh_CN"]
    row = next(one for one in told["indicators"] if one["name"] == "断裂模数")
    assert row["then"]["value"] == "48.7"
    assert row["then"]["gaps"]["international_benchmark"]["standing"] == "level"


def test_what_is_no_value_or_no_indicator_is_refused(run: Run, project: Path) -> None:
    assert run("what-if", project, "--product", TILE, "--set", "断裂模数=很强").code == 1
    missing = run("what-if", project, "--product", TILE, "--set", "没有=1")
    assert (missing.code, "Indicators of this category" in missing.err) == (1, True)
    assert run("what-if", project, "--product", TILE, "--set", "断裂模数").code == 2


def test_the_way_up_by_the_plan(run: Run, project: Path) -> None:
    nothing = run("way-up", project, "--product", TILE, *ON)
    assert (nothing.code, "no open row" in nothing.out) == (1, True)
    workspace = Workspace.open(project)
    product = named(workspace.our_products(), TILE)
    workspace.apply(Edit(M("Plan"), workspace.propose_actions(product.id, date(2026, 11, 23))))
    workspace.close()
    found = run("way-up", project, "--product", TILE, "--json", "-", *ON)
    assert found.code == 0, found.err
    told = json.loads(found.out)
    assert (told["goal"], told["reached"], len(told["chosen"])) == ("L5", True, 1)
    assert told["chosen"][0]["cost"] is None  # no budget is stated: asked for, never free
    assert told["result"]["then"]["step"] == "L5"
    said = run("way-up", project, "--product", TILE, *ON, lang="zh_CN")
    assert "费用未知" in said.out
    assert run("way-up", project, "--product", TILE, "--step", "L3", *ON).code == 1
    assert run("way-up", project, "--product", TILE, "--step", "L9", *ON).code == 2
