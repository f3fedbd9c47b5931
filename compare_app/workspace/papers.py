"""What a project looks like on paper and on slides, as data for previews and for every file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from compare_app.domain.charts import ChartSpec
from compare_app.domain.comparison import Comparison
from compare_app.domain.logo import logo_of
from compare_app.domain.loop import Case
from compare_app.domain.month import Month
from compare_app.domain.renderer import Look, Renderer
from compare_app.domain.report import Logo, Report, Slide, together
from compare_app.errors import AppError
from compare_app.text.message import M
from compare_app.text.wording import Wording

if TYPE_CHECKING:
    pass

from compare_app.workspace.proof import Proving


class Papers(Proving):
    """Reports, slides, documents and the logo they bear."""

    def report(
        self, product_id: str, words: Wording, on: date | None = None, one_page: bool = False
    ) -> Report:
        """The report as data, for the preview."""
        comparison, charts = self.compare(product_id, on), self.chart_set(product_id, words, on)
        return self._paper(comparison, charts, words, one_page=one_page)

    def _paper(
        self, comparison: Comparison, charts: Mapping[str, ChartSpec], words: Wording, *, one_page: bool
    ) -> Report:
        from compare_app.exporters.report import full_report, one_page_report

        make = one_page_report if one_page else full_report
        proof = self.proof(comparison.product_id)
        return self._with_logo(make(self.project, comparison, charts, words, proof))

    def slides(
        self, product_id: str, words: Wording, on: date | None = None, *, cover: bool = False
    ) -> tuple[Slide, ...]:
        """The product on slides, for a meeting; with a cover where they are a file."""
        from compare_app.exporters.slides import KINDS, cover_of, slides_of

        charts = {kind: self.chart(product_id, kind, words, on) for kind in KINDS}
        comparison = self.compare(product_id, on)
        made = slides_of(self.project, comparison, charts, words)
        return (cover_of(self.project, comparison, words), *made) if cover else made

    def chart_set(self, product_id: str, words: Wording, on: date | None = None) -> dict[str, ChartSpec]:
        """Every chart of a product by kind."""
        from compare_app.domain.charts import CHART_KINDS

        return {kind: self.chart(product_id, kind, words, on) for kind in CHART_KINDS}

    def minutes(self, month: Month, words: Wording, on: date | None = None) -> Report:
        """The minutes of the monthly meeting over all products of ours, filled in as far as the data go."""
        from compare_app.exporters.minutes import minutes

        day = on or date.today()
        compared = [self.compare(product.id, day) for product in self.our_products()]
        return self._with_logo(minutes(self.project, compared, month, day, words))

    def case_report(self, case_id: str, words: Wording, on: date | None = None) -> Report:
        """The record of a case on paper as data; an AppError where there is no such case."""
        from compare_app.exporters.case_record import case_report

        case = self.project.get(Case, case_id)
        if case is None:
            raise AppError("CASE-UNKNOWN", M("There is no such case in this project"))
        return case_report(self.project, case, self.case_chart(case, words), words, on or date.today())

    def document(
        self,
        kind: str,
        languages: Sequence[Wording],
        product_id: str = "",
        *,
        year: int | None = None,
        on: date | None = None,
    ) -> Report:
        """A document of a kind (`domain.document.DOCUMENTS`) as a report, one language after the other.

        `year` is that of the annual summary; without a product the lists and the summary are over all of ours.
        """
        when = on or date.today()
        said = [self._document(kind, words, product_id, year or when.year, when) for words in languages]
        return self._with_logo(together(said))

    def _document(self, kind: str, words: Wording, product_id: str, year: int, when: date) -> Report:
        from compare_app.engine.annual import annual
        from compare_app.exporters.documents.made import document_of
        from compare_app.exporters.documents.papers import Papers

        ids = [product_id] if product_id else [product.id for product in self.our_products()]
        compared = [self.compare(one, when) for one in ids]
        papers = Papers(self.project, when, words, compared, self._store.results)
        return document_of(
            kind,
            papers,
            lambda: annual(self.project, ids, year, when),
            lambda: self.slides(product_id, words, when, cover=True),
        )

    def logo(self) -> Logo | None:
        """The picture that stands on every cover; None where there is none."""
        return logo_of(self.project, self._store.body)

    def _with_logo(self, report: Report) -> Report:
        return replace(report, logo=self.logo())

    def profile_report(self, words: Wording, on: date | None = None, bands: str = "") -> Report:
        """The profile on paper as data."""
        from compare_app.domain.charts import PROFILE_CHARTS
        from compare_app.exporters.profile_report import profile_report

        charts = {kind: self.profile_chart(kind, words, on, bands) for kind in PROFILE_CHARTS}
        return self._with_logo(profile_report(self.project, self.profile(on, bands), charts, words))

    def _pictures(
        self, product_id: str, words: Wording, renderer: Renderer | None, on: date | None
    ) -> Mapping[str, bytes]:
        """PNGs of the charts that Excel has no form for, and of the radar on the cover; the heat map is cells."""
        if renderer is None:
            return {}
        import tempfile

        pictures: dict[str, bytes] = {}
        with tempfile.TemporaryDirectory() as folder:
            for kind in ("ladder", "quadrant", "radar", "fishbone"):
                target = Path(folder) / f"{kind}.png"
                renderer.chart(
                    self.chart(product_id, kind, words, on),
                    target,
                    width_mm=180,
                    height_mm=110,
                    dpi=150,
                    look=Look(),
                )
                pictures[kind] = target.read_bytes()
        return pictures
