"""The summary: the sentence, counts with denominators and coverage, the ladder with its blockers, the worst gaps."""

from __future__ import annotations

from compare_app.domain.digest import (
    conclusion,
    headline,
    is_open,
    is_overdue,
    notice_of,
    step_text,
    tally,
    worst_gaps,
)
from compare_app.domain.signs import tone
from compare_app.domain.terms import Outcome, Role, Step, Verdict
from compare_app.domain.tone import Tone
from compare_app.exporters.cells import percent
from compare_app.exporters.phrases import (
    conclusion_text,
    coverage_text,
    gap_text,
    indicator_name,
    labelled,
    listed,
    orderable_text,
    product_name,
    rate_text,
    spoken,
    unconfirmed,
    value_text,
    with_unit,
)
from compare_app.exporters.plan.look import HEAD_FONT, NAVY, QUIET
from compare_app.exporters.plan.material import Material
from compare_app.exporters.plan.outlook import domains_block
from compare_app.exporters.plan.page import Content, Number, Page, Styled
from compare_app.exporters.plan.rating import grades_block
from compare_app.text.message import M


def write_summary(material: Material) -> None:
    """One page: the sentence, counts with denominators and coverage, the ladder with its blockers, the worst gaps."""
    words, comparison = material.words, material.comparison
    page = material.page(words(M("Summary")), (26, 16, 14, 14, 14, 14, 16, 16, 30))
    page.title(words(M("Summary")), words(notice_of(comparison)))
    page.paragraph(
        words(headline(material.project, comparison)),
        bold=True,
        font_size=12,
        font_name=HEAD_FONT,
        font_color=NAVY,
    )
    failed = comparison.assessment.overall.outcome in (Outcome.NONCONFORMING, Outcome.SERIOUS)
    page.paragraph(words(conclusion(comparison)), tone=Tone.FAIL if failed else Tone.NEUTRAL)
    page.paragraph(words(comparison.rule), font_color=QUIET)
    for warning in comparison.warnings:
        page.paragraph("◆ " + words(warning), tone=Tone.UNKNOWN)
    _standards_block(material, page)
    domains_block(material, page)
    _products_block(material, page)
    _ladder_block(material, page)
    grades_block(material, page)
    _gaps_block(material, page)
    _scores_block(material, page)
    _plan_block(material, page)
    page.printing(material.footer, tall=1)


def _standards_block(material: Material, page: Page) -> None:
    words = material.words
    page.heading(words(M("Standards: how our limits stand")))
    counted = (Verdict.STRICTER, Verdict.EQUAL, Verdict.LOOSER, Verdict.DIFFERENT)
    titles = [
        words(M("Market")),
        words(M("Consistency rate")),
        *(spoken(verdict, words) for verdict in counted),
        words(M("Orderable consistency rate")),
        words(M("Coverage")),
        words(M("Missing, not judged")),
    ]
    rows: list[tuple[Content, ...]] = [
        (
            words.term(one.market) + (f" · {one.region}" if one.region else ""),
            rate_text(one, words),
            *(Styled(one.counts.get(verdict, 0), tone(verdict)) for verdict in counted),
            orderable_text(one, words),
            coverage_text(one, words),
            listed(
                (
                    f"{words.term(verdict)} {one.counts.get(verdict, 0)}"
                    for verdict in (Verdict.MISSING_OURS, Verdict.MISSING_THEIRS, Verdict.PENDING)
                ),
                words,
            ),
        )
        for one in material.comparison.consistency
    ]
    page.table(titles, rows)


def _products_block(material: Material, page: Page) -> None:
    words = material.words
    page.heading(words(M("Products: how our values stand")))
    rows: list[tuple[Content, ...]] = []
    for role in (Role.DOMESTIC, Role.INTERNATIONAL):
        counted = tally(material.comparison, role)
        if counted is None:
            continue
        rows.append(
            (
                words.term(role),
                product_name(material.project, counted.benchmark_id, words),
                Styled(counted.ahead, Tone.BETTER),
                Styled(counted.level, Tone.LEVEL),
                Styled(counted.behind, Tone.WORSE),
                Styled(counted.undecided, Tone.UNKNOWN),
                counted.mixed,
                counted.not_comparable,
                words(M("{judged} of {total} indicators judged", judged=counted.judged, total=counted.total)),
            )
        )
    page.table(
        (
            words(M("Compared with")),
            words(M("Benchmark")),
            words(M("▲ ahead")),
            words(M("● level")),
            words(M("▼ behind")),
            words(M("○ undecided")),
            words(M("◆ different basis")),
            words(M("○ not comparable")),
            words(M("Coverage")),
        ),
        rows,
        empty=words(M("No primary benchmark is chosen")),
    )


def _ladder_block(material: Material, page: Page) -> None:
    words, ladder = material.words, material.comparison.ladder
    page.heading(words(M("Quality ladder (enterprise's own evaluation, not official)")))
    page.paragraph(words(step_text(material.project, ladder)), bold=True)
    reached = dict(ladder.achieved)
    page.header((words(M("Step")), words(M("State")), words(M("Evidence, or what blocks it"))), (1, 1, 7))
    for step in reversed(Step):
        if step is Step.L0 and (ladder.step is not Step.L0 or not ladder.assessed):
            continue  # L0 is not climbed but left, and nobody stands on it before compliance is assessed
        blockers = [blocker for blocker in ladder.blockers if blocker.step is step]
        if step in reached:
            state, colour, lines = "● " + words(M("reached")), Tone.BETTER, [words(reached[step])]
        elif blockers:
            unknown = all(blocker.unknown for blocker in blockers)
            state = "○ " + words(M("not assessed")) if unknown else "▼ " + words(M("not reached"))
            colour = Tone.UNKNOWN if unknown else Tone.WORSE
            lines = [
                f"{'○' if blocker.unknown else '▼'} "
                + labelled(
                    indicator_name(material.project, blocker.indicator_id, words)
                    if blocker.indicator_id
                    else "",
                    words(blocker.reason),
                    words,
                )
                for blocker in blockers
            ]
        elif step is ladder.step:
            state, colour, lines = "● " + words(M("standing here")), Tone.LEVEL, []
        else:
            state, colour, lines = "○ " + words(M("further up")), Tone.UNKNOWN, []
        name = Styled(words.term(step), properties=(("bold", step is ladder.step),))
        page.line((name, Styled(state, colour), "\n".join(lines) or "—"), (1, 1, 7))


def _gaps_block(material: Material, page: Page) -> None:
    words = material.words
    page.heading(words(M("Largest gaps")))
    rows: list[tuple[Content, ...]] = []
    for row, gap in worst_gaps(material.project, material.comparison)[:8]:
        unit = row.ours.unit
        rows.append(
            (
                indicator_name(material.project, row.indicator_id, words),
                words.term(gap.role),
                with_unit(value_text(row.ours, words), unit),
                with_unit(value_text(gap.theirs, words), unit),
                Styled(gap_text(material.project, row, gap, words), Tone.WORSE),
                Number(gap.relative, 1, signed=True, suffix=" %"),
                product_name(material.project, gap.product_id, words),
                unconfirmed(gap.theirs.trust, words) or "",
                conclusion_text(row, gap, words),
            )
        )
    page.table(
        (
            words(M("Indicator")),
            words(M("Compared with")),
            words(M("Ours")),
            words(M("Theirs")),
            words(M("Gap")),
            words(M("Gap in %")),
            words(M("Benchmark")),
            words(M("Marks")),
            words(M("Conclusion")),
        ),
        rows,
        empty=words(M("No indicator is behind a primary benchmark")),
    )


def _scores_block(material: Material, page: Page) -> None:
    words = material.words
    page.heading(words(M("Weighted score (not official)")))
    rows: list[tuple[Content, ...]] = [
        (
            words.term(one.role),
            Number(one.value, 1),
            words(M("{covered} of {total} indicators", covered=one.covered, total=one.total)),
            percent(one.weight_covered),
            Number(one.weakest_score, 1),
            indicator_name(material.project, one.weakest_id, words) if one.weakest_id else "—",
        )
        for one in material.comparison.scores
    ]
    page.table(
        (
            words(M("Compared with")),
            words(M("Score 0–100")),
            words(M("Coverage")),
            words(M("Weight covered")),
            words(M("Lowest score")),
            words(M("Weakest core indicator")),
        ),
        rows,
    )


def _plan_block(material: Material, page: Page) -> None:
    words, on = material.words, material.comparison.on
    page.heading(words(M("Improvement plan")))
    late = [action for action in material.actions if is_overdue(action, on)]
    page.paragraph(
        words(
            M(
                "Actions: {all}; open: {open}; overdue on {on}: {overdue}",
                all=len(material.actions),
                open=sum(map(is_open, material.actions)),
                overdue=len(late),
                on=on,
            )
        ),
        tone=Tone.WORSE if late else Tone.NEUTRAL,
    )
