"""The session: what happens beside the window without a gesture."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from compare_app.domain.edit import Edit
from compare_app.text.message import M
from ui.session import Session


def test_a_backup_is_made_beside_the_window_every_half_hour(
    opened: Session, qtbot: QtBot, project_path: Path
) -> None:
    folder = project_path.with_name(project_path.name + ".backups")
    product = opened.our_products()[0]
    assert opened.apply(Edit(M("Note"), (replace(product, note="x"),)))
    before = set(folder.glob("*.dcmp")) if folder.exists() else set()
    opened._backup_clock.timeout.emit()
    qtbot.waitUntil(lambda: opened.tasks.running == 0)
    assert len(set(folder.glob("*.dcmp")) - before) == 1
