"""In which encoding a text file is written: by marks and strict rules where they are certain, else by plausibility.

A successful decode is no proof: nearly every Big5 file decodes as GB18030 without an error, many Western ones do, and
“锌” of GBK is a “п” of UTF-8. What tells them apart is which characters come out: everyday ones, or rare ones.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT: Final = 200_000  # bytes; more of them say nothing new
_EVERYDAY: Final = {
    "gb18030": ("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF)),  # GB/T 2312, level 1: 3 755 characters
    "big5": (
        "big5",
        range(0xA4, 0xC7),
        (*range(0x40, 0x7F), *range(0xA1, 0xFF)),
    ),  # level 1: 5 401 characters
}
_SIGNS: Final = frozenset("　、。·《》（），：；？！“”‘’—～㎡㎜㎝℃°±×÷≤≥＜＞％‰μΩⅠⅡⅢ³²－／＋￥")
_SYMBOLS: Final = frozenset("ΑαβγΓδΔεηθλΛμνξπρσΣτφΦχψωΩ")  # of quantities and units
_PLAUSIBLE: Final = 0.75  # share of everyday characters
_APART: Final = 0.15  # … that the next best must be behind
_FEW: Final = 8  # characters
_WESTERN: Final = re.compile(r"[A-Za-z][À-ÿ]|[À-ÿ][A-Za-z]|[°±²³µ·×÷€§]")


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding, and others that are possible ("": one without a name); without `others` there is no doubt."""

    encoding: str
    others: tuple[str, ...] = ()


def guess(data: bytes) -> Guess | None:
    """The encoding of a text; None where nothing fits."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Guess(name)
    wide = _without_mark(data[:4096])
    if wide:
        return Guess(wide)
    chinese = {name: share for name in _EVERYDAY if (share := _everyday(data, name)) is not None}
    text = _decoded(data, "utf-8")
    if text is not None:
        return Guess("gb18030", ("utf-8",)) if _is_chance(text, chinese) else Guess("utf-8")
    ranked = sorted(chinese, key=lambda name: chinese[name], reverse=True)
    if sum(byte > 0x7F for byte in data) < _FEW and _decoded(data, "gb2312") is not None:
        return Guess("gb18030", tuple(name for name in ranked if name != "gb18030"))
    if ranked and chinese[ranked[0]] >= _PLAUSIBLE:
        others = [name for name in ranked[1:] if chinese[ranked[0]] - chinese[name] < _APART]
        return Guess(ranked[0], tuple(others))
    return _western(data, ranked)


def _is_chance(text: str, chinese: dict[str, float]) -> bool:
    """A few characters of GBK that happen to be valid UTF-8: each is a letter of a script that nobody writes so."""
    beyond = [sign for sign in text if sign > "\x7f"]
    strange = all("\u0370" <= sign <= "\u07ff" and sign not in _SYMBOLS for sign in beyond)
    return 0 < len(beyond) <= _FEW and strange and chinese.get("gb18030") == 1.0


def _western(data: bytes, chinese: list[str]) -> Guess | None:
    """No Chinese that anybody writes: what charset-normalizer says, of the Latin encodings that of Windows first."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_LOOKED_AT]).best()
    found = best.encoding.replace("_", "-") if best is not None else ""
    fitting = [name for name in (found, *chinese) if name and _decoded(data, name) is not None]
    windows = _decoded(data, "cp1252")
    if windows is not None and 2 * len(_WESTERN.findall(windows)) >= sum(byte > 0x7F for byte in data):
        fitting.insert(0, "cp1252")  # of the many Latin encodings the one that Excel writes
    fitting = list(dict.fromkeys(fitting))
    return Guess(fitting[0], tuple(fitting[1:]) or ("",)) if fitting else None


def _without_mark(sample: bytes) -> str:
    """UTF-16 that names no order: every other byte of plain text is zero."""
    if len(sample) < 4:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > len(sample) // 8 and not even:
        return "utf-16-le"
    return "utf-16-be" if even > len(sample) // 8 and not odd else ""


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _everyday(data: bytes, encoding: str) -> float | None:
    """Of the characters beyond ASCII the share that people use every day; None where the bytes do not fit at all."""
    if _decoded(data, encoding) is None:
        return None
    text = data[:_LOOKED_AT].decode(encoding, "ignore")
    known = _characters(encoding)
    beyond = [sign for sign in text if sign > "\x7f" and sign not in _SIGNS]
    return sum(sign in known for sign in beyond) / len(beyond) if beyond else 1.0


@cache
def _characters(encoding: str) -> frozenset[str]:
    name, rows, cells = _EVERYDAY[encoding]
    pairs = (bytes((row, cell)).decode(name, "ignore") for row in rows for cell in cells)
    return frozenset(sign for sign in pairs if len(sign) == 1)
