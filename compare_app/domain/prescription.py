"""处方 as a case keeps it: one measure a line, before an arrow the cause it is against.

    铜线电阻率偏高 → 进货逐卷复检
    重新标定风量装置

People type here: any line is a measure, blank lines and list marks say nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from compare_app.text.fold import key

ARROW: Final = "→"
_ARROWS: Final = re.compile(r"\s*(?:→|=>|->|⇒)\s*")
_MARK: Final = re.compile(r"^\s*(?:[-*•·]|[0-9]{1,2}[.、)）](?![0-9]))\s*")


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure and the cause it is against; no cause: nobody named one."""

    text: str
    cause: str = ""

    def __str__(self) -> str:
        return f"{self.cause} {ARROW} {self.text}" if self.cause else self.text


def measures(prescription: str) -> tuple[Measure, ...]:
    """The measures of a prescription in their order."""
    found = []
    for line in prescription.splitlines():
        parts = _ARROWS.split(_MARK.sub("", line).strip(), maxsplit=1)
        text = parts[-1].strip()
        if text:
            found.append(Measure(text, parts[0].strip() if len(parts) > 1 else ""))
    return tuple(found)


def with_measure(prescription: str, measure: Measure) -> str:
    """The prescription with one more line; a measure that stands in it already is not written twice."""
    if key(measure.text) in {key(one.text) for one in measures(prescription)}:
        return prescription
    return "\n".join(part for part in (prescription.rstrip(), str(measure)) if part)
