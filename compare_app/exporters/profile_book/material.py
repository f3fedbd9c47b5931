"""What every sheet of a profile's workbook is made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from compare_app.domain.profile import Profile
from compare_app.domain.project import Project
from compare_app.domain.terms import Trust
from compare_app.exporters.cells import sheet_name
from compare_app.exporters.plan.look import Formats
from compare_app.exporters.plan.page import Page
from compare_app.text.wording import Wording


@dataclass(frozen=True, slots=True)
class Material:
    """The profile with its project, and the workbook that is being made."""

    workbook: Any
    formats: Formats
    project: Project
    profile: Profile
    words: Wording

    @property
    def footer(self) -> str:
        """What stands at the foot of every page: project and date."""
        return f"{self.project.name}  {self.profile.on.isoformat()}"

    def page(self, title: str, widths: Sequence[float]) -> Page:
        """A new sheet."""
        return Page(self.workbook.add_worksheet(sheet_name(title)), self.formats, self.words, widths)

    def mark(self, unconfirmed: bool) -> str:
        """未核实 where a figure rests on something that nobody has checked."""
        return self.words.term(Trust.UNCONFIRMED) if unconfirmed else ""
