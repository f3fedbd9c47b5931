"""The deck of the review meeting: made in memory, then put in the place of the old file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from compare_app.domain.report import Heading, Logo, Paragraph, Slide
from compare_app.exporters.atomic import write_bytes
from compare_app.exporters.cells import visible
from compare_app.exporters.deck.canvas import Canvas
from compare_app.exporters.deck.flow import Flow
from compare_app.exporters.deck.look import ACCENT, HEIGHT, INK, LINE, QUIET, ROOM, SIDE, WIDTH
from compare_app.exporters.deck.measure import LINE as LINE_HEIGHT
from compare_app.exporters.deck.measure import shortened, wrapped
from compare_app.progress import pause
from compare_app.text.message import M
from compare_app.text.wording import Wording

_FOOT: Final = 9.5


def write_deck(to: Path, parts: Sequence[tuple[Wording, Sequence[Slide]]], logo: Logo | None) -> None:
    """Write slides, one language after the other; the first slide of each part is its cover.

    Raises AppError where the file cannot be written; the old one then is as it was.
    """
    data = deck_bytes(parts, logo)
    write_bytes(to, data)


def deck_bytes(parts: Sequence[tuple[Wording, Sequence[Slide]]], logo: Logo | None) -> bytes:
    """The deck as bytes."""
    from pptx import Presentation
    from pptx.util import Emu

    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = Emu(round(WIDTH * 12700)), Emu(round(HEIGHT * 12700))
    made: list[tuple[Canvas, Wording, str]] = []
    for words, slides in parts:
        cover, *rest = slides
        made.append((_cover(deck, cover, logo), words, cover.title))
        flow = Flow(deck, words)
        for slide in rest:
            pause()
            flow.slide(slide)
        made += [(canvas, words, cover.title) for canvas in flow.made]
    for number, (canvas, words, subject) in enumerate(made, 1):
        _foot(canvas, words, subject, number, len(made))
    properties = deck.core_properties
    properties.title = parts[0][1][0].title
    properties.author = properties.last_modified_by = ""
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def _cover(deck: Any, slide: Slide, logo: Logo | None) -> Canvas:
    """Product, step and date, large; the logo in the corner."""
    made = deck.slides.add_slide(deck.slide_layouts[5])
    canvas = Canvas(made)
    canvas.box(0, 0, 14, HEIGHT, ACCENT)
    if logo is not None:
        canvas.picture(logo, WIDTH - SIDE, 34, (170, 60))
    top = 150.0
    for block in slide.blocks:
        match block:
            case Heading():
                text = shortened(visible(block.text), 36, ROOM, 2, bold=True)
                canvas.title(text, SIDE, top, ROOM, 36)
                top += len(wrapped(text, 36, ROOM, bold=True)) * 36 * LINE_HEIGHT + 14
            case Paragraph():
                size, bold, colour = {
                    "lead": (20.0, True, ACCENT),
                    "quiet": (11.0, False, QUIET),
                }.get(block.style, (16.0, False, INK))
                top += canvas.text(SIDE, top, ROOM, visible(block.text), size, bold=bold, colour=colour) + 10
            case _:
                pass
    if slide.notes:
        made.notes_slide.notes_text_frame.text = visible(slide.notes)
    return canvas


def _foot(canvas: Canvas, words: Wording, subject: str, number: int, count: int) -> None:
    """The notice, the product, and page x / y on every slide."""
    note = words(M("Enterprise's own evaluation, not official"))
    text = shortened(visible(f"{note}  ·  {subject}"), _FOOT, ROOM - 80, 1)
    canvas.box(SIDE, 512, ROOM, 0.8, LINE)
    canvas.text(SIDE, 517, ROOM - 80, text, _FOOT, colour=QUIET)
    canvas.text(WIDTH - SIDE - 70, 517, 70, f"{number} / {count}", _FOOT, colour=QUIET, align="right")
