"""The indicators of a scheme: found by any of their names, and whether their values are classes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from compare_app.domain.model import Indicator
from compare_app.domain.terms import Direction, Scale
from compare_app.text.fold import key


def by_name(indicators: Iterable[Indicator]) -> Mapping[str, Indicator]:
    """Indicators by folded code, name, English name and alias; the first of two with one name counts."""
    named: dict[str, Indicator] = {}
    for indicator in indicators:
        for name in (indicator.code, indicator.name, indicator.name_en, *indicator.aliases):
            if name:
                named.setdefault(key(name), indicator)
    return named


def is_class(indicator: Indicator) -> bool:
    """Whether the values of an indicator are classes or verdicts, counted in steps."""
    return indicator.scale in (Scale.ORDINAL, Scale.NOMINAL) or indicator.direction in (
        Direction.GRADE,
        Direction.PASS_FAIL,
    )
