"""Grading schemes that come with the program, as data to be edited: taken in by choice, and marked 未核实 (R10, R11).

Each stands in `resources/schemes/<key>.json` with its source.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from compare_app.domain.edit import Edit
from compare_app.domain.model import (
    GradingScheme,
    Indicator,
    Provenance,
    SchemeLevel,
    StandardEdition,
    new_id,
)
from compare_app.domain.project import Project
from compare_app.domain.standard_number import parse_standard_number
from compare_app.domain.terms import Combination, Direction, Trust
from compare_app.text.fold import key
from compare_app.text.message import M


@dataclass(frozen=True, slots=True)
class TemplateIndicator:
    """One indicator of a template: how it is found or made in a category, and its limits, best level first."""

    indicator: Indicator
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SchemeTemplate:
    """A scheme that can be taken into any category."""

    key: str
    about: Mapping[str, str]  # by language
    scheme: GradingScheme  # without limits
    indicators: tuple[TemplateIndicator, ...]


@cache
def templates() -> tuple[SchemeTemplate, ...]:
    """The templates of the program, in the order of their names."""
    folder = files("resources").joinpath("schemes")
    entries = sorted(folder.iterdir(), key=lambda one: one.name)
    return tuple(
        _read(entry.name.removesuffix(".json"), json.loads(entry.read_text(encoding="utf-8")))
        for entry in entries
        if entry.name.endswith(".json")
    )


def _read(name: str, data: Mapping[str, Any]) -> SchemeTemplate:
    source = Provenance(
        document=data["source"]["document"],
        place=data["source"]["place"],
        trust=Trust(data["source"]["trust"]),
    )
    scheme = GradingScheme(
        id="",
        category_id="",
        edition_id="",
        name=data["name"],
        official=data["official"],
        combination=Combination(data["combination"]),
        levels=tuple(
            SchemeLevel(one["name"], points=_number(one.get("points")), share=_number(one.get("share")))
            for one in data["levels"]
        ),
        source=source,
    )
    indicators = tuple(
        TemplateIndicator(
            Indicator(
                id="",
                category_id="",
                position=0,
                code="",
                name=one["name"],
                name_en=one["name_en"],
                aliases=tuple(one.get("aliases", ())),
                unit=one["unit"],
                direction=Direction(one["direction"]),
                source=source,
            ),
            tuple(one["limits"]),
        )
        for one in data["indicators"]
    )
    return SchemeTemplate(name, data["about"], scheme, indicators)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def template_edit(project: Project, category_id: str, template: SchemeTemplate) -> Edit:
    """The edit that takes a template into a category: indicators found by name or alias, those that are not are made.

    A template that names no indicators gets the category's own, with limits to fill in.
    """
    present = project.indicators(category_id)
    known: dict[str, Indicator] = {}
    for one in present:
        for name in (one.name, *one.aliases, one.name_en):
            if name:
                known.setdefault(key(name), one)
    made: list[Indicator] = []
    limits: list[list[tuple[str, str]]] = [[] for _ in template.scheme.levels]
    for wanted in template.indicators:
        names = (wanted.indicator.name, *wanted.indicator.aliases)
        found = next((known[key(name)] for name in names if key(name) in known), None)
        if found is None:
            found = _placed(wanted.indicator, category_id, [*present, *made])
            made.append(found)
        for at, text in enumerate(wanted.limits):
            limits[at].append((found.id, text))
    scheme = replace(
        template.scheme,
        id=new_id(),
        category_id=category_id,
        name=_free_name(project, category_id, template.scheme.name),
        edition_id=_edition(project, template.scheme.source.document),
        levels=tuple(
            replace(level, limits=tuple(rows))
            for level, rows in zip(template.scheme.levels, limits, strict=True)
        ),
    )
    label = M(
        "Take in the grading scheme {name}; indicators added: {count}", name=scheme.name, count=len(made)
    )
    return Edit(label, (*made, scheme))


def _placed(indicator: Indicator, category_id: str, others: list[Indicator]) -> Indicator:
    position = max((one.position for one in others), default=0) + 1
    used = {one.code for one in others}
    number = position
    while f"i{number}" in used:
        number += 1
    return replace(indicator, id=new_id(), category_id=category_id, position=position, code=f"i{number}")


def _free_name(project: Project, category_id: str, name: str) -> str:
    """The name, with a number behind it where the category has a scheme of that name."""
    used = {one.name for one in project.all(GradingScheme).values() if one.category_id == category_id}
    free, number = name, 1
    while free in used:
        number += 1
        free = f"{name} ({number})"
    return free


def _edition(project: Project, number: str) -> str:
    """The id of the standard it comes from, where the library has it."""
    if not number:
        return ""
    wanted = parse_standard_number(number).key
    editions = project.all(StandardEdition).values()
    return next((one.id for one in editions if parse_standard_number(one.number).key == wanted), "")
