"""看板: the plan's rows as cards in columns by status; a card is moved by mouse or by Ctrl+← and Ctrl+→."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDropEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from compare_app.domain.digest import is_overdue
from compare_app.domain.loop import Action
from compare_app.domain.model import Indicator
from compare_app.domain.project import Project
from compare_app.domain.terms import ActionStatus
from compare_app.domain.tone import Tone
from compare_app.text.wording import Wording
from ui.models.plan_grid import due_mark
from ui.theme import Theme
from ui.widgets.option import Option
from ui.widgets.plain import PlainLabel, tip
from ui.wording import named, spoken, tone

COLUMNS: Final = (
    ActionStatus.WAITING,
    ActionStatus.RUNNING,
    ActionStatus.TO_VERIFY,
    ActionStatus.VERIFIED,
    ActionStatus.NOT_MET,
)
"""In the order of the work; cancelled rows are counted below."""

_CARD: Final = Qt.ItemDataRole.UserRole + 1
_PAD: Final = 8  # px
_GAP: Final = 6


class Card:
    """What a card says: three texts, and whether it is late or near its date."""

    def __init__(self, action: Action, project: Project, on: date, words: Wording) -> None:
        indicator = project.get(Indicator, action.indicator_id)
        self.key = action.id
        self.head = named(indicator, words) if indicator is not None else "—"
        self.text = " ".join((action.measure or action.gap).split()) or words("no measure yet")
        self.owner = action.owner or words("no owner")
        self.due = action.due.isoformat() if action.due is not None else words("no date")
        self.mark = due_mark(action, on, words)
        self.late = is_overdue(action, on)

    @property
    def said(self) -> str:
        """All of it, for the tooltip and for readers aloud."""
        return f"{self.head}\n{self.text}\n{self.owner}\n{self.due} {self.mark}".rstrip()


class BoardColumn(QListWidget):
    """The cards of one status."""

    moved = Signal(object, object)  # ids of rows, their new status
    stepped = Signal(int, bool)  # to the column beside: −1 or 1; whether the card goes along
    chosen = Signal(object)

    def __init__(self, status: ActionStatus, words: Wording, theme: Theme) -> None:
        super().__init__()
        self.status = status
        self.setAccessibleName(words.term(status))
        self.setItemDelegate(_CardPainter(theme, self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMinimumWidth(130)
        self.currentItemChanged.connect(self._on_current)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show other cards; the current one stays current where it is still here."""
        kept = self.current_key()
        blocked = self.blockSignals(True)
        self.clear()
        for card in cards:
            item = QListWidgetItem(card.said, self)
            item.setData(_CARD, card)
            item.setToolTip(tip(card.said))
            if card.key == kept:
                self.setCurrentItem(item)
        self.blockSignals(blocked)

    def row_ids(self) -> list[str]:
        """The rows in this column."""
        return [self.item(at).data(_CARD).key for at in range(self.count())]

    def current_key(self) -> str:
        """The row of the current card; empty: none."""
        item = self.currentItem()
        return str(item.data(_CARD).key) if item is not None else ""

    def selected_keys(self) -> list[str]:
        """The rows of the selected cards."""
        return [item.data(_CARD).key for item in self.selectedItems()]

    def take(self, key: str) -> None:
        """Make a card the current one and take the keyboard."""
        keys = self.row_ids()
        self.setCurrentRow(keys.index(key) if key in keys else (0 if keys else -1))
        self.setFocus()

    def dropEvent(self, event: QDropEvent) -> None:
        """Nothing moves by itself: the status is changed, and the board shows what came of it."""
        source = event.source()
        keys = source.selected_keys() if isinstance(source, BoardColumn) and source is not self else []
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if keys:
            self.moved.emit(tuple(keys), self.status)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            along = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Right else -1, along)
            return
        super().keyPressEvent(event)

    def _on_current(self) -> None:
        if key := self.current_key():
            self.chosen.emit(key)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.doItemsLayout()


class Board(QWidget):
    """All columns. It asks for a change of status and changes nothing itself."""

    status_asked = Signal(object, object)  # ids of rows, status
    current_key_changed = Signal(object)

    def __init__(self, words: Wording, theme: Theme) -> None:
        super().__init__()
        self._words = words
        self.columns: dict[ActionStatus, BoardColumn] = {}
        self._heads: dict[ActionStatus, PlainLabel] = {}
        self._going = ""  # the card that takes the keyboard along into its new column
        row = QHBoxLayout()
        row.setSpacing(_GAP)
        for status in COLUMNS:
            head = PlainLabel("", "subtitle")
            head.setProperty("tone", tone(status).value)
            column = BoardColumn(status, words, theme)
            column.moved.connect(self._on_moved)
            column.stepped.connect(self._on_stepped)
            column.chosen.connect(self.current_key_changed)
            side = QVBoxLayout()
            side.setSpacing(4)
            side.addWidget(head)
            side.addWidget(column, 1)
            row.addLayout(side, 1)
            self.columns[status], self._heads[status] = column, head
        self.note = PlainLabel("", "small", wrap=True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(row, 1)
        outer.addWidget(self.note)

    def show_actions(self, actions: Sequence[Action], project: Project, on: date) -> None:
        """Show the rows of a plan."""
        words = self._words
        for status, column in self.columns.items():
            cards = [Card(one, project, on, words) for one in actions if one.status is status]
            column.show_cards(cards)
            self._heads[status].setText(f"{spoken(status, words)} {len(cards)}")
            column.setAccessibleName(f"{words.term(status)} {len(cards)}")
        cancelled = sum(one.status is ActionStatus.CANCELLED for one in actions)
        said = [words("Drag a card, or press Ctrl+← and Ctrl+→, to change its status")]
        if cancelled:
            said.append(words("{count} cancelled rows are in the table only", count=cancelled))
        self.note.setText("   ".join(said))
        if self._going:
            for column in self.columns.values():
                if self._going in column.row_ids():
                    column.take(self._going)
            self._going = ""

    def _on_moved(self, keys: tuple[str, ...], status: ActionStatus) -> None:
        self._going = keys[0]
        self.status_asked.emit(keys, status)

    def _on_stepped(self, step: int, along: bool) -> None:
        column = self.sender()
        if not isinstance(column, BoardColumn):
            return
        at = COLUMNS.index(column.status) + step
        if not 0 <= at < len(COLUMNS):
            return
        beside = self.columns[COLUMNS[at]]
        if not along:
            beside.take(beside.current_key())
        elif keys := column.selected_keys():
            self._on_moved(tuple(keys), beside.status)


class _CardPainter(QStyledItemDelegate):
    """Draws a card: indicator, measure in two lines at most, owner and date. All of it stands in the tooltip."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: Option, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line = option.fontMetrics.lineSpacing()
        return QSize(80, 5 * line + 2 * _PAD + _GAP)

    def paint(self, painter: QPainter, option: Option, index: QModelIndex | QPersistentModelIndex) -> None:
        card: Card = index.data(_CARD)
        theme = self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = option.rect.adjusted(3, 3, -3, -(_GAP - 2))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setPen(QPen(QColor(theme.focus if chosen else theme.line), 1.5 if chosen else 1))
        painter.setBrush(QColor(theme.selection if chosen else theme.surface))
        painter.drawRoundedRect(frame, 5, 5)
        inside = frame.adjusted(_PAD, _PAD - 2, -_PAD, -_PAD + 2)
        bold = QFont(option.font)
        bold.setBold(True)
        ink = QColor(theme.on_selection if chosen else theme.text)
        quiet = ink if chosen else QColor(theme.text_quiet)
        line = option.fontMetrics.lineSpacing()
        self._write(painter, bold, ink, QRect(inside.x(), inside.y(), inside.width(), line), card.head)
        for at, part in enumerate(_two_lines(card.text, option.fontMetrics, inside.width())):
            box = QRect(inside.x(), inside.y() + (1 + at) * line, inside.width(), line)
            self._write(painter, option.font, ink, box, part)
        low = inside.y() + 3 * line
        self._write(painter, option.font, quiet, QRect(inside.x(), low, inside.width(), line), card.owner)
        late = QColor(theme.ink(Tone.WORSE)) if card.late and not chosen else ink
        foot = QRect(inside.x(), low + line, inside.width(), line)
        self._write(painter, option.font, late if card.late else quiet, foot, card.due)
        if card.mark:
            room = option.fontMetrics.horizontalAdvance(card.owner) + _PAD
            beside = QRect(inside.x() + room, low, inside.width() - room, line)
            wide = QFontMetrics(bold).horizontalAdvance(card.mark) <= beside.width()
            after = option.fontMetrics.horizontalAdvance(card.due) + _PAD
            box = beside if wide else QRect(inside.x() + after, low + line, inside.width() - after, line)
            self._write(painter, bold, late, box, card.mark, right=True)
        painter.restore()

    def _write(
        self, painter: QPainter, font: QFont, ink: QColor, box: QRect, text: str, *, right: bool = False
    ) -> None:
        painter.setFont(font)
        painter.setPen(ink)
        elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, elided)


def _two_lines(text: str, metrics: QFontMetrics, width: int) -> tuple[str, ...]:
    """The text broken into two lines, at a blank where there is one near the end of the first."""
    if metrics.horizontalAdvance(text) <= width:
        return (text,)
    fits = next((at for at in range(len(text), 0, -1) if metrics.horizontalAdvance(text[:at]) <= width), 1)
    blank = text.rfind(" ", 0, fits + 1)
    cut = blank if blank > fits // 2 else fits
    return (text[:cut].rstrip(), text[cut:].lstrip())
