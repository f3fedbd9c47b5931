"""A copy of the sample data as a project of the user's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from compare_app.errors import AppError
from compare_app.text.message import M
from ui.session import Session

if TYPE_CHECKING:
    from compare_app.domain.draft import Draft


def sample_folder() -> Path:
    """Where the sample workbooks lie: beside the program, in a checkout as in a frozen build."""
    import sys

    frozen = getattr(sys, "_MEIPASS", "")
    return (Path(frozen) if frozen else Path(__file__).resolve().parents[2]) / "sample_data"


def sample_workbooks(folder: Path) -> tuple[Path, ...]:
    """Our own five-sheet workbooks among the samples, in order of their names."""
    return tuple(sorted(folder.glob("*.xlsx")))


class SampleMaker(QObject):
    """Makes a project and takes in every sample workbook that is one of ours: read beside the window, stored by it."""

    finished = Signal()

    def __init__(self, session: Session, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._books = list(sample_workbooks(folder or sample_folder()))

    def start(self, path: Path) -> bool:
        """Begin; False when the project could not be made or there are no samples, which was told."""
        if not self._books:
            what = M("The sample data are not beside the program")
            self._session.troubled.emit(AppError("NO-SAMPLE", what, M("Unpack the program whole")))
            return False
        if not self._session.create(path):
            return False
        self._next()
        return True

    def _next(self) -> None:
        if not self._books:
            self.finished.emit()
            return
        workspace, book = self._session.workspace, self._books.pop(0)
        job = self._session.tasks.start(lambda progress: workspace.read(book, None, progress))
        job.done.connect(self._take_in)
        job.failed.connect(self._on_failed)

    def _take_in(self, draft: Draft) -> None:
        session = self._session
        applied = session.attempt(lambda: session.workspace.commit(draft, user=session.user))
        if applied is not None:
            session.stored(applied.changes)
            self._next()

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, AppError):
            raise error
        self._session.troubled.emit(error)
