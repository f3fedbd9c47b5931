"""Every table through Qt's own checker, and what its cells say."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from compare_app.domain.edit import Edit
from compare_app.domain.model import Indicator, Product
from compare_app.domain.project import Project
from compare_app.domain.terms import Absence, Conclusion, Difference, Standing, Trust
from compare_app.domain.tone import Tone
from compare_app.domain.value import (
    Absent,
    Censored,
    Grade,
    NotDetected,
    Number,
    Operator,
    PassFail,
    Unread,
    Value,
)
from compare_app.exporters.phrases import conclusion_text, gap_text
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.models.cell import Cell, Column, Grid, ReadyRows
from ui.models.gaps_grid import gaps_grid
from ui.models.grid_model import GridModel
from ui.models.indicators_grid import gap_cells, indicators_grid, value_cell
from ui.models.inspections import inspect_indicator
from ui.models.library_grid import editions_grid, held_grid, requirements_grid, scheme_grid
from ui.models.overview_grid import overview_grid
from ui.models.plan_grid import plan_grid
from ui.models.results_grid import results_grid
from ui.models.standards_grid import standards_table
from ui.session import Session
from ui.widgets.roles import CHOICES, KEY

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


def grid(rows: list[tuple[str, str, float | None]]) -> Grid:
    columns = (Column("name", "Name"), Column("value", "Value", align="right"))
    made = []
    for key, name, value in rows:
        number = Cell(
            "" if value is None else str(value), sort=None if value is None else (0, value), edit=str(value)
        )
        made.append((key, (Cell(name), number)))
    return Grid(columns, ReadyRows(made))


ROWS: list[tuple[str, str, float | None]] = [
    ("a", "Beta", 2.0),
    ("b", "alpha", None),
    ("c", "Gamma", 10.0),
    ("d", "delta", -1.0),
]


def keys(model: GridModel) -> list[object]:
    return [model.key_at(row) for row in range(model.rowCount())]


def test_empty_filled_changed_and_sorted_models_are_sound(qtmodeltester: ModelTester) -> None:
    model = GridModel()
    qtmodeltester.check(model)
    model.show(grid(ROWS))
    qtmodeltester.check(model)
    model.sort(1, DOWN)
    qtmodeltester.check(model)
    model.show(grid(ROWS[:2]))
    qtmodeltester.check(model)
    model.show(Grid())
    qtmodeltester.check(model)


def test_sorting_puts_what_has_no_value_last_both_ways() -> None:
    model = GridModel()
    model.show(grid(ROWS))
    model.sort(1, UP)
    assert keys(model) == ["d", "a", "c", "b"]
    model.sort(1, DOWN)
    assert keys(model) == ["c", "a", "d", "b"]
    model.sort(0, UP)
    assert keys(model) == ["b", "a", "d", "c"]
    model.sort(-1)
    assert keys(model) == ["a", "b", "c", "d"]


def test_selection_survives_sorting_and_a_refresh_of_the_same_shape() -> None:
    from PySide6.QtCore import QPersistentModelIndex

    model = GridModel()
    model.show(grid(ROWS))
    mark = QPersistentModelIndex(model.index(2, 1))
    model.sort(1, DOWN)
    assert mark.data(KEY) == "c"
    model.show(grid([(key, name.upper(), value) for key, name, value in ROWS]))
    assert mark.isValid()
    assert mark.data(KEY) == "c"
    assert model.index(mark.row(), 0).data() == "GAMMA"


def test_an_edit_is_asked_for_and_not_made() -> None:
    model = GridModel()
    model.show(grid(ROWS))
    asked: list[tuple[object, object, str]] = []
    model.edits_requested.connect(
        lambda edits: asked.extend((c.row, c.column, c.text) for c in edits.changes)
    )
    assert not model.setData(model.index(0, 0), "x")  # not editable
    assert not model.setData(model.index(0, 1), "2.0")  # no change
    assert model.setData(model.index(0, 1), "3")
    assert asked == [("a", "value", "3")]
    assert model.index(0, 1).data() == "2.0"


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_table_of_the_pages_is_sound(
    opened: Session, qtmodeltester: ModelTester, language: str
) -> None:
    words = Wording.load(language)
    workspace = opened.workspace
    project = workspace.project
    comparison = workspace.compare("ours")
    indicators = project.indicators("led")
    grids = [
        overview_grid(workspace.overview(), project, words),
        standards_table(comparison, project, words).grid,
        standards_table(comparison, project, words, only_differences=True).grid,
        indicators_grid(comparison, project, words),
        gaps_grid(comparison, project, words),
        plan_grid(workspace.propose_actions("ours"), project, opened.on, words, editable=True),
        results_grid(project.products("led"), indicators, workspace.results, words, editable=True),
        scheme_grid(indicators, words, editable=True),
        requirements_grid("q", project, words),
        held_grid([], project, words),
        editions_grid([], {}, project, words),
    ]
    for one in grids:
        model = GridModel()
        model.show(one)
        qtmodeltester.check(model)
        for row in range(model.rowCount()):
            assert len(one.rows.cells(row)) == len(one.columns)


def texts(grid: Grid, key: str) -> dict[str, str]:
    row = next(i for i in range(len(grid.rows)) if grid.rows.key(i) == key)
    return {
        str(column.key): cell.text for column, cell in zip(grid.columns, grid.rows.cells(row), strict=True)
    }


def test_kinds_of_absence_look_different(opened: Session, chinese: Wording) -> None:
    project = opened.project
    grid = results_grid(
        project.products("led"), project.indicators("led"), opened.workspace.results, chinese, editable=False
    )
    assert texts(grid, "ours2")["life"] == "○ 未检"
    assert texts(grid, "peer")["life"] == "— 缺失"
    assert texts(grid, "int")["flicker"] == "／ 不适用"
    assert texts(grid, "peer")["power"] == "? 12-03"
    assert texts(grid, "peer")["flicker"] == ""
    assert texts(grid, "int")["power"] == "<0.3"


def test_standards_say_verdict_by_sign_word_and_limit(opened: Session, chinese: Wording) -> None:
    table = standards_table(opened.workspace.compare("ours"), opened.project, chinese)
    lines = {
        str(table.grid.rows.key(i)).split(":")[0]: texts(table.grid, str(table.grid.rows.key(i)))
        for i in range(len(table.grid.rows))
    }
    assert lines["efficacy"]["gb"].startswith("▲ 严于")
    assert lines["efficacy"]["eu"].startswith("▼ 宽于")
    assert "100" in lines["efficacy"]["eu"]
    assert lines["flicker"]["ours"] == "○ 未作规定"
    assert lines["flicker"]["eu"].startswith("○ 我方缺失")
    assert lines["life"]["eu"] == "○ 对方缺失"
    assert table.lines == 5


def test_the_inspector_says_who_was_left_out_of_a_rank(
    opened: Session, chinese: Wording, english: Wording
) -> None:
    found = [row for row in opened.workspace.compare("ours").indicators if row.pool is not None]
    assert found
    for words, first in ((chinese, "可比产品中排名"), (english, "Ranked among the comparable products")):
        for row in found:
            assert row.pool is not None
            said = inspect_indicator(row, opened.project, words).answers[2].lines
            assert any(first in line for line in said)
            for reason, n in row.pool.left_out:
                counted = [line for line in said if str(n) in line]
                assert reason is Difference.ABSENT or any(words.term(reason) in line for line in counted)


def test_below_a_recommended_limit_is_never_red(opened: Session, chinese: Wording) -> None:
    grid = indicators_grid(opened.workspace.compare("ours"), opened.project, chinese)
    column = [column.key for column in grid.columns].index("conformity")
    cells = {grid.rows.key(i): grid.rows.cells(i)[column] for i in range(len(grid.rows))}
    assert cells["efficacy"].text == "● 合格"  # the foreign ≥100 binds nobody here
    assert cells["ra"].text == "▼ 低于 GB/T 29294-2012"
    assert cells["ra"].tone is Tone.WORSE


def test_what_cannot_be_compared_has_no_number(opened: Session, chinese: Wording) -> None:
    grid = indicators_grid(opened.workspace.compare("ours"), opened.project, chinese)
    shown = texts(grid, "flicker")["international_benchmark:gap"]
    assert "不可比" in shown
    assert not any(sign.isdigit() for sign in shown)


@pytest.mark.parametrize(
    ("value", "text", "shown"),
    [
        (PassFail(True), "", "合格"),
        (PassFail(False), "", "不合格"),
        (NotDetected(), "ND", "未检出"),
        (NotDetected(Decimal("0.5")), "<0.5", "未检出 (<0.5)"),
        (Censored(Operator.BELOW, Decimal("0.01")), "<0.01", "<0.01"),
        (Grade("GA"), "GA", "GA"),
        (Absent(Absence.NOT_TESTED), "", "未检"),
        (Unread(), "", "? 12-03"),
        (Number(Decimal("5.00")), "5.00", "5.00"),
    ],
)
def test_every_kind_of_value_is_said_on_both_sides(
    opened: Session, chinese: Wording, value: Value, text: str, shown: str
) -> None:
    row = opened.workspace.compare("ours").row("efficacy")
    assert row is not None
    side = replace(row.ours, value=value, text=text, raw=("12-03",), mean=None, trust=Trust.USER)
    assert value_cell(replace(row, ours=side), chinese).text == shown
    assert gap_cells(replace(row.gaps[0], theirs=side), chinese)[0].text.startswith(shown)


@pytest.mark.parametrize(
    ("value", "standing", "steps", "shown"),
    [
        (PassFail(True), Standing.LEVEL, "0", "● 持平"),
        (PassFail(False), Standing.AHEAD, "1", "▲ 领先"),
        (Grade("GA"), Standing.LEVEL, "0", "● 持平"),
        (Grade("GB"), Standing.AHEAD, "1", "▲ +1 级   领先"),
        (Number(Decimal("5")), Standing.LEVEL, "0", "● 0 lm/W   数值相当"),
    ],
)
def test_pass_or_fail_and_level_classes_are_compared_in_words_only(
    opened: Session, chinese: Wording, value: Value, standing: Standing, steps: str, shown: str
) -> None:
    row = opened.workspace.compare("ours").row("efficacy")
    assert row is not None
    said = Conclusion.NUMERIC_BETTER if standing is Standing.AHEAD else Conclusion.NUMERIC_EQUIVALENT
    gap = replace(
        row.gaps[0],
        theirs=replace(row.gaps[0].theirs, value=value),
        absolute=Decimal(steps),
        relative=None,
        standing=standing,
        conclusion=said,
        significant_small=False,
    )
    assert gap_cells(gap, chinese)[1].text == shown
    assert (gap_text(opened.project, row, gap, chinese) == "—") is ("0" not in shown and "1" not in shown)
    assert conclusion_text(row, gap, chinese).split("（")[0].split()[-1] == shown.split()[-1]


def test_pass_and_fail_typed_in_the_project_are_read_in_the_grid(opened: Session, chinese: Wording) -> None:
    kept = next(one for one in opened.workspace.results("ours") if one.indicator_id == "flicker")
    assert opened.apply(Edit(M("test"), (replace(kept, raw="不合格", value=PassFail(False)),)))
    grid = indicators_grid(opened.workspace.compare("ours"), opened.project, chinese)
    assert texts(grid, "flicker")["ours"] == "不合格"


def test_choices_come_with_their_words(opened: Session, chinese: Wording) -> None:
    model = GridModel()
    rows = opened.workspace.propose_actions("ours")
    model.show(plan_grid(rows, opened.project, opened.on, chinese, editable=True))
    index = model.index(0, model.column_of("status"))
    assert ("running", "● 进行中") in index.data(CHOICES)
    assert index.flags() & Qt.ItemFlag.ItemIsEditable
    model.show(plan_grid(rows, opened.project, opened.on, chinese, editable=False))
    assert not model.index(0, model.column_of("status")).flags() & Qt.ItemFlag.ItemIsEditable


def test_a_long_table_makes_only_the_rows_that_are_looked_at(chinese: Wording) -> None:
    loaded: list[str] = []

    def load(product_id: str) -> tuple[()]:
        loaded.append(product_id)
        return ()

    products = [Product(str(i), "led", f"P{i}") for i in range(10_000)]
    indicators = [Indicator("a", "led", 1, "a", "A")]
    model = GridModel()
    ends = {i: float(-i) for i in range(9_000)} | {9999: float("nan")}
    values = {str(i): (value, value) for i, value in ends.items()}
    model.show(
        results_grid(products, indicators, load, chinese, editable=True, known_values=lambda _: values)
    )
    assert model.rowCount() == 10_000
    model.index(9_999, 2).data()
    model.index(9_999, 0).data()
    assert loaded == ["9999"]
    model.sort(0, DOWN)
    model.sort(2, UP)
    assert loaded == ["9999"]
    assert model.key_at(0) == "8999"
    assert model.key_at(9_000) == "9000"  # what has no value comes last, in its old order


def test_an_unassessed_product_does_not_stand_on_a_red_step() -> None:
    """Red is for what fails; what is not assessed stands at the foot of the stairs, in grey, with that word."""
    from compare_app.domain.comparison import Ladder, ProductStanding
    from compare_app.domain.terms import Step
    from ui.pages.overview_enterprise import staircase

    words = Wording.load("zh_CN")

    def standing(key: str, *, assessed: bool) -> ProductStanding:
        ladder = Ladder(step=Step.L0, assessed=assessed, numeric_only=False, blockers=(), achieved=())
        return ProductStanding(
            product_id=key, category_id="c", ladder=ladder, ahead=0, level=0, behind=0, undecided=0,
            worst_indicator_id="", worst_relative=None, worst_text="", actions=0, overdue=0, signed=False,
        )  # fmt: skip

    unknown = staircase([standing("a", assessed=False)], Project("p", ""), words).steps[0]
    assert (unknown.code, unknown.state) == ("L0", "unknown")
    assert unknown.lines == ("a（合规性未评定）",)
    both = staircase(
        [standing("a", assessed=False), standing("b", assessed=True)], Project("p", ""), words
    ).steps[0]
    assert both.state == "current"
    assert both.lines == ("a（合规性未评定）", "b")
