"""The records of the loop that improves a product: rounds, cases, plan, proof, releases and what they keep.

As in `model`: frozen, addressed by text ids, one class for one table.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from compare_app.domain.model import Provenance
from compare_app.domain.terms import (
    ActionStatus,
    ActionType,
    CaseKind,
    CaseOutcome,
    CaseSource,
    CauseBranch,
    RoundState,
    SignOffKind,
    Urgency,
)


@dataclass(frozen=True, slots=True)
class Round:
    """立项 (F1): one comparison of a product as a project of its own; where it stands say its moves."""

    id: str
    product_id: str
    title: str
    market: str = ""  # 目标市场
    team: str = ""
    leader: str = ""
    experts: str = ""  # 专家组
    opened: date | None = None
    due: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class RoundMove:
    """A round came into a state (R50); the latest move is where it stands. Moves are only added."""

    id: str
    round_id: str
    state: RoundState
    at: datetime
    author: str = ""
    reason: str = ""  # needed for the way back


@dataclass(frozen=True, slots=True)
class Case:
    """病历 (domain.md §4): one gap, failed item or complaint from its complaint to its cure."""

    id: str
    product_id: str
    indicator_id: str = ""
    opened: date | None = None
    kind: CaseKind = CaseKind.UNSTATED
    complaint: str = ""  # 主诉
    examination: str = ""  # 检查
    diagnosis: str = ""  # 诊断: the JSON list of causes of `domain.cause`
    prescription: str = ""  # 处方
    advice: str = ""  # 医嘱
    outcome: CaseOutcome = CaseOutcome.OPEN
    number: str = ""  # 挂号
    urgency: Urgency = Urgency.UNSTATED
    source: CaseSource = CaseSource.UNSTATED
    containment: str = ""  # 应急措施: what keeps more bad product from leaving while the cause is looked for
    experts: str = ""  # 会诊
    follow_up: str = ""  # 复诊
    closed: date | None = None


@dataclass(frozen=True, slots=True)
class Remedy:
    """One line of the table symptom → likely cause → measure (R53): a reference, never applied by itself."""

    id: str
    symptom: str
    category: str = ""  # name of the category it speaks of; empty: any
    indicator: str = ""  # name or quantity of the indicator; empty: any
    branch: CauseBranch | None = None
    cause: str = ""
    measure: str = ""
    action_type: ActionType = ActionType.PROCESS
    advice: str = ""  # 医嘱
    case_id: str = ""  # the closed case it was learnt from
    hidden: bool = False  # a shipped line of this id that is not wanted
    source: Provenance = field(default_factory=Provenance)


@dataclass(frozen=True, slots=True)
class Action:
    """A row of the plan (F7), born from a gap."""

    id: str
    product_id: str
    position: int
    gap: str  # the gap in words at the time of birth
    indicator_id: str = ""
    case_id: str = ""
    requirement_id: str = ""  # for a proposal to the standard
    action_type: ActionType = ActionType.PROCESS
    cause: str = ""
    measure: str = ""
    owner: str = ""
    support: str = ""
    budget: str = ""
    start: date | None = None
    due: date | None = None
    baseline: str = ""  # our value at birth, with unit
    target: Decimal | None = None
    target_text: str = ""  # where the target is no number (a class, a limit)
    unit: str = ""
    verification: str = ""  # method of verification
    evidence: str = ""
    status: ActionStatus = ActionStatus.WAITING
    note: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """A re-test of an action, or its waiver with a name and a reason."""

    id: str
    action_id: str
    on: date | None = None
    raw: str = ""
    unit: str = ""
    report_id: str = ""
    met: bool | None = None
    waived_by: str = ""
    reason: str = ""
    sample_id: str = ""
    earlier_id: str = ""  # the product in the role 自身历史 that keeps the results from before
    author: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A frozen comparison of a released report (R13)."""

    id: str
    product_id: str
    at: datetime
    title: str
    body: str  # docs/snapshot-json.md: the JSON contract of `compare`, and what it rests on
    digest: str = ""
    round_id: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class SignOff:
    """编制 / 审核 / 批准, or 一票否决 with its reason (R52)."""

    id: str
    product_id: str
    kind: SignOffKind
    name: str
    at: datetime
    veto: bool = False
    reason: str = ""
    snapshot_id: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file kept in the project beside a record; its bytes are kept once, under their digest."""

    id: str
    sha256: str
    name: str  # file name, without folders
    size: int  # bytes
    media_type: str = ""
    kind: str = ""  # name of the kind of record it belongs to, e.g. "TestReport"
    record: str = ""  # id of that record
    added: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ExportBase:
    """What a plan workbook held when it left: the common ancestor when it comes back."""

    id: str  # stands in the workbook
    product_id: str
    exported_at: datetime
    file_name: str
    body: str  # JSON: action id → column key → text
    digest: str = ""  # SHA-256 of the body
