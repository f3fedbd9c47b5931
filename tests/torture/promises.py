"""The promises: their words, the figure they are held to, and the table with the figures reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.torture.figures import Kept

DOCUMENT: Final = Path(__file__).parents[2] / "docs" / "reliability.md"
BEGIN: Final = "<!-- promises: written by python -m tests.torture --table -->"
END: Final = "<!-- end of promises -->"


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise. `gate`: C every commit (a sample), N the whole run, W a drill on Windows, R every release."""

    id: str
    text: str
    wanted: str
    gate: str
    before: str = ""  # the figure when the harness was first run, before anything was mended
    shown: str = ""  # where no harness counts: what holds it, or what is missing


PROMISES: Final = (
    Promise(
        "P1",
        "A confirmed edit survives a crash of the program",
        "1,000 kills: 0 lost, 0 torn, 0 corrupt, 0 manual steps",
        "C N W",
        before="held (an earlier test of edits: 30 kills)",
    ),
    Promise(
        "P2",
        "A confirmed edit survives power loss on an honest disk",
        "100,000 crash states: 0 corrupt, 0 acknowledged lost",
        "C N",
        before="357 states: 31 refused as no project file or as a foreign schema, though the journal held the page",
    ),
    Promise(
        "P3",
        "On media that lie nothing is lost that was published",
        "1,000 of 1,000 published versions recoverable from the local copy",
        "N W",
        "written in place; no check-in, no copy: nothing to recover from",
    ),
    Promise(
        "P4",
        "An import is all or nothing, and can be undone",
        "every failure point × {ENOSPC, EIO, EACCES} × {once, persistent}: 0 partial, 0 unaudited; undo restores an"
        " equal logical dump",
        "C N",
        before="300 points: 0 partial, 10 steps not repeatable, 3 times memory unlike the file",
    ),
    Promise(
        "P5",
        "The user is told the truth about a failed save",
        "0 wrong statements; after an error in COMMIT the operation is looked up",
        "C N",
        before="300 points: 75 errors without words, 1 false statement",
    ),
    Promise(
        "P6",
        "No workbook or text file can crash or freeze the window",
        "10,000 mutated files: 0 crashes, 0 freezes, 0 partial commits; each ends within 30 s and 512 MB",
        "C N",
    ),
    Promise(
        "P7",
        "Nothing is dropped without being said",
        "10,000 files: rows in file = taken in + held + left out by a rule; 0 unexplained differences of readers",
        "C N",
    ),
    Promise(
        "P8",
        "The value shown is the value in the file",
        "raw text equal to that of the file in 100 % of cells, numbers equal to its decimal",
        "C",
    ),
    Promise(
        "P9",
        "A damaged project is noticed before it is used",
        "2,400 damages: every one that changes a row or the structure is reported",
        "C N",
        before="2,400 damages: 97 of 1,610 changes missed, 3 not in our words",
    ),
    Promise(
        "P10",
        "A damaged project is recovered from a backup by the program",
        "400 damages: 400 restored from the newest good backup, the damaged file kept",
        "C N",
        "0 of 400: no recovery in the program, the newest backup opened by hand",
    ),
    Promise(
        "P11",
        "Backups exist and are good",
        "100 % of backups verified when made",
        "C N",
        "verified by quick_check only; the ten newest, no older ones",
    ),
    Promise(
        "P12",
        "A full disk loses nothing",
        "0 damaged old exports, 0 partial imports; the message names drive, free and needed room",
        "C N W",
    ),
    Promise(
        "P13",
        "A read-only place still opens to read",
        "opens in 100 % of cases, says so, leaves nothing beside the file",
        "C W",
        before="4 of 24 opened to read",
    ),
    Promise(
        "P14",
        "A target open in Excel is not an error but a choice",
        "let go after 0.5 s: saved; never: the old file intact and another name offered",
        "C W",
        before="20 of 27 doors waited and named the other program, none offered a choice; PDF and pictures "
        "gave up at once; reports of imports stopped the window",
    ),
    Promise(
        "P15",
        "Two windows or two persons never overwrite each other",
        "3 processes × 1,000 edits: 0 lost updates, a stale edit is told and both values kept",
        "C N",
    ),
    Promise(
        "P16",
        "A project of a newer version is never harmed",
        "refused, the file byte-identical afterwards",
        "C",
    ),
    Promise(
        "P17",
        "Upgrading cannot lose the project",
        "killed and failing at every step of every migration: old or new, never between; copy kept 90 days",
        "C N",
    ),
    Promise(
        "P18",
        "An edited plan that comes back changes only what its editor changed",
        "1,000 random edit scripts: merged = model; 0 silent overwrites",
        "C N W",
    ),
    Promise(
        "P19",
        "Nothing that leaves can run code",
        "200 payloads in every text field: 0 formula cells that are not ours, 0 external relations",
        "C",
    ),
    Promise(
        "P20",
        "Text from a file is shown, never interpreted",
        "0 opens of the canary",
        "C",
        before="0 opens of the canary; one tooltip not escaped (words of our own)",
    ),
    Promise(
        "P21",
        "History cannot be changed unnoticed",
        "100 % of changes in place found; a cut tail found where any anchor exists",
        "C N",
        before="40 of 40 changes in place found",
    ),
    Promise(
        "P22",
        "Undo and restart bring the user back where he was",
        "at most 2 s of typing lost; the wizard reopened at its step",
        "C",
        before="nothing was kept: all that was typed in an open form, wizard or cell was lost",
    ),
    Promise(
        "P23",
        "The program says nothing to the network",
        "0 internet sockets, 0 look-ups of names",
        "C W",
        before="0 internet sockets",
    ),
    Promise(
        "P24",
        "Every message says file, sheet, cell, found, expected, effect, next step",
        "100 % of the messages of an import",
        "C",
    ),
    Promise(
        "P25",
        "Any crash report can be reproduced",
        "a log with versions, operation and stacks; no data of the user unless ticked",
        "C",
        before="stacks without versions or operation; values of the project in the log; nothing offered at "
        "the next start",
        shown="every commit: `tests/ui/test_black_box.py` ends real processes in several ways and reads what they left",
    ),
    Promise(
        "P26",
        "The shipped bytes are the ones we tested",
        "100 % of wheels pinned by hash; program and installer signed",
        "R",
        before="all wheels pinned by hash; no bill of materials",
        shown="every wheel by hash, licences and bill of materials in the build "
        "(`tests/setup/test_bill_of_materials.py`); "
        "nothing is signed yet: no certificate",
    ),
    Promise(
        "P27",
        "Long work can be cancelled at once and leaves no trace",
        "the window answers within 100 ms, work stops within 1 s, the logical dump is unchanged",
        "C",
        before="3 of 4 runs of 10 windows closed at their work died (segmentation fault)",
    ),
    Promise(
        "P28",
        "The same file imported twice is noticed",
        "identical bytes: told with the first import; same keys: a list of differences",
        "C",
    ),
)


def table(reached: Mapping[str, Kept]) -> str:
    """The promises with the figures reached, as Markdown."""
    lines = [
        "| | Promise | Figure wanted | Gate | Before | Reached | Held | Run on |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for promise in PROMISES:
        mine = [one for one in reached.values() if promise.id in one.figures.promises]
        figures = "; ".join(
            f"not run: {one.figures.not_run}" if one.figures.not_run else one.figures.reached for one in mine
        )
        if not mine:
            figures = promise.shown
        held = "" if not mine else "yes" if all(one.figures.held for one in mine) else "**no**"
        days = ", ".join(sorted({one.on for one in mine}))
        cells = (promise.id, promise.text, promise.wanted, promise.gate, promise.before, figures, held, days)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def write_table(reached: Mapping[str, Kept], document: Path = DOCUMENT) -> None:
    """Put the table between its marks in the document."""
    before, _, rest = document.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    text = f"{before}{BEGIN}\n\n{table(reached)}\n\n{END}{after}"
    document.write_text(text, encoding="utf-8")
