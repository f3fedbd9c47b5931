"""A plan that left and came back, compared cell by cell: theirs where only they changed it, ours where only we did.

A cell changed on both sides to different values is a conflict: ours stays unless a person decides otherwise (E6 of the
promises on files out). Nothing is ever removed because a row is missing in the workbook.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from compare_app.domain.digest import actions_of
from compare_app.domain.edit import Edit
from compare_app.domain.loop import Action
from compare_app.domain.model import Indicator, Product
from compare_app.domain.plan_cells import RESULT, TARGET, same_cell, text_of, with_cells, with_line
from compare_app.domain.plan_columns import EDITABLE
from compare_app.domain.plan_review import Fate, PlanLine, PlanMerge, RowCounts
from compare_app.domain.project import Project
from compare_app.domain.retest import latest_values
from compare_app.domain.returned_plan import Bases, ReturnedPlan, ReturnedRow
from compare_app.domain.terms import ActionStatus
from compare_app.engine.closing import refuse_unproven
from compare_app.engine.plan_base import known_base
from compare_app.errors import AppError, Issue, Level, Place
from compare_app.text.fold import key
from compare_app.text.message import M, Message

Canonical = Callable[[Action, str], Mapping[str, str | None]]
"""The texts that an action would leave with: action and its latest re-test → column key → canonical text."""

_ROWS = uuid.UUID(
    "6f2b1f9e-2d0b-4c57-9b52-0c7f5f1a7d11"
)  # our name space of rows that were added in workbooks

_AIM = ("status", "action_type", TARGET)  # cells that can take a row out of what is proven


def merge(
    project: Project, returned: ReturnedPlan, canonical: Canonical, on: date | None = None
) -> PlanMerge:
    """What a returned plan changes in a project on a day, today; nothing is stored.

    A plan of another project, or of a product that is gone, is an AppError.
    """
    bases, product_id, notices = known_base(project, returned)
    return _Merge(project, returned, bases, product_id, canonical, on or date.today()).result(notices)


class _Merge:
    """One returned plan against one project."""

    def __init__(
        self,
        project: Project,
        returned: ReturnedPlan,
        bases: Bases,
        product_id: str,
        canonical: Canonical,
        on: date,
    ) -> None:
        self._project = project
        self._returned = returned
        self._bases = bases
        self._product_id = product_id
        self._canonical = canonical
        self._on = on
        self._present = {action.id: action for action in actions_of(project, product_id)}
        self._results = latest_values(project)
        self._position = max((action.position for action in self._present.values()), default=0)
        self._same_new: Counter[str] = Counter()  # equal new rows of one workbook are as many rows
        self._lines: list[PlanLine] = []
        self._issues = list(returned.issues)
        self._notices: list[Message] = []
        self._counts: Counter[str] = Counter()

    def result(self, notices: Sequence[Message]) -> PlanMerge:
        """Every row of the workbook, then the rows of the export that it has not."""
        returned = self._returned
        first = self._first_of_each()
        for at, row in enumerate(returned.rows):
            self._counts[self._row(row, copied=first.get(row.action_id, at) != at)] += 1
        back = {row.action_id for row in returned.rows}
        for action_id, action in self._present.items():
            if action_id in self._bases and action_id not in back:
                self._lines.append(PlanLine(f"-/{action_id}", Fate.MISSING, Place(returned.file), action))
        counts = RowCounts(read=len(returned.rows), **self._counts)
        said = (*notices, *returned.notices, *self._notices, *self._merged_before())
        return PlanMerge(
            returned.file, self._product_id, tuple(self._lines), counts, tuple(self._issues), said,
            returned.export_id, returned.digest,
        )  # fmt: skip

    def _first_of_each(self) -> dict[str, int]:
        """Which of several rows with one id is the row: the first that nobody changed, else the first."""
        found: dict[str, list[int]] = {}
        for at, row in enumerate(self._returned.rows):
            if row.action_id:
                found.setdefault(row.action_id, []).append(at)
        rows = self._returned.rows
        chosen: dict[str, int] = {}
        for action_id, places in found.items():
            base = self._bases.get(action_id, {})
            untouched = (at for at in places if not rows[at].extras and _untouched(rows[at], base))
            chosen[action_id] = next(untouched, places[0]) if len(places) > 1 else places[0]
        return chosen

    def _row(self, row: ReturnedRow, *, copied: bool) -> str:
        """Take up one row; the word that it is counted under."""
        if row.is_empty:
            return "empty"
        action = self._present.get(row.action_id)
        if not row.action_id or copied:
            if copied:
                self._notices.append(
                    M("{place}: a copy of row {position}, which is another row; it comes in as a new one",
                      place=row.place.cell, position=action.position if action else row.facts.get("position", "—"))
                )  # fmt: skip
            return self._added(row, action if copied else None, Fate.ADDED)
        if action is None:
            return self._added(row, None, Fate.UNKNOWN)
        lines = self._held_back(row, action, list(self._cells(row, action)))
        self._lines += lines
        return "changed" if lines else "unchanged"

    # --- rows that are here ----------------------------------------------------------------------------------------

    def _cells(self, row: ReturnedRow, action: Action) -> Iterator[PlanLine]:
        """The lines of a row that both sides have."""
        base = self._bases.get(
            action.id, {}
        )  # of another export: what differs and is not empty here is a conflict
        now = self._canonical(action, self._results.get(action.id, ""))
        for column, theirs in row.cells.items():
            then, ours = text_of(base, column), text_of(now, column)
            if same_cell(column, theirs, then) or same_cell(column, theirs, ours):
                continue
            if column == "note" and theirs and ours.startswith(f"{theirs}\n"):
                continue  # it came in before, and lines were added to it
            fate = Fate.CHANGED if same_cell(column, ours, then) else Fate.CONFLICT
            yield PlanLine(
                f"{action.id}/{column}", fate, row.place_of(column), action, column, then, ours, theirs
            )
        for head, text in row.extras.items():
            line = f"{head}：{text}"
            if with_line(action.note, line) != action.note:
                yield PlanLine(
                    f"{action.id}/+{head}",
                    Fate.CHANGED,
                    row.place_of(head),
                    action,
                    "note",
                    theirs=line,
                    head=head,
                )

    def _held_back(self, row: ReturnedRow, action: Action, lines: list[PlanLine]) -> list[PlanLine]:
        """The lines, those marked that would close the row, or move what it aims at, beyond what is proven (R50)."""
        asked = {one.column: one.theirs for one in lines if one.column in _AIM}
        try:
            refuse_unproven(self._project, Edit(M(""), (with_cells(action, asked),)), self._on)
        except AppError:
            held = {"status"} if "status" in asked else set(asked)
            self._issues += [_unproven(row, one) for one in asked if one in held]
            return [replace(one, fate=Fate.UNPROVEN) if one.column in held else one for one in lines]
        return lines

    # --- rows that are not -----------------------------------------------------------------------------------------

    def _added(self, row: ReturnedRow, original: Action | None, fate: Fate) -> str:
        """A row that could become an action. Its id follows from what it says, so that it comes in once only."""
        said = json.dumps([dict(row.cells), dict(row.facts), dict(row.extras)], sort_keys=True)
        self._same_new[said] += 1
        name = f"{self._returned.export_id} {self._product_id} {self._same_new[said]} {said}"
        action_id = str(uuid.uuid5(_ROWS, hashlib.sha256(name.encode("utf-8")).hexdigest()))
        if action_id in self._present:
            return "unchanged"  # it came in before
        self._position += 1
        if original is not None:
            # as it left, not as it stands: what comes of a cell that could not be read must not hang on who came first
            left = self._bases.get(original.id, {})
            held = {column: text_of(left, column) for column in EDITABLE if column in left}
            action = replace(with_cells(original, held), id=action_id, position=self._position)
        else:
            action = self._with_facts(Action(action_id, self._product_id, self._position, gap=""), row)
        action = with_cells(action, row.cells)
        for head, text in row.extras.items():
            action = replace(action, note=with_line(action.note, f"{head}：{text}"))
        if action.status is ActionStatus.VERIFIED:
            action = replace(action, status=ActionStatus.TO_VERIFY)
            self._issues.append(_unproven(row, "status"))
        result = row.cells.get(RESULT, "")
        if original is not None and result == text_of(self._bases.get(original.id, {}), RESULT):
            result = ""  # the re-test of the row that it was copied from
        self._lines.append(PlanLine(f"+/{action_id}", fate, row.place, action, result=result))
        return "added" if fate is Fate.ADDED else "unknown"

    def _with_facts(self, action: Action, row: ReturnedRow) -> Action:
        """What stands in the columns that do not come back is worth keeping in a new row."""
        facts = row.facts
        product = self._project.get(Product, self._product_id)
        wanted = key(facts.get("indicator", ""))
        indicators = self._project.indicators(product.category_id) if product is not None else ()
        found = next((one for one in indicators if wanted and wanted in _names(one)), None)
        gap = facts.get("gap", "")
        if wanted and found is None:
            gap = "：".join(part for part in (facts["indicator"], gap) if part)
        return replace(
            action,
            gap=gap,
            indicator_id=found.id if found is not None else "",
            baseline=facts.get("baseline", ""),
            unit=facts.get("unit", ""),
        )

    def _merged_before(self) -> tuple[Message, ...]:
        """Whether the same content came in before and was not undone."""
        digest = self._returned.digest
        for batch in reversed(self._project.batches()):
            if digest and batch.sha256 == digest and not batch.undone:
                return (
                    M(
                        "The same content was taken back already, on {at}",
                        at=batch.at.astimezone().replace(tzinfo=None),
                    ),
                )
        return ()


def _untouched(row: ReturnedRow, base: Mapping[str, str | None]) -> bool:
    return all(same_cell(column, text, text_of(base, column)) for column, text in row.cells.items())


def _names(indicator: Indicator) -> set[str]:
    return {
        key(one) for one in (indicator.name, indicator.name_en, indicator.code, *indicator.aliases) if one
    }


def _unproven(row: ReturnedRow, column: str) -> Issue:
    closing = column == "status"
    return Issue(
        "PLAN-PROOF",
        Level.HOLD,
        row.place_of(column),
        row.cells[column],
        M("a re-test that met the target, or a waiver with name and reason"),
        M("The action is not closed")
        if closing
        else M("The cell is not taken: the row is closed, and its re-test does not prove this"),
        M("Enter the re-test first")
        if closing
        else M("Open the row again by its status, or test again first"),
    )
