"""The second tab of 标准比对: enterprise standards of the category in tiers, as 企业标准“领跑者” looks at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from compare_app.domain.front_runner import NOTICE, FrontRunner
from ui.models.front_runner_grid import entrants_grid, tiers_grid
from ui.session import View
from ui.tables.pane import TablePane
from ui.widgets.empty import EmptyState
from ui.widgets.plain import PlainLabel

if TYPE_CHECKING:
    from ui.pages.standards import StandardsPage


class FrontRunnerTab(QWidget):
    """Who passes the gate above, the tiers of each core indicator below; worked out beside the window."""

    def __init__(self, page: StandardsPage) -> None:
        super().__init__()
        self._page = page
        self._asked: View | None = None
        words = page.words
        self.head = PlainLabel("", wrap=True)
        self.entrant_model, self.model = page.new_model(), page.new_model()
        self.entrant_view = page.new_view(
            self.entrant_model, words("Enterprise standards and the gate"), "entrants"
        )
        self.view = page.new_view(self.model, words("Tiers of the core indicators"), "tiers", frozen=1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(TablePane(self.entrant_view, words))
        splitter.addWidget(TablePane(self.view, words))
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([130, 340])
        self._views = QStackedWidget()
        self._views.addWidget(splitter)
        self._views.addWidget(
            EmptyState(
                words("No product of the category executes an enterprise standard"),
                words("Import enterprise standards with their limits, and products that execute them."),
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.head)
        column.addWidget(self._views, 1)
        column.addWidget(PlainLabel(words(NOTICE), "quiet", wrap=True))

    def fill(self) -> None:
        """Begin to work the view out, unless it is shown already or on its way."""
        session = self._page.session
        product = session.product
        if product is None:
            return
        wanted = View(session.project, product.category_id, session.on)
        if self._asked == wanted:
            return
        self._asked = wanted
        workspace = session.workspace
        job = session.tasks.start(
            lambda progress: (wanted, workspace.front_runner(product.category_id, wanted.on)), "front-runner"
        )
        job.done.connect(self._on_done)
        job.failed.connect(self._on_failed)

    def _on_done(self, found: tuple[View, FrontRunner]) -> None:
        if found[0] != self._asked:
            return
        words, view = self._page.words, found[1]
        project = self._page.session.project
        self.head.setText(words(view.core_sentence))
        self._views.setCurrentIndex(0 if view.entrants else 1)
        self.entrant_model.show(entrants_grid(view, project, words))
        self.model.show(tiers_grid(view, project, words))

    def _on_failed(self, error: BaseException) -> None:
        self._asked = None
        raise error
