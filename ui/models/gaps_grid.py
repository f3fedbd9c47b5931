"""Gaps in the order of their priority: which of them deserves a cause, and by which factors (R34)."""

from __future__ import annotations

from decimal import Decimal

from compare_app.domain.assessment import Priority
from compare_app.domain.comparison import Comparison, Judgement, Quadrant
from compare_app.domain.digest import failures, primary_gap
from compare_app.domain.edit import Edit, Ref
from compare_app.domain.model import Feasibility, Indicator, Product, new_id
from compare_app.domain.number import parse_decimal
from compare_app.domain.priority_factors import SEVERITY
from compare_app.domain.project import Project
from compare_app.domain.terms import Route, Severity, Standing
from compare_app.domain.tone import Tone
from compare_app.errors import AppError
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.models.cell import NOT_SORTED, Cell, Column, Grid, ReadyRows, figure, share
from ui.models.indicators_grid import gap_figure, gap_text
from ui.wording import named, percent, spoken, tone

_HEAVIEST_FIRST = (
    Route.RAISE_BOTH,
    Route.RAISE_PRODUCT,
    Route.RAISE_STANDARD,
    Route.KEEP_LEAD,
    Route.UNASSESSED,
)


def gaps_grid(comparison: Comparison, project: Project, words: Wording, *, editable: bool = False) -> Grid:
    """One row an indicator that fails or lags, in the order of the priorities; the feasibility can be edited."""
    columns = (
        Column("place", words("No."), align="right"),
        Column("indicator", words("Indicator"), width=16),
        Column("gap", words("Gap"), align="right"),
        Column("against", words("Against"), width=16),
        Column(
            "value",
            words("Priority"),
            words("Severity × size × weight × feasibility, not official"),
            align="right",
        ),
        Column("cumulated", words("Cumulated"), align="right"),
        Column(
            "severity",
            words("A/B"),
            words(
                "A counts {a}, B counts {b}: our own factors", a=SEVERITY[Severity.A], b=SEVERITY[Severity.B]
            ),
            align="center",
        ),
        Column("size", words("Size"), words("1 = as large as the benchmark's value itself"), align="right"),
        Column("weight", words("Weight share"), align="right"),
        Column(
            "feasibility",
            words("Feasibility"),
            words("0 to 1, how easily the gap can be closed; empty: 1. Type it here"),
            align="right",
        ),
        Column("route", words("Route"), width=16),
    )
    routes = routes_of(comparison)
    stated = {
        one.indicator_id
        for one in project.all(Feasibility).values()
        if one.product_id == comparison.product_id
    }
    rows: list[tuple[str, tuple[Cell, ...]]] = []
    for place, one in enumerate(comparison.assessment.priorities, 1):
        indicator = project.get(Indicator, one.indicator_id)
        if indicator is None:
            continue
        gap, against = gap_cells(comparison, project, one, words)
        rows.append(
            (
                indicator.id,
                (
                    Cell(str(place), align="right", quiet=True, fact=figure(place)),
                    Cell(named(indicator, words), bold=True),
                    gap,
                    against,
                    _number(one.value, 4),
                    Cell(percent(one.cumulated), align="right", fact=share(one.cumulated)),
                    Cell(words.term(one.severity), align="center"),
                    _number(one.size, 4),
                    Cell(percent(one.weight), align="right", fact=share(one.weight)),
                    _feasibility(one, indicator.id in stated, editable=editable),
                    _route_cell(routes.get(indicator.id), words),
                ),
            )
        )
    return Grid(columns, ReadyRows(rows))


def _number(value: Decimal, places: int) -> Cell:
    return Cell(f"{value:.{places}f}", align="right", fact=figure(value))


def _feasibility(one: Priority, stated: bool, *, editable: bool) -> Cell:
    text = format(one.feasibility, "f")
    return Cell(
        text,
        align="right",
        quiet=not stated,
        edit=(text if stated else "") if editable else None,
        fact=figure(one.feasibility),
    )


def gap_cells(comparison: Comparison, project: Project, one: Priority, words: Wording) -> tuple[Cell, Cell]:
    """The gap, and what it is a gap to: the limits that are not met, or the benchmark."""
    row = comparison.row(one.indicator_id)
    if row is None:
        return Cell("—", quiet=True), Cell("—", quiet=True)
    if one.role is None:
        failed = [
            judgement
            for found, judgement in failures(comparison)
            if found is row and (judgement.mandatory or judgement.declared or judgement.recommended)
        ]
        return _failed_cells(failed, words)
    gap = primary_gap(row, one.role)
    if gap is None:
        return Cell("—", quiet=True), Cell("—", quiet=True)
    product = project.get(Product, gap.product_id)
    return (
        Cell(
            f"▼ {gap_text(gap, words)}",
            tone=Tone.WORSE,
            align="right",
            fact=gap_figure(gap),
            sort=(0, float(gap.relative or 0)),
        ),
        Cell(product.name if product is not None else gap.product_id),
    )


def _failed_cells(failed: list[Judgement], words: Wording) -> tuple[Cell, Cell]:
    binding = [one for one in failed if one.mandatory or one.declared]
    first = (binding or failed)[0]
    red = bool(binding)
    limits = [f"{one.standard} {one.limit_text}" for one in failed]
    more = words("and {count} more", count=len(failed) - 1) if len(failed) > 1 else ""
    return (
        Cell(
            spoken(first.conformity, words) if red else f"▼ {words('below recommended')}",
            tone=Tone.FAIL if red else Tone.WORSE,
            shaded=red,
            align="right",
            sort=NOT_SORTED,
        ),
        Cell(
            f"{first.standard} {first.limit_text} {more}".strip(),
            tip="\n".join([*limits, words(first.reason)]),
        ),
    )


def edited_feasibility(
    project: Project, product_id: str, indicator_id: str, text: str, author: str
) -> Edit | None:
    """The edit that states how easily a gap can be closed; an empty text takes it back. No number is an AppError."""
    present = next(
        (
            one
            for one in project.all(Feasibility).values()
            if (one.product_id, one.indicator_id) == (product_id, indicator_id)
        ),
        None,
    )
    indicator = project.get(Indicator, indicator_id)
    label = M("Feasibility of {name}", name=indicator.name if indicator is not None else indicator_id)
    text = text.strip()
    if not text:
        return Edit(label, removes=(Ref(Feasibility, present.id),)) if present is not None else None
    number = parse_decimal(text)
    if number is None or not 0 <= number <= 1:
        raise AppError(
            "FEASIBILITY",
            M("“{text}” is no number from 0 to 1", text=text),
            M("1: easily closed; 0: not to be closed now; empty: not stated"),
        )
    stated = Feasibility(
        id=present.id if present is not None else new_id(),
        product_id=product_id,
        indicator_id=indicator_id,
        value=number,
        author=author,
    )
    return Edit(label, (stated,))


def routes_of(comparison: Comparison) -> dict[str, Quadrant]:
    """The heaviest quadrant of each indicator over both markets."""
    found: dict[str, Quadrant] = {}
    for quadrant in comparison.quadrants:
        known = found.get(quadrant.indicator_id)
        if known is None or _HEAVIEST_FIRST.index(quadrant.route) < _HEAVIEST_FIRST.index(known.route):
            found[quadrant.indicator_id] = quadrant
    return found


def _route_cell(quadrant: Quadrant | None, words: Wording) -> Cell:
    if quadrant is None:
        return Cell("—", quiet=True, sort=NOT_SORTED)
    text, colour = spoken(quadrant.route, words), tone(quadrant.route)
    if quadrant.route is Route.KEEP_LEAD and quadrant.product is Standing.LEVEL:
        text, colour = f"● {words.term(quadrant.route)}", Tone.LEVEL  # level is no lead
    return Cell(
        text,
        tip=words(quadrant.reason),
        tone=colour,
        sort=(0, _HEAVIEST_FIRST.index(quadrant.route)),
    )
