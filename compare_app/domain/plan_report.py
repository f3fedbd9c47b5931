"""The review of a returned plan as sentences, for the command line and for the clipboard, and as data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from compare_app.domain.loop import Action
from compare_app.domain.model import Indicator, Product
from compare_app.domain.plan_cells import shown_cell
from compare_app.domain.plan_columns import PLAN_TITLES
from compare_app.domain.plan_review import FATES, Choices, Decision, Fate, PlanLine, PlanMerge
from compare_app.domain.project import Project
from compare_app.text.message import M, Message
from compare_app.text.wording import LANGUAGES, Wording

SCHEMA: Final = "dual-compare.plan-review"
VERSION: Final = 1

OUTCOMES: Final[Mapping[tuple[Fate, Decision], Message]] = {
    (Fate.CHANGED, Decision.TAKE): M("taken"),
    (Fate.CHANGED, Decision.KEEP): M("not taken"),
    (Fate.CONFLICT, Decision.TAKE): M("theirs is taken"),
    (Fate.CONFLICT, Decision.KEEP): M("ours is kept"),
    (Fate.UNPROVEN, Decision.KEEP): M("needs a re-test"),
    (Fate.ADDED, Decision.TAKE): M("new row"),
    (Fate.ADDED, Decision.KEEP): M("not taken in"),
    (Fate.UNKNOWN, Decision.TAKE): M("as a new row"),
    (Fate.UNKNOWN, Decision.KEEP): M("not taken in"),
    (Fate.MISSING, Decision.KEEP): M("stays"),
    (Fate.MISSING, Decision.CANCEL): M("stays, cancelled"),
}
"""What happens to a line, in words."""


def outcome_of(found: PlanMerge, line: PlanLine, choices: Choices) -> Message:
    """What happens to a line once these choices are made."""
    return OUTCOMES[line.fate, found.decision(line, choices)]


def summary_of(found: PlanMerge) -> Message:
    """The rows of the workbook in one sentence; the parts add up to the rows that were read."""
    counts = found.counts
    return M(
        "Rows read: {read} = changed {changed}, added {added}, unchanged {unchanged}, unknown {unknown}, empty {empty}",
        read=counts.read,
        changed=counts.changed,
        added=counts.added,
        unchanged=counts.unchanged,
        unknown=counts.unknown,
        empty=counts.empty,
    )


def row_name(project: Project, action: Action) -> str:
    """A row as people know it: its number, its indicator and its measure."""
    indicator = project.get(Indicator, action.indicator_id)
    named = indicator.name if indicator is not None else ""
    return " · ".join(part for part in (named, action.measure or action.gap) if part)


def column_name(line: PlanLine) -> Message:
    """The column of a line; a whole row has none."""
    if line.head:
        return M("Note, from the column {head}", head=line.head)
    return PLAN_TITLES[line.column] if line.column else M("the whole row")


def row_text(action: Action, result: str, words: Wording) -> str:
    """What a whole row says, for a new or a missing one."""
    said = {
        "gap": action.gap,
        "cause": action.cause,
        "measure": action.measure,
        "owner": action.owner,
        "due": action.due.isoformat() if action.due else "",
        "target": format(action.target, "f") if action.target is not None else action.target_text,
        "status": words.term(action.status),
        "result": result,
        "note": action.note,
    }
    return "\n".join(
        words("{name}: {text}", name=PLAN_TITLES[name], text=text) for name, text in said.items() if text
    )


def texts_of(line: PlanLine, words: Wording) -> tuple[str, str, str]:
    """What a line says as exported, now here, and in the workbook, as people read it."""
    match line.fate:
        case Fate.ADDED | Fate.UNKNOWN:
            return "", "", row_text(line.action, line.result, words)
        case Fate.MISSING:
            return "", row_text(line.action, "", words), ""
    base, ours, theirs = (
        shown_cell(line.column, text, words) for text in (line.base, line.ours, line.theirs)
    )
    return base, ours, theirs


def report_of(project: Project, found: PlanMerge, choices: Choices, words: Wording) -> list[str]:
    """The review line by line: what it is, what was found out, every cell and row, and what was held."""
    product = project.get(Product, found.product_id)
    said = [
        words(
            "{file}: the plan of {product}",
            file=found.file,
            product=product.name if product else found.product_id,
        ),
        words(summary_of(found)),
        *(words(notice) for notice in found.notices),
    ]
    for line in found.lines:
        base, ours, theirs = (text.replace("\n", "; ") or "—" for text in texts_of(line, words))
        fields = {
            "sign": FATES[line.fate],
            "place": line.place.cell or "—",
            "row": row_name(project, line.action) or "—",
            "column": column_name(line),
            "outcome": outcome_of(found, line, choices),
        }
        if line.column:
            said.append(
                words("  {sign} {place} {row}, {column}: exported {base}, here {ours}, returned {theirs}: {outcome}",
                      **fields, base=base, ours=ours, theirs=theirs)
            )  # fmt: skip
        else:
            said.append(
                words(
                    "  {sign} {place} {row}: {outcome}", **{k: v for k, v in fields.items() if k != "column"}
                )
            )
    return said


def review_data(project: Project, found: PlanMerge, choices: Choices) -> dict[str, Any]:
    """The review as data (docs/plan-workbook.md, "The review as JSON")."""
    counts = found.counts
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "file": found.file,
        "product_id": found.product_id,
        "export_id": found.export_id,
        "rows": {
            name: getattr(counts, name)
            for name in ("read", "changed", "added", "unchanged", "unknown", "empty")
        },
        "notices": [_spoken(notice) for notice in found.notices],
        "lines": [
            {
                "key": line.key,
                "kind": line.fate.value,
                "decision": found.decision(line, choices).value,
                "action_id": line.action.id,
                "row": row_name(project, line.action),
                "column": line.column,
                "head": line.head,
                "sheet": line.place.sheet,
                "cell": line.place.cell,
                "base": line.base,
                "ours": line.ours,
                "theirs": line.theirs,
            }
            for line in found.lines
        ],
        "issues": [
            {
                "code": issue.code,
                "level": issue.level.value,
                "sheet": issue.place.sheet,
                "cell": issue.place.cell,
                "found": issue.found,
                "expected": _spoken(issue.expected),
                "effect": _spoken(issue.effect),
                "remedy": _spoken(issue.remedy),
            }
            for issue in found.issues
        ],
    }


def _spoken(message: Message) -> dict[str, str]:
    return {language: Wording.load(language)(message) for language in LANGUAGES}
