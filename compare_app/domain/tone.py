"""Tones: what a mark or cell means, which the palette gives a colour; no word of the field, so no vocabulary."""

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
