"""What would be if: a comparison with supposed values of ours beside the present one. Nothing of it is stored."""

from __future__ import annotations

from dataclasses import dataclass

from compare_app.domain.comparison import Comparison
from compare_app.text.message import M

SUPPOSED = M("Supposed: targets stand where results do; nothing of it was measured, nothing is stored")
"""Stands wherever a supposed comparison is shown."""


@dataclass(frozen=True, slots=True)
class Supposed:
    """One indicator of ours and the text that stands in place of its results, in the indicator's unit."""

    indicator_id: str
    raw: str


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The present comparison, and the same one over supposed values and limits of ours."""

    before: Comparison
    after: Comparison
    supposed: tuple[Supposed, ...] = ()
    limits: tuple[str, ...] = ()  # ids of the indicators for which our standard is supposed to say more
