"""The bundled font has a glyph for everything the program and its samples can show."""

import ast
import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "resources/fonts"
SIGNS = "▲●▼◆○△▽■□✓✕✗→←↑↓≤≥±×·°℃²³⁻¹⁰⁵₂μΩ½—…“”《》、。％＜≈≠∞∑√‰′″αβγΔσ①⚠"
NAMES = "喆堃镕昇垚祎赟翀玥琭瑄曌"  # names that GB 2312 lacks


@pytest.fixture(scope="module", params=["NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"])
def glyphs(request: pytest.FixtureRequest) -> set[str]:
    with TTFont(FONTS / request.param, lazy=True) as font:
        return {chr(code) for code in font.getBestCmap()}


def missing(text: str, glyphs: set[str]) -> set[str]:
    """Signs without a glyph; the ends of a range of code points in a pattern are no text."""
    return {sign for sign in text if sign.isprintable() and sign != "\u9fff"} - glyphs


def test_signs_and_rare_names(glyphs: set[str]) -> None:
    assert not missing(SIGNS + NAMES, glyphs)


def test_translations(glyphs: set[str]) -> None:
    files = sorted((ROOT / "resources/i18n").rglob("*.json"))
    if not files:
        pytest.skip("no translations yet")
    for file in files:
        entries = json.loads(file.read_text(encoding="utf-8"))
        text = json.dumps(entries, ensure_ascii=False)
        assert not missing(text, glyphs), file.name


def test_what_the_window_says(glyphs: set[str]) -> None:
    for file in sorted((ROOT / "ui").rglob("*.py")):
        nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
        docstrings = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
        for node in nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                assert not missing(node.value, glyphs), f"{file.name}:{node.lineno}"


def test_sample_data(glyphs: set[str]) -> None:
    files = [file for file in sorted((ROOT / "sample_data").rglob("*")) if file.suffix in (".xlsx", ".csv")]
    if not files:
        pytest.skip("no samples yet")
    for file in files:
        for text in cells(file):
            assert not missing(text, glyphs), f"{file.name}: {text}"


def cells(file: Path) -> Iterator[str]:
    """The text of every cell; a file that is no workbook has none (the hopeless sample)."""
    if file.suffix == ".csv":
        content = file.read_bytes()
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                yield from (cell for row in csv.reader(content.decode(encoding).splitlines()) for cell in row)
            except UnicodeDecodeError:
                continue
            return
        return
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_path(file)
        sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    except python_calamine.CalamineError:
        return
    yield from (str(cell) for rows in sheets for row in rows for cell in row)


def test_licence_lies_beside_the_font() -> None:
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text(encoding="utf-8").upper()
