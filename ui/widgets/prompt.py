"""A field that says what belongs into it while it is empty."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

FRAME = 34  # px: frame, margins and the button that clears the field


def prompt(edit: QLineEdit, text: str) -> None:
    """Show a text in the empty field, and give the field the width to say it whole."""
    edit.setPlaceholderText(text)
    edit.ensurePolished()
    edit.setMinimumWidth(edit.fontMetrics().horizontalAdvance(text) + FRAME)
