"""Our product beside its benchmarks, indicator by indicator; better is positive everywhere."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from compare_app.domain.cell_conditions import Figure
from compare_app.domain.comparison import Comparison, Gap, IndicatorRow, Judgement, Summary
from compare_app.domain.differences import gap_words, has_figure, outcome
from compare_app.domain.digest import benchmark, grade_reached, primary_gap
from compare_app.domain.model import Indicator, Product
from compare_app.domain.project import Project
from compare_app.domain.terms import Comparability, Conformity, Role, Standing, Trust
from compare_app.domain.tone import Tone
from compare_app.domain.value import Absent, Grade, Number, PassFail, Unread
from compare_app.text.wording import Wording
from ui.models.cell import NOT_SORTED, Cell, Column, Grid, ReadyRows, SortKey, figure
from ui.models.inspections import comparability_text, judgement_line, place_text
from ui.wording import (
    decimal_text,
    kind_in_words,
    named,
    short,
    sign,
    signed,
    spoken,
    tone,
    unconfirmed,
    value_in_words,
)

_WORST_FIRST = (
    Conformity.FAIL,
    Conformity.CONDITIONAL_FAIL,
    Conformity.UNDECIDED,
    Conformity.CONDITIONAL_PASS,
    Conformity.PASS,
    Conformity.NOT_TESTED,
    Conformity.NOT_APPLICABLE,
)
BENCHMARKS = (Role.DOMESTIC, Role.INTERNATIONAL)


def indicators_grid(
    comparison: Comparison, project: Project, words: Wording, *, only_differences: bool = False
) -> Grid:
    """One row an indicator, in the order of the scheme; perhaps only those where we differ from a primary benchmark."""
    ids = {role: benchmark(comparison, role) for role in BENCHMARKS}
    shown = [role for role in BENCHMARKS if ids[role]]
    columns = [
        Column("indicator", words("Indicator"), width=16),
        Column("unit", words("Unit"), width=8),
        Column("ours", words("Ours"), align="right"),
    ]
    for role in shown:
        product = project.get(Product, ids[role])
        name = product.name if product is not None else ids[role]
        columns += [
            Column(f"{role}:value", words.term(role), name, align="right"),
            Column(
                f"{role}:gap",
                words("Against {name}", name=words.term(role)),
                words("Difference to {name}; better is positive", name=name),
            ),
        ]
    columns += [
        Column("conformity", words("Conformity"), width=14),
        Column("rank", words("Rank"), words("Among comparable products of the category"), align="right"),
        Column("class", words("Class"), width=6),
        Column("weight", words("Weight"), align="right"),
    ]
    rows = [
        (row.indicator_id, _cells(row, project, shown, ids, words))
        for row in comparison.indicators
        if not only_differences or differs(row)
    ]
    return Grid(tuple(columns), ReadyRows(rows))


def differs(row: IndicatorRow) -> bool:
    """Whether we are ahead of or behind a primary benchmark, or do not meet what binds us."""
    worst = worst_judgement(row)
    if worst is not None and worst.conformity in (Conformity.FAIL, Conformity.CONDITIONAL_FAIL):
        return True
    gaps = (primary_gap(row, role) for role in BENCHMARKS)
    return any(gap is not None and gap.standing in (Standing.AHEAD, Standing.BEHIND) for gap in gaps)


def _cells(
    row: IndicatorRow, project: Project, roles: list[Role], ids: dict[Role, str], words: Wording
) -> tuple[Cell, ...]:
    indicator = project.get(Indicator, row.indicator_id)
    if indicator is None:
        return ()
    cells = [
        Cell(named(indicator, words), bold=True, sort=(0, indicator.position)),
        Cell(indicator.unit, quiet=True),
        value_cell(row, words),
    ]
    for role in roles:
        gap = next((one for one in row.gaps if one.product_id == ids[role]), None)
        cells += gap_cells(gap, words)
    conformity = conformity_cell(row, words)
    cells.append(conformity)
    if conformity.tone is Tone.FAIL:  # the eye finds it in the first column, whatever is scrolled away
        cells[0] = replace(cells[0], text=f"{sign(Conformity.FAIL)} {cells[0].text}", tone=Tone.FAIL)
    if row.pool is None or row.pool.alone:
        tip = "" if row.pool is None else place_text(row, words)
        cells.append(Cell("—", tip=tip, align="right", quiet=True, sort=NOT_SORTED))
    else:
        last = f"–{row.pool.rank_last}" if row.pool.rank_last != row.pool.rank else ""
        cells.append(
            Cell(f"{row.pool.rank}{last} / {row.pool.of}", align="right", fact=figure(row.pool.rank))
        )
    cells += [
        Cell(words.term(indicator.indicator_class), quiet=True, sort=(1, indicator.indicator_class.value)),
        Cell(decimal_text(indicator.weight), align="right", quiet=True, fact=figure(indicator.weight)),
    ]
    return tuple(cells)


def value_cell(row: IndicatorRow, words: Wording) -> Cell:
    """Our value; each kind of absence has its own word."""
    ours = row.ours
    mark = unconfirmed(ours.trust, words) if ours.trust is Trust.UNCONFIRMED else ""
    u = "" if ours.uncertainty is None else f"U = {short(ours.uncertainty)} {ours.unit}".rstrip()
    raw = [*ours.raw, f"n = {ours.n}" if ours.n > 1 else "", u, kind_in_words(ours, words), mark]
    tip = "\n".join(part for part in raw if part)
    text = value_in_words(ours, words)
    match ours.value:
        case Absent():
            return Cell(text, tip=tip, tone=Tone.UNKNOWN, align="right", quiet=True, sort=NOT_SORTED)
        case Unread():
            return Cell(text, tip=tip, tone=Tone.WORSE, align="right", sort=NOT_SORTED)
        case PassFail(passed):
            sort: SortKey | None = (1, str(int(passed)))
        case _:
            sort = (0, float(ours.mean)) if ours.mean is not None else None
    marked = f"{text}{' *' if mark else ''}"
    return Cell(marked, tip=tip, align="right", fact=_number(ours), sort=sort)


def _number(side: Summary) -> Figure | None:
    """The number that a side shows; none where only bounds, a class or words are known."""
    return figure(side.mean, side.unit) if isinstance(side.value, Number) else None


def worst_judgement(row: IndicatorRow) -> Judgement | None:
    """The least favourable judgement by what binds the product; by what is recommended where nothing binds it."""
    binding = [one for one in row.judgements if one.mandatory or one.declared]
    asked = binding or [one for one in row.judgements if one.recommended]
    return min(asked, key=lambda one: _WORST_FIRST.index(one.conformity), default=None)


def conformity_cell(row: IndicatorRow, words: Wording) -> Cell:
    """The least favourable binding judgement with its grade; all judgements in the tooltip.

    Below a merely recommended limit is no 不合格: it is said in words and never in red.
    """
    worst = worst_judgement(row)
    tip = "\n".join(judgement_line(one, words) for one in row.judgements)
    if worst is None:
        return Cell(words("no requirement"), tip=tip, quiet=True, sort=NOT_SORTED)
    failed = (Conformity.FAIL, Conformity.CONDITIONAL_FAIL)
    short = [one for one in row.judgements if one.recommended and not (one.mandatory or one.declared)]
    if worst.conformity not in failed or not (worst.mandatory or worst.declared):
        missed = next((one for one in short if one.conformity in failed), None)
        if missed is not None:
            text = f"▼ {words('below {standard}', standard=missed.standard)}"
            return Cell(text, tip=tip, tone=Tone.WORSE, sort=(0, 2.5))
    graded = next((one for one in row.judgements if one.grade), None)
    grade = words(grade_reached(graded)) if graded is not None else ""
    marks = "".join(
        mark for mark, shown in ((" ≈", worst.borderline), (" ※", worst.automatic is not None)) if shown
    )
    text = spoken(worst.conformity, words) + (f" {grade}" if grade else "") + marks
    return Cell(
        text,
        tip=tip,
        tone=tone(worst.conformity),
        shaded=worst.conformity is Conformity.FAIL,
        sort=(0, _WORST_FIRST.index(worst.conformity)),
        group=spoken(worst.conformity, words),
    )


def gap_cells(gap: Gap | None, words: Wording) -> list[Cell]:
    """Their value, and the gap with what it means. What cannot be compared has no number, only its reason."""
    if gap is None:
        nothing = Cell("", sort=NOT_SORTED)
        return [nothing, nothing]
    mixed = gap.comparability is Comparability.MIXED_BASIS
    basis = f" ({words.term(gap.theirs.basis)})" if mixed and gap.theirs.basis else ""
    mark = " *" if gap.theirs.trust is Trust.UNCONFIRMED else ""
    theirs = Cell(
        f"{value_in_words(gap.theirs, words)}{basis}{mark}",
        tip="\n".join(
            part
            for part in (
                *gap.theirs.raw,
                kind_in_words(gap.theirs, words),
                unconfirmed(gap.theirs.trust, words),
            )
            if part
        ),
        align="right",
        quiet=isinstance(gap.theirs.value, Absent | Unread),
        fact=_number(gap.theirs),
        sort=(0, float(gap.theirs.mean)) if gap.theirs.mean is not None else NOT_SORTED,
    )
    reason = comparability_text(gap, words)
    if gap.comparability is Comparability.NOT_COMPARABLE:
        tip = "\n".join((reason, *map(words, gap.remarks)))
        group = words.term(gap.comparability)
        return [theirs, Cell(reason, tip=tip, tone=Tone.UNKNOWN, quiet=True, sort=NOT_SORTED, group=group)]
    if mixed:
        return [
            theirs,
            Cell(
                f"{reason}   {gap_text(gap, words)}",
                tip="\n".join((reason, *map(words, gap.remarks))),
                tone=Tone.UNKNOWN,
                fact=gap_figure(gap),
                sort=_order(gap),
                group=words.term(gap.comparability),
            ),
        ]
    shown = outcome(gap)
    number = f"{gap_text(gap, words)}   " if has_figure(gap) or gap.absolute is None else ""
    small = f" ({words('significant but smaller than Δ')})" if gap.significant_small else ""
    return [
        theirs,
        Cell(
            f"{sign(gap.standing)} {number}{words.term(shown)}{small}",
            tip="\n".join(
                part
                for part in (
                    spoken(gap.standing, words),
                    gap_words(gap, words) if has_figure(gap) else "",
                    reason,
                    *map(words, gap.remarks),
                )
                if part
            ),
            tone=tone(gap.standing),
            shaded=True,
            fact=gap_figure(gap),
            sort=_order(gap),
            group=f"{sign(gap.standing)} {words.term(shown)}",
        ),
    ]


def gap_text(gap: Gap, words: Wording) -> str:
    """Per cent where the scale allows it, units or steps otherwise."""
    if gap.relative is not None:
        return f"{signed(gap.relative)} %"
    return gap_words(gap, words)


def gap_figure(gap: Gap) -> Figure | None:
    """The gap as a number: per cent, the unit or steps; none where it cannot be compared or only a bound is known."""
    if gap.comparability is Comparability.NOT_COMPARABLE:
        return None
    if gap.relative is not None:
        return Figure(gap.relative, "%")
    if gap.absolute is None or not isinstance(gap.theirs.value, Number | Grade):
        return None
    return Figure(gap.absolute, gap.theirs.unit)


def _order(gap: Gap) -> tuple[int, float | str]:
    value: Decimal | None = gap.relative if gap.relative is not None else gap.absolute
    return (0, float(value)) if value is not None else NOT_SORTED
