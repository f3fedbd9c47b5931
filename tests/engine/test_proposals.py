"""Drafts for the next edition of our standard: what can be adopted now, what the product must reach first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.assessment import Proposal
from compare_app.domain.limit import Condition, Interval
from compare_app.domain.loop import Action
from compare_app.domain.model import Override, Provenance, Requirement, Result, StandardEdition, TestMethod
from compare_app.domain.record import Record
from compare_app.domain.terms import (
    ActionType,
    Basis,
    ComparisonMode,
    Conformity,
    Direction,
    Force,
    Market,
    Readiness,
    Role,
    Scale,
    Trust,
    Verdict,
)
from compare_app.engine.plan import propose
from tests.engine.made import (
    ON,
    compared,
    edition,
    executes,
    indicator,
    own_standard,
    product,
    project_of,
    requirement,
    results,
)

OURS = product("ours", Role.OURS)
OWN = own_standard()
GB = edition("GB/T 1-2020")
ISO = edition("ISO 1:2018", market=Market.INTERNATIONAL, region="ISO", force=Force.FOREIGN)
NOW, FIRST, OPEN = Readiness.NOW, Readiness.PRODUCT_FIRST, Readiness.OPEN


def base(*more: Record, **fields: object) -> list[Record]:
    """Our product, our standard, two others, one indicator in MPa, larger is better."""
    return [indicator("x", **fields), OURS, OWN, GB, ISO, *executes("ours", OWN), *more]


def drafted(records: Sequence[Record], rows: Sequence[Result]) -> tuple[Proposal, ...]:
    return compared(records, rows).assessment.proposals


def shown(found: Sequence[Proposal]) -> list[tuple[str, str, Readiness]]:
    return [(one.source.standard, one.proposed, one.readiness) for one in found]


def three(ours: str = "≥35", gb: str = "≥38", iso: str = "≥40") -> list[Record]:
    return base(requirement(OWN.id, "x", ours), requirement(GB.id, "x", gb), requirement(ISO.id, "x", iso))


# --- ready or not ---------------------------------------------------------------------------------------------


def test_the_strictest_that_is_met_stands_for_all() -> None:
    (one,) = drafted(three(), results("ours", "x", "41.2"))
    assert shown([one]) == [("ISO 1:2018", "≥40 MPa", NOW)]
    assert (one.present and one.present.text, one.verdict) == ("≥35 MPa", Verdict.LOOSER)
    assert (one.met, one.margin, one.margin_percent) == (Conformity.PASS, Decimal("1.2"), Decimal(3))
    assert len(one.covers) == 1
    assert str(one.reason) == "ISO 1:2018 sets ≥40 MPa; ours, ≥35 MPa, is looser"
    assert "It also answers GB/T 1-2020: ≥38 MPa" in [str(step.message) for step in one.steps]


def test_what_is_met_can_be_adopted_and_harder_ones_stand_beside_it() -> None:
    assert shown(drafted(three(), results("ours", "x", "39"))) == [
        ("GB/T 1-2020", "≥38 MPa", NOW), ("ISO 1:2018", "≥40 MPa", FIRST),
    ]  # fmt: skip


def test_what_is_nearer_comes_first() -> None:
    found = drafted(three(gb="≥44"), results("ours", "x", "36"))
    assert shown(found) == [("ISO 1:2018", "≥40 MPa", FIRST), ("GB/T 1-2020", "≥44 MPa", FIRST)]


def test_smaller_is_better_too() -> None:
    records = base(
        requirement(OWN.id, "x", "≤0.6"), requirement(GB.id, "x", "≤0.5"), requirement(ISO.id, "x", "≤0.3"),
        direction=Direction.SMALLER, unit="%",
    )  # fmt: skip
    assert shown(drafted(records, results("ours", "x", "0.4"))) == [
        ("GB/T 1-2020", "≤0.5%", NOW), ("ISO 1:2018", "≤0.3%", FIRST),
    ]  # fmt: skip


def test_met_without_margin_is_not_ready() -> None:
    (first, _) = drafted(three(), results("ours", "x", "38"))
    assert (first.readiness, first.margin) == (FIRST, Decimal(0))
    assert str(first.why) == "Our results just meet it; there is no margin"


def test_a_margin_within_the_uncertainty_decides_nothing() -> None:
    wide, narrow = (results("ours", "x", "39", uncertainty=Decimal(u)) for u in ("2", "0.5"))
    assert drafted(three(), wide)[-1].readiness is OPEN
    assert drafted(three(), narrow)[0].readiness is NOW


@pytest.mark.parametrize(
    ("rows", "conformity"),
    [
        ([], Conformity.NOT_TESTED),
        (results("ours", "x", "未检"), Conformity.NOT_TESTED),
        (results("ours", "x", ">37"), Conformity.UNDECIDED),
        (results("ours", "x", "41", basis=Basis.DECLARED), Conformity.PASS),
    ],
)
def test_what_nobody_can_say_is_open(rows: list[Result], conformity: Conformity) -> None:
    found = drafted(three(), rows)
    assert {one.readiness for one in found} == {OPEN}
    assert conformity in {one.met for one in found}


def test_results_of_another_method_decide_nothing() -> None:
    methods = TestMethod("m1", "GB/T 9", group="a"), TestMethod("m2", "ISO 9", group="b")
    records = base(*methods, requirement(ISO.id, "x", "≥40", method_id="m2"))
    (one,) = drafted(records, results("ours", "x", "50", method_id="m1"))
    assert (one.verdict, one.readiness, one.met) == (Verdict.MISSING_OURS, OPEN, Conformity.UNDECIDED)


# --- what is proposed, and what never is ----------------------------------------------------------------------


def test_a_limit_that_only_others_set() -> None:
    (one,) = drafted(base(requirement(GB.id, "x", "≥38")), results("ours", "x", "39"))
    assert (one.verdict, one.present, one.readiness) == (Verdict.MISSING_OURS, None, NOW)
    assert str(one.reason) == "GB/T 1-2020 sets ≥38 MPa; ours sets nothing"


def test_a_mandatory_standard_says_so() -> None:
    law = edition("GB 6566-2010", force=Force.MANDATORY, source=Provenance("目录", trust=Trust.UNCONFIRMED))
    limit = requirement(law.id, "x", "≥36", source=Provenance("目录", trust=Trust.UNCONFIRMED))
    (one,) = drafted(base(law, limit, requirement(OWN.id, "x", "≥35")), results("ours", "x", "39"))
    said = [str(step.message) for step in one.steps]
    assert "GB 6566-2010 is mandatory: our limit must not be looser" in said
    assert "The limit of GB 6566-2010 is not confirmed" in said
    assert one.source.trust is Trust.UNCONFIRMED


@pytest.mark.parametrize(
    "theirs",
    [
        requirement(ISO.id, "x", "≥40", quantity="SEER"),
        requirement(ISO.id, "x", "≥40", unit="K"),
        requirement(ISO.id, "x", "10~50"),
        requirement(ISO.id, "x", "单个值≥40"),
    ],
)
def test_what_cannot_be_ordered_is_never_proposed(theirs: Requirement) -> None:
    records = base(requirement(OWN.id, "x", "≥35", quantity="APF"), theirs)
    comparison = compared(records, results("ours", "x", "60"))
    assert {row.verdict for row in comparison.standards if row.theirs} == {Verdict.DIFFERENT}
    assert comparison.assessment.proposals == ()


def test_a_person_does_not_make_an_order_out_of_a_difference() -> None:
    ours, theirs = requirement(OWN.id, "x", "≥35"), requirement(ISO.id, "x", "≥40", quantity="SEER")
    verdict = Override("o", f"standard:{ours.id}:{theirs.id}", Verdict.LOOSER.value, "看起来宽", "李工")
    assert drafted(base(ours, theirs, verdict), results("ours", "x", "60")) == ()


def test_a_person_can_take_a_line_out() -> None:
    ours, theirs = requirement(OWN.id, "x", "≥35"), requirement(ISO.id, "x", "≥40")
    verdict = Override(
        "o", f"standard:{ours.id}:{theirs.id}", Verdict.EQUAL.value, "按附录换算后相同", "李工"
    )
    assert len(drafted(base(ours, theirs), results("ours", "x", "60"))) == 1
    assert drafted(base(ours, theirs, verdict), results("ours", "x", "60")) == ()


def test_equal_limits_of_two_markets_are_one_line() -> None:
    (one,) = drafted(three(gb="≥40", iso="≥40"), results("ours", "x", "36"))
    assert (one.source.standard, one.readiness, len(one.covers)) == ("GB/T 1-2020", FIRST, 1)


def test_limits_of_other_kinds_do_not_answer_each_other() -> None:
    """A mean and a single value, or two scopes, are two lines."""
    records = base(
        requirement(GB.id, "x", "平均值≥35"), requirement(GB.id, "x", "单个值≥32"), requirement(ISO.id, "x", "≥30"),
    )  # fmt: skip
    found = drafted(records, results("ours", "x", "40", "41", "42"))
    assert [(one.proposed, len(one.covers)) for one in found] == [("≥35 MPa", 1), ("≥32 MPa", 0)]


def test_a_limit_for_thick_tiles_does_not_answer_one_for_all() -> None:
    thick = (Condition("t", Interval(low=Decimal("7.5")), "mm"),)
    records = base(
        indicator("t", unit="mm"),
        requirement(GB.id, "x", "≥38", conditions=thick),
        requirement(ISO.id, "x", "≥35"),
    )
    found = drafted(records, [*results("ours", "x", "40"), *results("ours", "t", "8")])
    assert [(one.proposed, one.readiness, one.covers) for one in found] == [
        ("≥38 MPa", NOW, ()), ("≥35 MPa", NOW, ()),
    ]  # fmt: skip


def test_one_limit_beside_two_bands_of_ours_is_two_lines() -> None:
    """The thickness is not known, so both bands may concern the product; each line keeps its own scope."""
    thin = (Condition("t", Interval(high=Decimal("7.5"), high_closed=False), "mm"),)
    thick = (Condition("t", Interval(low=Decimal("7.5")), "mm"),)
    records = base(
        indicator("t", unit="mm"),
        requirement(OWN.id, "x", "≥30", id="thin", conditions=thin),
        requirement(OWN.id, "x", "≥33", id="thick", conditions=thick),
        requirement(GB.id, "x", "≥38"),
    )
    found = drafted(records, results("ours", "x", "40"))
    assert [(one.present and one.present.requirement_id, one.covers) for one in found] == [
        ("thin", ()), ("thick", ()),
    ]  # fmt: skip
    assert len({one.key for one in found}) == 2
    assert all("7.5" in one.scope for one in found)


def test_a_row_of_the_plan_says_for_which_products_the_proposed_limit_is_meant() -> None:
    narrow = (Condition("t", Interval(high=Decimal("7.5"), high_closed=False), "mm"),)
    records = base(
        indicator("t", unit="mm"),
        requirement(OWN.id, "x", "≥30"),
        requirement(GB.id, "x", "≥38", conditions=narrow),
    )
    comparison = compared(records, results("ours", "x", "40"))
    (row,) = (
        one for one in propose(project_of(records), comparison, ON) if one.action_type is ActionType.STANDARD
    )
    assert "GB" in row.gap
    assert "t<7.5 mm" in row.gap


@pytest.mark.parametrize(("said", "readiness"), [(Conformity.FAIL, FIRST), (Conformity.UNDECIDED, OPEN)])
def test_a_person_who_doubts_a_result_keeps_it_from_being_ready(
    said: Conformity, readiness: Readiness
) -> None:
    limit = requirement(GB.id, "x", "≥38")
    doubt = Override("o", f"result:ours:{limit.id}", said.value, "样品有误", "李工")
    assert drafted(base(limit), results("ours", "x", "40"))[0].readiness is NOW
    (one,) = drafted(base(limit, doubt), results("ours", "x", "40"))
    assert (one.met, one.readiness) == (said, readiness)


def test_a_person_does_not_make_a_failure_ready() -> None:
    limit = requirement(GB.id, "x", "≥38")
    praise = Override("o", f"result:ours:{limit.id}", Conformity.PASS.value, "复测合格", "李工")
    (one,) = drafted(base(limit, praise), results("ours", "x", "36"))
    assert one.readiness is FIRST


def test_what_does_not_apply_to_the_product_is_no_proposal() -> None:
    assert drafted(base(requirement(GB.id, "x", "≥38")), results("ours", "x", "不适用")) == ()


def test_classes_and_words() -> None:
    stain = {
        "scale": Scale.ORDINAL,
        "direction": Direction.GRADE,
        "levels": ("5级", "4级", "3级"),
        "unit": "",
    }
    records = base(requirement(OWN.id, "x", "不低于3级"), requirement(GB.id, "x", "不低于4级"), **stain)
    (one,) = drafted(records, results("ours", "x", "5级"))
    assert (one.readiness, str(one.why)) == (NOW, "Our results meet it")
    (one,) = drafted(records, results("ours", "x", "4级"))
    assert one.readiness is NOW
    (one,) = drafted(records, results("ours", "x", "3级"))
    assert one.readiness is FIRST


def test_a_ladder_is_a_limit_only_where_it_names_its_pass_line() -> None:
    open_, closed = "1级≥50; 2级≥40; 3级≥30", "1级≥50; 2级≥40; 3级≥30; 合格线=2级"
    (one,) = drafted(base(requirement(GB.id, "x", open_)), results("ours", "x", "45"))
    assert (one.readiness, str(one.why)) == (
        OPEN, "It grades and names no level that must be reached; our results reach 2级",
    )  # fmt: skip
    (one,) = drafted(base(requirement(GB.id, "x", closed)), results("ours", "x", "45"))
    assert (one.readiness, str(one.why)) == (NOW, "Our results reach 2级")
    (one,) = drafted(base(requirement(GB.id, "x", closed)), results("ours", "x", "35"))
    assert one.readiness is FIRST


# --- into the plan --------------------------------------------------------------------------------------------


def test_chosen_lines_become_rows_of_the_plan_and_no_others() -> None:
    """The rows are those that `propose` makes of all gaps: one way, and what one line answers gets no second row."""
    records = three()
    comparison = compared(records, results("ours", "x", "39"))
    project = project_of(records)
    everything = [one for one in propose(project, comparison, ON) if one.action_type is ActionType.STANDARD]
    assert [one.target_text for one in everything] == ["≥38 MPa", "≥40 MPa"]
    wanted = comparison.assessment.proposals[1].source.requirement_id
    (chosen,) = propose(project, comparison, ON, (wanted,))
    assert replace(chosen, id="", position=0) == replace(everything[1], id="", position=0)
    assert propose(project_of([*records, chosen]), comparison, ON, (wanted,)) == ()
    met = compared(records, results("ours", "x", "41"))
    rows: list[Action] = [one for one in propose(project, met, ON) if one.action_type is ActionType.STANDARD]
    assert [one.target_text for one in rows] == ["≥40 MPa"]


# --- properties -----------------------------------------------------------------------------------------------

LIMITS = st.lists(st.integers(30, 60), min_size=1, max_size=6)


@given(limits=LIMITS, ours=st.none() | st.integers(30, 60), value=st.integers(25, 65), larger=st.booleans())
def test_every_stricter_limit_is_answered_once(
    limits: list[int], ours: int | None, value: int, larger: bool
) -> None:
    """Every limit stricter than ours is in one draft; ready is the strictest below the value, not ready all others."""
    sign = "≥" if larger else "≤"
    editions: list[StandardEdition] = [edition(f"GB {at}-2020") for at in range(1, len(limits) + 1)]
    records = base(
        *editions,
        *(requirement(one.id, "x", f"{sign}{limit}") for one, limit in zip(editions, limits, strict=True)),
        *([requirement(OWN.id, "x", f"{sign}{ours}")] if ours is not None else []),
        direction=Direction.LARGER if larger else Direction.SMALLER,
    )
    found = drafted(records, results("ours", "x", str(value)))
    better = 1 if larger else -1
    stricter = [limit for limit in limits if ours is None or better * limit > better * ours]
    assert len(found) + sum(len(one.covers) for one in found) == len(stricter)
    met = [limit for limit in stricter if better * value > better * limit]
    ready = [one.proposed for one in found if one.readiness is NOW]
    strictest = max(met, key=lambda limit: better * limit, default=None)
    assert ready == ([] if strictest is None else [f"{sign}{strictest} MPa"])
    rest = {limit for limit in stricter if better * value <= better * limit}
    assert {one.proposed for one in found if one.readiness is FIRST} == {
        f"{sign}{limit} MPa" for limit in rest
    }
    assert all(one.margin is not None and one.margin > 0 for one in found if one.readiness is NOW)


def test_a_limit_that_is_met_only_as_rounded_value_is_not_called_just_met() -> None:
    rounded = requirement(GB.id, "x", "≥38", mode=ComparisonMode.ROUNDED_VALUE)
    (one,) = drafted(base(requirement(OWN.id, "x", "≥35"), rounded), results("ours", "x", "37.8"))
    assert (one.readiness, one.margin) == (FIRST, Decimal("-0.2"))
    assert (
        str(one.why)
        == "Our results meet it only as rounded values: -0.2 MPa to the limit; there is no margin"
    )
