"""An example of a change of standards that a project can take over (R16): never silently, never as confirmed."""

from __future__ import annotations

from dataclasses import dataclass

from compare_app.domain.model import StandardEdition


@dataclass(frozen=True, slots=True)
class StandardChange:
    """A new edition and what it replaces; the editions are those of the project where it holds them already."""

    new: StandardEdition
    replaced: tuple[StandardEdition, ...]
    missing: tuple[str, ...]  # numbers that the project does not hold yet
    linked: bool  # whether the project knows already that the one replaces the others

    @property
    def taken(self) -> bool:
        """Whether the project holds all of it."""
        return not self.missing and self.linked
