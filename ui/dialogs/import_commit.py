"""Last step of an import: what will be stored, and the rule of judgement where a category has none yet."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QGroupBox, QVBoxLayout, QWidget

from compare_app.domain.draft import Draft
from compare_app.domain.model import Category, DecisionRule, Indicator, Product, new_id
from compare_app.domain.project import Project
from compare_app.domain.terms import GuardBand
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording
from ui.widgets.plain import PlainLabel
from ui.wording import labelled

COUNT_NAMES: Final[dict[str, Message]] = {
    "categories": M("categories"),
    "indicators": M("indicators"),
    "standards": M("standards"),
    "requirements": M("requirements"),
    "products": M("products"),
    "results": M("results"),
    "methods": M("test methods"),
    "reports": M("test reports"),
    "grading_schemes": M("grading schemes"),
    "inspections": M("inspections"),
    "index_figures": M("index figures"),
}


class CommitStep(QWidget):
    """Counts by kind, and the decision rule that is fixed before the first result (rulings 12)."""

    def __init__(self, words: Wording) -> None:
        super().__init__()
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
        column.addStretch(1)
        column.addWidget(
            PlainLabel(
                words("Everything is taken in as one step: it can be undone as one step."), "quiet", wrap=True
            )
        )

    def show_draft(self, draft: Draft, project: Project) -> None:
        """Say what will be stored."""
        words = self._words
        new = len(draft.records)
        if new or draft.held:
            self.summary.setText(
                words(
                    "{new} new or changed records will be stored, {same} are as they were",
                    new=new,
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
    for record in draft.records:
        match record:
            case Category(id=category):
                touched[category] = None
            case Indicator(category_id=category) | Product(category_id=category):
                touched[category] = None
    ruled = {one.category_id for one in project.all(DecisionRule).values()}
    ruled |= {one.category_id for one in draft.records if isinstance(one, DecisionRule)}
    return [category for category in touched if category not in ruled]
