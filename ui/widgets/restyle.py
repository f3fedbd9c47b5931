"""A style sheet reads a dynamic property once; after a change it must be asked to look again."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def restyle(*widgets: QWidget) -> None:
    """Let the style sheet look at the changed properties of these widgets again."""
    for widget in widgets:
        widget.style().unpolish(widget)
        widget.style().polish(widget)
