"""The whole profile on one reference date."""

from __future__ import annotations

from datetime import date

from compare_app.domain.index_table import BAND_SETS, band_set
from compare_app.domain.model import IndexFigure, Inspection
from compare_app.domain.profile import Profile
from compare_app.domain.project import Project
from compare_app.engine.profile.honour import honour_estimate
from compare_app.engine.profile.index import index_years
from compare_app.engine.profile.rates import pass_rates
from compare_app.errors import AppError
from compare_app.text.message import M


def profile_of(project: Project, on: date, bands: str = "") -> Profile:
    """Pass rates and 红榜预估 (R39) and 指数模拟 (R38) of the enterprise; what came after `on` is left out.

    An unknown name of a set of bands is an AppError.
    """
    chosen = band_set(bands)
    if chosen is None:
        raise AppError(
            "PROFILE-BANDS",
            M("There are no bands named {name}", name=bands),
            M("Choose one of: {names}", names=tuple(one.code for one in BAND_SETS)),
        )
    inspections = tuple(project.all(Inspection).values())
    figures = tuple(project.all(IndexFigure).values())
    later = sum(one.year > on.year for one in figures)
    warnings = [M("Figures of years after {on}, left out: {count}", on=on, count=later)] if later else []
    return Profile(
        on=on,
        own=pass_rates([one for one in inspections if one.own], on, own=True),
        market=pass_rates([one for one in inspections if not one.own], on, own=False),
        honour=honour_estimate([one for one in inspections if one.own], on),
        bands=chosen,
        index=index_years([one for one in figures if one.year <= on.year], chosen),
        warnings=tuple(warnings),
    )
