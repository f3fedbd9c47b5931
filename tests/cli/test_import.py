"""The verb `import`: samples, a laboratory's mess, the hopeless book, and tables that we did not make."""

import json
from pathlib import Path
from typing import Any

import pytest

from compare_app.domain.model import Category, Indicator, Product, StandardEdition
from compare_app.domain.terms import Basis, Role, Trust
from compare_app.domain.value import Unread
from compare_app.workspace import Workspace, named
from tests.cli.conftest import SAMPLES, Run

ROUGH = SAMPLES / "rough"
MESSY = ROUGH / "messy_lab_table.xlsx"
MAPPING = ROUGH / "messy_lab_table.mapping.json"


def issues_of(path: Path) -> dict[str, dict[str, Any]]:
    """The issues of the first file by cell."""
    (file,) = json.loads(path.read_text(encoding="utf-8"))["files"]
    return {issue["cell"]: issue for issue in file["issues"]}


def contents(path: Path) -> tuple[Any, ...]:
    """What a project holds, without ids and sources: what two imports of the same table must agree on."""
    workspace = Workspace.open(path)
    try:
        names = {one.id: one.name for one in workspace.project.all(Indicator).values()}
        return tuple(
            (
                product.name,
                product.brand,
                product.role,
                tuple(
                    sorted(
                        (
                            names[result.indicator_id],
                            result.replicate,
                            result.raw,
                            repr(result.value),
                            result.unit,
                        )
                        for result in workspace.results(product.id)
                    )
                ),
            )
            for product in sorted(workspace.project.all(Product).values(), key=lambda one: one.name)
        )
    finally:
        workspace.close()


# --- the clean samples ---------------------------------------------------------------------------------------


def test_the_samples_come_in_whole(sample_project: Path) -> None:
    workspace = Workspace.open(sample_project)
    try:
        products = list(workspace.project.all(Product).values())
        assert len(products) == 31 + 9 + 5
        assert {one.name for one in workspace.our_products()} == {
            "示例LED筒灯 SL-D05",
            "示例瓷质砖 SL-T80",
            "示例空调 SL-AC35",
        }
        peers = [one for one in products if one.role is Role.PEER]
        assert len(peers) == 28 + 5 + 1
        assert all(not one.fictional for one in peers)
        assert all(one.source.trust is Trust.UNCONFIRMED for one in peers)
        by_number = {one.number: one for one in workspace.project.all(StandardEdition).values()}
        assert by_number["GB 4706.1-2005"].force.value == "mandatory"
        assert by_number["GB/T 4706.1-2024"].force.value == "recommended"
    finally:
        workspace.close()


def test_the_samples_have_nothing_to_hold(run: Run, empty: Path, tmp_path: Path) -> None:
    found = tmp_path / "issues.json"
    books = sorted(SAMPLES.glob("*.xlsx"))
    assert run("import", empty, *books, "--issues", found).code == 0
    for file in json.loads(found.read_text(encoding="utf-8"))["files"]:
        assert file["held"] == 0
        assert [issue for issue in file["issues"] if issue["level"] != "note"] == []


def test_the_same_file_twice_changes_nothing(run: Run, project: Path) -> None:
    before = contents(project)
    found = run("import", project, SAMPLES / "ceramic_tiles.xlsx")
    assert found.code == 0
    assert "nothing changed" in found.err
    assert contents(project) == before


def test_a_password_comes_from_a_file(run: Run, empty: Path, tmp_path: Path) -> None:
    from msoffcrypto.format.ooxml import OOXMLFile

    secret, words = tmp_path / "秘密.xlsx", tmp_path / "words.txt"
    with (SAMPLES / "ceramic_tiles.xlsx").open("rb") as plain, secret.open("wb") as written:
        OOXMLFile(plain).encrypt("开门 Sesam", written)
    found = run("import", empty, secret)
    assert found.code == 1
    assert "password" in found.err
    words.write_text("falsch\n", encoding="utf-8")
    assert run("import", empty, secret, "--password-file", words).code == 1
    assert contents(empty) == ()
    words.write_text("开门 Sesam\n", encoding="utf-8")
    assert run("import", empty, secret, "--password-file", words).code == 0
    assert contents(empty)


def test_a_dry_run_keeps_nothing(run: Run, empty: Path) -> None:
    before = empty.read_bytes()
    found = run("import", empty, SAMPLES / "ceramic_tiles.xlsx", "--dry-run")
    assert found.code == 0
    assert "dry run" in found.err
    assert empty.read_bytes() == before
    assert contents(empty) == ()


# --- the laboratory's table ----------------------------------------------------------------------------------


def test_a_wide_table_without_a_mapping_is_never_guessed_unseen(run: Run, empty: Path) -> None:
    found = run("import", empty, MESSY)
    assert found.code == 1
    assert "--propose" in found.err
    assert contents(empty) == ()


def test_held_cells_stop_the_import_until_accepted(run: Run, empty: Path) -> None:
    found = run("import", empty, MESSY, "--mapping", MAPPING)
    assert found.code == 1
    assert "--accept" in found.err
    assert contents(empty) == ()
    assert run("import", empty, MESSY, "--mapping", MAPPING, "--accept").code == 0
    assert [name for name, *_ in contents(empty)] == sorted(
        [
            "示例瓷质砖 SL-T80",
            "示例国内标杆 瓷质砖",
            "示例国际标杆 瓷质砖",
            "送检样 4（虚构）",
            "送检样 5（虚构）",
        ]
    )


def test_the_mess_is_told_cell_by_cell(run: Run, empty: Path, tmp_path: Path) -> None:
    """Unreadable cells are held with their addresses; what people write in passing is understood."""
    path = tmp_path / "issues.json"
    run("import", empty, MESSY, "--mapping", MAPPING, "--issues", path)
    issues = issues_of(path)
    held = {cell for cell, issue in issues.items() if issue["level"] == "hold"}
    assert held == {
        "F8",
        "E9",
        "F9",
        "L9",
        "E10",
    }  # 2,411 (thousands or decimals?), 约0.1, 1300↑, a date, 0。12
    assert issues["E9"]["found"] == "约0.1"
    assert issues["E9"]["sheet"] == "检测数据汇总"
    for issue in issues.values():
        for part in ("expected", "effect", "remedy"):
            assert set(issue[part]) == {"zh_CN", "en"}


def test_what_stands_in_the_mess_is_read_as_meant(run: Run, empty: Path) -> None:
    run("import", empty, MESSY, "--mapping", MAPPING, "--accept")
    workspace = Workspace.open(empty)
    try:
        names = {one.id: one.name for one in workspace.project.all(Indicator).values()}
        read = {
            (product.name, names[result.indicator_id]): result
            for product in workspace.project.all(Product).values()
            for result in workspace.results(product.id)
        }
        ours = "示例瓷质砖 SL-T80"
        assert read[ours, "断裂模数"].raw == "４６．０"
        assert "Decimal('46.0')" in repr(read[ours, "断裂模数"].value)
        assert read[ours, "破坏强度"].unit == "N"
        assert "Operator.BELOW" in repr(read[ours, "铅溶出量"].value)
        theirs = "示例国际标杆 瓷质砖"
        assert "NotDetected(lod=Decimal('0.005'))" in repr(read[theirs, "铅溶出量"].value)
        assert read[theirs, "破坏强度"].raw == "2,411"
        assert read[theirs, "破坏强度"].value == Unread()
        assert read[theirs, "内照射指数 IRa"].raw == "查不到"
        assert "MISSING" in repr(read[theirs, "内照射指数 IRa"].value)
        assert named(workspace.project.all(Product).values(), ours).role is Role.OURS
        assert named(workspace.project.all(Product).values(), theirs).role is Role.PEER
    finally:
        workspace.close()


def test_the_gbk_twin_gives_the_same_project(run: Run, empty: Path, tmp_path: Path) -> None:
    """But for the date, which a text file shows as text: it is held in both."""
    other = tmp_path / "twin.dcmp"
    run("new", other)
    assert run("import", empty, MESSY, "--mapping", MAPPING, "--accept").code == 0
    assert run("import", other, ROUGH / "messy_lab_table.gbk.csv", "--mapping", MAPPING, "--accept").code == 0
    first, second = contents(empty), contents(other)
    assert [one[:3] for one in first] == [one[:3] for one in second]
    for one, two in zip(first, second, strict=True):
        for a, b in zip(one[3], two[3], strict=True):
            assert a[3:] == b[3:], (a, b)


# --- the hopeless book ---------------------------------------------------------------------------------------


def test_every_mistake_of_the_hopeless_book_is_told(run: Run, empty: Path, tmp_path: Path) -> None:
    path = tmp_path / "issues.json"
    found = run("import", empty, ROUGH / "hopeless.xlsx", "--issues", path)
    assert found.code == 1
    assert contents(empty) == ()
    (file,) = json.loads(path.read_text(encoding="utf-8"))["files"]
    where = {
        (issue["sheet"], issue["cell"][0], int(issue["cell"][1:]))
        for issue in file["issues"]
        if issue["cell"]
    }
    for sheet, row in (
        ("指标", 3),  # a second unit
        ("指标", 5),  # no such direction
        ("指标", 6),  # no unit, no number, no interval
        ("指标", 7),  # no name
        ("标准", 2),  # two dates that are none
        ("标准", 3),  # no number
        ("要求", 2),  # ≥5 且 ≤3
        ("要求", 3),  # no limit at all
        ("要求", 4),  # no such indicator
        ("产品", 2),  # 30 February
        ("产品", 3),  # no name
        ("产品", 4),  # no such role
        ("实测", 2),  # a date
        ("实测", 3),
        ("实测", 4),
        ("实测", 5),  # 8O.5
        ("实测", 6),  # MPa for minutes
        ("实测", 7),  # no product
        ("实测", 8),  # no such product
        ("实测", 9),  # an uncertainty that is no number
    ):
        assert any(one[0] == sheet and one[2] == row for one in where), (sheet, row)


def test_a_refused_file_is_one_sentence_and_in_the_issues(run: Run, empty: Path, tmp_path: Path) -> None:
    path, file = tmp_path / "issues.json", tmp_path / "notes.xlsx"
    file.write_bytes(b"PK\x03\x04 not really")
    found = run("import", empty, file, "--issues", path)
    assert found.code == 1
    (told,) = json.loads(path.read_text(encoding="utf-8"))["files"]
    assert told["refused"]["what"]["zh_CN"] != told["refused"]["what"]["en"]


def test_several_files_stop_at_the_first_that_cannot_come_in(run: Run, empty: Path) -> None:
    found = run(
        "import",
        empty,
        SAMPLES / "ceramic_tiles.xlsx",
        ROUGH / "hopeless.xlsx",
        SAMPLES / "room_air_conditioners.xlsx",
    )
    assert found.code == 1
    assert "Stored ceramic_tiles.xlsx" in found.err
    assert len(contents(empty)) == 5


# --- tables that we did not make -----------------------------------------------------------------------------


def air_conditioner_mapping(file: Path, tmp_path: Path, **more: Any) -> Path:
    """A mapping for the public table of air conditioners: APF stands in words, capacity in W."""
    columns = [
        {"header": "name", "index": 2, "use": "name"},
        {"header": "brand", "index": 1, "use": "brand"},
        {
            "header": "cool_cap",
            "index": 10,
            "use": "indicator",
            "indicator": "制冷量",
            "unit": "W",
            "direction": "range",
            "basis": "declared",
        },
        {
            "header": "airflow",
            "index": 13,
            "use": "indicator",
            "indicator": "循环风量",
            "unit": "m³/h",
            "direction": "larger",
            "basis": "declared",
        },
    ]
    mapping = {
        "version": 1,
        "category": "房间空气调节器",
        "sheet": "",
        "header_row": 1,
        "unit_row": 0,
        "first_row": 2,
        "last_row": 0,
        "orientation": "rows",
        "default_role": "peer",
        "columns": columns,
        **more,
    }
    path = tmp_path / f"{file.stem}.json"
    path.write_text(json.dumps(mapping, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize("twin", ["air_conditioners_cn.gb18030.csv", "air_conditioners_cn.utf16le_bom.csv"])
def test_every_encoding_of_a_table_gives_the_same_project(
    run: Run, shared_dir: Path, tmp_path: Path, twin: str
) -> None:
    found = []
    for name in (shared_dir / "data/air_conditioners_cn.csv", shared_dir / "data/encodings" / twin):
        project = tmp_path / f"{name.name}.dcmp"
        assert run("new", project).code == 0
        mapping = air_conditioner_mapping(name, tmp_path)
        outcome = run("import", project, name, "--mapping", mapping, "--accept")
        assert outcome.code == 0, outcome.err
        found.append(contents(project))
    assert found[0] == found[1]
    assert len(found[0]) == 60


def test_the_listed_air_conditioners_are_graded_as_the_standard_says(run: Run, project: Path) -> None:
    """27 of the 28 models state a capacity; by GB 21455-2019 26 are grade 1 and one, though it claims 一级, grade 2."""
    workspace = Workspace.open(project)
    try:
        grades: dict[str, str] = {}
        category = next(
            one for one in workspace.project.all(Category).values() if one.name == "房间空气调节器"
        )
        for product in workspace.project.all(Product).values():
            if product.role is not Role.PEER or product.category_id != category.id:
                continue
            comparison = workspace.compare(product.id)
            for row in comparison.indicators:
                if row.ours.basis is not Basis.DECLARED or not row.judgements:
                    continue
                for one in row.judgements:
                    if one.standard == "GB 21455-2019" and one.grade:
                        grades[product.name] = one.grade
        assert len(grades) == 27  # the 28th states no capacity: its grade cannot be known
        assert sorted(grades.values()).count("1级") == 26
        assert [name for name, grade in grades.items() if grade == "2级"] == ["米家中央空调 风管机Pro 1.5匹"]
    finally:
        workspace.close()


def test_a_proposed_mapping_can_be_used(run: Run, empty: Path, tmp_path: Path) -> None:
    path = tmp_path / "proposal.json"
    table = tmp_path / "产品.csv"
    table.write_text(
        "产品名称,品牌,吸水率(%),破坏强度(N)\n甲砖,甲,0.05,2500\n乙砖,乙,0.08,2300\n", encoding="utf-8"
    )
    assert run("import", empty, table, "--propose", path).code == 0
    assert contents(empty) == ()
    proposed = json.loads(path.read_text(encoding="utf-8"))
    proposed["category"] = "砖"
    path.write_text(json.dumps(proposed, ensure_ascii=False), encoding="utf-8")
    assert run("import", empty, table, "--mapping", path).code == 0
    assert [one[0] for one in contents(empty)] == ["乙砖", "甲砖"]
    assert [result[0] for result in contents(empty)[0][3]] == ["吸水率", "破坏强度"]


def test_a_remembered_mapping_needs_not_be_named_again(run: Run, empty: Path, tmp_path: Path) -> None:
    path, first, second = tmp_path / "m.json", tmp_path / "一.csv", tmp_path / "二.csv"
    first.write_text("产品名称,吸水率(%)\n甲砖,0.05\n", encoding="utf-8")
    second.write_text("产品名称,吸水率(%)\n乙砖,0.08\n", encoding="utf-8")
    run("import", empty, first, "--propose", path)
    assert run("import", empty, first, "--mapping", path).code == 0
    assert run("import", empty, second).code == 0
    assert [one[0] for one in contents(empty)] == ["乙砖", "甲砖"]
