"""The sheet 分级方案: grading schemes, one row for each limit (R11)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from compare_app.domain.limit_text import parse_limit
from compare_app.domain.model import GradingScheme, SchemeLevel, new_id
from compare_app.domain.terms import Combination
from compare_app.importers.own.reading import Fields
from compare_app.importers.own.requirements import edition_of
from compare_app.text.message import M

_STATED: Final = ("official", "combination")
_BLANK: Final = GradingScheme("", "", "", "")


def take(row: Fields) -> None:
    """One limit of one level. The first row of a scheme says what holds for all; its levels are the sheet's."""
    if row.missing(("category", "name")):
        return
    category = row.category()
    indicator = row.indicator(category) if row.text("indicator") and not row.dropped else None
    if category is None or row.dropped:
        return
    records, name = row.reading.records, row.text("name")
    scheme = records.scheme(category.id, name) or GradingScheme(new_id(), category.id, "", name)
    if (scheme.id,) not in row.reading.seen:
        row.reading.seen[scheme.id,] = row.row.number
        scheme = _opened(row, scheme)
    level = row.text("level")
    if level:
        limit = (indicator.id, row.text("limit")) if indicator is not None and row.text("limit") else None
        if limit is not None:
            _look_at(row, limit[1], indicator.unit if indicator is not None else "")
        scheme = replace(scheme, levels=_with(row, scheme.levels, level, limit))
    records.put(scheme)


def _opened(row: Fields, scheme: GradingScheme) -> GradingScheme:
    """The scheme without levels, with what its first row says."""
    edition = edition_of(row).id if row.text("standard") else ""
    stated = row.changes(_STATED, _BLANK)
    return replace(
        scheme,
        name=row.text("name"),
        edition_id=edition if row.has("standard") else scheme.edition_id,
        levels=(),
        source=row.provenance(scheme.source),
        official=bool(stated.get("official", scheme.official)),
        combination=stated.get("combination") or Combination.WEAKEST,
    )


def _with(
    row: Fields, levels: tuple[SchemeLevel, ...], name: str, limit: tuple[str, str] | None
) -> tuple[SchemeLevel, ...]:
    """The levels with one more limit; a new level comes after those before."""
    at = next((at for at, one in enumerate(levels) if one.name == name), None)
    if at is None:
        made = SchemeLevel(name, points=row.number("points"), share=row.number("share"))
        levels, at = (*levels, made), len(levels)
    if limit is None:
        return levels
    grown = replace(levels[at], limits=(*levels[at].limits, limit))
    return (*levels[:at], grown, *levels[at + 1 :])


def _look_at(row: Fields, text: str, unit: str) -> None:
    """A limit that cannot be read is kept and told: nothing is judged by it, and the grade stays open."""
    problem = parse_limit(text, unit).problem
    if problem is not None:
        row.note(
            "limit",
            "IMP-LIMIT",
            M("a limit such as ≥5.00, ≤0.5 %, 35~45 or 10.0±0.1: {why}", why=problem),
            M("It is kept with its text; the grade stays open"),
        )
