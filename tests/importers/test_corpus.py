"""Real and hostile workbooks of other projects: each is read as a second reader reads it, or refused in a sentence.

Some are built to hang, exhaust or abort a reader. They go through the reading child, as in the program: this process
reads none of their bytes and stays alive.
"""

import csv
import os
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from compare_app.errors import RefusedFile
from compare_app.importers.apart.limits import MEMORY
from compare_app.importers.apart.process import SILENCE
from compare_app.importers.cells import CellKind
from compare_app.importers.source import Source

KINDS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".txt"}
WHOLE = os.environ.get("DUAL_COMPARE_WHOLE_CORPUS") == "1"
"""All files: minutes. Otherwise every third, and all that are known to be bad."""


def ending(path: Path) -> tuple[str, int, float]:
    """How a file ends, how many filled cells were read of it, and how long that took."""
    start = time.perf_counter()
    filled = 0
    try:
        with Source(path) as source:
            for one in source.sheets:
                filled += sum(bool(cell.text) for row in source.sheet(one.name).rows for cell in row.cells)
        end = "read"
    except RefusedFile as error:
        end = error.code
    return end, filled, time.perf_counter() - start


def known_bad(corpus: Path) -> list[dict[str, str]]:
    with (corpus / "KNOWN_BAD.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def outcome(shared_dir):
    corpus = shared_dir / "corpus"
    every = sorted(
        path for path in corpus.rglob("*") if path.suffix.lower() in KINDS and "expected" not in path.parts
    )
    bad = {corpus / row["file"] for row in known_bad(corpus)}
    files = [path for at, path in enumerate(every) if WHOLE or path in bad or not at % 3]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(files, pool.map(ending, files)))


@pytest.mark.timeout(900)
def test_every_file_ends_in_a_table_or_a_sentence(outcome, record_property):
    """An exception other than a RefusedFile would have ended the fixture."""
    assert len(outcome) > (800 if WHOLE else 300)
    slow = {path.name: took for path, (_, _, took) in outcome.items() if took > SILENCE + 10}
    assert not slow
    counts = Counter(end for end, _, _ in outcome.values())
    record_property("endings", dict(counts))
    assert counts["read"] > (750 if WHOLE else 250)
    unsafe = [path.name for path, (end, _, _) in outcome.items() if end == "IMP-UNSAFE"]
    assert not unsafe  # each is refused by name before it kills or hangs the child


@pytest.mark.skipif(sys.platform == "win32", reason="there the job object holds the limit and tells no peak")
def test_no_child_took_more_than_its_limit(outcome):
    import resource

    assert outcome
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < MEMORY


def test_bombs_and_passwords_are_called_by_their_name(outcome, shared_dir):
    corpus = shared_dir / "corpus"
    wanted = {
        "entity-bomb": {"IMP-DOCTYPE"},
        "duplicate-zip-names": {"IMP-TWICE-PART"},
        "encrypted": {"IMP-ENCRYPTED", "IMP-DAMAGED"},
    }
    seen = Counter()
    for row in known_bad(corpus):
        for category in set(row["categories"].split(";")) & set(wanted):
            if row["ext"] in ("xlsx", "xlsm") or category == "encrypted":
                end = outcome[corpus / row["file"]][0]
                # Excel's own password opens what is only protected against changes
                assert end in wanted[category] | ({"read"} if category == "encrypted" else set()), row["file"]
                seen[category] += end != "read"
    assert set(seen) == set(wanted)
    assert seen["encrypted"] >= 8


@pytest.mark.parametrize(
    "row",
    [
        "35897-type4.xls",
        "password.xls",
        "protected_passtika.xlsb",
        "protected_passtika.xlsx",
        "xor-encryption-abc.xls",
    ],
)
def test_a_password_opens(shared_dir, row):
    corpus = shared_dir / "corpus"
    found = next(one for one in known_bad(corpus) if one["file"].endswith(row))
    words = {"35897-type4.xls": "freedom", "password.xls": "password", "xor-encryption-abc.xls": "abc"}
    with Source(corpus / found["file"], password=words.get(row, "tika")) as source:
        assert source.sheet(source.sheets[0].name).rows
    with pytest.raises(RefusedFile) as error:
        Source(corpus / found["file"], password="never this one")
    assert error.value.code == "IMP-PASSWORD"


@pytest.mark.filterwarnings("ignore")
def test_cells_agree_with_a_second_reader(shared_dir):
    import openpyxl

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
