"""What the verbs share besides the console: the face's renderer, an open project, a product by its name."""

from __future__ import annotations

import getpass
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from compare_app.domain.model import Category, Product
from compare_app.domain.renderer import Renderer
from compare_app.errors import AppError
from compare_app.text.fold import key
from compare_app.text.message import M
from compare_app.workspace import Workspace, named

MOST_NAMES: Final = 10


@dataclass(frozen=True, slots=True)
class Tools:
    """What `main.py` hands down, because the core knows no window."""

    make_renderer: Callable[[], Renderer]
    take_pictures: Callable[[Path, str], int] | None = None


@contextmanager
def opened(path: Path) -> Iterator[Workspace]:
    """An existing project, closed again whatever happens."""
    workspace = Workspace.open(path)
    try:
        yield workspace
    finally:
        workspace.close()


@contextmanager
def created(path: Path, name: str = "") -> Iterator[Workspace]:
    """A new project, closed again whatever happens."""
    workspace = Workspace.create(path, name)
    try:
        yield workspace
    finally:
        workspace.close()


def product_id(workspace: Workspace, name: str) -> str:
    """The id of a product by name, model or id; an AppError lists near names, or the products of one name."""
    products = list(workspace.project.all(Product).values())
    wanted = name.casefold()
    try:
        return named(products, name).id
    except AppError as error:
        if error.code == "PRODUCT-TWICE":
            raise
        near = [one.name for one in products if wanted and wanted in f"{one.name} {one.model}".casefold()]
        if near:
            remedy = M("Did you mean: {names}", names=tuple(near[:MOST_NAMES]))
        elif products and "names" not in error.remedy.params:
            first = tuple(one.name for one in products[:MOST_NAMES])
            remedy = M("Products of this project: {names}", names=first)
        else:
            raise
        raise AppError(error.code, error.what, remedy, error.place) from None


def category_of(workspace: Workspace, name: str) -> Category:
    """A category by name, English name or id; an AppError with the names there are otherwise."""
    categories = list(workspace.project.all(Category).values())
    for one in categories:
        if key(name) in (key(one.name), key(one.name_en)) or name == one.id:
            return one
    names = tuple(one.name for one in categories)
    raise AppError(
        "CATEGORY-UNKNOWN",
        M("There is no category named {name}", name=name),
        M("Categories of this project: {names}", names=names[:MOST_NAMES])
        if names
        else M("The project has no category yet"),
    )


def author_of(options: Namespace) -> str:
    """Who decides: as stated, otherwise who is logged in."""
    if options.author.strip():
        return str(options.author)
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such name on this machine: it must be stated
        return ""


def write_text(to: Path, text: str) -> None:
    """A text file, whole or not at all, UTF-8."""
    from compare_app.exporters.atomic import write_bytes

    body = text.encode("utf-8")
    write_bytes(to, body)
