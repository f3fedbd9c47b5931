"""Taking in a re-test: what stood before is kept as an earlier state, every action concerned gets its verdict."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields, replace
from datetime import datetime
from decimal import Decimal
from typing import Final, TypeVar

from compare_app.domain.closing import lack
from compare_app.domain.comparison import Summary
from compare_app.domain.digest import actions_of
from compare_app.domain.edit import Edit, Ref
from compare_app.domain.loop import Action, Verification
from compare_app.domain.model import (
    Executed,
    Indicator,
    Override,
    Product,
    Result,
    Sample,
    TestMethod,
    TestReport,
    new_id,
)
from compare_app.domain.number import plain, round_to
from compare_app.domain.project import Project
from compare_app.domain.record import Record
from compare_app.domain.result_text import parse_result
from compare_app.domain.retest import SEPARATOR, Judged, Retest, Retested
from compare_app.domain.rules import rule_of
from compare_app.domain.terms import ActionStatus, ActionType, Basis, Role, SampleKind
from compare_app.domain.value import Number
from compare_app.engine.again import verdicts_on, with_derived
from compare_app.engine.compare import summaries_of
from compare_app.engine.targets import meets, still_met
from compare_app.errors import AppError
from compare_app.text.message import M

S = TypeVar("S", Sample, TestReport)

_DIGITS: Final = (6, 9, 12, 20)  # of a computed value, where the four that are shown do not carry its verdict


def retest(project: Project, given: Retest, before: Sequence[Result], at: datetime) -> Retested:
    """What a re-test changes, as one edit; nothing is stored.

    `before` are all results of the product as they stand. Declared values stay beside the new tested ones; every other
    value of a tested indicator moves into the earlier state, and so does a person's verdict on it: it was given on
    values that are no longer there. A report without a number, a product that is not ours, or a re-test of before the
    values that stand is an AppError.
    """
    product = project.get(Product, given.product_id)
    if product is None or product.role is not Role.OURS:
        raise AppError(
            "RETEST-PRODUCT",
            M("Only a product of our own is tested again"),
            M("Choose one in the role {role}", role=Role.OURS),
        )
    if not given.report.number.strip() or not given.sample.code.strip():
        raise AppError(
            "RETEST-EVIDENCE",
            M("A re-test needs the number of its report and the code of its sample"),
            M("State both: without them nobody can look it up"),
        )
    if not given.results:
        raise AppError(
            "RETEST-EMPTY",
            M("The re-test of {product} holds no value", product=product.name),
            M("State what was measured; a re-test without a value proves nothing"),
        )
    report, sample = _report(project, given.report), _sample(project, given.sample, product.id)
    _refuse_earlier(project, given, report, before)
    earlier, puts = _earlier(project, product, given, before)
    tested = list(dict.fromkeys(one.indicator_id for one in given.results))
    fresh: list[Result] = []
    gone: list[Result] = []
    for indicator_id in tested:
        stood = [one for one in before if one.indicator_id == indicator_id]
        declared = {one.replicate for one in stood if one.basis is Basis.DECLARED}
        gone += [one for one in stood if one.replicate not in declared]
        fresh += _numbered(given, indicator_id, declared, report, sample)
    kept = {one.id for one in fresh}
    removes = [Ref(Result, one.id) for one in gone if one.id not in kept]
    away = {one.id for one in gone}
    after = [*(one for one in before if one.id not in away), *fresh]
    concerned = with_derived(project.indicators(product.category_id), tested, after)
    moved, taken_back = _verdicts(project, product, earlier if puts else None, concerned)
    shown = summaries_of(
        product.id,
        project.indicators(product.category_id),
        after,
        project.all(TestMethod),
        {**project.all(Sample), sample.id: sample},
    )
    verifications = _judged(project, given, concerned, shown, fresh, (report, sample, earlier), at)
    edit = Edit(
        M("Re-test of {product}, report {report}", product=product.name, report=report.number),
        (
            report,
            sample,
            *puts,
            *moved,
            *fresh,
            *(one.verification for one in verifications),
            *(one.action for one in verifications),
        ),
        (*removes, *taken_back),
    )
    return Retested(edit, verifications, earlier)


def _refuse_earlier(project: Project, given: Retest, report: TestReport, before: Sequence[Result]) -> None:
    """AppError RETEST-EARLIER where an indicator was tested since: only a later re-test takes the place of values.

    The same report once more is no other test: its day may be corrected that way.
    """
    for one in before:
        if one.report_id == report.id:
            continue
        mine = [put.tested_on or given.on for put in given.results if put.indicator_id == one.indicator_id]
        stood = one.tested_on if one.basis is Basis.TESTED else None
        if mine and stood is not None and stood > max(mine):
            raise AppError(
                "RETEST-EARLIER",
                M(
                    "{indicator} was tested on {day}, after this re-test of {on}: "
                    "older values would take the place of newer ones",
                    indicator=project.all(Indicator)[one.indicator_id].name,
                    day=stood,
                    on=max(mine),
                ),
                M("Correct the day of one of the two, or leave out what was tested since"),
            )


def _report(project: Project, given: TestReport) -> TestReport:
    """The report of this number where the project has it: a second re-test of one report is the same report."""
    number = given.number.strip()
    given = replace(given, id=given.id or new_id(), number=number)
    known = next((one for one in project.all(TestReport).values() if one.number == number), None)
    return given if known is None else _completed(known, given)


def _sample(project: Project, given: Sample, product_id: str) -> Sample:
    code = given.code.strip()
    given = replace(given, id=given.id or new_id(), product_id=product_id, code=code)
    mine = (one for one in project.all(Sample).values() if (one.product_id, one.code) == (product_id, code))
    known = next(mine, None)
    return given if known is None else _completed(known, given)


def _completed(known: S, given: S) -> S:
    """What the project knows, with what it does not say filled in as the re-test states it."""
    blank = ("", None, 0, SampleKind.UNSTATED)
    names = [one.name for one in fields(known)]
    stated = {name: getattr(given, name) for name in names if getattr(known, name) in blank}
    return replace(known, **stated)


def _earlier(
    project: Project, product: Product, given: Retest, before: Sequence[Result]
) -> tuple[Product | None, list[Record]]:
    """The product that keeps what stood before the first re-test of the day, and the records that make it."""
    day = f"（{given.on.isoformat()} 前）"
    own = [one for one in project.products(product.category_id) if one.earlier_of == product.id]
    known = next((one for one in own if one.name.endswith(day)), None)  # whatever the product was called then
    if known is not None or not before:
        return known, []
    earlier = replace(
        product,
        id=new_id(),
        name=product.name + day,
        role=Role.OWN_HISTORY,
        primary=True,
        reason="",
        earlier_of=product.id,
    )
    puts: list[Record] = [earlier]
    puts += [replace(one, primary=False) for one in own if one.primary]
    puts += [
        Executed(new_id(), earlier.id, one.edition_id)
        for one in project.all(Executed).values()
        if one.product_id == product.id
    ]
    puts += [replace(one, product_id=earlier.id) for one in before]
    return earlier, puts


def _numbered(
    given: Retest, indicator_id: str, taken: set[int], report: TestReport, sample: Sample
) -> list[Result]:
    """The new results of one indicator, on replicate numbers that no declared value holds."""
    found: list[Result] = []
    number = 0
    for one in given.results:
        if one.indicator_id != indicator_id:
            continue
        number += 1
        while number in taken:
            number += 1
        found.append(
            replace(
                one,
                product_id=given.product_id,
                replicate=number,
                basis=Basis.TESTED,
                sample_id=sample.id,
                report_id=report.id,
                tested_on=one.tested_on or given.on,
            )
        )
    return found


def _verdicts(
    project: Project, product: Product, kept_in: Product | None, concerned: Collection[str]
) -> tuple[list[Override], list[Ref]]:
    """A person's verdicts leave with the values they were given on; a formula makes other values too.

    `kept_in` is the earlier state that this re-test makes. It keeps them all, so that what was not tested again is
    judged alike before and after; a copy from earlier that day holds other values than they were given on.
    """
    kept: list[Override] = []
    removed: list[Ref] = []
    for one, demand, named in verdicts_on(project, product.id):
        if demand.indicator_id in concerned:
            removed.append(Ref(Override, one.id))
        if kept_in is not None:
            kept.append(replace(one, id=new_id(), subject=f"result:{kept_in.id}:{named}"))
    return kept, removed


def _judged(
    project: Project,
    given: Retest,
    concerned: Collection[str],
    shown: dict[str, Summary],
    fresh: Sequence[Result],
    evidence: tuple[TestReport, Sample, Product | None],
    at: datetime,
) -> tuple[Judged, ...]:
    """A verification for every action on what was tested, or on what a formula makes of it.

    Cancelled rows are left alone, and rows about our standard: no measurement meets these.
    """
    report, sample, earlier = evidence
    found: list[Judged] = []
    for action in actions_of(project, given.product_id):
        indicator = project.get(Indicator, action.indicator_id)
        left_alone = action.status is ActionStatus.CANCELLED or action.action_type is ActionType.STANDARD
        if indicator is None or indicator.id not in concerned or left_alone:
            continue
        summary = shown[indicator.id]
        rule = rule_of(project, indicator.category_id)
        answer = meets(action, indicator, summary, rule)
        own = [one for one in fresh if one.indicator_id == indicator.id]
        raw, unit = _said(own, indicator) if own else (summary.text, indicator.unit)
        verification = Verification(
            id=new_id(),
            action_id=action.id,
            on=given.on,
            raw=raw,
            unit=unit,
            report_id=report.id,
            met=answer.met,
            sample_id=sample.id,
            earlier_id=earlier.id if earlier is not None else "",
            author=given.author,
            at=at,
        )
        if not own:
            verification = _telling(project, action, indicator, summary, verification)
        found.append(
            Judged(_moved(project, action, verification, report), verification, answer.met, answer.reason)
        )
    return tuple(found)


def _moved(project: Project, action: Action, one: Verification, report: TestReport) -> Action:
    """The action in the state that its re-test proves; unchanged where nobody can say."""
    if one.met is None:
        return action
    if not one.met:
        return replace(action, status=ActionStatus.NOT_MET)
    closed = replace(action, status=ActionStatus.VERIFIED)
    return closed if lack(project.with_records((report, one)), closed) is None else action


def _said(results: Sequence[Result], indicator: Indicator) -> tuple[str, str]:
    """The texts as typed and their unit; values in several units each name their own."""
    units = list(dict.fromkeys(one.unit or indicator.unit for one in results))
    texts = _texts(results)
    if len(units) > 1:
        texts = _texts([replace(one, raw=_named(one, indicator)) for one in results])
    return SEPARATOR.join(texts), units[0]


def _named(one: Result, indicator: Indicator) -> str:
    named = any(reading.unit for reading in parse_result(one.raw))
    return one.raw if named else f"{one.raw} {one.unit or indicator.unit}".strip()


def _texts(results: Sequence[Result]) -> list[str]:
    """The texts as typed, each once: one that holds a mean and a span stands behind two results."""
    found: list[str] = []
    for one in results:
        if not (found and found[-1] == one.raw and len(parse_result(one.raw)) > 1):
            found.append(one.raw)
    return found


def _telling(
    project: Project, action: Action, indicator: Indicator, summary: Summary, one: Verification
) -> Verification:
    """A computed value with the digits that its verdict needs: rounding must not turn it."""
    if not isinstance(summary.value, Number):
        return one
    exact = meets(action, indicator, summary, None).met
    value = summary.value.value
    for text in (summary.text, *(_rounded(value, digits) for digits in _DIGITS)):
        told = replace(one, raw=text)
        if still_met(project, action, told).met is exact:
            return told
    return replace(one, raw=plain(value))


def _rounded(value: Decimal, digits: int) -> str:
    return plain(round_to(value, Decimal(1).scaleb(value.adjusted() - digits + 1)))
