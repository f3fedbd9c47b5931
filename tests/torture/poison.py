"""A project whose every text was written by a stranger who hopes that somebody reads it as HTML."""

from __future__ import annotations

import dataclasses
import os
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, Final, get_type_hints

from compare_app.domain.edit import Edit
from compare_app.domain.loop import Attachment, ExportBase, Round, SignOff, Snapshot, Verification
from compare_app.domain.model import (
    CellRef,
    ImportBatch,
    ImportMapping,
    PackImport,
    Product,
    Provenance,
    Replacement,
    StandardEdition,
)
from compare_app.domain.project import Project
from compare_app.domain.record import KINDS, Record
from compare_app.domain.terms import Role
from compare_app.text.message import M, Message
from compare_app.workspace import Workspace

MARK: Final = "<b>‹x›"
"""Stands in every poisoned text; seen like this it was shown, seen as a bold ‹x› it was read."""

CODES: Final = frozenset(
    {"code", "formula", "fingerprint", "sha256", "digest", "digests", "file_hash", "body"}
)
"""Texts that the program reads itself and that never reach the screen as they are."""
COMPUTED: Final = frozenset(
    {"unit", "quantity", "condition", "conditions", "group", "group_a", "group_b", "levels"}
)
"""Texts that decide what may be compared: poisoned in one record of `SPARED`, or nothing would be left to draw."""
SPARED: Final = 5
UNMADE: Final = (
    Snapshot,
    SignOff,
    ExportBase,
    Attachment,
    PackImport,
    ImportMapping,
    Replacement,
    Verification,
)
"""Records that rest on others by digest; the walk makes its own releases."""


def canary_text(picture: Path) -> str:
    """What is hung on a text: an image by path and by address, a link, markdown, entities, a style sheet."""
    where = picture.as_posix()
    return (
        f'{MARK}</b><img src="file://{where}"><img src="{where}"><a href="file://{where}">l</a>&lt;i&gt;&#105;'
        f"![m]({where})<table background='{where}'><style>*{{background:url({where})}}</style>"
    )


def poison(workspace: Workspace, picture: Path) -> int:
    """Hang the canary on every text of every record of a project; returns how many records were changed.

    Of what the project has none, one record is made, so that every kind is there.
    """
    poisoned = _Poison(canary_text(picture))
    project = workspace.project
    made = [_made(kind, project) for kind in KINDS if not project.all(kind) and kind not in UNMADE]
    changed: list[Record] = [poisoned.record(one, at) for at, one in enumerate(made)]
    for kind in KINDS:
        for at, one in enumerate(project.all(kind).values()):
            changed.append(poisoned.record(one, at))
    results = [
        poisoned.record(one, at)
        for product in project.all(Product)
        for at, one in enumerate(workspace.results(product))
    ]
    workspace.apply(Edit(M("Import {file}", file=poisoned.text), (*changed, *results)), poisoned.text)
    return len(changed) + len(results)


def _made(kind: type, project: Project) -> Any:
    """The plainest record of a kind, about the first product of ours and what belongs to it."""
    ours = next(one for one in project.all(Product).values() if one.role is Role.OURS)
    indicators = project.indicators(ours.category_id)
    known = {
        "product_id": ours.id,
        "category_id": ours.category_id,
        "indicator_id": indicators[0].id,
        "subject": f"standard:{next(iter(project.all(StandardEdition)))}:{ours.id}",
        "edition_id": next(iter(project.all(StandardEdition))),
        "batch_id": next(iter(project.all(ImportBatch)), ""),
        "round_id": "made-Round",
        "gap": "gap",
        "name": "name",
        "title": "title",
        "symptom": "symptom",
        "sha256": "0" * 64,
        "record": ours.id,
    }
    values = {
        field.name: known.get(field.name, _plain(hint, f"made-{kind.__name__}" if field.name == "id" else ""))
        for field in dataclasses.fields(kind)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        for hint in [get_type_hints(kind)[field.name]]
    }
    if kind is Round:  # of the first one the walk begins a round itself
        known["product_id"] = [one.id for one in project.all(Product).values() if one.role is Role.OURS][-1]
    optional = {name for name in ("product_id", "indicator_id") if name in get_type_hints(kind)}
    return kind(**(values | {name: known[name] for name in optional}))


def _plain(hint: Any, text: str) -> Any:
    if hint is str:
        return text
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    plain = {int: 1, bool: False, Decimal: Decimal(1), date: date(2026, 1, 2), CellRef: CellRef()}
    if hint in plain:
        return plain[hint]
    return (
        datetime(2026, 1, 2, tzinfo=UTC) if hint is datetime else M("a number") if hint is Message else None
    )


class _Poison:
    def __init__(self, text: str) -> None:
        self.text = text

    def record(self, one: Any, at: int) -> Any:
        """The same record with the canary in its texts; ids, and what the program computes with, stay."""
        hints = get_type_hints(type(one))
        texts: dict[str, Any] = {}
        for field in dataclasses.fields(one):
            name, value = field.name, getattr(one, field.name)
            if (
                name in CODES
                or name == "id"
                or name.endswith("_id")
                or name in ("earlier_of", "kind", "record")
            ):
                continue
            if (
                name in ("subject", "media_type")
                or (name == "mapping" and value)
                or (name == "diagnosis" and value)
            ):
                continue
            if name in COMPUTED and at % SPARED:
                continue
            if hints[name] is str:
                texts[name] = f"{value}{self.text}" if value or name not in COMPUTED else ""
            elif hints[name] == tuple[str, ...]:
                texts[name] = tuple(f"{part}{self.text}" for part in value)
            elif isinstance(value, CellRef):
                texts[name] = CellRef(f"{value.file}{self.text}", f"{value.sheet}{self.text}", value.cell)
            elif isinstance(value, Provenance):
                texts[name] = replace(value, document=self.text, place=self.text, checked_by=self.text)
            elif isinstance(value, Message):
                texts[name] = M("one unit; not {unit}", unit=self.text)
        return replace(one, **texts)


def file_name(name: str) -> str:
    """A name that reads as HTML, as far as the system takes it: Windows has no angle brackets in names."""
    return name if os.name != "nt" else name.replace("<", "&lt;").replace(">", "&gt;")


def poisoned_table(folder: Path, picture: Path) -> Path:
    """A table of a laboratory with the canary in its headers and cells."""
    text = canary_text(picture).replace('"', "'")
    path = folder / file_name("table<b>x.csv")
    rows = (
        ("产品名称", f"品牌{text}", "光效(lm/W)", f"显色指数{text}", text),
        (f"示例台灯 甲{text}", text, "101.5", "83", text),
        (f"示例台灯 乙{text}", text, text, "90", text),
        (f"示例台灯 丙{text}", text, f"约101{text}", "83分", ""),
    )
    path.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in rows), encoding="utf-8")
    return path
