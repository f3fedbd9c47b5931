"""A table of a page is found again as it was left: in every project its widths, in each one its filters."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ui.models.cell import Grid
from ui.session import Session
from ui.tables.grid_view import GridView


class TableMemory(QObject):
    """Belongs to the view, so that it goes with it."""

    def __init__(self, view: GridView, name: str, session: Session) -> None:
        super().__init__(view)
        self._view = view
        self._name = name
        self._session = session
        session.project_left.connect(self._leave)
        view.view_changed.connect(self._keep)
        self._recall()

    def _leave(self) -> None:
        """The rows of the project before cannot be read any more."""
        self._view.rows_model.show(Grid())
        self._recall()

    def _recall(self) -> None:
        self._view.look_as(self._session.memory.table(self._session.project.id, self._name))

    def _keep(self) -> None:
        self._session.memory.keep_table(self._session.project.id, self._name, self._view.table_view())
