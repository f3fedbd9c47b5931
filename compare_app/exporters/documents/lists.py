"""The three lists that national guidance asks for (domain.md §1.3, R44): problems, key projects, policy tools.

Over one product or the whole enterprise. Nothing is added to what the records say: a problem is a requirement that is
not met, a lag behind a primary benchmark, a failed inspection or an open case; a policy tool is a need that was noted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from compare_app.domain.comparison import Comparison, Gap, IndicatorRow, Judgement
from compare_app.domain.digest import actions_of, failures, is_open, worst_gaps
from compare_app.domain.loop import Action, Case
from compare_app.domain.model import Inspection
from compare_app.domain.report import Block, Heading, PageBreak, Report, TableCell
from compare_app.domain.signs import tone
from compare_app.domain.terms import CaseOutcome, CaseSource, Conformity, Trust
from compare_app.domain.tone import Tone
from compare_app.exporters.documents.forms_loop import due_cell, target_text
from compare_app.exporters.documents.papers import Papers, results_by_indicator
from compare_app.exporters.phrases import (
    gap_text,
    joined,
    labelled,
    listed,
    relative_text,
    source_text,
    spoken,
    unconfirmed,
    value_text,
    with_unit,
)
from compare_app.exporters.report_tables import cell
from compare_app.text.fold import key
from compare_app.text.message import M

MOST_OF_IT: Final = Decimal("0.8")
"""Key projects are the gaps that make up this share of all priorities, worst first (R34)."""


def lists(papers: Papers) -> Report:
    """The three lists, one sheet each."""
    one = papers.comparisons[0].product_id if len(papers.comparisons) == 1 else ""
    blocks: list[Block] = [
        PageBreak(papers.words(M("Problems"))),
        Heading(papers.words(M("List of quality problems"))),
        papers.origin(one),
        papers.quiet(M("Class: A or B item of the scheme. Lags stand against primary benchmarks only.")),
        *_problems(papers),
        papers.notice(),
        PageBreak(papers.words(M("Key projects"))),
        Heading(papers.words(M("List of key projects"))),
        papers.origin(one),
        papers.quiet(
            M(
                "Open plan rows on requirements that are not met, on the gaps that make up {share} % of all "
                "priorities, and on what several products have in common (marked ◆).",
                share=int(100 * MOST_OF_IT),
            )
        ),
        *_projects(papers),
        papers.notice(),
        PageBreak(papers.words(M("Policy tools"))),
        Heading(papers.words(M("List of policy tools"))),
        papers.origin(one),
        papers.quiet(M("Only needs noted in the plan: support, budget, note. No policy is proposed by us.")),
        *_tools(papers),
    ]
    title = M("Three lists: problems, key projects, policy tools")
    return papers.report(title, blocks, one)


# --- problems --------------------------------------------------------------------------------------------------------


def _problems(papers: Papers) -> list[Block]:
    rows: list[tuple[TableCell | str, ...]] = []
    for one in papers.comparisons:
        reports = {
            indicator: papers.reports(result.report_id for result in found)
            for indicator, found in results_by_indicator(papers, one.product_id).items()
        }
        failed = failures(one)
        rows += [_failure(papers, one, row, judged, reports) for row, judged in failed]
        rows += [_lag(papers, one, row, gap, reports) for row, gap in worst_gaps(papers.project, one)]
    ids = [one.product_id for one in papers.comparisons]
    rows += [_case(papers, one) for one in papers.project.all(Case).values() if _is_problem(one, ids)]
    rows += [_inspection(papers, one) for one in _failed_inspections(papers, ids)]
    heads = (
        M("No."),
        M("Product"),
        M("Indicator"),
        M("Problem"),
        M("Class"),
        M("Found by"),
        M("Evidence"),
        M("Cause"),
        M("Responsible"),
        M("Measure and status"),
        M("Marks"),
    )
    numbered = ((str(number), *row) for number, row in enumerate(rows, 1))
    widths = (0.5, 1.4, 1.2, 1.5, 0.6, 1.1, 2.2, 1.4, 1.15, 1.6, 1.15)
    return [papers.table(heads, numbered, widths, M("No problem is known from the records"))]


def _failure(
    papers: Papers, one: Comparison, row: IndicatorRow, judged: Judgement, reports: dict[str, str]
) -> tuple[TableCell | str, ...]:
    words = papers.words
    fail = judged.conformity is Conformity.FAIL
    value = with_unit(judged.value_text, judged.unit)
    limit = labelled(
        source_text(judged.standard, judged.clause), with_unit(judged.limit_text, judged.unit), words
    )
    evidence = (limit, words(M("our value {value}", value=value)), reports.get(row.indicator_id, ""))
    return (
        papers.product(one.product_id),
        papers.indicator(row.indicator_id),
        cell(spoken(judged.conformity, words), Tone.FAIL if fail else tone(judged.conformity)),
        _class(papers, row.indicator_id),
        words(M("comparison")),
        "\n".join(part for part in evidence if part),
        *_answered(papers, one.product_id, row.indicator_id),
        _mark(papers, judged.trust, row.ours.trust),
    )


def _lag(
    papers: Papers, one: Comparison, row: IndicatorRow, gap: Gap, reports: dict[str, str]
) -> tuple[TableCell | str, ...]:
    words = papers.words
    size = gap_text(papers.project, row, gap, words)
    said = f"{size}\n({relative_text(gap)})" if gap.relative is not None else size
    behind = words(M("behind the {role}", role=gap.role))
    ours = words(M("our value {value}", value=with_unit(value_text(row.ours, words), row.ours.unit)))
    theirs = with_unit(value_text(gap.theirs, words), row.ours.unit)
    evidence = (
        ours,
        labelled(papers.product(gap.product_id), theirs, words),
        reports.get(row.indicator_id, ""),
    )
    return (
        papers.product(one.product_id),
        papers.indicator(row.indicator_id),
        cell(f"▼ {behind}\n{said}", Tone.WORSE),
        _class(papers, row.indicator_id),
        words(M("comparison")),
        "\n".join(part for part in evidence if part),
        *_answered(papers, one.product_id, row.indicator_id),
        _mark(papers, gap.theirs.trust, row.ours.trust),
    )


def _is_problem(one: Case, product_ids: Sequence[str]) -> bool:
    """An open case that came from elsewhere than the comparison: what fails or lags there is in the list already."""
    elsewhere = one.source in (CaseSource.COMPLAINT, CaseSource.SUPERVISION, CaseSource.SELF_CHECK)
    return (
        one.product_id in product_ids
        and one.outcome is CaseOutcome.OPEN
        and (elsewhere or not one.indicator_id)
    )


def _case(papers: Papers, one: Case) -> tuple[TableCell | str, ...]:
    return (
        papers.product(one.product_id),
        papers.indicator(one.indicator_id),
        papers.said(one.complaint),
        _class(papers, one.indicator_id),
        papers.words.term(one.source),
        papers.said("\n".join(part for part in (one.number, one.examination) if part)),
        *_answered(papers, one.product_id, one.indicator_id, one.id),
        cell("—"),
    )


def _failed_inspections(papers: Papers, product_ids: Sequence[str]) -> Iterable[Inspection]:
    """Our own failed inspections: of these products, or, over the whole enterprise, of none that is named."""
    whole = len(product_ids) != 1
    for one in papers.project.all(Inspection).values():
        if one.own and one.failed and (one.product_id in product_ids or (whole and not one.product_id)):
            yield one


def _inspection(papers: Papers, one: Inspection) -> tuple[TableCell | str, ...]:
    words = papers.words
    day = one.inspected_on.isoformat() if one.inspected_on else str(one.year or "")
    evidence = (one.organiser, day, one.lot, one.laboratory)
    batches = words(M("{failed} of {all} batches failed", failed=one.failed, all=one.batches))
    return (
        papers.product(one.product_id) if one.product_id else one.product or one.product_class,
        listed(one.failed_items, words) or papers.unsaid(),
        cell(f"× {batches}", Tone.FAIL),
        "A" if one.serious else cell("—"),
        words.term(CaseSource.SUPERVISION),
        papers.said("\n".join(part for part in evidence if part)),
        papers.unsaid(),
        papers.unsaid(),
        papers.unsaid(M("no measure yet")),
        _mark(papers, one.source.trust),
    )


def _class(papers: Papers, indicator_id: str) -> str:
    indicator = papers.scheme(indicator_id)
    return papers.words.term(indicator.severity) if indicator else "—"


def _mark(papers: Papers, *trusts: Trust) -> TableCell:
    found = listed(dict.fromkeys(unconfirmed(one, papers.words) for one in trusts), papers.words)
    return cell(found or "—", Tone.UNKNOWN if found else Tone.NEUTRAL)


def _answered(
    papers: Papers, product_id: str, indicator_id: str, case_id: str = ""
) -> tuple[TableCell | str, ...]:
    """Cause, who is responsible, and the measures: from the plan rows that answer this indicator."""
    words = papers.words
    found = [
        one
        for one in actions_of(papers.project, product_id)
        if (case_id and one.case_id == case_id) or (indicator_id and one.indicator_id == indicator_id)
    ]
    if not found:
        return papers.unsaid(), papers.unsaid(M("nobody named")), papers.unsaid(M("no measure yet"))
    causes = dict.fromkeys(one.cause for one in found if one.cause)
    owners = dict.fromkeys(one.owner for one in found if one.owner)
    measures = (
        labelled(one.measure or words(M("measure open")), words.term(one.status), words) for one in found
    )
    return (
        papers.said("\n".join(causes)),
        cell(listed(owners, words)) if owners else papers.unsaid(M("nobody named")),
        "\n".join(dict.fromkeys(measures)),
    )


# --- key projects ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _KeyProject:
    """Plan rows that are one project: of one product, or of several that have the indicator in common."""

    name: str
    actions: tuple[Action, ...]
    why: tuple[str, ...]
    shared: bool


def _projects(papers: Papers) -> list[Block]:
    heads = (
        M("No."),
        M("Project"),
        M("Products"),
        M("Why a key project"),
        M("Cause"),
        M("Measures"),
        M("Division of labour"),
        M("Budget"),
        M("Start date"),
        M("Due date"),
        M("Target value"),
        M("Status"),
    )
    rows = ((str(number), *_project(papers, one)) for number, one in enumerate(key_projects(papers), 1))
    widths = (0.5, 1.3, 1.5, 1.4, 1.3, 1.9, 1.3, 0.9, 1, 1.1, 1.6, 0.9)
    return [papers.table(heads, rows, widths, M("No open plan row is a key project"))]


def key_projects(papers: Papers) -> list[_KeyProject]:
    """The open plan rows that matter most, those of one indicator of several products together, shared ones first."""
    words = papers.words
    grouped: dict[str, list[Action]] = {}
    reasons: dict[str, dict[str, None]] = {}
    for one in papers.comparisons:
        urgent = _urgent(papers, one)
        for action in actions_of(papers.project, one.product_id):
            if not is_open(action):
                continue
            name = _quantity(papers, action) or action.id
            grouped.setdefault(name, []).append(action)
            if action.indicator_id in urgent:
                reasons.setdefault(name, {})[urgent[action.indicator_id]] = None
    found: list[_KeyProject] = []
    for name, actions in grouped.items():
        products = {action.product_id for action in actions}
        shared = len(products) > 1
        why = list(reasons.get(name, ()))
        if shared:
            why.insert(0, "◆ " + words(M("common to {count} products", count=len(products))))
        if why:
            title = papers.indicator(actions[0].indicator_id) if actions[0].indicator_id else actions[0].gap
            found.append(_KeyProject(title, tuple(actions), tuple(why), shared))
    return sorted(found, key=lambda one: not one.shared)


def _urgent(papers: Papers, one: Comparison) -> dict[str, str]:
    """Indicators of high priority, with the reason."""
    words = papers.words
    found = {row.indicator_id: "× " + words(M("a requirement is not met")) for row, _ in failures(one)}
    before = Decimal(0)
    for place, priority in enumerate(one.assessment.priorities, 1):
        if before < MOST_OF_IT:
            said = words(M("priority {place} of {all}", place=place, all=len(one.assessment.priorities)))
            found.setdefault(priority.indicator_id, said)
        before = priority.cumulated
    return found


def _quantity(papers: Papers, action: Action) -> str:
    """What is measured, so that the same thing in two categories is one thing."""
    indicator = papers.scheme(action.indicator_id)
    return key(indicator.quantity or indicator.name) if indicator else ""


def _project(papers: Papers, one: _KeyProject) -> tuple[TableCell | str, ...]:
    words, actions = papers.words, one.actions

    def each(texts: Iterable[str]) -> TableCell:
        return papers.said("\n".join(dict.fromkeys(text for text in texts if text)))

    labour = (
        joined(
            (
                action.owner,
                words(M("support: {who}", who=action.support)) if action.support else "",
            ),
            words,
        )
        for action in actions
    )
    starts = [action.start for action in actions if action.start]
    last = max((action for action in actions if action.due), key=lambda action: str(action.due), default=None)
    return (
        cell(one.name, bold=True),
        each(papers.product(action.product_id) for action in actions),
        "\n".join(one.why),
        each(action.cause for action in actions),
        each(action.measure for action in actions),
        each(labour),
        each(action.budget for action in actions),
        papers.day(min(starts, default=None)),
        due_cell(papers, last) if last else papers.unsaid(),
        each(target_text(action) for action in actions),
        each(words.term(action.status) for action in actions),
    )


# --- policy tools ----------------------------------------------------------------------------------------------------


def _tools(papers: Papers) -> list[Block]:
    heads = (
        M("No."),
        M("Product"),
        M("What for"),
        M("Support unit"),
        M("Budget"),
        M("Note"),
        M("Owner"),
        M("Due date"),
    )
    needs = [
        action
        for one in papers.comparisons
        for action in actions_of(papers.project, one.product_id)
        if is_open(action) and any((action.support, action.budget, action.note))
    ]
    rows = ((str(number), *_tool(papers, one)) for number, one in enumerate(needs, 1))
    nothing = M("Nobody noted a need yet: fill in support, budget or note in the plan")
    return [papers.table(heads, rows, (0.5, 1.5, 2.6, 1.5, 1.1, 2, 1, 1.1), nothing)]


def _tool(papers: Papers, one: Action) -> tuple[TableCell | str, ...]:
    name = papers.indicator(one.indicator_id) if one.indicator_id else ""
    return (
        papers.product(one.product_id),
        papers.said(labelled(name, one.measure or one.gap, papers.words)),
        papers.said(one.support),
        papers.said(one.budget),
        papers.said(one.note),
        papers.said(one.owner),
        due_cell(papers, one),
    )
