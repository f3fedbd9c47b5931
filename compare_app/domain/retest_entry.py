"""The values of a re-test as a person types them: one line an indicator."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from compare_app.domain.model import Indicator, Result
from compare_app.domain.number import parse_decimal
from compare_app.domain.result_text import parse_result
from compare_app.domain.retest import values_of
from compare_app.errors import AppError
from compare_app.text.message import M

_BETWEEN: Final = re.compile(r"[,，、;；\n]")
_GROUPED: Final = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?![\d])")
JOINT: Final = ", "


@dataclass(frozen=True, slots=True)
class Entry:
    """What was typed for one indicator. No text: not tested."""

    text: str = ""
    unit: str = ""
    uncertainty: str = ""


def single_texts(text: str) -> tuple[str, ...]:
    """`5.1, 5.2, 5.0` as single values. `1,250` could be one value or two: an AppError, nothing is guessed."""
    if _GROUPED.search(text):
        raise AppError(
            "RETEST-COMMA",
            M("“{text}” may be one value or several", text=text.strip()),
            M("Write 1250 for one value, 1, 250 with a blank for two"),
        )
    return tuple(part for one in _BETWEEN.split(text) if (part := one.strip()))


def results_of(indicator: Indicator, entry: Entry) -> tuple[Result, ...]:
    """The typed line as results, one a value; none where nothing was typed. What cannot be read is an AppError."""
    texts = single_texts(entry.text)
    if not texts:
        return ()
    uncertainty = None
    if entry.uncertainty.strip():
        uncertainty = parse_decimal(entry.uncertainty)
        if uncertainty is None or uncertainty <= 0:
            raise AppError(
                "RETEST-VALUE",
                M("{name} “{text}” is no positive number", name="U", text=entry.uncertainty.strip()),
                M("Write the expanded uncertainty (k = 2) of the report, or leave it empty"),
            )
    return values_of(indicator, texts, entry.unit.strip(), uncertainty)


def entry_of(results: tuple[Result, ...]) -> Entry:
    """Results from a file as the line that stands for them."""
    texts: list[str] = []
    for one in results:
        if not (texts and texts[-1] == one.raw and len(parse_result(one.raw)) > 1):
            texts.append(one.raw)  # a text with a mean and a span stands behind two results
    units = {one.unit for one in results}
    stated = {one.uncertainty for one in results}
    uncertainty = stated.pop() if len(stated) == 1 else None
    return Entry(
        JOINT.join(texts),
        units.pop() if len(units) == 1 else "",
        "" if uncertainty is None else format(uncertainty, "f"),
    )
