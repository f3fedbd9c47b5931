"""What changes soon for one edition in use: its start, its end, what takes its place, its force (R2, R16, R18)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from compare_app.domain.assessment import Transition
from compare_app.domain.comparison import Trace
from compare_app.domain.editions import (
    TRANSITION_MONTHS,
    ends,
    months_later,
    stale_adoptions,
    starts,
    status_in,
)
from compare_app.domain.model import Adoption, StandardEdition
from compare_app.domain.project import Project
from compare_app.domain.terms import EditionStatus, Trust
from compare_app.text.message import M, Message

GONE = (EditionStatus.SUPERSEDED, EditionStatus.WITHDRAWN)


@dataclass(frozen=True)
class Shelf:
    """The editions of a project on a reference date, and how they replace each other."""

    project: Project
    on: date

    @cached_property
    def horizon(self) -> date:
        """The last day that is worth a warning."""
        return months_later(self.on, TRANSITION_MONTHS)

    @cached_property
    def stale(self) -> dict[str, list[tuple[Adoption, StandardEdition]]]:
        """Stale adoptions by the edition that adopts."""
        found: dict[str, list[tuple[Adoption, StandardEdition]]] = {}
        for adoption, newer in stale_adoptions(self.project, self.on):
            found.setdefault(adoption.edition_id, []).append((adoption, newer))
        return found

    def status(self, edition: StandardEdition) -> EditionStatus:
        """The status on the reference date."""
        return status_in(self.project, edition, self.on)

    def successors(self, edition: StandardEdition, *, partial: bool = False) -> list[StandardEdition]:
        """What replaces an edition, wholly or in part; several where it is split."""
        return self._editions(
            one.new_id for one in self.project.replaced_by(edition.id) if one.partial is partial
        )

    def predecessors(self, edition: StandardEdition, *, partial: bool = False) -> list[StandardEdition]:
        """What an edition replaces; several where they are merged."""
        return self._editions(
            one.old_id for one in self.project.replaces(edition.id) if one.partial is partial
        )

    def now_instead(self, edition: StandardEdition) -> list[StandardEdition]:
        """What is in force in place of an edition, found through the editions between."""
        found: dict[str, StandardEdition] = {}
        seen, waiting = {edition.id}, self.successors(edition)
        while waiting:
            one = waiting.pop(0)
            if one.id in seen:
                continue
            seen.add(one.id)
            if self.status(one) is EditionStatus.IN_FORCE:
                found[one.id] = one
            else:
                waiting += self.successors(one)
        return list(found.values())

    def soon(self, day: date | None) -> bool:
        """Whether a day lies ahead, and within the horizon."""
        return day is not None and self.on < day <= self.horizon

    def _editions(self, ids: Iterable[str]) -> list[StandardEdition]:
        editions = self.project.all(StandardEdition)
        return [editions[one] for one in dict.fromkeys(ids) if one in editions]


def transition_of(shelf: Shelf, edition: StandardEdition, *, executed: bool) -> Transition | None:
    """What changes for an edition within 24 months, or has changed already; None where there is nothing to say.

    An edition that is split has several successors, one that merges others several predecessors; each is named with
    its day. Legal force belongs to the edition, so a change of it is said even where the prefix stays (§0).
    """
    status, start, end = shelf.status(edition), starts(edition), ends(shelf.project, edition)
    after, partly = shelf.successors(edition), shelf.successors(edition, partial=True)
    before = shelf.predecessors(edition)
    stale = shelf.stale.get(edition.id, [])
    ahead = status is EditionStatus.UPCOMING
    moves = (
        status in GONE
        or (ahead and (executed or start is None or shelf.soon(start)))
        or (
            status is EditionStatus.IN_FORCE
            and (shelf.soon(end) or any(shelf.soon(starts(one)) for one in after))
        )
        or (status is EditionStatus.UNKNOWN and bool(after))
        or any(starts(one) is None or (starts(one) or shelf.on) <= shelf.horizon for one in partly)
    )
    if not moves and not stale:
        return None
    other = before if ahead else after
    changed = [one for one in other if moves and one.force is not edition.force]
    said = list(_state(shelf, edition, status))
    said += [_force(one, edition) if ahead else _force(edition, one) for one in changed]
    if moves:
        said += _exchange(shelf, edition, status)
    said += [
        Trace(
            M(
                "{standard} adopts {base}; the edition now in force is {newer}",
                standard=edition.number,
                base=adoption.base_number,
                newer=newer.number,
            ),
            "R18",
        )
        for adoption, newer in stale
    ]
    replaced = before if ahead else []
    involved = [edition, *after, *partly, *replaced, *(newer for _, newer in stale)]
    unsure = [one.number for one in involved if one.source.trust is Trust.UNCONFIRMED]
    if unsure:
        said.append(Trace(M("Dates and replacement not confirmed: {numbers}", numbers=unsure), "R10"))
    return Transition(
        edition_id=edition.id,
        number=edition.number,
        status=status,
        starts=start,
        ends=end,
        successors=tuple(one.number for one in (*after, *partly)),
        predecessors=tuple(one.number for one in (*before, *shelf.predecessors(edition, partial=True))),
        force_changes=bool(changed),
        message=said[0].message,
        stale_base=stale[0][1].number if stale else "",
        trust=Trust.UNCONFIRMED if unsure else _trust(involved),
        steps=tuple(said),
        executed=executed,
    )


def _state(shelf: Shelf, edition: StandardEdition, status: EditionStatus) -> Iterator[Trace]:
    """What the edition is on the reference date, and until when."""
    number, start, end = edition.number, starts(edition), ends(shelf.project, edition)
    match status:
        case EditionStatus.SUPERSEDED | EditionStatus.WITHDRAWN:
            yield Trace(
                M("{standard} is in use but no longer in force ({status})", standard=number, status=status),
                "R2",
            )
            if end is not None:
                yield Trace(M("{standard} ended on {day}", standard=number, day=end), "R2")
        case EditionStatus.UPCOMING if start is None:
            yield Trace(M("{standard} is not yet in force", standard=number), "R2")
        case EditionStatus.UPCOMING:
            yield Trace(M("{standard} takes effect on {day}", standard=number, day=start), "R2")
        case EditionStatus.UNKNOWN if shelf.successors(edition):
            yield Trace(
                M("{standard} is replaced; since when is not known, dates are missing", standard=number), "R2"
            )
        case EditionStatus.IN_FORCE if shelf.soon(end):
            yield Trace(M("{standard} is in force until {day} only", standard=number, day=end), "R16")


def _exchange(shelf: Shelf, edition: StandardEdition, status: EditionStatus) -> Iterator[Trace]:
    """What takes the place of the edition, wholly and in part, and what it takes the place of."""
    number, end = edition.number, ends(shelf.project, edition)
    if after := shelf.successors(edition):
        yield Trace(M("{standard} is replaced by {editions}", standard=number, editions=_dated(after)), "R1")
        meanwhile = [one.number for one in after if shelf.status(one) is EditionStatus.IN_FORCE]
        if status is EditionStatus.IN_FORCE and meanwhile and end is not None:
            yield Trace(
                M("Until {day} {old} and {new} are both in force", day=end, old=number, new=meanwhile), "R2"
            )
        instead = [one.number for one in shelf.now_instead(edition) if one not in after]
        if status in GONE and instead:
            yield Trace(M("The edition now in force is {editions}", editions=instead), "R2")
    if partly := shelf.successors(edition, partial=True):
        yield Trace(
            M("{standard} is replaced in part by {editions}", standard=number, editions=_dated(partly)), "R1"
        )
    if status is not EditionStatus.UPCOMING:  # what it replaced long ago is no news
        return
    if before := shelf.predecessors(edition):
        yield Trace(
            M("{standard} replaces {editions}", standard=number, editions=[one.number for one in before]),
            "R1",
        )
    if part := shelf.predecessors(edition, partial=True):
        yield Trace(
            M(
                "{standard} replaces part of {editions}",
                standard=number,
                editions=[one.number for one in part],
            ),
            "R1",
        )


def _dated(editions: Sequence[StandardEdition]) -> list[Message]:
    """Each edition with the day on which it takes effect."""
    return [
        M("{number} (from {day})", number=one.number, day=day)
        if (day := starts(one)) is not None
        else M("{number} (day not known)", number=one.number)
        for one in editions
    ]


def _force(old: StandardEdition, new: StandardEdition) -> Trace:
    return Trace(
        M(
            "The legal force changes: {old} is {before}, {new} is {after}",
            old=old.number,
            before=old.force,
            new=new.number,
            after=new.force,
        ),
        "R1",
    )


def _trust(involved: Sequence[StandardEdition]) -> Trust:
    confirmed = all(one.source.trust is Trust.CONFIRMED for one in involved)
    return Trust.CONFIRMED if confirmed else Trust.USER
