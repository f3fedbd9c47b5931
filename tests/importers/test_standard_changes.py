"""The built-in examples of changes: sourced, never confirmed, taken over by name, and never over a user's own facts."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from compare_app.domain.edit import Edit
from compare_app.domain.editions import status_in
from compare_app.domain.model import Provenance, Replacement, StandardEdition
from compare_app.domain.standard_number import parse_standard_number
from compare_app.domain.terms import EditionStatus, Force, Trust
from compare_app.domain.transition import Shelf, transition_of
from compare_app.text.message import M
from compare_app.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
ENTRIES = json.loads((ROOT / "resources/library/standard_changes.json").read_text(encoding="utf-8"))[
    "changes"
]


@pytest.fixture
def workspace(tmp_path: Path):
    made = Workspace.create(tmp_path / "p.dcmp")
    yield made
    made.close()


def by_number(workspace: Workspace) -> dict[str, StandardEdition]:
    return {one.number: one for one in workspace.project.all(StandardEdition).values()}


def test_every_example_has_a_source_and_sound_dates() -> None:
    assert [one["number"] for one in ENTRIES] == ["GB 38448-2025", "GB 47372-2026", "GB/T 4706.1-2024"]
    for one in (*ENTRIES, *(older for entry in ENTRIES for older in entry["replaces"])):
        assert parse_standard_number(one["number"]).text == one["number"]
        assert one["document"]
        assert "未与原文核对" in one["note"]
        assert one["issued"] is None or date.fromisoformat(one["issued"]) <= date.fromisoformat(
            one["effective"]
        )
        assert "http" not in json.dumps(one)


def test_nothing_is_there_before_somebody_asks(workspace: Workspace) -> None:
    found = workspace.example_changes()
    assert [one.taken for one in found] == [False] * 3
    assert not workspace.project.all(StandardEdition)


def test_what_is_taken_over_is_not_confirmed_and_can_be_undone(workspace: Workspace) -> None:
    edit = workspace.example_edit(["GB38448—2025", "GB/T 4706.1-2024"])
    assert edit is not None
    workspace.apply(edit)
    editions = by_number(workspace)
    assert set(editions) == {"GB 38448-2025", "GB 38448-2019", "GB/T 4706.1-2024", "GB 4706.1-2005"}
    assert {one.source.trust for one in editions.values()} == {Trust.UNCONFIRMED}
    assert editions["GB/T 4706.1-2024"].force is Force.RECOMMENDED
    assert editions["GB 4706.1-2005"].force is Force.MANDATORY
    on = date(2026, 11, 23)
    assert status_in(workspace.project, editions["GB 38448-2025"], on) is EditionStatus.UPCOMING
    assert status_in(workspace.project, editions["GB 38448-2019"], on) is EditionStatus.IN_FORCE
    assert status_in(workspace.project, editions["GB 4706.1-2005"], on) is EditionStatus.SUPERSEDED
    change = transition_of(Shelf(workspace.project, on), editions["GB 4706.1-2005"], executed=True)
    assert change is not None
    assert change.force_changes
    assert [one.taken for one in workspace.example_changes()] == [True, False, True]
    assert workspace.example_edit(["GB 38448-2025"]) is None
    workspace.undo()
    assert not workspace.project.all(StandardEdition)
    assert not workspace.project.all(Replacement)


def test_facts_of_the_project_are_never_overwritten(workspace: Workspace) -> None:
    mine = StandardEdition(
        "mine", "GB 38448—2019", "智能坐便器", force=Force.MANDATORY, effective=date(2021, 1, 2),
        source=Provenance("GB 38448-2019", "封面", "李工", date(2026, 1, 5), Trust.CONFIRMED),
    )  # fmt: skip
    workspace.apply(Edit(M("Edit"), (mine,)))
    example = workspace.example_changes()[0]
    assert example.missing == ("GB 38448-2025",)
    assert not example.taken
    edit = workspace.example_edit(["GB 38448-2025"])
    assert edit is not None
    workspace.apply(edit)
    assert workspace.project.all(StandardEdition)["mine"] == mine
    (link,) = workspace.project.all(Replacement).values()
    assert link.old_id == "mine"
    assert workspace.example_changes()[0].taken
    later = replace(by_number(workspace)["GB 38448-2025"], effective=date(2027, 5, 1))
    workspace.apply(Edit(M("Edit"), (later,)))
    assert workspace.example_edit(["GB 38448-2025"]) is None
