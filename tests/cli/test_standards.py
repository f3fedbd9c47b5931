"""The command line on standards: proposals, changes that are due, and the examples of changes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl

from tests.cli.conftest import Run

DAY = "2026-06-30"
TILE, AC = "示例瓷质砖 SL-T80", "示例空调 SL-AC35"


def test_proposals_alone_as_workbook_and_csv(run: Run, project: Path, tmp_path: Path) -> None:
    book, table = tmp_path / "p.xlsx", tmp_path / "p.csv"
    for target in (book, table):
        told = run("export", project, "--product", TILE, "--date", DAY, "--proposals", "--to", target)
        assert told.code == 0, told.err
    sheet = openpyxl.load_workbook(book)["Standard proposals"]
    names = {row[0].value for row in sheet.iter_rows()}
    lines = list(csv.reader(io.StringIO(table.read_text(encoding="utf-8-sig"))))
    assert {line[0] for line in lines} <= names
    straight = next(line for line in lines if line[0] == "Rectangularity")
    assert straight[8] == "▲ can be adopted now"
    assert straight[10] == "0.42"
    assert "ISO 13006:2018" in straight[13]
    assert straight[14] == "unconfirmed"


def test_proposals_need_a_product_and_a_table(run: Run, project: Path, tmp_path: Path) -> None:
    whole = run("export", project, "--proposals", "--to", tmp_path / "p.xlsx")
    assert whole.code == 1
    assert "--product" in whole.err
    assert not (tmp_path / "p.xlsx").exists()
    paper = run("export", project, "--product", TILE, "--proposals", "--to", tmp_path / "p.pdf")
    assert paper.code == 1
    assert ".xlsx or .csv" in paper.err


def test_the_json_says_what_changes_and_what_is_proposed(run: Run, project: Path) -> None:
    told = json.loads(run("compare", project, "--product", AC, "--date", "2026-01-15", "--json", "-").out)
    changes = {one["number"]: one for one in told["assessment"]["transitions"]}
    old = changes["GB 4706.1-2005"]
    assert (old["status"], old["ends"], old["force_changes"]) == ("in_force", "2026-08-01", True)
    assert old["successors"] == ["GB/T 4706.1-2024"]
    assert old["trust"] == "unconfirmed"
    assert old["message"]["zh_CN"] == "GB 4706.1-2005 将于 2026-08-01 失效"
    assert old["steps"][0]["text"] == old["message"]
    domains = {(one["market"], one["domain"]): one for one in told["consistency_by_domain"]}
    assert sum(one["rows"] for one in domains.values()) == len(told["standards"])
    tile = json.loads(run("compare", project, "--product", TILE, "--date", DAY, "--json", "-").out)
    (stale,) = tile["assessment"]["transitions"]
    assert stale["stale_base"] == "ISO 13006:2018"
    assert {one["readiness"] for one in tile["assessment"]["proposals"]} == {"now"}


def test_check_says_the_same_sentences(run: Run, project: Path) -> None:
    found = run("check", project, "--date", "2026-01-15")
    assert found.code == 0
    assert "GB 4706.1-2005 is in force until 2026-08-01 only" in found.out
    assert (
        "The legal force changes: GB 4706.1-2005 is mandatory, GB/T 4706.1-2024 is recommended" in found.out
    )
    assert "GB/T 4100-2015 adopts ISO 13006:2012; the edition now in force is ISO 13006:2018" in found.out


def test_examples_of_changes_are_listed_and_taken_over_by_name(run: Run, empty: Path) -> None:
    listed = run("changes", empty)
    assert listed.code == 0
    rows = [line.split("\t") for line in listed.out.splitlines()]
    assert [row[0] for row in rows] == ["GB 38448-2025", "GB 47372-2026", "GB/T 4706.1-2024"]
    assert {(row[7], row[8]) for row in rows} == {("unconfirmed", "not in the project")}
    taken = run("changes", empty, "--take", "GB47372—2026")
    assert (taken.code, taken.out) == (0, "")
    assert "not confirmed: GB 47372-2026" in taken.err
    again = run("changes", empty, "--take", "GB 47372-2026")
    assert again.code == 0
    assert "nothing was changed" in again.err
    wrong = run("changes", empty, "--take", "GB 1-2000")
    assert wrong.code == 1
    assert "GB 38448-2025" in wrong.err
    assert [line.split("\t")[8] for line in run("changes", empty).out.splitlines()][1] == "in the project"
