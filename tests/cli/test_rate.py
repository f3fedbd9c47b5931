"""The verbs about rating: the ladder's table, grading schemes."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run

TILE = "陶瓷砖 BIa"


def test_the_ladder_is_shown_with_every_condition_and_how_ours_climbs_it(run: Run, project: Path) -> None:
    shown = run("ladder", project, "--category", TILE, "--date", "2026-11-23")
    assert shown.code == 0
    lines = shown.out.splitlines()
    assert lines[0].startswith("binding_met\tL1\t")
    assert sum("\t" in line for line in lines) == 7
    assert any("asks for" in line for line in lines)


def test_a_changed_ladder_is_stored_printed_and_taken_back(run: Run, project: Path) -> None:
    changed = run(
        "ladder", project, "--category", TILE, "--set", "not_below_median=none", "recommended_met=L1",
        "--minimum", "2", "--reason", "试用", "--author", "李工",
    )  # fmt: skip
    assert changed.code == 0, changed.err
    assert "not_below_median\tnone" in changed.out
    for part in ("李工", "试用", "2 instead of all", "L2 up to standard asks for nothing"):
        assert part in changed.err
    name = next(line for line in changed.out.splitlines() if ": " in line and "\t" not in line).split(":")[0]
    told = json.loads(run("compare", project, "--product", name, "--json", "-").out)
    assert "李工" in told["notice"]["zh_CN"]
    assert "李工" in told["ladder"]["table"]["en"]
    assert told["ladder"]["steps"]
    back = run("ladder", project, "--category", TILE, "--default")
    assert (back.code, "not_below_median\tL3" in back.out) == (0, True)
    assert "李工" not in back.err


def test_what_the_ladder_refuses(run: Run, project: Path) -> None:
    wrong = run("ladder", project, "--category", TILE, "--set", "nonsense=L3", "--reason", "x")
    assert wrong.code == 2
    assert "not_below_median" in wrong.err
    nameless = run("ladder", project, "--category", TILE, "--set", "not_below_median=none")
    assert (nameless.code, "reason" in nameless.err) == (1, True)
    moved = run("ladder", project, "--category", TILE, "--set", "binding_met=none", "--reason", "x")
    assert moved.code == 1
    missing = run("ladder", project, "--category", "没有")
    assert (missing.code, TILE in missing.err) == (1, True)


def test_a_template_is_taken_in_by_choice_and_grades_ours(run: Run, project: Path, tmp_path: Path) -> None:
    listed = run("grades", project, "--category", TILE)
    assert (listed.code, "no grading scheme" in listed.err) == (0, True)
    keys = [line.split("\t")[0] for line in listed.out.splitlines()]
    assert keys == ["front_runner_stars", "t_czgx_001_2022"]
    taken = run("grades", project, "--category", TILE, "--template", keys[1])
    assert taken.code == 0, taken.err
    assert "not assessed (not official, unconfirmed)" in taken.out
    assert "missing: 冲洗平均用水量" in taken.out
    assert run("grades", project, "--category", TILE, "--template", "x").code == 1

    book = tmp_path / "all.xlsx"
    assert run("export", project, "--to", book).code == 0
    again = tmp_path / "again.dcmp"
    assert run("new", again).code == 0
    assert run("import", again, book).code == 0
    assert run("grades", again, "--category", TILE).out == taken.out


def test_taking_a_template_in_twice_finds_its_indicators_again(run: Run, project: Path) -> None:
    for _ in range(2):
        run("grades", project, "--category", TILE, "--template", "t_czgx_001_2022")
    from compare_app.domain.model import GradingScheme
    from compare_app.workspace import Workspace

    workspace = Workspace.open(project)
    try:
        schemes = list(workspace.project.all(GradingScheme).values())
        names = [one.name for one in workspace.project.indicators(schemes[0].category_id)]
        assert len(names) == len(set(names))
        assert schemes[1].name.endswith("(2)")
        assert schemes[0].levels == schemes[1].levels
        assert schemes[0].source.trust.value == "unconfirmed"
        assert not any(one.official for one in schemes)
        workspace.undo()
        workspace.undo()
        assert not workspace.project.all(GradingScheme)
        assert "冲洗平均用水量" not in [
            one.name for one in workspace.project.indicators(schemes[0].category_id)
        ]
    finally:
        workspace.close()


def test_the_front_runner_view_as_json_csv_and_table(run: Run, project: Path, tmp_path: Path) -> None:
    table = tmp_path / "领跑者.csv"
    done = run(
        "front-runner", project, "--category", TILE, "--json", "-", "--csv", table, "--date", "2026-11-23"
    )
    assert done.code == 0, done.err
    view = json.loads(done.out)
    assert view["contract"] == {"name": "dual-compare.front-runner", "version": 1}
    assert view["official"] is False
    assert "企业内部评价" in view["notice"]["zh_CN"]
    assert {one["gate"] for one in view["entrants"]} <= {True, False, None}
    assert all(one["standard"].startswith("Q/") for one in view["entrants"])
    assert {one["indicator_id"] for one in view["tables"]} <= {one["indicator_id"] for one in view["core"]}
    body = table.read_bytes()
    assert body.startswith(b"\xef\xbb\xbf")
    text = body.decode("utf-8-sig")
    assert text.count("\r\n") == len(text.splitlines())
    assert "the enterprise's own evaluation" in text
    plain = run("front-runner", project, "--category", TILE, "--date", "2026-11-23", lang="zh_CN")
    assert "企业内部评价" in plain.err
    assert plain.out.splitlines()[0].startswith('"行类别"')


def test_grades_name_the_deciding_indicator_with_its_level_and_distance(run: Run, project: Path) -> None:
    from compare_app.domain.edit import Edit
    from compare_app.domain.model import Category, GradingScheme, SchemeLevel
    from compare_app.text.message import M
    from compare_app.workspace import Workspace

    workspace = Workspace.open(project)
    try:
        tile = next(one for one in workspace.project.all(Category).values() if one.name == TILE)
        wanted = next(one for one in workspace.project.indicators(tile.id) if one.name == "吸水率")
        levels = (
            SchemeLevel("先进", ((wanted.id, "平均≤0.01"),)),
            SchemeLevel("合格", ((wanted.id, "平均≤0.5"),)),
        )
        scheme = GradingScheme("s", tile.id, "", "厂内分级", levels=levels)
        workspace.apply(Edit(M("Add"), (scheme,)))
    finally:
        workspace.close()
    found = run("grades", project, "--category", TILE)
    (line,) = [line for line in found.out.splitlines() if line.startswith("  Deciding: ")]
    assert "合格" in line
    assert "先进: ≤0.01" in line
    assert "to go" in line
