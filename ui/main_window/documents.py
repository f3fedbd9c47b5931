"""Documents written out of the main window, and the logo on their covers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from compare_app.domain.document import document_kind
from compare_app.text.message import M
from compare_app.text.wording import Wording

if TYPE_CHECKING:
    from ui.main_window.window import MainWindow
    from ui.renderer import Renderer

_PATTERNS: Final = {
    ".xlsx": M("Workbook or PDF (*.xlsx *.pdf)"),
    ".pptx": M("Slides or PDF (*.pptx *.pdf)"),
}
_LOGO: Final = M("Pictures (*.png *.jpg *.jpeg *.svg)")


def export_document(window: MainWindow, key: str, renderer: Renderer) -> None:
    """Ask where, and write one document; in several languages it is one file, one language after the other."""
    from ui.main_window.files_out import safe_name

    session, words, kind = window.session, window.words, document_kind(key)
    product = session.product
    of_one = kind.of_product or not session.whole
    if product is None and of_one:
        return
    subject = product.name if product is not None and of_one else session.project.name
    title = words(M("{product} {document}", product=subject, document=kind.name))
    languages = [
        words if one == words.language else Wording.load(one)
        for one in session.languages or (words.language,)
    ]
    workspace, on = session.workspace, session.on
    product_id = product.id if product is not None and of_one else ""
    suffix = kind.suffixes[0]

    def write(path: Path) -> None:
        workspace.export_document(path, key, languages, product_id, on=on, renderer=renderer)

    window.files_out.write(
        words("Save"), f"{safe_name(title.strip())}{suffix}", words(_PATTERNS[suffix]), write
    )


def export_laboratory(window: MainWindow, sample_ids: tuple[str, ...]) -> None:
    """Ask where, and write what a laboratory is told of blind samples; the file's name tells no product either."""
    workspace, words = window.session.workspace, window.words

    def write(path: Path) -> None:
        workspace.export_laboratory(path, sample_ids, words)

    name = words(M("Samples for the laboratory"))
    window.files_out.write(words("Save"), f"{name}.xlsx", words(M("Excel workbook (*.xlsx)")), write)


def choose_logo(window: MainWindow, renderer: Renderer) -> None:
    """Ask for a picture and make it the logo."""
    session = window.session
    path = window.ask.open_file(
        window, window.words("Choose the logo of the enterprise"), window.words(_LOGO)
    )
    if path is None:
        return
    applied = session.attempt(lambda: session.workspace.set_logo(path, renderer, session.user))
    if applied is not None:
        session.stored(applied.changes)


def remove_logo(window: MainWindow) -> None:
    """Take the logo away."""
    session = window.session
    applied = session.attempt(lambda: session.workspace.remove_logo(session.user))
    if applied is not None:
        session.stored(applied.changes)
