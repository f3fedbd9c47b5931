"""Several files at once, a folder of reports for instance: looked at one after the other, taken in with one summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from compare_app.domain.draft import Draft, DraftRecords
from compare_app.domain.edit import Applied
from compare_app.domain.record_changes import typed
from compare_app.errors import AppError
from compare_app.progress import Progress
from compare_app.text.message import M
from compare_app.text.wording import Wording
from compare_app.workspace import Workspace
from ui.dialogs.files import FileAsker
from ui.dialogs.import_wizard import ImportWizard
from ui.models.files_grid import FileRow, State, files_grid, looked_at, not_read
from ui.models.grid_model import GridModel
from ui.session import Session
from ui.tables.grid_view import GridView
from ui.tasks import Job
from ui.theme import Theme
from ui.widgets.dialog import Dialog
from ui.widgets.plain import PlainLabel

SIZE: Final = (1080, 560)
LOCKED: Final = ("IMP-ENCRYPTED", "IMP-PASSWORD")  # the wizard asks for the password
_OPEN: Final = (State.READY, State.HELD, State.UNMAPPED)


class ImportManyDialog(Dialog):
    """Nothing is stored before the button; then every file is one step of undo."""

    def __init__(
        self,
        session: Session,
        words: Wording,
        theme: Theme,
        ask: FileAsker,
        files: Sequence[Path],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(words("Import several files"))
        self.resize(*SIZE)
        self.finished.connect(self._end)
        self._session = session
        self._words = words
        self._theme = theme
        self._ask = ask
        self.files = [FileRow(path) for path in files]
        self._job: Job | None = None
        self._storing = False
        self._leaving = False
        self._wizard: ImportWizard | None = None
        self.model = GridModel(self)
        self.model.dress(theme, self.font())
        self.view = GridView(words, words("Files"), frozen=1)
        self.view.setModel(self.model)
        self.view.current_key_changed.connect(self._update)
        self.view.doubleClicked.connect(self.open_wizard)
        self.summary = PlainLabel("", "lead", wrap=True)
        self.held_box = QCheckBox(
            words("Also files with held cells: these keep their text and carry no value")
        )
        self.held_box.toggled.connect(self._update)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setMaximumWidth(200)
        self.progress.setAccessibleName(words("Progress of reading"))
        self._working = PlainLabel("", "quiet")
        self.wizard_button = QPushButton(words("Open in the wizard…"))
        self.report_button = QPushButton(words("Save the list as Excel…"))
        self.import_button = QPushButton(words("Import"))
        self.import_button.setProperty("primary", True)
        self.close_button = QPushButton(words("Close"))
        self.wizard_button.clicked.connect(self.open_wizard)
        self.report_button.clicked.connect(self._save_report)
        self.import_button.clicked.connect(self._store_all)
        self.close_button.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self.progress)
        foot.addWidget(self._working, 1)
        for button in (self.wizard_button, self.report_button, self.import_button, self.close_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.addWidget(self.summary)
        column.addWidget(self.view, 1)
        column.addWidget(self.held_box)
        column.addLayout(foot)
        self._go_on()

    def reject(self) -> None:
        """Stop reading and leave; what was taken in stays, and what is being stored is stored whole first."""
        if self._job is not None and self._storing:
            self._leaving = True
            self._update()
            return
        super().reject()

    def _end(self) -> None:
        """Nothing is read for a list that is closed."""
        if self._job is not None:
            self._job.cancel()
        if self._wizard is not None:
            self._wizard.done(ImportWizard.DialogCode.Rejected)
        if self._session.is_open:
            self._session.workspace.let_go()
        self.deleteLater()

    # --- looking and storing, one file at a time --------------------------------------------------------------

    def _go_on(self) -> None:
        """The next file that waits to be looked at, or to be stored."""
        if self._leaving:
            self.reject()
            return
        at = next((at for at, one in enumerate(self.files) if self._is_next(one)), -1)
        self._show()
        if at < 0:
            self._storing = False
            self._update()
            return
        path, workspace, user = self.files[at].path, self._session.workspace, self._session.user
        storing, held = self._storing, self.held_box.isChecked()

        def work(progress: Progress) -> tuple[FileRow, Applied | None]:
            return taken(workspace, path, user, progress, storing=storing, held=held)

        job = self._job = self._session.tasks.start(work)
        job.progressed.connect(self._on_progress)
        job.done.connect(lambda found: self._on_read(at, *found))
        job.failed.connect(lambda error: self._on_failed(at, error))
        self._working.setText(self._words("Reading {file}…", file=path.name))
        self.progress.setMaximum(0)
        self._update()

    def _is_next(self, one: FileRow) -> bool:
        return self._is_wanted(one) if self._storing else one.state is State.WAITING

    def _is_wanted(self, one: FileRow) -> bool:
        return one.state is State.READY or (one.state is State.HELD and self.held_box.isChecked())

    def _on_progress(self, done: int, total: int) -> None:
        self.progress.setMaximum(total)
        self.progress.setValue(done)

    def _on_read(self, at: int, row: FileRow, applied: Applied | None) -> None:
        self._job = None
        self.files[at] = row
        if applied is not None:
            self._session.stored(applied.changes)
        self._go_on()

    def _on_failed(self, at: int, error: BaseException) -> None:
        self._job = None
        if not isinstance(error, AppError):
            raise error
        if error.code == "PROJECT-CHANGED":
            self._go_on()  # this file once more, against the project as it is now
            return
        self.files[at] = not_read(self.files[at].path, error)
        self._go_on()

    def _store_all(self) -> None:
        self._storing = True
        self._go_on()

    # --- one file in the wizard --------------------------------------------------------------------------------

    def current(self) -> int:
        """The place of the current file, -1 for none."""
        index = self.view.currentIndex()
        key = self.model.key_at(index.row()) if index.isValid() else -1
        return key if isinstance(key, int) else -1

    def open_wizard(self) -> None:
        """Look at the current file in the wizard; what it learns holds for the files with the same headers."""
        at = self.current()
        if at < 0 or self._is_busy or self.files[at].state is State.STORED:
            return
        wizard = self._wizard = ImportWizard(self._session, self._words, self._theme, self._ask, self)
        wizard.finished.connect(lambda result: self._after_wizard(at, wizard.draft if result else None))
        wizard.show()
        wizard.take(self.files[at].path)
        self._update()

    @property
    def _is_busy(self) -> bool:
        """Whether files are read or stored, or one is in the wizard."""
        return self._job is not None or self._wizard is not None

    def _after_wizard(self, at: int, draft: Draft | None) -> None:
        self._wizard = None
        self._update()
        if draft is None:
            return
        slim = replace(draft, records=DraftRecords())
        self.files[at] = replace(self.files[at], state=State.STORED, draft=slim, error=None)
        self.files = [FileRow(one.path) if one.state is State.UNMAPPED else one for one in self.files]
        self._go_on()

    # --- what is seen --------------------------------------------------------------------------------------------

    def _show(self) -> None:
        self.model.show(files_grid(self.files, self._words))
        self.view.fit()
        if not self.view.currentIndex().isValid() and self.files:
            self.view.setCurrentIndex(self.model.index(0, 0))

    def _update(self) -> None:
        words, busy = self._words, self._is_busy
        wanted = sum(self._is_wanted(one) for one in self.files)
        states = [one.state for one in self.files]
        at = self.current()
        self.summary.setText(
            words(
                "Files: {count}; ready: {ready}, held: {held}, unmapped: {unmapped}, refused: {refused}, in: {stored}",
                count=len(states),
                ready=states.count(State.READY),
                held=states.count(State.HELD),
                unmapped=states.count(State.UNMAPPED),
                refused=states.count(State.REFUSED),
                stored=states.count(State.STORED) + states.count(State.ALREADY),
            )
        )
        self.import_button.setText(words("Import {count} files", count=wanted))
        self.import_button.setEnabled(bool(wanted) and not busy)
        locked = at >= 0 and (error := self.files[at].error) is not None and error.code in LOCKED
        self.wizard_button.setEnabled(not busy and at >= 0 and (states[at] in _OPEN or locked))
        self.report_button.setEnabled(not busy)
        self.held_box.setEnabled(not busy)
        self.close_button.setEnabled(not self._leaving)
        self.progress.setVisible(self._job is not None)
        if self._job is None:
            self._working.setText("")

    def _save_report(self) -> None:
        words = self._words
        name = f"{words('Report of an import')}.xlsx"
        to = self._ask.save_file(
            self, words("Report of an import"), name, words(M("Excel workbook (*.xlsx)"))
        )
        if to is not None:
            outcomes = [one.outcome for one in self.files]
            workspace = self._session.workspace
            self._session.writing.start(to, lambda path: workspace.write_import_report(path, outcomes, words))


def taken(
    workspace: Workspace, path: Path, user: str, progress: Progress, *, storing: bool, held: bool
) -> tuple[FileRow, Applied | None]:
    """What would come of a file, read without asking; stored where it is wanted and nothing stands against it.

    A file is read anew before it is stored: those before it are in the project by now. So it is where the project was
    changed while it was read: AppError PROJECT-CHANGED, and nothing of it is stored.
    """
    project = workspace.project
    mapping = workspace.known_mapping(path, progress=progress)
    draft = workspace.read(path, mapping, progress)
    if (
        mapping is not None
    ):  # in the wizard each of them may be chosen; unseen, nothing that a person wrote is replaced
        draft = draft.without(typed(draft.overwrites))
    row = looked_at(path, mapping, draft)
    wanted = storing and (row.state is State.READY or (held and row.state is State.HELD))
    applied = workspace.commit(draft, mapping, user, project) if wanted else None
    row = replace(
        row, state=State.STORED if wanted else row.state, draft=replace(draft, records=DraftRecords())
    )
    draft.let_go()
    return row, applied
