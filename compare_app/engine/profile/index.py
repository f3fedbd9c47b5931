"""The simulated 制造业质量竞争力指数 (R38; domain.md §3, rulings 11): twelve figures, six nodes, two halves.

Scores lie on a straight line from 60 at one bound to 100 at the other (an assumption), held at the ends. A missing
figure is never 0 or 60: its weight goes to the other figure of its node; a node without any refuses the index. All
sums are exact, so that an index on the border of a band falls on the right side of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import chain

from compare_app.domain.index_table import LEAST, MOST, REFERENCES, ROWS, STRUCTURE, BandSet, HalfRow, NodeRow
from compare_app.domain.model import IndexFigure
from compare_app.domain.profile import HalfScore, IndexYear, ItemScore, NodeScore, ReferenceGap
from compare_app.domain.terms import IndexItem, Trust
from compare_app.engine.profile.index_steps import half_steps, index_steps, item_steps, node_steps
from compare_app.text.message import M, Message


def index_years(figures: Iterable[IndexFigure], bands: BandSet) -> tuple[IndexYear, ...]:
    """The index of every year that has a figure, in order."""
    by_year: dict[int, list[IndexFigure]] = {}
    for one in figures:
        by_year.setdefault(one.year, []).append(one)
    return tuple(index_year(year, by_year[year], bands) for year in sorted(by_year))


def index_year(year: int, figures: Sequence[IndexFigure], bands: BandSet) -> IndexYear:
    """The index of one year from its figures; a figure that is not entered is missing and weighs 1."""
    known = _Figures.of(figures)
    halves = tuple(_half(half, known) for half in STRUCTURE)
    nodes = [node for half in halves for node in half.nodes]
    exact = known.mean(tuple(chain.from_iterable(half.nodes for half in STRUCTURE)))
    value = None if exact is None else _decimal(exact)
    covered = sum(node.covered for node in nodes)
    return IndexYear(
        year=year,
        value=value,
        band=None if exact is None else bands.of(exact),
        covered=covered,
        total=len(ROWS),
        empty=tuple(node.node for node in nodes if node.score is None),
        halves=halves,
        references=tuple(
            ReferenceGap(one, value - one.value if value is not None and one.sourced else None)
            for one in REFERENCES
        ),
        unconfirmed=sum(item.unconfirmed for node in nodes for item in node.items),
        steps=index_steps(nodes, value, bands, covered),
    )


@dataclass(frozen=True, slots=True)
class _Figures:
    """The figures of one year: what was entered, and weights and scores as exact numbers."""

    entered: dict[IndexItem, list[IndexFigure]]
    weights: dict[IndexItem, Fraction]
    scores: dict[IndexItem, Fraction | None]

    @classmethod
    def of(cls, figures: Sequence[IndexFigure]) -> _Figures:
        entered = {item: [one for one in figures if one.item is item] for item in IndexItem}
        return cls(
            entered,
            {item: _weight(rows) for item, rows in entered.items()},
            {item: _score(rows) for item, rows in entered.items()},
        )

    def weight(self, nodes: Iterable[NodeRow]) -> Fraction:
        """The stated weight of nodes, whether their figures are known or not."""
        return sum((self.weights[row.item] for node in nodes for row in node.items), Fraction(0))

    def carried(self, node: NodeRow) -> Fraction:
        """The weight of the node's figures that have a score."""
        known = (self.weights[row.item] for row in node.items if self.scores[row.item] is not None)
        return sum(known, Fraction(0))

    def node_score(self, node: NodeRow) -> Fraction | None:
        """Weighted mean of the figures that are there; None where none of them carries weight."""
        carried = self.carried(node)
        if not carried:
            return None
        found = ((self.weights[row.item], self.scores[row.item]) for row in node.items)
        return sum((weight * score for weight, score in found if score is not None), Fraction(0)) / carried

    def mean(self, nodes: Sequence[NodeRow]) -> Fraction | None:
        """Mean of node scores by the stated weights of the nodes; None where a node is empty."""
        total = Fraction(0)
        for node in nodes:
            score = self.node_score(node)
            if score is None:
                return None
            total += self.weight((node,)) * score
        return total / self.weight(nodes)


def _weight(rows: Sequence[IndexFigure]) -> Fraction:
    """The weight as stated; 1 where there is no record, more than one, or no possible weight."""
    return Fraction(rows[0].weight) if len(rows) == 1 and rows[0].weight >= 0 else Fraction(1)


def _score(rows: Sequence[IndexFigure]) -> Fraction | None:
    """60 + 40·(x − low)/(high − low), held at 60 and 100; the other way round where smaller is better."""
    if _why_not(rows) is not None:
        return None
    one = rows[0]
    assert one.value is not None
    assert one.low is not None
    assert one.high is not None
    place = Fraction(one.value - one.low) / Fraction(one.high - one.low)
    if ROWS[one.item].smaller_is_better:
        place = 1 - place
    return LEAST + (MOST - LEAST) * max(Fraction(0), min(Fraction(1), place))


def _why_not(rows: Sequence[IndexFigure]) -> Message | None:
    """Why a figure has no score."""
    if not rows:
        return M("nothing is entered")
    if len(rows) > 1:
        return M("entered {count} times for this year", count=len(rows))
    one = rows[0]
    if one.value is None:
        return M("no value")
    if one.low is None or one.high is None:
        return M("the bounds that score 60 and 100 are not stated")
    if one.low >= one.high:
        return M("the lower bound {low} is not below the upper bound {high}", low=one.low, high=one.high)
    if one.weight < 0:
        return M("the weight {weight} is negative", weight=one.weight)
    return None


def _half(half: HalfRow, known: _Figures) -> HalfScore:
    whole = known.weight(node for other in STRUCTURE for node in other.nodes)
    nodes = tuple(_node(node, known, whole) for node in half.nodes)
    exact = known.mean(half.nodes)
    score = None if exact is None else _decimal(exact)
    return HalfScore(half.code, half.name, score, nodes, half_steps(half.name, nodes, score))


def _node(node: NodeRow, known: _Figures, whole: Fraction) -> NodeScore:
    part = known.weight((node,)) / whole if whole else Fraction(0)
    carried = known.carried(node)
    items = []
    for row in node.items:
        found = known.scores[row.item]
        share = part * known.weights[row.item] / carried if carried and found is not None else None
        items.append(_item(row.item, known.entered[row.item], found, share))
    exact = known.node_score(node)
    score = None if exact is None else _decimal(exact)
    return NodeScore(
        node=node.node,
        share=_decimal(part),
        score=score,
        covered=sum(item.score is not None for item in items),
        items=tuple(items),
        steps=node_steps(node.node, items, score),
    )


def _item(
    item: IndexItem, rows: Sequence[IndexFigure], score: Fraction | None, share: Fraction | None
) -> ItemScore:
    one = rows[0] if len(rows) == 1 else IndexFigure("", 0, item)
    outside = (
        one.value is not None
        and one.low is not None
        and one.high is not None
        and not one.low <= one.value <= one.high
    )
    found = ItemScore(
        item=item,
        figure_id=one.id,
        value=one.value,
        low=one.low,
        high=one.high,
        weight=one.weight,
        share=None if share is None else _decimal(share),
        score=None if score is None else _decimal(score),
        clamped=score is not None and outside,
        reason=_why_not(rows),
        unconfirmed=one.source.trust is Trust.UNCONFIRMED,
    )
    return item_steps(found)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / value.denominator
