"""The verb `merge`: edited plan workbooks come back, one after the other."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from compare_app.cli.console import Console
from compare_app.cli.tools import Tools, opened, write_text
from compare_app.domain.plan_report import report_of, review_data
from compare_app.domain.plan_review import Choices, Decision, Fate, PlanMerge
from compare_app.text.message import M
from compare_app.workspace import Workspace

SIDES: Final[Mapping[str, Decision]] = {"ours": Decision.KEEP, "theirs": Decision.TAKE}


def merge(options: Namespace, console: Console, tools: Tools) -> int:
    """Store what only the workbooks changed; 1 where something is left to a person."""
    open_ends = False
    reviews: list[dict[str, Any]] = []
    with opened(options.project) as workspace:
        for path in options.plans:
            open_ends |= _one(workspace, path, options, console, reviews)
    if options.dry_run:
        console.say(M("Nothing was stored (dry run)"))
    if options.review is not None:
        body = {"reviews": reviews}
        write_text(options.review, json.dumps(body, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
        console.say(M("Wrote {file}", file=str(options.review)))
    return 1 if open_ends else 0


def _one(
    workspace: Workspace, path: Path, options: Namespace, console: Console, reviews: list[dict[str, Any]]
) -> bool:
    """Take one workbook back; whether something in it is left to a person."""
    found = workspace.merge_plan(path)
    choices = choices_for(found, options.take)
    for line in report_of(workspace.project, found, choices, console.words):
        console.err.write(line + "\n")
    console.issues(found.issues)
    outcome = found.outcome(choices)
    undecided = 0 if options.take else len(found.conflicts)
    console.say(
        M(
            "Rows changed: {changed}, added: {added}; re-tests: {tests}; conflicts: {conflicts}",
            changed=len(outcome.changed),
            added=len(outcome.added),
            tests=len(outcome.verifications),
            conflicts=undecided,
        )
    )
    reviews.append(review_data(workspace.project, found, choices))
    if not options.dry_run:
        workspace.take_plan(found, choices)
    return bool(undecided or found.issues or found.of(Fate.UNKNOWN))


def choices_for(found: PlanMerge, side: str | None) -> Choices:
    """Every conflict decided for one side; none where no side was named."""
    return {line.key: SIDES[side] for line in found.conflicts} if side else {}
