"""Numbers of standards: told apart, brought to one form, and compared by key (domain.md §7, R14, R15).

What is not recognised is kept as it stands, so nothing is lost. The legal force that follows from a prefix is only a
default for one edition: GB 4706.1-2005 was mandatory, GB/T 4706.1-2024 is not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from compare_app.domain.standard_table import COUNTRIES, NATIONAL, SECTORS
from compare_app.domain.terms import Force, Market, StandardScope
from compare_app.text.fold import key


@dataclass(frozen=True, slots=True)
class StandardNumber:
    """One standard number in parts. `text` is its normal form; unrecognised text stands there as typed."""

    text: str
    recognised: bool = False
    scope: StandardScope = StandardScope.UNRECOGNISED
    prefix: str = ""  # GB/T, DB44/T, T/CCIA, EN ISO, ASTM …
    number: str = ""  # without part, e.g. 60335
    part: str = ""  # e.g. 2-40
    year: str = ""  # four digits; empty: undated, the latest edition applies
    amendments: tuple[str, ...] = ()  # +A11:2020, /AMD1:2021, (2023) where reapproved
    identical: str = ""  # second number of a double number: identical adoption (GB/T 20000.2)
    region: str = ""  # CN, EU, US, ISO …; empty: not known
    undated: str = ""  # normal form without year and amendments, shared by all editions

    @property
    def key(self) -> str:
        """What numbers of one edition share, however they are typed; the double number plays no part."""
        return key(self.text.removesuffix(f"/{self.identical}") if self.identical else self.text)


def parse_standard_number(text: str) -> StandardNumber:
    """Tell a number apart: `GB21455—2019`, `gb 21455-2019` and `ＧＢ 21455-2019` give one key. Never raises."""
    folded = _fold(text)
    for pattern, make in _FORMS:
        if found := pattern.fullmatch(folded):
            number = make(found)
            if number is not None:
                return number
    return _double(folded) or StandardNumber(text.strip(), undated=text.strip())


def scope_and_force(number: StandardNumber) -> tuple[StandardScope, Force, Market]:
    """Defaults for an edition, from its prefix; the force of a real edition is a fact of its own (§0)."""
    scope = number.scope
    match scope:
        case StandardScope.NATIONAL | StandardScope.SECTOR | StandardScope.LOCAL:
            if number.prefix.endswith("/Z"):
                return scope, Force.GUIDANCE, Market.DOMESTIC
            voluntary = number.prefix.endswith("/T") or number.prefix in ("JJF", "GSB")
            return scope, Force.RECOMMENDED if voluntary else Force.MANDATORY, Market.DOMESTIC
        case StandardScope.GROUP | StandardScope.ENTERPRISE:
            return scope, Force.SELF_DECLARED, Market.DOMESTIC
        case StandardScope.UNRECOGNISED:
            return scope, Force.RECOMMENDED, Market.DOMESTIC
        case _:
            return scope, Force.FOREIGN, Market.INTERNATIONAL


# --- forms --------------------------------------------------------------------------------------------------------

_DASHES: Final = str.maketrans(dict.fromkeys("—–―−‐‑‒﹣ー", "-"))
_YEAR: Final = r"(?P<year>(?:19|20)[0-9]{2})"
_CN_YEAR: Final = r"(?:\s?[-:]\s?(?P<year>(?:19|20)[0-9]{2}|[0-9]{2}))?"
_CHANGES: Final = r"(?P<amendments>(?:\s?/\s?XG[0-9]-[0-9]{4})*)"  # 修改单
_CN_NUMBER: Final = rf"(?P<number>[0-9]+[A-Z]?)(?P<part>(?:\.[0-9]+)*){_CN_YEAR}{_CHANGES}"
_PARTS: Final = r"(?P<part>(?:-(?!(?:19|20)[0-9]{2}(?![0-9-]))[A-Z]?[0-9]+[A-Z]?)*)"
_DATED: Final = rf"(?:\s?[:-]\s?{_YEAR}(?:-[0-9]{{2}})?)?"
_AMENDMENTS: Final = (
    r"(?P<amendments>(?:\s?[+/]\s?(?:AMD|COR|AC|A|C)\.?\s?[0-9]*(?:\s?:\s?[0-9]{4})?)*(?:\sCSV)?)"
)
_AMENDMENT: Final = re.compile(
    r"\s?([+/])\s?([A-Z]+)\.?\s?([0-9]*)(?:\s?:\s?([0-9]{4}))?|\s(CSV)", re.IGNORECASE
)
_WORLD: Final = (
    r"ISO/IEC/IEEE|ISO/IEC|ISO/IEEE|ISO/CIE|ISO/ASTM|IWA|ISO|IEC/IEEE|IEC|CISPR|CIE|OIML|ITU-[TR]|CAC"
)


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).translate(_DASHES).replace("《", "").replace("》", "")
    return " ".join(folded.split())


def _four_digits(year: str | None) -> str:
    """Two-digit years ended with the last century in China and go on in ASTM: 49 is the turn of both."""
    if not year or len(year) == 4:
        return year or ""
    return f"{'19' if int(year) > 49 else '20'}{year}"


def _amendments(text: str | None) -> tuple[str, ...]:
    found = _AMENDMENT.finditer(text or "")
    return tuple(
        one[5].upper() if one[5] else f"{one[1]}{one[2].upper()}{one[3]}{f':{one[4]}' if one[4] else ''}"
        for one in found
    )


def _build(
    scope: StandardScope,
    prefix: str,
    found: re.Match[str],
    *,
    region: str,
    joint: str = ":",
    number: str = "",
    amendments: tuple[str, ...] | None = None,
) -> StandardNumber:
    """Put the parts in order: prefix, number, part, year after `joint`, amendments."""
    groups = found.groupdict()
    number, part, year = (
        number or groups["number"].upper(),
        groups.get("part") or "",
        _four_digits(groups.get("year")),
    )
    added = _amendments(groups.get("amendments")) if amendments is None else amendments
    undated = f"{prefix} {number}{part.upper()}"
    text = undated + (f"{joint}{year[2:] if prefix == 'ASTM' else year}" if year else "")
    for amendment in added:
        text += amendment if amendment[0] in "+/(" else f" {amendment}"
    return StandardNumber(
        text,
        True,
        scope,
        prefix,
        number,
        part.upper().lstrip(".-"),
        year,
        added,
        region=region,
        undated=undated,
    )


def _national(found: re.Match[str]) -> StandardNumber | None:
    code = next((code for code in NATIONAL if code.casefold() == found["code"].casefold()), "")
    prefix = code + (f"/{found['kind'].upper()}" if found["kind"] else "")
    changes = tuple(f"/{change}" for change in re.findall(r"XG[0-9]-[0-9]{4}", found["amendments"].upper()))
    return (
        _build(StandardScope.NATIONAL, prefix, found, region="CN", joint="-", amendments=changes)
        if code
        else None
    )


def _sector(found: re.Match[str]) -> StandardNumber | None:
    code = found["code"].upper()
    if code not in SECTORS or (code == "DB" and found[0][2] not in " /"):  # DB4412-2000 may be local or not
        return None
    prefix = code + (f"/{found['kind'].upper()}" if found["kind"] else "")
    return _build(StandardScope.SECTOR, prefix, found, region="CN", joint="-", amendments=())


def _local(found: re.Match[str]) -> StandardNumber:
    kind = found.groupdict().get("kind")
    prefix = f"DB{found['area']}/{kind.upper() if kind else ''}"
    return _build(StandardScope.LOCAL, prefix, found, region="CN", joint="-", amendments=())


def _group(found: re.Match[str]) -> StandardNumber:
    return _build(
        StandardScope.GROUP, f"T/{found['code'].upper()}", found, region="CN", joint="-", amendments=()
    )


def _enterprise(found: re.Match[str]) -> StandardNumber:
    return _build(
        StandardScope.ENTERPRISE, f"Q/{found['code'].upper()}", found, region="CN", joint="-", amendments=()
    )


def _international(found: re.Match[str]) -> StandardNumber:
    body, kind = found["body"].upper(), found["kind"]
    prefix = body
    if kind:  # ISO/TR, but ISO/IEC TR; Guide is a word
        word = "Guide" if kind.casefold() == "guide" else kind.upper()
        prefix = f"{body}/{word}" if "/" not in body and word != "Guide" else f"{body} {word}"
    return _build(
        StandardScope.INTERNATIONAL, prefix, found, region="ISO" if body.startswith("ISO") else body
    )


def _european(found: re.Match[str]) -> StandardNumber:
    adopter = (found["adopter"] or "").upper()
    lead = {"pren": "prEN", "fpren": "FprEN"}.get(found["lead"].casefold(), "EN")
    prefix = " ".join(
        part for part in (adopter, lead, (found["body"] or "").upper(), (found["kind"] or "").upper()) if part
    )
    scope = StandardScope.FOREIGN if adopter else StandardScope.REGIONAL
    return _build(scope, prefix, found, region=COUNTRIES.get(adopter, "EU"))


def _astm(found: re.Match[str]) -> StandardNumber:
    reapproved = tuple(f"({year})" for year in filter(None, [found["again"]]))
    number = f"{found['letter'].upper()}{found['number']}{(found['metric'] or '').upper()}"
    return _build(
        StandardScope.FOREIGN, "ASTM", found, region="US", joint="-", number=number, amendments=reapproved
    )


def _lettered(found: re.Match[str]) -> StandardNumber:
    """JIS A 4422, KS C IEC 60335-1: a letter for the field, then the number."""
    body, inner = found["body"].upper(), found["inner"]
    number = " ".join(
        part for part in (found["letter"].upper(), (inner or "").upper(), found["number"]) if part
    )
    return _build(StandardScope.FOREIGN, body, found, region=COUNTRIES[body], number=number)


def _foreign(found: re.Match[str]) -> StandardNumber:
    body = re.sub(r"\s", "", found["body"].upper())
    first = body.split("/")[0] if body not in COUNTRIES else body
    joint = "-" if COUNTRIES[first] == "US" else ":"
    return _build(StandardScope.FOREIGN, body, found, region=COUNTRIES[first], joint=joint)


def _regulation(found: re.Match[str]) -> StandardNumber:
    """(EU) 2019/2015 is year/number, (EU) No 626/2011 and all before 2015 number/year (OJ numbering since 2015)."""
    first, second, body = found["first"], found["second"], found["body"].upper()
    old = bool(found["no"]) or not re.fullmatch(r"201[5-9]|20[2-9][0-9]", first)
    number, year = (first, second) if old else (second, first)
    text = f"({body}) No {first}/{second}" if old else f"({body}) {first}/{second}"
    return StandardNumber(
        text,
        True,
        StandardScope.REGULATION,
        f"({body})",
        number,
        year=_four_digits(year),
        region="EU",
        undated=text,
    )


def _directive(found: re.Match[str]) -> StandardNumber:
    text = f"Directive {found['year']}/{found['number']}/{found['body'].upper()}"
    return StandardNumber(
        text,
        True,
        StandardScope.REGULATION,
        "Directive",
        found["number"],
        year=_four_digits(found["year"]),
        region="EU",
        undated=text,
    )


def _double(folded: str) -> StandardNumber | None:
    """GB/T 19001-2016/ISO 9001:2015, also with IDT or in brackets."""
    for joint in re.finditer(
        r"\s?(?:/|\(|,?\s?\(?idt\.?\s)\s?(?=(?:ISO|IEC|EN|CISPR)\b)", folded, re.IGNORECASE
    ):
        ours, theirs = folded[: joint.start()], folded[joint.end() :].rstrip(") ")
        first, second = parse_standard_number(ours), parse_standard_number(theirs)
        if first.recognised and second.recognised and first.region == "CN":
            return replace(first, text=f"{first.text}/{second.text}", identical=second.text)
    return None


def _form(
    pattern: str, make: Callable[[re.Match[str]], StandardNumber | None]
) -> tuple[re.Pattern[str], Callable[[re.Match[str]], StandardNumber | None]]:
    return re.compile(pattern, re.IGNORECASE), make


_ADOPTERS: Final = "BS|DIN|NF|UNE|UNI|SN|NEN|SIST|ÖNORM|NBN|DS|SS|SFS|NS|PN|ČSN|CSN|ELOT|I\\.S\\."
_OTHERS: Final = "|".join(sorted((re.escape(body) for body in COUNTRIES), key=len, reverse=True))

# the order matters: a local standard before the sector of earthquakes, GB/T before GB, the longer body first
_FORMS: Final = (
    _form(rf"DB\s?(?P<area>[0-9]{{2}}|[0-9]{{4}}|[0-9]{{6}})\s?/\s?(?P<kind>T(?![A-Z]))?\s?{_CN_NUMBER}", _local),
    _form(rf"DB(?P<area>[0-9]{{2}}|[0-9]{{4}}|[0-9]{{6}})\s(?:(?P<kind>T)\s)?{_CN_NUMBER}", _local),
    _form(rf"T\s?/\s?(?P<code>[A-Z]{{2,12}}|[A-Z0-9]{{2,12}}(?=\s))\s?{_CN_NUMBER}", _group),
    _form(rf"Q\s?/\s?(?P<code>[A-Z\u4e00-\u9fff]+|[0-9A-Z\u4e00-\u9fff.]+(?=\s))\s?"
          rf"(?P<number>[0-9A-Z]*[0-9][0-9A-Z.]*){_CN_YEAR}", _enterprise),
    _form(rf"(?P<code>GB)\s?/?\s?(?P<kind>T)\s?{_CN_NUMBER}", _national),
    _form(rf"(?P<code>GB[ZNS]?B?|GJB|JJG|JJF|GHZB|GWKB|GWPB|GSB)(?:\s?/\s?(?P<kind>[TZ]))?\s?{_CN_NUMBER}", _national),
    _form(rf"(?P<code>[A-Z]{{2}})(?:\s?/\s?(?P<kind>[TZ])|)\s?{_CN_NUMBER}", _sector),
    _form(rf"(?P<code>[A-Z]{{2}})(?P<kind>T)\s?{_CN_NUMBER}", _sector),
    _form(rf"(?P<body>{_WORLD})(?:[\s/](?P<kind>TR|TS|PAS|Guide))?\s?(?P<number>[0-9]+)"
          rf"{_PARTS}{_DATED}{_AMENDMENTS}", _international),
    _form(
        rf"(?:(?P<adopter>{_ADOPTERS})\s)?(?P<lead>prEN|FprEN|EN)(?:[\s/](?P<body>ISO/IEC|ISO|IEC))?(?:[\s/](?P<kind>TR|TS))?"
        rf"\s?(?P<number>[0-9]+){_PARTS}{_DATED}{_AMENDMENTS}",
        _european,
    ),
    _form(
        r"ASTM\s?(?P<letter>[A-G])\s?(?P<number>[0-9]+)(?P<metric>M|/[A-G][0-9]+M)?(?:\s?-\s?(?P<year>[0-9]{4}|[0-9]{2})[a-z]?)?"
        r"(?:\s?\((?P<again>[0-9]{4})\))?(?:e[0-9])?",
        _astm,
    ),
    _form(rf"(?P<body>JIS|KS)\s?(?P<letter>[A-Z])\s?(?:(?P<inner>IEC|ISO)\s?)?(?P<number>[0-9]+)"
          rf"{_PARTS}{_DATED}", _lettered),
    _form(rf"(?P<body>AS/NZS|AS|NZS)\s?(?P<number>[0-9]+)(?P<part>(?:\.[0-9]+)*){_DATED}{_AMENDMENTS}", _foreign),
    _form(rf"(?P<body>BS|DIN|VDE|NF|UNE|UNI|IS|SS|SASO|CNS|GOST|UL)\s?(?P<number>[0-9]+)"
          rf"{_PARTS}{_DATED}{_AMENDMENTS}", _foreign),
    _form(
        rf"(?P<body>(?:{_OTHERS})(?:/(?:{_OTHERS}))*)\s"
        rf"(?P<number>(?:[A-Z]{{1,4}}[-. ]?)?[0-9]+(?:\.[0-9]+)*){_PARTS}{_DATED}",
        _foreign,
    ),
    _form(
        r"(?:Commission\s)?(?:Delegated\s|Implementing\s)?(?:Regulation\s|法规\s?)?\(?(?P<body>EU|EC|EEC)\)?\s?(?P<no>No\.?\s?)?"
        r"(?P<first>[0-9]{1,4})/(?P<second>[0-9]{1,4})",
        _regulation,
    ),
    _form(
        r"(?:Directive\s|指令\s?)?(?P<year>(?:19|20)?[0-9]{2})/(?P<number>[0-9]{1,4})/(?P<body>EC|EU|EEC)", _directive
    ),
)  # fmt: skip
