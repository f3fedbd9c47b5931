"""From the text typed into a cell of the data page to the edit that stores it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from compare_app.domain.edit import Edit, Ref
from compare_app.domain.model import CellRef, Indicator, Product, Result
from compare_app.domain.result_text import parse_result
from compare_app.domain.terms import Trust
from compare_app.errors import AppError
from compare_app.text.message import M

_SEPARATOR: Final = re.compile(r"[;；]")


def typed_text(results: Sequence[Result]) -> str:
    """What the editor starts with: the texts as typed, one value after the other."""
    return "; ".join(result.raw for result in results)


def renamed(product: Product, name: str) -> Edit:
    """The edit that gives a product another name; a product without a name is an AppError."""
    name = " ".join(name.split())
    if not name:
        raise AppError("PRODUCT-NAME", M("A product needs a name"), M("Type a name; nothing was changed"))
    return Edit(M("Rename {old} to {new}", old=product.name, new=name), (replace(product, name=name),))


def edited(product: Product, indicator: Indicator, before: Sequence[Result], text: str) -> Edit | None:
    """The edit that makes `text` the results of a pair; None where nothing changes.

    Several values are separated by ``;``. What was known about the test (unit, basis, method, report) stays with each
    value; the cell of the file it came from does not, because the value no longer stands there. A text that is not
    understood is kept as it is and carries no value.
    """
    if text.strip() == typed_text(before):
        return None
    parts = [part.strip() for part in _SEPARATOR.split(text) if part.strip()]
    label = M("Edit {indicator} of {product}", indicator=indicator.name, product=product.name)
    puts: list[Result] = []
    for part in parts:
        for reading in parse_result(part):
            number = len(puts) + 1
            base = before[number - 1] if number <= len(before) else _like(before, product, indicator)
            if base.raw == part and base in before:
                puts.append(replace(base, replicate=number))
                continue
            puts.append(
                replace(
                    base,
                    replicate=number,
                    raw=part,
                    value=reading.value,
                    unit=reading.unit or base.unit,
                    statistic=reading.statistic or base.statistic,
                    uncertainty=None,
                    outlier="",
                    trust=Trust.USER,
                    cell=CellRef(),
                )
            )
    kept = {result.id for result in puts}
    removes = tuple(Ref(Result, result.id) for result in before if result.id not in kept)
    return Edit(label, tuple(puts), removes)


def _like(before: Sequence[Result], product: Product, indicator: Indicator) -> Result:
    """A new value beside others was found in the same way; a first one has everything to be stated."""
    if before:
        return replace(before[-1], uncertainty=None, specimen="", outlier="", note="", cell=CellRef())
    return Result(product_id=product.id, indicator_id=indicator.id, replicate=1, raw="")
