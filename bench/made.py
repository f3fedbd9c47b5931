"""Big files for the bench, made once a folder: a workbook of 10 000 × 35 and projects of any size."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

from compare_app.domain.edit import Edit
from compare_app.domain.limit import Interval
from compare_app.domain.mapping import ColumnMapping, ColumnUse, TableMapping
from compare_app.domain.model import (
    Category,
    Executed,
    Indicator,
    Product,
    Record,
    Requirement,
    Result,
    StandardEdition,
)
from compare_app.domain.terms import Direction, Force, Market, Role, StandardScope, Statistic
from compare_app.domain.value import Number
from compare_app.text.message import M

PRODUCTS = 10_000
INDICATORS = 30
_TEXTS = ("name", "brand", "model", "enterprise", "note")


def _value(generator: random.Random, column: int) -> str:
    return f"{generator.gauss(50 + column, 4):.2f}"


def workbook(folder: Path) -> Path:
    """10 000 rows × 35 columns: five of text, thirty of numbers, a few cells as people write them."""
    path = folder / "big.xlsx"
    if path.exists():
        return path
    import xlsxwriter

    generator = random.Random(1)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Sheet1")
    sheet.write_row(0, 0, [*_TEXTS, *(f"指标{at + 1}(MPa)" for at in range(INDICATORS))])
    for row in range(PRODUCTS):
        sheet.write_row(row + 1, 0, [f"产品{row:05d}", f"品牌{row % 97}", f"M-{row}", f"企业{row % 311}", ""])
        for column in range(INDICATORS):
            text = _value(generator, column)
            if (row * 31 + column) % 500 == 0:
                sheet.write_string(row + 1, 5 + column, "—" if row % 2 else f"＜{text}")
            else:
                sheet.write_number(row + 1, 5 + column, float(text))
    book.close()
    return path


def small_workbook(folder: Path) -> Path:
    """An almost empty workbook: what a program needs before it reads anything."""
    path = folder / "small.xlsx"
    if not path.exists():
        import xlsxwriter

        book = xlsxwriter.Workbook(str(path))
        book.add_worksheet("Sheet1").write(0, 0, 1)
        book.close()
    return path


def indicators(count: int = INDICATORS) -> list[Indicator]:
    """A scheme of indicators, half of them smaller-is-better."""
    return [
        Indicator(
            id=f"i{at}",
            category_id="cat",
            position=at,
            code=f"i{at}",
            name=f"指标{at + 1}",
            unit="MPa",
            direction=Direction.LARGER if at % 2 else Direction.SMALLER,
            rounding=Decimal("0.01"),
        )
        for at in range(count)
    ]


def scheme_edit() -> Edit:
    """The category and scheme that the big workbook is imported into."""
    return Edit(M("Scheme"), (Category("cat", "大表"), *indicators()))


def mapping() -> TableMapping:
    """How the big workbook is read."""
    uses = (ColumnUse.NAME, ColumnUse.BRAND, ColumnUse.MODEL, ColumnUse.ENTERPRISE, ColumnUse.NOTE)
    texts = [
        ColumnMapping(header, at, use) for at, (header, use) in enumerate(zip(_TEXTS, uses, strict=True))
    ]
    numbers = [
        ColumnMapping(
            f"指标{at + 1}(MPa)",
            5 + at,
            ColumnUse.INDICATOR,
            f"指标{at + 1}",
            "MPa",
            Direction.LARGER if at % 2 else Direction.SMALLER,
        )
        for at in range(INDICATORS)
    ]
    return TableMapping("大表", (*texts, *numbers))


def project(folder: Path, products: int, count: int, replicates: int) -> Path:
    """A project of products × indicators × replicates with limits on every indicator and three roles."""
    path = folder / f"project-{products}-{count}-{replicates}.dcmp"
    if path.exists():
        return path
    from compare_app.workspace import Workspace

    generator = random.Random(2)
    workspace = Workspace.create(path)
    roles = {0: Role.OURS, 1: Role.DOMESTIC, 2: Role.INTERNATIONAL}
    own = StandardEdition("own", "Q/B 1-2025", scope=StandardScope.ENTERPRISE, force=Force.SELF_DECLARED)
    national = StandardEdition("gb", "GB/T 1-2020", scope=StandardScope.NATIONAL, region="CN")
    abroad = StandardEdition(
        "iso", "ISO 1:2020", scope=StandardScope.INTERNATIONAL, market=Market.INTERNATIONAL
    )
    scheme = indicators(count)
    records: list[Record] = [
        Category("cat", "大表"),
        *scheme,
        own,
        national,
        abroad,
        *(
            Product(f"p{at}", "cat", f"产品{at:06d}", role=roles.get(at, Role.PEER), primary=at in (1, 2))
            for at in range(products)
        ),
        Executed("e", "p0", "own"),
        *(_requirement(edition, one) for edition in (own, national, abroad) for one in scheme),
    ]
    workspace.apply(Edit(M("Products"), tuple(records)))
    rows: list[Record] = []
    for at in range(products):
        for column, one in enumerate(scheme):
            for turn in range(replicates):
                text = _value(generator, column)
                rows.append(Result(f"p{at}", one.id, turn + 1, text, Number(Decimal(text))))
        if len(rows) > 300_000:
            workspace.apply(Edit(M("Results"), tuple(rows)))
            rows = []
    workspace.apply(Edit(M("Results"), tuple(rows)))
    workspace.pool("cat")
    workspace.close()
    return path


def _requirement(edition: StandardEdition, one: Indicator) -> Requirement:
    bound = Decimal("30.00") if one.direction is Direction.LARGER else Decimal("120.00")
    limit = Interval(low=bound) if one.direction is Direction.LARGER else Interval(high=bound)
    sign = "≥" if one.direction is Direction.LARGER else "≤"
    return Requirement(
        f"{edition.id}-{one.id}", edition.id, one.id, f"{sign}{bound}", limit, statistic=Statistic.MEAN
    )
