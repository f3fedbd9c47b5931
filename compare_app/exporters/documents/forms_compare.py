"""F3 and F4: standard against standard, product against product, with every column that an authority asks for."""

from __future__ import annotations

from compare_app.domain.comparison import Comparison, Gap, IndicatorRow, LimitSide, StandardRow
from compare_app.domain.digest import primary_gap
from compare_app.domain.report import Block, Paragraph, TableCell
from compare_app.domain.signs import tone
from compare_app.domain.terms import Conformity, Market, Role
from compare_app.domain.tone import Tone
from compare_app.exporters.cells import figure, natural_places, places_of
from compare_app.exporters.documents.papers import Papers
from compare_app.exporters.phrases import (
    basis_text,
    capital,
    conclusion_text,
    consistency_text,
    gap_text,
    indicator_marks,
    joined,
    labelled,
    limit_text,
    relative_text,
    source_text,
    spoken,
    standard_marks,
    standard_reason,
    unconfirmed,
    value_text,
    with_unit,
)
from compare_app.exporters.report_tables import cell, conclusion_tone
from compare_app.text.message import M


def standards_form(papers: Papers, comparison: Comparison) -> list[Block]:
    """F3: one table a market; the rates that follow from it above."""
    heads = (
        M("Indicator"),
        M("Our standard, clause"),
        M("Our limit"),
        M("Our method"),
        M("Benchmark standard, clause"),
        M("Benchmark limit"),
        M("Benchmark method"),
        M("Verdict"),
        M("Reason"),
        M("Note"),
    )
    widths = (1.3, 1.5, 1.3, 1.3, 1.5, 1.3, 1.3, 1, 1.1, 1.5)
    blocks: list[Block] = []
    for market in Market:
        rows = [row for row in comparison.standards if row.market is market]
        blocks.append(papers.part(M("{market} standards", market=market)))
        blocks += [
            Paragraph(consistency_text(one, papers.words), "quiet")
            for one in comparison.consistency
            if one.market is market
        ]
        nothing = M("No limits to compare: enter standards and requirements first")
        blocks.append(papers.table(heads, (_standard(papers, row) for row in rows), widths, nothing))
    return blocks


def _standard(papers: Papers, row: StandardRow) -> tuple[TableCell | str, ...]:
    words = papers.words
    reason = standard_reason(row, words)
    note = joined((row.region, standard_marks(row, words)), words)
    return (
        papers.indicator(row.indicator_id),
        *_side(papers, row.ours),
        *_side(papers, row.theirs),
        cell(spoken(row.verdict, words), tone(row.verdict)),
        reason or cell("—"),
        note or cell("—"),
    )


def _side(papers: Papers, side: LimitSide | None) -> tuple[TableCell | str, ...]:
    if side is None:
        none = papers.unsaid(M("sets nothing"))
        return none, none, none
    return (
        source_text(side.standard, side.clause),
        limit_text(side, papers.words),
        papers.said(side.method),
    )


def indicators_form(papers: Papers, comparison: Comparison) -> list[Block]:
    """F4: the gap stands in natural units and in per cent, better is positive; what is not comparable has none."""
    heads = (
        M("Indicator"),
        M("Unit"),
        M("Direction"),
        M("Weight"),
        M("Class, A/B"),
        M("Limits and conformity"),
        M("Our value"),
        M("n, SD, U"),
        M("Domestic benchmark"),
        M("Gap"),
        M("Conclusion"),
        M("International benchmark"),
        M("Gap"),
        M("Conclusion"),
        M("Confidence"),
    )
    widths = (1.3, 0.75, 0.8, 0.6, 0.7, 2.5, 0.9, 1.05, 0.95, 0.95, 1.3, 1.05, 0.95, 1.3, 1.9)
    rule = M("Gap: better is positive. {rule}", rule=comparison.rule)
    rows = (_indicator(papers, row) for row in comparison.indicators)
    return [papers.quiet(rule), papers.table(heads, rows, widths)]


def _indicator(papers: Papers, row: IndicatorRow) -> tuple[TableCell | str, ...]:
    words = papers.words
    indicator = papers.scheme(row.indicator_id)
    failed = any(one.conformity is Conformity.FAIL for one in row.judgements)
    kinds = (words.term(indicator.indicator_class), words.term(indicator.severity)) if indicator else ()
    return (
        papers.indicator(row.indicator_id),
        row.ours.unit or "—",
        words.term(indicator.direction) if indicator else "—",
        cell(figure(indicator.weight, natural_places(indicator.weight)) if indicator else "—", right=True),
        "\n".join(kinds) or "—",
        cell(_limits(papers, row), Tone.FAIL if failed else Tone.NEUTRAL),
        "\n".join(part for part in (value_text(row.ours, words), basis_text(row.ours, words)) if part),
        _statistics(papers, row),
        *_pair(papers, row, Role.DOMESTIC),
        *_pair(papers, row, Role.INTERNATIONAL),
        _confidence(papers, row),
    )


def _limits(papers: Papers, row: IndicatorRow) -> str:
    """What binds or is declared, and what came out; the plan workbook has margins and reasons."""
    words = papers.words
    bound = [one for one in row.judgements if one.declared or one.mandatory or one.recommended]
    lines = (
        joined(
            (
                labelled(source_text(one.standard, one.clause), with_unit(one.limit_text, one.unit), words),
                spoken(one.conformity, words),
                words(M("statistic to be confirmed")) if one.statistic_unconfirmed else "",
                unconfirmed(one.trust, words),
            ),
            words,
        )
        for one in bound
    )
    return "\n".join(lines) or words(M("no limit binds here"))


def _statistics(papers: Papers, row: IndicatorRow) -> TableCell | str:
    """n, standard deviation and expanded uncertainty; what is not stated has its word."""
    ours, words = row.ours, papers.words
    if not ours.n:
        return papers.unsaid(M("no value"))
    places = places_of(ours.text)
    deviation = words(M("not computed")) if ours.deviation is None else figure(ours.deviation, places + 2)
    wide = (
        words(M("not given"))
        if ours.uncertainty is None
        else figure(ours.uncertainty, max(places, natural_places(ours.uncertainty)))
    )
    return f"n = {ours.n}\n{words(M('SD'))} = {deviation}\nU = {wide}"


def _pair(papers: Papers, row: IndicatorRow, role: Role) -> tuple[TableCell | str, ...]:
    gap = primary_gap(row, role)
    if gap is None:
        none = papers.unsaid(M("none chosen"))
        return none, cell("—"), cell("—")
    words = papers.words
    theirs = (value_text(gap.theirs, words), basis_text(gap.theirs, words))
    return (
        "\n".join(part for part in theirs if part),
        _difference(papers, row, gap),
        cell(conclusion_text(row, gap, words), conclusion_tone(gap)),
    )


def _difference(papers: Papers, row: IndicatorRow, gap: Gap) -> str:
    parts = [gap_text(papers.project, row, gap, papers.words)]
    if gap.relative is not None:
        parts.append(relative_text(gap))
    return "\n".join(parts)


def _confidence(papers: Papers, row: IndicatorRow) -> str:
    """How far the conclusions carry: by numbers alone, by intervals or by E, and what is not confirmed."""
    words = papers.words
    said: list[str] = []
    for role in (Role.DOMESTIC, Role.INTERNATIONAL):
        gap = primary_gap(row, role)
        if gap is None or gap.conclusion is None:
            continue
        if gap.interval95 is not None:
            places = max(places_of(row.ours.text), places_of(gap.theirs.text)) + 1
            low, high = (figure(end, places, signed=True) for end in gap.interval95)
            text = words(M("95 % interval {low} … {high}", low=low, high=high))
        elif gap.e_ratio is not None:
            text = f"E = {figure(gap.e_ratio, 2)}"
        elif gap.numeric_only:
            text = words(M("numerical comparison only"))
        else:
            continue
        said.append(words(M("{title}: {text}", title=capital(words.term(role)), text=text)))
    return "\n".join([*said, indicator_marks(row, words)]).strip() or "—"
