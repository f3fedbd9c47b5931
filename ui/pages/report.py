"""报告: every output with a preview and one button; the eye finds first the page that will be signed."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from compare_app.domain.document import document_kind
from compare_app.domain.draft import FilePreview, SheetPreview
from compare_app.domain.edit import Changes
from compare_app.domain.model import Product
from compare_app.domain.month import Month
from compare_app.errors import AppError
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.models.raw_grid import raw_grid
from ui.pages.page import Page
from ui.pages.report_logo import LogoRow
from ui.pages.report_outputs import OUTPUTS, Output
from ui.pages.report_release import ReleaseRow
from ui.session import Session
from ui.tables.grid_view import GridView
from ui.theme import Theme
from ui.widgets.combo import WholeCombo
from ui.widgets.layouts import clear_layout
from ui.widgets.plain import PlainLabel

if TYPE_CHECKING:
    from compare_app.domain.report import Report
    from compare_app.workspace import Workspace
    from ui.renderer import Renderer

PAGE_LEAST: Final = 420
PAGE_MOST: Final = 760  # logical pixels of a previewed A4 page
LIST_WIDTH: Final = 316
TEXT_LIMIT: Final = 20_000  # characters of a previewed text


class ReportPage(Page):
    """Outputs on the left, what they will look like on the right; previews are made beside the window."""

    title = M("Reports")
    icon = "report"
    cares_for: ClassVar[Changes] = ~Changes.IMPORTS
    inspects: ClassVar[bool] = False

    def __init__(self, session: Session, words: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, words, theme, parent)
        self.output = OUTPUTS[0]
        self._renderer: Renderer | None = None
        self._group = QButtonGroup(self, exclusive=True)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.addStrut(LIST_WIDTH)
        left.setSpacing(8)
        for index, output in enumerate(OUTPUTS):
            left.addWidget(self._card(index, output))
        left.addStretch(1)
        holder = QWidget()
        holder.setLayout(left)
        holder.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        outputs = self.outputs = QScrollArea(widgetResizable=True)
        outputs.setFrameShape(QFrame.Shape.NoFrame)
        outputs.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outputs.setWidget(holder)
        outputs.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its buttons have it
        outputs.setAccessibleName(words("Reports"))
        outputs.setMinimumWidth(holder.sizeHint().width() + 14)
        outputs.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._build_views()
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(outputs, 1)
        column.addWidget(self._choices(outputs.minimumWidth()))
        row = QHBoxLayout(self.body)
        row.setContentsMargins(12, 10, 12, 8)
        row.addLayout(column)
        row.addWidget(self.views, 1)

    def _choices(self, width: int) -> QWidget:
        """What holds for all outputs, always in sight below them: languages, scope, releases, logo."""
        words = self.words
        choices = QWidget()
        choices.setMaximumWidth(width)
        below = QVBoxLayout(choices)
        below.setContentsMargins(0, 6, 14, 0)
        below.setSpacing(6)
        self.language_box = WholeCombo()
        self.language_box.setAccessibleName(words("Language of the files"))
        for languages, name in (
            ((words.language,), words("as the window")),
            (("zh_CN",), "简体中文"),
            (("en",), "English"),
            (("zh_CN", "en"), "简体中文 + English"),
        ):
            self.language_box.addItem(name, languages)
        self.language_box.activated.connect(self._on_languages)
        language = QHBoxLayout()
        language.addWidget(PlainLabel(words("Language of the files")))
        language.addWidget(self.language_box, 1)
        below.addLayout(language)
        self.scope_box = WholeCombo()
        self.scope_box.setAccessibleName(words("Lists and year over"))
        self.scope_box.addItem(words("all products"), True)
        self.scope_box.addItem(words("the chosen product"), False)
        self.scope_box.activated.connect(self._on_scope)
        scope = QHBoxLayout()
        scope.addWidget(PlainLabel(words("Lists and year over")))
        scope.addWidget(self.scope_box, 1)
        below.addLayout(scope)
        self.release_row = ReleaseRow(words)
        self.release_row.button.clicked.connect(self._on_releases)
        below.addWidget(self.release_row)
        self.logo_row = LogoRow(words)
        self.logo_row.choose_button.clicked.connect(self._on_logo)
        self.logo_row.remove_button.clicked.connect(self._on_no_logo)
        below.addWidget(self.logo_row)
        return choices

    def _build_views(self) -> None:
        words = self.words
        self._sheets: tuple[SheetPreview, ...] = ()
        self.pages = QVBoxLayout()
        self.pages.setSpacing(12)
        paper = QWidget()
        paper.setLayout(self.pages)
        self.area = QScrollArea(widgetResizable=True)
        self.area.setProperty("pane", True)
        self.area.setWidget(paper)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.sheet_box = WholeCombo()
        self.sheet_box.setAccessibleName(words("Sheet"))
        self.sheet_box.activated.connect(self._show_sheet)
        self.model = self.new_model()
        self.table = GridView(words, words("Preview"), filters=False)
        self.table.setModel(self.model)
        self.table.verticalHeader().setVisible(True)
        workbook = QWidget()
        column = QVBoxLayout(workbook)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sheet_box, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.table, 1)
        self.note = PlainLabel("", "lead", wrap=True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.views = QStackedWidget()
        for view in (self.area, self.text, workbook, self.note):
            view.setAccessibleName(words("Preview"))
            self.views.addWidget(view)
        self._workbook = workbook

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
        show.toggled.connect(lambda on, button=show: embolden(button, on))
        embolden(show, show.isChecked())
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
        if output.key == "one_page":
            self.sign_button = QPushButton(words("Sign…"))
            self.sign_button.clicked.connect(self._on_sign)
            top.addWidget(self.sign_button)
        top.addWidget(save)
        column.addLayout(top)
        text = PlainLabel(words(output.text), "quiet", wrap=True)
        policy = text.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)  # the buttons decide how wide the list is
        text.setSizePolicy(policy)
        column.addWidget(text)
        return card

    def refresh(self) -> None:
        """Make the preview of the chosen output anew."""
        self.sign_button.setEnabled(not self.session.read_only)
        self.logo_row.show_logo(self.session.workspace.logo(), read_only=self.session.read_only)
        self._show_releases()
        if self.session.comparison() is not None:
            self._start_preview()

    def _show_releases(self) -> None:
        """How many states are released, and beside the window whether this one is what was approved."""
        product = self.session.product
        if product is None:
            return
        workspace, product_id = self.session.workspace, product.id
        self.release_row.show_count(len(workspace.snapshots(product_id)))
        job = self.session.tasks.start(lambda progress: workspace.signed_state(product_id), "signed state")
        job.done.connect(self.release_row.show_signed)
        job.failed.connect(self.session.failed)

    def show_output(self, key: str) -> None:
        """Preview another output."""
        index = [output.key for output in OUTPUTS].index(key)
        self._group.button(index).setChecked(True)
        self.outputs.ensureWidgetVisible(self._group.button(index))
        self.output = OUTPUTS[index]
        self._start_preview()

    def _on_show(self) -> None:
        self.show_output(OUTPUTS[self._group.checkedId()].key)

    def _on_save(self) -> None:
        button = self.sender()
        if button is not None:
            self.export_requested.emit(str(button.property("output")))

    def _on_languages(self) -> None:
        self.session.languages = tuple(self.language_box.currentData())
        if self.session.comparison() is not None:
            self._start_preview()

    def _on_scope(self) -> None:
        self.session.whole = bool(self.scope_box.currentData())
        if self.output.document and self.session.comparison() is not None:
            self._start_preview()

    def _on_logo(self) -> None:
        self.dialog_requested.emit("logo", True)

    def _on_no_logo(self) -> None:
        self.dialog_requested.emit("logo", False)

    def _preview_words(self) -> Wording:
        """The first language of the files."""
        languages = self.session.languages or (self.words.language,)
        return self.words if languages[0] == self.words.language else Wording.load(languages[0])

    def _on_sign(self) -> None:
        product = self.session.product
        if product is not None:
            self.dialog_requested.emit("sign", product.id)

    def _on_releases(self) -> None:
        product = self.session.product
        if product is not None:
            self.dialog_requested.emit("releases", product.id)

    # --- previews ---------------------------------------------------------------------------------------

    def _start_preview(self) -> None:
        product = self.session.product
        if product is None:
            return
        self.note.setText(self.words("Making the preview…"))
        self.views.setCurrentWidget(self.note)
        output, workspace, on = self.output, self.session.workspace, self.session.on
        words = self._preview_words()
        if output.suffix == ".pdf" or output.document:
            renderer = self._drawing_part()
            width = round(self._page_width() * self.devicePixelRatioF())
            report = self._report(output, product, words)
            job = self.session.tasks.start(
                lambda progress: renderer.pages(report(), width),
                "report preview",
            )
            job.done.connect(self._show_pages)
        else:
            job = self.session.tasks.start(
                lambda progress: written_preview(workspace, product, output, words, on),
                "report preview",
            )
            job.done.connect(self._show_written)
        job.failed.connect(self._on_failed)

    def _report(self, output: Output, product: Product, words: Wording) -> Callable[[], Report]:
        """What makes the report of an output; it is called beside the window."""
        workspace, on = self.session.workspace, self.session.on
        if not output.document:
            return lambda: workspace.report(product.id, words, on, output.key == "one_page")
        of_one = document_kind(output.key).of_product or not self.session.whole
        return lambda: workspace.document(output.key, (words,), product.id if of_one else "", on=on)

    def _drawing_part(self) -> Renderer:
        if self._renderer is None:
            from ui.renderer import Renderer

            self._renderer = Renderer()
            self._renderer.practise()
        return self._renderer

    def _page_width(self) -> int:
        return max(PAGE_LEAST, min(PAGE_MOST, self.views.width() - 48))

    def _show_pages(self, pages: Sequence[QImage]) -> None:
        clear_layout(self.pages)
        for number, image in enumerate(pages, 1):
            pixmap = QPixmap.fromImage(image)
            pixmap.setDevicePixelRatio(self.devicePixelRatioF())
            label = QLabel()
            label.setPixmap(pixmap)
            label.setProperty("card", True)
            label.setAccessibleName(self.words("Page {number} of {total}", number=number, total=len(pages)))
            self.pages.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        self.pages.addStretch(1)
        self.views.setCurrentWidget(self.area)

    def _show_written(self, found: str | FilePreview) -> None:
        if isinstance(found, str):
            self.text.setPlainText(found)
            self.views.setCurrentWidget(self.text)
            return
        self._sheets = found.sheets
        self.sheet_box.clear()
        self.sheet_box.addItems([sheet.name for sheet in found.sheets])
        self.sheet_box.setVisible(len(found.sheets) > 1)
        self._show_sheet(0)
        self.views.setCurrentWidget(self._workbook)

    def _show_sheet(self, row: int) -> None:
        if 0 <= row < len(self._sheets):
            self.model.show(raw_grid(self._sheets[row]))

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, AppError):
            raise error
        self.note.setText(f"{self.words(error.what)}\n{self.words(error.remedy)}")


def embolden(button: QPushButton, on: bool) -> None:
    """Mark the output whose preview is shown."""
    font = button.font()
    font.setBold(on)
    button.setFont(font)


def written_preview(
    workspace: Workspace, product: Product, output: Output, words: Wording, on: date
) -> str | FilePreview:
    """Write the output into a folder that vanishes, and read back what a person would see first."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"preview{output.suffix}"
        if output.key == "minutes":
            workspace.export_minutes(path, Month(on.year, on.month), words, on=on)
        else:
            workspace.export(product.id, path, words, on=on, proposals=output.key == "proposals")
        if output.suffix in (".xlsx", ".csv"):
            return workspace.contents(path)
        text = path.read_text(encoding="utf-8-sig")
        return text if len(text) <= TEXT_LIMIT else text[:TEXT_LIMIT] + "\n…"
