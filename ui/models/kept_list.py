"""The files beside a record as the inspector shows them."""

from __future__ import annotations

from decimal import Decimal

from compare_app.domain.attachments import attachments_of, may_be_opened
from compare_app.domain.edit import Ref
from compare_app.domain.loop import Attachment
from compare_app.domain.project import Project
from compare_app.text.wording import Wording
from ui.widgets.kept_files import KeptFile, KeptList
from ui.wording import joined

_STEPS = ((1_000_000, "MB"), (1_000, "KB"))


def kept_list(project: Project, about: Ref, words: Wording, *, editable: bool) -> KeptList | None:
    """The section of a record; None where the record is gone."""
    if project.get(about.kind, about.id) is None:
        return None
    files = tuple(_shown(one, words) for one in attachments_of(project, about.kind, about.id))
    return KeptList(
        words("Files beside it ({count})", count=len(files)) if files else words("Files beside it"),
        words("None. Add one, or drop files here; they are kept in the project.")
        if editable
        else words("None"),
        files,
        words("Open"),
        words("Save as…"),
        words("Remove"),
        words("Add files…"),
        editable,
    )


def _shown(one: Attachment, words: Wording) -> KeptFile:
    day = one.added.isoformat() if one.added is not None else ""
    said = joined([part for part in (size_text(one.size), day, one.note) if part], words)
    warning = "" if may_be_opened(one) else words("It may start a program, so it is only saved from here")
    return KeptFile(one.id, one.name, said, warning)


def size_text(size: int) -> str:
    """Bytes in the unit that reads best: 612 B, 48.2 KB, 3.1 MB (decimal, as the limit of a file is)."""
    for step, unit in _STEPS:
        if size >= step:
            return f"{Decimal(size) / step:.1f} {unit}"
    return f"{size} B"
