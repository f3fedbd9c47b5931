"""Headers of a wide table: the text of each column, also where names stand above each other in merged cells."""

from __future__ import annotations

from collections import Counter

from compare_app.domain.units import split_header
from compare_app.importers.cells import Sheet
from compare_app.importers.guesses import is_statistic
from compare_app.text.fold import key

JOINT = " / "


def merged_text(sheet: Sheet, row: int, column: int) -> str:
    """The text of a cell, or that of the merged range over it."""
    text = sheet.row(row).at(column).text.strip()
    if not text:
        over = next(
            (m for m in sheet.merges if m.top <= row <= m.bottom and m.left <= column <= m.right), None
        )
        text = sheet.row(over.top).at(over.left).text.strip() if over is not None else ""
    return text


def header_texts(sheet: Sheet, header_row: int) -> tuple[str, ...]:
    """The header of every column, empty where there is none.

    A blank cell takes the text merged down from above. Where one text stands twice in the row, the group above it
    goes before: `断裂模数 / 平均`, `断裂模数 / 单值`.
    """
    row = sheet.row(header_row)
    width = max(sheet.column_count, len(row.cells))
    texts = [" ".join(row.at(at).text.split()) for at in range(width)]
    above = {
        at: " ".join(sheet.row(merge.top).at(merge.left).text.split())
        for merge in sheet.merges
        if merge.top <= header_row and merge.bottom >= header_row - 1 and merge.right - merge.left < width - 1
        for at in range(merge.left, min(merge.right, width - 1) + 1)
    }
    for at in range(width):
        if not texts[at]:
            texts[at] = above.get(at, "")
    counts = Counter(key(text) for text in texts if text)
    return tuple(
        f"{above[at]}{JOINT}{text}"
        if text and counts[key(text)] > 1 and above.get(at, text) != text
        else text
        for at, text in enumerate(texts)
    )


def group_of(sheet: Sheet, header_row: int, column: int) -> str:
    """The text merged over a column and others directly above the header, empty where there is none."""
    width = sheet.column_count
    over = next(
        (
            one
            for one in sheet.merges
            if one.bottom == header_row - 1
            and one.left <= column <= one.right
            and 0 < one.right - one.left < width - 1
        ),
        None,
    )
    return " ".join(sheet.row(over.top).at(over.left).text.split()) if over is not None else ""


def name_and_unit(header: str) -> tuple[str, str]:
    """The indicator and the unit of a header, its group included: `断裂模数(MPa) / 平均值` is 断裂模数 in MPa."""
    name, unit = split_header(header)
    group, joint, own = name.partition(JOINT)
    if not joint:
        return name, unit
    group, unit_of_group = split_header(group)
    return (group if is_statistic(own) else f"{group} {own}"), unit or unit_of_group
