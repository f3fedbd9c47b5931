"""Numbers of standards: told apart, brought to one form, and compared by key (domain.md §7, R14, R15).

What is not recognised is kept as it stands, so nothing is lost. The legal force that follows from a prefix is only a
default of one edition: GB 4706.1-2005 was mandatory, GB/T 4706.1-2024 is not.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Final

from compare_app.domain.standard_table import INTERNATIONAL, NATIONAL, NATIONAL_OF_OTHERS, SECTORS
from compare_app.domain.terms import Force, Market, StandardScope


@dataclass(frozen=True, slots=True)
class StandardNumber:
    """One standard number in parts. `text` is the normal form, `written` what stood there."""

    written: str
    text: str
    recognised: bool = False
    scope: StandardScope = StandardScope.UNRECOGNISED
    prefix: str = ""  # GB/T, DB44/T, T/CCIA, EN ISO, ASTM …
    number: str = ""  # without part
    part: str = ""
    year: str = ""  # four digits; empty: undated, the latest edition applies
    amendments: tuple[str, ...] = ()  # +A11:2020, /AMD1:2021, (2023) = reapproved
    identical: str = ""  # second number of a double number: identical adoption (GB/T 20000.2)
    region: str = ""  # CN, EU, US, ISO …; empty: not known

    @property
    def key(self) -> str:
        """What numbers of the same edition share, however they are typed."""
        return _key(self.text.split("/ISO ")[0] if not self.recognised else _body(self, dated=True))

    @property
    def undated(self) -> str:
        """What all editions of the standard share."""
        return _key(_body(self, dated=False)) if self.recognised else self.key
