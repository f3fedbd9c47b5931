"""The fishbone, for which Excel has no form: six branches as columns of cells, and the picture of the fish."""

from __future__ import annotations

from itertools import zip_longest
from typing import Final

from compare_app.domain.quality_charts import Fishbone, FishCause
from compare_app.exporters.plan.native.desk import WHOLE, Desk
from compare_app.exporters.plan.page import Content
from compare_app.exporters.plan.pictures import insert_picture
from compare_app.text.message import M

_SPANS: Final = (2,) * 6
_ROW: Final = 20


def fishbone(desk: Desk, spec: Fishbone) -> None:
    """The problem, its causes by branch with their state; an empty fish only says how to fill it."""
    words, page = desk.material.words, desk.page
    causes = [one for bone in (*spec.bones, spec.loose) for one in bone.causes]
    picture = desk.material.pictures.get("fishbone") if causes else None
    desk.block(spec.title, 120 + (500 if picture else 0))
    desk.say(" ".join(spec.head.split()), bold=True)
    if not causes:
        desk.say("○ " + spec.hint)
        return
    page.header([bone.name for bone in spec.bones], _SPANS)
    for causes_of_row in zip_longest(*(bone.causes for bone in spec.bones)):
        line: list[Content] = ["" if one is None else _said(desk, one) for one in causes_of_row]
        page.line(line, _SPANS, valign="top")
    if spec.loose.causes:
        desk.say(
            words(
                M(
                    "{title}: {text}",
                    title=spec.loose.name,
                    text="   ".join(_said(desk, one) for one in spec.loose.causes),
                )
            )
        )
    desk.say(spec.footnote)
    if picture is not None:
        height = insert_picture(page, page.row, 0, picture, spec.title, WHOLE * 3 // 4)
        page.row += height // _ROW + 2


def _said(desk: Desk, one: FishCause) -> str:
    text = desk.material.words(M("{name} ({mark})", name=f"{one.sign} {one.text}", mark=one.state))
    return f"{text}\n{one.evidence}" if one.evidence else text
