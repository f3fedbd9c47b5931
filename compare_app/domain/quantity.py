"""When two mentions mean the same: of a quantity (SEER is not APF, an indicator's name is its own), of a method."""

from __future__ import annotations

from collections.abc import Mapping

from compare_app.domain.model import Indicator, TestMethod
from compare_app.text.fold import key


def quantity_key(stated: str, indicator: Indicator) -> str:
    """What equal quantities share. Nothing stated is the indicator's own quantity; its name is where it states none."""
    own, said = key(indicator.quantity), key(stated)
    if not said or (not own and said in _names(indicator)):
        return own
    return said


def _names(indicator: Indicator) -> set[str]:
    return {key(name) for name in (indicator.name, indicator.name_en, indicator.code, *indicator.aliases)}


def group_of(method_id: str, methods: Mapping[str, TestMethod]) -> str:
    """The comparability group of a method: its own where no group is given, empty where no method is stated (R5)."""
    method = methods.get(method_id)
    if method is None:
        return ""
    return key(method.group or f"{method.standard}#{method.clause}")
