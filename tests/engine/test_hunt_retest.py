"""Re-tests that a quick eye lets pass: verdicts of persons, several rows, units, digits of formulas, files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from compare_app.domain.edit import Edit
from compare_app.domain.loop import Action
from compare_app.domain.model import Override, Sample, TestReport
from compare_app.domain.record import Record
from compare_app.domain.retest import Retest, latest_values, values_of
from compare_app.domain.terms import ActionStatus, Basis, Conformity, Direction, Role
from compare_app.errors import AppError
from compare_app.importers.retest import read_json
from compare_app.text.message import M
from compare_app.workspace import Workspace
from tests.engine import made

DAY, ON = date(2026, 11, 20), date(2026, 11, 23)
OWN = made.own_standard()
POWER = made.indicator("power", unit="kW", direction=Direction.SMALLER, position=3, rounding=None)
DERIVED = made.indicator("d", formula="x * 2 / 3", position=4, rounding=None)
ON_X, ON_Y = made.requirement(OWN.id, "x", "≥35"), made.requirement(OWN.id, "y", "≥35")
ON_D = made.requirement(OWN.id, "d", "≥20")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    found = Workspace.create(tmp_path / "x.dcmp")
    fill(
        found,
        made.CATEGORY,
        made.indicator("x"),
        made.indicator("y", position=2),
        POWER,
        DERIVED,
        made.product("ours", Role.OURS),
        OWN,
        ON_X,
        ON_Y,
        ON_D,
        *made.executes("ours", OWN),
        *made.results("ours", "x", "33", "34", "35"),
        *made.results("ours", "y", "30"),
        *made.results("ours", "power", "1.3"),
    )
    yield found
    found.close()


def fill(workspace: Workspace, *records: Record) -> None:
    workspace.apply(Edit(M("Fill"), records))


def row(code: str, target: str, name: str = "a", unit: str = "") -> Action:
    return Action(name, "ours", 1, "gap", code, target=Decimal(target), unit=unit)


def given(workspace: Workspace, number: str, code: str, *texts: str, unit: str = "") -> Retest:
    indicator = next(one for one in workspace.project.indicators("cat") if one.code == code)
    values = values_of(indicator, texts, unit)
    return Retest("ours", values, TestReport("", number), Sample("", "ours", f"S{number}"), DAY, "李")


def verdict(requirement_id: str, said: Conformity) -> Override:
    return Override(requirement_id, f"result:ours:{requirement_id}", said.value, "复核", "王")


def subjects(workspace: Workspace) -> set[str]:
    return {one.subject for one in workspace.project.all(Override).values()}


# --- verdicts of persons ---------------------------------------------------------------------------------------------


def test_a_verdict_on_the_first_re_test_of_a_day_says_nothing_of_what_stood_before_it(
    workspace: Workspace,
) -> None:
    workspace.retest(given(workspace, "1", "x", "34"))
    fill(workspace, verdict(ON_X.id, Conformity.PASS))
    workspace.retest(given(workspace, "2", "x", "36"))
    assert subjects(workspace) == set()


def test_a_verdict_on_a_computed_value_leaves_with_what_it_was_computed_from(workspace: Workspace) -> None:
    fill(workspace, verdict(ON_D.id, Conformity.FAIL))
    found = workspace.retest(given(workspace, "1", "x", "45"))
    assert found.earlier is not None
    assert subjects(workspace) == {f"result:{found.earlier.id}:{ON_D.id}"}
    judged = workspace.compare("ours", ON).indicators[3].judgements
    assert [one.conformity for one in judged] == [Conformity.PASS]


def test_what_was_not_tested_again_is_judged_alike_before_and_after(workspace: Workspace) -> None:
    fill(workspace, verdict(ON_Y.id, Conformity.PASS))
    workspace.retest(given(workspace, "1", "x", "34"))
    before, after = workspace.improvement("ours", on=ON).passed
    assert before == after


# --- several rows on one indicator -----------------------------------------------------------------------------------


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_one_row_that_is_met_does_not_speak_for_another(workspace: Workspace, names: tuple[str, str]) -> None:
    fill(workspace, row("x", "36", names[0]), replace(row("x", "40", names[1]), position=2))
    workspace.retest(given(workspace, "1", "x", "38"))
    found = workspace.improvement("ours", on=ON).indicators[0]
    assert found.met is False
    assert found.verification is not None
    assert found.verification.action_id == names[1]
    workspace.waive(names[1], "王总", "客户放弃")
    assert workspace.improvement("ours", on=ON).indicators[0].met is None
    workspace.retest(given(workspace, "2", "x", "41"))
    assert workspace.improvement("ours", on=ON).indicators[0].met is True


# --- what the record of a re-test says -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "x", "raw", "met"),
    [
        ("24.6001", "36.90015", "24.6001", True),
        ("24.5999", "36.8997", "24.5998", False),
        ("24", "36.9", "24.60", True),
    ],
)
def test_the_digits_of_a_computed_value_carry_its_verdict(
    workspace: Workspace, target: str, x: str, raw: str, met: bool
) -> None:
    fill(workspace, row("d", target))
    (judged,) = workspace.retest(given(workspace, "1", "x", x)).judged
    assert (judged.verification.raw, judged.met) == (raw, met)
    assert (judged.action.status is ActionStatus.VERIFIED) is met


def test_a_value_in_a_unit_of_something_else_is_refused_before_it_stays_for_good(
    workspace: Workspace,
) -> None:
    # `--set CADR=1480 功率=76 --unit m³/h` took in a power of 76 m³/h, which no undo takes back.
    for texts, unit in ((("76",), "m³/h"), (("76 m³/h",), "kW")):
        with pytest.raises(AppError) as found:
            given(workspace, "1", "power", *texts, unit=unit)
        assert found.value.code == "RETEST-UNIT"
    assert given(workspace, "1", "power", "760 W", unit="m³/h").results[0].unit == "W"


def test_values_in_several_units_each_name_their_own(workspace: Workspace) -> None:
    fill(workspace, row("power", "1.2"))
    first, second = given(workspace, "1", "power", "1150", unit="W"), given(workspace, "1", "power", "1.16")
    (judged,) = workspace.retest(replace(first, results=first.results + second.results)).judged
    assert judged.met is True
    assert latest_values(workspace.project) == {"a": "1150 W; 1.16 kW"}
    workspace.retest(given(workspace, "2", "power", "1150 W", "1160 W"))
    assert latest_values(workspace.project) == {"a": "1150 W; 1160 W"}
    workspace.retest(given(workspace, "3", "power", "1.15"))
    assert latest_values(workspace.project) == {
        "a": "1.15 kW"
    }  # not in the unit of the row, whatever that is


def test_specimens_are_averaged_first_also_where_the_row_is_closed(workspace: Workspace) -> None:
    """Three repeats on one unit and one on another: the mean is 39, not 37.5."""
    fill(workspace, row("x", "38"))
    found = given(workspace, "1", "x", "36", "36", "36", "42")
    rows = tuple(replace(one, specimen="AAAB"[at]) for at, one in enumerate(found.results))
    (judged,) = workspace.retest(replace(found, results=rows)).judged
    assert (judged.met, judged.action.status) == (True, ActionStatus.VERIFIED)


# --- what comes in ---------------------------------------------------------------------------------------------------


def test_a_re_test_without_a_value_is_none(workspace: Workspace) -> None:
    with pytest.raises(AppError) as error:
        workspace.retest(replace(given(workspace, "1", "x", "36"), results=()))
    assert error.value.code == "RETEST-EMPTY"
    assert len(workspace.project.products("cat")) == 1


@pytest.mark.parametrize(
    "change",
    [{"uncertainty": 0.5}, {"coverage": 2}, {"unit": 5}, {"date": 20261120}, {"report": {"number": 7}}],
)
def test_what_is_no_text_is_told_and_not_lost(
    workspace: Workspace, tmp_path: Path, change: dict[str, object]
) -> None:
    result = {"indicator": "x", "values": ["36"]}
    result |= {name: value for name, value in change.items() if name in ("uncertainty", "coverage", "unit")}
    path = tmp_path / "r.json"
    path.write_text(json.dumps({"results": [result], **change}), encoding="utf-8")
    product = next(iter(workspace.our_products()))
    with pytest.raises(AppError, match="is no text"):
        read_json(path, workspace.project, product)


def test_a_declared_value_in_a_table_is_no_re_test(workspace: Workspace, tmp_path: Path) -> None:
    from compare_app.text.wording import Wording

    declared = replace(made.results("ours", "x", "50")[0], replicate=9, basis=Basis.DECLARED)
    fill(workspace, declared)
    path = tmp_path / "all.xlsx"
    workspace.export_project(path, Wording.load("zh_CN"))
    found = workspace.read_retest(path, "ours")
    assert "50" not in {one.raw for one in found.results}
    rows = workspace.retest(replace(found, report=TestReport("", "1"), sample=Sample("", "ours", "S1")))
    assert rows.earlier is not None
    after = [(one.raw, one.basis) for one in workspace.results("ours") if one.indicator_id == "x"]
    assert [one for one in after if one[0] == "50"] == [("50", Basis.DECLARED)]
    assert {basis for raw, basis in after if raw != "50"} == {Basis.TESTED}
