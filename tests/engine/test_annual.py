"""What the annual summary says of one indicator at two times."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from compare_app.domain.frozen import FrozenValue
from compare_app.domain.terms import Basis, Direction, Scale, Standing
from compare_app.engine.annual import change_of

THEN = FrozenValue(
    "ra", "显色指数 Ra", "", "83.02", "", Decimal("83.02"), 5, Basis.TESTED, Scale.INTERVAL, Direction.LARGER,
    "GB/T 29293", "", failed=False, behind=True,
)  # fmt: skip
NOW = replace(THEN, text="93.0", number=Decimal("93.0"), n=3)


@pytest.mark.parametrize("method", ["GB/T 29293", ""])
def test_a_retest_that_states_no_method_has_its_figure(method: str) -> None:
    found = change_of(THEN, replace(NOW, method_group=method))
    assert (found.absolute, found.standing, found.reason) == (Decimal("9.98"), Standing.AHEAD, None)


def test_another_stated_method_has_none() -> None:
    found = change_of(THEN, replace(NOW, method_group="EN 13032"))
    assert (found.absolute, str(found.reason)) == (None, "another test method")
