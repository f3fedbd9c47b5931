"""The reading child: whatever happens to it, the program goes on, says the file and the reason, and leaves nothing."""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_app.errors import Issue, Level, Place, RefusedFile
from compare_app.importers.apart import process, wire
from compare_app.importers.cells import EMPTY, Cell, CellKind, Merge, Row, Sheet
from compare_app.importers.formats.file import OpenFile
from compare_app.importers.source import Source
from compare_app.progress import Cancelled
from compare_app.text.message import M
from compare_app.text.wording import Wording
from tests.importers.made import book

ROOT = Path(__file__).resolve().parents[2]
ZH = Wording.load("zh_CN")


@pytest.fixture
def good(tmp_path):
    return book(tmp_path / "好.xlsx", {"表": [["a", "b"], [1, 2]]})


def instead(monkeypatch, code: str) -> None:
    """Another program as the child."""
    monkeypatch.setattr(process, "_command", lambda: [sys.executable, "-c", code])


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("import os; os.abort()", "code"),
        ("import sys; sys.exit(3)", "code 3"),
        ("print('hello', flush=True); input()", "plausible"),
        ("print('[1]', flush=True); input()", "plausible"),
        ("""print('{"opened": 1}', flush=True); input()""", "plausible"),
        ("""print('{"step": [true, "x"]}', flush=True); input()""", "plausible"),
        ("""print('{"failed": "memory"}', flush=True); input()""", "memory"),
    ],
    ids=["abort", "exit", "text", "list", "shape", "step", "memory"],
)
def test_a_child_that_dies_or_talks_nonsense_is_told(good, monkeypatch, caplog, code, why):
    instead(monkeypatch, code)
    with pytest.raises(RefusedFile) as error:
        Source(good)
    assert error.value.code == "IMP-UNSAFE"
    assert why in str(error.value.what)
    assert "好.xlsx" in ZH(error.value.what)


def test_a_silent_child_is_ended(good, monkeypatch):
    instead(monkeypatch, "import time; time.sleep(60)")
    monkeypatch.setattr(process, "SILENCE", 0.2)
    start = time.monotonic()
    with pytest.raises(RefusedFile) as error:
        Source(good)
    assert error.value.code == "IMP-UNSAFE"
    assert time.monotonic() - start < 20


def test_cancelling_works_at_once_and_leaves_no_process_and_no_folder(good, monkeypatch):
    marks = []

    class Impatient:
        def step(self, done: int, total: int) -> None:
            marks.append(time.monotonic())
            raise Cancelled

    started = []
    real = process._start
    monkeypatch.setattr(
        process, "_start", lambda *a: started.append((real(*a), Path(a[1]))) or started[-1][0]
    )
    instead(monkeypatch, "import time; time.sleep(60)")
    with pytest.raises(Cancelled):
        Source(good, progress=Impatient())
    assert time.monotonic() - marks[0] < 5
    ((child, folder),) = started
    assert child.poll() is not None
    assert not folder.exists()


def test_what_a_file_holds_is_believed_only_in_its_shape():
    for block in (
        {"cells": [["a", 0, ""]], "rows": [[1, [2]]]},
        {"cells": [["a", 0, ""]], "rows": [[1, [-1]]]},
        {"cells": [["a", 9, ""]], "rows": []},
        {"cells": [[1, 0, ""]], "rows": []},
        {"cells": [], "rows": [[0, [0]]]},
        {"cells": [], "rows": [[2, [0]], [2, [0]]]},
        {"cells": []},
    ):
        with pytest.raises(wire.Garbled):
            wire.Assembly().add(block)
    with pytest.raises(wire.Garbled):
        wire.Assembly().finished(
            {"sheet": "a", "merges": [[1, 2]], "hidden_rows": [], "hidden_columns": [], "since_1904": False}
        )
    with pytest.raises(wire.Garbled):
        wire.refusal_of(
            {"code": "X", "what": ["a", {"b": {"c": 1}}], "remedy": ["", {}], "place": ["", "", ""]}
        )


cells = st.builds(Cell, st.text(max_size=5), st.sampled_from(CellKind), st.text(max_size=3)) | st.just(EMPTY)


@given(st.lists(st.lists(cells, max_size=6), max_size=8), st.text(max_size=3))
def test_sheets_arrive_as_they_were(rows, name):
    sheet = Sheet(
        name,
        [Row(3 * at + 1, row) for at, row in enumerate(rows)],
        (Merge(1, 0, 2, 3),),
        frozenset({2, 4}),
        frozenset({0}),
    )
    assembly = wire.Assembly()
    *blocks, end = [wire.answer_of(wire.line_of(block)) for block in wire.blocks(sheet)]
    for block in blocks:
        assembly.add(block)
    assert assembly.finished(end) == sheet


def test_sentences_arrive_as_they_were():
    why = M("{a} of {b}", a=1, b=M("{c}", c="x"))
    issue = Issue("I", Level.NOTE, Place("f", "s", "A1"), "found", why, M("effect"), M("remedy"))
    assert wire.notes_of(wire.answer_of(wire.line_of({"n": wire.notes([issue])}))["n"]) == [issue]
    error = wire.refusal_of(
        wire.answer_of(wire.line_of(wire.refusal(RefusedFile("C", why, M("r"), Place("f")))))
    )
    assert (error.code, error.what, error.remedy, error.place) == ("C", why, M("r"), Place("f"))


FORBIDDEN = """
import os, sys, tempfile
from pathlib import Path
from compare_app.importers.apart.child import _Guard
sys.dont_write_bytecode = True
import socket, subprocess, shutil
sys.addaudithook(_Guard(Path.cwd()).look)
def outcome(work):
    try:
        work()
    except PermissionError:
        return "refused"
    return "done"
other = sys.argv[1]
print(
    outcome(lambda: socket.create_connection(("127.0.0.1", 9))),
    outcome(lambda: subprocess.run(["true"])),
    outcome(lambda: os.system("true")),
    outcome(lambda: open(os.path.join(other, "x"), "w")),
    outcome(lambda: os.remove(other)),
    outcome(lambda: shutil.rmtree(other)),
    outcome(lambda: open(os.path.join(other, "there")).close()),
    outcome(lambda: tempfile.TemporaryFile().close()),
)
"""


def test_a_child_reaches_nothing_but_its_own_folder(tmp_path):
    place, other = tmp_path / "place", tmp_path / "other"
    place.mkdir()
    other.mkdir()
    (other / "there").write_text("x", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", FORBIDDEN, str(other)],
        cwd=place,
        env={"PYTHONPATH": str(ROOT), "TMPDIR": str(place), "TEMP": str(place), "TMP": str(place)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout.split() == ["refused"] * 6 + ["done"] * 2, done.stderr
    assert [one.name for one in other.iterdir()] == ["there"]


def test_the_program_becomes_the_child_of_a_frozen_build_by_its_flag(good):
    request = {"open": str(good), "encoding": "", "separator": "", "password": ""}
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), process.FLAG],
        input=json.dumps(request) + "\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    assert wire.answer_of(done.stdout.encode())["opened"][1] == "xlsx"


def test_this_process_and_the_child_read_alike(tmp_path):
    path = book(
        tmp_path / "a.xlsx", {"一": [["名称", "值"], ["甲", 1.1], ["乙", None]], "二": [[True, "=1+1"]]}
    )
    file = OpenFile(path)
    with Source(path) as source:
        assert (source.sha256, source.format, source.sheets) == (file.sha256, file.format, file.sheets)
        assert source.notes == file.notes
        for one in file.sheets:
            assert source.sheet(one.name) == file.sheet(one.name)
    file.close()


def test_no_folder_of_a_child_stays(good, tmp_path, monkeypatch):
    place = tmp_path / "of this test alone"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    with Source(good) as source:
        source.sheet()
        assert len(list(place.glob("dual-compare-*"))) == 1
    assert not list(place.glob("dual-compare-*"))


def test_the_child_asks_the_system_for_nobody(good, monkeypatch):
    """Without a home Python asks the list of users for one, which may lie on a server."""
    seen = []
    real = subprocess.Popen
    monkeypatch.setattr(process.subprocess, "Popen", lambda *a, **k: seen.append(k["env"]) or real(*a, **k))
    with Source(good) as source:
        source.sheet()
    assert seen[0]["PYTHONUSERBASE"] == seen[0]["TMPDIR"]


def test_a_file_is_read_once_and_again_only_when_it_changed(good, monkeypatch):
    from compare_app.importers import source
    from compare_app.importers.apart.process import Child
    from compare_app.importers.desk import Desk

    started = []
    monkeypatch.setattr(source, "Child", lambda name: started.append(name) or Child(name))
    desk = Desk()
    with desk.opened(good) as first:
        first.sheet()
    for _ in range(3):
        with desk.opened(good) as again:
            assert again.sheet() is first.sheet()
    assert len(started) == 1
    good.write_bytes(good.read_bytes())  # the same bytes at another time
    with desk.opened(good) as other:
        assert other is not first
    desk.clear()
    with desk.opened(good):
        pass
    assert len(started) == 3


def test_a_file_changed_between_two_looks_is_refused(good, tmp_path):
    with Source(good) as source:
        source.close()
        good.write_bytes(b"a,b\n1,2\n")
        with pytest.raises(RefusedFile) as error:
            source.sheet()
    assert error.value.code == "IMP-CHANGED"


def test_what_a_person_corrects_stands_there_and_is_told(good):
    with Source(good) as source:
        name = source.sheet().name
        mended = source.corrected({name: {"A1": "新", "C9": "x"}}).sheet()
        assert (mended.row(1).at(0).text, mended.row(9).at(2).text) == ("新", "x")
        assert mended.row(1).at(0).original == source.sheet().row(1).at(0).text


APART = """
import sys
from pathlib import Path
from compare_app.importers.preview import preview
from compare_app.importers.source import Source
with Source(Path(sys.argv[1])) as source:
    preview(source)
here = [name for name in sys.modules if name.startswith(("compare_app.importers.formats", "xlrd", "msoffcrypto"))]
print(here)
"""


def test_the_program_itself_loads_no_reader(good):
    done = subprocess.run(
        [sys.executable, "-c", APART, str(good)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.strip() == "[]"
