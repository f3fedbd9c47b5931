"""Fishbone: a spine to the head, three bones above and three below, causes on twigs; what is on no bone stands below.

Words stand left of their bone and are wrapped to the room between two bones; the body grows with them. The screen
scrolls, paper leaves the last causes of the fullest bone out and says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from compare_app.domain.quality_charts import FishBone, Fishbone, FishCause
from ui.charts.frame import Frame, Pad, compose, foot, foot_panel, head, panel
from ui.charts.picture import Box, Picture, Shape, Size, Strip, Strokes

HEAD_BESIDE: Final = 620.0  # px of width from which the head has its place at the right
LINES: Final = 3  # of one cause; the whole stands in its story
SIDES: Final = 3  # bones on each side


@dataclass(frozen=True, slots=True)
class Twig:
    """One cause, wrapped."""

    cause: FishCause | None  # None: "… and n more"
    lines: tuple[str, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Bone:
    """A branch with what of it is drawn."""

    spec: FishBone
    twigs: tuple[Twig, ...]

    @property
    def height(self) -> float:
        """Of all its twigs."""
        return sum(twig.height for twig in self.twigs)


@dataclass(frozen=True, slots=True)
class Plan:
    """Where things stand: columns for the bones, the slant of a bone, the head at the right or above."""

    column: float
    slant: float
    words: float  # width of the words of a cause
    chip: float  # height of the name of a bone
    head: float  # width at the right; 0: the head stands above
    size: Size  # of the names of the bones
    shift: float  # of all names to the left, so that the last one stays inside


def lay_out(spec: Fishbone, frame: Frame) -> Picture:
    """The chart at the frame's size; six bones, empty ones too."""
    top, y = head(frame, spec.title)
    panels = [top]
    plan = _plan(spec, frame)
    if not plan.head:
        band, height = _head_band(spec, frame)
        panels.append(panel(0, y, frame.width, height, [band]))
        y += height
    total = sum(len(bone.causes) for bone in (*spec.bones, spec.loose))
    lines, foot_height = foot(frame, spec.footnote, frame.more(total) if frame.paper and total else "")
    room = max(frame.px(80), frame.height - y - foot_height)
    kept = [len(bone.causes) for bone in (*spec.bones, spec.loose)]
    bones, loose, tail = _measured(spec, frame, plan, kept)
    while frame.paper and _needed(bones, frame, plan) + tail > room and max(kept) > 0:
        kept[max(range(len(kept)), key=kept.__getitem__)] -= 1
        bones, loose, tail = _measured(spec, frame, plan, kept)
    needed = _needed(bones, frame, plan) + tail
    if (
        frame.paper and needed > room
    ):  # no room for what stands below either: it is among those that are counted
        needed, tail = needed - tail, 0.0
        if needed > room:
            bones = [Bone(bone.spec, ()) for bone in bones]
            needed = _needed(bones, frame, plan)
    cut = total - sum(kept)
    lines, foot_height = foot(frame, spec.footnote, frame.more(cut) if cut else "")
    content = max(room, needed)
    height = room if not frame.paper else content
    body = panel(
        0, y, frame.width, height, [_body(spec, frame, plan, bones, loose, content, tail)], down=content
    )
    panels += [body, foot_panel(frame, lines, foot_height, spec.footnote)]
    keys = list(
        dict.fromkeys(
            [
                spec.head_key,
                *(
                    key
                    for bone in (*spec.bones, spec.loose)
                    for key in (bone.key, *(one.key for one in bone.causes))
                    if key
                ),
            ]
        )
    )
    told = "; ".join(
        [
            " ".join(spec.head.split()),
            *(
                f"{bone.name}: {', '.join(one.text for one in bone.causes)}"
                for bone in (*spec.bones, spec.loose)
                if bone.causes
            ),
            spec.hint,
        ]
    )
    return compose(frame, spec.title, panels, keys, cut, told, spec.head_key)


def _plan(spec: Fishbone, frame: Frame) -> Plan:
    beside = frame.width >= frame.px(HEAD_BESIDE)
    longest = max(frame.type.width(line, Size.STRONG, bold=True) for line in spec.head.split("\n"))
    at_right = min(longest + frame.px(24), frame.inner * 0.24, frame.px(240)) if beside else 0.0
    width = frame.inner - at_right - frame.px(20)  # the last for the point of the spine
    slant = min(frame.px(46), width * 0.05)
    column = (width - slant) / SIDES

    def widest(size: Size) -> float:
        return max(frame.type.width(bone.name, size, bold=True) for bone in spec.bones) + frame.px(14)

    room = column - frame.px(6)
    size = next((one for one in (Size.STRONG, Size.SMALL) if widest(one) <= room), Size.TINY)
    shift = 0.0 if beside else max(0.0, min(widest(size), room) / 2 - slant - frame.px(20))
    chip = frame.type.line(Size.STRONG) + frame.px(8)
    return Plan(column, slant, column - frame.px(20), chip, at_right, size, shift)


def _head_band(spec: Fishbone, frame: Frame) -> tuple[Strip, float]:
    """The head as a band above the fish, where there is no room beside it."""
    pad = Pad(frame)
    lines = frame.type.wrap(
        " ".join(spec.head.split("\n")), Size.BODY, frame.inner - frame.px(16), 2, bold=True
    )
    height = frame.type.line(Size.BODY) * len(lines) + frame.px(8)
    _head_box(pad, spec, frame.margin, 0, frame.inner, height)
    pad.lines(frame.margin + frame.px(8), frame.px(4), lines, Size.BODY, bold=True)
    return pad.strip(0, height), height + frame.px(6)


def _head_box(pad: Pad, spec: Fishbone, x: float, y: float, width: float, height: float) -> None:
    theme = pad.frame.theme
    pad.add(Box(x, y, width, height, theme.surface_sunken, theme.text_quiet, 1.4, pad.frame.px(4)))
    pad.spot(x, y, width, height, spec.head_key, spec.head, ring=pad.frame.px(4))


def _measured(
    spec: Fishbone, frame: Frame, plan: Plan, kept: Sequence[int]
) -> tuple[list[Bone], Bone, float]:
    """The bones with the first causes of each, the loose ones, and the height of what stands below the fish."""
    bones = [_bone(one, frame, plan.words, kept[at]) for at, one in enumerate(spec.bones)]
    loose = _bone(spec.loose, frame, frame.inner - frame.px(24), kept[-1])
    return bones, loose, _tail_height(spec, frame, loose)


def _needed(bones: Sequence[Bone], frame: Frame, plan: Plan) -> float:
    """The height of the fish alone."""
    least = frame.px(8)
    sides = (bones[:SIDES], bones[SIDES:])
    return sum(max(least, *(bone.height for bone in side)) for side in sides) + 2 * plan.chip + frame.px(36)


def _bone(spec: FishBone, frame: Frame, width: float, kept: int) -> Bone:
    line = frame.type.line(Size.SMALL)
    twigs: list[Twig] = []
    for cause in spec.causes[:kept]:
        lines = frame.type.wrap(f"{cause.sign} {cause.text}", Size.SMALL, width, LINES)
        twigs.append(Twig(cause, lines, len(lines) * line + frame.px(7)))
    if rest := len(spec.causes) - kept:
        twigs.append(Twig(None, (frame.type.elide(frame.more(rest), Size.SMALL, width),), line + frame.px(7)))
    return Bone(spec, tuple(twigs))


def _tail_height(spec: Fishbone, frame: Frame, loose: Bone) -> float:
    height = 0.0
    if loose.twigs:
        height += loose.height + frame.type.line(Size.STRONG) + frame.px(14)
    if spec.hint:
        height += len(_hint(spec, frame)) * frame.type.line(Size.BODY) + frame.px(10)
    return height


def _hint(spec: Fishbone, frame: Frame) -> tuple[str, ...]:
    return frame.type.wrap(spec.hint, Size.BODY, frame.inner)


def _body(
    spec: Fishbone,
    frame: Frame,
    plan: Plan,
    bones: Sequence[Bone],
    loose: Bone,
    content: float,
    tail: float,
) -> Strip:
    pad = Pad(frame)
    theme = frame.theme
    fish = content - tail
    above = max(bone.height for bone in bones[:SIDES])
    below = max(bone.height for bone in bones[SIDES:])
    spare = max(0.0, fish - above - below - 2 * plan.chip - frame.px(36))
    spine = plan.chip + frame.px(10) + above + min(spare / 2, frame.px(90))
    deep = min(below + frame.px(18) + min(spare / 2, frame.px(90)), fish - spine - plan.chip)
    end = frame.margin + SIDES * plan.column + plan.slant + frame.px(10)
    pad.add(Strokes(((frame.margin, spine, end, spine),), theme.text_quiet, 3.0))
    tip = frame.px(9)
    pad.add(Shape(((end, spine - tip * 0.7), (end + tip, spine), (end, spine + tip * 0.7)), theme.text_quiet))
    if plan.head:
        _head_beside(pad, spec, plan, end + tip, spine, fish)
    for at, bone in enumerate(bones):
        up = at < SIDES
        foot_x = frame.margin + (at % SIDES + 1) * plan.column + plan.slant
        reach = spine - plan.chip if up else deep
        _draw(pad, bone, plan, foot_x, spine, reach, up=up)
    if tail:
        _tail(pad, spec, loose, content - tail)
    return pad.strip(0, content)


def _head_beside(pad: Pad, spec: Fishbone, plan: Plan, left: float, spine: float, fish: float) -> None:
    frame = pad.frame
    width = frame.width - frame.margin - left
    line = frame.type.line(Size.STRONG)
    most = max(2, int((fish - frame.px(12)) // line))
    lines = frame.type.wrap(spec.head, Size.STRONG, width - frame.px(16), min(10, most), bold=True)
    height = len(lines) * line + frame.px(14)
    top = max(0.0, min(fish - height, spine - height / 2))
    _head_box(pad, spec, left, top, width, height)
    pad.lines(left + frame.px(8), top + frame.px(7), lines, Size.STRONG, bold=True)


def _draw(pad: Pad, bone: Bone, plan: Plan, foot_x: float, spine: float, reach: float, *, up: bool) -> None:
    """A bone from its name to the spine, the causes between: below they begin at the spine, above at the name."""
    frame, theme = pad.frame, pad.frame.theme
    line = frame.type.line(Size.SMALL)
    way = -1 if up else 1
    tip_x, tip_y = foot_x - plan.slant, spine + way * reach
    pad.add(Strokes(((tip_x, tip_y, foot_x, spine),), theme.text_quiet, 1.8))
    _chip(pad, bone.spec, plan, tip_x, tip_y, up=up)
    y = tip_y + frame.px(6) if up else spine + frame.px(8)
    if up:  # near the spine, where the eye looks first
        y = max(y, spine - frame.px(10) - bone.height)
    for twig in bone.twigs:
        low = y + len(twig.lines) * line + frame.px(1)
        share = abs(low - spine) / max(reach, 1.0)
        on_bone = foot_x - plan.slant * min(1.0, share)
        right = min(on_bone, foot_x - plan.slant * min(1.0, abs(y - spine) / max(reach, 1.0)))
        left = right - frame.px(6) - plan.words
        ruled = theme.line_strong if twig.cause else theme.line
        pad.add(Strokes(((left, low, on_bone, low),), ruled, 1.0))
        bold = twig.cause is not None and twig.cause.sign == "●"
        ink = theme.text if twig.cause and twig.cause.sign != "—" else theme.unknown
        _lines(pad, twig, left, y, ink, plan.words, bold=bold)
        if twig.cause is not None:
            cause = twig.cause
            air = frame.px(3)
            pad.spot(left - air, y, plan.words + 2 * air, twig.height - air, cause.key, cause.story, ring=air)
        y += twig.height


def _lines(pad: Pad, twig: Twig, left: float, top: float, ink: str, width: float, *, bold: bool) -> None:
    """Bold words were measured as plain ones: a line that would grow too long stays plain."""
    frame = pad.frame
    heavy = bold and all(frame.type.width(line, Size.SMALL, bold=True) <= width for line in twig.lines)
    pad.lines(left, top, twig.lines, Size.SMALL, ink, bold=heavy)


def _chip(pad: Pad, spec: FishBone, plan: Plan, x: float, y: float, *, up: bool) -> None:
    frame, theme = pad.frame, pad.frame.theme
    width = min(frame.type.width(spec.name, plan.size, bold=True) + frame.px(14), plan.column - frame.px(6))
    left = x - width / 2 - plan.shift
    top = y - plan.chip + frame.px(2) if up else y - frame.px(2)
    pad.add(Box(left, top, width, plan.chip, theme.level_tint, theme.text_quiet, 1.2, frame.px(4)))
    line = frame.type.line(plan.size)
    pad.text(left, top + (plan.chip - line) / 2, spec.name, plan.size, bold=True, align="center", width=width)
    if spec.key:
        pad.spot(left, top, width, plan.chip, spec.key, spec.story, ring=frame.px(4))


def _tail(pad: Pad, spec: Fishbone, loose: Bone, top: float) -> None:
    """What is on no bone, and how to fill an empty fish."""
    frame, theme = pad.frame, pad.frame.theme
    line = frame.type.line(Size.SMALL)
    y = top + frame.px(8)
    if loose.twigs:
        pad.add(
            Strokes(
                ((frame.margin, y - frame.px(4), frame.width - frame.margin, y - frame.px(4)),),
                theme.line,
                1.0,
            )
        )
        pad.text(
            frame.margin, y, loose.spec.name, Size.STRONG, theme.text_quiet, bold=True, width=frame.inner
        )
        y += frame.type.line(Size.STRONG)
        for twig in loose.twigs:
            ink = theme.text if twig.cause else theme.unknown
            pad.lines(frame.margin + frame.px(12), y, twig.lines, Size.SMALL, ink)
            if (cause := twig.cause) is not None:
                left, height = frame.margin + frame.px(10), len(twig.lines) * line
                width = frame.inner - frame.px(20)
                pad.spot(left, y, width, height, cause.key, cause.story, ring=frame.px(2))
            y += twig.height
        y += frame.px(6)
    if spec.hint:
        pad.lines(frame.margin, y, _hint(spec, frame), Size.BODY, theme.text_quiet)
