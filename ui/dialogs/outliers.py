"""Flagging single values as outliers: with a reason and a name; the values stay in (R32, GB/T 4883-2008)."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from compare_app.domain.edit import Edit
from compare_app.domain.model import Indicator, Product, Result
from compare_app.domain.rules import flag_outlier
from compare_app.domain.value import Number
from compare_app.text.wording import Wording
from ui.dialogs.beside import Beside
from ui.session import Session
from ui.widgets.plain import PlainLabel
from ui.wording import named

OutliersNow = tuple[Product, Indicator, tuple[Result, ...]]
"""Product, indicator and the single values of the pair."""


class OutliersDialog(Beside[OutliersNow]):
    """The single values of one product and indicator; those that are ticked get the flag, the others lose it."""

    def __init__(
        self, session: Session, pair: tuple[str, str], words: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, words, parent)
        self._pair = pair  # ids of product and indicator
        self._results: tuple[Result, ...] = ()
        self._ticked: dict[str, bool] = {}  # by a person, by result
        self._filling = False
        self.setWindowTitle(words("Flag outliers"))
        self.setMinimumWidth(420)
        self.values = QListWidget()
        self.values.setAccessibleName(words("Single values"))
        self.reason_edit = QLineEdit()
        self.reason_edit.setAccessibleName(words("Why"))
        self.author_edit = QLineEdit()
        self.author_edit.setAccessibleName(words("Name"))
        form = QFormLayout()
        form.addRow(words("Why"), self.reason_edit)
        form.addRow(words("Name"), self.author_edit)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._subject = PlainLabel("", "subtitle", wrap=True)
        column = self.column
        column.addWidget(self._subject)
        column.addWidget(
            PlainLabel(
                words("Flagged values stay in every mean and verdict; the flag and its reason are printed."),
                "quiet",
                wrap=True,
            )
        )
        column.addWidget(self.values, 1)
        column.addLayout(form)
        column.addWidget(buttons)
        self.values.itemChanged.connect(self._on_tick)
        for field in (self.reason_edit, self.author_edit):
            field.textChanged.connect(self._check)
        self.begin()

    def now(self) -> OutliersNow | None:
        """Product, indicator and single values; None without a value."""
        session, (product_id, indicator_id) = self._session, self._pair
        product = session.project.get(Product, product_id)
        indicator = session.project.get(Indicator, indicator_id)
        if product is None or indicator is None:
            return None
        every = session.workspace.results(product_id)
        singles = tuple(
            one for one in every if one.indicator_id == indicator_id and isinstance(one.value, Number)
        )
        return (product, indicator, singles) if singles else None

    def show_now(self, now: OutliersNow) -> None:
        """The values with their flags; ticks of a person stay."""
        product, indicator, self._results = now
        self._subject.setText(f"{product.name} · {named(indicator, self._words)}")
        self._filling = True
        self.values.clear()
        for one in self._results:
            item = QListWidgetItem(
                f"{one.raw} {one.unit}".strip() + (f"   ({one.outlier})" if one.outlier else "")
            )
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = self._ticked.get(one.id, bool(one.outlier))
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.values.addItem(item)
        self._filling = False
        self.put(self.reason_edit, "")
        self.put(self.author_edit, self._session.user)
        self._check()

    def _on_tick(self, item: QListWidgetItem) -> None:
        if not self._filling:
            one = self._results[self.values.row(item)]
            self._ticked[one.id] = item.checkState() is Qt.CheckState.Checked
            self._check()

    def _changed(self) -> tuple[list[Result], list[Result]]:
        """Values that get the flag, and values that lose it."""
        ticked = [
            self.values.item(at).checkState() is Qt.CheckState.Checked for at in range(self.values.count())
        ]
        pairs = list(zip(self._results, ticked, strict=True))
        return (
            [one for one, on in pairs if on and not one.outlier],
            [one for one, on in pairs if not on and one.outlier],
        )

    def _check(self) -> None:
        flagged, freed = self._changed()
        reasoned = bool(self.reason_edit.text().strip()) or not flagged
        self._ok.setEnabled(bool(flagged or freed) and reasoned and bool(self.author_edit.text().strip()))

    def accept(self) -> None:
        """Store the flags, taken and given, as one edit."""
        if self.apply(self._edit):
            super().accept()

    def _edit(self) -> Edit:
        flagged, freed = self._changed()
        author = self.author_edit.text()
        off = flag_outlier(freed, author=author, reason="")
        on = flag_outlier(flagged, author=author, reason=self.reason_edit.text())
        return replace(on, puts=(*off.puts, *on.puts))
