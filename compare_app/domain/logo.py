"""The enterprise's logo: one picture, kept in the project as an attachment, printed on every cover."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from compare_app.domain.edit import Edit, Ref
from compare_app.domain.loop import Attachment
from compare_app.domain.model import new_id
from compare_app.domain.project import Project
from compare_app.domain.report import Logo
from compare_app.errors import AppError, Place
from compare_app.text.message import M

KIND: Final = "Enterprise"
RECORD: Final = "logo"
LARGEST_FILE: Final = 5_000_000  # bytes
LONGEST: Final = 1200  # pixels of the longer side as it is kept: 40 mm at 760 dpi
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"


def logo_record(project: Project) -> Attachment | None:
    """The attachment that is the logo."""
    found = [one for one in project.all(Attachment).values() if one.kind == KIND and one.record == RECORD]
    return found[-1] if found else None


def logo_of(project: Project, body: Callable[[str], bytes | None]) -> Logo | None:
    """The logo with its bytes; None where there is none, or its bytes are not what they were."""
    record = logo_record(project)
    data = body(record.sha256) if record is not None else None
    if data is None or not data.startswith(_PNG):
        return None
    width, height = size_of_png(data)
    return Logo(data, width, height)


def size_of_png(data: bytes) -> tuple[int, int]:
    """Width and height in pixels (PNG 11.2.1: the IHDR chunk is the first)."""
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def checked_picture(data: bytes, name: str) -> bytes:
    """The bytes of a file that may become the logo: PNG, JPEG or SVG by what is in it, whatever its name says.

    An AppError where it is something else or too large. An SVG that names a document type or points outside itself
    is refused: drawing it would read other files.
    """
    if len(data) > LARGEST_FILE:
        raise AppError(
            "LOGO-SIZE",
            M("{file} has {size} MB; a logo has {most} MB at most", file=name, size=f"{len(data) / 1e6:.1f}",
              most=LARGEST_FILE // 1_000_000),
            M("Save a smaller picture and choose that"),
            Place(name),
        )  # fmt: skip
    if data.startswith((_PNG, _JPEG)):
        return data
    text = data.decode("utf-8-sig", "replace").lower() if b"<svg" in data[:4096].lower() else ""
    if not text:
        raise AppError(
            "LOGO-FORMAT",
            M("{file} is no PNG, JPEG or SVG", file=name),
            M("Choose a picture in one of these formats"),
            Place(name),
        )
    links = text.replace(" ", "").replace("'", '"')
    outside = any(
        not links[at + 6 :].startswith(("#", "data:image/"))
        for at in range(len(links))
        if links.startswith('href="', at)
    )
    if "<!doctype" in text or "<!entity" in text or outside or "@import" in text:
        raise AppError(
            "LOGO-SVG",
            M("{file} names other files, which a logo may not", file=name),
            M("Save it as PNG and choose that"),
            Place(name),
        )
    return data


def logo_edit(project: Project, name: str, digest: str, size: int, today: date) -> Edit:
    """The edit that makes a picture the logo; there is only one."""
    present = logo_record(project)
    made = Attachment(
        id=present.id if present else new_id(),
        sha256=digest,
        name=name,
        size=size,
        media_type="image/png",
        kind=KIND,
        record=RECORD,
        added=today,
    )
    return Edit(M("Logo of the enterprise"), (made,))


def no_logo_edit(project: Project) -> Edit | None:
    """The edit that takes the logo away; None where there is none."""
    present = logo_record(project)
    return None if present is None else Edit(M("Logo removed"), (), (Ref(Attachment, present.id),))
