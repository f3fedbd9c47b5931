"""The table symptom → likely cause → measure (R53): what the program brings, and what a project says besides.

What is brought stands in `resources/library/remedies/*.json`, engineering experience that nobody checked (参考): it
suggests and proves nothing. A project overrules a line by a record of the same id, or hides it, and adds its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from compare_app.domain.loop import Remedy
from compare_app.domain.model import Category, Indicator, Provenance
from compare_app.domain.project import Project
from compare_app.domain.terms import ActionType, CauseBranch, Trust
from compare_app.text.fold import key

EXPERIENCE: Final = "参考：工程经验，未核实"
"""The document of a line for which no source is known."""


@cache
def shipped() -> Mapping[str, Remedy]:
    """The lines that the program brings, by id, in the order of the files."""
    folder = files("resources").joinpath("library").joinpath("remedies")
    entries = sorted(folder.iterdir(), key=lambda one: one.name)
    books = (json.loads(one.read_text(encoding="utf-8")) for one in entries if one.name.endswith(".json"))
    return {one.id: one for book in books for one in _lines(book)}


def _lines(book: Mapping[str, Any]) -> Iterable[Remedy]:
    for symptom in book["symptoms"]:
        for at, one in enumerate(symptom["causes"], 1):
            yield Remedy(
                id=f"{book['key']}-{symptom['key']}-{at}",
                symptom=symptom["symptom"],
                category=book["category"],
                indicator=symptom.get("indicator", ""),
                branch=CauseBranch(one["branch"]),
                cause=one["cause"],
                measure=one["measure"],
                action_type=ActionType(one["type"]),
                advice=one.get("advice", ""),
                source=Provenance(
                    one.get("document", EXPERIENCE), one.get("place", ""), trust=Trust.UNCONFIRMED
                ),
            )


def library(project: Project, *, hidden: bool = False) -> tuple[Remedy, ...]:
    """Every line that holds in a project, its own ones last; `hidden` gives those that were put away too."""
    own = project.all(Remedy)
    lines = [own.get(one.id, one) for one in shipped().values()]
    lines += [one for one in own.values() if one.id not in shipped()]
    return tuple(one for one in lines if hidden or not one.hidden)


def found(lines: Iterable[Remedy], asked: str) -> tuple[Remedy, ...]:
    """The lines in which every word that is asked for stands, in whatever column; nothing asked: all."""
    words = [key(word) for word in asked.split()]
    return tuple(one for one in lines if all(word in _said(one) for word in words))


def _said(one: Remedy) -> str:
    branch = one.branch.value if one.branch is not None else ""
    columns = (one.symptom, one.category, one.indicator, branch, one.cause, one.measure, one.advice)
    return key("\n".join(columns))


def suitable(
    lines: Iterable[Remedy], category: Category | None, indicator: Indicator | None
) -> tuple[Remedy, ...]:
    """Lines that may speak of an indicator of a category: those that name it first, then those for any indicator."""
    fitting = [one for one in lines if _of_category(one, category)]
    if indicator is None:
        return tuple(fitting)
    names = {
        key(name)
        for name in (indicator.name, indicator.name_en, indicator.quantity, *indicator.aliases)
        if name
    }
    named = [one for one in fitting if key(one.indicator) in names]
    return (*named, *(one for one in fitting if not one.indicator))


def _of_category(one: Remedy, category: Category | None) -> bool:
    """A line for 陶瓷砖 speaks of 陶瓷砖 BIa too; a line without a category of all."""
    if not one.category or category is None:
        return True
    said = key(one.category)
    return any(said in key(name) or key(name) == said for name in (category.name, category.name_en) if name)
