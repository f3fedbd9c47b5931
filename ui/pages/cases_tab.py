"""病历: the cases of the project above, the chosen one below, as a form or as its fishbone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from compare_app.domain.case_fields import CaseProposal, edited
from compare_app.domain.case_proof import LEARNT_FROM, close, without_case
from compare_app.domain.comparison import Comparison
from compare_app.domain.edit import Edit
from compare_app.domain.loop import Case
from compare_app.domain.model import Indicator, Product
from compare_app.domain.report import Report
from compare_app.domain.terms import CaseOutcome
from compare_app.text.message import M
from ui.models.cases_grid import NewCase, cases_grid
from ui.models.kept_inspections import inspect_case
from ui.pages.case_fish import CaseFish
from ui.pages.case_form import CaseForm, caption
from ui.pages.case_proposal import CaseProposalStrip
from ui.tables.pane import TablePane
from ui.widgets.combo import WholeCombo
from ui.widgets.empty import EmptyState
from ui.widgets.plain import PlainLabel, tip
from ui.wording import named

if TYPE_CHECKING:
    from ui.pages.diagnosis import DiagnosisPage

LIST_SHARE, CASE_SHARE = 90, 450


class CasesTab(QWidget):
    """Every change is one step of undo; what is only proposed stays beside until somebody agrees."""

    def __init__(self, page: DiagnosisPage) -> None:
        super().__init__()
        self._page = page
        self._wish: NewCase | None = None  # until the comparison is there
        self._asked: NewCase | None = None  # what the strip proposes
        self._wanted = ""  # the case that shall be selected as soon as it is listed
        self._comparison: Comparison | None = None
        words = page.words
        self.indicator_box = WholeCombo()
        self.indicator_box.setAccessibleName(words("Indicator"))
        self.open_button = QPushButton(words("Open a case…"))
        self.open_button.setToolTip(
            tip(words("Number, complaint, kind and urgency are proposed; nothing is stored yet"))
        )
        self.open_button.clicked.connect(self._open_chosen)
        self.only_product = QCheckBox(words("Only this product"))
        self.only_product.setChecked(True)
        self.only_product.toggled.connect(self.fill)
        head = QHBoxLayout()
        head.addWidget(self.only_product)
        head.addStretch(1)
        head.addWidget(self.indicator_box)
        head.addWidget(self.open_button)
        self.strip = CaseProposalStrip(words)
        self.strip.hide()
        self.strip.agreed.connect(self._open_agreed)
        self.strip.refused.connect(self.strip.hide)
        self.model = page.new_model()
        self.view = page.new_view(self.model, words("Cases"), "cases", frozen=1)
        self.view.current_key_changed.connect(self._on_current)
        nothing = EmptyState(
            words("No case yet"),
            words(
                "Open one from a gap, a failed item or a complaint: here, or in the menu of any row of a comparison."
            ),
        )
        self._lists = QStackedWidget()
        self._lists.addWidget(TablePane(self.view, words))
        self._lists.addWidget(nothing)
        self.case_view = self._build_case()
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.addWidget(self._lists)
        self.splitter.addWidget(self.case_view)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([LIST_SHARE, CASE_SHARE])
        self.splitter.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addLayout(head)
        column.addWidget(self.strip)
        column.addWidget(self.splitter, 1)

    def _build_case(self) -> QWidget:
        words = self._page.words
        self.heading = PlainLabel("", "subtitle")
        self.form_button = self._switch(words("Form"), 0)
        self.fish_button = self._switch(words("Fishbone and causes"), 1)
        self.form_button.setChecked(True)
        group = QButtonGroup(self)
        for one in (self.form_button, self.fish_button):
            group.addButton(one)
        self.plan_button = QPushButton(words("Measures → plan rows"))
        self.plan_button.clicked.connect(self._to_plan)
        more = QMenu(self)
        self.save_action = more.addAction(words("Save the record…"), self._save)
        self.remove_action = more.addAction(words("Remove the case"), self._remove)
        self.more_button = QPushButton(words("More"))
        self.more_button.setMenu(more)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        for one in (self.form_button, self.fish_button):
            head.addWidget(one)
        head.addSpacing(8)
        head.addWidget(self.plan_button)
        head.addWidget(self.more_button)
        self.reminders = PlainLabel("", wrap=True)
        self.reminders.setProperty("tone", "worse")
        self.lessons = self._build_lessons()
        self.form = CaseForm(self._page)
        self.form.written.connect(self._on_written)
        self.form.closing.connect(self._on_closing)
        self.fish = CaseFish(self._page)
        self.fish.edited.connect(self._page.session.apply)
        self._bodies = QStackedWidget()
        self._bodies.addWidget(self.form)
        self._bodies.addWidget(self.fish)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.reminders)
        column.addWidget(self.lessons)
        column.addWidget(self._bodies, 1)
        return whole

    def _switch(self, text: str, index: int) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setCheckable(True)
        button.clicked.connect(lambda: self.show_body(index))
        return button

    def _build_lessons(self) -> QFrame:
        words = self._page.words
        frame = QFrame()
        frame.setProperty("strip", True)
        self._lessons_told = PlainLabel("", wrap=True)
        self.learn_button = QPushButton(words("Add to the library"))
        self.learn_button.clicked.connect(self._learn)
        row = QHBoxLayout(frame)
        row.setContentsMargins(8, 4, 8, 4)
        row.addWidget(self._lessons_told, 1)
        row.addWidget(self.learn_button)
        return frame

    # --- showing --------------------------------------------------------------------------------------------------

    @property
    def case(self) -> Case | None:
        """The case that is chosen."""
        row = self.view.currentIndex().row()
        return self._page.session.project.get(Case, str(self.model.key_at(row))) if row >= 0 else None

    def fill(self) -> None:
        """Show the list and the chosen case; a wish for a new one is met when the comparison is there."""
        page = self._page
        product, project = page.session.product, page.session.project
        if product is None:
            return
        found = page.session.comparison()
        if found is not None:
            self._comparison = found
        mine = self.only_product.isChecked()
        cases = [one for one in project.all(Case).values() if not mine or one.product_id == product.id]
        self.model.show(cases_grid(cases, project, page.words))
        if self._wanted and self.model.row_of(self._wanted) >= 0:
            self.view.select_key(self._wanted)
            self._wanted = ""
        elif self.model.rowCount() and self.view.currentIndex().row() < 0:
            self.view.go_to_row(0)
        self._lists.setCurrentIndex(0 if cases else 1)
        self._fill_indicators(product)
        self.open_button.setEnabled(page.editable and self.indicator_box.count() > 0)
        self._show_case()
        if self._wish is not None and found is not None:
            wish, self._wish = self._wish, None
            self._propose(wish)

    def _fill_indicators(self, product: Product) -> None:
        box, project = self.indicator_box, self._page.session.project
        indicators = project.indicators(product.category_id)
        wanted = [(named(one, self._page.words), one.id) for one in indicators]
        if wanted != [(box.itemText(at), box.itemData(at)) for at in range(box.count())]:
            chosen = box.currentData()
            box.clear()
            for name, key in wanted:
                box.addItem(name, key)
            box.setCurrentIndex(max(0, box.findData(chosen)))

    def _show_case(self) -> None:
        page, case = self._page, self.case
        self.case_view.setVisible(case is not None)
        if case is None:
            return
        words, workspace = page.words, page.session.workspace
        indicator = page.session.project.get(Indicator, case.indicator_id)
        self.heading.setText(caption(case, named(indicator, words) if indicator is not None else "", words))
        said = workspace.case_reminders(case, self._comparison) if case.outcome is CaseOutcome.OPEN else ()
        self.reminders.setText("\n".join(f"! {words(one)}" for one in said))
        offered = workspace.lessons(case) if case.outcome in LEARNT_FROM else ()
        self._lessons_told.setText(
            words(
                "This case can add {count} lines to the library, from its confirmed causes",
                count=len(offered),
            )
        )
        self.reminders.setVisible(bool(said))
        self.lessons.setVisible(bool(offered) and page.editable)
        self.plan_button.setEnabled(page.editable)
        self.remove_action.setEnabled(page.editable)
        if self._bodies.currentIndex() == 0:
            self.form.show_case(case)
        else:
            self.fish.show_case(case)

    def show_body(self, index: int) -> None:
        """The form (0) or the fishbone with its causes and the library (1)."""
        (self.form_button, self.fish_button)[index].setChecked(True)
        self._bodies.setCurrentIndex(index)
        self._show_case()

    def paper(self) -> Report | None:
        """The record of the chosen case, for the printer."""
        case, page = self.case, self._page
        return (
            page.session.workspace.case_report(case.id, page.words, page.session.on)
            if case is not None
            else None
        )

    # --- opening --------------------------------------------------------------------------------------------------

    def wish(self, wish: NewCase) -> None:
        """Propose a case, at once or when the comparison is there."""
        self._wish = wish
        self.fill()

    def select(self, case_id: str) -> None:
        """Go to a case."""
        self._wanted = case_id
        self.fill()

    def _open_chosen(self) -> None:
        self.wish(NewCase(str(self.indicator_box.currentData())))

    def _proposal(self, wish: NewCase, complaint: str = "") -> CaseProposal | None:
        session = self._page.session
        product = session.product
        if product is None:
            return None
        workspace, on = session.workspace, session.on
        return session.attempt(
            lambda: workspace.propose_case(product.id, wish.indicator_id, on, wish.requirement_id, complaint)
        )

    def _propose(self, wish: NewCase) -> None:
        found = self._proposal(wish)
        if found is not None:
            self._asked = wish
            self.strip.show_case(found.case, found.reasons, editable=self._page.editable)

    def _open_agreed(self, complaint: str) -> None:
        found = self._proposal(self._asked, complaint) if self._asked is not None else None
        if found is None:
            return
        case = found.case
        self.strip.hide()
        self._wanted = case.id
        self.show_body(0)
        self._page.session.apply(Edit(M("Open case {number}", number=case.number), (case,)))
        self.form.parts["complaint"].setFocus()

    # --- changing -------------------------------------------------------------------------------------------------

    def _on_current(self, key: str) -> None:
        self._show_case()
        page = self._page
        case = page.session.project.get(Case, key)
        if case is not None:
            page.inspect(inspect_case(case, page.session.project, page.words))

    def _on_written(self, name: str, text: str) -> None:
        case, session = self.case, self._page.session
        if case is None:
            return
        edit = session.attempt(lambda: edited(case, name, text))
        if edit is not None:
            session.apply(edit)
        else:
            self._show_case()  # what could not be meant goes back to what stands

    def _on_closing(self, outcome: CaseOutcome, follow_up: str, reason: str) -> None:
        case, session = self.case, self._page.session
        if case is None:
            return
        edit = session.attempt(lambda: close(session.project, case, outcome, follow_up, session.on, reason))
        if edit is not None:
            session.apply(edit)

    def _to_plan(self) -> None:
        case, session = self.case, self._page.session
        if case is None:
            return
        rows = session.attempt(lambda: session.workspace.actions_of_prescription(case, session.on))
        if rows is None:
            return
        if not rows:
            session.told.emit(
                M("Every measure of the prescription has its row already; write one measure a line")
            )
        elif session.apply(Edit(M("Make plan rows of case {number}", number=case.number), rows)):
            session.told.emit(
                M("Plan rows made from the prescription: {count}; give each an owner", count=len(rows))
            )

    def _learn(self) -> None:
        case, session = self.case, self._page.session
        if case is not None:
            lines = session.workspace.lessons(case)
            session.apply(Edit(M("Add to the library ({count})", count=len(lines)), lines))

    def _save(self) -> None:
        if self.case is not None:
            self._page.export_requested.emit(f"case:{self.case.id}")

    def _remove(self) -> None:
        if self.case is not None:
            self._page.session.apply(without_case(self._page.session.project, self.case))
