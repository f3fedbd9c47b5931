"""The forms of proof beside the window: re-test, waiver, releases."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.dialogs.releases import ReleasesDialog
    from ui.main_window.window import MainWindow


def open_proof(window: MainWindow, kind: str, subject: str) -> None:
    """Open the form of a kind about a product, or about a row of the plan."""
    desk, session, words = window.desk, window.session, window.words
    match kind:
        case "retest":
            from ui.dialogs.retest import RetestDialog

            desk.show(
                (kind, subject),
                lambda: RetestDialog(session, subject, words, window.theme, window.ask, window),
                remade=False,
            )
        case "waive":
            from ui.dialogs.waive import WaiveDialog

            desk.show((kind, subject), lambda: WaiveDialog(session, subject, window.words, window))
        case "releases":
            desk.show((kind, subject), partial(_releases, window, subject))


def _releases(window: MainWindow, product_id: str) -> ReleasesDialog:
    from ui.dialogs.releases import ReleasesDialog

    dialog = ReleasesDialog(window.session, product_id, window.words, window.theme, window)
    dialog.compare_asked.connect(partial(compare_states, window))
    return dialog


def compare_states(window: MainWindow, product_id: str, before: str, after: str) -> None:
    """Open before and after of two states on the plan."""
    from ui.pages.plan_effect import FromTo

    window.session.look_at(product_id)
    window.show_page("plan", FromTo(before, after))
    window.activateWindow()
