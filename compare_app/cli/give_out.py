"""The verbs that only read a project: compare, export, chart."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Final

from compare_app.cli.console import Console
from compare_app.cli.tools import Tools, opened, product_id, write_text
from compare_app.domain.against_pool import AgainstPool
from compare_app.domain.comparison import Comparison
from compare_app.domain.digest import conclusion, headline
from compare_app.domain.edit import Edit
from compare_app.domain.model import Indicator
from compare_app.domain.project import Project
from compare_app.domain.renderer import Look
from compare_app.domain.terms import Comparability, Standing
from compare_app.errors import AppError
from compare_app.text.message import M
from compare_app.workspace import Workspace

PICTURES: Final = (".png", ".svg", ".pdf")


def compare(options: Namespace, console: Console, tools: Tools) -> int:
    """Both comparisons of one product, as JSON, and the table of its pool, into files or stdout; else a short text."""
    from compare_app.exporters.comparison_json import comparison_text

    if options.json == options.pool == "-":
        raise AppError(
            "STDOUT-TWICE",
            M("The comparison and the table of the pool cannot both go to stdout"),
            M("Give one of them a file name"),
        )
    with opened(options.project) as workspace:
        product = product_id(workspace, options.product)
        comparison = workspace.compare(product, options.date)
        project, trail = workspace.project, workspace.trail()
        if options.pool is not None:
            _against_pool(workspace.against_pool(product, options.date), project, options.pool, console)
            if options.json is None:
                return 0
    if options.json is None:
        describe(project, comparison, console)
        return 0
    text = comparison_text(project, comparison, trail)
    if options.json == "-":
        console.out.write(text)
    else:
        write_text(Path(options.json), text)
        console.say(M("Wrote {file}", file=options.json))
    console.say(headline(project, comparison))
    return 0


def _against_pool(found: AgainstPool, project: Project, to: str, console: Console) -> None:
    """The table of all products of the category, and what stands in it in one sentence."""
    from compare_app.exporters.pool_csv import pool_csv, write_pool_csv

    if to == "-":
        pool_csv(console.out, project, found, console.words)
    else:
        write_pool_csv(Path(to), project, found, console.words)
        console.say(M("Wrote {file}", file=to))
    counts = {word: int(each.sum()) - int(each[found.seat]) for word, each in found.counts.items()}
    console.say(
        M(
            "Against {n} products in {indicators} indicators, pair by pair: ahead {ahead}, level {level}, "
            "behind {behind}, undecided {undecided}, different basis {mixed}, not comparable {apart}",
            n=len(found.product_ids) - 1,
            indicators=len(found.indicator_ids),
            ahead=counts[Standing.AHEAD],
            level=counts[Standing.LEVEL],
            behind=counts[Standing.BEHIND],
            undecided=counts[Standing.UNDECIDED],
            mixed=counts[Comparability.MIXED_BASIS],
            apart=counts[Comparability.NOT_COMPARABLE],
        )
    )


def describe(project: Project, comparison: Comparison, console: Console) -> None:
    """The comparison in a few lines: the sentence, what blocks the next step, warnings, the rule."""
    words = console.words
    console.data(words(headline(project, comparison)))
    console.data(words(conclusion(comparison)))
    for blocker in comparison.ladder.blockers:
        indicator = project.get(Indicator, blocker.indicator_id)
        console.data(
            "  "
            + words(
                M(
                    "{step} is held back by {what}: {reason}",
                    step=blocker.step,
                    what=indicator.name if indicator else M("the whole"),
                    reason=blocker.reason,
                )
            )
        )
    for warning in comparison.warnings:
        console.data("! " + words(warning))
    console.data(words(comparison.rule))
    if comparison.ladder.table is not None:
        console.data(words(comparison.ladder.table))


def export(options: Namespace, console: Console, tools: Tools) -> int:
    """One product's plan, report or comparison; without a product the whole project as a workbook."""
    with opened(options.project) as workspace:
        if options.product is None:
            if options.to.suffix.lower() != ".xlsx" or options.proposals:
                raise AppError(
                    "EXPORT-PRODUCT",
                    M("Only the whole project is exported without a product, and only as .xlsx"),
                    M("Add --product NAME, or choose a name that ends in .xlsx"),
                )
            workspace.export_project(options.to, console.words)
        else:
            product = product_id(workspace, options.product)
            if options.propose:
                _propose(workspace, product, options, console)
            if options.template is not None:
                workspace.export_into(product, options.template, options.to, console.words, options.date)
                console.say(M("Wrote {file}", file=str(options.to)))
                return 0
            replaced = options.to.suffix.lower() == ".xlsx" and options.to.is_file() and not options.proposals
            draws = options.to.suffix.lower() in (".xlsx", ".pdf") and not options.proposals
            said = workspace.export(
                product,
                options.to,
                console.words,
                renderer=tools.make_renderer() if draws else None,
                on=options.date,
                one_page=options.one_page,
                proposals=options.proposals,
            )
            if said is not None:
                console.say(said)
            if replaced:  # `Workspace.export` kept it: somebody may have filled it in
                previous = f"{options.to.stem}.previous{options.to.suffix}"
                console.say(
                    M("The earlier {file} is kept as {previous}", file=options.to.name, previous=previous)
                )
    console.say(M("Wrote {file}", file=str(options.to)))
    return 0


def _propose(workspace: Workspace, product: str, options: Namespace, console: Console) -> None:
    """Store a plan row for each gap that no row covers yet, as one step of undo."""
    actions = workspace.propose_actions(product, options.date)
    if actions:
        workspace.apply(Edit(M("Proposed plan of {product}", product=options.product), actions))
    console.say(M("Plan rows proposed from the gaps: {count}", count=len(actions)))


def chart(options: Namespace, console: Console, tools: Tools) -> int:
    """Draw one chart at the size and resolution asked for, or write the data behind it as CSV."""
    suffix = options.to.suffix.lower()
    if suffix not in (*PICTURES, ".csv"):
        raise AppError(
            "CHART-FORMAT",
            M("{suffix} is no picture that we write", suffix=options.to.suffix or options.to.name),
            M("Choose .png, .svg or .pdf, or .csv for the data behind the chart"),
        )
    with opened(options.project) as workspace:
        spec = workspace.chart(
            product_id(workspace, options.product), options.kind, console.words, options.date
        )
    if suffix == ".csv":
        from compare_app.domain.chart_table import table_of
        from compare_app.exporters.chart_csv import write_chart_csv

        write_chart_csv(options.to, table_of(spec, console.words))
        console.say(M("Wrote {file}", file=str(options.to)))
        return 0
    tools.make_renderer().chart(
        spec,
        options.to,
        width_mm=options.width,
        height_mm=options.height,
        dpi=options.dpi,
        look=Look(dark=options.dark),
    )
    console.say(M("Wrote {file}", file=str(options.to)))
    return 0
