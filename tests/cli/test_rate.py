"""The verbs about rating: the ladder's table."""

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
        "--minimum", "2", "--reason", "试用", "--by", "李工",
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
