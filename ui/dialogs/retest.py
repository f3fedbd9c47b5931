"""复测: what the laboratory reports after the measures, judged before it is taken over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from compare_app.domain.day_text import typed_day
from compare_app.domain.digest import actions_of, is_open
from compare_app.domain.edit import Edit
from compare_app.domain.loop import Action
from compare_app.domain.model import Indicator, Product, Result, Sample, TestReport
from compare_app.domain.retest import Judged, Retest, Retested
from compare_app.domain.retest_entry import Entry, entry_of, results_of
from compare_app.domain.terms import ActionType
from compare_app.errors import AppError
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording
from ui.dialogs.beside import Beside
from ui.dialogs.files import FileAsker
from ui.models.cell_edits import CellEdits
from ui.models.grid_model import GridModel
from ui.models.retest_grid import EDITABLE, VALUES, Line, retest_grid
from ui.session import Session
from ui.tables.grid_view import GridView
from ui.theme import Theme
from ui.widgets.combo import WholeCombo
from ui.widgets.plain import PlainLabel
from ui.wording import named

SIZE: Final = (1080, 560)
TYPING: Final = 15  # letters of the column to type in, at least
PATIENCE_MS: Final = 200  # after the last key before the preview is computed
PATTERN: Final = M("Results of a re-test (*.json *.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.txt *.tsv)")
UNNAMED: Final = "—"  # stands for the report and the sample of a preview until they are typed


@dataclass(frozen=True, slots=True)
class RetestNow:
    """What the form is about: the product, its scheme, its plan."""

    product: Product
    scheme: tuple[Indicator, ...]
    actions: tuple[Action, ...]


class RetestDialog(Beside[RetestNow]):
    """One row for each indicator of an open row; others can be added. Nothing is stored before the button."""

    def __init__(
        self,
        session: Session,
        product_id: str,
        words: Wording,
        theme: Theme,
        ask: FileAsker,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, words, parent)
        self._product_id = product_id
        self._ask = ask
        self._entries: dict[str, Entry] = {}
        self._added: list[str] = []  # indicators without an open row, by hand or from a file
        self._from_file: dict[str, tuple[Entry, tuple[Result, ...]]] = {}
        self._file: Retest | None = None
        self._judged: tuple[Judged, ...] = ()
        self._awaiting = False
        self.setWindowTitle(words("Re-test"))
        self.resize(*SIZE)
        self._subject = PlainLabel("", "subtitle", wrap=True)
        self.model = GridModel(self)
        self.model.dress(theme, self.font())
        self.model.edits_requested.connect(self._on_edits)
        self.view = GridView(words, words("Values of the re-test"), filters=False)
        self.view.setModel(self.model)
        self._build_evidence()
        self.preview = PlainLabel("", wrap=True)
        self.lasting = PlainLabel(
            words(
                "A re-test cannot be undone; a later one takes its place. "
                "What stood before is kept as an earlier state of the product."
            ),
            "quiet",
            wrap=True,
        )
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._compute)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.take_button = buttons.addButton(
            words("Record the re-test"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        for part in (self._subject, self._evidence, self._tools()):
            self.column.addWidget(part)
        self.column.addWidget(self.view, 1)
        for part in (self.preview, self.lasting, buttons):
            self.column.addWidget(part)
        self.begin()

    def _build_evidence(self) -> None:
        """Report and sample: without them nobody can look the values up."""
        words = self._words
        self.report_edit, self.sample_edit = QLineEdit(), QLineEdit()
        self.laboratory_edit, self.day_edit = QLineEdit(), QLineEdit()
        self._evidence = QWidget()
        grid = QGridLayout(self._evidence)
        grid.setContentsMargins(0, 0, 0, 0)
        for place, (name, edit) in enumerate(
            (
                (words("Report number"), self.report_edit),
                (words("Sample number"), self.sample_edit),
                (words("Laboratory"), self.laboratory_edit),
                (words("Day of the re-test"), self.day_edit),
            )
        ):
            label = PlainLabel(name)
            label.setBuddy(edit)
            edit.setAccessibleName(name)
            edit.textChanged.connect(self._check)
            grid.addWidget(label, place // 2, place % 2 * 2)
            grid.addWidget(edit, place // 2, place % 2 * 2 + 1)

    def _tools(self) -> QWidget:
        words = self._words
        self.file_button = QPushButton(words("From a file…"))
        self.file_button.clicked.connect(self._choose_file)
        self.more_box = WholeCombo()
        self.more_box.setAccessibleName(words("Another indicator"))
        self.add_button = QPushButton(words("Add this indicator"))
        self.add_button.clicked.connect(self._add)
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.file_button)
        row.addStretch(1)
        row.addWidget(self.more_box)
        row.addWidget(self.add_button)
        return tools

    # --- what is shown --------------------------------------------------------------------------------------------

    def now(self) -> RetestNow | None:
        """Product, scheme and plan; None where the product is gone."""
        project = self._session.project
        product = project.get(Product, self._product_id)
        if product is None:
            return None
        return RetestNow(
            product, tuple(project.indicators(product.category_id)), actions_of(project, product.id)
        )

    def show_now(self, now: RetestNow) -> None:
        """The open rows of the plan; what was typed stays."""
        self._subject.setText(now.product.name)
        for edit in (self.report_edit, self.sample_edit, self.laboratory_edit):
            self.put(edit, "")
        self.put(self.day_edit, self._session.on.isoformat())
        self._judge_anew()

    def lines(self) -> tuple[Line, ...]:
        """The rows of the table: indicators with open rows of the plan, then those that were added."""
        now = self._seen
        if now is None:
            return ()
        planned: dict[str, list[Action]] = {}
        for one in now.actions:
            if one.action_type is not ActionType.STANDARD and is_open(one):
                planned.setdefault(one.indicator_id, []).append(one)
        shown = [*planned, *(one for one in self._added if one not in planned)]
        known = {one.id: one for one in now.scheme}
        return tuple(
            self._line(known[key], tuple(planned.get(key, ())))
            for key in dict.fromkeys(shown)
            if key in known
        )

    def _line(self, indicator: Indicator, actions: tuple[Action, ...]) -> Line:
        judged = tuple(one for one in self._judged if one.action.indicator_id == indicator.id)
        entry = self._entries.get(indicator.id, Entry())
        try:
            return Line(indicator, actions, entry, len(self._results(indicator)), None, judged)
        except AppError as error:
            return Line(
                indicator, actions, entry, 0, M("{what}. {remedy}", what=error.what, remedy=error.remedy)
            )

    def _results(self, indicator: Indicator) -> tuple[Result, ...]:
        """The results of a line: as the file has them while nobody typed over it."""
        entry = self._entries.get(indicator.id, Entry())
        read = self._from_file.get(indicator.id)
        if read is not None and read[0] == entry:
            return read[1]
        return results_of(indicator, entry)

    def _show_lines(self) -> None:
        lines = self.lines()
        self.model.show(retest_grid(lines, self._session.project, self._words))
        self._widen()
        shown = {one.indicator.id for one in lines}
        rest = [
            one
            for one in (self._seen.scheme if self._seen else ())
            if one.id not in shown and not one.formula
        ]
        chosen = self.more_box.currentData()
        self.more_box.clear()
        for one in rest:
            self.more_box.addItem(named(one, self._words), one.id)
        self.more_box.setCurrentIndex(max(0, self.more_box.findData(chosen)))
        for part in (self.more_box, self.add_button):
            part.setEnabled(bool(rest))
        self._check()

    def _widen(self) -> None:
        """Room to type several values before any is there."""
        column, room = self.model.column_of(VALUES), TYPING * self.view.fontMetrics().averageCharWidth()
        if self.view.columnWidth(column) < room:
            self.view.setColumnWidth(column, room)

    # --- typing ---------------------------------------------------------------------------------------------------

    def _on_edits(self, edits: CellEdits) -> None:
        for change in edits.changes:
            if change.column in EDITABLE:
                key = str(change.row)
                before = self._entries.get(key, Entry())
                self._entries[key] = _with(before, str(change.column), change.text.strip())
        self._judge_anew()

    def _add(self) -> None:
        key = self.more_box.currentData()
        if key is not None:
            self._added.append(str(key))
            self._show_lines()
            self.view.setCurrentIndex(self.model.index(self.model.row_of(key), self.model.column_of(VALUES)))
            self.view.setFocus()

    def _choose_file(self) -> None:
        path = self._ask.open_file(self, self._words("From a file…"), self._words(PATTERN))
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a file beside the window; its values come into the table, to be looked at."""
        workspace, product_id = self._session.workspace, self._product_id
        job = self._session.tasks.start(
            lambda progress: workspace.read_retest(path, product_id), "retest-file"
        )
        self.file_button.setEnabled(False)
        job.done.connect(self._on_read)
        job.failed.connect(self._on_failed)
        job.ended.connect(self._on_file_ended)

    def _on_file_ended(self) -> None:
        self.file_button.setEnabled(True)

    def _on_read(self, given: Retest) -> None:
        self._file, self._from_file = given, {}
        for key in dict.fromkeys(one.indicator_id for one in given.results):
            results = tuple(one for one in given.results if one.indicator_id == key)
            self._from_file[key] = entry_of(results), results
            self._entries[key] = entry_of(results)
            self._added.append(key)
        for edit, text in (
            (self.report_edit, given.report.number),
            (self.sample_edit, given.sample.code),
            (self.laboratory_edit, given.report.laboratory),
            (self.day_edit, given.on.isoformat()),
        ):
            if text:
                edit.setText(text)
        self._judge_anew()

    def _on_failed(self, error: BaseException) -> None:
        """What is wrong with a file is said in the form; a defect of ours goes its usual way."""
        if not isinstance(error, AppError):
            raise error
        self._say(M("{what}. {remedy}", what=error.what, remedy=error.remedy))

    def _judge_anew(self) -> None:
        """What was judged was about other values; the preview follows when the hand rests."""
        self._judged, self._awaiting = (), True
        self._show_lines()
        self._patience.start()

    def typed(self) -> dict[str, str]:
        """What stands in the table, by indicator and column: kept for whom the program is killed."""
        return {
            f"{key} {column}": text
            for key, entry in self._entries.items()
            for column, text in zip(EDITABLE, (entry.text, entry.unit, entry.uncertainty), strict=True)
            if text
        }

    def type_again(self, typed: Mapping[str, str]) -> None:
        """Put it there again; an indicator that is gone meanwhile is left out with its row."""
        for place, text in typed.items():
            key, _, column = place.rpartition(" ")
            self._entries[key] = _with(self._entries.get(key, Entry()), column, text)
            self._added.append(key)
        self._judge_anew()

    # --- the preview ----------------------------------------------------------------------------------------------

    def given(self, *, preview: bool = False) -> Retest:
        """What stands in the form. A preview is judged before report and sample are named."""
        results = tuple(one for line in self.lines() for one in self._results(line.indicator))
        report = self._file.report if self._file is not None else TestReport("", "")
        sample = self._file.sample if self._file is not None else Sample("", self._product_id, "")
        empty = UNNAMED if preview else ""
        return Retest(
            self._product_id,
            results,
            replace(
                report,
                number=self.report_edit.text().strip() or empty,
                laboratory=self.laboratory_edit.text().strip(),
            ),
            replace(sample, code=self.sample_edit.text().strip() or empty),
            typed_day(self.day_edit.text()) or self._session.on,
            self._session.user,
        )

    def _compute(self) -> None:
        readable = self._seen is not None and not any(one.trouble for one in self.lines())
        given = self.given(preview=True) if readable else None
        if given is None or not given.results:
            self._awaiting = False
            return
        workspace = self._session.workspace
        job = self._session.tasks.start(lambda progress: (given, workspace.plan_retest(given)), "retest")
        job.done.connect(self._on_judged)
        job.failed.connect(self._on_not_judged)

    def _on_not_judged(self, error: BaseException) -> None:
        self._awaiting = False
        self._check()
        self._on_failed(error)

    def _on_judged(self, answer: tuple[Retest, Retested]) -> None:
        if self._seen is None or any(one.trouble for one in self.lines()):
            return
        if answer[0].results != self.given(preview=True).results:
            return  # typed meanwhile: the next one is on its way
        self._judged, self._awaiting = answer[1].judged, False
        derived = [one.action.indicator_id for one in self._judged]
        self._added += [one for one in derived if one not in self._added]
        self._show_lines()
        self.view.fit()
        self._widen()

    # --- taking over ----------------------------------------------------------------------------------------------

    def lack(self) -> Message | None:
        """What stands against taking over; None: nothing."""
        lines = self.lines()
        if any(one.trouble for one in lines):
            return M("A line cannot be read: see its preview")
        if not any(one.count for one in lines):
            return M("Type the values of the report, or read them from a file")
        if not self.report_edit.text().strip() or not self.sample_edit.text().strip():
            return M("A re-test needs the number of its report and the code of its sample")
        if typed_day(self.day_edit.text()) is None:
            return M("“{text}” is no date", text=self.day_edit.text().strip())
        return M("Judging…") if self._awaiting else None

    def _check(self) -> None:
        lack = self.lack()
        self.preview.setText(self._words(lack) if lack is not None else self._words(summary(self._judged)))
        self.take_button.setEnabled(lack is None and not self._session.read_only)

    def accept(self) -> None:
        """Judge once more as everything stands now, and store it as one edit."""
        if self.lack() is not None:
            return
        taken: list[Retested] = []
        if self.apply(self._edit(taken)):
            self._session.told.emit(M("Re-test recorded: {what}", what=summary(taken[0].judged)))
            super().accept()

    def _edit(self, taken: list[Retested]) -> Callable[[], Edit]:
        def make() -> Edit:
            taken.append(self._session.workspace.plan_retest(self.given()))
            return taken[-1].edit

        return make


def summary(judged: tuple[Judged, ...]) -> Message:
    """How many rows of the plan meet their target, miss it, or cannot be judged."""
    if not judged:
        return M("No row of the plan is about what was tested")
    answers = [one.met for one in judged]
    return M(
        "Rows of the plan: ▲ {met} meet their target, ▼ {missed} miss it, ○ {open} cannot be judged",
        met=answers.count(True),
        missed=answers.count(False),
        open=answers.count(None),
    )


def _with(entry: Entry, column: str, text: str) -> Entry:
    match column:
        case "values":
            return replace(entry, text=text)
        case "unit":
            return replace(entry, unit=text)
    return replace(entry, uncertainty=text)
