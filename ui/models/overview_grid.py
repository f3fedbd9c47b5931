"""The enterprise at a glance: its key products, their steps and what is due."""

from __future__ import annotations

from collections.abc import Iterable

from compare_app.domain.comparison import ProductStanding
from compare_app.domain.digest import step_text
from compare_app.domain.model import Category, Indicator, Product
from compare_app.domain.project import Project
from compare_app.domain.terms import Conformity, Standing
from compare_app.domain.tone import Tone
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.models.cell import Cell, Column, Grid, ReadyRows, figure
from ui.wording import named, sign, signed

_ADDED_UP = M(
    "Against both primary benchmarks, domestic and international, added up: an indicator can count twice"
)


def overview_grid(standings: Iterable[ProductStanding], project: Project, words: Wording) -> Grid:
    """One row a product of ours."""
    columns = (
        Column("product", words("Product"), width=22),
        Column("category", words("Category"), width=14),
        Column("step", words("Step"), words("Our own evaluation, not official"), width=26),
        Column("ahead", words("Ahead, both"), words(_ADDED_UP), align="right"),
        Column("level", words("Level, both"), words(_ADDED_UP), align="right"),
        Column("behind", words("Behind, both"), words(_ADDED_UP), align="right"),
        Column("worst", words("Worst gap"), width=28),
        Column("overdue", words("Overdue"), words("Measures past their due date"), align="right"),
        Column("signed", words("Signature"), width=10),
    )
    return Grid(columns, ReadyRows([(one.product_id, _cells(one, project, words)) for one in standings]))


def _cells(one: ProductStanding, project: Project, words: Wording) -> tuple[Cell, ...]:
    product = project.get(Product, one.product_id)
    category = project.get(Category, one.category_id)
    indicator = project.get(Indicator, one.worst_indicator_id)
    worst = f"▼ {named(indicator, words)}" if indicator is not None else f"● {words('none')}"
    if indicator is not None and one.worst_failed:
        worst = f"{sign(Conformity.FAIL)} {named(indicator, words)} {words.term(Conformity.FAIL)}"
    if one.worst_relative is not None:
        worst += f" {signed(one.worst_relative)} %"
    step = words(step_text(project, one.ladder))
    return (
        Cell(product.name if product is not None else one.product_id, bold=True),
        Cell(named(category, words) if category is not None else "", quiet=True),
        Cell(
            words.term(one.ladder.step) if one.ladder.step or one.ladder.assessed else step,
            tip=step,
            bold=True,
            sort=(0, int(one.ladder.step)),
        ),
        _count(Standing.AHEAD, one.ahead, Tone.BETTER),
        _count(Standing.LEVEL, one.level, Tone.LEVEL),
        _count(Standing.BEHIND, one.behind, Tone.WORSE),
        Cell(
            worst,
            tone=Tone.FAIL if one.worst_failed else Tone.WORSE if one.worst_text else Tone.NEUTRAL,
            quiet=not one.worst_text,
            fact=figure(one.worst_relative, "%"),
            sort=(0, float(one.worst_relative or 0)),
        ),
        Cell(
            f"! {one.overdue}" if one.overdue else "—",
            tone=Tone.WORSE if one.overdue else Tone.NEUTRAL,
            bold=bool(one.overdue),
            align="right",
            fact=figure(one.overdue),
        ),
        _approval(one, words),
    )


def _approval(one: ProductStanding, words: Wording) -> Cell:
    """Whether the product stands as it was approved."""
    if one.signed:
        return Cell(f"✓ {words('approved')}")
    if one.changed:
        return Cell(f"◆ {words('changed since')}", tip=words("It was approved and changed since: sign anew"))
    return Cell(f"○ {words('open')}", quiet=True)


def _count(standing: Standing, count: int, tone: Tone) -> Cell:
    return Cell(
        f"{sign(standing)} {count}", tone=tone if count else Tone.UNKNOWN, align="right", fact=figure(count)
    )
