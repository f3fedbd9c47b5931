"""Sign or send back: which signature is possible now and why not, what would be signed; a name and, for a refusal, a
reason.
"""

from __future__ import annotations

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QWidget,
)

from compare_app.domain.edit import Applied
from compare_app.domain.loop import Snapshot
from compare_app.domain.model import Product
from compare_app.domain.sign_off import same_person, sign_round, why_not
from compare_app.domain.terms import SignOffKind
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording
from ui.dialogs.beside import Beside
from ui.session import Session, View
from ui.widgets.plain import PlainLabel


class SignDialog(Beside[View]):
    """A signature is superseded by a later one, never undone (rulings 21)."""

    def __init__(
        self, session: Session, product_id: str, words: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, words, parent)
        self._product_id = product_id
        self._words = words
        self._signing = False
        self.setWindowTitle(words("Sign"))
        self.setMinimumWidth(460)
        self.kind_box = QComboBox()
        self.kind_box.setAccessibleName(words("Kind of signature"))
        for kind in SignOffKind:
            self.kind_box.addItem(words.term(kind), kind.value)
        self.name_edit = QLineEdit()
        self.name_edit.setAccessibleName(words("Name"))
        self.veto_box = QCheckBox(words("Send back (veto)"))
        self.reason_edit = QLineEdit()
        self.reason_edit.setAccessibleName(words("Remark, needed when sending back"))
        self._name = PlainLabel("", "subtitle", wrap=True)
        self.what = PlainLabel("", wrap=True)
        self.why = PlainLabel("", "quiet", wrap=True)
        form = QFormLayout()
        form.addRow(self._name)
        form.addRow(words("Signature"), self.kind_box)
        form.addRow(words("What is signed"), self.what)
        form.addRow(words("Name"), self.name_edit)
        form.addRow("", self.veto_box)
        form.addRow(words("Remark, needed when sending back"), self.reason_edit)
        form.addRow("", self.why)
        form.addRow(
            "",
            PlainLabel(
                words(
                    "A signature cannot be undone; a later one takes its place. "
                    "Edits before it can no longer be undone."
                ),
                "quiet",
                wrap=True,
            ),
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.sign_button = buttons.addButton(words("Sign"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.column.addLayout(form)
        self.column.addWidget(buttons)
        for field in (self.name_edit, self.reason_edit):
            field.textChanged.connect(self._check)
        self.kind_box.currentIndexChanged.connect(self._check)
        self.veto_box.toggled.connect(self._check)
        self.begin()

    def now(self) -> View | None:
        """The whole project: any change of it may be a change of what is signed."""
        session = self._session
        known = session.project.get(Product, self._product_id) is not None
        return View(session.project, self._product_id, session.on) if known else None

    def show_now(self, now: View) -> None:
        """Whose signature it will be, and under which product."""
        product = now.project.get(Product, self._product_id)
        self._name.setText(product.name if product is not None else "")
        self.put(self.kind_box, self._next().value)
        self.put(self.name_edit, self._session.user)
        self.put(self.veto_box, False)
        self.put(self.reason_edit, "")
        self._check()

    @property
    def kind(self) -> SignOffKind:
        """The signature that is chosen."""
        return SignOffKind(self.kind_box.currentData())

    def _next(self) -> SignOffKind:
        """The first signature of the round that is still missing; a round that ended begins anew."""
        project = self._session.project
        present = sign_round(project, self._product_id)
        if present.veto is not None:
            return SignOffKind.DRAWN_UP
        missing = (kind for kind in SignOffKind if kind not in present.signatures)
        return next(missing, SignOffKind.DRAWN_UP)

    def _check(self) -> None:
        """Say what would be signed, and what stands against it."""
        words, veto = self._words, self.veto_box.isChecked()
        project, name = self._session.project, self.name_edit.text()
        why = why_not(project, self._product_id, self.kind, veto=veto)
        self.what.setText(words(self._subject(veto=veto)))
        if why is not None:
            said: Message = M("{kind} is not possible: {why}", kind=self.kind, why=why)
        elif not name.strip():
            said = M("A signature needs a name")
        elif veto and not self.reason_edit.text().strip():
            said = M("A veto needs a reason")
        elif same_person(sign_round(project, self._product_id), self.kind, name) and not veto:
            said = M("The same person drew it up; the record will say so.")
        else:
            said = M("")
        blocked = why is not None or not name.strip() or (veto and not self.reason_edit.text().strip())
        self.why.setText(words(said))
        self.sign_button.setEnabled(not blocked)

    def _subject(self, *, veto: bool) -> Message:
        if veto:
            return M("Ends this round of signatures; it begins anew with {kind}", kind=SignOffKind.DRAWN_UP)
        if self.kind is SignOffKind.DRAWN_UP:
            return M("The state of {day}, released and frozen with this signature", day=self._session.on)
        drawn_up = sign_round(self._session.project, self._product_id).drawn_up
        snapshot = self._session.project.get(Snapshot, drawn_up.snapshot_id) if drawn_up is not None else None
        if drawn_up is None or snapshot is None:
            return M("no state is drawn up")
        return M(
            "{title}, drawn up by {name} on {day}; refused where anything changed since",
            title=snapshot.title,
            name=drawn_up.name,
            day=drawn_up.at.date(),
        )

    def accept(self) -> None:
        """Compare the state with what was drawn up and store the signature, beside the window."""
        if not self.heed(self.now()):
            return  # what is signed is no longer what was shown: it shows it now
        session, words = self._session, self._words
        workspace, product_id, kind = session.workspace, self._product_id, self.kind
        name, veto = self.name_edit.text(), self.veto_box.isChecked()
        reason, on = self.reason_edit.text(), session.on
        self._signing = True
        self.setEnabled(False)
        job = session.tasks.start(
            lambda progress: workspace.sign(product_id, kind, name, words, veto=veto, reason=reason, on=on)
        )
        job.done.connect(self._on_signed)
        job.failed.connect(self._on_failed)

    def _on_signed(self, applied: Applied) -> None:
        self._session.stored(applied.changes)
        super().accept()

    def _on_failed(self, error: BaseException) -> None:
        self._signing = False
        self.setEnabled(True)
        self._session.failed(error)

    def reject(self) -> None:
        """Close without a signature; while one is being stored it waits to know what became of it."""
        if not self._signing:
            super().reject()
