"""The verbs about how products are rated: the ladder's table, grading schemes, the front-runner view."""

from __future__ import annotations

import argparse
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from compare_app.cli.console import Console
from compare_app.cli.tools import Tools, author_of, category_of, opened, write_text
from compare_app.domain.assessment import SchemeGrade
from compare_app.domain.digest import step_text
from compare_app.domain.front_runner import NOTICE
from compare_app.domain.grading import grade_sentence
from compare_app.domain.ladder_table import (
    DEFAULT,
    Table,
    empty_steps,
    ladder_edit,
    rule_of,
    table_of,
    table_sentence,
)
from compare_app.domain.model import GradingScheme
from compare_app.domain.scheme_templates import template_edit, templates
from compare_app.domain.terms import LadderCondition, Step
from compare_app.errors import AppError
from compare_app.text.message import M
from compare_app.workspace import Workspace

_NONE = "none"


def line(text: str) -> tuple[LadderCondition, Step | None]:
    """`not_below_median=L4` or `not_below_median=none`."""
    name, _, step = text.partition("=")
    conditions = [one.value for one in LadderCondition]
    steps = [one.name for one in Step if one is not Step.L0]
    if name.lower() not in conditions or step.upper() not in (*steps, _NONE.upper()):
        raise argparse.ArgumentTypeError(f"{text} ({' | '.join(conditions)} = {' | '.join(steps)} | {_NONE})")
    return LadderCondition(name.lower()), None if step.lower() == _NONE else Step[step.upper()]


def ladder(options: Namespace, console: Console, tools: Tools) -> int:
    """Show the ladder's table and how our products climb it; change it where asked to."""
    with opened(options.project) as workspace:
        category = category_of(workspace, options.category).id
        if options.lines or options.minimum is not None or options.default:
            present = rule_of(workspace.project, category)
            table: Table = dict(DEFAULT) if options.default else table_of(present) | dict(options.lines)
            kept = present.minimum_comparable if present is not None and not options.default else None
            edit = ladder_edit(
                workspace.project,
                category,
                table,
                options.minimum if options.minimum is not None else kept,
                reason=options.reason,
                author=author_of(options),
                at=datetime.now(UTC),
            )
            if edit.puts or edit.removes:
                workspace.apply(edit)
        _tell(workspace, category, options, console)
    return 0


def _tell(workspace: Workspace, category: str, options: Namespace, console: Console) -> None:
    words = console.words
    rule = rule_of(workspace.project, category)
    table = table_of(rule)
    for condition, step in table.items():
        console.data(
            f"{condition.value}\t{step.name if step is not None else _NONE}\t{words.term(condition)}"
        )
    changed = table_sentence(rule)
    if changed is not None:
        console.say(changed)
    for step in empty_steps(table):
        console.say(M("{step} asks for nothing: neither it nor a step above it can be reached", step=step))
    for product in workspace.our_products():
        if product.category_id == category:
            found = workspace.compare(product.id, options.date).ladder
            where = step_text(workspace.project, found)
            console.data(words(M("{product}: {step}", product=product.name, step=where)))
            for one in found.steps:
                console.data("  " + words(one.message))


def grades(options: Namespace, console: Console, tools: Tools) -> int:
    """The grades of our products in the schemes of a category; a template is taken in first where asked for."""
    words = console.words
    known = {one.key: one for one in templates()}
    if options.template is not None and options.template not in known:
        raise AppError(
            "SCHEME-TEMPLATE",
            M("There is no template {name}", name=options.template),
            M("Choose one of: {names}", names=tuple(known)),
        )
    with opened(options.project) as workspace:
        category = category_of(workspace, options.category).id
        if options.template is not None:
            edit = template_edit(workspace.project, category, known[options.template])
            workspace.apply(edit)
            console.say(edit.label)
        schemes = [
            one for one in workspace.project.all(GradingScheme).values() if one.category_id == category
        ]
        for product in workspace.our_products() if schemes else ():
            if product.category_id != category:
                continue
            for one in workspace.compare(product.id, options.date).assessment.grades:
                console.data(words(M("{title}: {text}", title=product.name, text=grade_sentence(one))))
                for held in _deciding(workspace, one, console):
                    console.data("  " + held)
                for step in one.steps:
                    console.data("  " + words(step.message))
    if not schemes:
        console.say(M("The category has no grading scheme; templates that can be taken in:"))
    if not schemes or options.templates:
        for template in known.values():
            console.data(f"{template.key}\t{template.scheme.name}\t{template.about[words.language]}")
    return 0


def _deciding(workspace: Workspace, grade: SchemeGrade, console: Console) -> list[str]:
    """What holds the grade where it is: each deciding indicator with its level and what the next one asks."""
    from compare_app.exporters.phrases import indicator_name, joined
    from compare_app.exporters.rating_phrases import next_text, reached_text

    words = console.words
    lines = {one.indicator_id: one for one in grade.indicators}
    return [
        words(
            M(
                "Deciding: {name}, {text}",
                name=indicator_name(workspace.project, one, words),
                text=joined((reached_text(lines[one], words), next_text(lines[one], words)), words),
            )
        )
        for one in grade.deciding
        if one in lines
    ]


def front_runner(options: Namespace, console: Console, tools: Tools) -> int:
    """The enterprise standards of a category in tiers: JSON, CSV, or a table on stdout."""
    from compare_app.exporters.csv_text import write_csv_text
    from compare_app.exporters.front_runner import front_runner_csv, front_runner_text

    with opened(options.project) as workspace:
        view = workspace.front_runner(category_of(workspace, options.category).id, options.date)
        project = workspace.project
    if options.csv is not None:
        write_csv_text(options.csv, front_runner_csv(project, view, console.words))
        console.say(M("Wrote {file}", file=str(options.csv)))
    if options.json == "-":
        console.out.write(front_runner_text(project, view))
    elif options.json is not None:
        write_text(Path(options.json), front_runner_text(project, view))
        console.say(M("Wrote {file}", file=options.json))
    elif options.csv is None:
        console.out.write(front_runner_csv(project, view, console.words).replace("\r\n", "\n"))
    console.say(view.core_sentence)
    console.say(NOTICE)
    return 0
