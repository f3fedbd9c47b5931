"""What the inspector says of proposals, of standards that change, and of editions."""

from __future__ import annotations

from datetime import date

from compare_app.domain.assessment import Proposal, Transition
from compare_app.domain.editions import ends, starts, status_in
from compare_app.domain.model import Adoption, CellRef, Indicator, Replacement, StandardEdition
from compare_app.domain.project import Project
from compare_app.domain.standard_number import parse_standard_number
from compare_app.domain.terms import EditionStatus, Readiness, StandardScope
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording
from ui.models.inspections import HOW_JUDGED, WHAT_NEXT, WHERE_FROM, side_lines, source_lines, steps_text
from ui.widgets.inspector import Answer, Inspection
from ui.wording import edition_state, labelled, listed, named, numbered, spoken, titled

MAY_ADOPT = M("Can it be adopted?")
WHAT_CHANGES = M("What changes, and when?")


def inspect_proposal(one: Proposal, project: Project, words: Wording) -> Inspection:
    """A line for the next edition of our standard: whose limit, why, whether our results carry it."""
    indicator = project.get(Indicator, one.indicator_id)
    where = [
        *side_lines(words("Our standard"), one.present, project, words),
        *side_lines(words("Proposed"), one.source, project, words),
    ]
    return Inspection(
        title=named(indicator, words) if indicator is not None else one.indicator_id,
        subtitle=f"{spoken(one.readiness, words)} · {words.term(one.market)}",
        answers=(
            Answer(words(WHERE_FROM), tuple(where)),
            Answer(words(HOW_JUDGED), tuple(steps_text(one.steps, words)), numbered=True),
            Answer(words(MAY_ADOPT), (words(one.why),)),
            Answer(words(WHAT_NEXT), (words(_next(one)),)),
        ),
    )


def _next(one: Proposal) -> Message:
    match one.readiness:
        case Readiness.NOW:
            return M(
                "Put it into the plan, and check the limit against the printed standard before it is adopted"
            )
        case Readiness.PRODUCT_FIRST:
            return M("Improve the product first: give the gap an owner and a date on the plan page")
        case _:
            return M("Test it, or clear up what stands in the way; then it shows whether it can be adopted")


def inspect_transition(one: Transition, project: Project, words: Wording) -> Inspection:
    """A standard in use that changes: every sentence, and where its dates come from."""
    edition = project.get(StandardEdition, one.edition_id)
    where = source_lines(edition.source, CellRef(), words) if edition is not None else []
    return Inspection(
        title=titled(edition, words) if edition is not None else one.number,
        subtitle=edition_state(one.status, words),
        answers=(
            Answer(words(WHAT_CHANGES), tuple(steps_text(one.steps, words))),
            Answer(words(WHERE_FROM), tuple(where) or (words("typed in the program"),)),
            Answer(words(WHAT_NEXT), (words(_next_for_change(one)),)),
        ),
    )


def _next_for_change(one: Transition) -> Message:
    if one.executed and one.successors:
        return M("Take in the limits of the new edition, compare with them, and declare it in time")
    if one.status in (EditionStatus.SUPERSEDED, EditionStatus.WITHDRAWN):
        return M("Its limits no longer count: compare with the edition now in force")
    if one.stale_base:
        return M("Compare with the newer edition of the adopted standard; our limits may follow the old one")
    return M("Check the dates against the printed standard, and take in its limits where they concern us")


def inspect_edition(edition: StandardEdition, project: Project, on: date, words: Wording) -> Inspection:
    """One edition in full: what it is, its dates, what it replaces and adopts, where the facts come from."""
    start, end = starts(edition), ends(project, edition)
    status = status_in(project, edition, on)
    facts = [
        labelled(words("Status on the reference date"), edition_state(status, words), words),
        labelled(words("In force from"), start.isoformat() if start else "—", words),
        labelled(words("In force until"), end.isoformat() if end else "—", words),
        labelled(words("Force"), words.term(edition.force), words),
    ]
    if edition.wq_number:
        facts.append(labelled(words("Bay Area standard"), edition.wq_number, words))
    editions = project.all(StandardEdition)
    links = project.all(Replacement).values()
    for title, numbers in (
        (
            M("Replaced by"),
            [_linked(editions.get(one.new_id), one, words) for one in links if one.old_id == edition.id],
        ),
        (
            M("Replaces"),
            [_linked(editions.get(one.old_id), one, words) for one in links if one.new_id == edition.id],
        ),
    ):
        if numbers:
            facts.append(labelled(words(title), listed(numbers, words), words))
    facts += [
        labelled(words("Adopts"), f"{one.base_number} ({one.degree.value})", words)
        for one in project.all(Adoption).values()
        if one.edition_id == edition.id
    ]
    where = source_lines(edition.source, CellRef(), words) or [words("typed in the program")]
    if edition.note:
        where.append(edition.note)
    return Inspection(
        titled(edition, words),
        _kind(edition, words),
        (
            Answer(words("What kind of standard is it?"), tuple(facts)),
            Answer(words(WHERE_FROM), tuple(where)),
        ),
    )


def _linked(edition: StandardEdition | None, link: Replacement, words: Wording) -> str:
    number = numbered(edition, words) if edition is not None else "—"
    return words(M("{name} ({mark})", name=number, mark=words("in part"))) if link.partial else number


def _kind(edition: StandardEdition, words: Wording) -> str:
    """The level of a standard, with the province of a local one, and what an unknown number could be."""
    number = parse_standard_number(edition.number)
    kind = words.term(edition.scope)
    if number.province:
        return words(M("{name} ({mark})", name=kind, mark=number.province))
    if edition.scope is StandardScope.UNRECOGNISED and number.readings:
        return words(M("{kind}; it can be read as {readings}", kind=kind, readings=number.readings))
    return kind
