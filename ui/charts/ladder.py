"""Ladder: a staircase rising to the right, the words of each step inside its tread, a flag on the step we stand on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compare_app.domain.charts import LadderChart, LadderStepSpec
from ui.charts.frame import Frame, Pad, compose, foot, foot_panel, head, panel
from ui.charts.picture import Box, Disc, Picture, Shape, Size, Strip, Strokes


@dataclass(frozen=True, slots=True)
class Tread:
    """One step, measured: its words wrapped to the width it has."""

    spec: LadderStepSpec
    left: float
    width: float
    height: float
    lines: tuple[tuple[str, ...], ...]
    cut: int  # lines that found no room
    bottom: bool = False  # the ground floor: leaving it behind is no merit to tick


def lay_out(spec: LadderChart, frame: Frame) -> Picture:
    """The chart at the frame's size: L0 at the bottom, every tread as high as its words need."""
    top, y = head(frame, spec.title)
    lines, foot_height = foot(frame, spec.footnote)
    room = max(frame.px(60), frame.height - y - foot_height)
    count = len(spec.steps)
    rise = _rise(spec.steps, frame)
    kept = [len(step.lines) for step in spec.steps]
    treads = [_measure(step, frame, index, rise, kept[index]) for index, step in enumerate(spec.steps)]
    while frame.paper and sum(tread.height for tread in treads) > room:
        longest = _expendable(spec.steps, kept)
        if longest is None:
            break
        kept[longest] -= 1
        treads[longest] = _measure(spec.steps[longest], frame, longest, rise, kept[longest])
    needed = sum(tread.height for tread in treads)
    spare = min((room - needed) / count, frame.px(26))
    if not frame.paper:
        spare = max(0.0, spare)
    content = needed + spare * count
    strips: list[Strip] = []
    at = content if content <= room else max(content, room)
    for tread in treads:
        height = tread.height + spare
        at -= height
        strips.append(_draw(tread, frame, at, height, rise))
    offset = max(0.0, (room - content) / 2) if content < room else 0.0
    height = content if frame.paper else min(room, content)
    body = panel(0, y + offset, frame.width, height, strips, down=content)
    keys = [step.code for step in spec.steps]
    current = next((step for step in spec.steps if step.state == "current"), None)
    told = f"{current.code} {current.name}" if current else ""
    left_out = sum(tread.cut for tread in treads)
    return compose(
        frame,
        spec.title,
        [top, body, foot_panel(frame, lines, foot_height, spec.footnote)],
        keys,
        left_out,
        told,
        current.code if current else "",
    )


def _rise(steps: Sequence[LadderStepSpec], frame: Frame) -> float:
    """How far each step stands in: less where the name of an upper one would be cut, but stairs they stay."""
    rise = min(frame.px(54), frame.inner * 0.09)
    for index, step in enumerate(steps[1:], 1):
        words = frame.type.width(step.name, Size.SMALL, bold=True) + frame.type.width(
            step.code, Size.STRONG, bold=True
        )
        rise = min(rise, (frame.inner - words - frame.px(50)) / index)
    return max(frame.px(8), rise)


def _expendable(steps: Sequence[LadderStepSpec], kept: Sequence[int]) -> int | None:
    """The step that can best do with a line less: evidence goes before blockers, the longest first. −1 means that
    not even "… and n more" is left.
    """
    candidates = [index for index, step in enumerate(steps) if step.lines and kept[index] >= 0]
    if not candidates:
        return None
    return max(candidates, key=lambda index: (kept[index] > 1, steps[index].state == "reached", kept[index]))


def _measure(step: LadderStepSpec, frame: Frame, index: int, rise: float, kept: int) -> Tread:
    """A tread with the first `kept` of its lines, the rest counted."""
    left = frame.margin + index * rise
    width = frame.width - frame.margin - left
    lines = [frame.type.wrap(line, Size.SMALL, width - frame.px(44)) for line in step.lines[: max(0, kept)]]
    cut = len(step.lines) - len(lines)
    if cut and kept >= 0:
        lines.append((frame.more(cut),))
    height = frame.type.line(Size.STRONG) + frame.px(10)
    height += sum(len(line) for line in lines) * frame.type.line(Size.SMALL) + (frame.px(4) if lines else 0)
    return Tread(step, left, width, height, tuple(lines), cut, index == 0)


def _draw(tread: Tread, frame: Frame, top: float, height: float, rise: float) -> Strip:
    pad = Pad(frame)
    theme, step = frame.theme, tread.spec
    gap = frame.px(1.5)
    state = (
        {"reached": "passed", "current": "failed"}.get(step.state, step.state) if tread.bottom else step.state
    )
    fill, edge, ink, dashed, width = {
        "passed": (theme.surface, theme.line_strong, theme.text_quiet, False, 1.0),
        "reached": (theme.better_tint, theme.better_fill, theme.better, False, 1.0),
        "failed": (theme.fail_tint, theme.fail_fill, theme.fail, False, 2.2),
        "current": (theme.selection, theme.accent, theme.on_selection, False, 2.2),
        "blocked": (theme.worse_tint, theme.worse_fill, theme.worse, False, 1.2),
        "unknown": (theme.surface, theme.line_strong, theme.unknown, True, 1.0),
    }[state]
    pad.add(Box(tread.left, top + gap, tread.width, height - 2 * gap, fill, edge, width, frame.px(4), dashed))
    story = "\n".join((f"{step.code} {step.name}", *step.lines))
    pad.spot(tread.left, top, tread.width, height, step.code, story, ring=frame.px(4))
    x = tread.left + frame.px(12)
    small = frame.type.line(Size.SMALL)
    block = frame.type.line(Size.STRONG) + small * sum(len(lines) for lines in tread.lines)
    y = top + max(frame.px(1), (height - block) / 2 - frame.px(1))
    middle = y + frame.type.line(Size.STRONG) / 2
    _sign(pad, state, x + frame.px(6), middle, ink)
    x += frame.px(20)
    code_width = pad.text(x, y, step.code, Size.STRONG, ink, bold=True)
    name_left = x + code_width + frame.px(8)
    bold = step.state in ("current", "blocked", "reached")
    room = tread.left + tread.width - name_left - frame.px(8)
    fits = frame.type.width(step.name, Size.STRONG, bold=bold) <= room
    size = Size.STRONG if fits else Size.SMALL  # rather smaller than cut
    y_name = y if fits else y + (frame.type.line(Size.STRONG) - small) / 2
    pad.text(name_left, y_name, step.name, size, theme.text if state not in ("unknown", "passed") else ink, bold=bold,
             width=room)  # fmt: skip
    y += frame.type.line(Size.STRONG) + (frame.px(1) if tread.lines else 0)
    for lines in tread.lines:
        y += pad.lines(
            x,
            y,
            lines,
            Size.SMALL,
            theme.text if state in ("blocked", "current", "failed") else theme.text_quiet,
        )
    if step.state == "current":
        _flag(pad, tread.left + rise * 0.5, top + gap, min(rise, frame.px(40)))
    return pad.strip(top - frame.px(44), top + height)


def _sign(pad: Pad, state: str, x: float, y: float, ink: str) -> None:
    """The sign of a state: ticked, standing, blocked, open."""
    r = pad.frame.px(5)
    match state:
        case "reached":
            pad.add(
                Shape(
                    ((x - r, y), (x - r * 0.25, y + r * 0.75), (x + r, y - r * 0.75)),
                    "",
                    ink,
                    2.0,
                    closed=False,
                )
            )
        case "current":
            pad.add(Disc(x, y, r, ink))
        case "failed":
            cross = ((x - r, y - r, x + r, y + r), (x - r, y + r, x + r, y - r))
            pad.add(Strokes(cross, ink, 2.2))
        case "passed":
            pad.add(
                Shape(
                    ((x - r, y + r * 0.5), (x, y - r * 0.5), (x + r, y + r * 0.5)), "", ink, 1.8, closed=False
                )
            )
        case "blocked":
            pad.add(Shape(((x - r, y - r * 0.7), (x + r, y - r * 0.7), (x, y + r * 0.9)), ink))
        case _:
            pad.add(Disc(x, y, r * 0.9, "", ink, 1.4))


def _flag(pad: Pad, x: float, ground: float, height: float) -> None:
    """A flag that stands on a tread."""
    frame, theme = pad.frame, pad.frame.theme
    pole = min(height * 0.85, frame.px(32))
    pad.add(Strokes(((x, ground, x, ground - pole),), theme.accent, 2.2))
    pad.add(
        Shape(
            ((x, ground - pole), (x + pole * 0.55, ground - pole * 0.76), (x, ground - pole * 0.5)),
            theme.accent,
        )
    )
    pad.add(Disc(x, ground, frame.px(2.5), theme.accent))
