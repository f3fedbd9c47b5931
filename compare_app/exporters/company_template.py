"""The company's own template, filled in and put in the place of an old file (docs/plan-workbook.md)."""

from __future__ import annotations

import hashlib
from pathlib import Path

from compare_app.domain.comparison import Comparison
from compare_app.domain.project import Project
from compare_app.errors import unreadable
from compare_app.exporters.atomic import write_bytes
from compare_app.exporters.company.fields import Subject
from compare_app.exporters.company.fill import Texts, fill
from compare_app.exporters.company.trouble import refused
from compare_app.text.message import M
from compare_app.text.wording import Wording


def write_filled(
    to: Path,
    template: Path,
    sha256: str,
    texts: Texts,
    project: Project,
    comparison: Comparison,
    words: Wording,
) -> None:
    """Fill in the template that was read apart (`sha256`, `texts`) and write it.

    An AppError where it is no .xlsx, would replace itself, changed meanwhile, or cannot be filled.
    """
    for path in (template, to):
        if path.suffix.lower() != ".xlsx":
            raise refused(
                M(
                    "{file} is no .xlsx: a workbook with macros, or in an older form, is not filled in",
                    file=path.name,
                ),
                M("Save it in Excel or WPS as .xlsx, and choose the copy"),
                path.name,
            )
    if to.exists() and to.samefile(template):
        raise refused(
            M("{file} would be replaced by its own filled copy", file=to.name),
            M("Choose another name"),
            to.name,
        )
    try:
        data = template.read_bytes()
    except OSError as error:
        raise unreadable(template, error) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise refused(
            M("{file} was changed while it was being read", file=template.name),
            M("Choose it again"),
            template.name,
        )
    body = fill(template.name, data, texts, Subject(project, comparison, words))
    write_bytes(to, body)
