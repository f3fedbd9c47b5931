"""What the inspector says: where from, how judged, may I compare it, what may I do next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from compare_app.domain.comparison import (
    Comparison,
    Gap,
    IndicatorRow,
    Judgement,
    LimitSide,
    StandardRow,
    Summary,
    Trace,
)
from compare_app.domain.digest import NOTICE, grade_reached, mode_reason
from compare_app.domain.edit import Ref
from compare_app.domain.grading import marked_level
from compare_app.domain.model import (
    CellRef,
    Indicator,
    Product,
    Provenance,
    Requirement,
    Result,
    StandardEdition,
)
from compare_app.domain.project import Project
from compare_app.domain.rule_names import rule_name
from compare_app.domain.terms import (
    Basis,
    Comparability,
    Conformity,
    Standing,
    Trust,
    Verdict,
)
from compare_app.domain.value import Absent, Unread
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording
from ui.models.cases_grid import NewCase
from ui.widgets.inspector import Answer, Inspection, Offer
from ui.wording import (
    labelled,
    listed,
    named,
    numbered,
    short,
    spoken,
    unconfirmed,
    value_in_words,
    with_unit,
)

WHERE_FROM = M("Where does it come from?")
HOW_JUDGED = M("How was it judged?")
MAY_COMPARE = M("May I compare it?")
WHAT_NEXT = M("What may I do next?")


def inspect_standard_row(row: StandardRow, project: Project, words: Wording) -> Inspection:
    """Our limit beside theirs."""
    indicator = project.get(Indicator, row.indicator_id)
    where: list[str] = []
    for name, side in ((M("Our standard"), row.ours), (M("Their standard"), row.theirs)):
        where += side_lines(words(name), side, project, words)
    judged = steps_text(row.steps, words)
    if row.statistic_unconfirmed:
        judged.append(words("The statistic is not stated; taken as the mean, to be confirmed"))
    if row.override_reason:
        judged.append(words("The automatic verdict was {verdict}", verdict=row.automatic))
    compare = (
        [words("No: {reasons}", reasons=[words.term(reason) for reason in row.reasons])]
        if row.reasons
        else [
            words("Yes, limit against limit") if row.ours and row.theirs else words("There is only one side")
        ]
    )
    if (mode := mode_reason(row)) is not None:
        compare.append(words(mode))
    return Inspection(
        title=named(indicator, words) if indicator is not None else row.indicator_id,
        subtitle=f"{spoken(row.verdict, words)} · {words.term(row.market)}",
        answers=(
            Answer(words(WHERE_FROM), tuple(where)),
            Answer(words(HOW_JUDGED), tuple(judged), numbered=True),
            Answer(words(MAY_COMPARE), tuple(compare)),
            Answer(words(WHAT_NEXT), (words(_next_for_standard(row)),)),
        ),
        offer=Offer(words("Open a case…"), "diagnosis", NewCase(row.indicator_id)),
    )


def _next_for_standard(row: StandardRow) -> Message:
    match row.verdict:
        case Verdict.LOOSER:
            return M("Propose a stricter limit for the next edition of our standard, on the plan page")
        case Verdict.MISSING_OURS:
            return M("Decide whether our standard should take in this requirement; the plan page proposes it")
        case Verdict.DIFFERENT:
            return M(
                "Document the equivalence of the methods, or leave the pair out; a verdict can be changed with a reason"
            )
        case Verdict.PENDING:
            return M("State the order of classes, or set the verdict with a reason")
        case _:
            return M("Nothing needs to be done")


def side_lines(name: str, side: LimitSide | None, project: Project, words: Wording) -> list[str]:
    """One side of a comparison of limits: standard, limit as written, marks, and where it comes from."""
    if side is None:
        return [labelled(name, words("sets nothing"), words)]
    edition = project.get(StandardEdition, side.edition_id)
    number = numbered(edition, words) if edition is not None else side.standard
    lines = [
        labelled(name, f"{number} {side.clause}".strip(), words)
        + (f" [{words.term(side.status)}]" if side.status else "")
    ]
    marks = listed((words.term(side.statistic), side.condition, side.method), words)
    lines.append("    " + labelled(words("as written"), side.raw, words))
    lines.append(f"    {marks}")
    requirement = project.get(Requirement, side.requirement_id)
    if requirement is not None:
        lines += [f"    {line}" for line in source_lines(requirement.source, requirement.cell, words)]
    return lines


def _asked(focus: Gap | Judgement | None) -> str:
    """The requirement that a case would be opened from."""
    return focus.requirement_id if isinstance(focus, Judgement) else ""


def inspect_indicator(
    row: IndicatorRow, project: Project, words: Wording, focus: Gap | Judgement | None = None
) -> Inspection:
    """One indicator of our product, with the gap or judgement that is looked at first."""
    indicator = project.get(Indicator, row.indicator_id)
    title = named(indicator, words) if indicator is not None else row.indicator_id
    gaps = (focus,) if isinstance(focus, Gap) else row.gaps
    where = summary_lines(words("Ours"), row.ours, words)
    for gap in gaps:
        product = project.get(Product, gap.product_id)
        where += summary_lines(product.name if product is not None else gap.product_id, gap.theirs, words)
    judged: list[str] = []
    for judgement in (focus,) if isinstance(focus, Judgement) else row.judgements:
        judged.append(judgement_line(judgement, words))
        if judgement.worst is not None:
            judged.append("    " + words(M("worst value {value}", value=short(judgement.worst))))
        if judgement.note is not None:
            judged.append("    " + words(judgement.note))
        if judgement.automatic is not None:
            judged.append("    " + words("The automatic verdict was {verdict}", verdict=judgement.automatic))
        judged += [f"    {line}" for line in steps_text(judgement.steps, words)]
    compare: list[str] = []
    for gap in gaps:
        product = project.get(Product, gap.product_id)
        compare.append(
            labelled(
                product.name if product is not None else gap.product_id, comparability_text(gap, words), words
            )
        )
        compare += [f"    {words(remark)}" for remark in gap.remarks]
        compare += [f"    {line}" for line in steps_text(gap.steps, words)]
    if row.spread is not None:
        compare.append(words(row.spread.sentence))
    if not gaps:
        compare.append(words("There is no benchmark to compare it with"))
    parts = [with_unit(row.ours.text, row.ours.unit) or value_in_words(row.ours, words)]
    if row.pool is not None:
        parts.append(place_text(row, words))
        compare.append(labelled(words("The whole category"), place_text(row, words), words))
        compare += [f"    {line}" for line in steps_text(row.pool.steps, words)]
    return Inspection(
        title=title,
        subtitle=" · ".join(part for part in parts if part),
        answers=(
            Answer(words(WHERE_FROM), tuple(where)),
            Answer(words(HOW_JUDGED), tuple(judged) or (words("No requirement applies to it"),)),
            Answer(words(MAY_COMPARE), tuple(compare)),
            Answer(words(WHAT_NEXT), tuple(words(line) for line in _next_for_indicator(row))),
        ),
        offer=Offer(words("Open a case…"), "diagnosis", NewCase(row.indicator_id, _asked(focus))),
    )


def inspect_ladder(comparison: Comparison, words: Wording) -> Inspection:
    """Every condition of the ladder that was looked at, grades and the weighted scores, each with its steps."""
    ladder = comparison.ladder
    climbed = steps_text((replace(step, rule="") for step in ladder.steps), words)
    if ladder.table is not None:
        climbed.insert(0, words(ladder.table))
    answers = [Answer(words(M("Which condition holds at which step?")), tuple(climbed))]
    for grade in comparison.assessment.grades:
        lines = [
            words(marked_level(grade)),
            *steps_text((replace(one, rule="") for one in grade.steps), words),
        ]
        answers.append(Answer(grade.name, tuple(lines)))
    for score in comparison.scores:
        title = words(M("Weighted score against the {role}", role=score.role))
        answers.append(
            Answer(title, tuple(steps_text((replace(one, rule="") for one in score.steps), words)))
        )
    return Inspection(words.term(ladder.step), words(NOTICE), tuple(answers))


def _next_for_indicator(row: IndicatorRow) -> list[Message]:
    lines: list[Message] = []
    if any(one.conformity in (Conformity.FAIL, Conformity.CONDITIONAL_FAIL) for one in row.judgements):
        lines.append(M("It does not conform: put a measure into the plan first"))
    if isinstance(row.ours.value, Absent | Unread):
        lines.append(M("Test it or import its value; nothing is judged without it"))
    if any(gap.standing is Standing.BEHIND for gap in row.gaps):
        lines.append(M("It lags behind: give the gap an owner and a date on the plan page"))
    if any(gap.comparability is Comparability.MIXED_BASIS for gap in row.gaps):
        lines.append(M("Have the benchmark tested: declared and tested values carry no statement"))
    if row.ours.n == 1 and not isinstance(row.ours.value, Absent | Unread):
        lines.append(M("Test more specimens: with one value the comparison is numerical only"))
    return lines or [M("Nothing needs to be done")]


def summary_lines(name: str, summary: Summary, words: Wording) -> list[str]:
    """A value, as typed, and the cells it came from."""
    basis = words.term(summary.basis) if summary.basis is not None else ""
    head = listed(
        (with_unit(summary.text, summary.unit), basis, f"n = {summary.n}" if summary.n else ""), words
    )
    lines = [labelled(name, head or words("no value"), words)]
    mark = unconfirmed(summary.trust, words)
    if mark:
        lines.append(f"    {mark}")
    if summary.raw:
        lines.append("    " + labelled(words("as typed"), listed(summary.raw, words), words))
    lines += [f"    {place}" for place in grouped(summary.cells, words)]
    # the steps that only read a cell repeat what stands above
    told = (step for step in summary.steps if step.cell is None or step.rule)
    lines += [f"    {line}" for line in steps_text(told, words)]
    if summary.declared is not None:
        stated = with_unit(summary.declared.text, summary.declared.unit)
        lines.append("    " + labelled(words("declared beside it"), stated, words))
    for aside in summary.asides:
        stated = with_unit(aside.text, aside.unit)
        lines.append("    " + labelled(words("beside it, in a unit of its own"), stated, words))
    return lines


def grouped(cells: Iterable[CellRef], words: Wording) -> list[str]:
    """Cells by file and sheet: ``a.xlsx!实测!D2、D3、D4``."""
    sheets: dict[tuple[str, str], dict[str, None]] = {}
    for one in cells:
        if str(one):
            sheets.setdefault((one.file, one.sheet), {})[one.cell] = None
    return [
        "!".join(part for part in (file, sheet, listed(found, words)) if part)
        for (file, sheet), found in sheets.items()
    ]


def judgement_line(judgement: Judgement, words: Wording) -> str:
    """Standard, clause, limit and what came out."""
    source = f"{judgement.standard} {judgement.clause}".rstrip()
    grade = f" → {words(grade_reached(judgement))}" if judgement.grade else ""
    mark = unconfirmed(judgement.trust, words)
    said = listed((source, f"{judgement.limit_text}{grade}"), words) + (f" [{mark}]" if mark else "")
    return labelled(spoken(judgement.conformity, words), said, words)


def comparability_text(gap: Gap, words: Wording) -> str:
    """可比, or not and why."""
    text = spoken(gap.comparability, words)
    if gap.reasons:
        text += f" ({listed([words.term(reason) for reason in gap.reasons], words)})"
    return text


def place_text(row: IndicatorRow, words: Wording) -> str:
    """Rank in the pool; a censored value has a range of ranks."""
    place = row.pool
    if place is None:
        return ""
    if place.alone:
        return words(M("no rank: fewer than two comparable products"))
    if place.rank == place.rank_last:
        return words("rank {rank} of {of}", rank=place.rank, of=place.of)
    return words("rank {first} to {last} of {of}", first=place.rank, last=place.rank_last, of=place.of)


def steps_text(steps: Iterable[Trace], words: Wording) -> list[str]:
    """The steps of an explanation with their rules and cells."""
    lines = []
    for step in steps:
        tail = "; ".join(
            part
            for part in (rule_name(step.rule, words), str(step.cell) if step.cell is not None else "")
            if part
        )
        lines.append(words(step.message) + (f" [{tail}]" if tail else ""))
    return lines


def source_lines(source: Provenance, cell: CellRef, words: Wording) -> list[str]:
    """The document a fact comes from, who checked it, and the cell it was read from."""
    lines = []
    document = f"{source.document} {source.place}".strip()
    if document:
        lines.append(document)
    if source.checked_by:
        lines.append(
            words("checked by {name} on {day}", name=source.checked_by, day=source.checked_on or "—")
        )
    if source.trust is not Trust.CONFIRMED:
        lines.append(words.term(source.trust))
    if str(cell):
        lines.append(str(cell))
    return lines


def inspect_results(
    product: Product, indicator: Indicator, results: Iterable[Result], words: Wording
) -> Inspection:
    """What stands in one cell of the data page."""
    lines: list[str] = []
    for result in results:
        parts = [
            f"{result.raw or '—'} {result.unit}".strip(),
            words.term(result.basis) if result.basis is not Basis.TESTED else "",
            words.term(result.statistic),
            f"U = {result.uncertainty}" if result.uncertainty is not None else "",
            result.condition,
        ]
        lines.append(f"{result.replicate}. {listed(parts, words)}")
        if isinstance(result.value, Unread):
            lines.append(f"    {words('not understood; it carries no value')}")
        elif isinstance(result.value, Absent):
            lines.append(f"    {words.term(result.value.kind)}")
        if str(result.cell):
            lines.append(f"    {result.cell}")
        if result.note:
            lines.append(f"    {result.note}")
        mark = unconfirmed(result.trust, words)
        if mark:
            lines.append(f"    {mark}")
    return Inspection(
        title=product.name,
        about=Ref(Product, product.id),
        subtitle=f"{named(indicator, words)} {indicator.unit}".strip(),
        answers=(
            Answer(words(WHERE_FROM), tuple(lines) or (words("Nothing stands here"),)),
            Answer(
                words(WHAT_NEXT),
                (words("F2 edits the text; several values are separated by ;"),),
            ),
        ),
    )
