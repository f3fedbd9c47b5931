"""Where the program starts: the window, or one verb of the command line.

    main.py [PROJECT]        the window, with that project open
    main.py --smoke          the window, painted once and closed again
    main.py VERB …           the command line; `main.py --help` lists the verbs

Only the half that is asked for is imported: the command line works without a screen and loads Qt no earlier
than the first chart or PDF, the window does not load what only the command line needs.
"""

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compare_app.domain.renderer import Renderer

HELP_FLAGS = ("-h", "--help", "--version")
VALUED_OPTIONS = ("--lang", "--theme", "--settings")  # may stand before a verb or a file


def main(argv: Sequence[str]) -> int:
    """Run the window or a verb; returns the exit code (0 done, 1 the user can mend it, 2 wrong usage)."""
    if wants_window(argv):
        from compare_app.memory import uncollected
        from ui.options import parse
        from ui.plain_imports import plain_imports

        options = parse(argv)
        with uncollected(), plain_imports():  # modules and classes are here to stay
            import ui.app
        return ui.app.main(options)
    speak_utf8()
    import compare_app.cli

    return compare_app.cli.main(list(argv), make_offscreen_renderer, take_pictures)


def wants_window(argv: Sequence[str]) -> bool:
    """Whether nothing but options or a file was named; a verb has no suffix, and help is for the others."""
    arguments = iter(argv)
    for argument in arguments:
        if argument in HELP_FLAGS:
            return False
        if argument in VALUED_OPTIONS:
            next(arguments, None)
        elif not argument.startswith("-"):
            return PurePath(argument).suffix != ""
    return True


def make_offscreen_renderer() -> "Renderer":
    """The face's chart and report renderer for a machine that may have no screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import ui.app

    return ui.app.make_renderer()


def take_pictures(folder: Path, only: str) -> int:
    """Write PNGs of every page, dialog and chart for human eyes; returns how many."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import ui.pictures

    return ui.pictures.take_pictures(folder, only)


def speak_utf8() -> None:
    """Write UTF-8 also into pipes, where Windows would use the code page of the machine."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    if sys.argv[1:] == ["--read-apart"]:  # a frozen build as its own reading child, see importers/apart
        from compare_app.importers.apart.child import main as read_apart

        sys.exit(read_apart())
    sys.exit(main(sys.argv[1:]))
