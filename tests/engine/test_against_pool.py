"""The vector path says of every pair what the path of one pair says, and of every product what its own rank says."""

from __future__ import annotations

import random
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal as D

import numpy as np
import pytest

from compare_app.domain.against_pool import COMPARABILITIES, CONCLUSIONS, DIFFERENCES, STANDINGS, AgainstPool
from compare_app.domain.comparison import Gap, Summary
from compare_app.domain.grid import UNKNOWN
from compare_app.domain.model import Equivalence, Indicator, Product, Result, Sample, TestMethod
from compare_app.domain.pool import Pool
from compare_app.domain.project import Project
from compare_app.domain.record import Record
from compare_app.domain.terms import (
    Basis,
    Comparability,
    Conclusion,
    Difference,
    Direction,
    Role,
    SampleKind,
    Scale,
    Standing,
    Statistic,
)
from compare_app.domain.value import Grade, PassFail
from compare_app.engine.against_pool import against_pool
from compare_app.engine.applies import conditions_of
from compare_app.engine.binding import bounds_of
from compare_app.engine.compare import summaries_of, units_of
from compare_app.engine.gap import gap, practical_margin
from compare_app.engine.levels import level_index
from compare_app.engine.library import library
from compare_app.engine.pool import prepared
from compare_app.engine.ranking import place
from compare_app.engine.resolve import resolver_of
from compare_app.engine.rivals import goodness_of
from compare_app.engine.score import indicator_score
from tests.engine import made

SEEDS = 8
NAMES = ("p0", "p1", "p4", "p5", "p6", "p7", "p8", "p9")
LEVELS = ("A", "B", "C")
OWN = made.own_standard()
SCHEME = (
    made.indicator("larger", position=1, rounding=D("0.1")),
    made.indicator("smaller", position=2, direction=Direction.SMALLER, rounding=D("0.01")),
    made.indicator("limited", position=3, rounding=D("0.1")),  # Δ = 2 % of its limit
    made.indicator("strict", position=4, rounding=None, delta=D(0)),
    made.indicator("heat", position=5, unit="℃", scale=Scale.INTERVAL, rounding=D("0.5")),
    made.indicator("noise", position=6, unit="dB(A)", scale=Scale.LOGARITHMIC, direction=Direction.SMALLER),
    made.indicator("aim", position=7, direction=Direction.TARGET, target=D("5.05"), tolerance=D(2)),
    made.indicator("range", position=8, direction=Direction.RANGE, target=None),
    made.indicator(
        "class", position=9, direction=Direction.GRADE, scale=Scale.ORDINAL, levels=LEVELS, unit=""
    ),
    made.indicator(
        "turned", position=10, direction=Direction.SMALLER, scale=Scale.ORDINAL, levels=LEVELS, unit=""
    ),
    made.indicator("safe", position=11, direction=Direction.PASS_FAIL, unit=""),
    made.indicator("loose", position=12, levels=LEVELS, rounding=D("0.1")),  # numbers and classes mixed
    made.indicator("quotient", position=13, formula="larger / smaller", unit="", rounding=D("0.1")),
    made.indicator("sum", position=14, formula="larger + strict", rounding=D("0.1")),
)
METHODS = (
    TestMethod("m1", "GB 1", group="A"),
    TestMethod("m2", "GB 2", group="B"),
    TestMethod("m3", "GB 3", group="C"),
)
SAMPLES = (
    Sample("series", "p0", "1", kind=SampleKind.SERIES),
    Sample("sent", "p0", "2", kind=SampleKind.SUBMITTED),
)
KNOWN = Equivalence("e", "cat", "larger", "a", "B", "对比试验", "李工")


def texts_of(draw: random.Random, indicator: Indicator) -> list[str]:
    """What a laboratory types: coarse on purpose, so that ties and thresholds are met."""
    if indicator.direction is Direction.PASS_FAIL:
        return [draw.choice(["合格", "合格", "不合格"])] * draw.choice([1, 2])
    classes = indicator.levels and (indicator.scale is Scale.ORDINAL or draw.random() < 0.3)
    if classes:
        return [f"{draw.choice([*LEVELS, *LEVELS, 'AA'])}级" for _ in range(draw.choice([1, 1, 2]))]

    def number() -> str:
        text = f"{draw.choice([4.8, 4.9, 5.0, 5.0, 5.1, 5.2, 5.3, 0.0, 52]) + draw.choice([0, 0, 0.01]):.2f}"
        return text if draw.random() < 0.8 else text + "00000000001"  # more digits than a column answers for

    match draw.randrange(12):
        case 0 | 1 | 2 | 3:
            return [number()]
        case 4 | 5 | 6:
            return [number() for _ in range(draw.choice([2, 3, 3, 4]))]
        case 7:
            if draw.random() < 0.5:
                return [number()] * 3  # no spread
            around = draw.choice([4.9, 5.0, 5.03, 5.3, 7.0])  # hardly any
            return [f"{around + step / 1000:.3f}" for step in (-2, 0, 1)]
        case 8:
            return [draw.choice("<≤>≥") + number() for _ in range(draw.choice([1, 1, 2]))]
        case 9:
            return (
                sorted([number(), number()])[:1]
                if draw.random() < 0.3
                else ["~".join(sorted([number(), "5.50"]))]
            )
        case 10:
            return [draw.choice(["<0.5", "未检出", "未检", "—", "什么", "ND(5.1)"])]
        case _:
            return [number(), draw.choice(["<5.0", "什么", number()])]


def results_of(draw: random.Random, name: str, indicator: Indicator) -> list[Result]:
    """A product's results for one indicator, sometimes with everything that the gate asks."""
    fields: dict[str, object] = {}
    if draw.random() < 0.6:  # most reports say nothing more
        return made.results(name, indicator.id, *texts_of(draw, indicator))
    if draw.random() < 0.25:
        fields["basis"] = draw.choice([Basis.DECLARED, Basis.ESTIMATED])
    if draw.random() < 0.3:
        fields["method_id"] = draw.choice(["m1", "m2", "m3"])
    if draw.random() < 0.3:
        fields["condition"] = draw.choice(["23 ℃", "23℃", "湿态"])
    if draw.random() < 0.15:
        fields["statistic"] = draw.choice([Statistic.MINIMUM, Statistic.MAXIMUM, Statistic.MEAN])
    if draw.random() < 0.3:
        fields["uncertainty"] = draw.choice([D("0.1"), D("0.3"), D("0.4"), D(0)])
        fields["coverage"] = draw.choice([None, D(2), D("1.96")])
    if draw.random() < 0.1:
        fields["quantity"] = "别的量"
    if draw.random() < 0.2:
        fields["sample_id"] = draw.choice(["series", "sent"])
    if draw.random() < 0.2 and indicator.unit == "MPa":
        fields["unit"] = draw.choice(["kPa", "psi", "Pa", "m"])
    elif draw.random() < 0.2 and indicator.unit == "℃":
        fields["unit"] = draw.choice(["K", "℉"])
    found = made.results(
        name, indicator.id, *texts_of(draw, indicator), **{**fields, "statistic": Statistic.SINGLE}
    )
    if "statistic" in fields and found:  # a report that states a mean or an end beside single values
        found[-1] = replace(found[-1], statistic=fields["statistic"])  # type: ignore[arg-type]
    return found


@dataclass
class World:
    """A category with products of every kind."""

    project: Project
    details: dict[str, tuple[Result, ...]]
    pool: Pool
    summaries: dict[str, dict[str, Summary]]

    def against(self, name: str, yardstick: str = "") -> AgainstPool:
        return against_pool(self.project, name, self.pool, made.ON, self.details.__getitem__, yardstick)


def world(seed: int, size: int = 40) -> World:
    draw = random.Random(seed)
    roles = {0: Role.OURS, 1: Role.DOMESTIC, 2: Role.INTERNATIONAL, 3: Role.INDUSTRY_AVERAGE}
    products = [made.product(f"p{at}", roles.get(at, Role.PEER)) for at in range(size)]
    records: list[Record] = [
        *products, *SCHEME, *METHODS, *SAMPLES, KNOWN, OWN, *made.executes("p0", OWN),
        made.requirement(OWN.id, "limited", "≥5.0 MPa"), made.requirement(OWN.id, "smaller", "≤5.0 MPa"),
    ]  # fmt: skip
    rows = [
        row
        for one in products
        for indicator in SCHEME
        if draw.random() < (0.1 if indicator.formula else 0.9)
        for row in results_of(draw, one.id, indicator)
    ]
    project = made.project_of(records)
    details = {one.id: tuple(row for row in rows if row.product_id == one.id) for one in products}
    methods = project.all(TestMethod)
    summaries = {
        name: summaries_of(name, project.indicators("cat"), own, methods) for name, own in details.items()
    }
    return World(project, details, made.pool_of(project, rows), summaries)


def one_by_one(here: World, name: str) -> Iterator[tuple[int, int, Indicator, Gap]]:
    """Every pair through `engine.gap`."""
    project = here.project
    mine = here.summaries[name]
    indicators = project.indicators("cat")
    applies = conditions_of(indicators, mine)
    shelf = library(project, project.all(Product)[name], made.ON)
    equivalences = tuple(project.all(Equivalence).values())
    for row, indicator in enumerate(indicators):
        bounds = bounds_of(project, indicator, shelf, applies, resolver_of(indicators, mine))
        margin = practical_margin(indicator, bounds)
        ours = mine[indicator.id]
        for at, product in enumerate(project.products("cat")):
            theirs = here.summaries[product.id][indicator.id]
            both = (units_of(ours), units_of(theirs))
            yield row, at, indicator, gap(ours, theirs, product, indicator, margin, both, equivalences)


def near(found: float, wanted: D | None) -> bool:
    if wanted is None:
        return bool(np.isnan(found))
    return abs(found - float(wanted)) <= 1e-9 * max(1.0, abs(float(wanted)))


def unlisted(one: Gap, ours: Summary, indicator: Indicator) -> bool:
    """Equal classes that stand in no order: level between two products, and of no place in a column."""
    values = (ours.value, one.theirs.value)
    return any(isinstance(value, Grade) and level_index(indicator, value.label) is None for value in values)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_pair_is_what_it_is_between_two(seed: int) -> None:
    here = world(seed)
    seen: Counter[object] = Counter()
    for name in NAMES:
        found = here.against(name)
        for row, at, indicator, one in one_by_one(here, name):
            said = f"{seed} {name} {indicator.id} p{at} {one}"
            if unlisted(one, here.summaries[name][indicator.id], indicator):
                assert COMPARABILITIES[found.comparability[row, at]] is Comparability.NOT_COMPARABLE, said
                continue
            assert COMPARABILITIES[found.comparability[row, at]] is one.comparability, said
            assert STANDINGS[found.standing[row, at]] is one.standing, said
            assert CONCLUSIONS[found.conclusion[row, at]] is one.conclusion, said
            assert found.significant_small[row, at] == one.significant_small, said
            assert found.numeric_only(row)[at] == one.numeric_only, said
            assert near(found.absolute[row, at], one.absolute), said
            assert near(found.relative[row, at], one.relative), said
            reason = DIFFERENCES[found.reason[row, at]]
            if reason is Difference.UNRANKED:
                assert reason in one.reasons, said
            elif reason is not Difference.ABSENT:
                assert reason is (one.reasons[0] if one.reasons else None), said
            else:
                assert (
                    np.isnan(here.pool.columns[indicator.id].low[[found.seat, at]]).any() or indicator.formula
                )
            seen.update((one.comparability, one.conclusion, reason))
    assert {one for one in Comparability if not seen[one]} == set()


def test_the_worlds_meet_everything() -> None:
    """Every conclusion, every reason of the gate, and every way of deciding a pair occur above."""
    seen: Counter[object] = Counter()
    for seed in range(SEEDS):
        here = world(seed)
        for name in NAMES:
            found = here.against(name)
            for codes, words in (
                (found.conclusion, CONCLUSIONS),
                (found.reason, DIFFERENCES),
                (found.standing, STANDINGS),
            ):
                seen.update(words[code] for code in codes.ravel().tolist())
    assert all(seen[one] for one in CONCLUSIONS)
    for reason in (
        Difference.METHOD, Difference.CONDITION, Difference.STATISTIC, Difference.QUANTITY, Difference.FORM,
        Difference.BASIS, Difference.ABSENT, Difference.CENSORED, Difference.UNRANKED,
    ):  # fmt: skip
        assert seen[reason], reason


def among(pool: Pool, indicator: Indicator, members: np.ndarray, seat: int) -> Pool:
    """The pool with nobody but the members, and these as if they had told what ours told."""
    column = pool.columns[indicator.id]
    away = np.isin(np.arange(len(column.low)), members, invert=True)
    alike = replace(
        column,
        low=np.where(away, np.nan, column.low),
        high=np.where(away, np.nan, column.high),
        key=np.full_like(column.key, column.key[seat]),
    )
    return replace(pool, columns={indicator.id: alike})


@pytest.mark.parametrize("seed", range(6))
def test_every_rank_is_what_it_is_alone(seed: int) -> None:
    """Of all where their decimals are known; of ours always."""
    here = world(seed)
    pool = prepared(here.project, "cat", here.pool)
    for name in ("p0", "p4", "p6"):
        found = here.against(name)
        for row, indicator in enumerate(here.project.indicators("cat")):

            def exact(product_id: str, indicator: Indicator = indicator) -> D | None:
                return goodness_of(here.summaries[product_id][indicator.id], indicator)

            own = place(pool, name, indicator, exact)
            assert (own is None) == (found.rank[row, found.seat] == 0)
            members = np.flatnonzero(found.rank[row])
            assert len(members) == (own.of if own else 0)
            alike = among(pool, indicator, members, found.seat)
            sure = (pool.columns[indicator.id].places[members] != UNKNOWN).all()
            for at in members.tolist() if sure else {found.seat} & set(members.tolist()):
                other = place(alike, pool.product_ids[at], indicator, exact)
                assert other is not None
                said = f"{seed} {name} {indicator.id} p{at} {other}"
                assert (found.rank[row, at], found.rank_last[row, at]) == (other.rank, other.rank_last), said
                assert found.percentile[row, at] == pytest.approx(float(other.percentile)), said


@pytest.mark.parametrize("seed", range(4))
def test_every_score_is_what_it_is_alone(seed: int) -> None:
    """Against any yardstick: the benchmark, ours, or another; min–max is one scale for all of a table."""
    here = world(seed)
    indicators = here.project.indicators("cat")
    for yardstick in ("", "p0", "p7"):
        found = here.against("p0", yardstick)
        assert found.yardstick_id == (yardstick or "p1")
        against = here.project.all(Product)[found.yardstick_id]
        for row, indicator in enumerate(indicators):
            theirs = here.summaries[against.id][indicator.id]
            margin = practical_margin(indicator, [])
            for at, product in enumerate(here.project.products("cat")):
                ours = here.summaries[product.id][indicator.id]
                if indicator.scale in (Scale.INTERVAL, Scale.LOGARITHMIC):
                    continue
                equivalences = tuple(here.project.all(Equivalence).values())
                pair = gap(ours, theirs, against, indicator, margin, ((), ()), equivalences)
                wanted = indicator_score(ours, pair, indicator, here.pool)
                assert near(found.score[row, at], wanted), f"{seed} {indicator.id} {product.id} {pair}"
        for at in range(len(found.product_ids)):
            own = [
                (row, found.score[row, at])
                for row in range(len(indicators))
                if not np.isnan(found.score[row, at])
            ]
            failed = any(
                here.summaries[f"p{at}"][one.id].value == PassFail(passed=False) for one in indicators
            )
            assert found.covered[at] == len(own)
            if failed or not own:
                assert np.isnan(found.weighted[at])
            else:
                assert found.weighted[at] == pytest.approx(sum(score for _, score in own) / len(own))
                assert found.weakest[at] == min(own, key=lambda pair: pair[1])[0]


def test_welch_for_all_is_welch_for_two() -> None:
    """t, df and p as scipy.stats has them to 1e-9; conclusions as between two, over all sizes of samples and Δ."""
    from scipy.stats import ttest_ind

    draw = random.Random(5)
    values: dict[str, list[str]] = {
        f"p{at}": [
            f"{draw.choice([5, 5.05, 5.2]) + draw.choice([0.01, 0.05, 0.5]) * draw.gauss(0, 1):.2f}"
            for _ in range(draw.choice([2, 2, 3, 5, 9]))
        ]
        for at in range(400)
    }
    products = [made.product(name, Role.PEER) for name in values]
    seen: Counter[object] = Counter()
    for direction in (Direction.LARGER, Direction.SMALLER):
        indicator = made.indicator("x", direction=direction, rounding=D("0.1"))
        rows = {name: tuple(made.results(name, "x", *texts)) for name, texts in values.items()}
        project = made.project_of([indicator, *products])
        pool = made.pool_of(project, [row for own in rows.values() for row in own])
        methods = project.all(TestMethod)
        sides = {name: summaries_of(name, [indicator], own, methods)["x"] for name, own in rows.items()}
        margin = practical_margin(indicator, [])
        for name in ("p0", "p1", "p2", "p3"):
            found = against_pool(project, name, pool, made.ON, rows.__getitem__)
            ours = sides[name]
            whole, tested = found.welch[0], ~found.numeric_only(0)
            for at, (other, theirs) in enumerate(sides.items()):
                both = (units_of(ours), units_of(theirs))
                one = gap(ours, theirs, products[at], indicator, margin, both, ())
                assert CONCLUSIONS[found.conclusion[0, at]] is one.conclusion, (name, other, one)
                assert found.significant_small[0, at] == one.significant_small
                assert tested[at] != one.numeric_only
                seen.update((one.conclusion, one.significant_small))
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # samples of equal values, among the others
                reference = [
                    ttest_ind(
                        [float(v) for v in values[name]], [float(v) for v in values[other]], equal_var=False
                    )
                    for other in values
                ]
            apart = np.array([one != name for one in values]) & tested
            for mine, theirs_ in ((whole.t, "statistic"), (whole.df, "df"), (found.p(0), "pvalue")):
                wanted = np.array([float(getattr(one, theirs_)) for one in reference])
                assert np.allclose(mine[apart], wanted[apart], rtol=1e-9, atol=1e-12)
    assert {one for one in Conclusion if not one.value.startswith("numeric")} <= set(seen)
    assert seen[True]


def test_quotients_that_are_one_value_tie_among_the_others_too() -> None:
    """0.3 / 0.1, 3 / 1 and 0.6 / 0.2 are three floats and one value."""
    a, b = made.indicator("a", position=1), made.indicator("b", position=2)
    quotient = made.indicator("q", unit="", formula="a / b", position=3)
    pairs = {"p0": ("5", "2"), "p1": ("0.3", "0.1"), "p2": ("3", "1"), "p3": ("0.6", "0.2"), "p4": ("7", "2")}
    rows = {
        name: (*made.results(name, "a", first), *made.results(name, "b", second))
        for name, (first, second) in pairs.items()
    }
    project = made.project_of([a, b, quotient, *(made.product(name, Role.PEER) for name in pairs)])
    pool = made.pool_of(project, [row for own in rows.values() for row in own])
    found = against_pool(project, "p0", pool, made.ON, rows.__getitem__)
    assert found.rank[2].tolist() == [5, 2, 2, 2, 1]
    assert found.percentile[2].tolist() == [10, 50, 50, 50, 90]


def test_counts_are_the_words_counted() -> None:
    here = world(3)
    found = here.against("p0")
    counts = found.counts
    assert (sum(counts.values()) == len(found.indicator_ids)).all()
    ahead = (found.standing == STANDINGS.index(Standing.AHEAD)).sum(axis=0)
    assert counts["ahead"].tolist() == ahead.tolist()
