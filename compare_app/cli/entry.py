"""One command from its arguments to its exit code: 0 done, 1 the user can mend it, 2 wrong usage.

Data goes to stdout, sentences to stderr. A defect of ours keeps its traceback; what the user can mend is one sentence
and what to do.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

from compare_app.cli.console import Console
from compare_app.cli.language import choose_language
from compare_app.cli.parser import build_parser
from compare_app.cli.tools import Tools
from compare_app.domain.renderer import Renderer
from compare_app.errors import AppError
from compare_app.progress import Cancelled
from compare_app.text.message import M
from compare_app.text.wording import Wording

DONE, MENDABLE, USAGE, INTERRUPTED = 0, 1, 2, 130


def main(
    argv: Sequence[str],
    make_renderer: Callable[[], Renderer],
    take_pictures: Callable[[Path, str], int] | None = None,
) -> int:
    """Run one verb. `make_renderer` is called at most once, and only where something is drawn.

    `take_pictures` writes PNGs of every page, dialog and chart whose name matches a pattern into a folder and returns
    their number; without it the verb `pictures` says that this build has no window.
    """
    console = Console(Wording.load(choose_language(argv)), sys.stdout, sys.stderr)
    try:
        options = build_parser(console.words).parse_args(list(argv))
    except SystemExit as exit_:  # argparse has spoken already: help (0) or wrong usage (2)
        return exit_.code if isinstance(exit_.code, int) else USAGE
    _tell_home(options, console)
    try:
        result: int = options.run(options, console, Tools(make_renderer, take_pictures))
        return result
    except AppError as error:
        console.trouble(error)
        return MENDABLE
    except (Cancelled, KeyboardInterrupt):
        console.say(M("Stopped; nothing more was written"))
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our data has seen enough
        return DONE
    except OSError as error:
        console.trouble(_explained(error))
        return MENDABLE


def _tell_home(options: Namespace, console: Console) -> None:
    """One line where the project does not live on a drive of this computer."""
    project = getattr(options, "project", None)
    if isinstance(project, Path) and project.is_file():
        from compare_app.workspace import Workspace

        sentence = Workspace.home_of(project).sentence
        if sentence is not None:
            console.say(M("{place}: worked on in a copy, checked in at the end", place=sentence))


def _explained(error: OSError) -> AppError:
    """What the system refused, in our words where the reason is plain."""
    file = str(error.filename or "")
    match error:
        case FileNotFoundError() | NotADirectoryError():
            what = M("{file} is not there, or its folder is not", file=file)
            remedy = M("Make the folder first, or choose another name or folder")
        case PermissionError():
            what = M("{file} may not be read or written", file=file)
            remedy = M("Choose another folder, or have the rights of this one changed")
        case _:
            what = M("{file}: {reason}", file=file, reason=error.strerror or str(error))
            remedy = M(
                "Check that the file is there, not open elsewhere, and that its place has room and can be written"
            )
    return AppError("FILE", what, remedy)
