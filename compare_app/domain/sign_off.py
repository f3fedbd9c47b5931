"""编制 → 审核 → 批准 (R52): which signatures stand together, which one is possible now, and whether the state still is
what was signed. Signatures are only added; the latest round of them counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from compare_app.domain.comparison import Comparison
from compare_app.domain.digest import actions_of, failures
from compare_app.domain.loop import SignOff, Snapshot
from compare_app.domain.model import Indicator
from compare_app.domain.project import Project
from compare_app.domain.terms import ActionStatus, ActionType, Severity, SignOffKind
from compare_app.errors import AppError
from compare_app.text.message import M, Message

_BEFORE = {SignOffKind.CHECKED: SignOffKind.DRAWN_UP, SignOffKind.APPROVED: SignOffKind.CHECKED}


@dataclass(frozen=True, slots=True)
class SignRound:
    """The signatures under one state since it was drawn up last; a veto ends them."""

    signatures: Mapping[SignOffKind, SignOff] = field(default_factory=dict)
    veto: SignOff | None = None

    @property
    def drawn_up(self) -> SignOff | None:
        """The signature that the others follow."""
        return self.signatures.get(SignOffKind.DRAWN_UP)

    @property
    def approved(self) -> SignOff | None:
        """The last signature, where it stands."""
        return None if self.veto is not None else self.signatures.get(SignOffKind.APPROVED)


@dataclass(frozen=True, slots=True)
class SignedState:
    """What was approved last, and whether the product still is in that state. `changed` None: nothing was approved."""

    round: SignRound
    approved: SignOff | None = None
    changed: bool | None = None

    @property
    def sentence(self) -> Message:
        """The state in one sentence."""
        if self.approved is None:
            return M("not approved")
        day = self.approved.at.date()
        if self.changed:
            return M("changed since it was signed on {day}: a new round of signatures is needed", day=day)
        return M("approved on {day}, unchanged since", day=day)


def sign_round(project: Project, product_id: str) -> SignRound:
    """The latest round of a product: from the last 编制 on, whatever follows."""
    return _rounds(project, product_id)[-1]


def signatures(project: Project, product_id: str) -> dict[SignOffKind, SignOff]:
    """What stands in the boxes to sign: the signatures of the latest round, a veto at the stage where it was given."""
    present = sign_round(project, product_id)
    veto = {} if present.veto is None else {present.veto.kind: present.veto}
    return {**present.signatures, **veto}


def last_approval(project: Project, product_id: str) -> SignOff | None:
    """The latest approval that no veto of its own round took back; a round that was begun since does not."""
    approvals = [one.approved for one in _rounds(project, product_id) if one.approved is not None]
    return approvals[-1] if approvals else None


def signed_in(project: Project, round_id: str) -> SignOff | None:
    """The last signature under a state that was released in a round of comparison; a veto is none."""
    states = {one.id for one in project.all(Snapshot).values() if one.round_id == round_id}
    found = [one for one in project.all(SignOff).values() if one.snapshot_id in states and not one.veto]
    return max(found, key=lambda one: one.at, default=None)


def _rounds(project: Project, product_id: str) -> Sequence[SignRound]:
    rows = [one for one in project.all(SignOff).values() if one.product_id == product_id]
    rounds = [SignRound()]
    for one in sorted(rows, key=lambda row: row.at):  # those of one moment in the order of the store
        last = rounds[-1]
        begins = one.kind is SignOffKind.DRAWN_UP and not one.veto
        if begins or (last.veto is not None and not one.veto):
            rounds.append(SignRound({one.kind: one}))
        elif one.veto:
            rounds[-1] = SignRound(last.signatures, one)
        else:
            rounds[-1] = SignRound({**last.signatures, one.kind: one})
    return rounds


def why_not(project: Project, product_id: str, kind: SignOffKind, *, veto: bool = False) -> Message | None:
    """Why a signature is not possible now, as far as the order of signatures says; None: it is."""
    present = sign_round(project, product_id)
    if veto:
        if present.drawn_up is None or present.veto is not None:
            return M("there is nothing to send back: no state is drawn up")
        return None
    needed = _BEFORE.get(kind)
    if needed is None:
        return None
    if present.veto is not None:
        return M(
            "it was sent back on {day}: sign anew as {kind}",
            day=present.veto.at.date(),
            kind=SignOffKind.DRAWN_UP,
        )
    if needed not in present.signatures or present.drawn_up is None:
        return M("{kind} of the same state comes first", kind=needed)
    if project.get(Snapshot, present.drawn_up.snapshot_id) is None:
        return M("the signature as {kind} names no released state: sign anew", kind=SignOffKind.DRAWN_UP)
    return None


def uncovered(project: Project, comparison: Comparison) -> tuple[Indicator, ...]:
    """A items that fail a binding requirement and have no row in the plan that is open or verified (R50).

    A row that only asks for another standard answers no failure.
    """
    covered = {
        one.indicator_id
        for one in actions_of(project, comparison.product_id)
        if one.status is not ActionStatus.CANCELLED and one.action_type is not ActionType.STANDARD
    }
    found: dict[str, Indicator] = {}
    for row, one in failures(comparison):
        indicator = project.get(Indicator, row.indicator_id)
        binds = one.mandatory or one.declared
        if (
            indicator is not None
            and binds
            and indicator.severity is Severity.A
            and indicator.id not in covered
        ):
            found[indicator.id] = indicator
    return tuple(found.values())


def refuse_uncovered(project: Project, comparison: Comparison) -> None:
    """AppError SIGN-PLAN where a plan must not be approved yet (R50)."""
    open_ones = uncovered(project, comparison)
    if open_ones:
        raise AppError(
            "SIGN-PLAN",
            M("It cannot be approved: A items fail without a row in the plan: {names}",
              names=[one.name for one in open_ones]),
            M("Make a row of the plan for each of them first"),
        )  # fmt: skip


def same_person(present: SignRound, kind: SignOffKind, name: str) -> bool:
    """Whether who draws up also approves: possible in a small firm, and said in the record."""
    first = present.drawn_up
    return kind is SignOffKind.APPROVED and first is not None and _name(first.name) == _name(name)


def _name(name: str) -> str:
    return "".join(name.split()).casefold()


def signed(
    project: Project,
    product_id: str,
    kind: SignOffKind,
    name: str,
    at: datetime,
    *,
    record_id: str,
    snapshot: Snapshot | None = None,
    veto: bool = False,
    reason: str = "",
) -> SignOff:
    """The signature as a record, under the state drawn up or, as 编制, under `snapshot`; an AppError where the order
    of signatures, the name or the reason of a veto is missing.
    """
    if not name.strip():
        raise AppError("SIGN-NAME", M("A signature needs a name"), M("State who signs"))
    if veto and not reason.strip():
        raise AppError("SIGN-REASON", M("A veto needs a reason"), M("Say why it is sent back"))
    why = why_not(project, product_id, kind, veto=veto)
    if why is not None:
        raise AppError(
            "SIGN-ORDER",
            M("{kind} is not possible: {why}", kind=kind, why=why),
            M("The order is: {first}, {second}, {third}", first=SignOffKind.DRAWN_UP, second=SignOffKind.CHECKED,
              third=SignOffKind.APPROVED),
        )  # fmt: skip
    under = sign_round(project, product_id).drawn_up if snapshot is None else None
    state = (
        (snapshot.id, snapshot.digest)
        if snapshot is not None
        else (under.snapshot_id, under.digest)
        if under is not None
        else ("", "")
    )
    return SignOff(record_id, product_id, kind, name.strip(), at, veto, reason.strip(), *state)
