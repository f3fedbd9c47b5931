"""企业标准“领跑者” as our own view (R37): who passes the gate, which tiers there are, and what is left out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.front_runner import FrontRunner
from compare_app.domain.model import Override, StandardEdition
from compare_app.domain.record import Record
from compare_app.domain.terms import Direction, Force, IndicatorClass, Role, StandardScope, Statistic
from compare_app.engine.front_runner import front_runner
from tests.engine import made

STRENGTH = made.indicator("mor", name="断裂模数", position=1)
WATER = made.indicator("water", name="吸水率", unit="%", direction=Direction.SMALLER, position=2)
GRADE = made.indicator("apf", name="APF", unit="", position=3)
SAFE = made.indicator(
    "ira", unit="", direction=Direction.SMALLER, indicator_class=IndicatorClass.BASE, position=4
)
NATIONAL = made.edition("GB/T 4100-2015")
FORCED = made.edition("GB 6566-2010", force=Force.MANDATORY)
NAMES = ("甲", "乙", "丙", "丁")


def own(name: str, **fields: object) -> StandardEdition:
    return made.edition(
        f"Q/{name} 1-2025", scope=StandardScope.ENTERPRISE, force=Force.SELF_DECLARED, **fields
    )


def view(
    limits: dict[str, str], *more: Record, code: str = "mor", floor: str = "≥35", **fields: object
) -> FrontRunner:
    """The view over enterprises whose standards set these limits for one indicator."""
    records: list[Record] = [STRENGTH, WATER, GRADE, SAFE, NATIONAL, FORCED]
    if floor:
        records.append(made.requirement(NATIONAL.id, code, floor))
    for name, text in limits.items():
        edition = own(name, **fields)
        records += [edition, made.product(name, Role.PEER), *made.executes(name, edition)]
        if text:
            records.append(made.requirement(edition.id, code, text))
    return front_runner(made.project_of([*records, *more]), "cat", made.ON)


def tiers(found: FrontRunner, code: str = "mor") -> list[list[str]]:
    (table,) = [one for one in found.tables if one.indicator_id == code]
    return [sorted(entry.number[2] for entry in tier) for tier in table.tiers]


def test_tiers_are_strictest_first_and_equal_limits_share_one() -> None:
    found = view({"甲": "≥38", "乙": "≥45", "丙": "≥38.0", "丁": "≥35"})
    assert tiers(found) == [["乙"], ["丙", "甲"], ["丁"]]
    table = found.tables[0]
    assert (table.ranked, table.note, table.floor) == (True, None, ("GB/T 4100-2015 ≥35 MPa",))
    assert all(one.gate for one in found.entrants)


def test_smaller_is_better_turns_the_tiers() -> None:
    found = view({"甲": "≤0.3", "乙": "≤0.1"}, code="water", floor="≤0.5")
    assert tiers(found, "water") == [["乙"], ["甲"]]


def test_the_lowest_tier_is_never_below_the_national_limit() -> None:
    found = view({"甲": "≥38", "乙": "≥34", "丙": "≥36"})
    assert tiers(found) == [["甲"], ["丙"]]
    (out,) = found.tables[0].left_out
    assert out.entry.number == "Q/乙 1-2025"
    assert "Looser than GB/T 4100-2015 ≥35 MPa" in str(out.reason)


def test_where_all_are_equal_or_alone_there_is_no_ranking() -> None:
    equal = view({"甲": "≥38", "乙": "≥38"}).tables[0]
    assert (equal.ranked, len(equal.tiers)) == (False, 1)
    assert "All limits are equal" in str(equal.note)
    alone = view({"甲": "≥38", "乙": ""}).tables[0]
    assert (alone.ranked, "Fewer than two" in str(alone.note)) == (False, True)
    nobody = view({"甲": ""}).tables[0]
    assert (nobody.ranked, nobody.tiers) == (False, ())


def test_without_a_national_limit_the_missing_floor_is_said() -> None:
    table = view({"甲": "≥38", "乙": "≥40"}, floor="").tables[0]
    assert (table.ranked, table.floor) == (True, ())
    assert "no floor" in str(table.note)


def test_a_ladder_of_grades_is_a_floor_by_its_pass_line() -> None:
    found = view(
        {"甲": "≥5.00", "乙": "≥4.00", "丙": "≥3.4"},
        code="apf",
        floor="1级≥5.00; 2级≥4.50; 3级≥3.50; 合格线=3级",
    )
    assert tiers(found, "apf") == [["甲"], ["乙"]]
    table = next(one for one in found.tables if one.indicator_id == "apf")
    assert [one.entry.number for one in table.left_out] == ["Q/丙 1-2025"]


def test_what_cannot_be_ordered_is_left_out_with_its_reason() -> None:
    found = view({"甲": "≥38", "乙": "≥40", "丙": "36~50"})
    assert tiers(found) == [["乙"], ["甲"]]
    assert [one.entry.number for one in found.tables[0].left_out] == ["Q/丙 1-2025"]
    assert "cannot be ordered with the limits of the other" in str(found.tables[0].left_out[0].reason)
    words = view({"甲": "≥38", "乙": "大约 40 左右"})
    assert "cannot be ordered against GB/T 4100-2015" in str(words.tables[0].left_out[0].reason)


def test_mean_and_single_values_are_two_tables() -> None:
    single = [
        made.requirement("Q/甲 1-2025", "mor", "≥36", id="a", statistic=Statistic.SINGLE),
        made.requirement("Q/乙 1-2025", "mor", "≥37", id="b", statistic=Statistic.SINGLE),
    ]
    found = view({"甲": "≥40", "乙": "≥39"}, *single)
    by_kind = {one.statistic: one for one in found.tables if one.indicator_id == "mor"}
    assert [tier[0].number for tier in by_kind[Statistic.MEAN].tiers] == ["Q/甲 1-2025", "Q/乙 1-2025"]
    assert [tier[0].number for tier in by_kind[Statistic.SINGLE].tiers] == ["Q/乙 1-2025", "Q/甲 1-2025"]
    assert by_kind[Statistic.SINGLE].floor == ()  # the national limit is on the mean


# --- the gate -------------------------------------------------------------------------------------------------


def test_the_gate_closes_for_what_is_not_in_force_or_looser_than_a_mandatory_limit() -> None:
    loose = made.requirement("Q/甲 1-2025", "ira", "≤1.3")
    forced = made.requirement(FORCED.id, "ira", "≤1.0")
    found = view({"甲": "≥45", "乙": "≥40", "丙": "≥38"}, loose, forced)
    gates = {one.number[2]: one.gate for one in found.entrants}
    assert gates == {"甲": False, "乙": True, "丙": True}
    assert tiers(found) == [["乙"], ["丙"]]
    said = {one.number[2]: " ".join(map(str, one.reasons)) for one in found.entrants}
    assert "looser than the mandatory GB 6566-2010 ≤1.0" in said["甲"]
    assert "the mandatory limit holds: ['ira']" in said["乙"]
    old = view({"甲": "≥45"}, withdrawn=date(2026, 1, 1))
    assert old.entrants[0].gate is False
    unknown = view({"甲": "≥45"}, effective=None)
    assert unknown.entrants[0].gate is None
    assert unknown.tables[0].tiers == ()


def test_a_mandatory_limit_that_cannot_be_judged_leaves_the_gate_open() -> None:
    forced = made.requirement(FORCED.id, "mor", "20~40")
    found = view({"甲": "≥45"}, forced, floor="")
    assert found.entrants[0].gate is None


def test_a_person_may_overrule_a_pair() -> None:
    forced = made.requirement(FORCED.id, "mor", "20~40", id="forced")
    subject = "standard:Q/甲 1-2025/mor/≥45:forced"
    held = Override("o", subject, "stricter", "同一要求", "王工")
    assert view({"甲": "≥45"}, forced, held, floor="").entrants[0].gate is True


def test_a_persons_verdict_counts_from_both_sides() -> None:
    """Said of 甲 against 乙, it is said of 乙 against 甲: the tiers do not depend on who is asked first."""
    for first, second in (("甲", "乙"), ("乙", "甲")):
        subject = f"standard:Q/{first} 1-2025/mor/≥40:Q/{second} 1-2025/mor/≥45"
        held = Override("o", subject, "stricter", "方法更严", "王工")
        assert tiers(view({first: "≥40", second: "≥45"}, held)) == [[first], [second]]


def test_the_number_of_core_indicators_is_checked_and_said() -> None:
    found = view({"甲": "≥38"})
    assert (found.enough, len(found.core)) == (True, 3)
    few = front_runner(made.project_of([STRENGTH, SAFE]), "cat", made.ON)
    assert not few.enough
    assert "at least 3" in str(few.core_sentence)


def test_averages_and_other_categories_bring_no_standard_in() -> None:
    average = made.product("均", Role.INDUSTRY_AVERAGE)
    edition = own("均")
    found = view({"甲": "≥38"}, average, edition, *made.executes("均", edition))
    assert [one.number for one in found.entrants] == ["Q/甲 1-2025"]


# --- a stricter limit never stands lower -----------------------------------------------------------------------

limits = st.lists(st.integers(350, 500), min_size=2, max_size=4)


def place(found: FrontRunner, name: str) -> int:
    return next(at for at, tier in enumerate(tiers(found)) if name in tier)


@given(limits, st.integers(0, 60))
def test_a_stricter_limit_never_stands_in_a_lower_tier(values: list[int], more: int) -> None:
    def texts(first: int) -> dict[str, str]:
        return {name: f"≥{D(one) / 10}" for name, one in zip(NAMES, [first, *values[1:]])}

    before, after = view(texts(values[0])), view(texts(values[0] + more))
    better = [one for one in values[1:] if one > values[0]]
    assert place(before, "甲") == len(set(better))
    assert place(after, "甲") <= place(before, "甲")
    numbers = [D(entry.limit.strip("≥ MPa")) for tier in before.tables[0].tiers for entry in tier[:1]]
    assert numbers == sorted(numbers, reverse=True)
    assert before.tables[0].ranked is (len(set(values)) > 1)


@pytest.mark.parametrize("names", [("甲", "乙", "丙"), ("丙", "乙", "甲")])
def test_the_order_of_the_rows_changes_nothing(names: tuple[str, ...]) -> None:
    texts = {"甲": "≥38", "乙": "36~50", "丙": "≥45"}
    assert tiers(view({name: texts[name] for name in names})) == [["丙"], ["甲"]]
