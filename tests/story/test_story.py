"""The whole loop on each sample category, as people work: from the gap to proven improvement, and again a year later.

Every step goes through the command line, the plan through a spreadsheet; what the project then holds is looked at.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from compare_app.domain.digest import actions_of
from compare_app.domain.edit import Edit
from compare_app.domain.loop import Action, Case, Verification
from compare_app.domain.model import Category, Indicator, Product
from compare_app.domain.number import plain
from compare_app.domain.rounds import moves_of, rounds_of, state_of
from compare_app.domain.terms import ActionStatus, CaseOutcome, Role, RoundState
from compare_app.text.message import M
from compare_app.text.wording import Wording
from compare_app.workspace import Workspace, named
from tests.cli.conftest import Outcome, Run, run, sample_project
from ui.app import make_renderer

__all__ = ["run", "sample_project"]  # fixtures

ZH = Wording.load("zh_CN")
FIRST, SECOND = date(2026, 11, 27), date(2027, 11, 29)


@dataclass
class Story:
    """One product in one project, and the verbs about it."""

    run: Run
    project: Path
    product: str
    category: str
    on: date

    def say(self, verb: str, *more: object, code: int | None = 0) -> Outcome:
        found = self.run(
            verb,
            self.project,
            "--product",
            self.product,
            *more,
            "--date",
            self.on,
            lang="zh_CN",
            make_renderer=make_renderer,
        )
        assert found.code in ((0, 1) if code is None else (code,)), (verb, more, found.err[-900:])
        return found

    def look(self, at: Callable[[Workspace, str], object]) -> object:
        workspace = Workspace.open(self.project)
        try:
            product = named(workspace.project.all(Product).values(), self.product)
            return at(workspace, product.id)
        finally:
            workspace.close()

    def actions(self) -> tuple[Action, ...]:
        found = self.look(lambda workspace, product: actions_of(workspace.project, product))
        assert isinstance(found, tuple)
        return found

    def state(self) -> object:
        return self.look(
            lambda workspace, product: state_of(
                workspace.project, rounds_of(workspace.project, product)[-1].id
            )
        )

    def move(self, to: RoundState) -> None:
        self.run("round", self.project, "--product", self.product, "--move", to.value, "--author", "李工",
                 "--date", self.on.isoformat(), lang="zh_CN")  # fmt: skip
        assert self.state() is to, self.run("round", self.project, "--product", self.product).err


PRODUCTS = {
    "陶瓷砖 BIa": "示例瓷质砖 SL-T80",
    "LED 光源与灯具": "示例LED筒灯 SL-D05",
    "房间空气调节器": "示例空调 SL-AC35",
}


@pytest.fixture(params=list(PRODUCTS.values()))
def story(request: pytest.FixtureRequest, run: Run, sample_project: Path, tmp_path: Path) -> Story:
    """The samples, and one of our products in them."""
    project = Path(shutil.copy(sample_project, tmp_path / "一企一策.dcmp"))
    workspace = Workspace.open(project)
    product = named(workspace.project.all(Product).values(), request.param)
    category = workspace.project.all(Category)[product.category_id].name
    workspace.close()
    return Story(run, project, request.param, category, FIRST)


# --- the spreadsheet -------------------------------------------------------------------------------------------------


def plan_sheet(book: openpyxl.Workbook) -> tuple[Worksheet, int, dict[str, int]]:
    """The sheet of the plan, the row of its heads, the columns by head."""
    for sheet in book.worksheets:
        for row in range(1, 12):
            heads = {str(cell.value): cell.column for cell in sheet[row] if cell.value}
            if "责任人" in heads and "措施" in heads:
                return sheet, row, heads
    raise AssertionError("the workbook has no plan")


def edited_by_people(path: Path) -> None:
    """As it circulates: rows filled in, sorted the other way round, one inserted, one copied, one deleted."""
    book = openpyxl.load_workbook(path)
    sheet, head, at = plan_sheet(book)
    wide = max(at.values())
    rows = [
        [sheet.cell(row, column).value for column in range(1, wide + 1)]
        for row in range(head + 1, sheet.max_row + 1)
        if sheet.cell(row, at["行标识"]).value
    ]
    sheet.delete_rows(head + 1, sheet.max_row)
    for count, row in enumerate(rows):
        row[at["责任人"] - 1] = ("陈工", "赵工")[count % 2]
        row[at["措施"] - 1] = f"措施 {count + 1}：按处方调整并复测"
        row[at["预算"] - 1] = f"{count + 1} 万元"
    gone = rows.pop()  # somebody deleted the last line
    assert gone[at["行标识"] - 1]
    rows.reverse()
    rows.insert(1, [None] * wide)  # an inserted one, typed by hand
    rows[1][at["措施"] - 1], rows[1][at["责任人"] - 1] = "增加过程抽检", "孙工"
    rows.append(list(rows[0]))  # and a line copied with its hidden id
    rows[-1][at["措施"] - 1] = "复制后改写的措施"
    for place, row in enumerate(rows):
        for column, value in enumerate(row, 1):
            sheet.cell(head + 1 + place, column).value = value
    book.save(path)


def saved_by_libreoffice(path: Path, folder: Path) -> Path:
    """Opened and saved by another program, where there is one."""
    office = shutil.which("soffice")
    if office is None:
        return path
    folder.mkdir(exist_ok=True)
    subprocess.run(
        [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return folder / path.name


# --- the story -------------------------------------------------------------------------------------------------------


def begin(story: Story, title: str) -> None:
    """立项, the rule fixed, benchmarks chosen with a reason, gaps confirmed."""
    story.say("round", "--new", title, "--leader", "王总", "--market", "华南", code=None)
    story.run("rule", story.project, "--category", story.category, "--guard", "none", "--author", "李工",
              "--reason", "立项时约定")  # fmt: skip
    workspace = Workspace.open(story.project)
    for one in workspace.project.all(Product).values():
        if one.primary and not one.reason.strip() and one.role in (Role.DOMESTIC, Role.INTERNATIONAL):
            edit = workspace.with_role(one, one.role, primary=True, reason="市场份额居前，样品可得")
            workspace.apply(edit, "李工")
    workspace.close()
    for to in (RoundState.INDICATORS_SET, RoundState.COMPARING, RoundState.GAPS_CONFIRMED):
        story.move(to)


def worst(story: Story) -> Indicator:
    """The indicator of the most urgent gap."""

    def first(workspace: Workspace, product: str) -> Indicator:
        priorities = workspace.compare(product, story.on).assessment.priorities
        return workspace.project.all(Indicator)[priorities[0].indicator_id]

    found = story.look(first)
    assert isinstance(found, Indicator)
    return found


def sign(story: Story) -> None:
    for kind, name in (("drawn_up", "李工"), ("checked", "赵工"), ("approved", "王总")):
        story.say("sign", "--as", kind, "--name", name, "--title", f"方案 {story.on.year}")


def retest(story: Story, folder: Path) -> None:
    """New samples reach every target that is a number; their report is kept; the other rows are waived by name."""
    rows = [one for one in story.actions() if one.status is not ActionStatus.CANCELLED]
    codes = story.look(
        lambda workspace, product: {one.id: one.code for one in workspace.project.all(Indicator).values()}
    )
    formulas = story.look(
        lambda workspace, product: {
            one.id for one in workspace.project.all(Indicator).values() if one.formula
        }
    )
    assert isinstance(codes, dict)
    assert isinstance(formulas, set)
    reached = {
        codes[one.indicator_id]: plain(one.target)
        for one in rows
        if one.target is not None and one.indicator_id in codes and one.indicator_id not in formulas
    }
    assert reached
    report = f"JC-{story.on.year}-001"
    sets = [f"{code}={text},{text},{text}" for code, text in reached.items()]
    given = ("--report", report, "--sample", f"Y-{story.on.year}", "--author", "检验员", "--date", story.on)
    done = story.run("retest", story.project, "--product", story.product, "--set", *sets, *given)
    assert "verified" in done.out, done.err
    pdf = folder / f"{report}.pdf"
    pdf.write_bytes(b"%PDF-1.7 " + report.encode())
    assert story.run("attach", story.project, pdf, "--to", f"report:{report}").code == 0
    for one in story.actions():
        if one.status not in (ActionStatus.VERIFIED, ActionStatus.CANCELLED):
            done = story.run(
                "waive", story.project, "--action", one.id, "--by", "王总", "--reason", "列入下一轮"
            )
            assert done.code == 0, done.err


@pytest.mark.timeout(400)  # some forty commands, a spreadsheet among them
def test_from_gap_to_proven_improvement_and_again_a_year_later(story: Story, tmp_path: Path) -> None:
    step_before = story.look(lambda workspace, product: workspace.compare(product, FIRST).ladder.step)
    begin(story, "第一轮")

    # a case of the worst gap: contained, diagnosed, prescribed
    gap = worst(story)
    story.say("case", "--open", gap.name)
    listed = story.say("case", "--list").out
    number = listed.split("\t")[0].strip()
    assert number
    story.say("case", "--show", number, "--set", "containment=库存复检后放行", "--cause", "料: 原料批间差异",
              "--set", "prescription=更换原料供方并加严进货检验")  # fmt: skip
    story.say("case", "--show", number, "--to-plan")
    case = story.look(lambda workspace, product: next(iter(workspace.project.all(Case).values())))
    assert isinstance(case, Case)
    assert "原料批间差异" in case.diagnosis

    # the plan goes out, comes back edited, is merged, and nothing is lost
    plan = tmp_path / "提升方案.xlsx"
    story.say("export", "--to", plan, "--propose")
    before = {one.id for one in story.actions()}
    assert len(before) >= 3
    edited_by_people(plan)
    returned = saved_by_libreoffice(plan, tmp_path / "退回")
    merged = story.run("merge", story.project, returned, lang="zh_CN")
    assert merged.code in (0, 1), merged.err
    rows = story.actions()
    assert before <= {one.id for one in rows}, "no row is lost"
    assert len(rows) == len(before) + 2, "one typed and one copied row came in"
    assert {one.owner for one in rows if one.owner} == {"陈工", "赵工", "孙工"}
    again = story.run("merge", story.project, returned, "--dry-run", lang="zh_CN")
    assert "改动 0" in again.err or "已" in again.err, again.err
    assert len(story.actions()) == len(rows), "taking it back twice adds nothing"

    # signed, carried out, proven
    workspace = Workspace.open(story.project)
    late = [
        replace(one, owner=one.owner or "陈工", due=one.due or FIRST + timedelta(days=60)) for one in rows
    ]
    workspace.apply(Edit(M("Fill"), tuple(late)), "李工")
    workspace.close()
    sign(story)
    story.move(RoundState.PLAN_APPROVED)
    story.move(RoundState.IMPLEMENTING)
    retest(story, tmp_path)
    assert all(one.status is ActionStatus.VERIFIED for one in story.actions())
    proven = story.look(
        lambda workspace, product: [
            one for one in workspace.project.all(Verification).values() if one.met is True
        ]
    )
    assert proven, "at least one target is proven by a re-test with its report"
    story.say("case", "--show", number, "--close", CaseOutcome.CURED.value, "--follow-up", "复测达到目标", "--reason",
              "复测报告")  # fmt: skip
    story.move(RoundState.VERIFYING)
    story.move(RoundState.ARCHIVED)
    gained = tmp_path / "成效.json"
    story.say("improvement", "--json", gained)
    told = json.loads(gained.read_text(encoding="utf-8"))
    assert any(row["met"] for row in told["indicators"]), told["indicators"][:2]
    step_after = story.look(lambda workspace, product: workspace.compare(product, FIRST).ladder.step)
    assert step_after >= step_before, "a better product never stands lower"  # type: ignore[operator]

    # released, signed anew, given out
    story.say("snapshot", "--title", "第一轮归档")
    story.say("document", "--kind", "annual", "--year", 2026, "--to", tmp_path / "年度.xlsx")
    story.say("document", "--kind", "forms", "--to", tmp_path / "表.xlsx")
    assert story.run("check", story.project).code == 0

    # and again a year later
    story.on = SECOND
    begin(story, "第二轮")
    story.say("export", "--to", tmp_path / "第二年.xlsx", "--propose")
    sign(story)
    story.move(RoundState.PLAN_APPROVED)
    story.say("snapshot", "--title", "第二年")
    compared = tmp_path / "两年.json"
    story.say("improvement", "--from", "第一轮归档", "--to", "第二年", "--json", compared)
    assert json.loads(compared.read_text(encoding="utf-8"))["indicators"]
    assert story.run("check", story.project).code == 0
    told_moves = story.look(
        lambda workspace, product: [
            len(moves_of(workspace.project, one.id)) for one in rounds_of(workspace.project, product)
        ]
    )
    assert told_moves == [7, 4]
