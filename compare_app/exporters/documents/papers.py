"""What the documents are made from, and the few cells and sentences that all of them share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from compare_app.domain.comparison import Comparison
from compare_app.domain.digest import NOTICE
from compare_app.domain.model import Indicator, Product, Result, TestMethod, TestReport
from compare_app.domain.project import Project
from compare_app.domain.report import Block, Heading, Paragraph, Report, Table, TableCell
from compare_app.domain.tone import Tone
from compare_app.exporters.cells import visible
from compare_app.exporters.phrases import indicator_name, listed, product_name, source_text
from compare_app.exporters.report_tables import cell, made
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording


@dataclass(frozen=True, slots=True)
class Papers:
    """The project on a reference date, what was compared of it, in the reader's language."""

    project: Project
    on: date
    words: Wording
    comparisons: Sequence[Comparison]
    results: Callable[[str], tuple[Result, ...]]

    # --- names -----------------------------------------------------------------------------------------------------

    def product(self, product_id: str) -> str:
        """The name of a product."""
        return product_name(self.project, product_id, self.words)

    def indicator(self, indicator_id: str) -> str:
        """The name of an indicator; a dash where there is none."""
        return indicator_name(self.project, indicator_id, self.words) if indicator_id else "—"

    def record(self, product_id: str) -> Product:
        """The product itself; a product that left the project still prints by its id."""
        return self.project.get(Product, product_id) or Product(product_id, "", product_id)

    def scheme(self, indicator_id: str) -> Indicator | None:
        """The indicator itself."""
        return self.project.get(Indicator, indicator_id)

    def methods(self, ids: Iterable[str]) -> str:
        """Test methods by standard and clause, each once."""
        table = self.project.all(TestMethod)
        found = (table[one] for one in dict.fromkeys(ids) if one in table)
        return listed((source_text(one.standard, one.clause) for one in found), self.words)

    def reports(self, ids: Iterable[str]) -> str:
        """Test reports by number and laboratory, each once."""
        table = self.project.all(TestReport)
        found = (table[one] for one in dict.fromkeys(ids) if one in table)
        said = (" ".join(part for part in (one.number, one.laboratory) if part) for one in found)
        return "\n".join(said)

    # --- cells -----------------------------------------------------------------------------------------------------

    def unsaid(self, message: Message | None = None) -> TableCell:
        """What nobody recorded: a word in grey, never an empty cell."""
        return TableCell(self.words(message or M("not recorded")), Tone.UNKNOWN)

    def said(self, text: str) -> TableCell:
        """A text, or the word that nobody recorded it."""
        return cell(text) if text.strip() else self.unsaid()

    def day(self, value: date | None) -> TableCell:
        """A day, or the word that nobody recorded it."""
        return self.said(value.isoformat() if value else "")

    # --- blocks ----------------------------------------------------------------------------------------------------

    def title(self, message: Message) -> Heading:
        """The head of a page."""
        return Heading(visible(self.words(message)))

    def part(self, message: Message) -> Heading:
        """The head of a part of it."""
        return Heading(visible(self.words(message)), 2)

    def quiet(self, message: Message) -> Paragraph:
        """A remark in small letters."""
        return Paragraph(visible(self.words(message)), "quiet")

    def table(
        self,
        heads: Sequence[Message],
        rows: Iterable[Sequence[TableCell | str]],
        widths: Sequence[float],
        nothing: Message | None = None,
    ) -> Block:
        """A table; without rows a sentence that says so."""
        found = made(self.words, heads, rows, widths)
        return found if found.rows else self.quiet(nothing or M("Nothing to list"))

    def pairs(self, rows: Iterable[tuple[Message, str]]) -> Table:
        """Captions and what is recorded under them."""
        said = tuple((cell(self.words(head), bold=True), self.said(text)) for head, text in rows)
        return Table((), said, (1, 4))

    def origin(self, product_id: str = "") -> Paragraph:
        """Enterprise, product and day under a title."""
        product = self.record(product_id) if product_id else None
        parts = (
            product.enterprise if product else "",
            self.product(product_id) if product_id else self.project.name,
            self.words(M("Reference date {on}", on=self.on)),
        )
        return Paragraph(visible("  ·  ".join(part for part in parts if part)), "quiet")

    def notice(self) -> Paragraph:
        """The sentence that ladder, score and rank are our own."""
        return Paragraph(self.words(NOTICE), "quiet")

    def report(self, title: Message, blocks: Sequence[Block], product_id: str = "") -> Report:
        """The document: A4 across, with the notice, its subject and the day at the foot."""
        note = self.words(M("Enterprise's own evaluation, not official"))
        subject = self.product(product_id) if product_id else self.project.name
        said = self.words(title)
        return Report(
            title=visible(said),
            footer=visible(f"{note}  ·  {subject}  ·  {self.on.isoformat()}"),
            blocks=tuple(blocks),
            landscape=True,
        )


def results_by_indicator(papers: Papers, product_id: str) -> Mapping[str, list[Result]]:
    """The results of a product, by indicator."""
    found: dict[str, list[Result]] = {}
    for one in papers.results(product_id):
        found.setdefault(one.indicator_id, []).append(one)
    return found
