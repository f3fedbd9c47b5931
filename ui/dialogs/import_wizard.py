"""Taking a file in: file → sheet → mapping → issues → commit. Nothing is stored before the last button."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from compare_app.domain.draft import Draft, FilePreview, ImportOutcome
from compare_app.domain.edit import Applied
from compare_app.domain.mapping import TableMapping
from compare_app.domain.project import Project
from compare_app.drafts import ImportDraft
from compare_app.errors import AppError, RefusedFile
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.dialogs.files import FileAsker
from ui.dialogs.import_cells import Corrections
from ui.dialogs.import_commit import CommitStep
from ui.dialogs.import_file import FileStep
from ui.dialogs.import_issues import IssuesStep
from ui.dialogs.import_mapping import PAUSE_MS, MappingStep
from ui.dialogs.import_sheet import SheetStep
from ui.session import Session
from ui.tasks import Job
from ui.theme import Theme
from ui.widgets.dialog import Dialog
from ui.widgets.fields import fields_of, said_by, say_again
from ui.widgets.plain import PlainLabel
from ui.widgets.room import Room
from ui.wording import labelled

FILE, SHEET, MAPPING, ISSUES, COMMIT = range(5)
STEPS: Final = (M("File"), M("Sheet"), M("Mapping"), M("Issues"), M("Import"))
SIZE: Final = (1080, 680)
_Step = TypeVar("_Step", bound=QWidget)


class ImportWizard(Dialog):
    """Five steps on a stack; files are read beside the window, with progress and a way out."""

    step_changed = Signal(int)
    plan_found = Signal(object)  # Path: the file is an improvement plan that comes back

    def __init__(
        self,
        session: Session,
        words: Wording,
        theme: Theme,
        ask: FileAsker,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(words("Import"))
        self.resize(*SIZE)
        self.finished.connect(self._end)
        self._session = session
        self._words = words
        self._theme = theme
        self._ask = ask
        self._job: Job | None = None
        self._storing = False  # what is being stored is not stopped halfway
        self._read_on: Project | None = None  # the snapshot that the draft was read against
        self._begun: ImportDraft | None = None  # where it was when the program was killed
        self._stay = False  # a draft that is read again does not move the user to another step
        self._again = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._again.timeout.connect(self._read_again)
        session.changed.connect(self._on_changed)
        self.path: Path | None = None
        self.preview: FilePreview | None = None
        self.draft: Draft | None = None
        self.corrections: Corrections = {}
        self.stack = QStackedWidget()
        for _ in STEPS:
            self.stack.addWidget(_place())
        self.file_step = FileStep(words, ask)
        self.file_step.chosen.connect(self.take)
        self.file_step.options_changed.connect(self._read_preview)
        self.file_step.password_given.connect(self._unlock)
        self._crumbs = [PlainLabel(f"{number}  {words(name)}") for number, name in enumerate(STEPS, 1)]
        crumbs = QHBoxLayout()
        for label in self._crumbs:
            crumbs.addWidget(label)
            crumbs.addSpacing(16)
        crumbs.addStretch(1)
        self.notice = PlainLabel(
            f"ⓘ {words('The project changed meanwhile: what this file would change is compared anew.')}",
            wrap=True,
        )
        self.notice.setProperty("note", True)
        self.notice.hide()
        self._trouble = PlainLabel("", wrap=True).selectable()
        self._trouble.setProperty("tone", "worse")
        self._trouble.hide()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setMaximumWidth(200)
        self.progress.setAccessibleName(words("Progress of reading"))
        self.progress.hide()
        self._working = PlainLabel("", "quiet")
        self.back_button = QPushButton(words("Back"))
        self.next_button = QPushButton(words("Next"))
        self.next_button.setProperty("primary", True)
        self.next_button.setDefault(True)
        self.cancel_button = QPushButton(words("Cancel"))
        self.back_button.clicked.connect(self.go_back)
        self.next_button.clicked.connect(self.go_on)
        self.cancel_button.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(self.progress)
        buttons.addWidget(self._working, 1)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.next_button)
        buttons.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        column.addLayout(crumbs)
        column.addWidget(self.notice)
        column.addWidget(Room(self.stack), 1)
        column.addWidget(self._trouble)
        column.addLayout(buttons)
        self._put(FILE, self.file_step)
        self._show(FILE)

    # --- the steps behind the first, each made when it is needed: together they take a third of a second ----

    @cached_property
    def sheet_step(self) -> SheetStep:
        """Which sheet of it."""
        return self._put(SHEET, SheetStep(self._words, self._theme))

    @cached_property
    def mapping_step(self) -> MappingStep:
        """What its columns are."""
        step = MappingStep(self._session, self._words, self._theme, self._ask, self.corrections)
        step.table_wanted.connect(self._propose)
        step.header_meant.connect(lambda row: self._propose(0, row))
        step.changed.connect(self._update_buttons)
        return self._put(MAPPING, step)

    @cached_property
    def issues_step(self) -> IssuesStep:
        """What of it is not understood."""
        step = self._put(ISSUES, IssuesStep(self._words, self._theme, self.corrections))
        step.corrected.connect(self._read_draft)
        step.agreed.connect(self._update_buttons)
        step.report_asked.connect(self._save_report)
        return step

    @cached_property
    def commit_step(self) -> CommitStep:
        """What will be stored."""
        return self._put(COMMIT, CommitStep(self._words, self._theme))

    def _put(self, number: int, step: _Step) -> _Step:
        place = self.stack.widget(number)
        layout = place.layout() if place is not None else None
        assert layout is not None
        layout.addWidget(step)
        last = self.previousInFocusChain()
        assert last is not None
        order = (last, self.back_button, self.next_button, self.cancel_button)
        for before, after in pairwise(order):  # what is made later would come behind the buttons
            self.setTabOrder(before, after)
        return step

    # --- moving -----------------------------------------------------------------------------------------

    @property
    def step(self) -> int:
        """Which step is seen."""
        return self.stack.currentIndex()

    def take(self, path: Path) -> None:
        """Start with a file."""
        self.path = path
        self.corrections.clear()
        self.commit_step.forget()
        self.file_step.show_path(path)
        self._show(FILE)
        self._read_preview()

    def begun(self) -> ImportDraft | None:
        """How far it is, for whom the program is killed; None before a file is chosen and while it is stored."""
        if self.path is None or self._storing:
            return None
        mapping = self.mapping if self.step >= MAPPING else None
        return ImportDraft(
            str(self.path),
            self.step,
            self.sheet_step.sheet().name if self.preview is not None and self.step > FILE else "",
            self._session.workspace.mapping_text(mapping) if mapping is not None else "",
            deepcopy(self.corrections),
            {place: said_by(one) for place, one in fields_of(self.stack.currentWidget()).items()},
        )

    def go_on_with(self, begun: ImportDraft) -> None:
        """Go by itself to the step where it was, with what was said there; nothing is stored on the way."""
        self._begun = begun

    def _catch_up(self) -> None:
        """One step nearer to where it was, each time something was read."""
        begun = self._begun
        if begun is None or self._job is not None:
            return
        if self.step == MAPPING and begun.mapping:
            mapping = self._session.attempt(lambda: self._session.workspace.mapping_of_text(begun.mapping))
            if mapping is not None:
                self.mapping_step.take(mapping)
        if self.step >= begun.step or self.preview is None:
            self._begun = None
            for place, one in fields_of(self.stack.currentWidget()).items():
                if self.step == begun.step and said_by(one) != begun.fields.get(place, said_by(one)):
                    say_again(one, begun.fields[place])
            return
        if self.step == FILE:
            self.corrections.update({sheet: dict(cells) for sheet, cells in begun.corrections.items()})
        if self.step == SHEET:
            self.sheet_step.choose(begun.sheet)
        if self.step == ISSUES:
            self.issues_step.agree_box.setChecked(
                True
            )  # it was, or the step behind it could not have been seen
        if self.next_button.isEnabled():
            self.go_on()
        else:
            self._begun = None

    def go_on(self) -> None:
        """The next step; reading happens between steps."""
        self.notice.hide()
        if self.step in (ISSUES, COMMIT) and self._is_outdated:
            self._read_again()
            return
        match self.step:
            case 0 if self.preview is not None:
                self._after_file()
            case 1:
                self._propose()
            case 2:
                self._read_draft()
            case 3:
                self._show_commit()
            case 4:
                self._commit()

    def go_back(self) -> None:
        """The step before, with everything as it was left."""
        self._stop()
        self.notice.hide()
        ours = self.preview is not None and self.preview.ours
        target = {COMMIT: ISSUES, ISSUES: FILE if ours else MAPPING, MAPPING: SHEET, SHEET: FILE}[self.step]
        if target == SHEET and self.preview is not None and len(self.preview.sheets) == 1:
            target = FILE
        self._show(target)

    def reject(self) -> None:
        """Leave; nothing was stored. What is being stored is stored whole first."""
        if not self._storing:
            super().reject()

    def _end(self) -> None:
        """Nothing is read for a wizard that is closed."""
        self._stop()
        if self._session.is_open:
            self._session.workspace.let_go()
        self.deleteLater()

    def _show(self, step: int) -> None:
        self.stack.setCurrentIndex(step)
        for number, label in enumerate(self._crumbs):
            font = label.font()
            font.setBold(number == step)
            label.setFont(font)
            label.setEnabled(number <= step)
        self.next_button.setText(self._words("Import") if step == COMMIT else self._words("Next"))
        self._trouble.hide()
        self._update_buttons()
        self.step_changed.emit(step)
        if self._begun is not None:
            QTimer.singleShot(0, self, self._catch_up)

    def _update_buttons(self) -> None:
        busy = self._job is not None
        self.back_button.setEnabled(self.step > FILE and not busy)
        self.next_button.setEnabled(self._is_ready() and not busy)
        self.cancel_button.setEnabled(not self._storing)
        if not busy and self.focusWidget() in (None, self.back_button, self.cancel_button):
            self._take_keyboard()

    def _take_keyboard(self) -> None:
        """Enter goes on where one can, otherwise the keys are in the step: Qt would leave them on “Cancel”."""
        place = self.stack.currentWidget()
        if self.next_button.isEnabled():
            self.next_button.setFocus()
        elif place is not None:
            asked = (one for one in place.findChildren(QWidget) if one.isVisibleTo(place) and one.isEnabled())
            first = next((one for one in asked if one.focusPolicy() & Qt.FocusPolicy.TabFocus), None)
            if first is not None:
                first.setFocus()

    def _is_ready(self) -> bool:
        match self.step:
            case 0:
                return self.preview is not None
            case 2:
                return self.mapping_step.may_go_on()
            case 3:
                return self.draft is not None and self.issues_step.may_go_on()
            case 4:
                draft = self.draft
                return draft is not None and bool(draft.records or draft.held or draft.removes)
        return True

    # --- reading ----------------------------------------------------------------------------------------

    def _start(self, job: Job, text: str) -> None:
        self._job = job
        job.progressed.connect(self._on_progress)
        job.failed.connect(self._on_failed)
        job.ended.connect(self._on_ended)
        self.progress.setMaximum(0)
        self.progress.show()
        self._working.setText(text)
        self._update_buttons()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._on_ended()

    def _on_progress(self, done: int, total: int) -> None:
        self.progress.setMaximum(total)
        self.progress.setValue(done)

    def _on_ended(self) -> None:
        self._job = None
        self._storing = False
        self.progress.hide()
        self._working.setText("")
        self._update_buttons()
        QTimer.singleShot(0, self, self._catch_up)
        self._on_changed()  # while the file was read, or instead of what was to be stored

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, AppError):
            raise error
        if error.code == "IMPORT-PLAN" and self.path is not None:
            self.reject()
            self.plan_found.emit(self.path)
            return
        self.show_trouble(error)
        if error.code in ("IMP-ENCRYPTED", "IMP-PASSWORD") and self.step == FILE:
            self.file_step.ask_password()

    def _unlock(self, password: str) -> None:
        if self.path is not None:
            self._session.workspace.unlock(self.path, password)
            self._read_preview()

    def show_trouble(self, error: AppError) -> None:
        """What is wrong with the file and what to do, beside the choice that can mend it."""
        place = str(error.place)
        what = self._words(error.what)
        named = place and place not in what  # the sentence names the file itself
        lines = [labelled(place, what, self._words) if named else what, self._words(error.remedy)]
        if isinstance(error, RefusedFile):
            lines += [
                labelled(str(one.place), f"{one.found} → {self._words(one.expected)}", self._words)
                for one in error.issues[:5]
            ]
        self._trouble.setText("\n".join(line for line in lines if line))
        self._trouble.show()

    def _read_preview(self) -> None:
        if self.path is None:
            return
        self._stop()
        self.preview = None
        self._trouble.hide()
        workspace, path = self._session.workspace, self.path
        encoding, separator = self.file_step.encoding, self.file_step.separator
        job = self._session.tasks.start(
            lambda progress: workspace.preview(path, encoding, separator, progress), "import"
        )
        job.done.connect(self._on_preview)
        self._start(job, self._words("Looking at the file…"))

    def _on_preview(self, preview: FilePreview) -> None:
        self.preview = preview
        self.file_step.show_preview(preview)
        self.sheet_step.show_preview(preview)
        self._trouble.hide()
        self._update_buttons()

    def _after_file(self) -> None:
        if self.preview is None:
            return
        if self.preview.ours:
            self._read_draft()
        elif len(self.preview.sheets) > 1:
            self._show(SHEET)
        else:
            self._propose()

    def _propose(self, number: int = 0, header_row: int = 0) -> None:
        if self.path is None or self.preview is None:
            return
        workspace, path = self._session.workspace, self.path
        sheet = self.sheet_step.sheet().name
        encoding, separator = self.file_step.encoding, self.file_step.separator
        job = self._session.tasks.start(
            lambda progress: workspace.propose_mapping(
                path, sheet, encoding, separator, progress, number, header_row
            ),
            "import",
        )
        job.done.connect(lambda mapping: self._on_proposed(mapping, number))
        self._start(job, self._words("Guessing what the columns are…"))

    def _on_proposed(self, mapping: TableMapping, number: int) -> None:
        if self.path is None:
            return
        encoded = replace(
            mapping,
            encoding=mapping.encoding or self.file_step.encoding,
            separator=mapping.separator or self.file_step.separator,
        )
        self.mapping_step.show_mapping(self.path, self.sheet_step.sheet(), encoded, number)
        self._show(MAPPING)

    @property
    def mapping(self) -> TableMapping | None:
        """The mapping that is used; None for our own workbook."""
        if self.preview is None or self.preview.ours:
            return None
        return self.mapping_step.mapping()

    @property
    def _is_outdated(self) -> bool:
        """Whether the project is no longer the one that the draft was read against."""
        return self.draft is not None and self._read_on is not self._session.project

    def _on_changed(self) -> None:
        """The project went on: what would be overwritten may be something else now."""
        if self._storing or self._job is not None:
            return
        if self.step in (ISSUES, COMMIT) and self._is_outdated:
            self._again.start()
        elif self.step == MAPPING:
            self.mapping_step.look_again()

    def _read_again(self) -> None:
        if self._job is None and self._is_outdated:
            self._stay = True
            self.notice.show()
            self._read_draft()

    def _read_draft(self) -> None:
        if self.path is None:
            return
        self._forget()
        self._read_on = self._session.project
        workspace, path, mapping = self._session.workspace, self.path, self.mapping
        corrections = deepcopy(self.corrections)
        job = self._session.tasks.start(
            lambda progress: workspace.read(path, mapping, progress, corrections), "import"
        )
        job.done.connect(self._on_draft)
        self._start(job, self._words("Reading…"))

    def _on_draft(self, draft: Draft) -> None:
        if self.preview is None:
            return
        self.draft = draft
        stay, self._stay = self._stay, False
        self.issues_step.show_draft(draft, self.preview, self.mapping, again=stay)
        if stay and self.step == COMMIT and self.issues_step.may_go_on():
            self._show_commit()
        elif draft.issues or draft.held:
            self._show(ISSUES)
        else:
            self._show_commit()

    def _forget(self) -> None:
        """Let go of the draft, beside the window: it may hold a million results."""
        draft, self.draft = self.draft, None
        if draft is not None:
            self._session.tasks.start(lambda progress: draft.let_go())

    def _save_report(self) -> None:
        """What the import would do, and every issue, as a workbook to send back or to work from."""
        if self.draft is None or self.path is None:
            return
        words, outcome = self._words, ImportOutcome(self.path.name, self.draft)
        name = f"{self.path.stem} {words('Report of an import')}.xlsx"
        to = self._ask.save_file(
            self, words("Report of an import"), name, words(M("Excel workbook (*.xlsx)"))
        )
        if to is not None:
            workspace = self._session.workspace
            self._session.writing.start(
                to, lambda path: workspace.write_import_report(path, [outcome], words)
            )

    # --- storing ----------------------------------------------------------------------------------------

    def _show_commit(self) -> None:
        if self.draft is not None:
            self.commit_step.show_draft(self.draft, self._session.project)
            self._show(COMMIT)

    def _commit(self) -> None:
        draft = self.draft
        if draft is None:
            return
        rules = self.commit_step.rules(self._session.user)
        draft = draft.without(self.commit_step.kept())
        whole = replace(draft, records=draft.records.with_more(rules))
        mapping, workspace, user = self.mapping, self._session.workspace, self._session.user
        on = self._read_on
        job = self._session.tasks.start(lambda progress: workspace.commit(whole, mapping, user, on))
        job.done.connect(lambda applied: self._on_committed(draft, applied))
        self._storing = True
        self._start(job, self._words("Storing…"))

    def _on_committed(self, draft: Draft, applied: Applied) -> None:
        self._session.stored(applied.changes)
        taken = M(
            "{file} is taken in; rows read whole: {taken}, with held cells: {held}",
            file=draft.batch.file_name,
            taken=draft.batch.taken,
            held=draft.batch.held,
        )
        self._session.told.emit(taken)
        self.accept()
        self._forget()


def _place() -> QWidget:
    place = QWidget()
    QVBoxLayout(place).setContentsMargins(0, 0, 0, 0)
    return place
