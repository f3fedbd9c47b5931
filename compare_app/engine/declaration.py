"""The declaration beside the standards (R19, domain.md §1.4): by which a result is judged, and what is noted.

Declared higher than the standard: judged by the declaration. Lower than a mandatory one: by the mandatory one, and an
error of the declaration. Lower than a recommended one: by the declaration, noted. What is said of items that the
declaration lacks is general knowledge and marked 未核实.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from compare_app.domain.comparison import Judgement, StandardRow, Trace
from compare_app.domain.model import StandardEdition
from compare_app.domain.terms import EditionStatus, Force, Market, StandardScope, Trust, Verdict
from compare_app.engine.library import Library
from compare_app.text.message import M, Message

_BY_LAW = (StandardScope.NATIONAL, StandardScope.SECTOR, StandardScope.LOCAL)


def noted(
    judgements: Mapping[str, tuple[Judgement, ...]],
    standards: Sequence[StandardRow],
    editions: Mapping[str, StandardEdition],
    shelf: Library,
) -> dict[str, tuple[Judgement, ...]]:
    """The judgements with what the declaration does to each, by requirement."""
    notes: dict[str, list[Message]] = {}
    for row in standards:
        for requirement_id, said in _of_row(row, editions, shelf):
            notes.setdefault(requirement_id, []).append(said)
    return {
        indicator: tuple(_with(one, notes.get(one.requirement_id, ())) for one in judged)
        for indicator, judged in judgements.items()
    }


def _of_row(
    row: StandardRow, editions: Mapping[str, StandardEdition], shelf: Library
) -> list[tuple[str, Message]]:
    """Which judgement a row of the comparison of standards has something to say about."""
    theirs = row.theirs
    if theirs is None or row.market is not Market.DOMESTIC:
        return []
    edition = editions[theirs.edition_id]
    in_force = shelf.status_made[edition.id] in (EditionStatus.IN_FORCE, EditionStatus.UNKNOWN)
    if not in_force or edition.scope not in _BY_LAW:
        return []
    forced = edition.force is Force.MANDATORY
    words = {"standard": theirs.standard, "limit": theirs.text}
    match row.verdict:
        case Verdict.STRICTER if row.ours is not None:
            said = M("Declared stricter than {standard} {limit}: judged by the declaration", **words)
            return [(row.ours.requirement_id, said)]
        case Verdict.LOOSER if forced:
            said = M("Declared looser than this mandatory limit: judged by the mandatory standard")
            return [(theirs.requirement_id, said)]
        case Verdict.LOOSER if row.ours is not None and edition.force is Force.RECOMMENDED:
            said = M(
                "Declared lower than the recommended {standard} {limit}: judged by the declaration, and noted",
                **words,
            )
            return [(row.ours.requirement_id, said)]
        case Verdict.MISSING_OURS if forced:
            said = M("Not declared: judged by the mandatory standard ({trust})", trust=Trust.UNCONFIRMED)
            return [(theirs.requirement_id, said)]
        case Verdict.MISSING_OURS if edition.force is Force.RECOMMENDED:
            said = M("Not declared: not binding, and noted ({trust})", trust=Trust.UNCONFIRMED)
            return [(theirs.requirement_id, said)]
    return []


def _with(judged: Judgement, notes: Sequence[Message]) -> Judgement:
    if not notes:
        return judged
    steps = tuple(Trace(note, "R19") for note in notes)
    return replace(judged, note=judged.note or notes[0], steps=(*judged.steps, *steps))
