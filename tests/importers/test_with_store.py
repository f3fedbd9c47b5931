"""The whole way through the real store: read, commit, again, undo, again; and a project that leaves comes back."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from compare_app.domain.edit import Edit
from compare_app.domain.mapping import ColumnMapping, ColumnUse
from compare_app.domain.model import CellRef, HeldCell, ImportMapping, Product
from compare_app.domain.record_changes import changes_of, value_text
from compare_app.domain.terms import Conformity
from compare_app.domain.value import Number
from compare_app.importers.mapping_json import from_json
from compare_app.text.message import M
from compare_app.text.wording import Wording
from compare_app.workspace import Workspace, named
from tests.importers.made import book, wide

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
    assert not again.records


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
        back = named(other.project.all(Product).values(), "示例瓷质砖 SL-T80")
        twin = named(workspace.project.all(Product).values(), back.name)
        found = [(one.raw, one.value, one.unit) for one in other.results(back.id)]
        assert sorted(map(repr, found)) == sorted(
            repr((one.raw, one.value, one.unit)) for one in workspace.results(twin.id)
        )
    finally:
        other.close()


def test_deviations_in_two_units_meet_the_two_tolerances_of_one_limit(workspace, tmp_path):
    """ISO 13006 asks for ±0.6 % and ±2.0 mm at once; both results come in, and each is judged in its own unit."""
    sheets = {
        "指标": [["品类*", "指标名称*", "单位", "方向*"], ["砖", "边长偏差", "%", "目标值"]],
        "标准": [["标准编号*", "效力"], ["Q/SL 1-2025", "自我声明"]],
        "要求": [
            ["品类", "标准编号*", "指标*", "限值*", "单位"],
            ["砖", "Q/SL 1-2025", "边长偏差", "±0.6 %，且 ±2.0 mm", "%"],
        ],
        "产品": [["品类*", "产品名称*", "角色*", "执行标准"], ["砖", "甲砖", "本企业", "Q/SL 1-2025"]],
        "实测": [
            ["品类", "产品*", "指标*", "结果*", "单位"],
            ["砖", "甲砖", "边长偏差", "0.2", "%"],
            ["砖", "甲砖", "边长偏差", "2.4", "mm"],
        ],
    }
    draft = workspace.read(book(tmp_path / "a.xlsx", sheets))
    assert not draft.held, [issue.code for issue in draft.issues]
    workspace.commit(draft)
    ours = workspace.our_products()[0]
    (row,) = workspace.compare(ours.id, date(2026, 11, 26)).indicators
    (judgement,) = row.judgements
    assert judgement.conformity is Conformity.FAIL
    sheets["实测"] = [sheets["实测"][0], ["砖", "甲砖", "边长偏差", "1.9", "mm"]]
    again = workspace.read(book(tmp_path / "b.xlsx", sheets))
    workspace.commit(again)
    results = workspace.results(ours.id)
    assert sorted((one.raw, one.unit) for one in results) == [("0.2", "%"), ("1.9", "mm")]
    (row,) = workspace.compare(ours.id, date(2026, 11, 26)).indicators
    assert row.judgements[0].conformity is Conformity.PASS


def test_a_second_import_says_what_it_would_overwrite_and_can_leave_it(workspace, tmp_path):
    water = ColumnMapping("吸水率", 1, ColumnUse.INDICATOR, "吸水率", "%")
    origin = ColumnMapping("产地", 2, ColumnUse.ORIGIN)
    head = ["名称", "吸水率", "产地"]
    first = book(tmp_path / "1.xlsx", {"表": [head, ["甲", 0.1, "佛山"], ["乙", 0.2, "佛山"]]})
    workspace.commit(workspace.read(first, wide(water, origin)))
    names = {one.name: one.id for one in workspace.project.all(Product).values()}
    (typed,) = workspace.results(names["乙"])
    workspace.apply(
        Edit(M("x"), (replace(typed, raw="0.25", value=Number(Decimal("0.25")), cell=CellRef()),))
    )
    second = book(
        tmp_path / "2.xlsx", {"表": [head, ["甲", 0.1, "肇庆"], ["乙", 0.3, "佛山"], ["丙", 0.4, "清远"]]}
    )
    draft = workspace.read(second, wide(water, origin))
    changes = changes_of(draft.overwrites, workspace.project.get)
    zh = Wording.load("zh_CN")
    assert [
        (one.subject, field.name(zh), value_text(field.before, zh), value_text(field.after, zh), one.typed)
        for one in changes
        for field in one.fields
    ] == [("甲", "产地", "佛山", "肇庆", False), ("乙 · 吸水率", "结果", "0.25", "0.3", True)]
    kept = draft.without({one.ref for one in changes if one.typed})
    assert len(kept.records) == len(draft.records) - 1
    workspace.commit(kept)
    assert [one.raw for one in workspace.results(names["乙"])] == ["0.25"]
    assert workspace.project.all(Product)[names["甲"]].origin == "肇庆"
    workspace.undo()
    assert workspace.project.all(Product)[names["甲"]].origin == "佛山"
    assert {one.name for one in workspace.project.all(Product).values()} == {"甲", "乙"}
