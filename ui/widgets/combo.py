"""Drop-downs whose entry is always read whole."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QSizePolicy


class WholeCombo(QComboBox):
    """As wide as its longest entry, also when entries come later, and never squeezed by its neighbours."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
