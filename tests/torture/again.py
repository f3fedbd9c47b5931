"""P28: the same file again: its bytes, its content saved anew, and with one value changed."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import openpyxl

from compare_app.workspace import Workspace
from tests.torture.figures import Figures
from tests.torture.mutated import dump

_SAMPLES = Path(__file__).parents[2] / "sample_data"
_FILES = ("ceramic_tiles.xlsx", "led_light_sources.xlsx", "room_air_conditioners.xlsx")
_SHEET, _VALUE = "实测", "结果*"


def run(rounds: int) -> Figures:
    """`rounds` values changed, one at a time, after each file came in twice as it is and once saved anew."""
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as place:
        for at, name in enumerate(_FILES):
            workspace = Workspace.create(Path(place) / f"{at}.dcmp")
            try:
                first = workspace.read(_SAMPLES / name)
                workspace.commit(first)
                before = dump(workspace)
                twice = workspace.read(_SAMPLES / name)
                if twice.already is None or twice.already.id != first.batch.id or twice.records:
                    wrong.append(f"{name}: the same bytes were not noticed")
                saved = Path(place) / f"saved {name}"
                book = openpyxl.load_workbook(_SAMPLES / name)
                book.save(saved)
                anew = workspace.read(saved)
                if anew.records or anew.unchanged == 0:
                    wrong.append(f"{name}: saved anew it would change {len(anew.records)} records")
                for turn in range(at, rounds, len(_FILES)):
                    wrong += _changed(workspace, book, Path(place) / f"{turn}.xlsx", turn)
                if dump(workspace) != before:
                    wrong.append(f"{name}: reading left a trace")
            finally:
                workspace.close()
    return Figures(
        ("P28",),
        "each sample as it is, saved anew by another program, and with one value changed",
        {"files": len(_FILES), "values changed": rounds, "wrong": len(wrong)},
        f"{len(_FILES)} files twice and saved anew, {rounds} with one value changed: {len(wrong)} not noticed",
        not wrong,
        failures=tuple(wrong[:20]),
    )


def _changed(workspace: Workspace, book: openpyxl.Workbook, path: Path, seed: int) -> list[str]:
    """Change one number of the book, read it, and put it back: one difference is listed, with both values."""
    sheet = next(one for one in book.worksheets if one.title.startswith(_SHEET))
    head = next(row for row in range(1, 12) if any(_VALUE in str(cell.value) for cell in sheet[row]))
    column = next(cell.column for cell in sheet[head] if _VALUE in str(cell.value))
    rows = [
        row
        for row in range(head + 1, sheet.max_row + 1)
        if str(sheet.cell(row, column).value or "").replace(".", "", 1).isdigit()
    ]
    cell = sheet.cell(random.Random(seed).choice(rows), column)
    kept = cell.value
    cell.value = f"{kept}1" if "." in str(kept) else f"{kept}.5"
    book.save(path)
    cell.value = kept
    draft = workspace.read(path)
    path.unlink()
    if len(draft.overwrites) != 1:
        return [f"{cell.coordinate}: {len(draft.overwrites)} differences listed"]
    old, new = draft.overwrites[0]
    return (
        []
        if getattr(old, "raw", "") != getattr(new, "raw", "")
        else [f"{cell.coordinate}: both say the same"]
    )
