"""Which step of the ladder asks for what (R36): a table to be changed, never without a reason and a name."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from compare_app.domain.digest import NOTICE
from compare_app.domain.edit import Edit
from compare_app.domain.ladder_table import DEFAULT, empty_steps, ladder_edit, lines_of, rule_of, table_of
from compare_app.domain.model import Category, LadderRule
from compare_app.domain.terms import IndicatorClass, LadderCondition, Step
from compare_app.text.wording import Wording
from ui.dialogs.beside import Beside
from ui.session import Session
from ui.widgets.plain import PlainLabel, tip
from ui.widgets.room import Room
from ui.wording import named

_NOT_ASKED = -1  # data of the entry "not asked for": a combo box cannot hold None apart from nothing


LadderNow = tuple[Category, LadderRule | None, int]
"""The category, its table where it is not the default, and how many core indicators it has."""


class LadderRulesDialog(Beside[LadderNow]):
    """Conditions × steps of one category, the minimum of comparable core indicators, reason and name."""

    def __init__(
        self, session: Session, category_id: str, words: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, words, parent)
        self._category_id = category_id
        self.setWindowTitle(words("Ladder rules"))
        self.setMinimumWidth(640)
        asked = QWidget()
        grid = QGridLayout(asked)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 1)
        grid.addWidget(PlainLabel(words("What is asked for"), "question"), 0, 0)
        grid.addWidget(PlainLabel(words("Asked for from this step on"), "question"), 0, 1)
        self.boxes: dict[LadderCondition, QComboBox] = {}
        for row, condition in enumerate(LadderCondition, 1):
            grid.addWidget(PlainLabel(words.term(condition), wrap=True), row, 0)
            box = self._step_box(condition)
            self.boxes[condition] = box
            grid.addWidget(box, row, 1)
        self.minimum_box = QSpinBox()
        self.minimum_box.setSpecialValueText(words("all of them"))
        self.minimum_box.setAccessibleName(words("Core indicators that must be comparable"))
        self.minimum_box.setToolTip(
            tip(words("Fewer than all: what is not known of the others no longer stops the climb"))
        )
        self.reason_edit = QLineEdit()
        self.reason_edit.setAccessibleName(words("Why the table is changed"))
        self.author_edit = QLineEdit()
        self.author_edit.setAccessibleName(words("Name"))
        form = QFormLayout()
        form.addRow(words("Core indicators that must be comparable"), self.minimum_box)
        form.addRow(words("Why the table is changed"), self.reason_edit)
        form.addRow(words("Name"), self.author_edit)
        self._warning = PlainLabel("", wrap=True)
        self._warning.setProperty("tone", "worse")
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        default = QPushButton(words("Default table"))
        default.clicked.connect(self._to_default)
        buttons.addButton(default, QDialogButtonBox.ButtonRole.ResetRole)
        self._name = PlainLabel("", "subtitle", wrap=True)
        column = self.column
        column.setSpacing(10)
        column.addWidget(self._name)
        column.addWidget(Room(asked), 1)
        column.addLayout(form)
        column.addWidget(self._warning)
        column.addWidget(
            PlainLabel(
                words(
                    "A table that differs from the default is printed wherever a step is. {notice}.",
                    notice=NOTICE,
                ),
                "quiet",
                wrap=True,
            )
        )
        column.addWidget(buttons)
        for field in (self.reason_edit, self.author_edit):
            field.textChanged.connect(self._check)
        self.minimum_box.valueChanged.connect(self._check)
        self.begin()

    def now(self) -> LadderNow | None:
        """The category and its rules."""
        project, category_id = self._session.project, self._category_id
        category = project.get(Category, category_id)
        if category is None:
            return None
        core = sum(one.indicator_class is IndicatorClass.CORE for one in project.indicators(category_id))
        return category, rule_of(project, category_id), core

    def show_now(self, now: LadderNow) -> None:
        """The table as it stands."""
        category, rule, core = now
        self._name.setText(named(category, self._words))
        for condition, step in table_of(rule).items():
            self.put(self.boxes[condition], _NOT_ASKED if step is None else int(step))
        self.minimum_box.setRange(0, max(core, 1))
        self.put(self.minimum_box, rule.minimum_comparable or 0 if rule is not None else 0)
        self.put(self.reason_edit, rule.note if rule is not None else "")
        self.put(self.author_edit, rule.author if rule is not None and rule.author else self._session.user)
        self._check()

    def _step_box(self, condition: LadderCondition) -> QComboBox:
        words = self._words
        box = QComboBox()
        box.setAccessibleName(words.term(condition))
        for one in Step:
            if one is not Step.L0:
                box.addItem(words.term(one), int(one))
        box.addItem(words("not asked for"), _NOT_ASKED)
        if condition is LadderCondition.BINDING_MET:
            box.setEnabled(False)
            box.setToolTip(tip(words("Compliance is what L1 means; it cannot be moved or left out")))
        box.currentIndexChanged.connect(self._check)
        return box

    @property
    def table(self) -> dict[LadderCondition, Step | None]:
        """What is chosen."""
        chosen = {one: int(box.currentData()) for one, box in self.boxes.items()}
        return {one: None if step == _NOT_ASKED else Step(step) for one, step in chosen.items()}

    def _check(self) -> None:
        words, table = self._words, self.table
        changed = bool(lines_of(table)) or self.minimum_box.value() > 0
        told = bool(self.reason_edit.text().strip() and self.author_edit.text().strip())
        self._ok.setEnabled((told or not changed) and not self._session.read_only)
        lines = [
            words("{step} asks for nothing: neither it nor a step above it can be reached", step=one)
            for one in empty_steps(table)
        ]
        if changed and not told:
            lines.append(words("A changed ladder table needs a reason and a name"))
        self._warning.setText("\n".join(lines))
        self._warning.setVisible(bool(lines))

    def _to_default(self) -> None:
        for condition, step in DEFAULT.items():
            box = self.boxes[condition]
            box.setCurrentIndex(box.findData(int(step)))
        self.minimum_box.setValue(0)

    def accept(self) -> None:
        """Store the table as one edit."""
        if self.apply(self._edit):
            super().accept()

    def _edit(self) -> Edit:
        return ladder_edit(
            self._session.project,
            self._category_id,
            self.table,
            self.minimum_box.value() or None,
            reason=self.reason_edit.text(),
            author=self.author_edit.text(),
            at=datetime.now(UTC),
        )
