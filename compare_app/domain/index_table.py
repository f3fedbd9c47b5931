"""The 制造业质量竞争力指数 as data (domain.md §3): its figures and nodes, the bands in use, values that were published.

The structure is published; weights and bounds are not, so there are none here: they are the user's, and every result is
a simulation. Two sets of bands are in circulation, so bands are data and are chosen by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from compare_app.domain.terms import IndexItem, IndexNode
from compare_app.text.message import M, Message

LEAST: Final = 60  # a score at its lower bound (domain.md §3.2)
MOST: Final = 100

_PER_CENT: Final = M("%")


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One of the twelve figures: what it is measured in, and which way is better."""

    item: IndexItem
    unit: Message = _PER_CENT
    smaller_is_better: bool = False


@dataclass(frozen=True, slots=True)
class NodeRow:
    """One of the six 三级 nodes with its two figures."""

    node: IndexNode
    items: tuple[ItemRow, ItemRow]


@dataclass(frozen=True, slots=True)
class HalfRow:
    """One of the two 二级 halves with its three nodes."""

    code: str
    name: Message
    nodes: tuple[NodeRow, NodeRow, NodeRow]


STRUCTURE: Final = (
    HalfRow(
        "quality_level",
        M("quality level"),
        (
            NodeRow(
                IndexNode.STANDARDS_TECHNOLOGY,
                (ItemRow(IndexItem.GRADED_PRODUCTS), ItemRow(IndexItem.CONTROL_EQUIPMENT)),
            ),
            NodeRow(
                IndexNode.MANAGEMENT,
                (ItemRow(IndexItem.QMS_CERTIFIED), ItemRow(IndexItem.QUALITY_LOSS, smaller_is_better=True)),
            ),
            NodeRow(
                IndexNode.SUPERVISION,
                (ItemRow(IndexItem.SUPERVISION_PASSED), ItemRow(IndexItem.EXPORT_PASSED)),
            ),
        ),
    ),
    HalfRow(
        "development",
        M("development capability"),
        (
            NodeRow(
                IndexNode.RESEARCH,
                (ItemRow(IndexItem.RESEARCH_SPENDING), ItemRow(IndexItem.RENEWAL_SPENDING)),
            ),
            NodeRow(
                IndexNode.CORE_TECHNOLOGY,
                (ItemRow(IndexItem.PATENTS, M("per million yuan")), ItemRow(IndexItem.NEW_PRODUCTS)),
            ),
            NodeRow(
                IndexNode.MARKET,
                (
                    ItemRow(IndexItem.AVERAGE_SALES, M("unit of its bounds")),
                    ItemRow(IndexItem.INTERNATIONAL_SALES),
                ),
            ),
        ),
    ),
)
"""Two halves, six nodes, twelve figures (domain.md §3.1). Average sales have no published unit."""

ROWS: Final = {row.item: row for half in STRUCTURE for node in half.nodes for row in node.items}


def in_per_cent(item: IndexItem) -> bool:
    """Whether a figure is a share in per cent, so that a typed `96.5%` says nothing new."""
    return ROWS[item].unit is _PER_CENT


@dataclass(frozen=True, slots=True)
class Band:
    """A word for an index from `low` on (half-open, rulings 11); None: from the bottom."""

    low: Decimal | None
    name: Message


@dataclass(frozen=True, slots=True)
class BandSet:
    """Bands in rising order, and who published them."""

    code: str
    name: Message
    source: Message
    bands: tuple[Band, ...]

    def of(self, value: Decimal | Fraction) -> Band:
        """The band [a, b) that holds an index; the highest one has no upper end."""
        exact = Fraction(value)
        return [one for one in self.bands if one.low is None or exact >= Fraction(one.low)][-1]


BAND_SETS: Final = (
    BandSet(
        "aqsiq_2011",
        M("AQSIQ 2011"),
        M("AQSIQ, 2011, as the press reported it; the original was not seen"),
        (
            Band(None, M("not competitive")),
            Band(Decimal(75), M("insufficiently competitive")),
            Band(Decimal(80), M("initially competitive")),
            Band(Decimal(85), M("moderately competitive")),
            Band(Decimal(90), M("rather competitive")),
        ),
    ),
    BandSet(
        "bulletin_2009",
        M("bulletin 2009"),
        M("Bulletin of 2009, as the press reported it; the original was not seen"),
        (
            Band(None, M("competitiveness very weak")),
            Band(Decimal(75), M("competitiveness fair")),
            Band(Decimal(80), M("competitiveness strong")),
            Band(Decimal(95), M("competitiveness very strong")),
        ),
    ),
)
"""The first one is the default (domain.md §3.4): two sources that do not agree."""


def band_set(code: str) -> BandSet | None:
    """A set of bands by its code; an empty code is the default, an unknown one None."""
    return next((one for one in BAND_SETS if one.code == (code or BAND_SETS[0].code)), None)


@dataclass(frozen=True, slots=True)
class Reference:
    """A published index of a region. One without a kept source is shown as unconfirmed and compared with nothing."""

    region: Message
    year: int
    value: Decimal
    source: Message
    sourced: bool = True
    target: bool = False  # a target of policy, not a measured value


_NATIONAL, _GUANGDONG = M("China"), M("Guangdong")
_BULLETIN: Final = M("Yearly bulletin, as the press reported it; the original was not seen")
_OUTLINE: Final = M("Guangdong Quality-Strong Province Outline, 2023-07")
_NONE: Final = M("no source kept")

REFERENCES: Final = (
    Reference(_NATIONAL, 2005, Decimal("78.98"), _BULLETIN),
    Reference(_NATIONAL, 2006, Decimal("79.98"), _BULLETIN),
    Reference(_NATIONAL, 2008, Decimal("81.18"), _BULLETIN),
    Reference(_NATIONAL, 2009, Decimal("82.14"), _BULLETIN),
    Reference(_NATIONAL, 2021, Decimal("84.91"), _NONE, sourced=False),
    Reference(_NATIONAL, 2025, Decimal(86), _NONE, sourced=False, target=True),
    Reference(_GUANGDONG, 2018, Decimal("89.63"), _OUTLINE),
    Reference(_GUANGDONG, 2022, Decimal("90.63"), _OUTLINE),
    Reference(_GUANGDONG, 2025, Decimal(92), _OUTLINE, target=True),
)
"""Published values and targets (domain.md §3.5)."""
