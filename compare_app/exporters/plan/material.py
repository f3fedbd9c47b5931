"""What every sheet of a plan workbook is made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from compare_app.domain.charts import ChartSpec
from compare_app.domain.comparison import Comparison
from compare_app.domain.loop import Action
from compare_app.domain.model import Product, Result
from compare_app.domain.project import Project
from compare_app.domain.proof import Proof
from compare_app.domain.report import Logo
from compare_app.exporters.cells import sheet_name
from compare_app.exporters.plan.look import Formats
from compare_app.exporters.plan.page import Page
from compare_app.text.wording import Wording


@dataclass(frozen=True, slots=True)
class Material:
    """The comparison with all that belongs to it, and the workbook that is being made."""

    workbook: Any
    formats: Formats
    project: Project
    comparison: Comparison
    results: Mapping[str, Sequence[Result]]
    charts: Mapping[str, ChartSpec]
    pictures: Mapping[str, bytes]
    actions: tuple[Action, ...]
    words: Wording
    export_id: str
    exported_at: datetime
    logo: Logo | None = None
    proof: Proof | None = None  # None: it is not written from a project file

    @property
    def product(self) -> Product:
        """The product that the plan is for; a comparison of a product that left the project still prints."""
        found = self.project.get(Product, self.comparison.product_id)
        return found or Product(
            self.comparison.product_id, self.comparison.category_id, self.comparison.product_id
        )

    @property
    def footer(self) -> str:
        """What stands at the foot of every page: product and date."""
        return f"{self.product.name}  {self.comparison.on.isoformat()}"

    def page(self, title: str, widths: Sequence[float]) -> Page:
        """A new sheet."""
        return Page(self.workbook.add_worksheet(sheet_name(title)), self.formats, self.words, widths)
