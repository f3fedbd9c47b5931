"""The filter of a column under its header: conditions above, the list of values below; both together hold."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from compare_app.domain.cell_conditions import OF_FIGURES, Conditions
from compare_app.domain.column_facts import outside, passes
from compare_app.text.wording import Wording
from ui.models.row_order import ColumnFilter
from ui.tables.condition_form import ConditionForm
from ui.widgets.check_list import CheckListPopup
from ui.widgets.plain import PlainLabel


class FilterPopup(CheckListPopup):
    """Says at once how many rows the conditions leave, and which cells can never satisfy them."""

    filtered = Signal(object, object)  # the listed texts that are shown, None: all; Conditions or None

    _within: frozenset[str] | None = (
        None  # the listed texts of the rows that satisfy the conditions; None: all
    )
    _readable = True

    def __init__(self, words: Wording, title: str, found: ColumnFilter, parent: QWidget) -> None:
        every = frozenset(text for text, _ in found.choices)
        items = [(text, f"{text or words('(empty)')}   {count}") for text, count in found.choices]
        super().__init__(words, title, items, every if found.chosen is None else found.chosen, parent)
        self._words = words
        self._every = every
        self._found = found
        self.form = ConditionForm(words, found.facts)
        self.note = PlainLabel("", "quiet", wrap=True)
        self.column.insertWidget(1, self.form)
        self.column.insertWidget(2, self.note)
        if found.conditions is not None:
            self.form.put(found.conditions)
        for one, other in pairwise((*self.form.stops, self.search_edit)):
            QWidget.setTabOrder(one, other)
        self.form.changed.connect(self._on_conditions)
        self.taken.connect(self._on_taken)
        self._tell()

    @property
    def conditions(self) -> Conditions | None:
        """What is asked of the column."""
        return self.form.conditions

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Up and self.search_edit.hasFocus():
            self.form.first.relation_box.setFocus()
            return
        super().keyPressEvent(event)

    def _on_taken(self, ticked: frozenset[str]) -> None:
        self.filtered.emit(None if ticked >= self._every else ticked, self.conditions)

    def _on_conditions(self) -> None:
        self._tell()
        self.fit()

    def _tell(self) -> None:
        """Count, and list only values that satisfy the conditions."""
        conditions = self.conditions
        self._readable = conditions is None or conditions.is_whole
        if conditions is None or not self._readable:
            self._within = None
            self.note.setText("" if conditions is None else self._unread(conditions))
        else:
            met = passes(conditions, self._found.facts)
            self._within = frozenset(text for text, good in zip(self._found.listed, met, strict=True) if good)
            self.note.setText(self._counted(conditions, met))
        self.note.setVisible(bool(self.note.text()))
        self.items.keep_within(self._within)
        self._enable()

    def _unread(self, conditions: Conditions) -> str:
        """What cannot be read of what was typed; nothing while nothing is typed."""
        words = self._words
        for one in conditions.parts:
            typed = one.first if one.first and not one.is_whole else one.second
            if typed and not one.is_whole and one.relation in OF_FIGURES:
                return words("“{text}” is no number that can stand here", text=typed)
            if typed and not one.is_whole:
                return words("“{text}” is no date", text=typed)
        return ""

    def _counted(self, conditions: Conditions, met: Sequence[bool]) -> str:
        words = self._words
        lines = [words("satisfied by {met} of {total} rows", met=sum(met), total=len(met))]
        figures, days = outside(conditions, self._found.facts)
        if figures:
            lines.append(words("cells that are no number and never satisfy it: {count}", count=figures))
        if days:
            lines.append(words("cells that are no day and never satisfy it: {count}", count=days))
        units = [unit for unit in self._found.facts.units if unit]
        asked = {one.relation for one in conditions.parts}
        if len(self._found.facts.units) > 1 and asked & set(OF_FIGURES):
            lines.append(
                words("Units differ ({units}): type one behind the number to ask only in it", units=units)
            )
        return "\n".join(lines)

    def _enable(self) -> None:
        """A condition that no row satisfies now may be meant; a list without a tick never is."""
        ticked, within = self._meant(), self._within
        some = bool(ticked) and (not within or bool(ticked & within))
        self.take_button.setEnabled(some and self._readable)
