"""What a re-test changed, in natural units and per cent (domain.md §1.1): only where both texts are plain numbers,
or several single values of one unit, which their mean stands for.
"""

from __future__ import annotations

from decimal import Decimal

from compare_app.domain.differences import difference_text
from compare_app.domain.model import Action, Verification
from compare_app.domain.report import TableCell
from compare_app.domain.result_text import parse_result
from compare_app.domain.retest import SEPARATOR
from compare_app.domain.terms import Direction, Scale
from compare_app.domain.tone import Tone
from compare_app.domain.units import spell
from compare_app.domain.value import Number
from compare_app.exporters.cells import figure, natural_places
from compare_app.exporters.documents.papers import Papers
from compare_app.exporters.report_tables import cell
from compare_app.text.message import M


def improvement_text(papers: Papers, action: Action, one: Verification) -> TableCell:
    """The change from the value at the start to the re-test, better is positive; otherwise why there is no figure."""
    indicator = papers.scheme(action.indicator_id)
    if indicator is None or indicator.direction not in (Direction.LARGER, Direction.SMALLER):
        return papers.unsaid(M("no figure: neither larger nor smaller is better"))
    before = _number(action.baseline, action.unit)
    after = _number(one.raw, one.unit or action.unit)
    if before is None or after is None:
        return papers.unsaid(M("no figure: no single number before or after"))
    if spell(before[1]) != spell(after[1]):
        return papers.unsaid(M("no figure: another unit"))
    change = after[0] - before[0] if indicator.direction is Direction.LARGER else before[0] - after[0]
    places = max(before[2], after[2])
    text = difference_text(figure(change, places, signed=True), after[1], papers.words)
    if indicator.scale is Scale.RATIO and before[0]:
        text += f"\n{figure(100 * change / abs(before[0]), 1, signed=True)} %"
    sign, colour = (
        ("▲", Tone.BETTER) if change > 0 else ("▼", Tone.WORSE) if change < 0 else ("●", Tone.LEVEL)
    )
    return cell(f"{sign} {text}", colour)


def _number(text: str, unit: str) -> tuple[Decimal, str, int] | None:
    """The plain number of a text with its unit and places; of several single values their mean, to one more place."""
    numbers: list[Decimal] = []
    units: set[str] = set()
    for part in filter(None, (one.strip() for one in text.split(SEPARATOR))):
        readings = parse_result(part)
        if len(readings) != 1 or not isinstance(value := readings[0].value, Number):
            return None
        numbers.append(value.value)
        units.add(readings[0].unit or unit)
    if not numbers or len(units) != 1:
        return None
    places = max(natural_places(one, 9) for one in numbers) + (len(numbers) > 1)
    return sum(numbers, Decimal()) / len(numbers), units.pop(), places
