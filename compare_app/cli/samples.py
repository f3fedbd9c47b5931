"""The verbs about what is tested: `samples` (F2) with blind codes and the laboratory's list, `reports` (F5)."""

from __future__ import annotations

from argparse import Namespace

from compare_app.cli.console import Console
from compare_app.cli.tools import Tools, author_of, opened, product_id
from compare_app.domain.edit import Edit
from compare_app.domain.model import Product, Sample, TestReport
from compare_app.domain.project import Project
from compare_app.domain.samples import (
    blinded,
    changed_report,
    changed_sample,
    new_report,
    new_sample,
    samples_of,
)
from compare_app.text.message import M

SAMPLE_OPTIONS = {
    "batch": "batch",
    "units": "test_units",
    "reserve": "reserve_units",
    "seal": "seal",
    "produced": "produced",
    "purchase": "purchase",
    "kind": "kind",
    "remark": "note",
}
"""Option of the command line → field of the sample."""

REPORT_OPTIONS = {
    "laboratory": "laboratory",
    "cma": "cma",
    "cnas": "cnas",
    "issued": "issued",
    "remark": "note",
}


def samples(options: Namespace, console: Console, tools: Tools) -> int:
    """Add a sample, draw blind codes, write the laboratory's list; then list the samples, one a line."""
    with opened(options.project) as workspace:
        product = product_id(workspace, options.product)
        author = author_of(options)
        if options.add:
            edit, key = new_sample(workspace.project, product, options.add)
            workspace.apply(_filled(workspace.project, edit, Sample, key, options), author)
            console.say(edit.label)
        record = workspace.project.all(Product)[product]
        compared = (product, *(one.id for one in workspace.project.benchmarks_of(record)))
        if options.blind:
            given = blinded(workspace.project, samples_of(workspace.project, compared))
            if given is not None:
                workspace.apply(given, author)
            console.say(given.label if given is not None else M("Every sample has a blind code"))
        found = samples_of(workspace.project, compared)
        links = workspace.result_links()
        for one in found:
            name = workspace.project.all(Product)[one.product_id].name
            units = f"{one.test_units}+{one.reserve_units}"
            console.data(
                "\t".join((one.code, one.blind_code, name, one.batch, units, one.seal, str(links.of(one))))
            )
        if options.laboratory is not None:
            workspace.export_laboratory(options.laboratory, {one.id for one in found}, console.words)
            console.say(M("Wrote {file}", file=str(options.laboratory)))
    return 0


def reports(options: Namespace, console: Console, tools: Tools) -> int:
    """Add a report; then list the reports, one a line, with how many results name each."""
    with opened(options.project) as workspace:
        if options.add:
            edit, key = new_report(workspace.project, options.add, options.laboratory or "")
            workspace.apply(_filled(workspace.project, edit, TestReport, key, options), author_of(options))
            console.say(edit.label)
        links = workspace.result_links()
        for one in workspace.project.all(TestReport).values():
            issued = one.issued.isoformat() if one.issued else ""
            count = str(links.of(one))
            told = (one.number, one.laboratory, one.cma, one.cnas, issued, count)
            console.data("\t".join(told))
    return 0


def _filled(
    project: Project, edit: Edit, kind: type[Sample] | type[TestReport], key: str, options: Namespace
) -> Edit:
    """The edit of a new record with every field that was stated, one step of undo in all."""
    fields = SAMPLE_OPTIONS if kind is Sample else REPORT_OPTIONS
    whole = edit
    for option, field in fields.items():
        text = getattr(options, option)
        if text is None:
            continue
        after = project.with_records(whole.puts, ())
        record = after.all(kind)[key]
        made = (
            changed_sample(after, record, field, text)
            if isinstance(record, Sample)
            else changed_report(after, record, field, text)
        )
        whole = Edit(edit.label, made.puts) if made is not None else whole
    return whole
