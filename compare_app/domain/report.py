"""Report specs: a document in blocks, in the reader's language, laid out on pages by the face."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from compare_app.domain.charts import ChartSpec
from compare_app.domain.tone import Tone


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    style: Literal["body", "lead", "quiet", "warning"] = "body"


@dataclass(frozen=True, slots=True)
class TableCell:
    text: str
    tone: Tone = Tone.NEUTRAL
    align: Literal["left", "right", "center"] = "left"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header repeats on every page; `widths` are shares."""

    header: tuple[str, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    widths: tuple[float, ...] = ()
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart at a size in millimetres."""

    chart: ChartSpec
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class Fact:
    """One large figure: its parts have their own tones, the bar beside it that of the whole."""

    caption: str
    parts: tuple[tuple[str, Tone], ...]
    note: str
    tone: Tone

    @property
    def figure(self) -> str:
        """The parts in one line."""
        return " ".join(text for text, _ in self.parts)

    @classmethod
    def plain(cls, caption: str, figure: str, note: str, tone: Tone) -> Fact:
        """A figure of one tone."""
        return cls(caption, ((figure, tone),), note, tone)


@dataclass(frozen=True, slots=True)
class Facts:
    """Large figures side by side."""

    items: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Boxes to sign: 编制 / 审核 / 批准, with name and date where given."""

    boxes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page; in a workbook a sheet of this name begins here, where there is one."""

    sheet: str = ""


Block = Heading | Paragraph | Table | Figure | Facts | Signatures | PageBreak


@dataclass(frozen=True, slots=True)
class Slide:
    """One page of a presentation; a figure on it takes all the room there is. `notes` are for the speaker."""

    title: str
    blocks: tuple[Block, ...]
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Logo:
    """The enterprise's picture, always a PNG, with its size in pixels."""

    data: bytes
    width: int
    height: int

    def within(self, width: float, height: float) -> tuple[float, float]:
        """The size it takes inside a box of that size, whole and in its proportions."""
        scale = min(width / self.width, height / self.height)
        return self.width * scale, self.height * scale


@dataclass(frozen=True, slots=True)
class Report:
    """A document in blocks. `footer` stands on every page beside page x / y, the logo at the top of the first."""

    title: str
    footer: str
    blocks: tuple[Block, ...]
    landscape: bool = False
    logo: Logo | None = None


def together(reports: Sequence[Report]) -> Report:
    """One document of several, one after the other: the same in two languages."""
    first = reports[0]
    if len(reports) == 1:
        return first
    blocks: list[Block] = list(first.blocks)
    for one in reports[1:]:
        blocks += [PageBreak(), *one.blocks]
    return replace(
        first,
        title=" / ".join(dict.fromkeys(one.title for one in reports)),
        footer="  ·  ".join(dict.fromkeys(one.footer for one in reports)),
        blocks=tuple(blocks),
    )
