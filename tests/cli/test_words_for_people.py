"""What a person at the command line is told, and that nothing typed is lost."""

from pathlib import Path

import pytest

from compare_app.domain.loop import Action
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
    workspace = Workspace.open(project)
    assert len(workspace.project.all(Action)) == count
    workspace.close()


def test_a_missing_folder_is_named(run: Run, tmp_path: Path) -> None:
    told = run("new", tmp_path / "none" / "a.dcmp", lang="zh_CN")
    assert told.code == 1
    assert str(tmp_path / "none") in told.err
    assert "No such" not in told.err
    assert "建立" in told.err


def test_a_text_in_the_clothes_of_a_workbook(run: Run, empty: Path, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_text("名称,a\n甲,2\n", encoding="utf-8")
    told = run("import", empty, path)
    assert told.code == 1
    assert "content is text" in told.err
    assert "t.csv" in told.err


@pytest.mark.parametrize("more", [(), ("--propose", "m.json")])
def test_a_file_of_blank_lines_holds_no_rows(
    run: Run, empty: Path, tmp_path: Path, more: tuple[str, ...]
) -> None:
    path = tmp_path / "empty_crlf.csv"
    path.write_bytes(b"\r\n\r\n")
    told = run("import", empty, path, *more)
    assert told.code == 1
    assert "no rows" in told.err


def test_products_that_contain_the_text_are_listed(run: Run, project: Path) -> None:
    assert TILE in run("compare", project, "--product", "sl-t80").err
    told = run("compare", project, "--product", "§§§").err
    assert "Products of this project" in told
    assert TILE in told
