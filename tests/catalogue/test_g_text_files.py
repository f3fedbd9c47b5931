"""G: text tables. What has a test elsewhere is named in docs/bad-inputs.md."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare_app.domain.mapping import ColumnMapping, ColumnUse
from compare_app.errors import RefusedFile
from compare_app.importers.formats import file as opened_file
from tests.catalogue.made import answered, lead, refused, seen
from tests.importers.made import World, wide

PLAIN = replace(lead(), sheet="")
TABLE = "名称,值\n甲,1\n乙,2\n"
LINES = ["名称", "值", "甲", "1", "乙", "2"]


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_G01_G03_encodings(tmp_path, coding):
    path = tmp_path / "t.csv"
    path.write_bytes(TABLE.encode(coding))
    assert seen(path).texts == LINES


def test_G04_two_encodings_in_one_file(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes("名称,值\n陶瓷砖,1\n".encode() + "瓷质砖,2\n".encode("gb18030"))
    refused(path, "IMP-ENCODING", "line 3", encoding="utf-8")


def test_G05_zero_bytes(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(b"a,b\n1,2\n3,\x004\n" + b"5,6\n" * 50)
    refused(path, "IMP-NUL", "line 3")


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_G06_separators_with_decimal_commas(tmp_path, separator):
    path = tmp_path / "t.csv"
    lines = (("名称", "值"), ("甲", "1,5"), ("乙", "2,5"))
    path.write_text("".join(f"{name}{separator}{value}\n" for name, value in lines), encoding="utf-8")
    assert seen(path).texts == ["名称", "值", "甲", "1,5", "乙", "2,5"]


def test_G08_one_column(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("名称\n甲\n乙\n", encoding="utf-8")
    assert seen(path).texts == ["名称", "甲", "乙"]


def test_G09_a_quotation_mark_that_is_never_closed(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text('名称,值\n"甲,1\n乙,2\n', encoding="utf-8")
    refused(path, "IMP-QUOTE", "line 2", "never closed")


def test_G10_G13_rows_with_more_and_fewer_fields(tmp_path):
    """Nothing is shifted; a line that ends too early says so, one with a lone name is told and left out."""
    path = tmp_path / "t.csv"
    path.write_text("名称,备注,值\n甲,x,1\n乙,y,2,z,w\n丙,v\n丁", encoding="utf-8")
    mapping = wide(ColumnMapping("值", 2, ColumnUse.INDICATOR, indicator="铅"), sheet="")
    one, more, short, lone = answered(World().read(path, mapping), 4, "C")
    assert [str(each.value.value) for each in (one, more)] == ["1", "2"]
    assert short.codes == {"IMP-SHORT-ROW"}
    assert lone.result is None


def test_G11_a_field_without_end(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("名称,值\n甲," + "x" * 140_000 + "\n", encoding="utf-8")
    refused(path, "IMP-FIELD", "line 2", "128 kB")


def test_G12_line_ends_and_lines_in_quotes(tmp_path):
    for at, text in enumerate(("名称,值\r甲,1\r乙,2", "名称,值\r\n甲,1\n乙,2\r")):
        path = tmp_path / f"{at}.csv"
        path.write_bytes(text.encode())
        assert seen(path).texts == LINES
    path = tmp_path / "q.csv"
    path.write_text('名称,值\n"甲\n乙",1\n', encoding="utf-8")
    assert seen(path).texts[2] == "甲\n乙"


def test_G14_what_old_programs_leave(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes("名称,值,,\n\n甲,1,,\n,,,\n乙,2,,\n\x1a".encode())
    assert seen(path).texts == LINES


def test_G15_too_large_is_said_before_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "t.csv"
    path.write_text(TABLE, encoding="utf-8")
    monkeypatch.setattr(opened_file, "MOST_BYTES", 10)
    with pytest.raises(RefusedFile) as error:
        opened_file.OpenFile(path)
    assert error.value.code == "IMP-TOO-LARGE"
