"""A project leaves as a workbook and comes back as itself: the samples, and projects nobody would think of."""

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compare_app.domain.inspection_text import names_a_item
from compare_app.domain.limit_text import parse_limit
from compare_app.domain.model import (
    Adoption,
    Category,
    Executed,
    GradingScheme,
    IndexFigure,
    Indicator,
    Inspection,
    Product,
    Provenance,
    Replacement,
    Requirement,
    Result,
    Sample,
    SchemeLevel,
    StandardEdition,
    TestMethod,
    TestReport,
)
from compare_app.domain.result_text import parse_result
from compare_app.domain.terms import (
    Combination,
    Direction,
    Force,
    IndexItem,
    Market,
    Role,
    SampleKind,
    Scale,
    StandardScope,
    Statistic,
    Trust,
)
from compare_app.domain.value import Absent, Number
from compare_app.exporters.project_workbook import write_project
from compare_app.text.wording import LANGUAGES, Wording
from tests.importers.made import World

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "sample_data").glob("*.xlsx"))
KINDS = (
    Category, Indicator, StandardEdition, Replacement, Adoption, TestMethod, Requirement, Product, Executed, Sample,
    TestReport, GradingScheme, Result, Inspection, IndexFigure,
)  # fmt: skip
WORDS = {language: Wording.load(language) for language in LANGUAGES}


def logical(world: World) -> dict[str, list[str]]:
    """Every record with names in place of ids, without source cells: what the user would call the same."""
    names: dict[str, str] = {"": ""}
    for kind, field in (
        (Category, "name"), (Indicator, "name"), (StandardEdition, "number"), (Product, "name"), (TestReport, "number"),
        (Sample, "code"),
    ):  # fmt: skip
        names |= {one.id: getattr(one, field) for one in world.all(kind)}
    names |= {
        one.id: f"{one.standard}|{one.clause}|{one.group}|{one.conditions}" for one in world.all(TestMethod)
    }

    def spoken(fact: object) -> object:
        if isinstance(fact, Decimal):
            return format(fact, "f")  # 1E+3 is 1000
        if isinstance(fact, SchemeLevel):
            return [spoken(one) for one in (fact.name, fact.limits, fact.points, fact.share)]
        if isinstance(fact, tuple):
            return [spoken(one) for one in fact]
        return names.get(fact, fact) if isinstance(fact, str) else fact

    def told(record: Any) -> str:
        kept = [one.name for one in fields(record) if one.name not in ("id", "cell")]
        return repr({name: spoken(getattr(record, name)) for name in kept})

    return {kind.__name__: sorted(told(one) for one in world.all(kind)) for kind in KINDS}


def there_and_back(world: World, path: Path, language: str) -> World:
    write_project(path, world.project, world.results_of, WORDS[language])
    again = World()
    draft = again.take(path)
    assert not draft.held, draft.issues
    return again


@pytest.fixture(scope="module")
def samples():
    world = World()
    for path in SAMPLES:
        world.take(path)
    return world


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_samples_come_back_as_they_went(samples, tmp_path, language):
    assert len(samples.all(Result)) > 300
    again = there_and_back(samples, tmp_path / "all.xlsx", language)
    for kind, rows in logical(samples).items():
        assert logical(again)[kind] == rows, kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_into_the_same_project_nothing_changes(samples, tmp_path, language):
    path = tmp_path / "same.xlsx"
    write_project(path, samples.project, samples.results_of, WORDS[language])
    draft = samples.read(path)
    assert not draft.records
    assert not draft.issues


# --- projects nobody would think of -----------------------------------------------------------------------------------

NASTY = st.sampled_from(
    ["", "=1+1", "+49", "-", "@SUM(A1)", "'quoted", "_x000D_", "1E5", "0012", "1-2", "√", "<b>x</b>", "甲　乙", "a,b",
     "#N/A", "TRUE", "10²", "①", "x" * 300, "喆堃", "😀"]
)  # fmt: skip
NUMBERS = st.sampled_from(
    ["5", "5.00", "0.10", "-2.5", "1E+3", "0.000001", "123456789012345678901", "0"]
).map(Decimal)
RESULTS = [
    "5.00",
    "5",
    "<0.01",
    "ND(<0.5)",
    "35~45",
    "43 39~45",
    "合格",
    "—",
    "N/A",
    "未检",
    "约0.1",
    "１２．５",
    "=1+1",
    "0012",
    "很快",
]
LIMITS = [
    "≥5.00",
    "≤0.5%",
    "10.0±0.1",
    "35~45",
    "平均值≤0.5，单个值≤0.6",
    "1级≥5.00; 2级≥4.50",
    "—",
    "≥5 且 ≤3",
    "不得检出",
    "按规定",
]
ITEMS: list[tuple[str, ...]] = [
    (), ("标志(B类)",), ("泄漏电流（A类）", "标志"), ("=1+1", "TRUE"), ("class A: leakage",),
]  # fmt: skip
DAYS = st.sampled_from([None, date(2019, 2, 28), date(1899, 1, 1), date(2099, 12, 31)])
TRUST = st.sampled_from(Trust)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    world = World()
    category = Category("c", "砖", draw(NASTY), draw(NASTY))
    sources = st.builds(Provenance, NASTY, NASTY, NASTY, DAYS, TRUST)
    better = st.sampled_from([Direction.LARGER, Direction.SMALLER, Direction.RANGE])
    indicators = [
        Indicator(
            f"i{at}", "c", at, f"code{at}", f"指标{at}", draw(NASTY), (), draw(NASTY), "%",
            draw(st.sampled_from(Scale)), draw(better), weight=Decimal(draw(st.integers(0, 99))),
            target=draw(st.none() | NUMBERS), delta=draw(st.none() | NUMBERS), formula=draw(NASTY),
            note=draw(NASTY), source=draw(sources),
        )
        for at in (1, 2)
    ]  # fmt: skip
    edition = StandardEdition(
        "e", "GB/T 1-2020", draw(NASTY), draw(NASTY), draw(st.sampled_from(StandardScope)),
        draw(st.sampled_from(Force)), draw(st.sampled_from(Market)), "CN", draw(DAYS), draw(DAYS), draw(DAYS),
        note=draw(NASTY), source=draw(sources),
    )  # fmt: skip
    method = TestMethod("m", "GB/T 2-2020", "5.1", draw(NASTY), draw(NASTY), "组")
    products = [
        Product(
            f"p{at}", "c", f"产品{at}", draw(NASTY), draw(NASTY), draw(NASTY), draw(NASTY),
            draw(st.sampled_from(Role)), draw(st.booleans()), draw(NASTY), draw(st.booleans()), draw(DAYS),
            draw(NASTY), draw(NASTY), draw(NASTY), source=draw(sources),
        )
        for at in (1, 2)
    ]  # fmt: skip
    world.store([category, *indicators, edition, method, *products])
    world.store(draw(st.lists(schemes(sources), max_size=2, unique_by=lambda one: one.name)))
    world.store(_tested(draw))
    world.store(_inspections(draw, sources))
    world.store(_figures(draw, sources))
    world.store(_requirements(draw(st.lists(st.sampled_from(LIMITS), max_size=3)), draw(NASTY)))
    world.store(_results(draw(st.lists(st.sampled_from(RESULTS), max_size=4)), draw(NASTY), draw(TRUST)))
    if draw(st.booleans()):  # somebody mended the value, the text stays
        for one in world.all(Result)[:1]:
            world.store([replace(one, value=Number(Decimal("7.70")))])
    return world


def schemes(sources: st.SearchStrategy[Provenance]) -> st.SearchStrategy[GradingScheme]:
    limits = st.lists(st.tuples(st.sampled_from(["i1", "i2"]), st.sampled_from(LIMITS)), max_size=3)
    levels = st.builds(
        SchemeLevel, st.sampled_from(["领先", "优等", "合格", "1", "5星"]), limits.map(tuple), st.none() | NUMBERS,
        st.none() | NUMBERS,
    )  # fmt: skip
    return st.builds(
        lambda name, **rest: GradingScheme(id=name, category_id="c", name=name, **rest),
        st.sampled_from(["方案", "=scheme", "T/CZGX 001-2022 分级"]), edition_id=st.sampled_from(["", "e"]),
        official=st.booleans(), combination=st.sampled_from(Combination), source=sources,
        levels=st.lists(levels, max_size=3, unique_by=lambda one: one.name).map(tuple),
    )  # fmt: skip


def _tested(draw: st.DrawFn) -> Iterable[Sample | TestReport]:
    """Samples and reports that no result names yet."""
    for at in range(draw(st.integers(0, 3))):
        yield Sample(
            f"s{at}", draw(st.sampled_from(["p1", "p2"])), draw(st.sampled_from(["S1", "=1+1", "0012"])) + str(at),
            draw(st.sampled_from(["", "A3CD4E"])) and f"A3CD4{at}", draw(NASTY), draw(DAYS), draw(st.integers(0, 99)),
            draw(st.integers(0, 9)), draw(NASTY), draw(NASTY), draw(NASTY), draw(st.sampled_from(SampleKind)),
        )  # fmt: skip
    for at in range(draw(st.integers(0, 2))):
        yield TestReport(
            f"t{at}", draw(st.sampled_from(["W-1", "0012", "=1"])) + str(at), draw(NASTY), draw(NASTY), draw(NASTY),
            draw(DAYS), note=draw(NASTY),
        )  # fmt: skip


def _requirements(texts: Iterable[str], note: str) -> Iterable[Requirement]:
    for at, text in enumerate(texts):
        for row, limit in enumerate(parse_limit(text).rows):
            yield Requirement(
                f"r{at}{row}", "e", "i1", text, limit.limit, limit.unit, f"{at}", limit.statistic,
                limit.conditions, limit.scope_text, method_id="m", note=note,
            )  # fmt: skip


def _results(texts: Iterable[str], note: str, trust: Trust) -> Iterable[Result]:
    number = 0
    for text in texts:
        for reading in parse_result(text):
            number += 1
            yield Result(
                "p1", "i2", number, text, reading.value, reading.unit, method_id="m", note=note, trust=trust,
                statistic=reading.statistic or Statistic.SINGLE, condition=note,
            )  # fmt: skip


def _inspections(draw: st.DrawFn, sources: st.SearchStrategy[Provenance]) -> Iterable[Inspection]:
    """Rows of bulletins and name lists, some of them with nothing to tell them apart but their order."""
    for at in range(draw(st.integers(0, 3))):
        batches = draw(st.integers(1, 30_000))
        failed = draw(st.integers(0, batches))
        items = draw(st.sampled_from(ITEMS)) if failed else ()
        day = draw(DAYS)
        yield Inspection(
            f"v{at}", draw(st.sampled_from(["灯", "=1+1", "0012", "全部"])), batches, failed,
            organiser=draw(NASTY), inspected_on=day,
            year=day.year if day and draw(st.booleans()) and day.year > 1949 else None if day else 2024,
            own=draw(st.booleans()), enterprise=draw(NASTY), product=draw(NASTY), lot=draw(NASTY),
            failed_items=items, serious=names_a_item(items) or draw(st.booleans()), laboratory=draw(NASTY),
            output=draw(st.none() | NUMBERS.filter(lambda number: number > 0)),
            product_id=draw(st.sampled_from(["", "p1", "p2"])), note=draw(NASTY), source=draw(sources),
        )  # fmt: skip


def _figures(draw: st.DrawFn, sources: st.SearchStrategy[Provenance]) -> Iterable[IndexFigure]:
    for item in draw(st.lists(st.sampled_from(IndexItem), unique=True, max_size=3)):
        low, high = draw(st.sampled_from([(None, None), ("0", "5.00"), ("-2.50", "1E+3"), (None, "7")]))
        yield IndexFigure(
            f"x{item}", draw(st.sampled_from([2023, 2024])), item, draw(st.none() | NUMBERS),
            None if low is None else Decimal(low), None if high is None else Decimal(high),
            draw(NUMBERS.filter(lambda number: number >= 0)), draw(NASTY), draw(sources),
        )  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(world=worlds(), language=st.sampled_from(LANGUAGES))
def test_any_project_comes_back(tmp_path, world, language):
    path = tmp_path / "any.xlsx"
    write_project(path, world.project, world.results_of, WORDS[language])
    again = World()
    draft = again.take(path)
    unread = sum(not isinstance(one.value, Absent | Number) for one in world.all(Result))
    assert len(draft.held) <= unread + len(world.all(Requirement))
    before, after = logical(world), logical(again)
    if not world.all(Requirement) and not world.all(Result):
        before["TestMethod"] = []  # nothing names it
    for kind in before:
        assert after[kind] == before[kind], kind
