"""The verbs `document` and `logo`."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation

from compare_app.domain.document import DOCUMENTS
from compare_app.domain.logo import logo_record
from compare_app.workspace import Workspace
from tests.cli.conftest import SAMPLES, Run
from tests.domain.test_logo import PNG, SVG

TILE = "示例瓷质砖 SL-T80"


@pytest.fixture
def project(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "砖.dcmp"
    assert run("new", path).code == 0
    assert run("import", path, SAMPLES / "ceramic_tiles.xlsx").code == 0
    return path


class Redrawn:
    """Gives the picture of one pixel for whatever it is shown."""

    def logo(self, data: bytes) -> bytes:
        return PNG


@pytest.mark.parametrize("kind", DOCUMENTS, ids=lambda one: one.key)
def test_every_kind_is_written_in_both_languages(
    run: Run, project: Path, tmp_path: Path, kind: object
) -> None:
    to = tmp_path / f"文件{kind.suffixes[0]}"  # type: ignore[attr-defined]
    asked = ("--kind", kind.key, "--to", to, "--lang", "both")  # type: ignore[attr-defined]
    done = run("document", project, *asked)
    assert done.code == 0, done.err
    if to.suffix == ".xlsx":
        titles = [str(sheet.cell(1, 1).value) for sheet in openpyxl.load_workbook(to)]
    else:
        titles = [slide.shapes.title.text for slide in Presentation(to).slides]
    assert any("一" <= sign <= "鿿" for sign in titles[0])
    assert any(title.isascii() for title in titles), titles


def test_what_is_of_one_product_asks_for_it(run: Run, project: Path, tmp_path: Path) -> None:
    run("import", project, SAMPLES / "led_light_sources.xlsx")
    refused = run("document", project, "--kind", "forms", "--to", tmp_path / "x.xlsx")
    assert refused.code == 1
    assert TILE in refused.err
    assert not (tmp_path / "x.xlsx").exists()
    assert run("document", project, "--kind", "lists", "--to", tmp_path / "x.xlsx").code == 0
    assert run("document", project, "--kind", "annual", "--year", "26", "--to", "x.xlsx").code == 2


def test_the_logo_stands_on_covers_until_it_is_removed(run: Run, project: Path, tmp_path: Path) -> None:
    picture = tmp_path / "标志.svg"
    picture.write_bytes(SVG)
    assert run("logo", project, picture, make_renderer=Redrawn).code == 0
    workspace = Workspace.open(project)
    record = logo_record(workspace.project)
    assert record is not None
    assert (record.name, record.media_type, record.size) == ("标志.svg", "image/png", len(PNG))
    found = workspace.logo()
    assert found is not None
    assert found.data == PNG
    workspace.close()

    def pictures(name: str, *options: object) -> list[str]:
        to = tmp_path / name
        assert run(*options, project, "--product", TILE, "--to", to).code == 0
        with zipfile.ZipFile(io.BytesIO(to.read_bytes())) as package:
            return [one for one in package.namelist() if "/media/" in one]

    assert pictures("表单.xlsx", "document", "--kind", "forms")
    assert pictures("评审.pptx", "document", "--kind", "deck")
    assert run("logo", project, "--remove").code == 0
    assert "no logo" in run("logo", project, "--remove").err
    assert not pictures("表单.xlsx", "document", "--kind", "forms")


def test_what_is_no_picture_changes_nothing(run: Run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(b"MZ")
    assert run("logo", project, tmp_path / "x.png", make_renderer=Redrawn).code == 1
    assert run("logo", project, tmp_path / "absent.png", make_renderer=Redrawn).code == 1
    assert run("logo", project).code == 1
    workspace = Workspace.open(project)
    assert workspace.logo() is None
    workspace.close()
