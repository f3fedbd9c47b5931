"""H: returned plans. What has a test elsewhere is named in docs/bad-inputs.md."""

from __future__ import annotations

import pytest

from compare_app.domain.digest import actions_of
from compare_app.domain.plan_review import Fate
from tests.exporters.made import OURS
from tests.importers.test_returned_plans import HOME, TEXTS, Copy, back, left_body, taken


@pytest.fixture
def copy() -> Copy:
    return Copy.of(left_body())


def test_H05_a_locked_column_changes_nothing(copy, tmp_path):
    locked = sorted(
        set(copy.at) - {*TEXTS, "id", "due", "start", "status", "target", "action_type", "result", "note"}
    )
    assert locked
    for column in locked:
        copy.set("a-1", column, "改过")
    found = back(copy, HOME, tmp_path)
    was = {one.id: one for one in actions_of(HOME, OURS)}["a-1"]
    now = {one.id: one for one in actions_of(taken(HOME, found), OURS)}["a-1"]
    assert (now.gap, now.indicator_id, now.baseline) == (was.gap, was.indicator_id, was.baseline)
    assert not found.of(Fate.MISSING)


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("https://example.invalid","x")', "=cmd|' /C calc'!A0"])
def test_H14_a_formula_in_a_cell_for_words_is_held(copy, tmp_path, text):
    """openpyxl stores it without a value, as does a program that never calculated: it is told, never taken as text."""
    copy.set("a-1", "measure", text)
    found = back(copy, HOME, tmp_path)
    assert [one.place.cell for one in found.issues if one.code == "PLAN-CELL"]
    now = {one.id: one for one in actions_of(taken(HOME, found), OURS)}["a-1"]
    assert now.measure == {one.id: one for one in actions_of(HOME, OURS)}["a-1"].measure
