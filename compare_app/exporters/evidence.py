"""What a comparison rests on: editions, methods, samples, reports, and every fact that nobody has confirmed yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from compare_app.domain.comparison import Comparison, Trace
from compare_app.domain.editions import status_in
from compare_app.domain.model import (
    CellRef,
    Indicator,
    Product,
    Provenance,
    Requirement,
    Result,
    Sample,
    StandardEdition,
    TestMethod,
    TestReport,
)
from compare_app.domain.project import Project
from compare_app.domain.rule_names import rule_name
from compare_app.domain.terms import EditionStatus, Role, Trust
from compare_app.exporters.phrases import (
    indicator_name,
    joined,
    labelled,
    product_name,
    source_text,
    with_unit,
)
from compare_app.text.message import M
from compare_app.text.wording import Wording


@dataclass(frozen=True, slots=True)
class Fact:
    """One unconfirmed fact: what kind, what it says, and the document it was taken from."""

    kind: str
    what: str
    document: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an explanation as printed: several steps of the same kind stand together."""

    text: str
    rule: str
    cells: str


@dataclass(frozen=True, slots=True)
class Explained:
    """How one figure or verdict came about."""

    subject: str
    lines: tuple[Line, ...]


def editions_used(project: Project, comparison: Comparison) -> tuple[StandardEdition, ...]:
    """Every edition that the comparison or the product refers to, in the order of the store."""
    used = {
        side.edition_id for row in comparison.standards for side in (row.ours, row.theirs) if side is not None
    }
    used |= {one.edition_id for row in comparison.indicators for one in row.judgements}
    used |= {edition.id for edition in project.executed(comparison.product_id)}
    return tuple(edition for edition in project.all(StandardEdition).values() if edition.id in used)


def edition_status(project: Project, edition: StandardEdition, comparison: Comparison) -> EditionStatus:
    """The status on the reference date of the comparison."""
    return status_in(project, edition, comparison.on)


def requirements_used(project: Project, comparison: Comparison) -> tuple[Requirement, ...]:
    """Every requirement that was compared or judged by."""
    used = {
        side.requirement_id
        for row in comparison.standards
        for side in (row.ours, row.theirs)
        if side is not None
    }
    used |= {one.requirement_id for row in comparison.indicators for one in row.judgements}
    return tuple(one for one in project.all(Requirement).values() if one.id in used)


def methods_used(
    project: Project, comparison: Comparison, results: Mapping[str, Sequence[Result]]
) -> tuple[TestMethod, ...]:
    """Every test method of those requirements and of our results."""
    used = {one.method_id for one in requirements_used(project, comparison)}
    used |= {one.method_id for rows in results.values() for one in rows}
    return tuple(method for method in project.all(TestMethod).values() if method.id in used)


def samples_and_reports(
    project: Project, comparison: Comparison, results: Mapping[str, Sequence[Result]]
) -> tuple[tuple[Sample, ...], tuple[TestReport, ...]]:
    """The samples of our product, and the reports its results stand in."""
    named = {one.report_id for one in results.get(comparison.product_id, ())}
    return (
        tuple(one for one in project.all(Sample).values() if one.product_id == comparison.product_id),
        tuple(one for one in project.all(TestReport).values() if one.id in named),
    )


def products_compared(project: Project, comparison: Comparison) -> tuple[Product, ...]:
    """Our product and every product it has a gap to."""
    used = dict.fromkeys(
        [comparison.product_id, *(gap.product_id for row in comparison.indicators for gap in row.gaps)]
    )
    return tuple(product for one in used if (product := project.get(Product, one)) is not None)


def unconfirmed_facts(
    project: Project, comparison: Comparison, results: Mapping[str, Sequence[Result]], words: Wording
) -> tuple[Fact, ...]:
    """Everything that prints with 未核实 (R10), with where it was taken from."""
    facts: list[Fact] = []

    def add(kind: str, what: str, source: Provenance) -> None:
        if source.trust is Trust.UNCONFIRMED:
            facts.append(
                Fact(kind, what, "  ".join(part for part in (source.document, source.place) if part))
            )

    for edition in editions_used(project, comparison):
        add(
            words(M("Standard")),
            f"{edition.number} {edition.title or edition.title_en}".strip(),
            edition.source,
        )
    for requirement in requirements_used(project, comparison):
        owner = project.get(StandardEdition, requirement.edition_id)
        name = indicator_name(project, requirement.indicator_id, words)
        number = owner.number if owner else ""
        add(
            words(M("Limit")),
            f"{source_text(number, requirement.clause)}  {name} {requirement.raw} {requirement.unit}".strip(),
            requirement.source,
        )
    for method in methods_used(project, comparison, results):
        add(words(M("Method")), source_text(method.standard, method.clause), method.source)
    for row in comparison.indicators:
        indicator = project.get(Indicator, row.indicator_id)
        if indicator is not None:
            add(words(M("Indicator")), indicator_name(project, indicator.id, words), indicator.source)
    for product in products_compared(project, comparison):
        add(words(M("Product")), product_name(project, product.id, words), product.source)
    for row in comparison.indicators:
        name = indicator_name(project, row.indicator_id, words)
        facts += [
            Fact(
                words(M("Value")),
                f"{product_name(project, one.product_id, words)}  {name} {one.text} {one.unit}".strip(),
                ", ".join(str(cell) for cell in one.cells),
            )
            for one in (row.ours, *(gap.theirs for gap in row.gaps))
            if one.trust is Trust.UNCONFIRMED
        ]
    return tuple(dict.fromkeys(facts))


def explanations(
    project: Project, comparison: Comparison, words: Wording, *, brief: bool = False
) -> Iterator[Explained]:
    """The steps of every verdict and figure, in the order of the comparison; our value is explained once.

    `brief` leaves out what one side lacks and the benchmarks that are not primary: paper shows what is signed.
    """
    for row in comparison.standards:
        if brief and (row.ours is None or row.theirs is None):
            continue
        name = indicator_name(project, row.indicator_id, words)
        sides = [
            source_text(side.standard, side.clause) for side in (row.ours, row.theirs) if side is not None
        ]
        yield Explained(labelled(name, " ↔ ".join(sides), words), _lines(row.steps, words))
    for line in comparison.indicators:
        name = indicator_name(project, line.indicator_id, words)
        known = set(map(_spoken_once(words), line.ours.steps))

        def fresh(steps: Iterable[Trace], known: set[tuple[str, str]] = known) -> list[Trace]:
            return [step for step in steps if _spoken_once(words)(step) not in known]

        ours = product_name(project, line.ours.product_id, words)
        yield Explained(labelled(name, ours, words), _lines(line.ours.steps, words))
        for one in line.judgements:
            limit = f"{source_text(one.standard, one.clause)}  {with_unit(one.limit_text, one.unit)}"
            yield Explained(labelled(name, limit, words), _lines(fresh(one.steps), words))
        for gap in line.gaps:
            if brief and not (gap.primary and gap.role in (Role.DOMESTIC, Role.INTERNATIONAL)):
                continue
            theirs = product_name(project, gap.product_id, words)
            steps = (*gap.theirs.steps, *fresh(gap.steps))
            yield Explained(labelled(name, f"{ours} ↔ {theirs}", words), _lines(steps, words))
    yield from (one for one in _of_the_whole(project, comparison, words) if one.lines)


def _of_the_whole(project: Project, comparison: Comparison, words: Wording) -> Iterator[Explained]:
    """The ladder, scores, grades, priorities and ranks: one explanation each."""
    yield Explained(words(M("Quality ladder")), _each(comparison.ladder.steps, words))
    for score in comparison.scores:
        benchmark = product_name(project, score.benchmark_id, words)
        yield Explained(labelled(words(M("Score")), benchmark, words), _each(score.steps, words))
    for grade in comparison.assessment.grades:
        yield Explained(grade.name, _each(grade.steps, words))
    for priority in comparison.assessment.priorities:
        name = indicator_name(project, priority.indicator_id, words)
        yield Explained(labelled(words(M("Priority of the gaps")), name, words), _each(priority.steps, words))
    for found in comparison.assessment.sensitivity:
        title = words(M("Rank under changed weights"))
        yield Explained(labelled(title, words.term(found.role), words), _each(found.steps, words))


def _each(steps: Iterable[Trace], words: Wording) -> tuple[Line, ...]:
    """One line a step: these name different things by the same words."""
    return tuple(Line(words(one.message), rule_name(one.rule, words), "") for one in steps)


def _spoken_once(words: Wording) -> Callable[[Trace], tuple[str, str]]:
    return lambda step: (words(step.message), str(step.cell))


def _lines(steps: Iterable[Trace], words: Wording) -> tuple[Line, ...]:
    """Steps as printed: a run of the same kind, such as reading five values, is one line."""
    lines: list[Line] = []
    for (_, rule), run in groupby(steps, key=lambda step: (step.message.template, step.rule)):
        together = list(run)
        text = joined(dict.fromkeys(words(step.message) for step in together), words)
        lines.append(
            Line(text, rule_name(rule, words), _cells([step.cell for step in together if step.cell]))
        )
    return tuple(lines)


def _cells(cells: Iterable[CellRef]) -> str:
    """Addresses; the file and the sheet are said once where they stay the same."""
    said: list[str] = []
    before = ("", "")
    for cell in dict.fromkeys(cells):
        said.append(cell.cell if (cell.file, cell.sheet) == before and cell.cell else str(cell))
        before = (cell.file, cell.sheet)
    return ", ".join(part for part in said if part)
