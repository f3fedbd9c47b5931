"""Prefixes of standard numbers, as data (domain.md §7.1): extend it when a new code appears."""

from __future__ import annotations

from typing import Final

NATIONAL: Final = ("GB", "GBZ", "GBn", "GSB", "GJB", "JJG", "JJF", "GHZB", "GWKB", "GWPB")

# codes of the sectors in common use, not checked against an official list: a code missing here reads as unrecognised;
# DB is the sector of earthquakes and, followed by digits, the lead-in of a local standard
_SECTORS: Final = (
    "AQ BB BH BY CB CH CJ CY DA DB DL DY DZ EJ FZ GA GC GD GF GH GM GX GY HB HG HJ HS HY JB JC JG JR JT JY KA KY LB "
    "LD LS LW LY MH MR MT MZ NB NY QB QC QJ QX RB RF SB SC SF SH SJ SL SN SW SY TB TD TJ TY WB WH WJ WM WS WW XB XF "
    "YB YC YD YJ YS YY YZ ZC ZY"
)
SECTORS: Final = frozenset(_SECTORS.split())

# national bodies of other countries; two bodies may sign one standard (ANSI/AHAM)
COUNTRIES: Final[dict[str, str]] = {
    "ANSI": "US", "ASTM": "US", "UL": "US", "AHAM": "US", "ASHRAE": "US", "ASME": "US", "NSF": "US", "NEMA": "US",
    "IEEE": "US", "IES": "US", "AHRI": "US", "CPSC": "US", "CSA": "CA", "JIS": "JP", "KS": "KR", "AS/NZS": "AU/NZ",
    "AS": "AU", "NZS": "NZ", "BS": "GB", "DIN": "DE", "VDE": "DE", "NF": "FR", "UNE": "ES", "UNI": "IT", "SN": "CH",
    "NEN": "NL", "GOST": "RU", "IS": "IN", "SS": "SG", "SASO": "SA", "NBR": "BR", "CNS": "TW", "ÖNORM": "AT",
}  # fmt: skip
