"""Units: one spelling each, and conversion only where kind and basis allow it (rulings 14).

The table of the field comes first; Pint, with a Decimal registry, is asked only for units that the table lacks.
Percent, mg/kg, ppm, APF and SEER are all dimensionless to Pint, so kinds are compared before factors.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from functools import cache, lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Final

from compare_app.domain.terms import Scale
from compare_app.domain.unit_table import KINDS, NO_UNIT, OFFSETS, SPELLINGS
from compare_app.text.fold import half_width

if TYPE_CHECKING:
    from pint import Quantity, Unit, UnitRegistry

_PRECISION: Final = Context(prec=34)


@dataclass(frozen=True, slots=True)
class Conversion:
    """How values of one unit become values of another: value · factor + offset, exact as far as digits go."""

    source: str  # canonical spelling
    target: str
    scale: Fraction
    shift: Fraction

    @property
    def identity(self) -> bool:
        """True where the figure does not change, as from MPa to N/mm²."""
        return self.scale == 1 and not self.shift

    @property
    def factor(self) -> Decimal:
        """Exact where the factor has an end, otherwise to 34 digits."""
        return _decimal(self.scale)

    @property
    def offset(self) -> Decimal:
        """0 except between scales of temperature."""
        return _decimal(self.shift)

    def value(self, number: Decimal) -> Decimal:
        """A value in the target unit."""
        if not self.shift:
            return self.difference(number)
        if self.scale == 1:
            return _PRECISION.add(number, self.offset)
        return _decimal(Fraction(number) * self.scale + self.shift)

    def difference(self, number: Decimal) -> Decimal:
        """A difference, tolerance or uncertainty in the target unit: the offset plays no part."""
        if self.scale == 1:
            return number
        if _ends(self.scale):
            return _PRECISION.multiply(number, self.factor)
        whole = _PRECISION.multiply(number, Decimal(self.scale.numerator))
        return _PRECISION.divide(whole, Decimal(self.scale.denominator))


@lru_cache(1024)
def conversion(source: str, target: str) -> Conversion | None:
    """From one unit to another, in any spelling; None where they must not be converted.

    That is so for different kinds (W against W·h), for different bases (mg/kg against mg/L, % against mg/kg, ppm
    without a stated basis), for dB against dB(A), and between a unit and none.
    """
    source, target = spell(source), spell(target)
    if source == target:
        return Conversion(source, target, Fraction(1), Fraction(0))
    ours, theirs = _TABLE.get(source), _TABLE.get(target)
    if ours and theirs:
        if ours.kind != theirs.kind:
            return None
        scale = ours.scale / theirs.scale
        return Conversion(source, target, scale, (ours.zero - theirs.zero) / theirs.scale)
    if "" in (source, target) or any(unit and unit.kind in _NOT_FOR_PINT for unit in (ours, theirs)):
        return None
    return _by_pint(source, target)


def conversion_on(scale: Scale, source: str, target: str) -> Conversion | None:
    """A conversion for values of a scale: one that moves the zero (K → ℃) holds for temperatures only.

    A ratio scale in ℃ measures a difference, a rise of 33 K is no −240 ℃; whether a value typed in K is a difference
    or a temperature the text does not say, so nothing is converted there (rulings 14).
    """
    change = conversion(source, target)
    return None if change is not None and change.offset and scale is not Scale.INTERVAL else change


def known(unit: str) -> bool:
    """Whether we can say what the unit is; no unit at all is known too."""
    return listed(unit) or _pint_unit(spell(unit)) is not None


def listed(unit: str) -> bool:
    """Whether the table has the unit: never loads Pint, so a whole file can be read with it."""
    canonical = spell(unit)
    return not canonical or canonical in _TABLE


def alike(unit: str) -> tuple[str, ...]:
    """The other units of the table that measure the same: of mm cm, m, in …"""
    found = _TABLE.get(spell(unit))
    if found is None:
        return ()
    return tuple(name for name, one in _TABLE.items() if one.kind == found.kind and one is not found)


def spell(unit: str) -> str:
    """The one spelling of a unit: ㎡ → m², kwh → kW·h, （％） → %. Unknown units come back folded, not guessed."""
    folded = _fold(unit)
    found = _SPELLED.get(folded)
    if found is None and (bracketed := _BRACKETED.fullmatch(folded)):
        folded = bracketed[1]
        found = _SPELLED.get(folded)
    if found is None and len(folded) > 1:
        found = _CARELESS.get(folded.casefold())
    return folded if found is None else found


def split_header(header: str) -> tuple[str, str]:
    """Name and unit of a column header: `吸水率(%)`, `吸水率/%`, `噪声 dB(A)`, `APF (W·h)/(W·h)`.

    What is not surely a unit stays part of the name: `等级(1~5)`, `CADR/W`, `样品 A`.
    """
    text = half_width(header).strip()
    for pattern in _HEADERS:
        found = pattern.fullmatch(text)
        if found and found["unit"].strip() and listed(found["unit"]):
            return found["name"].strip().rstrip(",:;_"), spell(found["unit"])
    return " ".join(text.split()), ""


_INSIDE: Final = r"(?:[^()\[\]]|\([^()]*\))*"  # one pair of brackets may stand inside
_CHINESE: Final = r"\u4e00-\u9fff"
_BRACKETED: Final = re.compile(rf"[(\[]({_INSIDE})[)\]]")

# after a blank, straight after Chinese, in brackets, after a slash (GB 3101); the first that gives a unit counts
_HEADERS: Final = (
    re.compile(r"(?P<name>.*[^\s/])[\s/]+(?P<unit>\([^()]*\)/\([^()]*\))"),
    re.compile(r"(?P<name>.*\S)[\s,:;_]+(?P<unit>%|‰|℃|[^\s,;_]{2,})"),
    re.compile(rf"(?P<name>.*[{_CHINESE}])(?P<unit>%|‰|℃|[A-Za-zµΩ°(][^{_CHINESE}\s]+)"),
    re.compile(rf"(?P<name>.*[^\s/(])\s*[(\[](?P<unit>{_INSIDE})[)\]]"),
    re.compile(rf"(?P<name>.*[{_CHINESE})])\s*/\s*(?P<unit>[^{_CHINESE}]+|次|级)"),
)


# --- the table, made ready ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Unit:
    kind: str
    scale: Fraction  # base units in one
    zero: Fraction  # its zero, in base units


_DOTS: Final = str.maketrans({**dict.fromkeys("•⋅・∙×*．", "·"), "μ": "µ", "Ω": "Ω", "﹪": "%", "º": "°"})
_SQUARED: Final = str.maketrans(
    {"㎜": "mm", "㎝": "cm", "㎞": "km", "㎡": "m²", "㎥": "m³", "㎎": "mg", "㎏": "kg", "㏈": "dB", "㎾": "kW",
     "㎟": "mm²", "㎠": "cm²", "㎤": "cm³", "㎖": "mL", "㎍": "µg", "㎛": "µm", "㎫": "MPa", "㎪": "kPa", "㎐": "Hz"}
)  # fmt: skip
_POWERS: Final = re.compile(r"\^([23])(?![0-9])")


def _fold(unit: str) -> str:
    """Spelling without what never matters. The dot of a product and the × of 倍 are told apart by their company."""
    text = "".join(half_width(unit).translate(_SQUARED).split())
    if len(text) > 1:
        text = text.translate(_DOTS)
    return _POWERS.sub(lambda found: "²³"[int(found[1]) - 2], text)


def _fraction(text: str) -> Fraction:
    top, _, bottom = text.partition("/")
    return Fraction(top) / Fraction(bottom or 1)


def _read_table() -> tuple[dict[str, _Unit], dict[str, str], dict[str, str]]:
    """Units by canonical spelling, spellings, and spellings in any case where that is unambiguous."""
    table = {
        unit: _Unit(kind, _fraction(factor), _fraction(OFFSETS.get(unit, "0")))
        for kind, units in KINDS.items()
        for unit, factor in units.items()
    }
    spelled = {_fold(unit): unit for unit in table} | {_fold(mark): "" for mark in NO_UNIT}
    for unit, others in SPELLINGS.items():
        spelled |= {_fold(other): unit for other in others.split(" ")}
    careless: dict[str, str] = {}
    for spelling, unit in spelled.items():
        folded = spelling.casefold()
        careless[folded] = unit if careless.get(folded, unit) == unit else "?"
    return table, spelled, {folded: unit for folded, unit in careless.items() if unit != "?"}


_TABLE, _SPELLED, _CARELESS = _read_table()

# alike in dimension, different in meaning: what Pint would convert and nobody may
_NOT_FOR_PINT: Final = frozenset(
    {
        "torque", "energy efficiency ratio", "per cent", "percentage point", "mass fraction", "volume fraction",
        "parts without basis", "level", "level A", "level C", "pH", "times", "level by number", "points", "pieces",
        "sets", "multiple", "luminous flux", "luminous efficacy", "illuminance", "luminous intensity", "luminance",
        "frequency", "rotation", "radioactivity", "count of colonies", "temperature", "angle", "energy per cycle",
        "volume per cycle", "times per time", "clean air per energy", "apparent power", "mass concentration",
    }
)  # fmt: skip


def _ends(fraction: Fraction) -> bool:
    """Whether the decimal form has an end: no prime but 2 and 5 below the line."""
    bottom = fraction.denominator
    for prime in (2, 5):
        while bottom % prime == 0:
            bottom //= prime
    return bottom == 1


def _decimal(fraction: Fraction) -> Decimal:
    return _PRECISION.divide(Decimal(fraction.numerator), Decimal(fraction.denominator))


# --- Pint, for the rest -------------------------------------------------------------------------------------------


# names, small powers, products and quotients: no arithmetic that a text could make endless; a name is taken whole (++),
# or a long one would be tried in every division
_PINT_EXPRESSION: Final = re.compile(
    r"(?=[A-Za-zµΩ°(])(?:[()]|[A-Za-zµΩ°_]++(?:\*\*-?[1-4]|[1-4])?|(?<=[\w)])[*/])+"
)


_MAKING: Final = Lock()


def _registry() -> UnitRegistry[Decimal]:
    with _MAKING:  # a cache alone lets two threads make one each, and their quantities do not mix
        return _only_registry()


@cache
def _only_registry() -> UnitRegistry[Decimal]:
    from pint import UnitRegistry

    return UnitRegistry(non_int_type=Decimal, cache_folder=None)


@cache
def _pint_unit(unit: str) -> Unit | None:
    """The unit as Pint knows it, if it has a dimension."""
    expression = unit.replace("·", "*").replace("²", "**2").replace("³", "**3").replace("^", "**")
    if len(expression) > 40 or not _PINT_EXPRESSION.fullmatch(expression):
        return None
    parsed = _parsed_by_pint(expression)
    return None if parsed is None or parsed.dimensionless else parsed


def _parsed_by_pint(expression: str) -> Unit | None:
    """A unit by Pint's own parser, which decides; nothing is evaluated."""
    from tokenize import TokenError

    from pint.errors import PintError

    try:
        parsed = _registry().parse_units(expression)
        _ = parsed.dimensionality  # a product with decibels fails only here
        return parsed
    except (
        PintError,
        TokenError,
        SyntaxError,
        ValueError,
        TypeError,
        AttributeError,
        ArithmeticError,
        LookupError,
        AssertionError,
    ):  # what its parser lets through
        return None


# what has a dimension of its own that Pint does not know, or reads as something else (pH is picohenry to it)
_NO_DIMENSION: Final = frozenset(
    {
        "level", "level A", "level C", "pH", "relative humidity", "temperature", "rate of heating",
        "parts without basis",
    }
)  # fmt: skip


@cache
def amount(unit: str) -> Quantity[Decimal] | None:
    """One unit as a quantity with its dimension, for the check of formulas; None where nothing can be said of it.

    The factor is the table's own; shares are plain numbers here.
    """
    known = _TABLE.get(spell(unit))
    if is_share(unit):
        return _registry().Quantity(Decimal(1))
    if known is None or known.kind in _NO_DIMENSION:
        return None
    base = next(iter(KINDS[known.kind]))
    expression = base.replace("·", "*").replace("²", "**2").replace("³", "**3")
    if not _PINT_EXPRESSION.fullmatch(expression):
        return None
    parsed = _parsed_by_pint(expression)
    return None if parsed is None else _registry().Quantity(_decimal(known.scale), parsed)


_SHARES: Final = frozenset(
    {"per cent", "mass fraction", "volume fraction", "energy efficiency ratio", "multiple"}
)


def is_share(unit: str) -> bool:
    """Whether values in the unit are plain numbers: a formula may give them from any quotient of equal quantities."""
    spelled = spell(unit)
    return not spelled or (spelled in _TABLE and _TABLE[spelled].kind in _SHARES)


@cache
def _by_pint(source: str, target: str) -> Conversion | None:
    from pint.errors import PintError

    ours, theirs = _pint_unit(source), _pint_unit(target)
    if ours is None or theirs is None:
        return None
    registry = _registry()
    try:
        one = registry.Quantity(Decimal(1), ours).to(theirs).magnitude
        none = registry.Quantity(Decimal(0), ours).to(theirs).magnitude
    except (PintError, ArithmeticError, TypeError):
        return None
    return Conversion(source, target, Fraction(one) - Fraction(none), Fraction(none))
