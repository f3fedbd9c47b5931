"""The tables of the reports for what comes next: proposals, standards that change, rates by domain."""

from __future__ import annotations

from compare_app.domain.comparison import Comparison
from compare_app.domain.differences import difference_text
from compare_app.domain.project import Project
from compare_app.domain.report import Block, Heading, Paragraph, Table, TableCell
from compare_app.domain.signs import tone
from compare_app.domain.terms import Trust
from compare_app.domain.tone import Tone
from compare_app.exporters.cells import figure, natural_places
from compare_app.exporters.outlook import TRANSITION_HEADS, Outlook, change_tone
from compare_app.exporters.report_tables import cell, made
from compare_app.text.message import M
from compare_app.text.wording import Wording


def proposals_blocks(project: Project, comparison: Comparison, words: Wording) -> list[Block]:
    """What the next edition of our standard could say."""
    outlook = Outlook(project, comparison, words)
    blocks: list[Block] = [Heading(words(M("Standard proposals")), 2)]
    if not comparison.assessment.proposals:
        said = words(M("There is nothing to propose"))
        return [*blocks, Paragraph(said, "quiet")]
    return [*blocks, Paragraph(outlook.counted(), "quiet"), _proposals(outlook)]


def _proposals(outlook: Outlook) -> Table:
    rows: list[tuple[TableCell | str, ...]] = []
    for one in outlook.comparison.assessment.proposals:
        row = outlook.proposal(one)
        margin = "—"
        if one.margin is not None:
            figures = figure(one.margin, natural_places(one.margin, 6), signed=True)
            margin = difference_text(figures, one.unit, outlook.words)
        if one.margin_percent is not None:
            margin += f"\n{figure(one.margin_percent, 1, signed=True)} %"
        rows.append(
            (
                str(row["indicator"]),
                cell(str(row["verdict"]), tone(one.verdict)),
                f"{row['present']}\n{row['our_standard']}" if one.present else str(row["present"]),
                f"{row['proposed']}\n{row['source']}",
                str(row["market"]),
                cell(str(row["readiness"]), tone(one.readiness)),
                str(row["value"]),
                margin,
                str(row["why"]),
                "\n".join(part for part in (str(row["covers"]), str(row["marks"])) if part),
            )
        )
    heads = (
        M("Indicator"),
        M("Verdict"),
        M("Present limit"),
        M("Proposed limit"),
        M("Market, region"),
        M("Can it be adopted?"),
        M("Our value"),
        M("Margin"),
        M("Why"),
        M("Also met; marks"),
    )
    return made(outlook.words, heads, rows, (1.3, 0.9, 1.5, 1.6, 1.0, 1.2, 1.2, 1.0, 1.7, 1.5))


def transitions_blocks(project: Project, comparison: Comparison, words: Wording) -> list[Block]:
    """The standards in use that change within 24 months or are no longer in force."""
    outlook = Outlook(project, comparison, words)
    title = words(
        M("Standards in use that change within 24 months, are no longer in force, or adopt an old edition")
    )
    blocks: list[Block] = [Heading(title, 2)]
    rows: list[tuple[TableCell | str, ...]] = []
    for one in comparison.assessment.transitions:
        number, status, *rest, trust = outlook.transition(one)
        mark = cell(trust, Tone.UNKNOWN if one.trust is Trust.UNCONFIRMED else Tone.NEUTRAL)
        rows.append((number, cell(status, change_tone(one)), *rest, mark))
    if not rows:
        return [*blocks, Paragraph(words(M("None is known to change")), "quiet")]
    return [*blocks, made(words, TRANSITION_HEADS, rows, (1.3, 0.9, 0.9, 0.9, 1.2, 1.2, 3, 0.8))]


def domains_blocks(project: Project, comparison: Comparison, words: Wording) -> list[Block]:
    """The rates of each market by domain; nothing where no indicator names its domain."""
    if not comparison.consistency_by_domain:
        return []
    outlook = Outlook(project, comparison, words)
    heads = (
        M("Market"),
        M("Domain"),
        M("Consistency rate"),
        M("Orderable consistency rate"),
        M("Coverage"),
    )
    rows = [outlook.domain(one) for one in comparison.consistency_by_domain]
    return [
        Heading(words(M("Consistency by domain")), 2),
        made(words, heads, rows, (1, 1, 1.4, 1.4, 1.4)),
    ]
