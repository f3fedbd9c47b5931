"""The built-in examples of changes of standards, as records (R16): what a project holds already stays as it is."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from importlib.resources import files
from typing import Any

from compare_app.domain.edit import Edit
from compare_app.domain.model import Provenance, Replacement, StandardEdition
from compare_app.domain.natural_key import edition_key
from compare_app.domain.project import Project
from compare_app.domain.standard_change import StandardChange
from compare_app.domain.terms import Force, Trust
from compare_app.importers.records import Records
from compare_app.text.message import M


def example_changes(project: Project) -> tuple[StandardChange, ...]:
    """Every example, beside what the project knows of it."""
    return tuple(_change(project, Records(project, _no_results), entry) for entry in _entries())


def example_edit(project: Project, numbers: Collection[str]) -> Edit | None:
    """The edit that takes the examples of these numbers over, all 未核实; None where the project holds them already."""
    records = Records(project, _no_results)
    wanted = {edition_key(one) for one in numbers}
    for entry in _entries():
        if edition_key(entry["number"]) not in wanted:
            continue
        new = _edition(records, entry)
        for older in entry["replaces"]:
            records.replacement(new.id, _edition(records, older).id, partial=False)
    found = tuple(records.all().frame)
    return Edit(M("Take over examples of changes of standards"), found) if found else None


def _entries() -> list[dict[str, Any]]:
    text = (
        files("resources").joinpath("library").joinpath("standard_changes.json").read_text(encoding="utf-8")
    )
    entries: list[dict[str, Any]] = json.loads(text)["changes"]
    return entries


def _change(project: Project, records: Records, entry: Mapping[str, Any]) -> StandardChange:
    held = {edition_key(one.number) for one in project.all(StandardEdition).values()}
    new = _edition(records, entry)
    replaced = tuple(_edition(records, older) for older in entry["replaces"])
    known = {(one.new_id, one.old_id) for one in project.all(Replacement).values()}
    return StandardChange(
        new,
        replaced,
        tuple(one.number for one in (new, *replaced) if edition_key(one.number) not in held),
        all((new.id, one.id) in known for one in replaced),
    )


def _edition(records: Records, entry: Mapping[str, Any]) -> StandardEdition:
    """The edition of the project, untouched, or a new one with what the example says."""
    found = records.edition(entry["number"])
    if found is not None:
        return found
    made = replace(
        records.new_edition(entry["number"]),
        title=entry["title"],
        title_en=entry["title_en"],
        force=Force(entry["force"]),
        issued=_day(entry["issued"]),
        effective=_day(entry["effective"]),
        note=entry["note"],
        source=Provenance(entry["document"], entry["place"], trust=Trust.UNCONFIRMED),
    )
    records.put(made)
    return made


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _no_results(product_id: str) -> tuple[()]:
    return ()
