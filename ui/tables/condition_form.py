"""The conditions of a column to be chosen and typed: one, or two joined by “and” or “or”, as spreadsheets have them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from compare_app.domain.cell_conditions import (
    AVERAGES,
    OF_DAYS,
    OF_FIGURES,
    OF_TEXTS,
    RANKS,
    Condition,
    Conditions,
    Relation,
    operands,
)
from compare_app.domain.column_facts import ColumnFacts
from compare_app.text.wording import Wording
from ui.tables.filter_words import NAMES
from ui.widgets.plain import PlainLabel

FIRST_RANKS: Final = "10"
EDGES: Final = 14  # px of frame and margins of a line edit


def offered(facts: ColumnFacts) -> tuple[tuple[Relation, ...], ...]:
    """The relations that a column has a use for, in groups: of numbers and days first where there are some."""
    groups: list[tuple[Relation, ...]] = []
    if facts.days:
        due = any(one.late is not None for one in facts.days)
        groups.append(tuple(one for one in OF_DAYS if due or one is not Relation.OVERDUE))
    if facts.figures:
        ranked = facts.units if len(facts.units) == 1 else ()
        groups.append(
            tuple(
                one
                for one in OF_FIGURES
                if (one not in RANKS or ranked) and (one not in AVERAGES or facts.can_be_averaged)
            )
        )
    return (*groups, OF_TEXTS)


class ConditionRow(QWidget):
    """One condition: what is asked, and the texts that it needs."""

    changed = Signal()

    def __init__(self, words: Wording, groups: tuple[tuple[Relation, ...], ...], name: str) -> None:
        super().__init__()
        self._words = words
        self.relation_box = QComboBox()
        self.relation_box.setAccessibleName(name)
        self.relation_box.setMaxVisibleItems(24)
        self.relation_box.addItem(words("no condition"), None)
        for group in groups:
            self.relation_box.insertSeparator(self.relation_box.count())
            for one in group:
                self.relation_box.addItem(words(NAMES[one]), one)
        self.relation_box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.first_edit = QLineEdit()
        self.first_edit.setAccessibleName(words("Value of the condition"))
        self.to_label = PlainLabel("–", "quiet")
        self.second_edit = QLineEdit()
        self.second_edit.setAccessibleName(words("Upper value of the condition"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.relation_box, 3)
        row.addWidget(self.first_edit, 2)
        row.addWidget(self.to_label)
        row.addWidget(self.second_edit, 2)
        self.relation_box.currentIndexChanged.connect(self._on_relation)
        for edit in (self.first_edit, self.second_edit):
            edit.setMinimumWidth(edit.fontMetrics().horizontalAdvance("2027-12-31") + EDGES)
            edit.textChanged.connect(self.changed)
        self._dress()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops."""
        return (self.relation_box, self.first_edit, self.second_edit)

    @property
    def relation(self) -> Relation | None:
        """What is asked; None: nothing."""
        chosen = self.relation_box.currentData()
        return Relation(chosen) if chosen is not None else None

    @property
    def condition(self) -> Condition | None:
        """What is asked with what was typed for it, whether or not it can be read."""
        relation = self.relation
        if relation is None:
            return None
        texts = [self.first_edit.text().strip(), self.second_edit.text().strip()]
        needed = operands(relation)
        return Condition(relation, *texts[:needed])

    def put(self, condition: Condition) -> None:
        """Show a condition; one that the column does not offer any more is offered for as long as it holds."""
        at = self.relation_box.findData(condition.relation)
        if at < 0:
            self.relation_box.addItem(self._words(NAMES[condition.relation]), condition.relation)
            at = self.relation_box.count() - 1
        self.first_edit.setText(condition.first)
        self.second_edit.setText(condition.second)
        self.relation_box.setCurrentIndex(at)

    def _on_relation(self) -> None:
        if self.relation in RANKS and not self.first_edit.text():
            self.first_edit.setText(FIRST_RANKS)
        self._dress()
        self.changed.emit()

    def _dress(self) -> None:
        relation = self.relation
        needed = 0 if relation is None else operands(relation)
        self.first_edit.setVisible(needed > 0)
        self.to_label.setVisible(needed > 1)
        self.second_edit.setVisible(needed > 1)
        hint = self._words("year-month-day") if relation in OF_DAYS else ""
        self.first_edit.setPlaceholderText(hint)
        self.second_edit.setPlaceholderText(hint)


class ConditionForm(QWidget):
    """Two rows; the second comes with the first."""

    changed = Signal()

    def __init__(self, words: Wording, facts: ColumnFacts) -> None:
        super().__init__()
        groups = offered(facts)
        self.first = ConditionRow(words, groups, words("Filter condition"))
        self.second = ConditionRow(words, groups, words("Second filter condition"))
        self.and_button = QRadioButton(words("and"))
        self.or_button = QRadioButton(words("or"))
        self.and_button.setChecked(True)
        joints = QButtonGroup(self)
        self._joint = QWidget()
        line = QHBoxLayout(self._joint)
        line.setContentsMargins(2, 0, 0, 0)
        line.setSpacing(14)
        for button in (self.and_button, self.or_button):
            joints.addButton(button)
            line.addWidget(button)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.first, self._joint, self.second):
            column.addWidget(part)
        self.first.changed.connect(self._on_changed)
        self.second.changed.connect(self._on_changed)
        self.or_button.toggled.connect(self._on_changed)
        self._dress()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in the order it is read."""
        joints = (self.and_button, self.or_button)
        return (*self.first.stops, *joints, *self.second.stops)

    @property
    def conditions(self) -> Conditions | None:
        """What is asked of the column; None: nothing."""
        first, second = self.first.condition, self.second.condition
        if first is None:
            return None
        return Conditions(first, second, second is not None and self.or_button.isChecked())

    def put(self, conditions: Conditions) -> None:
        """Show what is asked."""
        self.first.put(conditions.first)
        if conditions.second is not None:
            self.second.put(conditions.second)
        (self.or_button if conditions.either else self.and_button).setChecked(True)

    def _on_changed(self) -> None:
        self._dress()
        self.changed.emit()

    def _dress(self) -> None:
        asked = self.first.relation is not None
        self._joint.setVisible(asked)
        self.second.setVisible(asked)
