"""The conditions of a filter in words: what they are called, and what is said of those that hold."""

from __future__ import annotations

from typing import Final

from compare_app.domain.cell_conditions import Condition, Conditions, Relation
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording
from ui.models.grid_model import GridModel

NAMES: Final[dict[Relation, Message]] = {
    Relation.AT_LEAST: M("≥ at least"),
    Relation.AT_MOST: M("≤ at most"),
    Relation.ABOVE: M("> greater than"),
    Relation.BELOW: M("< less than"),
    Relation.EQUAL: M("= equal to"),
    Relation.UNEQUAL: M("≠ not equal to"),
    Relation.BETWEEN: M("between two numbers"),
    Relation.LARGEST: M("the largest …"),
    Relation.SMALLEST: M("the smallest …"),
    Relation.ABOVE_AVERAGE: M("above average"),
    Relation.BELOW_AVERAGE: M("below average"),
    Relation.BEFORE: M("earlier than"),
    Relation.AFTER: M("later than"),
    Relation.FROM_TO: M("between two days"),
    Relation.THIS_MONTH: M("this month"),
    Relation.OVERDUE: M("overdue"),
    Relation.CONTAINS: M("contains"),
    Relation.LACKS: M("does not contain"),
    Relation.BEGINS: M("begins with"),
    Relation.EMPTY: M("is empty"),
    Relation.FILLED: M("is not empty"),
}
_SIGNS: Final = {
    Relation.AT_LEAST: "≥",
    Relation.AT_MOST: "≤",
    Relation.ABOVE: ">",
    Relation.BELOW: "<",
    Relation.EQUAL: "=",
    Relation.UNEQUAL: "≠",
}
MOST_NAMED: Final = 12  # values in the tip of a funnel


def said(conditions: Conditions, words: Wording) -> str:
    """What a column is asked for, e.g. ≥ 5 and < 10."""
    parts = [_part(one, words) for one in conditions.parts]
    if len(parts) == 1:
        return parts[0]
    return (
        words("{one} or {other}", one=parts[0], other=parts[1])
        if conditions.either
        else words("{one} and {other}", one=parts[0], other=parts[1])
    )


def _part(one: Condition, words: Wording) -> str:
    first, second = one.first.strip(), one.second.strip()
    match one.relation:
        case Relation.BETWEEN | Relation.FROM_TO:
            return words("from {first} to {second}", first=first, second=second)
        case Relation.LARGEST:
            return words("the {first} largest", first=first)
        case Relation.SMALLEST:
            return words("the {first} smallest", first=first)
        case Relation.BEFORE:
            return words("earlier than {first}", first=first)
        case Relation.AFTER:
            return words("later than {first}", first=first)
        case Relation.CONTAINS:
            return words("contains “{first}”", first=first)
        case Relation.LACKS:
            return words("does not contain “{first}”", first=first)
        case Relation.BEGINS:
            return words("begins with “{first}”", first=first)
        case relation if relation in _SIGNS:
            return f"{_SIGNS[relation]} {first}"
    return words(NAMES[one.relation])


def filter_tip(model: GridModel, column: int, words: Wording) -> str:
    """What the funnel of a column says: the values that are shown, the conditions; how to filter where none is set."""
    key = model.grid.columns[column].key
    chosen, conditions = model.filters.get(key), model.conditions.get(key)
    lines = []
    if conditions is not None:
        lines.append(words("Condition: {what}", what=said(conditions, words)))
    if chosen is not None:
        shown = [text or words("(empty)") for text in sorted(chosen)]
        more = words("and {count} more", count=len(shown) - MOST_NAMED) if len(shown) > MOST_NAMED else ""
        lines.append(words("Only: {values}", values=[*shown[:MOST_NAMED], *([more] if more else [])]))
    return "\n".join(lines) or words("Filter this column…")


def filters_said(model: GridModel, words: Wording) -> str:
    """“12/48 rows” and by which columns and conditions; empty where nothing is filtered."""
    parts = []
    for at in model.filtered_columns:
        column = model.grid.columns[at]
        title, conditions = " ".join(column.title.split()), model.conditions.get(column.key)
        parts.append(title if conditions is None else f"{title} {said(conditions, words)}")
    if not parts:
        return ""
    return words(
        "{shown}/{total} rows, filtered by {columns}",
        shown=model.rowCount(),
        total=model.total,
        columns=parts,
    )
