"""How the slides look: 16:9, our palette by tone, Microsoft YaHei for both scripts. Lengths are points."""

from __future__ import annotations

from typing import Final

from compare_app.domain.tone import Tone

FONT: Final = "Microsoft YaHei"
WIDTH, HEIGHT = 960.0, 540.0
SIDE: Final = 42.0
TOP: Final = 82.0  # where the content begins
BOTTOM: Final = 500.0  # where it ends; the foot stands below
ROOM: Final = WIDTH - 2 * SIDE

INK: Final = "1A222D"
QUIET: Final = "525D6C"
LINE: Final = "D8DDE4"
STRONG: Final = "9AA4B2"
SUNKEN: Final = "ECEFF3"
ACCENT: Final = "1B5DA8"
WHITE: Final = "FFFFFF"

INKS: Final[dict[Tone, str]] = {
    Tone.OURS: "14213D",
    Tone.DOMESTIC: "0A6E64",
    Tone.INTERNATIONAL: "8A35A3",
    Tone.PEER: "5C6674",
    Tone.BETTER: "145FAD",
    Tone.LEVEL: "445062",
    Tone.WORSE: "A04C00",
    Tone.FAIL: "B01E2D",
    Tone.UNKNOWN: "59636F",
    Tone.NEUTRAL: INK,
}
"""Words and marks, the light theme of the program."""

FILLS: Final[dict[Tone, str]] = {
    **INKS,
    Tone.BETTER: "2F7FD6",
    Tone.LEVEL: "7F8A9A",
    Tone.WORSE: "E0781A",
    Tone.FAIL: "C9303F",
    Tone.UNKNOWN: "868F9B",
    Tone.NEUTRAL: "5C6674",
}
"""Bars and stripes."""

TINTS: Final[dict[Tone, str]] = {
    Tone.BETTER: "E2EEFB",
    Tone.LEVEL: "E9ECF0",
    Tone.WORSE: "FDECDB",
    Tone.FAIL: "FBE3E5",
    Tone.UNKNOWN: "EEF0F3",
}
"""Grounds of cells; tones without one have none."""
