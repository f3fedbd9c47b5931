"""The one door of the core: a project file, its edits, comparisons and files out. The window and the command line
both come through here, so they cannot disagree.

Each part knows those before it: `core` holds the file, `reading` computes, `files_in` takes in, `proof` proves,
`papers` lays out, `files_out` gives out.
"""

from __future__ import annotations

from collections.abc import Iterable

from compare_app.domain.model import Product
from compare_app.errors import AppError
from compare_app.exporters.atomic import free_name, write_bytes
from compare_app.text.message import M
from compare_app.workspace.files_out import FilesOut, keep_previous

__all__ = ["Workspace", "free_name", "keep_previous", "named", "write_bytes"]


class Workspace(FilesOut):
    """An open project. Every change goes through `apply` and can be undone; everything else only reads."""


def named(products: Iterable[Product], name: str) -> Product:
    """The product of a name (or id, or model), or an AppError: PRODUCT-UNKNOWN lists near names, PRODUCT-TWICE those
    that are meant alike. A state before a re-test never stands for its product.
    """
    rows = list(products)
    for attribute in ("id", "name", "model"):
        found = [product for product in rows if getattr(product, attribute) == name]
        found = [product for product in found if not product.earlier_of] or found
        if len(found) > 1:
            raise AppError(
                "PRODUCT-TWICE",
                M("{count} products are called {name}", count=len(found), name=name),
                M(
                    "Name one by its model or id: {names}",
                    names=[f"{one.model or '—'} ({one.id})" for one in found],
                ),
            )
        if found:
            return found[0]
    import difflib

    names = [product.name for product in rows]
    parts = [
        one for one in names if name and name in one
    ]  # a beginning typed from memory comes before a likeness
    near = list(dict.fromkeys(parts + difflib.get_close_matches(name, names, n=3, cutoff=0.3)))[:3]
    raise AppError(
        "PRODUCT-UNKNOWN",
        M("There is no product named {name}", name=name),
        M("Did you mean: {names}", names=near)
        if near
        else M("The project has no product with a similar name"),
    )
