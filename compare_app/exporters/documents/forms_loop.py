"""F6, F7 and F8: the diagnosis of gaps, the plan, and what came of it."""

from __future__ import annotations

from compare_app.domain.cause import Cause, parse_diagnosis
from compare_app.domain.comparison import Comparison
from compare_app.domain.digest import actions_of, is_overdue
from compare_app.domain.loop import Action, Case, Verification
from compare_app.domain.model import TestReport
from compare_app.domain.report import Block, TableCell
from compare_app.domain.tone import Tone
from compare_app.exporters.documents.improvement import improvement_text
from compare_app.exporters.documents.papers import Papers
from compare_app.exporters.phrases import joined, labelled, with_unit
from compare_app.exporters.report_tables import cell
from compare_app.text.message import M


def cases_form(papers: Papers, comparison: Comparison) -> list[Block]:
    """F6: every case of the product, in the order it was opened."""
    heads = (
        M("Case no."),
        M("Indicator"),
        M("Symptom (chief complaint)"),
        M("Examination"),
        M("Suspected cause (6M)"),
        M("Evidence"),
        M("Expert"),
        M("Prescription"),
        M("Follow-up"),
        M("Outcome"),
    )
    cases = [one for one in papers.project.all(Case).values() if one.product_id == comparison.product_id]
    cases.sort(key=lambda one: (one.opened is None, one.opened, one.id))
    widths = (1, 1.2, 2, 1.6, 2, 1.6, 1, 1.8, 1.3, 0.9)
    nothing = M("No case is recorded for this product")
    return [papers.table(heads, (_case(papers, one) for one in cases), widths, nothing)]


def _case(papers: Papers, one: Case) -> tuple[TableCell | str, ...]:
    causes = parse_diagnosis(one.diagnosis)
    opened = one.opened.isoformat() if one.opened else ""
    return (
        papers.said("\n".join(part for part in (one.number, opened) if part)),
        papers.indicator(one.indicator_id),
        papers.said(one.complaint),
        papers.said(one.examination),
        papers.said("\n".join(cause_text(papers, cause) for cause in causes)),
        papers.said("\n".join(cause.evidence for cause in causes if cause.evidence)),
        papers.said(one.experts),
        papers.said(one.prescription),
        papers.said(one.follow_up),
        papers.words.term(one.outcome),
    )


def cause_text(papers: Papers, cause: Cause) -> str:
    """Branch, cause and how sure it is."""
    words = papers.words
    branch = words.term(cause.branch) if cause.branch else ""
    return labelled(branch, joined((cause.text, words.term(cause.state)), words), words)


def actions_form(papers: Papers, comparison: Comparison) -> list[Block]:
    """F7: every row of the plan."""
    heads = (
        M("No."),
        M("Gap"),
        M("Cause"),
        M("Measure"),
        M("Type of measure"),
        M("Owner"),
        M("Support from"),
        M("Budget"),
        M("Start date"),
        M("Due date"),
        M("Target value"),
        M("Method of verification"),
        M("Status"),
    )
    widths = (0.5, 2.1, 1.5, 1.9, 0.9, 0.9, 1, 0.9, 1, 1.1, 1, 1.3, 0.9)
    rows = (_action(papers, one) for one in actions_of(papers.project, comparison.product_id))
    nothing = M("No action is stored for this product yet")
    return [papers.table(heads, rows, widths, nothing)]


def _action(papers: Papers, one: Action) -> tuple[TableCell | str, ...]:
    name = papers.indicator(one.indicator_id) if one.indicator_id else ""
    return (
        str(one.position),
        papers.said(labelled(name, one.gap, papers.words) if one.gap else name),
        papers.said(one.cause),
        papers.said(one.measure),
        papers.words.term(one.action_type),
        papers.said(one.owner),
        papers.said(one.support),
        papers.said(one.budget),
        papers.day(one.start),
        due_cell(papers, one),
        papers.said(target_text(one)),
        papers.said(one.verification),
        papers.words.term(one.status),
    )


def due_cell(papers: Papers, one: Action) -> TableCell:
    """The due date; what is late stands out with its sign."""
    if one.due is None:
        return papers.unsaid()
    if not is_overdue(one, papers.on):
        return cell(one.due.isoformat())
    late = papers.words(M("overdue by {days} d", days=(papers.on - one.due).days))
    return cell(f"{one.due.isoformat()}\n▼ {late}", Tone.WORSE)


def target_text(one: Action) -> str:
    """What the action shall reach."""
    return with_unit(format(one.target, "f"), one.unit) if one.target is not None else one.target_text


def verifications_form(papers: Papers, comparison: Comparison) -> list[Block]:
    """F8: every re-test or waiver of the plan, in the order of the plan and of time."""
    heads = (
        M("No."),
        M("Indicator"),
        M("Before"),
        M("After"),
        M("Improvement (better is positive)"),
        M("Target value"),
        M("Target met?"),
        M("Re-test on"),
        M("Evidence"),
        M("Economic effect"),
    )
    found = papers.project.all(Verification).values()
    rows = [
        _verification(papers, action, one)
        for action in actions_of(papers.project, comparison.product_id)
        for one in found
        if one.action_id == action.id
    ]
    widths = (0.5, 1.4, 1.1, 1.1, 1.6, 1.1, 1.3, 1, 1.8, 1)
    nothing = M("No re-test and no waiver is recorded for the plan of this product")
    rule = papers.quiet(
        M("Improvement: the printed figures compared, of several their mean; numerical comparison only.")
    )
    return [rule, papers.table(heads, rows, widths, nothing)]


def _verification(papers: Papers, action: Action, one: Verification) -> tuple[TableCell | str, ...]:
    unit = one.unit or action.unit
    report = papers.project.get(TestReport, one.report_id)
    number = " ".join(part for part in (report.number, report.laboratory) if part) if report else ""
    evidence = "\n".join(part for part in (number, action.evidence, one.reason) if part)
    return (
        str(action.position),
        papers.indicator(action.indicator_id),
        papers.said(action.baseline),
        papers.said(with_unit(one.raw, unit)),
        improvement_text(papers, action, one),
        papers.said(target_text(action)),
        met_cell(papers, one),
        retest_day(papers, one),
        papers.said(evidence),
        papers.unsaid(),  # no record holds it
    )


def retest_day(papers: Papers, one: Verification) -> TableCell:
    """The day of a re-test; a waiver has none, its day stands beside who gave it."""
    return papers.unsaid(M("not tested again")) if one.waived_by else papers.day(one.on)


def met_cell(papers: Papers, one: Verification) -> TableCell:
    """Whether the target was met; a waiver says who gave it, and what was not judged is grey."""
    words = papers.words
    if one.waived_by:
        day = f"\n{one.on.isoformat()}" if one.on is not None else ""
        return cell("○ " + words(M("waived by {name}", name=one.waived_by)) + day, Tone.UNKNOWN)
    if one.met is None:
        return papers.unsaid(M("not judged"))
    return (
        cell("● " + words(M("met")), Tone.LEVEL) if one.met else cell("▼ " + words(M("not met")), Tone.WORSE)
    )
