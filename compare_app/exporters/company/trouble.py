"""Why a template is refused: one sentence with the remedy, the template untouched."""

from __future__ import annotations

from compare_app.errors import AppError, Place
from compare_app.text.message import Message


def refused(what: Message, remedy: Message, file: str = "", sheet: str = "", cell: str = "") -> AppError:
    """The error for a template that cannot be filled as it is."""
    return AppError("TEMPLATE", what, remedy, Place(file, sheet, cell))
