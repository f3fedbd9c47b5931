"""The verb `merge`: an edited plan workbook comes back."""

from __future__ import annotations

from argparse import Namespace

from compare_app.cli.console import Console
from compare_app.cli.tools import Tools, opened
from compare_app.domain.edit import Edit
from compare_app.domain.returned_plan import PlanMerge
from compare_app.text.message import M


def merge(options: Namespace, console: Console, tools: Tools) -> int:
    """Store what only the workbook changed; 1 where something is left to a person."""
    with opened(options.project) as workspace:
        found = workspace.merge_plan(options.plan)
        if found.records and not options.dry_run:
            workspace.apply(Edit(M("Merge {file}", file=options.plan.name), found.records))
    tell(found, console)
    if options.dry_run:
        console.say(M("Nothing was stored (dry run)"))
    return 1 if found.conflicts or found.issues or found.unknown else 0


def tell(found: PlanMerge, console: Console) -> None:
    """What was merged, and cell by cell what was not."""
    console.say(
        M(
            "Rows changed: {changed}, added: {added}; re-tests: {tests}; conflicts: {conflicts}",
            changed=len(found.changed),
            added=len(found.added),
            tests=len(found.verifications),
            conflicts=len(found.conflicts),
        )
    )
    for clash in found.conflicts:
        console.say(
            M(
                "  {place}: changed on both sides since the plan left; kept {ours}, the workbook says {theirs}",
                place=str(clash.place),
                ours=clash.ours or "—",
                theirs=clash.theirs or "—",
            )
        )
    console.issues(found.issues)
    for place in found.unknown:
        console.say(M("  {place}: the plan has no such row any more; not taken", place=str(place)))
    for action in found.gone:
        console.say(
            M("  Row {position} is not in the workbook; it stays in the plan", position=action.position)
        )
