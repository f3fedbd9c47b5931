"""What the tests of a project file share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from compare_app.domain.edit import Edit
from compare_app.domain.model import Category, Indicator, Product, Result
from compare_app.domain.record import Record
from compare_app.domain.value import Number
from compare_app.storage.store import Store
from compare_app.text.message import M

Filled = Callable[..., Store]


def measured(product: str, indicator: str, replicate: int, text: str) -> Result:
    """A result as an engineer types it."""
    return Result(product, indicator, replicate, text, Number(Decimal(text)))


def scheme(products: int = 2, indicators: int = 2, replicates: int = 2) -> list[Record]:
    """A category with indicators, products and results."""
    records: list[Record] = [Category("c", "灯具")]
    records += [Indicator(f"i{at}", "c", at, f"e{at}", f"指标 {at}", unit="g") for at in range(indicators)]
    for at in range(products):
        records.append(Product(f"p{at}", "c", f"产品 {at}"))
        records += [
            measured(f"p{at}", f"i{one}", count + 1, f"{at}.{one}{count}")
            for one in range(indicators)
            for count in range(replicates)
        ]
    return records


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a project goes: a folder as people name theirs."""
    folder = tmp_path / "测试 用户"
    folder.mkdir()
    return folder / "项目 1.dcmp"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """An open project with a small scheme."""
    made = Store.create(path, "项目")
    made.apply(Edit(M("Fill"), tuple(scheme())), "tester")
    yield made
    made.close()
