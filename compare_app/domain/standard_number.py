"""Numbers of standards: told apart, brought to one form, and compared by key (domain.md §7, R14, R15).

What is not recognised is kept as it stands, so nothing is lost; what can be two things is not recognised and says
which. The legal force that follows from a prefix is only a default for one edition: GB 4706.1-2005 was mandatory,
GB/T 4706.1-2024 is not.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Final

from compare_app.domain.standard_forms_abroad import FORMS as ABROAD
from compare_app.domain.standard_forms_cn import FORMS as CHINESE
from compare_app.domain.standard_pairs import adoption, readings
from compare_app.domain.standard_parts import StandardNumber
from compare_app.domain.standard_riders import Rider, riders_of
from compare_app.domain.standard_words import Typed, around, typed
from compare_app.domain.terms import Force, Market, StandardScope

__all__ = ["StandardNumber", "parse_standard_number", "scope_and_force"]

_LONGEST: Final = 400  # characters; what is longer is prose


@lru_cache(maxsize=8192)
def parse_standard_number(text: str) -> StandardNumber:
    """Tell a number apart: `GB21455—2019`, `gb 21455-2019` and `ＧＢ 21455-2019` give one key. Never raises."""
    seen = typed(text)
    unknown = StandardNumber(text.strip(), undated=text.strip(), own=text.strip(), written=text.strip())
    if not seen.text or len(seen.text) > _LONGEST:
        return unknown
    rest, riders = riders_of(seen)
    found = _with_riders(_number(rest), riders) if rest.text else None
    if found is not None:
        return found
    beside = next((one.text for one in riders if one.kind == "wq"), "")
    return replace(unknown, wq=beside, readings=readings(seen.text, _plain))


def _with_riders(found: StandardNumber | None, riders: tuple[Rider, ...]) -> StandardNumber | None:
    """The number with its identifier, amendments and edition; None where one of them does not go with it."""
    for rider in riders:
        if found is None:
            return None
        found = rider.apply(found)
    return found


def _number(seen: Typed) -> StandardNumber | None:
    """A number alone, or with a title, a clause or a label beside it."""
    if whole := _plain(seen.text):
        return replace(whole, written=seen.source())
    return around(seen, _plain)


def _plain(text: str) -> StandardNumber | None:
    """One number, or one and the number that it adopts; nothing else beside it."""
    return _single(text) or adoption(text, _single)


def _single(text: str) -> StandardNumber | None:
    for pattern, make in (*CHINESE, *ABROAD):
        if (found := pattern.fullmatch(text)) and (number := make(found)):
            return number
    return None


def scope_and_force(number: StandardNumber) -> tuple[StandardScope, Force, Market]:
    """Defaults for an edition, from its prefix; the force of a real edition is a fact of its own (§0)."""
    scope = number.scope
    match scope:
        case StandardScope.NATIONAL | StandardScope.SECTOR | StandardScope.LOCAL:
            if number.prefix.endswith("/Z"):
                return scope, Force.GUIDANCE, Market.DOMESTIC
            voluntary = number.prefix.endswith("/T") or number.prefix.startswith(("JJF", "GSB"))
            return scope, Force.RECOMMENDED if voluntary else Force.MANDATORY, Market.DOMESTIC
        case StandardScope.GROUP | StandardScope.ENTERPRISE:
            return scope, Force.SELF_DECLARED, Market.DOMESTIC
        case StandardScope.UNRECOGNISED:
            return scope, Force.RECOMMENDED, Market.DOMESTIC
        case _:
            return scope, Force.FOREIGN, Market.INTERNATIONAL
