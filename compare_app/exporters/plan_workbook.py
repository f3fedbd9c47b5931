"""The plan workbook, whole: made in memory, checked, then put in the place of the old file (docs/plan-workbook.md)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from compare_app.domain.charts import ChartSpec
from compare_app.domain.comparison import Comparison
from compare_app.domain.digest import actions_of, notice_of
from compare_app.domain.loop import ExportBase
from compare_app.domain.model import Result, new_id
from compare_app.domain.project import Project
from compare_app.domain.proof import Proof
from compare_app.domain.report import Logo
from compare_app.exporters.atomic import write_bytes
from compare_app.exporters.plan.actions import write_actions
from compare_app.exporters.plan.appendix import write_appendix, write_traces
from compare_app.exporters.plan.charts import write_charts
from compare_app.exporters.plan.cover import write_cover
from compare_app.exporters.plan.gaps import write_gaps
from compare_app.exporters.plan.look import Formats, new_book
from compare_app.exporters.plan.material import Material
from compare_app.exporters.plan.meta import export_base, write_meta
from compare_app.exporters.plan.outlook import write_changes, write_proposals
from compare_app.exporters.plan.rating import write_grades
from compare_app.exporters.plan.summary import write_summary
from compare_app.exporters.plan.tables import write_indicators, write_standards
from compare_app.progress import pause
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording


def write_plan(
    to: Path,
    project: Project,
    comparison: Comparison,
    results: Mapping[str, Sequence[Result]],
    charts: Mapping[str, ChartSpec],
    words: Wording,
    pictures: Mapping[str, bytes],
    logo: Logo | None = None,
    proof: Proof | None = None,
) -> ExportBase:
    """Write the plan of one product. `pictures` are PNGs by kind of chart; those that are missing are left out.

    What it held when it left comes back, for the project to keep. Raises AppError where the file cannot be written;
    the old one then is as it was.
    """
    export_id, at = new_id(), datetime.now(UTC)
    export = (export_id, at)
    body = plan_bytes(project, comparison, results, charts, words, pictures, export, logo, proof)
    write_bytes(to, body)
    return export_base(project, comparison.product_id, export_id, at, to.name)


def write_proposals_book(to: Path, project: Project, comparison: Comparison, words: Wording) -> None:
    """Write the sheet 标准修订建议 as a workbook of its own, with what changes soon beside it."""
    title = M("Standard proposals")
    body = _book(project, comparison, {}, {}, words, {}, (write_proposals, write_changes), title)
    write_bytes(to, body)


def plan_bytes(
    project: Project,
    comparison: Comparison,
    results: Mapping[str, Sequence[Result]],
    charts: Mapping[str, ChartSpec],
    words: Wording,
    pictures: Mapping[str, bytes],
    export: tuple[str, datetime] | None = None,
    logo: Logo | None = None,
    proof: Proof | None = None,
) -> bytes:
    """The workbook as bytes, checked: no formula in any cell, nothing that points outside."""
    title = M("Quality improvement plan: one plan per enterprise")
    return _book(project, comparison, results, charts, words, pictures, _PLAN, title, export, logo, proof)


_PLAN: Final = (
    write_cover,
    write_summary,
    write_standards,
    write_proposals,
    write_indicators,
    write_gaps,
    write_charts,
    write_grades,
    write_actions,
    write_appendix,
    write_traces,
    write_meta,
)
"""The sheets of a plan, in order."""


def _book(
    project: Project,
    comparison: Comparison,
    results: Mapping[str, Sequence[Result]],
    charts: Mapping[str, ChartSpec],
    words: Wording,
    pictures: Mapping[str, bytes],
    sheets: Sequence[Callable[[Material], None]],
    title: Message,
    export: tuple[str, datetime] | None = None,
    logo: Logo | None = None,
    proof: Proof | None = None,
) -> bytes:
    """A workbook of these sheets; `export` is its id and moment, where the project notes them."""
    export_id, exported_at = export or (new_id(), datetime.now(UTC))
    buffer = io.BytesIO()
    workbook = new_book(buffer)
    material = Material(
        workbook=workbook,
        formats=Formats(workbook),
        project=project,
        comparison=comparison,
        results=results,
        charts=charts,
        pictures=pictures,
        actions=actions_of(project, comparison.product_id),
        words=words,
        export_id=export_id,
        exported_at=exported_at,
        logo=logo,
        proof=proof,
    )
    workbook.set_properties(
        {
            "title": words(title),
            "subject": f"{material.product.name}  {comparison.on.isoformat()}",
            "comments": words(notice_of(comparison)),
            "author": "",
            "created": exported_at,
        }
    )
    for write in sheets:
        pause()
        write(material)
    workbook.close()
    refuse_live_content(buffer)
    return buffer.getvalue()


def refuse_live_content(buffer: io.BytesIO) -> None:
    """Whatever a user typed, no cell may compute and no part may point outside the file (E3)."""
    with zipfile.ZipFile(buffer) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/sheet") and b"<f>" in package.read(name):
                raise AssertionError(f"{name} holds a formula")
            if name.endswith(".rels") and b'TargetMode="External"' in package.read(name):
                raise AssertionError(f"{name} points outside the file")
