"""A sample of every harness with every commit: seconds each. The whole: `python -m tests.torture --whole`."""

from __future__ import annotations

import pytest

from tests.torture.figures import kept
from tests.torture.harnesses import HARNESSES, Harness
from tests.torture.promises import BEGIN, DOCUMENT, END, PROMISES, table


@pytest.mark.timeout(300)
@pytest.mark.parametrize("harness", HARNESSES, ids=lambda one: one.name)
def test_sample(harness: Harness) -> None:
    figures = harness.run(harness.sample)
    if figures.not_run:
        pytest.skip(figures.not_run)
    assert figures.held, (figures.reached, figures.counts, figures.failures)


def test_every_harness_speaks_of_promises() -> None:
    known = {one.id for one in PROMISES}
    assert [one.id for one in PROMISES] == [f"P{number}" for number in range(1, 29)]
    assert all(set(one.figures.promises) <= known for one in kept().values())
    assert set(kept()) <= {one.name for one in HARNESSES}


def test_the_document_shows_the_kept_figures() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    shown = text.partition(BEGIN)[2].partition(END)[0].strip()
    assert shown == table(kept()), "python -m tests.torture --table writes them"
