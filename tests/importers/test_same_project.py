"""One table in every form in which it was handed on gives one project: no reader has a truth of its own."""

from dataclasses import replace

import pytest

from compare_app.domain.model import Category, Indicator, Product, Result
from tests.importers.made import World, proposed

FORMS = ("utf8_nobom.csv", "gb18030.csv", "semicolon_gb18030.csv", "utf16le_bom.csv", "xlsx")


def project_of(path):
    """Everything that was taken in, without ids and without the name of the file."""
    world = World()
    mapping = replace(proposed(path, "", world.project), category="品类", sheet="", encoding="", separator="")
    draft = world.take(path, mapping)
    assert len(world.all(Category)) == 1
    names = {one.id: one.name for kind in (Product, Indicator) for one in world.all(kind)}
    products = [
        (one.name, one.brand, one.model, one.price, one.note, one.cell.cell) for one in world.all(Product)
    ]
    indicators = [
        (one.position, one.code, one.name, one.unit, one.direction, one.scale) for one in world.all(Indicator)
    ]
    results = [
        (
            names[one.product_id],
            names[one.indicator_id],
            one.replicate,
            one.raw,
            one.value,
            one.unit,
            one.cell.cell,
        )
        for one in world.all(Result)
    ]
    told = [(one.code, one.place.cell, one.found) for one in draft.issues if one.place.cell]
    return mapping, sorted(products), indicators, sorted(results, key=repr), told


@pytest.mark.parametrize("table", ["air_conditioners_cn", "air_purifiers_cn"])
def test_every_form_of_a_table_gives_the_identical_project(shared_dir, table):
    folder = shared_dir / "data" / "encodings"
    first, *others = [project_of(folder / f"{table}.{form}") for form in FORMS]
    assert len(first[3]) > 250
    for form, other in zip(FORMS[1:], others):
        for mine, theirs in zip(first, other):
            assert theirs == mine, form
    assert project_of(shared_dir / "data" / f"{table}.csv")[1:] == first[1:]
