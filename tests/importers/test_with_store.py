"""The whole way through the real store: read, commit, again, undo, again; and a project that leaves comes back."""

from pathlib import Path

import pytest

from compare_app.domain.model import HeldCell, ImportMapping, Product
from compare_app.importers.mapping_json import from_json
from compare_app.text.wording import Wording
from compare_app.workspace import Workspace

SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"
MESSY = SAMPLES / "rough" / "messy_lab_table.xlsx"


@pytest.fixture
def workspace(tmp_path):
    made = Workspace.create(tmp_path / "p.dcmp")
    yield made
    made.close()


def test_an_import_is_whole_and_undone_whole(workspace):
    path = SAMPLES / "ceramic_tiles.xlsx"
    workspace.commit(workspace.read(path))
    count = workspace.result_count()
    assert count == 202
    assert workspace.read(path).already is not None
    workspace.undo()
    assert workspace.result_count() == 0
    assert not workspace.project.all(Product)
    again = workspace.read(path)
    assert again.already is None  # rulings 24: it was undone
    workspace.commit(again)
    assert workspace.result_count() == count


def test_a_foreign_table_is_remembered_with_its_mapping(workspace):
    mapping = from_json((SAMPLES / "rough" / "messy_lab_table.mapping.json").read_text(encoding="utf-8"))
    workspace.commit(workspace.read(MESSY, mapping), mapping)
    assert len(workspace.project.all(ImportMapping)) == 1
    assert len(workspace.project.all(HeldCell)) == 5
    proposed = workspace.propose_mapping(MESSY, mapping.sheet)
    assert proposed.category == mapping.category
    assert proposed.our_products == mapping.our_products
    again = workspace.read(MESSY, proposed)
    assert again.records == ()


def test_what_leaves_comes_back_into_an_empty_project(workspace, tmp_path):
    for path in sorted(SAMPLES.glob("*.xlsx")):
        workspace.commit(workspace.read(path))
    workspace.export_project(tmp_path / "all.xlsx", Wording.load("zh_CN"))
    other = Workspace.create(tmp_path / "q.dcmp")
    try:
        draft = other.read(tmp_path / "all.xlsx")
        assert not draft.held
        other.commit(draft)
        assert other.result_count() == workspace.result_count()
        back = other.project.product_named("示例瓷质砖 SL-T80") or next(
            iter(other.project.all(Product).values())
        )
        twin = workspace.project.product_named(back.name)
        assert twin is not None
        found = [(one.raw, one.value, one.unit) for one in other.results(back.id)]
        assert sorted(map(repr, found)) == sorted(
            repr((one.raw, one.value, one.unit)) for one in workspace.results(twin.id)
        )
    finally:
        other.close()
