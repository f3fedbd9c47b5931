"""The second place for backups, as the window serves it: beside the work, told once where it cannot be reached."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from compare_app.errors import AppError
from ui.tasks import Tasks

if TYPE_CHECKING:
    from compare_app.progress import Progress
    from compare_app.workspace import Workspace

FAILED = "SECOND-PLACE"


class SecondPlace:
    """The folder that backups of the open project are carried to as well; an empty text: none.

    `opened` gives the open project, `failed` is told what went wrong.
    """

    def __init__(
        self,
        tasks: Tasks,
        opened: Callable[[], Workspace | None],
        failed: Callable[[BaseException], object],
    ) -> None:
        self._tasks = tasks
        self._opened = opened
        self._failed = failed
        self._folder = ""
        self._held: str | None = None  # the operation that it holds; None: not known, or it cannot be reached
        self._under_way = 0
        self._told = False

    @property
    def folder(self) -> str:
        """Where it is."""
        return self._folder

    def move(self, folder: str) -> None:
        """A folder was chosen; what is open is put there at once. The same one again: it is tried again."""
        if folder != self._folder or self._held is None:
            self._folder = folder
            self.begin()

    def begin(self) -> None:
        """A project was opened, or the place was chosen: what its last closing left behind is carried now."""
        self._held, self._told = None, False
        self.go_on()

    def go_on(self) -> None:
        """Time has passed: back up and carry. That the place cannot be reached was told already, and is not again."""
        workspace = self._opened()
        if workspace is None or workspace.read_only or not self._folder:
            return
        self._under_way += 1
        job = self._tasks.start(self.work(), "second place")
        job.failed.connect(self._on_failed)
        job.ended.connect(self._on_ended)

    @property
    def waits(self) -> bool:
        """Whether something was changed that the place, as far as it is within reach, does not hold."""
        workspace = self._opened()
        if workspace is None or workspace.read_only or not self._folder:
            return False
        return self._under_way > 0 or self._held not in (None, workspace.last_operation)

    def work(self) -> Callable[[Progress], None]:
        """What puts a backup of what is open now into the place as it is now; AppErrors as `carry_backup`."""
        from pathlib import Path

        workspace, folder = self._opened(), self._folder

        def carry(progress: Progress) -> None:
            if workspace is None or workspace.closed:
                return
            operation = workspace.last_operation
            held: str | None = ""  # something of it, not all
            try:
                workspace.carry_backup(Path(folder), progress)
                held = operation
            except AppError as error:
                if error.code == FAILED:
                    held = None
                raise
            finally:
                if (workspace, folder) == (
                    self._opened(),
                    self._folder,
                ):  # otherwise it says nothing of what is now
                    self._held = held

        return carry

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, AppError) and error.code == FAILED:
            if self._told:
                return
            self._told = True
        self._failed(error)

    def _on_ended(self) -> None:
        self._under_way -= 1
