"""Since when a product stands on its step: only what released reports prove."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from compare_app.domain.loop import Snapshot
from compare_app.domain.project import Project
from compare_app.domain.step_history import Since, step_since
from compare_app.domain.terms import Step


def project(*reports: tuple[str, int | None], product: str = "ours") -> Project:
    records = []
    for on, step in reports:
        body = json.dumps({"ladder": {"step": step}}) if step is not None else "{}"
        at = datetime.fromisoformat(on).replace(tzinfo=UTC)
        records.append(Snapshot(id=on, product_id=product, at=at, title="", body=body))
    return Project("p", "").with_records(records)


@pytest.mark.parametrize(
    ("reports", "since"),
    [
        ((), None),
        ((("2025-01-10", 3),), None),
        ((("2025-01-10", 4),), Since(date(2025, 1, 10))),
        ((("2025-06-01", 4), ("2025-01-10", 3)), Since(date(2025, 6, 1), Step.L3)),
        ((("2024-01-01", 4), ("2025-01-10", 3), ("2025-06-01", 4), ("2026-01-01", 4)),
         Since(date(2025, 6, 1), Step.L3)),
        ((("2025-01-10", 4), ("2026-01-01", 2)), None),
        ((("2025-01-10", None), ("2026-01-01", 4)), Since(date(2026, 1, 1), None)),
    ],
)  # fmt: skip
def test_the_unbroken_row_of_reports_that_show_the_step(
    reports: tuple[tuple[str, int | None], ...], since: Since | None
) -> None:
    assert step_since(project(*reports), "ours", Step.L4) == since


def test_reports_of_other_products_and_damaged_ones_prove_nothing() -> None:
    other = project(("2025-01-10", 4), product="theirs")
    assert step_since(other, "ours", Step.L4) is None
    at = datetime(2026, 1, 1, tzinfo=UTC)
    bad = Snapshot(id="x", product_id="ours", at=at, title="", body='{"ladder": {"step": 77}}')
    assert step_since(Project("p", "").with_records([bad]), "ours", Step.L4) is None
