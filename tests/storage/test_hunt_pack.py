"""Faults of library packs found on 2026-11-26; each comment says what was wrong."""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from compare_app.domain.edit import Edit, Ref
from compare_app.domain.limit import Computed, Interval
from compare_app.domain.model import (
    Category,
    GradingScheme,
    Indicator,
    Product,
    Requirement,
    Result,
    SchemeLevel,
    StandardEdition,
)
from compare_app.domain.pack import PackInfo
from compare_app.domain.terms import Direction, Role
from compare_app.domain.value import Number
from compare_app.errors import AppError
from compare_app.storage.pack_file import packed
from compare_app.text.message import M
from compare_app.workspace import Workspace

TILE = Category("c1", "砖")
WATER = Indicator("i1", "c1", 1, "abs", "吸水率", unit="%", direction=Direction.SMALLER)
STRENGTH = Indicator("i2", "c1", 2, "str", "强度", unit="MPa", direction=Direction.LARGER)
EDITION = StandardEdition("e1", "GB/T 4100-2015")
SCHEME = (TILE, WATER, STRENGTH)
FIRST = Product("p1", "c1", "甲")


def result(product, indicator, replicate, value):
    return Result(product, indicator, replicate, str(value), Number(Decimal(str(value))), "")


def demand(record_id, low):
    return Requirement(record_id, "e1", "i2", f"≥{low}", Interval(low=Decimal(low)))


@pytest.fixture
def target(tmp_path):
    made = Workspace.create(tmp_path / "b.dcmp")
    yield made
    made.close()


@pytest.fixture
def take(target, tmp_path):
    """Take a pack of these records in, as version 1, 2, 3 …"""
    versions = []

    def taken(*records):
        versions.append(records)
        path = tmp_path / f"{len(versions)}.dcpack"
        info = PackInfo("pack", "库", str(len(versions)), "砖", datetime(2026, 11, 26, tzinfo=UTC))
        path.write_bytes(packed(info, records))
        diff = target.compare_pack(target.read_pack(path))
        target.take_pack(diff)
        return diff

    return taken


def put(workspace, *records, removes=()):
    workspace.apply(Edit(M("x"), records, removes))


def values(workspace, product):
    indicators = workspace.project.all(Indicator)
    return {(indicators[one.indicator_id].name, one.raw) for one in workspace.results(product)}


# --- met as something else -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("turned", [False, True])
def test_a_new_product_with_the_old_name_of_another_is_a_product_of_its_own(target, take, turned):
    # natural keys are those of the project, also of records that the pack
    # meets by
    # id. The new 甲 is mapped onto the renamed one: its product is lost, its results overwrite those of the other one.
    take(*SCHEME, FIRST, result("p1", "i1", 1, "0.1"))
    products = [replace(FIRST, name="甲 2023款"), Product("p3", "c1", "甲")]
    found = [result("p1", "i1", 1, "0.1"), result("p3", "i1", 1, "0.9")]
    take(*SCHEME, *(reversed(products) if turned else products), *found)
    assert values(target, "p1") == {("吸水率", "0.1")}
    assert values(target, "p3") == {("吸水率", "0.9")}


def test_a_new_indicator_with_the_old_name_of_another_is_an_indicator_of_its_own(target, take):
    # the same: every result of the new indicator overwrites that of the renamed one
    take(*SCHEME, FIRST, result("p1", "i1", 1, "0.1"))
    boiled = replace(WATER, name="吸水率(煮沸法)")
    vacuum = Indicator("i3", "c1", 3, "absv", "吸水率", unit="%", direction=Direction.SMALLER)
    take(TILE, boiled, STRENGTH, vacuum, FIRST, result("p1", "i1", 1, "0.1"), result("p1", "i3", 1, "0.7"))
    assert values(target, "p1") == {("吸水率(煮沸法)", "0.1"), ("吸水率", "0.7")}


def test_a_second_requirement_with_the_same_key_does_not_take_the_place_of_the_first(target, take):
    # the same for requirements of one edition, indicator, clause …: ≥30 overwrites ≥35, and ≥35 is gone, counted as
    # "unchanged"
    take(*SCHEME, EDITION, demand("q1", "35"))
    take(*SCHEME, EDITION, demand("q0", "30"), demand("q1", "35"))
    assert {one.raw for one in target.project.all(Requirement).values()} == {"≥30", "≥35"}


def test_a_limit_computed_from_a_code_follows_the_code(target, take):
    # only Indicator.formula follows; AV of the pack is AV_2 here, and the limit is
    # computed from
    # what the project calls AV; a judgement by it is wrong. docs/pack.md: "formulas follow the codes".
    put(target, Category("cc", "砖"), Indicator("x1", "cc", 1, "AV", "批量", unit="件"))
    thick = Indicator("i9", "c1", 3, "AV", "平均厚度", unit="mm")
    limit = Requirement("q1", "e1", "i2", "≤8.07·AV+233.7", Computed(high="8.07*AV+233.7"))
    take(*SCHEME, thick, EDITION, limit)
    (code,) = [one.code for one in target.project.all(Indicator).values() if one.name == "平均厚度"]
    (found,) = target.project.all(Requirement).values()
    assert code == "AV_2"
    assert found.limit == Computed(high="8.07*AV_2+233.7")


def test_indicators_without_a_code_get_no_common_one(target, take):
    # the map of codes goes by the code alone, and an empty one is "taken": both become _2.
    take(TILE, replace(WATER, code=""), replace(STRENGTH, code=""))
    codes = [one.code for one in target.project.all(Indicator).values() if one.code]
    assert len(set(codes)) == len(codes)


def test_a_pack_gives_our_own_product_no_results_of_another_category(target, take):
    # the id of a product of ours with another name, in another category, is enough; the
    # value is stored for it as new, and nothing is shown but the conflict of the product's name.
    own = Product("own", "c1", "我的砖", role=Role.OURS)
    put(target, *SCHEME, own, result("own", "i1", 1, "0.1"))
    lamp, flux = Category("c2", "灯"), Indicator("k1", "c2", 1, "eff", "光效", unit="lm/W")
    diff = take(lamp, flux, Product("own", "c2", "别人的灯"), result("own", "k1", 1, "99"))
    assert values(target, "own") == {("吸水率", "0.1")}
    assert {type(one) for one in diff.refused} == {Product, Result}
    everything = [*diff.left_out, *diff.refused, *(new for _, new in diff.conflicts)]
    target.take_pack(diff, {Ref(type(one), one.id) for one in everything})  # whatever somebody ticks
    assert values(target, "own") == {("吸水率", "0.1")}
    assert target.project.all(Product)["own"] == own


# --- three states ----------------------------------------------------------------------------------------------------


def test_order_codes_and_primary_are_the_projects_own_and_no_change(target, take):
    # `digest` leaves out id and cell only; `_OWN` (position, primary) is used nowhere, and the code
    # counts too. After the indicators were put in another order no update of any of them comes any more.
    lead = replace(FIRST, role=Role.DOMESTIC, primary=True)
    other = Product("p2", "c1", "乙", role=Role.DOMESTIC)
    take(*SCHEME, lead, other)
    indicators, products = target.project.all(Indicator), target.project.all(Product)
    put(
        target,
        replace(indicators["i1"], position=2),
        replace(indicators["i2"], position=1, code="strength"),
        replace(products["p1"], primary=False),
        replace(products["p2"], primary=True),
    )
    diff = take(
        TILE,
        replace(WATER, name_en="Water"),
        replace(STRENGTH, name_en="Strength"),
        replace(lead, brand="A"),
        replace(other, brand="B"),
    )
    assert {new.id for _, new in diff.updates} == {"i1", "i2", "p1", "p2"}


def test_results_follow_the_pack_after_it_lost_a_replicate(target, take):
    # a replicate that version 2 has no more stays, so from then on the results differ from what the
    # pack said, as if a person had changed them: no version updates them any more.
    take(*SCHEME, FIRST, *(result("p1", "i1", at, at) for at in (1, 2, 3)))
    take(*SCHEME, FIRST, *(result("p1", "i1", at, at) for at in (1, 2)))
    diff = take(*SCHEME, FIRST, result("p1", "i1", 1, "5"), result("p1", "i1", 2, "2"))
    assert [new.raw for _, new in diff.updates] == ["5"]


def test_a_result_that_the_pack_has_no_more_is_told(target, take):
    # `_standing` leaves results out; docs/pack.md: "no longer in the pack: kept, told"
    take(*SCHEME, FIRST, result("p1", "i1", 1, "0.1"), result("p1", "i2", 1, "40"))
    diff = take(*SCHEME, FIRST, result("p1", "i1", 1, "0.1"))
    assert diff.gone


def test_what_people_removed_does_not_come_back_after_a_version_without_it(target, take):
    # the digests of a version replace those of all earlier ones; docs/manual.md: 删除的不会回来
    other = Product("p2", "c1", "乙")
    take(*SCHEME, FIRST, other)
    put(target, removes=(Ref(Product, "p2"),))
    take(*SCHEME, FIRST)
    diff = take(*SCHEME, FIRST, other)
    assert not diff.new
    assert "p2" not in target.project.all(Product)


def test_a_scheme_of_a_standard_that_people_removed_stays_a_scheme(target, take):
    # edition_id of a grading scheme is an "owner" and not cleared, yet `_is_orphan` lets
    # the
    # scheme through: the whole pack ends in EDIT-INCONSISTENT and can never be taken in.
    take(*SCHEME, EDITION)
    put(target, removes=(Ref(StandardEdition, "e1"),))
    take(*SCHEME, EDITION, GradingScheme("g1", "c1", "e1", "分级"))
    assert target.project.all(GradingScheme)["g1"].edition_id == ""


# --- strangers' files ------------------------------------------------------------------------------------------------


def test_a_level_that_names_an_indicator_the_pack_does_not_hold_is_refused(target, take):
    # reading looks at the references of the tables only; docs/pack.md: "a record that names another the pack
    # does not hold … refuse the file whole"
    level = SchemeLevel("A", (("i1", "≤0.1"), ("nobody", "≥1")))
    with pytest.raises(AppError):
        take(*SCHEME, GradingScheme("g1", "c1", "", "分级", levels=(level,)))


def rewritten(tmp_path, table, change):
    """A pack of which the head and the first record of a table went through `change`."""
    info = PackInfo("pack", "库", "1", "砖", datetime(2026, 11, 26, tzinfo=UTC))
    path = tmp_path / "x.dcpack"
    path.write_bytes(packed(info, (*SCHEME, EDITION, demand("q1", "35"), FIRST)))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    head, row, *rest = parts[table].splitlines()
    head, row = change(json.loads(head), json.loads(row))
    parts[table] = b"\n".join([json.dumps(head).encode(), json.dumps(row).encode(), *rest])
    body = json.loads(parts["manifest.json"])
    body["tables"][table]["sha256"] = hashlib.sha256(parts[table]).hexdigest()
    parts["manifest.json"] = json.dumps(body).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def cell(column, value):
    def change(head, row):
        row[head.index(column)] = value
        return head, row

    return change


@pytest.mark.parametrize(
    ("table", "change"),
    [
        # TypeError, unhashable type
        ("product.jsonl", lambda head, row: ([["id"], *head[1:]], row)),
        # reading lets numbers and null through whatever the column: TypeError while they are compared
        ("category.jsonl", cell("name", None)),
        ("category.jsonl", cell("name", 1)),
        ("indicator.jsonl", cell("position", None)),
        ("indicator.jsonl", cell("position", "x")),
        ("indicator.jsonl", cell("formula", 5)),
        ("indicator.jsonl", cell("levels", "[[]]")),
        ("standard_edition.jsonl", cell("number", None)),
        ("requirement.jsonl", cell("clause", 1)),
        ("product.jsonl", cell("name", None)),
        # half a character as an id: KeyError in storage while it is stored
        ("requirement.jsonl", cell("id", "\ud800")),
    ],
)
def test_wrong_types_are_refused(target, tmp_path, table, change):
    path = rewritten(tmp_path, table, change)
    with pytest.raises(AppError):
        target.take_pack(target.compare_pack(target.read_pack(path)))
