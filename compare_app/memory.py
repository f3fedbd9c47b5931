"""Work on a million fresh values without the cycle collector, which would look through them again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep
from typing import Any, Final

_PIECE: Final = 5_000


@contextmanager
def uncollected() -> Iterator[None]:
    """Nothing inside may depend on cycles being found; memory still goes by reference count. A third of the time.

    What was made inside stays out of the collector's sight until `collect_again`: looking through it once would hold
    the window for half a second.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.enable()


def let_go(values: list[Any]) -> None:
    """Empty a long list piece by piece: a million objects freed at once hold every thread for half a second."""
    while values:
        del values[-_PIECE:]
        sleep(0)  # another thread may go on


def collect_again() -> None:
    """Let the collector see everything again, once the large things are gone."""
    gc.unfreeze()
