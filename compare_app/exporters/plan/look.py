"""How the plan workbook looks: fonts, tones and cell formats, made once and shared."""

from __future__ import annotations

from typing import IO, Any, Final

from compare_app.domain.tone import Tone

BODY_FONT: Final = "等线"
HEAD_FONT: Final = "Microsoft YaHei"
INK: Final = "#1F2933"
NAVY: Final = "#1B4B72"
QUIET: Final = "#5F6B76"
LINE: Final = "#BFC7CE"
INPUT: Final = "#FFF8E1"

FILLS: Final[dict[Tone, tuple[str, str]]] = {
    Tone.BETTER: ("#DCEAF7", "#0B4A82"),
    Tone.LEVEL: ("#F1F3F5", INK),
    Tone.WORSE: ("#FCE4CC", "#8A3F00"),
    Tone.FAIL: ("#F9D4D4", "#9C0006"),
    Tone.UNKNOWN: ("#ECECEC", QUIET),
}
"""Ground and ink by tone: blue better, orange worse, red for 不合格 only."""

HEAT: Final = {-2: "#F4A261", -1: "#FCE4CC", 0: "#F1F3F5", 1: "#CFE2F3", 2: "#7FB2DE"}
"""Ground of a heat-map cell by its step; None is hatched grey."""

SERIES: Final[dict[Tone, str]] = {
    Tone.OURS: "#14213D",
    Tone.DOMESTIC: "#0A6E64",
    Tone.INTERNATIONAL: "#8A35A3",
    Tone.PEER: "#5C6674",
    Tone.BETTER: "#2B78B8",
    Tone.LEVEL: "#9AA5AF",
    Tone.WORSE: "#E07B1A",
    Tone.FAIL: "#C62828",
    Tone.UNKNOWN: "#B8B8B8",
    Tone.NEUTRAL: "#5F6B76",
}
"""Colours of marks and bars in native charts; no product is orange, which means worse."""


def new_book(buffer: IO[bytes]) -> Any:
    """A workbook made in memory in which every text stays text: nothing becomes a formula, a number or a link."""
    from compare_app.exporters.xlsx_book import AS_TEXT, Book

    return Book(
        buffer,
        {
            **AS_TEXT,
            "in_memory": True,  # nothing of the project is left in the system's temporary folder
            "default_format_properties": {"font_name": BODY_FONT, "font_size": 10},
        },
    )


_BODY: Final = {"font_name": BODY_FONT, "font_size": 10, "font_color": INK, "valign": "vcenter"}


class Formats:
    """Cell formats of one workbook, each made when first asked for: a workbook keeps every format it was given."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[frozenset[tuple[str, object]], Any] = {}

    def get(self, **properties: object) -> Any:
        """A format with the house's font and these properties of XlsxWriter."""
        return self.of(properties)

    def of(self, properties: dict[str, object]) -> Any:
        """The same for those who have the properties in hand."""
        key = frozenset(properties.items())
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self._workbook.add_format({**_BODY, **properties})
        return found


def toned(tone: Tone) -> dict[str, object]:
    """Properties of a cell that carries a tone; the sign and the word stand in its text."""
    if tone not in FILLS:
        return {}
    ground, ink = FILLS[tone]
    return {"bg_color": ground, "font_color": ink}
