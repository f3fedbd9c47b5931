"""The fourth tab of 数据: grading schemes, their levels and limits, and what our product reaches in them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from compare_app.domain.assessment import SchemeGrade
from compare_app.domain.edit import Edit, Ref
from compare_app.domain.grading import marked_level
from compare_app.domain.model import CellRef, GradingScheme, Indicator, SchemeLevel, new_id
from compare_app.domain.project import Project
from compare_app.domain.scheme_templates import template_edit, templates
from compare_app.domain.terms import Combination, Trust
from compare_app.text.message import M
from ui.models.cell_edits import CellChange, CellEdits
from ui.models.inspections import HOW_JUDGED, WHERE_FROM, source_lines, steps_text
from ui.models.scheme_levels_grid import (
    edited_scheme,
    scheme_levels_grid,
    with_head,
    with_level,
    without_level,
)
from ui.widgets.empty import EmptyState
from ui.widgets.inspector import Answer, Inspection
from ui.widgets.plain import PlainLabel, tip
from ui.wording import named

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QShowEvent

    from ui.pages.data import DataPage


class SchemesTab(QWidget):
    """One scheme at a time: what holds for it above, levels × indicators below."""

    def __init__(self, page: DataPage) -> None:
        super().__init__()
        self._page = page
        self._scheme_id = ""
        self._filling = False
        words = page.words
        self.scheme_box = QComboBox()
        self.scheme_box.setAccessibleName(words("Grading scheme"))
        self.scheme_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.scheme_box.activated.connect(self._on_scheme)
        self.add_button = QPushButton(words("New scheme"))
        self.add_button.setMenu(self._template_menu())
        self.remove_button = QPushButton(words("Delete the scheme"))
        self.remove_button.clicked.connect(self._remove)
        self.grade = PlainLabel("", wrap=True)
        first = QHBoxLayout()
        first.addWidget(PlainLabel(words("Grading scheme")))
        first.addWidget(self.scheme_box)
        first.addWidget(self.grade, 1)
        first.addWidget(self.add_button)
        first.addWidget(self.remove_button)
        self._build_head()
        self.model = page.new_model()
        self.model.edits_requested.connect(self._on_edits)
        self.view = page.new_view(self.model, words("Grading scheme"), "grading", frozen=2, filters=False)
        self.view.current_changed.connect(self._on_current)
        self.add_level_button = QPushButton(words("Add a level"))
        self.add_level_button.clicked.connect(self._add_level)
        self.remove_level_button = QPushButton(words("Remove the level"))
        self.remove_level_button.setToolTip(
            tip(words("The level of the cell that is selected, with its limits"))
        )
        self.remove_level_button.clicked.connect(self._remove_level)
        self._foot = QWidget()
        last = QHBoxLayout(self._foot)
        last.setContentsMargins(0, 0, 0, 0)
        note = words(
            "Limits as people write them: ≤4.0, ≥5.00 W, 平均值≤0.5，单值≤0.6. Best level on the left."
        )
        last.addWidget(PlainLabel(note, "quiet", wrap=True), 1)
        last.addWidget(self.add_level_button)
        last.addWidget(self.remove_level_button)
        self._views = QStackedWidget()
        self._views.addWidget(self.view)
        self._views.addWidget(
            EmptyState(
                words("This category has no grading scheme"),
                words(
                    "A scheme grades a product by levels and limits: take in one of the program or begin anew."
                ),
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(first)
        column.addWidget(self._head)
        column.addWidget(self._views, 1)
        column.addWidget(self._foot)

    def _build_head(self) -> None:
        """What holds for the whole scheme; each field is stored when it is left."""
        words = self._page.words
        self.name_edit = QLineEdit()
        self.name_edit.setAccessibleName(words("Name of the scheme"))
        self.rule_box = QComboBox()
        self.rule_box.setAccessibleName(words("Combination"))
        for rule in Combination:
            self.rule_box.addItem(words.term(rule), rule)
        self.official_box = QCheckBox(words("Official"))
        self.official_box.setToolTip(tip(words("Without it 非官方 is printed with every grade")))
        self.document_edit = QLineEdit()
        self.document_edit.setAccessibleName(words("Source document"))
        self.trust_box = QComboBox()
        self.trust_box.setAccessibleName(words("Trust"))
        for trust in Trust:
            self.trust_box.addItem(words.term(trust), trust)
        self._head = QWidget()
        grid = QGridLayout(self._head)
        grid.setContentsMargins(0, 0, 0, 0)
        for row, column, caption, field in (
            (0, 0, words("Name of the scheme"), self.name_edit),
            (0, 2, words("Combination"), self.rule_box),
            (1, 0, words("Source document"), self.document_edit),
            (1, 2, words("Trust"), self.trust_box),
        ):
            grid.addWidget(PlainLabel(caption, "quiet"), row, column)
            grid.addWidget(field, row, column + 1)
        grid.addWidget(self.official_box, 0, 4)
        grid.setColumnStretch(1, 1)
        self.name_edit.editingFinished.connect(self._on_head)
        self.document_edit.editingFinished.connect(self._on_head)
        self.rule_box.activated.connect(self._on_head)
        self.trust_box.activated.connect(self._on_head)
        self.official_box.clicked.connect(self._on_head)

    def _template_menu(self) -> QMenu:
        words = self._page.words
        menu = QMenu(self)
        for one in templates():
            action = menu.addAction(one.scheme.name, self._take_template)
            action.setData(one.key)
            action.setToolTip(tip(one.about[words.language]))
        menu.setToolTipsVisible(True)
        menu.addSeparator()
        menu.addAction(words("Empty scheme"), self.add_empty)
        return menu

    # --- showing ----------------------------------------------------------------------------------------

    @property
    def scheme(self) -> GradingScheme | None:
        """The scheme that is shown."""
        return self._page.session.project.get(GradingScheme, self._scheme_id)

    def fill(self) -> None:
        """Show the schemes of the page's category."""
        page = self._page
        schemes = [
            one
            for one in page.session.project.all(GradingScheme).values()
            if one.category_id == page.category_id
        ]
        if self._scheme_id not in {one.id for one in schemes}:
            self._scheme_id = schemes[0].id if schemes else ""
        self._filling = True
        self.scheme_box.clear()
        for one in schemes:
            self.scheme_box.addItem(one.name, one.id)
        self.scheme_box.setCurrentIndex(self.scheme_box.findData(self._scheme_id))
        self._filling = False
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Come into sight: only now the grade is asked for."""
        super().showEvent(event)
        self._show()

    def _show(self) -> None:
        page, scheme = self._page, self.scheme
        editable = page.editable
        known = scheme is not None
        self._views.setCurrentIndex(0 if known else 1)
        self.scheme_box.setEnabled(known)
        self.add_button.setEnabled(editable and bool(page.category_id))
        for one in (self.remove_button, self.add_level_button, self.remove_level_button, self._head):
            one.setEnabled(editable and known)
        for one in (self.scheme_box, self.remove_button, self._head, self._foot):
            one.setVisible(known)
        grade = self._grade()
        self.grade.setText(
            page.words(M("Our product: {level}", level=marked_level(grade))) if grade is not None else ""
        )
        if scheme is None:
            return
        self._filling = True
        self.name_edit.setText(scheme.name)
        self.document_edit.setText(scheme.source.document)
        self.rule_box.setCurrentIndex(list(Combination).index(scheme.combination))
        self.trust_box.setCurrentIndex(list(Trust).index(scheme.source.trust))
        self.official_box.setChecked(scheme.official)
        self._filling = False
        reached = {one.indicator_id: one for one in grade.indicators} if grade is not None else {}
        indicators = page.session.project.indicators(page.category_id)
        self.model.show(scheme_levels_grid(scheme, indicators, reached, page.words, editable=editable))

    def _grade(self) -> SchemeGrade | None:
        """What the product looked at reaches in the scheme, where it is of this category and compared already.

        Only a tab in sight asks: a hidden one would start a comparison that nobody looks at.
        """
        session = self._page.session
        product = session.product
        if not self.isVisible() or product is None or product.category_id != self._page.category_id:
            return None
        comparison = session.comparison()
        if comparison is None:
            return None
        return next((one for one in comparison.assessment.grades if one.scheme_id == self._scheme_id), None)

    # --- gestures ---------------------------------------------------------------------------------------

    def _on_scheme(self, row: int) -> None:
        self._scheme_id = str(self.scheme_box.itemData(row))
        self._show()
        self.view.fit()

    def _take_template(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            page = self._page
            template = next(one for one in templates() if one.key == action.data())
            self._add(template_edit(page.session.project, page.category_id, template))

    def add_empty(self) -> None:
        """Begin a scheme with three levels and no limits."""
        words, page = self._page.words, self._page
        levels = tuple(SchemeLevel(words("Level {number}", number=number)) for number in (1, 2, 3))
        used = {one.name for one in page.session.project.all(GradingScheme).values()}
        name, number = words("New scheme"), 1
        while name in used:
            number += 1
            name = f"{words('New scheme')} {number}"
        scheme = GradingScheme(new_id(), page.category_id, "", name, levels=levels)
        self._add(Edit(M("New grading scheme {name}", name=name), (scheme,)))

    def _add(self, edit: Edit) -> None:
        made = next(one for one in edit.puts if isinstance(one, GradingScheme))
        before, self._scheme_id = self._scheme_id, made.id
        if not self._page.session.apply(edit):
            self._scheme_id = before
        self.view.fit()

    def _remove(self) -> None:
        scheme = self.scheme
        if scheme is not None:
            label = M("Delete the grading scheme {name}", name=scheme.name)
            self._page.session.apply(Edit(label, removes=(Ref(GradingScheme, scheme.id),)))

    def _add_level(self) -> None:
        scheme = self.scheme
        if scheme is not None:
            self._page.session.apply(with_level(scheme, self._page.words))

    def _remove_level(self) -> None:
        scheme, index = self.scheme, self.view.currentIndex()
        if scheme is None or not index.isValid():
            return
        column = str(self.model.column(index).key)
        if column.isdecimal():
            self._page.session.apply(without_level(scheme, int(column)))

    def _on_head(self) -> None:
        scheme = self.scheme
        if scheme is None or self._filling or not self._page.editable:
            return
        edit = with_head(
            scheme,
            name=self.name_edit.text(),
            combination=Combination(self.rule_box.currentData()),
            official=self.official_box.isChecked(),
            trust=Trust(self.trust_box.currentData()),
            document=self.document_edit.text(),
        )
        if edit is not None:
            self._page.session.apply(edit)

    def _on_edits(self, edits: CellEdits) -> None:
        scheme = self.scheme
        if scheme is not None:
            self._page.session.change_cells(edits, partial(_edited, scheme.id))

    def _on_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        page, scheme = self._page, self.scheme
        if scheme is None or not current.isValid():
            return
        words = page.words
        indicator = page.session.project.get(Indicator, str(self.model.key_at(current.row())))
        grade = self._grade()
        line = next(
            (
                one
                for one in (grade.indicators if grade is not None else ())
                if indicator is not None and one.indicator_id == indicator.id
            ),
            None,
        )
        judged = steps_text(grade.steps, words) if grade is not None else []
        if line is not None:
            judged.insert(0, words(line.reason))
        page.inspect(
            Inspection(
                named(indicator, words) if indicator is not None else scheme.name,
                scheme.name,
                (
                    Answer(words(HOW_JUDGED), tuple(judged) or (words("Nothing is graded yet"),)),
                    Answer(
                        words(WHERE_FROM),
                        tuple(source_lines(scheme.source, CellRef(), words))
                        or (words("typed in the program"),),
                    ),
                ),
            )
        )


def _edited(scheme_id: str, project: Project, change: CellChange) -> Edit | None:
    scheme = project.get(GradingScheme, scheme_id)
    return (
        edited_scheme(scheme, str(change.row), str(change.column), change.text)
        if scheme is not None
        else None
    )
