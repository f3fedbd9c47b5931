"""What comes next for standards, in words: proposals for our next edition, and what changes in those we use.

The workbook, the reports and the tables of their own share these rows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Final

from compare_app.domain.assessment import Proposal, Transition
from compare_app.domain.comparison import Comparison, Consistency
from compare_app.domain.model import Indicator, Requirement, StandardEdition
from compare_app.domain.project import Project
from compare_app.domain.quality_domain import domain_name
from compare_app.domain.terms import EditionStatus, Readiness
from compare_app.domain.tone import Tone
from compare_app.exporters.csv_text import csv_text, write_csv_text
from compare_app.exporters.phrases import (
    basis_text,
    capital,
    coverage_text,
    indicator_name,
    joined,
    limit_text,
    listed,
    orderable_text,
    rate_text,
    source_text,
    spoken,
    unconfirmed,
    value_text,
    with_unit,
)
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording

PROPOSAL_HEADS: Final[tuple[tuple[str, Message], ...]] = (
    ("indicator", M("Indicator")),
    ("verdict", M("Verdict")),
    ("present", M("Present limit")),
    ("our_standard", M("Our standard, clause")),
    ("proposed", M("Proposed limit")),
    ("unit", M("Unit")),
    ("source", M("Whose limit: standard, clause")),
    ("market", M("Market, region")),
    ("readiness", M("Can it be adopted?")),
    ("value", M("Our value")),
    ("margin", M("Margin")),
    ("margin_percent", M("Margin in %")),
    ("why", M("Why")),
    ("covers", M("Also met")),
    ("marks", M("Marks")),
)
"""Keys and heads of the table of proposals; the keys are stable, the heads are in the reader's language."""

TRANSITION_HEADS: Final[tuple[Message, ...]] = (
    M("Standard number"),
    M("Status on the reference date"),
    M("In force from"),
    M("In force until"),
    M("Replaced by"),
    M("Replaces"),
    M("What changes"),
    M("Confirmed?"),
)

Field = str | Decimal | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """The comparison with what its rows need to be worded."""

    project: Project
    comparison: Comparison
    words: Wording

    def proposal(self, one: Proposal) -> dict[str, Field]:
        """One proposal by the keys of `PROPOSAL_HEADS`; margins are numbers in full digits."""
        words = self.words
        row = self.comparison.row(one.indicator_id)
        present = one.present
        marks = [unconfirmed(one.source.trust, words)]
        if one.source.status not in (EditionStatus.IN_FORCE, EditionStatus.UNKNOWN):
            marks.append(words.term(one.source.status))
        region = self._region(one)
        return {
            "indicator": indicator_name(self.project, one.indicator_id, words),
            "verdict": spoken(one.verdict, words),
            "present": limit_text(present, words) if present else words(M("sets nothing")),
            "our_standard": source_text(present.standard, present.clause) if present else "—",
            "proposed": limit_text(replace(one.source, condition=one.scope or one.source.condition), words),
            "unit": one.unit,
            "source": source_text(one.source.standard, one.source.clause),
            "market": words.term(one.market) + (f" · {region}" if region else ""),
            "readiness": spoken(one.readiness, words),
            "value": joined(
                (with_unit(value_text(row.ours, words), row.ours.unit), basis_text(row.ours, words)), words
            )
            if row
            else "",
            "margin": one.margin,
            "margin_percent": one.margin_percent,
            "why": words(one.why),
            "covers": joined((self._limit(covered) for covered in one.covers), words),
            "marks": listed(marks, words),
        }

    def _region(self, one: Proposal) -> str:
        edition = self.project.get(StandardEdition, one.source.edition_id)
        return edition.region if edition else ""

    def _limit(self, requirement_id: str) -> str:
        requirement = self.project.get(Requirement, requirement_id)
        edition = self.project.get(StandardEdition, requirement.edition_id) if requirement else None
        if requirement is None or edition is None:
            return requirement_id
        indicator = self.project.get(Indicator, requirement.indicator_id)
        unit = requirement.unit or (indicator.unit if indicator else "")
        return f"{source_text(edition.number, requirement.clause)} {with_unit(requirement.raw, unit)}"

    def counted(self) -> str:
        """How many proposals there are of each state."""
        found = [one.readiness for one in self.comparison.assessment.proposals]
        return listed(
            (f"{spoken(state, self.words)} {found.count(state)}" for state in Readiness if state in found),
            self.words,
        )

    def transition(self, one: Transition) -> tuple[str, str, str, str, str, str, str, str]:
        """One change by `TRANSITION_HEADS`."""
        words = self.words
        edition = self.project.get(StandardEdition, one.edition_id)
        return (
            full_number(edition, words) if edition else one.number,
            words.term(one.status),
            one.starts.isoformat() if one.starts else "—",
            one.ends.isoformat() if one.ends else "—",
            listed(one.successors, words) or "—",
            listed(one.predecessors, words) or "—",
            joined((words(step.message) for step in one.steps), words),
            words.term(one.trust),
        )

    def domain(self, one: Consistency) -> tuple[str, str, str, str, str]:
        """Market, domain, and its three rates with their counts."""
        words = self.words
        return (
            words.term(one.market),
            capital(words(domain_name(one.domain))),
            rate_text(one, words),
            orderable_text(one, words),
            coverage_text(one, words),
        )


def full_number(edition: StandardEdition, words: Wording) -> str:
    """The number with the 湾区标准 identifier that stands beside it (R15)."""
    if not edition.wq_number:
        return edition.number
    return words(M("{name} ({mark})", name=edition.number, mark=edition.wq_number))


def change_tone(one: Transition) -> Tone:
    """What is gone stands out, what is to come is grey."""
    return Tone.WORSE if one.status in (EditionStatus.SUPERSEDED, EditionStatus.WITHDRAWN) else Tone.NEUTRAL


def write_proposals_csv(to: Path, project: Project, comparison: Comparison, words: Wording) -> None:
    """The proposals as one table."""
    write_csv_text(to, proposals_csv(project, comparison, words))


def proposals_csv(project: Project, comparison: Comparison, words: Wording) -> str:
    """The table as text."""
    outlook = Outlook(project, comparison, words)
    rows = [outlook.proposal(one) for one in comparison.assessment.proposals]
    return csv_text(PROPOSAL_HEADS, rows, words)
