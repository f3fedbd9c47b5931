"""When two mentions of a quantity are the same one: SEER is not APF; an indicator's name is its own quantity."""

from __future__ import annotations

from compare_app.domain.model import Indicator
from compare_app.text.fold import key


def quantity_key(stated: str, indicator: Indicator) -> str:
    """What equal quantities share. Nothing stated is the indicator's own quantity; its name is where it states none."""
    own, said = key(indicator.quantity), key(stated)
    if not said or (not own and said in _names(indicator)):
        return own
    return said


def _names(indicator: Indicator) -> set[str]:
    return {key(name) for name in (indicator.name, indicator.name_en, indicator.code, *indicator.aliases)}
