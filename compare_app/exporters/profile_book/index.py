"""The sheets of the simulated index: every year with its twelve figures, and the published values beside it."""

from __future__ import annotations

from decimal import Decimal

from compare_app.domain.index_table import ROWS
from compare_app.domain.profile import INDEX_NOTICE, IndexYear, index_text
from compare_app.domain.profile_digest import index_line
from compare_app.domain.terms import Trust
from compare_app.domain.tone import Tone
from compare_app.exporters.cells import natural_places
from compare_app.exporters.phrases import capital, joined
from compare_app.exporters.plan.look import QUIET
from compare_app.exporters.plan.page import Content, Number, Page, Styled
from compare_app.exporters.profile_book.material import Material
from compare_app.text.message import M


def write_index(material: Material) -> None:
    """A block a year: index and band, halves and nodes, the figures with bounds, weights and scores."""
    words, profile = material.words, material.profile
    page = material.page(words(M("Index, simulated")), (24, 28, 12, 16, 10, 10, 9, 10, 12, 30))
    page.title(words(M("Competitiveness index, simulated")), words(INDEX_NOTICE))
    page.paragraph(
        words(M("Bands: {name}; {source}", name=profile.bands.name, source=profile.bands.source)),
        font_color=QUIET,
    )
    if not profile.index:
        page.paragraph(words(M("No figure of the index is entered")), font_color=QUIET)
    for one in reversed(profile.index):
        _year(material, page, one)
    _references(material, page)
    page.printing(material.footer)


def _year(material: Material, page: Page, one: IndexYear) -> None:
    words, profile = material.words, material.profile
    page.heading(words(index_line(one, profile)))
    rows: list[tuple[Content, ...]] = [
        (words(M("Index, simulated")), _exact(one, material), None, words(one.band.name) if one.band else "—")
    ]
    for half in one.halves:
        rows.append((capital(words(half.name)), Number(half.score, 2), None, ""))
        rows += [
            (
                f"  {capital(words.term(node.node))}",
                Number(node.score, 2),
                Number(node.share * 100, 1, suffix=" %"),
                words(
                    M(
                        "figures with a score: {covered} of {total}",
                        covered=node.covered,
                        total=len(node.items),
                    )
                ),
            )
            for node in half.nodes
        ]
    heads = (M("Half and node"), M("Score"), M("Part of the index"), M("Remarks"))
    page.table([words(head) for head in heads], rows, (1, 1, 1, 7))
    page.row += 1
    _items(material, page, one)


def _exact(one: IndexYear, material: Material) -> Content:
    """The index as printed everywhere: rounding never carries it into another band."""
    text = index_text(one.value, material.profile.bands)
    if one.value is None:
        return Styled("—", Tone.UNKNOWN)
    return Number(Decimal(text), len(text.partition(".")[2]))


def _items(material: Material, page: Page, one: IndexYear) -> None:
    words = material.words
    heads = (
        M("Node"),
        M("Figure"),
        M("Value"),
        M("Unit"),
        M("Lower bound"),
        M("Upper bound"),
        M("Weight"),
        M("Score"),
        M("Part of the index"),
        M("Marks"),
    )
    rows: list[tuple[Content, ...]] = []
    for node in one.nodes:
        for item in node.items:
            marks = (
                material.mark(item.unconfirmed),
                words(M("held at its bound")) if item.clamped else "",
                words(item.reason) if item.reason is not None else "",
            )
            rows.append(
                (
                    capital(words.term(node.node)),
                    capital(words.term(item.item)),
                    _figure(item.value),
                    words(ROWS[item.item].unit),
                    _figure(item.low),
                    _figure(item.high),
                    _figure(item.weight),
                    Number(item.score, 2),
                    Number(None if item.share is None else item.share * 100, 1, suffix=" %"),
                    joined(marks, words),
                )
            )
    page.table([words(head) for head in heads], rows)


def _figure(value: Decimal | None) -> Number:
    """A figure with the digits it was entered with."""
    if value is None:
        return Number(None)
    exponent = value.as_tuple().exponent
    return Number(value, max(0, -exponent) if isinstance(exponent, int) else natural_places(value))


def _references(material: Material, page: Page) -> None:
    """Published values; those without a source are marked and compared with nothing."""
    words = material.words
    if not material.profile.index:
        return
    last = material.profile.index[-1]
    page.heading(
        words(
            M("Published values, computed with weights and bounds that are not known: for orientation only")
        )
    )
    rows: list[tuple[Content, ...]] = [
        (
            words(gap.reference.region),
            words(M("{year} (target)", year=str(gap.reference.year)))
            if gap.reference.target
            else str(gap.reference.year),
            Number(gap.reference.value, 2),
            Number(gap.difference, 2, signed=True),
            joined(
                (
                    "" if gap.reference.sourced else words.term(Trust.UNCONFIRMED),
                    words(gap.reference.source),
                ),
                words,
            ),
        )
        for gap in last.references
    ]
    heads = (M("Region"), M("Year"), M("Published"), M("Ours − published"), M("Source"))
    page.table([words(head) for head in heads], rows, (1, 1, 1, 1, 6))
