"""The documents for authorities, registers and meetings: what is known stands there, what is not has its word."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from compare_app.domain.document import DOCUMENTS
from compare_app.domain.edit import Edit
from compare_app.domain.loop import Action, Case, Round, Snapshot, Verification
from compare_app.domain.model import Indicator, Product, Sample, TestReport
from compare_app.domain.report import Heading, PageBreak, Paragraph, Report, Table, together
from compare_app.domain.terms import ActionStatus, CaseSource
from compare_app.errors import AppError
from compare_app.exporters.comparison_json import comparison_document
from compare_app.text.message import M
from compare_app.text.wording import LANGUAGES, Wording
from compare_app.workspace import Workspace, named

ROOT = Path(__file__).resolve().parents[2]
ZH, EN = Wording.load("zh_CN"), Wording.load("en")
ON = date(2026, 11, 27)
TILE = "示例瓷质砖 SL-T80"
PAPERS = [one for one in DOCUMENTS if one.suffixes[0] == ".xlsx"]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample of the tiles, taken in once."""
    path = tmp_path_factory.mktemp("tiles") / "砖.dcmp"
    workspace = Workspace.create(path)
    workspace.commit(workspace.read(ROOT / "sample_data/ceramic_tiles.xlsx"))
    workspace.close()
    return path


@pytest.fixture
def workspace(read: Path, tmp_path: Path) -> Workspace:
    path = tmp_path / "砖.dcmp"
    shutil.copy(read, path)
    return Workspace.open(path)


@pytest.fixture
def tile(workspace: Workspace) -> str:
    return named(workspace.our_products(), TILE).id


def indicator(workspace: Workspace, name: str) -> str:
    return next(one.id for one in workspace.project.all(Indicator).values() if one.name == name)


def put(workspace: Workspace, *records: object) -> None:
    workspace.apply(Edit(M("Sign"), tuple(records)))  # type: ignore[arg-type]


def action(workspace: Workspace, tile: str, name: str, key: str = "a", **more: object) -> Action:
    made = Action(id=key, product_id=tile, position=1, gap="", indicator_id=indicator(workspace, name))
    return replace(made, **more)  # type: ignore[arg-type]


def tables(report: Report) -> list[Table]:
    return [block for block in report.blocks if isinstance(block, Table)]


def sheet(report: Report, name: str) -> list[object]:
    """The blocks of one sheet."""
    at = next(at for at, one in enumerate(report.blocks) if isinstance(one, PageBreak) and one.sheet == name)
    rest = report.blocks[at + 1 :]
    end = next((at for at, one in enumerate(rest) if isinstance(one, PageBreak) and one.sheet), len(rest))
    return list(rest[:end])


def only_table(report: Report, name: str) -> Table:
    return next(one for one in sheet(report, name) if isinstance(one, Table))


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


# --- all of them ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PAPERS, ids=lambda one: one.key)
def test_no_column_is_empty_and_ours_is_said_to_be_ours(
    workspace: Workspace, tile: str, kind: object, language: str
) -> None:
    words = Wording.load(language)
    report = workspace.document(kind.key, (words,), tile, on=ON)  # type: ignore[attr-defined]
    assert report.landscape
    note = words("Enterprise's own evaluation, not official")
    assert note in report.footer
    for table in tables(report):
        for row in table.rows:
            assert all(cell.text.strip() for cell in row), (table.header, [cell.text for cell in row])
        if any(table.header):
            assert all(head.strip() for head in table.header)


@pytest.mark.parametrize("kind", PAPERS, ids=lambda one: one.key)
def test_an_empty_enterprise_makes_no_verdict(tmp_path: Path, kind: object) -> None:
    empty = Workspace.create(tmp_path / "空.dcmp")
    if not kind.of_product:  # type: ignore[attr-defined]
        report = empty.document(kind.key, (ZH,), on=ON)  # type: ignore[attr-defined]
        assert all(table.rows for table in tables(report))


def test_two_languages_are_one_document(workspace: Workspace, tile: str, tmp_path: Path) -> None:
    to = tmp_path / "表单.xlsx"
    workspace.export_document(to, "forms", (ZH, EN), tile, on=ON)
    names = openpyxl.load_workbook(to).sheetnames
    assert names[:4] == ["F1 立项表", "F2 样品登记表", "F3 执行标准比对表", "F4 关键质量指标比对表"]
    assert "F4 Indicators" in names
    assert len(names) == 18
    assert together([workspace.document("forms", (ZH,), tile, on=ON)]).title.startswith("双比对表单")


def test_another_format_is_refused(workspace: Workspace, tile: str, tmp_path: Path) -> None:
    with pytest.raises(AppError, match="no format we write"):
        workspace.export_document(tmp_path / "x.pptx", "forms", (ZH,), tile, on=ON)


def test_what_is_typed_stays_text(workspace: Workspace, tile: str, tmp_path: Path) -> None:
    put(workspace, action(workspace, tile, "断裂模数", measure="=1+1", owner="@SUM(1)"))
    to = tmp_path / "表单.xlsx"
    workspace.export_document(to, "forms", (ZH,), tile, on=ON)
    page = openpyxl.load_workbook(to)["F7 提升方案"]
    cells = {cell.value: cell for row in page.iter_rows() for cell in row if cell.value}
    for text in ("=1+1", "@SUM(1)"):
        assert cells[text].data_type == "s"
        assert cells[text].quotePrefix
    assert page.page_setup.orientation == "landscape"
    assert page.print_title_rows


# --- the forms --------------------------------------------------------------------------------------------------------


def test_the_forms_have_the_records(workspace: Workspace, tile: str) -> None:
    put(
        workspace,
        Round("r", tile, "2026 年立项", "欧盟", "质量部", "张工", "刘教授", date(2026, 3, 1)),
        Sample("s", tile, "YP-1", "K7", "B31", seal="F-9", test_units=5, reserve_units=2),
        Case("c", tile, complaint="断面有针孔", number="2026-001",
             diagnosis='[{"branch":"料","cause":"石英偏粗","confidence":"confirmed"}]'),
    )  # fmt: skip
    report = workspace.document("forms", (ZH,), tile, on=ON)
    first = dict(texts(only_table(report, "F1 立项表")))
    assert first["目标市场"] == "欧盟"
    assert first["计划完成日期"] == "未记录"
    assert first["状态"] == "草稿", "a round that has not moved is a draft"
    (sample,) = texts(only_table(report, "F2 样品登记表"))
    assert {"YP-1", "K7", "B31", "F-9", "5 + 2"} <= set(sample)
    (case,) = texts(only_table(report, "F6 差距诊断会诊记录"))
    assert case[4].startswith("料：石英偏粗")
    assert len(only_table(report, "F4 关键质量指标比对表").rows) == len(
        workspace.compare(tile, ON).indicators
    )


@pytest.mark.parametrize(
    ("name", "baseline", "raw", "unit", "said"),
    [
        ("断裂模数", "45.99 MPa", "48.9", "MPa", "▲ +2.91 MPa\n+6.3 %"),
        ("吸水率", "0.044 %", "0.050", "%", "▼ −0.006 个百分点\n−13.6 %"),
        ("断裂模数", "45.99 MPa", "48.9", "N", "无数值：单位不同"),
        ("断裂模数", "45.99 MPa", "48.1; 49.2", "MPa", "▲ +2.66 MPa\n+5.8 %"),
        ("断裂模数", "45.99 MPa", "48.1; ≥49.2", "MPa", "无数值：提升前或提升后不是单一数值"),
        ("断裂模数", "45.99 MPa", "48.1; 49.2; 48.8", "MPa", "▲ +2.71 MPa\n+5.9 %"),
        ("断裂模数", "45.99 MPa", "48.1; 49.2 N", "MPa", "无数值：提升前或提升后不是单一数值"),
        ("断裂模数", "45.99 MPa", "48.1, 49.2", "MPa", "无数值：提升前或提升后不是单一数值"),
        ("断裂模数", "", "48.9", "MPa", "无数值：提升前或提升后不是单一数值"),
    ],
)
def test_an_improvement_has_a_figure_only_where_both_are_numbers(
    workspace: Workspace, tile: str, name: str, baseline: str, raw: str, unit: str, said: str
) -> None:
    first_unit = "MPa" if name == "断裂模数" else "%"
    put(
        workspace,
        action(workspace, tile, name, baseline=baseline, unit=first_unit),
        Verification("v", "a", date(2026, 9, 1), raw, unit, met=True),
    )
    report = workspace.document("forms", (ZH,), tile, on=ON)
    (row,) = texts(only_table(report, "F8 验证与成效"))
    assert row[4] == said
    assert row[6] == "● 达到"


def test_what_nobody_judged_is_no_success(workspace: Workspace, tile: str) -> None:
    put(
        workspace,
        action(workspace, tile, "断裂模数", baseline="45.99 MPa", unit="MPa"),
        Verification("v", "a", date(2026, 9, 1), "48.9", "MPa"),
        Verification("w", "a", date(2026, 9, 2), waived_by="陈总", reason="停产"),
    )
    report = workspace.document("forms", (ZH,), tile, on=ON)
    judged = [(row[4], *row[6:8]) for row in texts(only_table(report, "F8 验证与成效"))]
    assert judged == [
        ("▲ +2.91 MPa\n+6.3 %", "未判定", "2026-09-01"),
        ("未复测", "○ 由 陈总 豁免复测\n2026-09-02", "未复测"),
    ]


# --- lists, benchmarking ----------------------------------------------------------------------------------------------


def test_needs_are_only_what_was_noted(workspace: Workspace, tile: str) -> None:
    put(
        workspace,
        action(workspace, tile, "断裂模数", "a", support="省质检院", owner="张工"),
        action(workspace, tile, "吸水率", "b", measure="细磨"),
        action(workspace, tile, "直角度", "c", budget="5 万元", status=ActionStatus.CANCELLED),
    )
    report = workspace.document("lists", (ZH,), tile, on=ON)
    rows = texts(only_table(report, "质量政策工具清单"))
    assert [row[3] for row in rows] == ["省质检院"]


def test_a_complaint_is_a_problem_and_a_lag_names_who_answers(workspace: Workspace, tile: str) -> None:
    put(
        workspace,
        action(workspace, tile, "断裂模数", measure="细磨", owner="张工"),
        Case("c", tile, complaint="客户反映色差", source=CaseSource.COMPLAINT),
    )
    rows = texts(only_table(workspace.document("lists", (ZH,), tile, on=ON), "质量问题清单"))
    lag = next(row for row in rows if row[2] == "断裂模数")
    assert lag[3].startswith("▼ 落后于")
    assert lag[8] == "张工"
    assert any(row[3] == "客户反映色差" and row[5] == "客诉" for row in rows)


def test_what_two_products_share_is_one_key_project(workspace: Workspace, tile: str) -> None:
    mine = workspace.project.all(Product)[tile]
    put(
        workspace,
        replace(mine, id="other", name="另一种砖"),
        action(workspace, tile, "直角度", "a", measure="换模具"),
        replace(action(workspace, tile, "直角度", "b", measure="调压力"), product_id="other"),
    )
    rows = texts(only_table(workspace.document("lists", (ZH,), on=ON), "重点攻关项目清单"))
    shared = next(row for row in rows if row[1] == "直角度")
    assert "关键共性：2 个产品共有" in shared[3]
    assert shared[5] == "换模具\n调压力"


def test_benchmarking_judges_tested_values_only(workspace: Workspace, tile: str) -> None:
    def reached() -> list[str]:
        report = workspace.document("benchmarking", (ZH,), tile, on=ON)
        return [row[9] for row in texts(only_table(report, "对标结果")) if row[1] == "断裂模数"]

    from compare_app.domain.terms import Basis

    assert set(reached()) == {"▲ 优于"}
    found = [one for one in workspace.results(tile) if one.indicator_id == indicator(workspace, "断裂模数")]
    put(workspace, *(replace(one, basis=Basis.DECLARED) for one in found))
    assert set(reached()) == {"未判定：没有实测值"}


def test_mandatory_requirements_stand_apart(workspace: Workspace, tile: str) -> None:
    report = workspace.document("declaration", (ZH,), tile, on=ON)
    blocks = sheet(report, "自我声明公开")
    at = next(at for at, one in enumerate(blocks) if isinstance(one, Heading) and "强制性标准" in one.text)
    apart = next(one for one in blocks[at:] if isinstance(one, Table))
    assert {row[4] for row in texts(apart)} == {"GB 6566-2010 3.2"}
    declared = [
        row for one in blocks[:at] if isinstance(one, Table) and any(one.header) for row in texts(one)
    ]
    assert all(not row[4].startswith("GB 6566") for row in declared)


# --- the year ---------------------------------------------------------------------------------------------------------


def release(workspace: Workspace, tile: str, key: str, on: date, change: object = None) -> Snapshot:
    body = json.loads(json.dumps(comparison_document(workspace.project, workspace.compare(tile, ON))))
    body["on"] = on.isoformat()
    if change is not None:
        change(body)  # type: ignore[operator]
    at = datetime(on.year, on.month, on.day, tzinfo=UTC)
    return Snapshot(key, tile, at, f"发布 {key}", json.dumps(body, ensure_ascii=False))


def earlier(body: dict[str, object]) -> None:
    """The year before: a step lower, absorbing more, one value only declared, one limit looser."""
    body["ladder"]["step"] = 2  # type: ignore[index]
    for one in body["indicators"]:  # type: ignore[attr-defined]
        if one["name"] == "吸水率":
            one["ours"]["value"]["number"] = one["ours"]["text"] = "0.055"
        if one["name"] == "破坏强度":
            one["ours"]["basis"] = "declared"
    for row in body["standards"]:  # type: ignore[attr-defined]
        if row["indicator"] == "表面质量" and row["ours"]:
            row["ours"]["limit"] = "≥95"


def test_the_year_is_what_two_releases_prove(workspace: Workspace, tile: str) -> None:
    put(
        workspace,
        release(workspace, tile, "then", date(2025, 12, 1), earlier),
        release(workspace, tile, "now", date(2026, 11, 1)),
    )
    report = workspace.document("annual", (ZH,), tile, year=2026, on=ON)
    (step,) = texts(only_table(report, "年度概览"))
    assert step[1].startswith("L2")
    assert step[5] == "▲ +2 级"
    rows = {row[1]: row for row in texts(only_table(report, "指标提升"))}
    assert rows["吸水率"][4:] == ["+0.011 个百分点", "+20.0 %", "▲ 提升"]
    assert rows["破坏强度"][4] == "—"
    assert "口径不同" in rows["破坏强度"][6]
    assert rows["断裂模数"][6] == "● 不变"
    limits = [one for one in sheet(report, "年度概览") if isinstance(one, Table) and len(one.header) == 5]
    (limit,) = texts(limits[0])
    assert limit[1] == "表面质量"
    assert limit[4] == "▲ 提高"


def test_without_a_release_nothing_is_proved(workspace: Workspace, tile: str) -> None:
    unreadable = Snapshot("x", tile, datetime(2025, 1, 1, tzinfo=UTC), "坏", "{")
    put(workspace, release(workspace, tile, "now", date(2026, 11, 1)), unreadable)
    report = workspace.document("annual", (ZH,), tile, year=2026, on=ON)
    (step,) = texts(only_table(report, "年度概览"))
    assert step[2] == "没有已发布状态，无从证明"
    assert step[5] == "无法判断"
    said = [one.text for one in report.blocks if isinstance(one, Paragraph)]
    assert any(text.startswith("以下产品没有两个已发布状态") for text in said)


def test_actions_count_in_the_year_of_their_proof(workspace: Workspace, tile: str) -> None:
    done = ActionStatus.VERIFIED
    put(
        workspace,
        action(workspace, tile, "断裂模数", "in", status=done, measure="甲", target=Decimal(49), unit="MPa"),
        action(
            workspace, tile, "断裂模数", "before", status=done, measure="乙", target=Decimal(49), unit="MPa"
        ),
        action(workspace, tile, "断裂模数", "late", due=date(2026, 10, 1), measure="丙"),
        TestReport("t", "WT-1", "示例检测中心"),
        Verification("v", "in", date(2026, 5, 1), "49", "MPa", report_id="t", met=True),
        Verification("w", "before", date(2025, 5, 1), "49", "MPa", report_id="t", met=True),
    )
    report = workspace.document("annual", (ZH,), tile, year=2026, on=ON)
    heads = [one.text for one in report.blocks if isinstance(one, Heading)]
    assert {"已完成：1 项", "已逾期：1 项", "复测与豁免：1 项"} <= set(heads)


# --- opened by another program ----------------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_forms(workspace: Workspace, tile: str, tmp_path: Path) -> None:
    put(workspace, TestReport("t", "WT-1", "示例检测中心"))
    path = tmp_path / "表单.xlsx"
    workspace.export_document(path, "forms", (ZH, EN), tile, on=ON)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=110,
    )  # fmt: skip
    assert (tmp_path / "表单.pdf").stat().st_size > 10_000
