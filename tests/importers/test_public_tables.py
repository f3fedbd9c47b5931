"""Every public table comes in as it is guessed, or is refused with the reason; every row is accounted for."""

from dataclasses import replace

import pytest

from compare_app.domain.model import Product, Result
from compare_app.errors import AppError
from compare_app.importers.source import Source
from tests.importers.made import World, proposed

FOUND = {  # products, results, rows read whole, rows with held cells
    "air_conditioners_cn": (60, 510, 51, 9),
    "air_purifiers_cn": (49, 298, 48, 1),
    "ceramic_tile_test_reports": (1, 44, 28, 14),
    "dishwashers_cn": (19, 109, 19, 0),
    "limits_cn_vs_intl": (45, 98, 23, 25),
    "market_inspection_rates": (20, 40, 21, 0),
    "published_weighting_schemes": (7, 14, 7, 0),
    "toy_element_limits": (19, 65, 19, 0),
}


@pytest.mark.parametrize("name", FOUND)
def test_a_public_table_comes_in(shared_dir, name):
    path = shared_dir / "data" / f"{name}.csv"
    world = World()
    mapping = replace(proposed(path, "", world.project), category="品类")
    draft = world.take(
        path, mapping if mapping.orientation.value != "long" else replace(mapping, product="甲")
    )
    found = (len(world.all(Product)), len(world.all(Result)), draft.batch.taken, draft.batch.held)
    assert found == FOUND[name]
    with Source(path) as source:
        rows = len(source.sheet().rows)
    assert draft.batch.taken + draft.batch.held + draft.batch.ignored == rows


def test_a_table_of_limits_without_products_says_what_it_lacks(shared_dir):
    path = shared_dir / "data" / "air_conditioner_limits.csv"
    world = World()
    with pytest.raises(AppError) as error:
        world.take(path, replace(proposed(path, "", world.project), category="品类"))
    assert error.value.code == "IMP-HEADER-MISSING"


def test_the_modules_have_their_row_of_units(shared_dir):
    mapping = proposed(shared_dir / "data" / "pv_modules_cec.csv", "", World().project)
    assert mapping.unit_row == 2
    units = {one.header: one.unit for one in mapping.columns if one.indicator}
    assert (units["Length"], units["V_oc_ref"]) == ("m", "V")
    assert not any(one.part for one in mapping.columns)
