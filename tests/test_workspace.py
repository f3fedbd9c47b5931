"""The one door of the core, where its promises do not belong to one part."""

from __future__ import annotations

from pathlib import Path

from compare_app.workspace import keep_previous


def test_a_workbook_that_is_replaced_stays_beside_the_new_one(tmp_path: Path) -> None:
    plan = tmp_path / "方案.xlsx"
    assert keep_previous(plan) is None
    plan.write_bytes(b"filled in")
    kept = keep_previous(plan)
    assert kept == tmp_path / "方案.previous.xlsx"
    assert kept.read_bytes() == b"filled in"
    assert plan.read_bytes() == b"filled in"
    plan.write_bytes(b"newer")
    keep_previous(plan)
    assert {one.read_bytes() for one in tmp_path.iterdir()} == {b"filled in", b"newer"}
