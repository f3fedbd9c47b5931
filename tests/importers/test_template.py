"""The template: what a person opens in Excel or WPS, and nothing in it is a formula."""

import zipfile

import openpyxl
import pytest

from compare_app.domain.terms import Direction, IndexItem, Role
from compare_app.domain.workbook_layout import EXAMPLE_MARK, INDEX_FIGURES, README_SHEET, SHEETS, Form
from compare_app.errors import AppError, RefusedFile
from compare_app.exporters.sheets import Filled, write_sheets
from compare_app.exporters.template import write_template
from compare_app.text.wording import LANGUAGES, Wording
from tests.importers.made import World, previewed


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def template(tmp_path_factory, language):
    path = tmp_path_factory.mktemp("t") / f"{language}.xlsx"
    write_template(path, Wording.load(language))
    return path


@pytest.fixture(scope="module")
def opened(template):
    return openpyxl.load_workbook(template)


def test_the_explanation_comes_first_then_the_sheets(opened, language):
    at = 0 if language == "zh_CN" else 1
    assert opened.sheetnames == [README_SHEET[at], *(one.title(language) for one in SHEETS)]
    assert opened.worksheets[0].max_row > 10


def test_headers_comments_and_the_example(opened, language):
    for layout in SHEETS:
        sheet = opened[layout.title(language)]
        columns = [one for one in layout.columns if not one.extra]
        assert [cell.value for cell in sheet[1]] == [one.header(language) for one in columns]
        for cell, column in zip(sheet[1], columns):
            assert (cell.comment is not None) == bool(column.help.template), column.key
        assert sheet.freeze_panes == "D2"
        marks = [cell.value for cell in sheet[2] if str(cell.value).startswith(EXAMPLE_MARK)]
        assert len(marks) == 1
        filled = {column.key for cell, column in zip(sheet[2], columns) if cell.value is not None}
        assert filled >= {one.key for one in columns if one.required}


def test_drop_downs_offer_the_words_of_the_language(opened, language):
    words = Wording.load(language)
    products = opened[SHEETS[3].title(language)]
    lists = {
        str(one.sqref).split(":")[0][:-1]: one.formula1 for one in products.data_validations.dataValidation
    }
    at = [one.key for one in SHEETS[3].columns if not one.extra].index("role")
    assert lists["ABCDEFGHIJKLMNOP"[at]] == '"' + ",".join(words.term(role) for role in Role) + '"'
    indicators = opened[SHEETS[0].title(language)]
    for one in indicators.data_validations.dataValidation:
        assert len(one.formula1) <= 257  # Excel refuses more
        assert not one.showErrorMessage  # other words may be typed
    assert words.term(Direction.LARGER) in str(
        [one.formula1 for one in indicators.data_validations.dataValidation]
    )


def test_names_of_indicators_can_be_chosen_where_they_are_needed(opened, language):
    results = opened[SHEETS[4].title(language)]
    sources = [one.formula1 for one in results.data_validations.dataValidation]
    assert f"'{SHEETS[0].title(language)}'!$C$2:$C$2000" in sources
    assert f"'{SHEETS[3].title(language)}'!$B$2:$B$2000" in sources


def test_there_is_no_formula_and_no_link(template):
    with zipfile.ZipFile(template) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode("utf-8", "replace")
            if "worksheets/sheet" in name and name.endswith(".xml"):
                assert "<f>" not in text
            assert "TargetMode" not in text or "External" not in text


def test_it_is_recognised_and_holds_nothing(template):
    assert previewed(template).ours
    with pytest.raises(RefusedFile) as error:
        World().read(template)
    assert error.value.code == "IMP-NO-DATA"


def test_text_never_becomes_a_formula_and_columns_of_text_stay_text(tmp_path):
    nasty = ["=1+1", "+1", "-1+2", "@x", "\t=1", "＝1", "=cmd|'/c calc'!A0", '=HYPERLINK("http://x")']
    layout = SHEETS[3]
    rows = [{"category": "x", "name": text, "model": text, "note": text} for text in nasty]
    path = tmp_path / "n.xlsx"
    write_sheets(path, [(text, False) for text in nasty], [Filled(layout, rows)], Wording.load("en"))
    for sheet in openpyxl.load_workbook(path).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.value
    names = [cell.value for cell in openpyxl.load_workbook(path)["Products"]["B"]][1:]
    assert names == nasty
    whole = openpyxl.load_workbook(path)["Products"]
    assert whole["B2"].quotePrefix
    assert whole["B2"].number_format == "@"


def test_what_stood_there_survives_a_failure(tmp_path):
    path = tmp_path / "t.xlsx"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(AppError):
        write_template(path, Wording.load("en"))
    assert path.read_bytes() == b"old"


def test_a_vocabulary_too_long_for_a_rule_is_a_range_of_cells(opened, language):
    """Excel keeps 255 characters of a list in the rule; the twelve figures of the index are longer in English."""
    words = Wording.load(language)
    layout = INDEX_FIGURES
    rules = {
        str(one.sqref): one.formula1 for one in opened[layout.title(language)].data_validations.dataValidation
    }
    at = [one.key for one in layout.columns].index("item")
    source = next(formula for place, formula in rules.items() if place.startswith("ABCDE"[at]))
    names = [words.term(one) for one in IndexItem]
    if language == "zh_CN":
        assert source == '"' + ",".join(names) + '"'
    else:
        readme = opened.worksheets[0]
        assert source == "='Read me'!$AE$1:$AE$12".removeprefix("=")
        assert [readme[f"AE{row}"].value for row in range(1, 13)] == names
        assert readme.column_dimensions["AE"].hidden


def test_terms_have_a_vocabulary():
    for layout in SHEETS:
        for column in layout.columns:
            assert (column.form is Form.TERM) <= (column.terms is not None)
