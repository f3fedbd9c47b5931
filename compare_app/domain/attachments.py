"""Evidence and report files kept in the project beside a record (R7, R8): what may be kept, and what may be opened."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Callable
from datetime import date
from pathlib import PurePath, PureWindowsPath
from typing import Final

from compare_app.domain.edit import Edit, Ref
from compare_app.domain.loop import Attachment
from compare_app.domain.model import new_id
from compare_app.domain.project import Project
from compare_app.errors import AppError, Place
from compare_app.text.fold import clean
from compare_app.text.message import M

LARGEST: Final = 30_000_000
"""Bytes of one file: one value of the store holds 32 MB."""

_STARTS_PROGRAMS: Final = (
    "accde action ade adp app appimage appinstaller application appref-ms appx appxbundle bas bat chm cmd com "
    "command cpl desktop diagcab dll exe gadget hta inf ins iso isp jar jnlp job js jse library-ms lnk mcf mda "
    "mde msc msi msix msixbundle msp mst msu ocx pif ps1 ps1xml psc1 psd1 psm1 py pyw rdp reg rgs run scf scr "
    "sct search-ms searchconnector-ms settingcontent-ms sh shb shs sys theme themepack u3p udl url vb vbe vbs "
    "vbscript vhd vhdx website workflow wsc wsf wsh xbap xlam xll"
)
STARTS_PROGRAMS: Final = frozenset(_STARTS_PROGRAMS.split())
"""Suffixes of what the system would run instead of show: kept and given out, never opened from here."""


def attachments_of(project: Project, kind: type, record: str) -> tuple[Attachment, ...]:
    """The files beside a record, in the order they came."""
    name = kind.__name__
    return tuple(one for one in project.all(Attachment).values() if one.record == record and one.kind == name)


def may_be_opened(attachment: Attachment) -> bool:
    """Whether the system may show it: nothing that it would run."""
    name = attachment.name.rstrip(". ").casefold()  # Windows drops trailing dots and blanks
    return "." in name and name.rpartition(".")[2] not in STARTS_PROGRAMS


def refuse_size(name: str, size: int) -> None:
    """AppError ATTACH-SIZE for what is too large, ATTACH-EMPTY for a file without a byte."""
    if size > LARGEST:
        raise AppError(
            "ATTACH-SIZE",
            M("{file} has {size} MB; a file kept in the project has {most} MB at most", file=name,
              size=f"{size / 1e6:.1f}", most=LARGEST // 1_000_000),
            M("Keep a smaller copy, for example a PDF, and note where the original lies"),
            Place(name),
        )  # fmt: skip
    if size == 0:
        raise AppError(
            "ATTACH-EMPTY",
            M("{file} is empty", file=name),
            M("Choose the file that holds the evidence"),
            Place(name),
        )


def attach_edit(
    project: Project, kind: type, record: str, name: str, data: bytes, *, on: date, note: str = ""
) -> Edit | None:
    """The edit that keeps a file beside a record; None where the same bytes are there under the same name.

    An unknown record is an AppError.
    """
    if project.get(kind, record) is None:
        raise AppError(
            "ATTACH-RECORD",
            M("There is nothing with the id {id} to keep {file} beside", id=record, file=name),
            M("Choose the product, report, sample, case or row of the plan again"),
            Place(name),
        )
    plain_name = clean(PureWindowsPath(PurePath(name).name).name) or "file"
    digest = hashlib.sha256(data).hexdigest()
    present = attachments_of(project, kind, record)
    if any(one.sha256 == digest and one.name == plain_name for one in present):
        return None
    made = Attachment(
        id=new_id(),
        sha256=digest,
        name=plain_name,
        size=len(data),
        media_type=mimetypes.guess_type(plain_name)[0] or "",
        kind=kind.__name__,
        record=record,
        added=on,
        note=note.strip(),
    )
    return Edit(M("Keep {file}", file=plain_name), (made,))


def detach_edit(attachment: Attachment) -> Edit:
    """The edit that takes a file away from its record; undo brings it back."""
    return Edit(M("Remove {file}", file=attachment.name), removes=(Ref(Attachment, attachment.id),))


def bytes_of(attachment: Attachment, body: Callable[[str], bytes | None]) -> bytes:
    """The bytes of an attachment, as they were kept; AppError ATTACH-CHANGED where they are not."""
    data = body(attachment.sha256)
    if data is None:
        raise AppError(
            "ATTACH-CHANGED",
            M("{file} is not in the project as it was kept: its digest differs", file=attachment.name),
            M("Keep the original again, or restore a backup of the project"),
            Place(attachment.name),
        )
    return data
