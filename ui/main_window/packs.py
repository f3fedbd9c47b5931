"""Library packs: a category handed on, or taken in, from the main window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from compare_app.errors import AppError
from compare_app.text.message import M

if TYPE_CHECKING:
    from compare_app.domain.pack import PackDiff
    from compare_app.domain.project import Project
    from ui.dialogs.pack_write import PackWriteDialog
    from ui.main_window.window import MainWindow

PACK_PATTERN: Final = M("Library pack (*.dcpack)")
PACK_SUFFIX: Final = ".dcpack"


def choose_pack(window: MainWindow) -> None:
    """Ask for a pack and look at it; the ones of the sample categories lie beside the program."""
    path = window.ask.open_file(window, window.words("Import a library pack"), window.words(PACK_PATTERN))
    if path is not None:
        take_pack(window, path)


def take_pack(window: MainWindow, path: Path) -> None:
    """Compare a pack with the project beside the window, then show what it would change."""
    if not (window.session.is_open or window.chores.new_project()):
        return
    from ui.dialogs.pack_take import compared  # here: a worker makes no class of Qt

    workspace = window.session.workspace
    job = window.session.tasks.start(lambda progress: compared(workspace, workspace.read_pack(path)), "pack")
    job.done.connect(lambda found: _show(window, found))
    job.failed.connect(lambda error: _fail(window, error))


def _show(window: MainWindow, compared: tuple[Project, PackDiff]) -> None:
    from ui.dialogs.pack_take import PackDialog

    window.desk.show(
        ("pack", compared[1].pack.info.id),
        lambda: PackDialog(window.session, compared, window.words, window.theme, window),
        remade=False,
    )


def _fail(window: MainWindow, error: BaseException) -> None:
    if not isinstance(error, AppError):
        raise error
    window.show_trouble(error)


def write_pack(window: MainWindow) -> None:
    """Ask what the pack shall be, and write it beside the window."""
    from ui.dialogs.pack_write import PackWriteDialog

    product = window.session.product
    category_id = product.category_id if product is not None else ""

    def make() -> PackWriteDialog:
        dialog = PackWriteDialog(window.session, window.words, category_id, window)
        dialog.accepted.connect(lambda: _write(window, dialog))
        return dialog

    window.desk.show("write_pack", make)


def _write(window: MainWindow, dialog: PackWriteDialog) -> None:
    from ui.main_window.files_out import safe_name

    info, category, ours = dialog.info(), dialog.category_id, dialog.ours_box.isChecked()
    workspace = window.session.workspace
    window.files_out.write(
        window.words("Export a library pack"),
        f"{safe_name(f'{info.name} {info.version}')}{PACK_SUFFIX}",
        window.words(PACK_PATTERN),
        lambda path: workspace.write_pack(category, path, info, ours=ours),
    )
