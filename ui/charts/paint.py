"""Painting a picture: the one place where charts meet a QPainter, for screen, image, SVG and PDF alike."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import cast

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen, QPolygonF

from ui.charts.lettering import Lettering
from ui.charts.picture import Box, Disc, Op, Panel, Patch, Picture, Shape, Size, Strokes, Words
from ui.theme import Theme

SLACK = 400.0  # how far left of the window words may begin that still reach into it
_NO_PEN = Qt.PenStyle.NoPen


@dataclass(slots=True)
class Brushes:
    """Pens, brushes and fonts by value, made once per picture: making them costs more than drawing with them."""

    lettering: Lettering
    pens: dict[tuple[str, float, bool], QPen] = field(default_factory=dict)
    fills: dict[str, QBrush] = field(default_factory=dict)
    fonts: dict[tuple[Size, bool], QFont] = field(default_factory=dict)

    def pen(self, colour: str, width: float = 1.0, dashed: bool = False) -> QPen:
        """A pen; no colour draws nothing."""
        known = self.pens.get((colour, width, dashed))
        if known is None:
            known = QPen(QColor(colour), width) if colour else QPen(_NO_PEN)
            known.setCapStyle(Qt.PenCapStyle.FlatCap if dashed else Qt.PenCapStyle.RoundCap)
            known.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            if dashed and colour:
                known.setDashPattern([4.0, 3.0])
            self.pens[colour, width, dashed] = known
        return known

    def fill(self, colour: str) -> QBrush:
        """A brush; no colour fills nothing."""
        known = self.fills.get(colour)
        if known is None:
            known = QBrush(QColor(colour)) if colour else QBrush(Qt.BrushStyle.NoBrush)
            self.fills[colour] = known
        return known

    def font(self, size: Size, bold: bool) -> QFont:
        """A font."""
        known = self.fonts.get((size, bold))
        if known is None:
            known = self.fonts[size, bold] = self.lettering.font(size, bold)
        return known


@dataclass(frozen=True, slots=True)
class Highlight:
    """What the reader points at: the selected key, the hovered key, and how far the panels are scrolled."""

    selected: str = ""
    hovered: str = ""
    across: float = 0.0
    down: float = 0.0
    framed: bool = False  # the keyboard works here
    clip: bool = True  # paper shows panels whole, and SVG knows no clipping


def paint(
    picture: Picture,
    painter: QPainter,
    brushes: Brushes,
    theme: Theme,
    highlight: Highlight = Highlight(clip=False),
) -> None:
    """Draw a picture at the painter's origin, in logical pixels; the caller scales."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing, True)
    painter.fillRect(QRectF(0, 0, picture.width, picture.height), QColor(picture.ground))
    for panel in picture.panels:
        painter.save()
        if highlight.clip:
            painter.setClipRect(
                QRectF(panel.x, panel.y, panel.width, panel.height), Qt.ClipOperation.IntersectClip
            )
        across = highlight.across if panel.sideways else 0.0
        down = highlight.down if panel.downwards else 0.0
        painter.translate(panel.x - across, panel.y - down)
        _paint_panel(panel, painter, brushes, theme, highlight, picture.ground)
        painter.restore()
    if highlight.framed:
        painter.setPen(brushes.pen(theme.focus, 1.5))
        painter.setBrush(brushes.fill(""))
        painter.drawRoundedRect(QRectF(1.5, 1.5, picture.width - 3, picture.height - 3), 4, 4)


def _paint_panel(
    panel: Panel, painter: QPainter, brushes: Brushes, theme: Theme, highlight: Highlight, plain: str
) -> None:
    clipped = highlight.clip
    left, right = highlight.across - SLACK, highlight.across + panel.width
    top = highlight.down if panel.downwards else 0.0
    for strip in panel.strips:
        if clipped and (strip.bottom < top or strip.top > top + panel.height):
            continue
        ground = plain
        for spot in strip.spots:
            if not spot.ground or not spot.key or spot.key not in (highlight.selected, highlight.hovered):
                continue
            chosen = spot.key == highlight.selected
            ground = theme.selection if chosen else theme.hover
            painter.setPen(brushes.pen(theme.focus if chosen else "", 1.5))
            painter.setBrush(brushes.fill(ground))
            painter.drawRoundedRect(QRectF(spot.x + 1, spot.y + 1, spot.width - 2, spot.height - 2), 4, 4)
        for layer in _layers(strip.ops):
            if not (clipped and panel.sideways and _is_beside(layer, left, right)):
                _paint_layer(layer, painter, brushes, ground, screen=clipped)
        for spot in strip.spots:
            if spot.ring and spot.key and spot.key == highlight.selected:
                painter.setPen(brushes.pen(theme.focus, 2.5))
                painter.setBrush(brushes.fill(""))
                painter.drawRoundedRect(QRectF(spot.x, spot.y, spot.width, spot.height), spot.ring, spot.ring)


Layer = list[Box] | list[Words] | Op


def _layers(ops: Sequence[Op]) -> Iterator[Layer]:
    """Neighbours that can be painted in one go: plain boxes of one look, lines of words of one type and ink."""
    for _, group in groupby(ops, _look):
        layer = list(group)
        if len(layer) > 1:  # only boxes and words have neighbours of their look
            yield cast("list[Box] | list[Words]", layer)
        else:
            yield layer[0]


def _look(op: Op) -> Hashable:
    if isinstance(op, Words) and not op.turned:
        return op[3:]
    if isinstance(op, Box) and not op.radius:
        return op[4:]
    return id(op)


def _is_beside(layer: Layer, left: float, right: float) -> bool:
    """Whether a layer, which runs from left to right, is out of sight."""
    if isinstance(layer, list):
        return layer[0].x > right or layer[-1].x < left
    return isinstance(layer, Box | Words) and not left < layer.x < right


def _paint_layer(layer: Layer, painter: QPainter, brushes: Brushes, ground: str, *, screen: bool) -> None:
    """A call of the painter costs more than what it draws. Only the screen gets glyphs: in a file words stay words."""
    match layer:
        case [Box() as box, *_]:
            painter.setPen(brushes.pen(box.edge, box.edge_width, box.dashed))
            painter.setBrush(brushes.fill(box.fill))
            painter.drawRects([QRectF(*one[:4]) for one in layer])
        case [Words() as words, *_] if screen:
            painter.setPen(brushes.pen(words.colour))
            lines = tuple([(one.text, one.x, one.y) for one in layer if isinstance(one, Words)])
            for run in brushes.lettering.runs(lines, words.size, words.bold):
                painter.drawGlyphRun(QPointF(0, 0), run)
        case list():
            for op in layer:
                _paint_op(op, painter, brushes, ground)
        case _:
            _paint_op(layer, painter, brushes, ground)


def _paint_op(op: Op, painter: QPainter, brushes: Brushes, ground: str) -> None:
    match op:
        case Words():
            painter.setFont(brushes.font(op.size, op.bold))
            painter.setPen(brushes.pen(op.colour))
            if op.turned:
                painter.save()
                painter.translate(op.x, op.y)
                painter.rotate(-90)
                painter.drawText(QPointF(0, 0), op.text)
                painter.restore()
            else:
                painter.drawText(QPointF(op.x, op.y), op.text)
        case Patch():
            painter.fillRect(QRectF(op.x, op.y, op.width, op.height), brushes.fill(ground))
        case Box():
            painter.setPen(brushes.pen(op.edge, op.edge_width, op.dashed))
            painter.setBrush(brushes.fill(op.fill))
            rect = QRectF(op.x, op.y, op.width, op.height)
            if op.radius:
                painter.drawRoundedRect(rect, op.radius, op.radius)
            else:
                painter.drawRect(rect)
        case Strokes():
            painter.setPen(brushes.pen(op.colour, op.width, op.dashed))
            painter.drawLines([QLineF(*segment) for segment in op.segments])
        case Disc():
            painter.setPen(brushes.pen(op.edge, op.edge_width))
            painter.setBrush(brushes.fill(op.fill))
            painter.drawEllipse(QPointF(op.x, op.y), op.radius, op.radius)
        case Shape():
            painter.setPen(brushes.pen(op.edge, op.edge_width, op.dashed))
            points = QPolygonF([QPointF(x, y) for x, y in op.points])
            if op.closed:
                painter.setBrush(brushes.fill(op.fill))
                painter.drawPolygon(points)
            else:
                painter.drawPolyline(points)
