"""The verbs `what-if` and `way-up`: supposed values of one product, and the cheapest measures to the next step."""

from __future__ import annotations

import argparse
from argparse import Namespace
from pathlib import Path

from compare_app.cli.console import Console
from compare_app.cli.tools import Tools, opened, product_id, write_text
from compare_app.domain.digest import actions_of
from compare_app.domain.model import Product
from compare_app.domain.project import Project
from compare_app.domain.scheme import by_name
from compare_app.domain.supposed_digest import measure_said, open_lines, supposed_lines, verdict_of
from compare_app.domain.terms import Step
from compare_app.domain.what_if import SUPPOSED
from compare_app.errors import AppError
from compare_app.text.fold import key
from compare_app.text.message import M


def target(text: str) -> tuple[str, str]:
    """`APF=5.2`: an indicator by code, name or alias, and the text of its target."""
    name, sign, value = text.partition("=")
    if not sign or not name.strip() or not value.strip():
        raise argparse.ArgumentTypeError(f"{text} (CODE=TEXT)")
    return name.strip(), value.strip()


def step(text: str) -> Step:
    """`L3`, above L0."""
    names = [one.name for one in Step if one is not Step.L0]
    if text.upper() not in names:
        raise argparse.ArgumentTypeError(f"{text} ({' | '.join(names)})")
    return Step[text.upper()]


def what_if(options: Namespace, console: Console, tools: Tools) -> int:
    """What would be with these values; nothing is stored."""
    from compare_app.exporters.supposed_json import what_if_text

    with opened(options.project) as workspace:
        product = product_id(workspace, options.product)
        targets = _targets(workspace.project, product, options.targets)
        rows = [one.id for one in actions_of(workspace.project, product)] if options.with_standard else ()
        found = workspace.what_if(product, targets, options.date, rows)
        project = workspace.project
    if options.json is not None:
        _write(options.json, what_if_text(project, found), console)
    else:
        for line in supposed_lines(project, found, console.words.language):
            console.data(console.words(line))
    console.say(SUPPOSED)
    return 0


def way_up(options: Namespace, console: Console, tools: Tools) -> int:
    """The cheapest measures of the plan that reach a step; 1 where none do."""
    from compare_app.exporters.supposed_json import way_up_text

    words = console.words
    with opened(options.project) as workspace:
        found = workspace.way_up(product_id(workspace, options.product), options.step, options.date)
        project = workspace.project
    if options.json is not None:
        _write(options.json, way_up_text(project, found), console)
    else:
        console.data(words(verdict_of(found)))
        for one in found.chosen:
            console.data("  " + words(measure_said(one)))
        for line in open_lines(project, found, words.language):
            console.data(words(line))
    console.say(SUPPOSED)
    return 0 if found.reached else 1


def _targets(project: Project, product: str, typed: list[tuple[str, str]]) -> dict[str, str]:
    scheme = project.indicators(project.all(Product)[product].category_id)
    named = by_name(scheme)
    targets: dict[str, str] = {}
    for name, text in typed:
        found = named.get(key(name)) or next((one for one in scheme if one.id == name), None)
        if found is None:
            raise AppError(
                "INDICATOR-UNKNOWN",
                M("There is no indicator {name} in this category", name=name),
                M("Indicators of this category: {names}", names=[one.code for one in scheme]),
            )
        targets[found.id] = text
    return targets


def _write(to: str, text: str, console: Console) -> None:
    if to == "-":
        console.out.write(text)
        return
    write_text(Path(to), text)
    console.say(M("Wrote {file}", file=to))
