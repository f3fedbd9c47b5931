"""The forms of a round of comparison beside the window: where it stands, a new one, its facts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.dialogs.round import RoundDialog
    from ui.main_window.window import MainWindow


def open_round(window: MainWindow, kind: str, product_id: str) -> None:
    """Open the form of a kind about the last round of a product."""
    desk, session = window.desk, window.session
    match kind:
        case "round":
            desk.show((kind, product_id), partial(_standing, window, product_id))
        case "new_round":
            from ui.dialogs.new_round import NewRoundDialog

            desk.show((kind, product_id), lambda: NewRoundDialog(session, product_id, window.words, window))
        case "edit_round":
            from ui.dialogs.edit_round import EditRoundDialog

            desk.show((kind, product_id), lambda: EditRoundDialog(session, product_id, window.words, window))


def _standing(window: MainWindow, product_id: str) -> RoundDialog:
    from ui.dialogs.round import RoundDialog

    dialog = RoundDialog(window.session, product_id, window.words, window)
    dialog.edit_asked.connect(partial(open_round, window, "edit_round"))
    return dialog
