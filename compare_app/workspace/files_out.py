"""What leaves a project: plans, reports, documents, slides, comparisons, the project itself."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from compare_app.domain.comparison import Comparison
from compare_app.domain.document import document_kind
from compare_app.domain.edit import Applied, Edit
from compare_app.domain.logo import checked_picture, logo_edit, no_logo_edit
from compare_app.domain.loop import Case, ExportBase
from compare_app.domain.model import Sample
from compare_app.domain.month import Month
from compare_app.domain.renderer import Renderer
from compare_app.domain.report import Report
from compare_app.errors import AppError, unreadable
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording

if TYPE_CHECKING:
    pass

from compare_app.workspace.papers import Papers


class FilesOut(Papers):
    """Every file is written whole or not at all; an old one survives failure."""

    def export(
        self,
        product_id: str,
        to: Path,
        words: Wording,
        *,
        renderer: Renderer | None = None,
        on: date | None = None,
        one_page: bool = False,
        proposals: bool = False,
    ) -> Message | None:
        """Write plan.xlsx, report.pdf or comparison.csv/.json by the suffix of `to`; old files survive failure.

        `proposals` writes what the next edition of our standard could say, and nothing else, as .xlsx or .csv. What
        left in a plan is noted in the project once the file is there; where it cannot be, the answer says so.
        """
        from compare_app.exporters.comparison_csv import write_csv
        from compare_app.exporters.comparison_json import write_json
        from compare_app.exporters.plan_workbook import write_plan

        comparison = self.compare(product_id, on)
        if proposals:
            self._export_proposals(to, comparison, words)
            return None
        others = dict.fromkeys(gap.product_id for row in comparison.indicators for gap in row.gaps)
        results = {one: self.results(one) for one in (product_id, *others)}
        match to.suffix.lower():
            case ".xlsx":
                pictures = self._pictures(product_id, words, renderer, on)
                keep_previous(to)
                charts = self.chart_set(product_id, words, on)
                left = write_plan(
                    to,
                    self.project,
                    comparison,
                    results,
                    charts,
                    words,
                    pictures,
                    self.logo(),
                    self.proof(product_id),
                )
                return self._note_export(left)
            case ".json":
                write_json(to, self.project, comparison, self.trail())
            case ".csv":
                write_csv(to, self.project, comparison, words)
            case ".pdf":
                if renderer is None:
                    raise AppError("NO-RENDERER", M("A PDF needs the drawing part of the program"))
                renderer.report(self.report(product_id, words, on, one_page), to)
            case other:
                raise AppError(
                    "EXPORT-FORMAT",
                    M("{suffix} is no format we write", suffix=other or to.name),
                    M("Choose .xlsx, .pdf, .csv or .json"),
                )
        return None

    def export_into(
        self, product_id: str, template: Path, to: Path, words: Wording, on: date | None = None
    ) -> None:
        """Fill in a copy of the company's own workbook; the template stays, and so does an old file on failure.

        It is read apart first: what is damaged or hostile is refused there, before anything of it is used.
        """
        from compare_app.exporters.company_template import write_filled

        with self._desk.opened(template) as source:
            sheets = [source.sheet(one.name) for one in source.sheets]
            texts = {
                sheet.name: {
                    (row.number, at): cell.text for row in sheet.rows for at, cell in enumerate(row.cells)
                }
                for sheet in sheets
            }
            sha256 = source.sha256
        keep_previous(to)
        write_filled(to, template, sha256, texts, self.project, self.compare(product_id, on), words)

    def _note_export(self, left: ExportBase) -> Message | None:
        """Keep what left, for its return; no step of undo, and nothing that is shown depends on it."""
        if self.read_only:
            return M(
                "This project can only be read here: of this export only the workbook itself knows what left"
            )
        try:
            self._store.apply(Edit(M("Export {file}", file=left.file_name), (left,)))
        except AppError as trouble:
            return M("The file is written, but the project could not note it: {what}", what=trouble.what)
        return None

    def _export_proposals(self, to: Path, comparison: Comparison, words: Wording) -> None:
        from compare_app.exporters.outlook import write_proposals_csv
        from compare_app.exporters.plan_workbook import write_proposals_book

        match to.suffix.lower():
            case ".xlsx":
                write_proposals_book(to, self.project, comparison, words)
            case ".csv":
                write_proposals_csv(to, self.project, comparison, words)
            case other:
                raise AppError(
                    "EXPORT-FORMAT",
                    M("{suffix} is no format we write", suffix=other or to.name),
                    M("Choose .xlsx or .csv"),
                )

    def export_minutes(
        self,
        to: Path,
        month: Month,
        words: Wording,
        *,
        renderer: Renderer | None = None,
        on: date | None = None,
    ) -> None:
        """Write the minutes as .xlsx to go on writing in, or as .pdf; old files survive failure."""
        _write_report(to, self.minutes(month, words, on), str(month), words, renderer)

    def export_case(
        self,
        case_id: str,
        to: Path,
        words: Wording,
        *,
        renderer: Renderer | None = None,
        on: date | None = None,
    ) -> None:
        """Write the record of a case as .xlsx to go on writing in, or as .pdf; old files survive failure."""
        report = self.case_report(case_id, words, on)
        _write_report(to, report, self.project.all(Case)[case_id].number or "1", words, renderer)

    def export_document(
        self,
        to: Path,
        kind: str,
        languages: Sequence[Wording],
        product_id: str = "",
        *,
        year: int | None = None,
        on: date | None = None,
        renderer: Renderer | None = None,
    ) -> None:
        """Write a document as .xlsx, .pptx or .pdf by the suffix of `to`; old files survive failure."""
        suffix, possible = to.suffix.lower(), document_kind(kind).suffixes
        if suffix not in possible:
            raise AppError(
                "EXPORT-FORMAT",
                M("{suffix} is no format we write", suffix=suffix or to.name),
                M("Choose {first} or {second}", first=possible[0], second=possible[1]),
            )
        if suffix == ".pptx":
            from compare_app.exporters.deck.deck import write_deck

            parts = [(words, self.slides(product_id, words, on, cover=True)) for words in languages]
            write_deck(to, parts, self.logo())
            return
        report = self.document(kind, languages, product_id, year=year, on=on)
        if suffix == ".xlsx":
            from compare_app.exporters.report_book import write_report_book

            keep_previous(to)
            write_report_book(to, report, kind, languages[0])
            return
        if renderer is None:
            raise AppError("NO-RENDERER", M("A PDF needs the drawing part of the program"))
        renderer.report(report, to)

    def set_logo(self, path: Path, renderer: Renderer, user: str = "") -> Applied:
        """Make a PNG, JPEG or SVG the logo, as one step of undo; an AppError where it is none of these."""
        try:
            data = path.read_bytes()
        except OSError as error:
            raise unreadable(path, error) from error
        kept = renderer.logo(checked_picture(data, path.name))
        digest = self._store.keep_body(kept)
        return self.apply(logo_edit(self.project, path.name, digest, len(kept), date.today()), user)

    def remove_logo(self, user: str = "") -> Applied | None:
        """Take the logo away; None where there is none."""
        edit = no_logo_edit(self.project)
        return None if edit is None else self.apply(edit, user)

    def export_profile(
        self,
        to: Path,
        words: Wording,
        *,
        renderer: Renderer | None = None,
        on: date | None = None,
        bands: str = "",
    ) -> None:
        """Write the enterprise's profile as .xlsx, .pdf, .csv or .json by the suffix; old files survive failure."""
        from compare_app.exporters.profile_csv import write_profile_csv
        from compare_app.exporters.profile_json import write_profile_json
        from compare_app.exporters.profile_workbook import write_profile

        profile = self.profile(on, bands)
        match to.suffix.lower():
            case ".xlsx":
                write_profile(to, self.project, profile, words)
            case ".json":
                write_profile_json(to, self.project, profile)
            case ".csv":
                write_profile_csv(to, profile, words)
            case ".pdf":
                if renderer is None:
                    raise AppError("NO-RENDERER", M("A PDF needs the drawing part of the program"))
                renderer.report(self.profile_report(words, on, bands), to)
            case other:
                raise AppError(
                    "EXPORT-FORMAT",
                    M("{suffix} is no format we write", suffix=other or to.name),
                    M("Choose .xlsx, .pdf, .csv or .json"),
                )

    def export_project(self, to: Path, words: Wording) -> None:
        """Write the whole project as our own workbook; importing it gives the same project again."""
        from compare_app.exporters.project_workbook import write_project

        write_project(to, self.project, self._store.results, words)

    @staticmethod
    def write_template(to: Path, words: Wording) -> None:
        """Write the empty workbook to fill in, with explanations, drop-downs and an example row."""
        from compare_app.exporters.template import write_template

        write_template(to, words)

    def export_laboratory(self, to: Path, sample_ids: Collection[str], words: Wording) -> None:
        """What a laboratory is told of blind samples, as a workbook that names no product."""
        from compare_app.exporters.laboratory import write_laboratory_list

        samples = [one for one in self.project.all(Sample).values() if one.id in sample_ids]
        write_laboratory_list(to, self.project, samples, words)


def _write_report(to: Path, report: Report, sheet: str, words: Wording, renderer: Renderer | None) -> None:
    """A report as a workbook to go on writing in, or as PDF."""
    from compare_app.exporters.report_book import write_report_book

    match to.suffix.lower():
        case ".xlsx":
            keep_previous(to)
            write_report_book(to, report, sheet, words)
        case ".pdf":
            if renderer is None:
                raise AppError("NO-RENDERER", M("A PDF needs the drawing part of the program"))
            renderer.report(report, to)
        case other:
            raise AppError(
                "EXPORT-FORMAT",
                M("{suffix} is no format we write", suffix=other or to.name),
                M("Choose .xlsx or .pdf"),
            )


def keep_previous(path: Path) -> Path | None:
    """Keep the workbook that is about to be replaced as `<name>.previous.xlsx`: somebody may have filled it in."""
    if not path.is_file():
        return None
    from compare_app.exporters.atomic import free_name, write_bytes

    kept = path.with_name(f"{path.stem}.previous{path.suffix}")
    try:
        data = path.read_bytes()
        if kept.exists() and kept.read_bytes() != data:
            kept = free_name(kept)
        write_bytes(kept, data)
    except (OSError, AppError) as error:
        raise AppError(
            "EXPORT-KEEP",
            M("{file} is there already and no copy of it could be kept", file=path.name),
            M("Choose another name or folder; the file there was not touched"),
        ) from error
    return kept
