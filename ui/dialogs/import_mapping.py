"""Third step of an import: which column is what, with a live look at what would come of it."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from compare_app.domain.commas import look_decimal
from compare_app.domain.draft import Draft, DraftRecords, SheetPreview
from compare_app.domain.mapping import NEW_CLASS, ColumnUse, Orientation, TableMapping
from compare_app.domain.model import ImportMapping, Indicator
from compare_app.domain.project import Project
from compare_app.domain.terms import IndicatorClass, Role
from compare_app.domain.tone import Tone
from compare_app.errors import AppError
from compare_app.text.fold import key
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording
from ui.dialogs.files import FileAsker
from ui.dialogs.import_cells import Corrections, SheetCells
from ui.models.cell_edits import CellEdits
from ui.models.grid_model import GridModel
from ui.models.library_grid import categories_named
from ui.models.mapping_grid import (
    MEASURED,
    confirmed,
    draft_grid,
    edited_mapping,
    guesses_in_words,
    is_guess,
    mapping_grid,
)
from ui.models.sheet_grid import place_of
from ui.session import Session
from ui.tables.grid_view import GridView
from ui.theme import Theme
from ui.widgets.plain import PlainLabel, tip

PAUSE_MS: Final = 400
ROWS_ASKED: Final = 200  # in which decimal commas are looked for
ORIENTATIONS: Final[dict[Orientation, Message]] = {
    Orientation.ROWS: M("one product a row"),
    Orientation.COLUMNS: M("one product a column"),
    Orientation.LONG: M("one item a row (test report)"),
}
JSON_PATTERN: Final = M("Mapping (*.json)")


class MappingStep(QWidget):
    """The proposed mapping, corrected by the user; a preview follows 0.4 s after the last change."""

    changed = Signal()
    table_wanted = Signal(int)  # which of the tables of the sheet
    header_meant = Signal(int)  # in which row the header stands: the columns are guessed anew

    def __init__(
        self, session: Session, words: Wording, theme: Theme, ask: FileAsker, corrections: Corrections
    ) -> None:
        super().__init__()
        self._session = session
        self._words = words
        self._ask = ask
        self._path: Path | None = None
        self._sheet: SheetPreview | None = None
        self._mapping: TableMapping | None = None
        self._filling = False
        self._guesses: frozenset[int] = frozenset()  # places of the columns whose direction is a guess
        self._first: frozenset[int] = (
            frozenset()
        )  # places of the columns that stand on top: those to be checked
        self._lost: tuple[tuple[str, str], ...] = ()  # signs that the table lost, and what they were
        self._build_fields()
        self.model = GridModel(self)
        self.model.dress(theme, self.font())
        self.model.edits_requested.connect(self._on_edits)
        self.view = GridView(words, words("Columns of the table"), frozen=1, filters=False)
        self.view.setModel(self.model)
        self.preview_model = GridModel(self)
        self.preview_model.dress(theme, self.font())
        self.preview_view = GridView(words, words("What would come of it"), frozen=1, filters=False)
        self.preview_view.setModel(self.preview_model)
        self.outcome = PlainLabel("", wrap=True)
        self._corrections = corrections
        self.sheet_view = SheetCells(words, theme, corrections, mapped=True)
        self.sheet_view.clicked.connect(self._on_sheet_clicked)
        self.sheet_view.corrected.connect(self._show)
        self.sheet_view.row_meant.connect(self._on_row_meant)
        self._draft: Draft | None = None
        self.lower_tabs = QTabWidget()
        self.lower_tabs.addTab(self.preview_view, words("What would come of it"))
        self.lower_tabs.addTab(self.sheet_view, words("The sheet as it is"))
        lower = QWidget()
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 4, 0, 0)
        below.addWidget(self.outcome)
        below.addWidget(self.lower_tabs, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.view)
        splitter.addWidget(lower)
        splitter.setSizes([330, 190])
        splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._head)
        column.addLayout(self._build_confirmation())
        column.addWidget(self.directions)
        column.addWidget(self.class_hint)
        column.addWidget(splitter, 1)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._start_preview)

    def _build_fields(self) -> None:
        words = self._words
        self.category_box = QComboBox()
        self.category_box.setEditable(True)
        self.category_box.setMinimumContentsLength(16)
        self.category_box.setAccessibleName(words("Category"))
        editor = self.category_box.lineEdit()
        if editor is not None:
            editor.setPlaceholderText(words("choose or type"))
        self.category_box.setToolTip(tip(words("An existing category, or the name of a new one")))
        self.orientation_box = QComboBox()
        self.orientation_box.setAccessibleName(words("Layout of the table"))
        for orientation, name in ORIENTATIONS.items():
            self.orientation_box.addItem(words(name), orientation.value)
        self.role_box = QComboBox()
        self.role_box.setAccessibleName(words("Role of the products"))
        for role in Role:
            self.role_box.addItem(words.term(role), role.value)
        self.ours_edit = QLineEdit()
        self.ours_edit.setAccessibleName(words("Our products"))
        self.ours_edit.setPlaceholderText(words("names, separated by ; or 、"))
        self.product_edit, self.standard_edit = QLineEdit(), QLineEdit()
        for edit, name in ((self.product_edit, M("Product")), (self.standard_edit, M("Executed standards"))):
            edit.setAccessibleName(words(name))
            edit.setPlaceholderText(words("where no column names it"))
            edit.editingFinished.connect(self._on_field)
        self.header_spin, self.unit_spin, self.first_spin, self.last_spin = (QSpinBox() for _ in range(4))
        for spin, name, least in (
            (self.header_spin, M("Header row"), 1),
            (self.unit_spin, M("Row of units (0: none)"), 0),
            (self.first_spin, M("First row of data"), 1),
            (self.last_spin, M("Last row (0: to the end)"), 0),
        ):
            spin.setRange(least, 1_048_576)
            spin.setAccessibleName(words(name))
            spin.setKeyboardTracking(False)
            spin.valueChanged.connect(self._on_field)
        self.category_box.currentTextChanged.connect(self._on_field)
        self.orientation_box.currentIndexChanged.connect(self._on_field)
        self.role_box.currentIndexChanged.connect(self._on_field)
        self.ours_edit.editingFinished.connect(self._on_field)
        left, right = QFormLayout(), QFormLayout()
        left.addRow(words("Category"), self.category_box)
        left.addRow(words("Layout"), self.orientation_box)
        left.addRow(words("Role unless stated"), self.role_box)
        left.addRow(words("Our products"), self.ours_edit)
        left.addRow(words("Product"), self.product_edit)
        left.addRow(words("Executed standards"), self.standard_edit)
        self._form = left
        self.table_box = QComboBox()
        self.table_box.setAccessibleName(words("Table"))
        self.table_box.activated.connect(self.table_wanted)
        self._right = right
        right.addRow(words("Table"), self.table_box)
        right.addRow(words("Header row"), self.header_spin)
        right.addRow(words("Row of units (0: none)"), self.unit_spin)
        right.addRow(words("First row of data"), self.first_spin)
        right.addRow(words("Last row (0: to the end)"), self.last_spin)
        load = QPushButton(words("Load a mapping…"))
        load.clicked.connect(self._load)
        save = QPushButton(words("Save the mapping…"))
        save.clicked.connect(self._save)
        buttons = QVBoxLayout()
        buttons.addWidget(load)
        buttons.addWidget(save)
        buttons.addStretch(1)
        self._head = QHBoxLayout()
        self._head.addLayout(left, 3)
        self._head.addLayout(right, 2)
        self._head.addLayout(buttons)

    def _build_confirmation(self) -> QHBoxLayout:
        """How many directions are guesses, the one tick that confirms them, and what keeps one from going on."""
        self.guesses_label = PlainLabel("")
        self.guesses_label.setProperty("tone", Tone.WORSE.value)
        self.directions = PlainLabel("", wrap=True)
        self.directions.setProperty("tone", Tone.WORSE.value)
        self.class_hint = PlainLabel(
            self._words(
                "New indicators come in as {base}: they move no step until you choose {core} under Class.",
                base=IndicatorClass.BASE,
                core=IndicatorClass.CORE,
            ),
            "quiet",
            wrap=True,
        )
        self.checked_box = QCheckBox(self._words("I have checked the directions"))
        self.checked_box.toggled.connect(self._say_lacking)
        self.lost_box = QCheckBox()
        self.lost_box.toggled.connect(self._on_lost)
        self.comma_box = QCheckBox(self._words("Commas are decimal signs: 0,35 is 0.35"))
        self.comma_box.toggled.connect(self._on_comma)
        self.reason = PlainLabel("")
        self.reason.setProperty("tone", Tone.WORSE.value)
        row = QHBoxLayout()
        row.addWidget(self.guesses_label)
        row.addWidget(self.checked_box)
        row.addWidget(self.lost_box)
        row.addWidget(self.comma_box)
        row.addStretch(1)
        row.addWidget(self.reason)
        return row

    # --- the mapping ------------------------------------------------------------------------------------

    def show_mapping(self, path: Path, sheet: SheetPreview, mapping: TableMapping, table: int = 0) -> None:
        """Start from a proposal for one of the sheet's tables.

        Only a remembered mapping may name the category: which one is not guessed.
        """
        self.table_box.clear()
        self.table_box.addItems(sheet.tables)
        self.table_box.setCurrentIndex(table)
        self._right.setRowVisible(self.table_box, len(sheet.tables) > 1)
        self._path, self._sheet, self._draft = path, sheet, None
        known = is_remembered(mapping, self._session.project)
        self._take(mapping if known else replace(mapping, category=""))
        self.lower_tabs.setCurrentWidget(self.preview_view if self.is_complete() else self.sheet_view)

    def mapping(self) -> TableMapping | None:
        """The mapping as it stands; its guesses are confirmed once the user has ticked so."""
        if self._mapping is not None and self.checked_box.isChecked():
            return confirmed(self._mapping)
        return self._mapping

    def take(self, mapping: TableMapping) -> None:
        """Show a mapping in place of the one that stands there; one whose guesses were confirmed keeps its tick."""
        self._take(mapping)
        self.checked_box.setChecked(not any(is_guess(one) for one in mapping.columns))

    def look_again(self) -> None:
        """The project went on: the live preview follows it."""
        if self._mapping is not None:
            self._pause.start()

    def is_complete(self) -> bool:
        """Whether a category, a product name and at least one indicator are named."""
        mapping = self._mapping
        return mapping is not None and bool(mapping.category.strip()) and _names_and_indicators(mapping)

    def may_go_on(self) -> bool:
        """Whether the mapping is complete and no guess is left unconfirmed."""
        return self.is_complete() and self._lacking() is None

    def _lacking(self) -> Message | None:
        """What keeps one from going on, the first thing first."""
        mapping = self._mapping
        if mapping is None:
            return None
        if not mapping.category.strip():
            return M("Choose the category, or type the name of a new one")
        if not _names_and_indicators(mapping) and mapping.orientation is Orientation.LONG:
            return M("Name the product, the column of items and at least one of values")
        if not _names_and_indicators(mapping):
            return M("Name a category, the product's name and at least one indicator")
        if self._guesses and not self.checked_box.isChecked():
            return M("Check the guessed directions and tick that you have")
        return None

    def _say_lacking(self) -> None:
        lacking = self._lacking()
        self.reason.setText(f"! {self._words(lacking)}" if lacking is not None else "")
        self.changed.emit()

    def _count_guesses(self, mapping: TableMapping) -> None:
        """Show how many directions are guesses; a tick does not cover what came after it."""
        guesses = frozenset(at for at, one in enumerate(mapping.columns) if is_guess(one))
        if guesses - self._guesses:
            self.checked_box.setChecked(False)
        self._guesses = guesses
        self.guesses_label.setText(
            self._words("? Directions that are guesses: {count}", count=len(guesses)) if guesses else ""
        )
        self.checked_box.setVisible(bool(guesses))
        self.directions.setText(guesses_in_words(mapping, self._words))
        self.directions.setVisible(bool(guesses))
        self.class_hint.setVisible(has_new_indicators(mapping, self._session.project))

    def _on_lost(self) -> None:
        if not self._filling and self._mapping is not None:
            self._mapping = replace(
                self._mapping, replacements=self._lost if self.lost_box.isChecked() else ()
            )
            self._show()

    def _on_comma(self) -> None:
        if not self._filling and self._mapping is not None:
            self._mapping = replace(self._mapping, decimal_comma=self.comma_box.isChecked())
            self._show()

    def _ask_lost(self, mapping: TableMapping) -> TableMapping:
        """Lost signs are put back only when the user says so: a guess is shown, not taken."""
        known = is_remembered(mapping, self._session.project)
        self._lost = mapping.replacements
        pairs = ", ".join(f"{lost} → {was}" for lost, was in self._lost)
        self.lost_box.setText(self._words("Signs were lost: read {pairs}", pairs=pairs))
        self.lost_box.setVisible(bool(self._lost))
        self.lost_box.setChecked(known)
        return mapping if known else replace(mapping, replacements=())

    def _take(self, mapping: TableMapping) -> None:
        self._guesses = frozenset()
        self._first = frozenset(at for at, one in enumerate(mapping.columns) if one.use in MEASURED)
        self.checked_box.setChecked(False)
        self._filling = True
        self._mapping = mapping = self._ask_lost(mapping)
        box = self.category_box
        box.clear()
        box.addItems([name for _, name in categories_named(self._session.project, self._words)])
        box.setCurrentText(mapping.category)
        self.orientation_box.setCurrentIndex(self.orientation_box.findData(mapping.orientation.value))
        self.role_box.setCurrentIndex(self.role_box.findData(mapping.default_role.value))
        self.ours_edit.setText("; ".join(mapping.our_products))
        self.product_edit.setText(mapping.product)
        self.standard_edit.setText(mapping.standard)
        self.header_spin.setValue(mapping.header_row)
        self.unit_spin.setValue(mapping.unit_row)
        self.first_spin.setValue(mapping.first_row)
        self.last_spin.setValue(mapping.last_row)
        rows = self._sheet.rows[mapping.header_row :][:ROWS_ASKED] if self._sheet is not None else ()
        asked = mapping.decimal_comma or look_decimal(text for row in rows for text in row)
        self.comma_box.setVisible(asked)
        self.comma_box.setChecked(mapping.decimal_comma)
        self._filling = False
        self._show()

    def _show(self) -> None:
        if self._mapping is not None and self._sheet is not None:
            for edit in (self.product_edit, self.standard_edit):
                self._form.setRowVisible(edit, self._mapping.orientation is Orientation.LONG)
            self.model.show(mapping_grid(self._mapping, self._sheet, self._words, self._first))
            self.sheet_view.show_sheet(self._sheet, self._mapping, self._draft)
            self._count_guesses(self._mapping)
            self._pause.start()
            self._say_lacking()

    def _on_field(self) -> None:
        if self._filling or self._mapping is None:
            return
        names = [name.strip() for name in re.split(r"[;；、\n]", self.ours_edit.text())]
        self._mapping = replace(
            self._mapping,
            category=self.category_box.currentText().strip(),
            orientation=Orientation(self.orientation_box.currentData()),
            product=self.product_edit.text().strip(),
            standard=self.standard_edit.text().strip(),
            default_role=Role(self.role_box.currentData()),
            our_products=tuple(name for name in names if name),
            header_row=self.header_spin.value(),
            unit_row=self.unit_spin.value(),
            first_row=self.first_spin.value(),
            last_row=self.last_spin.value(),
        )
        self._show()

    def _on_edits(self, edits: CellEdits) -> None:
        for change in edits.changes:
            if self._mapping is not None:
                self._mapping = edited_mapping(self._mapping, change.row, change.column, change.text)
        self._show()

    def _load(self) -> None:
        path = self._ask.open_file(self, self._words("Load a mapping"), self._words(JSON_PATTERN))
        if path is not None:
            mapping = self._session.attempt(lambda: self._session.workspace.load_mapping(path))
            if mapping is not None:
                self._take(mapping)

    def _save(self) -> None:
        mapping = self.mapping()
        if mapping is None:
            return
        path = self._ask.save_file(
            self, self._words("Save the mapping"), "mapping.json", self._words(JSON_PATTERN)
        )
        if path is not None:
            workspace = self._session.workspace
            self._session.writing.start(path, lambda to: workspace.save_mapping(mapping, to))

    def _on_sheet_clicked(self, index: QModelIndex) -> None:
        """A cell of the sheet leads to what its column is taken for; one of the header opens the choice."""
        mapping = self._mapping
        row = self.sheet_view.cells.key_at(index.row())
        if mapping is None or index.column() < 1 or not isinstance(row, int):
            return
        place = place_of(mapping, row, index.column() - 1)
        at = next((at for at, one in enumerate(mapping.columns) if one.index == place.column), None)
        if at is None:
            return
        self.view.select_key(at)
        if place.row == mapping.header_row:
            self.view.edit(self.model.index(self.view.currentIndex().row(), self.model.column_of("use")))

    def _on_row_meant(self, field: str, row: int, column: int) -> None:
        """The user said of a row of the sheet what it is; what follows from a header or units is set with it."""
        mapping = self._mapping
        if mapping is None:
            return
        at = place_of(mapping, row, column).row
        if field == "header_row" and mapping.orientation is not Orientation.COLUMNS:
            self.header_meant.emit(at)
            return
        spins = {
            "header_row": self.header_spin,
            "unit_row": self.unit_spin,
            "first_row": self.first_spin,
            "last_row": self.last_spin,
        }
        spins[field].setValue(at)
        if field == "header_row":
            self.unit_spin.setValue(0)
        if field in ("header_row", "unit_row"):
            self.first_spin.setValue(at + 1)

    # --- the live preview -------------------------------------------------------------------------------

    def _start_preview(self) -> None:
        if self._path is None or not self.is_complete():
            self.outcome.setText(
                self._words("Name a category, the product's name and at least one indicator")
            )
            return
        workspace, path, mapping = self._session.workspace, self._path, self._mapping
        corrections = deepcopy(self._corrections)
        job = self._session.tasks.start(
            lambda progress: workspace.read(path, mapping, progress, corrections), "import preview"
        )
        job.done.connect(self._on_preview)
        job.failed.connect(self._on_failed)

    def _on_preview(self, draft: Draft) -> None:
        words = self._words
        self.outcome.setText(
            words(
                "Rows read whole: {taken}, with held cells: {held}, ignored: {ignored}; records unchanged: {unchanged}",
                taken=draft.batch.taken,
                held=draft.batch.held,
                ignored=draft.batch.ignored,
                unchanged=draft.unchanged,
            )
        )
        self.preview_model.show(draft_grid(draft, self._session.project, words))
        self._keep(draft)
        if self._sheet is not None and self._mapping is not None:
            self.sheet_view.show_sheet(self._sheet, self._mapping, draft)

    def _keep(self, draft: Draft) -> None:
        """The issues of a draft are shown; its records are not needed here and may be a million."""
        self._draft = replace(draft, records=DraftRecords())
        self._session.tasks.start(lambda progress: draft.let_go())

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, AppError):
            raise error
        self.outcome.setText(f"{self._words(error.what)} {self._words(error.remedy)}")


def _names_and_indicators(mapping: TableMapping) -> bool:
    uses = {one.use for one in mapping.columns}
    if mapping.orientation is Orientation.LONG:
        named = bool(mapping.product.strip()) or ColumnUse.NAME in uses or ColumnUse.MODEL in uses
        return named and {ColumnUse.ITEM, ColumnUse.VALUE} <= uses
    named = ColumnUse.NAME in uses or mapping.orientation is Orientation.COLUMNS
    return named and ColumnUse.INDICATOR in uses


def has_new_indicators(mapping: TableMapping, project: Project) -> bool:
    """Whether the mapping would make indicators, or may (of items of a report one learns it when they are read)."""
    if mapping.orientation is Orientation.LONG:
        return any(one.indicator_class is NEW_CLASS for one in mapping.columns if one.use is ColumnUse.VALUE)
    known = {
        key(name)
        for one in project.all(Indicator).values()
        for name in (one.name, one.name_en, one.code, *one.aliases)
    }
    return any(
        one.use in MEASURED and one.indicator_class is NEW_CLASS and key(one.indicator) not in known
        for one in mapping.columns
    )


def is_remembered(mapping: TableMapping, project: Project) -> bool:
    """Whether a proposal comes from a stored mapping: the same category over the same headers."""
    headers = {one.header for one in mapping.columns}
    for stored in project.all(ImportMapping).values():
        try:
            body = json.loads(stored.body)
        except ValueError:  # damaged: the core skips it too
            continue
        if body.get("category") == mapping.category and headers == {
            one.get("header") for one in body.get("columns", ())
        }:
            return True
    return False
