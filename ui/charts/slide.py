"""A slide as a picture at the size of a screen: type as large as the room allows, a figure fills what is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from compare_app.domain.report import Block, Figure, Slide
from compare_app.text.wording import Wording
from ui.charts.frame import Frame, Pad, panel
from ui.charts.lettering import Lettering
from ui.charts.picture import Picture, Size
from ui.charts.report_blocks import MM, Piece, pieces_of
from ui.theme import Theme

DESIGN: Final = (1280.0, 720.0)  # logical pixels that the sizes of type are meant for
LARGE: Final = 1.55  # larger than on a page: read from the other end of a table
LARGEST: Final = 2.4  # of a slide of words alone
SMALLEST: Final = 0.8
MARGIN: Final = 0.045  # of the width
FOOT: Final = 30.0  # px at scale 1


def slide_picture(
    slide: Slide, place: str, width: float, height: float, look: tuple[Theme, tuple[str, ...], Wording]
) -> tuple[Picture, list[tuple[Picture, float, float]], Frame]:
    """The slide without its figures, the figures with their places, the frame; `place` is printed below: 3 / 8."""
    theme, families, words = look
    fit = min(width / DESIGN[0], height / DESIGN[1])
    scale = LARGE if any(isinstance(block, Figure) for block in slide.blocks) else LARGEST
    while True:
        margin = width * MARGIN
        foot = FOOT * fit
        lettering = Lettering(families, fit * scale)
        frame = Frame(width - 2 * margin, height - margin - foot, theme, lettering, words, paper=True)
        pieces = _pieces(slide.blocks, frame)
        if _height(pieces) <= frame.height or scale <= SMALLEST:
            break
        scale -= 0.1
    pad, figures, top = Pad(frame), [], 0.0
    free = max(0.0, frame.height - _height(pieces))
    top = free * 0.12
    for at, piece in enumerate(pieces):
        top += piece.before if at else 0.0
        piece.draw(pad, top)
        if piece.picture is not None:
            left = (frame.width - piece.picture.width) / 2
            figures.append((piece.picture, margin + left, margin * 0.6 + top))
        top += piece.height
    below = Pad(frame)
    below.text(margin, height - foot, slide.title, Size.TINY, theme.text_quiet, width=frame.width * 0.8)
    length = lettering.width(place, Size.TINY)
    below.text(width - margin - length, height - foot, place, Size.TINY, theme.text_quiet)
    body = panel(margin, margin * 0.6, frame.width, frame.height, [pad.strip(0, frame.height)])
    under = panel(0, 0, width, height, [below.strip(0, height)])
    told = f"{slide.title} {place}"
    return Picture(width, height, theme.surface_raised, (body, under), told), figures, frame


def _pieces(blocks: Sequence[Block], frame: Frame) -> list[Piece]:
    """The pieces of a slide; a figure gets the room that the others leave."""
    others = [piece for block in blocks if not isinstance(block, Figure) for piece in pieces_of(block, frame)]
    figures = sum(isinstance(block, Figure) for block in blocks)
    room = max(frame.height * 0.3, (frame.height - _height(others)) / max(1, figures))
    pieces: list[Piece] = []
    for block in blocks:
        if isinstance(block, Figure):
            block = replace(block, width_mm=frame.width / MM, height_mm=room / MM)
        pieces += pieces_of(block, frame)
    return pieces


def _height(pieces: Sequence[Piece]) -> float:
    return sum(piece.height + (piece.before if at else 0.0) for at, piece in enumerate(pieces))
