"""The report of an import as a workbook: every file, every issue, whatever became of it."""

from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import SAMPLES, Run

MESSY = SAMPLES / "rough" / "messy_lab_table.xlsx"
MAPPING = SAMPLES / "rough" / "messy_lab_table.mapping.json"


def rows_of(path: Path) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(path)
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


@pytest.mark.parametrize("accepted", [False, True])
def test_held_cells_and_what_became_of_the_file(
    run: Run, empty: Path, tmp_path: Path, accepted: bool
) -> None:
    to = tmp_path / "报告.xlsx"
    more = ["--accept"] if accepted else []
    found = run("import", empty, MESSY, "--mapping", MAPPING, "--issues", to, *more, lang="zh_CN")
    assert found.code == (0 if accepted else 1)
    sheets = rows_of(to)
    assert list(sheets) == ["导入报告", "问题"]
    (file,) = [row for row in sheets["导入报告"] if row[0] == MESSY.name]
    assert file[1] == ("已导入" if accepted else "未导入")
    assert isinstance(file[3], int)
    assert file[3] > 0
    issues = [row for row in sheets["问题"] if row[0] == MESSY.name]
    kinds = [row[1] for row in issues]
    assert kinds == sorted(kinds, key=lambda kind: kind != "待处理")  # the grave ones first
    assert all(row[8].startswith("IMP-") and row[5] and row[6] for row in issues)


def test_a_refused_file_is_in_it_with_its_reason(run: Run, empty: Path, tmp_path: Path) -> None:
    broken, to = tmp_path / "坏.xlsx", tmp_path / "report.xlsx"
    broken.write_bytes(b"PK\x03\x04" + bytes(50))
    assert run("import", empty, SAMPLES / "ceramic_tiles.xlsx", broken, "--issues", to).code == 1
    files = {row[0]: row[1] for row in rows_of(to)["Report of an import"]}
    assert files["ceramic_tiles.xlsx"] == "stored"
    assert "incomplete" in files["坏.xlsx"]
