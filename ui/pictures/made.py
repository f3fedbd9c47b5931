"""Projects made up for the pictures: what an enterprise brings that is not the sample."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compare_app.domain.edit import Edit
from compare_app.domain.model import Category, Indicator, Product, Result
from compare_app.domain.record import Record
from compare_app.domain.result_text import parse_result
from compare_app.domain.terms import Basis, Direction, IndicatorClass, Role
from compare_app.text.message import M

LONG_CHINESE: Final = (
    "超长名称测试用高强度耐候型环保节能智能控制多功能一体化复合材料建筑外墙保温装饰板系统" * 2
)
LONG_LATIN: Final = "UltraLongProductDesignationWithoutAnyBlank" * 5
CATEGORY: Final = "made"
SPREAD: Final = (-7, -3, 0, 2, 5, 11)  # per cent about the middle, in turn


def project(products: int, indicators: int, *, benchmarks: bool = True, long: bool = False) -> Edit:
    """One edit that fills an empty project: `products` of one category, measured in `indicators` (all 示例)."""
    return Edit(
        M("Import {file}", file="示例.xlsx"),
        tuple(_records(products, indicators, benchmarks=benchmarks, long=long)),
    )


def _records(products: int, indicators: int, *, benchmarks: bool, long: bool) -> Iterator[Record]:
    name = LONG_CHINESE[:80] if long else "示例材料"
    yield Category(CATEGORY, name, LONG_LATIN[:200] if long else "Example materials")
    for number in range(1, indicators + 1):
        yield Indicator(
            id=f"i{number}",
            category_id=CATEGORY,
            position=number,
            code=f"i{number}",
            name=f"{LONG_CHINESE[:76]} {number}" if long else f"示例指标 {number}",
            name_en=f"{LONG_LATIN[:196]}{number}" if long else f"Example indicator {number}",
            unit=("mm", "N", "%", "MPa")[number % 4],
            direction=(Direction.LARGER, Direction.SMALLER)[number % 2],
            indicator_class=IndicatorClass.CORE if number % 3 else IndicatorClass.INNOVATIVE,
        )
    roles = [Role.OURS, *((Role.DOMESTIC, Role.INTERNATIONAL) if benchmarks else ())]
    for number in range(1, products + 1):
        role = roles[number - 1] if number <= len(roles) else Role.PEER
        yield Product(
            id=f"p{number}",
            category_id=CATEGORY,
            name=_product_name(number, long=long),
            role=role,
            primary=role in (Role.DOMESTIC, Role.INTERNATIONAL),
            reason="示例",
            fictional=True,
        )
        for indicator in range(1, indicators + 1):
            yield _result(number, indicator)


def _product_name(number: int, *, long: bool) -> str:
    if not long:
        return f"示例产品 {number:03d}"
    return f"{LONG_CHINESE[:77]}{number:03d}" if number % 2 else f"{LONG_LATIN[:197]}{number:03d}"


def _result(product: int, indicator: int) -> Result:
    raw = f"{10 * indicator * (100 + SPREAD[(product + indicator) % len(SPREAD)]) / 100:.1f}"
    return Result(
        product_id=f"p{product}",
        indicator_id=f"i{indicator}",
        replicate=1,
        raw=raw,
        value=parse_result(raw)[0].value,
        basis=Basis.TESTED,
        specimen="1",
    )
