"""The one door of the core, where its promises do not belong to one part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from compare_app.domain.edit import Edit, Ref
from compare_app.domain.model import Category, Indicator, Product, Result, TestMethod
from compare_app.domain.pool import Pool
from compare_app.domain.terms import Role
from compare_app.domain.value import Number
from compare_app.errors import AppError
from compare_app.text.message import M
from compare_app.workspace import Workspace, keep_previous, named

DAY = date(2026, 1, 1)


def measured(product: str, text: str, method: str = "") -> Result:
    return Result(product, "i", 1, text, Number(Decimal(text)), method_id=method)


def test_the_pool_follows_every_edit(tmp_path: Path) -> None:
    """What was computed against the pool is kept until something changes, a method's group included."""
    workspace = Workspace.create(tmp_path / "x.dcmp")
    methods = (TestMethod("m1", "GB 1", group="A"), TestMethod("m2", "GB 2", group="A"))
    products = [Product(f"p{at}", "c", f"p{at}", role=Role.PEER if at else Role.OURS) for at in range(3)]
    values = [measured("p0", "5", "m1"), measured("p1", "6", "m2"), measured("p2", "4")]
    scheme = (Category("c", "c"), Indicator("i", "c", 1, "i", "i", unit="kg"))
    workspace.apply(Edit(M("Fill"), (*scheme, *methods, *products, *values)))
    found = workspace.against_pool("p0", DAY)
    assert found.rank.tolist() == [[2, 1, 3]]
    assert workspace.against_pool("p0", DAY) is found
    assert workspace.against_pool("p0", DAY, "p1").score.tolist() == [
        [pytest.approx(500 / 6), 100, pytest.approx(400 / 6)]
    ]
    workspace.apply(Edit(M("Group"), (replace(methods[1], group="B"),)))
    assert workspace.against_pool("p0", DAY).rank.tolist() == [[1, 0, 2]]
    workspace.undo()
    assert workspace.against_pool("p0", DAY).rank.tolist() == [[2, 1, 3]]
    workspace.apply(Edit(M("Result"), (measured("p1", "3", "m2"),)))
    assert workspace.against_pool("p0", DAY).rank.tolist() == [[1, 3, 2]]
    for unknown in (("nobody", ""), ("p0", "nobody")):
        with pytest.raises(AppError, match="There is no product"):
            workspace.against_pool(unknown[0], DAY, unknown[1])
    workspace.close()


def test_columns_read_before_an_edit_are_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread reads the pool, and the window stores a product before the thread has put it away."""
    workspace = Workspace.create(tmp_path / "x.dcmp")
    scheme = (Category("c", "c"), Indicator("i", "c", 1, "i", "i", unit="kg"))
    workspace.apply(Edit(M("Fill"), (*scheme, Product("p", "c", "p"), measured("p", "5"))))
    read = workspace._store.pool

    def overtaken(category_id: str) -> Pool:
        found = read(category_id)
        workspace.apply(Edit(M("New"), (Product("q", "c", "q"), measured("q", "6"))))
        return found

    monkeypatch.setattr(workspace._store, "pool", overtaken)
    assert workspace.pool("c").product_ids == ("p", "q")
    monkeypatch.undo()
    assert workspace.pool("c").product_ids == ("p", "q")
    workspace.close()


def test_an_edit_in_the_middle_of_a_comparison_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window removes an indicator after the thread has taken its snapshot, before it has the columns."""
    workspace = Workspace.create(tmp_path / "x.dcmp")
    scheme = (Category("c", "c"), Indicator("i", "c", 1, "i", "i"), Indicator("k", "c", 2, "k", "k"))
    workspace.apply(Edit(M("Fill"), (*scheme, Product("p", "c", "p"), measured("p", "5"))))
    read = workspace._store.pool

    def overtaken(category_id: str) -> Pool:
        workspace.apply(Edit(M("Away"), (), (Ref(Indicator, "k"),)))
        return read(category_id)

    monkeypatch.setattr(workspace._store, "pool", overtaken)
    assert workspace.against_pool("p").indicator_ids == ("i",)
    assert workspace.compare("p").indicators[0].indicator_id == "i"
    workspace.close()


def test_a_place_in_the_pool_is_known_to_every_thread_or_to_none() -> None:
    """Two comparisons share a pool: who asks while the other counts must not be told that there is no such place."""

    class Slow(tuple[str, ...]):
        def __iter__(self) -> Iterator[str]:
            for at, one in enumerate(tuple.__iter__(self)):
                if at:
                    seen.append(len(pool.seats))  # what another thread would find here
                yield one

    seen: list[int] = []
    pool = Pool("c", Slow(("p", "q", "r")), {})
    assert pool.seat("r") == 2
    assert set(seen) == {0}


def test_a_workbook_that_is_replaced_stays_beside_the_new_one(tmp_path: Path) -> None:
    plan = tmp_path / "方案.xlsx"
    assert keep_previous(plan) is None
    plan.write_bytes(b"filled in")
    kept = keep_previous(plan)
    assert kept == tmp_path / "方案.previous.xlsx"
    assert kept.read_bytes() == b"filled in"
    assert plan.read_bytes() == b"filled in"
    plan.write_bytes(b"newer")
    keep_previous(plan)
    assert {one.read_bytes() for one in tmp_path.iterdir()} == {b"filled in", b"newer"}


def test_a_name_stands_for_one_product_and_never_for_what_it_was_before() -> None:
    """Two models of one name are two products: taking the first would sign, re-test or print the other one."""
    ours = Product("a", "c", "砖", model="T80", role=Role.OURS)
    before = Product("b", "c", "砖（2026-11-20 前）", model="T80", role=Role.OWN_HISTORY, earlier_of="a")
    twin = Product("d", "c", "砖", model="T60")
    assert named([before, ours], "T80") is ours
    assert named([before, ours], "砖（2026-11-20 前）") is before
    assert named([ours, twin], "T60") is twin
    with pytest.raises(AppError) as found:
        named([ours, twin], "砖")
    assert found.value.code == "PRODUCT-TWICE"
    assert found.value.remedy.params["names"] == ["T80 (a)", "T60 (d)"]
