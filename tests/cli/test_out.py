"""The verbs that write: compare, export, chart, merge, check, selftest, demo."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from compare_app.cli import main
from compare_app.domain.charts import CHART_KINDS, ChartSpec
from compare_app.domain.digest import actions_of
from compare_app.domain.edit import Edit
from compare_app.domain.model import Product
from compare_app.domain.renderer import Look, Renderer
from compare_app.domain.report import Report
from compare_app.domain.terms import ActionStatus, Role
from compare_app.exporters.plan.actions import COLUMNS
from compare_app.text.message import M
from compare_app.text.wording import Wording
from compare_app.workspace import Workspace, named
from tests.cli.conftest import Run, no_renderer

ROOT = Path(__file__).resolve().parents[2]
DAY = "2026-06-30"
TILE, LED, AC = "示例瓷质砖 SL-T80", "示例LED筒灯 SL-D05", "示例空调 SL-AC35"


LIGHT = Look()


class Draughtsman:
    """Notes what it was asked to draw, and writes a file, so that the exporters find one."""

    def __init__(self) -> None:
        self.drawn: list[tuple[str, str, float, float, int, bool]] = []

    def chart(
        self, spec: ChartSpec, to: Path, *, width_mm: float, height_mm: float, dpi: int, look: Look = LIGHT
    ) -> None:
        self.drawn.append((type(spec).__name__, to.name, width_mm, height_mm, dpi, look.dark))
        to.write_bytes(ONE_PIXEL)

    def report(self, report: Report, to: Path) -> int:
        self.drawn.append((report.title, to.name, 0, 0, 0, False))
        to.write_bytes(b"%PDF-1.4\n")
        return 1


RUNNING = Wording.load("en").term(ActionStatus.RUNNING)
ONE_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000100ffff03000006000557bfabd40000000049454e44ae426082"
)


def compared(run: Run, project: Path, product: str, *more: str) -> dict[str, Any]:
    found = run("compare", project, "--product", product, "--date", DAY, "--json", "-", *more)
    assert found.code == 0, found.err
    return dict(json.loads(found.out))


# --- compare -------------------------------------------------------------------------------------------------


NO_RIVALS = {
    Wording.load("en").term(role)
    for role in (Role.INDUSTRY_AVERAGE, Role.ADVANCED_STANDARD, Role.OWN_HISTORY)
}


def table_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_whole_category_as_a_table_agrees_with_the_comparison(run: Run, project: Path) -> None:
    whole = compared(run, project, LED)
    found = run("compare", project, "--product", LED, "--date", DAY, "--pool", "-")
    assert found.code == 0, found.err
    rows = table_of(found.out)
    pairs = {(row["Id"], row["Indicator"]): row for row in rows if row["Indicator"]}
    assert len(pairs) == len(whole["indicators"]) * len({row["Id"] for row in rows})
    told = 0
    for indicator in whole["indicators"]:
        ours = pairs[whole["product"]["id"], indicator["name_en"]]
        if indicator["pool"] is None:
            assert ours["Rank from"] == ""
        else:
            left_out = sum(one["products"] for one in indicator["pool"]["left_out"])
            assert indicator["pool"]["steps"][0]["text"]["zh_CN"].startswith("在本品类可比产品中排名")
            competitors = [row for row in rows if not row["Indicator"] and row["Role"] not in NO_RIVALS]
            assert indicator["pool"]["of"] + left_out == len(competitors)
            assert (ours["Rank from"], ours["Rank to"], ours["Of"]) == tuple(
                str(indicator["pool"][name]) for name in ("rank", "rank_last", "of")
            )
        for gap in indicator["benchmarks"]:
            row = pairs[gap["product_id"], indicator["name_en"]]
            assert row["Code"] == (gap["conclusion"] or "")
            if gap["absolute"] is not None:
                assert float(row["Gap"]) == pytest.approx(float(gap["absolute"]))
                told += 1
    assert told > 3
    assert "not comparable" in found.err
    sums = [row for row in rows if not row["Indicator"]]
    assert sums[0]["Id"] == whole["product"]["id"]
    assert float(sums[0]["Score (not official)"]) == pytest.approx(float(whole["scores"][0]["value"]))


def test_table_and_json_at_once(run: Run, project: Path, tmp_path: Path) -> None:
    table, said = tmp_path / "全品类.csv", tmp_path / "x.json"
    found = run("compare", project, "--product", LED, "--pool", table, "--json", said, lang="zh_CN")
    assert found.code == 0, found.err
    assert table.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "本企业领先项数" in table.read_text(encoding="utf-8-sig").splitlines()[0]
    assert json.loads(said.read_text(encoding="utf-8"))["product"]["name"] == LED
    both = run("compare", project, "--product", LED, "--pool", "-", "--json", "-")
    assert both.code == 1
    assert both.out == ""


def test_the_tile_stands_high_and_says_what_holds_it(run: Run, project: Path) -> None:
    told = compared(run, project, TILE)
    assert told["contract"] == {"name": "dual-compare.comparison", "version": 1}
    assert told["ladder"]["step"] == 4
    assert {one["indicator"] for one in told["ladder"]["blockers"]} == {"断裂模数"}
    rows = {one["name"]: one for one in told["indicators"]}
    assert rows["吸水率"]["ours"]["n"] == 5
    iso = [
        one for one in told["standards"] if one["theirs"] and one["theirs"]["standard"] == "ISO 13006:2018"
    ]
    curvature = next(one for one in iso if one["indicator"] == "中心弯曲度")
    assert curvature["verdict"] == "different"
    domestic_only = {one["indicator"] for one in told["standards"] if one["verdict"] == "missing_ours"}
    assert {"内照射指数 IRa", "外照射指数 Iγ"} <= domestic_only


def test_the_light_stands_midway(run: Run, project: Path) -> None:
    told = compared(run, project, LED)
    assert told["ladder"]["step"] == 2
    assert {one["indicator"] for one in told["ladder"]["blockers"]} >= {"3000 h 光通维持率", "光效"}
    rows = {one["name"]: one for one in told["indicators"]}
    assert rows["光效"]["ours"]["derived"]
    assert rows["光效"]["grade"]["grade"] == "2级"
    assert rows["总光效 η_TM"]["grade"]["grade"] == "F"
    assert rows["总光效 η_TM"]["grade"]["next_grade"] == "E"


def test_the_air_conditioner_fails_its_own_declaration(run: Run, project: Path) -> None:
    told = compared(run, project, AC)
    assert told["ladder"]["step"] == 0
    assert [one["indicator"] for one in told["ladder"]["blockers"]] == ["室内噪声"]
    apf = next(one for one in told["indicators"] if one["code"] == "APF")
    domestic = next(one for one in apf["benchmarks"] if one["role"] == "domestic_benchmark")
    assert domestic["conclusion"] == "undecided"
    foreign = [
        one
        for one in told["standards"]
        if one["indicator_id"] == apf["id"] and one["market"] == "international"
    ]
    assert len(foreign) >= 15
    for one in foreign:
        if one["ours"] and one["theirs"]:
            assert one["verdict"] == "different"
            assert "quantity" in one["reasons"]


def test_eprel_records_reproduce_their_class(run: Run, project: Path) -> None:
    """(EU) 2019/2015 Annex II; the classes are those of the five product information sheets."""
    for record, wanted in (
        ("1671805", "C"),
        ("942567", "F"),
        ("1177053", "G"),
        ("996833", "E"),
        ("876905", "G"),
    ):
        told = compared(run, project, f"EPREL {record}")
        row = next(one for one in told["indicators"] if one["code"] == "eta_tm")
        assert row["grade"]["grade"] == wanted


def test_numbers_are_strings_and_the_words_are_there(run: Run, project: Path) -> None:
    told = compared(run, project, TILE)

    def floats(value: object) -> bool:
        match value:
            case float():
                return True
            case dict():
                return any(floats(one) for one in value.values())
            case list():
                return any(floats(one) for one in value)
            case _:
                return False

    assert not floats(told)
    assert told["terms"]["Verdict"]["stricter"]["zh_CN"] == "严于"
    rate = next(one for one in told["consistency"] if one["market"] == "domestic")
    met = rate["counts"]["stricter"] + rate["counts"]["equal"]
    assert abs(Decimal(rate["rate"]) - Decimal(met) / rate["rate_of"]) < Decimal("1e-9")


def test_no_path_of_the_machine_leaves_with_the_comparison(run: Run, project: Path) -> None:
    found = run("compare", project, "--product", TILE, "--json", "-")
    assert "ceramic_tiles.xlsx" in found.out
    assert str(project.parent) not in found.out
    assert str(ROOT) not in found.out


def test_the_language_changes_no_figure(run: Run, project: Path) -> None:
    def without_words(told: dict[str, Any]) -> str:
        return json.dumps(told, ensure_ascii=False)

    first = run("compare", project, "--product", TILE, "--date", DAY, "--json", "-", lang="zh_CN")
    second = run("compare", project, "--product", TILE, "--date", DAY, "--json", "-", lang="en")
    assert without_words(json.loads(first.out)) == without_words(json.loads(second.out))
    assert first.err != second.err


def test_without_json_it_is_a_short_text(run: Run, project: Path) -> None:
    found = run("compare", project, "--product", AC, "--date", DAY)
    assert found.code == 0
    assert AC in found.out.splitlines()[0]
    assert "室内噪声" in found.out


def test_an_unknown_product_names_near_ones(run: Run, project: Path) -> None:
    found = run("compare", project, "--product", "示例瓷质砖", "--json", "-")
    assert found.code == 1
    assert found.out == ""
    assert TILE in found.err


# --- export and chart ----------------------------------------------------------------------------------------


def test_export_knows_its_formats(run: Run, project: Path, tmp_path: Path) -> None:
    tool = Draughtsman()

    def give() -> Renderer:
        return tool

    for name in ("plan.xlsx", "report.pdf", "comparison.csv", "comparison.json"):
        target = tmp_path / name
        found = run("export", project, "--product", TILE, "--to", target, "--date", DAY, make_renderer=give)
        assert found.code == 0, found.err
        assert target.stat().st_size > 0
    found = run("export", project, "--product", TILE, "--to", tmp_path / "plan.docx", make_renderer=give)
    assert found.code == 1
    assert not (tmp_path / "plan.docx").exists()


def test_the_whole_project_goes_out_and_comes_back(run: Run, project: Path, tmp_path: Path) -> None:
    """Exporting a project and importing it again gives the same project (design.md §4)."""
    from tests.cli.test_import import contents

    book, again = tmp_path / "all.xlsx", tmp_path / "again.dcmp"
    assert run("export", project, "--to", book).code == 0
    assert run("new", again).code == 0
    found = run("import", again, book)
    assert found.code == 0, found.err
    assert contents(again) == contents(project)
    first, second = compared(run, project, TILE), compared(run, again, TILE)
    assert first["ladder"]["step"] == second["ladder"]["step"]
    assert [one["verdict"] for one in first["standards"]] == [one["verdict"] for one in second["standards"]]


def test_a_place_that_cannot_be_written_is_told(run: Run, project: Path, tmp_path: Path) -> None:
    nowhere = tmp_path / "none" / "out.json"
    for argv in (
        ("compare", project, "--product", TILE, "--json", nowhere),
        ("export", project, "--product", TILE, "--to", nowhere),
        ("import", project, ROOT / "sample_data/ceramic_tiles.xlsx", "--issues", nowhere),
    ):
        found = run(*argv)
        assert found.code == 1, argv
        assert "none" in found.err


def test_export_without_a_product_wants_a_workbook(run: Run, project: Path, tmp_path: Path) -> None:
    found = run("export", project, "--to", tmp_path / "x.pdf")
    assert found.code == 1
    assert "--product" in found.err


def test_a_chart_is_drawn_as_asked(run: Run, project: Path, tmp_path: Path) -> None:
    tool = Draughtsman()
    found = run(
        *("chart", project, "--product", TILE, "--kind", "ladder", "--to", tmp_path / "ladder.svg"),
        *("--width", "100", "--height", "60", "--dpi", "96", "--dark"),
        make_renderer=lambda: tool,
    )
    assert found.code == 0, found.err
    assert tool.drawn == [("LadderChart", "ladder.svg", 100, 60, 96, True)]


def test_the_data_of_a_chart_is_written_as_csv(run: Run, project: Path, tmp_path: Path) -> None:
    to = tmp_path / "x.csv"
    found = run("chart", project, "--product", TILE, "--kind", "histogram:断裂模数", "--to", to, lang="zh_CN")
    assert found.code == 0, found.err
    body = to.read_bytes()
    assert body.startswith("\ufeff".encode())
    rows = list(csv.reader(body.decode("utf-8-sig").splitlines()))
    assert rows[0] == ["断裂模数 (MPa)", "数据个数"]
    assert ["46.6 MPa", "1"] in rows
    diverging = run("chart", project, "--product", TILE, "--kind", "diverging", "--to", to)
    assert diverging.code == 0
    assert "'+" in to.read_text(encoding="utf-8-sig")  # a spreadsheet must not take a text for a formula


def test_a_chart_of_an_indicator_that_is_not_there_is_told(run: Run, project: Path, tmp_path: Path) -> None:
    found = run("chart", project, "--product", TILE, "--kind", "control:nix", "--to", tmp_path / "x.csv")
    assert found.code == 1
    assert "no indicator nix" in found.err
    assert not (tmp_path / "x.csv").exists()


def test_a_distribution_names_its_indicator_behind_a_colon(run: Run, project: Path, tmp_path: Path) -> None:
    def draw(kind: str) -> tuple[int, str, list[str]]:
        tool = Draughtsman()
        target = tmp_path / "distribution.png"
        found = run(
            *("chart", project, "--product", LED, "--kind", kind, "--to", target), make_renderer=lambda: tool
        )
        return found.code, found.err, [name for name, *_ in tool.drawn]

    for kind in ("distribution", "distribution:eta_tm"):
        code, said, drawn = draw(kind)
        assert (code, drawn) == (0, ["Distribution"]), said
    code, said, drawn = draw("distribution:nothing")
    assert (code, drawn) == (1, [])
    assert "nothing" in said
    code, said, drawn = draw("pie")
    assert (code, drawn) == (2, [])
    assert "pie" in said


def test_a_chart_in_no_picture_format_is_refused_before_drawing(
    run: Run, project: Path, tmp_path: Path
) -> None:
    found = run("chart", project, "--product", TILE, "--kind", "radar", "--to", tmp_path / "radar.bmp")
    assert found.code == 1
    assert ".png" in found.err


# --- merge ---------------------------------------------------------------------------------------------------


def with_plan(project: Path) -> str:
    workspace = Workspace.open(project)
    try:
        tile = named(workspace.project.all(Product).values(), TILE)
        workspace.apply(Edit(M("plan"), tuple(workspace.propose_actions(tile.id))))
        return tile.id
    finally:
        workspace.close()


def edit_plan(path: Path, change: Callable[[Any, dict[str, int]], None]) -> None:
    """Open a plan as Excel would and save it: `change` gets the sheet and the columns by their keys."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    keys = {str(column.title): column.key for column in COLUMNS}
    for sheet in book.worksheets:
        for row in range(1, 12):
            titles = {at: str(sheet.cell(row, at).value) for at in range(1, sheet.max_column + 1)}
            places = {keys[title]: at for at, title in titles.items() if title in keys}
            if "id" in places:
                change(sheet, places | {"head row": row})
                book.save(path)
                return
    raise AssertionError("no plan sheet")


def test_a_plan_goes_round_and_comes_back(run: Run, project: Path, tmp_path: Path) -> None:
    product_id = with_plan(project)
    plan = tmp_path / "plan.xlsx"
    assert run("export", project, "--product", TILE, "--to", plan, make_renderer=Draughtsman).code == 0
    found = run("merge", project, plan)
    assert (found.code, "Rows changed: 0, added: 0" in found.err) == (0, True), found.err

    def fill(sheet: Any, heads: dict[str, int]) -> None:
        row = heads["head row"] + 1
        sheet.cell(row, heads["owner"]).value = "张三"
        sheet.cell(row, heads["status"]).value = RUNNING
        sheet.cell(row, heads["due"]).value = "2026-12-31"

    edit_plan(plan, fill)
    found = run("merge", project, plan, "--dry-run")
    assert "Rows changed: 1" in found.err, found.err
    found = run("merge", project, plan)
    assert "Rows changed: 1" in found.err, found.err
    workspace = Workspace.open(project)
    try:
        first = actions_of(workspace.project, product_id)[0]
        assert (first.owner, first.status, str(first.due)) == ("张三", ActionStatus.RUNNING, "2026-12-31")
        assert workspace.undo() is not None
        assert actions_of(workspace.project, product_id)[0].owner == ""
    finally:
        workspace.close()


def test_rows_may_be_sorted_columns_moved_and_rows_added(run: Run, project: Path, tmp_path: Path) -> None:
    product_id = with_plan(project)
    plan = tmp_path / "plan.xlsx"
    run("export", project, "--product", TILE, "--to", plan, make_renderer=Draughtsman)
    workspace = Workspace.open(project)
    before = actions_of(workspace.project, product_id)
    workspace.close()

    def shuffle(sheet: Any, places: dict[str, int]) -> None:
        first, last = places["head row"] + 1, places["head row"] + len(before)
        width = sheet.max_column
        rows = [[sheet.cell(row, at).value for at in range(1, width + 1)] for row in range(first, last + 1)]
        rows[0][places["owner"] - 1] = "张三"
        for row, values in enumerate(reversed(rows), first):
            for at, value in enumerate(values, 1):
                sheet.cell(row, at).value = value
        sheet.cell(last + 1, places["measure"]).value = "每月抽检直角度"
        for row in range(places["head row"], last + 2):  # exchange two columns
            one, other = sheet.cell(row, places["owner"]), sheet.cell(row, places["note"])
            one.value, other.value = other.value, one.value

    edit_plan(plan, shuffle)
    found = run("merge", project, plan)
    assert "Rows changed: 1, added: 1" in found.err, found.err
    workspace = Workspace.open(project)
    try:
        after = actions_of(workspace.project, product_id)
        assert [one.owner for one in after[: len(before)]] == ["张三"] + [""] * (len(before) - 1)
        assert after[-1].measure == "每月抽检直角度"
    finally:
        workspace.close()


def test_both_sides_changed_a_cell_and_ours_stays(run: Run, project: Path, tmp_path: Path) -> None:
    product_id = with_plan(project)
    plan = tmp_path / "plan.xlsx"
    run("export", project, "--product", TILE, "--to", plan, make_renderer=Draughtsman)

    def fill(sheet: Any, places: dict[str, int]) -> None:
        sheet.cell(places["head row"] + 1, places["owner"]).value = "张三"
        sheet.cell(places["head row"] + 2, places["status"]).value = "快好了"

    edit_plan(plan, fill)
    workspace = Workspace.open(project)
    first = actions_of(workspace.project, product_id)[0]
    workspace.apply(Edit(M("owner"), (replace(first, owner="李四"),)))
    workspace.close()
    found = run("merge", project, plan)
    assert found.code == 1
    assert "conflicts: 1" in found.err
    assert "李四" in found.err
    assert "快好了" in found.err
    workspace = Workspace.open(project)
    try:
        assert actions_of(workspace.project, product_id)[0].owner == "李四"
    finally:
        workspace.close()


def test_conflicts_are_decided_for_one_side_and_the_review_is_written(
    run: Run, project: Path, tmp_path: Path
) -> None:
    product_id = with_plan(project)
    plan, review = tmp_path / "plan.xlsx", tmp_path / "review.json"
    run("export", project, "--product", TILE, "--to", plan, make_renderer=Draughtsman)

    def fill(sheet: Any, places: dict[str, int]) -> None:
        sheet.cell(places["head row"] + 1, places["owner"]).value = "张三"

    edit_plan(plan, fill)
    workspace = Workspace.open(project)
    first = actions_of(workspace.project, product_id)[0]
    workspace.apply(Edit(M("owner"), (replace(first, owner="李四"),)))
    workspace.close()

    def owner() -> str:
        workspace = Workspace.open(project)
        try:
            return actions_of(workspace.project, product_id)[0].owner
        finally:
            workspace.close()

    found = run("merge", project, plan, "--take", "ours", "--review", review)
    assert (found.code, owner()) == (0, "李四"), found.err
    (body,) = json.loads(review.read_text(encoding="utf-8"))["reviews"]
    (line,) = body["lines"]
    assert (line["kind"], line["decision"], line["theirs"]) == ("conflict", "keep", "张三")
    assert body["rows"]["read"] == sum(body["rows"].values()) - body["rows"]["read"]
    assert run("merge", project, plan, "--take", "theirs", "--dry-run").code == 0
    assert owner() == "李四"
    assert run("merge", project, plan, plan, "--take", "theirs").code == 0
    assert owner() == "张三"


def test_the_companys_own_workbook_is_filled_in(run: Run, project: Path, tmp_path: Path) -> None:
    import openpyxl
    from openpyxl.workbook.defined_name import DefinedName

    with_plan(project)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表"
    sheet.append(["产品", None])
    sheet.append(["差距", "责任人"])
    book.defined_names["DC_PRODUCT"] = DefinedName("DC_PRODUCT", attr_text="表!$B$1")
    book.defined_names["dc_plan"] = DefinedName("dc_plan", attr_text="表!$A$3:$B$60")
    template, to = tmp_path / "company.xlsx", tmp_path / "filled.xlsx"
    book.save(template)
    found = run("export", project, "--product", TILE, "--template", template, "--to", to)
    assert found.code == 0, found.err
    filled = openpyxl.load_workbook(to)["表"]
    assert TILE in filled["B1"].value
    assert filled["A3"].value
    found = run("export", project, "--product", TILE, "--template", template, "--to", template)
    assert (found.code, "own filled copy" in found.err) == (1, True)
    macro = tmp_path / "company.xlsm"
    macro.write_bytes(template.read_bytes())
    found = run("export", project, "--product", TILE, "--template", macro, "--to", to)
    assert (found.code, "macros" in found.err) == (1, True)


def test_a_plan_is_no_table_to_import(run: Run, project: Path, tmp_path: Path) -> None:
    with_plan(project)
    plan = tmp_path / "plan.xlsx"
    run("export", project, "--product", TILE, "--to", plan, make_renderer=Draughtsman)
    found = run("import", project, plan)
    assert (found.code, "merge" in found.err) == (1, True), found.err


def test_a_hidden_sheet_that_was_changed_is_told_and_what_the_project_kept_counts(
    run: Run, project: Path, tmp_path: Path
) -> None:
    import openpyxl

    with_plan(project)
    plan = tmp_path / "plan.xlsx"
    run("export", project, "--product", TILE, "--to", plan, make_renderer=Draughtsman)
    book = openpyxl.load_workbook(plan)
    hidden = book["_meta"]
    for row in hidden.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and '"owner": ""' in cell.value:
                cell.value = cell.value.replace('"owner": ""', '"owner": "x"')
    book.save(plan)
    found = run("merge", project, plan)
    assert (found.code, "changed by hand" in found.err) == (0, True), found.err
    assert "Rows changed: 0" in found.err


def test_a_workbook_that_is_no_plan_is_refused(run: Run, project: Path) -> None:
    found = run("merge", project, ROOT / "sample_data/ceramic_tiles.xlsx")
    assert found.code == 1
    assert "no plan workbook" in found.err


# --- check, selftest, demo -----------------------------------------------------------------------------------


def test_check_speaks_of_the_changing_standards(run: Run, project: Path) -> None:
    found = run("check", project, "--date", DAY)
    assert found.code == 0, found.out
    lines = [line for line in found.out.splitlines() if "GB 4706.1-2005" in line]
    assert any("2026-08-01" in line or "2026-07-31" in line for line in lines), found.out
    assert any(
        "ISO 13006:2018" in line for line in found.out.splitlines()
    )  # GB/T 4100-2015 adopts the edition before


def test_selftest_prints_a_line_a_vector(run: Run) -> None:
    found = run("selftest")
    assert found.code == 0, [line for line in found.out.splitlines() if not line.startswith("ok")]
    assert len(found.out.splitlines()) > 100
    assert all(line.count("\t") == 4 for line in found.out.splitlines())


def test_the_demo_makes_everything(tmp_path: Path, run: Run) -> None:
    tool = Draughtsman()
    found = run("demo", tmp_path / "演示", "--date", DAY, make_renderer=lambda: tool)
    assert found.code == 0, found.err
    written = found.out.splitlines()
    for line in written:
        assert (tmp_path / "演示" / line).is_file(), line
    folders = {Path(line).parts[0] for line in written if "/" in line}
    assert len(folders) == 3
    assert len(written) == 2 + 4 + 3 * (len(CHART_KINDS) + 5)  # project, template, profile in four forms
    assert len(tool.drawn) >= 3 * (len(CHART_KINDS) + 2)
    for name in (TILE, LED, AC):
        assert name in found.err


def test_a_second_demo_keeps_the_first_project(tmp_path: Path, run: Run) -> None:
    for _ in range(2):
        assert run("demo", tmp_path, make_renderer=Draughtsman).code == 0
    assert (tmp_path / "project.before.dcmp").is_file()


def test_the_demo_runs_as_a_program(tmp_path: Path) -> None:
    """Through the front door with the real renderer: pictures with pixels, a PDF with pages."""
    command = [sys.executable, str(ROOT / "main.py"), "demo", str(tmp_path / "out"), "--lang", "zh_CN"]
    found = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", timeout=110, check=False
    )
    assert found.returncode == 0, found.stderr
    assert "Traceback" not in found.stderr
    pictures = list((tmp_path / "out").rglob("*.png"))
    assert len(pictures) == 3 * len(CHART_KINDS)
    assert all(path.read_bytes().startswith(b"\x89PNG") and path.stat().st_size > 3000 for path in pictures)
    reports = list((tmp_path / "out").rglob("*.pdf"))
    assert len(reports) == 7
    assert all(path.read_bytes().startswith(b"%PDF") for path in reports)


def test_compare_runs_as_a_program(project: Path) -> None:
    command = [
        sys.executable,
        str(ROOT / "main.py"),
        "compare",
        str(project),
        "--product",
        TILE,
        "--json",
        "-",
    ]
    found = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout)["product"]["name"] == TILE


def test_pictures_without_a_window_is_told(run: Run, tmp_path: Path) -> None:
    found = run("pictures", tmp_path / "pictures")
    assert found.code == 1
    assert "no window" in found.err


def test_pictures_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def take(folder: Path, only: str) -> int:
        assert only == "4*"
        (folder / "a.png").write_bytes(ONE_PIXEL)
        return 1

    assert main(["--lang", "en", "pictures", str(tmp_path / "p"), "--only", "4*"], no_renderer, take) == 0
    assert capsys.readouterr().err.strip().endswith(": 1")
    assert (tmp_path / "p/a.png").exists()


def test_our_products_are_named(project: Path) -> None:
    """The samples' own products are of the made-up enterprise and say so."""
    workspace = Workspace.open(project)
    try:
        for product in workspace.our_products():
            assert isinstance(product, Product)
            assert product.enterprise == "示例企业"
            assert product.fictional
    finally:
        workspace.close()


def test_values_of_benchmarks_as_typed_carry_unit_statistic_and_uncertainty(
    run: Run, project: Path, tmp_path: Path
) -> None:
    import openpyxl

    plan = tmp_path / "plan.xlsx"
    assert run("export", project, "--product", TILE, "--to", plan, make_renderer=Draughtsman).code == 0
    sheet = openpyxl.load_workbook(plan)["Traceability"]
    rows = [[str(cell) for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    found = {
        tuple(row[3:5])
        for row in rows
        if row and row[0].startswith("示例国内标杆") and row[1:3] == ["Water absorption", "0.07"]
    }
    assert found == {("%", "tested; single value; U = 0.02 % (k = 2)")}
