"""Finds the plan sheet and its columns, wherever people moved them and whatever they wrote into the heads."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from compare_app.domain.plan_columns import PLAN_COLUMNS, PLAN_TITLES
from compare_app.errors import AppError
from compare_app.importers.cells import Row, Sheet
from compare_app.importers.plan_meta import META, PlanMeta
from compare_app.text.fold import key
from compare_app.text.message import M, Message
from compare_app.text.wording import LANGUAGES, Wording

LOOKED_AT: Final = 20  # rows in which the heads may stand
SURE: Final = 0.6  # of the filled cells as they left: then a column is known by what it holds
LEAST: Final = 6  # columns of ours without which a sheet is no plan
_RIDER: Final = re.compile(r"[（(\[【].*[)）\]】]|[*＊:：]+$")
_OTHER_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "position": ("编号", "项次", "#"),
    "indicator": ("指标名称", "项目", "Item"),
    "cause": ("原因分析", "Root cause"),
    "measure": ("改进措施", "提升措施", "Action"),
    "action_type": ("类型", "Type"),
    "owner": ("负责人", "责任部门", "责任人员", "Responsible", "Person in charge"),
    "support": ("配合部门", "协助单位"),
    "budget": ("费用", "预算金额", "经费", "Cost"),
    "start": ("开始时间", "起始日期", "Start"),
    "due": ("完成日期", "完成时间", "截止日期", "计划完成日期", "期限", "Deadline", "Due"),
    "target": ("目标", "Target"),
    "verification": ("验证方式",),
    "result": ("复测结果", "检验结果", "Result"),
    "evidence": ("证据",),
    "status": ("进度", "完成情况", "State"),
    "note": ("说明", "注", "Remarks", "Notes"),
    "id": ("行ID", "行号标识", "ID"),
}


@dataclass(slots=True)
class Heads:
    """The plan sheet with its head row: our columns by key, those of others by their heads."""

    sheet: Sheet
    row: int
    columns: dict[str, int]
    others: dict[str, int] = field(default_factory=dict)
    notices: list[Message] = field(default_factory=list)

    @property
    def body(self) -> Sequence[Row]:
        """The rows below the heads."""
        return [row for row in self.sheet.rows if row.number > self.row]


def find_heads(file: str, sheets: Sequence[Sheet], meta: PlanMeta) -> Heads:
    """The sheet that holds most of our columns; an AppError where none is a plan."""
    names = _names(meta.titles)
    found: list[Heads] = []
    for sheet in sheets:
        if sheet.name != META:
            rows = [_heads(sheet, row, names) for row in sheet.rows[:LOOKED_AT]]
            best = max(rows, key=lambda one: len(one.columns), default=None)
            if best is not None and len(best.columns) >= LEAST and _leads_back(best):
                found.append(best)
    if not found:
        raise AppError(
            "PLAN-COLUMNS",
            M("{file} has no sheet with the column {title}", file=file, title=meta.titles.get("id", "id")),
            M("Bring the heads of the plan back as they were exported"),
        )
    heads = max(found, key=lambda one: ("id" in one.columns, len(one.columns)))
    for other in found:
        if other is not heads:
            heads.notices.append(
                M("Sheet {other} looks like the plan too; only {sheet} was read",
                  other=other.sheet.name, sheet=heads.sheet.name)
            )  # fmt: skip
    return heads


def _leads_back(heads: Heads) -> bool:
    """Whether rows can be found again: by their id, or by number and gap."""
    return "id" in heads.columns or {"position", "gap"} <= set(heads.columns)


def _names(titles: Mapping[str, str]) -> dict[str, str]:
    """Folded head → key: as exported, in either language, and as people rename them."""
    names: dict[str, str] = {}
    for name, others in _OTHER_NAMES.items():
        names |= dict.fromkeys((key(one) for one in others), name)
    for language in LANGUAGES:
        words = Wording.load(language)
        names |= {key(words(column.title)): column.key for column in PLAN_COLUMNS}
    return names | {key(title): name for name, title in titles.items()}


def _heads(sheet: Sheet, row: Row, names: Mapping[str, str]) -> Heads:
    heads = Heads(sheet, row.number, {})
    for exact in (True, False):  # a head as exported wins over one that only resembles it
        for at, cell in enumerate(row.cells):
            text = cell.text.strip()
            if not text or at in heads.columns.values():
                continue
            name = names.get(key(text) if exact else key(_RIDER.sub("", text)))
            if name is not None and name not in heads.columns:
                heads.columns[name] = at
    taken = set(heads.columns.values())
    for at, cell in enumerate(row.cells):
        text = cell.text.strip()
        if text and at not in taken:
            twice = text in heads.others
            heads.others[f"{text} ({sheet.address(row.number, at)})" if twice else text] = at
    return heads


def recognise_by_content(heads: Heads, held: Mapping[tuple[str, str], Sequence[tuple[str, str]]]) -> None:
    """A column with a foreign head that holds what one of our missing columns held when the plan left is that column.

    `held`: (foreign head, our key) → what the cells say now and what they said then, of the rows that have an id.
    """
    for head in list(heads.others):
        scores: list[tuple[float, str]] = []
        for (theirs, name), cells in held.items():
            filled = [pair for pair in cells if pair[1]]
            if theirs == head and filled and name not in heads.columns:
                scores.append((sum(now == then for now, then in filled) / len(filled), name))
        scores.sort(reverse=True)
        if scores and scores[0][0] >= SURE and (len(scores) == 1 or scores[1][0] < scores[0][0]):
            name = scores[0][1]
            heads.columns[name] = heads.others.pop(head)
            heads.notices.append(
                M("The column {head} is taken for {column}: it holds what that column held",
                  head=head, column=PLAN_TITLES[name])
            )  # fmt: skip
