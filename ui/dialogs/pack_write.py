"""What a library pack is called, where its facts come from, and whether our own products go with it."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QWidget,
)

from compare_app import __version__
from compare_app.domain.model import Product
from compare_app.domain.pack import PackInfo
from compare_app.domain.terms import Role
from compare_app.text.wording import Wording
from ui.dialogs.beside import Beside
from ui.models.library_grid import categories_named
from ui.session import Session
from ui.widgets.plain import PlainLabel
from ui.wording import listed

MOST_NAMES = 20
SIZE = (560, 480)


PackNow = tuple[tuple[tuple[str, str], ...], tuple[Product, ...]]
"""Id and name of every category, and all products."""


class PackWriteDialog(Beside[PackNow]):
    """Accepted, `info` and `ours` say what to write."""

    def __init__(
        self, session: Session, words: Wording, category_id: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(session, words, parent)
        self.setWindowTitle(words("Export a library pack"))
        self.setMinimumSize(*SIZE)
        self.category_box = QComboBox()
        self._wanted = category_id
        self.name_edit, self.author_edit, self.source_edit, self.note_edit = (QLineEdit() for _ in range(4))
        self.version_edit = QLineEdit(f"{datetime.now(UTC):%Y.%m.%d}")
        self.ours_box = QCheckBox(words("Also products of our own and their results"))
        self.products = PlainLabel("", "quiet", wrap=True).selectable()
        self.category_box.activated.connect(self._on_category)
        self.ours_box.toggled.connect(self._list)
        hint = PlainLabel(
            words(
                "A pack holds the scheme of one category, its standards with their limits, and the benchmark "
                "products with their results. Files and cells from which they were imported are not handed on."
            ),
            "quiet",
            wrap=True,
        )
        form = QFormLayout()
        for title, field in (
            (words("Category"), self.category_box),
            (words("Name of the pack"), self.name_edit),
            (words("Version"), self.version_edit),
            (words("Made by"), self.author_edit),
            (words("Source"), self.source_edit),
            (words("Note"), self.note_edit),
            ("", self.ours_box),
        ):
            if title:
                field.setAccessibleName(title)
            form.addRow(title, field)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = self.column
        column.addWidget(hint)
        column.addLayout(form)
        column.addWidget(PlainLabel(words("Products in it")))
        column.addWidget(self.products)
        column.addStretch(1)
        column.addWidget(buttons)
        self.begin()

    def now(self) -> PackNow | None:
        """What can be handed on; nothing without a category."""
        project = self._session.project
        categories = tuple(categories_named(project, self._words))
        return (categories, tuple(project.all(Product).values())) if categories else None

    def show_now(self, now: PackNow) -> None:
        """The categories, the chosen one first, and its products."""
        box = self.category_box
        box.clear()
        for one, name in now[0]:
            box.addItem(name, one)
        box.setCurrentIndex(max(0, box.findData(self._wanted)))
        self._on_category()

    def _on_category(self) -> None:
        self._wanted = self.category_id
        self.put(self.name_edit, self.category_box.currentText())
        self._list()

    def _list(self) -> None:
        """The products that would be handed on, by name: one of ours with another role is seen here."""
        found = [
            one.name
            for one in self._session.project.products(self.category_id)
            if self.ours_box.isChecked() or one.role is not Role.OURS
        ]
        self.products.setText(
            f"{len(found)}: {listed(found[:MOST_NAMES], self._words)}{'…' * (len(found) > MOST_NAMES)}"
        )

    @property
    def category_id(self) -> str:
        """The chosen category."""
        return str(self.category_box.currentData())

    def info(self) -> PackInfo:
        """What the pack says of itself."""
        return PackInfo(
            self.category_id,
            self.name_edit.text().strip() or self.category_box.currentText(),
            self.version_edit.text().strip(),
            self.category_box.currentText(),
            datetime.now(UTC).replace(microsecond=0),
            self.author_edit.text().strip(),
            self.source_edit.text().strip(),
            self.note_edit.text().strip(),
            __version__,
        )
