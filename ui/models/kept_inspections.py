"""What the inspector says of samples, test reports and cases: mostly the files that prove them."""

from __future__ import annotations

from compare_app.domain.edit import Ref
from compare_app.domain.loop import Case
from compare_app.domain.model import Indicator, Product, Sample, TestReport
from compare_app.domain.project import Project
from compare_app.domain.terms import SampleKind
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.models.inspections import WHAT_NEXT, WHERE_FROM
from ui.widgets.inspector import Answer, Inspection
from ui.wording import joined, labelled, named


def inspect_sample(one: Sample, project: Project, words: Wording) -> Inspection:
    """Whose it is, how it was taken, and what is missing before it can be sent."""
    product = project.get(Product, one.product_id)
    kind = words.term(one.kind) if one.kind is not SampleKind.UNSTATED else ""
    day = one.produced.isoformat() if one.produced else ""
    facts = (
        (M("Kind of sample"), kind),
        (M("Batch"), one.batch),
        (M("Production date"), day),
        (M("Bought: channel, price, invoice"), one.purchase),
        (M("Seal no."), one.seal),
    )
    where = tuple(labelled(words(name), text, words) for name, text in facts if text)
    steps = []
    if not one.blind_code:
        steps.append(words("Draw its blind code before it leaves"))
    if not one.test_units:
        steps.append(words("State how many units are to be tested"))
    if not one.seal:
        steps.append(words("State the number of its seal"))
    return Inspection(
        joined([part for part in (one.code, one.blind_code) if part], words),
        product.name if product is not None else "",
        (
            Answer(words(WHERE_FROM), where or (words("Nothing is stated yet"),)),
            Answer(words(WHAT_NEXT), tuple(steps) or (words("It can go to the laboratory"),)),
        ),
        about=Ref(Sample, one.id),
    )


def inspect_report(one: TestReport, words: Wording) -> Inspection:
    """Who tested, with which approvals."""
    day = one.issued.isoformat() if one.issued else ""
    facts = ((M("CMA no."), one.cma), (M("CNAS no."), one.cnas), (M("Issued on"), day))
    where = tuple(labelled(words(name), text, words) for name, text in facts if text)
    return Inspection(
        one.number or one.laboratory,
        one.laboratory if one.number else "",
        (Answer(words(WHERE_FROM), where or (words("Nothing is stated yet"),)),),
        about=Ref(TestReport, one.id),
    )


def inspect_case(one: Case, project: Project, words: Wording) -> Inspection:
    """Which complaint of which product."""
    product, indicator = project.get(Product, one.product_id), project.get(Indicator, one.indicator_id)
    parts = (
        product.name if product is not None else "",
        named(indicator, words) if indicator is not None else "",
    )
    return Inspection(
        one.number or words("Case"),
        joined([part for part in parts if part], words),
        (Answer(words("Complaint"), tuple(one.complaint.splitlines()) or (words("Nothing is stated yet"),)),),
        about=Ref(Case, one.id),
    )
