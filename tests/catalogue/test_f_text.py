"""F: text and Unicode: what it is compared by, what is kept, and how it is shown."""

from __future__ import annotations

import json

import pytest

from compare_app.domain.model import Product
from compare_app.text.fold import key
from compare_app.text.message import M
from compare_app.text.revealed import shown
from tests.catalogue.made import EN, ZH, answers, complete, is_held, lead, seen
from tests.importers.made import World, book
from tests.torture.bombs import cells, workbook


def named(folder, *names: str) -> tuple[World, list[str]]:
    """A table of products of these names."""
    world = World()
    rows = [["名称", "值"], *([name, at] for at, name in enumerate(names))]
    draft = world.take(book(folder / "n.xlsx", {"表": rows}), lead())
    for issue in draft.issues:
        complete(issue)
    return world, [one.name for one in world.all(Product)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café", "Cafe\u0301"),
        ("Ａ１", "A1"),
        ("lamp", "LAMP"),
        ("灯\u200b具", "灯具"),
        ("灯 具", "灯\u00a0具"),
    ],
)
def test_F01_F03_F12_F13_names_that_are_one_to_a_reader(tmp_path, one, other):
    """They meet under one key, the first spelling stays, and that it is the same product again is told."""
    assert key(one) == key(other)
    world, names = named(tmp_path, one, other)
    assert names == [one]
    assert len(world.results_of(world.one(Product).id)) == 2


def test_F02_two_scripts_are_two_names(tmp_path):
    assert named(tmp_path, "铅", "鉛")[1] == ["铅", "鉛"]


@pytest.mark.parametrize(
    "sign", ["\u202e", "\u2066", "\u200f", "\u200b", "\u00ad", "\ufeff", "\x07", "\x7f", "\x85"]
)
def test_F03_F04_hidden_signs_are_shown(sign):
    seen_as = f"⟨U+{ord(sign):04X}⟩"
    assert shown(f"a{sign}b") == f"a{seen_as}b"
    for words in (ZH, EN):
        assert sign not in words(M("{file} is a folder", file=f"a{sign}b"))
        assert seen_as in words(M("{file} is a folder", file=f"a{sign}b"))


def test_F04_a_value_with_a_direction_mark_is_held_and_its_reason_shows_it(tmp_path):
    (one,) = answers(tmp_path, ["5\u202e0"])
    assert is_held(one, "5\u202e0")
    assert "⟨U+202E⟩" in EN(one.issues[0].expected) + one.issues[0].found


def test_F05_half_characters(tmp_path):
    path = tmp_path / "h.csv"
    path.write_bytes("名称,值\n甲,5\n".encode() + "乙,\ufffd6\n".encode())
    from dataclasses import replace

    draft = World().read(path, replace(lead(), sheet=""))
    assert [one.raw for one in draft.held] == ["\ufffd6"]
    body = '<row r="1"><c r="A1" t="str"><v>a_xD800_b</v></c></row>'
    assert seen(workbook(tmp_path / "s.xlsx", cells(body))).texts == ["a?b"]


@pytest.mark.parametrize("text", ["Ã¼", "锟斤拷"])
def test_F06_signs_of_a_wrong_encoding_carry_no_value(tmp_path, text):
    assert is_held(answers(tmp_path, [text])[0], text)


def test_F07_control_characters_as_excel_writes_them(tmp_path):
    body = '<row r="1"><c r="A1" t="str"><v>a_x000D_b_x005F_x0041_</v></c></row>'
    assert seen(workbook(tmp_path / "c.xlsx", cells(body))).texts == ["a\rb_x0041_"]


def test_F08_a_text_longer_than_a_cell_is_held_whole(tmp_path):
    body = '<row r="1"><c r="A1" t="str"><v>名称</v></c><c r="B1" t="str"><v>值</v></c></row>'
    long = "长" * 40_000
    for at, (name, value) in enumerate((("甲", long), (long, "5")), 2):
        body += f'<row r="{at}"><c r="A{at}" t="str"><v>{name}</v></c><c r="B{at}" t="str"><v>{value}</v></c></row>'
    draft = World().read(workbook(tmp_path / "l.xlsx", cells(body)), lead())
    value, name = draft.held
    assert (value.code, value.raw) == ("IMP-LONG", long)
    assert long in name.raw
    assert all(len(one.found) <= 80 for one in draft.issues)


@pytest.mark.parametrize(
    "text", ["<b>5</b>", '<img src="\\\\host\\x">', "&lt;", "=1+1", "+x", "-x", "@SUM(1)", "＝1", "💡𠮷𫓧"]
)
def test_F09_F10_F11_text_comes_in_as_it_is(tmp_path, text):
    _, names = named(tmp_path, text)
    assert names == [text]
    assert json.loads(json.dumps(names)) == [text]
