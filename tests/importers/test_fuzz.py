"""Whatever stands in a cell, a header or a mapping: it is read, or it is an issue; it never is an exception.

An ordinary run draws a few hundred of each; `DUAL_COMPARE_FUZZ=100000` draws as many as one has patience for.
"""

import json
import os
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from compare_app.domain.condition_text import parse_conditions
from compare_app.domain.limit_text import parse_limit, print_limit
from compare_app.domain.model import Indicator
from compare_app.domain.result_text import parse_result
from compare_app.domain.standard_number import parse_standard_number
from compare_app.domain.terms import Direction, Scale
from compare_app.domain.units import conversion, known, split_header
from compare_app.errors import AppError
from compare_app.importers.cells import Cell, CellKind
from compare_app.importers.fields import read_date
from compare_app.importers.formats.number_format import number_cell, understand
from compare_app.importers.guesses import base_and_basis, direction_of, limit_of, use_in_long, use_of
from compare_app.importers.lost_signs import lost_units
from compare_app.importers.mapping_json import from_json
from compare_app.importers.understanding import Judge

MANY = int(os.environ.get("DUAL_COMPARE_FUZZ", "300"))
SPOKEN = (
    "≥ > ≤ < ± ＜ 不小于 不大于 至多 以上 以下 超过 Max Average Single 单值 平均值 级 % ‰ mm MPa dB(A) m³/h ℃ W·h 合格",
    "未检出 ND — / ~ - + . , ; ； ( ) （ ） 1 2 35 0.05 1.10 1e5 10^3 × · 厚度 且 或 x0 标称 的 95 ? ？ ³",
)
WORDS = st.sampled_from([word for line in SPOKEN for word in line.split()] + ["\u3000", "\t", "\n"])
TEXT = st.lists(WORDS | st.text(max_size=4), max_size=12).map("".join)
often = settings(max_examples=MANY, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@often
@given(TEXT)
@example("(" * 300)
@example("9" * 400)
@example("1e999999999")
@example("0~" * 90)
@example("1" + "/a" * 90 + " x y")
@example("1" + " / " * 60)
def test_results(text):
    assert parse_result(text)
    lost_units([text])


@often
@given(TEXT, st.sampled_from(["", "%", "mm", "MPa", "级"]))
@example("≥" * 200, "")
@example("1级≥5;" * 60, "")
@example("±±±0.5 % 且", "%")
@example("≥10^99999", "")
def test_limits(text, unit):
    found = parse_limit(text, unit)
    assert found.rows
    for row in found.rows:
        print_limit(row.limit, row.unit)


@often
@given(TEXT)
@example("R" + "b" * 38 + "=")
@example("^2" + "[" * 270 + "]Y")
def test_headers_conditions_numbers_and_units(text):
    name, unit = split_header(text)
    assert known(unit)
    for guess in (use_of, use_in_long, limit_of, direction_of, base_and_basis):
        guess(name)
    parse_conditions(text)
    parse_standard_number(text)
    conversion(text, "mm")


@often
@given(
    TEXT,
    st.sampled_from(CellKind),
    st.sampled_from(Direction),
    st.sampled_from(Scale),
    st.sampled_from(["", "%", "MPa", "dB(A)", "没有这个单位"]),
)
def test_cells_of_any_indicator(text, kind, direction, scale, unit):
    levels = ("A", "B") if direction is Direction.GRADE else ()
    indicator = Indicator(
        "i", "c", 1, "x", "强度", unit="MPa", direction=direction, scale=scale, levels=levels
    )
    cell = Cell(text, kind)
    assert Judge(indicator, unit).understand(cell).readings
    read_date(cell)


@often
@given(st.text(max_size=12), TEXT, st.booleans())
def test_numbers_under_any_format(stored, code, since_1904):
    assert number_cell(stored, understand(code), since_1904) is not None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "version",
                    "columns",
                    "category",
                    "header",
                    "index",
                    "use",
                    "absences",
                    "replacements",
                    "sheet",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@often
@given(JSON)
def test_mappings(body):
    with suppress(AppError):  # and nothing else
        from_json(json.dumps(body))


@pytest.mark.parametrize("text", ["", "{", "[]", "nul", "[" * 100_000, '{"columns": [' * 500])
def test_broken_mappings(text):
    with pytest.raises(AppError):
        from_json(text)
