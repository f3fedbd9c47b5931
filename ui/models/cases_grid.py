"""Cases (病历) as a table: which are open, which are urgent, what became of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compare_app.domain.loop import Case
from compare_app.domain.model import Indicator, Product
from compare_app.domain.project import Project
from compare_app.domain.terms import CaseOutcome, Urgency
from compare_app.domain.tone import Tone
from compare_app.text.wording import Wording
from ui.models.cell import Cell, Column, Grid, ReadyRows
from ui.wording import named

_LOUD = (Urgency.URGENT, Urgency.EMERGENCY)
_OUTCOMES = {
    CaseOutcome.OPEN: ("○", Tone.NEUTRAL),
    CaseOutcome.CURED: ("▲", Tone.BETTER),
    CaseOutcome.IMPROVED: ("▲", Tone.BETTER),
    CaseOutcome.NO_EFFECT: ("▼", Tone.WORSE),
    CaseOutcome.REFERRED: ("◆", Tone.NEUTRAL),
}


@dataclass(frozen=True, slots=True)
class NewCase:
    """The wish for a case of an indicator of the product looked at, perhaps of one failed item."""

    indicator_id: str
    requirement_id: str = ""


def cases_grid(cases: Sequence[Case], project: Project, words: Wording) -> Grid:
    """One row a case, the latest number first."""
    columns = (
        Column("number", words("Case number")),
        Column("product", words("Product"), width=16),
        Column("indicator", words("Indicator"), width=14),
        Column("complaint", words("Complaint"), width=34),
        Column("urgency", words("Urgency")),
        Column("outcome", words("Outcome")),
        Column("closed", words("Closed on")),
    )
    rows = [(one.id, _cells(one, project, words)) for one in sorted(cases, key=_order, reverse=True)]
    return Grid(columns, ReadyRows(rows))


def _order(case: Case) -> tuple[str, str]:
    return (case.number, case.id)


def _cells(case: Case, project: Project, words: Wording) -> tuple[Cell, ...]:
    product, indicator = project.get(Product, case.product_id), project.get(Indicator, case.indicator_id)
    loud = case.urgency in _LOUD and case.outcome is CaseOutcome.OPEN
    sign, tone = _OUTCOMES[case.outcome]
    urgency = words.term(case.urgency)
    return (
        Cell(case.number or "—", bold=True),
        Cell(product.name if product is not None else "—"),
        Cell(named(indicator, words) if indicator is not None else "—"),
        Cell(" ".join(case.complaint.split()) or "—", tip=case.complaint),
        Cell(
            f"! {urgency}" if loud else urgency,
            tone=Tone.WORSE if loud else Tone.NEUTRAL,
            bold=loud,
            group=urgency,
        ),
        Cell(f"{sign} {words.term(case.outcome)}", tone=tone),
        Cell(case.closed.isoformat() if case.closed else ""),
    )
