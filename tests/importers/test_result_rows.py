"""Results kept by column are the results that they stand for, in the draft and in the store."""

from dataclasses import replace
from decimal import Decimal

import pytest

from compare_app.domain.draft import DraftRecords
from compare_app.domain.mapping import ColumnMapping, ColumnUse, Orientation
from compare_app.domain.model import Category, Product, Result
from compare_app.domain.result_rows import ResultRows, RowsColumn, Said
from compare_app.domain.terms import Basis, Statistic
from compare_app.domain.value import Censored, Grade, NotDetected, Number, Operator, PassFail, Span, Unread
from compare_app.workspace import Workspace
from tests.importers.made import book, wide

VALUES = (
    ("1.10", Number(Decimal("1.10")), "mm"),
    ("1e3", Number(Decimal("1000")), "mm"),
    ("＜0.5", Censored(Operator.BELOW, Decimal("0.5")), "mm"),
    ("ND(<0.1)", NotDetected(Decimal("0.1")), ""),
    ("3~5", Span(Decimal(3), Decimal(5)), "mm"),
    ("1级", Grade("1级"), ""),
    ("合格", PassFail(True), ""),
    ("看情况\x00", Unread(), "mm"),
)


def rows_of():
    rows = ResultRows()
    columns = [rows.add_column(RowsColumn("i", basis, "f.xlsx", "表", at, turned)) for basis, at, turned in (
        (Basis.TESTED, 1, False), (Basis.DECLARED, 4, True))]  # fmt: skip
    product = rows.place_of("p")
    for number, (raw, value, unit) in enumerate(VALUES, 1):
        what = rows.add_said(Said(raw, value, unit, Statistic.SINGLE))
        rows.add(product, columns[number % 2], what, number, number + 1)
    return rows


def test_they_are_a_sequence_of_results():
    rows = rows_of()
    assert len(rows) == len(VALUES)
    assert list(rows) == rows[:] == [rows[at] for at in range(len(rows))]
    first, second, last = rows[0], rows[1], rows[-1]
    assert (first.raw, first.value, first.replicate, first.cell.cell) == ("1.10", VALUES[0][1], 1, "B5")
    assert (second.basis, second.cell.cell) == (Basis.TESTED, "B3")
    assert last.raw == "看情况\x00"
    with pytest.raises(IndexError):
        rows[len(rows)]


def test_records_of_a_draft_come_one_after_the_other():
    one, other = Category("c", "类"), Result("p", "i", 9, "x")
    records = DraftRecords([one], [other], rows_of())
    assert len(records) == len(VALUES) + 2
    assert [records[0], records[1], records[2]] == [one, other, rows_of()[0]]
    assert list(records)[-1] == records[-1] == records[len(records) - 1]
    assert list(records.with_more([Category("d", "别")]))[:3] == [one, Category("d", "别"), other]
    records.let_go()
    assert not records


@pytest.mark.parametrize("orientation", [Orientation.ROWS, Orientation.COLUMNS])
def test_the_store_gives_back_what_the_draft_said(tmp_path, orientation):
    table = [
        ["名称", "厚度"],
        *([f"产品{at % 4}", raw] for at, (raw, *_) in enumerate(VALUES[:-1])),
        ["丁", "看情况"],
    ]
    if orientation is Orientation.COLUMNS:
        table = [list(column) for column in zip(*table)]
    path = book(tmp_path / "t.xlsx", {"表": table})
    workspace = Workspace.create(tmp_path / "p.dcmp")
    try:
        mapping = wide(ColumnMapping("厚度", 1, ColumnUse.INDICATOR, "厚度", "mm"), orientation=orientation)
        draft = workspace.read(path, mapping)
        assert len(draft.records.rows) == len(VALUES)
        said = {one.id: one for one in draft.records if isinstance(one, Result)}
        workspace.commit(draft, mapping)
        products = workspace.project.all(Product)
        stored = {one.id: one for product in products for one in workspace.results(product)}
        assert stored == said
        again = workspace.read(path, replace(mapping, our_products=("产品0",)))
        assert not again.records.rows  # every result sits where the project has it
        assert not again.records.results
        assert again.unchanged >= len(VALUES)
    finally:
        workspace.close()
