"""How people really type the numbers of standards: a table of forms, and properties that hold for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.standard_list import split_numbers
from compare_app.domain.standard_number import StandardNumber, parse_standard_number
from compare_app.domain.standard_table import PROVINCES

TABLE = Path(__file__).with_name("standard_number_forms.tsv")


@dataclass(frozen=True)
class Form:
    """One line of the table: as typed, the normal form (? where it is not recognised), what stands beside it."""

    typed: str
    normal: str
    beside: dict[str, str]


def forms() -> list[Form]:
    """The table."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return [
        Form(typed, normal, dict(one.split("=", 1) for one in beside))
        for typed, normal, *beside in (line.split("\t") for line in lines)
    ]


FORMS = forms()


def beside(number: StandardNumber) -> dict[str, str]:
    """What a number says besides its normal form, as the table writes it."""
    found = {"title": number.title, "remark": number.remark, "wq": number.wq}
    found["readings"] = "|".join(number.readings)
    found["adopts"] = f"{number.degree} {number.adopts}" if number.adopts else ""
    return {name: text for name, text in found.items() if text}


def test_the_table_is_large_enough() -> None:
    assert len({one.typed for one in FORMS}) == len(FORMS) >= 150


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.typed)
def test_every_form_has_its_normal_form(form: Form) -> None:
    number = parse_standard_number(form.typed)
    assert number.recognised == (form.normal != "?")
    assert number.text == (form.typed if form.normal == "?" else form.normal)
    assert beside(number) == form.beside


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.typed)
def test_a_normal_form_is_stable(form: Form) -> None:
    number = parse_standard_number(form.typed)
    again = parse_standard_number(number.text)
    assert (again.text, again.key, again.recognised) == (number.text, number.key, number.recognised)
    assert (again.own, again.year, again.amendments, again.adopts) == (
        number.own, number.year, number.amendments, number.adopts,
    )  # fmt: skip


def test_equal_editions_share_a_key_and_no_others() -> None:
    """The key follows the normal form, without blanks in a code, the adopted number, CSV and RLV."""
    by_key: dict[str, set[str]] = {}
    for form in FORMS:
        if form.normal != "?":
            number = parse_standard_number(form.typed)
            by_key.setdefault(number.key, set()).add(number.own)
    mixed = sorted(sorted(owns) for owns in by_key.values() if len(owns) > 1)
    assert mixed == [
        ["IEC 60335-1:2010+AMD1:2013+AMD2:2016", "IEC 60335-1:2010+AMD1:2013+AMD2:2016 CSV"],
        ["Q/320582 ABC 001-2020", "Q/320582ABC 001-2020"],
    ]


# --- properties ----------------------------------------------------------------------------------------------------

WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)} | {" ": "\u3000"})
YEARS = st.integers(1990, 2029).map(str)
PREFIXES = (
    "GB",
    "GB/T",
    "GB/Z",
    "GBZ",
    "JB/T",
    "QB",
    "DB44/T",
    "DB4401/T",
    "DB31/",
    "T/CCIA",
    "T/31SCTA",
    "Q/SL",
)
ABROAD = ("ISO", "ISO/TR", "ISO/IEC", "IEC", "EN", "EN ISO", "BS EN", "DIN EN", "CISPR")


@st.composite
def chinese(draw: st.DrawFn) -> str:
    """A Chinese number in its normal form."""
    prefix = draw(st.sampled_from(PREFIXES))
    part = draw(st.none() | st.integers(1, 40)) if prefix[0] in "GJ" else None
    text = f"{prefix} {draw(st.integers(1, 99999))}" + (f".{part}" if part else "")
    year = draw(st.none() | YEARS)
    if year is None:
        return text
    change = draw(st.none() | st.integers(1, 3))
    return f"{text}-{year}" + (f"/XG{change}-{draw(YEARS)}" if change and prefix[0] == "G" else "")


@st.composite
def foreign(draw: st.DrawFn) -> str:
    """A number from elsewhere in its normal form."""
    prefix, part = draw(st.sampled_from(ABROAD)), draw(st.none() | st.integers(1, 40))
    text = f"{prefix} {draw(st.integers(1, 99999))}" + (f"-{part}" if part else "")
    year = draw(st.none() | YEARS)
    if year is None:
        return text
    kind = "A" if "EN" in prefix else "AMD"
    change = draw(st.none() | st.integers(1, 3))
    joint = draw(st.sampled_from("+/"))
    return f"{text}:{year}" + (f"{joint}{kind}{change}:{draw(YEARS)}" if change else "")


NUMBERS = chinese() | foreign()


@st.composite
def spelled(draw: st.DrawFn) -> tuple[str, str]:
    """A number and one of the ways people type it."""
    normal = draw(NUMBERS)
    text = normal
    for dash in draw(st.lists(st.sampled_from("—–－‐−"), max_size=1)):
        text = text.replace("-", dash)
    if draw(st.booleans()):
        text = text.replace(":", "：").replace("/", "／")
    if draw(st.booleans()) and not text.startswith("DB31/"):  # DB31539-2011 can be two things
        text = text.replace(" ", "")
    if draw(st.booleans()):
        text = text.lower()
    if draw(st.booleans()):
        text = text.translate(WIDE)
    before, behind = draw(
        st.sampled_from((("", ""), ("《", "》"), ("（", "）"), (" ", " \u200b"), ("", " 试验方法")))
    )
    return normal, f"{before}{text}{behind}"


@given(spelled())
def test_one_edition_has_one_key_however_it_is_typed(pair: tuple[str, str]) -> None:
    normal, typed = pair
    number = parse_standard_number(typed)
    assert number.recognised, typed
    assert number.text == normal
    assert number.key == parse_standard_number(normal).key


@given(st.lists(NUMBERS, min_size=2, max_size=12, unique=True))
def test_different_editions_never_share_a_key(numbers: list[str]) -> None:
    assert len({parse_standard_number(one).key for one in numbers}) == len(numbers)


@given(
    st.sampled_from(FORMS).map(lambda form: form.typed),
    st.integers(0, 60),
    st.text(max_size=3),
    st.integers(0, 3),
)
def test_damaged_forms_never_raise_and_stay_what_they_are(typed: str, at: int, more: str, less: int) -> None:
    text = typed[:at] + more + typed[at + less :]
    number = parse_standard_number(text)
    again = parse_standard_number(number.text)
    assert (again.text, again.key, again.recognised) == (number.text, number.key, number.recognised)
    if not number.recognised:
        assert number.text == text.strip()


@given(NUMBERS, st.text(alphabet="陶瓷砖家用电器的安全第1部分：通用要求（）、 ", min_size=2, max_size=20))
def test_a_title_is_kept_as_typed(number: str, title: str) -> None:
    found = parse_standard_number(f"{number}《{title}》")
    if found.recognised:
        assert (found.text, found.title) == (number, title.strip())
    else:
        assert found.text == f"{number}《{title}》"


# --- parts --------------------------------------------------------------------------------------------------------


def test_a_local_standard_names_its_province() -> None:
    assert parse_standard_number("DB44/T 1157-2013").province == "广东"
    assert parse_standard_number("DB4401/T 10.1-2018").province == "广东"
    assert parse_standard_number("JJF(粤) 012-2019").province == "广东"
    assert parse_standard_number("DB/T 19-2006").province == ""
    assert parse_standard_number("DBJ/T 15-30-2011").province == ""
    assert len(PROVINCES) == 34


def test_years_of_other_eras_are_years_of_ours() -> None:
    assert parse_standard_number("TIS 1529-2561").year == "2018"
    assert parse_standard_number("GB 8170-87").year == "1987"
    assert parse_standard_number("ASTM F963-17").year == "2017"
    assert parse_standard_number("ISO 9001:94").year == "1994"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Q/SL 1-2025；GB/T 7922-2023", ("Q/SL 1-2025", "GB/T 7922-2023")),
        ("GB 4706.1-2005, GB 4706.32-2012", ("GB 4706.1-2005", "GB 4706.32-2012")),
        ("GB 4706.1-2005 GB 4706.32-2012", ("GB 4706.1-2005", "GB 4706.32-2012")),
        ("GB 4706.1-2005和GB 4706.32-2012", ("GB 4706.1-2005", "GB 4706.32-2012")),
        ("GB 4706.1-2005 / GB 4706.32-2012", ("GB 4706.1-2005", "GB 4706.32-2012")),
        ("GB/T 19001-2016（ISO 9001:2015，IDT）", ("GB/T 19001-2016（ISO 9001:2015，IDT）",)),
        ("GB/T 19001-2016 ISO 9001:2015", ("GB/T 19001-2016 ISO 9001:2015",)),
        ("GB 21455-2019，房间空气调节器能效限定值", ("GB 21455-2019，房间空气调节器能效限定值",)),
        ("GB 4706.1-2005《家用、商用电器的安全》；GB 1-2000", ("GB 4706.1-2005《家用、商用电器的安全》", "GB 1-2000")),
        ("GB/T 4100-2015（陶瓷砖，GB 6566-2010", ("GB/T 4100-2015（陶瓷砖", "GB 6566-2010")),
        ("企业内控、GB 1-2000", ("企业内控", "GB 1-2000")),
        ("", ()),
    ],
)  # fmt: skip
def test_a_cell_is_split_where_numbers_end(text: str, numbers: tuple[str, ...]) -> None:
    assert split_numbers(text) == numbers
