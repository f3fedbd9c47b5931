"""Tones and marks: what a sign or cell means, which the face gives a colour and a filling; no word of the field."""

from __future__ import annotations

from enum import StrEnum


class Tone(StrEnum):
    """What a mark means; the palette gives each tone a colour, light and dark."""

    OURS = "ours"
    DOMESTIC = "domestic"
    INTERNATIONAL = "international"
    PEER = "peer"
    BETTER = "better"  # blue
    LEVEL = "level"
    WORSE = "worse"  # orange
    FAIL = "fail"  # red: 不合格 only
    UNKNOWN = "unknown"  # grey: not comparable, not known
    NEUTRAL = "neutral"


class Mark(StrEnum):
    """Hollow = declared, solid = tested, hatched = estimated; an arrow = censored, pointing where the truth lies."""

    SOLID = "solid"
    HOLLOW = "hollow"
    HATCHED = "hatched"
    ARROW_LEFT = "arrow_left"
    ARROW_RIGHT = "arrow_right"
