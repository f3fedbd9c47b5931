"""Real and hostile workbooks of other projects: each is read as a second reader reads it, or refused in a sentence.

They are read in a child with limits, because some are built to hang, exhaust or abort a reader.
"""

import csv
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHILD = """
import json, resource, sys, time
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
sys.path.insert(0, sys.argv[1])
from compare_app.errors import RefusedFile
from compare_app.importers.preview import preview
for line in sys.stdin:
    start = time.perf_counter()
    try:
        preview(Path(line.rstrip("\\n")))
        end = "read"
    except RefusedFile as error:
        end = error.code
    except BaseException as error:
        end = f"CRASH {error!r}"
    print(json.dumps([line.rstrip("\\n"), end, time.perf_counter() - start]), flush=True)
"""


def ends(files: list[Path]) -> dict[Path, tuple[str, float]]:
    """How each file ended, in one child with limits."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(ROOT)],
        input="\n".join(map(str, files)) + "\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return {Path(name): (end, took) for name, end, took in map(json.loads, done.stdout.splitlines())}


@pytest.fixture(scope="module")
def outcome(shared_dir):
    corpus = shared_dir / "corpus"
    kinds = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".txt"}
    files = [
        path for path in corpus.rglob("*") if path.suffix.lower() in kinds and "expected" not in path.parts
    ]
    return ends(sorted(files))


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a child are set another way on Windows")
def test_every_file_ends_in_a_table_or_a_sentence(outcome):
    assert len(outcome) > 800
    crashes = {path.name: end for path, (end, _) in outcome.items() if end.startswith("CRASH")}
    assert not crashes
    slow = {path.name: took for path, (_, took) in outcome.items() if took > 20}
    assert not slow
    counts = Counter(end for end, _ in outcome.values())
    assert counts["read"] > 350


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a child are set another way on Windows")
def test_bombs_and_passwords_are_called_by_their_name(outcome, shared_dir):
    wanted = {
        "entity-bomb": {"IMP-DOCTYPE"},
        "duplicate-zip-names": {"IMP-TWICE-PART"},
        "encrypted": {"IMP-ENCRYPTED", "IMP-FORMAT"},
    }
    ended = {str(path.relative_to(shared_dir / "corpus")): end for path, (end, _) in outcome.items()}
    seen = Counter()
    with (shared_dir / "corpus" / "KNOWN_BAD.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            for category in row["categories"].split(";"):
                if category in wanted and row["ext"] in ("xlsx", "xlsm") and row["file"] in ended:
                    assert ended[row["file"]] in wanted[category], row["file"]
                    seen[category] += 1
    assert set(seen) == set(wanted)


@pytest.mark.filterwarnings("ignore")
def test_cells_agree_with_a_second_reader(shared_dir):
    import openpyxl

    from compare_app.importers.cells import CellKind
    from compare_app.importers.source import Source

    names = {
        "54288.xlsx",
        "51710.xlsx",
        "SampleSS.xlsx",
        "inventory-table.xlsx",
        "date_1904.xlsx",
        "Tables.xlsx",
    }
    files = [path for path in (shared_dir / "corpus").rglob("*.xlsx") if path.name in names]
    assert len(files) >= 5
    compared = 0
    for path in files:
        book = openpyxl.load_workbook(path, data_only=True)
        with Source(path) as source:
            for one in source.sheets:
                sheet = source.sheet(one.name)
                for row in sheet.rows:
                    for at, cell in enumerate(row.cells):
                        value = book[one.name].cell(row.number, at + 1).value
                        match cell.kind:
                            case CellKind.NUMBER:
                                number = float(cell.text.rstrip("%")) / (
                                    100 if cell.text.endswith("%") else 1
                                )
                                assert number == pytest.approx(value, rel=1e-14), (path.name, row.number, at)
                            case CellKind.DATE if hasattr(value, "year"):  # no duration
                                assert str(value).startswith(cell.text[:10]), (path.name, row.number, at)
                            case CellKind.TEXT:
                                assert (value or "") == cell.text, (path.name, row.number, at)
                        compared += bool(cell.text)
    assert compared > 10_000
