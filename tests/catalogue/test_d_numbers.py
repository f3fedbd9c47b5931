"""D: numbers, limits, units. One workbook holds every cell; what must become of each stands beside it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from compare_app.domain.mapping import ColumnMapping, ColumnUse
from compare_app.domain.terms import Absence
from compare_app.domain.value import Absent, Censored, NotDetected, Number, Operator, PassFail, Span
from tests.catalogue.made import Answer, answers, is_held, lead
from tests.importers.made import World, book, wide

HELD = object()
D = Decimal
BELOW, AT_MOST, ABOVE = Operator.BELOW, Operator.AT_MOST, Operator.ABOVE

ROWS: list[tuple[str, Any, Any]] = [
    ("D01", "＜0.01", Censored(BELOW, D("0.01"))),
    ("D01", "<0.01", Censored(BELOW, D("0.01"))),
    ("D01", "< 0.01", Censored(BELOW, D("0.01"))),
    ("D01", "≤0.01", Censored(AT_MOST, D("0.01"))),
    ("D01", "﹤0.01", Censored(BELOW, D("0.01"))),
    *[("D02", text, NotDetected()) for text in ("ND", "N.D.", "未检出", "不検出", "n.n.", "<LOD")],
    ("D02", "BLQ", HELD),
    ("D03", "未检出(<0.01)", NotDetected(D("0.01"))),
    ("D03", "ND(LOD=0.01)", NotDetected(D("0.01"))),
    *[("D04", text, Absent(Absence.MISSING)) for text in ("-", "—", "/")],
    *[("D04", text, Absent(Absence.NOT_APPLICABLE)) for text in ("NA", "n/a")],
    ("D06", ">10000", Censored(ABOVE, D(10000))),
    ("D06", "TNTC", HELD),
    ("D06", "多不可计", HELD),
    *[("D07", text, Number(D("1.2E+3"))) for text in ("1.2×10³", "1.2x10^3", "1.2E3", "1.2*10**3")],
    ("D09", "１２．５", Number(D("12.5"))),
    ("D10", "٣.٥", HELD),
    ("D10", "३.५", HELD),
    ("D11", "1_000", HELD),
    *[("D12", text, HELD) for text in ("nan", "inf", "-inf", "1e400")],
    ("D13", "1,234", HELD),
    *[("D14", text, HELD) for text in ("1.234,5", "1'234.5", "1\u202f234,5")],
    ("D16", "−1.5", Number(D("-1.5"))),
    ("D16", "–1.5", Number(D("-1.5"))),
    ("D16", "(5.0)", HELD),
    *[("D17", text, Span(D(5), D(10))) for text in ("5-10", "5~10", "5–10")],
    ("D17", "10±0.5", HELD),
    ("D18", "0.5%", HELD),
    ("D19", "12 %", HELD),
    ("D20", "12 ppm", HELD),
    ("D20", "12 mg/L", HELD),
    ("D26", "0.10", Number(D("0.10"))),
    ("D30", "TRUE", HELD),
    ("D30", True, HELD),
    ("D30", "是", HELD),
    ("D30", "合格", PassFail(passed=True)),
]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> list[Answer]:
    return answers(tmp_path_factory.mktemp("d"), [text for _, text, _ in ROWS])


def same(one: Any, other: Any) -> bool:
    return repr(one) == repr(other) or (
        isinstance(one, Number) and isinstance(other, Number) and one.value == other.value
    )


@pytest.mark.parametrize("at", range(len(ROWS)), ids=[f"{row}-{text!r}" for row, text, _ in ROWS])
def test_D_cells(read, at):
    """The value with every digit, its text as written; or held as text with the reason."""
    _, text, wanted = ROWS[at]
    written = str(text).upper() if isinstance(text, bool) else text
    if wanted is HELD:
        assert is_held(read[at], written)
    else:
        assert read[at].held is None
        assert same(read[at].value, wanted), read[at].value
        assert read[at].result.raw == written


def test_D04_a_blank_is_nothing(tmp_path):
    assert [one.result for one in answers(tmp_path, ["1", "", "2"])][1] is None


def test_D05_and_D29_zero_and_less_than_the_limit_of_detection(tmp_path):
    found = answers(tmp_path, ["0.5", "<0.01", "0", "0.003", "0.7", "0.02"])
    assert [one.codes for one in found] == [set(), set(), {"IMP-BELOW-LOD"}, {"IMP-BELOW-LOD"}, set(), set()]


def test_D08_powers_in_units_and_headers(tmp_path):
    path = book(tmp_path / "h.xlsx", {"表": [["名称", "面积 (m²)"], ["甲", "10²"], ["乙", "3"]]})
    draft = World().read(
        path, wide(ColumnMapping("面积 (m²)", 1, ColumnUse.INDICATOR, indicator="面积", unit="m²"))
    )
    results = {one.raw: one for one in draft.records if hasattr(one, "raw")}
    assert results["3"].unit == "m²"
    assert "10²" not in results or getattr(results["10²"].value, "value", 100) == 100


def test_D13_one_answer_for_the_file(tmp_path):
    found = answers(tmp_path, ["1,234", "1.234,5"], lead(decimal_comma=True))
    assert [one.value.value for one in found] == [D("1.234"), D("1234.5")]


def test_D15_mixed_styles_are_listed(tmp_path):
    found = answers(tmp_path, ["1.5", "1,5", "2.5", "2,5"])
    assert [one.held is not None for one in found] == [False, True, False, True]


def test_D18_a_share_under_a_format_and_as_text(tmp_path):
    found = answers(tmp_path, [0.005, "0.5%"], lead(unit="%"), {0: "0.0%"})
    assert [one.value.value for one in found] == [D("0.5"), D("0.5")]
    assert [one.result.raw for one in found] == ["0.5%", "0.5%"]


@pytest.mark.parametrize("micro", ["µg/kg", "μg/kg", "ug/kg"])
def test_D20_three_micros_are_one(tmp_path, micro):
    (one,) = answers(tmp_path, [f"12 {micro}"])
    assert one.held is None
    assert one.result.unit.replace("u", "μ").replace("µ", "μ") == "μg/kg"


def test_D21_far_from_its_neighbours(tmp_path):
    found = answers(tmp_path, ["1.2", "1.3", "1.1", "1.25", "1200"])
    assert found[-1].codes == {"IMP-FAR"}


def test_D22_numbers_of_batches_stay_texts(tmp_path):
    path = book(tmp_path / "l.xlsx", {"表": [["名称", "值", "型号"], ["甲", 1, "0012"], ["乙", 2, "1E5"]]})
    draft = World().read(path, lead_with_model())
    assert sorted(one.model for one in draft.records if hasattr(one, "model")) == ["0012", "1E5"]


def lead_with_model() -> Any:
    return wide(
        ColumnMapping("值", 1, ColumnUse.INDICATOR, indicator="铅", unit="mg/kg"),
        ColumnMapping("型号", 2, ColumnUse.MODEL),
    )


def test_D23_a_day_where_a_value_or_a_model_stood(tmp_path):
    from datetime import date

    (one,) = answers(tmp_path, [date(2026, 12, 5)])
    assert is_held(one, "2026-12-05")
    assert one.codes == {"IMP-DATE"}
    path = book(tmp_path / "m.xlsx", {"表": [["名称", "值", "型号"], ["甲", 1, date(2026, 12, 5)]]})
    assert {one.code for one in World().read(path, lead_with_model()).issues} == {"IMP-DATE"}


def test_D24_more_digits_than_excel_keeps(tmp_path):
    path = book(tmp_path / "b.xlsx", {"表": [["名称", "值", "型号"], ["甲", 1, 6901234567890123456.0]]})
    (issue,) = [one for one in World().read(path, lead_with_model()).issues if one.code == "IMP-DIGITS"]
    assert issue.place.cell == "C2"


def test_D25_fifteen_digits_as_excel_shows_them(tmp_path):
    (one,) = answers(tmp_path, [0.1 + 0.2])
    assert (one.result.raw, one.value.value) == ("0.3", D("0.3"))


def test_D26_digits_of_the_number_format(tmp_path):
    (one,) = answers(tmp_path, [0.1], formats={0: "0.00"})
    assert one.result.raw == "0.10"


def test_D27_the_stored_value_not_the_rounded_one(tmp_path):
    (one,) = answers(tmp_path, [0.0149], formats={0: "0.00"})
    assert one.value.value == D("0.0149")


def test_D28_outside_what_its_neighbours_can_be(tmp_path):
    """The scheme holds no physical bounds: what no other value of the column is, is told and not held."""
    found = answers(tmp_path, ["250", "12", "13", "11", "-5"], lead(unit="%"))
    assert [one.codes for one in found] == [{"IMP-ABOVE-ALL"}, set(), set(), set(), {"IMP-NEGATIVE"}]
