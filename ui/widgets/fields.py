"""The fields of a form as a person sees them: which there are, what each says, how to say it again."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

Entry = str | bool | int


def fields_of(form: QWidget) -> dict[str, QWidget]:
    """Every field that a person can fill in, by its kind and place; no password, no part of another field."""
    found: dict[str, QWidget] = {}
    for at, one in enumerate(form.findChildren(QWidget)):
        if _is_field(one):
            found[f"{type(one).__name__} {at}"] = one
    return found


def said_by(field: QWidget) -> Entry:
    """What a field says."""
    match field:
        case QLineEdit():
            return field.text()
        case QPlainTextEdit():
            return field.toPlainText()
        case QCheckBox():
            return field.isChecked()
        case QSpinBox():
            return field.value()
        case QComboBox():
            return field.currentText()
        case _:
            return ""


def say_again(field: QWidget, entry: Entry) -> None:
    """Make a field say it; a choice that is no longer offered leaves it as it is."""
    match field, entry:
        case QLineEdit(), str():
            field.setText(entry)
            field.textEdited.emit(entry)
        case QPlainTextEdit(), str():
            field.setPlainText(entry)
        case QCheckBox(), bool():
            field.setChecked(entry)
        case QSpinBox(), int():
            field.setValue(entry)
        case QComboBox(), str() if field.isEditable():
            field.setEditText(entry)
        case QComboBox(), str() if (at := field.findText(entry)) >= 0:
            field.setCurrentIndex(at)
            field.activated.emit(at)


def _is_field(one: QWidget) -> bool:
    inside = one.parentWidget()
    if isinstance(inside, QComboBox | QAbstractSpinBox):
        return False
    match one:
        case QLineEdit():
            return one.echoMode() == QLineEdit.EchoMode.Normal and not one.isReadOnly()
        case QPlainTextEdit():
            return not one.isReadOnly()
        case _:
            return isinstance(one, QCheckBox | QSpinBox | QComboBox)
