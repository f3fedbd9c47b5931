"""Everything that the program writes of a project: one maker for each, by the name of its file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from compare_app.domain.chart_table import table_of
from compare_app.domain.document import DOCUMENTS
from compare_app.domain.draft import ImportOutcome
from compare_app.domain.edit import Edit
from compare_app.domain.loop import Action, Case
from compare_app.domain.model import Product, Sample
from compare_app.domain.month import Month
from compare_app.domain.pack import PackInfo
from compare_app.domain.terms import CaseSource
from compare_app.exporters.chart_csv import write_chart_csv
from compare_app.exporters.pool_csv import write_pool_csv
from compare_app.text.message import M
from compare_app.text.wording import Wording
from compare_app.workspace import Workspace
from tests.exporters.test_company_template import template

ON: Final = date(2026, 11, 27)
TABLE: Final = Path(__file__).parents[2] / "sample_data" / "ceramic_tiles.xlsx"
ROUGH: Final = TABLE.parent / "rough" / "messy_lab_table.xlsx"
CASE: Final = "k"

Makers = dict[str, Callable[[Path], object]]


def filled(path: Path) -> Workspace:
    """A project with a plan row, a case and a sample: something for every export."""
    workspace = Workspace.create(path, "示例")
    workspace.commit(workspace.read(TABLE))
    ours = our_product(workspace)
    indicator = next(iter(workspace.project.indicators(ours.category_id)))
    action = Action("a", ours.id, 1, "差距", indicator.id, measure="措施", owner="张三", evidence="证据")
    case = Case(CASE, ours.id, indicator.id, complaint="症状", source=CaseSource.COMPLAINT, number="1")
    sample = Sample("s", ours.id, "S-1", "B-01")
    workspace.apply(Edit(M("Fill"), (action, case, sample)))
    return workspace


def our_product(workspace: Workspace) -> Product:
    """The product of ours that is written about."""
    return next(one for one in workspace.our_products())


def makers(workspace: Workspace, place: Path, text: str = "示例") -> Makers:
    """What writes each file; templates they need lie in `place`, `text` stands where a person names a file."""
    from main import make_offscreen_renderer

    words, other = Wording.load("zh_CN"), Wording.load("en")
    renderer = make_offscreen_renderer()
    project, product = workspace.project, our_product(workspace)
    ours = product.id
    info = PackInfo("p", text, "1", text, datetime(2026, 11, 27, tzinfo=UTC))
    company = place / "company.xlsx"
    company.write_bytes(template())
    made: Makers = {
        "plan.xlsx": lambda to: workspace.export(ours, to, words, renderer=renderer, on=ON),
        "filled company.xlsx": lambda to: workspace.export_into(ours, company, to, words, ON),
        "report.pdf": lambda to: workspace.export(ours, to, words, renderer=renderer, on=ON),
        "page.pdf": lambda to: workspace.export(ours, to, words, renderer=renderer, on=ON, one_page=True),
        "comparison.csv": lambda to: workspace.export(ours, to, words, on=ON),
        "comparison.json": lambda to: workspace.export(ours, to, words, on=ON),
        "pool.csv": lambda to: write_pool_csv(to, project, workspace.against_pool(ours, ON), words),
        "proposals.xlsx": lambda to: workspace.export(ours, to, words, on=ON, proposals=True),
        "proposals.csv": lambda to: workspace.export(ours, to, words, on=ON, proposals=True),
        "minutes.xlsx": lambda to: workspace.export_minutes(to, Month(2026, 11), words, on=ON),
        "case.xlsx": lambda to: workspace.export_case(CASE, to, words, on=ON),
        "import report.xlsx": lambda to: workspace.write_import_report(to, (_read(workspace),), words),
        "project.xlsx": lambda to: workspace.export_project(to, words),
        "template.xlsx": lambda to: workspace.write_template(to, words),
        "laboratory.xlsx": lambda to: workspace.export_laboratory(to, list(project.all(Sample)), words),
        "pack.dcpack": lambda to: workspace.write_pack(product.category_id, to, info, ours=True),
    }
    for suffix in (".xlsx", ".csv", ".json", ".pdf"):
        made[f"profile{suffix}"] = lambda to: workspace.export_profile(to, words, renderer=renderer, on=ON)
    for one in DOCUMENTS:
        for suffix in one.suffixes:
            made[f"{one.key}{suffix}"] = lambda to, key=one.key: workspace.export_document(
                to, key, (words, other), ours, year=2026, on=ON, renderer=renderer
            )
    for kind, spec in workspace.chart_set(ours, words, ON).items():
        made[f"chart {kind}.csv"] = lambda to, spec=spec: write_chart_csv(to, table_of(spec, words))
        for suffix in (".svg", ".pdf", ".png"):
            made[f"chart {kind}{suffix}"] = lambda to, spec=spec: renderer.chart(
                spec, to, width_mm=180, height_mm=110, dpi=96
            )
    return made


def _read(workspace: Workspace) -> ImportOutcome:
    preview = workspace.preview(ROUGH)
    mapping = workspace.propose_mapping(ROUGH, preview.sheets[0].name)
    return ImportOutcome(ROUGH.name, workspace.read(ROUGH, mapping))


def names(made: Makers) -> Iterator[str]:
    """One of each kind of file: of the pictures of charts only the first of each format."""
    seen: set[str] = set()
    for name in made:
        kind = Path(name).suffix if name.startswith("chart ") else name
        if kind not in seen:
            seen.add(kind)
            yield name
