"""Gaps ranked by what they weigh: which of them deserves a cause."""

from __future__ import annotations

from compare_app.domain.comparison import Comparison, Quadrant
from compare_app.domain.digest import failures, worst_gaps
from compare_app.domain.model import Indicator, Product
from compare_app.domain.project import Project
from compare_app.domain.terms import Route
from compare_app.domain.tone import Tone
from compare_app.text.wording import Wording
from ui.models.cell import NOT_SORTED, Cell, Column, Grid, ReadyRows
from ui.models.indicators_grid import gap_text
from ui.wording import decimal_text, named, signed, spoken, tone

_HEAVIEST_FIRST = (
    Route.RAISE_BOTH,
    Route.RAISE_PRODUCT,
    Route.RAISE_STANDARD,
    Route.KEEP_LEAD,
    Route.UNASSESSED,
)


def gaps_grid(comparison: Comparison, project: Project, words: Wording) -> Grid:
    """Requirements not met first, then every lag behind a primary benchmark, A items and heavy ones first."""
    columns = (
        Column("place", words("No."), align="right"),
        Column("indicator", words("Indicator"), width=16),
        Column("severity", words("A/B"), align="center"),
        Column("weight", words("Weight"), align="right"),
        Column("gap", words("Gap"), align="right"),
        Column(
            "weighted", words("Weight × gap"), words("The gap in per cent times the weight"), align="right"
        ),
        Column("against", words("Against"), width=18),
        Column("route", words("Route"), width=18),
    )
    routes = routes_of(comparison)
    rows: list[tuple[str, tuple[Cell, ...]]] = []
    for row, judgement in failures(comparison):
        indicator = project.get(Indicator, row.indicator_id)
        if indicator is None or not (judgement.mandatory or judgement.declared or judgement.recommended):
            continue  # a foreign limit binds nobody here: it is a yardstick on the page of standards
        place = len(rows) + 1
        red = judgement.mandatory or judgement.declared
        failed = Cell(
            spoken(judgement.conformity, words) if red else f"▼ {words('below recommended')}",
            tone=Tone.FAIL if red else Tone.WORSE,
            shaded=red,
            align="right",
            sort=NOT_SORTED,
        )
        rows.append(
            (
                f"{indicator.id}:{judgement.requirement_id}",
                (
                    Cell(str(place), align="right", quiet=True, sort=(0, place)),
                    Cell(named(indicator, words), bold=True),
                    Cell(words.term(indicator.severity), align="center"),
                    Cell(decimal_text(indicator.weight), align="right", sort=(0, float(indicator.weight))),
                    failed,
                    Cell("—", align="right", quiet=True, sort=NOT_SORTED),
                    Cell(f"{judgement.standard} {judgement.limit_text}", tip=words(judgement.reason)),
                    _route_cell(routes.get(indicator.id), words),
                ),
            )
        )
    for row, gap in worst_gaps(project, comparison):
        indicator = project.get(Indicator, row.indicator_id)
        if indicator is None:
            continue
        place = len(rows) + 1
        product = project.get(Product, gap.product_id)
        weighted = gap.relative * indicator.weight if gap.relative is not None else None
        rows.append(
            (
                indicator.id,
                (
                    Cell(str(place), align="right", quiet=True, sort=(0, place)),
                    Cell(named(indicator, words), bold=True),
                    Cell(words.term(indicator.severity), align="center"),
                    Cell(decimal_text(indicator.weight), align="right", sort=(0, float(indicator.weight))),
                    Cell(
                        f"▼ {gap_text(gap)}",
                        tone=Tone.WORSE,
                        align="right",
                        sort=(0, float(gap.relative or 0)),
                    ),
                    Cell(
                        signed(weighted),
                        align="right",
                        sort=(0, float(weighted)) if weighted is not None else NOT_SORTED,
                    ),
                    Cell(product.name if product is not None else gap.product_id),
                    _route_cell(routes.get(indicator.id), words),
                ),
            )
        )
    return Grid(columns, ReadyRows(rows))


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
    return Cell(
        spoken(quadrant.route, words),
        tip=words(quadrant.reason),
        tone=tone(quadrant.route),
        sort=(0, _HEAVIEST_FIRST.index(quadrant.route)),
    )
