"""What a person at the command line is told, and that nothing typed is lost."""

from pathlib import Path

import pytest

from compare_app.domain.model import Action
from compare_app.workspace import Workspace
from tests.cli.conftest import Run
from tests.cli.test_out import DAY, TILE, Draughtsman


@pytest.mark.parametrize("day", ["2026.5.1", "2026/5/1", "2026年5月1日", "2026-05-01"])
def test_days_as_people_write_them(run: Run, project: Path, day: str) -> None:
    assert run("compare", project, "--product", TILE, "--date", day).code == 0


@pytest.mark.parametrize(
    "more",
    [
        ("compare", "x.dcmp", "--product", "a", "--date", "2026.5.32"),
        ("chart", "x.dcmp", "--product", "a", "--kind", "pie", "--to", "x.png"),
        ("chart", "x.dcmp", "--product", "a", "--kind", "radar", "--to", "x.png", "--dpi", "many"),
        ("compare", "x.dcmp", "--product"),
        ("compare",),
        ("dance",),
    ],
)
def test_wrong_usage_is_told_in_chinese(run: Run, more: tuple[str, ...]) -> None:
    told = run(*more, lang="zh_CN").err
    assert not any(word in told for word in ("invalid", "argument", "required", "choose", "expected")), told


def test_a_plan_is_proposed_once_and_the_old_file_is_kept(run: Run, project: Path, tmp_path: Path) -> None:
    plan, kept = tmp_path / "方案.xlsx", tmp_path / "方案.previous.xlsx"
    argv = ("export", project, "--product", TILE, "--to", plan, "--date", DAY)
    assert run(*argv, "--propose", make_renderer=Draughtsman).code == 0
    workspace = Workspace.open(project)
    count = len(workspace.project.all(Action))
    assert count > 0
    assert workspace.undo() is not None
    assert not workspace.project.all(Action)
    workspace.redo()
    workspace.close()
    filled = plan.read_bytes() + b"typed by hand"
    plan.write_bytes(filled)
    found = run(*argv, "--propose", make_renderer=Draughtsman)
    assert kept.name in found.err
    assert kept.read_bytes() == filled
    assert run(*argv, make_renderer=Draughtsman).code == 0
    assert kept.read_bytes() == filled, "a third export does not take the filled-in plan away"
    workspace = Workspace.open(project)
    assert len(workspace.project.all(Action)) == count
    workspace.close()
