"""`recover`: a project that cannot be opened comes back, and the line says what was done."""

import shutil
from pathlib import Path

import pytest

from compare_app.storage import home
from compare_app.storage.home import Home, Where
from compare_app.workspace import Workspace
from tests.cli.conftest import Run


def spoil(path: Path) -> None:
    with path.open("rb+") as file:
        file.seek(4096 * 5)
        file.write(b"\xa5" * 4096)


def test_look_first_then_recover(run: Run, project: Path) -> None:
    workspace = Workspace.open(project)
    assert workspace.backup() is not None
    workspace.close()
    spoil(project)
    bad = project.read_bytes()
    refused = run("check", project)
    assert refused.code == 1
    assert "recover" in refused.err
    looked = run("recover", project, "--dry-run")
    assert looked.code == 0
    assert looked.out.count("\t") == 2
    assert project.read_bytes() == bad
    done = run("recover", project, lang="zh_CN")
    assert done.code == 0
    assert "已恢复到" in done.err
    assert run("check", project).code == 0
    assert [one.read_bytes() for one in project.parent.iterdir() if "damaged" in one.name] == [bad]


def test_a_sound_project_is_left_alone(run: Run, project: Path) -> None:
    before = project.read_bytes()
    assert "nothing was changed" in run("recover", project, "--without-edits").err
    assert project.read_bytes() == before


def test_without_a_backup(run: Run, project: Path) -> None:
    shutil.rmtree(project.with_name(project.name + ".backups"), ignore_errors=True)
    spoil(project)
    assert run("recover", project, "--dry-run").code == 1
    assert run("recover", project).code == 1


def test_a_project_elsewhere_is_said_in_one_line(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from compare_app.workspace import core

    monkeypatch.setattr(core, "home_of", lambda path: Home(Where.NETWORK))
    told = run("check", project, lang="zh_CN").err
    assert "网络共享盘" in told
    assert home.home_of(project).safe


def test_backup_into_a_folder_named_from_here(
    run: Run, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "place").mkdir()
    monkeypatch.chdir(tmp_path)
    assert run("backup", project, "--to", "place").code == 0
    assert list((tmp_path / "place").rglob("*.dcmp"))


def test_backup_by_a_planned_task(run: Run, project: Path, tmp_path: Path) -> None:
    place = tmp_path / "share"
    place.mkdir()
    made = run("backup", project, "--to", place)
    assert made.code == 0
    (carried,) = place.rglob("*.dcmp")
    assert str(carried) in made.err
    again = run("backup", project, "--to", place, lang="zh_CN")
    assert again.code == 0
    assert "已在" in again.err
    missing = run("backup", project, "--to", tmp_path / "not there")
    assert missing.code == 1
    assert "second place" in missing.err
    assert "not there" in missing.err
