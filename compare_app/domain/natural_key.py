"""By what people know a record again, whatever its id: the number of a standard, the name of a product …"""

from __future__ import annotations

from functools import lru_cache

from compare_app.domain.condition_text import print_conditions
from compare_app.domain.model import Inspection, Requirement, TestMethod
from compare_app.domain.standard_number import parse_standard_number
from compare_app.text.fold import key


@lru_cache(maxsize=4096)
def edition_key(number: str) -> str:
    """What equal standard numbers share."""
    return parse_standard_number(number).key


def report_key(number: str, laboratory: str) -> str:
    """What equal reports share: the number, or the laboratory where there is none."""
    return key(number) or f"@{key(laboratory)}"


def method_key(method: TestMethod) -> tuple[str, str, str, str]:
    """What equal methods share; standard and clause first."""
    standard = edition_key(method.standard) if method.standard else key(method.title)
    return standard, key(method.clause), key(method.group), key(method.conditions)


def inspection_key(one: Inspection) -> tuple[object, ...]:
    """What equal rows of a bulletin or a name list share; their counts may be corrected."""
    texts = (one.product_class, one.organiser, one.enterprise, one.product, one.lot, one.source.document)
    return (one.own, one.inspected_on, one.year, *map(key, texts))


def requirement_key(one: Requirement) -> tuple[object, ...]:
    """Edition, indicator, statistic, conditions, clause, scope and quantity."""
    return (
        one.edition_id,
        one.indicator_id,
        one.statistic,
        print_conditions(one.conditions),
        key(one.clause),
        key(one.scope_text),
        key(one.quantity),
    )
