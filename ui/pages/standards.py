"""Placeholder while the page is being built."""

from __future__ import annotations

from compare_app.text.message import M
from ui.pages.page import Page


class StandardsPage(Page):
    """Not built yet."""

    title = M("standards")

    def refresh(self) -> None:
        """Nothing yet."""
