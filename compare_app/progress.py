"""How long work tells where it is, and how it is told to stop."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, Protocol


class Cancelled(Exception):
    """Raised by `Progress.step` when the user no longer wants the result."""


class Progress(Protocol):
    """What long work is given: it reports, and `step` raises `Cancelled` when asked to stop."""

    def step(self, done: int, total: int) -> None:
        """Report `done` of `total` units (total 0 = unknown); raises `Cancelled`."""


class Quiet:
    """A progress that nobody watches."""

    def step(self, done: int, total: int) -> None:
        """Ignore the report."""


_WATCHING: Final[ContextVar[Progress]] = ContextVar("watching", default=Quiet())


@contextmanager
def watched_by(progress: Progress) -> Iterator[None]:
    """Let whoever watches stop what is done inside, at its next `pause`, in this thread."""
    before = _WATCHING.set(progress)
    try:
        yield
    finally:
        _WATCHING.reset(before)


def pause() -> None:
    """A place between two rows, pages or pictures where work may be left: raises `Cancelled` when it shall stop.

    For writers: what they made is put in the place of a file at the very end, so that leaving leaves no trace.
    """
    _WATCHING.get().step(0, 0)
