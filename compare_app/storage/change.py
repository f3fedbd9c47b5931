"""From an edit to what really happens: equal records are left alone, parts go with their owners, and the way back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, cast

from compare_app.domain import loop, model
from compare_app.domain.edit import Changes, Edit, Ref
from compare_app.domain.loop import Attachment, ExportBase, SignOff, Snapshot, Verification
from compare_app.domain.model import ImportBatch, Result
from compare_app.domain.project import Project
from compare_app.domain.record import KINDS, Record
from compare_app.errors import AppError
from compare_app.storage.failures import unknown
from compare_app.storage.records import cleaned, table_of, with_field
from compare_app.text.message import M

TOUCHES: Final[Mapping[type, Changes]] = {
    model.Category: Changes.CATEGORIES,
    model.Indicator: Changes.SCHEME,
    model.StandardEdition: Changes.STANDARDS,
    model.Replacement: Changes.STANDARDS,
    model.Adoption: Changes.STANDARDS,
    model.TestMethod: Changes.STANDARDS,
    model.Requirement: Changes.STANDARDS,
    model.Product: Changes.PRODUCTS,
    model.Executed: Changes.STANDARDS | Changes.PRODUCTS,
    model.Sample: Changes.RESULTS,
    model.TestReport: Changes.RESULTS,
    model.Result: Changes.RESULTS,
    model.DecisionRule: Changes.RULES,
    model.LadderRule: Changes.RULES,
    model.Override: Changes.RULES,
    model.Equivalence: Changes.RULES,
    model.GradingScheme: Changes.RULES,
    model.Feasibility: Changes.PLAN,
    model.Inspection: Changes.PROFILE,
    model.IndexFigure: Changes.PROFILE,
    model.PackImport: Changes.IMPORTS,
    model.ImportMapping: Changes.IMPORTS,
    model.ImportBatch: Changes.IMPORTS,
    model.HeldCell: Changes.IMPORTS,
    loop.Round: Changes.PLAN,
    loop.RoundMove: Changes.PLAN,
    loop.Remedy: Changes.PLAN,
    loop.Case: Changes.PLAN,
    loop.Action: Changes.PLAN,
    loop.Verification: Changes.PLAN,
    loop.Snapshot: Changes.RELEASES,
    loop.SignOff: Changes.RELEASES,
    loop.Attachment: Changes.ATTACHMENTS,
    loop.ExportBase: Changes.EXPORTS,
}
RELEASED: Final = (Snapshot, SignOff)  # frozen once made; a newer one supersedes it (rulings 21)
BARRIERS: Final = (Snapshot, SignOff, Verification)  # what came before them can no longer be undone


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit does to a project. Results are not looked up here: there may be a million of them."""

    puts: tuple[Record, ...]  # without results; only what differs
    removes: tuple[Ref, ...]  # without results; with every part of what is removed
    before: Mapping[Ref, Record | None]
    results: tuple[Result, ...]
    result_removes: tuple[str, ...]
    barrier: bool
    rows: Sequence[Result] = ()  # further results, all of them new

    @property
    def beside(self) -> bool:
        """Only what was written out is noted: no step of undo, and what was undone can still be done again."""
        return (
            bool(self.puts)
            and all(isinstance(record, ExportBase) for record in self.puts)
            and not (self.removes or self.results or self.result_removes or self.rows)
        )

    @property
    def changes(self) -> Changes:
        """What the records touch; whether results change shows when they are stored."""
        touched = Changes.NOTHING
        for kind in {type(record) for record in self.puts} | {ref.kind for ref in self.removes}:
            touched |= TOUCHES[kind]
        return touched

    def is_new(self, record: Record) -> bool:
        """Whether the project does not hold the record yet."""
        return self.before[Ref(type(record), record.id)] is None

    def back(self) -> tuple[tuple[Record, ...], tuple[Ref, ...]]:
        """The records that take it back. A new import batch is not removed but marked as undone (rulings 21)."""
        puts: list[Record] = []
        removes: list[Ref] = []
        for record in self.puts:
            before = self.before[Ref(type(record), record.id)]
            if before is not None:
                puts.append(before)
            elif isinstance(record, ImportBatch):
                puts.append(replace(record, undone=True))
            else:
                removes.append(Ref(type(record), record.id))
        # owners come back before their parts
        order = {kind: at for at, kind in enumerate(KINDS)}
        puts += [
            cast("Record", self.before[ref])
            for ref in sorted(self.removes, key=lambda ref: order.get(ref.kind, 0))
        ]
        return tuple(puts), tuple(removes)


def plan(edit: Edit, project: Project, *, guarded: bool = True) -> Change:
    """What an edit does to this project.

    `guarded`: released records may only be added; taking an edit back may restore or drop whatever it has to.
    """
    puts: dict[Ref, Record] = {}
    results: dict[tuple[str, str, int], Result] = {}
    for record in edit.puts:
        if isinstance(record, Result):
            results[record.product_id, record.indicator_id, record.replicate] = record
        else:
            puts[Ref(type(record), record.id)] = cleaned(record)
    named = {ref for ref in edit.removes if ref not in puts}
    result_removes = tuple(dict.fromkeys(ref.id for ref in edit.removes if ref.kind is Result))
    if result_removes:
        stored = {result.id for result in results.values()}
        result_removes = tuple(one for one in result_removes if one not in stored)
    removes = {ref for ref in named if ref.kind is not Result and project.get(ref.kind, ref.id) is not None}
    if guarded:
        _guard(puts, removes, project)
    gone, relinked = _with_parts(removes, puts, project)
    for record in relinked:
        puts[Ref(type(record), record.id)] = record
    _refuse_orphans(puts, set(gone))
    before: dict[Ref, Record | None] = {ref: cast("Record", project.get(ref.kind, ref.id)) for ref in gone}
    different: list[Record] = []
    for ref, record in puts.items():
        present = cast("Record | None", project.get(ref.kind, ref.id))
        if present != record:
            before[ref] = present
            different.append(record)
    barrier = any(isinstance(record, BARRIERS) for record in different) or any(
        issubclass(ref.kind, BARRIERS) for ref in removes
    )
    return Change(tuple(different), gone, before, tuple(results.values()), result_removes, barrier, edit.rows)


def _refuse_orphans(puts: Mapping[Ref, Record], gone: set[Ref]) -> None:
    """A record cannot be stored below an owner that the same edit removes."""
    for ref, record in puts.items():
        for bond in table_of(ref.kind).references if gone else ():
            if bond.bond == "part" and Ref(bond.kind, getattr(record, bond.field)) in gone:
                raise unknown(bond.kind, ref.kind)


def _guard(puts: Mapping[Ref, Record], removes: Iterable[Ref], project: Project) -> None:
    for ref in (*puts, *removes):
        if ref.kind in RELEASED:
            present = project.get(ref.kind, ref.id)
            if present is not None and puts.get(ref) != present:
                raise AppError(
                    "RELEASED",
                    M("A signature or a released comparison cannot be changed"),
                    M("Sign or release again: the newer one takes its place, the older one stays on record"),
                )


def _with_parts(
    removes: set[Ref], puts: Mapping[Ref, Record], project: Project
) -> tuple[tuple[Ref, ...], tuple[Record, ...]]:
    """Everything that goes with what is removed, files beside it too, and the records whose link to it is cleared.

    A record that the same edit stores with another owner stays.
    """
    gone: dict[Ref, None] = dict.fromkeys(sorted(removes, key=lambda ref: ref.id))
    relinked: dict[Ref, Record] = {}
    fresh: set[Ref] = set(removes)
    while fresh:
        lost: dict[type, set[str]] = {}
        for ref in fresh:
            lost.setdefault(ref.kind, set()).add(ref.id)
        fresh = set()
        for kind in KINDS:
            bonds = [one for one in table_of(kind).references if one.kind in lost]
            if not bonds:
                continue
            stored: Record
            for record_id, stored in project.all(kind).items():
                ref = Ref(kind, record_id)
                if ref in gone:
                    continue
                record = relinked.get(ref) or puts.get(ref) or stored
                for bond in bonds:
                    if getattr(record, bond.field) not in lost[bond.kind]:
                        continue
                    if bond.bond == "link":
                        record = relinked[ref] = with_field(record, bond.field, "")
                    elif ref not in puts:
                        fresh.add(ref)
                        break
        gone.update(dict.fromkeys(sorted(fresh, key=lambda ref: ref.id)))
    beside = {(ref.kind.__name__, ref.id) for ref in gone}
    for file in project.all(Attachment).values() if gone else ():
        ref = Ref(Attachment, file.id)
        if (file.kind, file.record) in beside and ref not in puts:
            gone[ref] = None
    return tuple(gone), tuple(record for ref, record in relinked.items() if ref not in gone)
