"""The very hidden sheet `_meta`: what each plan row held when it left, so that a merge can tell who changed what."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from compare_app.domain.digest import actions_of
from compare_app.domain.loop import Action, ExportBase
from compare_app.domain.project import Project
from compare_app.domain.retest import latest_values
from compare_app.exporters.cells import fitting
from compare_app.exporters.plan.actions import COLUMNS
from compare_app.exporters.plan.material import Material

META_SHEET: Final = "_meta"
META_SCHEMA: Final = "dual-compare.plan"
META_VERSION: Final = 1
META_PIECE: Final = 32_000
"""Characters of a base per cell; it is pure ASCII, and Excel keeps 32 767."""


def base_of(action: Action, result: str) -> dict[str, str | None]:
    """The values a row had when it left, as canonical text: what a merge compares with (E5, E6).

    Texts are as the cell shows them and without blanks at the ends, so that a cell nobody touched is never a change.
    """
    return {
        "position": str(action.position),
        "indicator_id": action.indicator_id,
        "gap": _cell(action.gap),
        "cause": _cell(action.cause),
        "measure": _cell(action.measure),
        "action_type": action.action_type.value,
        "owner": _cell(action.owner),
        "support": _cell(action.support),
        "budget": _cell(action.budget),
        "start": _iso(action.start),
        "due": _iso(action.due),
        "baseline": _cell(action.baseline),
        "target": _canonical(action.target),
        "target_text": _cell(action.target_text),
        "unit": _cell(action.unit),
        "verification": _cell(action.verification),
        "result": _cell(result),
        "evidence": _cell(action.evidence),
        "status": action.status.value,
        "note": _cell(action.note),
    }


def bases_of(project: Project, product_id: str) -> dict[str, dict[str, str | None]]:
    """What each row of a product's plan holds now, by action id."""
    results = latest_values(project)
    return {
        action.id: base_of(action, results.get(action.id, "")) for action in actions_of(project, product_id)
    }


def export_base(
    project: Project, product_id: str, export_id: str, at: datetime, file_name: str
) -> ExportBase:
    """What the project keeps of an export, so that its return is compared with what really left."""
    body = json.dumps(bases_of(project, product_id), sort_keys=True)
    digest = hashlib.sha256(body.encode("utf-8")).hexdigest()
    return ExportBase(export_id, product_id, at, file_name, body, digest)


def _cell(text: str) -> str:
    return fitting(text).strip()


def _iso(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _canonical(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def write_meta(material: Material) -> None:
    """The very hidden sheet that lets a later merge find each row and see what was changed by whom."""
    sheet = material.workbook.add_worksheet(META_SHEET)
    text = material.formats.get(num_format="@")
    head = {
        "schema": META_SCHEMA,
        "version": str(META_VERSION),
        "export_id": material.export_id,
        "exported_at": material.exported_at.isoformat(timespec="seconds"),
        "project_id": material.project.id,
        "project": fitting(material.project.name),
        "product_id": material.product.id,
        "product": fitting(material.product.name),
        "category_id": material.comparison.category_id,
        "on": material.comparison.on.isoformat(),
        "language": material.words.language,
        "columns": json.dumps(
            [[column.key, material.words(column.title)] for column in COLUMNS], ensure_ascii=False
        ),
        "editable": json.dumps([column.key for column in COLUMNS if column.editable]),
        "rows": str(len(material.actions)),
    }
    for row, (key, value) in enumerate(head.items()):
        sheet.write_string(row, 0, key, text)
        sheet.write_string(row, 1, value, text)
    start = len(head) + 1
    bases = bases_of(material.project, material.product.id)
    for column, title in enumerate(("id", "sha256", "base")):
        sheet.write_string(start, column, title, text)
    for row, (action_id, values) in enumerate(bases.items(), start + 1):
        base = json.dumps(values, sort_keys=True)
        sheet.write_string(row, 0, action_id, text)
        sheet.write_string(row, 1, hashlib.sha256(base.encode("utf-8")).hexdigest(), text)
        # A cell ends at 32 767 characters; a long base goes on in the cells to its right.
        for part, at in enumerate(range(0, len(base), META_PIECE)):
            sheet.write_string(row, 2 + part, base[at : at + META_PIECE], text)
    sheet.very_hidden()
