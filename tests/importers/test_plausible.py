"""Odd numbers are asked about, at their place and with the reason, and taken in as they stand."""

import pytest

from compare_app.domain.mapping import TableMapping
from compare_app.domain.model import Result
from compare_app.errors import Issue
from tests.importers.made import World, book, proposed


def table(tmp_path, header: str, values: list[object], name: str = "a.xlsx"):
    rows = [["产品名称", header], *[[f"{name}{at}", value] for at, value in enumerate(values)]]
    return book(tmp_path / name, {"表": rows})


def told(world: World, path, mapping: TableMapping | None = None) -> list[Issue]:
    draft = world.read(path, mapping or proposed(path, "", world.project))
    assert not draft.held
    assert len([one for one in draft.records if isinstance(one, Result)]) >= 1
    return [one for one in draft.issues if one.code not in ("IMP-DIRECTION", "IMP-NAME-AGAIN")]


@pytest.mark.parametrize(
    ("header", "values", "wanted"),
    [
        ("合格率(%)", [96, 97.5, 0.99, 98, 95], [("IMP-SHARE", "B4")]),
        ("吸水率(%)", [0.5, 0.08, 0.3, 1.2, 2.5], []),
        ("强度(MPa)", [40, 41, 38, 40000, 39], [("IMP-FAR", "B5")]),
        ("强度(MPa)", [40, 41, 38, 0, 39], [("IMP-ZERO", "B5")]),
        ("铅含量(mg/kg)", [40, 41, 0, 45, 39], []),  # nothing found is the best there is
        ("温差(K)", [-1, 2, 0, 3, 1], []),
        ("强度(MPa)", [40, 0, 38], []),  # too few to say
        ("噪声(dB(A))", [40, 41, 0.01, 39, 42], []),  # no ratio scale
    ],
)
def test_among_its_neighbours(tmp_path, header, values, wanted):
    found = told(World(), table(tmp_path, header, values))
    assert [(one.code, one.place.cell) for one in found] == wanted


@pytest.mark.parametrize(
    ("header", "values", "code", "says"),
    [
        ("直径(in)", [25.4, 25.0, 25.9, 25.2], "IMP-OTHER-UNIT", "cm"),
        ("直径(in)", [253, 255, 254, 252], "IMP-OTHER-UNIT", "mm"),
        ("直径(in)", [10, 9.9, 10.1, 11], "", ""),
        ("直径(in)", [140, 141, 139, 150], "IMP-UNLIKE", "140"),
    ],
)
def test_beside_what_the_project_has(tmp_path, header, values, code, says):
    world = World()
    first = table(tmp_path, "直径(in)", [10, 10.2, 9.8, 10.1], "早.xlsx")
    mapping = proposed(first, "", world.project)
    world.take(first, mapping)
    found = told(world, table(tmp_path, header, values, "晚.xlsx"), mapping)
    assert [one.code for one in found] == ([code] if code else [])
    if found:
        assert found[0].place.cell == "B1"
        assert says in str(found[0].expected)
