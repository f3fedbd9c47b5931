"""The tables of the reports as blocks: the same wording as the workbook, as cells of a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from compare_app.domain.comparison import Comparison, Gap, IndicatorRow, LimitSide, StandardRow
from compare_app.domain.differences import has_figure
from compare_app.domain.digest import (
    actions_of,
    benchmark,
    is_open,
    is_overdue,
    primary_gap,
    step_text,
    tally,
    whole_market,
    worst_gaps,
)
from compare_app.domain.loop import Action
from compare_app.domain.model import Category, Indicator, Product
from compare_app.domain.project import Project
from compare_app.domain.report import Fact, Facts, Table, TableCell
from compare_app.domain.signs import sign, tone
from compare_app.domain.terms import Comparability, Conformity, Market, Role, Standing, Step, Trust, Verdict
from compare_app.domain.tone import Tone
from compare_app.exporters.cells import figure, natural_places, percent, places_of, visible
from compare_app.exporters.definitions import DEFINITIONS
from compare_app.exporters.evidence import (
    edition_status,
    editions_used,
    explanations,
    methods_used,
    products_compared,
    unconfirmed_facts,
)
from compare_app.exporters.outlook import full_number
from compare_app.exporters.phrases import (
    basis_text,
    capital,
    conclusion_text,
    gap_text,
    grade_text,
    indicator_marks,
    indicator_name,
    joined,
    judgements_text,
    labelled,
    limit_text,
    listed,
    product_name,
    rank_text,
    relative_text,
    source_text,
    spoken,
    standard_marks,
    standard_reason,
    step_code,
    unconfirmed,
    value_text,
    with_unit,
)
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording

ROLES = (Role.DOMESTIC, Role.INTERNATIONAL)


def cell(text: str, colour: Tone = Tone.NEUTRAL, *, bold: bool = False, right: bool = False) -> TableCell:
    """A cell; characters nobody sees are shown."""
    return TableCell(visible(text), colour, "right" if right else "left", bold)


def made(
    words: Wording,
    heads: Sequence[Message],
    rows: Iterable[Sequence[TableCell | str]],
    widths: Sequence[float],
) -> Table:
    """A table from cells and plain texts."""
    return Table(
        header=tuple(words(head) for head in heads),
        rows=tuple(tuple(one if isinstance(one, TableCell) else cell(one) for one in row) for row in rows),
        widths=tuple(widths),
    )


def identity_table(project: Project, comparison: Comparison, words: Wording) -> Table:
    """What is compared with what, on which day, by which rule."""
    product = project.get(Product, comparison.product_id)
    category = project.get(Category, comparison.category_id)
    executed = [
        " ".join(
            part
            for part in (full_number(one, words), one.title, unconfirmed(one.source.trust, words))
            if part
        )
        for one in project.executed(comparison.product_id)
    ]
    rows = [
        (M("Product"), product_name(project, comparison.product_id, words)),
        (
            M("Brand and model"),
            " ".join(part for part in (product.brand, product.model) if part) if product else "",
        ),
        (M("Enterprise"), product.enterprise if product else ""),
        (M("Category"), category.name if category else ""),
        (M("Executed standards"), "\n".join(executed)),
        (M("Reference date"), comparison.on.isoformat()),
        *((M("{name}", name=role), benchmark_text(project, comparison, role, words)) for role in ROLES),
        (M("Present step"), words(step_text(project, comparison.ladder))),
        (M("Rule of judgement"), words(comparison.rule)),
    ]
    return Table(
        header=(),
        rows=tuple((cell(capital(words(caption)), bold=True), cell(text or "—")) for caption, text in rows),
        widths=(1, 4),
    )


def benchmark_text(project: Project, comparison: Comparison, role: Role, words: Wording) -> str:
    """The primary benchmark of a role with the reason of its choice."""
    product = project.get(Product, benchmark(comparison, role))
    if product is None:
        return words(M("none chosen"))
    reason = words(M("reason: {reason}", reason=product.reason)) if product.reason else ""
    name = product_name(project, product.id, words)
    return "\n".join(part for part in (name, reason, unconfirmed(product.source.trust, words)) if part)


def facts(project: Project, comparison: Comparison, words: Wording) -> Facts:
    """The large figures: step, standards per market, products per role, what is overdue."""
    ladder = comparison.ladder
    items = [
        Fact.plain(
            words(M("Present step")),
            step_code(ladder) or "—",
            words(step_text(project, ladder)),
            Tone.FAIL if ladder.step is Step.L0 and ladder.assessed else Tone.OURS,
        )
    ]
    for market in Market:
        one = whole_market(comparison, market)
        if one is None:
            continue
        looser = one.counts.get(Verdict.LOOSER, 0)
        items.append(
            Fact.plain(
                capital(words(M("{market} standards: equal or stricter", market=market))),
                f"{one.counts.get(Verdict.STRICTER, 0) + one.counts.get(Verdict.EQUAL, 0)} / {one.rate_of}",
                words(
                    M(
                        "{looser} looser; coverage {coverage}",
                        looser=looser,
                        coverage=percent(one.coverage, 0),
                    )
                ),
                Tone.WORSE if looser else Tone.LEVEL,
            )
        )
    for role in ROLES:
        counted = tally(comparison, role)
        if counted is None:
            continue
        items.append(
            Fact(
                words(M("Against the {role}", role=role)),
                tuple(
                    (f"{sign(standing)}{count}", tone(standing) if count else Tone.UNKNOWN)
                    for standing, count in (
                        (Standing.AHEAD, counted.ahead),
                        (Standing.LEVEL, counted.level),
                        (Standing.BEHIND, counted.behind),
                    )
                ),
                words(M("{judged} of {total} indicators judged", judged=counted.judged, total=counted.total)),
                Tone.WORSE if counted.behind else Tone.BETTER if counted.ahead else Tone.LEVEL,
            )
        )
    actions = actions_of(project, comparison.product_id)
    late = sum(is_overdue(action, comparison.on) for action in actions)
    items.append(
        Fact.plain(
            words(M("Actions overdue")),
            str(late),
            words(M("{open} of {all} open", open=sum(map(is_open, actions)), all=len(actions))),
            Tone.WORSE if late else Tone.LEVEL,
        )
    )
    return Facts(tuple(items))


def standards_table(project: Project, rows: Sequence[StandardRow], words: Wording) -> Table:
    """Form F3 for one market."""

    def side(limit: LimitSide | None) -> tuple[str, str]:
        if limit is None:
            return ("—", "—")
        method = words(M("method: {method}", method=limit.method)) if limit.method else ""
        source = source_text(limit.standard, limit.clause)
        return ("\n".join(part for part in (source, method) if part), limit_text(limit, words))

    return made(
        words,
        (
            M("Indicator"),
            M("Our standard, clause"),
            M("Our limit"),
            M("Their standard, clause"),
            M("Their limit"),
            M("Market, region"),
            M("Verdict"),
            M("Reason"),
            M("Marks"),
        ),
        (
            (
                indicator_name(project, row.indicator_id, words),
                *side(row.ours),
                *side(row.theirs),
                words.term(row.market) + (f" · {row.region}" if row.region else ""),
                cell(spoken(row.verdict, words), tone(row.verdict)),
                standard_reason(row, words),
                standard_marks(row, words),
            )
            for row in rows
        ),
        (1.4, 1.9, 1.5, 1.9, 1.5, 1.2, 1.1, 1.2, 1.5),
    )


def indicators_table(project: Project, comparison: Comparison, words: Wording) -> Table:
    """Form F4."""
    return made(
        words,
        (
            M("Indicator"),
            M("Direction, weight, A/B"),
            M("Limits and conformity"),
            M("Our value"),
            M("Domestic benchmark"),
            M("Conclusion"),
            M("International benchmark"),
            M("Conclusion"),
            M("Rank / of"),
            M("Marks"),
        ),
        (_indicator_cells(project, row, words) for row in comparison.indicators),
        (1.5, 1.1, 2.6, 1.3, 1.4, 1.2, 1.4, 1.2, 0.9, 1.3),
    )


def _indicator_cells(project: Project, row: IndicatorRow, words: Wording) -> tuple[TableCell | str, ...]:
    indicator = project.get(Indicator, row.indicator_id)
    head = indicator_name(project, row.indicator_id, words)
    scheme = ""
    if indicator is not None:
        weight = figure(indicator.weight, natural_places(indicator.weight))
        scheme = listed((words.term(indicator.direction), weight, words.term(indicator.severity)), words)
    failed = any(one.conformity is Conformity.FAIL for one in row.judgements)
    place = rank_text(row.pool, words)
    if row.pool is not None and not row.pool.alone:
        place += f"\n{figure(row.pool.percentile, 1)} %"
    return (
        f"{head}\n{row.ours.unit}" if row.ours.unit else head,
        scheme,
        cell(judgements_text(row, words), Tone.FAIL if failed else Tone.NEUTRAL),
        _ours(row, words),
        *_pair(project, row, Role.DOMESTIC, words),
        *_pair(project, row, Role.INTERNATIONAL, words),
        "\n".join(part for part in (place, grade_text(row, words)) if part),
        indicator_marks(row, words),
    )


def _ours(row: IndicatorRow, words: Wording) -> str:
    ours = row.ours
    lines = [listed((value_text(ours, words), basis_text(ours, words)), words)]
    places = places_of(ours.text)
    statistics = [f"n = {ours.n}"] if ours.n else []
    if ours.deviation is not None:
        statistics.append(f"{words(M('SD'))} = {figure(ours.deviation, places + 2)}")
    if ours.uncertainty is not None:
        statistics.append(f"U = {figure(ours.uncertainty, max(places, natural_places(ours.uncertainty)))}")
    return "\n".join([*lines, joined(statistics, words)]).strip()


def _pair(project: Project, row: IndicatorRow, role: Role, words: Wording) -> tuple[TableCell | str, ...]:
    gap = primary_gap(row, role)
    if gap is None:
        return ("—", "")
    return (_theirs(project, row, gap, words), cell(conclusion_text(row, gap, words), conclusion_tone(gap)))


def _theirs(project: Project, row: IndicatorRow, gap: Gap, words: Wording) -> str:
    lines = [listed((value_text(gap.theirs, words), basis_text(gap.theirs, words)), words)]
    if has_figure(gap):
        lines.append(words(M("gap {gap}", gap=gap_text(project, row, gap, words))))
    if gap.relative is not None:
        lines.append(relative_text(gap))
    return "\n".join(lines)


def conclusion_tone(gap: Gap) -> Tone:
    """A pair that is not fully comparable stays grey, whatever its gap."""
    if gap.conclusion is None or gap.comparability in (
        Comparability.NOT_COMPARABLE,
        Comparability.MIXED_BASIS,
    ):
        return Tone.UNKNOWN
    return tone(gap.conclusion)


def gaps_table(project: Project, comparison: Comparison, words: Wording, most: int) -> Table:
    """The worst gaps, worst first."""
    return made(
        words,
        (
            M("Indicator"),
            M("Compared with"),
            M("Ours"),
            M("Theirs"),
            M("Gap"),
            M("Gap in %"),
            M("Conclusion"),
        ),
        (
            (
                indicator_name(project, row.indicator_id, words),
                words.term(gap.role),
                with_unit(value_text(row.ours, words), row.ours.unit),
                with_unit(value_text(gap.theirs, words), row.ours.unit),
                cell(gap_text(project, row, gap, words), Tone.WORSE, right=True),
                cell(relative_text(gap), right=True),
                cell(conclusion_text(row, gap, words), conclusion_tone(gap)),
            )
            for row, gap in worst_gaps(project, comparison)[:most]
        ),
        (1.6, 1.2, 1, 1, 1, 0.8, 1.6),
    )


def ladder_table(project: Project, comparison: Comparison, words: Wording) -> Table:
    """Each step reached with its evidence, and what blocks the next one."""
    ladder = comparison.ladder
    rows: list[tuple[TableCell | str, ...]] = [
        (words.term(step), cell("● " + words(M("reached")), Tone.BETTER), words(reason))
        for step, reason in ladder.achieved
    ]
    for one in ladder.blockers:
        name = indicator_name(project, one.indicator_id, words) if one.indicator_id else ""
        state = "○ " + words(M("not assessed")) if one.unknown else "▼ " + words(M("not reached"))
        rows.append(
            (
                words.term(one.step),
                cell(state, Tone.UNKNOWN if one.unknown else Tone.WORSE),
                labelled(name, words(one.reason), words),
            )
        )
    return made(words, (M("Step"), M("State"), M("Evidence, or what blocks it")), rows, (1.2, 1, 5))


def scores_table(project: Project, comparison: Comparison, words: Wording) -> Table:
    """The weighted score with its coverage and the weakest core indicator beside it."""
    return made(
        words,
        (
            M("Compared with"),
            M("Score 0–100"),
            M("Coverage"),
            M("Weight covered"),
            M("Weakest core indicator"),
        ),
        (
            (
                words.term(one.role),
                cell(figure(one.value, 1), right=True),
                words(M("{covered} of {total} indicators", covered=one.covered, total=one.total)),
                percent(one.weight_covered),
                f"{indicator_name(project, one.weakest_id, words)}  {figure(one.weakest_score, 1)}"
                if one.weakest_id
                else "—",
            )
            for one in comparison.scores
        ),
        (1, 1, 1.4, 1, 1.6),
    )


def plan_table(project: Project, actions: Sequence[Action], comparison: Comparison, words: Wording) -> Table:
    """Form F7, as far as a page needs it."""
    return made(
        words,
        (
            M("No."),
            M("Indicator"),
            M("Gap"),
            M("Measure"),
            M("Type of measure"),
            M("Owner"),
            M("Due date"),
            M("Target value"),
            M("Status"),
        ),
        (
            (
                str(one.position),
                indicator_name(project, one.indicator_id, words) if one.indicator_id else "",
                one.gap,
                one.measure or "—",
                words.term(one.action_type),
                one.owner or "—",
                _due(one, comparison, words),
                with_unit(format(one.target, "f"), one.unit)
                if one.target is not None
                else one.target_text or "—",
                words.term(one.status),
            )
            for one in actions
        ),
        (0.7, 1.3, 2.2, 1.8, 0.9, 0.9, 1.1, 1.2, 0.9),
    )


def _due(action: Action, comparison: Comparison, words: Wording) -> TableCell:
    if action.due is None:
        return cell("—")
    if is_overdue(action, comparison.on):
        days = (comparison.on - action.due).days
        return cell(f"{action.due.isoformat()}\n{words(M('overdue by {days} d', days=days))}", Tone.WORSE)
    return cell(action.due.isoformat())


def sources_table(project: Project, comparison: Comparison, words: Wording) -> Table:
    """The standards with their status on the reference date and whether they were checked."""
    return made(
        words,
        (
            M("Standard number"),
            M("Title"),
            M("Market, region"),
            M("Force"),
            M("In force from"),
            M("Status on the reference date"),
            M("Confirmed?"),
            M("Taken from"),
        ),
        (
            (
                full_number(one, words),
                one.title_en if words.language == "en" and one.title_en else one.title or one.title_en,
                words.term(one.market) + (f" · {one.region}" if one.region else ""),
                words.term(one.force),
                one.effective.isoformat() if one.effective else "—",
                words.term(edition_status(project, one, comparison)),
                cell(
                    words.term(one.source.trust),
                    Tone.UNKNOWN if one.source.trust is Trust.UNCONFIRMED else Tone.NEUTRAL,
                ),
                "  ".join(part for part in (one.source.document, one.source.place) if part),
            )
            for one in editions_used(project, comparison)
        ),
        (1.3, 2, 0.9, 0.9, 0.9, 0.9, 0.8, 2),
    )


def methods_table(project: Project, comparison: Comparison, words: Wording) -> Table:
    """The test methods of the requirements."""
    return made(
        words,
        (
            M("Standard number"),
            M("Clause"),
            M("Title"),
            M("Conditions"),
            M("Comparability group"),
            M("Confirmed?"),
        ),
        (
            (one.standard, one.clause, one.title, one.conditions, one.group, words.term(one.source.trust))
            for one in methods_used(project, comparison, {})
        ),
        (1.4, 0.6, 2, 1.6, 1, 0.8),
    )


def products_table(project: Project, comparison: Comparison, words: Wording) -> Table:
    """Every product that is compared, with the reason why."""
    return made(
        words,
        (
            M("Product"),
            M("Brand, model, enterprise"),
            M("Role"),
            M("Reason for choosing it"),
            M("Confirmed?"),
        ),
        (
            (
                product_name(project, one.id, words),
                " ".join(part for part in (one.brand, one.model, one.enterprise) if part),
                words.term(one.role) + (f" ({words(M('primary'))})" if one.primary else ""),
                one.reason,
                words.term(one.source.trust),
            )
            for one in products_compared(project, comparison)
        ),
        (1.8, 1.8, 1.3, 2.2, 0.8),
    )


def unconfirmed_table(project: Project, comparison: Comparison, words: Wording) -> Table:
    """Everything that still has to be checked against its source."""
    return made(
        words,
        (M("Kind"), M("What"), M("Taken from")),
        (
            (cell(fact.kind, Tone.UNKNOWN), fact.what, fact.document or "—")
            for fact in unconfirmed_facts(project, comparison, {}, words)
        ),
        (0.8, 4, 2.5),
    )


def definitions_table(words: Wording) -> Table:
    """What the words and figures mean."""
    return Table(
        (), tuple((cell(words(title), bold=True), cell(words(text))) for title, text in DEFINITIONS), (1, 5)
    )


def steps_table(project: Project, comparison: Comparison, words: Wording) -> Table:
    """How the verdicts and the gaps to the primary benchmarks came about; the workbook has every step."""
    rows: list[tuple[TableCell | str, ...]] = []
    for one in explanations(project, comparison, words, brief=True):
        for number, step in enumerate(one.lines, 1):
            rows.append((one.subject if number == 1 else "", f"{number}. {step.text}", step.rule, step.cells))
    return made(
        words, (M("Subject"), M("Step taken"), M("Rule"), M("Source cell")), rows, (2.2, 3.4, 1.4, 2.2)
    )
