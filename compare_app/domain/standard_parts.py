"""What a standard number is made of, and how its parts are put in order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from compare_app.domain.standard_table import PROVINCES
from compare_app.domain.terms import StandardScope
from compare_app.text.fold import key

_PRINTINGS: Final = re.compile(r" (?:RLV|CMV)$")  # IEC: with changes marked, with comments; the same edition


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
    amendments: tuple[str, ...] = ()  # +A11:2020, /AMD1:2021, /XG1-2023, (2023) where reapproved, (报批稿)
    region: str = ""  # CN, EU, US, ISO …; empty: not known
    undated: str = ""  # normal form without year and amendments, shared by all editions
    own: str = ""  # normal form without the number that it adopts
    adopts: str = ""  # second number of a double number, in its normal form
    degree: str = ""  # IDT, MOD, NEQ, EQV as stated; a double number with a stroke is IDT (GB/T 20000.2)
    wq: str = ""  # 湾区标准 identifier typed beside the number; never a standard of its own
    title: str = ""  # what stands beside the number as its title, as typed
    remark: str = ""  # what else stands there: a clause, a label, a mark of language
    readings: tuple[str, ...] = ()  # not recognised because it can be more than one of these
    written: str = field(default="", compare=False)  # the number as typed, without title and remark

    @property
    def key(self) -> str:
        """What numbers of one edition share, however they are typed; the number it adopts plays no part."""
        if not self.recognised:
            return key(self.text)
        own = _PRINTINGS.sub("", self.own)
        if "+" in own:  # with its amendments named the consolidated version says no more
            own = own.removesuffix(" CSV")
        return f"{key(self.prefix)} {key(own[len(self.prefix) :])}"

    @property
    def identical(self) -> str:
        """The adopted number where adoption is identical."""
        return self.adopts if self.degree == "IDT" else ""

    @property
    def province(self) -> str:
        """The province of a local standard, by name; empty for others."""
        if self.scope is not StandardScope.LOCAL:
            return ""
        digits = re.search(r"[0-9]{2}", self.prefix)
        sign = self.prefix.rstrip(")")[-1:]
        by_sign = (name for name, short in PROVINCES.values() if short == sign)
        return PROVINCES[digits[0]][0] if digits else next(by_sign, "")


Make = Callable[[re.Match[str]], "StandardNumber | None"]
Form = tuple[re.Pattern[str], Make]


def form(pattern: str, make: Make) -> Form:
    """One way to write a number, and how to read it."""
    return re.compile(pattern, re.IGNORECASE), make


YEAR: Final = r"(?:19|20)[0-9]{2}"


def four_digits(year: str | None) -> str:
    """Two-digit years ended with the last century in China and go on in ASTM: 49 is the turn of both."""
    if not year or len(year) == 4:
        return year or ""
    return f"{'19' if int(year) > 49 else '20'}{year}"


def build(
    scope: StandardScope,
    prefix: str,
    number: str,
    *,
    region: str,
    part: str = "",
    year: str = "",
    dated: str = "",
    amendments: tuple[str, ...] = (),
    remark: str = "",
) -> StandardNumber:
    """Put the parts in order: prefix, number, part, `dated` (the year as printed, with its joint), amendments."""
    undated = f"{prefix} {number}{part}"
    text = undated + dated
    for one in amendments:
        text += one if one[0] in "+/(" or prefix == "ASTM" else f" {one}"
    return StandardNumber(
        text, True, scope, prefix, number, part.lstrip(".-"), year, amendments,
        region=region, undated=undated, own=text, remark=remark,
    )  # fmt: skip
