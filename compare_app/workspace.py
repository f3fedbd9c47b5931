"""The one door of the core: a project file, its edits, comparisons and files out. The window and the command line
both come through here, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from threading import Lock, RLock
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeVar

from compare_app.domain.against_pool import AgainstPool
from compare_app.domain.attachments import attach_edit, bytes_of, refuse_size
from compare_app.domain.charts import ChartSpec
from compare_app.domain.comparison import Comparison, ProductStanding
from compare_app.domain.document import document_kind
from compare_app.domain.draft import Draft, FilePreview, ImportOutcome
from compare_app.domain.edit import Applied, Changes, Edit, HistoryEntry, Ref
from compare_app.domain.front_runner import FrontRunner
from compare_app.domain.improvement import Improvement
from compare_app.domain.logo import checked_picture, logo_edit, logo_of, no_logo_edit
from compare_app.domain.mapping import TableMapping
from compare_app.domain.model import (
    Action,
    Attachment,
    Case,
    ExportBase,
    ImportMapping,
    Product,
    Record,
    Remedy,
    Result,
    Sample,
    Snapshot,
    new_id,
)
from compare_app.domain.month import Month
from compare_app.domain.pack import Pack, PackDiff, PackInfo
from compare_app.domain.plan_review import Choices, PlanMerge
from compare_app.domain.pool import Pool
from compare_app.domain.profile import Profile
from compare_app.domain.project import Project
from compare_app.domain.proof import Proof, Trail
from compare_app.domain.renderer import Look, Renderer
from compare_app.domain.report import Logo, Report, Slide, together
from compare_app.domain.retest import Retest, Retested
from compare_app.domain.returned_plan import ReturnedPlan
from compare_app.domain.rounds import RoundStanding, after, move, rounds_of, state_of
from compare_app.domain.rules import change_rule
from compare_app.domain.samples import ResultLinks
from compare_app.domain.sign_off import SignedState
from compare_app.domain.standard_change import StandardChange
from compare_app.domain.terms import GuardBand, Role, RoundState, SignOffKind, Step
from compare_app.domain.way_up import WayUp
from compare_app.domain.what_if import WhatIf
from compare_app.errors import AppError, Place
from compare_app.memory import uncollected
from compare_app.progress import Progress
from compare_app.storage.store import Store
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording

if TYPE_CHECKING:
    from compare_app.domain.case_fields import CaseProposal
    from compare_app.engine.what_if import Present
    from compare_app.importers.desk import Desk
    from compare_app.importers.source import Corrections
    from compare_app.storage.check import Finding

_TRIES: Final = 2  # people do not edit more often than that in the time of one comparison

_BESIDE: Final = Changes.RELEASES | Changes.ATTACHMENTS | Changes.EXPORTS  # no state is made of these

K = TypeVar("K")
V = TypeVar("V")


LONG_WAY: Final = 500  # records that undo moves at once without anybody noticing


class Workspace:
    """An open project. Every change goes through `apply` and can be undone; everything else only reads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._comparisons: dict[tuple[str, date], Comparison] = {}
        self._pools: dict[str, Pool] = {}
        self._profiles: dict[tuple[date, str], Profile] = {}
        self._states: dict[tuple[str, date], str] = {}  # digests
        self._against: dict[tuple[str, date, str], AgainstPool] = {}  # the last one asked for
        self._keeping = Lock()  # what a thread found is kept only while it is of the present snapshot
        self._computing = (
            RLock()
        )  # one computes: two that take turns at every array pass lose far more than they share

    # --- opening and closing ---------------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, name: str = "") -> Workspace:
        """Make a new, empty project file. An existing file is an AppError, never overwritten."""
        return cls(Store.create(path, name or path.stem))

    @classmethod
    def open(cls, path: Path) -> Workspace:
        """Open a project file; on a read-only place it opens to read, see `read_only`."""
        return cls(Store.open(path))

    def close(self) -> None:
        """Close the file; a backup is made if something changed."""
        self._store.close()

    @property
    def path(self) -> Path:
        """The project file."""
        return self._store.path

    @property
    def read_only(self) -> bool:
        """True where nothing can be written: folder, medium or rights."""
        return self._store.read_only

    @property
    def project(self) -> Project:
        """The present snapshot."""
        return self._store.project

    # --- changing --------------------------------------------------------------------------------------------------

    def apply(self, edit: Edit, user: str = "", on: Project | None = None) -> Applied:
        """Store an edit in one transaction and remember how to take it back.

        `on`: only on this snapshot, otherwise an AppError PROJECT-CHANGED. One that closes a row of a plan without
        proof is an AppError PLAN-VERIFY, whichever door it came through.
        """
        if any(isinstance(one, Action) for one in edit.puts):
            from compare_app.engine.closing import refuse_unproven

            refuse_unproven(self.project, edit)
        applied = self._store.apply(edit, user, on)
        self._forget(applied.changes)
        return applied

    def undo(self) -> tuple[Message, Changes] | None:
        """Take back the last edit; None when there is nothing to take back."""
        return self._after(self._store.undo())

    def redo(self) -> tuple[Message, Changes] | None:
        """Do the last undone edit again."""
        return self._after(self._store.redo())

    @property
    def undo_is_long(self) -> bool:
        """Whether `undo` moves so many records that it takes a while."""
        return self._store.way_size("done") > LONG_WAY

    @property
    def redo_is_long(self) -> bool:
        """Whether `redo` does."""
        return self._store.way_size("undone") > LONG_WAY

    @property
    def undo_label(self) -> Message | None:
        """What `undo` would take back."""
        return self._store.undo_label

    @property
    def redo_label(self) -> Message | None:
        """What `redo` would do again."""
        return self._store.redo_label

    def steps(self) -> list[HistoryEntry]:
        """The changes within reach of undo and redo, newest first."""
        return self._store.steps()

    def _after(self, step: tuple[Message, Changes] | None) -> tuple[Message, Changes] | None:
        if step is not None:
            self._forget(step[1])
        return step

    def _forget(self, changes: Changes) -> None:
        columns = Changes.RESULTS | Changes.PRODUCTS | Changes.SCHEME | Changes.CATEGORIES | Changes.STANDARDS
        with self._keeping:
            self._comparisons.clear()
            self._profiles.clear()
            self._against.clear()
            if changes & ~_BESIDE:
                self._states.clear()
            if changes & columns:  # STANDARDS: the groups of test methods stand in the columns
                self._pools.clear()

    def _found(self, cache: dict[K, V], asked: K, compute: Callable[[Project], V]) -> V:
        """What is asked for, from the cache or computed once; anew where an edit made it yesterday's meanwhile.

        What was read before and after an edit does not fit together: columns without an indicator of the snapshot.
        """
        if (kept := cache.get(asked)) is not None:
            return kept
        with self._computing:
            if (kept := cache.get(asked)) is not None:  # by the one we waited for
                return kept
            for _ in range(_TRIES):
                project = self.project
                try:
                    found = compute(project)
                except Exception:
                    if self.project is project:
                        raise
                    continue
                with self._keeping:
                    if self.project is project:
                        cache[asked] = found
                        return found
            return compute(self.project)

    # --- files beside records --------------------------------------------------------------------------------------

    def attach(
        self, kind: type, record: str, path: Path, user: str = "", note: str = "", on: date | None = None
    ) -> Applied | None:
        """Keep a file in the project beside a record; None where it is there already. The original stays."""
        try:
            refuse_size(path.name, path.stat().st_size)
            data = path.read_bytes()
        except OSError as error:
            raise AppError(
                "ATTACH-READ",
                M("{file} cannot be read", file=path.name),
                M("Check that it is there and not open in another program"),
                Place(path.name),
            ) from error
        refuse_size(path.name, len(data))
        edit = attach_edit(self.project, kind, record, path.name, data, on=on or date.today(), note=note)
        if edit is None:
            return None
        self._store.keep_body(data)
        return self.apply(edit, user)

    def attachment_bytes(self, attachment: Attachment) -> bytes:
        """The bytes of a kept file, checked against their digest."""
        return bytes_of(attachment, self._store.body)

    def save_attachment(self, attachment: Attachment, to: Path) -> None:
        """Write a kept file, checked against its digest, whole or not at all."""
        from compare_app.exporters.atomic import atomic_write

        data = self.attachment_bytes(attachment)
        atomic_write(to, lambda temporary: temporary.write_bytes(data))

    # --- samples ---------------------------------------------------------------------------------------------------

    def result_links(self) -> ResultLinks:
        """How many results name each sample and each report."""
        return self._store.result_links()

    def export_laboratory(self, to: Path, sample_ids: Collection[str], words: Wording) -> None:
        """What a laboratory is told of blind samples, as a workbook that names no product."""
        from compare_app.exporters.laboratory import write_laboratory_list

        samples = [one for one in self.project.all(Sample).values() if one.id in sample_ids]
        write_laboratory_list(to, self.project, samples, words)

    # --- reading ---------------------------------------------------------------------------------------------------

    def results(self, product_id: str) -> tuple[Result, ...]:
        """Every result of one product."""
        return self._store.results(product_id)

    def result_count(self) -> int:
        """How many results the project holds."""
        return self._store.result_count()

    def pool(self, category_id: str) -> Pool:
        """The columns of a category, cached until results or the scheme change."""
        return self._found(self._pools, category_id, lambda project: self._store.pool(category_id))

    def compare(self, product_id: str, on: date | None = None) -> Comparison:
        """One product against its standards, benchmarks and pool on a reference date (default: today)."""
        from compare_app.engine.compare import compare

        def computed(project: Project) -> Comparison:
            product = self._product(product_id)
            needed = {product_id, *(other.id for other in project.benchmarks_of(product))}
            details = {one: self._store.results(one) for one in needed}
            return compare(
                project, product_id, details, self.pool(product.category_id), when, self._store.results
            )

        when = on or date.today()
        return self._found(self._comparisons, (product_id, when), computed)

    def against_pool(self, product_id: str, on: date | None = None, yardstick_id: str = "") -> AgainstPool:
        """One product against every product of its category, as arrays; the last one asked for is kept.

        Scores are measured by the primary benchmark as in `compare`, by ours where there is none, or by `yardstick_id`.
        """
        from compare_app.engine.against_pool import against_pool

        def computed(project: Project) -> AgainstPool:
            product = self._product(product_id)
            if yardstick_id:
                self._product(yardstick_id)
            pool = self.pool(product.category_id)
            whole = self._comparisons.get(asked[:2])
            mine = None if whole is None else {row.indicator_id: row.ours for row in whole.indicators}
            found = against_pool(project, product_id, pool, asked[1], self._store.results, yardstick_id, mine)
            self._against.clear()
            return found

        asked = (product_id, on or date.today(), yardstick_id)
        return self._found(self._against, asked, computed)

    def what_if(
        self,
        product_id: str,
        targets: Mapping[str, str],
        on: date | None = None,
        standard: Collection[str] = (),
    ) -> WhatIf:
        """One product with supposed values in place of its results, by indicator id; nothing is stored.

        `standard` are ids of open rows of the plan: our standard then reads as those of type standard propose it.
        """
        from compare_app.engine.measures import planned
        from compare_app.engine.what_if import what_if

        def computed() -> WhatIf:
            present = self._present(product_id, on)
            return what_if(present, targets, planned(present, standard).limits if standard else ())

        return self._steady(computed)

    def plan_targets(self, product_id: str, on: date | None = None) -> Mapping[str, str]:
        """The targets of the plan's open rows as `what_if` takes them, by indicator id; of several the best."""
        from compare_app.engine.measures import planned

        return self._steady(lambda: planned(self._present(product_id, on)).targets)

    def way_up(
        self,
        product_id: str,
        goal: Step | None = None,
        on: date | None = None,
        progress: Progress | None = None,
    ) -> WayUp:
        """The cheapest set of the plan's measures that reaches a step (default: the next); nothing is stored."""
        from compare_app.engine.way_up import way_up

        return self._steady(lambda: way_up(self._present(product_id, on), goal, progress))

    def _steady(self, compute: Callable[[], V]) -> V:
        """What is computed over several reads, anew where an edit came between them (see `_found`); nothing is kept."""
        for _ in range(_TRIES):
            project = self.project
            try:
                return compute()
            except Exception:
                if self.project is project:
                    raise
        return compute()

    def _present(self, product_id: str, on: date | None) -> Present:
        from compare_app.engine.what_if import Present
        from compare_app.storage.pools import with_results

        comparison = self.compare(product_id, on)
        return Present(
            self.project,
            comparison,
            self.results(product_id),
            self.pool(comparison.category_id),
            lambda project, pool, results: with_results(project, pool, product_id, results),
            self._store.results,
        )

    def _product(self, product_id: str) -> Product:
        product = self.project.get(Product, product_id)
        if product is None:
            raise AppError("PRODUCT-UNKNOWN", M("There is no product {id} in this project", id=product_id))
        return product

    def overview(self, on: date | None = None) -> tuple[ProductStanding, ...]:
        """The enterprise's products: step, worst gap, overdue actions, signatures."""
        from compare_app.engine.overview import standing_of

        when = on or date.today()
        return tuple(
            standing_of(self.project, self.compare(product.id, when), when, self.signed_state(product.id))
            for product in self.our_products()
        )

    def our_products(self) -> tuple[Product, ...]:
        """The products whose role is 本企业."""
        return tuple(product for product in self.project.all(Product).values() if product.role is Role.OURS)

    def chart(self, product_id: str, kind: str, words: Wording, on: date | None = None) -> ChartSpec:
        """One chart of a comparison, in the reader's language; kinds are `CHART_KINDS`.

        A kind may name its yardstick (``diverging:international_benchmark``) or, by id or code, its indicator
        (``distribution:apf``).
        """
        from compare_app.engine.charts import chart_of

        comparison = self.compare(product_id, on)
        return chart_of(
            self.project,
            comparison,
            kind,
            words,
            pool=lambda: self.pool(comparison.category_id),
            results=lambda: self.results(product_id),
        )

    def propose_actions(
        self, product_id: str, on: date | None = None, only: Collection[str] = ()
    ) -> tuple[Action, ...]:
        """Plan rows born from the gaps that no row covers yet; nothing is stored.

        `only` names requirements: then rows that ask our standard for these, and no others.
        """
        from compare_app.engine.plan import propose

        return propose(self.project, self.compare(product_id, on), on or date.today(), only)

    def propose_case(
        self,
        product_id: str,
        indicator_id: str,
        on: date | None = None,
        requirement_id: str = "",
        complaint: str = "",
    ) -> CaseProposal:
        """A case (病历) of an indicator as it would be opened, with the reasons; nothing is stored."""
        from compare_app.engine.cases import propose_case

        when, comparison = on or date.today(), self.compare(product_id, on)
        return propose_case(
            self.project, comparison, indicator_id, when, requirement_id=requirement_id, complaint=complaint
        )

    def case_reminders(self, case: Case, comparison: Comparison | None) -> tuple[Message, ...]:
        """What should be done first in a case; without a comparison what is known without it."""
        from compare_app.engine.cases import reminders

        return reminders(self.project, case, comparison)

    def actions_of_prescription(self, case: Case, on: date | None = None) -> tuple[Action, ...]:
        """Plan rows for the measures of a case that are none yet; nothing is stored."""
        from compare_app.engine.cases import actions_from

        comparison = self.compare(case.product_id, on)
        return actions_from(self.project, comparison, case, on or date.today())

    @staticmethod
    def take_remedy(case: Case, remedy: Remedy) -> Case:
        """A case with one line of the library taken over; nothing is stored."""
        from compare_app.engine.cases import take_over

        return take_over(case, remedy)

    def lessons(self, case: Case) -> tuple[Remedy, ...]:
        """Lines that the library can learn from a case; nothing is stored."""
        from compare_app.engine.cases import lessons

        return lessons(self.project, case)

    def case_chart(self, case: Case, words: Wording) -> ChartSpec:
        """The fishbone of a case as it is edited."""
        from compare_app.engine.fishbone import case_fishbone

        return case_fishbone(self.project, case, words)

    def example_changes(self) -> tuple[StandardChange, ...]:
        """The built-in examples of changes of standards, beside what the project knows of them; nothing is stored."""
        from compare_app.importers.standard_changes import example_changes

        return example_changes(self.project)

    def example_edit(self, numbers: Collection[str]) -> Edit | None:
        """The edit that takes examples over, by number; None where the project holds them already."""
        from compare_app.importers.standard_changes import example_edit

        return example_edit(self.project, numbers)

    def front_runner(self, category_id: str, on: date | None = None) -> FrontRunner:
        """The enterprise standards of a category in tiers, as 企业标准“领跑者” has them (R37)."""
        from compare_app.engine.front_runner import front_runner

        return front_runner(self.project, category_id, on or date.today())

    def profile(self, on: date | None = None, bands: str = "") -> Profile:
        """Pass rates, estimate of the honour list and simulated index of the enterprise on a reference date (default:
        today). `bands` names a set of bands (`domain.index_table.BAND_SETS`); empty: the first one.
        """
        from compare_app.engine.profile import profile_of

        when = on or date.today()
        return self._found(self._profiles, (when, bands), lambda project: profile_of(project, when, bands))

    def profile_chart(
        self, kind: str, words: Wording, on: date | None = None, bands: str = "", year: int | None = None
    ) -> ChartSpec:
        """One chart of the profile, kinds are `PROFILE_CHARTS`; `year` chooses the index, otherwise the last one."""
        from compare_app.engine.profile.charts import profile_chart

        return profile_chart(self.profile(on, bands), kind, words, year)

    # --- proof -----------------------------------------------------------------------------------------------------

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

    def release(
        self, product_id: str, title: str, on: date | None = None, author: str = "", round_id: str = ""
    ) -> Snapshot:
        """Freeze the state of a product (docs/snapshot-json.md); it is superseded by a later one, never undone."""
        found = self.plan_release(product_id, title, on, author, round_id)
        self.apply(Edit(M("Release {title}", title=found.title), (found,)), author)
        return found

    def plan_release(
        self, product_id: str, title: str, on: date | None = None, author: str = "", round_id: str = ""
    ) -> Snapshot:
        """The state of a product as it would be released."""
        from compare_app.proving import snapshot_of

        return snapshot_of(self, product_id, title, on or date.today(), author, round_id)

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

    def state_digest(self, product_id: str, on: date) -> str:
        """Digest of the state of a product on a reference date, kept until something it is made of changes."""
        from compare_app.domain.state import digest_of
        from compare_app.proving import state_of

        return self._found(
            self._states, (product_id, on), lambda _: digest_of(state_of(self, product_id, on))
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

    # --- files in --------------------------------------------------------------------------------------------------

    @cached_property
    def _desk(self) -> Desk:
        from compare_app.importers.desk import Desk

        return Desk()

    def unlock(self, path: Path, password: str) -> None:
        """The password of a file to be read, kept in memory until the project is closed and nowhere else."""
        self._desk.unlock(path, password)

    def let_go(self) -> None:
        """Forget the file that was looked at last; its sheets stay in memory until then, so that they are read once."""
        self._desk.clear()

    def preview(
        self, path: Path, encoding: str = "", separator: str = "", progress: Progress | None = None
    ) -> FilePreview:
        """What a file is and what it holds, without taking anything in.

        One that needs a password is a RefusedFile IMP-ENCRYPTED, or IMP-PASSWORD where `unlock` was told a wrong one.
        """
        from compare_app.importers.preview import preview

        with self._desk.opened(path, encoding, separator, progress) as source:
            return preview(source, progress)

    def propose_mapping(
        self,
        path: Path,
        sheet: str,
        encoding: str = "",
        separator: str = "",
        progress: Progress | None = None,
        number: int = 0,
        header_row: int = 0,
    ) -> TableMapping:
        """A mapping for one table of a sheet: remembered by its headers, otherwise guessed.

        `number` counts as `SheetPreview.tables` does; `header_row` says where the header stands, where a person knows.
        """
        from compare_app.importers.propose import propose_mapping

        with self._desk.opened(path, encoding, separator, progress) as source:
            return propose_mapping(source, sheet, self.project, progress, number, header_row)

    def known_mapping(
        self, path: Path, sheet: str = "", progress: Progress | None = None
    ) -> TableMapping | None:
        """How a file is read without asking: None for a workbook of ours, or the mapping remembered for its headers.

        An AppError where a person must say it first.
        """
        from compare_app.importers.survey import known_mapping

        with self._desk.opened(path, progress=progress) as source:
            return known_mapping(path, source, self.project, sheet, progress)

    @staticmethod
    def load_mapping(path: Path) -> TableMapping:
        """A mapping from its JSON file (docs/mapping.md); anything wrong in it is an AppError."""
        from compare_app.importers.mapping_json import from_json

        try:
            return from_json(path.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", "") or str(error)
            what = M("{file} cannot be read: {reason}", file=path.name, reason=reason)
            raise AppError("FILE-READ", what, place=Place(path.name)) from error

    @staticmethod
    def save_mapping(mapping: TableMapping, to: Path) -> None:
        """Write a mapping as the JSON file that `load_mapping` and the command line read."""
        from compare_app.exporters.atomic import atomic_write
        from compare_app.importers.mapping_json import to_json

        text = to_json(mapping) + "\n"
        atomic_write(to, lambda temporary: temporary.write_text(text, encoding="utf-8"))

    def read(
        self,
        path: Path,
        mapping: TableMapping | None = None,
        progress: Progress | None = None,
        corrections: Corrections = MappingProxyType({}),
    ) -> Draft:
        """Read our own workbook (no mapping) or a wide table (with one) into a draft; nothing is stored.

        `corrections` stand in place of what cells of the file say.
        """
        from compare_app.importers.read import read_file

        encoding, separator = (mapping.encoding, mapping.separator) if mapping is not None else ("", "")
        with self._desk.opened(path, encoding, separator, progress) as source:
            return read_file(source, mapping, self.project, self._store.results, progress, corrections)

    @staticmethod
    def write_import_report(to: Path, outcomes: Sequence[ImportOutcome], words: Wording) -> None:
        """Write what became of files that were read, and every issue, as a workbook."""
        from compare_app.exporters.import_report import write_import_report

        write_import_report(to, outcomes, words)

    def commit(
        self,
        draft: Draft,
        mapping: TableMapping | None = None,
        user: str = "",
        on: Project | None = None,
    ) -> Applied:
        """Store a draft whole, as one step of undo, and remember its mapping.

        `on` is the snapshot that the draft was read against; after a change of it nothing is stored (AppError
        PROJECT-CHANGED), because what would be overwritten is no longer what was shown.
        """
        from compare_app.importers.mapping_json import fingerprint, to_json

        records: list[Record] = [*draft.records.frame, *draft.records.results, *draft.held, draft.batch]
        if mapping is not None:
            print_ = fingerprint(mapping)
            known = next(
                (one for one in self.project.all(ImportMapping).values() if one.fingerprint == print_), None
            )
            records.append(
                ImportMapping(
                    id=known.id if known else new_id(),
                    name=mapping.sheet or draft.batch.file_name,
                    fingerprint=print_,
                    body=to_json(mapping),
                    used_at=datetime.now(UTC),
                )
            )
        label = M("Import {file}", file=draft.batch.file_name)
        self._desk.clear()
        with uncollected():
            return self.apply(Edit(label, tuple(records), tuple(draft.removes), draft.records.rows), user, on)

    def write_pack(self, category_id: str, to: Path, info: PackInfo, *, ours: bool = False) -> None:
        """Write a category as a library pack (docs/pack.md); products of our own only where wanted."""
        from compare_app.engine.pack_diff import records_of
        from compare_app.exporters.atomic import atomic_write
        from compare_app.storage.pack_file import packed

        data = packed(info, records_of(self.project, category_id, self._store.results, ours=ours))
        atomic_write(to, lambda temporary: temporary.write_bytes(data))

    @staticmethod
    def read_pack(path: Path) -> Pack:
        """A library pack, checked; one that is damaged or none is an AppError PACK-REFUSED."""
        from compare_app.storage.pack_file import read_pack

        return read_pack(path)

    def compare_pack(self, pack: Pack) -> PackDiff:
        """What taking a pack in would do; nothing is stored."""
        from compare_app.engine.pack_diff import diff_of

        return diff_of(self.project, pack, self._store.results)

    def take_pack(
        self, diff: PackDiff, overwrite: Collection[Ref] = (), user: str = "", on: Project | None = None
    ) -> Applied:
        """Take a pack in as one step of undo; of what people changed only `overwrite` is replaced.

        `on`: the snapshot that the pack was compared with, see `apply`.
        """
        from compare_app.engine.pack_diff import edit_of

        return self.apply(edit_of(self.project, diff, overwrite, user), user, on)

    def read_plan(self, path: Path, progress: Progress | None = None) -> ReturnedPlan:
        """An edited plan workbook, read apart; a file that is none of our plans is an AppError."""
        from compare_app.importers.plan_workbook import plan_in

        with self._desk.opened(path, progress=progress) as source:
            return plan_in(source, progress)

    def review_plan(self, returned: ReturnedPlan) -> PlanMerge:
        """What a returned plan would change as the project stands now, cell by cell; nothing is stored."""
        from compare_app.engine.plan_merge import merge
        from compare_app.exporters.plan.meta import base_of

        return merge(self.project, returned, base_of)

    def merge_plan(self, path: Path) -> PlanMerge:
        """What an edited plan workbook would change, cell by cell; nothing is stored."""
        return self.review_plan(self.read_plan(path))

    def take_plan(self, found: PlanMerge, choices: Choices | None = None, user: str = "") -> Changes:
        """Take a reviewed plan over as one step of undo; its re-tests are on record before and stay (rulings 21)."""
        from compare_app.domain.plan_review import edits_of

        touched = Changes.NOTHING
        for edit in edits_of(found, choices or {}, user):
            touched |= self.apply(edit, user).changes
        return touched

    # --- files out -------------------------------------------------------------------------------------------------

    def export(
        self,
        product_id: str,
        to: Path,
        words: Wording,
        *,
        renderer: Renderer | None = None,
        on: date | None = None,
        one_page: bool = False,
        proposals: bool = False,
    ) -> Message | None:
        """Write plan.xlsx, report.pdf or comparison.csv/.json by the suffix of `to`; old files survive failure.

        `proposals` writes what the next edition of our standard could say, and nothing else, as .xlsx or .csv. What
        left in a plan is noted in the project once the file is there; where it cannot be, the answer says so.
        """
        from compare_app.exporters.comparison_csv import write_csv
        from compare_app.exporters.comparison_json import write_json
        from compare_app.exporters.plan_workbook import write_plan

        comparison = self.compare(product_id, on)
        if proposals:
            self._export_proposals(to, comparison, words)
            return None
        others = dict.fromkeys(gap.product_id for row in comparison.indicators for gap in row.gaps)
        results = {one: self.results(one) for one in (product_id, *others)}
        match to.suffix.lower():
            case ".xlsx":
                pictures = self._pictures(product_id, words, renderer, on)
                keep_previous(to)
                charts = self.chart_set(product_id, words, on)
                left = write_plan(
                    to,
                    self.project,
                    comparison,
                    results,
                    charts,
                    words,
                    pictures,
                    self.logo(),
                    self.proof(product_id),
                )
                return self._note_export(left)
            case ".json":
                write_json(to, self.project, comparison, self.trail())
            case ".csv":
                write_csv(to, self.project, comparison, words)
            case ".pdf":
                if renderer is None:
                    raise AppError("NO-RENDERER", M("A PDF needs the drawing part of the program"))
                renderer.report(self.report(product_id, words, on, one_page), to)
            case other:
                raise AppError(
                    "EXPORT-FORMAT",
                    M("{suffix} is no format we write", suffix=other or to.name),
                    M("Choose .xlsx, .pdf, .csv or .json"),
                )
        return None

    def export_into(
        self, product_id: str, template: Path, to: Path, words: Wording, on: date | None = None
    ) -> None:
        """Fill in a copy of the company's own workbook; the template stays, and so does an old file on failure.

        It is read apart first: what is damaged or hostile is refused there, before anything of it is used.
        """
        from compare_app.exporters.company_template import write_filled

        with self._desk.opened(template) as source:
            sheets = [source.sheet(one.name) for one in source.sheets]
            texts = {
                sheet.name: {
                    (row.number, at): cell.text for row in sheet.rows for at, cell in enumerate(row.cells)
                }
                for sheet in sheets
            }
            sha256 = source.sha256
        keep_previous(to)
        write_filled(to, template, sha256, texts, self.project, self.compare(product_id, on), words)

    def _note_export(self, left: ExportBase) -> Message | None:
        """Keep what left, for its return; no step of undo, and nothing that is shown depends on it."""
        if self.read_only:
            return M(
                "This project can only be read here: of this export only the workbook itself knows what left"
            )
        try:
            self._store.apply(Edit(M("Export {file}", file=left.file_name), (left,)))
        except AppError as trouble:
            return M("The file is written, but the project could not note it: {what}", what=trouble.what)
        return None

    def _export_proposals(self, to: Path, comparison: Comparison, words: Wording) -> None:
        from compare_app.exporters.outlook import write_proposals_csv
        from compare_app.exporters.plan_workbook import write_proposals_book

        match to.suffix.lower():
            case ".xlsx":
                write_proposals_book(to, self.project, comparison, words)
            case ".csv":
                write_proposals_csv(to, self.project, comparison, words)
            case other:
                raise AppError(
                    "EXPORT-FORMAT",
                    M("{suffix} is no format we write", suffix=other or to.name),
                    M("Choose .xlsx or .csv"),
                )

    def report(
        self, product_id: str, words: Wording, on: date | None = None, one_page: bool = False
    ) -> Report:
        """The report as data, for the preview."""
        comparison, charts = self.compare(product_id, on), self.chart_set(product_id, words, on)
        return self._paper(comparison, charts, words, one_page=one_page)

    def _paper(
        self, comparison: Comparison, charts: Mapping[str, ChartSpec], words: Wording, *, one_page: bool
    ) -> Report:
        from compare_app.exporters.report import full_report, one_page_report

        make = one_page_report if one_page else full_report
        proof = self.proof(comparison.product_id)
        return self._with_logo(make(self.project, comparison, charts, words, proof))

    def slides(
        self, product_id: str, words: Wording, on: date | None = None, *, cover: bool = False
    ) -> tuple[Slide, ...]:
        """The product on slides, for a meeting; with a cover where they are a file."""
        from compare_app.exporters.slides import KINDS, cover_of, slides_of

        charts = {kind: self.chart(product_id, kind, words, on) for kind in KINDS}
        comparison = self.compare(product_id, on)
        made = slides_of(self.project, comparison, charts, words)
        return (cover_of(self.project, comparison, words), *made) if cover else made

    def chart_set(self, product_id: str, words: Wording, on: date | None = None) -> dict[str, ChartSpec]:
        """Every chart of a product by kind."""
        from compare_app.domain.charts import CHART_KINDS

        return {kind: self.chart(product_id, kind, words, on) for kind in CHART_KINDS}

    def minutes(self, month: Month, words: Wording, on: date | None = None) -> Report:
        """The minutes of the monthly meeting over all products of ours, filled in as far as the data go."""
        from compare_app.exporters.minutes import minutes

        day = on or date.today()
        compared = [self.compare(product.id, day) for product in self.our_products()]
        return self._with_logo(minutes(self.project, compared, month, day, words))

    def export_minutes(
        self,
        to: Path,
        month: Month,
        words: Wording,
        *,
        renderer: Renderer | None = None,
        on: date | None = None,
    ) -> None:
        """Write the minutes as .xlsx to go on writing in, or as .pdf; old files survive failure."""
        _write_report(to, self.minutes(month, words, on), str(month), words, renderer)

    def case_report(self, case_id: str, words: Wording, on: date | None = None) -> Report:
        """The record of a case on paper as data; an AppError where there is no such case."""
        from compare_app.exporters.case_record import case_report

        case = self.project.get(Case, case_id)
        if case is None:
            raise AppError("CASE-UNKNOWN", M("There is no such case in this project"))
        return case_report(self.project, case, self.case_chart(case, words), words, on or date.today())

    def export_case(
        self,
        case_id: str,
        to: Path,
        words: Wording,
        *,
        renderer: Renderer | None = None,
        on: date | None = None,
    ) -> None:
        """Write the record of a case as .xlsx to go on writing in, or as .pdf; old files survive failure."""
        report = self.case_report(case_id, words, on)
        _write_report(to, report, self.project.all(Case)[case_id].number or "1", words, renderer)

    def document(
        self,
        kind: str,
        languages: Sequence[Wording],
        product_id: str = "",
        *,
        year: int | None = None,
        on: date | None = None,
    ) -> Report:
        """A document of a kind (`domain.document.DOCUMENTS`) as a report, one language after the other.

        `year` is that of the annual summary; without a product the lists and the summary are over all of ours.
        """
        when = on or date.today()
        said = [self._document(kind, words, product_id, year or when.year, when) for words in languages]
        return self._with_logo(together(said))

    def _document(self, kind: str, words: Wording, product_id: str, year: int, when: date) -> Report:
        from compare_app.engine.annual import annual
        from compare_app.exporters.documents.made import document_of
        from compare_app.exporters.documents.papers import Papers

        ids = [product_id] if product_id else [product.id for product in self.our_products()]
        compared = [self.compare(one, when) for one in ids]
        papers = Papers(self.project, when, words, compared, self._store.results)
        return document_of(
            kind,
            papers,
            lambda: annual(self.project, ids, year, when),
            lambda: self.slides(product_id, words, when, cover=True),
        )

    def export_document(
        self,
        to: Path,
        kind: str,
        languages: Sequence[Wording],
        product_id: str = "",
        *,
        year: int | None = None,
        on: date | None = None,
        renderer: Renderer | None = None,
    ) -> None:
        """Write a document as .xlsx, .pptx or .pdf by the suffix of `to`; old files survive failure."""
        suffix, possible = to.suffix.lower(), document_kind(kind).suffixes
        if suffix not in possible:
            raise AppError(
                "EXPORT-FORMAT",
                M("{suffix} is no format we write", suffix=suffix or to.name),
                M("Choose {first} or {second}", first=possible[0], second=possible[1]),
            )
        if suffix == ".pptx":
            from compare_app.exporters.deck.deck import write_deck

            parts = [(words, self.slides(product_id, words, on, cover=True)) for words in languages]
            write_deck(to, parts, self.logo())
            return
        report = self.document(kind, languages, product_id, year=year, on=on)
        if suffix == ".xlsx":
            from compare_app.exporters.report_book import write_report_book

            keep_previous(to)
            write_report_book(to, report, kind, languages[0])
            return
        if renderer is None:
            raise AppError("NO-RENDERER", M("A PDF needs the drawing part of the program"))
        renderer.report(report, to)

    # --- the enterprise's logo -------------------------------------------------------------------------------------

    def logo(self) -> Logo | None:
        """The picture that stands on every cover; None where there is none."""
        return logo_of(self.project, self._store.body)

    def set_logo(self, path: Path, renderer: Renderer, user: str = "") -> Applied:
        """Make a PNG, JPEG or SVG the logo, as one step of undo; an AppError where it is none of these."""
        try:
            data = path.read_bytes()
        except OSError as error:
            what = M("{file} cannot be read: {reason}", file=path.name, reason=error.strerror or str(error))
            raise AppError("FILE-READ", what, place=Place(path.name)) from error
        kept = renderer.logo(checked_picture(data, path.name))
        digest = self._store.keep_body(kept)
        return self.apply(logo_edit(self.project, path.name, digest, len(kept), date.today()), user)

    def remove_logo(self, user: str = "") -> Applied | None:
        """Take the logo away; None where there is none."""
        edit = no_logo_edit(self.project)
        return None if edit is None else self.apply(edit, user)

    def _with_logo(self, report: Report) -> Report:
        return replace(report, logo=self.logo())

    def export_profile(
        self,
        to: Path,
        words: Wording,
        *,
        renderer: Renderer | None = None,
        on: date | None = None,
        bands: str = "",
    ) -> None:
        """Write the enterprise's profile as .xlsx, .pdf, .csv or .json by the suffix; old files survive failure."""
        from compare_app.exporters.profile_csv import write_profile_csv
        from compare_app.exporters.profile_json import write_profile_json
        from compare_app.exporters.profile_workbook import write_profile

        profile = self.profile(on, bands)
        match to.suffix.lower():
            case ".xlsx":
                write_profile(to, self.project, profile, words)
            case ".json":
                write_profile_json(to, self.project, profile)
            case ".csv":
                write_profile_csv(to, profile, words)
            case ".pdf":
                if renderer is None:
                    raise AppError("NO-RENDERER", M("A PDF needs the drawing part of the program"))
                renderer.report(self.profile_report(words, on, bands), to)
            case other:
                raise AppError(
                    "EXPORT-FORMAT",
                    M("{suffix} is no format we write", suffix=other or to.name),
                    M("Choose .xlsx, .pdf, .csv or .json"),
                )

    def profile_report(self, words: Wording, on: date | None = None, bands: str = "") -> Report:
        """The profile on paper as data."""
        from compare_app.domain.charts import PROFILE_CHARTS
        from compare_app.exporters.profile_report import profile_report

        charts = {kind: self.profile_chart(kind, words, on, bands) for kind in PROFILE_CHARTS}
        return self._with_logo(profile_report(self.project, self.profile(on, bands), charts, words))

    def _pictures(
        self, product_id: str, words: Wording, renderer: Renderer | None, on: date | None
    ) -> Mapping[str, bytes]:
        """PNGs of the charts that Excel has no form for, and of the radar on the cover; the heat map is cells."""
        if renderer is None:
            return {}
        import tempfile

        pictures: dict[str, bytes] = {}
        with tempfile.TemporaryDirectory() as folder:
            for kind in ("ladder", "quadrant", "radar", "fishbone"):
                target = Path(folder) / f"{kind}.png"
                renderer.chart(
                    self.chart(product_id, kind, words, on),
                    target,
                    width_mm=180,
                    height_mm=110,
                    dpi=150,
                    look=Look(),
                )
                pictures[kind] = target.read_bytes()
        return pictures

    def export_project(self, to: Path, words: Wording) -> None:
        """Write the whole project as our own workbook; importing it gives the same project again."""
        from compare_app.exporters.project_workbook import write_project

        write_project(to, self.project, self._store.results, words)

    @staticmethod
    def write_template(to: Path, words: Wording) -> None:
        """Write the empty workbook to fill in, with explanations, drop-downs and an example row."""
        from compare_app.exporters.template import write_template

        write_template(to, words)

    # --- looking after the file ------------------------------------------------------------------------------------

    def check(self, on: date | None = None) -> Sequence[Finding]:
        """Integrity of the file, provenance, standards that expire or are replaced within 24 months."""
        from compare_app.storage.check import check_store

        return check_store(self._store, on or date.today())

    def backup(self) -> Path | None:
        """Make a verified copy beside the rolling backups; None where nothing changed since the last."""
        return self._store.backup()

    def with_rule(
        self, category_id: str, guard: GuardBand, *, four_state: bool, author: str, reason: str = ""
    ) -> Edit:
        """The edit that agrees on a decision rule; with results in the category it needs a reason (R30)."""
        return change_rule(
            self.project,
            category_id,
            guard,
            four_state=four_state,
            author=author,
            reason=reason,
            locked=self.has_results(category_id),
        )

    def has_results(self, category_id: str) -> bool:
        """Whether any product of a category has a result: its decision rule is fixed then."""
        return any(bool(column.count.any()) for column in self.pool(category_id).columns.values())

    def with_role(self, product: Product, role: Role, *, primary: bool, reason: str) -> Edit:
        """The edit that gives a product a role; another primary of the same role in the category steps down."""
        puts = [replace(product, role=role, primary=primary, reason=reason)]
        if primary:
            puts += [
                replace(other, primary=False)
                for other in self.project.products(product.category_id)
                if other.role is role and other.primary and other.id != product.id
            ]
        return Edit(M("Role of {product}", product=product.name), tuple(puts))


def _write_report(to: Path, report: Report, sheet: str, words: Wording, renderer: Renderer | None) -> None:
    """A report as a workbook to go on writing in, or as PDF."""
    from compare_app.exporters.report_book import write_report_book

    match to.suffix.lower():
        case ".xlsx":
            keep_previous(to)
            write_report_book(to, report, sheet, words)
        case ".pdf":
            if renderer is None:
                raise AppError("NO-RENDERER", M("A PDF needs the drawing part of the program"))
            renderer.report(report, to)
        case other:
            raise AppError(
                "EXPORT-FORMAT",
                M("{suffix} is no format we write", suffix=other or to.name),
                M("Choose .xlsx or .pdf"),
            )


def keep_previous(path: Path) -> Path | None:
    """Keep the workbook that is about to be replaced as `<name>.previous.xlsx`: somebody may have filled it in."""
    if not path.is_file():
        return None
    import shutil

    from compare_app.exporters.atomic import free_name

    kept = path.with_name(f"{path.stem}.previous{path.suffix}")
    try:
        if kept.exists() and kept.read_bytes() != path.read_bytes():
            kept = free_name(kept)
        shutil.copy2(path, kept)
    except OSError as error:
        raise AppError(
            "EXPORT-KEEP",
            M("{file} is there already and no copy of it could be kept", file=path.name),
            M("Choose another name or folder; the file there was not touched"),
        ) from error
    return kept


def named(products: Iterable[Product], name: str) -> Product:
    """The product of a name (or id, or model), or an AppError that lists near names."""
    rows = list(products)
    for attribute in ("id", "name", "model"):
        found = [product for product in rows if getattr(product, attribute) == name]
        if found:
            return found[0]
    import difflib

    names = [product.name for product in rows]
    parts = [
        one for one in names if name and name in one
    ]  # a beginning typed from memory comes before a likeness
    near = list(dict.fromkeys(parts + difflib.get_close_matches(name, names, n=3, cutoff=0.3)))[:3]
    raise AppError(
        "PRODUCT-UNKNOWN",
        M("There is no product named {name}", name=name),
        M("Did you mean: {names}", names=near)
        if near
        else M("The project has no product with a similar name"),
    )
