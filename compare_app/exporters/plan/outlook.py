"""The sheet 标准修订建议, and what changes soon in the appendix (R16, R22, R23)."""

from __future__ import annotations

from decimal import Decimal

from compare_app.domain.digest import NOTICE
from compare_app.domain.signs import tone
from compare_app.domain.terms import Trust
from compare_app.domain.tone import Tone
from compare_app.exporters.cells import natural_places
from compare_app.exporters.outlook import (
    PROPOSAL_HEADS,
    TRANSITION_HEADS,
    Outlook,
    change_tone,
)
from compare_app.exporters.plan.look import QUIET
from compare_app.exporters.plan.material import Material
from compare_app.exporters.plan.page import Content, Number, Page, Styled
from compare_app.text.message import M

_WIDTHS = (17, 12, 18, 18, 18, 8, 20, 13, 17, 16, 10, 10, 28, 26, 12)
_PLACES = 6  # of a margin, at most: the traceability sheet has all digits


def write_proposals(material: Material) -> None:
    """Every line for the next edition of our standard: ready now, after the product, or open."""
    words = material.words
    outlook = Outlook(material.project, material.comparison, words)
    page = material.page(words(M("Standard proposals")), _WIDTHS)
    page.title(words(M("Standard proposals")), words(NOTICE))
    page.paragraph(words(material.comparison.rule))
    page.paragraph(
        words(
            M(
                "Drafts from limits looser than others' or missing in ours; what cannot be ordered is not proposed. "
                "Of several limits that our tested results meet with margin the strictest stands here."
            )
        ),
        font_color=QUIET,
    )
    if counted := outlook.counted():
        page.paragraph(counted, bold=True)
    head = page.row
    proposals = material.comparison.assessment.proposals
    page.table(
        [words(title) for _, title in PROPOSAL_HEADS],
        [_line(outlook, at) for at in range(len(proposals))],
        empty=words(M("There is nothing to propose")),
    )
    if proposals:
        page.sheet.autofilter(head, 0, page.row - 1, len(PROPOSAL_HEADS) - 1)
        page.sheet.freeze_panes(head + 1, 1)
    page.printing(material.footer, (head, head) if proposals else None)


def _line(outlook: Outlook, at: int) -> list[Content]:
    one = outlook.comparison.assessment.proposals[at]
    tones = {"readiness": tone(one.readiness), "verdict": tone(one.verdict)}
    if one.source.trust is Trust.UNCONFIRMED:
        tones["marks"] = Tone.UNKNOWN
    found: list[Content] = []
    for key, value in outlook.proposal(one).items():
        match value:
            case Decimal():
                places = 1 if key == "margin_percent" else natural_places(value, _PLACES)
                found.append(Number(value, places, signed=True))
            case None:
                found.append(Number(None))
            case str() if key in tones:
                found.append(Styled(value, tones[key]))
            case str():
                found.append(value)
    return found


def write_changes(material: Material) -> None:
    """A sheet of the changes alone, beside the proposals."""
    page = material.page(material.words(M("Changes of standards")), (24, 14, 13, 13, 20, 20, 60, 12))
    page.title(material.words(M("Changes of standards")), material.footer)
    transitions_block(material, page)
    page.printing(material.footer)


def transitions_block(material: Material, page: Page) -> None:
    """The standards in use that change within 24 months or are no longer in force."""
    words = material.words
    outlook = Outlook(material.project, material.comparison, words)
    page.heading(
        words(
            M(
                "Standards in use that change within 24 months, are no longer in force, or adopt an old edition"
            )
        )
    )
    rows: list[tuple[Content, ...]] = []
    for one in material.comparison.assessment.transitions:
        number, status, *rest, trust = outlook.transition(one)
        mark = Styled(trust, Tone.UNKNOWN if one.trust is Trust.UNCONFIRMED else Tone.NEUTRAL)
        rows.append((number, Styled(status, change_tone(one)), *rest, mark))
    page.table([words(head) for head in TRANSITION_HEADS], rows, empty=words(M("None is known to change")))


def domains_block(material: Material, page: Page) -> None:
    """The rates of each market by domain of the indicators."""
    words = material.words
    if not material.comparison.consistency_by_domain:
        return
    outlook = Outlook(material.project, material.comparison, words)
    page.heading(words(M("Consistency by domain")))
    page.table(
        [
            words(head)
            for head in (
                M("Market"),
                M("Domain"),
                M("Consistency rate"),
                M("Orderable consistency rate"),
                M("Coverage"),
            )
        ],
        [outlook.domain(one) for one in material.comparison.consistency_by_domain],
    )
