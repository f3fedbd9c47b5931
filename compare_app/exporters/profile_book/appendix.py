"""The last sheets: what was entered, and the steps behind every figure, ready to be printed as an appendix."""

from __future__ import annotations

from collections.abc import Iterable

from compare_app.domain.comparison import Trace
from compare_app.domain.model import IndexFigure, Inspection
from compare_app.domain.profile_digest import honour_title
from compare_app.domain.rule_names import rule_name
from compare_app.domain.terms import Trust
from compare_app.domain.tone import Tone
from compare_app.exporters.phrases import capital, joined
from compare_app.exporters.plan.page import Content, Page, Styled
from compare_app.exporters.profile_book.material import Material
from compare_app.text.message import M


def write_inputs(material: Material) -> None:
    """Every inspection and every figure as entered, with source and cell."""
    words, project = material.words, material.project
    page = material.page(words(M("Inputs")), (20, 9, 12, 9, 9, 18, 20, 22, 24, 20, 12, 34))
    page.title(words(M("Inspections and index figures as entered")))
    page.heading(words(M("Inspections")))
    heads = (
        M("Product class"),
        M("Ours"),
        M("Day or year"),
        M("Tested batches"),
        M("Failed batches"),
        M("Organiser"),
        M("Enterprise"),
        M("Product"),
        M("Failed items"),
        M("Laboratory"),
        M("Output"),
        M("Source"),
    )
    rows: list[tuple[Content, ...]] = []
    for one in project.all(Inspection).values():
        items = "; ".join(one.failed_items)
        rows.append(
            (
                one.product_class,
                words(M("yes")) if one.own else words(M("no")),
                one.inspected_on or ("" if one.year is None else str(one.year)),
                one.batches,
                one.failed,
                one.organiser,
                one.enterprise,
                " ".join(part for part in (one.product, one.lot) if part),
                Styled(
                    f"× {items} ({words(M('serious'))})" if one.serious else items,
                    Tone.FAIL if one.serious else Tone.NEUTRAL,
                ),
                one.laboratory,
                "" if one.output is None else f"{one.output:f}",
                joined(
                    (
                        one.source.document,
                        one.source.place,
                        material.mark(one.source.trust is Trust.UNCONFIRMED),
                        str(one.cell),
                        one.note,
                    ),
                    words,
                ),
            )
        )
    page.table([words(head) for head in heads], rows)
    _figures(material, page)
    page.printing(material.footer)


def _figures(material: Material, page: Page) -> None:
    words = material.words
    page.heading(words(M("Index figures")))
    heads = (
        M("Figure"),
        M("Year"),
        M("Value"),
        M("Lower bound"),
        M("Upper bound"),
        M("Weight"),
        M("Source"),
    )
    rows: list[tuple[Content, ...]] = [
        (
            capital(words.term(one.item)),
            one.year,
            *("—" if figure is None else f"{figure:f}" for figure in (one.value, one.low, one.high)),
            f"{one.weight:f}",
            joined(
                (
                    one.source.document,
                    one.source.place,
                    material.mark(one.source.trust is Trust.UNCONFIRMED),
                    one.note,
                ),
                words,
            ),
        )
        for one in material.project.all(IndexFigure).values()
    ]
    page.table([words(head) for head in heads], rows, (1, 1, 1, 1, 1, 1, 6))


def write_steps(material: Material) -> None:
    """One line a step, under the figure that it explains."""
    words, profile = material.words, material.profile
    page = material.page(words(M("Steps")), (40, 80, 34, 34))
    page.title(words(M("How every figure was found")))
    heads = (M("Subject"), M("Step taken"), M("Rule"), M("Source cell"))
    rows: list[tuple[Content, ...]] = []

    def add(subject: str, steps: Iterable[Trace]) -> None:
        rows.extend(
            (
                subject,
                f"{number}. {words(step.message)}",
                rule_name(step.rule, words),
                str(step.cell) if step.cell is not None else "",
            )
            for number, step in enumerate(steps, 1)
        )

    for rates, side in ((profile.own, M("our inspections")), (profile.market, M("market inspections"))):
        for one in rates.classes:
            add(joined((words(side), str(one.year), one.product_class), words), one.steps)
        for year in rates.years:
            add(joined((words(side), str(year.year)), words), year.steps)
    add(words(M("Honour list, estimate: {title}", title=honour_title(profile.honour))), profile.honour.steps)
    for found in profile.index:
        for item in found.items:
            add(joined((str(found.year), words.term(item.item)), words), item.steps)
        for node in found.nodes:
            add(joined((str(found.year), words.term(node.node)), words), node.steps)
        for half in found.halves:
            add(joined((str(found.year), words(half.name)), words), half.steps)
        add(joined((str(found.year), words(M("Index, simulated"))), words), found.steps)
    head = page.row
    page.table([words(head) for head in heads], rows)
    page.printing(material.footer, (head, head))
