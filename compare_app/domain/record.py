"""Every kind of record that a project holds."""

from typing import Final, get_args

from compare_app.domain.loop import (
    Action,
    Attachment,
    Case,
    ExportBase,
    Remedy,
    Round,
    RoundMove,
    SignOff,
    Snapshot,
    Verification,
)
from compare_app.domain.model import (
    Adoption,
    Category,
    DecisionRule,
    Equivalence,
    Executed,
    Feasibility,
    GradingScheme,
    HeldCell,
    ImportBatch,
    ImportMapping,
    IndexFigure,
    Indicator,
    Inspection,
    LadderRule,
    Override,
    PackImport,
    Product,
    Replacement,
    Requirement,
    Result,
    Sample,
    StandardEdition,
    TestMethod,
    TestReport,
)

Record = (
    Category
    | Indicator
    | StandardEdition
    | Replacement
    | Adoption
    | TestMethod
    | Requirement
    | Product
    | Executed
    | Sample
    | TestReport
    | Result
    | DecisionRule
    | LadderRule
    | Override
    | Equivalence
    | GradingScheme
    | Feasibility
    | Inspection
    | IndexFigure
    | PackImport
    | ImportMapping
    | ImportBatch
    | HeldCell
    | Round
    | RoundMove
    | Remedy
    | Case
    | Action
    | Verification
    | Snapshot
    | SignOff
    | Attachment
    | ExportBase
)
"""One record of any kind."""

KINDS: Final[tuple[type, ...]] = tuple(kind for kind in get_args(Record) if kind is not Result)
"""Every kind that a snapshot holds, in their order; results are not among them: there may be millions."""
