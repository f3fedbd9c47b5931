"""立项: one comparison of a product as a project of its own (F1), and the states it goes through (R50).

Moves are only added; the latest one is where a round stands. One step forward at a time, past the guards of
`engine.rounds`; back to any earlier state with a reason. A later round of the same product starts when the one before
is in the archive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from compare_app.domain.edit import Edit
from compare_app.domain.loop import Round, RoundMove
from compare_app.domain.model import new_id
from compare_app.domain.project import Project
from compare_app.domain.terms import RoundState
from compare_app.errors import AppError
from compare_app.text.message import M, Message

ORDER: Final = tuple(RoundState)


@dataclass(frozen=True, slots=True)
class RoundStanding:
    """Where a round stands, and what is between it and the state that follows (None: it is in the archive)."""

    round: Round
    state: RoundState
    following: RoundState | None
    obstacles: tuple[Message, ...] = ()


def rounds_of(project: Project, product_id: str) -> tuple[Round, ...]:
    """The rounds of a product, the newest last."""
    return tuple(one for one in project.all(Round).values() if one.product_id == product_id)


def moves_of(project: Project, round_id: str) -> tuple[RoundMove, ...]:
    """The moves of a round in the order they were made."""
    return tuple(one for one in project.all(RoundMove).values() if one.round_id == round_id)


def state_of(project: Project, round_id: str) -> RoundState:
    """Where a round stands; a draft where nothing was moved yet."""
    moves = moves_of(project, round_id)
    return moves[-1].state if moves else RoundState.DRAFT


def present_round(project: Project, product_id: str) -> Round | None:
    """The round that is under way; None where there is none or the last one is in the archive."""
    rounds = rounds_of(project, product_id)
    last = rounds[-1] if rounds else None
    return None if last is None or state_of(project, last.id) is RoundState.ARCHIVED else last


def after(state: RoundState) -> RoundState | None:
    """The state that follows; None after the archive."""
    place = ORDER.index(state) + 1
    return ORDER[place] if place < len(ORDER) else None


def facts(one: Round) -> Iterator[tuple[Message, str]]:
    """What is stated of a round besides its title (F1), each by its name; what is not stated is left out."""
    for name, text in (
        (M("Target market"), one.market),
        (M("Team"), one.team),
        (M("Leader"), one.leader),
        (M("Expert group"), one.experts),
        (M("From – to"), _span(one)),
        (M("Note"), one.note),
    ):
        if text:
            yield name, text


def _span(one: Round) -> str:
    days = (one.opened, one.due)
    return " – ".join(day.isoformat() if day else "…" for day in days) if any(days) else ""


def begin(project: Project, one: Round) -> Edit:
    """The edit that opens a round; AppError ROUND-OPEN while another of its product is under way, ROUND-TITLE and
    ROUND-DATES where what is stated cannot stand.
    """
    made = _stated(one)
    present = present_round(project, made.product_id)
    if present is not None:
        raise AppError(
            "ROUND-OPEN",
            M("“{title}” of this product is still under way ({state})", title=present.title,
              state=state_of(project, present.id)),
            M("Move it to {state} first, or go on with it", state=RoundState.ARCHIVED),
        )  # fmt: skip
    return Edit(M("Open the round “{title}”", title=made.title), (made,))


def revise(project: Project, one: Round) -> Edit:
    """The edit that makes the facts of a round those of `one`; an edit of nothing where it says them already.

    AppError ROUND-ARCHIVED where it is in the archive, ROUND-TITLE and ROUND-DATES where what is stated cannot stand.
    States that were released in the round hold its facts: what was signed is then seen to have changed (R52).
    """
    if state_of(project, one.id) is RoundState.ARCHIVED:
        raise AppError(
            "ROUND-ARCHIVED",
            M("“{title}” is in the archive: its facts stand", title=one.title),
            M("Move it back with a reason first, or open a new round"),
        )
    made = _stated(one)
    label = M("Change the facts of the round “{title}”", title=made.title)
    return Edit(label, () if made == project.get(Round, made.id) else (made,))


def _stated(one: Round) -> Round:
    """The facts without blanks around them; an AppError where there is no title, or the end is before the beginning."""
    if not one.title.strip():
        raise AppError(
            "ROUND-TITLE",
            M("A round of comparison needs a title"),
            M("Name it, for example by product and year"),
        )
    if one.due is not None and one.opened is not None and one.due < one.opened:
        raise AppError(
            "ROUND-DATES",
            M("The round would end on {due}, before it begins on {opened}", due=one.due, opened=one.opened),
            M("Change one of the two dates"),
        )
    return replace(
        one,
        title=one.title.strip(),
        market=one.market.strip(),
        team=one.team.strip(),
        leader=one.leader.strip(),
        experts=one.experts.strip(),
        note=one.note.strip(),
    )


def move(
    project: Project,
    one: Round,
    to: RoundState,
    obstacles: Sequence[Message],
    *,
    author: str,
    at: datetime,
    reason: str = "",
) -> Edit:
    """The edit that moves a round: one step forward where no obstacle is left, or back with a reason.

    `obstacles` are those of `engine.rounds.obstacles` to `to`. An AppError says what is in the way.
    """
    state = state_of(project, one.id)
    if not author.strip():
        raise AppError("ROUND-NAME", M("Moving a round needs a name"), M("State who moves it"))
    forward = ORDER.index(to) - ORDER.index(state)
    if forward == 0:
        raise AppError(
            "ROUND-THERE", M("“{title}” is in the state {state} already", title=one.title, state=state)
        )
    if forward > 1:
        raise AppError(
            "ROUND-ORDER",
            M(
                "From {state} the next state is {following}, not {to}",
                state=state,
                following=after(state),
                to=to,
            ),
            M("Move one state at a time: each has its own conditions"),
        )
    if forward < 0 and not reason.strip():
        raise AppError(
            "ROUND-REASON",
            M("Going back from {state} to {to} needs a reason", state=state, to=to),
            M("Say why the round is opened again"),
        )
    if forward == 1 and obstacles:
        raise AppError(
            "ROUND-GUARD",
            M("{to} is not possible yet: {obstacles}", to=to, obstacles=tuple(obstacles)),
            M("Do what is missing, then move the round"),
        )
    made = RoundMove(new_id(), one.id, to, at, author.strip(), reason.strip())
    return Edit(M("“{title}”: {to}", title=one.title, to=to), (made,))
