"""The open project as the window sees it: edits go down through here, changes come up as signals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from compare_app.errors import AppError
from compare_app.text.message import M, Message
from compare_app.view_memory import ViewMemory
from ui.second_place import SecondPlace
from ui.tasks import Tasks

if TYPE_CHECKING:  # the records take a twentieth of a second to make: the first paint does not wait for them
    from datetime import date
    from pathlib import Path

    from compare_app.domain.comparison import Comparison, ProductStanding
    from compare_app.domain.edit import Changes, Edit, HistoryEntry
    from compare_app.domain.model import Product
    from compare_app.domain.profile import Profile
    from compare_app.domain.project import Project
    from compare_app.workspace import Workspace
    from ui.models.cell_edits import CellEdits, Make, MakeRow
    from ui.writing import Writing

T = TypeVar("T")

BACKUP_EVERY_MS: Final = 30 * 60 * 1000


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What a comparison was made of: a snapshot, a product, a date. Two views are one if they share the snapshot."""

    project: Project
    product_id: str
    on: date

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, View)
            and self.project is other.project
            and (self.product_id, self.on) == (other.product_id, other.on)
        )

    def __hash__(self) -> int:
        return hash((id(self.project), self.product_id, self.on))


class Session(QObject):
    """One project at a time, the product and the date that are looked at, and the long work on them."""

    project_left = (
        Signal()
    )  # just before `project_changed`: what was shown of the old project is to be let go
    project_changed = Signal()  # another project, or none
    changed = Signal(object)  # Changes, after every edit, undo and redo
    focus_changed = Signal()  # another product or another reference date
    compared = Signal()  # `comparison` has an answer now
    ranked = Signal()  # `standings` has an answer now
    profiled = Signal()  # `profile` has an answer now
    troubled = Signal(object)  # AppError: what the user can mend
    told = Signal(object)  # Message: something was done
    written = Signal(object, object)  # as those of `writing`
    held = Signal(object)
    given_up = Signal(object)
    writing_changed = Signal()
    doubted = Signal(object)  # tuple[Message, …]: the open file is not what was stored

    def __init__(
        self, user: str = "", parent: QObject | None = None, memory: ViewMemory | None = None
    ) -> None:
        super().__init__(parent)
        self.memory = memory or ViewMemory()
        self.tasks = Tasks(self)
        self._writing: Writing | None = None
        self._user = user
        self._workspace: Workspace | None = None
        self._travelling = False
        self._product_id = ""
        self._on: date | None = None
        self._asked: View | None = None
        self._ready: tuple[View, Comparison] | None = None
        self._standings_asked: View | None = None
        self._standings: tuple[View, tuple[ProductStanding, ...]] | None = None
        self.languages: tuple[str, ...] = ()  # of the files that are written; empty: as the window
        self.whole = True  # lists and annual summary are over all products of ours, not the one looked at
        self.bands = ""  # which published bands name the simulated index; empty: the first ones
        self._profile_asked: View | None = None
        self._profile: tuple[View, Profile] | None = None
        self.refused: AppError | None = None  # why the last project was not opened
        self.second_place = SecondPlace(self.tasks, lambda: self._workspace, self.failed)
        self._backup_clock = QTimer(self, interval=BACKUP_EVERY_MS)
        self._backup_clock.timeout.connect(self._back_up)

    @property
    def user(self) -> str:
        """Who sits here; the system's name until another is given."""
        self._user = self._user or login_name()
        return self._user

    @user.setter
    def user(self, name: str) -> None:
        self._user = name

    # --- opening and closing ----------------------------------------------------------------------------

    @property
    def workspace(self) -> Workspace:
        """The open project; asking without one is a defect of ours."""
        if self._workspace is None:
            raise RuntimeError("no project is open")
        return self._workspace

    @property
    def is_open(self) -> bool:
        """Whether a project is open."""
        return self._workspace is not None

    @property
    def read_only(self) -> bool:
        """Whether the open project can only be read."""
        return self._workspace is not None and self._workspace.read_only

    @property
    def path(self) -> Path | None:
        """The file of the open project."""
        return self._workspace.path if self._workspace is not None else None

    @property
    def project(self) -> Project:
        """The present snapshot; an empty one where nothing is open."""
        if self._workspace is not None:
            return self._workspace.project
        from compare_app.domain.project import Project

        return Project("", "")

    @property
    def writing(self) -> Writing:
        """What writes files; made with the first one."""
        if self._writing is None:
            from ui.writing import Writing

            self._writing = made = Writing(self.tasks, self)
            made.written.connect(self.written)
            made.held.connect(self.held)
            made.given_up.connect(self.given_up)
            made.changed.connect(self.writing_changed)
            made.failed.connect(self.failed)
        return self._writing

    @property
    def being_written(self) -> tuple[Path, ...]:
        """The files that are being written."""
        return self._writing.paths if self._writing is not None else ()

    def stop_writing(self) -> None:
        """Write none of them."""
        if self._writing is not None:
            self._writing.give_up()

    def open(self, path: Path) -> bool:
        """Open a project file in place of the present one, which stays open when this fails."""
        from compare_app.workspace import Workspace

        return self._take(lambda: Workspace.open(path, self.user or "—"))

    def create(self, path: Path) -> bool:
        """Make a new, empty project file and open it."""
        from compare_app.workspace import Workspace

        return self._take(lambda: Workspace.create(path, alone=self.user or "—"))

    def close(self) -> None:
        """Close the project; long work is cancelled first."""
        self.tasks.close()
        self._backup_clock.stop()
        if self._workspace is not None:
            workspace, self._workspace = self._workspace, None
            self._product_id = ""
            self.attempt(workspace.close)  # the data is safe; only the last backup may have failed
            self.project_left.emit()
            self.project_changed.emit()

    def _take(self, make: Callable[[], Workspace]) -> bool:
        self.refused = None
        fresh = self.attempt(make)
        if fresh is None:
            return False
        before, self._workspace = self._workspace, fresh
        if before is not None:
            self.tasks.close()
            self.attempt(before.close)
        self._backup_clock.start()
        self._on = None
        ours = [product.id for product in fresh.our_products()]
        last = self.memory.place(fresh.project.id).product
        self._product_id = last if last in ours else next(iter(ours), "")
        self.project_left.emit()
        self.project_changed.emit()
        self.second_place.begin()
        if not fresh.checked:  # too large to be looked over while it was opened
            self.tasks.start(fresh.verify, "verify").done.connect(self._on_verified)
        return True

    def _on_verified(self, wrong: tuple[Message, ...]) -> None:
        if wrong:
            self.doubted.emit(wrong)

    def _back_up(self) -> None:
        """A verified copy every half hour, made beside the window; nothing happens where nothing changed."""
        workspace = self.workspace
        if self.second_place.folder:
            self.second_place.go_on()
        else:
            self.tasks.start(lambda progress: workspace.backup(), "backup").failed.connect(self.failed)
        if workspace.is_copy:
            self.tasks.start(lambda progress: workspace.check_in(), "check-in").failed.connect(self.failed)

    def check_in(self) -> None:
        """Put the edits of a copy into the project's home now, beside the window."""
        workspace = self.workspace
        job = self.tasks.start(lambda progress: workspace.check_in(), "check-in")
        job.done.connect(self._on_checked_in)
        job.failed.connect(self.failed)

    def _on_checked_in(self, anything: bool) -> None:
        if self._workspace is not None:
            name = self._workspace.path.name
            self.told.emit(
                M("Checked in: {name}", name=name)
                if anything
                else M("Nothing changed since it was checked in")
            )

    # --- what is looked at ------------------------------------------------------------------------------

    @property
    def product(self) -> Product | None:
        """The product of ours that the pages show."""
        if self._workspace is None:
            return None
        from compare_app.domain.model import Product

        return self._workspace.project.get(Product, self._product_id)

    @property
    def on(self) -> date:
        """The reference date; today unless the user chose another."""
        from datetime import date

        return self._on or date.today()

    def our_products(self) -> tuple[Product, ...]:
        """The products whose role is 本企业."""
        return self._workspace.our_products() if self._workspace is not None else ()

    def look_at(self, product_id: str) -> None:
        """Show another product of ours."""
        if product_id != self._product_id:
            self._product_id = product_id
            self.focus_changed.emit()

    def look_on(self, on: date) -> None:
        """Judge on another reference date."""
        if on != self.on:
            self._on = on
            self.focus_changed.emit()

    # --- comparing --------------------------------------------------------------------------------------

    def comparison(self) -> Comparison | None:
        """The comparison of the product looked at, when it is ready; otherwise work begins and `compared` follows."""
        view = self._view()
        if view is None:
            return None
        if self._ready is not None and self._ready[0] == view:
            return self._ready[1]
        if self._asked != view:
            self._asked = view
            workspace, on, product_id = self.workspace, view.on, view.product_id
            job = self.tasks.start(lambda progress: (view, workspace.compare(product_id, on)), "compare")
            job.done.connect(self._on_compared)
            job.failed.connect(self.failed)
        return None

    def standings(self) -> tuple[ProductStanding, ...] | None:
        """Where every product of ours stands, when it is ready; otherwise work begins and `ranked` follows."""
        if self._workspace is None:
            return None
        view = View(self._workspace.project, "", self.on)
        if self._standings is not None and self._standings[0] == view:
            return self._standings[1]
        if self._standings_asked != view:
            self._standings_asked = view
            workspace, on = self._workspace, view.on
            job = self.tasks.start(lambda progress: (view, workspace.overview(on)), "standings")
            job.done.connect(self._on_ranked)
            job.failed.connect(self.failed)
        return None

    def profile(self) -> Profile | None:
        """The enterprise's profile, when it is ready; otherwise work begins and `profiled` follows."""
        if self._workspace is None:
            return None
        view = View(self._workspace.project, f"bands {self.bands}", self.on)  # of no product
        if self._profile is not None and self._profile[0] == view:
            return self._profile[1]
        if self._profile_asked != view:
            self._profile_asked = view
            workspace, on, bands = self._workspace, view.on, self.bands
            job = self.tasks.start(lambda progress: (view, workspace.profile(on, bands)), "profile")
            job.done.connect(self._on_profiled)
            job.failed.connect(self.failed)
        return None

    def _view(self) -> View | None:
        product = self.product
        return View(self.project, product.id, self.on) if product is not None else None

    def _on_compared(self, found: tuple[View, Comparison]) -> None:
        self._asked = None
        if found[0] == self._view():
            self._ready = found
            self.compared.emit()

    def _on_ranked(self, found: tuple[View, tuple[ProductStanding, ...]]) -> None:
        self._standings_asked = None
        if self._workspace is not None and found[0].project is self._workspace.project:
            self._standings = found
            self.ranked.emit()

    def _on_profiled(self, found: tuple[View, Profile]) -> None:
        self._profile_asked = None
        if self._workspace is not None and found[0].project is self._workspace.project:
            self._profile = found
            self.profiled.emit()

    def failed(self, error: BaseException) -> None:
        """What the user can mend is told; a defect of ours goes the way of all exceptions."""
        if isinstance(error, AppError):
            self.troubled.emit(error)
        else:
            raise error

    # --- changing ---------------------------------------------------------------------------------------

    def apply(self, edit: Edit) -> bool:
        """Store an edit; False when it could not be stored, which was told."""
        applied = self.attempt(lambda: self.workspace.apply(edit, self.user))
        if applied is None:
            return False
        self._after(applied.changes)
        return True

    def change_cells(self, edits: CellEdits, make: Make, make_row: MakeRow | None = None) -> bool:
        """Store what a table asks for as one step of undo; what cannot be meant is told, the rest goes on."""
        from ui.models.cell_edits import joint_edit

        joint = joint_edit(self.project, edits, make, make_row)
        stored = joint.edit is not None and self.apply(joint.edit)
        trouble = joint.trouble()
        if trouble is not None:
            self.troubled.emit(trouble)
        return stored

    def stored(self, changes: Changes) -> None:
        """Tell the pages of a change that was stored through the workspace itself, as an import is."""
        self._after(changes)

    def undo(self) -> None:
        """Take back the last change."""
        workspace = self.workspace
        self._step(M("Undone: {what}", what=self.undo_label or M("")), workspace.undo, workspace.undo_is_long)

    def redo(self) -> None:
        """Do the last undone change again."""
        workspace = self.workspace
        self._step(
            M("Done again: {what}", what=self.redo_label or M("")), workspace.redo, workspace.redo_is_long
        )

    def steps(self) -> list[HistoryEntry]:
        """The changes within reach of undo and redo, newest first."""
        return self._workspace.steps() if self._workspace is not None else []

    def travel_to(self, number: int) -> None:
        """Go back or forth until the change with this number is the last one done; 0: before all of them."""
        steps = self.steps()
        undone = [one for one in steps if not one.done and one.number <= number]
        done = [one for one in steps if one.done and one.number > number]
        count, workspace = len(done) or len(undone), self._workspace
        if workspace is None or not count:
            return
        move = workspace.undo if done else workspace.redo
        long = count > 1 or (workspace.undo_is_long if done else workspace.redo_is_long)

        def moves() -> tuple[Message, Changes] | None:
            last: tuple[Message, Changes] | None = None
            for _ in range(count):
                step = move()
                if step is None:
                    break
                last = step if last is None else (step[0], last[1] | step[1])
            return last

        message = (
            M("Went back by {count} changes", count=count)
            if done
            else M("Went forth by {count} changes", count=count)
        )
        self._step(message, moves, long)

    @property
    def undo_label(self) -> Message | None:
        """What `undo` would take back."""
        return self._workspace.undo_label if self._workspace is not None else None

    @property
    def redo_label(self) -> Message | None:
        """What `redo` would do again."""
        return self._workspace.redo_label if self._workspace is not None else None

    def attempt(self, work: Callable[[], T]) -> T | None:
        """Do something that the environment may refuse; what the user can mend is told, and None comes back."""
        try:
            return work()
        except AppError as trouble:
            self.refused = trouble
            self.troubled.emit(trouble)
            return None

    def _step(
        self, message: Message, move: Callable[[], tuple[Message, Changes] | None], is_long: bool
    ) -> None:
        """One step back or forth; one of thousands of records beside the window, and only one at a time."""
        if self._workspace is None or self._travelling:
            return
        if not is_long:
            self._arrived(message, self.attempt(move))
            return
        self._travelling = True
        job = self.tasks.start(lambda progress: move())
        job.done.connect(lambda step: self._arrived(message, step))
        job.failed.connect(self._failed)
        job.ended.connect(self._rest)

    def _arrived(self, message: Message, step: tuple[Message, Changes] | None) -> None:
        if step is not None:
            self._after(step[1])
            self.told.emit(message)

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, AppError):
            raise error
        self.troubled.emit(error)

    def _rest(self) -> None:
        self._travelling = False

    def _after(self, changes: Changes) -> None:
        from compare_app.domain.terms import Role

        if self.product is None or self.product.role is not Role.OURS:
            ours = self.our_products()
            self._product_id = ours[0].id if ours else ""
        self.changed.emit(changes)


def login_name() -> str:
    """Who sits here, as the system knows it; written beside edits until the user gives another name."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
