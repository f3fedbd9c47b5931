"""The walk, step by step: what a person does from an empty screen to a plan in Excel, and what must have come of it."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from tests.walk.person import NAME, ROOT, Person, expect, held

SAMPLES: Final = ROOT / "sample_data"
PROJECT: Final = "走查"
TILE: Final = "示例瓷质砖 SL-T80"
OWNER, SECOND, THIRD = "张工", "Li", "Wang"
DUE: Final = "2027-03-31"
LEVEL: Final = "数值相当"
INSPECTOR_TITLE: Final = (-210, 121)  # in the main window: the first line of what the inspector says
PRODUCT_BOX: Final = (-290, 48)


class Walk:
    """The steps in their order. Each waits for what it causes; the first that does not come ends the walk."""

    def __init__(self, out: Path, python: str) -> None:
        self.out = out.resolve()
        self.person = Person(self.out, python)
        self.screen = self.person.screen
        self.project = self.out / f"{PROJECT}.dcmp"
        self.plan = self.out / "plan.xlsx"
        self._filtered: list[list[str]] = []
        self._seen: list[list[str]] = []  # the table that was left

    def go(self, names: Sequence[str] = ()) -> None:
        """Take the steps, all of them or those named, and keep a picture of each."""
        try:
            for step in self.steps():
                name = step.__name__
                if names and name not in names:
                    continue
                began = time.monotonic()
                try:
                    step()
                finally:
                    self.person.picture(name)
                sys.stdout.write(f"{time.monotonic() - began:6.1f} s  {name}: {step.__doc__}\n")
                sys.stdout.flush()
        finally:
            self.person.leave()

    def steps(self) -> tuple[Callable[[], None], ...]:
        """All steps."""
        return (
            self.start,
            self.new_project,
            self.drop_workbook,
            self.open_workbook,
            self.choose_product,
            self.rough_file,
            self.rough_mapping,
            self.rough_issues,
            self.rough_stored,
            self.standards,
            self.indicators,
            self.inspector,
            self.filter,
            self.plan_rows,
            self.plan_typed,
            self.plan_exported,
            self.undone,
            self.previewed,
            self.presented,
            self.left,
            self.again,
            self.outcome,
        )

    # --- files in -------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """The program starts with settings of its own."""
        self.person.start(NAME)

    def new_project(self) -> None:
        """Ctrl+N, the path typed."""
        self.screen.key("ctrl+n")
        self.person.answer_file("新建项目", self.project)
        self.screen.wait_window(f"{PROJECT} – {NAME}")
        self.screen.wait(self.project.is_file, "no project file")

    def drop_workbook(self) -> None:
        """Our workbook of LED lamps dropped from another program, Enter, Enter."""
        self.person.drop(SAMPLES / "led_light_sources.xlsx")
        self._through_wizard()

    def open_workbook(self) -> None:
        """Our workbook of ceramic tiles by Ctrl+I, Enter, Enter."""
        self._import(SAMPLES / "ceramic_tiles.xlsx")
        self._through_wizard()

    def choose_product(self) -> None:
        """The tile in the box of the toolbar."""
        before = self.screen.wait_still()
        self.person.click_in_window(*PRODUCT_BOX)
        self.screen.wait_other(before, "the list of products does not open")
        self.person.press("Down", "Return")

    def rough_file(self) -> None:
        """A rough table by Ctrl+I; the wizard shows the file, then its sheets."""
        self._import(SAMPLES / "rough" / "messy_lab_table.xlsx")
        self.person.press("Return", what="Next does not lead to the sheets")

    def rough_mapping(self) -> None:
        """The mapping: the category typed, the guessed direction confirmed with the keyboard alone."""
        self.person.press("Return", what="Next does not lead to the mapping")
        self.screen.type("陶瓷砖 BIa")
        self.screen.key(*["Tab"] * 10)
        self.person.press("space", what="the tick cannot be set")

    def rough_issues(self) -> None:
        """The issues: one cell mended in place, the rest agreed to."""
        self.person.press("Return", what="Next does not lead to the issues")
        self.person.press("Down", "Down", "Down", "Down")  # 0。12 in E10
        expect(self._issue_cell(), "E10", "the fifth issue")
        self.person.press("F6", what="F6 does not lead to the sheet")
        self.person.press("F2")
        self.screen.key("ctrl+a")
        self.screen.type("0.12")
        self.person.press("Return")
        self.person.press("F6", what="F6 does not lead out of the sheet")
        self.person.press("space", what="the tick cannot be set")
        self.person.picture("rough_issues_mended")
        self.person.press("Return", what="Next does not lead to the last step")

    def rough_stored(self) -> None:
        """Taken over."""
        self.screen.key("Return")
        self.screen.wait_gone("导入")

    def _import(self, path: Path) -> None:
        self.screen.key("ctrl+i")
        dialog = self.screen.wait_window("导入")
        self.person.answer_file("导入", path)
        self.screen.wait_window("导入", but=dialog)

    def _through_wizard(self) -> None:
        self.person.press("Return", what="Next does not lead to the last step")
        self.screen.key("Return")
        self.screen.wait_gone("导入")

    def _issue_cell(self) -> str:
        self.screen.key("Right", "Right")
        found = self.person.copied("ctrl+c")
        self.person.press("Left", "Left")
        return found

    # --- looking --------------------------------------------------------------------------------------------------

    def standards(self) -> None:
        """Ctrl+3: the keys are in the table at once, and what is copied is what stands there."""
        self._page("3")
        self.person.press("Down", "Right")
        expect(self.person.copied("ctrl+c"), "≤0.20%", "our limit of the water absorption")

    def indicators(self) -> None:
        """Ctrl+4: a cell chosen with the keys, its text on the clipboard."""
        self._page("4")
        self.person.press("Down", "Down", *["Right"] * 4)
        held(
            [self.person.copied("ctrl+c")],
            "明显优于   +6.0 %",
            "modulus of rupture against the national benchmark",
        )

    def inspector(self) -> None:
        """The inspector explains the chosen cell; its text can be copied."""
        self.person.click_in_window(*INSPECTOR_TITLE)
        expect(self.person.copied("ctrl+a", "ctrl+c"), "断裂模数", "the title of the inspector")

    def filter(self) -> None:
        """Alt+Down on the column: the filter is typed, and holds."""
        self._page("4")
        whole = self.person.table()
        self.screen.key("ctrl+Home", "Right", "Right", "Right", "Right")
        self.person.press("alt+Down", what="Alt+Down opens no filter")
        self.screen.type("相当")
        self.person.press("Return")
        self._filtered = self.person.table()
        head, *rows = self._filtered
        column = head.index("对比 国内标杆")
        expect({LEVEL in row[column] for row in rows}, {True}, "the rows that are left")
        expect(rows, [row for row in whole[1:] if LEVEL in row[column]], "the filtered table")

    def _page(self, digit: str) -> None:
        self.screen.key(f"ctrl+{digit}")
        self.screen.wait_still()

    # --- the plan -------------------------------------------------------------------------------------------------

    def plan_rows(self) -> None:
        """Ctrl+6, and Space on the button of the empty page: rows from the gaps."""
        self._page("6")
        self.person.press("space", what="the button of the empty plan has no focus")
        rows = self.person.table()
        held([row[1] for row in rows], "断裂模数", "the rows made from the gaps")

    def plan_typed(self) -> None:
        """An owner and a date for the first row, owners for the next two."""
        self.person.press("ctrl+Home")
        self.person.press(*["Right"] * 5)
        self.screen.type(OWNER)
        self.person.press("Tab")
        self.screen.type(DUE)
        self.person.press("Return")
        self.person.press("Left")
        for owner in (SECOND, THIRD):
            self.screen.type(owner)
            self.person.press("Return")
        expect(self._owners(), [(OWNER, DUE), SECOND, THIRD], "what was typed")

    def plan_exported(self) -> None:
        """Ctrl+E, the path typed: the plan as a workbook."""
        self.screen.key("ctrl+e")
        self.person.answer_file("保存", self.plan)
        self.screen.wait(self.plan.is_file, "no workbook")

    def undone(self) -> None:
        """Ctrl+Z twice takes back the last two owners."""
        self.person.press("ctrl+z")
        self.person.press("ctrl+z")
        expect(self._owners(), [(OWNER, DUE), "", ""], "what is left after undoing twice")

    def _owners(self) -> list[object]:
        head, *rows = self.person.table()
        owner, due = head.index("责任人"), head.index("完成期限")
        return [(rows[0][owner], rows[0][due]), rows[1][owner], rows[2][owner]]

    # --- paper and the big screen ---------------------------------------------------------------------------------

    def previewed(self) -> None:
        """Ctrl+P shows the page on paper, Escape closes it."""
        self.screen.key("ctrl+p")
        self.screen.wait_window("打印预览")
        self.person.picture("preview")
        self.screen.key("Escape")
        self.screen.wait_gone("打印预览")

    def presented(self) -> None:
        """F5, two slides on, Escape: back in the table of the plan."""
        self.screen.key("F5")
        self.screen.wait_window("演示")
        for number in (1, 2):
            self.person.picture(f"slide_{number}")
            self.person.press("Right")
        self.screen.key("Escape")
        self.screen.wait_gone("演示")
        expect(self._owners(), [(OWNER, DUE), "", ""], "the plan after the presentation")

    # --- leaving and coming back ----------------------------------------------------------------------------------

    def left(self) -> None:
        """Back to the indicators, where the filter still holds; Ctrl+Q."""
        self._page("4")
        self._seen = self.person.table()
        if self._filtered:
            expect(self._seen, self._filtered, "the table come back to")
        self.person.picture("left")
        self.person.quit()

    def again(self) -> None:
        """Started again: the same project, page, product and filter, the keys in the table."""
        self.person.start(f"{PROJECT} – {NAME}")
        self.screen.wait(self.person.table, "the table stays empty")  # until the comparison is there
        expect(self.person.table(), self._seen, "the table after starting again")
        self.person.picture("again")
        self.person.quit()

    def outcome(self) -> None:
        """The command line finds in the files what was typed, and the program had nothing to complain of."""
        held(
            self.person.on_the_command_line("check", str(self.project)).splitlines(), "文件完好", "the check"
        )
        product = ("--product", TILE)
        compared = self.person.on_the_command_line("compare", str(self.project), *product, "--json", "-")
        expect(json.loads(compared)["product"]["name"], TILE, "the product compared")
        expect(
            self._typed_in(self.plan), [(OWNER, DUE), SECOND, THIRD], "the workbook written from the window"
        )
        later = self.out / "plan-from-project.xlsx"
        self.person.on_the_command_line("export", str(self.project), *product, "--to", str(later))
        expect(self._typed_in(later), [(OWNER, DUE), "", ""], "the plan in the project")
        expect(self.person.complaints(), [], "stderr and log of the program")

    def _typed_in(self, workbook: Path) -> list[object]:
        """Owner and date of the first row, owners of the next two, as another program reads them."""
        rows = json.loads(self.person.read_workbook(workbook, "提升方案"))
        top = next(at for at, row in enumerate(rows) if "责任人" in row)
        owner, due = rows[top].index("责任人"), rows[top].index("完成期限")
        first, second, third = rows[top + 1 : top + 4]
        return [(first[owner], first[due][:10]), second[owner], third[owner]]
