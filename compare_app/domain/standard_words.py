"""Text in which a standard number stands: folded for reading, kept as typed, and what stands beside the number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from compare_app.domain.standard_parts import StandardNumber

Parse = Callable[[str], "StandardNumber | None"]

_DASHES: Final = dict.fromkeys("—–―−‐‑‒﹣ー─━", "-")
_STROKES: Final = dict.fromkeys("∕⁄＼\\", "/")
_QUOTES: Final = str.maketrans("〈〉「」『』[]【】", "《》《》《》()()")
_SAME: Final = _DASHES | _STROKES | {chr(sign): chr(form) for sign, form in _QUOTES.items()}
_INVISIBLE: Final = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")


@dataclass(frozen=True, slots=True)
class Typed:
    """A folded text and where each of its characters stands in the text as typed."""

    text: str
    places: tuple[int, ...]
    raw: str

    def part(self, start: int, end: int) -> Typed:
        """The characters from `start` to `end`, blanks at the ends left out."""
        while start < end and self.text[start] == " ":
            start += 1
        while start < end and self.text[end - 1] == " ":
            end -= 1
        return Typed(self.text[start:end], self.places[start:end], self.raw)

    def without(self, start: int, end: int) -> Typed:
        """The text without a part, and without the brackets that stood around it alone."""
        while start and end < len(self.text) and self.text[start - 1] == "(" and self.text[end] == ")":
            start, end = start - 1, end + 1
        kept = [*range(start), *range(end, len(self.text))]
        made = Typed("".join(self.text[i] for i in kept), tuple(self.places[i] for i in kept), self.raw)
        return made.part(0, len(made.text))

    def source(self) -> str:
        """The text as typed."""
        return self.raw[self.places[0] : self.places[-1] + 1] if self.places else ""


def typed(text: str) -> Typed:
    """Fold a text: width, dashes, strokes, brackets, blanks; nothing but its form changes."""
    raw = unicodedata.normalize("NFC", text)
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(raw):
        if sign in _INVISIBLE:
            continue
        for one in unicodedata.normalize("NFKC", _SAME.get(sign, sign)):
            one = " " if one.isspace() else _SAME.get(one, one)
            if one in " -" and signs and signs[-1] == one:  # —— is one dash
                continue
            signs.append(one)
            places.append(place)
    made = Typed("".join(signs), tuple(places), raw)
    return _unwrapped(made.part(0, len(made.text)))


_WRAPS: Final = {"《": "》", "(": ")", '"': '"', "“": "”", "'": "'"}


def _unwrapped(seen: Typed) -> Typed:
    """《GB 21455-2019》 without its marks; (EU) 2019/2015 keeps its brackets."""
    while len(seen.text) > 1 and _WRAPS.get(seen.text[0]) == seen.text[-1]:
        inner = seen.text[1:-1]
        if seen.text[-1] in inner or seen.text[0] in inner:
            break
        seen = seen.part(1, len(seen.text) - 1)
    return seen


_LEADS: Final = (
    re.compile(r"《(?P<title>[^《》]+)》\s?"),
    re.compile(r"(?P<title>[^()《》,;:]*[\u4e00-\u9fff]{2}[^()《》,;:]*?)\s?(?=\([^()]*(?:\([^()]*\)[^()]*)?\)$)"),
    re.compile(r"(?P<remark>[\u4e00-\u9fff]{2,12})\s?:?\s?(?=[^\u4e00-\u9fff])"),
    re.compile(r"(?P<remark>(?:REACH|RoHS|ErP|LVD|EMC|WEEE)(?:\s(?:Regulation|Directive))?)\s(?=\S)", re.IGNORECASE),
)  # fmt: skip
_BOUNDARY: Final = re.compile(r"(?<=[0-9A-Z)ε年版])(?=[\s《(,:;、\"“\-\u4e00-\u9fff])", re.IGNORECASE)
_ENDS: Final = 24  # a number ends within its first words
_PLACE: Final = re.compile(
    r"(?:第?\s?[0-9一二三四五六七八九十]+(?:\.[0-9]+)*\s?(?:条|章|节|款|页)|附录\s?[A-Z0-9]|表\s?[0-9A-Z]|图\s?[0-9]|§"
    r"|(?:sub)?clause\s|table\s|annex\s|section\s|[0-9]+(?:\.[0-9]+)+).*",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"(?:现行|现行有效|有效|即将实施|已?废止|作废|被代替|最新版(?:本)?|中文版|英文版|(?:国家|行业|地方|团体|企业|国际)?标准(?:的?(?:要求|规定))?|"
    r"\((?:E|F|R|EN|FR|ZH|E/F|bilingual)\)|IDT|MOD|NEQ|EQV|(?:等同|修改|非等效|等效)(?:采用)?)",
    re.IGNORECASE,
)
_ANOTHER: Final = re.compile(
    r"[A-Z]{2,}[A-Z/]*\s?[0-9][0-9A-Z./:-]*|\b[TQ]/[0-9A-Z]+\s?[0-9.]+(?:-[0-9]+)?", re.IGNORECASE
)


def around(seen: Typed, parse: Parse) -> StandardNumber | None:
    """A number with a title, a clause or a label before or behind it; None where something else stands there."""
    for start, title, remark in _beginnings(seen):
        if _another(title, parse):
            continue
        body = _unwrapped(seen.part(start, len(seen.text)))
        for end in _endings(body.text):
            number = parse(body.text[:end])
            behind = _behind(body.part(end, len(body.text)), parse) if number else None
            if number is None or behind is None or (title and behind[0]):
                continue
            return replace(
                number,
                title=title or behind[0],
                remark="; ".join(part for part in (remark, number.remark, behind[1]) if part),
                written=body.part(0, end).source(),
            )
    return None


def _beginnings(seen: Typed) -> Iterator[tuple[int, str, str]]:
    """Where the number may begin: at once, behind a title, or behind a label such as 执行标准."""
    yield 0, "", ""
    for lead in _LEADS:
        if found := lead.match(seen.text):
            groups = found.groupdict()
            name = "title" if groups.get("title") else "remark"
            words = seen.part(found.start(name), found.end(name)).source()
            yield (found.end(), words, "") if name == "title" else (found.end(), "", words)


def _endings(text: str) -> Iterator[int]:
    """Where the number may end, the farthest first."""
    ends = [found.start() for found in _BOUNDARY.finditer(text)][:_ENDS]
    yield from reversed([*ends, len(text)])


def _behind(rest: Typed, parse: Parse) -> tuple[str, str] | None:
    """Title and remark of what stands behind a number; None where it is neither."""
    text = rest.text
    if not text:
        return "", ""
    if (named := re.match(r"《([^《》]+)》\s?", text)) and not _another(named[1], parse):
        title = rest.part(named.start(1), named.end(1)).source()
        more = _behind(rest.part(named.end(), len(text)), parse)
        return (title, more[1]) if more is not None and not more[0] else None
    if re.match(r"\s?[-:]\s?[0-9]", text):  # a part or a year that did not go with the number
        return None
    bare = rest
    while bare.text[:1] in tuple(",:;、-"):
        bare = bare.part(1, len(bare.text))
    inner = _unwrapped(bare)
    if _PLACE.fullmatch(inner.text) or _LABEL.fullmatch(inner.text) or _LABEL.fullmatch(bare.text):
        return "", inner.source()
    qualified = bare.text.startswith("(")  # JIS C 9612 (Top Runner) may be another thing than JIS C 9612
    if not qualified and _is_title(inner.text) and not _another(inner.text, parse):
        return inner.source(), ""
    return None


def _is_title(text: str) -> bool:
    """Words, not the rest of a number: two ideographs, two words, or one long word."""
    if re.search(r"[\u4e00-\u9fff]{2}", text):
        return not re.match(r"[,;、/&]|[和及与或]", text)
    words = re.findall(r"[A-Za-z]{3,}", text)
    return text[:1].isalpha() and (len(words) > 1 or any(len(word) > 4 for word in words))


def _another(text: str, parse: Parse) -> bool:
    """Whether another standard number stands in a text."""
    return any(parse(found[0].strip(" -:/.")) for found in _ANOTHER.finditer(text))
