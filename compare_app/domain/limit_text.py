"""From the text of a requirement to limits, and back: one row for each statistic, with its conditions.

`Average value≥35, Single≥32` gives two rows; `1级≥5.00; 2级≥4.50; 合格线=2级` one ladder. What is not surely understood
gives one row with `UnreadLimit` and a problem that says why. Vocabulary: GB/T 8170-2008 4.2; domain.md §6.2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from compare_app.domain.computed_text import print_computed, read_computed
from compare_app.domain.condition_text import (
    parse_conditions,
    print_conditions,
    read_condition,
    split_parts,
    strip_opening,
)
from compare_app.domain.grade import grade_key, plausible
from compare_app.domain.interval_text import Bounds, Unclear, fold_words, meet, print_interval, read_interval
from compare_app.domain.limit import (
    ClassAtLeast,
    Classes,
    Combined,
    Computed,
    Condition,
    Grades,
    GradeStep,
    Interval,
    Limit,
    NoLimit,
    NotDetectable,
    Required,
    UnreadLimit,
)
from compare_app.domain.notation import NOTHING_WRITTEN, STATISTIC_LABEL, fold_signs, measured, statistic_of
from compare_app.domain.number import GROUPED, NUMBER
from compare_app.domain.terms import Statistic
from compare_app.domain.tolerance_text import print_combined, read_combined
from compare_app.domain.units import conversion, listed, spell
from compare_app.text.message import M, Message

__all__ = ["LimitRow", "ParsedLimit", "parse_conditions", "parse_limit", "print_conditions", "print_limit"]


@dataclass(frozen=True, slots=True)
class LimitRow:
    """One demand: what figure it speaks of, the limit, its unit as written, and where it holds."""

    statistic: Statistic
    limit: Limit
    unit: str = ""
    conditions: tuple[Condition, ...] = ()
    scope_text: str = ""


@dataclass(frozen=True, slots=True)
class ParsedLimit:
    """What a limit cell says, at least one row. `problem` is set exactly where the row is an `UnreadLimit`."""

    rows: tuple[LimitRow, ...]
    problem: Message | None = None


def parse_limit(text: str, unit: str = "") -> ParsedLimit:
    """Read a limit as people write it; `unit` is that of its column, if any. Never raises and never guesses."""
    try:
        if len(text) > _LONGEST:
            raise Unclear(M("A text of {count} characters is no limit", count=len(text)))
        return ParsedLimit(_read(fold_signs(text), spell(unit)))
    except Unclear as unclear:
        return ParsedLimit((LimitRow(Statistic.UNSTATED, UnreadLimit()),), unclear.problem)


def print_limit(limit: Limit, unit: str = "") -> str:
    """The limit in signs of no language, with its digits: `≥5.00`, `10.0±0.1 mm`, `1级 ≥5.00; 2级 ≥4.50; ✓=2级`.

    `parse_limit` reads it back to the same limit and unit (the unit has its canonical spelling then).
    """
    match limit:
        case Interval():
            return print_interval(limit, unit)
        case Grades(steps, pass_level):
            parts = [f"{step.name} {print_interval(step.interval, unit)}" for step in steps]
            return "; ".join(parts + ([f"✓={pass_level}"] if pass_level else []))
        case Classes(steps, wanted):
            said = " | ".join(f"{step.name} {print_interval(step.interval, unit)}" for step in steps)
            return f"∈{wanted}: {said}" if wanted else f"∈ {said}"
        case Combined():
            return print_combined(limit, unit)
        case Computed():
            return print_computed(limit, unit)
        case ClassAtLeast(label):
            return f"≥{label}"
        case Required(text):
            return text or "✓"
        case NotDetectable():
            return "ND"
        case NoLimit():
            return "—"
        case UnreadLimit():
            return "?"


_LONGEST: Final = 500


# --- the whole text -----------------------------------------------------------------------------------------------

_NO_LIMIT: Final = re.compile(
    r"报告值?|报告结果|不规定|不作规定|不做要求|不作要求|不要求|无要求|无规定|无限值"
    r"|(?:由)?(?:供需)?双方(?:商定|协商(?:确定)?|约定)|(?:按|依)(?:照|据)?合同(?:规定|要求|约定)?"
    r"|no requirements?|no limit|report(?: value)?|not specified|as agreed|by agreement",
    re.IGNORECASE,
)
_NOT_DETECTABLE: Final = re.compile(
    r"(?:不得|不应|不可|不能)(?:有)?检出|未检出|能?测出限值以下|检出限以下|n\.?d\.?"
    r"|not (?:be )?detect(?:ed|able)|none detected|(?:under|below) (?:the )?detection limit",
    re.IGNORECASE,
)
_REQUIRED: Final = re.compile(
    r"✓|√|应?合格|应?符合(?:规定|要求|标准)?|应?符合\s?[^<≤>≥±~]{2,40}|满足要求"
    r"|required|fully resist(?:ance|ant)|pass(?:ed)?|qualified"
    r"|conforming|(?=\D*$)(?:.*(?:不应|不得|应无|须无|无明显|没有|应能|应有|应当|应具有|应为|不允许"
    r"|no |not |free (?:from|of)|without |shall |must ).*|无.+)",
    re.IGNORECASE,
)
_SIGN: Final = re.compile(r"[<≤>≥=±~]")
_COMMA: Final = re.compile(r"[0-9],\s?[0-9]")
_SHORT: Final = 60


def _read(text: str, unit: str) -> tuple[LimitRow, ...]:
    if not text:
        raise Unclear(M("The limit is empty; write — where the standard sets none"))
    if NOTHING_WRITTEN.fullmatch(text) or _NO_LIMIT.fullmatch(text):
        return (LimitRow(Statistic.UNSTATED, NoLimit()),)
    if all(_NOT_DETECTABLE.fullmatch(part.strip()) for part in text.split(" / ")):
        return (LimitRow(Statistic.UNSTATED, NotDetectable()),)
    if text[0] in "[(" and (enclosed := read_interval(fold_words(text))):
        return (LimitRow(Statistic.UNSTATED, enclosed.interval, enclosed.unit),)
    signs = fold_words(_figures(_LATEX.sub(r" \1/\2", _DIAMETER.sub("", text))))
    if not _SIGN.search(signs) and not plausible(text) and _REQUIRED.fullmatch(text):
        return (LimitRow(Statistic.UNSTATED, Required("" if text in "✓√" else _short(text))),)
    if (share := _SHARE_OF.fullmatch(signs)) and not read_computed(signs):
        signs = share[1]
    if measured(text) and not plausible(text):
        raise Unclear(
            M("“{text}” does not say which side it limits; write ≤ or ≥ before it", text=_short(text))
        )
    for limit in (_classes(signs), _ladder(signs), _class_at_least(signs)):
        if limit is not None:
            return (limit,)
    whole = read_combined(_once(signs, unit), unit) or read_computed(signs)
    if whole is not None:
        return (LimitRow(Statistic.UNSTATED, whole[0], whole[1]),)
    if _COMMA.search(signs):
        raise Unclear(
            M(
                "The comma in “{text}” may be a decimal sign, a thousands sign or a separator; write it without",
                text=_short(text),
            )
        )
    if len(text.split(" / ")) > 2:
        raise Unclear(
            M("“{text}” lists limits of several classes; write one row for each class", text=_short(text))
        )
    return _rows(_once(signs, unit), text)


_DIAMETER: Final = re.compile(r"^[φΦ⌀∅]\s?(?=[0-9])")
_LATEX: Final = re.compile(r"\s*\^\{([^{}]*)\}_\{([^{}]*)\}")  # 10^{+0.2}_{-0.1}
_LONG_NUMBER: Final = re.compile(r"(?<![0-9.,])([1-9][0-9]{0,2}(?: [0-9]{3})+)(?![0-9])(?!\s*[~-])")
_LONG_SPAN: Final = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+\s?~\s?[1-9][0-9]{0,2}(?: [0-9]{3})+(?![0-9])")
_DECIMAL_COMMA: Final = re.compile(
    r"(?<![0-9.,])(?:(0),\s?([0-9]+)|([1-9][0-9]*),([0-9]{1,2}|[0-9]{4,}))(?![0-9.,])"
)
_LISTED: Final = re.compile(r"(?<=[0-9])(\.[0-9]+),(?=\s?[0-9])")
_RESTATED: Final = re.compile(rf"(.*?({NUMBER})\s?([^\s()]*))\s*\(\s*({NUMBER})\s?([^\s()]+)\s*\)(.*)")
# at least 95 % of tiles without defects: the words say of what, which the indicator says too
_SHARE_OF: Final = re.compile(r"([<≤>≥]\s*[0-9.]+\s*%)\s*of\s+(?:the\s+)?[^<≤>≥;]{3,80}", re.IGNORECASE)


def _figures(text: str) -> str:
    """Numbers without grouping and with a decimal point, where a comma or blank can mean nothing else.

    `7,5` and `0,125` are decimal (thousands come in threes and never begin with 0); in `5.00, 2` the comma separates;
    `1,234` stays open. `10 000` is one number (ISO 80000-1, 7.3.1).
    """
    bare = GROUPED.sub(lambda found: found[0].replace(",", ""), text)
    bare = _LISTED.sub(r"\1;", bare)
    if _SIGN.search(fold_words(bare)) or _DECIMAL_COMMA.fullmatch(bare):
        bare = _DECIMAL_COMMA.sub(lambda found: f"{found[1] or found[3]}.{found[2] or found[4]}", bare)
        bare = _LONG_SPAN.sub(lambda found: found[0].replace(" ", ""), bare)
        bare = _LONG_NUMBER.sub(lambda found: found[1].replace(" ", ""), bare)
    return bare


def _once(signs: str, unit: str) -> str:
    """Without a limit said again in another unit of its kind: `≥420 MPa (60000 psi)`."""
    found = _RESTATED.fullmatch(signs)
    if found is None:
        return signs
    stated, other = found[3] or unit, spell(found[5])
    if stated and spell(stated) != other and conversion(other, stated) is not None:
        return f"{found[1]}{found[6]}".strip()
    return signs


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"


# --- classes and ladders ------------------------------------------------------------------------------------------

_CLASS: Final = re.compile(
    r"≥\s*(?:the )?(?P<label>\S.*?)(?:\s+(?:class|level|grade))?(?:\s+(?:after|in|for)\b.*)?",
    re.IGNORECASE,
)
_CLASS_OR_BETTER: Final = re.compile(
    r"(?P<label>.+?)\s*(?:及其?以上|或以上|以上|or better|or above|\+$)", re.IGNORECASE
)
_HALF_CLASS: Final = re.compile(r"(?<![0-9.])([1-7])\s?~\s?([2-8])(?=\s?级)")  # 4~5级 is the half class 4-5
_PASS: Final = re.compile(
    r"(?:合格线|及格线|合格等级|合格级|✓|pass(?:ing)?(?: level| line| grade)?)\s*[:=]\s*(.+)", re.IGNORECASE
)
_DEFINES: Final = re.compile(r"(?:分类|按值分类|∈|属于)\s*[:]?\s*(.+)", re.DOTALL)
_WANTED: Final = re.compile(r"([^\s:;|<≤>≥]{1,20}?)(?:类|级)?\s*:\s*(.+)", re.DOTALL)
_CLASS_STEP: Final = re.compile(r"([^\s:;|<≤>≥=]{1,20})\s*[:]?\s*(\S.*)")
_SYMBOL: Final = re.compile(r"^[A-Za-zα-ωΑ-Ω]\s*(?=[<≤>≥])")
_LADDER_ONLY: Final = frozenset(
    {"合格", "不合格", "平均", "基准"}
)  # levels of a ladder, though no classes by themselves


def _classes(text: str) -> LimitRow | None:
    """`∈ BIa ≤0.5 | BIb 0.5<E≤3`: intervals that define classes; `∈BIIa: 3<E≤6` asks for one of them."""
    found = _DEFINES.fullmatch(text)
    body = found[1] if found else text
    if found is None and "|" not in text:
        return None
    asked = _WANTED.fullmatch(body)
    several = split_parts(asked[2] if asked else body, "|" if "|" in body else ";")
    wanted = asked[1] if asked else ""
    if (
        asked
        and len(several) == 1
        and (bounds := read_interval(_SYMBOL.sub("", several[0].removeprefix(wanted).strip())))
    ):
        return LimitRow(
            Statistic.UNSTATED, Classes((GradeStep(wanted, bounds.interval),), wanted), bounds.unit
        )
    steps: list[tuple[str, Bounds]] = []
    for part in several:
        one = _CLASS_STEP.fullmatch(part)
        inner = read_interval(_SYMBOL.sub("", one[2])) if one else None
        if one is None or inner is None:
            return None
        steps.append((one[1], inner))
    names, units = [name for name, _ in steps], {bounds.unit for _, bounds in steps} - {""}
    if len(set(names)) < len(names) or len(units) > 1:
        raise Unclear(M("“{text}” names a level twice or has two units", text=_short(text)))
    if wanted and wanted not in names:
        raise Unclear(
            M("The class {level} is none of the classes {levels}", level=wanted, levels=tuple(names))
        )
    classes = Classes(tuple(GradeStep(name, bounds.interval) for name, bounds in steps), wanted)
    return LimitRow(Statistic.UNSTATED, classes, next(iter(units), ""))


def _class_at_least(text: str) -> LimitRow | None:
    text = _HALF_CLASS.sub(r"\1-\2", text)
    found = _CLASS.fullmatch(text) or _CLASS_OR_BETTER.fullmatch(text)
    if found and plausible(found["label"]):
        return LimitRow(Statistic.UNSTATED, ClassAtLeast(found["label"]))
    if re.fullmatch(r"[<≤>]\s*\S+", text) and plausible(text[1:].strip()):
        raise Unclear(
            M("“{text}” does not say which class is better; write ≥ and the lowest class allowed", text=text)
        )
    if plausible(text):
        raise Unclear(
            M("“{text}” names a class; write ≥ before it where better classes conform too", text=text)
        )
    return None


def _ladder(text: str) -> LimitRow | None:
    parts = split_parts(text, ";" if ";" in text else ",")
    marks = [found[1].strip() for part in parts if (found := _PASS.fullmatch(part))]
    named = [_step(part, anything=bool(marks)) for part in parts if not _PASS.fullmatch(part)]
    steps = [step for step in named if step]
    if not steps or len(steps) < len(named):
        return None
    if len(steps) == 1 and not marks:  # 平均≤0.1 speaks of the mean, R9>0 of a symbol
        name = steps[0][0]
        if len(name) < 2 or name == "平均" or _SYMBOL_ALONE.fullmatch(name):
            return None
    units = {bounds.unit for _, bounds in steps} - {""}
    names = [name for name, _ in steps]
    if len(set(names)) < len(names) or len(units) > 1 or len(marks) > 1:
        raise Unclear(M("“{text}” names a level twice or has two units", text=_short(text)))
    if not marks and all(_KIND.search(name) for name in names):
        raise Unclear(
            M(
                "“{text}” limits several kinds of products; write one row for each kind, or name the one asked for: "
                "合格线=…",
                text=_short(text),
            )
        )
    if marks and marks[0] not in names:
        raise Unclear(
            M("The pass line {level} is none of the levels {levels}", level=marks[0], levels=tuple(names))
        )
    rungs = _in_steps([GradeStep(name, bounds.interval) for name, bounds in steps], text)
    grades = Grades(rungs, marks[0] if marks else "")
    return LimitRow(Statistic.UNSTATED, grades, next(iter(units), ""))


_SYMBOL_ALONE: Final = re.compile(r"[A-Za-z]+[0-9]*")  # R9>0, HB≤187: a quantity, not the only level
_KIND: Final = re.compile(
    r"[类型]$"
)  # the limits of GB 18401 A, B, C are for different products, none is a fallback
_INSIDE_NUMBER: Final = re.compile(r"[0-9.]{2}")  # a name that took `B级 0.` would leave 3~0.6


def _step(part: str, *, anything: bool) -> tuple[str, Bounds] | None:
    """Name and interval of one level; the longest name that leaves an interval counts."""
    for end in range(min(len(part) - 1, 24), 0, -1):
        if _INSIDE_NUMBER.fullmatch(part[end - 1 : end + 1]):
            continue
        name = part[:end].rstrip(" :")
        allowed = plausible(name) or name in _LADDER_ONLY or (anything and not _SIGN.search(name))
        if name and allowed and (bounds := read_interval(part[end:].lstrip(" :"))):
            return name, bounds
    return None


def _best_first(names: list[str]) -> bool:
    """Whether names run as best-first levels do: 1级, 2级 or A, B; stars and P1, P2 say nothing."""
    keys = [grade_key(name) for name in names if re.fullmatch(r"(?:\S+[级等]|[A-G])", name)]
    return len(keys) == len(names) and all(first < second for first, second in pairwise(keys))


def _in_steps(steps: list[GradeStep], text: str) -> tuple[GradeStep, ...]:
    """One-sided levels from the hardest to the easiest, whichever way they were written."""
    intervals = [step.interval for step in steps]
    lows = [interval.low for interval in intervals if interval.low is not None and interval.high is None]
    highs = [interval.high for interval in intervals if interval.high is not None and interval.low is None]
    turned = (len(lows) == len(steps) and all(worse < better for worse, better in pairwise(lows))) or (
        len(highs) == len(steps) and all(worse > better for worse, better in pairwise(highs))
    )
    if turned and len(steps) > 1 and not _best_first([step.name for step in steps]):
        return tuple(reversed(steps))
    if any(better <= worse for better, worse in pairwise(lows)) or any(
        better >= worse for better, worse in pairwise(highs)
    ):
        raise Unclear(M("The levels of “{text}” do not run from the best to the lowest", text=_short(text)))
    return tuple(steps)


# --- numbers, statistics, conditions ------------------------------------------------------------------------------

_LABEL: Final = re.compile(rf"(?:{STATISTIC_LABEL})\s*[:=]?\s*(?=[<≤>≥=±+\-0-9.])", re.IGNORECASE)
_LABEL_BEHIND: Final = re.compile(  # ≥35 (平均值)
    rf"(?P<limit>[<≤>≥=±][^;()]*?)\s*\(\s*(?P<label>{STATISTIC_LABEL})\s*\)", re.IGNORECASE
)
_OPENS: Final = re.compile(r"(?:当|若|如果|对于|适用于)|(?:when|where|if|for)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Group:
    """Rows that share conditions; a condition after a row opens the next group."""

    conditions: list[Condition] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    bounds: dict[Statistic, Bounds] = field(default_factory=dict)


def _rows(signs: str, text: str) -> tuple[LimitRow, ...]:
    groups = [_Group()]
    segments = _segments(_LABEL_BEHIND.sub(r"\g<label>\g<limit>", signs))
    each = (
        sum(1 for part in segments if _limit_of(part)[1]) > 1
    )  # `≥1300(t≥7.5); ≥700(t<7.5)`: one scope each
    for part in segments:
        label = _LABEL.match(part)
        statistic = statistic_of(label) if label else Statistic.UNSTATED
        bounds, aside = _limit_of(part[label.end() :] if label else part)
        if bounds is None:
            condition, words = read_condition(part)
            if condition is not None and plausible(condition.indicator) and not condition.indicator.isascii():
                raise Unclear(_unknown(part))  # 先进值≤3; 平均值≤5: a level is no condition of what follows
            if (
                condition is None
                and (_SIGN.search(words) or re.search(r"\d", words))
                and not _OPENS.match(part)
            ):
                raise Unclear(_unknown(part))
            if groups[-1].bounds:
                groups.append(_Group())
            groups[-1].conditions += [condition] if condition else []
            groups[-1].words += [words] if words else []
            continue
        if each and aside and groups[-1].bounds:
            groups.append(_Group())
        before = groups[-1].bounds.get(statistic)
        groups[-1].bounds[statistic] = meet(before, bounds, _short(text)) if before else bounds
        groups[-1].conditions += aside
    if not all(group.bounds for group in groups):
        raise Unclear(
            M(
                "“{text}” names a quantity or a class and no limit of its own; write the limit alone",
                text=_short(text),
            )
        )
    units = _units_of_bands(groups)
    return tuple(
        LimitRow(
            statistic,
            bounds.interval,
            bounds.unit,
            tuple(replace(one, unit=one.unit or units.get(one.indicator, "")) for one in group.conditions),
            "; ".join(group.words),
        )
        for group in groups
        for statistic, bounds in group.bounds.items()
    )


def _units_of_bands(groups: list[_Group]) -> dict[str, str]:
    """The unit that bands of one quantity share, where only some state it: `CC≤4500 W: …; 4500<CC≤7100: …`."""
    stated: dict[str, set[str]] = {}
    for group in groups:
        for one in group.conditions:
            if one.unit:
                stated.setdefault(one.indicator, set()).add(one.unit)
    return {name: next(iter(units)) for name, units in stated.items() if len(units) == 1}


_WITH_UNIT: Final = re.compile(rf"[<≤>≥=±]\s*{NUMBER}\s?([^\W\d_][^\s<≤>≥=±;]*)")


def _unknown(part: str) -> Message:
    found = _WITH_UNIT.fullmatch(part)
    if found is not None and not listed(found[1]):
        return M("{unit} in “{text}” is no unit we know", unit=found[1], text=_short(part))
    return M("“{text}” is no limit, condition or label that we know", text=_short(part))


def _segments(signs: str) -> list[str]:
    """Cut at separators, after 时, after a colon that follows no label, and before each label."""
    cut = re.sub(r"(?<=\D)时\s*[,;:]?", "时;", signs)
    for label in reversed(list(_LABEL.finditer(cut))):
        cut = f"{cut[: label.start()]};{label[0].replace(':', '')}{cut[label.end() :]}"
    return split_parts(cut.replace(":", ";"), ";,")


def _limit_of(part: str) -> tuple[Bounds | None, list[Condition]]:
    """The interval of a part, and the conditions in brackets behind it: `≥1300 (厚度≥7.5mm)`."""
    if bounds := read_interval(part):
        return bounds, []
    found = re.fullmatch(r"(.+?)\s*\(([^()]+)\)", part)
    bounds = read_interval(found[1]) if found else None
    if found is None or bounds is None:
        return None, []
    conditions, words = parse_conditions(strip_opening(found[2]))
    return (None, []) if words else (bounds, list(conditions))
