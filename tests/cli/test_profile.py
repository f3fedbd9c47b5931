"""The verb profile: the same figures as text, JSON and files; no product is needed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compare_app.domain.report import Report
from tests.cli.conftest import Run

DAY = "2026-06-30"


class Painter:
    """Notes the report it was given."""

    def __init__(self) -> None:
        self.reports: list[Report] = []

    def chart(self, *_: object, **__: object) -> None:
        raise AssertionError("the profile needs no picture")

    def report(self, report: Report, to: Path) -> int:
        self.reports.append(report)
        to.write_bytes(b"%PDF-1.4\n")
        return 2


def test_a_short_text(run: Run, project: Path) -> None:
    found = run("profile", project, "--date", DAY)
    assert found.code == 0, found.err
    assert (
        "Pass rate of our inspected batches: 2025: 100.0 % (10/10), 95 % interval 69.2–100.0 %" in found.out
    )
    assert "Honour list, estimate: five-year list (estimate)" in found.out
    assert "2025: 88.70, moderately competitive (figures with a score: 10 of 12)" in found.out
    assert "Simulation, not the official index" in found.out
    chinese = run("profile", project, "--date", DAY, lang="zh_CN")
    assert "模拟测算，非官方指数" in chinese.out
    assert "五年榜（预估）" in chinese.out


def test_json_on_stdout_by_date_and_bands(run: Run, project: Path) -> None:
    found = run("profile", project, "--date", "2024-12-31", "--bands", "bulletin_2009", "--json", "-")
    told = json.loads(found.out)
    assert told["contract"] == {"name": "dual-compare.profile", "version": 1}
    assert told["on"] == "2024-12-31"
    assert [one["year"] for one in told["index"]["years"]] == [2024]
    assert told["index"]["years"][0]["band"]["zh_CN"] == "竞争力较强"
    assert told["index"]["bands"]["code"] == "bulletin_2009"
    assert [one["year"] for one in told["pass_rates"]["own"]["years"]][-1] == 2024
    assert told["honour"]["estimate"] == "three_years"
    assert {one["trust"] for one in (row["source"] for row in told["inputs"]["inspections"])} == {
        "unconfirmed"
    }


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".json", ".pdf"])
def test_files(run: Run, project: Path, tmp_path: Path, suffix: str) -> None:
    to = tmp_path / f"画像{suffix}"
    painter = Painter()
    found = run("profile", project, "--date", DAY, "--to", to, make_renderer=lambda: painter)
    assert found.code == 0, found.err
    assert to.stat().st_size > 5
    assert found.out == ""
    assert len(painter.reports) == (suffix == ".pdf")


def test_an_empty_project_has_a_profile_too(run: Run, empty: Path) -> None:
    found = run("profile", empty)
    assert found.code == 0
    assert "No inspection is entered" in found.out
    assert "cannot be estimated" in found.out
    assert "No figure of the index is entered" in found.out


def test_wrong_usage(run: Run, project: Path, tmp_path: Path) -> None:
    assert run("profile", project, "--bands", "x").code == 2
    refused = run("profile", project, "--to", tmp_path / "x.docx")
    assert refused.code == 1
    assert "Choose .xlsx, .pdf, .csv or .json" in refused.err
