"""The plan workbook: nothing computes, nothing points outside, numbers are the comparison's, rows can come back."""

import hashlib
import io
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from pathlib import Path

import openpyxl
import pytest

from compare_app.domain.loop import Action
from compare_app.domain.project import Project
from compare_app.domain.terms import ActionStatus, ActionType, Combination, Step
from compare_app.engine.plan_merge import merge
from compare_app.exporters.plan.actions import COLUMNS, EMPTY_ROWS
from compare_app.exporters.plan.meta import base_of
from compare_app.exporters.plan_workbook import plan_bytes, write_plan
from compare_app.importers.plan_workbook import read_plan
from compare_app.text.wording import Wording
from tests.exporters.made import (
    INJECTIONS,
    OURS,
    actions,
    made_charts,
    made_comparison,
    made_project,
    made_results,
)

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
PICTURES = {"ladder": PNG, "quadrant": PNG, "radar": PNG}
LANGUAGES = ("zh_CN", "en")


def body(language: str, project: Project | None = None, **more) -> bytes:
    return plan_bytes(
        project or made_project(),
        more.get("comparison") or made_comparison(),
        made_results(),
        made_charts(radar=more.get("radar", True)),
        Wording.load(language),
        PICTURES,
    )


@pytest.fixture(scope="module", params=LANGUAGES)
def package(request) -> tuple[str, bytes]:
    return request.param, body(request.param)


@pytest.fixture(scope="module")
def book(package):
    return openpyxl.load_workbook(io.BytesIO(package[1]))


def plan_sheet(book):
    return next(
        sheet for sheet in book if sheet.sheet_properties is not None and head_row(sheet, "id") is not None
    )


def head_row(sheet, key):
    """The row of the plan's heads, found by the title of a column in either language."""
    titles = {
        Wording.load(language)(column.title)
        for language in LANGUAGES
        for column in COLUMNS
        if column.key == key
    }
    for row in sheet.iter_rows(max_row=12):
        for cell in row:
            if cell.value in titles:
                return cell.row
    return None


def columns(sheet) -> dict[str, int]:
    head = head_row(sheet, "id")
    titles = {
        Wording.load(language)(column.title): column.key for language in LANGUAGES for column in COLUMNS
    }
    return {titles[cell.value]: cell.column for cell in sheet[head] if cell.value in titles}


# --- nothing computes ------------------------------------------------------------------------------------------------


def test_no_cell_is_a_formula_and_no_part_points_outside(package, book):
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", (sheet.title, cell.coordinate, cell.value)
    with zipfile.ZipFile(io.BytesIO(package[1])) as parts:
        names = parts.namelist()
        assert not [name for name in names if "externalLink" in name or "vba" in name.lower()]
        for name in names:
            if name.endswith(".rels"):
                assert b"External" not in parts.read(name), name
            if name.startswith("xl/worksheets/sheet"):
                text = parts.read(name)
                assert b"<f>" not in text
                assert b"<hyperlink" not in text


def test_typed_texts_stay_text_and_are_marked_as_such(book):
    sheet = plan_sheet(book)
    at = columns(sheet)
    rows = {sheet.cell(row, at["id"]).value: row for row in range(1, sheet.max_row + 1)}
    for number, text in enumerate(INJECTIONS):
        for key in ("gap", "cause", "measure", "owner", "note"):
            cell = sheet.cell(rows[f"a-x{number}"], at[key])
            assert cell.data_type == "s"
            assert cell.value.replace("␍", "\r") == text
            assert cell.quotePrefix, (key, text)
    assert not sheet.cell(rows["a-1"], at["measure"]).quotePrefix


# --- numbers ---------------------------------------------------------------------------------------------------------


def test_numbers_are_those_of_the_comparison(book):
    words = [Wording.load(language) for language in LANGUAGES]
    titles = {one("Indicator comparison") for one in words}
    sheet = next(sheet for sheet in book if sheet.title in titles)
    numbers = {
        f"{cell.value:.15g}"  # what a spreadsheet keeps
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float)
    }
    for row in made_comparison().indicators:
        for value in (row.ours.mean, row.ours.deviation, row.ours.uncertainty):
            if value:
                assert f"{float(value):.15g}" in numbers, (row.indicator_id, value)
        for gap in row.gaps:
            for value in (gap.absolute, gap.relative):
                if value:
                    assert f"{float(value):.15g}" in numbers, (row.indicator_id, value)


def test_full_digits_stand_as_text_where_a_float_would_lose_them(book):
    texts = {
        cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    }
    assert "17.33333333333333333333333333" in texts
    assert "0.0114017542509914" in texts
    assert {"0.11", "0.13", "0.14"} <= texts  # as typed


def test_a_pair_without_a_number_has_empty_cells_and_a_reason(package, book):
    words = Wording.load(package[0])
    sheet = book[words("Indicator comparison")]
    name = "全年能源消耗效率" if package[0] == "zh_CN" else "APF"
    row = next(row for row in sheet.iter_rows() if row[0].value == name)
    values = [cell.value for cell in row]
    assert values[16:18] == [None, None]  # gap and gap in % to the international benchmark
    assert ("不可比" if package[0] == "zh_CN" else "not comparable") in values[18]
    assert 0 not in [value for value in values[11:19] if not isinstance(value, str)]


def test_a_target_that_a_float_would_change_is_text_and_others_are_numbers(book):
    sheet = plan_sheet(book)
    at = columns(sheet)
    rows = {sheet.cell(row, at["id"]).value: row for row in range(1, sheet.max_row + 1)}
    assert sheet.cell(rows["a-3"], at["target"]).value == "0.12345678901234567890"
    assert sheet.cell(rows["a-1"], at["target"]).value == 42
    assert sheet.cell(rows["a-1"], at["target"]).number_format == "0.0"  # 42.0 keeps its digit
    assert sheet.cell(rows["a-2"], at["target"]).value == "5级"
    assert sheet.cell(rows["a-1"], at["due"]).value.date() == date(2026, 2, 20)
    assert sheet.cell(rows["a-2"], at["start"]).value is None


# --- what comes back -------------------------------------------------------------------------------------------------


def test_only_what_comes_back_is_unlocked_and_checked(package, book):
    words, sheet = Wording.load(package[0]), plan_sheet(book)
    at, head = columns(sheet), head_row(sheet, "id")
    assert set(at) == {column.key for column in COLUMNS}
    assert sheet.protection.sheet
    for row in range(head + 1, head + 1 + len(actions()) + EMPTY_ROWS):
        for column in COLUMNS:
            cell = sheet.cell(row, at[column.key])
            assert cell.protection.locked is not column.editable, (column.key, row)
    lists = {one.formula1 for one in sheet.data_validations.dataValidation if one.type == "list"}
    for vocabulary in (ActionType, ActionStatus):
        assert '"' + ",".join(words.term(member) for member in vocabulary) + '"' in lists
    assert sum(one.type == "date" for one in sheet.data_validations.dataValidation) == 2


def test_the_hidden_sheet_holds_every_base_with_its_hash(package, book):
    sheet = book["_meta"]
    assert sheet.sheet_state == "veryHidden"
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = {
        row[0]: row[1] for row in rows[: next(at for at, row in enumerate(rows) if row[0] == "id")] if row[0]
    }
    assert head["schema"] == "dual-compare.plan"
    assert head["version"] == "1"
    assert head["project_id"] == "prj-1"
    assert head["product_id"] == OURS
    assert re.fullmatch(r"[0-9a-f-]{36}", head["export_id"])
    assert head["language"] == package[0]
    assert json.loads(head["editable"]) == [column.key for column in COLUMNS if column.editable]
    start = next(at for at, row in enumerate(rows) if row[0] == "id") + 1
    stored = {row[0]: row for row in rows[start:]}
    assert len(stored) == len(actions()) == int(head["rows"])
    for action in actions():
        base = "".join(part for part in stored[action.id][2:] if part)
        assert hashlib.sha256(base.encode()).hexdigest() == stored[action.id][1]
        assert json.loads(base) == base_of(action, "")
    assert (
        json.loads("".join(part for part in stored["a-3"][2:] if part))["target"] == "0.12345678901234567890"
    )


def test_what_stands_in_an_untouched_cell_is_the_base(book):
    """Otherwise a plan that nobody touched would come back as full of changes."""
    sheet = plan_sheet(book)
    at = columns(sheet)
    rows = {sheet.cell(row, at["id"]).value: row for row in range(1, sheet.max_row + 1)}
    for action in actions():
        base = base_of(action, "")
        for key in ("cause", "measure", "owner", "support", "budget", "verification", "evidence", "note"):
            assert (sheet.cell(rows[action.id], at[key]).value or "").strip() == base[key], (action.id, key)


def test_a_text_longer_than_a_cell_is_cut_alike_in_cell_and_base():
    long = "很长的措施。" * 8000
    project = made_project().with_records([Action("a-long", OURS, 90, "差距", measure=long, note="\x00控制")])
    book = openpyxl.load_workbook(io.BytesIO(body("zh_CN", project)))
    sheet = plan_sheet(book)
    at = columns(sheet)
    row = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, at["id"]).value == "a-long")
    base = base_of(project.all(Action)["a-long"], "")
    assert sheet.cell(row, at["measure"]).value == base["measure"]
    assert base["measure"].endswith("⟨48000⟩")
    assert sheet.cell(row, at["note"]).value == base["note"] == "␀控制"
    meta = next(row for row in book["_meta"].iter_rows(values_only=True) if row[0] == "a-long")
    assert json.loads("".join(part for part in meta[2:] if part)) == base


def test_two_exports_differ_in_their_id(book):
    other = openpyxl.load_workbook(io.BytesIO(body("zh_CN")))
    assert other["_meta"]["B3"].value != book["_meta"]["B3"].value
    assert book["_meta"]["A3"].value == "export_id"


# --- what every output says ------------------------------------------------------------------------------------------


def test_rule_notice_marks_and_coverage_are_printed(package, book):
    words = Wording.load(package[0])
    texts = "\n".join(
        str(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    )
    assert words(made_comparison().rule) in texts
    for zh, en in (
        ("企业内部评价，非官方", "own evaluation, not official"),
        ("未核实", "unconfirmed"),
        ("统计口径待确认", "statistic to be confirmed"),
        ("66.7 %（2/3）", "66.7 % (2/3)"),  # rate with its denominator
        ("80.0 %（4/5）", "80.0 % (4/5)"),  # coverage
        ("▲ 严于", "▲ stricter"),
        ("▼ 宽于", "▼ looser"),
        ("◆ 存在差异", "◆ different"),
        ("× 不合格", "× fail"),
        ("赵工", "赵工"),  # who overruled a verdict
        ("表面质量", "Surface quality"),
    ):
        assert (zh if package[0] == "zh_CN" else en) in texts, (zh, en)
    for sheet in book:
        if sheet.title == "_meta":
            continue
        assert ("非官方" if package[0] == "zh_CN" else "not official") in sheet.oddFooter.left.text, (
            sheet.title
        )
        assert "&P" in sheet.oddFooter.center.text or "Page" in sheet.oddFooter.center.text


def test_marks_of_a_standard_row_stand_in_its_row(package, book):
    words = Wording.load(package[0])
    sheet = book[words("Standard comparison")]
    name = "吸水率" if package[0] == "zh_CN" else "Water absorption"
    row = next(row for row in sheet.iter_rows(values_only=True) if row[0] == name and "ISO" in str(row[4]))
    assert words("statistic to be confirmed") in row[10]
    assert ("未核实（对方）" if package[0] == "zh_CN" else "unconfirmed (theirs)") in row[10]
    overruled = next(row for row in sheet.iter_rows(values_only=True) if row[10] and "赵工" in row[10])
    assert ("存在差异" if package[0] == "zh_CN" else "different") in overruled[
        10
    ]  # the automatic verdict beside it


def test_every_printed_sheet_is_a4_landscape_and_long_ones_repeat_their_head(package, book):
    words = Wording.load(package[0])
    for sheet in book:
        if sheet.title != "_meta":
            assert sheet.page_setup.orientation == "landscape", sheet.title
            assert int(sheet.page_setup.paperSize) == 9, sheet.title
    for title in ("Standard comparison", "Indicator comparison", "Improvement plan"):
        sheet = book[words(title)]
        assert sheet.print_title_rows, title
        assert sheet.freeze_panes, title


def test_charts_are_native_and_every_picture_and_chart_is_described(package):
    with zipfile.ZipFile(io.BytesIO(package[1])) as parts:
        charts = [name for name in parts.namelist() if name.startswith("xl/charts/chart")]
        kinds = "".join(parts.read(name).decode() for name in charts)
        drawings = "".join(
            parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/drawings/drawing")
        )
    assert len(charts) == 4  # diverging, dumbbell, priorities, radar
    assert '<c:barChart><c:barDir val="bar"/>' in kinds
    assert "<c:scatterChart>" in kinds
    assert "<c:errBars>" in kinds
    assert "+17.3 %" in kinds  # the label the spec asked for
    described = re.findall(r'<xdr:cNvPr [^>]*descr="([^"]*)"', drawings)
    assert len(described) == drawings.count("<xdr:cNvPr ") == 7
    assert all(described)


def test_where_there_is_no_radar_its_reason_stands_on_the_cover():
    book = openpyxl.load_workbook(io.BytesIO(body("zh_CN", radar=False)))
    texts = [cell.value for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert any("可比的指标少于 3 项" in text for text in texts)
    assert not book.worksheets[0]._images


def test_the_properties_name_no_user_and_no_path(book, package):
    assert not book.properties.creator
    with zipfile.ZipFile(io.BytesIO(package[1])) as parts:
        whole = b"".join(parts.read(name) for name in parts.namelist())
    for word in (str(Path.home()).encode(), b"/tmp/", Path(__file__).parts[1].encode() + b"/main"):
        assert word not in whole


# --- edges -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_comparison_still_makes_a_workbook_that_says_what_is_missing(language):
    comparison = replace(
        made_comparison(), standards=(), indicators=(), consistency=(), quadrants=(), scores=(), warnings=()
    )
    project = made_project().with_records((), [(Action, action.id) for action in actions()])
    whole = plan_bytes(project, comparison, {}, {}, Wording.load(language), {})
    book = openpyxl.load_workbook(io.BytesIO(whole))
    texts = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    words = Wording.load(language)
    assert words("No limits to compare: enter standards and requirements first") in texts
    assert words("No action is stored for this product yet") in texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_stands_on_l0_before_compliance_is_assessed(language):
    words, ladder = Wording.load(language), replace(made_comparison().ladder, step=Step.L0, achieved=())
    for assessed in (True, False):
        comparison = replace(made_comparison(), ladder=replace(ladder, assessed=assessed))
        book = openpyxl.load_workbook(io.BytesIO(body(language, comparison=comparison)))
        texts = [cell.value for row in book[words("Summary")].iter_rows() for cell in row if cell.value]
        assert (words.term(Step.L0) in texts) is assessed


def test_a_failed_write_keeps_the_old_plan(tmp_path):
    target = tmp_path / "plan.xlsx"
    target.write_bytes(b"old")
    target.chmod(0o400)
    with pytest.raises(Exception, match="EXPORT-PROTECTED"):
        write_plan(target, made_project(), made_comparison(), made_results(), {}, Wording.load("en"), {})
    assert target.read_bytes() == b"old"


def test_numbers_survive_the_way_through_the_file():
    book = openpyxl.load_workbook(io.BytesIO(body("en")))
    sheet = plan_sheet(book)
    at = columns(sheet)
    rows = {sheet.cell(row, at["id"]).value: row for row in range(1, sheet.max_row + 1)}
    target = sheet.cell(rows["a-1"], at["target"]).value
    assert D(str(target)) == D("42.0")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.timeout(180)
def test_libreoffice_opens_it_and_prints_every_sheet(tmp_path):
    target = tmp_path / "方案.xlsx"
    target.write_bytes(body("zh_CN"))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), str(target)],
        check=True, capture_output=True, timeout=170,
    )  # fmt: skip
    made = (tmp_path / "方案.pdf").read_bytes()
    assert made.startswith(b"%PDF")
    assert made.count(b"/Type/Page/") + made.count(b"/Type /Page/") >= 8 or made.count(b"/Type/Page") >= 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_that_nobody_touched_comes_back_without_a_change(tmp_path, language):
    """With hostile texts, exact targets and characters nobody sees in it."""
    project = made_project().with_records(
        [Action("a-odd", OURS, 91, "差距", measure=" \x00 两行\r\n第二行 ", note="_x0041_")]
    )
    target = tmp_path / "方案.xlsx"
    target.write_bytes(body(language, project))
    merged = merge(project, read_plan(target), base_of)
    assert not merged.lines
    assert not merged.issues
    assert merged.counts.read == merged.counts.unchanged + merged.counts.empty


def test_what_a_person_typed_comes_back(tmp_path):
    target = tmp_path / "plan.xlsx"
    target.write_bytes(body("en"))
    book = openpyxl.load_workbook(target)
    sheet = plan_sheet(book)
    at = columns(sheet)
    rows = {sheet.cell(row, at["id"]).value: row for row in range(1, sheet.max_row + 1)}
    sheet.cell(rows["a-1"], at["owner"]).value = "Ms Zhao"
    sheet.cell(rows["a-1"], at["status"]).value = " 待 验证 "  # the other language's word is understood
    sheet.cell(rows["a-1"], at["result"]).value = "42.3 MPa"
    sheet.cell(rows["a-1"], at["gap"]).value = "not taken: this column does not come back"
    book.save(target)
    merged = merge(made_project(), read_plan(target), base_of)
    outcome = merged.outcome()
    assert [action.id for action in outcome.changed] == ["a-1"]
    assert outcome.changed[0].owner == "Ms Zhao"
    assert outcome.changed[0].status is ActionStatus.TO_VERIFY
    assert outcome.changed[0].gap == actions()[0].gap
    assert [one.raw for one in outcome.verifications] == ["42.3 MPa"]


def test_grades_priorities_and_ranks_stand_with_their_marks(package, book):
    words = Wording.load(package[0])
    texts = [
        str(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert words("Grades") in book.sheetnames
    for part in (
        "=分级方案",
        words("not assessed"),
        words.term(Combination.WEAKEST),
        words("× requirement not met"),
        words("Ranks at ±20 % weights"),
        "2–3",
    ):
        assert part in texts, part
    assert any("≥40 MPa" in text and "1.8 MPa" in text for text in texts)  # the next level and how far it is
    gaps = book[words("Gap analysis")]
    order = [row[1].value for row in gaps.iter_rows() if isinstance(row[1].value, int)]
    assert order[-2:] == [1, 2]
    firm = next(cell for row in gaps.iter_rows() for cell in row if cell.value == "● " + words("stable"))
    shaky = next(cell for row in gaps.iter_rows() for cell in row if cell.value == "○ " + words("shaky"))
    assert firm.font.bold
    assert not shaky.font.bold
    assert shaky.font.color.rgb != firm.font.color.rgb if firm.font.color else shaky.font.color is not None
