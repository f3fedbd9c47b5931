"""Big files for the bench, made once a folder: a workbook of 10 000 × 35 and projects of any size."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

from compare_app.domain.edit import Edit
from compare_app.domain.gate_keys import NUMBER, UNSTATED, GateKey
from compare_app.domain.limit import Interval
from compare_app.domain.mapping import ColumnMapping, ColumnUse, TableMapping
from compare_app.domain.model import (
    Category,
    Executed,
    Indicator,
    Product,
    Requirement,
    Result,
    StandardEdition,
)
from compare_app.domain.pool import Column, GateTable, Pool
from compare_app.domain.project import Project
from compare_app.domain.record import Record
from compare_app.domain.terms import Direction, Force, Market, Role, StandardScope, Statistic
from compare_app.domain.value import Number
from compare_app.text.message import M

PRODUCTS = 10_000
INDICATORS = 30
_TEXTS = ("name", "brand", "model", "enterprise", "note")


def _value(generator: random.Random, column: int) -> str:
    return f"{generator.gauss(50 + column, 4):.2f}"


def workbook(folder: Path, products: int = PRODUCTS) -> Path:
    """10 000 rows (or more) × 35 columns: five of text, thirty of numbers, a few cells as people write them."""
    path = folder / f"big-{products}.xlsx"
    if path.exists():
        return path
    import xlsxwriter

    generator = random.Random(1)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Sheet1")
    sheet.write_row(0, 0, [*_TEXTS, *(f"指标{at + 1}(MPa)" for at in range(INDICATORS))])
    for row in range(products):
        sheet.write_row(row + 1, 0, [f"产品{row:05d}", f"品牌{row % 97}", f"M-{row}", f"企业{row % 311}", ""])
        for column in range(INDICATORS):
            text = _value(generator, column)
            if (row * 31 + column) % 500 == 0:
                sheet.write_string(row + 1, 5 + column, "—" if row % 2 else f"＜{text}")
            else:
                sheet.write_number(row + 1, 5 + column, float(text))
    book.close()
    return path


def formulas(folder: Path, *, cached: bool) -> Path:
    """The table of the pool in a sheet, with gap, rank and score as formulas: with their results beside, or without.

    Numbers in the first columns, then the gap of every product in per cent, the rank of the first in the last row, and
    a score a product. Without results a spreadsheet computes them when it loads the file.
    """
    path = folder / f"formulas-{cached}.xlsx"
    if path.exists():
        return path
    import numpy as np
    import xlsxwriter
    from xlsxwriter.utility import xl_col_to_name as letter

    values = np.rint(np.random.default_rng(2).normal(50, 4, (PRODUCTS, INDICATORS)) * 100) / 100
    gaps = 100 * (values[0] - values) / values
    ranks = (values > values[0]).sum(axis=0) + 1
    scores = np.minimum(100, 100 * values / values[1]).mean(axis=1)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Sheet1")
    names = [letter(column) for column in range(INDICATORS)]
    last = PRODUCTS

    def put(row: int, column: int, formula: str, value: float) -> None:
        sheet.write_formula(row, column, formula, None, value if cached else "")

    for row in range(PRODUCTS):
        sheet.write_row(row, 0, values[row])
        for column, name in enumerate(names):
            put(
                row,
                INDICATORS + column,
                f"=100*({name}$1-{name}{row + 1})/{name}{row + 1}",
                gaps[row, column],
            )
        parts = ",".join(f"MIN(100,100*{name}{row + 1}/{name}$2)" for name in names)
        put(row, 2 * INDICATORS, f"=AVERAGE({parts})", scores[row])
    for column, name in enumerate(names):
        put(PRODUCTS, column, f'=COUNTIF({name}1:{name}{last},">"&{name}1)+1', ranks[column])
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


def project(folder: Path, products: int, count: int, replicates: int, third: int | None = None) -> Path:
    """A project of products × indicators × replicates with limits on every indicator and three roles.

    `third`: replicates of every third indicator, where they are others.
    """
    path = folder / f"project-{products}-{count}-{replicates}-{third}.dcmp"
    if path.exists():
        return path
    from compare_app.workspace import Workspace

    generator = random.Random(2)
    workspace = Workspace.create(path)
    workspace.apply(Edit(M("Products"), tuple(_records(products, count))))
    rows: list[Record] = []
    for at in range(products):
        for column, one in enumerate(indicators(count)):
            for turn in range(replicates if third is None or column % 3 else third):
                text = _value(generator, column)
                rows.append(Result(f"p{at}", one.id, turn + 1, text, Number(Decimal(text))))
        if len(rows) > 300_000:
            workspace.apply(Edit(M("Results"), tuple(rows)))
            rows = []
    workspace.apply(Edit(M("Results"), tuple(rows)))
    workspace.pool("cat")
    workspace.close()
    return path


def _records(products: int, count: int) -> list[Record]:
    """Everything but the results."""
    roles = {0: Role.OURS, 1: Role.DOMESTIC, 2: Role.INTERNATIONAL}
    own = StandardEdition("own", "Q/B 1-2025", scope=StandardScope.ENTERPRISE, force=Force.SELF_DECLARED)
    national = StandardEdition("gb", "GB/T 1-2020", scope=StandardScope.NATIONAL, region="CN")
    abroad = StandardEdition(
        "iso", "ISO 1:2020", scope=StandardScope.INTERNATIONAL, market=Market.INTERNATIONAL
    )
    scheme = indicators(count)
    return [
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


def pool(products: int, count: int = INDICATORS) -> tuple[Project, Pool, Callable[[str], Sequence[Result]]]:
    """The same in memory, with three values for every third indicator: for sizes that take long to store."""
    import numpy as np

    generator = np.random.default_rng(2)
    columns: dict[str, Column] = {}
    first: list[Result] = []
    for at, one in enumerate(indicators(count)):
        n = 1 if at % 3 else 3
        values = np.rint(generator.normal(50 + at, 4, (products, n)) * 100)
        mean = values.sum(axis=1) / (n * 100)
        spread = (values / 100).std(axis=1, ddof=1) if n > 1 else np.full(products, np.nan)
        columns[one.id] = Column(
            low=mean,
            high=mean.copy(),
            deviation=spread,
            count=np.full(products, n, np.int32),
            basis=np.full(products, 2, np.int8),
            key=np.ones(products, np.int32),
            marks=np.zeros(products, np.uint8),
            places=np.full(products, 2, np.int8),
        )
        first += [
            Result("p0", one.id, turn, "", Number(Decimal(int(value)).scaleb(-2)))
            for turn, value in enumerate(values[0], 1)
        ]
    table = GateTable((UNSTATED, GateKey(form=NUMBER)))
    project = Project("p", "大表").with_records(_records(products, count))
    ids = tuple(one.id for one in project.products("cat"))
    return project, Pool("cat", ids, columns, table), lambda name: first if name == "p0" else ()


def _requirement(edition: StandardEdition, one: Indicator) -> Requirement:
    bound = Decimal("30.00") if one.direction is Direction.LARGER else Decimal("120.00")
    limit = Interval(low=bound) if one.direction is Direction.LARGER else Interval(high=bound)
    sign = "≥" if one.direction is Direction.LARGER else "≤"
    return Requirement(
        f"{edition.id}-{one.id}", edition.id, one.id, f"{sign}{bound}", limit, statistic=Statistic.MEAN
    )
