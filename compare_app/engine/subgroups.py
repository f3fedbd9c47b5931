"""Subgroups of a control chart in their order: values of one batch or one day. What has no order has no chart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from compare_app.domain.control import FEWEST_GROUPS, FEWEST_VALUES
from compare_app.engine.series import Observation, Series
from compare_app.text.fold import key
from compare_app.text.message import M, Message

Order = Literal["produced", "tested", "number"]


@dataclass(frozen=True, slots=True)
class Subgroup:
    """One batch or day with its values."""

    batch: str
    on: date | None
    observations: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Subgroups:
    """All of one size, in their order."""

    groups: tuple[Subgroup, ...]
    order: Order
    by_batch: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no control chart, and what would make one possible."""

    reason: Message
    remedy: Message


_DATES: Final = M("Give each sample its batch and production date, or each result its test date")
_NUMBERS: Final = M("Import tested single values, one row a value, with batch and date")
_SHOWN: Final = 3


def subgroups_of(series: Series, unit: str) -> Subgroups | Refusal:
    """The subgroups of a series; a refusal where values are only bounds, of other units, too few or without order.

    Values of one batch are a subgroup; where no value has a batch, those of one day. Subgroups follow each other by the
    date of production, otherwise of the test, otherwise by the numbers in batch names of one shape (B-07, B-08).
    """
    values = series.observations
    if refused := _unfit(series, unit):
        return refused
    if len(values) < FEWEST_VALUES:
        return Refusal(
            M(
                "A control chart needs at least {least} tested single values of one indicator; there are {n}",
                least=FEWEST_VALUES,
                n=len(values),
            ),
            _NUMBERS,
        )
    order, dates = _dates(values)
    by_batch = all(one.batch for one in values)
    if not by_batch and order is None:
        lacking = sum(not (one.batch or one.produced or one.tested) for one in values)
        return Refusal(
            M(
                "The order of the values is not known: {n} of {of} have neither a batch nor a date",
                n=lacking,
                of=len(values),
            )
            if lacking
            else M("The order of the values is not known: some have only a batch, others only a date"),
            _DATES,
        )
    found: dict[str | date, list[tuple[Observation, date | None]]] = {}
    for one, on in zip(values, dates, strict=True):
        name = key(one.batch) if by_batch else on
        assert name is not None
        found.setdefault(name, []).append((one, on))
    groups = [
        Subgroup(
            pairs[0][0].batch if by_batch else "",
            min((on for _, on in pairs if on is not None), default=None),
            tuple(one for one, _ in pairs),
        )
        for pairs in found.values()
    ]
    return _refused_sizes(groups, by_batch=by_batch) or _ordered(groups, order, by_batch=by_batch)


def _unfit(series: Series, unit: str) -> Refusal | None:
    of = len(series.observations) + len(series.bounds) + len(series.foreign)
    if series.bounds:
        return Refusal(
            M(
                "{n} of {of} values are only known as a bound or a span ({texts}); a control chart needs numbers",
                n=len(series.bounds),
                of=of,
                texts=_first(series.bounds),
            ),
            M("Ask the laboratory for the measured values"),
        )
    if series.foreign:
        return Refusal(
            M(
                "{n} of {of} values cannot be converted to {unit} ({texts})",
                n=len(series.foreign),
                of=of,
                unit=unit or "1",
                texts=_first(series.foreign),
            ),
            M("Correct the units on the data page"),
        )
    return None


def _first(texts: Sequence[str]) -> list[str]:
    rest = len(texts) - _SHOWN
    return [*texts[:_SHOWN], *(["…"] if rest > 0 else [])]


def _dates(values: Sequence[Observation]) -> tuple[Order | None, Sequence[date | None]]:
    """The dates of one kind that all values have, dates of production first: two kinds in one order would mislead."""
    produced = [one.produced for one in values]
    if all(produced):
        return "produced", produced
    tested = [one.tested for one in values]
    if all(tested):
        return "tested", tested
    return None, [None] * len(values)


def _refused_sizes(groups: Sequence[Subgroup], *, by_batch: bool) -> Refusal | None:
    sizes = [len(group.observations) for group in groups]
    if len(groups) < FEWEST_GROUPS:
        return Refusal(
            M("All {n} values are of one batch; a control chart needs at least two", n=sizes[0])
            if by_batch
            else M("All {n} values are of one day and name no batch: their order is not known", n=sizes[0]),
            _DATES,
        )
    if len(set(sizes)) > 1:
        return Refusal(
            M(
                "{n} batches hold {low} to {high} values each; a control chart needs equally many in each",
                n=len(groups),
                low=min(sizes),
                high=max(sizes),
            )
            if by_batch
            else M(
                "{n} days hold {low} to {high} values each; a control chart needs equally many in each",
                n=len(groups),
                low=min(sizes),
                high=max(sizes),
            ),
            M("Give each sample its batch, so that equal batches stand beside each other"),
        )
    return None


def _ordered(groups: list[Subgroup], order: Order | None, *, by_batch: bool) -> Subgroups | Refusal:
    numbers = _numbers([group.batch for group in groups]) if by_batch else None
    dates = [group.on for group in groups]
    if order is not None and (numbers is not None or len(set(dates)) == len(dates)):
        places = [(group.on or date.min, *(numbers or {}).get(group.batch, ())) for group in groups]
    elif order is None and numbers is not None:
        order, places = "number", [(date.min, *numbers[group.batch]) for group in groups]
    elif order is None:
        return Refusal(
            M(
                "The batches have no dates, and their names do not tell the order ({texts})",
                texts=_names(groups),
            ),
            _DATES,
        )
    else:
        same = [group for group in groups if dates.count(group.on) > 1]
        return Refusal(
            M(
                "Several batches carry one date ({on}), and their names do not tell the order ({texts})",
                on=same[0].on,
                texts=_names([group for group in same if group.on == same[0].on]),
            ),
            _DATES,
        )
    ranked = sorted(range(len(groups)), key=lambda at: places[at])
    return Subgroups(tuple(groups[at] for at in ranked), order, by_batch)


def _names(groups: Sequence[Subgroup]) -> list[str]:
    return _first([group.batch for group in groups])


def _numbers(batches: Sequence[str]) -> dict[str, tuple[int, ...]] | None:
    """The numbers in batch names that differ in nothing else: their order; None where names tell none."""
    shapes = {re.sub(r"[0-9]+", "#", key(batch)) for batch in batches}
    found = {batch: tuple(int(part) for part in re.findall(r"[0-9]+", key(batch))) for batch in batches}
    if len(shapes) > 1 or len(set(found.values())) < len(batches):
        return None
    return found
