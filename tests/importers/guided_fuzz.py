"""Coverage-guided fuzzing of what reads strangers' texts; run by hand, not by pytest.

    python tests/importers/guided_fuzz.py CORPUS_FOLDER -max_total_time=3600 -timeout=20

It needs atheris (Linux only, therefore in no lock). The first byte chooses what is fed, the rest is the text. Anything
that is raised and is no issue ends the run and is written beside it.
"""

import sys
import tempfile
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
with atheris.instrument_imports(include=["compare_app"]):
    from compare_app.domain.condition_text import parse_conditions
    from compare_app.domain.limit_text import parse_limit, print_limit
    from compare_app.domain.model import Indicator
    from compare_app.domain.result_text import parse_result
    from compare_app.domain.standard_number import parse_standard_number
    from compare_app.domain.terms import Direction
    from compare_app.domain.units import conversion, known, split_header
    from compare_app.errors import AppError
    from compare_app.importers.apart import wire
    from compare_app.importers.cells import Cell, CellKind
    from compare_app.importers.fields import read_date
    from compare_app.importers.formats.number_format import number_cell, understand
    from compare_app.importers.formats.text_file import read_text
    from compare_app.importers.guesses import base_and_basis, direction_of, limit_of, use_in_long, use_of
    from compare_app.importers.lost_signs import lost_units
    from compare_app.importers.mapping_json import from_json
    from compare_app.importers.understanding import Judge

DIRECTIONS, KINDS, UNITS = tuple(Direction), tuple(CellKind), ("", "%", "mm", "dB(A)", "没有这个单位")
SEEDS = (
    "43 39~45", "22-42-47dB", "内37-41 / 外49dB", "一级(APF5.65)", "≥5.0 mm 且 ≤8", "±0.6 %, max. ±2.0 mm",
    "ND(<0.5)", "1,234.5", "GB/T 4100-2015 附录G", "23℃±2℃ 50%RH", '{"version":1,"columns":[]}', "a;b\n1,5;2\n",
    '{"cells":[["a",0,""]],"rows":[[1,[1]]]}', "0.00E+00;[Red]-0.0%", "厚度/mm",
)  # fmt: skip


def result(text):
    assert parse_result(text)
    lost_units([text])


def limit(text):
    for row in parse_limit(text, UNITS[len(text) % len(UNITS)]).rows:
        print_limit(row.limit, row.unit)


def words(text):
    name, unit = split_header(text)
    assert known(unit)
    for guess in (use_of, use_in_long, limit_of, direction_of, base_and_basis):
        guess(name)
    parse_conditions(text)
    parse_standard_number(text)
    conversion(text, "mm")


def cell(text):
    n = len(text)
    direction = DIRECTIONS[n % len(DIRECTIONS)]
    levels = ("A", "B") if direction is Direction.GRADE else ()
    indicator = Indicator("i", "c", 1, "x", "强度", unit="MPa", direction=direction, levels=levels)
    one = Cell(text, KINDS[n // 3 % len(KINDS)])
    assert Judge(indicator, UNITS[n // 2 % len(UNITS)]).understand(one).readings
    read_date(one)


def number(text):
    stored, _, code = text.partition("|")
    assert number_cell(stored, understand(code), bool(len(text) % 2)) is not None


def mapping(text):
    from_json(text)


def answer(text):
    try:
        body = wire.answer_of(text.encode("utf-8", "surrogatepass"))
        assembly = wire.Assembly()
        if "rows" in body:
            assembly.add(body)
        wire.refusal_of(body.get("refused"))
        wire.notes_of(body.get("notes"))
        assembly.finished(body)
    except wire.Garbled:
        pass


TEXTS = (result, limit, words, cell, number, mapping, answer)


def one(data: bytes) -> None:
    """One input: the first byte names the reader, see TEXTS; the last one is a text file as bytes."""
    if not data:
        return
    which, rest = data[0] % (len(TEXTS) + 1), data[1:]
    try:
        if which == len(TEXTS):
            if rest:
                read_text(rest, "f.csv", "f", "", "")
        else:
            TEXTS[which](rest.decode("utf-8", "replace"))
    except AppError:
        pass


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    for at, seed in enumerate(SEEDS):
        for which in range(len(TEXTS) + 1):
            (folder / f"{at}-{which}").write_bytes(bytes([which]) + seed.encode())
    atheris.Setup([*sys.argv, str(folder)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
