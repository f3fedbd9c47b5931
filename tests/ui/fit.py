"""Whether text has the room that it needs, measured on what is laid out: nothing cut off, nothing overlapping."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator

import shiboken6
from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenuBar,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QTabBar,
    QTableView,
    QToolBar,
    QToolTip,
    QWidget,
)

SLACK = 1  # px: what rounding of font metrics may take
LARGE = 24  # px: the height of letters half as large again as on the first day
CELLS_LOOKED_AT = 40  # rows of a table
Found = Iterator[str]


def cut_texts(root: QWidget) -> list[str]:
    """What cannot be read whole in a window, a sentence each; empty when all text has its room."""
    found: list[str] = []
    for widget in [root, *root.findChildren(QWidget)]:
        if not shiboken6.isValid(widget) or not widget.isVisible() or widget.size().isEmpty():
            continue  # a tip that vanished meanwhile
        for kind, look in _LOOKS:
            if isinstance(widget, kind):
                found += [f"{_where(widget)}: {text}" for text in look(widget)]
                if isinstance(widget, (QLabel, QAbstractButton, QComboBox)):
                    found += [f"{_where(widget)}: {text}" for text in _out_of_its_parent(widget, root)]
                break
    return found


def _label(label: QLabel) -> Found:
    text = label.text()
    if not text.strip() or label.objectName() == "qtooltip_label":
        return
    if label.wordWrap():
        need = QSize(label.width(), label.heightForWidth(label.width()))
        room = label.contentsRect()
        word = label.fontMetrics().boundingRect(
            QRect(0, 0, room.width(), 100_000), int(Qt.TextFlag.TextWordWrap), text
        )
        if word.width() > room.width() + SLACK:
            yield f"a word of “{_short(text)}” needs {word.width()} px, has {room.width()}"
    else:
        need = label.sizeHint()
    yield from _compare(text, need, label.size())


def _button(button: QAbstractButton) -> Found:
    if button.text().strip():
        letters = QSize(0, button.fontMetrics().height())  # a style sheet may squeeze the hint itself
        yield from _compare(button.text(), button.sizeHint().expandedTo(letters), button.size())


def _combo(box: QComboBox) -> Found:
    text = box.currentText()
    if not text or whole_in(text, box.toolTip()):
        return
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    field = box.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
    )
    icon = 0 if box.itemIcon(box.currentIndex()).isNull() else box.iconSize().width() + 4
    need = QSize(box.fontMetrics().boundingRect(text).width() + icon, box.fontMetrics().height())
    yield from _compare(text, need, field.size())


def _tab_bar(bar: QTabBar) -> Found:
    for at in range(bar.count()):
        text = bar.tabText(at)
        need = bar.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, text)
        if bar.isTabVisible(at):
            yield from _compare(text, need + QSize(16, 4), bar.tabRect(at).size())


def _header(header: QHeaderView) -> Found:
    model = header.model()
    across = header.orientation() == Qt.Orientation.Horizontal
    if model is None or not across:
        return
    for section in range(header.count()):
        text = str(model.headerData(section, header.orientation(), Qt.ItemDataRole.DisplayRole) or "")
        said = str(model.headerData(section, header.orientation(), Qt.ItemDataRole.ToolTipRole) or "")
        if header.isSectionHidden(section) or not text:
            continue
        lines = text.split("\n")
        need = max(header.fontMetrics().horizontalAdvance(line) for line in lines)
        if not whole_in(text, said):
            yield from _compare(text, QSize(need, 0), QSize(header.sectionSize(section), 1))
        high = header.fontMetrics().lineSpacing() * len(lines)
        yield from _compare(text, QSize(0, high), QSize(1, header.height()))


def _group(group: QGroupBox) -> Found:
    if group.title():
        need = group.fontMetrics().horizontalAdvance(group.title()) + 16
        yield from _compare(group.title(), QSize(need, 0), QSize(group.width(), 1))


def _line(edit: QLineEdit) -> Found:
    if isinstance(edit.parent(), QComboBox):
        return
    margins = edit.textMargins()
    room = edit.contentsRect().width() - margins.left() - margins.right() - 4
    if edit.placeholderText() and not edit.text():
        need = edit.fontMetrics().horizontalAdvance(edit.placeholderText())
        yield from _compare(edit.placeholderText(), QSize(need, 0), QSize(room, 1))
    yield from _compare("line of an editor", QSize(0, edit.fontMetrics().height()), QSize(1, edit.height()))


def _table(view: QTableView) -> Found:
    """Cells: as high as their text; those that are elided say the whole text in their tooltip."""
    model = view.model()
    if model is None:
        return
    for row in range(min(model.rowCount(), CELLS_LOOKED_AT)):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
            if view.isColumnHidden(column) or not text:
                continue
            need = view.sizeHintForIndex(index)
            high = view.fontMetrics().lineSpacing()
            if view.rowHeight(row) < high:
                yield f"row {row}: “{_short(text)}” needs a height of {high} px, has {view.rowHeight(row)}"
            if need.width() > view.columnWidth(column) + SLACK and not whole_in(text, cell_tip(view, index)):
                title = model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
                yield f"row {row}, “{title}”: “{_short(text)}” is elided and its tooltip does not say it whole"


def _bar(bar: QToolBar) -> Found:
    """Letters of half their size more may fill the bar; what does not fit is in Qt's own list at its end."""
    if bar.fontMetrics().height() > LARGE:
        return
    more = bar.findChild(QWidget, "qt_toolbar_ext_button")
    if more is not None and more.isVisible():
        yield "has more than it can show"


def _menu_bar(bar: QMenuBar) -> Found:
    for action in bar.actions():
        if action.isVisible() and not bar.rect().contains(bar.actionGeometry(action)):
            yield f"“{action.text()}” is out of the bar"


def _out_of_its_parent(widget: QWidget, root: QWidget) -> Found:
    """A widget may lie out of sight in a scroll area, but never half out of anything else."""
    inner, outer = widget, widget.parentWidget()
    while outer is not None and inner is not root and not inner.isWindow():
        above = outer.parentWidget()
        if isinstance(above, QAbstractScrollArea) and above.viewport() is outer:
            return
        place = QRect(inner.mapTo(outer, inner.rect().topLeft()), inner.size())
        if not outer.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(place):
            yield f"lies beyond {_where(outer)} by {_beyond(place, outer.rect())}"
            return
        inner, outer = outer, above


def cell_tip(view: QTableView, index: QModelIndex) -> str:
    """What a reader sees who rests on a cell, asked for as Qt does it."""
    option = QStyleOptionViewItem()
    view.initViewItemOption(option)
    option.rect = QRect(0, 0, view.columnWidth(index.column()), view.rowHeight(index.row()))
    event = QHelpEvent(QEvent.Type.ToolTip, QPoint(), view.mapToGlobal(QPoint()))
    view.itemDelegateForIndex(index).helpEvent(event, view, option, index)
    text = QToolTip.text()
    QToolTip.hideText()
    return text


def whole_in(text: str, tip: str) -> bool:
    """Whether a tooltip says a text whole; line breaks and blanks do not count."""
    plain = html.unescape(re.sub(r"<[^>]*>", " ", tip))
    return bool(tip) and "".join(text.split()) in "".join(plain.split())


def _compare(text: str, need: QSize, room: QSize) -> Found:
    if need.width() > room.width() + SLACK or need.height() > room.height() + SLACK:
        wide, high = need.width(), need.height()
        yield f"“{_short(text)}” needs {wide}×{high} px, has {room.width()}×{room.height()}"


def _beyond(inner: QRect, outer: QRect) -> str:
    return (
        f"left {max(0, outer.left() - inner.left())}, right {max(0, inner.right() - outer.right())}, "
        f"top {max(0, outer.top() - inner.top())}, bottom {max(0, inner.bottom() - outer.bottom())} px"
    )


def _where(widget: QWidget) -> str:
    """The widget and the nearest named one around it."""
    name, around = type(widget).__name__, widget.parentWidget()
    while around is not None and not (around.accessibleName() or around.objectName()):
        around = around.parentWidget()
    own = f" “{_short(widget.accessibleName())}”" if widget.accessibleName() else ""
    if around is None:
        return name + own
    return (
        f"{name}{own} in {type(around).__name__} “{_short(around.accessibleName() or around.objectName())}”"
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:37]}…"


_LOOKS: tuple[tuple[type[QWidget], Callable[..., Found]], ...] = (
    (QLabel, _label),
    (QAbstractButton, _button),
    (QComboBox, _combo),
    (QTabBar, _tab_bar),
    (QHeaderView, _header),
    (QTableView, _table),
    (QGroupBox, _group),
    (QLineEdit, _line),
    (QToolBar, _bar),
    (QMenuBar, _menu_bar),
)
