"""The annual summary of 双比对双提升: what the released comparisons of a year prove, and where the plan stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from compare_app.domain.annual import Annual, LimitChange, ProductYear, ValueChange
from compare_app.domain.differences import difference_text
from compare_app.domain.frozen import Frozen, FrozenLimit, FrozenValue
from compare_app.domain.loop import Action, Verification
from compare_app.domain.report import Block, Fact, Facts, PageBreak, Report, Signatures, TableCell
from compare_app.domain.signs import tone
from compare_app.domain.terms import Standing, Step, Verdict
from compare_app.domain.tone import Tone
from compare_app.exporters.cells import figure, natural_places, places_of, rounded
from compare_app.exporters.documents.forms_loop import due_cell, met_cell, retest_day, target_text
from compare_app.exporters.documents.papers import Papers
from compare_app.exporters.phrases import joined, labelled, source_text, with_unit
from compare_app.exporters.report_tables import cell
from compare_app.text.message import M, Message

_RAISED: Final = {
    Verdict.STRICTER: ("▲", M("raised"), Tone.BETTER),
    Verdict.EQUAL: ("●", M("written otherwise, demands the same"), Tone.LEVEL),
    Verdict.LOOSER: ("▼", M("lowered"), Tone.WORSE),
    Verdict.MISSING_THEIRS: ("▲", M("newly limited"), Tone.BETTER),
    Verdict.MISSING_OURS: ("▼", M("no longer limited"), Tone.WORSE),
}
_OPEN: Final = ("○", M("changed, cannot be ordered"), Tone.UNKNOWN)
_CHANGED: Final = {
    Standing.AHEAD: ("▲", M("improved")),
    Standing.LEVEL: ("●", M("unchanged")),
    Standing.BEHIND: ("▼", M("declined")),
}


def annual_summary(papers: Papers, found: Annual) -> Report:
    """The summary over the products of the year."""
    words = papers.words
    title = M("Dual comparison, dual improvement: summary of {year}", year=found.year)
    one = found.products[0].product_id if len(found.products) == 1 else ""
    blocks: list[Block] = [
        PageBreak(words(M("The year"))),
        papers.title(title),
        papers.origin(one),
        papers.notice(),
        _facts(papers, found),
        papers.part(M("Quality ladder then and now")),
        papers.quiet(
            M("Then: the last comparison released before the year, else the first in it. Now: the last of the year.")
        ),
        _steps(papers, found),
        papers.part(M("Improvement of the standards")),
        _standards(papers, found),
        PageBreak(words(M("Indicators then and now"))),
        papers.title(M("Improvement of the indicators in {year}", year=found.year)),
        papers.quiet(M("Better is positive; numerical comparison of what the two releases show.")),
        _indicators(papers, found),
        PageBreak(words(M("Plan"))),
        papers.title(M("The improvement plan in {year}", year=found.year)),
        papers.quiet(M("Statuses as the plan holds them on {on}; it keeps no history of them.", on=found.on)),
        papers.part(M("Done: {count}", count=len(found.done))),
        _actions(papers, found.done),
        papers.part(M("Overdue: {count}", count=len(found.late))),
        _actions(papers, found.late),
        papers.part(M("Re-tests and waivers: {count}", count=len(found.verifications))),
        _verifications(papers, found.verifications),
        PageBreak(words(M("What stays open"))),
        papers.title(M("What stays open at the end of {year}", year=found.year)),
        *_open(papers, found),
        Signatures(
            tuple((words(name), "", "") for name in (M("Drawn up"), M("Chief quality officer"), M("Approved")))
        ),
    ]  # fmt: skip
    return papers.report(title, blocks, one)


def _facts(papers: Papers, found: Annual) -> Facts:
    """The year in figures; what nothing proves has a dash and the word why."""
    words = papers.words
    proved = [one for one in found.products if one.before and one.after]
    values = [change for one in proved for change in one.values]
    limits = [change for one in proved for change in one.limits]
    better = sum(one.standing is Standing.AHEAD for one in values)
    raised = sum(one.verdict in (Verdict.STRICTER, Verdict.MISSING_THEIRS) for one in limits)
    up = sum(_climbed(one) for one in proved)
    of = words(M("of {count} products with two releases", count=len(proved)))
    met = sum(bool(one.met) for one in found.verifications)
    unproved = words(M("no product has two releases"))
    items = (
        (words(M("Products a step higher")), str(up) if proved else "—", of if proved else unproved,
         Tone.BETTER if up else Tone.LEVEL),
        (words(M("Limits raised or new")), str(raised) if proved else "—",
         words(M("of {count} that changed", count=len(limits))) if proved else unproved,
         Tone.BETTER if raised else Tone.LEVEL),
        (words(M("Indicators improved")), str(better) if proved else "—",
         words(M("of {count} in both releases", count=len(values))) if proved else unproved,
         Tone.BETTER if better else Tone.LEVEL),
        (words(M("Actions done")), str(len(found.done)),
         words(M("verified in the year; without a date: {count}", count=len(found.undated))), Tone.LEVEL),
        (words(M("Actions overdue")), str(len(found.late)),
         words(M("of {count} open", count=len(found.late) + len(found.waiting))),
         Tone.WORSE if found.late else Tone.LEVEL),
        (words(M("Re-tests that met the target")), str(met),
         words(M("of {count} re-tests and waivers", count=len(found.verifications))), Tone.LEVEL),
    )  # fmt: skip
    return Facts(tuple(Fact.plain(*one) for one in items))


def _climbed(one: ProductYear) -> bool:
    before, after = one.before, one.after
    return before is not None and after is not None and _at(after.step) > _at(before.step)


def _at(step: Step | None) -> int:
    return -1 if step is None else int(step)


# --- then and now ----------------------------------------------------------------------------------------------------


def _steps(papers: Papers, found: Annual) -> Block:
    heads = (
        M("Product"),
        M("Step then"),
        M("Released report then"),
        M("Step now"),
        M("Released report now"),
        M("Change since then"),
    )
    rows = (_step(papers, one) for one in found.products)
    return papers.table(heads, rows, (1.6, 1.4, 1.8, 1.4, 1.8, 1.2))


def _step(papers: Papers, one: ProductYear) -> tuple[TableCell | str, ...]:
    none = papers.unsaid(M("no release: nothing is proved"))
    return (
        papers.product(one.product_id),
        _step_cell(papers, one.before),
        _release(one.before) if one.before else none,
        _step_cell(papers, one.after),
        _release(one.after) if one.after else none,
        _step_change(papers, one),
    )


def _step_cell(papers: Papers, one: Frozen | None) -> TableCell:
    if one is None:
        return cell("—")
    words = papers.words
    if one.step is None:
        return papers.unsaid(M("compliance not assessed"))
    if one.numeric_only:
        return cell(words(M("{step} (numerical comparison only)", step=one.step)))
    return cell(words.term(one.step))


def _release(one: Frozen) -> str:
    return "\n".join(part for part in (one.snapshot.title, one.on.isoformat()) if part)


def _step_change(papers: Papers, one: ProductYear) -> TableCell:
    before, after, words = one.before, one.after, papers.words
    if before is None or after is None:
        return papers.unsaid(M("cannot be said"))
    change = _at(after.step) - _at(before.step)
    if before.step is None or after.step is None:
        return (
            cell("● " + words(M("unchanged")), Tone.LEVEL)
            if not change
            else papers.unsaid(M("cannot be said"))
        )
    if not change:
        return cell("● " + words(M("unchanged")), Tone.LEVEL)
    said = words(M("{count} steps", count=f"{change:+d}".replace("-", "−")))
    return cell(f"▲ {said}", Tone.BETTER) if change > 0 else cell(f"▼ {said}", Tone.WORSE)


def _unproved(papers: Papers, found: Annual) -> list[str]:
    """Names of the products that have not two releases."""
    return [papers.product(one.product_id) for one in found.products if not (one.before and one.after)]


def _nothing(papers: Papers, found: Annual, otherwise: Message) -> Message:
    """Why a table of changes is empty: because nothing changed, or because nothing proves it."""
    names = _unproved(papers, found)
    return M("Without two releases nothing can be said of: {names}", names=names) if names else otherwise


def _standards(papers: Papers, found: Annual) -> Block:
    heads = (M("Product"), M("Indicator"), M("Limit then"), M("Limit now"), M("Change since then"))
    rows = [
        (papers.product(one.product_id), *_limit(papers, one, change))
        for one in found.products
        for change in one.limits
    ]
    if rows and (names := _unproved(papers, found)):
        rows.append(
            (*map(cell, ("\n".join(names), "—", "—", "—")), papers.unsaid(M("no release: nothing is proved")))
        )
    nothing = _nothing(papers, found, M("No limit of the executed standards changed between the releases"))
    return papers.table(heads, rows, (1.5, 1.4, 2, 2, 1.4), nothing)


def _limit(papers: Papers, one: ProductYear, change: LimitChange) -> tuple[TableCell | str, ...]:
    sign, said, colour = _RAISED.get(change.verdict, _OPEN)
    return (
        _name(papers, one, change.indicator_id),
        _limits(papers, change.before),
        _limits(papers, change.after),
        cell(f"{sign} {papers.words(said)}", colour),
    )


def _limits(papers: Papers, limits: Sequence[FrozenLimit]) -> TableCell:
    words = papers.words
    said = (
        labelled(
            source_text(one.standard, one.clause),
            joined((with_unit(one.limit, one.unit), one.condition), words),
            words,
        )
        for one in limits
    )
    return cell("\n".join(said)) if limits else papers.unsaid(M("set nothing"))


def _indicators(papers: Papers, found: Annual) -> Block:
    heads = (
        M("Product"),
        M("Indicator"),
        M("Value then"),
        M("Value now"),
        M("Improvement"),
        M("Improvement in %"),
        M("Conclusion"),
    )
    rows = [
        (papers.product(one.product_id), *_value(papers, change)) for one in found.products for change in one.values
    ]  # fmt: skip
    nothing = _nothing(papers, found, M("The releases have no indicator in common"))
    return papers.table(heads, rows, (1.5, 1.4, 1.2, 1.2, 1.2, 1, 2), nothing)


def _value(papers: Papers, change: ValueChange) -> tuple[TableCell | str, ...]:
    words, now = papers.words, change.after
    name = now.name_en if words.language == "en" and now.name_en else now.name
    if change.absolute is None:
        why = papers.unsaid(M("○ no figure: {reason}", reason=change.reason or M("cannot be said")))
        return name, _figure(papers, change.before), _figure(papers, now), cell("—"), cell("—"), why
    places = max(places_of(change.before.text), places_of(now.text))
    places = min(places, natural_places(change.absolute, places))
    while change.absolute and not rounded(change.absolute, places) and places < 12:
        places += 1  # a small change is not printed as none
    sign, said = _CHANGED[change.standing]
    return (
        name,
        _figure(papers, change.before),
        _figure(papers, now),
        cell(difference_text(figure(change.absolute, places, signed=True), now.unit, words), right=True),
        cell("—" if change.relative is None else f"{figure(change.relative, 1, signed=True)} %", right=True),
        cell(f"{sign} {words(said)}", tone(change.standing)),
    )


def _figure(papers: Papers, one: FrozenValue) -> TableCell:
    words = papers.words
    if not one.text:
        return papers.unsaid(M("no value"))
    basis = words.term(one.basis) if one.basis else ""
    return cell(joined((with_unit(one.text, one.unit), basis), words))


def _name(papers: Papers, one: ProductYear, indicator_id: str) -> str:
    """An indicator by the present scheme, or as the release named it."""
    if papers.scheme(indicator_id) is not None or one.after is None:
        return papers.indicator(indicator_id)
    value = one.after.value(indicator_id)
    return value.name if value else indicator_id


# --- the plan --------------------------------------------------------------------------------------------------------


def _actions(papers: Papers, actions: Sequence[Action]) -> Block:
    heads = (
        M("Product"),
        M("Indicator"),
        M("Measure"),
        M("Owner"),
        M("Due date"),
        M("Value at the start"),
        M("Target value"),
        M("Status"),
    )
    rows = (
        (
            papers.product(one.product_id),
            papers.indicator(one.indicator_id),
            papers.said(one.measure or one.gap),
            papers.said(one.owner),
            due_cell(papers, one),
            papers.said(one.baseline),
            papers.said(target_text(one)),
            papers.words.term(one.status),
        )
        for one in actions
    )
    return papers.table(heads, rows, (1.5, 1.3, 2.2, 0.9, 1.1, 1.1, 1.1, 0.9), M("None"))


def _verifications(papers: Papers, found: Iterable[Verification]) -> Block:
    heads = (
        M("Product"),
        M("Indicator"),
        M("Before"),
        M("After"),
        M("Target value"),
        M("Target met?"),
        M("Re-test on"),
        M("Evidence"),
    )
    rows = []
    for one in found:
        action = papers.project.get(Action, one.action_id)
        if action is None:
            continue
        evidence = "\n".join(
            part for part in (papers.reports((one.report_id,)), action.evidence, one.reason) if part
        )
        rows.append(
            (
                papers.product(action.product_id),
                papers.indicator(action.indicator_id),
                papers.said(action.baseline),
                papers.said(with_unit(one.raw, one.unit or action.unit)),
                papers.said(target_text(action)),
                met_cell(papers, one),
                retest_day(papers, one),
                papers.said(evidence),
            )
        )  # fmt: skip
    return papers.table(heads, rows, (1.5, 1.3, 1, 1, 1, 1.2, 1, 1.8), M("None"))


def _open(papers: Papers, found: Annual) -> list[Block]:
    """What the last release shows as not met or behind, and the open plan rows that are not late."""
    heads = (M("Product"), M("Not met"), M("Behind a benchmark"), M("As released on"))
    rows = (
        (
            papers.product(one.product_id),
            *(_names(papers, one.after) if one.after else (cell("—"), cell("—"))),
            one.after.on.isoformat() if one.after else papers.unsaid(M("no release: nothing is proved")),
        )
        for one in found.products
    )
    return [
        papers.part(M("By the last release of the year")),
        papers.table(heads, rows, (1.5, 2.5, 2.5, 1.5)),
        papers.part(M("Open plan rows not yet due: {count}", count=len(found.waiting))),
        _actions(papers, found.waiting),
    ]


def _names(papers: Papers, one: Frozen) -> tuple[TableCell, TableCell]:
    english = papers.words.language == "en"

    def listed(values: Iterable[FrozenValue]) -> str:
        return "\n".join(value.name_en if english and value.name_en else value.name for value in values)

    failed = listed(value for value in one.values if value.failed)
    behind = listed(value for value in one.values if value.behind)
    return (
        cell(failed or papers.words(M("None")), Tone.FAIL if failed else Tone.NEUTRAL),
        cell(behind or papers.words(M("None")), Tone.WORSE if behind else Tone.NEUTRAL),
    )
