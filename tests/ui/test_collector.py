"""Widgets in cycles die in the window's thread, whatever a worker does meanwhile."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from typing import ClassVar

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.collector import YOUNG, Collector


class Knot(QObject):
    """An object of Qt in a cycle; it tells in which thread it was let go."""

    died: ClassVar[list[int]] = []

    def __init__(self) -> None:
        super().__init__()
        self.itself = self

    def __del__(self) -> None:
        Knot.died.append(threading.get_ident())


@pytest.fixture
def collector(app: QApplication) -> Iterator[Collector]:
    """The collector of a program that runs."""
    made = Collector(app)
    yield made
    made.stop()
    made.deleteLater()


def work() -> None:
    """A worker that makes many containers, as a comparison does."""
    kept = [[at] for at in range(50_000)]
    assert kept


def test_a_worker_collects_nothing(collector: Collector, qtbot: QtBot) -> None:
    gc.collect()
    Knot.died.clear()
    for _ in range(20):
        Knot()
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert not Knot.died, "a worker let go of what belongs to the window"
    made = [[at] for at in range(YOUNG + 1)]
    collector.look()
    assert len(Knot.died) == 20
    assert set(Knot.died) == {threading.get_ident()}
    assert made


def test_nothing_is_collected_while_something_large_is_made(collector: Collector) -> None:
    gc.collect()
    Knot.died.clear()
    Knot()
    made = [[at] for at in range(YOUNG + 1)]
    gc.disable()
    try:
        collector.look()
        assert not Knot.died
    finally:
        gc.enable()
    collector.look()
    assert len(Knot.died) == 1
    assert made


def test_pythons_own_way_comes_back(app: QApplication) -> None:
    before = (700, 10, 10)
    gc.set_threshold(*before)
    made = Collector(app)
    assert gc.get_threshold()[0] == 0
    made.stop()
    made.deleteLater()
    assert gc.get_threshold() == before
