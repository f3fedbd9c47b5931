"""The sheet 指标: categories and their schemes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from compare_app.domain.model import Category, Indicator, new_id
from compare_app.domain.terms import Direction, Scale
from compare_app.domain.units import conversion, known, spell
from compare_app.importers.own.reading import Fields
from compare_app.text.fold import key
from compare_app.text.message import M

_PLAIN = (
    "name_en", "aliases", "quantity", "indicator_class", "severity", "target", "tolerance", "delta", "levels",
    "formula", "domain", "note",
)  # fmt: skip
_BLANK = Indicator("", "", 0, "", "")
_DECIBEL = ("dB",)
_INTERVAL = frozenset({"℃", "°C", "℉", "pH"})


def take(row: Fields) -> None:
    """One indicator; its category is made where it is new."""
    records = row.reading.records
    if row.missing(("category", "name", "direction")):
        return
    name = row.text("name")
    category = records.category(row.text("category"))
    old = None if category is None else _old(row, category, name)
    if row.dropped or _twice(row, category, old, name):
        return
    if category is None:
        category = records.new_category(row.text("category"))
    _category_facts(row, category)
    if old is None:
        position = records.next_position(category.id)
        old = Indicator(new_id(), category.id, position, records.free_code(category.id, position), name)
        new = True
    else:
        new = False
    records.put_indicator(_filled(row, old, new))


def _old(row: Fields, category: Category, name: str) -> Indicator | None:
    """The indicator that the row speaks of: by name, else by code."""
    records = row.reading.records
    found = records.indicator(category.id, name)
    coded = records.indicator_coded(category.id, row.text("code")) if row.text("code") else None
    if found is not None and coded is not None and found.id != coded.id:
        row.hold_row(
            "code",
            "IMP-CODE",
            M("a code of its own; {code} belongs to {name}", code=row.text("code"), name=coded.name),
            M("Give each indicator its own code"),
        )
        return None
    return found or coded


def _twice(row: Fields, category: Category | None, old: Indicator | None, name: str) -> bool:
    """Hold a row that speaks of an indicator for the second time: with another unit, it is said in those words."""
    if old is None or category is None:
        row.reading.seen[key(row.text("category")), key(name)] = row.row.number
        return False
    first = row.reading.seen.setdefault((key(category.name), key(old.name)), row.row.number)
    if first == row.row.number:
        return False
    unit = row.text("unit")
    if unit and spell(unit) != spell(old.unit):
        row.hold_row(
            "unit",
            "IMP-TWO-UNITS",
            M("one unit for {name}: row {row} says {unit}", name=name, row=first, unit=old.unit or "—"),
            M("Keep one of the two rows, or give the second indicator another name"),
        )
    else:
        row.hold_row(
            "name",
            "IMP-TWICE",
            M("each indicator once; {name} stands in row {row} already", name=name, row=first),
            M("Delete one of the two rows"),
        )
    return True


def _filled(row: Fields, old: Indicator, new: bool) -> Indicator:
    changes = row.changes(_PLAIN, _BLANK)
    changes["name"] = row.text("name")
    changes["direction"] = row.good("direction")
    if row.text("code"):
        changes["code"] = row.text("code")
    weight = row.number("weight")
    if row.has("weight"):
        if weight is not None and weight < 0:
            row.hold("weight", "IMP-WEIGHT", M("a weight that is not negative"))
        else:
            changes["weight"] = Decimal(1) if weight is None else weight
    rounding = row.number("rounding")
    if row.has("rounding"):
        if rounding is not None and not _is_interval(rounding):
            row.hold("rounding", "IMP-ROUNDING", M("1, 2 or 5 times a power of ten, such as 0.01 or 0.5"))
        else:
            changes["rounding"] = rounding
    if row.has("unit"):
        changes["unit"] = _unit(row, old, new)
    stated = row.good("scale")
    if stated is not None:
        changes["scale"] = stated
    elif new:
        changes["scale"] = usual_scale(row.good("direction"), changes.get("unit", ""))
    return replace(old, **changes, source=row.provenance(old.source))


def _unit(row: Fields, old: Indicator, new: bool) -> str:
    """The canonical unit. A stored one never changes its meaning: results without a unit of their own rest on it."""
    unit = row.text("unit")
    if unit and not known(unit):
        row.hold(
            "unit",
            "IMP-UNIT",
            M("a unit we know, such as %, mm, MPa, dB(A), (W·h)/(W·h)"),
            M("The indicator is taken in with the unit as written; no value of another unit will fit it"),
            M("Correct the unit and import again"),
        )
    if new or spell(unit) == spell(old.unit):
        return unit
    if not old.unit and unit:
        return unit
    fits = conversion(unit, old.unit) is not None
    row.hold(
        "unit",
        "IMP-TWO-UNITS",
        M("the unit {unit} that {name} has in this project", unit=old.unit, name=old.name),
        M("The unit of the project stays; values may be written in any unit that converts to it")
        if fits
        else M("The unit of the project stays"),
        M("Write {unit}, or give the indicator another name", unit=old.unit),
    )
    return old.unit


def usual_scale(direction: object, unit: str) -> Scale:
    """The scale of an indicator where nobody states one (rulings 5)."""
    if direction is Direction.GRADE:
        return Scale.ORDINAL
    if direction is Direction.PASS_FAIL:
        return Scale.NOMINAL
    canonical = spell(unit)
    if canonical.startswith(_DECIBEL):
        return Scale.LOGARITHMIC
    return Scale.INTERVAL if canonical in _INTERVAL else Scale.RATIO


def _is_interval(number: Decimal) -> bool:
    digits = number.normalize().as_tuple().digits
    return number > 0 and digits in ((1,), (2,), (5,))


def _category_facts(row: Fields, category: Category) -> None:
    facts = {"name_en": row.text("category_en"), "note": row.text("category_note")}
    stated = {name: text for name, text in facts.items() if text}
    row.reading.records.put(replace(category, **stated))
