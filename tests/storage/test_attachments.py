"""Files kept beside records: the bytes once, outside of undo, checked whenever they leave again."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from compare_app.domain.attachments import (
    LARGEST,
    attachments_of,
    detach_edit,
    may_be_opened,
)
from compare_app.domain.edit import Changes, Edit, Ref
from compare_app.domain.loop import Attachment
from compare_app.domain.model import Category, Product, TestReport
from compare_app.errors import AppError, Level
from compare_app.storage import backups
from compare_app.text.message import M
from compare_app.workspace import Workspace

ON = date(2026, 11, 27)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A project with a product and a report."""
    made = Workspace.create(tmp_path / "项目 甲.dcmp")
    records = (Category("c", "灯具"), Product("p", "c", "甲"), TestReport("r", "2026-001"))
    made.apply(Edit(M("Fill"), records))
    yield made
    made.close()


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A file as a laboratory sends it."""
    path = tmp_path / "检验报告 2026-001.pdf"
    path.write_bytes(b"%PDF-1.7 " + os.urandom(5000))
    return path


def bodies(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM attachment_body").fetchone()[0])


def test_a_file_is_kept_and_leaves_as_it_came(workspace: Workspace, report: Path) -> None:
    applied = workspace.attach(TestReport, "r", report, "李工", on=ON)
    assert applied is not None
    assert applied.changes is Changes.ATTACHMENTS
    (kept,) = attachments_of(workspace.project, TestReport, "r")
    assert (kept.name, kept.size, kept.media_type) == (report.name, report.stat().st_size, "application/pdf")
    assert workspace.attachment_bytes(kept) == report.read_bytes()
    assert workspace.attach(TestReport, "r", report, on=ON) is None, "the same file is there already"
    path = workspace.path
    report.unlink()
    workspace.close()
    again = Workspace.open(path)
    assert again.attachment_bytes(kept).startswith(b"%PDF")
    again.close()


def test_the_same_bytes_stand_once(workspace: Workspace, report: Path) -> None:
    workspace.attach(TestReport, "r", report)
    workspace.attach(Product, "p", report)
    assert len(workspace.project.all(Attachment)) == 2
    assert bodies(workspace.path) == 1


def test_undo_and_redo_move_the_record_and_keep_the_bytes(workspace: Workspace, report: Path) -> None:
    workspace.attach(TestReport, "r", report)
    (kept,) = attachments_of(workspace.project, TestReport, "r")
    workspace.undo()
    assert not workspace.project.all(Attachment)
    path = workspace.path
    workspace.close()
    assert bodies(path) == 1, "a step of undo would bring it back"
    again = Workspace.open(path)
    again.redo()
    assert again.attachment_bytes(kept) == report.read_bytes()
    again.close()


def test_bytes_that_nobody_needs_go_with_the_closing(workspace: Workspace, report: Path) -> None:
    workspace.attach(TestReport, "r", report)
    workspace.undo()
    workspace.apply(Edit(M("Another way"), (Product("q", "c", "乙"),)))  # ends redo
    path = workspace.path
    workspace.close()
    assert bodies(path) == 0


def test_a_removed_file_comes_back_by_undo(workspace: Workspace, report: Path) -> None:
    workspace.attach(TestReport, "r", report)
    (kept,) = attachments_of(workspace.project, TestReport, "r")
    workspace.apply(detach_edit(kept))
    path = workspace.path
    workspace.close()
    again = Workspace.open(path)
    assert not again.project.all(Attachment)
    again.undo()
    assert again.attachment_bytes(kept) == report.read_bytes()
    again.close()


@pytest.mark.parametrize("change", ["x'00'", "zeroblob(length(body))", "substr(body, 1, length(body) - 1)"])
def test_a_changed_byte_is_found_and_nothing_is_given_out(
    workspace: Workspace, report: Path, change: str
) -> None:
    workspace.attach(TestReport, "r", report)
    (kept,) = attachments_of(workspace.project, TestReport, "r")
    path = workspace.path
    workspace.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"UPDATE attachment_body SET body = {change}")
        connection.commit()
    again = Workspace.open(path)
    found = [one for one in again.check(ON) if one.level is Level.REFUSE]
    assert len(found) == 1
    assert kept.name in str(found[0].message.params)
    with pytest.raises(AppError) as refused:
        again.attachment_bytes(kept)
    assert refused.value.code == "ATTACH-CHANGED"
    again.close()


def test_what_is_too_large_empty_missing_or_without_owner_is_refused(
    workspace: Workspace, tmp_path: Path, report: Path
) -> None:
    large, empty = tmp_path / "大.bin", tmp_path / "空.pdf"
    with large.open("wb") as file:
        file.truncate(LARGEST + 1)
    empty.touch()
    for path, owner, code in (
        (large, "r", "ATTACH-SIZE"),
        (empty, "r", "ATTACH-EMPTY"),
        (tmp_path / "没有.pdf", "r", "ATTACH-READ"),
        (report, "nobody", "ATTACH-RECORD"),
    ):
        with pytest.raises(AppError) as refused:
            workspace.attach(TestReport, owner, path)
        assert refused.value.code == code
    assert not workspace.project.all(Attachment)
    assert bodies(workspace.path) == 0


def test_the_largest_file_is_kept_and_backed_up(workspace: Workspace, tmp_path: Path) -> None:
    large = tmp_path / "照片.zip"
    large.write_bytes(os.urandom(1000) * (LARGEST // 1000))
    workspace.attach(Product, "p", large)
    (kept,) = attachments_of(workspace.project, Product, "p")
    assert workspace.attachment_bytes(kept) == large.read_bytes()
    path = workspace.path
    workspace.close()
    assert bodies(backups.kept(path)[0]) == 1


@pytest.mark.parametrize(
    ("name", "opened"),
    [
        ("报告.pdf", True),
        ("照片.JPG", True),
        ("数据.xlsx", True),
        ("setup.exe", False),
        ("报告.pdf.exe", False),
        ("报告.EXE", False),
        ("报告.exe. .", False),
        ("宏.js", False),
        ("链接.lnk", False),
        ("没有后缀", False),
    ],
)
def test_what_the_system_would_run_is_never_opened(name: str, opened: bool) -> None:
    assert may_be_opened(Attachment("a", "0" * 64, name, 1)) is opened


def test_files_go_and_come_back_with_what_they_stand_beside(workspace: Workspace, report: Path) -> None:
    workspace.attach(Product, "p", report)
    workspace.attach(TestReport, "r", report)
    kept = dict(workspace.project.all(Attachment))
    workspace.apply(Edit(M("Remove"), removes=(Ref(Product, "p"),)))
    assert [one.kind for one in workspace.project.all(Attachment).values()] == ["TestReport"]
    path = workspace.path
    workspace.close()
    again = Workspace.open(path)
    again.undo()
    assert again.project.all(Attachment) == kept
    assert [again.attachment_bytes(one) for one in kept.values()] == [report.read_bytes()] * 2
    again.close()
