"""What the window is started with. Qt is not loaded for it, so that a wrong option is told at once."""

# annotations are values here, not texts: each text of a named tuple's field would be compiled at every start

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from compare_app import settings as settings_file
from compare_app.settings import THEMES, Settings
from compare_app.text.wording import LANGUAGES

if TYPE_CHECKING:
    from argparse import Namespace


class Options(NamedTuple):
    """The remembered settings, with what the command line says instead; `project` is None for the start page."""

    settings: Settings
    settings_path: Path
    project: Path | None = None
    smoke: bool = False  # paint once, remember nothing, close


def parse(argv: Sequence[str]) -> Options:
    """The options of the window; wrong ones end the program with exit code 2."""
    if not argv:  # as from the desktop: nothing to look at
        path = settings_file.default_path()
        return Options(settings_file.load(path), path)
    said = _said(argv)
    path = said.settings or settings_file.default_path()
    remembered = settings_file.load(path)
    settings = remembered.having(
        language=said.lang or remembered.language, theme=said.theme or remembered.theme
    )
    return Options(settings, path, said.project, said.smoke)


def _said(argv: Sequence[str]) -> "Namespace":
    from argparse import ArgumentParser

    parser = ArgumentParser(prog="main.py", description="Dual Compare: the window")
    parser.add_argument("project", nargs="?", type=Path, help="a project file (*.dcmp)")
    parser.add_argument(
        "--smoke",
        action="store_true",
        help="paint the window, and every page of a project, and close it",
    )
    parser.add_argument("--lang", choices=LANGUAGES, help="language of the window")
    parser.add_argument("--theme", choices=THEMES, help="colours of the window")
    parser.add_argument("--settings", type=Path, help="another settings file")
    return parser.parse_args(argv)
