"""Every value, limit, condition, label and record comes back as it was stored, digit for digit."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare_app.domain.limit import Condition, Limit
from compare_app.domain.model import Category, Product
from compare_app.domain.record import KINDS
from compare_app.domain.terms import Role
from compare_app.domain.value import Grade, Number, Value
from compare_app.storage import migrations
from compare_app.storage.codec import (
    Unreadable,
    decode_conditions,
    decode_limit,
    decode_message,
    decode_value,
    encode_conditions,
    encode_limit,
    encode_message,
    encode_value,
    json_text,
)
from compare_app.storage.history import record_from, record_text
from compare_app.storage.records import cleaned, table_of
from compare_app.text.message import M, Message
from tests.storage.worlds import conditions, limits, of_class, values, words


@given(values, words)
def test_value(value: Value, raw: str) -> None:
    kind, first, second = encode_value(value, raw)
    assert repr(decode_value(kind, first, second, raw)) == repr(value)  # repr: 5.00 is not 5


@pytest.mark.parametrize("value", [Number(Decimal("5.00")), Grade("5.00")])
def test_a_text_that_repeats_the_raw_one_is_left_out(value: Value) -> None:
    kind, first, _ = encode_value(value, "5.00")
    assert first is None
    assert repr(decode_value(kind, None, None, "5.00")) == repr(value)


@given(limits)
def test_limit(limit: Limit) -> None:
    assert repr(decode_limit(encode_limit(limit))) == repr(limit)


@given(conditions)
def test_conditions(given_conditions: tuple[Condition, ...]) -> None:
    assert repr(decode_conditions(encode_conditions(given_conditions))) == repr(given_conditions)


@pytest.mark.parametrize(
    "message",
    [
        M("Save"),
        M("{n} rows", n=3),
        M("{a} {b} {c}", a=Decimal("5.00"), b=date(2026, 11, 23), c=Role.OURS),
        M("{inner} {names}", inner=M("of {x}", x="甲"), names=["a", Decimal("1.0")]),
    ],
)
def test_message(message: Message) -> None:
    assert decode_message(encode_message(message)) == message


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@settings(max_examples=20)
@given(data=st.data())
def test_record(kind: type, data: st.DataObject) -> None:
    record = data.draw(of_class(kind))
    table = table_of(kind)
    assert repr(table.decode([table.encode(record)])) == repr([record])
    assert repr(record_from(kind.__name__, record_text(record))) == repr(record)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_schema_has_the_columns_of_the_class(kind: type) -> None:
    import sqlite3
    from contextlib import closing

    table = table_of(kind)
    with closing(sqlite3.connect(":memory:")) as connection:
        for version in range(1, migrations.NEWEST + 1):
            migrations.migrate(connection, version)
        found = connection.execute(f"PRAGMA table_info({table.name})").fetchall()
    stored = {name: (sql_type, bool(required)) for _, name, sql_type, required, _, _ in found}
    wanted = {
        column.name: (column.sql_type, not column.nullable)
        for field in table.fields
        for column in field.columns
    }
    assert stored == {"seq": ("INTEGER", False), "version": ("INTEGER", True), **wanted}


@pytest.mark.parametrize(
    "broken",
    [
        lambda: decode_value("=", None, None, "five"),
        lambda: decode_value("=", "NaN", None, ""),
        lambda: decode_value("..", "1", None, ""),
        lambda: decode_value("guess", None, None, ""),
        lambda: decode_limit('{"interval":{"low":"x"}}'),
        lambda: decode_limit('"anything"'),
        lambda: decode_limit("{"),
        lambda: decode_conditions("[1]"),
        lambda: decode_message("[]"),
    ],
)
def test_what_we_never_wrote_is_not_guessed(broken: Any) -> None:
    with pytest.raises(Unreadable):
        broken()


def test_an_unknown_word_names_its_column() -> None:
    table = table_of(Product)
    row = list(table.encode(Product("p", "c", "n")))
    row[table.columns.index("role")] = "champion"
    with pytest.raises(Unreadable, match=r"product\.role"):
        table.decode([tuple(row)])


@pytest.mark.parametrize("number", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_no_number_is_stored_that_is_none(number: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        encode_value(Number(Decimal(number)), "")


def test_lone_surrogates_and_nul_are_cleaned() -> None:
    record = Product(
        "p", "c", "a\x00b\ud800", source=dataclasses.replace(Product("p", "c", "").source, place="\x00")
    )
    kept = cleaned(record)
    assert isinstance(kept, Product)
    assert (kept.name, kept.source.place) == ("ab?", "")
    whole = Category("c", "灯")
    assert cleaned(whole) is whole


def test_json_has_one_spelling() -> None:
    assert json_text({"b": 1, "a": "甲"}) == '{"a":"甲","b":1}'
