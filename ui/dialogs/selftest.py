"""The published values, recomputed before the user's eyes (R59)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout, QWidget

from compare_app.domain.tone import Tone
from compare_app.text.message import Message
from compare_app.text.wording import Wording
from ui.models.cell import Cell, Column, Grid, ReadyRows
from ui.models.grid_model import GridModel
from ui.tables.grid_view import GridView
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets.dialog import Dialog
from ui.widgets.plain import PlainLabel


class Checked(Protocol):
    """One published value and what came out."""

    @property
    def name(self) -> str | Message: ...
    @property
    def source(self) -> str | Message: ...
    @property
    def expected(self) -> str | Message: ...
    @property
    def found(self) -> str | Message: ...
    @property
    def passed(self) -> bool: ...


class SelfTestDialog(Dialog):
    """Runs beside the window and lists every value with its source."""

    def __init__(self, tasks: Tasks, words: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(words("Self-check with published values"))
        self.resize(820, 520)
        self.finished.connect(self.deleteLater)
        self._words = words
        self.summary = PlainLabel(words("Recomputing…"), "lead")
        self.model = GridModel(self)
        self.model.dress(theme, self.font())
        self.view = GridView(words, words("Published values"))
        self.view.setModel(self.model)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.summary)
        column.addWidget(self.view, 1)
        column.addWidget(buttons)
        job = tasks.start(lambda progress: run_checks(), "selftest")
        job.done.connect(self.show_checks)

    def show_checks(self, checks: Sequence[Checked]) -> None:
        """List the values."""
        words = self._words
        good = sum(one.passed for one in checks)
        self.summary.setText(
            ("✓ " if good == len(checks) else "✕ ")
            + words("{good} of {total} published values are reproduced", good=good, total=len(checks))
        )
        columns = (
            Column("passed", "", width=4),
            Column("name", words("Value"), width=30),
            Column("expected", words("Published"), width=16),
            Column("found", words("Recomputed"), width=16),
            Column("source", words("Source"), width=40),
        )
        rows = []
        for number, one in enumerate(checks):
            sign = Cell(
                "✓" if one.passed else "✕", tone=Tone.LEVEL if one.passed else Tone.FAIL, align="center"
            )
            said = (one.name, one.expected, one.found, one.source)
            texts = tuple(words(part) if isinstance(part, Message) else part for part in said)
            rows.append((number, (sign, *(Cell(text, tip=text) for text in texts))))
        self.model.show(Grid(columns, ReadyRows(rows)))


def run_checks() -> Sequence[Checked]:
    """Recompute everything."""
    from compare_app.selftest import run

    return run()
