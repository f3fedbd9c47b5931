"""The deck of the review meeting: native, editable, nothing beyond its slide, and the sources in the notes."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.util import Emu

from compare_app.domain.charts import Bar, Diverging, Dumbbell, DumbbellRow, Point
from compare_app.domain.report import Figure, Heading, Paragraph, Slide, Table, TableCell
from compare_app.domain.tone import Mark, Tone
from compare_app.exporters.deck.deck import deck_bytes, write_deck
from compare_app.exporters.deck.measure import is_broken, shortened, text_width, wrapped
from compare_app.text.wording import LANGUAGES, Wording
from tests.exporters.made import INJECTIONS

ZH = Wording.load("zh_CN")
COVER = Slide("砖", (Heading("质量比对：砖"), Paragraph("L2 达标", "lead")))
LEGEND = (("本企业", Tone.OURS, Mark.SOLID), ("国内标杆", Tone.DOMESTIC, Mark.SOLID))


def opened(*slides: Slide, words: Wording = ZH) -> Any:
    return Presentation(io.BytesIO(deck_bytes([(words, (COVER, *slides))], None)))


def shapes(deck: Any) -> Iterator[tuple[int, Any]]:
    for number, slide in enumerate(deck.slides, 1):
        for shape in slide.shapes:
            yield number, shape


def dumbbell(count: int) -> Dumbbell:
    rows = tuple(
        DumbbellRow(
            f"i{at}",
            INJECTIONS[at % len(INJECTIONS)],
            (
                Point(90.0 + at, "1.0 %", Tone.OURS, Mark.HOLLOW if at == 1 else Mark.SOLID),
                Point(100.0, "1.1 %", Tone.DOMESTIC, series=1),
            ),
        )
        for at in range(count)
    )
    lost = DumbbellRow("x", "噪声", (), "不可比：检测方法不同")
    return Dumbbell("与标杆的距离", "对标达成率", LEGEND, (*rows, lost))


def test_a_long_table_goes_on_under_its_head() -> None:
    rows = tuple((TableCell(f"{at}"), TableCell("断裂模数 " * 9)) for at in range(60))
    deck = opened(Slide("表", (Heading("表"), Table(("序号", "内容"), rows, (1, 6)))))
    found = [shape.table for _, shape in shapes(deck) if shape.has_table]
    assert len(found) > 2
    assert all(table.cell(0, 0).text == "序号" for table in found)
    assert sum(len(table.rows) - 1 for table in found) == 60
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert titles[1:4] == ["表", "表（2）", "表（3）"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_lies_beyond_its_slide(language: str) -> None:
    words = Wording.load(language)
    long = Paragraph("质量 quality " * 400)
    deck = opened(Slide("长", (Heading("很长的标题 " * 30), long, Figure(dumbbell(19), 1, 1))), words=words)
    for number, shape in shapes(deck):
        assert shape.left >= 0, (number, shape.name)
        assert shape.left + shape.width <= deck.slide_width, (number, shape.name)
        assert shape.top >= 0, (number, shape.name)
        assert shape.top + shape.height <= deck.slide_height, (number, shape.name)
    for number, slide in enumerate(deck.slides, 1):
        assert any(
            shape.has_text_frame and shape.text == f"{number} / {len(deck.slides)}" for shape in slide.shapes
        )
    assert (deck.slide_width, deck.slide_height) == (Emu(12192000), Emu(6858000))


def test_charts_are_native_and_their_data_are_no_formulas() -> None:
    deck = opened(Slide("图", (Figure(dumbbell(12), 1, 1),)))
    charts = [shape.chart for _, shape in shapes(deck) if shape.has_chart]
    assert [len(list(chart.plots[0].categories)) for chart in charts] == [8, 4]
    for chart in charts:
        blob = chart.part.chart_workbook.xlsx_part.blob
        assert all(
            cell.data_type != "f"
            for row in openpyxl.load_workbook(io.BytesIO(blob)).active.iter_rows()
            for cell in row
        )
    said = [shape.table.cell(1, 1).text for _, shape in shapes(deck) if shape.has_table]
    assert "○ 不可比：检测方法不同" in said


def test_what_has_no_value_has_no_bar() -> None:
    spec = Diverging(
        "差距",
        "%",
        (Bar("a", "甲", -5.0, "▼ −5.0 %", Tone.WORSE), Bar("b", "乙", None, "", Tone.UNKNOWN, "不可比")),
    )
    deck = opened(Slide("差距", (Figure(spec, 1, 1),)))
    (chart,) = (shape.chart for _, shape in shapes(deck) if shape.has_chart)
    assert list(chart.plots[0].categories) == ["甲"]
    assert any(shape.has_table and "○ 不可比" in shape.table.cell(1, 1).text for _, shape in shapes(deck))


def test_both_scripts_have_the_same_font() -> None:
    data = deck_bytes([(ZH, (COVER, Slide("图", (Figure(dumbbell(3), 1, 1),), "来源：表 3")))], None)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.startswith(("ppt/slides/slide", "ppt/charts/chart")) and name.endswith(".xml"):
                text = package.read(name).decode()
                assert text.count('<a:ea typeface="Microsoft YaHei"') == text.count("<a:latin"), name
    notes = Presentation(io.BytesIO(data)).slides[1].notes_slide.notes_text_frame.text
    assert notes == "来源：表 3"


def test_text_is_measured_and_broken_where_people_break_it() -> None:
    assert text_width("质量", 10) > text_width("ab", 10)
    assert wrapped("质量 quality", 10, 45) == ["质量", "quality"]
    assert "".join(wrapped("q" * 90, 10, 60)) == "q" * 90
    assert shortened("质量提升方案", 10, 32, 1) == "质量…"
    assert is_broken("verification", 10, 30)
    assert not is_broken("一二三四五六", 10, 30)


@pytest.mark.skipif(
    shutil.which("soffice") is None or not list(Path("/usr/lib/libreoffice").glob("**/libsdlo.so")),
    reason="LibreOffice Impress is not installed",
)
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    path = tmp_path / "评审.pptx"
    write_deck(path, [(ZH, (COVER, Slide("图", (Figure(dumbbell(12), 1, 1),))))], None)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=110,
    )  # fmt: skip
    assert (tmp_path / "评审.pdf").stat().st_size > 5_000
