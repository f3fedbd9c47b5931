"""What a person sees in a cell is what is read: digits of the format, percent, dates; never fewer digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_app.importers.formats.number_format import Shape, date_text, number_text, understand


@pytest.mark.parametrize(
    ("stored", "code", "text"),
    [
        ("1.1", "0.00", "1.10"),
        ("5", "0.00", "5.00"),
        ("5", "General", "5"),
        ("5", "#,##0.000", "5.000"),
        ("0.0149", "0.00", "0.0149"),  # shown as 0.01; the digits are there
        ("0.873", "0.0%", "87.3%"),
        ("0.8734", "0%", "87.34%"),
        ("0.05", "0.00%", "5.00%"),
        ("0.30000000000000004", "General", "0.3"),
        ("5.0999999999999996", "0.00", "5.10"),
        ("1E-3", "General", "0.001"),
        ("1.2E+21", "General", "1200000000000000000000"),
        ("-2.5", '0.0_ ;[Red]-0.0\\ "mm"', "-2.5"),
        ("1", '[<0]"";0%', "100%"),
        ("0.5", "[>=1]0.0;0.00%", "50.00%"),
        ("12.5", '0.0"%"', "12.5"),  # a quoted sign multiplies nothing
        ("3", "0.00 s", "3.00"),
        ("0.5", "# ?/?", "0.5"),
        ("1234", "0.00E+00", "1234"),
    ],
)
def test_a_number_keeps_the_digits_it_shows(stored, code, text):
    assert number_text(stored, understand(code)) == text


@pytest.mark.parametrize("stored", ["nan", "inf", "-inf", "1e999", "abc", ""])
def test_what_is_no_number_is_refused(stored):
    with pytest.raises(ValueError, match=r".*"):
        number_text(stored, understand("General"))


@given(st.decimals(-(10**9), 10**9, allow_nan=False, places=4), st.integers(0, 6))
def test_a_format_adds_digits_and_takes_none_away(number, places):
    text = number_text(format(number.normalize(), "f"), understand("0." + "0" * places if places else "0"))
    assert type(number)(text) == number
    assert len(text.partition(".")[2]) >= places


@pytest.mark.parametrize(
    ("code", "shape"),
    [
        ("yyyy-mm-dd", Shape.DATE),
        ('m"月"d"日"', Shape.DATE),
        ("[$-804]yyyy/m/d;@", Shape.DATE),
        ("h:mm", Shape.DATE),
        ("[h]:mm:ss", Shape.DATE),
        ("mm:ss.0", Shape.DATE),
        ("yyyy", Shape.DATE),
        ("0.00 s", Shape.FIXED),
        ("Standard", Shape.GENERAL),
        ("*d0.0", Shape.FIXED),
        ('0.0" days"', Shape.FIXED),
        ("@", Shape.GENERAL),
        ("", Shape.GENERAL),
        ("G/通用格式", Shape.GENERAL),
    ],
)
def test_only_real_dates_are_dates(code, shape):
    assert understand(code).shape is shape


@given(st.text(max_size=40))
def test_no_format_code_is_too_odd(code):
    form = understand(code)
    number_text("1.5", form)


@pytest.mark.parametrize(
    ("stored", "since_1904", "text"),
    [
        ("45000", False, "2023-03-15"),
        ("45000.5", False, "2023-03-15 12:00"),
        ("59", False, "1900-02-28"),
        ("61", False, "1900-03-01"),
        ("1", False, "1900-01-01"),
        ("0.25", False, "6:00:00"),
        ("0", True, "1904-01-01"),
        ("43538", True, "2023-03-15"),
    ],
)
def test_days_of_both_calendars(stored, since_1904, text):
    assert date_text(stored, since_1904) == text


@pytest.mark.parametrize("stored", ["60", "-1", "2958466", "1e300", "nan"])
def test_days_that_never_were(stored):
    with pytest.raises(ValueError, match=r".*"):
        date_text(stored, False)
