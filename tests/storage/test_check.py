"""What `check` finds: damage, altered history, unconfirmed facts, standards that run out, cells that wait."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from compare_app.domain.edit import Edit
from compare_app.domain.model import (
    Adoption,
    CellRef,
    Executed,
    HeldCell,
    ImportBatch,
    Indicator,
    Provenance,
    Replacement,
    Requirement,
    StandardEdition,
)
from compare_app.domain.record import Record
from compare_app.domain.terms import AdoptionDegree, StandardScope, Trust
from compare_app.errors import Level
from compare_app.storage.check import check_store
from compare_app.storage.seals import Seals
from compare_app.storage.store import Store
from compare_app.text.message import M
from compare_app.text.wording import Wording
from tests.storage.conftest import measured

ON = date(2026, 11, 23)
UNSURE = Provenance("某标准", "表 1", trust=Trust.UNCONFIRMED)


def found(store: Store) -> list[tuple[Level, str]]:
    """What there is to say beside the head of the change record, which always stands there."""
    words = Wording.load("zh_CN")
    findings = check_store(store, ON)
    assert all(words.knows(one.message.template) for one in findings)
    heads = [one for one in findings if one.message.template.startswith("Change record:")]
    assert [one.level for one in heads] == [Level.NOTE]
    return [(one.level, str(one.message)) for one in findings if one not in heads]


def put(store: Store, *records: Record) -> None:
    store.apply(Edit(M("Edit"), records))


def test_a_sound_project_gets_one_note(store: Store) -> None:
    assert found(store) == [(Level.NOTE, "The file is sound; records: 5, results: 8")]


def test_unconfirmed_facts_are_counted_by_kind(store: Store) -> None:
    indicator = store.project.all(Indicator)["i0"]
    put(
        store,
        replace(indicator, source=UNSURE),
        replace(measured("p0", "i0", 1, "3"), trust=Trust.UNCONFIRMED),
    )
    assert (Level.NOTE, "Not confirmed: indicator (1)") in found(store)
    assert (Level.NOTE, "Not confirmed: test result (1)") in found(store)


def edition(name: str, effective: date | None, withdrawn: date | None = None) -> StandardEdition:
    return StandardEdition(name, name, effective=effective, withdrawn=withdrawn)


@pytest.mark.parametrize(
    ("one", "level", "sentence"),
    [
        (edition("GB 1", date(2027, 4, 1)), Level.NOTE, "GB 1 takes effect on 2027-04-01"),
        (edition("GB 1", None), Level.NOTE, "Whether GB 1 is in force is not known: dates are missing"),
        (
            edition("GB 1", date(2010, 1, 1), date(2020, 1, 1)),
            Level.HOLD,
            "GB 1 is in use but no longer in force (withdrawn)",
        ),
        (
            edition("GB 1", date(2010, 1, 1), date(2028, 11, 23)),
            Level.NOTE,
            "GB 1 is in force until 2028-11-23 only",
        ),
    ],
)
def test_editions_in_use(store: Store, one: StandardEdition, level: Level, sentence: str) -> None:
    put(store, one)
    assert len(found(store)) == 1, "an edition that nothing uses is not worth a word"
    put(store, Executed("x", "p0", one.id))
    assert (level, sentence) in found(store)


def test_an_edition_that_ends_later_is_not_worth_a_word(store: Store) -> None:
    put(store, edition("GB 1", date(2010, 1, 1), date(2028, 11, 24)), Requirement("r", "GB 1", "i0", "≥1"))
    assert len(found(store)) == 1


def test_a_successor_within_two_years_is_announced(store: Store) -> None:
    put(
        store,
        edition("GB 38448-2019", date(2021, 1, 1)),
        edition("GB 38448-2025", date(2027, 4, 1)),
        Replacement("r", "GB 38448-2025", "GB 38448-2019"),
        Executed("x", "p0", "GB 38448-2019"),
    )
    assert (Level.NOTE, "GB 38448-2019 is in force until 2027-04-01 only") in found(store)


def test_a_stale_adoption_is_announced(store: Store) -> None:
    put(
        store,
        edition("GB/T 4100-2015", date(2015, 12, 1)),
        replace(edition("ISO 13006:2018", date(2018, 9, 1)), scope=StandardScope.INTERNATIONAL),
        Adoption("a", "GB/T 4100-2015", "ISO 13006:2012", AdoptionDegree.MOD),
    )
    assert (
        Level.NOTE,
        "GB/T 4100-2015 adopts ISO 13006:2012; the edition now in force is ISO 13006:2018",
    ) in found(store)


def test_cells_that_wait_are_counted(store: Store) -> None:
    batch = ImportBatch("b", "lab.xlsx", "0" * 64, "", datetime(2026, 11, 23, tzinfo=UTC), 1, 2, 0)
    cell = CellRef("lab.xlsx", "S", "C7")
    held = [
        HeldCell(f"h{at}", "b", "IMP-NUMBER", cell, "约5", M("a number"), resolved=at == 2) for at in range(3)
    ]
    put(store, batch, *held)
    assert (Level.HOLD, "lab.xlsx: cells that were not understood and wait: 2") in found(store)


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audit SET new_value = 'x' WHERE seq = 3",
        "UPDATE audit SET author = 'nobody' WHERE seq = 3",
        "DELETE FROM audit WHERE seq = 2",
        "UPDATE audit SET seq = seq + 100 WHERE seq = 2",
    ],
)
def test_a_changed_past_shows(store: Store, tampering: str) -> None:
    with store.database.transaction() as connection:
        connection.execute(tampering)
    first = found(store)[0]
    assert first[0] is Level.REFUSE
    assert first[1].startswith("The change record was altered at entry")
    store.database.close()  # a damaged file is not backed up


def test_a_dangling_row_shows(store: Store) -> None:
    with store.database.reading() as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DELETE FROM product WHERE id = 'p0'")
        connection.execute("PRAGMA foreign_keys = ON")
    assert found(store)[0] == (Level.REFUSE, "Rows of result that refer to something missing: 4")
    store.database.close()


@pytest.mark.parametrize(
    ("formula", "unit", "sentence"),
    [
        ("FLUX / K", "lm/W", "the result is 1000 times what the unit says"),
        ("FLUX / GONE", "lm/W", "no indicator of the category has the code"),
        ("FLUX / (W", "lm/W", ""),
        ("FLUX * W", "lm/W", "the formula gives"),
    ],
)
def test_a_formula_that_cannot_work_waits_for_a_person(
    store: Store, formula: str, unit: str, sentence: str
) -> None:
    category = store.project.all(Indicator)["i0"].category_id
    put(
        store,
        Indicator("f1", category, 7, "FLUX", "光通量", unit="lm"),
        Indicator("f2", category, 8, "W", "功率", unit="W"),
        Indicator("f4", category, 10, "K", "功率", unit="kW"),
        Indicator("f3", category, 9, "EFF", "光效", unit=unit, formula=formula),
    )
    (said,) = (text for level, text in found(store) if level is Level.HOLD)
    assert said.startswith("光效 has no value")
    assert sentence in said, said


def test_a_record_that_was_cut_is_told_by_the_backup(store: Store) -> None:
    put(store, first := Indicator("new", "c", 9, "new", "新", unit="mm"))
    assert store.backup() is not None
    put(store, replace(first, name="更新"))
    assert not [one for one in found(store) if "of the backup of" in one[1]]  # it went on
    store.close()
    with closing(sqlite3.connect(store.path)) as hand:
        hand.execute("DELETE FROM audit WHERE seq > 1")
        Seals(hand).seal_all()
        hand.commit()
    with closing(Store.open(store.path)) as again:
        (told,) = [one for one in found(again) if "of the backup of" in one[1]]
    assert told[0] is Level.HOLD


def test_backups_of_another_project_of_that_name_accuse_nobody(store: Store) -> None:
    put(store, Indicator("new", "c", 9, "new", "新", unit="mm"))
    assert store.backup() is not None
    path = store.path
    store.close()
    path.unlink()
    with closing(Store.create(path, "另一个")) as other:
        assert not [one for one in found(other) if "of the backup of" in one[1]]
