"""Options by name: known to Qt or refused."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from ui.widgets.choose import choose


def test_a_member_and_several_flags_by_name(app: QApplication) -> None:
    label = QLabel("<b>")
    choose(
        label, textFormat="PlainText", textInteractionFlags="TextSelectableByMouse|TextSelectableByKeyboard"
    )
    assert label.textFormat() is Qt.TextFormat.PlainText
    wanted = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    assert label.textInteractionFlags() == wanted


@pytest.mark.parametrize("choice", [{"textFormat": "PlianText"}, {"textFromat": "PlainText"}])
def test_what_qt_does_not_know_is_an_error(app: QApplication, choice: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="has no text"):
        choose(QLabel(), **choice)
