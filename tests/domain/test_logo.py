"""What may become the logo: a picture by what is in it, that reads no other file."""

from __future__ import annotations

import struct
import zlib

import pytest

from compare_app.domain.logo import LARGEST_FILE, checked_picture, size_of_png
from compare_app.domain.report import Logo
from compare_app.errors import AppError


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\0\xff\0\0"))
    + _chunk(b"IEND", b"")
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"><rect width="4" height="2"/></svg>'


@pytest.mark.parametrize("data", [PNG, b"\xff\xd8\xff\xe0rest", SVG, b'<?xml version="1.0"?>\n' + SVG])
def test_pictures_are_taken(data: bytes) -> None:
    assert checked_picture(data, "标志.bin") == data


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"MZ program", "LOGO-FORMAT"),
        (b"", "LOGO-FORMAT"),
        (PNG + b"\0" * LARGEST_FILE, "LOGO-SIZE"),
        (b'<!DOCTYPE svg SYSTEM "x.dtd">' + SVG, "LOGO-SVG"),
        (SVG.replace(b"<rect", b'<image href="file:///etc/passwd"/><rect'), "LOGO-SVG"),
        (SVG.replace(b"<rect", b"<image xlink:href = 'http://x.invalid/a.png'/><rect"), "LOGO-SVG"),
        (SVG.replace(b"<rect", b'<style>@import "x.css"</style><rect'), "LOGO-SVG"),
    ],
)
def test_what_is_none_or_reads_other_files_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(AppError) as refused:
        checked_picture(data, "标志.png")
    assert refused.value.code == code


def test_an_svg_may_use_what_is_its_own() -> None:
    inner = SVG.replace(b"<rect", b'<use href="#a"/><image href="data:image/png;base64,AA=="/><rect')
    assert checked_picture(inner, "标志.svg") == inner


def test_a_logo_keeps_its_proportions() -> None:
    assert size_of_png(PNG) == (1, 1)
    assert Logo(PNG, 200, 100).within(50, 50) == (50, 25)
    assert Logo(PNG, 100, 200).within(50, 50) == (25, 50)
