"""The row of the page 报告 that sets the enterprise's logo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from compare_app.text.wording import Wording
from ui.widgets.plain import PlainLabel, tip

if TYPE_CHECKING:
    from compare_app.domain.report import Logo

ROOM = QRect(0, 0, 84, 26)


class LogoRow(QWidget):
    """Caption, the picture or the word that there is none, and two buttons; the page connects them."""

    def __init__(self, words: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.picture = QLabel()
        self.picture.setAccessibleName(words("Logo of the enterprise"))
        self.choose_button = QPushButton(words("Choose…"))
        self.choose_button.setAccessibleName(words("Choose the logo of the enterprise"))
        self.choose_button.setToolTip(
            tip(words("PNG, JPEG or SVG; it stands on the covers of all that is written"))
        )
        self.remove_button = QPushButton(words("Remove"))
        self.remove_button.setAccessibleName(words("Remove the logo of the enterprise"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(PlainLabel(words("Logo")))
        row.addWidget(self.picture, 1, Qt.AlignmentFlag.AlignCenter)
        row.addWidget(self.choose_button)
        row.addWidget(self.remove_button)

    def show_logo(self, logo: Logo | None, *, read_only: bool) -> None:
        """What is kept; nothing can be changed where the project can only be read."""
        self.choose_button.setEnabled(not read_only)
        self.remove_button.setVisible(logo is not None)
        self.remove_button.setEnabled(not read_only)
        if logo is None:
            self.picture.setText(self._words("none"))
            return
        scale = self.devicePixelRatioF()
        image = QImage.fromData(logo.data).scaled(
            ROOM.size() * scale,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(scale)
        self.picture.setPixmap(pixmap)
