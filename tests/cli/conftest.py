"""What the tests of the command line share: running a verb in this process, and a project of the samples."""

import io
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from compare_app.cli import main
from compare_app.domain.renderer import Renderer

SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command gave back."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


def no_renderer() -> Renderer:
    """For verbs that draw nothing: drawing is a mistake there."""
    raise AssertionError("this verb must not draw")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line in this process, in English unless the test asks for Chinese."""

    def command(
        *argv: object, lang: str = "en", make_renderer: Callable[[], Renderer] = no_renderer
    ) -> Outcome:
        out, err = io.StringIO(), io.StringIO()
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        code = main(["--lang", lang, *map(str, argv)], make_renderer)
        monkeypatch.undo()
        assert "Traceback" not in err.getvalue()
        return Outcome(code, out.getvalue(), err.getvalue())

    return command


@pytest.fixture(scope="session")
def sample_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clean workbooks imported into one project by the command line; tests copy it before they change it."""
    project = tmp_path_factory.mktemp("samples") / "samples.dcmp"
    assert main(["--lang", "en", "new", str(project)], no_renderer) == 0
    books = [str(path) for path in sorted(SAMPLES.glob("*.xlsx"))]
    assert len(books) == 4
    assert main(["--lang", "en", "import", str(project), *books], no_renderer) == 0
    return project


@pytest.fixture
def project(sample_project: Path, tmp_path: Path) -> Path:
    """A copy of the sample project that a test may change."""
    copy = tmp_path / "示例 项目.dcmp"
    shutil.copyfile(sample_project, copy)
    return copy


@pytest.fixture
def empty(tmp_path: Path, run: Run) -> Path:
    """An empty project."""
    path = tmp_path / "empty.dcmp"
    assert run("new", path).code == 0
    return path
