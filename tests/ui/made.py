"""A small enterprise made by hand: two products of ours, both benchmarks, standards that differ in every way."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from compare_app.domain.edit import Edit
from compare_app.domain.limit_text import parse_limit
from compare_app.domain.model import (
    Category,
    CellRef,
    Executed,
    HeldCell,
    ImportBatch,
    Indicator,
    Product,
    Provenance,
    Requirement,
    Result,
    StandardEdition,
    TestMethod,
)
from compare_app.domain.result_text import parse_result
from compare_app.domain.terms import (
    Basis,
    Direction,
    Force,
    IndicatorClass,
    Market,
    Role,
    Severity,
    StandardScope,
    Statistic,
    Trust,
)
from compare_app.text.message import M
from compare_app.workspace import Workspace

D = Decimal
INDICATORS = (
    ("efficacy", "光效", "Luminous efficacy", "lm/W", Direction.LARGER, "3", Severity.B),
    ("ra", "显色指数 Ra", "Colour rendering index", "", Direction.LARGER, "2", Severity.B),
    ("life", "光通维持率", "Lumen maintenance", "%", Direction.LARGER, "2", Severity.A),
    ("power", "待机功率", "Standby power", "W", Direction.SMALLER, "1", Severity.B),
    ("flicker", "频闪", "Flicker", "", Direction.SMALLER, "1", Severity.B),
)
EDITIONS = (
    (
        "q",
        "Q/SL 001-2025",
        "示例企业 LED 球泡灯",
        StandardScope.ENTERPRISE,
        Force.SELF_DECLARED,
        Market.DOMESTIC,
        "CN",
    ),
    (
        "gb",
        "GB 30255-2019",
        "室内照明用LED产品能效限定值及能效等级",
        StandardScope.NATIONAL,
        Force.MANDATORY,
        Market.DOMESTIC,
        "CN",
    ),
    (
        "gbt",
        "GB/T 29294-2012",
        "LED筒灯性能要求",
        StandardScope.NATIONAL,
        Force.RECOMMENDED,
        Market.DOMESTIC,
        "CN",
    ),
    (
        "eu",
        "(EU) 2019/2020",
        "Ecodesign requirements for light sources",
        StandardScope.REGULATION,
        Force.FOREIGN,
        Market.INTERNATIONAL,
        "EU",
    ),
)
LIMITS = (
    ("q", "efficacy", "≥95"),
    ("q", "ra", "≥80"),
    ("q", "life", "≥90"),
    ("q", "power", "≤0.5"),
    ("gb", "efficacy", "≥60"),
    ("gbt", "efficacy", "≥85"),
    ("gbt", "ra", "≥85"),
    ("gbt", "life", "≥90"),
    ("eu", "efficacy", "≥100"),
    ("eu", "ra", "≥80"),
    ("eu", "flicker", "≤1.0"),
    ("eu", "power", "≤0.5"),
)
VALUES = {
    "ours": {"efficacy": "98 99 97", "ra": "83", "life": "92.1", "power": "0.42", "flicker": "0.8"},
    "ours2": {"efficacy": "104", "ra": "78", "life": "未检"},
    "dom": {"efficacy": "105 104 106", "ra": "82", "life": "92.0", "power": "0.30", "flicker": "0.9"},
    "int": {"efficacy": "110", "ra": "90", "life": "96", "power": "<0.3", "flicker": "N/A"},
    "peer": {"efficacy": "92", "ra": "80", "life": "—", "power": "12-03"},
}
PRODUCTS = (
    ("ours", "示例 LED 球泡灯 9W", Role.OURS),
    ("ours2", "示例 LED 筒灯 5W", Role.OURS),
    ("dom", "示例国内标杆 A60", Role.DOMESTIC),
    ("int", "示例国际标杆 Lumo 9", Role.INTERNATIONAL),
    ("peer", "同类产品 P-12", Role.PEER),
)


def make(path: Path) -> Workspace:
    """Make and fill a project file."""
    workspace = Workspace.create(path, "示例企业")
    workspace.apply(Edit(M("Import {file}", file="made.xlsx"), tuple(records())))
    return workspace


def records() -> list[object]:
    """Every record of the enterprise."""
    source = Provenance(document="made for the tests", trust=Trust.UNCONFIRMED)
    found: list[object] = [
        Category("led", "LED 光源", "LED light sources"),
        Category("tile", "陶瓷砖", "Ceramic tiles"),
    ]
    for position, (code, name, english, unit, direction, weight, severity) in enumerate(INDICATORS, 1):
        found.append(
            Indicator(
                id=code,
                category_id="led",
                position=position,
                code=code,
                name=name,
                name_en=english,
                quantity=code,
                unit=unit,
                direction=direction,
                indicator_class=IndicatorClass.CORE if code != "flicker" else IndicatorClass.INNOVATIVE,
                weight=D(weight),
                severity=severity,
                source=source,
            )
        )
    for key, number, title, scope, force, market, region in EDITIONS:
        found.append(
            StandardEdition(
                id=key, number=number, title=title, title_en=title, scope=scope, force=force, market=market,
                region=region, effective=date(2020, 1, 1), source=source,
            )
        )  # fmt: skip
    found.append(TestMethod("m1", "GB/T 31112-2014", "5.2", group="photometry"))
    for edition, indicator, text in LIMITS:
        row = parse_limit(text).rows[0]
        found.append(
            Requirement(
                id=f"{edition}-{indicator}",
                edition_id=edition,
                indicator_id=indicator,
                raw=text,
                limit=row.limit,
                clause="5.1",
                statistic=Statistic.SINGLE,
                method_id="m1" if indicator == "efficacy" else "",
                cell=CellRef("made.xlsx", "要求", "E4"),
                source=source,
            )
        )
    for key, name, role in PRODUCTS:
        found.append(
            Product(
                id=key, category_id="led", name=name, role=role, fictional=True, reason="同类销量第一",
                primary=role in (Role.DOMESTIC, Role.INTERNATIONAL), enterprise="示例企业",
            )
        )  # fmt: skip
        if role is Role.OURS:
            found += [Executed(f"{key}-{one}", key, one) for one in ("q", "gb")]
        for column, (indicator, texts) in enumerate(VALUES[key].items()):
            for number, text in enumerate(texts.split(), 1):
                reading = parse_result(text)[0]
                found.append(
                    Result(
                        product_id=key,
                        indicator_id=indicator,
                        replicate=number,
                        raw=text,
                        value=reading.value,
                        basis=Basis.TESTED,
                        specimen=str(number),
                        method_id="m1" if indicator == "efficacy" else "",
                        cell=CellRef("made.xlsx", "实测", f"{'DEFGH'[column]}{number + 1}"),
                    )
                )
    found.append(ImportBatch("b1", "made.xlsx", "0" * 64, "", datetime(2026, 1, 2, tzinfo=UTC), 30, 1, 0))
    found.append(HeldCell("h1", "b1", "IMP-DATE", CellRef("made.xlsx", "实测", "G9"), "12-03", M("a number")))
    return found
