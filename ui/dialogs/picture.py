"""How a chart shall become a picture: format, size in millimetres, resolution; the pixels that come of it."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QSpinBox,
    QWidget,
)

from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.dialogs.beside import Beside
from ui.dialogs.picture_size import PictureSize
from ui.session import Session, View
from ui.widgets.plain import PlainLabel

FORMATS = ("png", "svg", "pdf")
RESOLUTIONS = (96, 150, 300, 600)


class PictureDialog(Beside[View]):
    """Asks for the picture of a chart as it stands now; `size_asked` is the answer."""

    changed_meanwhile = M(
        "The project changed meanwhile: this picture shows the chart as it was when you asked for it."
    )

    def __init__(
        self,
        session: Session,
        title: str,
        words: Wording,
        before: PictureSize,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, words, parent)
        self.setWindowTitle(words("Save picture…").rstrip("…"))
        self.format_box = QComboBox()
        for suffix, name in zip(FORMATS, (words("PNG, a picture of pixels"), words("SVG, for web and office"),
                                          words("PDF, for print")), strict=True):  # fmt: skip
            self.format_box.addItem(name, suffix)
        self.format_box.setCurrentIndex(FORMATS.index(before.suffix))
        self.width_box, self.height_box = _millimetres(before.width_mm), _millimetres(before.height_mm)
        self.dpi_box = QComboBox()
        self.dpi_box.setEditable(False)
        for one in RESOLUTIONS:
            self.dpi_box.addItem(f"{one} dpi", one)
        self.dpi_box.setCurrentIndex(max(0, self.dpi_box.findData(before.dpi)))
        self.dark_box = QCheckBox(words("Dark ground"))
        self.dark_box.setChecked(before.dark)
        self.said = PlainLabel("", "quiet")
        form = QFormLayout()
        for name, widget in (
            (words("Format"), self.format_box),
            (words("Width"), self.width_box),
            (words("Height"), self.height_box),
            (words("Resolution"), self.dpi_box),
        ):
            widget.setAccessibleName(name)
            form.addRow(name, widget)
        form.addRow("", self.dark_box)
        form.addRow("", self.said)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save_button = buttons.addButton(words("Save…"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.column.addWidget(PlainLabel(title, "subtitle", wrap=True))
        self.column.addLayout(form)
        self.column.addWidget(buttons)
        for box in (self.format_box, self.dpi_box):
            box.currentIndexChanged.connect(self._tell)
        for spin in (self.width_box, self.height_box):
            spin.valueChanged.connect(self._tell)
        self._tell()
        self.begin()

    def now(self) -> View:
        """What the chart was drawn of: the whole project."""
        return View(self._session.project, "", self._session.on)

    def show_now(self, now: View) -> None:
        """The chart is that which was asked for; that the project went on is said above it."""

    @property
    def size_asked(self) -> PictureSize:
        """What is chosen now."""
        return PictureSize(
            str(self.format_box.currentData()),
            self.width_box.value(),
            self.height_box.value(),
            int(self.dpi_box.currentData()),
            self.dark_box.isChecked(),
        )

    def _tell(self) -> None:
        asked = self.size_asked
        self.dpi_box.setEnabled(asked.suffix == "png")
        width, height = asked.pixels
        self.said.setText(
            self._words("{width} × {height} pixels", width=width, height=height)
            if asked.suffix == "png"
            else self._words("sharp at every size; its words can be searched")
        )


def _millimetres(value: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(40, 600)
    box.setSuffix(" mm")
    box.setValue(value)
    return box
