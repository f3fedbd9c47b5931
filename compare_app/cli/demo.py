"""The verb `demo`: the whole main job on the sample data, through the same door as the window."""

from __future__ import annotations

import shutil
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from compare_app.cli.console import Console
from compare_app.cli.tools import Tools, created
from compare_app.domain.charts import CHART_KINDS
from compare_app.domain.digest import headline
from compare_app.domain.edit import Edit
from compare_app.domain.model import Product
from compare_app.domain.profile_digest import profile_lines
from compare_app.domain.renderer import Renderer
from compare_app.errors import AppError, Level
from compare_app.text.message import M
from compare_app.workspace import Workspace

PROJECT: Final = "project.dcmp"
BEFORE: Final = "project.before.dcmp"  # what an earlier demo left, perhaps edited since
BACKUPS: Final = ".backups"  # the folder beside a project
SAMPLES: Final = (
    "ceramic_tiles.xlsx",
    "led_light_sources.xlsx",
    "room_air_conditioners.xlsx",
    "enterprise_profile.xlsx",
)
PROFILES: Final = ("profile.xlsx", "profile.pdf", "profile.json", "profile.csv")
CHART_MM: Final = (200.0, 120.0)
CHART_DPI: Final = 160


def run(options: Namespace, console: Console, tools: Tools) -> int:
    """Make project, charts, plan, reports, comparison, profile and template in a folder; say what stands where."""
    started = time.monotonic()
    folder: Path = options.folder
    samples = [sample_folder() / name for name in SAMPLES]
    if missing := [path.name for path in samples if not path.is_file()]:
        raise AppError(
            "NO-SAMPLE",
            M("The sample data are not beside the program: {files}", files=missing),
            M("Unpack the program whole"),
        )
    folder.mkdir(parents=True, exist_ok=True)
    set_aside(folder)
    with created(folder / PROJECT, console.words("Sample enterprise")) as workspace:
        for sample in samples:
            take_in(workspace, sample, console)
        console.data(PROJECT)
        renderer = tools.make_renderer()
        for product in workspace.our_products():
            for path in write_product(workspace, product, folder, renderer, console, options.date):
                console.data(path.relative_to(folder).as_posix())
            comparison = workspace.compare(product.id, options.date)
            console.say(headline(workspace.project, comparison))
        for name in PROFILES:
            workspace.export_profile(folder / name, console.words, renderer=renderer, on=options.date)
            console.data(name)
        for caption, said in profile_lines(workspace.profile(options.date)):
            console.say(M("{title}: {text}", title=caption, text=said))
    Workspace.write_template(folder / "template.xlsx", console.words)
    console.data("template.xlsx")
    console.say(
        M(
            "All of it is in {folder}, made in {seconds} s. Products with 示例 (example) in their name are made up.",
            folder=str(folder),
            seconds=f"{time.monotonic() - started:.1f}",
        )
    )
    return 0


def sample_folder() -> Path:
    """Where the sample workbooks lie: beside the program, in a checkout as in a frozen build."""
    frozen = getattr(sys, "_MEIPASS", "")
    return (Path(frozen) if frozen else Path(__file__).resolve().parents[2]) / "sample_data"


def set_aside(folder: Path) -> None:
    """An earlier demo's project is renamed with its backups, never overwritten: somebody may have worked in it."""
    project, before = folder / PROJECT, folder / BEFORE
    if not project.exists():
        return
    project.replace(before)
    backups = folder / f"{PROJECT}{BACKUPS}"
    if backups.is_dir():
        older = folder / f"{BEFORE}{BACKUPS}"
        if older.is_dir():
            shutil.rmtree(older)
        backups.replace(older)


def take_in(workspace: Workspace, sample: Path, console: Console) -> None:
    """One clean workbook; a cell that is not understood would be a defect of the sample, so it is told as one."""
    draft = workspace.read(sample)
    console.issues([issue for issue in draft.issues if issue.level is not Level.NOTE])
    if draft.held:
        raise AppError(
            "SAMPLE-HELD",
            M("{file}: cells that were not understood: {count}", file=sample.name, count=len(draft.held)),
        )
    workspace.commit(draft)


def write_product(
    workspace: Workspace,
    product: Product,
    folder: Path,
    renderer: Renderer,
    console: Console,
    on: date | None,
) -> Iterator[Path]:
    """Plan rows from the gaps, then everything that leaves the program, for one product."""
    actions = workspace.propose_actions(product.id, on)
    if actions:
        workspace.apply(Edit(M("Plan of {product}", product=product.name), tuple(actions)))
    place = folder / file_name(product)
    (place / "charts").mkdir(parents=True, exist_ok=True)
    for kind in CHART_KINDS:
        picture = place / "charts" / f"{kind}.png"
        spec = workspace.chart(product.id, kind, console.words, on)
        renderer.chart(spec, picture, width_mm=CHART_MM[0], height_mm=CHART_MM[1], dpi=CHART_DPI)
        yield picture
    for name in ("plan.xlsx", "report.pdf", "one-page.pdf", "comparison.json", "comparison.csv"):
        target = place / name
        workspace.export(
            product.id, target, console.words, renderer=renderer, on=on, one_page=name == "one-page.pdf"
        )
        yield target


def file_name(product: Product) -> str:
    """A folder's name for a product: letters and digits of its model or name, safe on every file system."""
    source = (product.model or product.name).split()[0]
    return (
        "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in source).strip("-") or product.id
    )
