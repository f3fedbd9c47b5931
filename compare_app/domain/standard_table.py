"""Prefixes of standard numbers, as data (domain.md §7.1): extend it when a new code appears."""

from __future__ import annotations

from typing import Final

NATIONAL: Final = ("GB", "GBZ", "GBn", "GBJ", "GSB", "GJB", "JJG", "JJF", "GHZB", "GWKB", "GWPB")

# codes of the sectors in common use, not checked against an official list: a code missing here reads as unrecognised;
# DB is the sector of earthquakes and, followed by digits, the lead-in of a local standard
_SECTORS: Final = (
    "AQ BB BH BY CB CH CJ CY DA DB DL DY DZ EJ FZ GA GC GD GF GH GM GX GY HB HG HJ HS HY JB JC JG JR JT JY KA KY LB "
    "LD LS LW LY MH MR MT MZ NB NY QB QC QJ QX RB RF SB SC SF SH SJ SL SN SW SY TB TD TJ TY WB WH WJ WM WS WW XB XF "
    "YB YC YD YJ YS YY YZ ZC ZY"
)
SECTORS: Final = frozenset(_SECTORS.split())

# first two digits of a local standard (GB/T 2260): name, and the sign that local metrology documents bear: JJF(粤)
PROVINCES: Final[dict[str, tuple[str, str]]] = {
    "11": ("北京", "京"), "12": ("天津", "津"), "13": ("河北", "冀"), "14": ("山西", "晋"), "15": ("内蒙古", "蒙"),
    "21": ("辽宁", "辽"), "22": ("吉林", "吉"), "23": ("黑龙江", "黑"), "31": ("上海", "沪"), "32": ("江苏", "苏"),
    "33": ("浙江", "浙"), "34": ("安徽", "皖"), "35": ("福建", "闽"), "36": ("江西", "赣"), "37": ("山东", "鲁"),
    "41": ("河南", "豫"), "42": ("湖北", "鄂"), "43": ("湖南", "湘"), "44": ("广东", "粤"), "45": ("广西", "桂"),
    "46": ("海南", "琼"), "50": ("重庆", "渝"), "51": ("四川", "川"), "52": ("贵州", "黔"), "53": ("云南", "滇"),
    "54": ("西藏", "藏"), "61": ("陕西", "陕"), "62": ("甘肃", "甘"), "63": ("青海", "青"), "64": ("宁夏", "宁"),
    "65": ("新疆", "新"), "71": ("台湾", "台"), "81": ("香港", "港"), "82": ("澳门", "澳"),
}  # fmt: skip

# national bodies of other countries; two bodies may sign one standard (ANSI/AHAM). SS is Singapore's and Sweden's.
COUNTRIES: Final[dict[str, str]] = {
    "ANSI": "US", "ASTM": "US", "UL": "US", "AHAM": "US", "ASHRAE": "US", "ASME": "US", "NSF": "US", "NEMA": "US",
    "IEEE": "US", "IES": "US", "AHRI": "US", "CPSC": "US", "ESD": "US", "CSA": "CA", "CAN": "CA", "JIS": "JP",
    "KS": "KR", "AS/NZS": "AU/NZ", "AS": "AU", "NZS": "NZ", "BS": "GB", "DIN": "DE", "VDE": "DE", "NF": "FR",
    "UNE": "ES", "UNI": "IT", "NEN": "NL", "GOST": "RU", "GOST R": "RU", "IS": "IN", "SS": "", "SASO": "SA",
    "GSO": "GCC", "NBR": "BR", "ABNT NBR": "BR", "CNS": "TW", "ÖNORM": "AT", "TIS": "TH", "TCVN": "VN", "SNI": "ID",
    "MS": "MY", "PNS": "PH", "SANS": "ZA",
}  # fmt: skip

# who adopts European standards under an own prefix: country, and the sign between the two prefixes (UNE-EN, DS/EN)
ADOPTERS: Final[dict[str, tuple[str, str]]] = {
    "BS": ("GB", " "), "DIN": ("DE", " "), "NF": ("FR", " "), "UNI": ("IT", " "), "NEN": ("NL", "-"),
    "UNE": ("ES", "-"), "PN": ("PL", "-"), "SS": ("SE", "-"), "NS": ("NO", "-"), "SFS": ("FI", "-"),
    "DS": ("DK", "/"), "SN": ("CH", " "), "SIST": ("SI", " "), "NBN": ("BE", " "), "ÖNORM": ("AT", " "),
    "ČSN": ("CZ", " "), "STN": ("SK", " "), "MSZ": ("HU", " "), "ELOT": ("GR", " "), "I.S.": ("IE", " "),
    "NP": ("PT", " "), "EVS": ("EE", "-"), "LVS": ("LV", " "), "LST": ("LT", " "), "TS": ("TR", " "),
}  # fmt: skip
