"""A new version that came as a file: whether it is the published one, before anybody runs it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from compare_app.text.wording import Wording
from ui.tasks import Tasks
from ui.widgets.dialog import Dialog
from ui.widgets.plain import PlainLabel

if TYPE_CHECKING:
    from compare_app.progress import Progress
    from compare_app.update_file import UpdateFile

HALF = 32  # digits of a digest on a line
_SIGNS = {"same": "✓ ", "other": "✕ "}


class UpdateDialog(Dialog):
    """Reads the file beside the window; a digest that is put in is compared as it is typed."""

    def __init__(
        self,
        path: Path,
        tasks: Tasks,
        words: Wording,
        failed: Callable[[BaseException], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(words("Check an update file"))
        self.setMinimumWidth(620)
        self.finished.connect(self.deleteLater)
        self._words = words
        self._found: UpdateFile | None = None
        self._failed = failed
        self.verdict = PlainLabel(words("Reading…"), "lead", wrap=True)
        self.digest = PlainLabel("…\n", "quiet").selectable()
        self.given_edit = QLineEdit()
        self.given_edit.setPlaceholderText(words("As published"))
        self.given_edit.setClearButtonEnabled(True)
        self.given_edit.textChanged.connect(self._say)
        self.more = PlainLabel("", wrap=True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.verdict)
        for name, widget in (
            (words("File"), PlainLabel(path.name, wrap=True).selectable()),
            (words("SHA-256 of it"), self.digest),
            (words("Published SHA-256"), self.given_edit),
        ):
            widget.setAccessibleName(name)
            column.addWidget(PlainLabel(name, "small"))
            column.addWidget(widget)
        column.addWidget(self.more)
        column.addStretch(1)
        column.addWidget(buttons)
        job = tasks.start(_reader(path), "update")
        job.done.connect(self._show)
        job.cancelled.connect(self.reject)  # the project was closed meanwhile
        job.failed.connect(self._give_up)

    def _show(self, found: UpdateFile) -> None:
        self._found = found
        self.digest.setText(f"{found.sha256[:HALF]}\n{found.sha256[HALF:]}")
        self._say()

    def _say(self) -> None:
        if self._found is None:
            return
        given = self.given_edit.text()
        first, *rest = (self._words(one) for one in self._found.said(given))
        self.verdict.setText(_SIGNS.get(self._found.verdict(given), "") + first)
        self.more.setText("\n".join(rest))
        self.fit()

    def _give_up(self, error: BaseException) -> None:
        self.reject()
        self._failed(error)


def _reader(path: Path) -> Callable[[Progress], UpdateFile]:
    def work(progress: Progress) -> UpdateFile:
        from compare_app.update_file import look

        return look(path)

    return work
