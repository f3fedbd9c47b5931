"""报告: every output with a preview and one button; the eye finds first the page that will be signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from compare_app.domain.edit import Changes
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording
from ui.pages.page import Page
from ui.session import Session
from ui.theme import Theme
from ui.widgets.plain import PlainLabel

PAGE_WIDTH: Final = 620  # pixels of a previewed A4 page
LIST_WIDTH: Final = 260


@dataclass(frozen=True, slots=True)
class Output:
    """One thing that can be written."""

    key: str
    name: Message
    text: Message


OUTPUTS: Final = (
    Output("one_page", M("One page (PDF)"), M("Step, counts, largest gaps, overdue measures, signatures: one A4 page")),
    Output("report", M("Full report (PDF)"), M("Both comparisons with charts, gaps, plan, sources and rules")),
    Output("plan", M("Improvement plan (Excel)"), M("Tables with native charts, drop-downs and the verification column")),
    Output("csv", M("Comparison (CSV)"), M("Every row of both comparisons, for other programs")),
    Output("json", M("Comparison (JSON)"), M("The documented, versioned data of the comparison")),
)


class ReportPage(Page):
    """Outputs on the left, what they will look like on the right."""

    title = M("Reports")
    icon = "report"
    cares_for: ClassVar[Changes] = ~Changes.IMPORTS

    def __init__(self, session: Session, words: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, words, theme, parent)
        self._output = OUTPUTS[0].key
        self._group = QButtonGroup(self, exclusive=True)
        left = QVBoxLayout()
        left.setSpacing(8)
        for index, output in enumerate(OUTPUTS):
            left.addWidget(self._card(index, output))
        left.addStretch(1)
        holder = QWidget()
        holder.setLayout(left)
        holder.setFixedWidth(LIST_WIDTH)
        self._pages = QVBoxLayout()
        self._pages.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        sheets = QWidget()
        sheets.setLayout(self._pages)
        self.area = QScrollArea(widgetResizable=True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidget(sheets)
        self.area.setAccessibleName(words("Preview"))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName(words("Preview"))
        self._views = QStackedWidget()
        self._views.addWidget(self.area)
        self._views.addWidget(self.text)
        row = QHBoxLayout(self.body)
        row.setContentsMargins(12, 10, 12, 8)
        row.addWidget(holder)
        row.addWidget(self._views, 1)

    def _card(self, index: int, output: Output) -> QFrame:
        words = self.words
        card = QFrame()
        card.setProperty("card", True)
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 8, 12, 8)
        show = QPushButton(words(output.name))
        show.setCheckable(True)
        show.setChecked(index == 0)
        show.setProperty("look", "link")
        show.setAccessibleName(words("Preview of {name}", name=output.name))
        self._group.addButton(show, index)
        save = QPushButton(words("Save as…"))
        save.setProperty("output", output.key)
        save.setProperty("primary", index == 0)
        save.setAccessibleName(words("Save {name}", name=output.name))
        save.clicked.connect(self._on_save)
        show.clicked.connect(self._on_show)
        top = QHBoxLayout()
        top.addWidget(show)
        top.addStretch(1)
        top.addWidget(save)
        column.addLayout(top)
        column.addWidget(PlainLabel(words(output.text), "quiet", wrap=True))
        return card

    def refresh(self) -> None:
        """Draw the preview of the chosen output."""
        if self.session.comparison() is not None:
            self._show_preview()

    def show_output(self, key: str) -> None:
        """Preview another output."""
        index = [output.key for output in OUTPUTS].index(key)
        self._group.button(index).setChecked(True)
        self._output = key
        self._show_preview()

    def _on_show(self) -> None:
        self.show_output(OUTPUTS[self._group.checkedId()].key)

    def _on_save(self) -> None:
        button = self.sender()
        if button is not None:
            self.export_requested.emit(str(button.property("output")))

    def _show_preview(self) -> None:
        product = self.session.product
        if product is None:
            return
        workspace, words, on = self.session.workspace, self.words, self.session.on
        if self._output in ("one_page", "report"):
            one_page = self._output == "one_page"
            report = self.session.attempt(lambda: workspace.report(product.id, words, on, one_page))
            if report is not None:
                from ui.renderer import Renderer

                self._show_pages(Renderer().preview(report, PAGE_WIDTH))
        else:
            text = self.session.attempt(lambda: workspace.text_preview(product.id, self._output, words, on))
            if text is not None:
                self.text.setPlainText(text)
                self._views.setCurrentWidget(self.text)

    def _show_pages(self, pages: list[QPixmap]) -> None:
        while (item := self._pages.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for number, pixmap in enumerate(pages, 1):
            label = QLabel()
            label.setPixmap(pixmap)
            label.setFrameShape(QFrame.Shape.Box)
            label.setAccessibleName(self.words("Page {number} of {total}", number=number, total=len(pages)))
            self._pages.addWidget(label)
        self._pages.addStretch(1)
        self._views.setCurrentWidget(self.area)
