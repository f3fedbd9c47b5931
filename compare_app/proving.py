"""From gap to proof: re-tests, waivers, released states, signatures. `Workspace` is the door, this the work behind it.

Nothing here is undone: a re-test, a release and a signature are superseded (rulings 21).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compare_app.domain.edit import Edit
from compare_app.domain.improvement import Improvement, State
from compare_app.domain.loop import Action, Round, SignOff, Snapshot, Verification
from compare_app.domain.model import Product, Requirement, Sample, TestReport, new_id
from compare_app.domain.retest import Retest, Retested, earlier_state
from compare_app.domain.rounds import present_round
from compare_app.domain.sign_off import (
    SignedState,
    last_approval,
    refuse_uncovered,
    same_person,
    sign_round,
    signed,
)
from compare_app.domain.state import canonical, changes, digest_of
from compare_app.domain.terms import ActionStatus, SampleKind, SignOffKind
from compare_app.errors import AppError
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording

if TYPE_CHECKING:
    from compare_app.workspace.proof import Proving

_TOLD = 5  # differences that a refusal names


# --- re-tests --------------------------------------------------------------------------------------------------------


def planned(workspace: Proving, given: Retest) -> Retested:
    """What a re-test would store."""
    from compare_app.engine.retest import retest

    return retest(workspace.project, given, workspace.results(given.product_id), datetime.now(UTC))


def read(workspace: Proving, path: Path, product_id: str) -> Retest:
    """A re-test from a file; what it does not state is left empty, see docs/retest.md."""
    from compare_app.importers.desk import Desk
    from compare_app.importers.read import read_file
    from compare_app.importers.retest import from_draft, read_json

    project, product = workspace.project, workspace.project.all(Product)[product_id]
    if path.suffix.lower() == ".json":
        found = read_json(path, project, product)
    else:
        mapping = workspace.known_mapping(path)
        with Desk().opened(path) as source:
            draft = read_file(source, mapping, project, lambda _: ())
        found = from_draft(draft, project, product, path.name)
    report, sample = found.report, found.sample
    kind = sample.get("kind", "")
    return Retest(
        product_id,
        found.results,
        TestReport(
            "",
            report.get("number", ""),
            report.get("laboratory", ""),
            report.get("cma", ""),
            report.get("cnas", ""),
            note=report.get("note", ""),
        ),
        Sample(
            "",
            product_id,
            sample.get("code", ""),
            batch=sample.get("batch", ""),
            note=sample.get("note", ""),
            kind=SampleKind(kind) if kind in list(SampleKind) else SampleKind.UNSTATED,
        ),
        found.on or date.today(),
    )


def waiver(workspace: Proving, action_id: str, by: str, reason: str, on: date, author: str) -> Edit:
    """The edit that closes a row without a re-test: by name and with a reason, both of which are kept."""
    action = workspace.project.get(Action, action_id)
    if action is None:
        raise AppError(
            "ACTION-UNKNOWN",
            M("There is no row {id} in any plan", id=action_id),
            M("The ids stand in the plan workbook and in `improvement --json`"),
        )
    if not by.strip() or not reason.strip():
        raise AppError(
            "WAIVE-REASON",
            M("A waiver needs a name and a reason"),
            M("Say who waives the re-test of this row, and why"),
        )
    one = Verification(
        new_id(),
        action.id,
        on=on,
        waived_by=by.strip(),
        reason=reason.strip(),
        author=author,
        at=datetime.now(UTC),
    )
    closed = replace(action, status=ActionStatus.VERIFIED)
    return Edit(M("Waive the re-test of row {number}", number=action.position), (one, closed))


# --- released states -------------------------------------------------------------------------------------------------


def state_of(workspace: Proving, product_id: str, on: date, round_id: str = "") -> Mapping[str, Any]:
    """The state of a product as it would be frozen: the JSON contract of `compare`, and what it rests on.

    The facts of a round are part of the states released in it, and of no other: the next round changes none of them.
    """
    from compare_app.exporters.comparison_json import comparison_document
    from compare_app.storage.frozen import frozen

    project, comparison = workspace.project, workspace.compare(product_id, on)
    return {
        **comparison_document(project, comparison),
        "frozen": frozen(project, comparison, workspace.results, project.get(Round, round_id)),
    }


def snapshot_of(workspace: Proving, product_id: str, title: str, on: date, author: str) -> Snapshot:
    """The present state of a product as a snapshot of the round under way; nothing is stored."""
    if not title.strip():
        raise AppError(
            "SNAPSHOT-TITLE", M("A release needs a title"), M("Say what is released, and for what")
        )
    present = present_round(workspace.project, product_id)
    round_id = "" if present is None else present.id
    body = state_of(workspace, product_id, on, round_id)
    return Snapshot(
        new_id(),
        product_id,
        datetime.now(UTC),
        title.strip(),
        canonical(body),
        digest_of(body),
        round_id,
        author,
    )


def body_of(snapshot: Snapshot) -> Mapping[str, Any]:
    """The body of a snapshot; one that is no JSON of ours is an AppError."""
    try:
        body: Mapping[str, Any] = json.loads(snapshot.body)
        if not isinstance(body["frozen"], dict):
            raise TypeError("frozen")
    except (ValueError, KeyError, TypeError) as error:
        raise AppError(
            "SNAPSHOT-BODY",
            M("The released state {title} cannot be read", title=snapshot.title),
            M("Run `check`: it says whether the file was altered"),
        ) from error
    return body


def day_of(snapshot: Snapshot) -> date:
    """The reference date of a released state."""
    return date.fromisoformat(body_of(snapshot)["on"])


# --- before and after ------------------------------------------------------------------------------------------------


def improvement(workspace: Proving, product_id: str, before: str, after: str, on: date) -> Improvement:
    """From a released state (or the results before the last re-test) to another one (or the present)."""
    from compare_app.engine.improvement import improvement as computed

    product = workspace.project.all(Product)[product_id]
    then = _released(workspace, product_id, before) if before else _before_retest(workspace, product, on)
    if after:
        now = _released(workspace, product_id, after)
    else:
        now = _thawed(state_of(workspace, product_id, on), M("now, on {day}", day=on), product_id, on)
    return computed(workspace.project, product, then, now, on)


def _released(workspace: Proving, product_id: str, named: str) -> State:
    snapshot = _named(workspace, product_id, named)
    body = body_of(snapshot)
    day = date.fromisoformat(body["on"])
    label = M("{title}, released on {day}", title=snapshot.title, day=snapshot.at.date())
    return replace(_thawed(body, label, product_id, day), released=True)


def _before_retest(workspace: Proving, product: Product, on: date) -> State:
    """What the last re-test replaced, judged on the same date by the same standards."""
    earlier = earlier_state(workspace.project, product)
    if earlier is None:
        raise AppError(
            "IMPROVEMENT-BEFORE",
            M("There is no earlier state of {product}", product=product.name),
            M("Take in a re-test, or name a released state with --from"),
        )
    tested = [
        one.on
        for one in workspace.project.all(Verification).values()
        if one.earlier_id == earlier.id and one.on
    ]
    state = _thawed(state_of(workspace, earlier.id, on), M("{name}", name=earlier.name), earlier.id, None)
    return replace(state, day=min(tested, default=None))


def _thawed(body: Mapping[str, Any], label: Message, product_id: str, day: date | None) -> State:
    from compare_app.storage.frozen import thawed, thawed_results

    return State(
        label,
        body,
        thawed_results(body).get(product_id, []),
        thawed(body, "requirements", Requirement),
        thawed(body, "plan", Action),
        thawed(body, "verifications", Verification),
        day,
    )


# --- signatures ------------------------------------------------------------------------------------------------------


def signed_state(workspace: Proving, product_id: str) -> SignedState:
    """What of a product was approved last, and whether it still is so. Cheap where nothing was stored since."""
    project = workspace.project
    present, approved = sign_round(project, product_id), last_approval(project, product_id)
    if approved is None:
        return SignedState(present)
    snapshot = project.get(Snapshot, approved.snapshot_id)
    if snapshot is None:  # signed by an early program, which kept no state
        return SignedState(present, approved, True)
    if workspace.untouched_since(snapshot.id):
        return SignedState(present, approved, False)
    now = workspace.state_digest(product_id, day_of(snapshot), snapshot.round_id)
    return SignedState(present, approved, now != snapshot.digest)


def sign(
    workspace: Proving,
    product_id: str,
    kind: SignOffKind,
    name: str,
    words: Wording,
    *,
    veto: bool = False,
    reason: str = "",
    title: str = "",
    snapshot_id: str = "",
    on: date | None = None,
) -> Edit:
    """The edit of a signature, with the release it stands under where a state is drawn up.

    Every signature but a veto is refused where the product is not in the state drawn up any more. The reason of an
    approval by who drew up says so, in the language of who signs.
    """
    project, at = workspace.project, datetime.now(UTC)
    present = sign_round(project, product_id)
    release: Snapshot | None = None
    if kind is SignOffKind.DRAWN_UP and not veto:
        if snapshot_id:
            release = _named(workspace, product_id, snapshot_id)
        else:
            day = on or date.today()
            release = snapshot_of(
                workspace, product_id, title or words("State of {day}", day=day), day, name.strip()
            )
    if same_person(present, kind, name) and not veto:
        said = words("drawn up and approved by the same person")
        reason = f"{reason.strip()}; {said}" if reason.strip() else said
    one = signed(
        project,
        product_id,
        kind,
        name,
        at,
        record_id=new_id(),
        snapshot=release,
        veto=veto,
        reason=reason,
    )
    if not veto:
        under = release or project.all(Snapshot)[one.snapshot_id]
        if under.id in project.all(Snapshot):
            _refuse_changed(workspace, under)
        if kind is SignOffKind.APPROVED:
            refuse_uncovered(project, workspace.compare(product_id, day_of(under)))
    puts: tuple[Snapshot | SignOff, ...] = (one,)
    if release is not None and release.id not in project.all(Snapshot):
        puts = (release, one)
    return Edit(M("Sign as {kind}", kind=kind), puts)


def _named(workspace: Proving, product_id: str, snapshot_id: str) -> Snapshot:
    found = workspace.project.get(Snapshot, snapshot_id)
    if found is None or found.product_id != product_id:
        raise AppError(
            "SNAPSHOT-UNKNOWN",
            M("There is no released state {id} of this product", id=snapshot_id),
            M("`snapshots` lists them"),
        )
    return found


def _refuse_changed(workspace: Proving, snapshot: Snapshot) -> None:
    """AppError SIGN-CHANGED where the product is not in the state of a snapshot any more, with what changed."""
    asked = (snapshot.product_id, day_of(snapshot), snapshot.round_id)
    if workspace.state_digest(*asked) == snapshot.digest:
        return
    told = changes(body_of(snapshot), state_of(workspace, *asked), _TOLD)
    raise AppError(
        "SIGN-CHANGED",
        M("The state was changed since it was drawn up: {changes}", changes=list(told)),
        M("Sign anew from {kind}", kind=SignOffKind.DRAWN_UP),
    )
