"""The empty workbook to fill in: explanation, headers with comments, drop-downs, one marked example row a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from compare_app.domain.terms import (
    Basis,
    ComparisonMode,
    Direction,
    Force,
    IndexItem,
    IndicatorClass,
    Market,
    Role,
    Scale,
    Severity,
    Statistic,
    Trust,
)
from compare_app.domain.workbook_layout import EXAMPLE_MARK, SHEETS
from compare_app.exporters.atomic import atomic_write
from compare_app.exporters.sheets import Field, Filled, write_sheets
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording

README: Final[tuple[tuple[Message, bool], ...]] = (
    (M("Dual Compare · how to fill in this workbook"), True),
    (M("Fill in the five sheets in their order: indicators, standards, requirements, products, results."), False),
    (M("Dark headers with a star are required. Hold the pointer over a header to read what belongs there."), False),
    (M("Inspections and index figures are for the profile of the enterprise; these two may stay empty."), False),
    (M("Row 2 of each sheet is an example. It is skipped on import; delete it or leave it."), False),
    (M("Columns may stand in any order; columns you do not need may be deleted."), False),
    (M("How to write values"), True),
    (M("Results as the report writes them: 5.02, <0.01, ND(<0.5), 39~45, pass, and — where there is none."), False),
    (M("Limits as the standard writes them: ≥5.00, ≤0.5 %, 35~45, 10.0±0.1, 1级≥5.00; 2级≥4.50; 3级≥4.00."), False),
    (M("Digits count: 5.00 is not 5. Write as many decimals as the report or standard has."), False),
    (M("Leave a cell blank where nothing is known. Blank, N/A and not tested are three different things."), False),
    (M("Units as people write them; each indicator has one unit, results may use another that converts to it."), False),
    (M("What happens on import"), True),
    (M("Nothing is stored before you have seen what was understood; cells that were not are listed."), False),
    (M("Importing the same file twice changes nothing. Rows are found again by their names and numbers."), False),
    (M("Facts not checked against the printed standard are marked unconfirmed in every output."), False),
)  # fmt: skip

_EXAMPLES: Final[Mapping[str, Mapping[str, Field | Message]]] = {
    "indicators": {
        "category": M("Room air conditioners"),
        "code": "APF",
        "name": M("Annual performance factor"),
        "name_en": "Annual performance factor",
        "aliases": ("APF",),
        "quantity": "APF",
        "unit": "(W·h)/(W·h)",
        "scale": Scale.RATIO,
        "direction": Direction.LARGER,
        "indicator_class": IndicatorClass.CORE,
        "severity": Severity.A,
        "weight": Decimal(40),
        "rounding": Decimal("0.01"),
        "domain": M("energy efficiency"),
        "document": "GB 21455-2019",
        "place": "4",
        "trust": Trust.UNCONFIRMED,
    },
    "standards": {
        "number": "GB 21455-2019",
        "title": "房间空气调节器能效限定值及能效等级",
        "market": Market.DOMESTIC,
        "region": "CN",
        "force": Force.MANDATORY,
        "issued": date(2019, 12, 31),
        "effective": date(2020, 7, 1),
        "replaces": ("GB 12021.3-2010", "GB 21455-2013"),
        "trust": Trust.UNCONFIRMED,
    },
    "requirements": {
        "category": M("Room air conditioners"),
        "standard": "GB 21455-2019",
        "clause": "4",
        "indicator": M("Annual performance factor"),
        "limit": "1级≥5.00; 2级≥4.50; 3级≥4.00",
        "unit": "(W·h)/(W·h)",
        "statistic": Statistic.MEAN,
        "conditions": M("[cooling capacity]≤4500 W"),
        "quantity": "APF",
        "method": "GB/T 7725-2022, 6.3",
        "mode": ComparisonMode.FULL_VALUE,
        "trust": Trust.UNCONFIRMED,
    },
    "products": {
        "category": M("Room air conditioners"),
        "name": M("Example air conditioner 35"),
        "brand": M("Example"),
        "model": "KFR-35GW/EX",
        "enterprise": M("Example Company"),
        "role": Role.OURS,
        "standards": ("Q/EX 001-2025", "GB 21455-2019"),
        "produced": date(2025, 3, 6),
        "fictional": True,
    },
    "results": {
        "category": M("Room air conditioners"),
        "product": M("Example air conditioner 35"),
        "indicator": M("Annual performance factor"),
        "result": "5.02",
        "unit": "(W·h)/(W·h)",
        "basis": Basis.TESTED,
        "statistic": Statistic.SINGLE,
        "uncertainty": Decimal("0.10"),
        "coverage": Decimal(2),
        "specimen": "1#",
        "method": "GB/T 7725-2022, 6.3",
        "report": "EX-2025-001",
        "laboratory": M("Example laboratory"),
        "tested_on": date(2025, 4, 15),
    },
    "inspections": {
        "product_class": M("Room air conditioners"),
        "own": True,
        "inspected_on": date(2025, 6, 18),
        "batches": Decimal(4),
        "failed": Decimal(1),
        "organiser": M("Example market supervision authority"),
        "enterprise": M("Example Company"),
        "product": M("Example air conditioner 35"),
        "lot": "2025-03-06",
        "failed_items": M("marking (class B)"),
        "laboratory": M("Example laboratory"),
        "output": Decimal(1200),
        "trust": Trust.UNCONFIRMED,
    },
    "index_figures": {
        "year": Decimal(2025),
        "item": IndexItem.SUPERVISION_PASSED,
        "value": Decimal("96.5"),
        "low": Decimal(80),
        "high": Decimal(100),
        "weight": Decimal(1),
        "trust": Trust.UNCONFIRMED,
    },
}


def write_template(to: Path, words: Wording) -> None:
    """Write the template in the reader's language; an AppError where the file cannot be written."""
    readme = [(words(line), heading) for line, heading in README]
    mark = EXAMPLE_MARK[0 if words.language == "zh_CN" else 1]
    note = f"{mark}: {words(M('skipped on import'))}"
    sheets = [
        Filled(
            layout,
            [{**{key: _spoken(value, words) for key, value in _EXAMPLES[layout.key].items()}, "note": note}],
            example=True,
        )
        for layout in SHEETS
    ]
    atomic_write(to, lambda path: write_sheets(path, readme, sheets, words))


def _spoken(value: Field | Message, words: Wording) -> Field:
    return words(value) if isinstance(value, Message) else value
