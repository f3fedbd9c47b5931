"""What can be written on the page 报告: name, one line of explanation, file format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from compare_app.domain.document import DOCUMENTS
from compare_app.text.message import M, Message


@dataclass(frozen=True, slots=True)
class Output:
    """One thing that can be written; a document is previewed as pages whatever its format."""

    key: str
    suffix: str
    name: Message
    text: Message
    document: bool = False


_TEXTS: Final[dict[str, Message]] = {
    "forms": M("The forms of the dual comparison as separate sheets, every column, with the sources"),
    "lists": M("Problems, key projects, policy tools: from fails, lags, the plan and needs noted there"),
    "benchmarking": M("Every limit of the benchmark standards against our standard and measured values"),
    "proposal": M("Present and proposed limits with reason and readiness, to be signed"),
    "declaration": M("Function and performance indicators with requirement and method, mandatory ones apart"),
    "annual": M("Steps, standards and indicators then and now by the releases of the year, and the plan"),
    "deck": M("Slides for the review meeting with native charts, the sources in the notes"),
}
_NAMES: Final[dict[str, Message]] = {
    "forms": M("Forms F1–F8 (Excel)"),
    "lists": M("Three lists (Excel)"),
    "benchmarking": M("Result of benchmarking (Excel)"),
    "proposal": M("Enterprise standard proposal (Excel)"),
    "declaration": M("Self-declaration (Excel)"),
    "annual": M("Annual summary (Excel)"),
    "deck": M("Review meeting (PowerPoint)"),
}

OUTPUTS: Final = (
    Output(
        "one_page",
        ".pdf",
        M("One page (PDF)"),
        M("Step, counts, largest gaps, overdue measures, signatures: one A4 page"),
    ),
    Output(
        "report",
        ".pdf",
        M("Full report (PDF)"),
        M("Both comparisons with charts, gaps, plan, sources and rules"),
    ),
    Output(
        "plan",
        ".xlsx",
        M("Improvement plan (Excel)"),
        M("Tables with native charts, drop-downs and the verification column"),
    ),
    Output(
        "proposals",
        ".xlsx",
        M("Standard proposals (Excel)"),
        M("What the next edition of our standard could say, and standards that change"),
    ),
    Output(
        "minutes",
        ".xlsx",
        M("Monthly meeting (Excel)"),
        M(
            "Draft of the minutes over all key products: measures closed, late and due, gaps, lines for decisions"
        ),
    ),
    *(Output(one.key, one.suffixes[0], _NAMES[one.key], _TEXTS[one.key], document=True) for one in DOCUMENTS),
    Output("csv", ".csv", M("Comparison (CSV)"), M("Every row of both comparisons, for other programs")),
    Output("json", ".json", M("Comparison (JSON)"), M("The documented, versioned data of the comparison")),
)
