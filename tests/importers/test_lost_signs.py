"""`m?/h` was m³/h: recognised, asked about, and read so only with the user's word; the text stays as it stands."""

import pytest

from compare_app.domain.model import Indicator, Product, Result
from compare_app.domain.terms import Basis
from compare_app.domain.value import Number, Unread
from compare_app.importers.guesses import base_and_basis
from compare_app.importers.lost_signs import lost_units, restored, what_was
from compare_app.importers.mapping_json import from_json, to_json
from tests.importers.made import World, proposed


@pytest.mark.parametrize(
    ("text", "unit"),
    [("m?/h", "m³/h"), ("k?", "kΩ"), ("kg/m?", ""), ("?", ""), ("x?y", ""), ("????/h", "")],
)
def test_one_unit_is_meant_or_none(text, unit):
    assert what_was(text) == unit


def test_texts_are_searched_for_lost_units():
    assert lost_units(["830m?/h", "483 m？/h", "真的吗?", "84㎡"]) == (("m?/h", "m³/h"),)
    assert restored("830m?/h", (("m?/h", "m³/h"),)) == "830m³/h"
    assert restored("830m？/h", (("m?/h", "m³/h"),)) == "830m³/h"
    assert restored("真的吗?", (("m?/h", "m³/h"),)) == "真的吗?"


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "净化器.csv"
    path.write_bytes(
        "名称,标称CADR,实测CADR,风量(m?/h)\n甲机,830,812m?/h,500\n乙机,480,<500m?/h,300\n丙机,400,390m?/h,200\n".encode(
            "gbk"
        )
    )
    return path


def results(world: World, path, mapping) -> dict[tuple[str, str, Basis], Result]:
    draft = world.read(path, mapping)
    products = {one.id: one.name for one in draft.records if isinstance(one, Product)}
    names = {one.id: one.name for one in draft.records if isinstance(one, Indicator)}
    found = [one for one in draft.records if isinstance(one, Result)]
    return {(products[one.product_id], names[one.indicator_id], one.basis): one for one in found}


def test_it_is_proposed_and_read_only_when_the_mapping_says_so(table):
    world = World()
    mapping = proposed(table, "", world.project)
    assert mapping.replacements == (("m?/h", "m³/h"),)
    assert from_json(to_json(mapping)) == mapping
    found = results(world, table, mapping)
    value = found["甲机", "CADR", Basis.TESTED]
    assert (value.value, value.unit, value.raw) == (Number(value.value.value), "m³/h", "812m?/h")
    assert str(value.value.value) == "812"
    assert found["甲机", "风量", Basis.TESTED].unit == "m³/h"
    draft = world.read(table, mapping)
    assert [one.found for one in draft.issues if one.code == "IMP-RESTORED"] == [
        "812m?/h",
        "<500m?/h",
        "390m?/h",
    ]


def test_without_the_word_it_is_held_and_says_what_it_probably_was(table):
    from dataclasses import replace

    world = World()
    mapping = replace(proposed(table, "", world.project), replacements=())
    draft = world.read(table, mapping)
    told = [one for one in draft.issues if one.code == "IMP-LOST-SIGN"]
    assert len(told) == 3
    assert "m³/h" in str(told[0].expected)
    values = [one for one in draft.records if isinstance(one, Result) and one.raw == "812m?/h"]
    assert [one.value for one in values] == [Unread()]


def test_claimed_and_measured_columns_are_one_indicator(table):
    world = World()
    mapping = proposed(table, "", world.project)
    pair = [(one.indicator, one.basis, one.unit) for one in mapping.columns[1:3]]
    assert pair == [("CADR", Basis.DECLARED, "m³/h"), ("CADR", Basis.TESTED, "m³/h")]


@pytest.mark.parametrize(
    ("name", "base", "basis"),
    [
        ("cadr_real", "cadr", Basis.TESTED),
        ("实测容积", "容积", Basis.TESTED),
        ("容积(实测值)", "容积", Basis.TESTED),
        ("标称容积", "容积", Basis.DECLARED),
        ("rated power", "power", Basis.DECLARED),
        ("realism", "realism", None),
        ("容积", "容积", None),
    ],
)
def test_the_word_that_says_claimed_or_measured(name, base, basis):
    assert base_and_basis(name) == (base, basis)


def test_a_lone_rated_column_keeps_its_name(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("名称,额定功率(W),噪声(dB(A))\n甲,50,40\n乙,60,42\n", encoding="utf-8")
    mapping = proposed(path, "", World().project)
    assert mapping.columns[1].indicator == "额定功率"
