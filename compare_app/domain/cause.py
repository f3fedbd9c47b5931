"""Causes of a gap as a case keeps them (Case.diagnosis), for the fishbone 人机料法环测.

The field is a JSON list, one object a cause; every key but `cause` may be missing:

    [{"branch": "料", "cause": "铜线电阻率偏高", "evidence": "进货检验 2026-03", "confidence": "likely",
      "why": ["供方更换", "未复检"]}]

`branch` is 人, 机, 料, 法, 环 or 测 (or its English or longer name), `confidence` one of confirmed, likely, open,
excluded (or its Chinese word). Reading is tolerant, because people type here: what names no branch is unassigned, an
unknown confidence is open and kept as written, and a text that is no JSON is one unassigned cause. Writing gives back
what reading took, unknown keys and unknown words too, in one order of keys. Nothing is lost.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from compare_app.domain.terms import CauseBranch, CauseState
from compare_app.text.fold import key

_BRANCHES: Final = {
    name: branch
    for branch, names in (
        (CauseBranch.PEOPLE, "人 人员 人员因素 man people person staff"),
        (CauseBranch.MACHINE, "机 机器 设备 机械 machine equipment"),
        (CauseBranch.MATERIAL, "料 物料 材料 原料 material materials"),
        (CauseBranch.METHOD, "法 方法 工艺 method process"),
        (CauseBranch.ENVIRONMENT, "环 环境 environment mothernature"),
        (CauseBranch.MEASUREMENT, "测 测量 检测 检验 measurement test testing"),
    )
    for name in names.split()
}
_STATES: Final = {
    name: state
    for state, names in (
        (CauseState.CONFIRMED, "confirmed 已确认 确认 证实 已证实 要因"),
        (CauseState.LIKELY, "likely high medium 可能 很可能 怀疑 高 中"),
        (CauseState.OPEN, "open low 待查 待查证 待确认 低"),
        (CauseState.EXCLUDED, "excluded 排除 已排除 非要因"),
    )
    for name in names.split()
}
SIGNS: Final = {
    CauseState.CONFIRMED: "●",
    CauseState.LIKELY: "◆",
    CauseState.OPEN: "○",
    CauseState.EXCLUDED: "—",
}
"""The sign that stands before a cause."""

_LETTERS: Final = dict(zip(CauseBranch, "人机料法环测", strict=True))
_KNOWN: Final = frozenset({"branch", "cause", "evidence", "confidence", "why"})


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause: where it belongs, what speaks for it, how sure it is; `why` are the whys behind it, nearest first."""

    text: str
    branch: CauseBranch | None = None  # None: not assigned yet
    evidence: str = ""
    state: CauseState = CauseState.OPEN
    confidence: str = ""  # as written
    why: tuple[str, ...] = ()
    branch_as_written: str = ""  # only where it names no branch
    more: str = ""  # the keys that are none of ours, as a JSON object; empty: none

    def in_state(self, state: CauseState) -> Cause:
        """The same cause as sure as somebody now says; what was written of it before no longer holds."""
        return self if state is self.state else replace(self, state=state, confidence=state.value)

    def on_branch(self, branch: CauseBranch | None) -> Cause:
        """The same cause on another bone."""
        return self if branch is self.branch else replace(self, branch=branch, branch_as_written="")


def parse_diagnosis(text: str) -> tuple[Cause, ...]:
    """The causes of a diagnosis in their order; an empty text has none, nothing raises."""
    stripped = text.strip()
    if not stripped:
        return ()
    try:
        found = json.loads(stripped)
    except (ValueError, RecursionError):
        return (Cause(stripped),)
    entries = found if isinstance(found, list) else [found]
    causes = (_cause(entry) for entry in entries)
    return tuple(cause for cause in causes if cause is not None)


def _cause(entry: object) -> Cause | None:
    if not isinstance(entry, Mapping):
        said = _said(entry)
        return Cause(said) if said else None
    branch, confidence = _said(entry.get("branch")), _said(entry.get("confidence"))
    why = entry.get("why")
    whys = tuple(said for one in (why if isinstance(why, list) else [why]) if (said := _said(one)))
    text, evidence = _said(entry.get("cause")), _said(entry.get("evidence"))
    rest = {str(name): value for name, value in entry.items() if name not in _KNOWN}
    more = json.dumps(rest, ensure_ascii=False, sort_keys=True) if rest else ""
    if not text and not whys and not evidence and not more:
        return None
    known = branch_of(branch)
    return Cause(
        text or (whys[0] if whys else evidence or more),
        known,
        evidence,
        _STATES.get(key(confidence), CauseState.OPEN),
        confidence,
        whys,
        "" if known is not None else branch,
        more,
    )


def branch_of(name: str) -> CauseBranch | None:
    """A branch by any of its names: 料, 材料, material …; None: it is none."""
    return _BRANCHES.get(key(name))


def diagnosis_text(causes: Iterable[Cause]) -> str:
    """The causes as a case keeps them; `parse_diagnosis` gives the same causes again. None: an empty text."""
    entries = [_entry(one) for one in causes]
    return json.dumps(entries, ensure_ascii=False) if entries else ""


def _entry(cause: Cause) -> dict[str, object]:
    branch = _LETTERS[cause.branch] if cause.branch is not None else cause.branch_as_written
    means = _STATES.get(key(cause.confidence), CauseState.OPEN)
    confidence = cause.confidence if means is cause.state else cause.state.value
    known = {
        "branch": branch,
        "cause": cause.text,
        "evidence": cause.evidence,
        "confidence": confidence,
        "why": list(cause.why),
    }
    more: dict[str, object] = json.loads(cause.more) if cause.more else {}
    return {name: value for name, value in known.items() if value} | more


def _said(value: object) -> str:
    """What somebody wrote, whatever JSON makes of it; null is nothing."""
    if value is None:
        return ""
    return value.strip() if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
