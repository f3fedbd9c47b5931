"""What a re-test changed, in natural units and per cent (domain.md §1.1): only where both texts are plain numbers.

Of several values their mean is compared: a re-test of several specimens is the ordinary case.
"""

from __future__ import annotations

from decimal import Decimal

from compare_app.domain.differences import difference_text
from compare_app.domain.loop import Action, Verification
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
    if not one.raw.strip():
        return papers.unsaid(M("not tested again"))
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
    """The plain number of a text, of several their mean; with the unit and the places it is printed with."""
    readings = [one for part in text.split(SEPARATOR) if part.strip() for one in parse_result(part)]
    values = [one.value.value for one in readings if isinstance(one.value, Number) and one.statistic is None]
    units = {one.unit or unit for one in readings}
    if not values or len(values) != len(readings) or len(units) != 1:
        return None
    places = max(natural_places(value, 9) for value in values)
    return sum(values, Decimal(0)) / len(values), units.pop(), places + (len(values) > 1)
