"""Importing our own modules without PySide's look at their source."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def plain_imports() -> Iterator[None]:
    """Load Qt, then import as Python itself does until the block ends.

    PySide reads the source of every module that is imported after it, in search of its `__feature__` switches. Our
    modules have none, and reading 800 kB of them and of the standard library takes a tenth of the start. Afterwards
    PySide's way is back, for whoever imports `*` from it.
    """
    plain = builtins.__import__
    import PySide6.QtWidgets  # noqa: F401

    theirs = builtins.__import__
    builtins.__import__ = plain
    try:
        yield
    finally:
        builtins.__import__ = theirs
