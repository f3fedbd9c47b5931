"""How Chinese standards are numbered: national, sector, local, group and enterprise (domain.md §7.1)."""

from __future__ import annotations

import re
from typing import Final

from compare_app.domain.standard_parts import YEAR, Form, StandardNumber, build, form, four_digits
from compare_app.domain.standard_table import NATIONAL, PROVINCES, SECTORS
from compare_app.domain.terms import StandardScope

_NUMBER: Final = (
    r"(?P<number>[0-9]+[A-Z]?)(?P<part>(?:\s?\.\s?[0-9]+[A-Z]?)*)"
    rf"(?P<dashed>-[0-9]{{1,2}}(?=\s?-\s?{YEAR}))?"
)
_YEAR: Final = (
    rf"(?:\s?[-:]\s?(?P<year>{YEAR}|[0-9]{{2}})\s?年?版?|\s?\(\s?(?P<bracketed>{YEAR})\s?年?版?\s?\)"
    rf"|\s(?P<apart>{YEAR})\s?年?版?)?"
)
_CHANGES: Final = rf"(?P<changes>(?:\s?[/(]?\s?XG\s?[0-9]+(?:\s?[-:(]\s?{YEAR}\)?)?\)?)*)"  # 修改单
_CHANGE: Final = re.compile(rf"XG\s?([0-9]+)(?:\s?[-:(]\s?({YEAR}))?", re.IGNORECASE)
_CN: Final = rf"{_NUMBER}{_YEAR}{_CHANGES}"
_AREA: Final = r"(?P<area>[0-9]{6}|[0-9]{4}|[0-9]{2})"
_SIGNS: Final = "".join(sign for _, sign in PROVINCES.values())
_IDEOGRAPH: Final = r"\u4e00-\u9fff"


def _numbered(scope: StandardScope, prefix: str, found: re.Match[str]) -> StandardNumber | None:
    """A number after its prefix; None where its last two digits can be a part as well as a year."""
    groups = found.groupdict()
    part = re.sub(r"\s", "", groups["part"] or "") + (groups.get("dashed") or "").replace("-", ".")
    year = groups["year"] or groups["bracketed"] or groups["apart"]
    if two_things(year, part):
        return None
    year = four_digits(year)
    return build(
        scope, prefix, groups["number"].upper(), region="CN", part=part.upper(),
        year=year, dated=f"-{year}" if year else "", amendments=_changes(found),
    )  # fmt: skip


def _changes(found: re.Match[str]) -> tuple[str, ...]:
    """The amendments (修改单) of a number, each with its year where that is stated."""
    return tuple(
        f"/XG{number}{f'-{day}' if day else ''}" for number, day in _CHANGE.findall(found["changes"])
    )


def two_things(year: str | None, part: str) -> bool:
    """Whether two digits behind a dash are a year for sure: 87 is (so were numbers printed), 12 may be a part."""
    return bool(year) and len(year or "") == 2 and int(year or 0) < 50 and not part


def _national(found: re.Match[str]) -> StandardNumber | None:
    code = next((code for code in NATIONAL if code.casefold() == found["code"].casefold()), "")
    kind = f"/{found['kind'].upper()}" if found["kind"] else ""
    return _numbered(StandardScope.NATIONAL, code + kind, found) if code else None


def _sector(found: re.Match[str]) -> StandardNumber | None:
    code = found["code"].upper()
    if code not in SECTORS or (code == "DB" and found[0][2] not in " /_"):  # DB4412-2000 may be local or not
        return None
    kind = f"/{found['kind'].upper()}" if found["kind"] else ""
    return _numbered(StandardScope.SECTOR, code + kind, found)


def _local(found: re.Match[str]) -> StandardNumber | None:
    groups = found.groupdict()
    if found["area"][:2] not in PROVINCES:
        return None
    prefix = f"DB{(groups.get('food') or '').upper()}{found['area']}/{(groups.get('kind') or '').upper()}"
    return _numbered(StandardScope.LOCAL, prefix, found)


def _construction(found: re.Match[str]) -> StandardNumber | None:
    """DBJ/T 15-30-2011: local standards of construction, numbered within their province."""
    area = found["area"] or ""
    if area and area not in PROVINCES:
        return None
    return _numbered(StandardScope.LOCAL, f"DBJ{area}{'/T' if found['kind'] else ''}", found)


def _metrology(found: re.Match[str]) -> StandardNumber | None:
    return _numbered(StandardScope.LOCAL, f"{found['code'].upper()}({found['sign']})", found)


def _group(found: re.Match[str]) -> StandardNumber | None:
    return _numbered(StandardScope.GROUP, f"T/{found['code'].upper()}", found)


_CODE: Final = re.compile(rf"[0-9A-Z{_IDEOGRAPH}()&.]+(?:-[A-Z]+)*(?: [0-9A-Z{_IDEOGRAPH}]+)?")
_OWN_NUMBER: Final = re.compile(r"[A-Z]{0,4}[0-9][0-9A-Z.]*(?:-[0-9A-Z.]+)*")


def _enterprise(found: re.Match[str]) -> StandardNumber | None:
    """Q/ and whatever an enterprise chose: its code, a number, often the code of its region before both."""
    body = " ".join(found["body"].upper().split())
    code, joint, number = _parted(body)
    year = found["year"]
    sure = _CODE.fullmatch(code) and _OWN_NUMBER.fullmatch(number) and not re.search(rf"-{YEAR}", body)
    if not sure or two_things(year, "." if "." in number else "") or _year_like(number, year):
        return None
    year = four_digits(year)
    prefix = f"Q/{code}"
    undated = f"{prefix}{joint}{number}"
    amendments = _changes(found)
    text = undated + (f"-{year}" if year else "") + "".join(amendments)
    return StandardNumber(
        text, True, StandardScope.ENTERPRISE, prefix, number, year=year, amendments=amendments, region="CN",
        undated=undated, own=text,
    )  # fmt: skip


def _year_like(number: str, year: str | None) -> bool:
    """001-20 without a year: the last two digits can be one."""
    return not year and bool(re.search(r"[0-9]-[0-9]{2}$", number))


def _parted(body: str) -> tuple[str, str, str]:
    """Code, what stands between, and number of an enterprise standard."""
    words = body.split(" ")
    if len(words) > 1 and re.search(r"[0-9]", words[-1]):
        code, number = " ".join(words[:-1]), words[-1]
        if region := re.fullmatch(
            r"([0-9]{4}|[0-9]{6})", code
        ):  # 320582 ABC001: the letters belong to the code
            letters = re.match(r"[A-Z]+", number)
            if letters and number[letters.end() :]:
                return f"{region[0]} {letters[0]}", " ", number[letters.end() :]
        return code, " ", number
    if len(words) > 1:
        return body, " ", ""
    found = re.fullmatch(rf"([0-9]*[A-Z{_IDEOGRAPH}()&]+)(-?)([0-9].*)", body)
    found = found or re.fullmatch(rf"([0-9]*[A-Z{_IDEOGRAPH}()&]+)(-)([A-Z]{{1,4}}[0-9].*)", body)
    return (found[1], found[2] or " ", found[3]) if found else (body, " ", "")


_KIND: Final = r"\s?[/_]\s?(?P<kind>[TZ])"
_T: Final = r"\s?[/_-]?\s?(?P<kind>T)"

# the order matters: a local standard before the sector of earthquakes, GB/T before GB
FORMS: Final[tuple[Form, ...]] = (
    form(rf"DB(?P<food>S)?\s?{_AREA}\s?[/_]\s?(?P<kind>T(?![A-Z]))?\s?{_CN}", _local),
    form(rf"DB(?P<food>S)?\s?{_AREA}\s?-?(?P<kind>T)\s?{_CN}", _local),
    form(rf"DB(?P<food>S)?\s?{_AREA}\s{_CN}", _local),
    form(
        rf"DBJ\s?(?P<area>[0-9]{{2}})?\s?(?:[/_]\s?(?P<kind>T))?\s?(?P<number>[0-9]+(?:-[0-9]{{1,3}}(?=[-:]))?)"
        rf"(?P<part>(?:\.[0-9]+)*){_YEAR}{_CHANGES}",
        _construction,
    ),
    form(rf"(?P<code>JJ[FG])\s?\((?P<sign>[{_SIGNS}])\)\s?{_CN}", _metrology),
    form(rf"T\s?/\s?(?P<code>[0-9]*[A-Z{_IDEOGRAPH}]{{2,16}}|[A-Z0-9{_IDEOGRAPH}]{{2,16}}(?=\s))\s?{_CN}", _group),
    form(
        rf"Q\s?/\s?(?P<body>[0-9A-Z{_IDEOGRAPH}(][0-9A-Z{_IDEOGRAPH}.()&\- ]{{1,40}}?)"
        rf"(?:\s?[-:]\s?(?P<year>{YEAR}|[0-9]{{2}})\s?年?版?)?{_CHANGES}",
        _enterprise,
    ),
    form(rf"(?P<code>GB){_T}\s?{_CN}", _national),
    form(rf"(?P<code>GB[ZNSJ]?|GJB|JJG|JJF|GHZB|GWKB|GWPB)(?:{_KIND})?\s?{_CN}", _national),
    form(rf"(?P<code>[A-Z]{{2}})(?:{_KIND})?\s?{_CN}", _sector),
    form(rf"(?P<code>[A-Z]{{2}}){_T}\s?{_CN}", _sector),
)  # fmt: skip
