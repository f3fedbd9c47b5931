"""How long work tells where it is, and how it is told to stop."""

from __future__ import annotations

from typing import Protocol


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
