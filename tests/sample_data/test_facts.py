"""The facts of the samples: readable by our own parsers, consistent, marked, and what the workbooks were made of."""

import csv
import zipfile
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from compare_app.domain.formula import names
from compare_app.domain.limit_text import parse_conditions, parse_limit
from compare_app.domain.result_text import parse_result
from compare_app.domain.units import known
from compare_app.domain.value import Number, Unread
from sample_data import build, hopeless, messy

ROOT = Path(__file__).resolve().parents[2] / "sample_data"
CATEGORIES = tuple(build.CLEAN)


def facts(folder: str, sheet: str) -> list[dict[str, str]]:
    with (ROOT / "facts" / folder / f"{sheet}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("folder", CATEGORIES)
def test_every_limit_and_condition_is_understood(folder: str) -> None:
    for row in facts(folder, "requirements"):
        parsed = parse_limit(row["限值"])
        assert parsed.problem is None, row
        assert len(parsed.rows) == 1, row
        assert parse_conditions(row["适用条件"])[1] == "", row
        assert not row["单位"] or known(row["单位"]), row


@pytest.mark.parametrize("folder", CATEGORIES)
def test_every_result_is_understood(folder: str) -> None:
    for row in facts(folder, "results"):
        readings = parse_result(row["结果"])
        assert len(readings) == 1, row
        assert not isinstance(readings[0].value, Unread), row
        assert not row["单位"] or known(row["单位"]), row


@pytest.mark.parametrize("folder", CATEGORIES)
def test_rows_name_what_exists(folder: str) -> None:
    indicators = {row["指标名称"] for row in facts(folder, "indicators")}
    codes = {row["指标代号"] for row in facts(folder, "indicators")}
    standards = {row["标准编号"] for row in facts(folder, "standards")}
    products = {row["产品名称"] for row in facts(folder, "products")}
    for row in facts(folder, "indicators"):
        assert not row.get("公式") or names(row["公式"]) <= codes
    for row in facts(folder, "requirements"):
        assert row["指标"] in indicators
        assert row["标准编号"] in standards
    for row in facts(folder, "products"):
        assert {number for number in row["执行标准"].split(";") if number} <= standards
    for row in facts(folder, "results"):
        assert row["指标"] in indicators
        assert row["产品"] in products


@pytest.mark.parametrize("folder", CATEGORIES)
def test_one_fictional_benchmark_per_role_and_real_products_are_peers(folder: str) -> None:
    """rulings 35."""
    products = facts(folder, "products")
    for row in products:
        made_up = "示例" in row["产品名称"]
        assert (row["示例"] == "是") is made_up, row
        assert (row["角色"] == "同类产品") is not made_up, row
        if not made_up:
            assert row["核实状态"] == "未核实", row
            assert row["来源文件"], row
    roles = Counter(row["角色"] for row in products)
    assert roles["本企业"] == roles["国内标杆"] == roles["国际标杆"] == 1
    real = {row["产品名称"] for row in products if row["角色"] == "同类产品"}
    for row in facts(folder, "results"):
        if row["产品"] in real:
            assert row["核实状态"] == "未核实", row


@pytest.mark.parametrize("folder", CATEGORIES)
def test_every_fact_names_a_document_and_never_an_address(folder: str) -> None:
    for sheet in ("indicators", "standards", "requirements", "products"):
        for row in facts(folder, sheet):
            assert row["来源文件"], row
            assert row["核实状态"] in ("未核实", "用户录入"), row
            assert not any("http" in text or "www." in text for text in row.values()), row


def test_enterprise_standards_say_that_they_are_made_up() -> None:
    for folder in CATEGORIES:
        for row in facts(folder, "standards"):
            if row["标准编号"].startswith("Q/"):
                assert "虚构" in row["名称"]
                assert "虚构" in row["备注"]


@pytest.mark.parametrize("sheet", ["inspections", "index_figures"])
def test_the_profile_is_made_up_and_says_so(sheet: str) -> None:
    for row in facts("enterprise", sheet):
        assert "虚构" in row["备注"], row
        assert "虚构" in row["来源文件"], row
        assert row["核实状态"] == "未核实", row
        for name in ("组织单位", "标称生产单位", "产品名称", "承检机构"):
            assert not row.get(name) or row[name].startswith("示例"), row


def test_air_conditioners_are_the_28_models_that_state_an_apf(shared_dir: Path) -> None:
    """The figures of the samples are those of the table that they come from."""
    with (shared_dir / "data/air_conditioners_cn.csv").open(encoding="utf-8-sig", newline="") as stream:
        listed = {row["name"]: row for row in csv.DictReader(stream) if "APF" in row["energy"]}
    assert len(listed) == 28
    stated: dict[str, dict[str, str]] = {}
    for row in facts("air_conditioner", "results"):
        if row["口径"] == "标称":
            stated.setdefault(row["产品"], {})[row["指标"]] = row["结果"]
    assert set(stated) == set(listed)
    for name, row in listed.items():
        assert f"(APF{stated[name]['全年能源消耗效率 APF']})" in row["energy"]
        assert stated[name].get("制冷量", "") == row["cool_cap"]


def test_light_sources_are_the_five_records(shared_dir: Path) -> None:
    with (shared_dir / "vectors/light_source_class_eu.csv").open(encoding="utf-8-sig", newline="") as stream:
        records = {row["source"]: row for row in csv.DictReader(stream)}
    for name, row in records.items():
        mine = {one["指标"]: one["结果"] for one in facts("led", "results") if one["产品"] == name}
        assert (mine["光通量"], mine["功率"]) == (row["flux_lm"], row["power_w"])
        note = next(one["备注"] for one in facts("led", "products") if one["产品名称"] == name)
        assert row["category"] in note
        assert note.endswith(f"等级 {row['class']}")
        efficacy = Decimal(mine["光通量"]) / Decimal(mine["功率"]) * Decimal(mine["系数 F_TM"])
        assert round(efficacy, 1) == Decimal(row["eta_tm"])


def test_workbooks_are_made_of_the_facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Building anew gives what is committed: nobody edited a workbook by hand or forgot to build."""
    (tmp_path / "rough").mkdir()
    monkeypatch.setattr(build, "HERE", tmp_path)
    monkeypatch.setattr(build, "ROUGH", tmp_path / "rough")
    build.main()
    made = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    assert len(made) == 8
    for path in made:
        assert parts(path) == parts(ROOT / path.relative_to(tmp_path)), path.name


def parts(path: Path) -> dict[str, bytes]:
    """What a file holds; a workbook by part, because each system packs and breaks lines in its own way."""
    if not zipfile.is_zipfile(path):
        return {path.name: path.read_bytes()}
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name).replace(b"\r\n", b"\n") for name in book.namelist()}


def test_the_twin_holds_the_same_cells() -> None:
    rows = list(csv.reader((ROOT / "rough/messy_lab_table.gbk.csv").read_bytes().decode("gbk").splitlines()))
    assert rows[messy.HEADER_ROW - 1] == list(messy.HEADER)
    assert [row[1] for row in rows[messy.FIRST_ROW - 1 : messy.LAST_ROW]] == [row[1] for row in messy.ROWS]


def test_the_hopeless_book_has_every_sheet() -> None:
    assert list(hopeless.SHEETS) == ["指标", "标准", "要求", "产品", "实测"]


def test_typed_digits_survive_in_numeric_cells() -> None:
    """1.000 is written as a number that shows 1.000; our parser reads the shown text."""
    assert build.shown("1.000") == "0.000"
    assert build.shown("5") == "0"
    assert parse_result("1.000")[0].value == Number(Decimal("1.000"))
