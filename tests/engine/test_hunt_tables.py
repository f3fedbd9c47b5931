"""Real tables through the engine: each pair of limits gets a verdict or a reason, so does each report."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from compare_app.domain.limit import NoLimit
from compare_app.domain.limit_text import parse_limit
from compare_app.domain.model import Indicator, Requirement, TestMethod
from compare_app.domain.record import Record
from compare_app.domain.terms import (
    Conformity,
    Difference,
    Direction,
    Force,
    Market,
    Role,
    StandardScope,
    Statistic,
    Verdict,
)
from compare_app.domain.units import listed
from compare_app.engine.judge import Binding, judge
from compare_app.engine.summary import summarise
from tests.engine import made

OURS = made.product("ours", Role.OURS)
CHINA = made.edition("Q/CN 1-2025", scope=StandardScope.ENTERPRISE, force=Force.SELF_DECLARED)
ABROAD = made.edition(
    "ISO 1:2018",
    scope=StandardScope.INTERNATIONAL,
    market=Market.INTERNATIONAL,
    region="ISO",
    force=Force.FOREIGN,
)


def table(shared_dir: Path, name: str) -> list[dict[str, str]]:
    with (shared_dir / "data" / name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def requirements(edition: str, text: str, unit: str) -> list[Requirement]:
    return [
        Requirement(
            id=f"{edition}/{at}",
            edition_id=edition,
            indicator_id="x",
            raw=text,
            limit=one.limit,
            unit=one.unit or unit,
            statistic=one.statistic,
            conditions=one.conditions,
            scope_text=one.scope_text,
        )
        for at, one in enumerate(parse_limit(text, unit).rows)
    ]


# --- Chinese and international limits side by side ----------------------------------------------------------


JUDGED = {
    "C": Verdict.DIFFERENT,  # ≤0.25 against 0.38–0.45
    "Si": Verdict.LOOSER,  # ≤0.80 holds 0.20–0.40 and more
    "Mn": Verdict.LOOSER,
    "P": Verdict.EQUAL,
    "吸水率 water absorption": Verdict.EQUAL,
    "破坏强度 breaking strength": Verdict.EQUAL,
    "断裂模数 modulus of rupture": Verdict.EQUAL,  # MPa against N/mm²
    "屈服强度 Rel / yield": Verdict.LOOSER,  # ≥400 holds ≥420; the same said again in psi plays no part
    "抗拉强度 Rm / tensile": Verdict.LOOSER,  # by the table; the page's own prose says otherwise
    "长宽偏差": Verdict.STRICTER,  # ±0.6 % and ±2.0 mm lies inside ±0.60 %
}
"""What a person reads from the pairs that both sides state as plain limits."""


def test_every_pair_of_limits_has_a_verdict_or_a_reason(shared_dir: Path) -> None:
    counts: Counter[Verdict] = Counter()
    for row in table(shared_dir, "limits_cn_vs_intl.csv"):
        unit = "" if row["unit"] == "-" else row["unit"]
        indicator = Indicator("x", "cat", 1, "x", row["indicator"], unit=unit)
        mine = requirements(CHINA.id, row["china_limit_text"], unit)
        theirs = requirements(ABROAD.id, row["intl_limit_text"], unit)
        records: list[Record] = [
            indicator,
            OURS,
            CHINA,
            ABROAD,
            *made.executes("ours", CHINA),
            *mine,
            *theirs,
        ]
        rows = made.compared(records, []).standards
        counts.update(one.verdict for one in rows)
        stated = [one for one in theirs if not isinstance(one.limit, NoLimit)]
        assert len([one for one in rows if one.theirs is not None]) == len(stated), row
        for one in rows:
            assert one.steps, row
            if one.verdict is Verdict.DIFFERENT:
                assert one.reasons, row
        name = row["indicator"]
        plain = [one for one in rows if one.ours and one.theirs and one.verdict is not Verdict.PENDING]
        if name in JUDGED:
            assert [one.verdict for one in plain] == [JUDGED[name]], row
            assert plain[0].statistic_unconfirmed, row
        elif name == "甲醛" and row["intl_limit_text"] == "n.d.":
            assert [one.reasons for one in plain] == [(Difference.FORM,)]
        else:
            assert not plain, row  # text that is garbled, one-sided or without a sign is never ordered
    assert counts[Verdict.STRICTER] == 1
    assert (counts[Verdict.EQUAL], counts[Verdict.LOOSER], counts[Verdict.DIFFERENT]) == (4, 4, 2)


# --- toys: old EN 71-3 against the directive ----------------------------------------------------------------


OLD = made.edition("EN 71-3:1994", scope=StandardScope.ENTERPRISE, force=Force.SELF_DECLARED)
NEW = made.edition(
    "2009/48/EC",
    scope=StandardScope.REGULATION,
    market=Market.INTERNATIONAL,
    region="EU",
    force=Force.FOREIGN,
)
METHODS = (
    TestMethod("old", "EN 71-3:1994", group="corrected"),
    TestMethod("new", "EN 71-3:2013", group="direct"),
)


@pytest.mark.parametrize("same_method", [False, True])
def test_toy_elements(shared_dir: Path, same_method: bool) -> None:
    """Same unit, same element, another method: different. Where methods were the same the numbers would decide."""
    for row in table(shared_dir, "toy_element_limits.csv"):
        element = made.indicator("x", name=row["element"], unit="mg/kg", direction=Direction.SMALLER)
        records: list[Record] = [element, OURS, OLD, NEW, *METHODS, *made.executes("ours", OLD)]
        before = row["en71_3_old_mg_per_kg"]
        total = row["element"] == "Cr(III)"
        if before:
            method = "new" if same_method else "old"
            fields = {"quantity": "总铬"} if total else {}
            records.append(made.requirement(OLD.id, "x", f"≤{before}", method_id=method, **fields))
        now = row["2009_48_EC_cat1_dry_mg_per_kg"]
        records.append(made.requirement(NEW.id, "x", f"≤{now}", method_id="new"))
        (one,) = made.compared(records, []).standards
        if not before:
            assert one.verdict is Verdict.MISSING_OURS
        elif total or not same_method:
            wanted = [Difference.QUANTITY] if total else []
            wanted += [] if same_method else [Difference.METHOD]
            assert (one.verdict, list(one.reasons)) == (Verdict.DIFFERENT, wanted)
        else:
            limits = float(before), float(now)
            wanted_verdict = Verdict.STRICTER if limits[0] < limits[1] else Verdict.LOOSER
            assert one.verdict is wanted_verdict, row


# --- reports of tiles ---------------------------------------------------------------------------------------


GOOD = {"pass", "PASS", "Qualifed", "P", "ClassA"}


def test_our_judgement_of_tiles_never_contradicts_the_report(shared_dir: Path) -> None:
    """All reports say that the tiles pass. Where we do not, we say why, and never that they fail."""
    passed: Counter[str] = Counter()
    for row in table(shared_dir, "ceramic_tile_test_reports.csv"):
        assert row["judgement"] in GOOD or set(row["judgement"]) == {"-"}
        unit = row["unit"] if listed(row["unit"]) and row["unit"].strip("-") else ""
        levels = ("GA", "GB", "GC") if "GB" in row["requirement_text"] else ("5", "4", "3", "2", "1")
        tile = made.indicator("x", name=row["item"], unit=unit, levels=levels)
        summary = summarise("ours", tile, made.results("ours", "x", row["result_text"]), {})
        for demand in requirements(ABROAD.id, row["requirement_text"], unit):
            found = judge(summary, demand, ABROAD, tile, None, Binding(False, True, False), True)
            assert found.conformity is not Conformity.FAIL, (row, found.limit_text, found.value_text)
            assert str(found.reason), row
            if found.conformity is Conformity.PASS:
                passed[row["item"]] += 1
                assert row["judgement"] in GOOD, row
    assert sum(passed.values()) == 28
    assert passed["Water absorption"] == passed["Water absoraption"] == passed["Modulus of rupture"] == 2


def test_tiles_that_would_not_pass_are_found() -> None:
    """The same texts, made worse: the test above would see a verdict that is too kind."""
    tile = made.indicator("x", unit="%")
    rows = made.results("ours", "x", "0.07, 0.05~0.68")
    summary = summarise("ours", tile, rows, {})
    states = {
        demand.statistic: judge(
            summary, demand, ABROAD, tile, None, Binding(False, True, False), True
        ).conformity
        for demand in requirements(ABROAD.id, "Average value≤0.5, Single≤0.6", "%")
    }
    assert states == {Statistic.MEAN: Conformity.PASS, Statistic.SINGLE: Conformity.FAIL}
