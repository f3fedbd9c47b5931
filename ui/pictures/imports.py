"""Files coming in: the wizard step by step, a second import, several files, packs."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from ui.dialogs.import_many import ImportManyDialog
from ui.dialogs.import_wizard import COMMIT, ISSUES, MAPPING, ImportWizard
from ui.dialogs.pack_take import PackDialog
from ui.dialogs.pack_write import PackWriteDialog
from ui.main_window.sample import sample_folder
from ui.models.mapping_grid import confirmed
from ui.pictures.stage import Shot, Stage

PREVIEW_MS: Final = 900  # the live preview of a mapping waits for a rest in typing
AGAIN: Final = "产品名称,产地,光效(lm/W),显色指数\n示例台灯 甲,广东,101.5,83\n示例台灯 乙,广东,110,90\n"


def wizard(stage: Stage) -> Iterator[Shot]:
    """Every step on each of the rough sample files."""
    rough = sample_folder() / "rough"
    for number, path in enumerate(sorted(rough.glob("*.xlsx")) + sorted(rough.glob("*.csv")), 1):
        yield from steps(stage, path, f"9{number}-wizard")


def steps(stage: Stage, path: Path, name: str) -> Iterator[Shot]:
    """The steps of the wizard on one file, as far as they go without a hand; nothing is stored."""
    stage.window.chores.take_files((path,))
    one = stage.opened(ImportWizard)
    yield stage.shot(f"{name}-0-file", one)
    for _ in range(COMMIT):
        if one.step == ISSUES:
            one.issues_step.agree_box.setChecked(True)
        if one.step == COMMIT or not one.next_button.isEnabled():
            break
        one.go_on()
        stage.settle()
        yield stage.shot(f"{name}-{one.step}", one, PREVIEW_MS if one.step == MAPPING else 0)
    one.reject()
    stage.settle()


def again(stage: Stage) -> Iterator[Shot]:
    """A table that comes a second time with other values: what it would overwrite."""
    session = stage.session
    with tempfile.TemporaryDirectory() as place:
        first, second = Path(place) / "2024.csv", Path(place) / "2025.csv"
        first.write_text(AGAIN, encoding="utf-8")
        second.write_text(AGAIN.replace("101.5", "104").replace("广东", "浙江"), encoding="utf-8")
        workspace = session.workspace
        mapping = confirmed(replace(workspace.propose_mapping(first, ""), category="台灯"))
        session.stored(workspace.commit(workspace.read(first, mapping), mapping).changes)
        stage.window.chores.take_files((second,))
        one = stage.opened(ImportWizard)
        while one.step != COMMIT:
            one.issues_step.agree_box.setChecked(True)
            one.go_on()
            stage.settle(PREVIEW_MS)
        yield stage.shot("95-wizard-overwrites", one)
        one.reject()
        stage.settle()


def many_and_packs(stage: Stage) -> Iterator[Shot]:
    """Several files at once, a pack that is handed on, and one that meets what people made themselves."""
    window, rough = stage.window, sample_folder() / "rough"
    window.chores.take_files(sorted((*rough.glob("*.xlsx"), *rough.glob("*.csv"))))
    many = stage.opened(ImportManyDialog, 600)
    yield stage.shot("96-several-files", many)
    many.reject()
    stage.settle()
    window.chores.take_files((sample_folder() / "packs" / "led_light_sources.dcpack",))
    pack = stage.opened(PackDialog, 300)
    yield stage.shot("97-pack-taken", pack)
    pack.reject()
    stage.settle()
    write = PackWriteDialog(stage.session, window.words, parent=window)
    write.show()
    yield stage.shot("98-pack-written", write)
    write.reject()
    stage.settle()
