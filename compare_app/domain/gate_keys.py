"""What the comparability gate asks beside the value itself, as one short key, and when two keys meet (R5, R21).

Thousands of products of a pool share a handful of keys, so the gate is asked once a key and not once a product. The
rules are those of the gate between two products; nothing here knows a product, an indicator or the engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from compare_app.domain.model import Equivalence
from compare_app.domain.terms import Difference, SampleKind
from compare_app.text.fold import key

NUMBER: Final = "number"
CLASS: Final = "class"
VERDICT: Final = "verdict"


class Found(NamedTuple):
    """How one input of a formula was found, folded; what the formula gives is no more comparable than that (R5)."""

    indicator_id: str
    method: str
    condition: str


class GateKey(NamedTuple):
    """How a value came about, folded so that equal names meet; an empty text is "not stated"."""

    quantity: str = ""  # what was measured where it is not the indicator's own quantity
    form: str = ""  # number, class or verdict; empty: there is no value
    method: str = ""  # comparability group of the test method
    condition: str = ""  # test condition in words
    extreme: str = ""  # minimum or maximum where only that end of the single values is known
    sample: str = ""  # kind of sample
    origins: tuple[Found, ...] = ()  # of a computed value: how its inputs were found


UNSTATED: Final = GateKey()
"""Nothing is said: the key of products without a value."""

ASPECTS: Final[Mapping[Difference, str]] = {
    Difference.QUANTITY: "quantity",
    Difference.FORM: "form",
    Difference.METHOD: "method",
    Difference.CONDITION: "condition",
    Difference.SAMPLE: "sample",
    Difference.STATISTIC: "extreme",
}
"""What two keys can differ in, in the order in which the gate names it, and the field that holds it."""

OPENABLE: Final = frozenset({Difference.METHOD, Difference.CONDITION, Difference.SAMPLE})
"""What may stay unstated, and what a documented equivalence opens."""

Opened = frozenset[tuple[Difference, frozenset[str], str]]
"""Pairs of groups that documented equivalences let meet, and the indicator they hold for; empty: for all."""


def opened(equivalences: Iterable[Equivalence]) -> Opened:
    """The pairs that equivalences of a category open."""
    return frozenset(
        (one.aspect, frozenset((key(one.group_a), key(one.group_b))), one.indicator_id)
        for one in equivalences
    )


def apart(aspect: Difference, first: str, second: str, pairs: Opened, indicator_id: str = "") -> bool:
    """Whether two values of one field keep products from being compared for an indicator.

    Not stated meets everything. Of samples only a prototype is apart from what is made in series; samples chosen by
    the maker and samples bought are compared, with a remark that the gate makes.
    """
    if first == second:
        return False
    if aspect not in OPENABLE:
        return True
    if not first or not second:
        return False
    if aspect is Difference.SAMPLE and SampleKind.PROTOTYPE.value not in (first, second):
        return False
    pair = frozenset((first, second))
    return not any((aspect, pair, about) in pairs for about in ("", indicator_id))


def origins_apart(
    aspect: Difference, ours: tuple[Found, ...], theirs: tuple[Found, ...], pairs: Opened
) -> bool:
    """Whether an input that both sides have was found by methods or under conditions that do not meet."""
    if aspect not in (Difference.METHOD, Difference.CONDITION) or ours == theirs:
        return False
    field = ASPECTS[aspect]
    other = {one.indicator_id: one for one in theirs}
    return any(
        apart(aspect, getattr(one, field), getattr(other[one.indicator_id], field), pairs, one.indicator_id)
        for one in ours
        if one.indicator_id in other
    )


def differences(
    ours: GateKey, theirs: GateKey, pairs: Opened = frozenset(), indicator_id: str = ""
) -> tuple[Difference, ...]:
    """Everything that keeps two keys apart, in the order of the gate; empty: they meet."""
    return tuple(
        aspect
        for aspect, field in ASPECTS.items()
        if apart(aspect, getattr(ours, field), getattr(theirs, field), pairs, indicator_id)
        or origins_apart(aspect, ours.origins, theirs.origins, pairs)
    )


def sample_key(kinds: Iterable[SampleKind]) -> str:
    """What the samples behind one value are together: the least representative kind that is stated."""
    stated = set(kinds)
    for kind in (SampleKind.PROTOTYPE, SampleKind.SUBMITTED, SampleKind.SERIES):
        if kind in stated:
            return kind.value
    return ""
