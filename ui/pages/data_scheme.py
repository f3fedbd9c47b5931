"""The third tab of 数据: the indicators of a category and how they are judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from compare_app.domain.model import CellRef, DecisionRule, Indicator
from ui.models.inspections import WHERE_FROM, source_lines
from ui.models.library_grid import edited_indicator, scheme_grid
from ui.widgets.grid_view import GridView
from ui.widgets.inspector import Answer, Inspection
from ui.widgets.plain import PlainLabel
from ui.wording import named

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
        self.model.edit_requested.connect(self._on_edit)
        self.view = GridView(words, words("Indicator scheme"), frozen=2)
        self.view.setModel(self.model)
        self.view.current_key_changed.connect(self._on_current)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self._rule)
        column.addWidget(self.view, 1)

    def fill(self) -> None:
        """Show the scheme of the page's category."""
        page = self._page
        project = page.session.project
        self.model.show(scheme_grid(project.indicators(page.category_id), page.words, editable=page.editable))
        rules = [one for one in project.all(DecisionRule).values() if one.category_id == page.category_id]
        words = page.words
        if rules:
            states = words("four states") if rules[0].four_state else words("pass or fail")
            self._rule.setText(
                words(
                    "Decision rule: {guard}, {states}; confirmed by {name}",
                    guard=rules[0].guard,
                    states=states,
                    name=rules[0].confirmed_by or "—",
                )
            )
        else:
            self._rule.setText(words("Decision rule: simple acceptance, pass or fail; not confirmed yet"))

    def _on_edit(self, row_key: str, column: str, text: str) -> None:
        session = self._page.session
        indicator = session.project.get(Indicator, row_key)
        if indicator is not None:
            edit = session.attempt(lambda: edited_indicator(indicator, column, text))
            if edit is not None:
                session.apply(edit)

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
