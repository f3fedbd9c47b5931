"""The settings, each with what it does; they hold at once and are kept on this computer only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from compare_app.settings import THEMES, Settings
from compare_app.text.message import M
from compare_app.text.wording import LANGUAGES, Wording
from ui.dialogs.files import FileAsker
from ui.widgets.dialog import Dialog
from ui.widgets.plain import PlainLabel
from ui.widgets.room import Room

_THEME_NAMES = {"system": M("As the system"), "light": M("Light"), "dark": M("Dark")}
LANGUAGE_NAMES = dict(zip(LANGUAGES, ("简体中文", "English"), strict=True))


class SettingsDialog(Dialog):
    """`known` says what holds now, `take` is given what was chosen, `ask` asks for a folder; a tour that is wanted
    again begins with the next sample project."""

    def __init__(
        self,
        known: Callable[[], Settings],
        words: Wording,
        take: Callable[[Settings], None],
        ask: FileAsker,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._known = known
        settings = known()
        self._take = take
        self._words = words
        self._ask = ask
        self.setWindowTitle(words("Settings"))
        self.setMinimumWidth(480)
        self.finished.connect(self.deleteLater)
        self.language_box = QComboBox()
        for language, name in LANGUAGE_NAMES.items():
            self.language_box.addItem(name, language)
        self.language_box.setCurrentIndex(self.language_box.findData(settings.language))
        self.theme_box = QComboBox()
        for theme in THEMES:
            self.theme_box.addItem(words(_THEME_NAMES[theme]), theme)
        self.theme_box.setCurrentIndex(self.theme_box.findData(settings.theme))
        self.name_edit = QLineEdit(settings.user)
        self.reopen_box = QCheckBox(words("Open the last project at the start"))
        self.reopen_box.setChecked(settings.reopen)
        self.place_edit = QLineEdit(settings.second_place)
        self.place_edit.setPlaceholderText(words("None"))
        self.place_edit.setClearButtonEnabled(True)
        choose = QPushButton(words("Choose…"))
        choose.setAccessibleName(words("Choose the second place for backups"))
        choose.clicked.connect(self._choose_place)
        place = QWidget()
        beside = QHBoxLayout(place)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.place_edit, 1)
        beside.addWidget(choose)
        self.tour_box = QCheckBox(words("Show the tour with the next sample project"))
        self.tour_box.setChecked(not settings.toured)
        self.place_hint = PlainLabel()
        form = QFormLayout()
        for name, widget, hint in (
            (
                words("Language"),
                self.language_box,
                words("Of window, reports and workbooks; data stay as typed"),
            ),
            (words("Colours"), self.theme_box, words("Reports and workbooks are always light")),
            (words("Name"), self.name_edit, words("Written beside your edits and signatures")),
            (
                words("Backups also in"),
                place,
                words(
                    "A folder on another drive or a share; the copies beside the project do not outlive their drive"
                ),
            ),
            ("", self.reopen_box, words("With the page, the product and the filters that were left")),
            ("", self.tour_box, words("Five steps; it can be left at any time")),
        ):
            spoken = self.place_edit if widget is place else widget
            spoken.setAccessibleName(name or widget.text() if isinstance(widget, QCheckBox) else name)
            spoken.setAccessibleDescription(hint)
            form.addRow(name, widget)
            said = PlainLabel(hint, "small", wrap=True)
            if widget is place:
                self.place_hint = said
            form.addRow("", said)
        facts = words(
            "Every change is stored at once; there is nothing to save. A verified copy is made every half hour and "
            "before large changes, beside the project. Nothing is sent anywhere."
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.take_button = QPushButton(words("Apply"))
        buttons.addButton(self.take_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        asked = QWidget()
        inside = QVBoxLayout(asked)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(form)
        inside.addWidget(PlainLabel(facts, "quiet", wrap=True))
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.addWidget(Room(asked), 1)
        column.addWidget(buttons)

    def _choose_place(self) -> None:
        folder = self._ask.open_folder(self, self._words("Where shall backups be carried to?"))
        if folder is not None:
            self.place_edit.setText(str(folder))

    def accept(self) -> None:
        """Hand over what was chosen; a place that is no whole path is asked for again."""
        place = self.place_edit.text().strip().strip('"')
        if place and not Path(place).is_absolute():
            self.place_hint.setText(
                self._words("The whole path of a folder is needed, such as D:\\Backup or \\\\server\\share")
            )
            self.place_edit.setFocus()
            return
        chosen = self._known().having(
            language=str(self.language_box.currentData()),
            theme=str(self.theme_box.currentData()),
            user=self.name_edit.text().strip(),
            reopen=self.reopen_box.isChecked(),
            toured=not self.tour_box.isChecked(),
            second_place=place,
        )
        super().accept()
        self._take(chosen)
