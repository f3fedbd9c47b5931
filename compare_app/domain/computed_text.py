"""Limits that are formulas of the product's own values: `≤8.07·AV+233.7`, `≥95 % of 标称`, `标称值 +5%/-10%`.

A share of the declared value is a formula too: its name is x0, printed x₀ (domain.md §8.1: 实测值不得小于标注值的95 %).
Where the text names what was declared (额定制冷量), that name stays, and the comparison looks up whose value it is.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from typing import Final

from compare_app.domain.formula import FormulaError, names
from compare_app.domain.interval_text import Unclear, read_interval
from compare_app.domain.limit import Computed, Interval
from compare_app.domain.notation import measured
from compare_app.domain.number import UNSIGNED, plain
from compare_app.domain.units import listed, spell
from compare_app.text.message import M

DECLARED: Final = "x0"
"""The name of the declared value of the indicator itself in a formula."""

_EXACT: Final = Context(prec=60)
_SIGN: Final = re.compile(r"([<≤>≥])\s*(.+)")
_STATED: Final = (
    r"(?:x₀|x0|(?:标称|标示|标注|明示|标明|额定|名义|公称|申报|声明|铭牌)(?:[\u4e00-\u9fff]{0,10}?(?:值|量|率|流|压|力|数|度|比|级)?)"
    r"(?=的|$|[^\u4e00-\u9fff])"
    r"|(?:the\s+)?(?:rated|nominal|declared|labell?ed|marked|claimed)(?:\s+(?:value|[a-z]+(?:\s+[a-z]+)?(?=$|\s*[±+\-,;)])))?)"
)
_DECLARED: Final = re.compile(_STATED, re.IGNORECASE)
_OWN: Final = re.compile(
    r"x₀|x0|(?:标称|标示|标注|明示|标明|额定|名义|公称|申报|声明|铭牌)(?:数?值)?"
    r"|(?:the\s+)?(?:rated|nominal|declared|labell?ed|marked|claimed)(?:\s+value)?",
    re.IGNORECASE,
)
_PREFIX: Final = re.compile(
    r"(?:标称|标示|标注|明示|标明|额定|名义|公称|申报|声明|铭牌)的?|(?:the)?(?:rated|nominal|declared|labell?ed|marked|claimed)",
    re.IGNORECASE,
)
_SUBJECT: Final = re.compile(
    r"^(?:实测|测定|测得|实际|measured|tested)[\u4e00-\u9fffA-Za-z\s]*(?=[<≤>≥])", re.IGNORECASE
)
_JOINTS: Final = re.compile(
    r"\b(?:of|times)\b|的|(?<=[%倍])\s*[·×*]|[·×*](?=\s*$)|[·×*](?=\s*[%倍])", re.IGNORECASE
)
_DEVIATION: Final = re.compile(rf"±|(?<![0-9.])[+-]\s?{UNSIGNED}|偏差|deviation", re.IGNORECASE)
_NO_SIDE: Final = re.compile(r"偏差|deviation", re.IGNORECASE)
_SIGNED: Final = re.compile(rf"±|(?<![0-9.])[+-]\s?{UNSIGNED}")
_BY_HOW_MUCH: Final = re.compile(  # not exceed the rated power by 15 %: below a half it is hardly a share
    rf"[<≤>≥]\s*{_STATED}(?<!的)\s*[1-4]?[0-9](?:\.[0-9]+)?\s?%", re.IGNORECASE
)
_ITS_OWN: Final = re.compile(
    r"(?<![\u4e00-\u9fff])(?:标称|标示|标注|明示|标明|额定|名义|公称|申报|声明|铭牌)数?值(?![\u4e00-\u9fff])"
)
_OFFSET: Final = re.compile(rf"([<≤>≥])\s*{_STATED}\s*([+-]\s?{UNSIGNED}\s?(?:[^\W\d_].*)?)", re.IGNORECASE)
_BARE: Final = re.compile(rf"([<≤>≥])\s*{_STATED}", re.IGNORECASE)
_TIMES: Final = re.compile(rf"([<≤>≥])\s*({UNSIGNED})\s*倍?")
_BRACKET: Final = re.compile(r"(?<=[0-9.])\s*\((?=[^()]*[-+*/])")
_PRODUCT: Final = str.maketrans("×·÷", "**/")
_OPERATOR: Final = re.compile(r"[-+*/()]")


def read_computed(text: str) -> tuple[Computed, str] | None:
    """A limit with formulas as ends, and its unit, from text with folded signs; None where it is none."""
    found: Computed | None = None
    unit = ""
    parts = text.split("&")
    if (
        len({bool(_DECLARED.search(part)) for part in parts}) > 1
    ):  # ≥90 % and ≤110 % of the one declared value
        parts = [text]
    for part in parts:
        one = _of_declared(part) or _formula(part.strip())
        if one is None:
            return None
        found, unit = _met(found, one[0]), unit or one[1]
    return None if found is None else (found, unit)


def declared_name(name: str) -> str:
    """What a name in a formula declares: 制冷量 for 额定制冷量; empty where it declares nothing."""
    found = _PREFIX.match(name)
    return name[found.end() :] if found else ""


def print_computed(limit: Computed, unit: str = "") -> str:
    """`≤8.07·AV+233.7 kW·h`; two ends are joined by &."""
    tail = f" {unit}" if unit else ""
    parts = []
    if limit.low:
        parts.append(f"{'≥' if limit.low_closed else '>'}{_spoken(limit.low)}{tail}")
    if limit.high:
        parts.append(f"{'≤' if limit.high_closed else '<'}{_spoken(limit.high)}{tail}")
    return " & ".join(parts) or "—"


def _spoken(formula: str) -> str:
    """A formula as people write it: · for a product, ^ for a power, x₀ for the declared value."""
    text = re.sub(rf"\b{DECLARED}\b", "x₀", formula)
    return text.replace("**", "^").replace("*", "·")


def _folded(text: str) -> str:
    """The signs of a formula as `formula.names` reads them; 0.210(A-2.8) is a product."""
    text = text.strip().translate(_PRODUCT).replace("^", "**")
    return _BRACKET.sub("*(", re.sub(r"\bx₀", DECLARED, _ITS_OWN.sub(DECLARED, text)))


def _formula(part: str) -> tuple[Computed, str] | None:
    found = _SIGN.fullmatch(part)
    if found is None or measured(found[2].strip()) is not None:
        return None
    expression, unit = _folded(found[2]), ""
    if not _is_formula(expression):
        head, _, tail = found[2].strip().rpartition(" ")
        unit, expression = spell(tail), _folded(head)
        if not (unit and listed(unit) and _is_formula(expression)):
            return None
    return _end(found[1], "".join(expression.split())), unit


def _is_formula(expression: str) -> bool:
    """Arithmetic with at least one name, one number or two names; a number with a unit is none."""
    if not _OPERATOR.search(expression):
        return False
    try:
        said = names(expression)
    except FormulaError:
        return False
    return bool(said) and (len(said) > 1 or any(sign.isdigit() for sign in expression))


def _of_declared(part: str) -> tuple[Computed, str] | None:
    """A share of the declared value, a deviation from it, or the declared value with something added."""
    text = _SUBJECT.sub("", part).strip()
    stated = _DECLARED.search(text)
    if stated is None:
        return None
    name = DECLARED if _OWN.fullmatch(stated[0]) else "".join(stated[0].split())
    if found := _OFFSET.fullmatch(text):
        offset = measured(found[2].replace(" ", ""))
        if offset is not None and offset[1] != "%":
            sign = "+" if offset[0] >= 0 else "-"
            return _end(found[1], f"{name}{sign}{plain(abs(offset[0]))}"), offset[1]
    if found := _BARE.fullmatch(text):
        return _end(found[1], name), ""
    rest = " ".join(_JOINTS.sub(" ", _DECLARED.sub(" ", text, count=1)).split())
    rest = rest.replace("()", "").strip(" ,;")
    if (found := _TIMES.fullmatch(rest)) and found[0].endswith("倍"):
        return _end(found[1], f"{found[2]}*{name}"), ""
    deviation = bool(_DEVIATION.search(rest))
    if _BY_HOW_MUCH.search(text) or (_NO_SIDE.search(rest) and not _SIGNED.search(rest)):
        raise Unclear(
            M(
                "“{text}” may mean a share of the declared value or a deviation from it; write ≤15 % of it, or ±15 %",
                text=part.strip(),
            )
        )
    bounds = read_interval(re.sub(r"\s*(?:偏差|deviation)\s*", "", rest, flags=re.IGNORECASE))
    if bounds is None or bounds.unit != "%":
        return None
    return _share(bounds.interval, name, deviation=deviation), ""


def _share(interval: Interval, name: str, *, deviation: bool) -> Computed:
    """Per cent of a declared value as factors: 95 % → 0.95, -10 % → 0.90."""

    def factor(end: Decimal | None) -> str:
        if end is None:
            return ""
        whole = _EXACT.add(Decimal(100), end) if deviation else end
        if whole < 0:
            raise Unclear(M("A share of the declared value cannot be negative"))
        return f"{plain(_EXACT.scaleb(whole, Decimal(-2)))}*{name}"

    return Computed(factor(interval.low), factor(interval.high), interval.low_closed, interval.high_closed)


def _end(sign: str, formula: str) -> Computed:
    if sign in "≥>":
        return Computed(low=formula, low_closed=sign == "≥")
    return Computed(high=formula, high_closed=sign == "≤")


def _met(one: Computed | None, other: Computed) -> Computed:
    """A lower and an upper end together."""
    if one is None:
        return other
    lower, upper = (one, other) if one.low else (other, one)
    if not lower.low or lower.high or not upper.high or upper.low:
        raise Unclear(M("A formula stands twice at the same end of the limit"))
    return Computed(lower.low, upper.high, lower.low_closed, upper.high_closed)
