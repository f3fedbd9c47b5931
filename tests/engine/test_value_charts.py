"""What charts of values say: limits, marks, places in the pool, changes and profiles, by cases made by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal as D
from typing import TypeVar

import numpy as np
import pytest

from compare_app.domain.charts import CHART_KINDS, ChartSpec, Dumbbell, NoChart
from compare_app.domain.gate_keys import NUMBER, UNSTATED, GateKey
from compare_app.domain.model import Result
from compare_app.domain.pool import Column, GateTable, Pool
from compare_app.domain.record import Record
from compare_app.domain.terms import Basis, Direction, IndicatorClass, Role, Scale
from compare_app.domain.tone import Mark, Tone
from compare_app.domain.value_charts import Bullet, BulletRow, Distribution, LimitEnd, Parallel
from compare_app.engine.charts import chart_of
from compare_app.engine.compare import compare
from compare_app.errors import AppError
from compare_app.text.wording import Wording
from tests.engine import made

ENGLISH = Wording.load("en")
S = TypeVar("S", bound=ChartSpec)


def drawn(records: Iterable[Record], rows: Sequence[Result], kind: str) -> ChartSpec:
    """A chart of the product named ours."""
    project, pool = made.project_of(records), None
    pool = made.pool_of(project, rows)
    details = {
        one.id: tuple(row for row in rows if row.product_id == one.id) for one in project.products("cat")
    }
    comparison = compare(project, "ours", details, pool, made.ON)
    return chart_of(project, comparison, kind, ENGLISH, pool=lambda: pool, results=tuple)


def shown(spec: ChartSpec, kind: type[S]) -> S:
    assert isinstance(spec, kind), spec
    return spec


OURS = made.product("ours", Role.OURS)
HOME = made.product("home", Role.DOMESTIC, primary=True)
ABROAD = made.product("abroad", Role.INTERNATIONAL, primary=True)
OWN = made.own_standard()
THREE = [OURS, HOME, ABROAD, OWN, *made.executes("ours", OWN)]


def bullet_row(
    rows: Sequence[Result], *limits: str, records: Iterable[Record] = (), **fields: object
) -> BulletRow:
    """The bullet of one indicator with limits of our own standard."""
    demands = [made.requirement(OWN.id, "x", text) for text in limits]
    spec = drawn([*THREE, made.indicator("x", **fields), *demands, *records], rows, "bullet")
    (row,) = shown(spec, Bullet).rows
    return row


# --- bullet -----------------------------------------------------------------------------------------------------------


def test_a_bullet_holds_value_limit_and_benchmarks_in_the_indicators_unit() -> None:
    rows = [
        *made.results("ours", "x", "45.5", uncertainty=D("1.5")),
        *made.results("home", "x", "0.047", unit="GPa", basis=Basis.TESTED),
        *made.results("abroad", "x", "49"),
    ]
    row = bullet_row(rows, "≥40 MPa")
    assert [(one.value, one.label, one.tone, one.mark) for one in row.marks] == [
        (47.0, "47.0 MPa", Tone.DOMESTIC, Mark.SOLID),
        (49.0, "49 MPa", Tone.INTERNATIONAL, Mark.SOLID),
        (45.5, "45.5 MPa", Tone.OURS, Mark.SOLID),
    ]
    assert row.marks[-1].error == (44.0, 47.0)
    assert row.limits == (LimitEnd(40.0, "below", "≥40 MPa"),)
    assert (row.verdict, row.tone, row.demand) == ("● pass", Tone.LEVEL, "≥40 MPa")
    assert row.direction == "↑ larger is better"
    assert "error bar: ±1.5 MPa, U at k = 2" in row.marks[-1].story


def test_the_limit_is_converted_to_the_axis_and_a_range_has_two_ends() -> None:
    rows = made.results("ours", "x", "41")
    assert bullet_row(rows, "≥0.04 GPa").limits == (LimitEnd(40.0, "below", "≥0.04 GPa"),)
    row = bullet_row(rows, "45±5 MPa")
    assert [(end.value, end.fails) for end in row.limits] == [(40.0, "below"), (50.0, "above")]
    assert [bool(end.label) for end in row.limits] == [True, False]


def test_the_decisive_requirement_is_the_one_not_met_then_the_one_with_least_margin() -> None:
    rows = made.results("ours", "x", "45")
    failed = bullet_row(rows, "≥40", "≥46", "≥30")
    assert (failed.limits[0].value, failed.tone) == (46.0, Tone.FAIL)
    assert failed.verdict == "× fail"
    assert bullet_row(rows, "≥30", "≥40").limits[0].value == 40.0


def test_a_recommended_limit_decides_only_where_none_binds() -> None:
    national = made.edition("GB/T 1-2020")
    limit = made.requirement(national.id, "x", "≥44")
    rows = made.results("ours", "x", "45")
    assert bullet_row(rows, "≥30", records=[national, limit]).limits[0].value == 30.0
    assert bullet_row(rows, records=[national, limit]).limits[0].value == 44.0
    nothing = bullet_row(rows)
    assert (nothing.limits, nothing.demand, nothing.verdict) == ((), "", "○ no limit binds")


def test_a_formula_limit_stands_where_the_products_own_values_put_it() -> None:
    width = made.indicator("w", unit="mm", position=2)
    rows = [*made.results("ours", "x", "45"), *made.results("ours", "w", "10")]
    spec = drawn(
        [*THREE, made.indicator("x"), width, made.requirement(OWN.id, "x", "≥2*w+20")], rows, "bullet"
    )
    row = next(one for one in shown(spec, Bullet).rows if one.key == "x")
    assert [end.value for end in row.limits] == [40.0]


def test_a_bar_stands_only_where_zero_means_something_and_is_near() -> None:
    near, far = made.results("ours", "x", "20"), made.results("ours", "x", "97")
    assert bullet_row(near, "≥10").from_zero
    assert not bullet_row(far, "≥95").from_zero  # a narrow band: dots show more
    assert not bullet_row(near, "≤10", scale=Scale.INTERVAL, unit="℃").from_zero
    assert not bullet_row(near, "20±15", direction=Direction.TARGET, target=D(20)).from_zero
    assert not bullet_row(made.results("ours", "x", "-3"), "≥-10").from_zero


def test_bounds_are_arrows_and_spans_have_no_mark() -> None:
    rows = [*made.results("ours", "x", "<5"), *made.results("home", "x", "39~45")]
    row = bullet_row(rows, "≤90", direction=Direction.SMALLER)
    home, ours = row.marks
    assert (ours.value, ours.mark, ours.label) == (5.0, Mark.ARROW_LEFT, "<5 MPa")
    assert (home.value, home.error) == (None, (39.0, 45.0))


def test_classes_and_verdicts_are_words() -> None:
    rows = [*made.results("ours", "x", "2级"), *made.results("home", "x", "1级")]
    row = bullet_row(
        rows, "≥2级", direction=Direction.GRADE, scale=Scale.ORDINAL, levels=("1级", "2级", "3级"), unit=""
    )
    assert [(one.value, one.error, one.label) for one in row.marks] == [
        (None, None, "1级"),
        (None, None, "2级"),
    ]
    assert (row.limits, row.demand) == ((), "≥2级")
    said = bullet_row(
        made.results("ours", "x", "不合格"),
        "不应有裂纹",
        direction=Direction.PASS_FAIL,
        scale=Scale.NOMINAL,
        unit="",
    )
    assert said.marks[0].label == "fail"
    assert said.tone is Tone.FAIL


def test_what_is_not_comparable_is_words_and_no_mark() -> None:
    rows = [
        *made.results("ours", "x", "45"),
        *made.results("home", "x", "47", condition="干法"),
        *made.results("abroad", "x", "49", basis=Basis.DECLARED),
    ]
    rows[0] = made.results("ours", "x", "45", condition="湿法")[0]
    row = bullet_row(rows, "≥40")
    assert [one.tone for one in row.marks] == [Tone.INTERNATIONAL, Tone.OURS]
    assert row.marks[0].mark is Mark.HOLLOW  # of another basis: shown as what it is, and told
    assert "domestic benchmark: not comparable" in row.note
    assert "different basis" in row.note


def test_a_benchmark_without_a_value_is_said_to_have_none() -> None:
    row = bullet_row([*made.results("ours", "x", "45"), *made.results("home", "x", "47")], "≥40")
    assert row.note == "international benchmark: no value"


def test_without_our_value_nothing_of_the_benchmarks_is_drawn() -> None:
    row = bullet_row(made.results("home", "x", "47"), "≥40")
    assert row.marks == ()
    assert row.note == "our product: no value"
    assert row.verdict.startswith("○")


def test_the_whole_story_names_limits_and_cells() -> None:
    from compare_app.domain.model import CellRef

    rows = made.results("ours", "x", "45", cell=CellRef("lab.xlsx", "测试结果", "C7"))
    row = bullet_row(rows, "≥40")
    assert "from lab.xlsx!测试结果!C7" in row.marks[-1].story
    assert f"● pass: ≥40 MPa ({OWN.number})" in row.marks[-1].story


def test_a_mean_of_several_values_has_its_interval() -> None:
    row = bullet_row(made.results("ours", "x", "45.0", "46.0", "47.0"), "≥40")
    low, high = row.marks[-1].error or (0.0, 0.0)
    assert (low + high) / 2 == pytest.approx(46)
    assert high - 46 == pytest.approx(4.302653 / 3**0.5, rel=1e-4)  # t(0.975, 2) · s / √n
    assert "95 % interval of the mean" in row.marks[-1].story


def test_failures_come_first_and_what_has_no_mark_last() -> None:
    scheme = [made.indicator(code, position=at) for at, code in enumerate("abc")]
    rows = [*made.results("ours", "b", "45"), *made.results("ours", "c", "20")]
    demands = [made.requirement(OWN.id, code, "≥40") for code in "abc"]
    spec = shown(drawn([*THREE, *scheme, *demands], rows, "bullet"), Bullet)
    assert [row.key for row in spec.rows] == ["c", "b", "a"]
    empty = drawn([OURS], [], "bullet")
    assert isinstance(empty, NoChart)


# --- distribution -----------------------------------------------------------------------------------------------------


def pool_of(values: Sequence[str], **fields: object) -> tuple[list[Record], list[Result]]:
    """Peers with one value each, beside ours."""
    names = [f"p{at}" for at in range(len(values))]
    rows = [one for name, text in zip(names, values, strict=True) for one in made.results(name, "x", text)]
    return [OURS, made.indicator("x", **fields), *(made.product(name, Role.PEER) for name in names)], rows


def test_a_distribution_says_our_place_in_words() -> None:
    records, rows = pool_of([str(at) for at in range(1, 100)])
    spec = shown(drawn(records, [*rows, *made.results("ours", "x", "62.5")], "distribution"), Distribution)
    assert sum(spec.counts) == 100
    assert spec.facts[0] == (
        "Better than 62.0 % of 100 comparable products (62 are worse); rank 38, percentile 62.5"
    )
    assert spec.better == "right"
    assert [one.value for one in spec.marks] == [62.5]


def test_ties_are_neither_better_nor_worse() -> None:
    records, rows = pool_of(["10"] * 3 + ["20"] * 4 + ["30"] * 2)
    spec = shown(drawn(records, [*rows, *made.results("ours", "x", "20")], "distribution"), Distribution)
    assert "(3 are worse); rank 3," in spec.facts[0]
    turned, rows = pool_of(["10"] * 3 + ["20"] * 4 + ["30"] * 2, direction=Direction.SMALLER)
    spec = shown(drawn(turned, [*rows, *made.results("ours", "x", "20")], "distribution"), Distribution)
    assert "(2 are worse); rank 4," in spec.facts[0]
    assert spec.better == "left"


def test_who_is_left_out_is_counted_by_reason() -> None:
    records, rows = pool_of(["10", "20", "30", "40", "50", "<60", "—"])
    rows += made.results("declared", "x", "55", basis=Basis.DECLARED)
    records.append(made.product("declared", Role.PEER))
    spec = shown(drawn(records, [*rows, *made.results("ours", "x", "35")], "distribution"), Distribution)
    assert sum(spec.counts) == 6
    assert spec.facts[0].startswith("Rank 3 to 4 of 7 comparable products")
    told = spec.facts[-1]
    assert "1 without a usable value" in told
    assert "1 not comparable (" in told
    assert "1 of which only a bound is known" in told


def test_fewer_than_five_values_are_single_marks() -> None:
    records, rows = pool_of(["10", "20", "30"])
    spec = shown(drawn(records, [*rows, *made.results("ours", "x", "25")], "distribution"), Distribution)
    assert spec.counts == spec.edges == ()
    assert [(one.value, one.label, one.tone) for one in spec.singles] == [
        (10.0, "10 MPa", Tone.PEER),
        (20.0, "20 MPa", Tone.PEER),
        (30.0, "30 MPa", Tone.PEER),
    ]
    alone = shown(
        drawn([OURS, made.indicator("x")], made.results("ours", "x", "25"), "distribution"), Distribution
    )
    assert alone.facts[0] == "No other product may be compared with ours"


def test_classes_are_bars_with_names_best_to_the_right() -> None:
    records, rows = pool_of(
        ["1级", "2级", "2级", "4级", "4级"],
        direction=Direction.GRADE, scale=Scale.ORDINAL, levels=("1级", "2级", "3级", "4级"), unit="",
    )  # fmt: skip
    spec = shown(drawn(records, [*rows, *made.results("ours", "x", "2级")], "distribution"), Distribution)
    assert [name for _, name in spec.names] == ["4级", "3级", "2级", "1级"]
    assert spec.counts == (2, 0, 3, 1)
    assert [one.value for one in spec.marks] == [3.0]
    assert spec.better == "right"


def test_verdicts_have_no_rank_and_are_counted() -> None:
    records, rows = pool_of(
        ["合格"] * 5 + ["不合格"] * 2, direction=Direction.PASS_FAIL, scale=Scale.NOMINAL, unit=""
    )
    spec = shown(drawn(records, [*rows, *made.results("ours", "x", "合格")], "distribution:x"), Distribution)
    assert spec.counts == (2, 6)
    assert spec.facts[0] == "6 of 8 comparable products pass"


def test_the_indicator_is_the_named_one_or_the_most_urgent_gap() -> None:
    scheme = [
        made.indicator("a", position=1),
        made.indicator("b", position=2, weight=D(3)),
        made.indicator("c", position=3),
    ]
    rows = [
        one
        for name, texts in (
            ("ours", ("50", "50", "30")),
            ("home", ("50", "50", "50")),
            ("p", ("40", "40", "40")),
        )
        for code, text in zip("abc", texts, strict=True)
        for one in made.results(name, code, text)
    ]
    records = [*THREE, *scheme, made.product("p", Role.PEER)]
    assert shown(drawn(records, rows, "distribution"), Distribution).key == "c"  # it lags
    assert shown(drawn(records, rows, "distribution:a"), Distribution).key == "a"
    level = [row for row in rows if row.indicator_id != "c"]
    assert shown(drawn(records, level, "distribution"), Distribution).key == "b"  # nothing lags: by weight
    with pytest.raises(AppError, match="CHART-INDICATOR"):
        drawn(records, rows, "distribution:nothing")


def test_no_distribution_without_a_value_of_ours() -> None:
    records, rows = pool_of(["10", "20"])
    assert isinstance(drawn(records, rows, "distribution"), NoChart)
    assert isinstance(drawn(records, rows, "distribution:x"), NoChart)


def test_two_hundred_thousand_products_make_a_chart_of_plain_data() -> None:
    """The spec holds bins, never the values; the bars hold everybody once."""
    count = 200_000
    generator = np.random.default_rng(2)
    values = np.rint(generator.normal(5000, 300, count)) / 100
    column = Column(
        low=values,
        high=values.copy(),
        deviation=np.full(count, np.nan),
        count=np.ones(count, np.int32),
        basis=np.full(count, 2, np.int8),
        key=np.ones(count, np.int32),
        marks=np.zeros(count, np.uint8),
        places=np.full(count, 2, np.int8),
    )
    ids = ("ours", *(f"p{at}" for at in range(1, count)))
    pool = Pool("cat", ids, {"x": column}, GateTable((UNSTATED, GateKey(form=NUMBER))))
    project = made.project_of([OURS, made.indicator("x")])
    mine = {"ours": made.results("ours", "x", f"{values[0]:.2f}")}
    comparison = compare(project, "ours", mine, pool, made.ON)
    spec = shown(
        chart_of(project, comparison, "distribution", ENGLISH, pool=lambda: pool, results=tuple), Distribution
    )
    assert len(spec.counts) <= 200
    assert sum(spec.counts) + sum(spec.beyond) == count
    worse = int((values < values[0]).sum())
    assert f"({worse:,} are worse)".replace(",", "\N{NO-BREAK SPACE}") in spec.facts[0]
    assert [value for value, _ in spec.quartiles] == pytest.approx(
        np.percentile(values, (25, 50, 75)).tolist()
    )


def test_a_formula_is_computed_for_all_before_it_is_binned() -> None:
    records, rows = pool_of(["10", "20", "30", "40", "50"])
    twice = made.indicator("y", formula="2 * x", position=2)
    spec = shown(
        drawn([*records, twice], [*rows, *made.results("ours", "x", "25")], "distribution:y"), Distribution
    )
    assert sum(spec.counts) == 6
    assert [one.value for one in spec.marks] == [50.0]


# --- before and after -------------------------------------------------------------------------------------------------

OLD = made.product("old", Role.OWN_HISTORY)


def changed(before: str, after: str, **fields: object) -> Dumbbell:
    rows = [*made.results("old", "x", before), *made.results("ours", "x", after)]
    return shown(
        drawn([OURS, OLD, made.indicator("x", delta=D(0), **fields)], rows, "before_after"), Dumbbell
    )


@pytest.mark.parametrize(
    ("before", "after", "direction", "place", "said"),
    [
        ("50", "55", Direction.LARGER, 110.0, "▲ +10.0 %"),
        ("50", "45", Direction.LARGER, 90.0, "▼ −10.0 %"),
        ("5", "4", Direction.SMALLER, 120.0, "▲ +20.0 %"),
        ("5", "6", Direction.SMALLER, 80.0, "▼ −20.0 %"),
        ("5", "5", Direction.SMALLER, 100.0, "● +0.0 %"),
    ],
)
def test_a_change_stands_where_its_figure_says(
    before: str, after: str, direction: Direction, place: float, said: str
) -> None:
    spec = changed(before, after, direction=direction)
    (row,) = spec.rows
    assert spec.changes
    assert [point.x for point in row.points] == pytest.approx([100.0, place])
    assert [point.label for point in row.points] == [f"{before} MPa", f"{after} MPa"]
    assert row.change == said


def test_towards_a_target_both_ends_are_scores() -> None:
    (row,) = changed("5.6", "5.2", direction=Direction.TARGET, target=D(5), tolerance=D(1)).rows
    assert [point.x for point in row.points] == pytest.approx([40.0, 80.0])
    assert row.change.startswith("▲")
    assert "the target" in row.note


def test_where_there_is_no_per_cent_both_values_are_words() -> None:
    (row,) = changed("47", "46", scale=Scale.LOGARITHMIC, unit="dB(A)", direction=Direction.SMALLER).rows
    assert row.points == ()
    assert row.note.startswith("47 dB(A) → 46 dB(A): gap +1 dB(A)")
    (gone,) = changed("47", "—").rows
    assert gone.points == ()
    assert "→" not in gone.note


@pytest.mark.parametrize(
    ("before", "after", "said"), [("合格", "不合格", "pass → fail"), ("不合格", "合格", "fail → pass")]
)
def test_pass_and_fail_are_words(before: str, after: str, said: str) -> None:
    (row,) = changed(before, after, unit="").rows
    assert row.points == ()
    assert row.note == f"{said}: pass or fail only, without a number"


def test_without_an_earlier_state_it_says_what_to_do() -> None:
    none = drawn([OURS, made.indicator("x")], made.results("ours", "x", "5"), "before_after")
    assert isinstance(none, NoChart)
    assert "own history" in none.remedy
    two = [OURS, OLD, made.product("older", Role.OWN_HISTORY), made.indicator("x")]
    several = drawn(two, made.results("ours", "x", "5"), "before_after")
    assert isinstance(several, NoChart)
    assert "choose the primary one" in several.reason


# --- parallel ---------------------------------------------------------------------------------------------------------


def profiles(products: Sequence[str], table: dict[str, dict[str, str]], **fields: object) -> ChartSpec:
    """Products by name (roles from the first letters) over indicators, values as texts."""
    roles = {"ours": Role.OURS, "home": Role.DOMESTIC, "abroad": Role.INTERNATIONAL}
    records: list[Record] = [
        made.product(name, roles.get(name, Role.ADVANCED_STANDARD), primary=name in ("home", "abroad"))
        for name in products
    ]
    records += [made.indicator(code, position=at, **fields) for at, code in enumerate(table)]
    rows = [
        one
        for code, texts in table.items()
        for name, text in texts.items()
        for one in made.results(name, code, text)
    ]
    return drawn(records, rows, "parallel")


TRIO = ("ours", "home", "abroad")


def table_of(*rows: tuple[str, str, str]) -> dict[str, dict[str, str]]:
    return {f"i{at:02d}": dict(zip(TRIO, texts, strict=True)) for at, texts in enumerate(rows)}


def test_axes_are_turned_so_that_up_is_better() -> None:
    table = table_of(("10", "20", "15"), ("10", "20", "30"), ("1", "2", "3"))
    up = shown(profiles(TRIO, table), Parallel)
    assert (up.axes[0].best, up.axes[0].worst) == ("20 MPa", "10 MPa")
    heights = {
        line.name.split(": ")[1]: [point and point.height for point in line.points] for line in up.lines
    }
    assert heights["ours"] == [0.0, 0.0, 0.0]
    assert heights["abroad"] == [0.5, 1.0, 1.0]
    down = shown(profiles(TRIO, table, direction=Direction.SMALLER), Parallel)
    assert (down.axes[0].best, down.axes[0].worst) == ("10 MPa", "20 MPa")
    assert [point and point.height for point in down.lines[-1].points] == [1.0, 1.0, 1.0]
    assert down.lines[-1].tone is Tone.OURS  # drawn last, over the others


def test_a_line_breaks_where_a_value_is_missing_or_not_one_number() -> None:
    spec = shown(profiles(TRIO, table_of(("10", "20", "—"), ("10", "20", "<5"), ("1", "2", "3"))), Parallel)
    abroad = next(line for line in spec.lines if line.tone is Tone.INTERNATIONAL)
    assert [point is None for point in abroad.points] == [True, True, False]


def test_a_value_of_another_basis_is_not_drawn_beside_ours() -> None:
    table = table_of(("10", "20", "15"), ("10", "20", "30"), ("1", "2", "3"))
    records = [OURS, HOME, ABROAD, *(made.indicator(code, position=at) for at, code in enumerate(table))]
    rows = [
        one
        for code, texts in table.items()
        for name, text in texts.items()
        for one in made.results(
            name, code, text, basis=Basis.DECLARED if (name, code) == ("abroad", "i01") else Basis.TESTED
        )
    ]
    spec = shown(drawn(records, rows, "parallel"), Parallel)
    abroad = next(line for line in spec.lines if line.tone is Tone.INTERNATIONAL)
    assert [point is None for point in abroad.points] == [False, True, False]
    assert spec.axes[1].best == "20 MPa"


def test_core_indicators_come_before_base_ones() -> None:
    codes = [f"i{at:02d}" for at in range(14)]
    kinds = [IndicatorClass.BASE if at < 6 else IndicatorClass.CORE for at in range(14)]
    records: list[Record] = [OURS, HOME, ABROAD]
    records += [
        made.indicator(code, position=at, indicator_class=kind)
        for at, (code, kind) in enumerate(zip(codes, kinds, strict=True))
    ]
    rows = [
        one
        for code in codes
        for name, text in zip(TRIO, "123", strict=True)
        for one in made.results(name, code, text)
    ]
    spec = shown(drawn(records, rows, "parallel"), Parallel)
    assert [axis.key for axis in spec.axes] == [*codes[:2], *codes[6:]]


def test_equal_values_stand_in_the_middle_and_their_axis_has_one_figure() -> None:
    spec = shown(profiles(TRIO, table_of(("5", "5", "5"), ("10", "20", "15"), ("1", "2", "3"))), Parallel)
    assert {point.height for line in spec.lines if (point := line.points[0])} == {0.5}
    assert (spec.axes[0].best, spec.axes[0].worst) == ("5 MPa", "")


def test_too_little_is_refused() -> None:
    two = profiles(("ours", "home"), {f"i{at}": {"ours": "1", "home": "2"} for at in range(5)})
    assert isinstance(two, NoChart)
    assert "3 products; there are 2" in two.reason
    thin = profiles(TRIO, table_of(("1", "2", "3"), ("1", "2", "3")))
    assert isinstance(thin, NoChart)
    assert "3 comparable indicators; there are 2" in thin.reason


def test_ten_axes_and_seven_products_at_most_core_ones_first() -> None:
    names = (*TRIO, *(f"std{at}" for at in range(6)))
    table = {f"i{at:02d}": {name: str(at + place) for place, name in enumerate(names)} for at in range(14)}
    spec = shown(profiles(names, table), Parallel)
    assert len(spec.axes) == 10
    assert len(spec.lines) == 7
    assert "Not drawn: std4, std5" in spec.footnote
    tags = [line.tag for line in spec.lines if line.tone is Tone.PEER]
    assert len(set(tags)) == 4
    assert all(tags)
    base = shown(profiles(names, table, indicator_class=IndicatorClass.BASE), Parallel)
    assert [axis.key for axis in base.axes] == [f"i{at:02d}" for at in range(10)]


# --- all of them ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", CHART_KINDS)
def test_one_product_alone_gives_a_chart_or_a_reason(kind: str) -> None:
    spec = drawn([OURS, made.indicator("x")], made.results("ours", "x", "5"), kind)
    assert spec.title
    if isinstance(spec, NoChart):
        assert spec.reason


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(AppError, match="CHART-KIND"):
        drawn([OURS, made.indicator("x")], [], "pie")
