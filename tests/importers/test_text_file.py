"""Text tables in every encoding and with every separator that Excel, WPS and laboratories write."""

import codecs

import pytest

from compare_app.errors import RefusedFile
from compare_app.importers.formats.encodings import Guess, guess
from compare_app.importers.formats.text_file import guess_separator, read_text
from compare_app.importers.source import Source

ROWS = [["名称", "吸水率(%)"], ["砖 A", "0,05"], ["砖 喆", "1.10"]]


def table(text: str, encoding: str = "utf-8", **more):
    return read_text(text.encode(encoding), "t.csv", "t", **more)


def fields(found):
    return [[cell.text for cell in row.cells] for row in found.sheet.rows]


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("gb18030", "gb18030"),
    ],
)
def test_encodings(encoding, told):
    text = "\r\n".join(";".join(row) for row in ROWS) + "\r\n" + ("x;1\r\n" * 40)
    found = table(text, encoding)
    assert found.encoding == told
    assert fields(found)[:3] == ROWS


def test_the_tables_of_the_field_are_equal_in_every_encoding(shared_dir):
    for name in ("air_conditioners_cn", "air_purifiers_cn"):
        with Source(shared_dir / "data" / "encodings" / f"{name}.utf8_nobom.csv") as source:
            truth = [[cell.text for cell in row.cells] for row in source.sheet().rows]
        for path in sorted((shared_dir / "data" / "encodings").glob(f"{name}.*.csv")):
            with Source(path) as source:
                found = [[cell.text for cell in row.cells] for row in source.sheet().rows]
            if "gbk_replace" in path.name:  # somebody lost ³ there
                assert len(found) == len(truth), path.name
            else:
                assert found == truth, path.name


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("產品名稱,品牌\n清淨機,國品\n", "big5"),
        ("名称,备注\n砖 喆,未检出\n", "gb18030"),
        ("Prüfung;Größe\nKühlschrank;1,5", "cp1252"),
        ("Référence;Qualité\nété;2", "cp1252"),
        ("Größe;1", "utf-8"),
        ("μ,1", "utf-8"),
        ("Прочность;1", "utf-8"),
        ("Pb 铅,1", "utf-8"),
    ],
)
def test_what_decodes_without_an_error_must_also_make_sense(text, encoding):
    found = guess(text.encode(encoding))
    assert found is not None
    assert found.encoding == encoding
    if encoding == "big5":
        text.encode("big5").decode("gb18030")  # no error proves nothing
        assert not found.others


def test_few_characters_leave_a_doubt_that_is_told():
    assert guess("钴,1".encode("gbk")) == Guess("gb18030", ("big5",))
    assert guess("锌,1".encode("gbk")) == Guess("gb18030", ("utf-8",))  # valid UTF-8, a lone Cyrillic letter


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_any_three_rows_of_the_field_are_read_as_written(shared_dir, encoding):
    lines = [
        line
        for path in sorted((shared_dir / "data").glob("*.csv"))
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
        if any("\u4e00" <= sign <= "\u9fff" for sign in line)
    ]
    found = [guess("\n".join(lines[at : at + 3]).encode(encoding, "replace")) for at in range(len(lines) - 3)]
    assert len(found) > 150
    assert {one.encoding for one in found} == {encoding}


def test_a_guess_is_told_and_can_be_overruled(tmp_path):
    path = tmp_path / "钴.csv"
    path.write_bytes("名,值\n钴,1\n".encode("gbk"))
    with Source(path) as source:
        (note,) = [one for one in source.notes if one.code == "IMP-ENCODING-GUESSED"]
        assert "big5" in str(note.expected)
    with Source(path, encoding="gb18030") as source:
        assert not source.notes
    path.write_bytes(b"a,b\n\xff\xfe\xff,\x81\n" * 3)
    with pytest.raises(RefusedFile) as error:
        read_text(b"\x81\xff,\x00\xff\x81" * 5, "t.csv", "t", encoding="utf-8")
    assert error.value.code == "IMP-ENCODING"
    found = read_text("Größe;1\nx;2".encode("cp1252"), "t.csv", "t", encoding="cp1252")
    assert fields(found)[0] == ["Größe", "1"]


def test_a_wrong_choice_names_the_line():
    with pytest.raises(RefusedFile) as error:
        read_text("a,b\n甲,1\n".encode("gb18030"), "t.csv", "t", encoding="utf-8")
    assert error.value.what.params["line"] == 2
    with pytest.raises(RefusedFile):
        read_text(b"a,b", "t.csv", "t", encoding="klingon")


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a,b,c\n1,2,3", ","),
        ("a;b\n1,5;2,5\n3,5;4,5", ";"),
        ("a\tb\n1,5\t2", "\t"),
        ("a|b\n1|2", "|"),
        ("only\none\ncolumn", ","),
        ("名称,备注\nA,甲;乙;丙\nB,丁", ","),
    ],
)
def test_separators(text, separator):
    assert guess_separator(text) == separator


def test_the_separator_that_excel_writes_into_the_first_line_is_honoured():
    found = table("sep=;\na;b,c\n1;2,3\n")
    assert fields(found) == [["a", "b,c"], ["1", "2,3"]]
    assert [row.number for row in found.sheet.rows] == [2, 3]


def test_line_ends_quotes_and_the_old_end_of_file():
    found = table('a,b\r1,"x ""y"", z"\r\n\n2,"two\nlines"\n\x1a')
    assert fields(found) == [["a", "b"], ["1", 'x "y", z'], ["2", "two\nlines"]]


def test_short_lines_are_told_and_nothing_is_shifted():
    found = table("a,b,c\n1,2,3\n4,5,6\n7,8\n")
    assert found.ragged == (4,)
    assert fields(found)[-1] == ["7", "8"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('a,b\n1,"2\n3,4\n', "IMP-QUOTE"),
        ('a,b\n1,"2"x\n', "IMP-QUOTE"),
        ("a,b\n1,2\x00\n", "IMP-NUL"),
        ("a,b\n1," + "x" * 140_000, "IMP-FIELD"),
    ],
)
def test_broken_texts_say_where(text, code):
    with pytest.raises(RefusedFile) as error:
        table(text)
    assert error.value.code == code
    assert error.value.what.params["line"] >= 2


def test_a_byte_order_mark_is_no_part_of_the_first_header():
    found = read_text(codecs.BOM_UTF8 + "名称,值\nA,1".encode(), "t.csv", "t")
    assert fields(found)[0][0] == "名称"
