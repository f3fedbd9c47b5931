"""Numbers of standards are told apart, brought to one form and compared by key."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.standard_number import parse_standard_number, scope_and_force
from compare_app.domain.terms import Force, Market, StandardScope


def test_published_forms(shared_dir: Path) -> None:
    lines = (shared_dir / "vectors/standard_numbers.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 56
    for line in lines:
        number = parse_standard_number(line)
        assert number.recognised, line
        again = parse_standard_number(number.text)
        assert again == number, line
    assert len({parse_standard_number(line).key for line in lines}) == 55, "two of them are one"


@pytest.mark.parametrize(
    "spellings",
    [
        ("GB 21455-2019", "GB21455—2019", "ＧＢ　２１４５５－２０１９", "gb 21455-2019", "GB 21455–2019",
         "《GB 21455-2019》"),
        ("GB 8170-1987", "GB 8170-87"),
        ("GB/T 7725-2022", "GB／T7725-2022", "GBT 7725-2022", "gb/t 7725－2022", "GB T 7725-2022"),
        ("GB/T 4706.1-2024", "GB/T4706.1—2024"),
        ("JB/T 7411-2012", "JBT 7411-2012", "jb/t7411-2012"),
        ("DB44/T 1157-2013", "DB44/T1157-2013", "DB 44/T 1157-2013", "DB44 T 1157-2013"),
        ("DB31/ 539-2011", "DB31 539-2011", "DB31/539-2011"),
        ("T/CCIA 0027-2025", "T/CCIA0027-2025", "t/ccia 0027—2025"),
        ("Q/CVC 0014-2016", "Q/CVC0014-2016"),
        ("ISO 13006:2018", "ISO13006：2018", "ISO 13006-2018"),
        ("EN 71-3:2019+A1:2021", "EN71-3:2019 + A1:2021"),
        ("IEC 60335-1:2010+AMD1:2013", "IEC 60335-1:2010 + AMD 1:2013"),
        ("ASTM F963-17", "ASTM F 963-2017"),
        ("(EU) No 626/2011", "Regulation (EU) No 626/2011", "(EU) 626/2011"),
        ("(EU) 2019/2015", "Commission Delegated Regulation (EU) 2019/2015"),
        ("Directive 2009/48/EC", "2009/48/EC", "指令 2009/48/EC"),
        ("GB/T 19001-2016", "GB/T 19001-2016/ISO 9001:2015", "GB/T 19001-2016 idt ISO 9001:2015",
         "GB/T 19001-2016 (ISO 9001:2015)"),
    ],
)  # fmt: skip
def test_near_duplicates_share_a_key(spellings: tuple[str, ...]) -> None:
    numbers = [parse_standard_number(spelling) for spelling in spellings]
    assert all(number.recognised for number in numbers)
    assert len({number.key for number in numbers}) == 1


def test_editions_and_parts_stay_apart() -> None:
    different = [
        "GB 4706.1-2005",
        "GB/T 4706.1-2024",
        "GB 4706.12-2006",
        "GB 4706-2005",
        "GB 4706.1-2015",
        "GBZ 4706.1-2005",
    ]
    assert len({parse_standard_number(text).key for text in different}) == len(different)
    assert parse_standard_number("GB 4706.1-2005").undated == parse_standard_number("GB 4706.1-2015").undated
    assert parse_standard_number("GB 4706.1").year == ""


@pytest.mark.parametrize(
    ("text", "scope", "force", "market", "region"),
    [
        ("GB 21455-2019", StandardScope.NATIONAL, Force.MANDATORY, Market.DOMESTIC, "CN"),
        ("GB/T 7725-2022", StandardScope.NATIONAL, Force.RECOMMENDED, Market.DOMESTIC, "CN"),
        ("GB/Z 18620.1-2002", StandardScope.NATIONAL, Force.GUIDANCE, Market.DOMESTIC, "CN"),
        ("JJF 1059.1-2012", StandardScope.NATIONAL, Force.RECOMMENDED, Market.DOMESTIC, "CN"),
        ("YY 0505-2012", StandardScope.SECTOR, Force.MANDATORY, Market.DOMESTIC, "CN"),
        ("JB/T 7411-2012", StandardScope.SECTOR, Force.RECOMMENDED, Market.DOMESTIC, "CN"),
        ("DB/T 19-2006", StandardScope.SECTOR, Force.RECOMMENDED, Market.DOMESTIC, "CN"),
        ("DB 19-2006", StandardScope.SECTOR, Force.MANDATORY, Market.DOMESTIC, "CN"),
        ("DB44/T 1157-2013", StandardScope.LOCAL, Force.RECOMMENDED, Market.DOMESTIC, "CN"),
        ("DB31/ 539-2011", StandardScope.LOCAL, Force.MANDATORY, Market.DOMESTIC, "CN"),
        ("T/CZGX 001-2022", StandardScope.GROUP, Force.SELF_DECLARED, Market.DOMESTIC, "CN"),
        ("Q/12XD 3456-2020", StandardScope.ENTERPRISE, Force.SELF_DECLARED, Market.DOMESTIC, "CN"),
        ("ISO 13006:2018", StandardScope.INTERNATIONAL, Force.FOREIGN, Market.INTERNATIONAL, "ISO"),
        ("IEC 60335-1:2020", StandardScope.INTERNATIONAL, Force.FOREIGN, Market.INTERNATIONAL, "IEC"),
        ("EN 71-3:2019", StandardScope.REGIONAL, Force.FOREIGN, Market.INTERNATIONAL, "EU"),
        ("BS EN ISO 13485:2016", StandardScope.FOREIGN, Force.FOREIGN, Market.INTERNATIONAL, "GB"),
        ("ASTM F963-23", StandardScope.FOREIGN, Force.FOREIGN, Market.INTERNATIONAL, "US"),
        ("JIS C 9612:2013", StandardScope.FOREIGN, Force.FOREIGN, Market.INTERNATIONAL, "JP"),
        ("(EU) 2019/2015", StandardScope.REGULATION, Force.FOREIGN, Market.INTERNATIONAL, "EU"),
        ("企业内控指标", StandardScope.UNRECOGNISED, Force.RECOMMENDED, Market.DOMESTIC, ""),
    ],
)
def test_defaults_of_an_edition(
    text: str, scope: StandardScope, force: Force, market: Market, region: str
) -> None:
    number = parse_standard_number(text)
    assert scope_and_force(number) == (scope, force, market)
    assert number.region == region


def test_parts_of_a_number() -> None:
    number = parse_standard_number("IEC 62133-2:2017/AMD1:2021/COR1:2021")
    assert (number.prefix, number.number, number.part, number.year) == ("IEC", "62133", "2", "2017")
    assert number.amendments == ("/AMD1:2021", "/COR1:2021")
    assert parse_standard_number("IEC 60335-1:2010+AMD1:2013+AMD2:2016 CSV").amendments[-1] == "CSV"
    assert parse_standard_number("GB/T 19001-2016/ISO 9001:2015").identical == "ISO 9001:2015"
    assert parse_standard_number("ASTM C373-18(2023)").amendments == ("(2023)",)
    assert parse_standard_number("ASTM C373-18(2023)").year == "2018"
    assert parse_standard_number("ASTM D1234-87").year == "1987"
    assert parse_standard_number("ISO 105-B02:1994/AMD 1:1998").text == "ISO 105-B02:1994/AMD1:1998"
    assert parse_standard_number("GB/T 4100-2015/XG1-2016").amendments == ("/XG1-2016",)
    assert parse_standard_number("ISO/IEC Guide 98-4:2012").prefix == "ISO/IEC Guide"
    assert parse_standard_number("ISO/IEC TR 29119:2013").prefix == "ISO/IEC TR"
    assert parse_standard_number("AS/NZS 3823.1.1:2012").part == "1.1"
    assert parse_standard_number("KS C IEC 60335-1:2016").number == "C IEC 60335"
    assert parse_standard_number("GBn 219-1984").prefix == "GBn"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "GB",
        "随便",
        "XX 12-2000",
        "DB4412-2000",
        "GB/T 4100 (BIa)",
        "WQ 1-8",
        "CLASP",
        "GBB 12-2000",
        "35",
        "2019/2015",
    ],
)
def test_unknown_forms_are_kept(text: str) -> None:
    number = parse_standard_number(f" {text} ")
    assert not number.recognised
    assert number.text == text
    assert number.key == parse_standard_number(text).key
    assert number.scope is StandardScope.UNRECOGNISED


@given(st.text(max_size=40) | st.text(alphabet="GBTDISOENASM/ .-:0123456789()", max_size=24))
def test_any_text_is_kept_or_recognised(text: str) -> None:
    number = parse_standard_number(text)
    again = parse_standard_number(number.text)
    assert again.key == number.key
    assert again.recognised == number.recognised
    scope_and_force(number)
