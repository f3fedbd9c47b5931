"""Last step of an import: what will be stored, and the rule of judgement where a category has none yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from compare_app.domain.draft import Draft
from compare_app.domain.edit import Ref
from compare_app.domain.model import Category, DecisionRule, Indicator, Product, new_id
from compare_app.domain.project import Project
from compare_app.domain.record_changes import RecordChange, changes_of
from compare_app.domain.terms import GuardBand
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording
from ui.models.cell_edits import CellEdits
from ui.models.grid_model import GridModel
from ui.models.overwrite_grid import KEEP, overwrite_grid
from ui.tables.grid_view import GridView
from ui.theme import Theme
from ui.widgets.plain import PlainLabel
from ui.wording import labelled

COUNT_NAMES: Final[dict[str, Message]] = {
    "categories": M("categories"),
    "indicators": M("indicators"),
    "standards": M("standards"),
    "requirements": M("requirements"),
    "products": M("products"),
    "results": M("results"),
    "executed": M("executed standards"),
    "replacements": M("replacements of standards"),
    "adoptions": M("adoptions of standards"),
    "samples": M("samples"),
    "methods": M("test methods"),
    "reports": M("test reports"),
    "grading_schemes": M("grading schemes"),
    "inspections": M("inspections"),
    "index_figures": M("index figures"),
}


class CommitStep(QWidget):
    """Counts by kind, and the decision rule that is fixed before the first result (rulings 12)."""

    def __init__(self, words: Wording, theme: Theme) -> None:
        super().__init__()
        self._changes: Sequence[RecordChange] = ()
        self._kept: set[Ref] = set()
        self._words = words
        self._categories: list[str] = []
        self.summary = PlainLabel("", "lead", wrap=True)
        self.counts = PlainLabel("", wrap=True)
        self.notice = PlainLabel("", wrap=True)
        self.notice.setProperty("tone", "worse")
        self.guard_box = QComboBox()
        self.guard_box.setAccessibleName(words("Guard band"))
        for guard in GuardBand:
            self.guard_box.addItem(words.term(guard), guard.value)
        self.states_box = QCheckBox(words("Four states: pass, conditional pass, conditional fail, fail"))
        self.rule_group = QGroupBox(words("How results are judged"))
        form = QFormLayout(self.rule_group)
        form.addRow(
            PlainLabel(
                words("The rule is fixed before the first result and printed in every output."),
                "quiet",
                wrap=True,
            )
        )
        form.addRow(words("Guard band"), self.guard_box)
        form.addRow("", self.states_box)
        column = QVBoxLayout(self)
        column.addWidget(self.summary)
        column.addWidget(self.counts)
        column.addWidget(self.notice)
        column.addSpacing(12)
        column.addWidget(self.rule_group)
        column.addWidget(self._build_overwrites(theme), 1)
        self._rest = QWidget()
        column.addWidget(self._rest, 1)
        column.addWidget(
            PlainLabel(
                words("Everything is taken in as one step: it can be undone as one step."), "quiet", wrap=True
            )
        )

    def _build_overwrites(self, theme: Theme) -> QWidget:
        """What would be overwritten, and the choice to keep it."""
        words = self._words
        self.model = GridModel(self)
        self.model.dress(theme, self.font())
        self.model.edits_requested.connect(self._on_choices)
        self.view = GridView(words, words("What would be overwritten"))
        self.view.setModel(self.model)
        self.overwrites_label = PlainLabel("", wrap=True)
        take, keep = QPushButton(words("Overwrite all")), QPushButton(words("Keep all"))
        take.clicked.connect(self._take_all)
        keep.clicked.connect(self._keep_all)
        head = QHBoxLayout()
        head.addWidget(self.overwrites_label, 1)
        for button in (take, keep):
            button.setAutoDefault(False)
            head.addWidget(button)
        self.overwrites = QWidget()
        column = QVBoxLayout(self.overwrites)
        column.setContentsMargins(0, 12, 0, 0)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        return self.overwrites

    def forget(self) -> None:
        """Another file: nothing of it was chosen yet."""
        self._changes, self._kept = (), set()

    def kept(self) -> frozenset[Ref]:
        """What the user wants to stand as it is."""
        return frozenset(self._kept)

    def _on_choices(self, edits: CellEdits) -> None:
        for change in edits.changes:
            ref = self._changes[change.row[0]].ref
            (self._kept.add if change.text == KEEP else self._kept.discard)(ref)
        self._show_overwrites()

    def _take_all(self) -> None:
        self._kept.clear()
        self._show_overwrites()

    def _keep_all(self) -> None:
        self._kept = {one.ref for one in self._changes}
        self._show_overwrites()

    def _show_overwrites(self) -> None:
        words = self._words
        self.model.show(overwrite_grid(self._changes, self._kept, words))
        self.view.fit()
        self.overwrites_label.setText(
            words(
                "{count} records of the project would be overwritten, {typed} of them typed by a person; kept: {kept}",
                count=len(self._changes) - len(self._kept),
                typed=sum(one.typed for one in self._changes),
                kept=len(self._kept),
            )
        )

    def show_draft(self, draft: Draft, project: Project) -> None:
        """Say what will be stored, and what of the project it would overwrite."""
        words = self._words
        fresh = {Ref(type(one), one.id): one for one in draft.records.frame}

        def find(kind: type, record_id: str) -> object:
            return fresh.get(Ref(kind, record_id)) or project.get(kind, record_id)

        known = {one.ref for one in self._changes}  # of the same file, before the project went on
        self._changes = changes_of(draft.overwrites, find)
        # what a person wrote here stays unless they say otherwise; a workbook of ours comes back from the same person
        self._kept &= {one.ref for one in self._changes}
        self._kept |= {
            one.ref for one in self._changes if one.typed and draft.batch.mapping and one.ref not in known
        }
        self._show_overwrites()
        self.overwrites.setVisible(bool(self._changes))
        self._rest.setVisible(not self._changes)
        records = len(draft.records)
        if records or draft.held:
            self.summary.setText(
                words(
                    "New records: {new}, changed: {changed}, unchanged: {same}",
                    new=records - len(self._changes),
                    changed=len(self._changes),
                    same=draft.unchanged,
                )
            )
        else:
            self.summary.setText(
                words("Nothing would change: everything in this file is already in the project")
            )
        parts = [
            labelled(words(COUNT_NAMES[kind]) if kind in COUNT_NAMES else kind, count, words)
            for kind, count in draft.counts.items()
            if count
        ]
        self.counts.setText("   ".join(parts))
        if draft.already is not None:
            self.notice.setText(words("This file was taken in before, on {day}", day=draft.already.at))
        self.notice.setVisible(draft.already is not None)
        self._categories = unruled(draft, project)
        self.rule_group.setVisible(bool(self._categories))

    def rules(self, user: str) -> list[DecisionRule]:
        """The confirmed rule for each category that had none."""
        return [
            DecisionRule(
                id=new_id(),
                category_id=category,
                guard=GuardBand(self.guard_box.currentData()),
                four_state=self.states_box.isChecked(),
                confirmed_by=user,
                confirmed_at=datetime.now(UTC),
                reason="",
            )
            for category in self._categories
        ]


def unruled(draft: Draft, project: Project) -> list[str]:
    """The categories that an import touches and that have no decision rule yet."""
    touched: dict[str, None] = {}
    for record in draft.records.frame:
        match record:
            case Category(id=category):
                touched[category] = None
            case Indicator(category_id=category) | Product(category_id=category):
                touched[category] = None
    ruled = {one.category_id for one in project.all(DecisionRule).values()}
    ruled |= {one.category_id for one in draft.records.frame if isinstance(one, DecisionRule)}
    return [category for category in touched if category not in ruled]
