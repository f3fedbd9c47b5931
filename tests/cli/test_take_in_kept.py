"""The command line replaces nothing that a person wrote, unless it is told to."""

from dataclasses import replace

import pytest

from compare_app.domain.edit import Edit
from compare_app.domain.mapping import ColumnMapping, ColumnUse
from compare_app.domain.model import CellRef, Product
from compare_app.domain.value import Number
from compare_app.importers.mapping_json import to_json
from compare_app.text.message import M
from compare_app.workspace import Workspace
from main import main
from tests.importers.made import book, wide


@pytest.mark.parametrize(("options", "value"), [([], "0.25"), (["--overwrite"], "0.3")])
def test_what_a_person_typed_stays(tmp_path, capsys, options, value):
    project, mapping = tmp_path / "p.dcmp", tmp_path / "m.json"
    mapping.write_text(
        to_json(wide(ColumnMapping("吸水率", 1, ColumnUse.INDICATOR, "吸水率", "%"))), encoding="utf-8"
    )
    first = book(tmp_path / "1.xlsx", {"表": [["名称", "吸水率"], ["甲", 0.2]]})
    second = book(tmp_path / "2.xlsx", {"表": [["名称", "吸水率"], ["甲", 0.3]]})
    assert main(["new", str(project)]) == 0
    assert main(["import", str(project), str(first), "--mapping", str(mapping)]) == 0
    workspace = Workspace.open(project)
    (product,) = workspace.project.all(Product)
    (result,) = workspace.results(product)
    typed = replace(result, raw="0.25", value=Number(result.value.value + 0), cell=CellRef())
    workspace.apply(Edit(M("x"), (typed,)))
    workspace.close()
    assert main(["import", str(project), str(second), "--mapping", str(mapping), *options]) == 0
    workspace = Workspace.open(project)
    assert [one.raw for one in workspace.results(product)] == [value]
    workspace.close()
