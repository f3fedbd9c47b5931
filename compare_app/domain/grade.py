"""Names of classes and levels: which texts can be one, and when two spellings mean the same."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from compare_app.domain.limit import Grades, GradeStep
from compare_app.domain.terms import Direction
from compare_app.text.fold import half_width

_NUMERALS: Final = {"一": "1", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6", "七": "7", "八": "8", "九": "9",
                    "十": "10", "Ⅰ": "1", "Ⅱ": "2", "Ⅲ": "3", "Ⅳ": "4", "Ⅴ": "5"}  # fmt: skip

# truth before looks: a word that is no known form of a class is no class
_PLAUSIBLE: Final = re.compile(
    r"""
    (?:[新超]?(?:[0-9]{1,2}|[一二三四五六七八九十ⅠⅡⅢⅣⅤ]|特)|[A-Z]{1,5}\+{0,3}|[A-Z][0-9]|I{1,3}|IV|V)\s?(?:级|等|类|型|星)
    | (?:1-2|2-3|3-4|4-5|5-6|6-7|7-8)\s?级                # half grades of colour fastness, not ranges
    | (?i:class|grade|level|type)\s?(?:[0-9]{1,2}|[A-Za-z]{1,3}\+{0,3}|[IVX]{1,4}|[A-Za-z][0-9])
    | A{1,5} | [A-G]\+{0,3} | [GU][LH]?[ABCD]          # energy labels; tile resistance GA … GHC, UA
    | P[1-4] | PEI\s?[0-5IV]{1,3} | R(?:9|1[0-3]) | IP[0-9X]{2}[A-Z]? | V-?[012]级? | 5V[AB] | HB | E[012] | ENF
    | 优等品? | 一等品? | 二等品? | 三等品? | 合格品 | 优级品? | 优秀 | 特等品? | 次品
    | (?:超?高效|节能|合格|优质|优|良|先进|领跑者?|标准|普通|基准)级   # 声级, 声压级 are quantities
    | (?:先进|准入|限定|标杆|基准|引导|目标)值 | 标杆水平          # quotas of energy and materials
    | 领先 | 先进 | 国际先进 | 国内领先 | 国内先进 | 先进水平 | 平均水平 | 基准水平 | [优良中逊差]
    """,
    re.VERBOSE,
)
_DRESS: Final = re.compile(
    r"^(?:class|grade|level|type)\s?(?=\S)|\s?(?:级|等品?|类|星|class|grade|level)$", re.IGNORECASE
)


def plausible(label: str) -> bool:
    """Whether a text has the form of a class or level: `GA`, `A++`, `5级`, `Class 5`, `P4`, `一级`, `优等品`."""
    return bool(_PLAUSIBLE.fullmatch(label))


def grade_key(label: str) -> str:
    """What equal classes share: `一级`, `1级`, `Class 1` and `1` meet; `GA`, `Class GA` and `GA级` meet."""
    text = half_width(label).strip()
    bare = _DRESS.sub("", text) or text
    return "".join(_NUMERALS.get(sign, sign) for sign in bare).casefold()


def best_first(ladder: Grades, direction: Direction) -> Grades:
    """Levels that lie beside each other (`P1 3000~5000; P2 5000~8000`) in the order of the indicator's direction.

    Nested levels are in order already: the hardest is the best, whichever way is better.
    """
    if direction not in (Direction.LARGER, Direction.SMALLER) or len(ladder.steps) < 2:
        return ladder
    one_sided = [step.interval.low is None or step.interval.high is None for step in ladder.steps]
    if all(one_sided):
        return ladder

    def place(step: GradeStep) -> Decimal:
        ends = [end for end in (step.interval.low, step.interval.high) if end is not None]
        return sum(ends, Decimal(0)) / len(ends) if ends else Decimal(0)

    ordered = sorted(ladder.steps, key=place, reverse=direction is Direction.LARGER)
    return replace(ladder, steps=tuple(ordered))
