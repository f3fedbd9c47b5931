"""Pages are made when first shown, so that nothing heavy is imported before the window is painted."""

from __future__ import annotations

from compare_app.text.wording import Wording
from ui.pages.page import Page
from ui.session import Session
from ui.theme import Theme


def make_page(name: str, session: Session, words: Wording, theme: Theme) -> Page:
    """The page of a name; an unknown name is a KeyError."""
    kind: type[Page]
    match name:
        case "overview":
            from ui.pages.overview import OverviewPage as kind
        case "data":
            from ui.pages.data import DataPage as kind
        case "standards":
            from ui.pages.standards import StandardsPage as kind
        case "indicators":
            from ui.pages.indicators import IndicatorsPage as kind
        case "diagnosis":
            from ui.pages.diagnosis import DiagnosisPage as kind
        case "plan":
            from ui.pages.plan import PlanPage as kind
        case "report":
            from ui.pages.report import ReportPage as kind
        case "profile":
            from ui.pages.profile import ProfilePage as kind
        case _:
            raise KeyError(name)
    return kind(session, words, theme)
