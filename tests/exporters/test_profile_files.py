"""What leaves of a profile: the documented JSON, the CSV, the workbook; the notices stand in every one of them."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from compare_app.domain.charts import PROFILE_CHARTS, NoChart
from compare_app.domain.index_table import BAND_SETS
from compare_app.domain.model import CellRef, IndexFigure, Inspection, Provenance
from compare_app.domain.profile import HONOUR_NOTICE, INDEX_NOTICE, Profile
from compare_app.domain.project import Project
from compare_app.domain.report import Figure, Paragraph, Table
from compare_app.domain.terms import IndexItem, Trust
from compare_app.engine.profile import profile_of
from compare_app.engine.profile.charts import profile_chart
from compare_app.errors import AppError
from compare_app.exporters.profile_csv import COLUMNS, profile_csv
from compare_app.exporters.profile_json import profile_document, profile_text
from compare_app.exporters.profile_report import profile_report
from compare_app.exporters.profile_workbook import profile_bytes, write_profile
from compare_app.text.wording import LANGUAGES, Wording

ON = date(2026, 6, 30)
CONTRACT = Path(__file__).resolve().parents[2] / "docs" / "profile-json.md"
NASTY = ("=1+1", "+1", "-1+2", "@x", "＝1", "=cmd|'/c calc'!A0", '=HYPERLINK("http://x")')
UNSURE = Provenance("=通报", "表 1", trust=Trust.UNCONFIRMED)


def made() -> Project:
    """Own and market rows, an unfilled node, values out of bounds, names that a spreadsheet would compute."""
    rows = [
        Inspection(
            f"n{at}",
            name,
            10 + at,
            at % 2,
            year=2024,
            own=True,
            note=name,
            cell=CellRef(name, "监督抽查", f"A{at}"),
        )
        for at, name in enumerate(NASTY)
    ]
    rows += [
        Inspection("o1", "灯", 4, 1, inspected_on=date(2023, 5, 6), failed_items=("泄漏电流(A类)",), serious=True,
                   output=Decimal("12.50"), source=UNSURE, enterprise="=甲厂"),
        Inspection("o2", "锁", 4, 0, year=2023, output=Decimal("7.5")),
        Inspection("o3", "锁", 4, 0, None),
        Inspection("m1", "全部", 28265, 3476, year=2023, own=False),
        Inspection("m2", "灯", 200, 20, year=2023, own=False, output=Decimal(3)),
    ]  # fmt: skip
    figures = [
        IndexFigure(f"f{year}{item}", year, item, Decimal("50.0"), Decimal(0), Decimal(100), source=UNSURE)
        for year in (2023, 2024)
        for item in IndexItem
        if year == 2023 or item not in (IndexItem.PATENTS, IndexItem.NEW_PRODUCTS)
    ]
    figures[0] = replace(figures[0], value=Decimal(120))
    return Project("p", "=示例企业").with_records([*rows, *figures])


PROJECT = made()
PROFILE: Profile = profile_of(PROJECT, ON)
EMPTY = profile_of(Project("p", "空"), ON)


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return dict(json.loads(profile_text(PROJECT, PROFILE)))


# --- JSON -------------------------------------------------------------------------------------------------------------


def names_in(text: str) -> set[str]:
    """Names in backquotes outside of parentheses."""
    while (shorter := re.sub(r"\([^()]*\)", "", text)) != text:
        text = shorter
    return set(re.findall(r"`([a-z_0-9]+)`", text))


def contract() -> str:
    return CONTRACT.read_text(encoding="utf-8")


def test_the_whole_has_the_documented_parts_in_order(document: dict[str, Any]) -> None:
    block = re.search(r"```\n(.*?)```", contract(), re.S)
    assert block
    assert list(document) == [line.split()[0] for line in block[1].splitlines() if not line.startswith(" ")]


@pytest.mark.parametrize(
    ("heading", "find"),
    [
        ("*rate*", lambda d: d["pass_rates"]["own"]["overall"]),
        ("*year*", lambda d: d["pass_rates"]["own"]["years"][0]),
        ("*class*", lambda d: d["pass_rates"]["own"]["classes"][0]),
        ("*node*", lambda d: d["index"]["years"][0]["halves"][0]["nodes"][0]),
        ("*item*", lambda d: d["index"]["years"][0]["halves"][0]["nodes"][0]["items"][0]),
        ("*inspection*", lambda d: d["inputs"]["inspections"][0]),
        ("*index figure*", lambda d: d["inputs"]["index_figures"][0]),
        ("*source*", lambda d: d["inputs"]["inspections"][0]["source"]),
    ],
)
def test_every_documented_name_is_written_and_no_other(
    document: dict[str, Any], heading: str, find: Any
) -> None:
    part = re.search(re.escape(heading) + r":(.*?)(?=\n\n|\n\*|\Z)", contract(), re.S)
    assert part
    assert set(find(document)) == names_in(part[1])


def test_tables_name_what_is_written(document: dict[str, Any]) -> None:
    for heading, found in (("honour", document["honour"]), ("index", document["index"]["years"][0])):
        part = re.search(rf"### `{heading}`\n(.*?)(?=\n### |\Z)", contract(), re.S)
        assert part
        cells = [line.split("|")[1] for line in part[1].splitlines() if line.startswith("| `")]
        assert set(found) == names_in(" ".join(cells))
    assert set(document["index"]) == {"notice", "official", "bands", "years"}
    assert set(document["pass_rates"]["own"]) == {"overall", "years", "classes", "left_out"}


def walk(value: object, where: str = "") -> Iterator[tuple[str, object]]:
    yield where, value
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from walk(inner, f"{where}.{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner, f"{where}[]")


def test_no_float_no_exponent_and_both_languages(document: dict[str, Any]) -> None:
    for where, value in walk(document):
        assert not isinstance(value, float), where
        if isinstance(value, dict) and set(value) & set(LANGUAGES):
            assert set(value) == set(LANGUAGES), where
            assert all(value.values()), where
    steps = [one for where, one in walk(document) if where.endswith(".steps[]")]
    assert len(steps) > 100
    assert all(set(one) == {"text", "rule", "cell"} for one in steps if isinstance(one, dict))


def test_the_notices_and_never_the_word_official(document: dict[str, Any]) -> None:
    assert document["index"]["official"] is False
    assert document["honour"]["official"] is False
    assert "模拟测算" in document["index"]["notice"]["zh_CN"]
    assert "预估" in document["honour"]["notice"]["zh_CN"]


def test_the_same_project_gives_the_same_bytes() -> None:
    assert profile_text(PROJECT, profile_of(PROJECT, ON)) == profile_text(PROJECT, PROFILE)


def test_figures_are_those_of_the_profile(document: dict[str, Any]) -> None:
    own = document["pass_rates"]["own"]
    assert own["years"][0]["weighted"] == format(PROFILE.own.years[0].weighted or 0, "f") == "0.84375"
    assert own["overall"]["tested"] == 99
    assert document["pass_rates"]["market"]["years"][0]["rate"]["failed"] == 3476
    assert [one["value"] is None for one in document["index"]["years"]] == [False, True]
    assert document["index"]["years"][1]["empty"] == ["core_technology"]
    assert document["honour"]["estimate"] == "none"
    assert [one["state"] for one in document["honour"]["windows"]] == ["failed"] * 3


# --- CSV --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_holds_every_part(language: str) -> None:
    words = Wording.load(language)
    text = profile_csv(PROFILE, words)
    rows = list(csv.reader(io.StringIO(text)))
    assert {len(row) for row in rows} == {len(COLUMNS)}
    found = [dict(zip((key for key, _ in COLUMNS), row, strict=True)) for row in rows[1:]]
    assert sum(one["code"] in [item.value for item in IndexItem] for one in found) == 24
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@", "＝"))]
    assert any(one["name"] == "'=1+1" for one in found)
    assert words(INDEX_NOTICE) in text
    assert words(HONOUR_NOTICE) in text
    national = next(one for one in found if one["code"] == "market/2023" and one["tested"] == "28265")
    assert national["value"].startswith("87.70")


# --- workbook ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_is_safe_and_says_what_it_is(language: str, tmp_path: Path) -> None:
    words = Wording.load(language)
    path = tmp_path / "p.xlsx"
    path.write_bytes(profile_bytes(PROJECT, PROFILE, words))
    book = openpyxl.load_workbook(path)
    texts = [
        str(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(book.sheetnames) == 6
    assert any(words(INDEX_NOTICE) in text for text in texts)
    assert any(words(HONOUR_NOTICE) in text for text in texts)
    for name in NASTY:
        assert name in texts
    marked = words.term(Trust.UNCONFIRMED)
    assert sum(marked in text for text in texts) > 20
    with zipfile.ZipFile(path) as package:
        assert any(name.startswith("xl/charts/") for name in package.namelist())
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.oddFooter.center.text


def test_steps_of_every_figure_stand_in_the_workbook(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    write_profile(path, PROJECT, PROFILE, Wording.load("zh_CN"))
    sheet = openpyxl.load_workbook(path)["计算步骤"]
    subjects = {str(row[0].value) for row in sheet.iter_rows(min_row=3)}
    assert {
        "本企业抽查；2023；灯",
        "市场抽查；2023",
        "2023；指数（模拟测算）",
        "2024；核心技术能力",
    } <= subjects
    cells = {str(row[3].value) for row in sheet.iter_rows(min_row=3)}
    assert "=1+1!监督抽查!A0" in cells  # the file is named so


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_profile_is_written_too(language: str, tmp_path: Path) -> None:
    words = Wording.load(language)
    empty = Project("p", "空")
    write_profile(tmp_path / "e.xlsx", empty, EMPTY, words)
    assert json.loads(profile_text(empty, EMPTY))["index"]["years"] == []
    assert len(profile_csv(EMPTY, words).splitlines()) == 6
    for kind in PROFILE_CHARTS:
        assert isinstance(profile_chart(EMPTY, kind, words), NoChart)
    report = profile_report(
        empty, EMPTY, {kind: profile_chart(EMPTY, kind, words) for kind in PROFILE_CHARTS}, words
    )
    assert not [block for block in report.blocks if isinstance(block, Table) and not block.rows]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    path = tmp_path / "画像.xlsx"
    write_profile(path, PROJECT, PROFILE, Wording.load("zh_CN"))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=110,
    )  # fmt: skip
    assert (tmp_path / "画像.pdf").stat().st_size > 10_000


# --- report and charts ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_says_it_all(language: str) -> None:
    words = Wording.load(language)
    charts = {kind: profile_chart(PROFILE, kind, words) for kind in PROFILE_CHARTS}
    report = profile_report(PROJECT, PROFILE, charts, words)
    said = [block.text for block in report.blocks if isinstance(block, Paragraph)]
    assert words(INDEX_NOTICE) in said
    assert any(words(HONOUR_NOTICE) in text for text in said)
    assert sum(isinstance(block, Figure) for block in report.blocks) == 2
    cells = [
        cell.text for block in report.blocks if isinstance(block, Table) for row in block.rows for cell in row
    ]
    assert any(words.term(Trust.UNCONFIRMED) in text for text in cells)


def test_charts_choose_their_year_and_hold_what_is_not_known() -> None:
    words = Wording.load("en")
    last = profile_chart(PROFILE, "index", words)
    first = profile_chart(PROFILE, "index", words, 2023)
    assert last.title.endswith("2024")
    assert first.title.endswith("2023")
    bars = {bar.key: bar for bar in last.bars}  # type: ignore[union-attr]
    assert bars["index"].value is None
    assert "core technology" in bars["index"].note
    assert bars["core_technology"].value is None
    assert bars["quality_level"].value == 80
    trend = profile_chart(PROFILE, "own_rates", words)
    assert [(one.label, one.note) for one in trend.points] == [("2023", "7/8"), ("2024", "88/91")]  # type: ignore[union-attr]
    assert trend.points[1].second is None  # type: ignore[union-attr]
    with pytest.raises(KeyError):
        profile_chart(PROFILE, "x", words)


def test_unknown_bands_are_refused_with_the_known_ones() -> None:
    with pytest.raises(AppError) as error:
        profile_of(PROJECT, ON, "x")
    assert error.value.code == "PROFILE-BANDS"
    assert BAND_SETS[1].code in str(error.value.remedy)


def test_the_document_has_a_word_for_every_code(document: dict[str, Any]) -> None:
    words = profile_document(PROJECT, PROFILE)["terms"]
    assert isinstance(words, dict)
    assert set(words) == {"HonourList", "IndexItem", "IndexNode", "Trust"}
