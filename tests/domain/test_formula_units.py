"""A formula gives the unit of its indicator or it is told: dimensions by Pint, factors by our table."""

from __future__ import annotations

from decimal import Decimal as D
from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.formula import sensitivities
from compare_app.domain.formula_units import fit


@pytest.mark.parametrize(
    ("formula", "units", "target"),
    [
        ("flux / power", {"flux": "lm", "power": "W"}, "lm/W"),
        ("flux / power * f", {"flux": "lm", "power": "W", "f": ""}, "lm/W"),
        ("cadr / p", {"cadr": "m³/h", "p": "W"}, "m³/(W·h)"),
        ("3*F*l/(2*b*h^2)", {"F": "N", "l": "mm", "b": "mm", "h": "mm"}, "MPa"),
        ("a / b", {"a": "W", "b": "W"}, "W/W"),
        ("a / b * 100", {"a": "mA·h", "b": "A·h"}, "%"),
        ("max(a, b) - min(a, b)", {"a": "mm", "b": "mm"}, "mm"),
        ("round(abs(a - b), 1)", {"a": "N", "b": "N"}, "N"),
    ],
)
def test_units_that_fit(formula: str, units: dict[str, str], target: str) -> None:
    found = fit(formula, units, target)
    assert found.wrong is None
    assert found.unchecked is None


@pytest.mark.parametrize(
    ("formula", "units", "target", "said"),
    [
        ("flux / power", {"flux": "lm", "power": "kW"}, "lm/W", "1000 times"),
        ("flux / power", {"flux": "lm", "power": "W"}, "lm", "not lm"),
        ("flux + power", {"flux": "lm", "power": "W"}, "lm", "adds"),
        ("3*F/(2*b*h^2)", {"F": "N", "b": "mm", "h": "mm"}, "MPa", "not MPa"),
        ("a + b", {"a": "mm", "b": "m"}, "mm", "times"),
        ("q * t", {"q": "L/min", "t": "h"}, "L", "times"),
    ],
)
def test_units_that_do_not_fit(formula: str, units: dict[str, str], target: str, said: str) -> None:
    found = fit(formula, units, target)
    assert found.wrong is not None
    assert said in str(found.wrong)


@pytest.mark.parametrize(
    ("formula", "units", "target"),
    [
        ("8.07*AV + 233.7", {"AV": "L"}, "kW·h/a"),
        ("n - 3", {"n": "dB(A)"}, "dB(A)"),
        ("a * 2", {"a": "foo"}, "mm"),
        ("a * 2", {"a": "mm"}, "pH"),
    ],
)
def test_what_cannot_be_checked_is_said(formula: str, units: dict[str, str], target: str) -> None:
    found = fit(formula, units, target)
    assert found.wrong is None
    assert found.unchecked is not None


numbers = st.decimals("0.001", "1000", places=3)


@given(numbers, numbers, numbers)
def test_slopes_are_the_derivatives(flux: D, power: D, factor: D) -> None:
    found = sensitivities("flux / power * f + f^2", {"flux": flux, "power": power, "f": factor})
    x, p, f = float(flux), float(power), float(factor)
    assert isclose(float(found["flux"]), f / p, rel_tol=1e-12)
    assert isclose(float(found["power"]), -x * f / p**2, rel_tol=1e-12)
    assert isclose(float(found["f"]), x / p + 2 * f, rel_tol=1e-12)


def test_uncertainty_is_carried_to_first_order() -> None:
    from compare_app.engine.compare import summaries_of
    from tests.engine import made

    flux = made.indicator("flux", unit="lm", position=1)
    power = made.indicator("power", unit="W", position=2)
    efficacy = made.indicator("eta", unit="lm/W", formula="flux / power", rounding=None, position=3)
    rows = [
        *made.results("p", "flux", "988", uncertainty=D("20")),
        *made.results("p", "power", "5.0", uncertainty=D("0.05")),
    ]
    found = summaries_of("p", [flux, power, efficacy], rows, {})["eta"]
    assert found.uncertainty is not None
    wanted = 988 / 5 * sqrt((20 / 988) ** 2 + (0.05 / 5) ** 2)
    assert isclose(float(found.uncertainty), wanted, rel_tol=1e-12)
    silent = summaries_of("p", [flux, power, efficacy], [rows[0], *made.results("p", "power", "5.0")], {})[
        "eta"
    ]
    assert silent.uncertainty is None
    wrong = made.indicator("eta", unit="lm", formula="flux / power", position=3)
    refused = summaries_of("p", [flux, power, wrong], rows, {})["eta"]
    assert refused.mean is None
    assert any("do not fit" in str(step.message) for step in refused.steps)
