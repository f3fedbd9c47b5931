"""The window and a project's home: the strip above the pages, the way back from damage, the choice between two."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from compare_app.domain.edit import Edit
from compare_app.domain.model import Product
from compare_app.errors import AppError
from compare_app.progress import Progress
from compare_app.storage import backups, checkout, residence, second_place
from compare_app.storage.store import Store
from compare_app.text.message import M
from compare_app.workspace import Workspace
from ui.main_window import MainWindow
from ui.session import Session

Make = Callable[..., MainWindow]


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "own"
    for module in (backups, checkout, residence):
        monkeypatch.setattr(module, "own_folder", lambda: folder)
    return folder


@pytest.fixture
def shared(project_path: Path, tmp_path: Path) -> Path:
    """The made enterprise in a folder that is synchronised."""
    path = tmp_path / "OneDrive" / "示例 企业.dcmp"
    path.parent.mkdir()
    shutil.copyfile(project_path, path)
    return path


def rest(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.session.tasks.running == 0)


def press(window: MainWindow, label: str) -> None:
    next(one for one in window.homes.strip.buttons if one.text() == label).click()


def note(session: Session, text: str) -> None:
    product = session.our_products()[0]
    assert session.apply(Edit(M("Note"), (replace(product, note=text),)))


def noted(path: Path) -> set[str]:
    with closing(Store.open(path, bare=True)) as store:
        return {one.note for one in store.project.all(Product).values()}


def test_on_a_drive_of_this_computer_nothing_is_said(window: MainWindow) -> None:
    assert window.homes.strip.isHidden()


def test_a_copy_is_said_and_checked_in(make_window: Make, shared: Path, qtbot: QtBot) -> None:
    window = make_window()
    assert window.open_project(shared)
    assert "OneDrive" in window.homes.strip.text
    assert "副本" in window.homes.strip.text
    note(window.session, "甲")
    press(window, "立即签入")
    rest(window, qtbot)
    assert "已签入" in window.message_bar.text
    assert "甲" in noted(shared)
    note(window.session, "乙")
    window.session.close()
    assert "乙" in noted(shared)
    assert window.homes.strip.isHidden()


def test_a_second_window_reads_and_says_who_works(make_window: Make, project_path: Path) -> None:
    first = Workspace.open(project_path, "王工")
    window = make_window()
    assert window.open_project(project_path)
    assert window.session.read_only
    assert "王工" in window.homes.strip.text
    assert "只读" in window.windowTitle() or "只能" in window.homes.strip.text
    first.close()


def test_a_damaged_project_is_restored_by_one_button(
    make_window: Make, project_path: Path, qtbot: QtBot
) -> None:
    window = make_window()
    assert window.open_project(project_path)
    note(window.session, "kept")
    window.session.close()
    with project_path.open("rb+") as file:
        file.seek(4096 * 5)
        file.write(b"\xa5" * 4096)
    assert not window.open_project(project_path)
    rest(window, qtbot)
    assert "最新的完好备份" in window.homes.strip.text
    press(window, "恢复")
    rest(window, qtbot)
    assert window.session.is_open
    assert window.session.our_products()[0].note == "kept"
    assert "已恢复到" in window.message_bar.text
    assert [one for one in project_path.parent.iterdir() if "damaged" in one.name]


def test_what_the_look_beside_the_work_finds_is_said(
    make_window: Make, project_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    with closing(Store.open(project_path)) as store:
        store.backup()
    with closing(sqlite3.connect(project_path)) as hand:
        hand.execute("UPDATE result SET raw = '9.99'")
        hand.commit()
    monkeypatch.setattr(residence, "SEEN_AT_ONCE", 0)
    window = make_window()
    assert window.open_project(project_path)
    rest(window, qtbot)
    qtbot.waitUntil(lambda: "不一致" in window.homes.strip.text)
    press(window, "关闭并恢复…")
    rest(window, qtbot)
    assert not window.session.is_open
    press(window, "恢复")
    rest(window, qtbot)
    assert window.session.is_open


@pytest.mark.parametrize(("button", "stands"), [("以我的副本继续", "mine"), ("以原位置的文件继续", "theirs")])
def test_changed_on_two_computers(
    make_window: Make, shared: Path, qtbot: QtBot, button: str, stands: str
) -> None:
    window = make_window()
    assert window.open_project(shared)
    note(window.session, "mine")
    with closing(Store.open(shared, bare=True)) as other:
        product = next(iter(other.project.all(Product).values()))
        other.apply(Edit(M("Note"), (replace(product, note="theirs"),)))
    window.session.close()
    assert "他人修改" in window.message_bar.text
    assert not window.open_project(shared)
    press(window, button)
    rest(window, qtbot)
    window.session.close()
    assert stands in noted(shared)


def test_edits_that_were_never_checked_in_are_offered_at_the_start(
    make_window: Make, shared: Path, qtbot: QtBot
) -> None:
    known = checkout.begin(shared)
    with closing(Store.open(known.local)) as store:
        product = next(iter(store.project.all(Product).values()))
        store.apply(Edit(M("Note"), (replace(product, note="never"),)))
    window = make_window()
    window.homes.look_for_waiting()
    rest(window, qtbot)
    assert shared.name in window.homes.strip.text
    press(window, "打开")
    assert window.session.path == shared
    window.session.close()
    assert "never" in noted(shared)


def test_closing_checks_in_beside_the_window(make_window: Make, shared: Path, qtbot: QtBot) -> None:
    window = make_window()
    assert window.open_project(shared)
    note(window.session, "甲")
    assert not window.close()  # not yet
    assert window.isVisible()
    assert "请不要拔出" in window.homes.strip.text
    assert not window.close()  # asked twice: it is on its way
    qtbot.waitUntil(lambda: not window.isVisible())
    assert not window.session.is_open
    assert "甲" in noted(shared)


def test_a_home_that_is_gone_keeps_the_window_once(make_window: Make, shared: Path, qtbot: QtBot) -> None:
    window = make_window()
    assert window.open_project(shared)
    note(window.session, "甲")
    gone = shared.parent.with_name("elsewhere")
    shared.parent.rename(gone)
    assert not window.close()
    rest(window, qtbot)
    assert window.isVisible()
    assert "再次关闭即退出" in window.homes.strip.text
    assert window.message_bar.text
    assert window.close()
    gone.rename(shared.parent)
    assert window.session.open(shared)  # the copy here kept it
    assert any(one.note == "甲" for one in window.session.our_products())


def test_nothing_waits_nothing_is_said(make_window: Make, shared: Path) -> None:
    window = make_window()
    assert window.open_project(shared)
    assert window.close()


# --- a second place for backups -------------------------------------------------------------------------


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "E 盘" / "备份"
    folder.mkdir(parents=True)
    return folder


def copies(place: Path) -> list[Path]:
    return sorted(place.rglob("*.dcmp"), key=lambda one: one.name)


def test_a_backup_is_carried_at_opening_and_before_the_window_goes(
    make_window: Make, project_path: Path, place: Path, qtbot: QtBot
) -> None:
    window = make_window()
    window.take_settings(window.settings.having(second_place=str(place)))
    assert window.open_project(project_path)
    rest(window, qtbot)
    assert len(copies(place)) == 1
    note(window.session, "甲")
    assert not window.close()  # not yet
    assert "第二备份位置" in window.homes.strip.text
    assert str(place) in window.homes.strip.text
    qtbot.waitUntil(lambda: not window.isVisible() and not window.session.is_open)
    assert "甲" in noted(copies(place)[-1])


def test_a_second_place_that_is_not_there_is_told_and_keeps_nobody(
    make_window: Make, project_path: Path, place: Path, qtbot: QtBot
) -> None:
    window = make_window()
    window.take_settings(window.settings.having(second_place=str(place / "not in")))
    assert window.open_project(project_path)
    rest(window, qtbot)
    assert "未能放到第二备份位置" in window.message_bar.text
    note(window.session, "甲")
    assert window.close()
    assert backups.kept(project_path)


def test_a_second_place_that_goes_away_keeps_the_window_once(
    make_window: Make, project_path: Path, place: Path, qtbot: QtBot
) -> None:
    window = make_window()
    window.take_settings(window.settings.having(second_place=str(place)))
    assert window.open_project(project_path)
    rest(window, qtbot)
    note(window.session, "甲")
    place.rename(place.with_name("away"))
    assert not window.close()
    rest(window, qtbot)
    assert "未能放到第二备份位置" in window.message_bar.text
    assert "再次关闭" in window.homes.strip.text
    assert window.close()
    assert "甲" in noted(project_path)


def test_the_clock_carries_without_getting_into_its_own_way(
    make_window: Make, project_path: Path, place: Path, qtbot: QtBot
) -> None:
    window = make_window()
    window.take_settings(window.settings.having(second_place=str(place)))
    assert window.open_project(project_path)
    rest(window, qtbot)
    for number in range(4):
        note(window.session, f"甲{number}")
        window.session._back_up()
        rest(window, qtbot)
        assert not window.message_bar.text or "未能" not in window.message_bar.text
        assert not window.session.second_place.waits
    assert len(copies(place)) == 5


def test_a_stick_that_is_put_in_later_is_found(
    make_window: Make, project_path: Path, place: Path, qtbot: QtBot
) -> None:
    window = make_window()
    away = place.rename(place.with_name("away"))
    window.take_settings(window.settings.having(second_place=str(place)))
    assert window.open_project(project_path)
    rest(window, qtbot)
    assert "未能放到第二备份位置" in window.message_bar.text
    window.message_bar.clear()
    window.session._back_up()
    rest(window, qtbot)
    assert not window.message_bar.text, "it was told once"
    away.rename(place)
    window.session._back_up()
    rest(window, qtbot)
    assert len(copies(place)) == 1


def test_a_place_that_was_taken_back_gets_nothing(
    make_window: Make, project_path: Path, place: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = make_window()
    assert window.open_project(project_path)
    window.take_settings(window.settings.having(second_place=str(place)))
    window.take_settings(window.settings.having(second_place=""))
    rest(window, qtbot)
    assert not window.session.second_place.waits
    note(window.session, "甲")
    assert window.close()


def test_closed_again_it_does_not_wait_for_a_slow_place(
    make_window: Make, project_path: Path, place: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window()
    window.take_settings(window.settings.having(second_place=str(place)))
    assert window.open_project(project_path)
    rest(window, qtbot)
    note(window.session, "甲")
    real, began = second_place._copied, Event()

    def slow(source: Path, part: Path, progress: Progress) -> bool:
        began.set()
        for _ in range(600):
            progress.step(0, 1)
            time.sleep(0.05)
        return real(source, part, progress)

    monkeypatch.setattr(second_place, "_copied", slow)
    assert not window.close()
    qtbot.waitUntil(began.is_set)
    assert window.close()
    assert "甲" in noted(project_path)
    assert len(copies(place)) == 1


def test_a_disk_that_takes_no_backup_is_told_as_what_it_is(
    make_window: Make, project_path: Path, place: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window()
    window.take_settings(window.settings.having(second_place=str(place)))
    assert window.open_project(project_path)
    rest(window, qtbot)
    note(window.session, "甲")

    def full(*_: object, **__: object) -> None:
        raise AppError(
            "DISK-FULL", M("The drive of {file} is full ({free} kB free)", file="p", free=0), M("")
        )

    monkeypatch.setattr(backups, "make", full)
    assert not window.close()
    rest(window, qtbot)
    assert "都已存在项目文件中" in window.homes.strip.text
    assert "副本" not in window.homes.strip.text
    monkeypatch.undo()
    assert window.close()
