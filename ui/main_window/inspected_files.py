"""What is done with the files of the inspector: opened as a read-only copy, saved, removed, added."""

from __future__ import annotations

import shutil
import stat
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from compare_app.domain.attachments import detach_edit, may_be_opened
from compare_app.domain.edit import Changes, Ref
from compare_app.domain.loop import Attachment
from compare_app.errors import AppError
from compare_app.text.message import M
from ui.models.kept_list import kept_list
from ui.widgets.inspector import Inspection, Inspector

if TYPE_CHECKING:
    from ui.main_window.window import MainWindow


class OpenedCopies:
    """The folder of this session for what was opened; it goes when the program ends."""

    def __init__(self) -> None:
        self.folder: Path | None = None

    def place(self, digest: str) -> Path:
        """A folder for the copy of one content: two files of one name do not meet."""
        if self.folder is None:
            self.folder = Path(tempfile.mkdtemp(prefix="dual-compare-"))
        place = self.folder / digest[:16]
        place.mkdir(exist_ok=True)
        return place

    def close(self) -> None:
        """Remove the copies; one that another program still holds is left to the system."""
        if self.folder is not None:
            shutil.rmtree(self.folder, onerror=_writable)
            self.folder = None


class InspectedFiles(QObject):
    """Shows the files of what is inspected and does what the inspector asks for, reading and writing in threads."""

    def __init__(self, window: MainWindow, inspector: Inspector) -> None:
        super().__init__(inspector)
        self._window = window
        self._session = window.session
        self._inspector = inspector
        inspector.open_asked.connect(self._open)
        inspector.save_asked.connect(self._save)
        inspector.remove_asked.connect(self._remove)
        inspector.add_asked.connect(self._ask_for_files)
        inspector.dropped.connect(self.keep)
        self._session.changed.connect(self._on_changed)

    def show(self, inspection: Inspection | None) -> None:
        """Show something with the files beside it."""
        session = self._session
        about = inspection.about if inspection is not None else None
        kept = (
            kept_list(session.project, about, self._window.words, editable=not session.read_only)
            if about is not None
            else None
        )
        self._inspector.show_inspection(inspection, kept)

    def keep(self, files: Sequence[Path]) -> None:
        """Keep files beside what is inspected; those that cannot be kept are told, the others stay kept."""
        about = self._about
        if about is None or not files:
            return
        session, workspace, user = self._session, self._session.workspace, self._session.user

        def work(progress: object) -> tuple[Changes, int, AppError | None]:
            changes, count, trouble = Changes.NOTHING, 0, None
            for path in files:
                try:
                    applied = workspace.attach(about.kind, about.id, path, user)
                except AppError as error:
                    trouble = error
                    continue
                if applied is not None:
                    changes, count = changes | applied.changes, count + 1
            return changes, count, trouble

        job = session.tasks.start(work)
        job.done.connect(self._on_kept)
        job.failed.connect(session.failed)

    @property
    def _about(self) -> Ref | None:
        inspection = self._inspector.inspection
        return inspection.about if inspection is not None else None

    def _on_changed(self, changes: Changes) -> None:
        if changes & Changes.ATTACHMENTS and self._about is not None:
            self.show(self._inspector.inspection)

    def _on_kept(self, found: tuple[Changes, int, AppError | None]) -> None:
        changes, count, trouble = found
        if changes:
            self._session.stored(changes)
        if trouble is not None:
            self._session.troubled.emit(trouble)
        else:
            self._session.told.emit(
                M("Files kept: {count}", count=count)
                if count
                else M("The file is there already; nothing to do")
            )

    def _ask_for_files(self) -> None:
        window = self._window
        title = window.words("Files to keep in the project")
        self.keep(window.ask.open_files(window, title, window.words(M("All files (*)"))))

    def _file(self, key: str) -> Attachment | None:
        return self._session.project.get(Attachment, key)

    def _remove(self, key: str) -> None:
        one = self._file(key)
        if one is not None:
            self._session.apply(detach_edit(one))

    def _save(self, key: str) -> None:
        one, window = self._file(key), self._window
        if one is None:
            return
        path = window.ask.save_file(
            window, window.words("Save as…"), file_name(one.name), window.words(M("All files (*)"))
        )
        if path is None:
            return
        workspace = self._session.workspace
        self._session.writing.start(path, lambda to: workspace.save_attachment(one, to))

    def _open(self, key: str) -> None:
        """A copy checked against its digest goes to the program of its kind; nothing that would run is opened."""
        one = self._file(key)
        if one is None or not may_be_opened(one):
            return
        name = file_name(one.name)
        if not may_be_opened(replace(one, name=name)):  # a sign that is dropped must not make a program of it
            return
        copy, workspace = self._window.chores.copies.place(one.sha256) / name, self._session.workspace

        def work(progress: object) -> Path:
            if copy.exists():  # opened before; it may have been changed by force
                copy.chmod(stat.S_IREAD | stat.S_IWRITE)
            workspace.save_attachment(one, copy)
            copy.chmod(stat.S_IREAD)
            return copy

        self._start(work, self._on_copied)

    def _start(self, work: Callable[[object], Path], done: Callable[[Path], None]) -> None:
        job = self._session.tasks.start(work)
        job.done.connect(done)
        job.failed.connect(self._session.failed)

    def _on_copied(self, copy: Path) -> None:
        from ui.main_window.files_out import open_own_file

        open_own_file(copy)


def file_name(name: str) -> str:
    """A name that a file system takes, with its suffix."""
    from ui.main_window.files_out import safe_name

    stem, dot, suffix = name.rpartition(".")
    return f"{safe_name(stem)}.{safe_name(suffix)}" if dot and stem else safe_name(name)


def _writable(remove: Callable[[str], object], path: str, error: object) -> None:
    """Windows does not remove what is write-protected."""
    try:
        Path(path).chmod(stat.S_IREAD | stat.S_IWRITE)
        remove(path)
    except OSError:
        pass
