"""A copy of the sample data as a project of the user's own."""

from __future__ import annotations

from pathlib import Path

from compare_app.domain.edit import Changes
from compare_app.errors import AppError
from compare_app.text.message import M
from ui.session import Session


def sample_folder() -> Path:
    """Where the sample workbooks lie: beside the program, in a checkout as in a frozen build."""
    import sys

    frozen = getattr(sys, "_MEIPASS", "")
    return (Path(frozen) if frozen else Path(__file__).resolve().parents[2]) / "sample_data"


def sample_workbooks(folder: Path) -> tuple[Path, ...]:
    """Our own five-sheet workbooks among the samples, in order of their names."""
    return tuple(sorted(folder.glob("*.xlsx")))


def make_sample(session: Session, path: Path, folder: Path | None = None) -> bool:
    """Make a project at `path` and take in every sample workbook that is one of ours; False when it was told."""
    books = sample_workbooks(folder or sample_folder())
    if not books:
        session.troubled.emit(
            AppError(
                "NO-SAMPLE", M("The sample data are not beside the program"), M("Unpack the program whole")
            )
        )
        return False
    if not session.create(path):
        return False

    def take_in() -> bool:
        workspace = session.workspace
        for book in books:
            if workspace.preview(book).ours:
                workspace.commit(workspace.read(book), user=session.user)
        return True

    done = session.attempt(take_in)
    session.stored(Changes.EVERYTHING)
    return bool(done)
