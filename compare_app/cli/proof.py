"""The verbs that prove: re-test, waiver, before and after, released states, signatures."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from compare_app.cli.console import Console
from compare_app.cli.tools import Tools, author_of, opened, product_id, write_text
from compare_app.domain.differences import gap_words, has_figure, outcome
from compare_app.domain.improvement import Improvement, IndicatorChange
from compare_app.domain.improvement_words import met_said, rate_said, step_said
from compare_app.domain.model import Indicator, Product, Sample, TestReport
from compare_app.domain.number import signed
from compare_app.domain.project import Project
from compare_app.domain.retest import Retest, Retested, values_of
from compare_app.domain.scheme import by_name
from compare_app.domain.sign_off import signatures as signatures_of
from compare_app.domain.signs import sign as mark
from compare_app.domain.terms import SignOffKind
from compare_app.errors import AppError
from compare_app.text.fold import key
from compare_app.text.message import M
from compare_app.workspace import Workspace


def retest(options: Namespace, console: Console, tools: Tools) -> int:
    """Take in a re-test; 1 where a target is not met or could not be judged."""
    with opened(options.project) as workspace:
        name = product_id(workspace, options.product)
        given = _given(workspace, name, options)
        found = workspace.plan_retest(given) if options.dry_run else workspace.retest(given)
        _tell_retest(found, console)
    if options.dry_run:
        console.say(M("Nothing was stored (dry run)"))
    return 0 if all(one.met for one in found.judged) else 1


def _given(workspace: Workspace, product: str, options: Namespace) -> Retest:
    """What the file says, and what stands on the command line over it."""
    if (options.file is None) == (not options.set):
        raise AppError(
            "RETEST-NOTHING",
            M("Give the results of the re-test in one way"),
            M("Name a file, or --set CODE=TEXT[,TEXT…] for each indicator"),
        )
    if options.file is not None:
        given = workspace.read_retest(options.file, product)
    else:
        scheme = by_name(workspace.project.indicators(workspace.project.all(Product)[product].category_id))
        results = tuple(
            one for text in options.set for one in values_of(*_assigned(scheme, text, options.unit))
        )
        given = Retest(product, results, TestReport("", ""), Sample("", product, ""), date.today())
    report, sample = given.report, given.sample
    return replace(
        given,
        report=replace(
            report,
            number=options.report or report.number,
            laboratory=options.laboratory or report.laboratory,
        ),
        sample=replace(sample, code=options.sample or sample.code),
        on=options.date or given.on,
        author=author_of(options),
    )


def _assigned(scheme: object, text: str, unit: str) -> tuple[Indicator, list[str], str]:
    """`APF=5.31,5.28`: the indicator by code or name, and its texts."""
    name, equals, values = text.partition("=")
    found = scheme.get(key(name.strip())) if isinstance(scheme, dict) else None
    if not equals or not isinstance(found, Indicator):
        raise AppError(
            "RETEST-SET",
            M("{text} does not set an indicator of the product", text=text),
            M("Write CODE=TEXT, e.g. APF=5.31,5.28; several values are separated by commas"),
        )
    return found, [one.strip() for one in values.split(",") if one.strip()], unit


def _tell_retest(found: Retested, console: Console) -> None:
    if found.earlier is not None:
        console.say(M("What stood before is kept as {name}", name=found.earlier.name))
    if not found.judged:
        console.say(M("No row of the plan is about what was tested"))
    for one in found.judged:
        console.data(
            "\t".join(
                (
                    one.action.id,
                    console.words.term(one.action.status),
                    console.words(met_said(one.met)),
                    console.words(one.reason),
                )
            )
        )


def waive(options: Namespace, console: Console, tools: Tools) -> int:
    """Close a row of the plan without a re-test, by name and with a reason."""
    with opened(options.project) as workspace:
        workspace.waive(options.action, options.by, options.reason, options.date, author_of(options))
    console.say(M("Waived by {name}: {reason}", name=options.by, reason=options.reason))
    return 0


# --- before and after ------------------------------------------------------------------------------------------------


def improvement(options: Namespace, console: Console, tools: Tools) -> int:
    """Before and after of one product, as JSON into a file or on stdout, otherwise as lines."""
    from compare_app.exporters.improvement_json import improvement_text

    with opened(options.project) as workspace:
        name = product_id(workspace, options.product)
        found = workspace.improvement(
            name,
            _snapshot(workspace, name, options.before),
            _snapshot(workspace, name, options.after),
            options.date,
        )
        project = workspace.project
    if options.json is None:
        _describe(project, found, console)
    elif options.json == "-":
        console.out.write(improvement_text(project, found))
    else:
        write_text(Path(options.json), improvement_text(project, found))
        console.say(M("Wrote {file}", file=options.json))
    return 0


def _snapshot(workspace: Workspace, product: str, named: str) -> str:
    """The id of a released state by id, by title, or by the number that `snapshots` prints; empty: none named."""
    if not named:
        return ""
    rows = workspace.snapshots(product)
    if named.isdecimal() and 1 <= int(named) <= len(rows):
        return rows[int(named) - 1].id
    found = [one.id for one in rows if named in (one.id, one.title)]
    return found[-1] if found else named


def _describe(project: Project, found: Improvement, console: Console) -> None:
    words = console.words
    console.data(words(M("{before} → {after}", before=found.before, after=found.after)))
    console.data(
        words(M("Step: {before} → {after}", before=step_said(found.step[0]), after=step_said(found.step[1])))
    )
    for said, (before, after) in (
        (M("Binding requirements met"), found.passed),
        (M("Batches passed in inspections"), found.inspections),
    ):
        if before is not None or after is not None:
            console.data(
                words(
                    M(
                        "{what}: {before} → {after}",
                        what=said,
                        before=rate_said(before),
                        after=rate_said(after),
                    ),
                )
            )
    for rate in found.rates:
        console.data(
            words(
                M(
                    "{market} standards, stricter or equal: {before} → {after}",
                    market=rate.market,
                    before=f"{rate.before * 100:.1f} %" if rate.before is not None else "—",
                    after=f"{rate.after * 100:.1f} %" if rate.after is not None else "—",
                )
            )
        )
    for row in found.indicators:
        console.data("  " + _row(project, row, console))
    for limit in found.limits:
        indicator = project.get(Indicator, limit.indicator_id)
        console.data(
            "  "
            + words(
                M(
                    "our limit on {name}: {before} → {after}, {verdict}",
                    name=indicator.name if indicator else "",
                    before=limit.before or "—",
                    after=limit.after or "—",
                    verdict=limit.reason or limit.verdict,
                )
            )
        )
    if found.limits_reason is not None:
        console.data(words(found.limits_reason))


def _row(project: Project, row: IndicatorChange, console: Console) -> str:
    from compare_app.exporters.phrases import indicator_name, value_text

    words, indicator = console.words, project.get(Indicator, row.indicator_id)
    unit = f" {indicator.unit}" if indicator and indicator.unit and row.after.text else ""
    change = M(
        "{before} → {after}",
        before=value_text(row.before, words),
        after=f"{value_text(row.after, words)}{unit}",
    )
    name = indicator_name(project, row.indicator_id, words)
    parts = [words(M("{name}: {text}", name=name, text=words(change)))]
    gap = row.gap
    if gap is not None and row.reason is None:
        percent = "" if gap.relative is None else f" ({signed(gap.relative)} %)"
        number = f"{gap_words(gap, words)}{percent} " if has_figure(gap) else ""
        parts.append(f"{mark(gap.standing)} {number}{words.term(outcome(gap))}")
    if row.reason is not None:
        parts.append(words(row.reason))
    if row.verification is not None and row.verification.waived_by:
        parts.append(words(M("waived by {name}", name=row.verification.waived_by)))
    elif row.target:
        parts.append(words(M("target {target}: {answer}", target=row.target, answer=met_said(row.met))))
    return words("; ").join(parts)


# --- released states and signatures ----------------------------------------------------------------------------------


def snapshot(options: Namespace, console: Console, tools: Tools) -> int:
    """Release the present state of a product."""
    with opened(options.project) as workspace:
        name = product_id(workspace, options.product)
        found = workspace.release(name, options.title, options.date, author_of(options))
    console.data(f"{found.id}\t{found.digest}")
    console.say(M("Released: {title}", title=found.title))
    return 0


def snapshots(options: Namespace, console: Console, tools: Tools) -> int:
    """Every released state, one a line: number, id, product, time, title, author, digest."""
    with opened(options.project) as workspace:
        for product in _products(workspace, options):
            for number, one in enumerate(workspace.snapshots(product.id), 1):
                at = one.at.isoformat(timespec="seconds")
                console.data(
                    "\t".join((str(number), one.id, product.name, at, one.title, one.author, one.digest))
                )
    return 0


def sign(options: Namespace, console: Console, tools: Tools) -> int:
    """Sign or send back."""
    with opened(options.project) as workspace:
        name = product_id(workspace, options.product)
        workspace.sign(
            name,
            SignOffKind(options.kind),
            options.name,
            console.words,
            veto=options.veto,
            reason=options.reason,
            title=options.title,
            snapshot_id=_snapshot(workspace, name, options.snapshot),
            on=options.date,
        )
        _tell_signatures(workspace, workspace.project.all(Product)[name], console)
    return 0


def signatures(options: Namespace, console: Console, tools: Tools) -> int:
    """The signatures of the latest round, one a line, and whether the state still is what was approved."""
    with opened(options.project) as workspace:
        for product in _products(workspace, options):
            _tell_signatures(workspace, product, console)
    return 0


def _tell_signatures(workspace: Workspace, product: Product, console: Console) -> None:
    words = console.words
    for kind, one in signatures_of(workspace.project, product.id).items():
        state = words("sent back") if one.veto else words("signed")
        at = one.at.isoformat(timespec="seconds")
        console.data(
            "\t".join((product.name, words.term(kind), state, one.name, at, one.digest[:12], one.reason))
        )
    console.say(
        M("{product}: {state}", product=product.name, state=workspace.signed_state(product.id).sentence)
    )


def _products(workspace: Workspace, options: Namespace) -> Iterable[Product]:
    if options.product is None:
        return workspace.our_products()
    return (workspace.project.all(Product)[product_id(workspace, options.product)],)
