"""Documented equivalences of a category: what opens the comparability gate, by whose word and why (R21)."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from compare_app.domain.edit import Edit, Ref
from compare_app.domain.model import Category, Equivalence, Indicator, TestMethod
from compare_app.domain.quantity import group_of
from compare_app.domain.rules import ASPECTS, state_equivalence
from compare_app.domain.terms import Difference, SampleKind
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.dialogs.beside import Beside
from ui.models.grid_model import GridModel
from ui.models.library_grid import equivalences_grid
from ui.session import Session
from ui.tables.grid_view import GridView
from ui.theme import Theme
from ui.widgets.plain import PlainLabel
from ui.wording import named

EquivalencesNow = tuple[tuple[Indicator, ...], tuple[Equivalence, ...], tuple[TestMethod, ...]]
"""Indicators and equivalences of the category, and the test methods of the project."""


class EquivalencesDialog(Beside[EquivalencesNow]):
    """The list above, a form for one more below; each change is an edit that can be undone."""

    def __init__(
        self, session: Session, category_id: str, words: Wording, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, words, parent)
        self._category_id = category_id
        self._current = ""
        self.setWindowTitle(words("Equivalences"))
        self.resize(760, 480)
        self.model = GridModel(self)
        self.model.dress(theme, self.font())
        self.view = GridView(words, words("Equivalences"))
        self.view.setModel(self.model)
        self.view.current_key_changed.connect(self._on_current)
        self.remove_button = QPushButton(words("Take it back"))
        self.remove_button.setEnabled(False)
        self.remove_button.clicked.connect(self._remove)
        self.indicator_box = QComboBox()
        self.indicator_box.setAccessibleName(words("Indicator"))
        self.aspect_box = QComboBox()
        self.aspect_box.setAccessibleName(words("What is equivalent"))
        for aspect in ASPECTS:
            self.aspect_box.addItem(words(_ASPECT_NAMES[aspect]), aspect.value)
        self.first_box, self.second_box = QComboBox(), QComboBox()
        self.reason_edit, self.author_edit = QLineEdit(), QLineEdit()
        form = QFormLayout()
        form.addRow(words("Indicator"), self.indicator_box)
        form.addRow(words("What is equivalent"), self.aspect_box)
        for caption, box in ((M("One"), self.first_box), (M("The other"), self.second_box)):
            box.setAccessibleName(words(caption))
            box.currentTextChanged.connect(self._check)
            form.addRow(words(caption), box)
        for caption, field in ((M("Why"), self.reason_edit), (M("Name"), self.author_edit)):
            field.setAccessibleName(words(caption))
            field.textChanged.connect(self._check)
            form.addRow(words(caption), field)
        self.add_button = QPushButton(words("Add"))
        self.add_button.clicked.connect(self._add)
        form.addRow("", self.add_button)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        close.addButton(self.remove_button, QDialogButtonBox.ButtonRole.ResetRole)
        column = self.column
        column.addWidget(
            PlainLabel(
                words(
                    "Different quantities, units and bases are never equivalent; methods, conditions and kinds of "
                    "sample are, where somebody states it with a reason."
                ),
                "quiet",
                wrap=True,
            )
        )
        self.nothing = PlainLabel(words("Nothing has been stated to be equivalent yet"), "quiet")
        column.addWidget(self.view, 1)
        column.addWidget(self.nothing, 1)
        column.addLayout(form)
        column.addWidget(close)
        self.aspect_box.currentIndexChanged.connect(self._offer)
        self.indicator_box.currentIndexChanged.connect(self._offer)
        self.begin()

    def now(self) -> EquivalencesNow | None:
        """What the form offers and lists."""
        project, category_id = self._session.project, self._category_id
        if project.get(Category, category_id) is None:
            return None
        stated = tuple(one for one in project.all(Equivalence).values() if one.category_id == category_id)
        return project.indicators(category_id), stated, tuple(project.all(TestMethod).values())

    def show_now(self, now: EquivalencesNow) -> None:
        """The list and the choices; what was chosen and typed stays where it is still offered."""
        chosen = self.indicator_box.currentData()
        sides = [box.currentText() for box in (self.first_box, self.second_box)]
        self.indicator_box.blockSignals(True)
        self.indicator_box.clear()
        for one in now[0]:
            self.indicator_box.addItem(named(one, self._words), one.id)
        self.indicator_box.setCurrentIndex(max(0, self.indicator_box.findData(chosen)))
        self.indicator_box.blockSignals(False)
        self._offer()
        for box, text in zip((self.first_box, self.second_box), sides, strict=True):
            if box.isEditable() and text:
                box.setEditText(text)
            elif box.findText(text) >= 0:
                box.setCurrentIndex(box.findText(text))
        self.put(self.reason_edit, "")
        self.put(self.author_edit, self._session.user)
        self._fill()
        self._check()

    def _offer(self) -> None:
        """What stands in the project for the chosen aspect; a test condition may also be typed."""
        aspect = Difference(self.aspect_box.currentData())
        found = self._known(aspect)
        for at, box in enumerate((self.first_box, self.second_box)):
            box.clear()
            box.setEditable(aspect is Difference.CONDITION)
            for text, group in found:
                box.addItem(text, group)
            box.setCurrentIndex(min(at, len(found) - 1))
        self._check()

    def _known(self, aspect: Difference) -> list[tuple[str, str]]:
        """(text, group) of everything of an aspect that the project names."""
        words = self._words
        match aspect:
            case Difference.SAMPLE:
                kinds = [kind for kind in SampleKind if kind is not SampleKind.UNSTATED]
                return [(words.term(kind), kind.value) for kind in kinds]
            case Difference.CONDITION:
                comparison = self._session.comparison()
                row = (
                    comparison.row(str(self.indicator_box.currentData())) if comparison is not None else None
                )
                sides = () if row is None else (row.ours, *(gap.theirs for gap in row.gaps))
                return [
                    (text, text) for text in dict.fromkeys(one.condition for one in sides if one.condition)
                ]
        methods = self._session.project.all(TestMethod)
        groups = {group_of(one, methods): self._method_name(method) for one, method in methods.items()}
        return [(text, group) for group, text in groups.items()]

    @staticmethod
    def _method_name(method: TestMethod) -> str:
        return method.group or f"{method.standard} {method.clause}".strip()

    def _groups(self) -> tuple[str, str]:
        boxes = (self.first_box, self.second_box)
        typed = Difference(self.aspect_box.currentData()) is Difference.CONDITION
        first, second = (
            box.currentText().strip() if typed else str(box.currentData() or "") for box in boxes
        )
        return first, second

    def _fill(self) -> None:
        self.model.show(equivalences_grid(self._session.project, self._category_id, self._words))
        self.view.setVisible(self.model.rowCount() > 0)
        self.nothing.setVisible(self.model.rowCount() == 0)
        self.remove_button.setEnabled(False)

    def _on_current(self, key: str) -> None:
        self._current = key
        self.remove_button.setEnabled(bool(key) and not self._session.read_only)

    def _check(self) -> None:
        first, second = self._groups()
        said = self.reason_edit.text().strip() and self.author_edit.text().strip()
        two = bool(first and second) and first != second
        self.add_button.setEnabled(two and bool(said) and not self._session.read_only)

    def _add(self) -> None:
        indicator = self._session.project.get(Indicator, str(self.indicator_box.currentData()))
        if indicator is None:
            return
        stated = self.apply(
            lambda: state_equivalence(
                indicator,
                Difference(self.aspect_box.currentData()),
                *self._groups(),
                author=self.author_edit.text(),
                reason=self.reason_edit.text(),
            )
        )
        if stated:
            self.reason_edit.clear()
            self.settle()

    def _remove(self) -> None:
        one = self._session.project.get(Equivalence, self._current)
        edit = Edit(M("Take back an equivalence"), removes=(Ref(Equivalence, self._current),))
        if one is not None and self.apply(lambda: edit):
            self.settle()


_ASPECT_NAMES = {
    Difference.METHOD: M("Test methods (comparability groups)"),
    Difference.CONDITION: M("Test conditions"),
    Difference.SAMPLE: M("Kinds of sample"),
}
