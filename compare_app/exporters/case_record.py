"""病历 on paper: one case from its complaint to its follow-up, with the columns of form F6.

No official form of a case record was found (domain.md §4), so the layout is our own and says so. What nobody entered
stays an empty line; nothing is said of what was not measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from compare_app.domain.case_proof import actions_of_case, met
from compare_app.domain.cause import SIGNS, Cause, parse_diagnosis
from compare_app.domain.charts import ChartSpec
from compare_app.domain.digest import is_overdue
from compare_app.domain.loop import Action, Attachment, Case, Verification
from compare_app.domain.model import Product
from compare_app.domain.prescription import measures
from compare_app.domain.project import Project
from compare_app.domain.report import Block, Figure, Heading, Paragraph, Report, Signatures, Table, TableCell
from compare_app.domain.terms import CaseOutcome, CauseState
from compare_app.domain.tone import Tone
from compare_app.exporters.cells import visible
from compare_app.exporters.phrases import indicator_name, listed, product_name, with_unit
from compare_app.exporters.report_tables import cell, made
from compare_app.text.fold import key
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording

FISH_MM: Final = (180.0, 88.0)


def case_report(project: Project, case: Case, fish: ChartSpec, words: Wording, on: date) -> Report:
    """The record of one case on A4, in the reader's language; `on` tells what of its measures is overdue."""
    title = words(M("Case record {number}", number=case.number or "—"))
    causes = parse_diagnosis(case.diagnosis)
    blocks: list[Block] = [
        Heading(title),
        Paragraph(words(M("A layout of our own, no official form. Data on {on}", on=on)), "quiet"),
        _registration(project, case, words),
        *_part(M("Complaint"), case.complaint, words),
        *_part(M("Examination"), case.examination, words),
        *_evidence(project, case, words),
        *_part(M("Immediate containment"), case.containment, words),
        Heading(words(M("Diagnosis")), 2),
        *_diagnosis(causes, words),
    ]
    if causes:
        blocks.append(Figure(fish, *FISH_MM))
    blocks += [
        Heading(words(M("Prescription")), 2),
        *_prescription(project, case, on, words),
        *_part(M("Doctor's advice"), case.advice, words),
        Heading(words(M("Follow-up")), 2),
        *_follow_up(project, case, words),
        Signatures(
            tuple((words(name), "", "") for name in (M("In charge"), M("Expert"), M("Chief quality officer")))
        ),
    ]
    note = words(M("Enterprise's own evaluation, not official"))
    return Report(title, visible(f"{note}  ·  {project.name}  ·  {case.number}".strip(" ·")), tuple(blocks))


def _registration(project: Project, case: Case, words: Wording) -> Table:
    """挂号: two facts a line."""
    product = project.get(Product, case.product_id)
    facts: tuple[tuple[Message, str], ...] = (
        (M("Case number"), case.number),
        (M("Opened on"), _day(case.opened)),
        (M("Product"), product_name(project, case.product_id, words)),
        (M("Enterprise"), product.enterprise if product is not None else ""),
        (M("Indicator"), indicator_name(project, case.indicator_id, words) if case.indicator_id else ""),
        (M("Kind of case"), words.term(case.kind)),
        (M("Urgency"), words.term(case.urgency)),
        (M("Complaint from"), words.term(case.source)),
        (M("Consultation"), case.experts),
        (M("Outcome"), _outcome(case, words)),
    )
    rows = []
    for left, right in zip(facts[::2], facts[1::2], strict=True):
        pairs = ((cell(words(name), bold=True), cell(said or "—")) for name, said in (left, right))
        rows.append(tuple(one for pair in pairs for one in pair))
    return Table(("", "", "", ""), tuple(rows), (1.2, 2.6, 1.2, 2.6))


def _outcome(case: Case, words: Wording) -> str:
    return " ".join(part for part in (words.term(case.outcome), _day(case.closed)) if part)


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _part(caption: Message, text: str, words: Wording) -> list[Block]:
    return [Heading(words(caption), 2), *_lines(text, words)]


def _lines(text: str, words: Wording) -> list[Block]:
    lines = [line for line in text.splitlines() if line.strip()]
    return [Paragraph(visible(line)) for line in lines] or [
        Paragraph(words(M("Nothing was entered")), "quiet")
    ]


def _evidence(project: Project, case: Case, words: Wording) -> list[Block]:
    names = [
        one.name for one in project.all(Attachment).values() if (one.kind, one.record) == ("Case", case.id)
    ]
    if not names:
        return []
    return [
        Paragraph(
            visible(words(M("Files kept beside the case: {names}", names=listed(names, words)))), "quiet"
        )
    ]


def _diagnosis(causes: Sequence[Cause], words: Wording) -> list[Block]:
    """F6: suspected cause over 人机料法环测, how sure, the whys behind it, the evidence."""
    if not causes:
        return _lines("", words)
    rows: list[tuple[TableCell | str, ...]] = [
        (
            words.term(one.branch) if one.branch is not None else one.branch_as_written or "—",
            cell(one.text, bold=one.state is CauseState.CONFIRMED),
            f"{SIGNS[one.state]} {words.term(one.state)}",
            "\n".join(f"{at}. {why}" for at, why in enumerate(one.why, 1)) or "—",
            one.evidence or "—",
        )
        for one in causes
    ]
    heads = (M("Branch"), M("Cause"), M("State"), M("Whys"), M("Evidence"))
    return [made(words, heads, rows, (0.8, 2.2, 1, 2.4, 2))]


def _prescription(project: Project, case: Case, on: date, words: Wording) -> list[Block]:
    wanted, rows = measures(case.prescription), list(actions_of_case(project, case.id))
    if not wanted and not rows:
        return _lines("", words)
    by_measure = {key(one.measure): one for one in rows}
    lines = [_measure(one.text, one.cause, by_measure.get(key(one.text)), on, words) for one in wanted]
    told = {key(one.text) for one in wanted}
    lines += [
        _measure(one.measure, one.cause, one, on, words) for one in rows if key(one.measure) not in told
    ]
    heads = (
        M("Measure"),
        M("Against the cause"),
        M("Plan row"),
        M("Owner"),
        M("Due date"),
        M("Target value"),
        M("Status"),
    )
    return [made(words, heads, lines, (2.6, 1.8, 0.7, 0.9, 1.1, 1.1, 1))]


def _measure(
    text: str, cause: str, action: Action | None, on: date, words: Wording
) -> tuple[TableCell | str, ...]:
    if action is None:
        return (text, cause or "—", cell(words(M("not in the plan")), Tone.UNKNOWN), "—", "—", "—", "—")
    late = is_overdue(action, on)
    due = _day(action.due) or "—"
    target = (
        with_unit(format(action.target, "f"), action.unit)
        if action.target is not None
        else action.target_text
    )
    return (
        text or "—",
        cause or action.cause or "—",
        str(action.position),
        action.owner or "—",
        cell(f"! {due}" if late else due, Tone.WORSE if late else Tone.NEUTRAL),
        target or "—",
        words.term(action.status),
    )


def _follow_up(project: Project, case: Case, words: Wording) -> list[Block]:
    """What was written, the re-tests of its measures, and for 治愈 whether one of them says so."""
    blocks = _lines(case.follow_up, words)
    rows = {one.id: one for one in actions_of_case(project, case.id)}
    tests = [one for one in project.all(Verification).values() if one.action_id in rows]
    if tests:
        blocks.append(
            made(
                words,
                (M("Plan row"), M("Measure"), M("Date of the re-test"), M("Re-test value"), M("Target met")),
                (
                    (
                        str(rows[one.action_id].position),
                        rows[one.action_id].measure or "—",
                        _day(one.on) or "—",
                        with_unit(one.raw, one.unit) or "—",
                        _met(one, words),
                    )
                    for one in tests
                ),
                (0.7, 3, 1.2, 1.2, 1.6),
            )
        )
    if case.outcome is CaseOutcome.CURED and not met(project, case):
        blocks.append(
            Paragraph(
                words(M("Closed as cured for the reason above: no re-test of a measure met its target")),
                "warning",
            )
        )
    return blocks


def _met(one: Verification, words: Wording) -> str:
    if one.waived_by:
        return words(M("waived by {name}: {reason}", name=one.waived_by, reason=one.reason))
    if one.met is None:
        return "—"
    return words(M("● met")) if one.met else words(M("▼ not met"))
