"""A library pack before it is taken in: what it is, what it would change, and what people changed and so stays."""

from __future__ import annotations

from collections import Counter
from typing import Final

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from compare_app.domain.edit import Applied, Ref
from compare_app.domain.model import GradingScheme, Indicator, Product, Requirement, Result, StandardEdition
from compare_app.domain.pack import Pack, PackDiff
from compare_app.domain.project import Project
from compare_app.domain.record_changes import RecordChange, changes_of
from compare_app.errors import AppError
from compare_app.text.message import M
from compare_app.text.wording import Wording
from compare_app.workspace import Workspace
from ui.models.cell_edits import CellEdits
from ui.models.grid_model import GridModel
from ui.models.overwrite_grid import KEEP, overwrite_grid
from ui.session import Session
from ui.tables.grid_view import GridView
from ui.theme import Theme
from ui.widgets.dialog import Dialog
from ui.widgets.plain import PlainLabel
from ui.wording import labelled, listed

SIZE: Final = (980, 560)
MOST_NAMES: Final = 12
KINDS: Final = {
    Indicator: M("indicators"),
    StandardEdition: M("standards"),
    Requirement: M("requirements"),
    GradingScheme: M("grading schemes"),
    Product: M("products"),
    Result: M("results"),
}


class PackDialog(Dialog):
    """Updates are taken, people's changes are kept, unless the user says otherwise; one step of undo."""

    def __init__(
        self,
        session: Session,
        compared: tuple[Project, PackDiff],
        words: Wording,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._on, diff = compared  # the snapshot that the pack was compared with
        self.setWindowTitle(words("Library pack"))
        self.resize(SIZE[0], SIZE[1] if diff.conflicts or diff.updates else SIZE[1] // 2)
        self.finished.connect(self.deleteLater)
        self._session = session
        self._words = words
        self._diff = diff
        self._busy = False
        self._changes: tuple[RecordChange, ...] = ()
        self._conflicts: set[Ref] = set()
        self.kept: set[Ref] = set()
        self.notice = PlainLabel(
            f"ⓘ {words('The project changed meanwhile: the pack is compared anew. What you chose is kept.')}",
            wrap=True,
        )
        self.notice.setProperty("note", True)
        self.notice.hide()
        info = diff.pack.info
        self.heading = PlainLabel(f"{info.name} {info.version}", "lead", wrap=True)
        lines = [
            words("Made on {day}", day=info.made_at.date()),
            labelled(words("Made by"), info.author, words) if info.author else "",
            labelled(words("Source"), info.source, words) if info.source else "",
            info.note,
            words("Taken in before: version {version}", version=diff.before) if diff.before else "",
        ]
        about = PlainLabel("\n".join(line for line in lines if line), "quiet", wrap=True).selectable()
        self.summary = PlainLabel("", wrap=True)
        self.fresh = PlainLabel("", wrap=True).selectable()
        self.model = GridModel(self)
        self.model.dress(theme, self.font())
        self.model.edits_requested.connect(self._on_choices)
        self.view = GridView(words, words("What the pack would change"))
        self.view.setModel(self.model)
        self.removed_box = QCheckBox()
        self.gone, self.refused = PlainLabel("", "quiet"), PlainLabel("", "quiet")
        self.removed_box.toggled.connect(self._show)
        self.take_button = QPushButton(words("Take in"))
        self.take_button.setProperty("primary", True)
        self.take_button.clicked.connect(self.take)
        cancel = QPushButton(words("Cancel"))
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.take_button)
        foot.addWidget(cancel)
        column = QVBoxLayout(self)
        column.addWidget(self.notice)
        for widget in (self.heading, about, self.summary, self.fresh):
            column.addWidget(widget)
        column.addWidget(self.view, 1)
        self._rest = QWidget()
        column.addWidget(self._rest, 1)
        column.addWidget(self.removed_box)
        column.addWidget(self.gone)
        column.addWidget(self.refused)
        column.addLayout(foot)
        self._show_diff()
        session.changed.connect(self._compare)
        if self._on is not session.project:
            self._compare()

    def _compare(self) -> None:
        """Compare the pack with the project as it is now; until that is done nothing can be taken in."""
        if self._busy:
            return
        workspace, pack, group = self._session.workspace, self._diff.pack, f"pack {self._diff.pack.info.id}"
        job = self._session.tasks.start(lambda progress: compared(workspace, pack), group)
        job.done.connect(self._on_compared)
        job.failed.connect(self._on_failed)
        self.take_button.setEnabled(False)

    def _on_compared(self, found: tuple[Project, PackDiff]) -> None:
        self._on, self._diff = found
        self.notice.show()
        self._show_diff()

    def _show_diff(self) -> None:
        """What the pack would do; what was chosen stays chosen, what is new of people's changes is kept."""
        words, diff, project = self._words, self._diff, self._on
        fresh = {Ref(type(one), one.id): one for one in diff.pack.records}

        def find(kind: type, record_id: str) -> object:
            return project.get(kind, record_id) or fresh.get(Ref(kind, record_id))

        known = {one.ref for one in self._changes}
        self._changes = (*changes_of(diff.conflicts, find), *changes_of(diff.updates, find))
        self._conflicts = {Ref(type(new), new.id) for _, new in diff.conflicts}
        self.kept &= {one.ref for one in self._changes}
        self.kept |= self._conflicts - known
        self.fresh.setText(new_in_words(diff, words))
        self.view.setVisible(bool(self._changes))
        self._rest.setVisible(not self._changes)
        self.removed_box.setText(
            words("Also bring back what was removed here: {count} records", count=len(diff.left_out))
        )
        self.removed_box.setVisible(bool(diff.left_out))
        self.gone.setText(
            words("No longer in the pack, but kept here: {count} records", count=len(diff.gone))
        )
        self.gone.setVisible(bool(diff.gone))
        self.refused.setText(
            words(
                "Not taken, because other things of this project have their ids: {count} records",
                count=len(diff.refused),
            )
        )
        self.refused.setVisible(bool(diff.refused))
        self._show()

    def take(self) -> None:
        """Store it."""
        session, diff = self._session, self._diff
        wanted = {one.ref for one in self._changes} - self.kept
        if self.removed_box.isChecked():
            wanted |= {Ref(type(one), one.id) for one in diff.left_out}
        chosen = diff.without(self.kept - self._conflicts)
        workspace, user, on = session.workspace, session.user, self._on
        job = session.tasks.start(lambda progress: workspace.take_pack(chosen, wanted, user, on))
        job.done.connect(self._on_taken)
        job.failed.connect(self._on_failed)
        self._busy = True
        self._show()

    def reject(self) -> None:
        """Leave; what is being stored is stored whole first."""
        if not self._busy:
            super().reject()

    def _on_failed(self, error: BaseException) -> None:
        self._busy = False
        self._show()
        if not isinstance(error, AppError):
            raise error
        self._session.troubled.emit(error)
        if self._on is not self._session.project:
            self._compare()

    def _on_taken(self, applied: Applied) -> None:
        session, diff = self._session, self._diff
        session.stored(applied.changes)
        info = diff.pack.info
        session.told.emit(
            M("Pack {name} {version} is taken in; new records: {new}, updated: {updated}, kept: {kept}",
              name=info.name, version=info.version, new=len(diff.new),
              updated=len(self._changes) - len(self.kept), kept=len(self.kept))
        )  # fmt: skip
        self.accept()

    def _on_choices(self, edits: CellEdits) -> None:
        for change in edits.changes:
            ref = self._changes[change.row[0]].ref
            (self.kept.add if change.text == KEEP else self.kept.discard)(ref)
        self._show()

    def _show(self) -> None:
        words, diff = self._words, self._diff
        self.model.show(overwrite_grid(self._changes, self.kept, words))
        self.view.fit()
        self.summary.setText(
            words(
                "New records: {new}, updated: {updated}, changed by people here: {changed}, unchanged: {same}",
                new=len(diff.new),
                updated=len(diff.updates),
                changed=len(diff.conflicts),
                same=diff.unchanged,
            )
        )
        back = self.removed_box.isChecked() and bool(diff.left_out)
        anything = bool(diff.new) or back or len(self.kept) < len(self._changes) or not diff.before
        self.take_button.setEnabled(anything and not self._busy and not self._session.read_only)


def compared(workspace: Workspace, pack: Pack) -> tuple[Project, PackDiff]:
    """What a pack would do to the present snapshot, which comes along: only to this one it may be done."""
    return workspace.project, workspace.compare_pack(pack)


def new_in_words(diff: PackDiff, words: Wording) -> str:
    """What is new, by kind; products and standards by name."""
    counts = Counter(type(one) for one in diff.new)
    names = {
        Product: [one.name for one in diff.new if isinstance(one, Product)],
        StandardEdition: [one.number for one in diff.new if isinstance(one, StandardEdition)],
    }
    lines = []
    for kind, name in KINDS.items():
        if counts[kind]:
            some = names.get(kind, [])[:MOST_NAMES]
            more = "…" if len(names.get(kind, [])) > MOST_NAMES else ""
            said = f"{counts[kind]}  {listed(some, words)}{more}" if some else str(counts[kind])
            lines.append(labelled(words(name), said, words))
    if diff.changes_nothing:
        lines.append(words("The project holds all of it already"))
    return "\n".join(lines)
