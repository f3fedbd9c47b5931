"""Which export a returned plan is: the base that its cells are compared with, and what a person must know of it.

The project keeps what left (`ExportBase`); the copy in the workbook can be edited by anybody and is only the fallback.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from compare_app.domain.loop import ExportBase
from compare_app.domain.model import Product
from compare_app.domain.project import Project
from compare_app.domain.returned_plan import Bases, ReturnedPlan
from compare_app.errors import AppError
from compare_app.text.message import M, Message


def known_base(project: Project, returned: ReturnedPlan) -> tuple[Bases, str, tuple[Message, ...]]:
    """What the rows held when they left, the id of the product, and notices.

    A plan of another project, of a product that is gone, or one with nothing left to compare with is an AppError.
    """
    _refuse_strangers(project, returned)
    kept = project.get(ExportBase, returned.export_id) if returned.export_id else None
    product_id = kept.product_id if kept is not None else returned.product_id
    if project.get(Product, product_id) is None:
        raise AppError(
            "PLAN-PRODUCT",
            M("{file} is the plan of {product}, which is not in this project any more",
              file=returned.file, product=returned.product or product_id),
            M("Undo its removal, or open a backup from before it, and take the plan back there"),
        )  # fmt: skip
    if kept is None:
        if returned.bases is None:
            raise AppError(
                "PLAN-META",
                M(
                    "The hidden sheet of {file} was changed; its rows cannot be told apart",
                    file=returned.file,
                ),
                M("Export the plan again and carry the changes over"),
            )
        notice = M(
            "The project did not keep this export; its cells are compared with the workbook's own copy of what left"
        )
        return returned.bases, product_id, (notice, *_newer(project, returned, product_id))
    bases: Bases = json.loads(kept.body)
    said = [] if returned.bases == bases else [
        M("The hidden sheet was changed by hand; what the project kept of the export of {day} counts instead",
          day=kept.exported_at.date())
    ]  # fmt: skip
    return bases, product_id, (*said, *_newer(project, returned, product_id))


def _refuse_strangers(project: Project, returned: ReturnedPlan) -> None:
    if returned.project_id == project.id:
        return
    what = (
        M("{file} is the plan of another project: {project}, product {product}",
          file=returned.file, project=returned.project, product=returned.product)
        if returned.project
        else M("{file} is the plan of another project", file=returned.file)
    )  # fmt: skip
    raise AppError("PLAN-PROJECT", what, M("Open the project from which the plan was exported"))


def _newer(project: Project, returned: ReturnedPlan, product_id: str) -> Sequence[Message]:
    """Whether another plan of the product, with other contents, left since."""
    kept = project.all(ExportBase)
    mine = kept.get(returned.export_id)
    at = mine.exported_at if mine is not None else returned.exported_at
    if at is None:
        return ()
    later = [
        one
        for one in kept.values()
        if one.product_id == product_id
        and one.exported_at > at
        and (mine is None or one.digest != mine.digest)
    ]
    if not later:
        return ()
    last = max(later, key=lambda one: one.exported_at)
    return (
        M("This is the export of {day}; a newer one left on {newer}",
          day=at.astimezone().replace(tzinfo=None), newer=last.exported_at.astimezone().replace(tzinfo=None)),
    )  # fmt: skip
