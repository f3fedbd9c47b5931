"""Text from a file is shown, never interpreted: what no module of the window may write (docs/reliability.md, P20).

Qt guesses whether a text is HTML and opens the files that it names. So there are a few places where text meets Qt, and
these rules say which; `tests/torture/canary.py` looks whether they suffice. Each rule is seen red by a line made to
break it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLAIN = "ui/widgets/plain.py"

GUESSES = {
    "QErrorMessage",
    "QGraphicsTextItem",
    "QInputDialog",
    "QMessageBox",
    "QProgressDialog",
    "QSplashScreen",
    "QTextDocument",
    "QWhatsThis",
    "QWizard",
}
"""Widgets that read their texts as HTML when they look like it."""
READS = {
    "setHtml",
    "setMarkdown",
    "insertHtml",
    "appendHtml",
    "setWhatsThis",
    "setStatusTip",
    "setDetailedText",
}
ESCAPED = {"tip", "whole_tip"}
"""What makes the text of a tooltip: everything in it is escaped."""
PYQTGRAPH = {"GraphicsObject", "GraphicsView"}
"""All that is used of pyqtgraph: its titles, axes, legends and labels read HTML, its menus export."""

ALLOWED = {
    ("ui/widgets/plain.py", "QMessageBox"),  # its texts are set plain
    ("ui/dialogs/manual.py", "setMarkdown"),  # our own manual
    ("ui/widgets/clip.py", "setHtml"),  # the clipboard's table, escaped cell by cell
    ("ui/main_window/files_out.py", "openUrl"),  # a file that we wrote ourselves
    ("ui/charts/view.py", "showText"),  # escaped on the line above
}


def misdeeds(source: str, file: str = "ui/made.py") -> Iterator[str]:
    """What in a module breaks the rules, each with its line."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.ImportFrom(module=str(module)) if module.startswith("pyqtgraph"):
                yield f"{file}:{node.lineno} imports from {module}: `import pyqtgraph as pg` is counted"
            case ast.Attribute(value=ast.Name(id="pg"), attr=name) if name not in PYQTGRAPH:
                yield f"{file}:{node.lineno} uses pyqtgraph's {name}"
            case ast.Name(id=name) if name in GUESSES and (file, name) not in ALLOWED:
                yield f"{file}:{node.lineno} {name} guesses whether its text is HTML"
            case ast.Attribute(attr=name) if name in READS and (file, name) not in ALLOWED:
                yield f"{file}:{node.lineno} {name} reads HTML"
            case ast.Attribute(attr="openUrl" as name) if (file, name) not in ALLOWED:
                yield f"{file}:{node.lineno} opens what it is given"
            case ast.Attribute(attr="setOpenExternalLinks" | "setOpenLinks" as name) if not _turned_off(
                source, node
            ):
                yield f"{file}:{node.lineno} {name} opens what a text names"
            case ast.Call(func=ast.Name(id="QLabel"), args=[_, *_]) if file != PLAIN:
                yield f"{file}:{node.lineno} a QLabel with text guesses; PlainLabel does not"
            case ast.Call(func=ast.Attribute(attr="setToolTip"), args=[text]) if not _is_escaped(text):
                yield f"{file}:{node.lineno} a tooltip that was not made by `tip`"
            case ast.Call(func=ast.Attribute(attr="showText" as name), args=[_, text, *_]) if not (
                _is_escaped(text) or (file, name) in ALLOWED
            ):
                yield f"{file}:{node.lineno} a tooltip that was not made by `tip`"


def _is_escaped(text: ast.expr) -> bool:
    match text:
        case ast.Call(func=ast.Name(id=name)):
            return name in ESCAPED
        case ast.Constant(value=""):
            return True
        case ast.IfExp(body=yes, orelse=no):
            return _is_escaped(yes) and _is_escaped(no)
        case _:
            return False


def _turned_off(source: str, node: ast.Attribute) -> bool:
    return f"{node.attr}(False)" in source.splitlines()[node.lineno - 1]


def test_the_window_shows_text_as_it_is() -> None:
    found = [
        fault
        for path in sorted((ROOT / "ui").rglob("*.py"))
        for fault in misdeeds(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix())
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "line",
    [
        "QLabel(name)",
        "QMessageBox.warning(self, name, name)",
        "QInputDialog.getText(self, name, name)",
        "box.setToolTip(name)",
        "box.setToolTip(f'<qt>{name}</qt>')",
        "QToolTip.showText(at, name, self)",
        "text.setHtml(name)",
        "text.setMarkdown(name)",
        "QDesktopServices.openUrl(QUrl(name))",
        "label.setOpenExternalLinks(True)",
        "item = pg.TextItem(html=name)",
        "plot = pg.PlotItem(title=name)",
        "from pyqtgraph.exporters import ImageExporter",
    ],
)
def test_each_rule_is_seen_red(line: str) -> None:
    assert list(misdeeds(line)), line


@pytest.mark.parametrize(
    "line",
    [
        "QLabel()",
        "box.setToolTip(tip(name))",
        "box.setToolTip(tip(name) if name else '')",
        "browser.setOpenLinks(False)",
        "class Item(pg.GraphicsObject): ...",
    ],
)
def test_what_is_right_is_left_alone(line: str) -> None:
    assert not list(misdeeds(line)), line
