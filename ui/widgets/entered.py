"""What a person entered in the fields of a form, kept apart from what the program put there."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox

Field = QLineEdit | QComboBox | QCheckBox | QSpinBox


class Entered:
    """The fields of one form. A field that a person changed is never written over, until they change it back."""

    def __init__(self) -> None:
        self._put: dict[Field, object] = {}  # what the program put last

    def put(self, field: Field, value: object) -> None:
        """Show what the project says now, unless a person entered something else."""
        if not self.is_by_hand(field):
            write(field, value)
            self._put[field] = read(field)

    def is_by_hand(self, field: Field) -> bool:
        """Whether a person changed a field."""
        return field in self._put and read(field) != self._put[field]

    def values(self) -> dict[int, object]:
        """What a person entered, by the place of its field."""
        return {at: read(field) for at, field in enumerate(self._put) if self.is_by_hand(field)}

    def enter(self, values: dict[int, object]) -> None:
        """Enter again what was entered in a form of the same fields."""
        for at, field in enumerate(self._put):
            if at in values:
                write(field, values[at])


def read(field: Field) -> object:
    """What a field says: its text, the data of its choice, its tick, its number."""
    match field:
        case QLineEdit():
            return field.text()
        case QComboBox():
            return field.currentText() if field.isEditable() else field.currentData()
        case QCheckBox():
            return field.isChecked()
        case _:
            return field.value()


def write(field: Field, value: object) -> None:
    """Make a field say something; a choice that it does not offer leaves it as it is."""
    match field:
        case QLineEdit():
            field.setText(str(value))
        case QComboBox() if field.isEditable():
            field.setEditText(str(value))
        case QComboBox():
            at = field.findData(value)
            field.setCurrentIndex(at if at >= 0 else field.currentIndex())
        case QCheckBox():
            field.setChecked(bool(value))
        case QSpinBox() if isinstance(value, int):
            field.setValue(value)
