"""Units meet by spelling, convert within their kind and basis, and not otherwise."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal as D
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.unit_table import KINDS, OFFSETS, SPELLINGS
from compare_app.domain.units import conversion, known, listed, spell, split_header


@pytest.mark.parametrize(
    ("spelling", "unit"),
    [
        ("㎡", "m²"),
        ("m^2", "m²"),
        ("m2", "m²"),
        ("kwh", "kW·h"),
        ("KWH", "kW·h"),
        ("kW•h", "kW·h"),
        ("千瓦时", "kW·h"),
        ("KW", "kW"),
        ("Mpa", "MPa"),
        ("mpa", "MPa"),
        ("兆帕", "MPa"),
        ("N/mm2", "N/mm²"),
        ("kg/cm2", "kgf/cm²"),
        ("°C", "℃"),
        ("oC", "℃"),
        ("（％）", "%"),
        ("[%]", "%"),
        ("μg/kg", "µg/kg"),
        ("ug/kg", "µg/kg"),
        ("dBA", "dB(A)"),
        ("dB（A）", "dB(A)"),
        ("（dB(A)）", "dB(A)"),
        ("W·h/W·h", "(W·h)/(W·h)"),
        ("Wh/Wh", "(W·h)/(W·h)"),
        ("Btu/hr", "BTU/h"),
        ("立方米/小时", "m³/h"),
        ("m3/h", "m³/h"),
        (" m³ / h ", "m³/h"),
        ("㏈", "dB"),
        ("-", ""),
        ("—", ""),
        ("无量纲", ""),
        ("", ""),
        ("匹", "匹"),
        ("mw", "mw"),
        ("10²", "10²"),
    ],
)
def test_one_spelling(spelling: str, unit: str) -> None:
    assert spell(spelling) == unit
    assert spell(unit) == unit


def test_the_table_is_consistent() -> None:
    units = [unit for kind in KINDS.values() for unit in kind]
    assert len(units) == len(set(units)), "a unit belongs to one kind"
    assert set(SPELLINGS) <= set(units)
    assert set(OFFSETS) <= set(units)
    for unit in units:
        assert spell(unit) == unit
    for unit, others in SPELLINGS.items():
        for other in others.split(" "):
            assert spell(other) == unit, f"{other} is claimed twice"


@pytest.mark.parametrize(
    ("source", "target", "factor"),
    [
        ("cfm", "m³/h", Fraction("1.69901079552")),
        ("BTU/h", "W", Fraction("1055.05585262") / 3600),
        ("Btu/(W·h)", "W/W", Fraction("1055.05585262") / 3600),
        ("MPa", "N/mm²", Fraction(1)),
        ("kgf/cm²", "MPa", Fraction("0.0980665")),
        ("psi", "Pa", Fraction("4.4482216152605") / Fraction("0.0254") ** 2),
        ("mg/kg", "µg/g", Fraction(1)),
        ("ppm(w/w)", "mg/kg", Fraction(1)),
        ("kW·h", "J", Fraction(3_600_000)),
        ("Wh", "kJ", Fraction("3.6")),
        ("L/min", "m³/h", Fraction("0.06")),
        ("in", "mm", Fraction("25.4")),
        ("kN", "N", Fraction(1000)),
        ("h", "min", Fraction(60)),
        ("W/W", "(W·h)/(W·h)", Fraction(1)),
        ("kg/m³", "g/cm³", Fraction("0.001")),
        ("万次", "次", Fraction(10000)),
    ],
)
def test_exact_factors(source: str, target: str, factor: Fraction) -> None:
    found = conversion(source, target)
    back = conversion(target, source)
    assert found is not None
    assert back is not None
    assert found.scale == factor
    assert found.scale * back.scale == 1
    assert found.identity == (factor == 1)
    assert found.offset == 0


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("W", "W·h"),
        ("mg/kg", "mg/L"),
        ("mg/kg", "%"),
        ("%", "mg/kg"),
        ("ppm", "mg/kg"),
        ("ppm(w/w)", "ppm(v/v)"),
        ("%", "个百分点"),
        ("%", ""),
        ("", "W/W"),
        ("W/W", "-"),
        ("dB", "dB(A)"),
        ("dB(A)", "dB(C)"),
        ("N·m", "J"),
        ("N·m", "erg"),
        ("lm", "cd"),
        ("Hz", "r/min"),
        ("次", "级"),
        ("匹", "W"),
        ("foo", "W"),
        ("foo", "bar"),
        ("W", "foo"),
        ("rad", "°"),
        ("count", "次"),
        ("hp", "J"),
    ],
)
def test_never_converted(source: str, target: str) -> None:
    assert conversion(source, target) is None


def test_temperatures_and_their_differences() -> None:
    to_kelvin, to_celsius = conversion("℃", "K"), conversion("℉", "℃")
    assert to_kelvin is not None
    assert to_celsius is not None
    assert str(to_kelvin.value(D("25.0"))) == "298.15"
    assert str(to_kelvin.difference(D("5.0"))) == "5.0"
    assert to_celsius.value(D(212)) == 100
    assert to_celsius.value(D(-40)) == -40
    assert to_celsius.difference(D(9)) == 5
    assert not to_kelvin.identity
    to_fahrenheit = conversion("℃", "℉")
    assert to_fahrenheit is not None
    assert to_fahrenheit.value(D(100)) == 212


def test_digits_survive_a_factor() -> None:
    to_kilowatts = conversion("W", "kW")
    same = conversion("MPa", "N/mm2")
    assert to_kilowatts is not None
    assert same is not None
    assert str(to_kilowatts.value(D("3500"))) == "3.500"
    assert str(same.value(D("43.0"))) == "43.0"
    assert same.identity


@pytest.mark.parametrize(
    ("source", "target", "value", "expected"),
    [("mile", "km", "1", "1.609344"), ("hp", "W", "1", "745.69987158227022"), ("ha", "m²", "2.0", "20000")],
)
def test_pint_for_the_rest(source: str, target: str, value: str, expected: str) -> None:
    found = conversion(source, target)
    assert found is not None
    assert found.value(D(value)) == D(expected)


@pytest.mark.parametrize("unit", ["", "mm", "kwh", "mile", "dB(A)", "次", "%", "W/(m·K)"])
def test_known(unit: str) -> None:
    assert known(unit)


@pytest.mark.parametrize(
    "unit", ["匹", "foo", "10²", "3", "radian", "W**", "(", "a" * 50, "__import__('os')", "1/0", "m,m"]
)
def test_unknown(unit: str) -> None:
    assert not known(unit)
    assert not listed(unit)


def test_common_units_do_not_load_pint() -> None:
    code = (
        "import sys; from compare_app.domain.units import conversion, listed; conversion('cfm', 'm³/h'); listed('匹');"
        "conversion('mg/kg', '%'); print('pint' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "False"


@given(st.text(alphabet="kmgNWh/()*^.-0123456789µ²·[]{}=%", max_size=12))
def test_any_text_may_be_asked(text: str) -> None:
    if not known(text):
        assert conversion(text, "W") is None


pairs = st.sampled_from([units for units in KINDS.values() if len(units) > 1]).flatmap(
    lambda units: st.tuples(st.sampled_from(sorted(units)), st.sampled_from(sorted(units)))
)
numbers = st.decimals(min_value=D("-1e6"), max_value=D("1e6"), places=4)


@given(pairs, numbers)
def test_there_and_back(pair: tuple[str, str], number: D) -> None:
    there, back = conversion(*pair), conversion(pair[1], pair[0])
    assert there is not None
    assert back is not None
    assert abs(back.value(there.value(number)) - number) <= D("1e-18") * max(1, abs(number))
    assert abs(back.difference(there.difference(number)) - number) <= D("1e-18") * max(1, abs(number))


@given(pairs, numbers, numbers)
def test_order_survives_conversion(pair: tuple[str, str], one: D, other: D) -> None:
    found = conversion(*pair)
    assert found is not None
    assert (found.value(one) < found.value(other)) == (one < other)


@given(st.text(max_size=30))
def test_any_header_is_split_without_loss(header: str) -> None:
    _, unit = split_header(header)
    assert unit == "" or listed(unit)
    spell(header)


@pytest.mark.parametrize(
    ("header", "name", "unit"),
    [
        ("吸水率(%)", "吸水率", "%"),
        ("吸水率（％）", "吸水率", "%"),
        ("吸水率/%", "吸水率", "%"),
        ("吸水率 %", "吸水率", "%"),
        ("吸水率 E(%)", "吸水率 E", "%"),
        ("APF (W·h)/(W·h)", "APF", "(W·h)/(W·h)"),
        ("APF(W·h/W·h)", "APF", "(W·h)/(W·h)"),
        ("APF/(W·h)/(W·h)", "APF", "(W·h)/(W·h)"),
        ("APF[(W·h)/(W·h)]", "APF", "(W·h)/(W·h)"),
        ("噪声 dB(A)", "噪声", "dB(A)"),
        ("噪声dB(A)", "噪声", "dB(A)"),
        ("噪声（dB（A））", "噪声", "dB(A)"),
        ("内机噪声(低档) dB(A)", "内机噪声(低档)", "dB(A)"),
        ("制冷量（W）", "制冷量", "W"),
        ("长度[mm]", "长度", "mm"),
        ("长度mm", "长度", "mm"),
        ("用水量(L/次)", "用水量", "L/次"),
        ("甲醛/(mg/kg)", "甲醛", "mg/kg"),
        ("铅(Pb) mg/kg", "铅(Pb)", "mg/kg"),
        ("CADR m³/h", "CADR", "m³/h"),
        ("CADR/W", "CADR/W", ""),
        ("样品 A", "样品 A", ""),
        ("能效等级", "能效等级", ""),
        ("等级(1~5)", "等级(1~5)", ""),
        ("Cr(VI)", "Cr(VI)", ""),
        ("重金属(Pb)", "重金属(Pb)", ""),
        ("APF", "APF", ""),
        ("(%)", "(%)", ""),
        ("", "", ""),
    ],
)
def test_headers(header: str, name: str, unit: str) -> None:
    assert split_header(header) == (name, unit)


@pytest.mark.parametrize(
    "unit",
    [
        "SDCM",
        "lm",
        "lx",
        "W·h",
        "L/周期",
        "次",
        "级",
        "dB(A)",
        "m³/h",
        "℃",
        "K",
        "%RH",
        "mg/m³",
        "g/m²",
        "N",
        "MPa",
        "HV",
        "°",
        "′",
        "ppb",
        "mm/m",
        "cd/klm",
    ],
)
def test_everyday_units_are_known(unit: str) -> None:
    assert known(unit)


@pytest.mark.parametrize(("one", "other"), [("SDCM", "级"), ("HV", "HRC"), ("%RH", "%"), ("ΔE", "SDCM")])
def test_figures_of_different_scales_never_convert(one: str, other: str) -> None:
    assert conversion(one, other) is None


def test_a_limit_of_colour_tolerance_is_read() -> None:
    from compare_app.domain.limit import Interval
    from compare_app.domain.limit_text import parse_limit

    (row,) = parse_limit("≤3 SDCM").rows
    assert isinstance(row.limit, Interval)
    assert (row.limit.high, row.unit) == (D(3), "SDCM")


def test_threads_share_one_registry() -> None:
    """Two threads that ask for the first unit at the same moment: their quantities must mix afterwards."""
    code = """
import sys, threading
from concurrent.futures import ThreadPoolExecutor
from compare_app.domain.units import amount
sys.setswitchinterval(1e-6)
units = ["kg", "m", "s", "N", "W", "V", "m/s", "MPa"]
start = threading.Barrier(len(units))
def ask(unit):
    start.wait()
    return amount(unit)
with ThreadPoolExecutor(len(units)) as pool:
    found = list(pool.map(ask, units))
product = found[0]
for one in found[1:]:
    product = product * one
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
