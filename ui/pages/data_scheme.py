"""The third tab of 数据: the indicators of a category and how they are judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from compare_app.domain.edit import Edit
from compare_app.domain.model import CellRef, Indicator
from compare_app.domain.project import Project
from compare_app.domain.rules import rule_of
from ui.models.cell_edits import CellChange, CellEdits
from ui.models.inspections import WHERE_FROM, source_lines
from ui.models.library_grid import edited_indicator, scheme_grid
from ui.tables.pane import TablePane
from ui.widgets.inspector import Answer, Inspection
from ui.widgets.plain import PlainLabel
from ui.wording import joined, named

if TYPE_CHECKING:
    from ui.pages.data import DataPage


class SchemeTab(QWidget):
    """The scheme as a table; the rule of judgement above it."""

    def __init__(self, page: DataPage) -> None:
        super().__init__()
        self._page = page
        words = page.words
        self._rule = PlainLabel("", "quiet", wrap=True)
        self.model = page.new_model()
        self.model.edits_requested.connect(self._on_edits)
        self.view = page.new_view(self.model, words("Indicator scheme"), "scheme", frozen=2)
        self.view.current_key_changed.connect(self._on_current)
        self.rule_button = QPushButton(words("Decision rule…"))
        self.rule_button.clicked.connect(self._change_rule)
        self.equivalences_button = QPushButton(words("Equivalences…"))
        self.equivalences_button.clicked.connect(self._show_equivalences)
        head = QHBoxLayout()
        head.addWidget(self._rule, 1)
        head.addWidget(self.rule_button)
        head.addWidget(self.equivalences_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(head)
        column.addWidget(TablePane(self.view, words), 1)

    def fill(self) -> None:
        """Show the scheme of the page's category."""
        page = self._page
        project = page.session.project
        self.model.show(scheme_grid(project.indicators(page.category_id), page.words, editable=page.editable))
        words = page.words
        rule = rule_of(project, page.category_id)
        if rule is None:
            self._rule.setText(words("Decision rule: simple acceptance, pass or fail; not confirmed yet"))
        else:
            states = words("four states") if rule.four_state else words("pass or fail")
            said = words(
                "Decision rule: {guard}, {states}; confirmed by {name}",
                guard=rule.guard,
                states=states,
                name=rule.confirmed_by or "—",
            )
            self._rule.setText(joined((said, rule.reason), words))
        known = bool(page.category_id)
        self.rule_button.setEnabled(known and page.editable)
        self.equivalences_button.setEnabled(known)

    def _change_rule(self) -> None:
        self._page.dialog_requested.emit("rule", self._page.category_id)

    def _show_equivalences(self) -> None:
        self._page.dialog_requested.emit("equivalences", self._page.category_id)

    def _on_edits(self, edits: CellEdits) -> None:
        self._page.session.change_cells(edits, _edited)

    def _on_current(self, key: str) -> None:
        page = self._page
        indicator = page.session.project.get(Indicator, key)
        if indicator is None:
            return
        words = page.words
        lines = source_lines(indicator.source, CellRef(), words) or [words("typed in the program")]
        facts = [words.term(indicator.scale), words.term(indicator.direction), *indicator.aliases]
        if indicator.note:
            facts.append(indicator.note)
        page.inspect(
            Inspection(
                named(indicator, words),
                indicator.unit,
                (Answer(words("What is it?"), tuple(facts)), Answer(words(WHERE_FROM), tuple(lines))),
            )
        )


def _edited(project: Project, change: CellChange) -> Edit | None:
    indicator = project.get(Indicator, str(change.row))
    return edited_indicator(indicator, str(change.column), change.text) if indicator is not None else None
