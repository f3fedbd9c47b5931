"""The mapping as a documented file: it comes back as it went, and every mistake in it names its place."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.mapping import ColumnMapping, ColumnUse, Orientation, TableMapping
from compare_app.domain.terms import Absence, Basis, Direction, IndicatorClass, Role, Statistic
from compare_app.errors import AppError
from compare_app.importers.mapping_json import fingerprint, from_json, to_json

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
COLUMNS = st.builds(
    ColumnMapping,
    header=TEXT,
    index=st.integers(0, 16_383),
    use=st.sampled_from(ColumnUse),
    indicator=TEXT,
    unit=TEXT,
    direction=st.sampled_from(Direction),
    indicator_class=st.sampled_from(IndicatorClass),
    basis=st.sampled_from(Basis),
    statistic=st.sampled_from(Statistic),
    guessed=st.booleans(),
)
MAPPINGS = st.builds(
    TableMapping,
    category=TEXT,
    columns=st.lists(COLUMNS, min_size=1, max_size=4).map(tuple),
    sheet=TEXT,
    header_row=st.integers(0, 99),
    unit_row=st.integers(0, 99),
    first_row=st.integers(0, 99),
    last_row=st.integers(0, 99),
    orientation=st.sampled_from(Orientation),
    default_role=st.sampled_from(Role),
    our_products=st.lists(TEXT, max_size=2).map(tuple),
    absences=st.lists(st.tuples(TEXT, st.sampled_from([one.value for one in Absence])), max_size=2).map(
        tuple
    ),
    encoding=TEXT,
    separator=TEXT,
    hidden_rows=st.booleans(),
)


@given(MAPPINGS)
def test_there_and_back(mapping):
    assert from_json(to_json(mapping)) == mapping


def test_what_is_usual_is_not_written():
    column = ColumnMapping("名称", 0, ColumnUse.NAME)
    body = json.loads(to_json(TableMapping("砖", (column,))))
    assert body == {
        "category": "砖",
        "columns": [{"header": "名称", "index": 0, "use": "name"}],
        "version": 1,
    }


GOOD = {"version": 1, "category": "x", "columns": [{"header": "a", "index": 0, "use": "name"}]}


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"columns": []}, "columns"),
        ({"columns": [1]}, "columns[0]"),
        ({"columns": [{"header": "a", "index": 0}]}, "columns[0].use"),
        ({"columns": [{"header": "a", "index": 0, "use": "nonsense"}]}, "columns[0].use"),
        ({"columns": [{"header": "a", "index": "0", "use": "name"}]}, "columns[0].index"),
        ({"columns": [{"header": "a", "index": True, "use": "name"}]}, "columns[0].index"),
        ({"columns": [{"header": "a", "index": -1, "use": "name"}]}, "columns[0].index"),
        ({"columns": [{"header": "a", "index": 0, "use": "name", "indicater": "x"}]}, "columns[0].indicater"),
        ({"heder_row": 3}, "heder_row"),
        ({"our_products": "甲"}, "our_products"),
        ({"absences": [["x", "gone"]]}, "absences"),
        ({"version": 99}, "99"),
    ],
)
def test_mistakes_name_their_place(change, place):
    with pytest.raises(AppError) as error:
        from_json(json.dumps({**GOOD, **change}))
    assert error.value.code == "IMP-MAPPING"
    assert place in str(error.value.what)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"x"'])
def test_no_mapping_at_all(text):
    with pytest.raises(AppError):
        from_json(text)


def test_the_fingerprint_knows_headers_not_their_order():
    one, two = ColumnMapping("a", 0, ColumnUse.NAME), ColumnMapping("Ｂ ", 1, ColumnUse.NOTE)
    assert fingerprint(TableMapping("x", (one, two))) == fingerprint(
        TableMapping("y", (ColumnMapping("b", 0, ColumnUse.IGNORE), ColumnMapping("A", 1, ColumnUse.NAME)))
    )
    assert fingerprint(TableMapping("x", (one,))) != fingerprint(TableMapping("x", (one, two)))
