"""The second place for backups, as the window serves it: beside the work, told once where it cannot be reached."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from compare_app.errors import AppError
from ui.tasks import Tasks

if TYPE_CHECKING:
    from compare_app.workspace import Workspace


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

    @property
    def folder(self) -> str:
        """Where it is."""
        return self._folder

    def move(self, folder: str) -> None:
        """Another folder was chosen; what is open is put there at once."""
        if folder != self._folder:
            self._folder = folder
            self.begin()

    def begin(self) -> None:
        """A project was opened, or the place was chosen: what its last closing left behind is carried now."""
        self._held = None
        self._carry_beside()

    def go_on(self) -> None:
        """Time has passed; nothing happens where it was told already that the place cannot be reached."""
        if self._held is not None:
            self._carry_beside()

    @property
    def waits(self) -> bool:
        """Whether something was changed that the place, which is within reach, does not hold."""
        workspace = self._opened()
        return workspace is not None and self._held is not None and self._held != workspace.last_operation

    def carry(self) -> None:
        """Put a backup there; for a worker. AppErrors as `Workspace.carry_backup`."""
        from pathlib import Path

        workspace = self._opened()
        if workspace is None:  # closed meanwhile
            return
        operation = workspace.last_operation
        try:
            workspace.carry_backup(Path(self._folder))
        except AppError:
            self._held = None
            raise
        self._held = operation

    def _carry_beside(self) -> None:
        workspace = self._opened()
        if self._folder and workspace is not None and not workspace.read_only:
            self._tasks.start(lambda progress: self.carry(), "second place").failed.connect(self._failed)
