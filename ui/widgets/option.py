"""The type of what a delegate is told of a cell."""

from __future__ import annotations

from typing import Any, TypeAlias

Option: TypeAlias = Any
"""A QStyleOptionViewItem; the stubs of PySide 6.9 know none of its members."""
