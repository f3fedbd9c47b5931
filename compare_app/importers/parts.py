"""Several figures with names of their own in one cell: `内37-41 / 外49dB`, `一级(APF5.65)`; taken apart on demand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from compare_app.domain.notation import NOTHING_WRITTEN
from compare_app.domain.units import listed
from compare_app.text.fold import half_width


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


REST: Final = ""
"""The part of a cell that has no name: all of it, or what stands before the parenthesis."""

_VALUE: Final = r"[<>≤≥＜＞]?\s*[-+]?[0-9][^()]*"
_NAMED: Final = re.compile(rf"(?P<name>[^\W\d_]{{1,12}})\s*[:：=]?\s*(?P<value>{_VALUE})")
_FIGURES: Final = re.compile(
    r"[<>≤≥＜＞]?\s*[-+]?[0-9]+(?:\.[0-9]+)?(?:\s?[-~～/]\s?[0-9]+(?:\.[0-9]+)?)*+\s?(?P<unit>[^\s\d][^\s]*)?"
)
_BEFORE: Final = re.compile(r"(?P<rest>[^()（）]+?)\s*[(（](?P<inside>[^()（）]+)[)）]\s*")
_BETWEEN: Final = re.compile(r"\s*[/;；、，\n]\s*(?=[^\W\d_])")
_UNIT: Final = re.compile(r"[^\d\s.]+$")
_LONGEST: Final = 200
_SHARE: Final = 0.3  # of the filled cells of a column
_NO_NAMES: Final = _words(
    "约 大约 近 大于 小于 高于 低于 超过 不大于 不小于 不超过 不低于 不高于 不少于 至少 至多 最大 最小 最高 最低 "
    "平均 平均值 均值 单值 最大值 最小值 检出限 max min avg mean average single about ca approx nd lod loq mdl"
)


_PLACES: Final = _words(  # names of places, sides and settings: their figures are of one quantity
    "内 外 室内 室外 内机 外机 室内机 室外机 室内侧 室外侧 内侧 外侧 左 右 上 下 前 后 纵向 横向 经向 纬向 "
    "长 宽 高 厚 深 长度 宽度 高度 厚度 深度 制冷 制热 日 夜 日间 夜间 "
    "中 低 强 弱 静音 强劲 睡眠 高档 中档 低档 高速 中速 低速"
)


@lru_cache(maxsize=16_384)
def parts(text: str) -> Mapping[str, str]:
    """Name → text of each part. A cell without names is one part without a name.

    A unit that only the last part states is that of the others too where they are of one quantity: `内37-41 / 外49dB`.
    """
    whole = text.strip()
    if len(whole) > _LONGEST:
        return {REST: text}
    if found := _BEFORE.fullmatch(whole):
        named = _all_named(found["inside"])
        return {REST: found["rest"], **named} if named else {REST: text}
    return _all_named(whole) or {REST: text}


def _all_named(text: str) -> dict[str, str]:
    """The parts where each has a name and none is there twice; otherwise none."""
    found = [_NAMED.fullmatch(one.strip()) for one in _BETWEEN.split(text)]
    named = {one["name"]: one["value"].strip() for one in found if one is not None}
    if len(named) != len(found) or any(name.casefold() in _NO_NAMES for name in named):
        return {}
    if not all(_is_value(value) for value in named.values()):
        return {}  # SAM 2018.11.11 r2 names no figure
    last = _UNIT.search(list(named.values())[-1])
    if not named.keys() <= _PLACES:
        return named  # a thickness is not in the unit of the water absorption behind it
    if last is None or not listed(half_width(last[0])):
        return named
    return {name: value + last[0] if not _UNIT.search(value) else value for name, value in named.items()}


def _is_value(text: str) -> bool:
    """Whether a text is a figure or several with at most one known unit."""
    found = _FIGURES.fullmatch(text)
    return found is not None and (not found["unit"] or listed(half_width(found["unit"])))


def names_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The names of the parts of a column's cells, `REST` among them where some have none; empty: take cells whole."""
    filled = [text for text in texts if text.strip() and not NOTHING_WRITTEN.fullmatch(text.strip())]
    counts: Counter[str] = Counter()
    named = 0
    for text in filled:
        found = parts(text)
        counts.update(found.keys())
        named += any(name != REST for name in found)
    if named < 2 or named < _SHARE * len(filled):
        return ()
    names = tuple(name for name, count in counts.items() if count > 1 or name == REST)
    return names if any(names) else ()
