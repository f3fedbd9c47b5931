"""The sheet 要求: what each edition demands of each indicator."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from compare_app.domain.condition_text import parse_conditions
from compare_app.domain.grade import best_first
from compare_app.domain.limit import Grades, UnreadLimit
from compare_app.domain.limit_text import LimitRow, parse_limit
from compare_app.domain.model import Indicator, Requirement, StandardEdition
from compare_app.domain.terms import Statistic
from compare_app.domain.units import conversion, known, spell
from compare_app.importers.cells import NO_VALUE, CellKind
from compare_app.importers.fields import day_as_typed
from compare_app.importers.own.reading import Fields
from compare_app.text.message import M

_STATED: Final = ("clause", "quantity", "mode", "mandatory", "note", "valid_from", "valid_to")
_BLANK: Final = Requirement("", "", "", "")
UNCHECKED: Final = M("The requirement is kept with its text; nothing is judged by it")


def take(row: Fields) -> None:
    """The requirements of one row: a text such as `平均≥35, 单值≥32` holds two."""
    if row.missing(("standard", "indicator")):
        return
    category = row.category()
    indicator = None if row.dropped else row.indicator(category)
    if indicator is None:
        return
    if not row.cell("limit").text.strip():
        row.hold_row(
            "limit",
            "IMP-REQUIRED",
            M("a limit; write — where the standard names the indicator and sets none"),
        )
        return
    edition = edition_of(row)
    for limit in _limits(row, indicator):
        _put(row, edition, indicator, limit)


def edition_of(row: Fields) -> StandardEdition:
    """The edition of the row, made from its number where the project lacks it."""
    records, number = row.reading.records, row.text("standard")
    edition = records.edition(number)
    if edition is None:
        edition = records.new_edition(number)
        row.note(
            "standard",
            "IMP-NEW-STANDARD",
            M("a standard of the sheet 标准 (Standards)"),
            M("It is added with its number only; its force follows from the prefix"),
        )
    return edition


def _limits(row: Fields, indicator: Indicator) -> tuple[LimitRow, ...]:
    """What the limit cell says; what is not understood is held and kept as an unread limit."""
    cell = row.cell("limit")
    unread = (LimitRow(Statistic.UNSTATED, UnreadLimit()),)
    if cell.kind is CellKind.DATE:
        typed = day_as_typed(cell.text)
        row.hold("limit", "IMP-DATE", M("no date; the original may have been {text}", text=typed), UNCHECKED)
        return unread
    if cell.kind in NO_VALUE:
        row.value("limit")  # tells of it
        return unread
    parsed = parse_limit(cell.text, row.text("unit"))
    if parsed.problem is not None:
        row.hold(
            "limit",
            "IMP-LIMIT",
            M("a limit such as ≥5.00, ≤0.5 %, 35~45 or 10.0±0.1: {why}", why=parsed.problem),
            UNCHECKED,
        )
        return unread
    stated = row.text("unit")
    for limit in parsed.rows:
        if stated and limit.unit and spell(stated) != spell(limit.unit):
            row.hold(
                "limit",
                "IMP-TWO-UNITS",
                M(
                    "one unit; the limit says {one}, the column 单位 (Unit) says {other}",
                    one=limit.unit,
                    other=stated,
                ),
                UNCHECKED,
            )
            return unread
    _look_at_unit(row, indicator, stated or parsed.rows[0].unit)
    return tuple(in_direction(one, indicator) for one in parsed.rows)


def in_direction(row: LimitRow, indicator: Indicator) -> LimitRow:
    """Levels that lie beside each other have no order of their own: the indicator's direction gives it."""
    if isinstance(row.limit, Grades):
        return replace(row, limit=best_first(row.limit, indicator.direction))
    return row


def _look_at_unit(row: Fields, indicator: Indicator, unit: str) -> None:
    """A unit that does not fit holds nothing back: the comparison says 存在差异 then. It is worth a look."""
    if not unit or (row.text("quantity") and row.text("quantity") != indicator.quantity):
        return
    if not known(unit):
        row.note("unit", "IMP-UNIT", M("a unit we know that fits {unit}", unit=indicator.unit or "—"))
    elif conversion(unit, indicator.unit) is None:
        row.note(
            "unit",
            "IMP-UNIT",
            M("a unit that converts to {unit}", unit=indicator.unit or "—"),
            M("It is taken in, but nothing can be judged or compared across these units"),
        )


def _put(row: Fields, edition: StandardEdition, indicator: Indicator, limit: LimitRow) -> None:
    records = row.reading.records
    conditions, words = parse_conditions(row.text("conditions"))
    wanted = Requirement(
        "",
        edition.id,
        indicator.id,
        row.text("raw") or row.cell("limit").text,
        limit.limit,
        unit=row.text("unit") or limit.unit,
        clause=row.text("clause"),
        statistic=_statistic(row, limit),
        conditions=tuple(dict.fromkeys((*conditions, *limit.conditions))),
        scope_text=_joined(row.text("scope_text"), words, limit.scope_text),
        quantity=row.text("quantity"),
        cell=row.ref("limit"),
    )
    found = records.requirement_id(wanted)
    old = records.stored(Requirement, found)
    if old is None:
        fresh = replace(wanted, id=found)
    else:
        fresh = replace(
            old,
            raw=wanted.raw,
            limit=wanted.limit,
            unit=wanted.unit,
            conditions=wanted.conditions,
            scope_text=wanted.scope_text,
            cell=wanted.cell,
        )
    records.put(
        replace(
            fresh,
            **row.changes(_STATED, _BLANK),
            method_id=row.method_id(fresh.method_id),
            source=row.provenance(fresh.source),
        )
    )


def _statistic(row: Fields, limit: LimitRow) -> Statistic:
    """The column's word where the limit itself names none; a limit that names one knows better."""
    stated = row.good("statistic")
    if limit.statistic is Statistic.UNSTATED and isinstance(stated, Statistic):
        return stated
    return limit.statistic


def _joined(*parts: str) -> str:
    texts = [piece.strip() for part in parts for piece in part.split("; ")]
    return "; ".join(dict.fromkeys(text for text in texts if text))
