"""The verbs `document` and `logo`: what leaves the program for authorities, meetings and registers."""

from __future__ import annotations

from argparse import Namespace

from compare_app.cli.console import Console
from compare_app.cli.tools import Tools, opened, product_id
from compare_app.domain.document import document_kind
from compare_app.errors import AppError
from compare_app.text.message import M
from compare_app.text.wording import LANGUAGES, Wording
from compare_app.workspace import Workspace

BOTH = "both"


def document(options: Namespace, console: Console, tools: Tools) -> int:
    """Write one document, in one language or in both, one after the other."""
    wanted = getattr(options, "lang", console.words.language)
    languages = [Wording.load(one) for one in LANGUAGES] if wanted == BOTH else [console.words]
    with opened(options.project) as workspace:
        workspace.export_document(
            options.to,
            options.kind,
            languages,
            _product(workspace, options),
            year=options.year,
            on=options.date,
            renderer=tools.make_renderer() if options.to.suffix.lower() == ".pdf" else None,
        )
    console.say(M("Wrote {file}", file=str(options.to)))
    return 0


def _product(workspace: Workspace, options: Namespace) -> str:
    """The product asked for; where a kind needs one and the enterprise has only one, that one."""
    if options.product is not None:
        return product_id(workspace, options.product)
    if not document_kind(options.kind).of_product:
        return ""
    ours = workspace.our_products()
    if len(ours) == 1:
        return ours[0].id
    raise AppError(
        "DOCUMENT-PRODUCT",
        M("A document of this kind is of one product"),
        M("Add --product NAME; there are: {names}", names=[one.name for one in ours])
        if ours
        else M("The project has no product of ours yet"),
    )


def logo(options: Namespace, console: Console, tools: Tools) -> int:
    """Set the enterprise's logo from a picture, or take it away."""
    with opened(options.project) as workspace:
        if options.remove:
            gone = workspace.remove_logo()
            console.say(M("The logo is removed") if gone else M("There is no logo"))
            return 0
        if options.file is None:
            raise AppError(
                "LOGO-FILE", M("No picture is named"), M("Name a PNG, JPEG or SVG, or use --remove")
            )
        workspace.set_logo(options.file, tools.make_renderer())
        console.say(M("{file} is the logo now; covers bear it", file=options.file.name))
    return 0
