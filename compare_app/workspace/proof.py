"""From gap to proof: re-tests, waivers, rounds, releases, signatures. The work behind it stands in `proving`."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from compare_app.domain.comparison import ProductStanding
from compare_app.domain.edit import Applied, Edit
from compare_app.domain.improvement import Improvement
from compare_app.domain.loop import Action, Snapshot
from compare_app.domain.project import Project
from compare_app.domain.proof import Proof, Trail
from compare_app.domain.retest import Retest, Retested
from compare_app.domain.rounds import RoundStanding, after, move, rounds_of, state_of
from compare_app.domain.sign_off import SignedState
from compare_app.domain.terms import RoundState, SignOffKind
from compare_app.errors import AppError
from compare_app.text.message import M
from compare_app.text.wording import Wording
from compare_app.workspace.files_in import FilesIn


class Proving(FilesIn):
    """What is proven is superseded, never undone (rulings 21); a round goes its states forward past their guards."""

    def read_retest(self, path: Path, product_id: str) -> Retest:
        """A re-test from a JSON file (docs/retest.md), our workbook or a table that is known; nothing is stored."""
        from compare_app.proving import read

        return read(self, path, product_id)

    def plan_retest(self, given: Retest) -> Retested:
        """What taking in a re-test would store and say of the plan."""
        from compare_app.proving import planned

        return planned(self, given)

    def retest(self, given: Retest) -> Retested:
        """Take in a re-test as one edit: new values, the earlier state beside them, a verification for each action."""
        found = self.plan_retest(given)
        self.apply(found.edit, given.author)
        return found

    def waive(
        self, action_id: str, by: str, reason: str, on: date | None = None, author: str = ""
    ) -> Applied:
        """Close a row of the plan without a re-test, by name and with a reason."""
        return self.apply(self.plan_waiver(action_id, by, reason, on, author), author or by)

    def plan_waiver(
        self, action_id: str, by: str, reason: str, on: date | None = None, author: str = ""
    ) -> Edit:
        """What a waiver would store."""
        from compare_app.proving import waiver

        return waiver(self, action_id, by, reason, on or date.today(), author or by)

    @staticmethod
    def refuse_closing(project: Project, action: Action) -> None:
        """AppError PLAN-VERIFY where a row of a plan is not proven, as `apply` says it of a whole edit."""
        from compare_app.domain.closing import refusal
        from compare_app.engine.standard_rows import unproven

        why = unproven(project, action, date.today())
        if why is not None:
            raise refusal(action, why)

    def round_standing(self, product_id: str, on: date | None = None) -> RoundStanding | None:
        """Where the last round of a product stands; None where none was opened."""
        from compare_app.engine.rounds import obstacles

        rounds = rounds_of(self.project, product_id)
        if not rounds:
            return None
        state = state_of(self.project, rounds[-1].id)
        to = after(state)
        if to is None:
            return RoundStanding(rounds[-1], state, None)
        found = obstacles(self.project, self.compare(product_id, on), self.signed_state(product_id), to)
        return RoundStanding(rounds[-1], state, to, found)

    def move_round(
        self, product_id: str, to: RoundState, author: str, reason: str = "", on: date | None = None
    ) -> Applied:
        """Move the last round of a product: one state forward where nothing is in the way, or back with a reason."""
        standing = self.round_standing(product_id, on)
        if standing is None:
            raise AppError(
                "ROUND-NONE", M("No round of comparison was opened for this product"), M("Open one first")
            )
        obstacles = standing.obstacles if to is standing.following else ()
        edit = move(
            self.project, standing.round, to, obstacles, author=author, at=datetime.now(UTC), reason=reason
        )
        return self.apply(edit, author)

    def release(self, product_id: str, title: str, on: date | None = None, author: str = "") -> Snapshot:
        """Freeze the state of a product (docs/snapshot-json.md); it is superseded by a later one, never undone."""
        found = self.plan_release(product_id, title, on, author)
        self.apply(Edit(M("Release {title}", title=found.title), (found,)), author)
        return found

    def plan_release(self, product_id: str, title: str, on: date | None = None, author: str = "") -> Snapshot:
        """The state of a product as it would be released."""
        from compare_app.proving import snapshot_of

        return snapshot_of(self, product_id, title, on or date.today(), author)

    def snapshots(self, product_id: str) -> tuple[Snapshot, ...]:
        """The released states of a product, oldest first."""
        rows = (one for one in self.project.all(Snapshot).values() if one.product_id == product_id)
        return tuple(sorted(rows, key=lambda one: one.at))

    def improvement(
        self, product_id: str, before: str = "", after: str = "", on: date | None = None
    ) -> Improvement:
        """What became better from one released state to another, both by id; without the first from what stood before
        the last re-test, without the second to now.
        """
        from compare_app.proving import improvement

        return improvement(self, product_id, before, after, on or date.today())

    def state_digest(self, product_id: str, on: date, round_id: str = "") -> str:
        """Digest of the state of a product on a reference date, with the facts of a round where one is named; kept
        until something it is made of changes.
        """
        from compare_app.domain.state import digest_of
        from compare_app.proving import state_of

        return self._found(
            self._states,
            (product_id, on, round_id),
            lambda _: digest_of(state_of(self, product_id, on, round_id)),
        )

    def untouched_since(self, snapshot_id: str) -> bool:
        """Whether nothing that a state is made of was stored since a release; False says only that something was."""
        return self._store.untouched_since(snapshot_id)

    def signed_state(self, product_id: str) -> SignedState:
        """What was approved last of a product, and whether it still is so."""
        from compare_app.proving import signed_state

        return signed_state(self, product_id)

    def sign(
        self,
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
    ) -> Applied:
        """Sign, or send back: 编制 releases a state (or names one), 审核 and 批准 follow under the same (R52)."""
        from compare_app.proving import sign

        edit = sign(
            self, product_id, kind, name, words,
            veto=veto, reason=reason, title=title, snapshot_id=snapshot_id, on=on,
        )  # fmt: skip
        return self.apply(edit, name.strip())

    def proof(self, product_id: str) -> Proof:
        """What is printed on every paper: the head of the change record, and what was signed."""
        return Proof(self._store.trail(), self.signed_state(product_id).sentence)

    def trail(self) -> Trail:
        """The head of the change record."""
        return self._store.trail()

    def overview(self, on: date | None = None) -> tuple[ProductStanding, ...]:
        """The enterprise's products: step, worst gap, overdue actions, signatures."""
        from compare_app.engine.overview import standing_of

        when = on or date.today()
        return tuple(
            standing_of(self.project, self.compare(product.id, when), when, self.signed_state(product.id))
            for product in self.our_products()
        )
