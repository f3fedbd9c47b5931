"""What comes next for standards as tables: proposals for our next edition, and what changes in those in use."""

from __future__ import annotations

from decimal import Decimal

from compare_app.domain.assessment import Proposal, Transition
from compare_app.domain.comparison import Comparison
from compare_app.domain.differences import difference_text
from compare_app.domain.model import Indicator, Requirement, StandardEdition
from compare_app.domain.project import Project
from compare_app.domain.terms import EditionStatus, Readiness, Trust
from compare_app.domain.tone import Tone
from compare_app.text.wording import Wording
from ui.models.cell import NOT_SORTED, Cell, Column, Grid, ReadyRows, day_fact, figure
from ui.wording import (
    decimal_text,
    edition_state,
    joined,
    listed,
    named,
    numbered,
    short,
    signed,
    spoken,
    state_tone,
    tone,
    unconfirmed,
    value_in_words,
    with_unit,
)

_SHOWN_BESIDE = ("R2", "R16", "R10")  # status, dates and trust have columns of their own
_ORDER = {Readiness.NOW: 0, Readiness.PRODUCT_FIRST: 1, Readiness.OPEN: 2}


def proposals_grid(comparison: Comparison, project: Project, words: Wording) -> Grid:
    """One row a proposal; its key is that of the pair of limits it is born from."""
    columns = (
        Column("indicator", words("Indicator"), width=22),
        Column("readiness", words("Can it be adopted?"), width=24),
        Column("present", words("Present limit"), width=18),
        Column("proposed", words("Proposed limit"), width=20),
        Column("value", words("Our value"), width=16),
        Column("margin", words("Margin"), words("Better is positive"), align="right", width=12),
        Column("margin_percent", words("Margin in %"), align="right", width=9),
        Column("source", words("Whose limit: standard, clause"), width=24),
        Column("market", words("Market"), width=16),
        Column("verdict", words("Verdict"), width=16),
        Column("covers", words("Also met"), width=24),
        Column("trust", words("Marks"), width=14),
    )
    rows = [(one.key, _proposal(one, comparison, project, words)) for one in comparison.assessment.proposals]
    return Grid(columns, ReadyRows(rows))


def _proposal(one: Proposal, comparison: Comparison, project: Project, words: Wording) -> tuple[Cell, ...]:
    indicator = project.get(Indicator, one.indicator_id)
    row = comparison.row(one.indicator_id)
    edition = project.get(StandardEdition, one.source.edition_id)
    value = with_unit(value_in_words(row.ours, words), row.ours.unit) if row is not None else "—"
    basis = words.term(row.ours.basis) if row is not None and row.ours.basis is not None else ""
    marks = listed(
        (
            unconfirmed(one.source.trust, words),
            words.term(one.source.status)
            if one.source.status not in (EditionStatus.IN_FORCE, EditionStatus.UNKNOWN)
            else "",
        ),
        words,
    )
    present = one.present.text if one.present is not None else f"○ {words('sets nothing')}"
    source = f"{one.source.standard} {one.source.clause}".strip()
    scope = one.scope or one.source.condition
    proposed = words("{name} ({mark})", name=one.proposed, mark=scope) if scope else one.proposed
    covers = joined((covered(covered_id, project) for covered_id in one.covers), words)
    why = words(one.why)
    return (
        Cell(
            named(indicator, words) if indicator is not None else one.indicator_id,
            bold=True,
            sort=(0, indicator.position if indicator is not None else 0),
        ),
        Cell(
            spoken(one.readiness, words),
            tip=why,
            tone=tone(one.readiness),
            shaded=True,
            sort=(_ORDER[one.readiness], ""),
        ),
        Cell(present, quiet=one.present is None),
        Cell(proposed, tip="\n".join(part for part in (source, one.source.raw) if part), bold=True),
        Cell(listed((value, basis), words), tip=why),
        _number(one.margin, one.unit, words),
        _percent(one.margin_percent),
        Cell(source, tip=source),
        Cell(f"{words.term(one.market)} {edition.region if edition is not None else ''}".strip(), quiet=True),
        Cell(spoken(one.verdict, words), tone=tone(one.verdict)),
        Cell(covers, tip=covers, quiet=True),
        Cell(marks, tone=Tone.UNKNOWN if one.source.trust is Trust.UNCONFIRMED else Tone.NEUTRAL),
    )


def covered(requirement_id: str, project: Project) -> str:
    """A limit that a proposal answers too, with its standard."""
    requirement = project.get(Requirement, requirement_id)
    edition = project.get(StandardEdition, requirement.edition_id) if requirement is not None else None
    if requirement is None or edition is None:
        return requirement_id
    indicator = project.get(Indicator, requirement.indicator_id)
    unit = requirement.unit or (indicator.unit if indicator is not None else "")
    return f"{edition.number} {with_unit(requirement.raw, unit)}"


def _number(value: Decimal | None, unit: str, words: Wording) -> Cell:
    """A signed figure with its unit; all digits are copied."""
    if value is None:
        return Cell("—", align="right", sort=NOT_SORTED)
    text = short(abs(value))
    sign = "" if not value else "+" if value > 0 else "−"
    return Cell(
        difference_text(f"{sign}{text}", unit, words),
        align="right",
        fact=figure(value, unit),
        copy=decimal_text(value),
    )


def _percent(value: Decimal | None) -> Cell:
    """A share of the limit, to one decimal; all digits are copied."""
    if value is None:
        return Cell("—", align="right", sort=NOT_SORTED)
    return Cell(f"{signed(value)} %", align="right", fact=figure(value, "%"), copy=decimal_text(value))


def transitions_grid(comparison: Comparison, project: Project, words: Wording) -> Grid:
    """One row a standard in use that changes soon, is gone, or adopts an old edition."""
    columns = (
        Column("number", words("Number"), width=20),
        Column("status", words("Status"), words("On the reference date"), width=14),
        Column("starts", words("In force from"), width=11, on=comparison.on),
        Column("ends", words("In force until"), width=11, on=comparison.on),
        Column("successors", words("Replaced by"), width=22),
        Column("changes", words("What changes"), width=40),
        Column("predecessors", words("Replaces"), width=18),
        Column("use", words("In use as"), width=18),
        Column("trust", words("Checked"), width=14),
    )
    rows = [(one.edition_id, _transition(one, project, words)) for one in comparison.assessment.transitions]
    return Grid(columns, ReadyRows(rows))


def _transition(one: Transition, project: Project, words: Wording) -> tuple[Cell, ...]:
    edition = project.get(StandardEdition, one.edition_id)
    news = [step for step in one.steps if step.rule not in _SHOWN_BESIDE] or one.steps[:1]
    said = joined((words(step.message) for step in news), words)
    return (
        Cell(numbered(edition, words) if edition is not None else one.number, bold=True),
        Cell(edition_state(one.status, words), tone=state_tone(one.status)),
        Cell(one.starts.isoformat() if one.starts else "—", quiet=True, fact=day_fact(one.starts)),
        Cell(one.ends.isoformat() if one.ends else "—", fact=day_fact(one.ends)),
        Cell(listed(one.successors, words) or "—"),
        Cell(said, tip="\n".join(words(step.message) for step in one.steps)),
        Cell(listed(one.predecessors, words) or "—", quiet=True),
        Cell(words("executed standard") if one.executed else words("limits only"), quiet=not one.executed),
        Cell(words.term(one.trust), tone=Tone.UNKNOWN if one.trust is Trust.UNCONFIRMED else Tone.NEUTRAL),
    )
