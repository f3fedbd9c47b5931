"""Ranks by weighted score, and whether they hold when each weight moves by ±20 % (R35): firm bold, shaky grey."""

from __future__ import annotations

from compare_app.domain.assessment import Stability
from compare_app.domain.comparison import Comparison
from compare_app.domain.model import Product
from compare_app.domain.project import Project
from compare_app.text.wording import Wording
from ui.models.cell import Cell, Column, Grid, ReadyRows, figure


def stability_grid(comparison: Comparison, project: Project, words: Wording) -> Grid:
    """Ours, the benchmarks and the nearest of the pool, against each primary benchmark."""
    columns = (
        Column("role", words("Scores against"), width=20),
        Column("product", words("Product"), width=28),
        Column("score", words("Score 0–100"), align="right"),
        Column("rank", words("Rank"), align="right"),
        Column("range", words("Ranks at ±20 % weights"), align="right"),
        Column("state", words("State"), width=10),
    )
    rows = []
    for found in comparison.assessment.sensitivity:
        for one in found.rows:
            product = project.get(Product, one.product_id)
            name = product.name if product is not None else one.product_id
            firm, shaky = one.stable, not one.stable
            rows.append(
                (
                    f"{found.role.value}:{one.product_id}",
                    (
                        Cell(words.term(found.role), quiet=True),
                        Cell(name, tip=name, bold=firm, quiet=shaky),
                        Cell(
                            f"{one.score:.1f}",
                            align="right",
                            fact=figure(one.score),
                            bold=firm,
                            quiet=shaky,
                        ),
                        Cell(
                            f"{one.rank} / {found.of}",
                            align="right",
                            fact=figure(one.rank),
                            bold=firm,
                            quiet=shaky,
                        ),
                        Cell(range_text(one), align="right", sort=(0, one.best), bold=firm, quiet=shaky),
                        Cell(
                            f"● {words('stable')}" if one.stable else f"○ {words('shaky')}",
                            bold=firm,
                            quiet=shaky,
                        ),
                    ),
                )
            )
    return Grid(columns, ReadyRows(rows))


def range_text(one: Stability) -> str:
    """The ranks it can take; one number where nothing moves it."""
    return f"{one.best}" if one.stable else f"{one.best}–{one.worst}"
