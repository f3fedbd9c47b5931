"""How the simulated index explains itself: one step a figure, a node, a half, and the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from compare_app.domain.comparison import Trace
from compare_app.domain.index_table import ROWS, BandSet
from compare_app.domain.profile import ItemScore, NodeScore, index_text, score_text, share_text
from compare_app.domain.terms import IndexNode
from compare_app.text.message import M, Message

_RISING: Final = "s = 60 + 40·(x − low)/(high − low)"
_FALLING: Final = "s = 60 + 40·(high − x)/(high − low)"
_MEAN: Final = "Σ wᵢ·sᵢ / Σ wᵢ"


def item_steps(item: ItemScore) -> ItemScore:
    """The figure with its explanation: value, bounds, score, part of the index."""
    if item.score is None or item.value is None or item.low is None or item.high is None:
        reason = item.reason or M("no value")
        return replace(item, steps=(Trace(M("{name}: no score, {reason}", name=item.item, reason=reason)),))
    row = ROWS[item.item]
    steps = [
        Trace(
            M(
                "{name}: value {value}, bounds {low} … {high} ({unit})",
                name=item.item,
                value=item.value,
                low=item.low,
                high=item.high,
                unit=row.unit,
            )
        )
    ]
    if row.smaller_is_better:
        steps.append(Trace(M("Smaller is better: the lower bound scores 100")))
    steps.append(
        Trace(
            M("Score {score}", score=score_text(item.score)), _FALLING if row.smaller_is_better else _RISING
        )
    )
    if item.clamped:
        steps.append(Trace(M("The value lies outside its bounds: the score is held at the end")))
    if item.share is not None:
        steps.append(
            Trace(
                M(
                    "Weight {weight} as stated; part of the index {share}",
                    weight=item.weight,
                    share=share_text(item.share),
                )
            )
        )
    return replace(item, steps=tuple(steps))


def node_steps(node: IndexNode, items: Sequence[ItemScore], score: Decimal | None) -> tuple[Trace, ...]:
    """The two figures of a node, what is missing of them, and its score."""
    steps = [_scored(item.item, item.score) for item in items]
    missing = tuple(item.item for item in items if item.score is None)
    if score is None:
        return (*steps, Trace(M("No figure of the node carries weight: it is empty")))
    if missing:
        gone = M("Missing: {names}; its weight goes to the other figure of the node", names=missing)
        steps.append(Trace(gone))
    return (*steps, _scored(node, score, _MEAN))


def half_steps(name: Message, nodes: Sequence[NodeScore], score: Decimal | None) -> tuple[Trace, ...]:
    """The three nodes of a half and its score."""
    steps = _nodes(nodes)
    return (*steps, _scored(name, score, _MEAN)) if score is not None else steps


def index_steps(
    nodes: Sequence[NodeScore], value: Decimal | None, bands: BandSet, covered: int
) -> tuple[Trace, ...]:
    """The six nodes, the coverage, the index and its band, or why there is none."""
    steps = [
        *_nodes(nodes),
        Trace(M("Figures with a score: {covered} of {total}", covered=covered, total=len(ROWS))),
    ]
    if value is None:
        names = tuple(node.node for node in nodes if node.score is None)
        return (*steps, Trace(M("No index: nothing is known of {names}", names=names)))
    band = bands.of(value)
    low = M("from the bottom") if band.low is None else M("from {low}", low=band.low)
    return (
        *steps,
        Trace(M("Simulated index {value}", value=index_text(value, bands)), "Σ wᵢ·sᵢ"),
        Trace(M("Band: {name} ({low}); {source}", name=band.name, low=low, source=bands.source)),
    )


def _nodes(nodes: Sequence[NodeScore]) -> tuple[Trace, ...]:
    return tuple(
        Trace(
            M(
                "{name}: score {score}, part of the index {share}",
                name=node.node,
                score=score_text(node.score),
                share=share_text(node.share),
            )
        )
        for node in nodes
    )


def _scored(name: object, score: Decimal | None, rule: str = "") -> Trace:
    return Trace(M("{name}: score {score}", name=name, score=score_text(score)), rule)
