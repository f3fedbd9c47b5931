"""The inspector: where a value comes from, how it was judged, may I compare it, what may I do next."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from compare_app.domain.edit import Ref
from ui.widgets.broken_text import BrokenText
from ui.widgets.kept_files import KeptFiles, KeptList, local_files
from ui.widgets.plain import PlainLabel

INDENT = 12  # px
MARGIN = 8  # px around what is offered
LONGEST_WORD = 24  # letters that surely fit in a line


@dataclass(frozen=True, slots=True)
class Answer:
    """One question and the lines that answer it; a line that begins with a blank belongs to the one before."""

    question: str
    lines: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be done with what is inspected: on which page, and what that page shall select."""

    text: str
    page: str
    key: object


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the inspector says about whatever is selected."""

    title: str
    subtitle: str = ""
    answers: tuple[Answer, ...] = ()
    offer: Offer | None = None
    about: Ref | None = None  # the record whose files stand below; None: it keeps none


class Inspector(QScrollArea):
    """A column of questions with their answers; all text can be selected and copied."""

    offered = Signal(str, object)  # page, key
    open_asked = Signal(str)  # id of a file kept beside what is inspected
    save_asked = Signal(str)
    remove_asked = Signal(str)
    add_asked = Signal()
    dropped = Signal(object)  # paths to keep

    def __init__(self, nothing: str, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setAccessibleName(accessible_name)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing = nothing
        # below what scrolls: in sight whatever is told, and never built anew while it has the keyboard
        self.offer_button = QPushButton(self)
        self.offer_button.clicked.connect(self._on_offer)
        self.offer_button.hide()
        self.inspection: Inspection | None = None
        self.kept: KeptFiles | None = None
        self.show_inspection(None)

    def show_inspection(self, inspection: Inspection | None, kept: KeptList | None = None) -> None:
        """Replace what is shown; None asks the user to select something. `kept`: the files beside it."""
        self.inspection = inspection
        self.kept = None
        self.setAcceptDrops(kept is not None and kept.editable)
        body = QWidget()
        body.setObjectName("inspectorBody")
        column = QVBoxLayout(body)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(4)
        if inspection is None:
            column.addWidget(PlainLabel(self._nothing, "quiet", wrap=True))
        else:
            column.addWidget(_line(inspection.title, "subtitle"))
            if inspection.subtitle:
                column.addWidget(_line(inspection.subtitle, "quiet"))
            for answer in inspection.answers:
                column.addSpacing(8)
                column.addWidget(PlainLabel(answer.question, "question", wrap=True))
                for number, line in enumerate(answer.lines, 1):
                    text = f"{number}. {line}" if answer.numbered else line
                    column.addWidget(_line(text.strip(), indent=INDENT if line.startswith(" ") else 0))
        if kept is not None:
            self.kept = self._files(kept)
            column.addWidget(self.kept)
        column.addStretch(1)
        self.setWidget(body)
        offer = inspection.offer if inspection is not None else None
        self.offer_button.setText(offer.text if offer is not None else "")
        self.offer_button.setVisible(offer is not None)
        height = self.offer_button.sizeHint().height() + 2 * MARGIN if offer is not None else 0
        self.setViewportMargins(0, 0, 0, height)
        self._place_offer()

    def _place_offer(self) -> None:
        height = self.offer_button.sizeHint().height()
        self.offer_button.setGeometry(
            MARGIN, self.height() - height - MARGIN, self.width() - 2 * MARGIN, height
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_offer()

    def _on_offer(self) -> None:
        if self.inspection is not None and self.inspection.offer is not None:
            self.offered.emit(self.inspection.offer.page, self.inspection.offer.key)

    def _files(self, kept: KeptList) -> KeptFiles:
        files = KeptFiles(kept)
        files.open_asked.connect(self.open_asked)
        files.save_asked.connect(self.save_asked)
        files.remove_asked.connect(self.remove_asked)
        files.add_asked.connect(self.add_asked)
        return files

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.acceptDrops() and local_files(event):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if files := local_files(event):
            event.acceptProposedAction()
            self.dropped.emit(files)

    def text(self) -> str:
        """Everything shown, as text."""
        body = self.widget()
        lines = body.findChildren(QWidget) if body is not None else []
        return "\n".join(line.text() for line in lines if isinstance(line, PlainLabel | BrokenText))


def _line(text: str, look: str = "", indent: int = 0) -> PlainLabel | BrokenText:
    """A line as wide as the inspector; a code without a blank is broken where it must be."""
    if any(len(word) > LONGEST_WORD and word.isascii() for word in text.split()):
        return BrokenText(text, look, indent)
    label = PlainLabel(text, look, wrap=True).selectable()
    policy = label.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    label.setSizePolicy(policy)
    label.setContentsMargins(indent, 0, 0, 0)
    return label
