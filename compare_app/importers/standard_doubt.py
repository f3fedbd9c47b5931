"""What an import says of a standard number that it does not know, or that can be more than one thing (R14, R15)."""

from __future__ import annotations

from typing import Final

from compare_app.domain.standard_number import parse_standard_number
from compare_app.text.message import M, Message

UNRECOGNISED: Final = M("It is taken in as typed and marked as not recognised")


def number_doubt(text: str) -> Message | None:
    """What was expected instead of a number; None where it is recognised."""
    number = parse_standard_number(text)
    if number.recognised:
        return None
    if number.readings:
        return M("one standard number; this can be read as {readings}", readings=number.readings)
    return M("the number of a standard, such as GB/T 4100-2015")
