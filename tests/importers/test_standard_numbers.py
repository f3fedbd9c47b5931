"""Numbers of standards as people type them, through a real workbook: what stands beside the number finds its place."""

from __future__ import annotations

from pathlib import Path

from compare_app.domain.model import Adoption, Executed, StandardEdition
from compare_app.domain.terms import AdoptionDegree, StandardScope
from tests.importers.made import World, book

SCHEME = [["品类*", "指标代号", "指标名称*", "单位", "方向*"], ["米", "w", "水分", "%", "越小越好"]]


def taken(
    tmp_path: Path, executed: str, standards: list[list[str]] | None = None
) -> tuple[World, list[tuple[str, str]]]:
    """A project with one product and these standards, and the issues of the import with what they expected."""
    sheets = {
        "指标": SCHEME,
        "产品": [["品类*", "产品名称*", "角色*", "执行标准"], ["米", "甲", "本企业", executed]],
    }
    if standards is not None:
        sheets["标准"] = [["标准编号*", "标准名称", "湾区编号", "备注"], *standards]
    world = World()
    draft = world.take(book(tmp_path / "a.xlsx", sheets))
    return world, [(one.code, str(one.expected)) for one in draft.issues]


def test_title_identifier_and_label_find_their_fields(tmp_path: Path) -> None:
    world, _ = taken(tmp_path, "T/GBAS 6-2022（WQ 1-8）丝苗米；GB/T 1354-2018（现行）", None)
    rice = world.one(StandardEdition, number="T/GBAS 6-2022")
    assert (rice.title, rice.wq_number, rice.scope) == ("丝苗米", "WQ 1-8", StandardScope.GROUP)
    assert world.one(StandardEdition, number="GB/T 1354-2018").note == "现行"


def test_a_sheet_of_standards_with_titles_in_the_number_column(tmp_path: Path) -> None:
    world, _ = taken(
        tmp_path,
        "GB/T1354—2018",
        [["《大米》（GB/T 1354-2018）", "", "", ""], ["T/GBAS 6-2022", "丝苗米", "WQ 1-8", ""]],
    )
    assert len(world.all(StandardEdition)) == 2
    assert world.one(StandardEdition, number="GB/T 1354-2018").title == "大米"
    assert world.one(StandardEdition, number="T/GBAS 6-2022").wq_number == "WQ 1-8"
    assert len(world.all(Executed)) == 1


def test_a_double_number_is_an_adoption(tmp_path: Path) -> None:
    world, _ = taken(tmp_path, "GB/T 4100-2015（ISO 13006:2012，MOD）")
    adoption = world.one(Adoption)
    assert (adoption.base_number, adoption.degree) == ("ISO 13006:2012", AdoptionDegree.MOD)


def test_what_is_not_recognised_is_kept_and_said(tmp_path: Path) -> None:
    world, issues = taken(tmp_path, "DB4412-2000；企业内控指标")
    assert {one.number for one in world.all(StandardEdition)} == {"DB4412-2000", "企业内控指标"}
    assert all(one.scope is StandardScope.UNRECOGNISED for one in world.all(StandardEdition))
    said = [text for code, text in issues if code == "IMP-NUMBER-FORM"]
    assert len(said) == 2
    assert "DB 4412-2000" in said[0]
    assert "DB44/ 12-2000" in said[0]
