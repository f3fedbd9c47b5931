"""No chart: why there is none and what to do, instead of an empty plot."""

from __future__ import annotations

from compare_app.domain.charts import NoChart
from ui.charts.frame import Frame, Pad, compose, head, panel
from ui.charts.picture import Box, Picture, Size, Strokes


def lay_out(spec: NoChart, frame: Frame) -> Picture:
    """Title above, sign, reason and remedy in the middle."""
    top, y = head(frame, spec.title)
    pad = Pad(frame)
    theme, type_ = frame.theme, frame.type
    width = min(frame.inner, frame.px(460))
    left = (frame.width - width) / 2
    room = max(frame.px(40), frame.height - y)
    fitting = max(1, int(room / type_.line(Size.STRONG)) - 2)
    reason = type_.wrap(spec.reason, Size.STRONG, width, min(4, fitting), bold=True)
    remedy = type_.wrap(spec.remedy, Size.BODY, width, max(1, min(4, fitting - len(reason))))
    text_height = len(reason) * type_.line(Size.STRONG) + frame.px(6) + len(remedy) * type_.line(Size.BODY)
    side = frame.px(44) if room > text_height + frame.px(80) else 0.0
    at = max(0.0, (room - text_height - side - frame.px(12 if side else 0)) * 0.42)
    if side:
        x = frame.width / 2 - side / 2
        base = at + side
        heights = (0.45, 0.8, 0.6)
        for index, share in enumerate(heights):
            bar = side / 4
            pad.add(Box(x + index * side * 0.36, base - side * share, bar, side * share, theme.unknown_tint,
                        theme.line_strong, 1.2, 2, dashed=True))  # fmt: skip
        pad.add(Strokes(((x - side * 0.2, base + 1, x + side * 1.2, base + 1),), theme.line_strong, 1.4))
        at += side + frame.px(14)
    at += pad.lines(left, at, reason, Size.STRONG, bold=True, align="center", width=width)
    at += frame.px(6)
    pad.lines(left, at, remedy, Size.BODY, theme.text_quiet, align="center", width=width)
    body = panel(0, y, frame.width, room, [pad.strip(0, room)])
    return compose(frame, spec.title, [top, body], told=f"{spec.reason} {spec.remedy}".strip())
