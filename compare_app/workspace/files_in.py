"""What comes into a project: workbooks and tables, packs, plans that were edited, files kept beside records."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from compare_app.domain.attachments import attach_edit, bytes_of, refuse_size
from compare_app.domain.draft import Draft, FilePreview, ImportOutcome
from compare_app.domain.edit import Applied, Changes, Edit, Ref
from compare_app.domain.loop import Attachment
from compare_app.domain.mapping import TableMapping
from compare_app.domain.model import ImportMapping, new_id
from compare_app.domain.pack import Pack, PackDiff, PackInfo
from compare_app.domain.plan_review import Choices, PlanMerge
from compare_app.domain.project import Project
from compare_app.domain.record import Record
from compare_app.domain.returned_plan import ReturnedPlan
from compare_app.errors import AppError, Place, unreadable
from compare_app.memory import uncollected
from compare_app.progress import Progress
from compare_app.text.message import M
from compare_app.text.wording import Wording

if TYPE_CHECKING:
    from compare_app.importers.desk import Desk
    from compare_app.importers.source import Corrections

from compare_app.workspace.reading import Reading


class FilesIn(Reading):
    """Files are read in a process of their own and stored whole or not at all."""

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

    def contents(self, path: Path, progress: Progress | None = None) -> FilePreview:
        """What any file holds, also one that is not to be imported, such as a plan just written; else as `preview`."""
        from compare_app.importers.preview import contents

        with self._desk.opened(path, progress=progress) as source:
            return contents(source, progress)

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
            raise unreadable(path, error) from error

    @staticmethod
    def mapping_text(mapping: TableMapping) -> str:
        """The JSON of a mapping."""
        from compare_app.importers.mapping_json import to_json

        return to_json(mapping)

    @staticmethod
    def mapping_of_text(text: str) -> TableMapping:
        """A mapping from its JSON; anything wrong in it is an AppError."""
        from compare_app.importers.mapping_json import from_json

        return from_json(text)

    @staticmethod
    def save_mapping(mapping: TableMapping, to: Path) -> None:
        """Write a mapping as the JSON file that `load_mapping` and the command line read."""
        from compare_app.exporters.atomic import write_bytes
        from compare_app.importers.mapping_json import to_json

        text = to_json(mapping) + "\n"
        write_bytes(to, text.encode("utf-8"))

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
        from compare_app.exporters.atomic import write_bytes
        from compare_app.storage.pack_file import packed

        data = packed(info, records_of(self.project, category_id, self._store.results, ours=ours))
        write_bytes(to, data)

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
        """Take a reviewed plan over as one step of undo; its re-tests are on record before and stay (rulings 21).

        Whole or not at all: what would close a row without proof is an AppError before the re-tests are stored.
        """
        from compare_app.domain.plan_review import edits_of
        from compare_app.engine.closing import refuse_unproven

        edits, project = edits_of(found, choices or {}, user), self.project
        for edit in edits:
            refuse_unproven(project, edit, date.today())
            project = project.with_records(edit.puts)
        touched = Changes.NOTHING
        for edit in edits:
            touched |= self.apply(edit, user).changes
        return touched

    # --- files beside records ----------------------------------------------------------------------------------------

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
        from compare_app.exporters.atomic import write_bytes

        data = self.attachment_bytes(attachment)
        write_bytes(to, data)
