"""Prefixes of standard numbers, as data (domain.md §7.1; codes of the sectors as in GB/T 1.1 practice, extensible)."""

from __future__ import annotations

from typing import Final

NATIONAL: Final = frozenset("GB GBZ GJB JJG JJF GBn GHZB GWKB GWPB GSB".split())

# two-letter codes of the sectors; DB is the sector of earthquakes and, followed by digits, a local standard
SECTORS: Final = frozenset(
    (
        "AQ BB BH BY CB CH CJ CY DA DB DL DZ EJ FZ GA GC GD GF GH GM GX GY HB HG HJ HS HY JB JC JG JR JT JY KA KY LB LD "
        "LS LW LY MH MR MT MZ NB NY QB QC QJ QX RB RF SB SC SF SH SJ SL SN SW SY TB TD TJ TY WB WH WJ WM WS WW XB XF YB "
        "YC YD YJ YS YY YZ ZY"
    ).split()
)

# bodies of the world and of regions; what else begins like this is read by its own form
INTERNATIONAL: Final = "ISO/IEC/IEEE ISO/IEC ISO/IEEE ISO/CIE ISO/ASTM ISO/TR ISO/TS ISO/PAS ISO IEC/TR IEC/TS IEC CISPR CIE OIML ITU-T ITU-R CAC".split()
NATIONAL_OF_OTHERS: Final = {
    "ANSI": "US", "ASTM": "US", "UL": "US", "AHAM": "US", "ASHRAE": "US", "ASME": "US", "NSF": "US", "NEMA": "US",
    "IEEE": "US", "IES": "US", "AHRI": "US", "CPSC": "US", "MIL-STD": "US", "CSA": "CA", "JIS": "JP", "KS": "KR",
    "AS/NZS": "AU/NZ", "AS": "AU", "NZS": "NZ", "BS": "GB", "DIN": "DE", "VDE": "DE", "NF": "FR", "UNE": "ES", "UNI": "IT",
    "GOST": "RU", "IS": "IN", "SS": "SG", "SASO": "SA", "ABNT": "BR", "NBR": "BR", "CNS": "TW",
}  # fmt: skip
