"""The verbs about how products are rated: the ladder's table."""

from __future__ import annotations

import argparse
import getpass
from argparse import Namespace
from datetime import UTC, datetime

from compare_app.cli.console import Console
from compare_app.cli.tools import Tools, category_id, opened
from compare_app.domain.digest import step_text
from compare_app.domain.ladder_table import (
    DEFAULT,
    Table,
    empty_steps,
    ladder_edit,
    rule_of,
    table_of,
    table_sentence,
)
from compare_app.domain.terms import LadderCondition, Step
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
        category = category_id(workspace, options.category)
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
                author=options.by or _login(),
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


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
