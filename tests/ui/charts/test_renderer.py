"""Charts and reports on paper: exact sizes, searchable text, vectors, fonts inside, files whole or not at all."""

from __future__ import annotations

import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from compare_app.domain.charts import NoChart
from compare_app.domain.renderer import Look
from compare_app.domain.report import Figure, Heading, Paragraph, Report, Table, TableCell
from compare_app.errors import AppError
from compare_app.text.wording import Wording
from tests.ui.charts.specs import all_charts, dumbbell, no_chart, report
from ui.charts.picture import Words
from ui.charts.report import set_pages
from ui.charts.report_blocks import MM
from ui.renderer import Renderer
from ui.theme import DARK, LIGHT

KINDS = pytest.mark.parametrize("kind", list(all_charts()))
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def renderer(qapp: QApplication) -> Renderer:
    return Renderer()


def tool(name: str, *arguments: str) -> str:
    """What a program of poppler-utils says."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} (poppler-utils) is not installed")
    done = subprocess.run([found, *arguments], capture_output=True, check=True, timeout=60)
    return done.stdout.decode("utf-8")


def squeezed(text: str) -> str:
    return "".join(text.split())


@KINDS
@pytest.mark.parametrize(("mm", "dpi", "pixels"), [((180, 110), 150, (1063, 650)), ((60, 45), 96, (227, 170)),
                                                   ((101.6, 50.8), 300, (1200, 600))])  # fmt: skip
def test_png_has_the_pixels_asked_for(
    kind: str, mm: tuple[float, float], dpi: int, pixels: tuple[int, int], renderer: Renderer, tmp_path: Path
) -> None:
    to = tmp_path / f"{kind}.png"
    renderer.chart(all_charts()[kind], to, width_mm=mm[0], height_mm=mm[1], dpi=dpi)
    image = QImage(str(to))
    assert (image.width(), image.height()) == pixels
    assert image.dotsPerMeterX() == pytest.approx(dpi / 0.0254, abs=1)
    assert image.pixelColor(0, 0).name() == LIGHT.surface_raised
    assert len({image.pixel(x, y) for x in range(0, pixels[0], 3) for y in range(0, pixels[1], 3)}) > 10


def ink_rows(image: QImage) -> set[float]:
    """Heights, as shares, at which something is drawn."""
    ground = QColor(LIGHT.surface_raised).rgb()
    step = max(1, image.height() // 200)
    return {
        round(y / image.height(), 2)
        for y in range(0, image.height(), step)
        if any(image.pixel(x, y) != ground for x in range(0, image.width(), max(1, image.width() // 300)))
    }


@pytest.mark.parametrize("kind", ["dumbbell", "heatmap", "ladder"])
def test_resolution_changes_sharpness_not_layout(kind: str, renderer: Renderer, tmp_path: Path) -> None:
    rows = []
    for dpi in (96, 288):
        to = tmp_path / f"{dpi}.png"
        renderer.chart(all_charts()[kind], to, width_mm=180, height_mm=110, dpi=dpi)
        rows.append(ink_rows(QImage(str(to))))
    assert len(rows[0] ^ rows[1]) < 0.15 * len(rows[0] | rows[1])


def test_dark_and_larger_type(renderer: Renderer, tmp_path: Path) -> None:
    plain, dark, large = (tmp_path / name for name in ("plain.png", "dark.png", "large.png"))
    for to, look in ((plain, Look()), (dark, Look(dark=True)), (large, Look(scale=1.6))):
        renderer.chart(dumbbell(), to, width_mm=180, height_mm=110, dpi=96, look=look)
    assert QImage(str(dark)).pixelColor(1, 1).name() == DARK.surface_raised
    assert plain.read_bytes() != large.read_bytes()


@KINDS
def test_svg_is_vector_with_text_at_the_exact_size(kind: str, renderer: Renderer, tmp_path: Path) -> None:
    to = tmp_path / "x.svg"
    spec = all_charts()[kind]
    renderer.chart(spec, to, width_mm=181.3, height_mm=97.7, dpi=96)
    root = ET.fromstring(to.read_bytes())  # noqa: S314  our own file
    sizes = [float(re.match(r"([\d.]+)mm", root.attrib[side])[1]) for side in ("width", "height")]  # type: ignore[index]
    assert sizes == pytest.approx([181.3, 97.7], abs=0.02)
    assert not list(root.iter(f"{SVG}image"))
    said = squeezed("".join("".join(element.itertext()) for element in root.iter(f"{SVG}text")))
    assert squeezed(spec.title) in said


def test_svg_escapes_what_data_says(renderer: Renderer, tmp_path: Path) -> None:
    to = tmp_path / "x.svg"
    spec = NoChart("<script>&\"' ]]>", "a & b", "<b>")
    renderer.chart(spec, to, width_mm=100, height_mm=60, dpi=96)
    root = ET.fromstring(to.read_bytes())  # noqa: S314  our own file
    assert not list(root.iter(f"{SVG}script"))
    assert "a & b" in "".join(root.itertext())


@KINDS
def test_pdf_is_vector_with_text_at_the_exact_size(kind: str, renderer: Renderer, tmp_path: Path) -> None:
    to = tmp_path / "x.pdf"
    spec = all_charts()[kind]
    renderer.chart(spec, to, width_mm=180, height_mm=110, dpi=96)
    assert to.read_bytes().startswith(b"%PDF-")
    width, height = re.search(r"Page size:\s+([\d.]+) x ([\d.]+) pts", tool("pdfinfo", str(to))).groups()  # type: ignore[union-attr]
    assert float(width) / 72 * 25.4 == pytest.approx(180, abs=0.3)
    assert float(height) / 72 * 25.4 == pytest.approx(110, abs=0.3)
    assert squeezed(spec.title) in squeezed(tool("pdftotext", str(to), "-"))
    assert "image" not in tool("pdfimages", "-list", str(to)).split("---")[-1]
    fonts = tool("pdffonts", str(to)).splitlines()[2:]
    assert fonts
    assert all(re.search(r"NotoSansSC|MicrosoftYaHei", line) for line in fonts)


def test_a_missing_part_is_in_words_on_paper_too(renderer: Renderer, tmp_path: Path) -> None:
    to = tmp_path / "x.pdf"
    renderer.chart(dumbbell(), to, width_mm=240, height_mm=150, dpi=96)
    said = squeezed(tool("pdftotext", str(to), "-"))
    assert "差值+1.5dB(A)" in said
    assert "不可比" in said


@pytest.mark.parametrize(
    ("name", "size", "code"),
    [
        ("x.gif", (100, 60, 96), "CHART-FORMAT"),
        ("x", (100, 60, 96), "CHART-FORMAT"),
        ("x.png", (0, 60, 96), "CHART-SIZE"),
        ("x.png", (100, -1, 96), "CHART-SIZE"),
        ("x.png", (100, 60, 0), "CHART-SIZE"),
        ("x.png", (5000, 5000, 600), "CHART-SIZE"),
        ("no/such/folder/x.png", (100, 60, 96), "EXPORT-FOLDER"),
    ],
)
def test_what_cannot_be_written_is_an_error_with_a_remedy(
    name: str, size: tuple[float, float, int], code: str, renderer: Renderer, tmp_path: Path
) -> None:
    with pytest.raises(AppError) as caught:
        renderer.chart(no_chart(), tmp_path / name, width_mm=size[0], height_mm=size[1], dpi=size[2])
    assert caught.value.code == code
    words = Wording.load("zh_CN")
    assert words.knows(caught.value.what.template)
    assert words.knows(caught.value.remedy.template) or not str(caught.value.remedy)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_an_old_file_is_replaced_whole(renderer: Renderer, tmp_path: Path) -> None:
    to = tmp_path / "x.svg"
    to.write_text("old", encoding="utf-8")
    renderer.chart(no_chart(), to, width_mm=100, height_mm=60, dpi=96)
    assert b"<svg" in to.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["x.svg"]
    assert to.stat().st_mode & 0o044 == 0o044 or shutil.which("cmd")


# --- reports ----------------------------------------------------------------------------------------------------------


def pages_of(to: Path, count: int) -> list[str]:
    return [
        squeezed(tool("pdftotext", "-f", str(n), "-l", str(n), "-layout", str(to), "-"))
        for n in range(1, count + 1)
    ]


def test_a_short_report_is_one_page_with_everything(renderer: Renderer, tmp_path: Path) -> None:
    to = tmp_path / "r.pdf"
    assert renderer.report(report(), to) == 1
    (said,) = pages_of(to, 1)
    for words in (
        "质量比对：示例瓷质砖",
        "▲3●12▼1",
        "接地电阻",
        "额定制冷量",
        "提升方案表",
        "指标第2号",
        "李四",
        "签字：",
        "1/1",
    ):
        assert squeezed(words) in said, words
    assert said.count("企业内部评价，非官方·示例瓷质砖") == 1
    assert "595" in tool("pdfinfo", str(to))
    assert (
        "image" not in tool("pdfimages", "-list", str(to)).split("---")[-1]
    )  # the chart is drawn, not pasted
    fonts = tool("pdffonts", str(to)).splitlines()[2:]
    assert all(re.search(r"NotoSansSC|MicrosoftYaHei", line) and " yes " in line for line in fonts)


def test_a_long_table_repeats_its_header_and_loses_no_row(renderer: Renderer, tmp_path: Path) -> None:
    to = tmp_path / "r.pdf"
    long = report(landscape=True, rows=150, breaks=True)
    count = renderer.report(long, to)
    assert count >= 5
    pages = pages_of(to, count)
    assert f"Pages:{count}" in squeezed(tool("pdfinfo", str(to)))
    everything = "".join(pages)
    rows = [f"指标第{index}号" for index in range(150)]
    assert [everything.count(row) for row in rows] == [1] * 150
    for number, page in enumerate(pages, start=1):
        assert f"{number}/{count}" in page
        assert "企业内部评价，非官方·示例瓷质砖" in page
        if any(row in page for row in rows):
            assert "指标目标值结论" in page


def test_a_break_starts_a_page_and_never_an_empty_one(renderer: Renderer, tmp_path: Path) -> None:
    to = tmp_path / "r.pdf"
    assert renderer.report(report(breaks=True), to) == 2
    first, second = pages_of(to, 2)
    assert "额定制冷量" in first
    assert "提升方案表" in second
    assert "提升方案表" not in first


def test_a_heading_never_ends_a_page(families: tuple[str, ...]) -> None:
    words = Wording.load("zh_CN")
    for filling in range(30, 60):
        body = tuple(Paragraph(f"第{n}段") for n in range(filling))
        made = Report("t", "f", (*body, Heading("附录", 2), Paragraph("附录的内容")), landscape=True)
        pages, _ = set_pages(made, families, words)
        texts = ["".join(op.text for op in page.pad.ops if hasattr(op, "text")) for page in pages]
        assert not any(text.endswith("附录") for text in texts), filling


def test_a_row_higher_than_a_page_goes_on(renderer: Renderer, tmp_path: Path) -> None:
    to = tmp_path / "r.pdf"
    steps = "\n".join(f"步骤{n}结束" for n in range(120))
    count = renderer.report(Report("t", "f", (Table(("步骤",), ((TableCell(steps),),)),)), to)
    assert count == 2
    everything = "".join(pages_of(to, count))
    assert all(everything.count(f"步骤{n}结束") == 1 for n in range(120))


def test_no_word_of_a_table_is_broken_where_the_page_has_room(families: tuple[str, ...]) -> None:
    heads = (
        "Indicator",
        "Direction",
        "Weight",
        "Domestic benchmark",
        "International benchmark",
        "Confidence",
    )
    row = (
        "光效",
        "smaller is better",
        "20",
        "97.96 tested, computed",
        "±0.00000",
        "numerical comparison only",
    )
    long = "https://example.org/" + "x" * 400
    table = Table(heads, (tuple(map(TableCell, row)), (TableCell(long),)), (3, 0.5, 0.3, 0.7, 0.7, 3))
    pages, frame = set_pages(Report("t", "f", (table,), landscape=True), families, Wording.load("en"))
    lines = [op for page in pages for op in page.pad.ops if isinstance(op, Words)]
    printed = {word for line in lines for word in line.text.split()}
    assert {word for text in (*heads, *row) for word in text.split()} <= printed
    ends = [line.x + frame.type.width(line.text, line.size, line.bold) for line in lines]
    assert max(ends) <= frame.width


def test_a_report_meant_for_one_page_is_set_tighter_before_it_spills(families: tuple[str, ...]) -> None:
    words = Wording.load("zh_CN")
    line = Paragraph("判定规则：简单接受、二元判定。")
    fits = next(
        n for n in range(10, 90) if len(set_pages(Report("t", "f", (line,) * n), families, words)[0]) > 1
    )
    _, loose = set_pages(Report("t", "f", (line,) * 20), families, words)
    pages, tight = set_pages(Report("t", "f", (line,) * (fits - 1)), families, words)
    assert len(pages) == 1
    assert tight.type.scale < loose.type.scale == 1.0
    assert set_pages(Report("t", "f", (line,) * fits), families, words)[1].type.scale == 1.0


def test_figures_fit_between_the_margins(families: tuple[str, ...]) -> None:
    wide = Report("t", "f", (Figure(dumbbell(), 400, 500), Figure(no_chart(), 100, 150)), landscape=True)
    pages, frame = set_pages(wide, families, Wording.load("zh_CN"))
    figures = [figure for page in pages for figure in page.figures]
    assert len(figures) == 2
    for picture, left, top in figures:
        assert left >= -0.5
        assert left + picture.width <= frame.width + 0.5
        assert top + picture.height <= frame.height + 0.5
    assert figures[1][0].height <= 46 * MM  # a sentence needs no page


def test_an_empty_report_is_one_empty_page(renderer: Renderer, tmp_path: Path) -> None:
    assert renderer.report(replace(report(), blocks=()), tmp_path / "r.pdf") == 1
