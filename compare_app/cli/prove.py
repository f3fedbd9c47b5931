"""The verbs that show that the program is right: the published vectors, and pictures for human eyes."""

from __future__ import annotations

from argparse import Namespace

from compare_app.cli.console import Console
from compare_app.cli.tools import Tools
from compare_app.errors import AppError
from compare_app.text.message import M


def selftest(options: Namespace, console: Console, tools: Tools) -> int:
    """Every published vector, one line each; 1 where one is not reproduced."""
    from compare_app.selftest import run

    checks = run()
    failed = [check for check in checks if not check.passed]
    for check in checks:
        mark = "ok" if check.passed else "FAILED"
        console.data(f"{mark}\t{check.name}\t{check.expected}\t{check.found}\t{check.source}")
    console.say(
        M("Vectors: {count}, not reproduced: {failed}", count=len(checks), failed=len(failed))
        if failed
        else M("All {count} vectors are reproduced", count=len(checks))
    )
    return 1 if failed or not checks else 0


def check_update(options: Namespace, console: Console, tools: Tools) -> int:
    """Whether a download is the published one; 1 where it is not, or where nothing says so."""
    from compare_app.update_file import look

    found = look(options.file)
    console.data(f"{found.sha256}\t{found.name}")
    for said in found.said(options.sha256):
        console.say(said)
    return 0 if found.verdict(options.sha256) == "same" else 1


def pictures(options: Namespace, console: Console, tools: Tools) -> int:
    """Have the face photograph itself."""
    if tools.take_pictures is None:
        raise AppError("NO-WINDOW", M("This build has no window to take pictures of"))
    options.folder.mkdir(parents=True, exist_ok=True)
    count = tools.take_pictures(options.folder, options.only)
    console.say(M("Pictures in {folder}: {count}", count=count, folder=str(options.folder)))
    return 0
