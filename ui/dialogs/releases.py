"""发布: freeze the present state of a product under a title; the list of what was released; two of them compared."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from compare_app.domain.edit import Edit
from compare_app.domain.loop import Snapshot
from compare_app.domain.model import Product
from compare_app.domain.project import Project
from compare_app.domain.sign_off import SignedState
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.dialogs.beside import Beside
from ui.models.grid_model import GridModel
from ui.models.releases_grid import releases_grid
from ui.session import Session, View
from ui.tables.grid_view import GridView
from ui.theme import Theme
from ui.widgets.plain import PlainLabel
from ui.wording import signed_text

SIZE: Final = (760, 420)


class ReleasesDialog(Beside[View]):
    """A release is superseded by a later one, never undone (rulings 21). The state is frozen beside the window."""

    compare_asked = Signal(str, str, str)  # product, from, to (empty: now)

    def __init__(
        self,
        session: Session,
        product_id: str,
        words: Wording,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, words, parent)
        self._product_id = product_id
        self._freezing = False
        self._snapshots: tuple[Snapshot, ...] = ()
        self.setWindowTitle(words("Released states"))
        self.resize(*SIZE)
        self._subject = PlainLabel("", "subtitle", wrap=True)
        self.signed = PlainLabel("", wrap=True)
        self.title_edit = QLineEdit()
        self.title_edit.setAccessibleName(words("Title of the release"))
        self.title_edit.setPlaceholderText(words("What is released, and for what"))
        self.title_edit.textChanged.connect(self._check)
        self.release_button = QPushButton(words("Release the present state"))
        self.release_button.setDefault(True)  # Enter in the title
        self.release_button.clicked.connect(self.release)
        self.model = GridModel(self)
        self.model.dress(theme, self.font())
        self.view = GridView(words, words("Released states"), filters=False)
        self.view.setModel(self.model)
        self.view.selectionModel().selectionChanged.connect(self._check)
        self.model.modelReset.connect(self._check)
        self.nothing = PlainLabel(
            words("No state of this product is released yet")
            + "\n"
            + words("Release one after each round; two of them make a trend"),
            "quiet",
            wrap=True,
        )
        lasting = PlainLabel(
            words(
                "A release freezes everything the state rests on. It cannot be undone; a later one takes its place."
            ),
            "quiet",
            wrap=True,
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.compare_button = buttons.addButton(words("Compare"), QDialogButtonBox.ButtonRole.ActionRole)
        self.compare_button.clicked.connect(self._compare)
        buttons.rejected.connect(self.reject)
        head = QHBoxLayout()
        head.addWidget(self.title_edit, 1)
        head.addWidget(self.release_button)
        self.column.addWidget(self._subject)
        self.column.addWidget(self.signed)
        self.column.addLayout(head)
        self.column.addWidget(lasting)
        self.column.addWidget(self.nothing)
        self.column.addWidget(self.view, 1)
        self.hint = PlainLabel("", "quiet", wrap=True)
        self.column.addWidget(self.hint)
        self.column.addWidget(buttons)
        self.begin()

    def now(self) -> View | None:
        """The whole project: any change of it may be a change of what is released."""
        session = self._session
        known = session.project.get(Product, self._product_id) is not None
        return View(session.project, self._product_id, session.on) if known else None

    def follow(self) -> None:
        """A list that is looked at follows without a word; the title that was typed stays."""
        now = self.now()
        if now is None:
            self.heed(None)
        elif not self._is_over:
            self._show(now)

    def show_now(self, now: View) -> None:
        """The releases, the newest first, and whether the state still is what was approved."""
        product = now.project.get(Product, self._product_id)
        self._subject.setText(product.name if product is not None else "")
        self._snapshots = self._session.workspace.snapshots(self._product_id)
        self.model.show(releases_grid(self._snapshots, self._words))
        self.view.setVisible(bool(self._snapshots))
        self.nothing.setVisible(not self._snapshots)
        workspace, product_id = self._session.workspace, self._product_id
        job = self._session.tasks.start(lambda progress: workspace.signed_state(product_id), "signed")
        job.done.connect(self._on_signed)
        job.failed.connect(self._session.failed)
        self._check()

    def _on_signed(self, state: SignedState) -> None:
        self.signed.setText(signed_text(state, self._words))

    def chosen(self) -> tuple[str, ...]:
        """The ids of the chosen releases, the earlier one first."""
        keys = {self.model.key_at(index.row()) for index in self.view.selectedIndexes()}
        return tuple(one.id for one in self._snapshots if one.id in keys)

    def _check(self) -> None:
        words, count = self._words, len(self.chosen())
        self.compare_button.setEnabled(count in (1, 2))
        self.hint.setText(
            words("Choose two releases to compare them, or one to compare it with now")
            if self._snapshots and count not in (1, 2)
            else words("The earlier one is compared with the later one")
            if count == 2
            else words("It is compared with the present state")
            if count
            else ""
        )
        writable = not self._session.read_only and not self._freezing
        self.release_button.setEnabled(writable and bool(self.title_edit.text().strip()))

    def _compare(self) -> None:
        chosen = self.chosen()
        if chosen:
            self.compare_asked.emit(self._product_id, chosen[0], chosen[1] if len(chosen) == 2 else "")

    def release(self) -> None:
        """Freeze the present state under the title, beside the window; it is stored if it still is the present one."""
        if not self.release_button.isEnabled():
            return
        session, product_id = self._session, self._product_id
        workspace, on, title, user = session.workspace, session.on, self.title_edit.text(), session.user
        project = session.project
        self._freezing = True
        self._check()
        job = session.tasks.start(
            lambda progress: (project, workspace.plan_release(product_id, title, on, user))
        )
        job.done.connect(self._on_frozen)
        job.failed.connect(self._on_failed)

    def _on_frozen(self, frozen: tuple[Project, Snapshot]) -> None:
        session, (project, snapshot) = self._session, frozen
        edit = Edit(M("Release {title}", title=snapshot.title), (snapshot,))
        applied = session.attempt(lambda: session.workspace.apply(edit, session.user, project))
        self._freezing = False
        if applied is not None:
            self.title_edit.clear()
            session.stored(applied.changes)
            session.told.emit(M("Released: {title}", title=snapshot.title))
        self._check()

    def _on_failed(self, error: BaseException) -> None:
        self._freezing = False
        self._check()
        self._session.failed(error)
