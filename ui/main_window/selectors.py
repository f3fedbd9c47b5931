"""What is looked at: the product of ours and the reference date, at the right end of the toolbar."""

from __future__ import annotations

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QSizePolicy, QWidget

from compare_app.text.wording import Wording
from ui.phrases import named
from ui.session import Session
from ui.widgets.plain import PlainLabel, tip

PRODUCT_WIDTH = (11, 26)  # characters: in a narrow window, and at most


class Selectors(QWidget):
    """A drop-down and a date; they show the session and tell what was chosen."""

    product_chosen = Signal(str)
    date_chosen = Signal(object)  # datetime.date

    def __init__(self, words: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.product_box = QComboBox()
        self.product_box.setAccessibleName(words("Our product"))
        self.product_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        least, most = PRODUCT_WIDTH
        self.product_box.setMinimumContentsLength(most)
        self.product_box.setMaximumWidth(self.product_box.sizeHint().width())
        self.product_box.setMinimumContentsLength(least)
        self.product_box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.product_box.activated.connect(self._on_product)
        self.date_edit = QDateEdit()
        self.date_edit.setCalendarPopup(True)
        self.date_edit.setDisplayFormat("yyyy-MM-dd")
        self.date_edit.setKeyboardTracking(False)
        self.date_edit.setAccessibleName(words("Reference date"))
        self.date_edit.setToolTip(
            tip(words("Standards count as in force, upcoming or withdrawn on this day"))
        )
        self.date_edit.dateChanged.connect(self._on_date)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        for text, field, stretch in (
            (words("Our product"), self.product_box, 1000),  # before the empty room at its left
            (words("Reference date"), self.date_edit, 0),
        ):
            row.addSpacing(8)
            row.addWidget(PlainLabel(text, "quiet"))
            row.addWidget(field, stretch)

    def show_session(self, session: Session) -> None:
        """Show what the session looks at, without asking for it again."""
        box = self.product_box
        box.blockSignals(True)
        box.clear()
        for name, product_id in our_products(session, self._words):
            self._add(name, product_id)
        current = session.product
        box.setCurrentIndex(box.findData(current.id) if current is not None else -1)
        box.setEnabled(box.count() > 0)
        hint = self._words("Which of our products the pages show")
        box.setToolTip(tip("\n".join(text for text in (box.currentText(), hint) if text)))
        box.blockSignals(False)
        self.date_edit.blockSignals(True)
        if session.is_open:
            self.date_edit.setDate(QDate(session.on.year, session.on.month, session.on.day))
        else:
            self.date_edit.setDate(QDate.currentDate())
        self.date_edit.setEnabled(session.is_open)
        self.date_edit.blockSignals(False)

    def _add(self, name: str, product_id: str) -> None:
        from PySide6.QtCore import Qt  # with the first product, not before the first paint

        self.product_box.addItem(name, product_id)
        self.product_box.setItemData(self.product_box.count() - 1, tip(name), Qt.ItemDataRole.ToolTipRole)

    def _on_product(self, row: int) -> None:
        self.product_chosen.emit(str(self.product_box.itemData(row)))

    def _on_date(self, day: QDate) -> None:
        from datetime import date

        self.date_chosen.emit(date(day.year(), day.month(), day.day()))


def our_products(session: Session, words: Wording) -> list[tuple[str, str]]:
    """(name, id) of every product of ours; the category stands before the name where there are several."""
    ours = session.our_products()
    if not ours:
        return []
    from compare_app.domain.model import Category

    categories = session.project.all(Category)
    several = len({product.category_id for product in ours}) > 1
    found = []
    for product in ours:
        category = categories.get(product.category_id)
        before = f"{named(category, words)} · " if several and category is not None else ""
        found.append((before + product.name, product.id))
    return found
