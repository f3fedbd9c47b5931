"""The rates of a market by domain of its indicators (R22): split without remainder, every denominator its own."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.comparison import Consistency, StandardRow
from compare_app.domain.quality_domain import canonical, domain_name
from compare_app.domain.terms import Market, Role, Verdict
from compare_app.engine.consistency import consistency, consistency_by_domain
from compare_app.text.wording import Wording
from tests.engine.made import (
    compared,
    edition,
    executes,
    indicator,
    own_standard,
    product,
    requirement,
    results,
)


def row(indicator_id: str, market: Market, verdict: Verdict) -> StandardRow:
    return StandardRow("k", indicator_id, market, "", None, None, verdict, verdict)


def by_name(found: tuple[Consistency, ...]) -> dict[tuple[Market, str], Consistency]:
    return {(one.market, one.domain): one for one in found}


def test_the_published_shape_for_safety_and_performance() -> None:
    scheme = [indicator("a", domain="安全"), indicator("b", domain="性能"), indicator("c", domain=" Safety ")]
    rows = [
        row("a", Market.DOMESTIC, Verdict.STRICTER),
        row("c", Market.DOMESTIC, Verdict.DIFFERENT),
        row("b", Market.DOMESTIC, Verdict.LOOSER),
        row("b", Market.DOMESTIC, Verdict.EQUAL),
        row("b", Market.INTERNATIONAL, Verdict.MISSING_OURS),
    ]
    found = by_name(consistency_by_domain(rows, scheme))
    assert set(found) == {
        (Market.DOMESTIC, "安全"), (Market.DOMESTIC, "性能"), (Market.INTERNATIONAL, "性能"),
    }  # fmt: skip
    safety = found[Market.DOMESTIC, "安全"]
    assert (safety.rate, safety.rate_of, safety.orderable_rate, safety.rows) == (
        Decimal("0.5"),
        2,
        Decimal(1),
        2,
    )
    nothing = found[Market.INTERNATIONAL, "性能"]
    assert (nothing.rate, nothing.rate_of, nothing.coverage) == (None, 0, Decimal(0))


def test_no_domain_stated_is_no_split() -> None:
    rows = [row("a", Market.DOMESTIC, Verdict.STRICTER)]
    assert consistency_by_domain(rows, [indicator("a")]) == ()


def test_a_comparison_carries_them() -> None:
    own, gb = own_standard(), edition("GB/T 1-2020")
    records = [
        indicator("x", domain="安全"), indicator("y"), product("ours", Role.OURS), own, gb, *executes("ours", own),
        requirement(own.id, "x", "≥40"), requirement(gb.id, "x", "≥35"), requirement(gb.id, "y", "≥1"),
    ]  # fmt: skip
    found = by_name(compared(records, results("ours", "x", "50")).consistency_by_domain)
    assert found[Market.DOMESTIC, "安全"].rate == 1
    assert found[Market.DOMESTIC, ""].rate is None
    assert found[Market.DOMESTIC, ""].rows == 1


def test_domains_are_said_in_the_readers_language() -> None:
    english, chinese = Wording.load("en"), Wording.load("zh_CN")
    assert (canonical("Energy efficiency"), canonical("能效"), canonical(" 自定 ")) == (
        "能效",
        "能效",
        "自定",
    )
    assert (english(domain_name("能效")), chinese(domain_name("能效"))) == ("energy efficiency", "能效")
    assert (english(domain_name("自定")), english(domain_name(""))) == ("自定", "domain not stated")


ROWS = st.lists(
    st.builds(row, st.sampled_from("abc"), st.sampled_from(Market), st.sampled_from(Verdict)), max_size=30
)


@given(ROWS)
def test_the_parts_make_the_whole(rows: list[StandardRow]) -> None:
    scheme = [indicator("a", domain="安全"), indicator("b", domain="性能"), indicator("c")]
    parts = consistency_by_domain(rows, scheme)
    for whole in (one for one in consistency(rows) if not one.region):
        mine = [one for one in parts if one.market is whole.market]
        if not parts:
            assert all(one.indicator_id == "c" for one in rows)
            continue
        assert sum(one.rows for one in mine) == whole.rows
        assert sum(one.rate_of for one in mine) == whole.rate_of
        for verdict in Verdict:
            assert sum(one.counts[verdict] for one in mine) == whole.counts[verdict]
