"""Proposals, changes of standards and rates by domain in every output: workbook, own table, report, CSV."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from decimal import Decimal as D
from pathlib import Path

import openpyxl
import pytest

from compare_app.domain.model import StandardEdition
from compare_app.domain.project import Project
from compare_app.domain.report import Heading, Paragraph, Report, Table
from compare_app.domain.terms import Readiness
from compare_app.exporters.comparison_csv import comparison_csv
from compare_app.exporters.outlook import PROPOSAL_HEADS, TRANSITION_HEADS, proposals_csv, write_proposals_csv
from compare_app.exporters.plan_workbook import plan_bytes, write_proposals_book
from compare_app.exporters.report import full_report
from compare_app.text.wording import Wording
from tests.exporters.made import made_charts, made_comparison, made_project, made_results
from tests.exporters.made_standards import proposals, with_standards_assessment

LANGUAGES = ("zh_CN", "en")


@pytest.fixture(params=LANGUAGES)
def words(request: pytest.FixtureRequest) -> Wording:
    return Wording.load(request.param)


def identified() -> Project:
    """The project in which a standard bears a 湾区 identifier."""
    project = made_project()
    edition = project.all(StandardEdition)["e-q"]
    return project.with_records([replace(edition, wq_number="WQ 1-8")])


def plan(words: Wording, project: Project | None = None, *, empty: bool = False) -> openpyxl.Workbook:
    comparison = made_comparison() if empty else with_standards_assessment()
    body = plan_bytes(project or identified(), comparison, made_results(), made_charts(), words, {})
    return openpyxl.load_workbook(io.BytesIO(body))


def rows(book: openpyxl.Workbook, title: str) -> list[list[object]]:
    return [[cell.value for cell in row] for row in book[title].iter_rows()]


def table(found: list[list[object]], head: str) -> list[list[object]]:
    """The rows below the head that begins with these words, up to a blank one."""
    start = next(at for at, row in enumerate(found) if row[0] == head)
    below = found[start + 1 :]
    end = next((at for at, row in enumerate(below) if not any(row)), len(below))
    return below[:end]


def test_the_plan_has_a_sheet_of_proposals(words: Wording) -> None:
    found = rows(plan(words), words("Standard proposals"))
    lines = table(found, words("Indicator"))
    assert len(lines) == 3
    keys = [key for key, _ in PROPOSAL_HEADS]
    first, second, third = (dict(zip(keys, line, strict=False)) for line in lines)
    assert first["margin"] == 0.228
    assert first["margin_percent"] == 76
    assert first["readiness"] == f"▲ {words.term(Readiness.NOW)}"
    assert second["margin"] == -1.8
    assert str(second["marks"]) == ("未核实" if words.language == "zh_CN" else "unconfirmed")
    assert third["margin"] == "—"
    assert third["present"] == words("sets nothing")
    assert "▲" in " ".join(str(row[0]) for row in found[:6])


def test_an_empty_plan_says_that_there_is_nothing_to_propose(words: Wording) -> None:
    book = plan(words, empty=True)
    said = words("There is nothing to propose")
    assert any(row[0] == said for row in rows(book, words("Standard proposals")))
    appendix = rows(book, words("Appendix"))
    assert any(row[0] == words("None is known to change") for row in appendix)
    assert not any(row[0] == words("Consistency by domain") for row in rows(book, words("Summary")))


def test_changes_identifiers_and_domains_stand_in_the_plan(words: Wording) -> None:
    book = plan(words)
    appendix = rows(book, words("Appendix"))
    (change,) = table(appendix[_at(appendix, words(TRANSITION_HEADS[3])) :], words("Standard number"))
    assert change[0] == "GB/T 4100-2015"
    assert change[3] == "2026-12-01"
    assert change[4] == "GB 4100-2026"
    assert "ISO 13006:2018" in str(change[6])
    known = "Q/SL 1-2025（WQ 1-8）" if words.language == "zh_CN" else "Q/SL 1-2025 (WQ 1-8)"
    assert any(row[0] == known for row in appendix)
    summary = rows(book, words("Summary"))
    (domain,) = table(summary[_at(summary, words("Domain")) :], words("Market"))
    assert domain[1] == ("安全" if words.language == "zh_CN" else "Safety")
    assert "1/2" in str(domain[2])
    assert any(known in str(row[1]) for row in rows(book, words("Cover")))


def _at(found: list[list[object]], text: str) -> int:
    """The row in which a text stands."""
    return next(at for at, row in enumerate(found) if text in row)


def test_the_proposals_alone(words: Wording, tmp_path: Path) -> None:
    target = tmp_path / "proposals.xlsx"
    write_proposals_book(target, identified(), with_standards_assessment(), words)
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == [words("Standard proposals"), words("Changes of standards")]
    assert len(table(rows(book, words("Standard proposals")), words("Indicator"))) == 3
    assert rows(book, words("Changes of standards"))[-1][0] == "GB/T 4100-2015"
    with zipfile.ZipFile(target) as parts:
        assert not [name for name in parts.namelist() if b"<f>" in parts.read(name)]


def test_the_proposals_as_csv(words: Wording, tmp_path: Path) -> None:
    target = tmp_path / "p.csv"
    write_proposals_csv(target, identified(), with_standards_assessment(), words)
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(proposals_csv(identified(), with_standards_assessment(), words))))
    assert [len(line) for line in lines] == [len(PROPOSAL_HEADS)] * 4
    at = {key: place for place, (key, _) in enumerate(PROPOSAL_HEADS)}
    assert lines[1][at["margin"]] == "0.2280"
    assert D(lines[2][at["margin_percent"]]) == D("-4.5")
    assert lines[3][at["margin"]] == ""
    assert not any(field[:1] in "=+@" for line in lines for field in line if field)


def test_the_comparison_as_csv_holds_them(words: Wording) -> None:
    lines = list(csv.reader(io.StringIO(comparison_csv(identified(), with_standards_assessment(), words))))
    mine = [line for line in lines if line[0] == words("Standard proposals")]
    assert [line[15] for line in mine] == [one.readiness.value for one in proposals()]
    domain = "安全" if words.language == "zh_CN" else "safety"
    assert [line[21] for line in lines if line[4] == domain] == ["50.0", "50.0", "100"]


def test_the_report_prints_them(words: Wording) -> None:
    report: Report = full_report(identified(), with_standards_assessment(), made_charts(), words)
    heads = [block.text for block in report.blocks if isinstance(block, Heading)]
    for title in ("Standard proposals", "Consistency by domain"):
        assert words(title) in heads
    tables = [block for block in report.blocks if isinstance(block, Table)]
    proposed = next(one for one in tables if words("Can it be adopted?") in one.header)
    assert len(proposed.rows) == 3
    assert words("{figure} pp", figure="+0.228") in proposed.rows[0][7].text
    assert "−4.5 %" in proposed.rows[1][7].text
    changes = next(one for one in tables if words("Replaced by") in one.header)
    assert len(changes.rows) == 1
    known = "Q/SL 1-2025（WQ 1-8）" if words.language == "zh_CN" else "Q/SL 1-2025 (WQ 1-8)"
    assert any(known in cell.text for one in tables for row in one.rows for cell in row)
    bare = full_report(identified(), made_comparison(), made_charts(), words)
    said = {block.text for block in bare.blocks if isinstance(block, Paragraph)}
    assert words("None is known to change") in said
