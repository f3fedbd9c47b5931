"""A person's verdict beside the automatic one: never without a reason and a name (R20, design rule 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from compare_app.domain.comparison import Comparison, Judgement, StandardRow
from compare_app.domain.edit import Edit
from compare_app.domain.rules import back_to_automatic, overrule
from compare_app.domain.terms import Conformity, Verdict
from compare_app.errors import AppError
from compare_app.text.wording import Wording
from compare_app.workspace import Workspace
from ui.dialogs.beside import Beside
from ui.session import Session
from ui.widgets.plain import PlainLabel
from ui.wording import spoken, with_unit


@dataclass(frozen=True, slots=True)
class Disputed:
    """What a person judges: both verdicts, and what is said of it."""

    automatic: Verdict | Conformity
    verdict: Verdict | Conformity
    reason: str
    author: str
    facts: tuple[tuple[str, str], ...]  # caption and text


def subject_of(product_id: str, row: StandardRow | Judgement) -> str:
    """What a verdict of a person is filed under (`Override.subject`)."""
    if isinstance(row, StandardRow):
        return f"standard:{row.key}"
    return f"result:{product_id}:{row.requirement_id}"


def found(
    workspace: Workspace, product_id: str, on: date, row: StandardRow | Judgement, words: Wording
) -> Disputed | None:
    """The row as a comparison of now has it; None where product, limit or requirement is gone."""
    try:
        comparison = workspace.compare(product_id, on)
    except AppError as error:
        if error.code != "PRODUCT-UNKNOWN":
            raise
        return None
    match row_about(comparison, subject_of(product_id, row)):
        case StandardRow() as limits:
            return disputed_limits(limits, words)
        case Judgement() as result:
            return disputed_result(result, words)
    return None


def row_about(comparison: Comparison, subject: str) -> StandardRow | Judgement | None:
    """The row of a comparison that a verdict of a person is filed under; None where it has none."""
    rows: list[StandardRow | Judgement] = [*comparison.standards, *comparison.other_scopes]
    rows += [one for indicator in comparison.indicators for one in indicator.judgements]
    for one in rows:
        if subject_of(comparison.product_id, one) == subject:
            return one
    return None


def disputed_limits(row: StandardRow, words: Wording) -> Disputed:
    """Our limit beside theirs."""
    sides = ((words("Our limit"), row.ours), (words("Their limit"), row.theirs))
    facts = tuple((caption, f"{side.standard}  {side.text}") for caption, side in sides if side is not None)
    return Disputed(row.automatic, row.verdict, row.override_reason, row.override_author, facts)


def disputed_result(one: Judgement, words: Wording) -> Disputed:
    """Our result against one requirement."""
    facts = (
        (words("Requirement"), f"{one.standard} {one.clause}  {one.limit_text}"),
        (words("Result"), with_unit(one.value_text, one.unit) or words("no value")),
    )
    automatic = one.conformity if one.automatic is None else one.automatic
    return Disputed(automatic, one.conformity, one.override_reason, one.override_author, facts)


class VerdictDialog(Beside[Disputed]):
    """Sets or takes back the verdict of a person on a row of the standards or on a result."""

    def __init__(
        self,
        session: Session,
        product_id: str,
        row: StandardRow | Judgement,
        words: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, words, parent)
        self._product_id = product_id
        self._row = row
        self.subject = subject_of(product_id, row)
        self.setWindowTitle(words("Change the verdict"))
        self.setMinimumWidth(440)
        self.verdict_box = QComboBox()
        self.verdict_box.setAccessibleName(words("Verdict of a person"))
        self._kind: type[Verdict] | type[Conformity] = Verdict if isinstance(row, StandardRow) else Conformity
        for verdict in self._kind:
            self.verdict_box.addItem(spoken(verdict, words), verdict.value)
        self.reason_edit = QLineEdit()
        self.reason_edit.setAccessibleName(words("Reason for the change"))
        self.author_edit = QLineEdit()
        self.author_edit.setAccessibleName(words("Name"))
        self._facts = QFormLayout()
        self._automatic_label = PlainLabel("")
        form = QFormLayout()
        form.addRow(words("Automatic verdict"), self._automatic_label)
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
        self._back = QPushButton(words("Back to the automatic verdict"))
        self._back.clicked.connect(self._take_back)
        buttons.addButton(self._back, QDialogButtonBox.ButtonRole.ResetRole)
        self.column.addLayout(self._facts)
        self.column.addLayout(form)
        self.column.addWidget(buttons)
        for field in (self.reason_edit, self.author_edit):
            field.textChanged.connect(self._check)
        self._comparing = False
        self.begin()

    def now(self) -> Disputed | None:
        """The row as the present comparison has it; compared in the place of who asks, unless it was before."""
        return found(self._session.workspace, self._product_id, self._session.on, self._row, self._words)

    def follow(self) -> None:
        """Compare beside the window; until that is done nothing can be taken over."""
        session = self._session
        if not session.is_open:
            return
        asked = (session.workspace, self._product_id, session.on, self._row, self._words)
        job = session.tasks.start(lambda progress: found(*asked), self.subject)
        job.done.connect(self._on_compared)
        self._comparing = True
        self._check()

    def _on_compared(self, now: Disputed | None) -> None:
        self._comparing = False
        self._check()
        self.heed(now)

    def show_now(self, now: Disputed) -> None:
        """Both verdicts and what they are about."""
        while self._facts.rowCount():
            self._facts.removeRow(0)
        for caption, text in now.facts:
            self._facts.addRow(caption, PlainLabel(text, wrap=True))
        self._automatic_label.setText(spoken(now.automatic, self._words))
        self.put(self.verdict_box, now.verdict.value)
        self.put(self.reason_edit, now.reason)
        self.put(self.author_edit, now.author or self._session.user)
        self._back.setVisible(bool(now.reason))
        self._check()

    def _check(self) -> None:
        told = bool(self.reason_edit.text().strip() and self.author_edit.text().strip())
        self._ok.setEnabled(told and not self._comparing)

    def _take_back(self) -> None:
        if self.apply(lambda: back_to_automatic(self._session.project, self.subject)):
            super().accept()

    def accept(self) -> None:
        """Store the verdict as one edit."""
        if self.apply(self._edit):
            super().accept()

    def _edit(self) -> Edit:
        return overrule(
            self._session.project,
            self.subject,
            self._kind(str(self.verdict_box.currentData())),
            author=self.author_edit.text(),
            reason=self.reason_edit.text(),
        )
