"""What people do with a project, through the workspace: prepared where nothing can fail, then done once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from compare_app.domain.edit import Edit
from compare_app.domain.loop import Action
from compare_app.domain.model import Product, Result
from compare_app.domain.pack import PackInfo
from compare_app.domain.terms import SignOffKind
from compare_app.domain.value import Number
from compare_app.importers.mapping_json import from_json
from compare_app.text.message import M
from compare_app.text.wording import Wording
from compare_app.workspace import Workspace, named

SAMPLES: Final = Path(__file__).resolve().parents[2] / "sample_data"
OURS: Final = "示例瓷质砖 SL-T80"
ON: Final = date(2026, 11, 27)
WORDS: Final = Wording.load("zh_CN")


@dataclass(frozen=True, slots=True)
class Work:
    """One thing that is done. `stores`: it is one operation; `undone`: undo takes it back; `leaves`: a file."""

    name: str
    act: Callable[[Workspace, Path, Any], object]
    prepare: Callable[[Workspace, Path], Any] = lambda workspace, folder: None
    stores: bool = True
    undone: bool = True
    leaves: str = ""


def ours(workspace: Workspace) -> Product:
    """The product of ours that the samples speak of."""
    return named(workspace.project.all(Product).values(), OURS)


def base(path: Path) -> Workspace:
    """A project as it looks after some weeks: samples in, a plan, an undone step."""
    workspace = Workspace.create(path)
    workspace.commit(workspace.read(SAMPLES / "ceramic_tiles.xlsx"), user="甲")
    product = ours(workspace)
    plan = [
        Action(f"a{at}", product.id, at, "吸水率偏高", measure=f"措施 {at}：调整烧成曲线", owner="陈工")
        for at in range(8)
    ]
    workspace.apply(Edit(M("Edit"), tuple(plan)), "甲")
    workspace.apply(Edit(M("Edit"), (replace(product, note="改过"),)), "甲")
    workspace.undo()
    workspace.pool(product.category_id)
    return workspace


# --- taking in -------------------------------------------------------------------------------------------------------


def _own_workbook(workspace: Workspace, folder: Path) -> Any:
    return workspace.read(SAMPLES / "led_light_sources.xlsx"), None


def _foreign_table(workspace: Workspace, folder: Path) -> Any:
    text = (SAMPLES / "rough" / "messy_lab_table.mapping.json").read_text(encoding="utf-8")
    mapping = from_json(text)
    return workspace.read(SAMPLES / "rough" / "messy_lab_table.xlsx", mapping), mapping


def _text_file(workspace: Workspace, folder: Path) -> Any:
    path = SAMPLES / "rough" / "messy_lab_table.gbk.csv"
    preview = workspace.preview(path)
    mapping = workspace.propose_mapping(path, preview.sheets[0].name)
    mapping = replace(mapping, category="陶瓷砖 BIa")
    return workspace.read(path, mapping), mapping


def _commit(workspace: Workspace, folder: Path, found: Any) -> None:
    draft, mapping = found
    assert draft.records
    workspace.commit(draft, mapping, "甲")


def _pack(workspace: Workspace, folder: Path) -> Any:
    return workspace.compare_pack(workspace.read_pack(SAMPLES / "packs" / "room_air_conditioners.dcpack"))


def _returned_plan(workspace: Workspace, folder: Path) -> Any:
    import openpyxl

    path = folder / "plan.xlsx"
    workspace.export(ours(workspace).id, path, WORDS, on=ON)
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == "陈工":
                    cell.value = "赵工"
    book.save(path)
    book.close()
    found = workspace.merge_plan(path)
    path.unlink()
    return found


def _take_plan(workspace: Workspace, folder: Path, found: Any) -> None:
    assert workspace.take_plan(found, user="甲")


# --- editing ---------------------------------------------------------------------------------------------------------


def _edit(workspace: Workspace, folder: Path, _: object) -> None:
    product = ours(workspace)
    first = workspace.results(product.id)[0]
    edit = Edit(
        M("Edit"),
        (
            replace(product, note="第二版"),
            Result(product.id, first.indicator_id, 90, "12.5", Number(Decimal("12.5"))),
        ),
    )
    workspace.apply(edit, "乙")


def _remove(workspace: Workspace, folder: Path, _: object) -> None:
    from compare_app.domain.edit import Ref

    workspace.apply(Edit(M("Remove"), removes=(Ref(Product, ours(workspace).id),)), "乙")


def _released(workspace: Workspace, folder: Path) -> Any:
    return Edit(M("Edit"), (workspace.plan_release(ours(workspace).id, "状态", ON, "甲"),))


def _signed(workspace: Workspace, folder: Path) -> Any:
    from compare_app.proving import sign

    return sign(workspace, ours(workspace).id, SignOffKind.DRAWN_UP, "乙", WORDS, on=ON, title="状态")


def _apply(workspace: Workspace, folder: Path, edit: Any) -> None:
    workspace.apply(edit, "甲")


def _attach(workspace: Workspace, folder: Path, _: object) -> None:
    workspace.attach(Product, ours(workspace).id, SAMPLES / "rough" / "messy_lab_table.xlsx", "甲", on=ON)


# --- giving out ------------------------------------------------------------------------------------------------------


def _export(name: str) -> Callable[[Workspace, Path, Any], object]:
    def act(workspace: Workspace, folder: Path, _: object) -> object:
        to = folder / name
        if name == "project.xlsx":
            return workspace.export_project(to, WORDS)
        if name == "pack.dcpack":
            info = PackInfo("p1", "示例", "1", "陶瓷砖 BIa", datetime(2026, 11, 27, tzinfo=UTC), "甲")
            return workspace.write_pack(ours(workspace).category_id, to, info)
        return workspace.export(ours(workspace).id, to, WORDS, on=ON)

    return act


WORKS: Final = (
    Work("import: own workbook", _commit, _own_workbook),
    Work("import: foreign table", _commit, _foreign_table),
    Work("import: text file", _commit, _text_file),
    Work("import: library pack", lambda w, f, diff: w.take_pack(diff, (), "甲"), _pack),
    Work("import: returned plan", _take_plan, _returned_plan),
    Work("edit", _edit),
    Work("remove a product", _remove),
    Work("undo", lambda w, f, _: w.undo(), undone=False),
    Work("redo", lambda w, f, _: w.redo()),
    Work("release", _apply, _released, undone=False),
    Work("sign", _apply, _signed, undone=False),
    Work("attach", _attach),
    Work("backup", lambda w, f, _: w.backup(), stores=False, undone=False),
    Work("export: plan", _export("plan.xlsx"), stores=False, undone=False, leaves="plan.xlsx"),
    Work("export: csv", _export("comparison.csv"), stores=False, undone=False, leaves="comparison.csv"),
    Work("export: project", _export("project.xlsx"), stores=False, undone=False, leaves="project.xlsx"),
    Work("export: pack", _export("pack.dcpack"), stores=False, undone=False, leaves="pack.dcpack"),
    Work("open", lambda w, f, _: Workspace.open(f / "p.dcmp").close(), stores=False, undone=False),
)
