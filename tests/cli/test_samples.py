"""Samples with blind codes, the laboratory's list that names nobody, and test reports (F2, F5)."""

from __future__ import annotations

import random
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from compare_app.domain.blind_codes import DIGITS, LETTERS, blind_codes, names_of
from compare_app.domain.loop import Attachment, Verification
from compare_app.domain.model import Product, Sample, TestReport
from compare_app.domain.samples import blinded, changed_sample, new_report, removal
from compare_app.errors import AppError
from compare_app.workspace import Workspace, named
from tests.cli.conftest import Run

TILE = "示例瓷质砖 SL-T80"


@pytest.fixture
def project(sample_project: Path, tmp_path: Path) -> Path:
    """A copy of the samples."""
    return Path(shutil.copy(sample_project, tmp_path / "送检.dcmp"))


def add(run: Run, project: Path, code: str, product: str = TILE, *more: object) -> int:
    return run("samples", project, "--product", product, "--add", code, "--author", "李工", *more).code


def rivals(project: Path) -> tuple[str, ...]:
    workspace = Workspace.open(project)
    product = named(workspace.project.all(Product).values(), TILE)
    found = tuple(one.name for one in workspace.project.benchmarks_of(product))
    workspace.close()
    return found


def package_text(path: Path) -> str:
    """Everything inside a workbook, document properties included."""
    with zipfile.ZipFile(path) as package:
        return "\n".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


def test_from_the_sample_to_the_laboratory_without_a_name(run: Run, project: Path, tmp_path: Path) -> None:
    assert add(run, project, "Y-1", TILE, "--batch", "B0612", "--units", "8", "--reserve", "4", "--seal", "封0091",
               "--produced", "2026-06-12", "--purchase", "自产", "--kind", "submitted") == 0  # fmt: skip
    others = rivals(project)
    assert len(others) >= 2
    for at, name in enumerate(others):
        assert add(run, project, f"Y-{at + 2}", name, "--units", "8") == 0
    out = tmp_path / "送检.xlsx"
    refused = run("samples", project, "--product", TILE, "--laboratory", out)
    assert refused.code == 1
    assert "without a blind code" in refused.err
    assert not out.exists()

    found = run("samples", project, "--product", TILE, "--blind", "--laboratory", out, lang="zh_CN")
    assert found.code == 0, found.err
    workspace = Workspace.open(project)
    every = tuple(workspace.project.all(Sample).values())
    workspace.close()
    mine = next(one for one in every if one.code == "Y-1")
    assert (mine.batch, mine.test_units, mine.reserve_units, mine.seal) == ("B0612", 8, 4, "封0091")
    assert len({one.blind_code for one in every}) == len(every) == len(others) + 1

    text = package_text(out)
    assert all(one.blind_code in text for one in every)
    assert "吸水率" in text
    assert "GB/T 3810.3" in text, "the method is told"
    workspace = Workspace.open(project)
    products = tuple(workspace.project.all(Product).values())
    workspace.close()
    for name in (*names_of(products), "标杆", "本企业", "Y-1"):
        if not name.isdigit():
            assert not re.search(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", text), name
    placed = [text.index(one.blind_code) for one in sorted(every, key=lambda one: one.blind_code)]
    assert placed == sorted(placed), "in an order that is by chance"


def test_a_seal_that_names_the_brand_stops_the_list(run: Run, project: Path, tmp_path: Path) -> None:
    workspace = Workspace.open(project)
    brand = named(workspace.project.all(Product).values(), TILE).brand
    workspace.close()
    assert brand
    add(run, project, "Y-1", TILE, "--seal", f"{brand} 01")
    found = run("samples", project, "--product", TILE, "--blind", "--laboratory", tmp_path / "l.xlsx")
    assert found.code == 1
    assert "would tell" in found.err
    assert not (tmp_path / "l.xlsx").exists()


def test_a_blind_code_is_drawn_once_and_never_replaced(run: Run, project: Path) -> None:
    add(run, project, "Y-1")
    run("samples", project, "--product", TILE, "--blind")
    workspace = Workspace.open(project)
    (sample,) = workspace.project.all(Sample).values()
    assert blinded(workspace.project, (sample,)) is None
    workspace.close()
    run("samples", project, "--product", TILE, "--blind")
    workspace = Workspace.open(project)
    assert workspace.project.all(Sample)[sample.id].blind_code == sample.blind_code
    workspace.close()


def test_codes_are_legible_unique_and_tell_nothing(project: Path) -> None:
    workspace = Workspace.open(project)
    try:
        codes = blind_codes(workspace.project, 500, random.Random(7).choice)
        assert len(set(codes)) == 500
        assert not set("".join(codes)) & set("0O1IL2Z5S6G8BQ")
        assert set("".join(codes)) <= set(LETTERS + DIGITS)
        again = random.Random(7).choice  # the same draws: the first is on a sample now, the second in a name
        product = next(iter(workspace.project.all(Product).values()))
        taken = Sample("s", product.id, "Y-1", blind_code=codes[0].lower(), batch=f"x{codes[1]}")
        told = workspace.project.with_records((taken,), ())
        assert blind_codes(told, 3, again) == codes[2:5]
    finally:
        workspace.close()


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("test_units", "-3", "SAMPLE-UNITS"),
        ("test_units", "3.5", "SAMPLE-UNITS"),
        ("produced", "昨天", "PLAN-DATE"),
        ("code", " ", "SAMPLE-CODE"),
        ("code", "y-2", "SAMPLE-CODE"),
        ("blind_code", "abc", "SAMPLE-BLIND"),
    ],
)
def test_what_cannot_be_meant_is_refused(run: Run, project: Path, column: str, text: str, code: str) -> None:
    add(run, project, "Y-1")
    add(run, project, "Y-2")
    workspace = Workspace.open(project)
    try:
        first, second = workspace.project.all(Sample).values()
        edit = changed_sample(workspace.project, second, "blind_code", "ABC")
        assert edit is not None
        workspace.apply(edit)
        with pytest.raises(AppError) as caught:
            changed_sample(workspace.project, first, column, text)
        assert caught.value.code == code
    finally:
        workspace.close()


def test_reports_are_added_listed_and_stand_once(run: Run, project: Path) -> None:
    before = len(run("reports", project).out.splitlines())
    assert run("reports", project, "--add", "2026-W-0099", "--laboratory", "示例检测中心", "--cma", "C1", "--cnas",
               "L1", "--issued", "2026-05-31", "--author", "李工").code == 0  # fmt: skip
    listed = run("reports", project).out
    assert "2026-W-0099\t示例检测中心\tC1\tL1\t2026-05-31\t0" in listed
    assert len(listed.splitlines()) == before + 1
    assert run("reports", project, "--add", " 2026-w-0099 ").code == 1


def test_what_values_rest_on_stays_and_files_go_with_their_row(
    run: Run, project: Path, tmp_path: Path
) -> None:
    workspace = Workspace.open(project)
    try:
        links = workspace.result_links()
        used = next(one for one in workspace.project.all(TestReport).values() if links.of(one))
        every = [one for each in workspace.project.all(Product) for one in workspace.results(each)]
        assert links.of(used) == sum(one.report_id == used.id for one in every) > 0
        with pytest.raises(AppError, match=used.number) as caught:
            removal(workspace.project, (used,), links)
        assert caught.value.code == "SAMPLE-USED"

        edit, key = new_report(workspace.project, "无人引用")
        workspace.apply(edit)
        scan = tmp_path / "scan.pdf"
        scan.write_bytes(b"%PDF-1.4")
        workspace.attach(TestReport, key, scan)
        free = workspace.project.all(TestReport)[key]
        told = Verification("v", "a", report_id=key)
        with pytest.raises(AppError):
            removal(workspace.project.with_records((told,), ()), (free,), links)
        workspace.apply(removal(workspace.project, (free,), links))
        assert workspace.project.get(TestReport, key) is None
        assert not workspace.project.all(Attachment)
        workspace.undo()
        assert workspace.project.get(TestReport, key) == free
        assert len(workspace.project.all(Attachment)) == 1
    finally:
        workspace.close()
