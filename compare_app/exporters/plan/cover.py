"""The cover: what the plan is about, where the product stands, who signs."""

from __future__ import annotations

from compare_app.domain.charts import NoChart
from compare_app.domain.digest import benchmark, notice_of, step_text
from compare_app.domain.model import Category, Product
from compare_app.domain.sign_off import signatures
from compare_app.domain.terms import Role, SignOffKind
from compare_app.domain.tone import Tone
from compare_app.exporters.outlook import full_number
from compare_app.exporters.phrases import capital, product_name, unconfirmed
from compare_app.exporters.plan.look import QUIET
from compare_app.exporters.plan.material import Material
from compare_app.exporters.plan.page import Content, Page, Styled
from compare_app.exporters.plan.pictures import insert_picture
from compare_app.text.message import M


def write_cover(material: Material) -> None:
    """The first page: product, enterprise, date, benchmarks, step, rule, boxes to sign; the radar where allowed."""
    words, product, comparison = material.words, material.product, material.comparison
    page = material.page(words(M("Cover")), (22, 62, 3, 34, 34))
    page.title(words(M("Quality improvement plan: one plan per enterprise")), words(notice_of(comparison)))
    page.row += 1
    category = material.project.get(Category, comparison.category_id)
    for caption, text in (
        (words(M("Product")), product_name(material.project, product.id, words)),
        (words(M("Brand and model")), " ".join(part for part in (product.brand, product.model) if part)),
        (words(M("Enterprise")), product.enterprise),
        (words(M("Unified social credit code")), product.credit_code),
        (words(M("Category")), category.name if category else ""),
        (words(M("Executed standards")), _executed(material)),
        (words(M("Reference date")), comparison.on.isoformat()),
        (capital(words.term(Role.DOMESTIC)), _benchmark(material, Role.DOMESTIC)),
        (capital(words.term(Role.INTERNATIONAL)), _benchmark(material, Role.INTERNATIONAL)),
        (words(M("Present step")), words(step_text(material.project, comparison.ladder))),
        (words(M("Rule of judgement")), words(comparison.rule)),
    ):
        page.line((Styled(caption, properties=(("bold", True), ("bg_color", "#F1F3F5"))), text or "—"))
    page.row += 1
    _sign_boxes(material, page)
    _radar(material, page)
    page.printing(material.footer, tall=1)


def _executed(material: Material) -> str:
    return "\n".join(
        " ".join(
            part
            for part in (
                full_number(edition, material.words),
                edition.title,
                unconfirmed(edition.source.trust, material.words),
            )
            if part
        )
        for edition in material.project.executed(material.product.id)
    )


def _benchmark(material: Material, role: Role) -> str:
    product = material.project.get(Product, benchmark(material.comparison, role))
    if product is None:
        return material.words(M("none chosen"))
    parts = (
        product_name(material.project, product.id, material.words),
        material.words(M("reason: {reason}", reason=product.reason)) if product.reason else "",
        unconfirmed(product.source.trust, material.words),
    )
    return "\n".join(part for part in parts if part)


def _sign_boxes(material: Material, page: Page) -> None:
    words = material.words
    signed = signatures(material.project, material.product.id)
    page.header((words(M("Signature")), words(M("Name, date, remark"))))
    for kind in SignOffKind:
        one = signed.get(kind)
        said: Content = ""
        if one is not None:
            parts = [one.name, one.at.date().isoformat()]
            if one.veto:
                parts.append(words(M("vetoed: {reason}", reason=one.reason)))
            said = Styled("  ".join(parts), Tone.FAIL if one.veto else Tone.NEUTRAL)
        page.line((Styled(capital(words.term(kind)), properties=(("bold", True),)), said))
        page.sheet.set_row(page.row - 1, 30)
    page.paragraph(
        words(M("Names and times are kept by this computer; they are no qualified electronic signature.")),
        font_color=QUIET,
        font_size=8,
        columns=2,
    )


def _radar(material: Material, page: Page) -> None:
    chart = material.charts.get("radar")
    match chart:
        case NoChart(_, reason, remedy):
            page.sheet.merge_range(3, 3, 8, 4, "", material.formats.get())
            page.text(
                3,
                3,
                "\n".join(part for part in (reason, remedy) if part),
                text_wrap=True,
                font_color=QUIET,
                valign="top",
            )
        case _ if "radar" in material.pictures:
            insert_picture(
                page, 3, 3, material.pictures["radar"], chart.title if chart is not None else "radar"
            )
