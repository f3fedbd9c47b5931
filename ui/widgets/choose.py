"""Options of widgets by the names that Qt gives them, for what is built before the first paint."""

from __future__ import annotations

from PySide6.QtCore import QObject


def choose(thing: QObject, **choices: str) -> None:
    """Set properties whose values are members of an enumeration: `choose(label, textFormat="PlainText")`.

    Touching the namespace `Qt` makes its 1 200 members, which takes a fifth of the time that a bare window needs; by
    name nothing is made. Several flags stand with a bar between them. What Qt does not know is a ValueError.
    """
    for name, member in choices.items():
        if not thing.setProperty(name, member):
            raise ValueError(f"{type(thing).__name__} has no {name} {member}")
