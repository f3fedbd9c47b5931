"""Parts that the reports and the slides share: what fails, how far the plan is, the boxes to sign."""

from __future__ import annotations

from compare_app.domain.comparison import Comparison
from compare_app.domain.digest import actions_of, failures, is_open, is_overdue
from compare_app.domain.loop import Action
from compare_app.domain.project import Project
from compare_app.domain.report import Block, Heading, Paragraph, Signatures
from compare_app.domain.sign_off import signatures
from compare_app.domain.terms import SignOffKind
from compare_app.exporters.cells import visible
from compare_app.exporters.phrases import capital, indicator_name, labelled, source_text, with_unit
from compare_app.exporters.report_tables import plan_table
from compare_app.text.message import M
from compare_app.text.wording import Wording


def failed_blocks(project: Project, comparison: Comparison, words: Wording) -> list[Block]:
    """What fails is said before everything else."""
    said = [
        labelled(
            f"× {indicator_name(project, row.indicator_id, words)}",
            f"{source_text(one.standard, one.clause)}  {with_unit(one.limit_text, one.unit)} → {one.value_text}",
            words,
        )
        for row, one in failures(comparison)
    ]
    return [Paragraph(visible(line), "warning") for line in said[:3]]


def progress_blocks(project: Project, comparison: Comparison, words: Wording, most: int) -> list[Block]:
    """The plan in one line, and at most `most` actions that are overdue or due next."""
    actions = actions_of(project, comparison.product_id)
    late = sum(is_overdue(one, comparison.on) for one in actions)
    line = M(
        "Actions: {all}; open: {open}; overdue on {on}: {overdue}",
        all=len(actions),
        open=sum(map(is_open, actions)),
        overdue=late,
        on=comparison.on,
    )
    blocks: list[Block] = [
        Heading(words(M("Improvement plan")), 2),
        Paragraph(words(line), "warning" if late else "body"),
    ]
    urgent = sorted((one for one in actions if is_open(one) and one.due is not None), key=_due_order)
    if urgent:
        blocks.append(plan_table(project, urgent[:most], comparison, words))
    return blocks


def _due_order(action: Action) -> tuple[bool, object, int]:
    return (action.due is None, action.due, action.position)


def sign_boxes(project: Project, comparison: Comparison, words: Wording) -> Signatures:
    """编制 / 审核 / 批准 with the latest name and date of each."""
    signed = signatures(project, comparison.product_id)
    boxes: list[tuple[str, str, str]] = []
    for kind in SignOffKind:
        one = signed.get(kind)
        name = one.name if one else ""
        if one is not None and one.veto:
            name = f"{one.name}  {words(M('vetoed: {reason}', reason=one.reason))}"
        boxes.append((capital(words.term(kind)), visible(name), one.at.date().isoformat() if one else ""))
    return Signatures(tuple(boxes))
