"""A person's verdict beside the automatic one: never without a reason and a name (R20, design rule 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from compare_app.domain.comparison import Judgement, StandardRow
from compare_app.domain.rules import back_to_automatic, overrule
from compare_app.domain.terms import Conformity, Verdict
from compare_app.text.wording import Wording
from ui.session import Session
from ui.widgets.dialog import Dialog
from ui.widgets.plain import PlainLabel
from ui.wording import spoken, with_unit


@dataclass(frozen=True, slots=True)
class Disputed:
    """What a person judges: its subject in the project, both verdicts, and what is said of it."""

    subject: str
    automatic: Verdict | Conformity
    verdict: Verdict | Conformity
    reason: str
    author: str
    facts: tuple[tuple[str, str], ...]  # caption and text

    @property
    def choices(self) -> Sequence[Verdict | Conformity]:
        """Every verdict of its kind."""
        return tuple(Verdict) if isinstance(self.automatic, Verdict) else tuple(Conformity)


def disputed_limits(row: StandardRow, words: Wording) -> Disputed:
    """Our limit beside theirs."""
    sides = ((words("Our limit"), row.ours), (words("Their limit"), row.theirs))
    facts = tuple((caption, f"{side.standard}  {side.raw}") for caption, side in sides if side is not None)
    return Disputed(
        f"standard:{row.key}", row.automatic, row.verdict, row.override_reason, row.override_author, facts
    )


def disputed_result(product_id: str, one: Judgement, words: Wording) -> Disputed:
    """Our result against one requirement."""
    facts = (
        (words("Requirement"), f"{one.standard} {one.clause}  {one.limit_text}"),
        (words("Result"), with_unit(one.value_text, one.unit) or words("no value")),
    )
    automatic = one.conformity if one.automatic is None else one.automatic
    subject = f"result:{product_id}:{one.requirement_id}"
    return Disputed(subject, automatic, one.conformity, one.override_reason, one.override_author, facts)


class VerdictDialog(Dialog):
    """Sets or takes back the verdict of a person."""

    def __init__(
        self, session: Session, disputed: Disputed, words: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._disputed = disputed
        self.setWindowTitle(words("Change the verdict"))
        self.setMinimumWidth(440)
        self.finished.connect(self.deleteLater)
        self.verdict_box = QComboBox()
        self.verdict_box.setAccessibleName(words("Verdict of a person"))
        for verdict in disputed.choices:
            self.verdict_box.addItem(spoken(verdict, words), verdict.value)
        self.verdict_box.setCurrentIndex(list(disputed.choices).index(disputed.verdict))
        self.reason_edit = QLineEdit(disputed.reason)
        self.reason_edit.setAccessibleName(words("Reason for the change"))
        self.author_edit = QLineEdit(disputed.author or session.user)
        self.author_edit.setAccessibleName(words("Name"))
        form = QFormLayout()
        for caption, text in disputed.facts:
            form.addRow(caption, PlainLabel(text, wrap=True))
        form.addRow(words("Automatic verdict"), PlainLabel(spoken(disputed.automatic, words)))
        form.addRow(words("Verdict of a person"), self.verdict_box)
        form.addRow(words("Reason for the change"), self.reason_edit)
        form.addRow(words("Name"), self.author_edit)
        form.addRow(
            "",
            PlainLabel(words("The automatic verdict stays beside it in every output."), "quiet", wrap=True),
        )
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        if disputed.reason:
            back = QPushButton(words("Back to the automatic verdict"))
            back.clicked.connect(self._take_back)
            buttons.addButton(back, QDialogButtonBox.ButtonRole.ResetRole)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(buttons)
        for field in (self.reason_edit, self.author_edit):
            field.textChanged.connect(self._check)
        self._check()

    def _check(self) -> None:
        self._ok.setEnabled(bool(self.reason_edit.text().strip() and self.author_edit.text().strip()))

    def _take_back(self) -> None:
        if self._session.apply(back_to_automatic(self._session.project, self._disputed.subject)):
            super().accept()

    def accept(self) -> None:
        """Store the verdict as one edit."""
        kind = type(self._disputed.automatic)
        edit = overrule(
            self._session.project,
            self._disputed.subject,
            kind(str(self.verdict_box.currentData())),
            author=self.author_edit.text(),
            reason=self.reason_edit.text(),
        )
        if self._session.apply(edit):
            super().accept()
