"""The minutes of the monthly meeting: what the data say stands there, what they do not say is a line to write on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from compare_app.domain.edit import Edit
from compare_app.domain.loop import Action, Verification
from compare_app.domain.model import Category, Product, TestReport
from compare_app.domain.month import Month
from compare_app.domain.report import Heading, Paragraph, Report, Table
from compare_app.domain.terms import ActionStatus, Role
from compare_app.errors import AppError
from compare_app.text.message import M
from compare_app.text.wording import Wording
from compare_app.workspace import Workspace

ZH = Wording.load("zh_CN")
ON = date(2026, 11, 20)
NOVEMBER = Month(2026, 11)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace.create(tmp_path / "企业.dcmp")
    product = Product(id="p", category_id="c", name="示例产品 甲", role=Role.OURS)

    def action(key: str, due: date | None, status: ActionStatus = ActionStatus.RUNNING) -> Action:
        return Action(
            id=key, product_id="p", position=1, gap="", measure=f"措施 {key}", due=due, status=status
        )

    rows = (
        Category(id="c", name="示例品类"),
        product,
        action("late", date(2026, 10, 1)),
        action("soon", date(2026, 12, 15)),
        action("far", date(2027, 2, 1)),
        action("closed", date(2026, 11, 1), ActionStatus.VERIFIED),
        action("closed before", date(2026, 9, 1), ActionStatus.VERIFIED),
        action("closed undated", date(2026, 9, 1), ActionStatus.VERIFIED),
        replace(action("given up", date(2026, 9, 1)), status=ActionStatus.CANCELLED),
        TestReport("r", "WT-1"),
        Verification(id="v1", action_id="closed", on=date(2026, 11, 30), met=True, report_id="r"),
        Verification(id="v2", action_id="closed before", on=date(2026, 10, 31), met=True, report_id="r"),
        Verification(id="v3", action_id="closed undated", waived_by="王总", reason="停产"),
    )
    made.apply(Edit(M("Sign"), rows))
    return made


def under(report: Report, start: str) -> Table | Paragraph:
    at = next(
        at for at, one in enumerate(report.blocks) if isinstance(one, Heading) and one.text.startswith(start)
    )
    block = report.blocks[at + 1]
    assert isinstance(block, Table | Paragraph)
    return block


def measures(block: Table | Paragraph) -> list[str]:
    return [row[2].text for row in block.rows] if isinstance(block, Table) else []


def test_each_measure_stands_where_it_belongs(workspace: Workspace) -> None:
    report = workspace.minutes(NOVEMBER, ZH, ON)
    assert measures(under(report, "本月已验证的措施：1 项")) == ["措施 closed"]
    assert measures(under(report, "逾期措施：1 项")) == ["措施 late"]
    assert measures(under(report, "2026-12-31 前到期：1 项")) == ["措施 soon"]
    said = [block.text for block in report.blocks if isinstance(block, Paragraph)]
    assert "已验证但未填复测日期、未计入上表：1 项" in said
    assert any("非官方格式" in text for text in said)


def test_december_goes_on_into_the_next_year() -> None:
    assert Month(2026, 12).next == Month(2027, 1)
    assert Month(2027, 2).last == date(2027, 2, 28)
    assert str(Month(2026, 3)) == "2026-03"


def test_the_workbook_can_be_written_in_and_holds_no_formula(workspace: Workspace, tmp_path: Path) -> None:
    to = tmp_path / "纪要.xlsx"
    workspace.apply(Edit(M("Sign"), (replace(workspace.project.all(Action)["late"], measure="=1+1"),)))
    workspace.export_minutes(to, NOVEMBER, ZH, on=ON)
    sheet = openpyxl.load_workbook(to)["2026-11"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert texts[0] == "2026-11 质量月调度会议纪要（草稿）"
    assert {"会议时间", "主持人", "参加人员", "议定事项"} <= set(texts)
    assert "=1+1" in texts
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert sheet.page_setup.orientation == "landscape"


def test_another_format_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(AppError, match="no format we write"):
        workspace.export_minutes(tmp_path / "x.docx", NOVEMBER, ZH, on=ON)


def test_it_is_english_too(workspace: Workspace) -> None:
    report = workspace.minutes(NOVEMBER, Wording.load("en"), ON)
    assert report.title == "Minutes of the monthly quality meeting, 2026-11 (draft)"
