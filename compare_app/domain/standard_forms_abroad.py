"""How standards and regulations elsewhere are numbered (domain.md §7.2): ISO and IEC, Europe, national bodies, law."""

from __future__ import annotations

import re
from typing import Final

from compare_app.domain.standard_parts import YEAR, Form, StandardNumber, build, form, four_digits
from compare_app.domain.standard_table import ADOPTERS, COUNTRIES
from compare_app.domain.terms import StandardScope

_PARTS: Final = rf"(?P<part>(?:-(?!{YEAR}(?![0-9-]))[A-Z]?[0-9]+[A-Z]?)*)"
_DATED: Final = (
    rf"(?:\s?[:-]\s?(?P<year>{YEAR})(?:-(?P<month>[0-9]{{2}}))?|\s?:\s?(?P<short>[0-9]{{2}})"
    rf"|\s?\(\s?(?P<bracketed>{YEAR})\s?\)|\s(?P<apart>{YEAR}))?"
)
_SHORT_YEAR: Final = r"(?:19(?=[5-9])|20(?=[0-4]))?[0-9]{2}"  # printed with two digits
_KINDS: Final = r"AMENDMENT|AMD|CORRIGENDUM|COR|SUPPL|ISH|AC|A|C"
_AMENDMENTS: Final = (
    rf"(?P<amendments>(?:\s?[+/]\s?(?:{_KINDS})\.?\s?[0-9]*(?:\s?[:-]\s?{YEAR}(?:-[0-9]{{2}})?)?)*"
    r"(?:\s(?:CSV|CMV|RLV|EXV))?)"
)
_AMENDMENT: Final = re.compile(
    rf"\s?([+/])\s?({_KINDS})\.?\s?([0-9]*)(?:\s?[:-]\s?({YEAR})(?:-[0-9]{{2}})?)?|\s(CSV|CMV|RLV|EXV)",
    re.IGNORECASE,
)
_NAMED_ALIKE: Final = {
    "AMENDMENT": "AMD",
    "A": "AMD",
    "CORRIGENDUM": "COR",
    "C": "COR",
}  # ISO and IEC write AMD and COR
_WORLD: Final = r"ISO/IEC/IEEE|ISO/IEC|IEC/ISO|ISO/IEEE|ISO/CIE|ISO/ASTM|IWA|ISO|IEC/IEEE|IEC|CISPR|CIE|CAC"
_BODIES_WITHIN: Final = r"ISO/IEC/IEEE|ISO/IEC|ISO|IEC|GSO|NM|VDE|CISPR"


def _year(found: re.Match[str]) -> str:
    groups = found.groupdict()
    return four_digits(
        groups.get("year") or groups.get("short") or groups.get("bracketed") or groups.get("apart")
    )


def _amendments(text: str, world: bool) -> tuple[str, ...]:
    made: list[str] = []
    for joint, kind, number, year, version in _AMENDMENT.findall(text):
        kind = kind.upper()
        kind = _NAMED_ALIKE.get(kind, kind) if world else "A" if kind in ("AMENDMENT", "AMD") else kind
        made.append(version.upper() or f"{joint}{kind}{number}{f':{year}' if year else ''}")
    return tuple(made)


def _numbered(
    scope: StandardScope,
    prefix: str,
    found: re.Match[str],
    *,
    region: str,
    joint: str = ":",
    number: str = "",
) -> StandardNumber:
    """A number after its prefix. The month stays where a body counts its editions by month, and is a remark for ISO."""
    groups = found.groupdict()
    year, month = _year(found), groups.get("month") or ""
    world = scope is StandardScope.INTERNATIONAL
    dated = f"{joint}{year}" if year else ""
    return build(
        scope, prefix, number or groups["number"].upper(), region=region, part=(groups.get("part") or "").upper(),
        year=year, dated=dated + (f"-{month}" if month and not world else ""),
        amendments=_amendments(groups.get("amendments") or "", world),
        remark=f"{year}-{month}" if month and world else "",
    )  # fmt: skip


def _international(found: re.Match[str]) -> StandardNumber:
    body, kind = found["body"].upper(), found["kind"]
    body = "ISO/IEC" if body == "IEC/ISO" else body
    prefix = body
    if kind:  # ISO/TR, but ISO/IEC TR; Guide is a word
        word = "Guide" if kind.casefold() == "guide" else kind.upper()
        prefix = f"{body}/{word}" if "/" not in body and word != "Guide" else f"{body} {word}"
    region = "ISO" if body.startswith(("ISO", "IWA")) else body.split("/")[0]
    return _numbered(StandardScope.INTERNATIONAL, prefix, found, region=region)


def _recommendation(found: re.Match[str]) -> StandardNumber:
    """ITU-T K.21 and OIML R 76-1: a letter for the series."""
    body = found["body"].upper()
    joint = "." if body.startswith("ITU") else " "
    number = f"{found['letter'].upper()}{joint}{found['number']}"
    region = body.split("-")[0]
    return _numbered(StandardScope.INTERNATIONAL, body, found, region=region, number=number)


def _european(found: re.Match[str]) -> StandardNumber:
    adopter = (found["adopter"] or "").upper()
    country, joint = ADOPTERS.get(adopter, ("EU", ""))
    lead = found["lead"].upper()
    lead = {"PREN": "prEN", "FPREN": "FprEN"}.get(lead, lead)
    inner = " ".join(part.upper() for part in (found["body"], found["kind"]) if part)
    prefix = f"{adopter}{joint}{lead}" + (f" {inner}" if inner else "")
    scope = StandardScope.FOREIGN if adopter else StandardScope.REGIONAL
    return _numbered(scope, prefix, found, region=country)


def _telecom(found: re.Match[str]) -> StandardNumber:
    """ETSI EN 300 328 V2.2.2: two groups of three digits, an edition is a version."""
    version = f"V{found['version']}" if found["version"] else ""
    return build(
        StandardScope.REGIONAL, f"ETSI {found['kind'].upper()}", f"{found['first']} {found['second']}", region="EU",
        part=found["part"], amendments=(version,) if version else (), remark=found["month"] or "",
    )  # fmt: skip


def _astm(found: re.Match[str]) -> StandardNumber:
    """ASTM E84-21a(2023)e1: a letter where there are two in a year, (year) for reapproval, e for a correction."""
    year = four_digits(found["year"])
    metric = (found["metric"] or "").upper().replace(" ", "")
    marks = (
        (found["again_in_year"] or "").lower(),
        f"({found['again']})" if found["again"] else "",
        f"e{found['corrected']}" if found["corrected"] else "",
    )
    return build(
        StandardScope.FOREIGN, "ASTM", f"{found['letter'].upper()}{found['number']}{metric}", region="US",
        year=year, dated=f"-{year[2:]}" if year else "", amendments=tuple(mark for mark in marks if mark),
    )  # fmt: skip


def _lettered(found: re.Match[str]) -> StandardNumber:
    """JIS A 4422, NF C 15-100, KS C IEC 60335-1: a letter for the field, then the number."""
    body, inner = found["body"].upper(), found["inner"]
    letters = found["letter"].upper()
    number = " ".join(part for part in (letters, (inner or "").upper(), found["number"]) if part)
    return _numbered(StandardScope.FOREIGN, body, found, region=COUNTRIES[body], number=number)


def _national(found: re.Match[str]) -> StandardNumber | None:
    """DIN 51082, BS ISO 9001, ANSI/UL 867-2018; SS alone is Swedish or Singaporean, so its region stays open."""
    body = re.sub(r"\s?/\s?", "/", " ".join(found["body"].upper().split()))
    first = body.split("/")[0] if body not in COUNTRIES else body
    country = COUNTRIES[first]
    number = " ".join(
        part for part in (re.sub(r"\s", "", (found["inner"] or "").upper()), found["number"].upper()) if part
    )
    if section := found.groupdict().get("section"):
        number += f"-{section}"
    joint = "-" if country == "US" else ":"
    return _numbered(StandardScope.FOREIGN, body, found, region=country, joint=joint, number=number)


def _russian(found: re.Match[str]) -> StandardNumber | None:
    """ГОСТ Р МЭК 60335-1-2008: the year after a dash; two digits only where they cannot be a part."""
    year = found["year"] or ""
    if len(year) == 2 and int(year) < 50:
        return None
    inner = (found["inner"] or "").upper().replace("МЭК", "IEC").replace("ИСО", "ISO")
    prefix = " ".join(part for part in ("GOST", "R" if found["r"] else "", inner) if part)
    year = four_digits(year)
    return build(
        StandardScope.FOREIGN, prefix, found["number"], region="RU", part=found["part"],
        year=year, dated=f"-{year}" if year else "",
    )  # fmt: skip


def _thai(found: re.Match[str]) -> StandardNumber:
    """TIS 1529-2561: the year of the Buddhist era, 543 ahead."""
    era = found["era"]
    return build(
        StandardScope.FOREIGN, "TIS", found["number"], region="TH", part=found["part"],
        year=str(int(era) - 543) if era else "", dated=f"-{era}" if era else "",
    )  # fmt: skip


def _lighting(found: re.Match[str]) -> StandardNumber:
    """ANSI/IES LM-79-19: the last two digits are the year."""
    prefix = "ANSI/IES" if found["ansi"] else "IES"
    year = four_digits(found["year"])
    number = f"{found['letters'].upper()}-{found['number']}"
    return build(
        StandardScope.FOREIGN, prefix, number, region="US", year=year, dated=f"-{year[2:]}" if year else ""
    )  # fmt: skip


def _canadian(found: re.Match[str]) -> StandardNumber:
    """CSA C22.2 No. 60335-1:16."""
    prefix = f"{'CAN/' if found['can'] else ''}CSA {found['series'].upper()}"
    year = _year(found)
    return build(
        StandardScope.FOREIGN, prefix, f"No. {found['number']}", region="CA", part=found["part"],
        year=year, dated=f":{year[2:]}" if year else "",
    )  # fmt: skip


def _regulation(found: re.Match[str]) -> StandardNumber:
    """(EU) 2019/2015 is year/number, (EU) No 626/2011 and all before 2015 number/year (OJ numbering since 2015)."""
    first, second, body = found["first"], found["second"], found["body"].upper()
    old = bool(found["no"]) or not re.fullmatch(r"201[5-9]|20[2-9][0-9]", first)
    number, year = (first, second) if old else (second, first)
    text = f"({body}) No {first}/{second}" if old else f"({body}) {first}/{second}"
    if found["decision"]:
        text = f"Decision {text}"
    return _law(text, text.rsplit(" ", 1)[0], number, year, "EU")


def _directive(found: re.Match[str]) -> StandardNumber:
    text = f"Directive {found['year']}/{found['number']}/{found['body'].upper()}"
    return _law(text, "Directive", found["number"], found["year"], "EU")


def _federal(found: re.Match[str]) -> StandardNumber:
    """16 CFR 1303: a part of the Code of Federal Regulations, which bears no year."""
    text = f"{found['title']} CFR {found['number']}"
    return _law(text, f"{found['title']} CFR", found["number"], "", "US")


def _law(text: str, prefix: str, number: str, year: str, region: str) -> StandardNumber:
    return StandardNumber(
        text, True, StandardScope.REGULATION, prefix, number, year=four_digits(year), region=region,
        undated=text, own=text,
    )  # fmt: skip


_ADOPTERS: Final = "|".join(re.escape(one) for one in sorted(ADOPTERS, key=len, reverse=True)).replace(
    "Č", "[ČC]"
)
_OTHERS: Final = "|".join(
    sorted((re.escape(body).replace(r"\ ", r"\s") for body in COUNTRIES), key=len, reverse=True)
)
_WITHIN: Final = rf"(?:(?P<inner>{_BODIES_WITHIN})\s?)?"

FORMS: Final[tuple[Form, ...]] = (
    form(
        r"(?:ETSI\s)?(?P<kind>EN|TS|TR|ES|EG)\s(?P<first>[0-9]{3})\s(?P<second>[0-9]{3})(?P<part>(?:-[0-9]+)*)"
        r"(?:\sV(?P<version>[0-9]+(?:\.[0-9]+)*))?(?:\s?\((?P<month>[0-9]{4}-[0-9]{2})\))?",
        _telecom,
    ),
    form(
        rf"(?P<body>{_WORLD})(?:[\s/]?(?P<kind>TR|TS|PAS|Guide|DIS|FDIS|CD|DTS|R))?[\s-]?(?P<number>[0-9]+)"
        rf"{_PARTS}{_DATED}{_AMENDMENTS}",
        _international,
    ),
    form(
        rf"(?P<body>ITU-[TR]|OIML)\s?(?P<letter>[A-Z]{{1,2}})[\s.]?(?P<number>[0-9]+(?:\.[0-9]+)?){_PARTS}{_DATED}"
        rf"{_AMENDMENTS}",
        _recommendation,
    ),
    form(
        rf"(?:(?P<adopter>{_ADOPTERS})[\s/-]?)?(?P<lead>prEN|FprEN|EN|HD|CEN/TR|CEN/TS|CLC/TR|CLC/TS|CEN/CLC/TR)"
        rf"(?:[\s/]?(?P<body>ISO/IEC|ISO|IEC))?(?:[\s/]?(?P<kind>TR|TS))?"
        rf"\s?(?P<number>[0-9]+){_PARTS}{_DATED}{_AMENDMENTS}",
        _european,
    ),
    form(
        r"ASTM[\s-]?(?P<letter>[A-G])\s?(?P<number>[0-9]+)(?P<metric>M|\s?/\s?[A-G]\s?[0-9]+M)?"
        rf"(?:\s?-\s?(?P<year>{_SHORT_YEAR})(?P<again_in_year>[a-d])?)?"
        r"(?:\s?\((?P<again>[0-9]{4})\))?(?:\s?[eε](?P<corrected>[0-9]))?",
        _astm,
    ),
    form(
        rf"(?P<body>JIS|KS|NF)\s?(?P<letter>(?!EN|ISO|IEC)[A-Z])\s?(?:(?P<inner>IEC|ISO/IEC|ISO)\s?)?(?P<number>[0-9]+)"
        rf"{_PARTS}{_DATED}{_AMENDMENTS}",
        _lettered,
    ),
    form(
        rf"(?P<body>AS/NZS|AS|NZS)\s?(?P<inner>)(?P<number>[0-9]+)(?P<part>(?:\.[0-9]+)*){_DATED}{_AMENDMENTS}",
        _national,
    ),
    form(
        rf"(?:GOST|ГОСТ)(?P<r>\s?[RР](?=\s))?\s(?:(?P<inner>IEC|ISO|EN|МЭК|ИСО)\s)?(?P<number>[0-9]+)"
        rf"(?P<part>(?:\.[0-9]+)*(?:-(?!{YEAR}(?![0-9-]))[0-9]+(?=-))*(?:-[0-9](?![0-9]))?)"
        rf"(?:\s?-\s?(?P<year>{YEAR}|[0-9]{{2}}))?",
        _russian,
    ),
    form(
        r"TIS\s?(?P<number>[0-9]+)(?P<part>(?:[.-](?!2[45][0-9]{2}(?![0-9-]))[0-9]+)*)(?:\s?[-:]\s?(?P<era>2[45][0-9]{2}))?",
        _thai,
    ),
    form(
        rf"(?P<ansi>ANSI/)?IES(?:NA)?\s(?P<letters>LM|TM|RP)-(?P<number>[0-9]+)(?:-(?P<year>{_SHORT_YEAR}))?",
        _lighting,
    ),
    form(
        rf"(?P<can>CAN/)?CSA[\s-](?P<series>C22\.[0-9])\sNo\.?\s?(?P<number>[0-9]+(?:\.[0-9]+)?){_PARTS}"
        rf"(?:\s?[:-]\s?(?P<year>{_SHORT_YEAR}))?",
        _canadian,
    ),
    form(
        rf"(?P<body>BS|DIN|VDE|NF|UNE|UNI|NEN|IS|SS|SASO|GSO|CNS|UL|ABNT\sNBR|NBR|TCVN|SNI|MS|PNS|SANS)[\s-]?{_WITHIN}"
        rf"(?P<number>[0-9]+[A-Z]?)(?:\s?[(:]?\s?Part\s?(?P<section>[0-9]+)\)?)?{_PARTS}{_DATED}{_AMENDMENTS}",
        _national,
    ),
    form(
        rf"(?P<body>(?:{_OTHERS})(?:\s?/\s?(?:{_OTHERS}))*)\s(?:Std\.?\s|Standard\s)?{_WITHIN}"
        rf"(?P<number>(?:(?!WQ)[A-Z]{{1,4}}[-. ]?)?[0-9]+(?:\.[0-9]+)*[A-Z]{{0,2}}){_PARTS}{_DATED}{_AMENDMENTS}",
        _national,
    ),
    form(
        r"(?:Commission\s|Council\s)?(?:Delegated\s|Implementing\s)?(?:Regulation\s|(?P<decision>Decision\s)|法规\s?)?"
        r"\(?(?P<body>EU|EC|EEC)\)?\s?(?P<no>No\.?\s?)?(?P<first>[0-9]{1,4})/(?P<second>[0-9]{1,4})(?:\s?号?法规)?",
        _regulation,
    ),
    form(
        r"(?:Council\s|Commission\s)?(?:Directive\s|指令\s?)?(?P<year>(?:19|20)?[0-9]{2})/(?P<number>[0-9]{1,4})/(?P<body>EC|EU|EEC)"
        r"(?:\s?号?指令)?",
        _directive,
    ),
    form(r"(?P<title>[0-9]{1,2})\s?CFR\s?(?:Part\s|§\s?)?(?P<number>[0-9]+(?:\.[0-9]+)?(?:\([a-z0-9]+\))*)", _federal),
)  # fmt: skip
