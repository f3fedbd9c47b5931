"""A dressed application, a made enterprise, and a main window on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from compare_app.settings import Settings
from compare_app.text.wording import Wording
from tests.ui.made import make
from ui.app import dress, make_application
from ui.dialogs.files import FileAsker
from ui.main_window import MainWindow
from ui.session import Session
from ui.theme import theme_of

ROWS = [
    ["产品名称", "品牌", "光效(lm/W)", "显色指数", "待机功率(W)", "备注"],
    ["甲灯 9W", "甲", "101.5", "83", "≤0.5", "自有"],
    ["乙灯 9W", "乙", "110", "90", "0.30", ""],
    ["丙灯 9W", "丙", "看情况", "—", "0.45", ""],
]


class Answers(FileAsker):
    """Answers file questions in the place of a person."""

    def __init__(self) -> None:
        super().__init__()
        self.to_open: Path | None = None
        self.to_save: Path | None = None
        self.asked: list[str] = []

    def open_file(self, parent: QWidget, title: str, pattern: str) -> Path | None:
        self.asked.append(title)
        return self.to_open

    def open_files(self, parent: QWidget, title: str, pattern: str) -> tuple[Path, ...]:
        self.asked.append(title)
        return (self.to_open,) if self.to_open is not None else ()

    def open_folder(self, parent: QWidget, title: str) -> Path | None:
        self.asked.append(title)
        return self.to_open

    def save_file(self, parent: QWidget, title: str, suggestion: str, pattern: str) -> Path | None:
        self.asked.append(suggestion)
        return self.to_save


@pytest.fixture
def app(qapp: QApplication) -> QApplication:
    """The application in the light theme."""
    dress(make_application(), theme_of(dark=False))
    return qapp


@pytest.fixture
def chinese() -> Wording:
    return Wording.load("zh_CN")


@pytest.fixture
def english() -> Wording:
    return Wording.load("en")


@pytest.fixture
def project_path(tmp_path: Path) -> Path:
    """A project file with the made enterprise."""
    path = tmp_path / "示例 企业.dcmp"
    make(path).close()
    return path


@pytest.fixture
def session(app: QApplication) -> Iterator[Session]:
    made = Session("检验员")
    yield made
    made.close()


@pytest.fixture
def opened(session: Session, project_path: Path) -> Session:
    """A session with the made enterprise open."""
    assert session.open(project_path)
    return session


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def make_window(
    app: QApplication, session: Session, answers: Answers, qtbot: QtBot
) -> Iterator[Callable[..., MainWindow]]:
    """Makes the main window of a test and takes it down afterwards."""
    made: list[MainWindow] = []

    def make_one(
        language: str = "zh_CN", theme: str = "light", settings_path: Path | None = None
    ) -> MainWindow:
        window = MainWindow(session, Settings(language=language, theme=theme), settings_path, answers)
        made.append(window)
        window.resize(1280, 720)
        window.show()
        return window

    yield make_one
    for window in made:
        window.close()
        window.deleteLater()


@pytest.fixture
def window(make_window: Callable[..., MainWindow], project_path: Path) -> MainWindow:
    """The main window, Chinese and light, on the made enterprise."""
    one = make_window()
    assert one.open_project(project_path)
    return one


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A wide table on the second of two sheets, as a laboratory sends it."""
    book = Workbook()
    cover = book.active
    cover.title = "说明"
    cover.append(["检测数据汇总"])
    sheet = book.create_sheet("数据")
    for row in ROWS:
        sheet.append(row)
    path = tmp_path / "实验室 数据.xlsx"
    book.save(path)
    return path
