"""The canary sings: a label that guesses, a raw tooltip and an opened image are all found."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from tests.torture.canary import Look, look_at
from tests.torture.poison import canary_text
from tests.torture.watched_file import WatchedFile
from ui.widgets.plain import PlainLabel, tip


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "canary.png"
    dot = QImage(2, 2, QImage.Format.Format_RGB32)
    dot.fill(0)
    assert dot.save(str(path))
    return path


def looked_at(part: QWidget) -> Look:
    window, look = QWidget(), Look()
    QVBoxLayout(window).addWidget(part)
    window.show()
    look_at(look, "made", window)
    window.close()
    return look


def test_a_label_that_guesses_is_found_twice(qapp: object, picture: Path) -> None:
    with WatchedFile(picture) as watched:
        look = looked_at(QLabel(canary_text(picture)))
        assert len(look.faults) == 1
        if sys.platform == "linux":
            assert watched.opens


def test_a_raw_tooltip_is_found_twice(qapp: object, picture: Path) -> None:
    button = QPushButton("x")
    button.setToolTip(canary_text(picture))
    with WatchedFile(picture) as watched:
        look = looked_at(button)
        assert len(look.faults) == 1
        if sys.platform == "linux":
            assert watched.opens  # it is shown as it is, and its picture is fetched


def test_what_is_plain_and_escaped_is_shown(qapp: object, picture: Path) -> None:
    label = PlainLabel(canary_text(picture))
    label.setToolTip(tip(canary_text(picture)))
    with WatchedFile(picture) as watched:
        look = looked_at(label)
        assert not look.faults
        assert look.shown == 2
        assert look.tips == 1
        assert not watched.opens
