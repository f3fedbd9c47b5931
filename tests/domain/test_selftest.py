"""The program reproduces every published vector, and would notice if it did not."""

from __future__ import annotations

import csv
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from compare_app import selftest
from compare_app.domain import interval


def test_every_vector_is_reproduced() -> None:
    checks = selftest.run()
    assert [check for check in checks if not check.passed] == []
    assert all(check.name and check.source and check.expected for check in checks)


def test_no_shared_vector_is_left_out(shared_dir: Path) -> None:
    names = " | ".join(str(check.name) for check in selftest.run())
    folder = shared_dir / "vectors"

    def rows(name: str) -> list[dict[str, str]]:
        return list(csv.DictReader((folder / name).read_text(encoding="utf-8").splitlines()))

    for row in rows("rounding_gbt8170.csv"):
        assert f"{row['value']} → {row['interval']}" in names
    for row in rows("comparison_gbt8170.csv"):
        limit = row["limit"].replace(">=", "≥").replace("<=", "≤")
        assert names.count(f"{row['value']} : {limit} (") == 2
    for row in rows("light_source_class_eu.csv"):
        assert f"{row['flux_lm']} lm, {row['power_w']} W" in names
    for line in (folder / "standard_numbers.txt").read_text(encoding="utf-8").splitlines():
        assert line in names
    assert len(rows("statistics.csv")) == 13
    assert len(selftest.run()) == 12 + 2 * 12 + 5 + 56 + 16  # statistics: Grubbs three rows more than shared


def test_wrong_rounding_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def half_up(value: Decimal, step: Decimal) -> Decimal:
        return (value / step).to_integral_value(ROUND_HALF_UP) * step

    monkeypatch.setattr(selftest, "round_to", half_up)
    wrong = [check.name for check in selftest.run() if not check.passed]
    assert "2500 → 1000" in wrong
    assert "-0.0365 → 0.001" in wrong


def test_wrong_comparison_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compare_app.engine.judge.accepted", lambda limit, mode: interval.EVERYTHING)
    assert sum(not check.passed for check in selftest.run()) >= 12
